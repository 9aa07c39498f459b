/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-sheet-merge"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-sheet-merge-private.h"
#include "aip-sheet-value.h"
#include "aip-shot-words.h"
#include "aip-task.h"
#include "aip-text.h"

G_DEFINE_FINAL_TYPE (AipSheetMerge, aip_sheet_merge, G_TYPE_OBJECT)

typedef struct {
  AipSheetSource *source;
  char           *path;
  char           *sheet;
  GVariant       *mapping;
} LoadData;

static void
load_data_free (gpointer user_data)
{
  LoadData *data = user_data;

  aip_sheet_source_unref (data->source);
  g_free (data->path);
  g_free (data->sheet);
  g_clear_pointer (&data->mapping, g_variant_unref);
  g_free (data);
}

static void
merge_cell_clear (gpointer data)
{
  AipMergeCell *self = data;

  g_free (self->base);
  g_free (self->mine);
  g_free (self->theirs);
}

static void
merge_problem_clear (gpointer data)
{
  AipMergeProblem *self = data;

  g_free (self->sheet);
  g_free (self->sentence);
}

AipMergeRow *
aip_merge_row_new (AipKind        kind,
                   AipMergeChange change)
{
  AipMergeRow *self = g_new0 (AipMergeRow, 1);

  self->kind = kind;
  self->change = change;
  self->cells = g_array_new (FALSE, FALSE, sizeof (AipMergeCell));
  g_array_set_clear_func (self->cells, merge_cell_clear);

  return self;
}

void
aip_merge_row_free (AipMergeRow *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->sheet);
  g_free (self->after);
  g_array_unref (self->cells);
  g_clear_pointer (&self->fields, g_variant_unref);
  g_free (self);
}

void
aip_merge_row_add_cell (AipMergeRow          *self,
                        const AipSheetColumn *column,
                        AipMergeState         state,
                        const char           *base,
                        const char           *mine,
                        const char           *theirs,
                        guint                 table_column)
{
  AipMergeCell cell = {
    column, state, AIP_MERGE_OPEN, g_strdup (base), g_strdup (mine), g_strdup (theirs),
    table_column
  };

  g_array_append_val (self->cells, cell);
}

void
aip_sheet_merge_add_problem (AipSheetMerge *self,
                             const char    *sheet,
                             guint          row,
                             int            column,
                             char          *sentence)
{
  AipMergeProblem problem = { g_strdup (sheet), row, column, sentence };

  g_array_append_val (self->problems, problem);
}

static void
aip_sheet_merge_finalize (GObject *object)
{
  AipSheetMerge *self = AIP_SHEET_MERGE (object);

  g_clear_object (&self->workbook);
  g_clear_object (&self->import);
  g_clear_pointer (&self->source, aip_sheet_source_unref);
  g_clear_pointer (&self->base, aip_sheet_base_free);
  g_ptr_array_unref (self->sheets);
  g_ptr_array_unref (self->rows);
  g_array_unref (self->problems);
  g_ptr_array_unref (self->notes);

  G_OBJECT_CLASS (aip_sheet_merge_parent_class)->finalize (object);
}

static void
aip_sheet_merge_class_init (AipSheetMergeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_sheet_merge_finalize;
}

static void
aip_sheet_merge_init (AipSheetMerge *self)
{
  self->sheets = g_ptr_array_new_with_free_func ((GDestroyNotify) aip_keyed_sheet_free);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) aip_merge_row_free);
  self->problems = g_array_new (FALSE, FALSE, sizeof (AipMergeProblem));
  g_array_set_clear_func (self->problems, merge_problem_clear);
  self->notes = g_ptr_array_new_with_free_func (g_free);
}

/* Comparing --------------------------------------------------------------------------------- */

static void
index_names (AipSheetSource *source,
             AipKind         kind,
             const char     *field,
             const char     *answer,
             GHashTable     *names)
{
  for (guint i = 0; i < aip_sheet_source_get_n_items (source, kind); i++)
    {
      const AipSheetItem *item = aip_sheet_source_get_item (source, kind, i);
      g_autofree char *key = aip_text_fold (aip_sheet_item_get_text (item, field));

      if (*key != '\0' && !g_hash_table_contains (names, key))
        g_hash_table_insert (names, g_steal_pointer (&key),
                             (gpointer) aip_sheet_item_get_text (item, answer));
    }
}

static void
context_init (AipMergeContext *self,
              AipSheetMerge   *merge,
              GCancellable    *cancellable)
{
  self->merge = merge;
  self->cancellable = cancellable;
  self->texts = aip_sheet_texts_new (merge->source);
  self->setups = aip_sheet_setups_new (aip_sheet_source_get_folder (merge->source));
  self->scenes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  index_names (merge->source, AIP_KIND_SCENE, "code", "code", self->scenes);
  index_names (merge->source, AIP_KIND_SCENE, "name", "code", self->scenes);
  index_names (merge->source, AIP_KIND_CHARACTER, "name", "name", self->people);
  index_names (merge->source, AIP_KIND_PLACE, "name", "name", self->places);
}

static void
context_clear (AipMergeContext *self)
{
  aip_sheet_texts_free (self->texts);
  aip_sheet_setups_free (self->setups);
  g_hash_table_unref (self->scenes);
  g_hash_table_unref (self->people);
  g_hash_table_unref (self->places);
}

static const char *
find_name (AipMergeContext      *self,
           const AipSheetColumn *column,
           const char           *text)
{
  AipKind target = aip_kind_find_field (column->kind, column->key, NULL)->target;
  GHashTable *names = target == AIP_KIND_SCENE ? self->scenes
                      : target == AIP_KIND_PLACE ? self->places : self->people;
  g_autofree char *key = aip_text_fold (text);
  const char *name = g_hash_table_lookup (names, key);

  return name != NULL ? name : text;
}

char *
aip_merge_context_resolve (AipMergeContext      *self,
                           const AipSheetColumn *column,
                           const char           *text)
{
  g_auto(GStrv) parts = NULL;
  g_autoptr(GString) joined = NULL;

  if (column->type == AIP_SHEET_LINK)
    return g_strdup (find_name (self, column, text));
  if (column->type != AIP_SHEET_LINKS)
    return g_strdup (text);

  parts = aip_shot_words_split (text);
  joined = g_string_new (NULL);
  for (guint i = 0; parts[i] != NULL; i++)
    g_string_append_printf (joined, "%s%s", i > 0 ? ", " : "",
                            find_name (self, column, parts[i]));

  return g_string_free_and_steal (g_steal_pointer (&joined));
}

char *
aip_merge_context_dup_mine (AipMergeContext      *self,
                            const AipSheetItem   *item,
                            const AipSheetColumn *column)
{
  g_autofree char *text = aip_sheet_texts_dup (self->texts, item, column);

  return aip_sheet_value_normalize (column, text);
}

/* Every kind once: of two sheets with the same ids the first counts. */
static void
find_sheets (AipSheetMerge *self,
             const char    *wanted)
{
  gboolean seen[AIP_N_KINDS] = { FALSE };

  for (guint i = 0; i < aip_workbook_get_n_sheets (self->workbook); i++)
    {
      AipTable *table = aip_workbook_get_sheet (self->workbook, i);
      AipKeyedSheet *sheet;

      if (wanted != NULL && table != aip_workbook_find_sheet (self->workbook, wanted))
        continue;
      sheet = aip_keyed_sheet_new (self->workbook, table, self->source);
      if (sheet != NULL && !seen[sheet->kind])
        {
          seen[sheet->kind] = TRUE;
          g_ptr_array_add (self->sheets, sheet);
        }
      else
        g_clear_pointer (&sheet, aip_keyed_sheet_free);
    }
}

static void
find_base (AipSheetMerge *self)
{
  self->base = aip_sheet_base_read (self->workbook);
  if (self->base == NULL)
    g_ptr_array_add (self->notes,
                     g_strdup (_("The list does not say what was exported, so every difference "
                                 "counts as changed in the list.")));
  else if (g_strcmp0 (aip_sheet_base_get_project (self->base),
                      aip_sheet_source_get_project (self->source)) != 0)
    {
      g_clear_pointer (&self->base, aip_sheet_base_free);
      g_ptr_array_add (self->notes,
                       g_strdup (_("The list was exported from another project, so its rows are "
                                   "known by their codes only.")));
    }
}

static gboolean
compare (AipSheetMerge              *self,
         const AipShotImportOptions *options,
         GCancellable               *cancellable,
         GError                    **error)
{
  AipFrameRate rate = aip_sheet_source_get_rate (self->source);
  AipMergeContext context = { 0 };
  gboolean good = TRUE;

  find_sheets (self, options->sheet);
  if (self->sheets->len > 0)
    find_base (self);
  else
    {
      self->import = aip_shot_import_new (self->workbook, options, &rate, cancellable, error);
      if (self->import == NULL)
        return FALSE;
    }

  context_init (&context, self, cancellable);
  for (guint i = 0; i < self->sheets->len && good; i++)
    good = aip_merge_compare_keyed (&context, g_ptr_array_index (self->sheets, i), error);
  if (self->import != NULL)
    good = aip_merge_compare_foreign (&context, self->import, error);
  context_clear (&context);

  return good;
}

static void
load_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  const LoadData *data = task_data;
  const AipShotImportOptions options = { data->sheet, data->mapping };
  g_autoptr(AipSheetMerge) self = g_object_new (AIP_TYPE_SHEET_MERGE, NULL);
  GError *error = NULL;

  self->source = aip_sheet_source_ref (data->source);
  self->workbook = aip_workbook_load (data->path, cancellable, &error);
  if (self->workbook != NULL && compare (self, &options, cancellable, &error))
    g_task_return_pointer (task, g_steal_pointer (&self), g_object_unref);
  else
    g_task_return_error (task, error);
}

void
aip_sheet_merge_load_async (AipDocument                *document,
                            const char                 *path,
                            const AipShotImportOptions *options,
                            GCancellable               *cancellable,
                            GAsyncReadyCallback         callback,
                            gpointer                    user_data)
{
  g_autoptr(GTask) task = NULL;
  LoadData *data;

  g_return_if_fail (AIP_IS_DOCUMENT (document));
  g_return_if_fail (path != NULL);

  data = g_new0 (LoadData, 1);
  data->source = aip_sheet_source_new (document);
  data->path = g_strdup (path);
  if (options != NULL)
    {
      data->sheet = g_strdup (options->sheet);
      data->mapping = options->mapping != NULL ? g_variant_ref_sink (options->mapping) : NULL;
    }

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, aip_sheet_merge_load_async);
  g_task_set_task_data (task, data, load_data_free);
  aip_task_run_in_thread (task, load_thread);
}

AipSheetMerge *
aip_sheet_merge_load_finish (GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* What was found ---------------------------------------------------------------------------- */

AipWorkbook *
aip_sheet_merge_get_workbook (AipSheetMerge *self)
{
  g_return_val_if_fail (AIP_IS_SHEET_MERGE (self), NULL);

  return self->workbook;
}

AipShotImport *
aip_sheet_merge_get_import (AipSheetMerge *self)
{
  g_return_val_if_fail (AIP_IS_SHEET_MERGE (self), NULL);

  return self->import;
}

gboolean
aip_sheet_merge_has_base (AipSheetMerge *self,
                          gint64        *position)
{
  g_return_val_if_fail (AIP_IS_SHEET_MERGE (self), FALSE);

  if (self->base != NULL && position != NULL)
    *position = aip_sheet_base_get_position (self->base);

  return self->base != NULL;
}

static void
count_row (const AipMergeRow *row,
           AipMergeCounts    *counts)
{
  guint n_theirs = 0;

  if (row->change != AIP_MERGE_CHANGED)
    {
      counts->n_added += row->change == AIP_MERGE_ADDED && row->state == AIP_MERGE_THEIRS;
      counts->n_removed += row->change == AIP_MERGE_REMOVED && row->state == AIP_MERGE_THEIRS;
      counts->n_conflicts += row->state == AIP_MERGE_CONFLICT;
      return;
    }

  counts->n_proposals += row->match == AIP_MERGE_BY_LIKENESS;
  for (guint i = 0; i < row->cells->len; i++)
    {
      const AipMergeCell *cell = &g_array_index (row->cells, AipMergeCell, i);

      n_theirs += cell->state == AIP_MERGE_THEIRS;
      counts->n_mine += cell->state == AIP_MERGE_MINE;
      counts->n_conflicts += cell->state == AIP_MERGE_CONFLICT;
    }
  counts->n_cells += n_theirs;
  counts->n_changed += n_theirs > 0;
}

void
aip_sheet_merge_get_counts (AipSheetMerge  *self,
                            AipMergeCounts *counts)
{
  g_return_if_fail (AIP_IS_SHEET_MERGE (self));
  g_return_if_fail (counts != NULL);

  *counts = (AipMergeCounts) { .n_read = self->n_read, .n_unchanged = self->n_unchanged };
  for (guint i = 0; i < self->rows->len; i++)
    count_row (g_ptr_array_index (self->rows, i), counts);
}

guint
aip_sheet_merge_get_n_rows (AipSheetMerge *self)
{
  g_return_val_if_fail (AIP_IS_SHEET_MERGE (self), 0);

  return self->rows->len;
}

const AipMergeRow *
aip_sheet_merge_get_row (AipSheetMerge *self,
                         guint          index)
{
  g_return_val_if_fail (AIP_IS_SHEET_MERGE (self), NULL);
  g_return_val_if_fail (index < self->rows->len, NULL);

  return g_ptr_array_index (self->rows, index);
}

GArray *
aip_sheet_merge_get_problems (AipSheetMerge *self)
{
  g_return_val_if_fail (AIP_IS_SHEET_MERGE (self), NULL);

  return self->problems;
}

GPtrArray *
aip_sheet_merge_get_notes (AipSheetMerge *self)
{
  g_return_val_if_fail (AIP_IS_SHEET_MERGE (self), NULL);

  return self->notes;
}

GPtrArray *
aip_sheet_merge_get_sheets (AipSheetMerge *self)
{
  g_return_val_if_fail (AIP_IS_SHEET_MERGE (self), NULL);

  return self->sheets;
}
