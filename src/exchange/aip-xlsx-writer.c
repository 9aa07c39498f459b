/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-xlsx-writer"

#include "config.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <string.h>
#include <xlsxwriter.h>

#include "aip-error.h"
#include "aip-picture-file.h"
#include "aip-sheet-base.h"
#include "aip-sheet-export.h"

/* The hidden row with the keys of the columns, the titles, then the first item. */
#define KEY_ROW 0
#define TITLE_ROW 1
#define FIRST_ROW 2

/* How far below the last row the lists to choose from still work, for rows that somebody adds. */
#define SPARE_ROWS 1000

/* A picture in a row: points of the row's height, pixels of the picture at 96 dots an inch. */
#define PICTURE_ROW_POINTS 63
#define PICTURE_PIXELS 80
#define PICTURE_COLUMN_WIDTH 21

/* Characters that a cell of the hidden sheet gives to the next one, not to end in a space. */
#define MAX_BACK 16

/* Rows between two looks at whether somebody has cancelled. */
#define ROWS_PER_CHECK 256

typedef struct {
  AipSheetSource        *source;
  AipSheetTexts         *texts;
  const AipSheetOptions *options;
  lxw_workbook          *book;
  lxw_format            *title_format;
  lxw_format            *text_format;
  lxw_format            *code_format;
  lxw_format            *number_format;
  lxw_format            *info_format;
  lxw_format            *id_format;
  lxw_format            *plain_format;
  GCancellable          *cancellable;
} Writer;

static lxw_format *
add_format (Writer     *self,
            const char *number_format,
            gboolean    wrap)
{
  lxw_format *format = workbook_add_format (self->book);

  format_set_align (format, LXW_ALIGN_VERTICAL_TOP);
  if (number_format != NULL)
    format_set_num_format (format, number_format);
  if (wrap)
    format_set_text_wrap (format);

  return format;
}

static void
add_formats (Writer *self)
{
  self->title_format = add_format (self, "@", TRUE);
  format_set_bold (self->title_format);
  format_set_bottom (self->title_format, LXW_BORDER_THIN);
  format_set_bg_color (self->title_format, 0xe8e8e8);
  self->text_format = add_format (self, NULL, TRUE);
  /* As text, or a code that somebody types loses its zeros. */
  self->code_format = add_format (self, "@", FALSE);
  self->number_format = add_format (self, "0", FALSE);
  self->info_format = add_format (self, NULL, FALSE);
  format_set_font_color (self->info_format, 0x707070);
  self->id_format = add_format (self, "@", FALSE);
  self->plain_format = add_format (self, NULL, FALSE);
}

static gboolean
is_number (const AipSheetColumn *column)
{
  if (column->type == AIP_SHEET_CUSTOM)
    return column->format->type == AIP_CUSTOM_NUMBER || column->format->type == AIP_CUSTOM_RATING;

  return column->type == AIP_SHEET_FRAMES ||
         (column->type == AIP_SHEET_INFO &&
          (column->detail == AIP_SHEET_INFO_NUMBER || column->detail == AIP_SHEET_INFO_SECONDS ||
           column->detail == AIP_SHEET_INFO_TAKES || column->detail == AIP_SHEET_INFO_SHOTS));
}

static lxw_format *
choose_format (Writer               *self,
               const AipSheetColumn *column)
{
  switch (column->type)
    {
    case AIP_SHEET_CODE:
    case AIP_SHEET_LINK:
      return self->code_format;
    case AIP_SHEET_FRAMES:
      return self->number_format;
    case AIP_SHEET_CUSTOM:
      return is_number (column) ? self->plain_format : self->text_format;
    case AIP_SHEET_INFO:
      return self->info_format;
    case AIP_SHEET_TEXT:
    case AIP_SHEET_STATUS:
    case AIP_SHEET_TAGS:
    case AIP_SHEET_LINKS:
    case AIP_SHEET_SETUP:
    default:
      return self->text_format;
    }
}

static guint
count_columns (const AipSheetPlan *plan)
{
  guint n = 0;

  while (plan->columns[n] != NULL)
    n++;

  return n;
}

/* Lists to choose from ---------------------------------------------------------------------- */

static const AipKind list_kinds[] = { AIP_KIND_SCENE, AIP_KIND_CHARACTER, AIP_KIND_PLACE };

/* The names that there are, a column for each kind; cells choose from them. */
static void
write_lists (Writer *self)
{
  lxw_worksheet *sheet = workbook_add_worksheet (self->book, AIP_SHEET_LISTS_NAME);
  guint n_rows = 0;

  for (guint k = 0; k < G_N_ELEMENTS (list_kinds); k++)
    n_rows = MAX (n_rows, aip_sheet_source_get_n_items (self->source, list_kinds[k]));
  for (guint row = 0; row < n_rows; row++)
    for (guint k = 0; k < G_N_ELEMENTS (list_kinds); k++)
      if (row < aip_sheet_source_get_n_items (self->source, list_kinds[k]))
        {
          const AipSheetItem *item = aip_sheet_source_get_item (self->source, list_kinds[k], row);
          g_autofree char *cell =
            aip_sheet_base_cut (aip_sheet_item_get_text (item, item->kind == AIP_KIND_SCENE
                                                               ? "code" : "name"));

          worksheet_write_string (sheet, row, (lxw_col_t) k, cell, NULL);
        }
  worksheet_hide (sheet);
}

static void
validate_list (Writer        *self,
               lxw_worksheet *sheet,
               guint          column,
               guint          last_row,
               AipKind        kind)
{
  guint n = aip_sheet_source_get_n_items (self->source, kind);
  g_autofree char *range = NULL;
  /* What is not in the list is new: said, not refused. */
  lxw_data_validation validation = {
    .validate = LXW_VALIDATION_TYPE_LIST_FORMULA,
    .error_type = LXW_VALIDATION_ERROR_TYPE_INFORMATION,
    .error_title = _("New Name"),
    .error_message = _("The project does not have it yet. It is made when the workbook is "
                       "imported."),
  };
  guint k = 0;

  if (n == 0)
    return;

  while (list_kinds[k] != kind)
    k++;
  range = g_strdup_printf ("=%s!$%c$1:$%c$%u", AIP_SHEET_LISTS_NAME, 'A' + (char) k,
                           'A' + (char) k, n);
  validation.value_formula = range;
  worksheet_data_validation_range (sheet, FIRST_ROW, (lxw_col_t) column, last_row,
                                   (lxw_col_t) column, &validation);
}

static void
validate_column (Writer               *self,
                 lxw_worksheet        *sheet,
                 const AipSheetColumn *column,
                 guint                 index,
                 guint                 last_row)
{
  const char *statuses[AIP_N_STATUSES + 1] = { NULL };
  lxw_data_validation validation = { .error_type = LXW_VALIDATION_ERROR_TYPE_STOP };

  if (column->type == AIP_SHEET_LINK)
    {
      validate_list (self, sheet, index, last_row,
                     aip_kind_find_field (column->kind, column->key, NULL)->target);
      return;
    }

  if (column->type == AIP_SHEET_STATUS)
    {
      for (guint i = 0; i < AIP_N_STATUSES; i++)
        statuses[i] = aip_status_to_nick (i);
      validation.validate = LXW_VALIDATION_TYPE_LIST;
      validation.value_list = (const char **) statuses;
      validation.error_title = _("Unknown Status");
      validation.error_message = _("Choose one of the list.");
    }
  else if (column->type == AIP_SHEET_CUSTOM && column->format->type == AIP_CUSTOM_CHECKBOX)
    {
      validation.validate = LXW_VALIDATION_TYPE_LIST;
      validation.value_list = (const char *[]) { "yes", "no", NULL };
      validation.error_title = _("Neither Yes nor No");
      validation.error_message = _("Choose one of the list.");
    }
  else if (column->type == AIP_SHEET_FRAMES)
    {
      validation.validate = LXW_VALIDATION_TYPE_INTEGER;
      validation.criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO;
      validation.value_number = 1;
      validation.error_title = _("No Length");
      validation.error_message = _("A length is a whole number of frames, 1 or more.");
    }
  else
    return;

  worksheet_data_validation_range (sheet, FIRST_ROW, (lxw_col_t) index, last_row,
                                   (lxw_col_t) index, &validation);
}

/*
 * The ids that tell which row is which. The protection of a sheet would forbid sorting and deleting
 * rows in Excel, so the column is hidden and refuses everything that is typed into it instead.
 */
static void
lock_id_column (Writer        *self,
                lxw_worksheet *sheet,
                guint          last_row)
{
  lxw_row_col_options hidden = { .hidden = TRUE };
  lxw_data_validation validation = {
    .validate = LXW_VALIDATION_TYPE_CUSTOM_FORMULA,
    .value_formula = "=FALSE",
    .error_type = LXW_VALIDATION_ERROR_TYPE_STOP,
    .error_title = _("Not for Editing"),
    .error_message = _("By this column AIPipeline knows the row again when the workbook comes "
                       "back."),
  };

  worksheet_set_column_opt (sheet, 0, 0, 38, self->id_format, &hidden);
  worksheet_data_validation_range (sheet, FIRST_ROW, 0, last_row, 0, &validation);
}

/* Sheets ------------------------------------------------------------------------------------ */

static void
write_head (Writer             *self,
            lxw_worksheet      *sheet,
            const AipSheetPlan *plan,
            guint               first_column,
            guint               last_row)
{
  const char *nick = aip_kind_to_nick (plan->kind);
  lxw_row_col_options hidden = { .hidden = TRUE };
  g_autofree char *id_key = g_strconcat (AIP_SHEET_KEY_PREFIX, nick, ":", AIP_SHEET_KEY_ID, NULL);
  guint n_columns = count_columns (plan);

  worksheet_set_row_opt (sheet, KEY_ROW, LXW_DEF_ROW_HEIGHT, NULL, &hidden);
  worksheet_write_string (sheet, KEY_ROW, 0, id_key, self->id_format);
  for (guint i = 0; i < n_columns; i++)
    {
      g_autofree char *key = g_strconcat (AIP_SHEET_KEY_PREFIX, nick, ":", plan->columns[i]->key,
                                          NULL);

      worksheet_write_string (sheet, KEY_ROW, (lxw_col_t) (first_column + i), key,
                              self->id_format);
    }

  worksheet_set_row (sheet, TITLE_ROW, 30, self->title_format);
  worksheet_write_string (sheet, TITLE_ROW, 0, "ID", self->title_format);
  if (first_column > 1)
    worksheet_write_string (sheet, TITLE_ROW, 1, _("Picture"), self->title_format);
  for (guint i = 0; i < n_columns; i++)
    worksheet_write_string (sheet, TITLE_ROW, (lxw_col_t) (first_column + i),
                            aip_sheet_column_get_title (plan->columns[i]),
                            self->title_format);

  lock_id_column (self, sheet, last_row + SPARE_ROWS);
  if (first_column > 1)
    worksheet_set_column (sheet, 1, 1, PICTURE_COLUMN_WIDTH, NULL);
  for (guint i = 0; i < n_columns; i++)
    {
      worksheet_set_column (sheet, (lxw_col_t) (first_column + i), (lxw_col_t) (first_column + i),
                            plan->columns[i]->width, choose_format (self, plan->columns[i]));
      validate_column (self, sheet, plan->columns[i], first_column + i, last_row + SPARE_ROWS);
    }

  /* The code or name stays in sight as well. */
  worksheet_freeze_panes (sheet, FIRST_ROW,
                          (lxw_col_t) (first_column +
                                       (plan->columns[0]->type == AIP_SHEET_INFO ? 2 : 1)));
  worksheet_autofilter (sheet, TITLE_ROW, 0, MAX (last_row, FIRST_ROW),
                        (lxw_col_t) (first_column + n_columns - 1));
  worksheet_set_landscape (sheet);
  worksheet_fit_to_pages (sheet, 1, 0);
  worksheet_repeat_rows (sheet, TITLE_ROW, TITLE_ROW);
}

/* A take that is missing or cannot be decoded costs its picture, not the list. */
static void
insert_picture (Writer             *self,
                lxw_worksheet      *sheet,
                guint               row,
                const AipSheetItem *item)
{
  g_autofree char *path = NULL;
  g_autoptr(GdkPixbuf) picture = NULL;
  g_autofree char *data = NULL;
  gsize size;
  lxw_image_options options = { .object_position = LXW_OBJECT_MOVE_DONT_SIZE,
                                .x_offset = 2, .y_offset = 2 };

  if (item->file == NULL)
    return;

  path = g_build_filename (aip_sheet_source_get_folder (self->source), item->file, NULL);
  picture = aip_picture_file_decode (path, PICTURE_PIXELS * 2, self->cancellable, NULL);
  if (picture == NULL ||
      !gdk_pixbuf_save_to_buffer (picture, &data, &size, "jpeg", NULL, "quality", "80", NULL))
    return;

  options.x_scale = options.y_scale = MIN ((double) PICTURE_PIXELS / gdk_pixbuf_get_height (picture),
                                           150.0 / gdk_pixbuf_get_width (picture));
  options.description = aip_sheet_item_get_text (item, "code");
  worksheet_set_row (sheet, row, PICTURE_ROW_POINTS, NULL);
  worksheet_insert_image_buffer_opt (sheet, row, 1, (const unsigned char *) data, size, &options);
}

static void
write_item (Writer             *self,
            lxw_worksheet      *sheet,
            const AipSheetPlan *plan,
            const AipSheetItem *item,
            guint               row,
            guint               first_column)
{
  if (first_column > 1)
    insert_picture (self, sheet, row, item);
  worksheet_write_string (sheet, row, 0, item->id, self->id_format);

  for (guint i = 0; plan->columns[i] != NULL; i++)
    {
      const AipSheetColumn *column = plan->columns[i];
      lxw_col_t at = (lxw_col_t) (first_column + i);
      g_autofree char *text = aip_sheet_texts_dup (self->texts, item, column);

      if (*text == '\0')
        continue;
      if (is_number (column))
        worksheet_write_number (sheet, row, at, g_ascii_strtod (text, NULL),
                                choose_format (self, column));
      else
        {
          g_autofree char *cell = aip_sheet_base_cut (text);

          worksheet_write_string (sheet, row, at, cell, choose_format (self, column));
        }
    }
}

static gboolean
write_sheet (Writer              *self,
             const AipSheetPlan  *plan,
             GError             **error)
{
  lxw_worksheet *sheet = workbook_add_worksheet (self->book, _(plan->title));
  guint n_items = aip_sheet_source_get_n_items (self->source, plan->kind);
  gboolean pictures = self->options->pictures && plan->kind == AIP_KIND_SHOT;
  guint first_column = pictures ? 2 : 1;

  if (sheet == NULL)
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_FAILED, _("A sheet could not be made."));
      return FALSE;
    }

  write_head (self, sheet, plan, first_column, FIRST_ROW + n_items);
  for (guint i = 0; i < n_items; i++)
    {
      if (i % ROWS_PER_CHECK == 0 &&
          g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      write_item (self, sheet, plan, aip_sheet_source_get_item (self->source, plan->kind, i),
                  FIRST_ROW + i, first_column);
    }

  return TRUE;
}

/* What was exported ------------------------------------------------------------------------- */

/* A packed row may be longer than a cell holds, so it is spread over as many as it takes. */
static void
write_packed (lxw_worksheet *sheet,
              guint          row,
              const char    *packed)
{
  const char *start = packed;
  guint column = 2;

  do
    {
      const char *end = start;
      guint units = 0;
      g_autofree char *piece = NULL;
      g_autofree char *cell = NULL;

      while (*end != '\0' && units < AIP_SHEET_MAX_CELL_UNITS / 2)
        {
          units += g_utf8_get_char (end) > 0xffff ? 2 : 1;
          end = g_utf8_next_char (end);
        }
      /* Some programs trim what a cell begins or ends with. */
      for (guint i = 0; i < MAX_BACK && *end != '\0' && end > start + MAX_BACK * 4 &&
           (g_ascii_isspace (end[-1]) || g_ascii_isspace (*end)); i++)
        end = g_utf8_prev_char (end);
      piece = g_strndup (start, (gsize) (end - start));
      cell = aip_sheet_base_cut (piece);
      worksheet_write_string (sheet, row, (lxw_col_t) column++, cell, NULL);
      start = end;
    }
  while (*start != '\0');
}

static void
write_base_item (Writer             *self,
                 lxw_worksheet      *sheet,
                 const AipSheetPlan *plan,
                 const AipSheetItem *item,
                 guint               row)
{
  g_autoptr(GPtrArray) texts = g_ptr_array_new_null_terminated (32, g_free, TRUE);
  g_autofree char *packed = NULL;

  for (guint i = 0; plan->columns[i] != NULL; i++)
    if (plan->columns[i]->type != AIP_SHEET_INFO)
      g_ptr_array_add (texts, aip_sheet_texts_dup (self->texts, item, plan->columns[i]));
  if (plan->kind == AIP_KIND_SHOT)
    g_ptr_array_add (texts, g_strdup (aip_sheet_item_get_text (item, "setup")));
  packed = aip_sheet_base_pack ((const char *const *) texts->pdata);

  worksheet_write_string (sheet, row, 0, aip_kind_to_nick (plan->kind), NULL);
  worksheet_write_string (sheet, row, 1, item->id, NULL);
  write_packed (sheet, row, packed);
}

static gboolean
write_base (Writer              *self,
            const AipSheetPlan  *plans,
            guint                n_plans,
            GError             **error)
{
  lxw_worksheet *sheet = workbook_add_worksheet (self->book, AIP_SHEET_BASE_NAME);
  g_autofree char *position = g_strdup_printf ("%" G_GINT64_FORMAT,
                                               aip_sheet_source_get_position (self->source));
  guint row = 0;

  worksheet_write_string (sheet, row, 0, AIP_SHEET_BASE_MARK, NULL);
  worksheet_write_string (sheet, row, 1, AIP_SHEET_BASE_VERSION, NULL);
  worksheet_write_string (sheet, row, 2, aip_sheet_source_get_project (self->source), NULL);
  worksheet_write_string (sheet, row, 3, position, NULL);
  worksheet_write_string (sheet, row++, 4, aip_sheet_purpose_to_nick (self->options->purpose),
                          NULL);

  for (guint p = 0; p < n_plans; p++)
    {
      g_autoptr(GString) keys = g_string_new (NULL);

      for (guint i = 0; plans[p].columns[i] != NULL; i++)
        if (plans[p].columns[i]->type != AIP_SHEET_INFO)
          g_string_append_printf (keys, "%s%s", keys->len > 0 ? " " : "",
                                  plans[p].columns[i]->key);
      if (plans[p].kind == AIP_KIND_SHOT)
        g_string_append (keys, " " AIP_SHEET_KEY_SETUP);
      worksheet_write_string (sheet, row, 0, aip_kind_to_nick (plans[p].kind), NULL);
      worksheet_write_string (sheet, row, 1, "columns", NULL);
      worksheet_write_string (sheet, row++, 2, keys->str, NULL);

      for (guint i = 0; i < aip_sheet_source_get_n_items (self->source, plans[p].kind); i++)
        {
          if (i % ROWS_PER_CHECK == 0 &&
              g_cancellable_set_error_if_cancelled (self->cancellable, error))
            return FALSE;
          write_base_item (self, sheet, &plans[p],
                           aip_sheet_source_get_item (self->source, plans[p].kind, i), row++);
        }
    }
  worksheet_hide (sheet);

  return TRUE;
}

static void
write_properties (Writer *self)
{
  lxw_doc_properties properties = {
    .title = aip_sheet_source_get_name (self->source),
    .subject = aip_sheet_purpose_get_title (self->options->purpose),
    .company = "AIPipeline",
  };
  g_autofree char *position = g_strdup_printf ("%" G_GINT64_FORMAT,
                                               aip_sheet_source_get_position (self->source));

  workbook_set_properties (self->book, &properties);
  workbook_set_custom_property_string (self->book, AIP_SHEET_PROPERTY_PROJECT,
                                       aip_sheet_source_get_project (self->source));
  workbook_set_custom_property_string (self->book, AIP_SHEET_PROPERTY_POSITION, position);
  workbook_set_custom_property_string (self->book, AIP_SHEET_PROPERTY_PURPOSE,
                                       aip_sheet_purpose_to_nick (self->options->purpose));
}

static gboolean
write_all (Writer  *self,
           GError **error)
{
  guint n_plans;
  const AipSheetPlan *plans = aip_sheet_source_get_plans (self->source,
                                                         self->options->purpose, &n_plans);

  add_formats (self);
  write_properties (self);
  for (guint i = 0; i < n_plans; i++)
    if (!write_sheet (self, &plans[i], error))
      return FALSE;
  write_lists (self);

  return write_base (self, plans, n_plans, error);
}

gboolean
aip_xlsx_write (AipSheetSource         *source,
                const AipSheetOptions  *options,
                const char             *path,
                GCancellable           *cancellable,
                GError                **error)
{
  /* Rows go to the disk as they are made: memory stays flat however long the film is. */
  lxw_workbook_options book_options = { .constant_memory = TRUE };
  g_autoptr(AipSheetTexts) texts = NULL;
  Writer writer;
  lxw_error status;
  locale_t numbers;
  locale_t before;
  gboolean good;
  int number;

  g_return_val_if_fail (source != NULL && options != NULL && path != NULL, FALSE);

  /* The library prints numbers as the user's language does, and 1,5 is no number in XML. */
  numbers = newlocale (LC_NUMERIC_MASK, "C", duplocale (LC_GLOBAL_LOCALE));
  before = uselocale (numbers);

  texts = aip_sheet_texts_new (source);
  writer = (Writer) {
    .source = source, .texts = texts, .options = options, .cancellable = cancellable,
    .book = workbook_new_opt (path, &book_options),
  };
  good = writer.book != NULL && write_all (&writer, error);
  status = LXW_ERROR_CREATING_XLSX_FILE;
  errno = 0;
  if (good)
    status = workbook_close (writer.book);
  else if (writer.book != NULL)
    lxw_workbook_free (writer.book);
  number = errno;
  uselocale (before);
  freelocale (numbers);

  if (status != LXW_NO_ERROR && (good || writer.book == NULL))
    g_set_error (error, AIP_ERROR,
                 number == ENOSPC || number == EDQUOT || number == EFBIG ? AIP_ERROR_NO_SPACE
                                                                         : AIP_ERROR_FAILED,
                 _("The workbook could not be written: %s"), lxw_strerror (status));

  return status == LXW_NO_ERROR;
}
