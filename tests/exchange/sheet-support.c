/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>
#include <xlsxwriter.h>

#include "aip-sheet-base.h"
#include "aip-workbook.h"
#include "sheet-support.h"
#include "test-support.h"

/* The film ---------------------------------------------------------------------------------- */

/* Everything that a list could get wrong. */
static const char *const texts[] = {
  "Wide shot of the harbour", "항구의 새벽, 안개", "two\nlines", "=1+1", "_x0041_ and _x000D_",
  "a|b\\c", "\"quoted\", with; commas", "0042", "1-2", "-5", "1e3", "TRUE", "tab\there",
  "<tag> & entity", "㈜ 특수 문자 ①", "😀 emoji", "trailing dots...", "#REF!", "'apostrophe",
};

static AipEntity *
insert (AipDocument *document,
        AipKind      kind,
        const char  *field,
        const char  *text)
{
  g_autoptr(GError) error = NULL;
  GVariantBuilder fields;
  AipEntity *entity;

  g_variant_builder_init (&fields, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&fields, "{sv}", field, g_variant_new_string (text));
  entity = aip_document_insert (document, kind, g_variant_builder_end (&fields), &error);
  g_assert_no_error (error);

  return entity;
}

static void
set_text (AipDocument *document,
          AipEntity   *entity,
          const char  *field,
          const char  *text)
{
  g_autoptr(GError) error = NULL;

  aip_document_set_text (document, entity, field, text, &error);
  g_assert_no_error (error);
}

static void
fill (AipDocument *document,
      guint        n_shots)
{
  AipEntity *scenes[3];
  AipEntity *people[3];
  AipEntity *places[2];
  static const char *const codes[] = { "SC-010", "0020", "3" };
  static const char *const names[] = { "민아", "도진", "Jean-Luc O'Hara" };

  aip_document_begin (document, "Fill");
  for (guint i = 0; i < G_N_ELEMENTS (scenes); i++)
    {
      scenes[i] = insert (document, AIP_KIND_SCENE, "code", codes[i]);
      set_text (document, scenes[i], "name", i == 0 ? "항구" : "");
      people[i] = insert (document, AIP_KIND_CHARACTER, "name", names[i]);
    }
  places[0] = insert (document, AIP_KIND_PLACE, "name", "부두");
  places[1] = insert (document, AIP_KIND_PLACE, "name", "Room 101");

  for (guint i = 0; i < n_shots; i++)
    {
      g_autofree char *code = i % 5 == 4 ? g_strdup_printf ("%04u", (i + 1) * 10)
                                         : g_strdup_printf ("SHT-%04u", (i + 1) * 10);
      AipEntity *shot = insert (document, AIP_KIND_SHOT, "code", code);
      const char *cast[] = { aip_entity_get_id (people[i % 3]),
                             aip_entity_get_id (people[(i + 1) % 3]), NULL };
      const char *tags[] = { "night", "비, 안개", NULL };

      set_text (document, shot, "description", texts[i % G_N_ELEMENTS (texts)]);
      set_text (document, shot, "notes", texts[(i * 7 + 3) % G_N_ELEMENTS (texts)]);
      set_text (document, shot, "scene", aip_entity_get_id (scenes[i % 3]));
      if (i % 2 == 0)
        set_text (document, shot, "place", aip_entity_get_id (places[i / 2 % 2]));
      if (i % 3 == 0)
        set_text (document, shot, "seed", "18446744073709551615");
      aip_document_set_integer (document, shot, "duration", 24 + i, NULL);
      aip_document_set_texts (document, shot, "characters", cast, NULL);
      if (i % 4 == 0)
        aip_document_set_texts (document, shot, "tags", tags, NULL);
    }
  aip_document_commit (document);
}

SheetRig *
sheet_rig_new (guint n_shots)
{
  SheetRig *rig = g_new0 (SheetRig, 1);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *project = NULL;
  AipProjectSpec spec = {
    .name = "비 오는 밤", .rate = { 24, 1, FALSE }, .width = 1920, .height = 1080,
  };

  rig->folder = test_dir_new ();
  project = g_build_filename (rig->folder, "film", NULL);
  aip_document_create_async (project, &spec, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  rig->document = aip_document_create_finish (result, &error);
  g_assert_no_error (error);
  fill (rig->document, n_shots);

  /* Whatever a person writes into a cell is a change here, one that cannot be is a case of its own. */
  aip_document_begin (rig->document, "Free");
  g_assert_true (aip_document_set_text (rig->document,
                                        AIP_ENTITY (aip_document_get_project (rig->document)),
                                        "status-moves", AIP_PROJECT_MOVES_FREE, &error));
  aip_document_commit (rig->document);

  return rig;
}

void
sheet_rig_free (SheetRig *rig)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  aip_document_close_async (rig->document, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  aip_document_close_finish (rig->document, result, &error);
  g_assert_no_error (error);
  g_object_unref (rig->document);
  test_dir_remove (rig->folder);
  g_free (rig->folder);
  g_free (rig);
}

char *
sheet_rig_path (SheetRig   *rig,
                const char *name)
{
  return g_build_filename (rig->folder, name, NULL);
}

void
sheet_rig_export (SheetRig        *rig,
                  const char      *path,
                  AipSheetPurpose  purpose,
                  AipSheetFormat   format)
{
  const AipSheetOptions options = { purpose, format, FALSE };
  g_autoptr(AipSheetSource) source = aip_sheet_source_new (rig->document);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  aip_sheet_export_async (source, path, &options, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  aip_sheet_export_finish (result, NULL, &error);
  g_assert_no_error (error);
}

AipSheetMerge *
sheet_rig_merge (SheetRig   *rig,
                 const char *path)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  AipSheetMerge *merge;

  aip_sheet_merge_load_async (rig->document, path, NULL, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  merge = aip_sheet_merge_load_finish (result, &error);
  g_assert_no_error (error);

  return merge;
}

void
sheet_rig_edit (SheetRig   *rig,
                const char *code,
                const char *field,
                const char *text)
{
  AipShot *shot = aip_document_find_shot (rig->document, code);

  g_assert_nonnull (shot);
  aip_document_begin (rig->document, "Edit");
  set_text (rig->document, AIP_ENTITY (shot), field, text);
  aip_document_commit (rig->document);
}

void
sheet_rig_assert_unchanged (SheetRig   *rig,
                            const char *path)
{
  g_autoptr(AipSheetMerge) merge = sheet_rig_merge (rig, path);
  GArray *problems = aip_sheet_merge_get_problems (merge);

  for (guint i = 0; i < problems->len; i++)
    g_error ("%s", g_array_index (problems, AipMergeProblem, i).sentence);
  for (guint i = 0; i < aip_sheet_merge_get_n_rows (merge); i++)
    {
      const AipMergeRow *row = aip_sheet_merge_get_row (merge, i);
      const AipMergeCell *cell = row->cells->len > 0
                                 ? &g_array_index (row->cells, AipMergeCell, 0) : NULL;

      g_error ("“%s” is said to be changed (%d): %s, “%s” → “%s”", row->name, row->change,
               cell != NULL ? cell->column->key : "-", cell != NULL ? cell->mine : "",
               cell != NULL ? cell->theirs : "");
    }
}

/* Workbooks ---------------------------------------------------------------------------------- */

static void
cell_clear (gpointer data)
{
  g_free (((GridCell *) data)->text);
}

static GArray *
row_new (void)
{
  GArray *row = g_array_new (FALSE, TRUE, sizeof (GridCell));

  g_array_set_clear_func (row, cell_clear);

  return row;
}

static void
sheet_free (gpointer data)
{
  GridSheet *sheet = data;

  g_free (sheet->name);
  g_ptr_array_unref (sheet->rows);
  g_free (sheet);
}

static GridSheet *
sheet_new (const char *name,
           gboolean    hidden)
{
  GridSheet *sheet = g_new0 (GridSheet, 1);

  sheet->name = g_strdup (name);
  sheet->hidden = hidden;
  sheet->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  return sheet;
}

const char *
grid_sheet_get (GridSheet *sheet,
                guint      row,
                guint      column)
{
  GArray *cells = row < sheet->rows->len ? g_ptr_array_index (sheet->rows, row) : NULL;
  const GridCell *cell = cells != NULL && column < cells->len
                         ? &g_array_index (cells, GridCell, column) : NULL;

  return cell != NULL && cell->text != NULL ? cell->text : "";
}

void
grid_sheet_set (GridSheet  *sheet,
                guint       row,
                guint       column,
                const char *text,
                gboolean    number)
{
  GArray *cells;
  GridCell *cell;

  while (sheet->rows->len <= row)
    g_ptr_array_add (sheet->rows, row_new ());
  cells = g_ptr_array_index (sheet->rows, row);
  if (cells->len <= column)
    g_array_set_size (cells, column + 1);
  cell = &g_array_index (cells, GridCell, column);
  g_set_str (&cell->text, text);
  cell->number = number;
}

void
grid_sheet_insert (GridSheet *sheet,
                   guint      row)
{
  g_ptr_array_insert (sheet->rows, (int) row, row_new ());
}

guint
grid_sheet_find (GridSheet  *sheet,
                 const char *key)
{
  for (guint i = 0; i < grid_sheet_width (sheet); i++)
    if (g_str_equal (grid_sheet_get (sheet, 0, i), key))
      return i;

  g_error ("There is no column %s", key);
}

guint
grid_sheet_width (GridSheet *sheet)
{
  return sheet->rows->len > 0 ? ((GArray *) g_ptr_array_index (sheet->rows, 0))->len : 0;
}

Grid *
grid_load (const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AipWorkbook) workbook = aip_workbook_load (path, NULL, &error);
  Grid *grid = g_new0 (Grid, 1);

  g_assert_no_error (error);
  grid->sheets = g_ptr_array_new_with_free_func (sheet_free);
  for (guint i = 0; i < aip_workbook_get_n_sheets (workbook); i++)
    {
      AipTable *table = aip_workbook_get_sheet (workbook, i);
      GridSheet *sheet = sheet_new (aip_table_get_name (table), aip_table_is_hidden (table));

      g_ptr_array_add (grid->sheets, sheet);
      for (guint row = 0; row < aip_table_get_n_rows (table); row++)
        for (guint c = 0; c < aip_table_get_n_cells (table, row); c++)
          grid_sheet_set (sheet, row, c, aip_table_get_cell (table, row, c),
                          aip_table_get_kind (table, row, c) == AIP_CELL_NUMBER);
    }

  return grid;
}

Grid *
grid_copy (const Grid *grid)
{
  Grid *copy = g_new0 (Grid, 1);

  copy->sheets = g_ptr_array_new_with_free_func (sheet_free);
  for (guint i = 0; i < grid->sheets->len; i++)
    {
      GridSheet *sheet = g_ptr_array_index (grid->sheets, i);
      GridSheet *other = sheet_new (sheet->name, sheet->hidden);

      g_ptr_array_add (copy->sheets, other);
      for (guint row = 0; row < sheet->rows->len; row++)
        {
          GArray *cells = g_ptr_array_index (sheet->rows, row);

          g_ptr_array_add (other->rows, row_new ());
          for (guint c = 0; c < cells->len; c++)
            grid_sheet_set (other, row, c, g_array_index (cells, GridCell, c).text,
                            g_array_index (cells, GridCell, c).number);
        }
    }

  return copy;
}

void
grid_free (Grid *grid)
{
  g_ptr_array_unref (grid->sheets);
  g_free (grid);
}

GridSheet *
grid_get_sheet (const Grid *grid,
                const char *name)
{
  for (guint i = 0; i < grid->sheets->len; i++)
    {
      GridSheet *sheet = g_ptr_array_index (grid->sheets, i);

      if (g_str_equal (sheet->name, name))
        return sheet;
    }

  g_error ("There is no sheet %s", name);
}

void
grid_save (const Grid *grid,
           const char *path)
{
  lxw_workbook *book = workbook_new (path);

  for (guint i = 0; i < grid->sheets->len; i++)
    {
      GridSheet *sheet = g_ptr_array_index (grid->sheets, i);
      lxw_worksheet *target = workbook_add_worksheet (book, sheet->name);

      for (guint row = 0; row < sheet->rows->len; row++)
        for (guint c = 0; c < ((GArray *) g_ptr_array_index (sheet->rows, row))->len; c++)
          {
            GArray *cells = g_ptr_array_index (sheet->rows, row);
            const GridCell *cell = &g_array_index (cells, GridCell, c);
            g_autofree char *text = NULL;

            if (cell->text == NULL || *cell->text == '\0')
              continue;
            text = aip_sheet_base_cut (cell->text);
            if (cell->number)
              worksheet_write_number (target, row, (lxw_col_t) c, g_ascii_strtod (text, NULL),
                                      NULL);
            else
              worksheet_write_string (target, row, (lxw_col_t) c, text, NULL);
          }
      if (sheet->hidden)
        worksheet_hide (target);
    }
  g_assert_cmpint (workbook_close (book), ==, LXW_NO_ERROR);
}
