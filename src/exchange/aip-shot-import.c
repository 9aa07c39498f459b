/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-import"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-error.h"
#include "aip-order.h"
#include "aip-shot-import.h"
#include "aip-shot-layout.h"
#include "aip-shot-links.h"
#include "aip-shot-rows.h"
#include "aip-task.h"
#include "aip-text.h"
#include "aip-workbook.h"

struct _AipShotImport
{
  GObject parent_instance;

  AipWorkbook *workbook;
  AipTable    *table;
  guint        header_row;
  GStrv        problems;
  GArray      *places;   /* AipShotDefect without sentences: where each problem is */
  GStrv        notes;
  GStrv        mapping;
  GStrv        columns;
  GPtrArray   *rows;
  GArray      *numbers;
  guint        n_skipped;
};

G_DEFINE_FINAL_TYPE (AipShotImport, aip_shot_import, G_TYPE_OBJECT)

typedef struct {
  char         *path;
  char         *sheet;
  GVariant     *mapping;
  AipFrameRate  rate;
} LoadData;

static void
load_data_free (gpointer data)
{
  LoadData *load = data;

  g_free (load->path);
  g_free (load->sheet);
  g_clear_pointer (&load->mapping, g_variant_unref);
  g_free (load);
}

static void
aip_shot_import_finalize (GObject *object)
{
  AipShotImport *self = AIP_SHOT_IMPORT (object);

  g_clear_object (&self->workbook);
  g_clear_object (&self->table);
  g_strfreev (self->problems);
  g_clear_pointer (&self->places, g_array_unref);
  g_strfreev (self->notes);
  g_strfreev (self->mapping);
  g_strfreev (self->columns);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->numbers, g_array_unref);

  G_OBJECT_CLASS (aip_shot_import_parent_class)->finalize (object);
}

static void
aip_shot_import_class_init (AipShotImportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_shot_import_finalize;
}

static void
aip_shot_import_init (AipShotImport *self)
{
}

/* Loading ----------------------------------------------------------------------------------- */

static GStrv
steal_strv (GPtrArray *texts)
{
  GStrvBuilder *builder = g_strv_builder_new ();

  for (guint i = 0; i < texts->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (texts, i));

  return g_strv_builder_unref_to_strv (builder);
}

/* Takes the sentences out of @problems and keeps where they belong. */
static GStrv
make_problems (AipShotImport *self,
               GArray        *problems)
{
  GStrvBuilder *builder = g_strv_builder_new ();

  self->places = g_array_sized_new (FALSE, FALSE, sizeof (AipShotDefect), problems->len);
  for (guint i = 0; i < problems->len; i++)
    {
      AipShotDefect *defect = &g_array_index (problems, AipShotDefect, i);
      AipShotDefect place = { defect->row, defect->column, NULL };

      g_array_append_val (self->places, place);
      g_strv_builder_take (builder, g_steal_pointer (&defect->sentence));
    }

  return g_strv_builder_unref_to_strv (builder);
}

static GStrv
make_mapping (AipTable      *table,
              AipShotLayout *layout)
{
  GStrvBuilder *builder = g_strv_builder_new ();

  for (guint i = 0; i < layout->n_columns; i++)
    {
      g_autofree char *title = aip_text_clean (aip_table_get_cell (table, layout->header_row, i));

      g_strv_builder_add (builder, g_strstrip (title));
      g_strv_builder_add (builder, aip_column_get_field (layout->columns[i]));
    }

  return g_strv_builder_unref_to_strv (builder);
}

static GStrv
make_columns (AipShotLayout *layout)
{
  GStrv columns = g_new0 (char *, layout->n_columns + 1);

  for (guint i = 0; i < layout->n_columns; i++)
    columns[i] = g_strdup (aip_column_to_nick (layout->columns[i]));

  return columns;
}

/* The sheet that looks most like a shot list; of equal ones the first, hidden ones last. */
static AipTable *
choose_sheet (AipWorkbook  *workbook,
              const char   *name,
              GVariant     *mapping,
              GError      **error)
{
  AipTable *best = NULL;
  guint best_rating = 0;

  if (name != NULL)
    {
      best = aip_workbook_find_sheet (workbook, name);
      if (best == NULL)
        g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND, _("“%s” has no sheet “%s”."),
                     aip_workbook_get_name (workbook), name);
      return best;
    }

  for (guint i = 0; i < aip_workbook_get_n_sheets (workbook); i++)
    {
      AipTable *table = aip_workbook_get_sheet (workbook, i);
      guint rating = aip_shot_layout_rate (table, mapping) * 2;

      /* Another sheet wins only by its titles: an empty one is a list without shots at most. */
      if (rating > 0 && !aip_table_is_hidden (table))
        rating += 1;
      if (best == NULL || rating > best_rating)
        {
          best = table;
          best_rating = rating;
        }
    }

  return best;
}

/* A length that nobody wrote is said, and not only done. */
static void
note_usual_length (GPtrArray *notes,
                   GPtrArray *rows)
{
  guint n_open = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      g_autoptr(GVariant) length = g_variant_lookup_value (rows->pdata[i], "duration", NULL);

      n_open += length == NULL;
    }
  if (n_open > 0)
    g_ptr_array_add (notes,
                     g_strdup_printf (ngettext ("%u shot has no length and becomes %d seconds long.",
                                                "%u shots have no length and become %d seconds long.",
                                                n_open), n_open, AIP_SHOT_USUAL_SECONDS));
}

AipShotImport *
aip_shot_import_new (AipWorkbook                *workbook,
                     const AipShotImportOptions *options,
                     const AipFrameRate         *rate,
                     GCancellable               *cancellable,
                     GError                    **error)
{
  g_autoptr(AipShotImport) self = NULL;
  g_autoptr(AipShotLayout) layout = NULL;
  g_autoptr(AipShotRows) rows = NULL;
  GVariant *mapping = options != NULL ? options->mapping : NULL;
  AipTable *table;

  g_return_val_if_fail (AIP_IS_WORKBOOK (workbook), NULL);
  g_return_val_if_fail (rate != NULL, NULL);

  table = choose_sheet (workbook, options != NULL ? options->sheet : NULL, mapping, error);
  if (table == NULL)
    return NULL;
  layout = aip_shot_layout_new (table, rate, mapping, error);
  if (layout == NULL)
    return NULL;
  rows = aip_shot_rows_new (table, layout, cancellable, error);
  if (rows == NULL)
    return NULL;

  self = g_object_new (AIP_TYPE_SHOT_IMPORT, NULL);
  self->workbook = g_object_ref (workbook);
  self->table = g_object_ref (table);
  self->header_row = layout->header_row;
  self->mapping = make_mapping (table, layout);
  self->columns = make_columns (layout);
  self->problems = make_problems (self, rows->problems);
  if (aip_table_get_left_out (table) != NULL)
    g_ptr_array_add (layout->notes, g_strdup (aip_table_get_left_out (table)));
  g_ptr_array_extend_and_steal (layout->notes, g_steal_pointer (&rows->notes));
  rows->notes = g_ptr_array_new ();
  note_usual_length (layout->notes, rows->rows);
  self->notes = steal_strv (layout->notes);
  self->rows = g_ptr_array_ref (rows->rows);
  self->numbers = g_array_ref (rows->numbers);
  self->n_skipped = rows->n_skipped;

  return g_steal_pointer (&self);
}

static AipShotImport *
load (const LoadData  *data,
      GCancellable    *cancellable,
      GError         **error)
{
  const AipShotImportOptions options = { data->sheet, data->mapping };
  g_autoptr(AipWorkbook) workbook = aip_workbook_load (data->path, cancellable, error);

  return workbook != NULL
         ? aip_shot_import_new (workbook, &options, &data->rate, cancellable, error) : NULL;
}

static void
load_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  LoadData *data = task_data;
  GError *error = NULL;
  AipShotImport *self = load (data, cancellable, &error);

  if (self != NULL)
    g_task_return_pointer (task, self, g_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * aip_shot_import_load_async:
 * @path: a workbook, a text file with delimiters, or JSON
 * @options: (nullable): what the file does not say
 * @rate: the frame rate of the project it is for
 * @cancellable: (nullable): a cancellable
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Reads and understands a list in a thread. %AIP_ERROR_NOT_FOUND, %AIP_ERROR_TOO_LARGE, or
 * %AIP_ERROR_INVALID when it is no shot list; defects of single rows are no errors.
 */
void
aip_shot_import_load_async (const char                 *path,
                            const AipShotImportOptions *options,
                            const AipFrameRate         *rate,
                            GCancellable               *cancellable,
                            GAsyncReadyCallback         callback,
                            gpointer                    user_data)
{
  g_autoptr(GTask) task = NULL;
  LoadData *data;

  g_return_if_fail (path != NULL);
  g_return_if_fail (rate != NULL);

  data = g_new0 (LoadData, 1);
  data->path = g_strdup (path);
  if (options != NULL)
    {
      data->sheet = g_strdup (options->sheet);
      data->mapping = options->mapping != NULL ? g_variant_ref_sink (options->mapping) : NULL;
    }
  data->rate = *rate;

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, aip_shot_import_load_async);
  g_task_set_task_data (task, data, load_data_free);
  aip_task_run_in_thread (task, load_thread);
}

AipShotImport *
aip_shot_import_load_finish (GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* What is in it ----------------------------------------------------------------------------- */

guint
aip_shot_import_get_n_rows (AipShotImport *self)
{
  g_return_val_if_fail (AIP_IS_SHOT_IMPORT (self), 0);

  return self->rows->len;
}

guint
aip_shot_import_get_n_skipped (AipShotImport *self)
{
  g_return_val_if_fail (AIP_IS_SHOT_IMPORT (self), 0);

  return self->n_skipped;
}

const char *const *
aip_shot_import_get_problems (AipShotImport *self)
{
  g_return_val_if_fail (AIP_IS_SHOT_IMPORT (self), NULL);

  return (const char *const *) self->problems;
}

const char *const *
aip_shot_import_get_notes (AipShotImport *self)
{
  g_return_val_if_fail (AIP_IS_SHOT_IMPORT (self), NULL);

  return (const char *const *) self->notes;
}

const char *
aip_shot_import_get_name (AipShotImport *self)
{
  g_return_val_if_fail (AIP_IS_SHOT_IMPORT (self), NULL);

  return aip_workbook_get_name (self->workbook);
}

AipWorkbook *
aip_shot_import_get_workbook (AipShotImport *self)
{
  g_return_val_if_fail (AIP_IS_SHOT_IMPORT (self), NULL);

  return self->workbook;
}

AipTable *
aip_shot_import_get_table (AipShotImport *self)
{
  g_return_val_if_fail (AIP_IS_SHOT_IMPORT (self), NULL);

  return self->table;
}

guint
aip_shot_import_get_header_row (AipShotImport *self)
{
  g_return_val_if_fail (AIP_IS_SHOT_IMPORT (self), 0);

  return self->header_row;
}

void
aip_shot_import_get_problem_place (AipShotImport *self,
                                   guint          problem,
                                   guint         *row,
                                   int           *column)
{
  const AipShotDefect *place;

  g_return_if_fail (AIP_IS_SHOT_IMPORT (self));
  g_return_if_fail (problem < self->places->len);

  place = &g_array_index (self->places, AipShotDefect, problem);
  *row = place->row;
  *column = place->column;
}

const char *
aip_shot_import_get_encoding (AipShotImport *self)
{
  g_return_val_if_fail (AIP_IS_SHOT_IMPORT (self), NULL);

  return aip_workbook_get_encoding (self->workbook);
}

char
aip_shot_import_get_delimiter (AipShotImport *self)
{
  g_return_val_if_fail (AIP_IS_SHOT_IMPORT (self), ',');

  return aip_workbook_get_delimiter (self->workbook);
}

const char *const *
aip_shot_import_get_mapping (AipShotImport *self)
{
  g_return_val_if_fail (AIP_IS_SHOT_IMPORT (self), NULL);

  return (const char *const *) self->mapping;
}

const char *const *
aip_shot_import_get_columns (AipShotImport *self)
{
  g_return_val_if_fail (AIP_IS_SHOT_IMPORT (self), NULL);

  return (const char *const *) self->columns;
}

GVariant *
aip_shot_import_get_row (AipShotImport *self,
                         guint          row)
{
  g_return_val_if_fail (AIP_IS_SHOT_IMPORT (self), NULL);
  g_return_val_if_fail (row < self->rows->len, NULL);

  return g_ptr_array_index (self->rows, row);
}

guint
aip_shot_import_get_row_number (AipShotImport *self,
                                guint          row)
{
  g_return_val_if_fail (AIP_IS_SHOT_IMPORT (self), 0);
  g_return_val_if_fail (row < self->numbers->len, 0);

  return g_array_index (self->numbers, guint, row);
}

/* Writing it into a project ----------------------------------------------------------------- */

static void
add_skipped (GPtrArray  *problems,
             guint       number,
             const char *reason)
{
  g_autofree char *bare = g_strdup (reason);

  if (problems == NULL)
    return;
  if (g_str_has_suffix (bare, "."))
    bare[strlen (bare) - 1] = '\0';
  g_ptr_array_add (problems, g_strdup_printf (_("Row %u was skipped: %s."), number, bare));
}

/* The rows whose code is free, and a problem for each other. */
static GArray *
choose_rows (AipShotImport *self,
             AipDocument   *document,
             GPtrArray     *problems)
{
  GArray *chosen = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < self->rows->len; i++)
    {
      const char *code = NULL;

      g_variant_lookup (g_ptr_array_index (self->rows, i), "code", "&s", &code);
      if (code == NULL || aip_document_find_shot (document, code) == NULL)
        g_array_append_val (chosen, i);
      else
        {
          g_autofree char *reason =
            g_strdup_printf (_("the project has a shot “%s” already"), code);

          add_skipped (problems, g_array_index (self->numbers, guint, i), reason);
        }
    }

  return chosen;
}

static gboolean
has_code (AipShotImport *self,
          guint          row)
{
  const char *code;

  return g_variant_lookup (g_ptr_array_index (self->rows, row), "code", "&s", &code);
}

guint
aip_shot_import_apply (AipShotImport  *self,
                       AipDocument    *document,
                       GPtrArray      *problems,
                       GError        **error)
{
  g_autoptr(GArray) chosen = NULL;
  g_autoptr(AipShotLinks) links = NULL;
  g_autofree char *label = NULL;
  g_auto(GStrv) orders = NULL;
  AipEntityList *shots;
  AipEntity *last;
  guint n_added = 0;

  g_return_val_if_fail (AIP_IS_SHOT_IMPORT (self), 0);
  g_return_val_if_fail (AIP_IS_DOCUMENT (document), 0);
  g_return_val_if_fail (error == NULL || *error == NULL, 0);

  chosen = choose_rows (self, document, problems);
  if (chosen->len == 0)
    return 0;

  shots = aip_document_get_shots (document);
  last = aip_entity_list_get_count (shots) > 0
         ? aip_entity_list_peek (shots, aip_entity_list_get_count (shots) - 1) : NULL;
  orders = aip_order_spread (last != NULL ? aip_entity_get_text (last, "order") : NULL, NULL,
                             chosen->len);
  links = aip_shot_links_new (document);
  label = g_strdup_printf (ngettext ("Import %u Shot from “%s”", "Import %u Shots from “%s”",
                                     chosen->len), chosen->len,
                           aip_workbook_get_name (self->workbook));

  aip_document_begin (document, label);

  /* Codes from the list come first: the ones made up for the other rows must not take them. */
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < chosen->len; i++)
      {
        guint row = g_array_index (chosen, guint, i);
        g_autoptr(GError) local_error = NULL;

        if (has_code (self, row) != (pass == 0))
          continue;
        if (aip_shot_links_insert_shot (links, g_ptr_array_index (self->rows, row), orders[i],
                                        &local_error) != NULL)
          n_added++;
        else
          add_skipped (problems, g_array_index (self->numbers, guint, row), local_error->message);
      }

  aip_document_end (document, n_added > 0);

  return n_added;
}
