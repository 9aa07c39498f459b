/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-merge-keyed"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-sheet-merge-private.h"
#include "aip-sheet-value.h"
#include "aip-shot-cells.h"
#include "aip-shot-words.h"
#include "aip-text.h"
#include "aip-xlsx-sheet.h"

#define ROWS_PER_CHECK 256

/* A row of the sheet on its way to being known. */
typedef struct {
  guint               row;
  const char         *id;   /* (nullable): an id that we gave to something of this kind */
  const AipSheetItem *item; /* (nullable): what it is here */
  AipMergeMatch       match;
  gboolean            broken;
} SheetRow;

typedef struct {
  AipMergeContext *context;
  AipSheetMerge   *merge;
  AipKeyedSheet   *sheet;
  const char      *name;   /* of the sheet */
  const char      *unique; /* the key of the column that is different in every row */
  GArray          *rows;   /* SheetRow */
  GHashTable      *seen;   /* ids that stand in the sheet */
} Compare;

static char *
read_cell (const Compare        *self,
           guint                 row,
           guint                 index)
{
  return aip_sheet_value_normalize (self->sheet->columns[index],
                                    aip_table_get_cell (self->sheet->table, row, index));
}

static char *
read_key (const Compare *self,
          guint          row,
          const char    *key)
{
  int index = aip_keyed_sheet_find (self->sheet, key);

  return index >= 0 ? read_cell (self, row, (guint) index) : g_strdup ("");
}

/* @message: a sentence or part of one. */
static void
add_problem (Compare    *self,
             guint       row,
             int         index,
             const char *message)
{
  g_autofree char *address = index >= 0 ? aip_table_address (row, (guint) index) : NULL;
  g_autofree char *bare = g_strdup (message);

  if (g_str_has_suffix (bare, "."))
    bare[strlen (bare) - 1] = '\0';
  aip_sheet_merge_add_problem (self->merge, self->name, row + 1, index,
                               address != NULL
                               ? g_strdup_printf (_("Sheet “%s”, cell %s was not read: %s."),
                                                  self->name, address, bare)
                               : g_strdup_printf (_("Sheet “%s”, row %u was skipped: %s."),
                                                  self->name, row + 1, bare));
}

/* Which row is which ------------------------------------------------------------------------ */

static gboolean
is_blank (const Compare *self,
          guint          row)
{
  for (guint i = 0; i < self->sheet->n_columns; i++)
    if (self->sheet->columns[i] != NULL && self->sheet->columns[i]->type != AIP_SHEET_INFO)
      {
        g_autofree char *text = read_cell (self, row, i);

        if (*text != '\0')
          return FALSE;
      }

  return TRUE;
}

/* The titles once more, or what a person has summed up below the table. */
static gboolean
is_no_item (const Compare *self,
            guint          row)
{
  int index = aip_keyed_sheet_find (self->sheet, self->unique);
  g_autofree char *text = read_key (self, row, self->unique);

  return index >= 0 &&
         (aip_shot_words_is_total (text) ||
          (*text != '\0' && strcmp (aip_table_get_cell (self->sheet->table, row, (guint) index),
                                    aip_table_get_cell (self->sheet->table,
                                                        self->sheet->title_row,
                                                        (guint) index)) == 0));
}

static const char *
read_id (const Compare *self,
         guint          row)
{
  const char *id;
  const AipSheetItem *item;

  if (self->sheet->id_column < 0)
    return NULL;

  id = aip_table_get_cell (self->sheet->table, row, (guint) self->sheet->id_column);
  item = *id != '\0' ? aip_sheet_source_lookup (self->merge->source, id) : NULL;
  if (item != NULL)
    return item->kind == self->sheet->kind ? id : NULL;

  return *id != '\0' && self->merge->base != NULL &&
         aip_sheet_base_lookup (self->merge->base, id, self->unique) != NULL ? id : NULL;
}

/* Whether the row still has the code that was exported with @id. */
static gboolean
keeps_code (const Compare *self,
            guint          row,
            const char    *id)
{
  const AipSheetItem *item = aip_sheet_source_lookup (self->merge->source, id);
  const char *code = self->merge->base != NULL
                     ? aip_sheet_base_lookup (self->merge->base, id, self->unique) : NULL;
  g_autofree char *text = read_key (self, row, self->unique);

  if (code == NULL && item != NULL)
    code = aip_sheet_item_get_text (item, self->unique);

  return g_strcmp0 (code, text) == 0;
}

/* Somebody copies a row to make a new one: the copy has the same id. The one that kept its code is
 * the old one, or else the first. */
static void
settle_id (Compare  *self,
           SheetRow *row)
{
  gpointer place;
  SheetRow *earlier;

  if (row->id == NULL)
    return;
  if (!g_hash_table_lookup_extended (self->seen, row->id, NULL, &place))
    {
      g_hash_table_insert (self->seen, (gpointer) row->id, GUINT_TO_POINTER (self->rows->len));
      return;
    }

  earlier = &g_array_index (self->rows, SheetRow, GPOINTER_TO_UINT (place));
  if (keeps_code (self, row->row, row->id) && !keeps_code (self, earlier->row, row->id))
    {
      earlier->id = NULL;
      g_hash_table_insert (self->seen, (gpointer) row->id, GUINT_TO_POINTER (self->rows->len));
    }
  else
    row->id = NULL;
}

static gboolean
collect_rows (Compare  *self,
              GError  **error)
{
  AipTable *table = self->sheet->table;

  for (guint i = self->sheet->title_row + 1; i < aip_table_get_n_rows (table); i++)
    {
      SheetRow row = { i, read_id (self, i), NULL, AIP_MERGE_BY_ID, FALSE };
      const char *problem = aip_table_get_problem (table, i);

      if (i % ROWS_PER_CHECK == 0 &&
          g_cancellable_set_error_if_cancelled (self->context->cancellable, error))
        return FALSE;
      if (problem != NULL)
        {
          add_problem (self, i, -1, problem);
          row.broken = TRUE;
        }
      else if (is_blank (self, i) || (row.id == NULL && is_no_item (self, i)))
        continue;

      settle_id (self, &row);
      g_array_append_val (self->rows, row);
      self->merge->n_read++;
    }

  return TRUE;
}

/* Rows without an id are known by their code or name, as it is written or without its zeros. */
static void
match_codes (Compare *self)
{
  g_autoptr(GHashTable) free_codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint pass = 0; pass < 2; pass++)
    {
      g_hash_table_remove_all (free_codes);
      for (guint i = 0; i < aip_sheet_source_get_n_items (self->merge->source, self->sheet->kind);
           i++)
        {
          const AipSheetItem *item = aip_sheet_source_get_item (self->merge->source,
                                                                self->sheet->kind, i);
          const char *code = aip_sheet_item_get_text (item, self->unique);
          char *key = pass == 0 ? aip_text_fold (code) : aip_sheet_value_fold_code (code);

          if (g_hash_table_contains (self->seen, item->id))
            g_free (key);
          /* Two that are alike are nobody's. */
          else if (g_hash_table_contains (free_codes, key))
            g_hash_table_replace (free_codes, key, NULL);
          else
            g_hash_table_insert (free_codes, key, (gpointer) item);
        }

      for (guint i = 0; i < self->rows->len; i++)
        {
          SheetRow *row = &g_array_index (self->rows, SheetRow, i);
          g_autofree char *code = NULL;
          g_autofree char *key = NULL;

          if (row->id != NULL || row->item != NULL)
            continue;
          code = read_key (self, row->row, self->unique);
          key = pass == 0 ? aip_text_fold (code) : aip_sheet_value_fold_code (code);
          row->item = *key != '\0' ? g_hash_table_lookup (free_codes, key) : NULL;
          if (row->item == NULL)
            continue;
          row->match = AIP_MERGE_BY_CODE;
          g_hash_table_remove (free_codes, key);
          g_hash_table_insert (self->seen, row->item->id, GUINT_TO_POINTER (i));
        }
    }
}

/*
 * A new row may have no code. When the workbook comes once more, it is known by its description
 * among what is not in the workbook under an id.
 */
static void
match_descriptions (Compare *self)
{
  g_autoptr(GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const AipSheetColumn *column = aip_sheet_column_find (self->sheet->kind, "description");

  if (self->merge->base == NULL || aip_keyed_sheet_find (self->sheet, "description") < 0)
    return;

  for (guint i = 0; i < aip_sheet_source_get_n_items (self->merge->source, self->sheet->kind); i++)
    {
      const AipSheetItem *item = aip_sheet_source_get_item (self->merge->source,
                                                            self->sheet->kind, i);

      if (!g_hash_table_contains (self->seen, item->id) &&
          aip_sheet_base_lookup (self->merge->base, item->id, self->unique) == NULL)
        g_hash_table_insert (found, aip_merge_context_dup_mine (self->context, item, column),
                             (gpointer) item);
    }

  for (guint i = 0; i < self->rows->len; i++)
    {
      SheetRow *row = &g_array_index (self->rows, SheetRow, i);
      g_autofree char *code = NULL;
      g_autofree char *text = NULL;

      if (row->id != NULL || row->item != NULL || row->broken)
        continue;
      code = read_key (self, row->row, self->unique);
      text = read_key (self, row->row, "description");
      row->item = *code == '\0' && *text != '\0' ? g_hash_table_lookup (found, text) : NULL;
      if (row->item == NULL)
        continue;
      row->match = AIP_MERGE_BY_LIKENESS;
      g_hash_table_remove (found, text);
      g_hash_table_insert (self->seen, row->item->id, GUINT_TO_POINTER (i));
    }
}

/* What differs ------------------------------------------------------------------------------ */

/* The part of a text that a cell has shown. (transfer full) */
static char *
dup_visible (const AipSheetColumn *column,
             const char           *text)
{
  g_autofree char *cut = NULL;
  g_autoptr(GString) plain = NULL;

  if (strlen (text) <= AIP_SHEET_MAX_CELL_UNITS)
    return aip_sheet_value_normalize (column, text);

  cut = aip_sheet_base_cut (text);
  plain = g_string_new (cut);

  return aip_sheet_value_normalize (column, aip_xlsx_unescape (plain));
}

static gboolean
is_number (const char *text,
           double     *number)
{
  char *end;

  *number = g_ascii_strtod (text, &end);

  return *text != '\0' && *end == '\0';
}

static gboolean
has_only_digits (const char *text)
{
  return *text != '\0' && strspn (text, "0123456789") == strlen (text);
}

/* A spreadsheet took a text for a number: 0010 became 10, a long seed lost its last digits. */
static gboolean
is_mangled (const Compare *self,
            guint          row,
            guint          index,
            const char    *theirs,
            const char    *before)
{
  gboolean typed = aip_table_get_kind (self->sheet->table, row, index) == AIP_CELL_NUMBER;
  double x;
  double y;

  if (!typed && (aip_workbook_get_format (self->merge->workbook) != AIP_WORKBOOK_CSV ||
                 !has_only_digits (theirs)))
    return FALSE;

  return is_number (theirs, &x) && is_number (before, &y) && x == y;
}

/*
 * What the cell says, if it can be used. Codes and names that became dates cannot be told any more,
 * and a formula that failed says nothing.
 */
static char *
take_cell (Compare *self,
           guint    row,
           guint    index)
{
  const AipSheetColumn *column = self->sheet->columns[index];
  AipCellKind kind = aip_table_get_kind (self->sheet->table, row, index);
  g_autofree char *text = NULL;
  g_autofree char *message = NULL;

  if (kind == AIP_CELL_ERROR)
    message = g_strdup_printf (_("its formula failed (%s)"),
                               aip_table_get_cell (self->sheet->table, row, index));
  else if (kind == AIP_CELL_DATE &&
           (column->type == AIP_SHEET_CODE || column->type == AIP_SHEET_LINK ||
            column->type == AIP_SHEET_FRAMES))
    message = g_strdup_printf (_("it became the date %s"),
                               aip_table_get_cell (self->sheet->table, row, index));
  if (message != NULL)
    {
      add_problem (self, row, (int) index, message);
      return NULL;
    }

  text = read_cell (self, row, index);

  return aip_merge_context_resolve (self->context, column, text);
}

/*
 * Whether the cell can be taken, and changes anything. @json: the setup that the text would go into,
 * which may say the same in other words.
 */
static gboolean
check_cell (Compare              *self,
            guint                 row,
            guint                 index,
            const char           *json,
            const char           *text)
{
  const AipSheetColumn *column = self->sheet->columns[index];
  g_autoptr(GError) error = NULL;
  g_autofree char *setup = NULL;

  if (column->type == AIP_SHEET_SETUP)
    setup = aip_sheet_setups_set_text (self->context->setups, json, column->detail, text, &error);
  else
    aip_sheet_value_check (column, text, &error);
  if (error == NULL)
    return setup == NULL || strcmp (setup, json) != 0;

  add_problem (self, row, (int) index, error->message);

  return FALSE;
}

static char *
dup_base (Compare              *self,
          const AipSheetItem   *item,
          const AipSheetColumn *column)
{
  const char *text = self->merge->base != NULL
                     ? aip_sheet_base_lookup (self->merge->base, item->id, column->key) : NULL;
  g_autofree char *normal = NULL;

  if (text == NULL)
    return NULL;
  normal = aip_sheet_value_normalize (column, text);

  return g_steal_pointer (&normal);
}

static char *
dup_mine (Compare              *self,
          const AipSheetItem   *item,
          const AipSheetColumn *column,
          const char           *base)
{
  const char *setup = NULL;

  /* The same setup in the words of another language is still the same. */
  if (column->type == AIP_SHEET_SETUP && base != NULL)
    setup = aip_sheet_base_lookup (self->merge->base, item->id, AIP_SHEET_KEY_SETUP);
  if (setup != NULL && g_str_equal (setup, aip_sheet_item_get_text (item, "setup")))
    return g_strdup (base);

  return aip_merge_context_dup_mine (self->context, item, column);
}

/* A status that cannot follow the one that the shot has is no change but a problem. */
static gboolean
check_move (Compare        *self,
            const SheetRow *row,
            guint           index,
            const char     *theirs)
{
  g_autofree char *sentence = NULL;
  AipStatus from, to;

  if (!aip_status_from_nick (aip_sheet_item_get_text (row->item, "status"), &from) ||
      !aip_status_from_nick (theirs, &to) ||
      aip_sheet_source_may_move (self->merge->source, from, to))
    return TRUE;

  sentence = aip_status_explain (aip_sheet_item_get_text (row->item, "code"), from, to);
  add_problem (self, row->row, (int) index, sentence);

  return FALSE;
}

static void
compare_cell (Compare        *self,
              const SheetRow *row,
              guint           index,
              AipMergeRow    *result)
{
  const AipSheetColumn *column = self->sheet->columns[index];
  g_autofree char *base = dup_base (self, row->item, column);
  g_autofree char *mine = dup_mine (self, row->item, column, base);
  const char *whole = base != NULL ? base : mine;
  g_autofree char *before = dup_visible (column, whole);
  g_autofree char *shown = read_cell (self, row->row, index);
  g_autofree char *theirs = NULL;
  AipMergeState state;

  /* Also a text that a program took for a number or for a failed formula. */
  if (strcmp (shown, before) == 0 || is_mangled (self, row->row, index, shown, before))
    {
      if (base != NULL && strcmp (base, mine) != 0)
        aip_merge_row_add_cell (result, column, AIP_MERGE_MINE, base, mine, base, index);
      return;
    }

  theirs = take_cell (self, row->row, index);
  if (theirs == NULL || strcmp (theirs, before) == 0)
    return;
  if (strcmp (theirs, mine) == 0)
    return;
  /* Somebody's own new row, imported before: what it leaves open has got a value here. */
  if (base == NULL && self->merge->base != NULL && *theirs == '\0')
    return;

  if (strlen (whole) > AIP_SHEET_MAX_CELL_UNITS)
    {
      add_problem (self, row->row, (int) index,
                   _("the text is longer than a cell holds; change it in AIPipeline"));
      return;
    }
  if (!check_cell (self, row->row, index,
                   column->type == AIP_SHEET_SETUP
                   ? aip_sheet_item_get_text (row->item, "setup") : "", theirs))
    return;

  if (column->type == AIP_SHEET_STATUS && !check_move (self, row, index, theirs))
    return;

  state = base != NULL && strcmp (base, mine) != 0 ? AIP_MERGE_CONFLICT : AIP_MERGE_THEIRS;
  aip_merge_row_add_cell (result, column, state, base, mine, theirs, index);
}

static void
compare_row (Compare        *self,
             const SheetRow *row)
{
  AipMergeRow *result = aip_merge_row_new (self->sheet->kind, AIP_MERGE_CHANGED);
  gboolean changed = FALSE;

  result->match = row->match;
  result->likeness = 1;
  result->id = g_strdup (row->item->id);
  result->name = g_strdup (aip_sheet_item_get_text (row->item, self->unique));
  result->sheet = g_strdup (self->name);
  result->number = row->row + 1;
  for (guint i = 0; i < self->sheet->n_columns; i++)
    if (self->sheet->columns[i] != NULL && self->sheet->columns[i]->type != AIP_SHEET_INFO)
      compare_cell (self, row, i, result);

  for (guint i = 0; i < result->cells->len; i++)
    changed = changed || g_array_index (result->cells, AipMergeCell, i).state != AIP_MERGE_MINE;
  self->merge->n_unchanged += changed ? 0 : 1;
  if (result->cells->len > 0)
    g_ptr_array_add (self->merge->rows, result);
  else
    aip_merge_row_free (result);
}

/* Whether the row of something that was removed here says what was exported. */
static gboolean
says_base (Compare        *self,
           const SheetRow *row)
{
  for (guint i = 0; i < self->sheet->n_columns; i++)
    {
      const AipSheetColumn *column = self->sheet->columns[i];
      const char *base;
      g_autofree char *before = NULL;
      g_autofree char *theirs = NULL;

      if (column == NULL || column->type == AIP_SHEET_INFO)
        continue;
      base = aip_sheet_base_lookup (self->merge->base, row->id, column->key);
      if (base == NULL)
        continue;
      before = dup_visible (column, base);
      theirs = read_cell (self, row->row, i);
      if (strcmp (before, theirs) != 0 && !is_mangled (self, row->row, i, theirs, before))
        return FALSE;
    }

  return TRUE;
}

static void
add_row (Compare        *self,
         const SheetRow *row,
         const char     *after)
{
  AipMergeRow *result;
  g_autofree char *code = read_key (self, row->row, self->unique);
  g_autoptr(GError) error = NULL;
  int unique = aip_keyed_sheet_find (self->sheet, self->unique);

  if (row->id != NULL && says_base (self, row))
    {
      self->merge->n_unchanged++;
      return;
    }
  if (unique < 0 || (*code == '\0' && g_str_equal (self->unique, "name")))
    {
      add_problem (self, row->row, unique, _("a new row needs a name"));
      return;
    }
  if (*code != '\0' &&
      !aip_sheet_value_check (self->sheet->columns[unique], code, &error))
    {
      add_problem (self, row->row, -1, error->message);
      return;
    }

  result = aip_merge_row_new (self->sheet->kind, AIP_MERGE_ADDED);
  result->state = row->id != NULL ? AIP_MERGE_CONFLICT : AIP_MERGE_THEIRS;
  result->name = g_strdup (code);
  result->sheet = g_strdup (self->name);
  result->number = row->row + 1;
  result->after = g_strdup (after);
  for (guint i = 0; i < self->sheet->n_columns; i++)
    {
      g_autofree char *text = NULL;

      if (self->sheet->columns[i] == NULL || self->sheet->columns[i]->type == AIP_SHEET_INFO)
        continue;
      text = take_cell (self, row->row, i);
      if (text != NULL && *text != '\0' && check_cell (self, row->row, i, "", text))
        aip_merge_row_add_cell (result, self->sheet->columns[i], AIP_MERGE_THEIRS, NULL, "", text,
                                i);
    }
  g_ptr_array_add (self->merge->rows, result);
}

static void
find_removed (Compare *self)
{
  g_autoptr(GPtrArray) ids = NULL;

  if (self->merge->base == NULL)
    return;

  ids = aip_sheet_base_dup_ids (self->merge->base, self->sheet->kind);
  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      const AipSheetItem *item = aip_sheet_source_lookup (self->merge->source, id);
      AipMergeRow *result;

      if (item == NULL || item->kind != self->sheet->kind ||
          g_hash_table_contains (self->seen, id))
        continue;

      result = aip_merge_row_new (self->sheet->kind, AIP_MERGE_REMOVED);
      result->id = g_strdup (id);
      result->name = g_strdup (aip_sheet_item_get_text (item, self->unique));
      result->sheet = g_strdup (self->name);
      for (guint c = 0; c < self->sheet->n_columns; c++)
        {
          const AipSheetColumn *column = self->sheet->columns[c];
          g_autofree char *base = NULL;
          g_autofree char *mine = NULL;

          if (column == NULL || column->type == AIP_SHEET_INFO)
            continue;
          base = dup_base (self, item, column);
          mine = dup_mine (self, item, column, base);
          if (base == NULL || strcmp (base, mine) == 0)
            continue;
          result->state = AIP_MERGE_CONFLICT;
          aip_merge_row_add_cell (result, column, AIP_MERGE_MINE, base, mine, "", c);
        }
      g_ptr_array_add (self->merge->rows, result);
    }
}

/* Codes and names that would meet ----------------------------------------------------------- */

static AipMergeCell *
find_code_cell (Compare     *self,
                AipMergeRow *row,
                guint       *index)
{
  for (guint i = 0; i < row->cells->len; i++)
    {
      AipMergeCell *cell = &g_array_index (row->cells, AipMergeCell, i);

      if (g_str_equal (cell->column->key, self->unique) && cell->state != AIP_MERGE_MINE)
        {
          *index = i;
          return cell;
        }
    }

  return NULL;
}

/*
 * A code that another row has and keeps cannot be given away. Two rows that change places may: both
 * get new ones.
 */
static void
drop_taken_codes (Compare *self,
                  guint    first_row)
{
  g_autoptr(GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) leaving = g_hash_table_new (g_str_hash, g_str_equal);
  guint index = 0;

  for (guint i = first_row; i < self->merge->rows->len; i++)
    {
      AipMergeRow *row = g_ptr_array_index (self->merge->rows, i);

      if (row->id != NULL &&
          (row->change == AIP_MERGE_REMOVED || find_code_cell (self, row, &index) != NULL))
        g_hash_table_add (leaving, row->id);
    }
  for (guint i = 0; i < aip_sheet_source_get_n_items (self->merge->source, self->sheet->kind); i++)
    {
      const AipSheetItem *item = aip_sheet_source_get_item (self->merge->source,
                                                            self->sheet->kind, i);

      if (!g_hash_table_contains (leaving, item->id))
        g_hash_table_add (taken, aip_text_fold (aip_sheet_item_get_text (item, self->unique)));
    }

  for (guint i = first_row; i < self->merge->rows->len; i++)
    {
      AipMergeRow *row = g_ptr_array_index (self->merge->rows, i);
      AipMergeCell *cell = find_code_cell (self, row, &index);
      g_autofree char *message = NULL;

      if (cell == NULL || row->change == AIP_MERGE_REMOVED ||
          g_hash_table_add (taken, aip_text_fold (cell->theirs)))
        continue;

      message = g_strdup_printf (_("there is a “%s” already"), cell->theirs);
      add_problem (self, row->number - 1,
                   row->change == AIP_MERGE_ADDED ? -1 : (int) cell->table_column, message);
      if (row->change == AIP_MERGE_CHANGED)
        g_array_remove_index (row->cells, index);
      if (row->change == AIP_MERGE_ADDED || row->cells->len == 0)
        g_ptr_array_remove_index (self->merge->rows, i--);
    }
}

gboolean
aip_merge_compare_keyed (AipMergeContext  *context,
                         AipKeyedSheet    *sheet,
                         GError          **error)
{
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (SheetRow));
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  const char *name = aip_table_get_name (sheet->table);
  guint first_row = context->merge->rows->len;
  Compare self = {
    context, context->merge, sheet, name != NULL ? name : "",
    sheet->kind == AIP_KIND_SHOT || sheet->kind == AIP_KIND_SCENE ? "code" : "name", rows, seen
  };
  const char *after = NULL;

  if (!collect_rows (&self, error))
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      SheetRow *row = &g_array_index (rows, SheetRow, i);

      if (row->id != NULL)
        row->item = aip_sheet_source_lookup (context->merge->source, row->id);
    }
  match_codes (&self);
  match_descriptions (&self);

  for (guint i = 0; i < rows->len; i++)
    {
      const SheetRow *row = &g_array_index (rows, SheetRow, i);

      if (i % ROWS_PER_CHECK == 0 &&
          g_cancellable_set_error_if_cancelled (context->cancellable, error))
        return FALSE;
      if (row->item != NULL)
        after = row->item->id;
      if (row->broken)
        continue;
      if (row->item != NULL)
        compare_row (&self, row);
      else
        add_row (&self, row, after);
    }
  find_removed (&self);
  drop_taken_codes (&self, first_row);

  return TRUE;
}
