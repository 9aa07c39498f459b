/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cli-import"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-cli-import.h"
#include "aip-cli-project.h"
#include "aip-cli-table.h"
#include "aip-keyed-sheet.h"
#include "aip-sheet-merge.h"
#include "aip-sheet-value.h"
#include "aip-shot-layout.h"

/* Places that a value takes in a line of the comparison. */
#define VALUE_WIDTH 40

/* Options ------------------------------------------------------------------------------------ */

/* “Beat=description”: the title folded, and the column; FALSE with a sentence. */
static gboolean
parse_map (const char  *text,
           char       **title,
           AipColumn   *column,
           GError     **error)
{
  const char *equals = strrchr (text, '=');

  if (equals != NULL && equals != text && aip_column_from_nick (equals + 1, column))
    {
      g_autofree char *given = g_strndup (text, (gsize) (equals - text));

      *title = aip_shot_layout_fold_title (given);

      return TRUE;
    }

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _("“%s” does not say what a column means; write TITLE=COLUMN with a column such as "
                 "code, scene, description, action, dialogue, length, notes or ignored."), text);

  return FALSE;
}

gboolean
aip_cli_check_import (AipCliCall  *call,
                      GError     **error)
{
  const AipCliOptions *options = aip_cli_call_get_options (call);

  for (guint i = 0; options->maps != NULL && options->maps[i] != NULL; i++)
    {
      g_autofree char *title = NULL;
      AipColumn column;

      if (!g_utf8_validate (options->maps[i], -1, NULL) ||
          !parse_map (options->maps[i], &title, &column, error))
        return FALSE;
    }

  return TRUE;
}

/* What was remembered and what is given now. (floating) */
static GVariant *
make_mapping (AipCliCall *call)
{
  const AipCliOptions *options = aip_cli_call_get_options (call);
  g_autoptr(GVariant) remembered =
    aip_document_get_setting (aip_cli_call_get_document (call),
                              AIP_SHOT_IMPORT_MAPPING_SETTING, G_VARIANT_TYPE ("a{ss}"));
  g_autoptr(GHashTable) mapping = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GVariantBuilder builder;
  GHashTableIter iter;
  GVariantIter entries;
  const char *title;
  const char *nick;
  gpointer key;
  gpointer value;

  if (remembered != NULL)
    {
      g_variant_iter_init (&entries, remembered);
      while (g_variant_iter_next (&entries, "{&s&s}", &title, &nick))
        g_hash_table_insert (mapping, g_strdup (title), g_strdup (nick));
    }
  for (guint i = 0; options->maps != NULL && options->maps[i] != NULL; i++)
    {
      char *given = NULL;
      AipColumn column;

      if (parse_map (options->maps[i], &given, &column, NULL))
        g_hash_table_insert (mapping, given, g_strdup (aip_column_to_nick (column)));
    }

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  g_hash_table_iter_init (&iter, mapping);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_variant_builder_add (&builder, "{ss}", key, value);

  return g_variant_builder_end (&builder);
}

/* What was understood ------------------------------------------------------------------------ */

static void
add_column (JsonArray  *columns,
            guint       index,
            const char *title,
            const char *field)
{
  JsonObject *column = json_object_new ();
  g_autofree char *address = aip_table_address (0, index);

  /* “D1” without its row. */
  address[strcspn (address, "0123456789")] = '\0';
  json_object_set_string_member (column, "column", address);
  json_object_set_string_member (column, "title", title);
  json_object_set_string_member (column, "field", field);
  json_array_add_object_element (columns, column);
}

static void
report_import (AipCliCall    *call,
               AipShotImport *import)
{
  const char *const *mapping = aip_shot_import_get_mapping (import);
  const char *const *notes = aip_shot_import_get_notes (import);
  const char *sheet = aip_table_get_name (aip_shot_import_get_table (import));
  JsonObject *result = aip_cli_call_get_result (call);
  JsonArray *columns = json_array_new ();
  char delimiter[2] = { aip_shot_import_get_delimiter (import), '\0' };

  for (guint i = 0; mapping[i] != NULL; i += 2)
    {
      add_column (columns, i / 2, mapping[i], mapping[i + 1]);
      aip_cli_call_print (call, *mapping[i + 1] != '\0' ? _("  %s → %s") : _("  %s is not read"),
                          mapping[i], mapping[i + 1]);
    }
  for (guint i = 0; notes[i] != NULL; i++)
    aip_cli_call_print (call, "  %s", notes[i]);

  if (sheet != NULL)
    json_object_set_string_member (result, "sheet", sheet);
  json_object_set_int_member (result, "header-row", aip_shot_import_get_header_row (import) + 1);
  json_object_set_string_member (result, "encoding", aip_shot_import_get_encoding (import));
  json_object_set_string_member (result, "delimiter", delimiter);
  json_object_set_array_member (result, "columns", columns);
  json_object_set_array_member (result, "notes", aip_cli_make_strings (notes));
  json_object_set_int_member (result, "rows", aip_shot_import_get_n_rows (import));
}

static void
report_sheets (AipCliCall    *call,
               AipSheetMerge *merge)
{
  GPtrArray *sheets = aip_sheet_merge_get_sheets (merge);
  GPtrArray *notes = aip_sheet_merge_get_notes (merge);
  JsonObject *result = aip_cli_call_get_result (call);
  JsonArray *array = json_array_new ();
  JsonArray *note_array = json_array_new ();

  for (guint i = 0; i < sheets->len; i++)
    {
      const AipKeyedSheet *sheet = g_ptr_array_index (sheets, i);
      const char *name = aip_table_get_name (sheet->table);
      JsonObject *object = json_object_new ();
      JsonArray *columns = json_array_new ();

      for (guint c = 0; c < sheet->n_columns; c++)
        if (sheet->columns[c] != NULL)
          add_column (columns, c, aip_table_get_cell (sheet->table, sheet->title_row, c),
                      sheet->columns[c]->key);
      json_object_set_string_member (object, "sheet", name != NULL ? name : "");
      json_object_set_string_member (object, "kind", aip_kind_to_nick (sheet->kind));
      json_object_set_int_member (object, "header-row", sheet->title_row + 1);
      json_object_set_array_member (object, "columns", columns);
      json_array_add_object_element (array, object);
    }
  json_object_set_array_member (result, "sheets", array);

  for (guint i = 0; i < notes->len; i++)
    {
      json_array_add_string_element (note_array, g_ptr_array_index (notes, i));
      aip_cli_call_print (call, "  %s", (const char *) g_ptr_array_index (notes, i));
    }
  json_object_set_array_member (result, "notes", note_array);
}

static void
set_value (JsonObject *object,
           const char *name,
           GVariant   *value)
{
  JsonArray *array;
  GVariantIter iter;
  const char *text;

  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    json_object_set_string_member (object, name, g_variant_get_string (value, NULL));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    json_object_set_int_member (object, name, g_variant_get_int64 (value));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING_ARRAY))
    {
      array = json_array_new ();
      g_variant_iter_init (&iter, value);
      while (g_variant_iter_next (&iter, "&s", &text))
        json_array_add_string_element (array, text);
      json_object_set_array_member (object, name, array);
    }
}

/* Every row with its fields, as they were understood. */
static JsonArray *
make_read_rows (AipSheetMerge *merge)
{
  JsonArray *rows = json_array_new ();
  AipShotImport *import = aip_sheet_merge_get_import (merge);
  GPtrArray *sheets = aip_sheet_merge_get_sheets (merge);

  for (guint i = 0; import != NULL && i < aip_shot_import_get_n_rows (import); i++)
    {
      JsonObject *row = json_object_new ();
      JsonObject *fields = json_object_new ();
      GVariantIter iter;
      const char *name;
      GVariant *value;

      g_variant_iter_init (&iter, aip_shot_import_get_row (import, i));
      while (g_variant_iter_next (&iter, "{&sv}", &name, &value))
        {
          set_value (fields, name, value);
          g_variant_unref (value);
        }
      json_object_set_int_member (row, "row", aip_shot_import_get_row_number (import, i));
      json_object_set_object_member (row, "fields", fields);
      json_array_add_object_element (rows, row);
    }

  for (guint i = 0; i < sheets->len; i++)
    {
      const AipKeyedSheet *sheet = g_ptr_array_index (sheets, i);
      const char *name = aip_table_get_name (sheet->table);

      for (guint r = sheet->title_row + 1; r < aip_table_get_n_rows (sheet->table); r++)
        {
          JsonObject *row = json_object_new ();
          JsonObject *fields = json_object_new ();

          for (guint c = 0; c < sheet->n_columns; c++)
            if (sheet->columns[c] != NULL && sheet->columns[c]->type != AIP_SHEET_INFO)
              {
                g_autofree char *text =
                  aip_sheet_value_normalize (sheet->columns[c],
                                             aip_table_get_cell (sheet->table, r, c));

                json_object_set_string_member (fields, sheet->columns[c]->key, text);
              }
          json_object_set_string_member (row, "sheet", name != NULL ? name : "");
          json_object_set_int_member (row, "row", r + 1);
          if (sheet->id_column >= 0)
            json_object_set_string_member (row, "id",
                                           aip_table_get_cell (sheet->table, r,
                                                               (guint) sheet->id_column));
          json_object_set_object_member (row, "fields", fields);
          json_array_add_object_element (rows, row);
        }
    }

  return rows;
}

static void
report_problems (AipCliCall    *call,
                 AipSheetMerge *merge)
{
  GArray *problems = aip_sheet_merge_get_problems (merge);
  JsonArray *defects = json_array_new ();

  for (guint i = 0; i < problems->len; i++)
    {
      const AipMergeProblem *problem = &g_array_index (problems, AipMergeProblem, i);
      JsonObject *defect = json_object_new ();

      if (problem->sheet != NULL)
        json_object_set_string_member (defect, "sheet", problem->sheet);
      json_object_set_int_member (defect, "row", problem->row);
      if (problem->column >= 0)
        {
          g_autofree char *address = aip_table_address (MAX (problem->row, 1) - 1,
                                                        (guint) problem->column);

          json_object_set_string_member (defect, "cell", address);
        }
      json_object_set_string_member (defect, "problem", problem->sentence);
      json_array_add_object_element (defects, defect);
      aip_cli_call_add_problem (call, problem->sentence);
    }
  json_object_set_array_member (aip_cli_call_get_result (call), "defects", defects);
}

/* The comparison ------------------------------------------------------------------------------ */

static const char *
get_state_nick (AipMergeState state)
{
  return state == AIP_MERGE_THEIRS ? "theirs" : state == AIP_MERGE_MINE ? "mine" : "conflict";
}

static const char *
get_decision_nick (AipMergeDecision decision)
{
  return decision == AIP_MERGE_TAKE_THEIRS ? "theirs"
         : decision == AIP_MERGE_KEEP_MINE ? "mine" : "open";
}

static JsonObject *
make_cell (const AipMergeRow  *row,
           const AipMergeCell *cell)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "field", cell->column->key);
  if (row->number > 0 && row->fields == NULL)
    {
      g_autofree char *address = aip_table_address (row->number - 1, cell->table_column);

      json_object_set_string_member (object, "cell", address);
    }
  json_object_set_string_member (object, "state", get_state_nick (cell->state));
  if (cell->base != NULL)
    json_object_set_string_member (object, "base", cell->base);
  json_object_set_string_member (object, "mine", cell->mine);
  json_object_set_string_member (object, "theirs", cell->theirs);
  json_object_set_string_member (object, "decision", get_decision_nick (cell->decision));

  return object;
}

static JsonObject *
make_row (const AipMergeRow *row)
{
  static const char *const matches[] = { "id", "code", "likeness" };
  JsonObject *object = json_object_new ();
  JsonArray *cells = json_array_new ();

  json_object_set_string_member (object, "kind", aip_kind_to_nick (row->kind));
  json_object_set_string_member (object, "name", row->name);
  if (row->id != NULL)
    json_object_set_string_member (object, "id", row->id);
  if (row->sheet != NULL)
    json_object_set_string_member (object, "sheet", row->sheet);
  if (row->number > 0)
    json_object_set_int_member (object, "row", row->number);
  if (row->change == AIP_MERGE_CHANGED)
    {
      json_object_set_string_member (object, "match", matches[row->match]);
      if (row->match == AIP_MERGE_BY_LIKENESS)
        json_object_set_double_member (object, "likeness", row->likeness);
    }
  else
    {
      json_object_set_string_member (object, "state", get_state_nick (row->state));
      json_object_set_string_member (object, "decision", get_decision_nick (row->decision));
    }
  for (guint i = 0; i < row->cells->len; i++)
    json_array_add_object_element (cells,
                                   make_cell (row, &g_array_index (row->cells, AipMergeCell, i)));
  json_object_set_array_member (object, "cells", cells);

  return object;
}

static void
print_row (AipCliCall        *call,
           const AipMergeRow *row)
{
  if (row->change == AIP_MERGE_ADDED)
    aip_cli_call_print (call, row->state == AIP_MERGE_CONFLICT
                              ? _("! %s: removed here, changed in row %u")
                              : _("+ %s (row %u)"), row->name, row->number);
  else if (row->change == AIP_MERGE_REMOVED)
    aip_cli_call_print (call, row->state == AIP_MERGE_CONFLICT
                              ? _("! %s: removed in the list, changed here") : _("- %s"),
                        row->name);
  else if (row->match == AIP_MERGE_BY_LIKENESS)
    aip_cli_call_print (call, _("? %s: row %u is %d %% like it"), row->name, row->number,
                        (int) (row->likeness * 100 + 0.5));

  for (guint i = 0; row->change == AIP_MERGE_CHANGED && i < row->cells->len; i++)
    {
      const AipMergeCell *cell = &g_array_index (row->cells, AipMergeCell, i);
      g_autofree char *mine = aip_cli_text_cut (cell->mine, VALUE_WIDTH);
      g_autofree char *theirs = aip_cli_text_cut (cell->theirs, VALUE_WIDTH);

      if (cell->state == AIP_MERGE_THEIRS)
        aip_cli_call_print (call, _("  %s.%s: “%s” → “%s”"), row->name, cell->column->key, mine,
                            theirs);
      else if (cell->state == AIP_MERGE_CONFLICT)
        aip_cli_call_print (call, _("! %s.%s: “%s” here, “%s” in the list"), row->name,
                            cell->column->key, mine, theirs);
    }
}

static void
report_diff (AipCliCall    *call,
             AipSheetMerge *merge)
{
  JsonObject *diff = json_object_new ();
  JsonArray *lists[3] = { json_array_new (), json_array_new (), json_array_new () };
  AipMergeCounts counts;
  gint64 position;

  for (guint i = 0; i < aip_sheet_merge_get_n_rows (merge); i++)
    {
      const AipMergeRow *row = aip_sheet_merge_get_row (merge, i);

      json_array_add_object_element (lists[row->change], make_row (row));
      print_row (call, row);
    }

  aip_sheet_merge_get_counts (merge, &counts);
  json_object_set_boolean_member (diff, "ours", aip_sheet_merge_get_import (merge) == NULL);
  if (aip_sheet_merge_has_base (merge, &position))
    json_object_set_int_member (diff, "base-position", position);
  json_object_set_int_member (diff, "rows-read", counts.n_read);
  json_object_set_int_member (diff, "rows-unchanged", counts.n_unchanged);
  json_object_set_int_member (diff, "rows-added", counts.n_added);
  json_object_set_int_member (diff, "rows-removed", counts.n_removed);
  json_object_set_int_member (diff, "rows-changed", counts.n_changed);
  json_object_set_int_member (diff, "cells-changed", counts.n_cells);
  json_object_set_int_member (diff, "cells-changed-here", counts.n_mine);
  json_object_set_int_member (diff, "conflicts", counts.n_conflicts);
  json_object_set_int_member (diff, "proposals", counts.n_proposals);
  json_object_set_array_member (diff, "changed", lists[AIP_MERGE_CHANGED]);
  json_object_set_array_member (diff, "added", lists[AIP_MERGE_ADDED]);
  json_object_set_array_member (diff, "removed", lists[AIP_MERGE_REMOVED]);
  json_object_set_object_member (aip_cli_call_get_result (call), "diff", diff);

  aip_cli_call_print (call, _("In the list: %u rows added, %u removed, %u changed (%u cells), %u "
                              "as they were; %u cells changed here; %u conflicts, %u proposals."),
                      counts.n_added, counts.n_removed, counts.n_changed, counts.n_cells,
                      counts.n_unchanged, counts.n_mine, counts.n_conflicts, counts.n_proposals);
}

/* Whether anything was not decided that somebody has to. */
static gboolean
is_open (AipSheetMerge *merge)
{
  for (guint i = 0; i < aip_sheet_merge_get_n_rows (merge); i++)
    {
      const AipMergeRow *row = aip_sheet_merge_get_row (merge, i);

      if (row->change != AIP_MERGE_CHANGED && row->decision == AIP_MERGE_OPEN)
        return TRUE;
      for (guint c = 0; row->change == AIP_MERGE_CHANGED && c < row->cells->len; c++)
        {
          const AipMergeCell *cell = &g_array_index (row->cells, AipMergeCell, c);

          if (cell->state != AIP_MERGE_MINE && cell->decision == AIP_MERGE_OPEN)
            return TRUE;
        }
    }

  return FALSE;
}

/* Writing ------------------------------------------------------------------------------------- */

static const char *
get_project_name (AipCliCall *call)
{
  return aip_project_get_name (aip_document_get_project (aip_cli_call_get_document (call)));
}

/* A list that was not exported by us, without rules: its new shots are added. */
static void
add_shots (AipCliCall    *call,
           AipSheetMerge *merge)
{
  AipShotImport *import = aip_sheet_merge_get_import (merge);
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  JsonObject *result = aip_cli_call_get_result (call);
  GError *error = NULL;
  guint n_skipped;
  guint n_added;

  n_added = aip_shot_import_apply (import, aip_cli_call_get_document (call), problems, &error);
  if (error != NULL)
    {
      aip_cli_call_fail (call, error);
      return;
    }

  for (guint i = 0; i < problems->len; i++)
    aip_cli_call_add_problem (call, g_ptr_array_index (problems, i));
  n_skipped = aip_shot_import_get_n_skipped (import) + problems->len;
  json_object_set_int_member (result, "added", n_added);
  json_object_set_int_member (result, "skipped", n_skipped);
  aip_cli_call_print (call, ngettext ("Added %u shot to “%s”.", "Added %u shots to “%s”.", n_added),
                      n_added, get_project_name (call));

  aip_cli_call_finish (call, n_skipped > 0 ? AIP_CLI_PARTLY : AIP_CLI_OK);
}

static void
merge_list (AipCliCall    *call,
            AipSheetMerge *merge)
{
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  guint n_changed = aip_sheet_merge_apply (merge, aip_cli_call_get_document (call), problems);

  for (guint i = 0; i < problems->len; i++)
    aip_cli_call_add_problem (call, g_ptr_array_index (problems, i));
  json_object_set_int_member (aip_cli_call_get_result (call), "applied", n_changed);
  aip_cli_call_print (call, ngettext ("Changed %u row of “%s”.", "Changed %u rows of “%s”.",
                                      n_changed), n_changed, get_project_name (call));
  if (is_open (merge))
    aip_cli_call_print (call, _("The rest was left as it is: --accept says what to take over."));

  aip_cli_call_finish (call, problems->len > 0 || is_open (merge) ||
                             aip_sheet_merge_get_problems (merge)->len > 0
                             ? AIP_CLI_PARTLY : AIP_CLI_OK);
}

static void
list_loaded_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(AipCliCall) call = user_data;
  g_autoptr(AipSheetMerge) merge = NULL;
  const AipCliOptions *options = aip_cli_call_get_options (call);
  JsonObject *answer = aip_cli_call_get_result (call);
  GError *error = NULL;
  gboolean foreign;

  merge = aip_sheet_merge_load_finish (result, &error);
  if (merge != NULL && options->accept != NULL)
    aip_sheet_merge_accept (merge, options->accept, &error);
  if (error != NULL)
    {
      aip_cli_call_fail (call, error);
      return;
    }

  foreign = aip_sheet_merge_get_import (merge) != NULL;
  json_object_set_string_member (answer, "file",
                                 aip_workbook_get_name (aip_sheet_merge_get_workbook (merge)));
  if (foreign)
    report_import (call, aip_sheet_merge_get_import (merge));
  else
    report_sheets (call, merge);
  report_problems (call, merge);
  if (!options->dry_run && options->maps != NULL)
    aip_document_set_setting (aip_cli_call_get_document (call),
                              AIP_SHOT_IMPORT_MAPPING_SETTING, make_mapping (call));

  if (foreign && !options->dry_run && options->accept == NULL)
    {
      add_shots (call, merge);
      return;
    }

  report_diff (call, merge);
  if (!options->dry_run)
    {
      merge_list (call, merge);
      return;
    }
  json_object_set_array_member (answer, "read", make_read_rows (merge));
  aip_cli_call_finish (call, aip_sheet_merge_get_problems (merge)->len > 0 ? AIP_CLI_PARTLY
                                                                          : AIP_CLI_OK);
}

void
aip_cli_run_import (AipCliCall *call)
{
  g_autofree char *path = aip_cli_call_resolve (call, aip_cli_call_get_arguments (call)[0]);
  g_autoptr(GVariant) mapping = g_variant_ref_sink (make_mapping (call));
  const AipShotImportOptions options = { aip_cli_call_get_options (call)->sheet, mapping };

  aip_sheet_merge_load_async (aip_cli_call_get_document (call), path, &options,
                              aip_cli_call_get_cancellable (call), list_loaded_cb,
                              g_object_ref (call));
}
