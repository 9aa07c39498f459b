/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-table"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "aip-series.h"
#include "aip-shot-cells-edit.h"
#include "aip-shot-table-private.h"
#include "aip-text-block.h"

#define MAX_CLIPBOARD_BYTES (32 * 1024 * 1024)
#define MAX_SHOWN_SENTENCES 12

/* What a command is about ----------------------------------------------------------------------- */

/*
 * The rows and columns of the range; without one the focused cell, or, where several rows were
 * selected one by one, these rows as a whole.
 */
static gboolean
get_cells (AipShotTable  *self,
           GPtrArray    **shots,
           GArray       **columns)
{
  AipShot *cursor = aip_shot_view_get_cursor (self->view);

  *shots = aip_shot_view_dup_selected (self->view);
  *columns = aip_shot_table_dup_range_columns (self);

  if (!self->range_active && (*shots)->len > 1)
    {
      g_array_set_size (*columns, 0);
      for (AipShotColumn column = _aip_shot_table_edge_column (self, FALSE, FALSE);
           column != AIP_SHOT_COLUMN_NONE;
           column = _aip_shot_table_next_column (self, column, TRUE, FALSE))
        g_array_append_val (*columns, column);
    }
  else if (!self->range_active)
    {
      g_ptr_array_set_size (*shots, 0);
      if (cursor != NULL && aip_shot_list_find (aip_shot_view_get_list (self->view), cursor, NULL))
        g_ptr_array_add (*shots, g_object_ref (cursor));
    }

  return (*shots)->len > 0 && (*columns)->len > 0;
}

guint
aip_shot_table_get_n_cells (AipShotTable *self)
{
  g_autoptr(GPtrArray) shots = NULL;
  g_autoptr(GArray) columns = NULL;

  g_return_val_if_fail (AIP_IS_SHOT_TABLE (self), 0);

  return get_cells (self, &shots, &columns) ? shots->len * columns->len : 0;
}

/* Copying --------------------------------------------------------------------------------------- */

static AipTextBlock *
new_block (AipShotTable *self,
           GPtrArray    *shots,
           GArray       *columns,
           gboolean      headers)
{
  AipTextBlock *block = aip_text_block_new ();

  if (headers)
    {
      aip_text_block_begin_row (block);
      for (guint j = 0; j < columns->len; j++)
        aip_text_block_add (block, aip_shot_column_get_title (g_array_index (columns,
                                                                             AipShotColumn, j)));
    }
  for (guint i = 0; i < shots->len; i++)
    {
      aip_text_block_begin_row (block);
      for (guint j = 0; j < columns->len; j++)
        {
          g_autofree char *text =
            aip_shot_table_dup_text (self, g_ptr_array_index (shots, i),
                                     g_array_index (columns, AipShotColumn, j));

          aip_text_block_add (block, text);
        }
    }

  return block;
}

gboolean
aip_shot_table_copy (AipShotTable *self,
                     gboolean      headers)
{
  g_autoptr(GPtrArray) shots = NULL;
  g_autoptr(GArray) columns = NULL;
  g_autoptr(AipTextBlock) block = NULL;
  g_autoptr(GdkContentProvider) content = NULL;
  g_autoptr(GBytes) page = NULL;
  GdkContentProvider *providers[2];
  g_autofree char *tsv = NULL;
  char *html;

  g_return_val_if_fail (AIP_IS_SHOT_TABLE (self), FALSE);

  if (self->edit_shot != NULL || !get_cells (self, &shots, &columns))
    return FALSE;

  block = new_block (self, shots, columns, headers);
  tsv = aip_text_block_to_tsv (block);
  html = aip_text_block_to_html (block, headers);
  page = g_bytes_new_take (html, strlen (html));
  providers[0] = gdk_content_provider_new_for_bytes ("text/html", page);
  providers[1] = gdk_content_provider_new_typed (G_TYPE_STRING, tsv);
  content = gdk_content_provider_new_union (providers, G_N_ELEMENTS (providers));

  return gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self)), content);
}

/* Writing --------------------------------------------------------------------------------------- */

static void
show_report (AipShotTable         *self,
             const AipCellsReport *report)
{
  g_autofree char *heading = NULL;
  g_autoptr(GString) body = NULL;
  AdwDialog *dialog;

  if (report->n_refused == 0)
    return;

  body = g_string_new (NULL);
  heading = g_strdup_printf (ngettext ("%u of %u Cell Written", "%u of %u Cells Written",
                                       report->n_cells),
                             report->n_cells - report->n_refused, report->n_cells);
  for (guint i = 0; i < MIN (report->sentences->len, MAX_SHOWN_SENTENCES); i++)
    g_string_append_printf (body, "%s%s", i > 0 ? "\n" : "",
                            (char *) g_ptr_array_index (report->sentences, i));
  if (report->n_refused > MAX_SHOWN_SENTENCES)
    {
      guint more = report->n_refused - MAX_SHOWN_SENTENCES;

      g_string_append_c (body, '\n');
      g_string_append_printf (body, ngettext ("… and %u more cell", "… and %u more cells", more),
                              more);
    }

  dialog = adw_alert_dialog_new (heading, body->str);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "undo", _("_Undo All"), "keep",
                                  _("_Keep"), NULL);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "keep");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "keep");
  adw_alert_dialog_set_response_enabled (ADW_ALERT_DIALOG (dialog), "undo",
                                         report->n_changed > 0);
  g_signal_connect_object (dialog, "response::undo", G_CALLBACK (aip_document_undo),
                           self->document, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static char *
clear_text_cb (guint    row,
               guint    column,
               gpointer user_data)
{
  GArray *columns = user_data;
  AipShotColumn it = g_array_index (columns, AipShotColumn, column);
  const AipShotColumnInfo *info = aip_shot_column_get_info (it);

  return info->editor == AIP_SHOT_EDITOR_NONE || it == AIP_SHOT_COLUMN_FINDINGS ? NULL
                                                                                : g_strdup ("");
}

void
aip_shot_table_clear_cells (AipShotTable *self)
{
  g_autoptr(GPtrArray) shots = NULL;
  g_autoptr(GArray) columns = NULL;
  g_auto(AipCellsReport) report = { 0 };
  g_autofree char *label = NULL;
  guint n;

  g_return_if_fail (AIP_IS_SHOT_TABLE (self));

  if (self->edit_shot != NULL || !get_cells (self, &shots, &columns))
    return;

  n = shots->len * columns->len;
  label = g_strdup_printf (ngettext ("Clear %u Cell", "Clear %u Cells", n), n);
  aip_shot_cells_write (self->document, aip_session_get_setups (self->session), shots, columns,
                        clear_text_cb, columns, label, &report);
  show_report (self, &report);
}

static char *
same_text_cb (guint    row,
              guint    column,
              gpointer user_data)
{
  return g_strdup (user_data);
}

void
_aip_shot_table_write_range (AipShotTable *self,
                             const char   *text,
                             const char   *label)
{
  g_autoptr(GPtrArray) shots = NULL;
  g_autoptr(GArray) columns = NULL;
  g_auto(AipCellsReport) report = { 0 };

  if (self->edit_shot != NULL || !get_cells (self, &shots, &columns))
    return;

  aip_shot_cells_write (self->document, aip_session_get_setups (self->session), shots, columns,
                        same_text_cb, (gpointer) text, label, &report);
  show_report (self, &report);
}

void
aip_shot_table_insert_date (AipShotTable *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *text = g_date_time_format (now, "%Y-%m-%d");

  g_return_if_fail (AIP_IS_SHOT_TABLE (self));

  _aip_shot_table_write_range (self, text, _("Insert the Date"));
}

/* Pasting --------------------------------------------------------------------------------------- */

typedef struct {
  AipShotTable *table;     /* owned */
  AipTextBlock *block;
  GPtrArray    *shots;
  GArray       *columns;
  guint         n_missing; /* rows that the block has and the table has not */
} Pasting;

static void
pasting_free (Pasting *self)
{
  g_object_unref (self->table);
  g_clear_pointer (&self->block, aip_text_block_free);
  g_clear_pointer (&self->shots, g_ptr_array_unref);
  g_clear_pointer (&self->columns, g_array_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pasting, pasting_free)

static char *
paste_text_cb (guint    row,
               guint    column,
               gpointer user_data)
{
  const Pasting *pasting = user_data;
  guint n_columns = aip_text_block_get_n_columns (pasting->block);

  return g_strdup (aip_text_block_get (pasting->block,
                                       row % aip_text_block_get_n_rows (pasting->block),
                                       column % n_columns));
}

static void
add_shots (Pasting *pasting,
           guint    n_new)
{
  AipDocument *document = pasting->table->document;
  AipShot *last = g_ptr_array_index (pasting->shots, pasting->shots->len - 1);
  AipEntityList *list = aip_document_get_shots (document);
  AipShot *before = NULL;
  guint position;

  /* Each comes before the one that follows now, so after the one that came before it. */
  if (aip_entity_list_find (list, AIP_ENTITY (last), &position))
    before = (AipShot *) aip_entity_list_peek (list, position + 1);

  for (guint i = 0; i < n_new; i++)
    {
      GVariantDict fields;
      AipShot *shot;

      g_variant_dict_init (&fields, NULL);
      g_variant_dict_insert (&fields, "scene", "s", aip_shot_get_scene_id (last));
      shot = aip_document_insert_shot (document, before, g_variant_dict_end (&fields), NULL);
      if (shot == NULL)
        break;
      g_ptr_array_add (pasting->shots, g_object_ref (shot));
    }
}

static void
paste (Pasting *pasting,
       guint    n_new)
{
  AipShotTable *self = pasting->table;
  g_auto(AipCellsReport) report = { 0 };
  g_autofree char *label = NULL;
  guint n;

  n = (pasting->shots->len + n_new) * pasting->columns->len;
  label = g_strdup_printf (ngettext ("Paste %u Cell", "Paste %u Cells", n), n);
  aip_document_begin (self->document, label);
  add_shots (pasting, n_new);
  aip_shot_cells_write (self->document, aip_session_get_setups (self->session), pasting->shots,
                        pasting->columns, paste_text_cb, pasting, label, &report);
  aip_document_commit (self->document);

  /* What was pasted is what is selected. */
  aip_shot_table_select_range (self, g_ptr_array_index (pasting->shots, 0),
                               g_array_index (pasting->columns, AipShotColumn, 0),
                               g_ptr_array_index (pasting->shots, pasting->shots->len - 1),
                               g_array_index (pasting->columns, AipShotColumn,
                                              pasting->columns->len - 1));
  show_report (self, &report);
}

static void
larger_response_cb (Pasting    *pasting,
                    const char *response)
{
  if (g_str_equal (response, "add"))
    paste (pasting, pasting->n_missing);
  else if (g_str_equal (response, "fit"))
    paste (pasting, 0);
}

static void
ask_larger (Pasting *pasting)
{
  g_autofree char *heading = NULL;
  g_autofree char *add = NULL;
  AdwDialog *dialog;

  heading = g_strdup_printf (ngettext ("%u Row Too Many", "%u Rows Too Many",
                                       pasting->n_missing),
                             pasting->n_missing);
  add = g_strdup_printf (ngettext ("_Add %u Shot", "_Add %u Shots", pasting->n_missing),
                         pasting->n_missing);
  dialog = adw_alert_dialog_new (heading,
                                 _("What is on the clipboard reaches beyond the end of the table."));
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _("_Cancel"), "fit",
                                  _("_Paste What Fits"), "add", add, NULL);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "add");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "add",
                                            ADW_RESPONSE_SUGGESTED);
  g_object_set_data_full (G_OBJECT (dialog), "pasting", pasting, (GDestroyNotify) pasting_free);
  g_signal_connect_swapped (dialog, "response", G_CALLBACK (larger_response_cb), pasting);
  adw_dialog_present (dialog, GTK_WIDGET (pasting->table));
}

/* One cell goes into all that are selected, a block into as many of its size, or from the corner. */
static void
place_block (Pasting *pasting)
{
  AipShotTable *self = pasting->table;
  AipShotList *rows = aip_shot_view_get_list (self->view);
  guint n_rows = aip_text_block_get_n_rows (pasting->block);
  guint n_columns = aip_text_block_get_n_columns (pasting->block);
  AipShotColumn column;
  guint position;

  if (!self->range_active)
    {
      g_array_set_size (pasting->columns, 0);
      g_array_append_val (pasting->columns, self->focus_column);
    }

  column = g_array_index (pasting->columns, AipShotColumn, pasting->columns->len - 1);
  if (pasting->columns->len % n_columns != 0)
    {
      column = g_array_index (pasting->columns, AipShotColumn, 0);
      g_array_set_size (pasting->columns, 1);
    }
  while (pasting->columns->len < n_columns)
    {
      column = _aip_shot_table_next_column (self, column, TRUE, FALSE);
      if (column == AIP_SHOT_COLUMN_NONE)
        break;
      g_array_append_val (pasting->columns, column);
    }

  if (pasting->shots->len % n_rows == 0
      || !aip_shot_list_find (rows, g_ptr_array_index (pasting->shots, 0), &position))
    return;

  g_ptr_array_set_size (pasting->shots, 0);
  for (guint i = 0; i < n_rows; i++)
    {
      AipShot *shot = aip_shot_list_peek (rows, position + i);

      if (shot == NULL)
        break;
      g_ptr_array_add (pasting->shots, g_object_ref (shot));
    }
  pasting->n_missing = n_rows - pasting->shots->len;
}

static void
paste_block (AipShotTable *self,
             AipTextBlock *block)
{
  g_autoptr(Pasting) pasting = g_new0 (Pasting, 1);

  pasting->table = g_object_ref (self);
  pasting->block = block;
  if (self->edit_shot != NULL || aip_text_block_get_n_columns (block) == 0
      || self->focus_column == AIP_SHOT_COLUMN_NONE
      || !get_cells (self, &pasting->shots, &pasting->columns))
    return;

  place_block (pasting);
  if (pasting->n_missing > 0)
    ask_larger (g_steal_pointer (&pasting));
  else
    paste (pasting, 0);
}

void
aip_shot_table_paste_text (AipShotTable *self,
                           const char   *text)
{
  g_return_if_fail (AIP_IS_SHOT_TABLE (self));
  g_return_if_fail (text != NULL);

  paste_block (self, aip_text_block_from_tsv (text));
}

static void
text_read_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(AipShotTable) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, &error);

  if (text == NULL)
    aip_session_toast (self->session, _("There is no text on the clipboard."));
  else if (strlen (text) > MAX_CLIPBOARD_BYTES)
    aip_session_toast (self->session, _("There is more on the clipboard than a table can take."));
  else
    aip_shot_table_paste_text (self, text);
}

static void
read_text (AipShotTable *self)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), NULL, text_read_cb,
                                 g_object_ref (self));
}

void
aip_shot_table_paste_plain (AipShotTable *self)
{
  g_return_if_fail (AIP_IS_SHOT_TABLE (self));

  read_text (self);
}

static void
page_loaded_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(AipShotTable) self = user_data;
  GMemoryOutputStream *memory = G_MEMORY_OUTPUT_STREAM (object);
  g_autofree char *html = NULL;
  AipTextBlock *block = NULL;

  if (g_output_stream_splice_finish (G_OUTPUT_STREAM (memory), result, NULL) >= 0
      && g_memory_output_stream_get_data_size (memory) <= MAX_CLIPBOARD_BYTES)
    {
      html = g_strndup (g_memory_output_stream_get_data (memory),
                        g_memory_output_stream_get_data_size (memory));
      block = aip_text_block_from_html (html);
    }

  /* A page without a table is a text. */
  if (block != NULL)
    paste_block (self, block);
  else
    read_text (self);
}

static void
page_read_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(AipShotTable) self = user_data;
  g_autoptr(GInputStream) stream = NULL;
  g_autoptr(GOutputStream) memory = NULL;
  const char *type;

  stream = gdk_clipboard_read_finish (GDK_CLIPBOARD (object), result, &type, NULL);
  if (stream == NULL)
    {
      read_text (self);
      return;
    }

  memory = g_memory_output_stream_new_resizable ();
  g_output_stream_splice_async (memory, stream,
                                G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE
                                | G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
                                G_PRIORITY_DEFAULT, NULL, page_loaded_cb, g_steal_pointer (&self));
}

void
aip_shot_table_paste (AipShotTable *self)
{
  static const char *const types[] = { "text/html", NULL };
  GdkClipboard *clipboard;

  g_return_if_fail (AIP_IS_SHOT_TABLE (self));

  clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));
  /* Our own cells are exact as text; of others a page tells cells from lines. */
  if (!gdk_clipboard_is_local (clipboard)
      && gdk_content_formats_contain_mime_type (gdk_clipboard_get_formats (clipboard), types[0]))
    gdk_clipboard_read_async (clipboard, (const char **) types, G_PRIORITY_DEFAULT, NULL,
                              page_read_cb, g_object_ref (self));
  else
    read_text (self);
}

/* Filling --------------------------------------------------------------------------------------- */

/* What each cell of the block gets; %NULL where it is a source. */
typedef struct {
  GPtrArray *texts;   /* row after row */
  guint      n_columns;
} Filling;

static char *
fill_text_cb (guint    row,
              guint    column,
              gpointer user_data)
{
  const Filling *filling = user_data;

  return g_strdup (g_ptr_array_index (filling->texts, row * filling->n_columns + column));
}

static void
write_fill (AipShotTable *self,
            GPtrArray    *shots,
            GArray       *columns,
            GPtrArray    *texts,
            guint         n_filled)
{
  Filling filling = { texts, columns->len };
  g_auto(AipCellsReport) report = { 0 };
  g_autofree char *label = g_strdup_printf (ngettext ("Fill %u Cell", "Fill %u Cells", n_filled),
                                            n_filled);

  aip_shot_cells_write (self->document, aip_session_get_setups (self->session), shots, columns,
                        fill_text_cb, &filling, label, &report);
  show_report (self, &report);
}

void
aip_shot_table_fill (AipShotTable *self,
                     gboolean      right)
{
  g_autoptr(GPtrArray) shots = NULL;
  g_autoptr(GArray) columns = NULL;
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  guint n_filled = 0;

  g_return_if_fail (AIP_IS_SHOT_TABLE (self));

  if (self->edit_shot != NULL || !get_cells (self, &shots, &columns))
    return;

  /* One cell takes what is above it or before it. */
  if (!right && shots->len == 1)
    {
      AipShotList *rows = aip_shot_view_get_list (self->view);
      guint position;

      if (!aip_shot_list_find (rows, g_ptr_array_index (shots, 0), &position) || position == 0)
        return;
      g_ptr_array_insert (shots, 0, g_object_ref (aip_shot_list_peek (rows, position - 1)));
    }
  if (right && columns->len == 1)
    {
      AipShotColumn before =
        _aip_shot_table_next_column (self, g_array_index (columns, AipShotColumn, 0), FALSE,
                                     FALSE);

      if (before == AIP_SHOT_COLUMN_NONE)
        return;
      g_array_prepend_val (columns, before);
    }

  for (guint i = 0; i < shots->len; i++)
    for (guint j = 0; j < columns->len; j++)
      {
        gboolean source = right ? j == 0 : i == 0;

        g_ptr_array_add (texts, source ? NULL
                                       : aip_shot_table_dup_text (
                                           self, g_ptr_array_index (shots, right ? i : 0),
                                           g_array_index (columns, AipShotColumn, right ? 0 : j)));
        n_filled += !source;
      }
  write_fill (self, shots, columns, texts, n_filled);
}

/* The cells from @first to @last (positions of rows) go on into those up to @to. */
void
_aip_shot_table_fill_rows (AipShotTable *self,
                           guint         first,
                           guint         last,
                           guint         to,
                           gboolean      other)
{
  AipShotList *rows = aip_shot_view_get_list (self->view);
  g_autoptr(GArray) columns = aip_shot_table_dup_range_columns (self);
  g_autoptr(GPtrArray) shots = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  gboolean backwards = to < first;
  guint n_sources = last - first + 1;
  guint n = backwards ? first - to : to - last;
  AipShotColumn from_column = g_array_index (columns, AipShotColumn, 0);
  AipShotColumn to_column = g_array_index (columns, AipShotColumn, columns->len - 1);

  g_ptr_array_set_size (texts, (int) (n * columns->len));
  for (guint j = 0; j < columns->len; j++)
    {
      AipShotColumn column = g_array_index (columns, AipShotColumn, j);
      g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
      g_auto(GStrv) more = NULL;

      for (guint i = 0; i < n_sources; i++)
        g_ptr_array_add (values, aip_shot_table_dup_text (
                                   self, aip_shot_list_peek (rows, first + i), column));
      more = aip_series_continue ((const char *const *) values->pdata, n_sources, n, backwards,
                                  other);
      for (guint i = 0; i < n; i++)
        texts->pdata[i * columns->len + j] = g_strdup (more[i]);
    }
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (shots, g_object_ref (aip_shot_list_peek (rows, backwards ? first - 1 - i
                                                                              : last + 1 + i)));

  write_fill (self, shots, columns, texts, n * columns->len);
  aip_shot_table_select_range (self, aip_shot_list_peek (rows, MIN (first, to)), from_column,
                               aip_shot_list_peek (rows, MAX (last, to)), to_column);
}
