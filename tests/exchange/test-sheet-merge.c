/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "aip-error.h"
#include "aip-sheet-base.h"
#include "aip-zip-package.h"
#include "sheet-support.h"
#include "test-support.h"

#define FIRST_ROW 2

typedef struct {
  SheetRig *rig;
  char     *path;
  Grid     *grid;
} Fixture;

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  fixture->rig = sheet_rig_new (10);
  fixture->path = sheet_rig_path (fixture->rig, "list.xlsx");
  sheet_rig_export (fixture->rig, fixture->path, AIP_SHEET_FULL, AIP_SHEET_XLSX);
  fixture->grid = grid_load (fixture->path);
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  sheet_rig_free (fixture->rig);
  g_free (fixture->path);
  grid_free (fixture->grid);
}

/* Row @index of the film, from 0; the cell of the column with @key. */
static void
put (Fixture    *fixture,
     guint       index,
     const char *key,
     const char *text)
{
  GridSheet *sheet = grid_get_sheet (fixture->grid, "Shots");
  g_autofree char *full = g_strconcat ("aip:shot:", key, NULL);

  grid_sheet_set (sheet, FIRST_ROW + index, grid_sheet_find (sheet, full), text,
                  g_str_equal (key, "duration"));
}

static AipSheetMerge *
merge (Fixture *fixture)
{
  grid_save (fixture->grid, fixture->path);

  return sheet_rig_merge (fixture->rig, fixture->path);
}

static void
accept (AipSheetMerge *merged,
        const char    *rules)
{
  g_autoptr(GError) error = NULL;

  aip_sheet_merge_accept (merged, rules, &error);
  g_assert_no_error (error);
}

static guint
apply (Fixture       *fixture,
       AipSheetMerge *merged)
{
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  guint n = aip_sheet_merge_apply (merged, fixture->rig->document, problems);

  for (guint i = 0; i < problems->len; i++)
    g_error ("%s", (char *) g_ptr_array_index (problems, i));

  return n;
}

static const char *
get (Fixture    *fixture,
     const char *code,
     const char *field)
{
  AipShot *shot = aip_document_find_shot (fixture->rig->document, code);

  g_assert_nonnull (shot);

  return aip_entity_get_text (AIP_ENTITY (shot), field);
}

static void
test_identity (Fixture       *fixture,
               gconstpointer  data)
{
  static const AipSheetFormat formats[] = { AIP_SHEET_XLSX, AIP_SHEET_JSON, AIP_SHEET_CSV };
  static const char *const names[] = { "a.xlsx", "a.json", "a.csv" };

  for (AipSheetPurpose purpose = 0; purpose < AIP_N_SHEET_PURPOSES; purpose++)
    for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
      {
        g_autofree char *path = sheet_rig_path (fixture->rig, names[i]);

        sheet_rig_export (fixture->rig, path, purpose, formats[i]);
        sheet_rig_assert_unchanged (fixture->rig, path);
      }
}

static void
test_three_ways (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(AipSheetMerge) merged = NULL;
  AipMergeCounts counts;
  const char *code = aip_shot_get_code (AIP_SHOT (aip_entity_list_peek (
    aip_document_get_shots (fixture->rig->document), 0)));
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  g_assert_cmpstr (code, ==, "SHT-0010");
  put (fixture, 0, "description", "theirs");       /* changed there */
  put (fixture, 1, "notes", "theirs");             /* on both sides, differently */
  put (fixture, 2, "notes", "same");               /* on both sides, alike */
  sheet_rig_edit (fixture->rig, "SHT-0020", "notes", "mine");
  sheet_rig_edit (fixture->rig, "SHT-0030", "notes", "same");
  sheet_rig_edit (fixture->rig, "SHT-0040", "notes", "mine only");
  merged = merge (fixture);

  aip_sheet_merge_get_counts (merged, &counts);
  g_assert_cmpuint (counts.n_cells, ==, 1);
  g_assert_cmpuint (counts.n_conflicts, ==, 1);
  g_assert_cmpuint (counts.n_mine, ==, 1);
  g_assert_cmpuint (counts.n_added + counts.n_removed, ==, 0);

  /* Nothing is written before somebody has decided, and “all” leaves the conflict alone. */
  before = aip_document_dump (fixture->rig->document);
  g_assert_cmpuint (apply (fixture, merged), ==, 0);
  accept (merged, "all");
  g_assert_cmpuint (apply (fixture, merged), ==, 1);
  g_assert_cmpstr (get (fixture, "SHT-0010", "description"), ==, "theirs");
  g_assert_cmpstr (get (fixture, "SHT-0020", "notes"), ==, "mine");
  g_assert_cmpstr (get (fixture, "SHT-0040", "notes"), ==, "mine only");
  g_assert_nonnull (strstr (aip_document_get_undo_label (fixture->rig->document), "list.xlsx"));
  aip_document_undo (fixture->rig->document);
  after = aip_document_dump (fixture->rig->document);
  g_assert_cmpstr (after, ==, before);
}

static void
test_rules (Fixture       *fixture,
            gconstpointer  data)
{
  static const struct { const char *rules; const char *description; const char *notes; } rows[] = {
    { "theirs", "theirs", "theirs" },
    { "mine", "theirs", "mine" },
    { "all", "theirs", "mine" },
    { "description=no", "", "mine" },
    { "conflicts=theirs", "", "theirs" },
    { "notes=yes", "", "theirs" },
    { "all,SHT-0010=mine", "", "mine" },
    { "SHT-0010=mine,all", "theirs", "mine" },
    { "theirs,SHT-0020.notes=mine", "theirs", "mine" },
    { "changed=yes", "theirs", "mine" },
    { "", "", "mine" },
  };
  g_autoptr(AipSheetMerge) merged = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *before = NULL;

  put (fixture, 0, "description", "theirs");
  put (fixture, 1, "notes", "theirs");
  sheet_rig_edit (fixture->rig, "SHT-0020", "notes", "mine");
  before = g_strdup (get (fixture, "SHT-0010", "description"));
  merged = merge (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      guint n;

      accept (merged, rows[i].rules);
      n = apply (fixture, merged);
      g_assert_cmpstr (get (fixture, "SHT-0010", "description"), ==,
                       *rows[i].description != '\0' ? rows[i].description : before);
      g_assert_cmpstr (get (fixture, "SHT-0020", "notes"), ==, rows[i].notes);
      if (n > 0)
        aip_document_undo (fixture->rig->document);
    }

  g_assert_false (aip_sheet_merge_accept (merged, "everything", &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (aip_sheet_merge_accept (merged, "no such thing=yes", &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
}

static void
test_cell_by_cell (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(AipSheetMerge) merged = NULL;
  const AipMergeRow *row;

  put (fixture, 0, "description", "theirs");
  put (fixture, 0, "notes", "theirs too");
  merged = merge (fixture);
  g_assert_cmpuint (aip_sheet_merge_get_n_rows (merged), ==, 1);
  row = aip_sheet_merge_get_row (merged, 0);
  for (guint i = 0; i < row->cells->len; i++)
    if (g_str_equal (g_array_index (row->cells, AipMergeCell, i).column->key, "notes"))
      aip_sheet_merge_decide (merged, 0, (int) i, AIP_MERGE_TAKE_THEIRS);
  g_assert_cmpuint (apply (fixture, merged), ==, 1);
  g_assert_cmpstr (get (fixture, "SHT-0010", "notes"), ==, "theirs too");
  g_assert_cmpstr (get (fixture, "SHT-0010", "description"), !=, "theirs");
}

/* Two codes change places, a third is taken, a fourth is none. */
static void
test_codes (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(AipSheetMerge) merged = NULL;
  g_autofree char *first = g_strdup (get (fixture, "SHT-0010", "description"));
  g_autofree char *second = g_strdup (get (fixture, "SHT-0020", "description"));
  GArray *problems;

  put (fixture, 0, "code", "SHT-0020");
  put (fixture, 1, "code", "SHT-0010");
  put (fixture, 2, "code", "SHT-0040");
  put (fixture, 3, "notes", "keeps its code");
  put (fixture, 5, "code", "");
  merged = merge (fixture);
  problems = aip_sheet_merge_get_problems (merged);
  g_assert_cmpuint (problems->len, ==, 2);
  g_assert_cmpuint (g_array_index (problems, AipMergeProblem, 0).row, ==, FIRST_ROW + 5 + 1);
  g_assert_cmpstr (g_array_index (problems, AipMergeProblem, 0).sheet, ==, "Shots");
  g_assert_nonnull (strstr (g_array_index (problems, AipMergeProblem, 1).sentence, "SHT-0040"));

  accept (merged, "all");
  g_assert_cmpuint (apply (fixture, merged), ==, 3);
  g_assert_cmpstr (get (fixture, "SHT-0020", "description"), ==, first);
  g_assert_cmpstr (get (fixture, "SHT-0010", "description"), ==, second);
  g_assert_cmpstr (get (fixture, "SHT-0040", "notes"), ==, "keeps its code");
}

/* A new name in one sheet, and rows that use it in another; new scenes and people come by name. */
static void
test_links (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(AipSheetMerge) merged = NULL;
  GridSheet *scenes = grid_get_sheet (fixture->grid, "Scenes");
  AipEntityList *list = aip_document_get_scenes (fixture->rig->document);
  guint n_scenes = aip_entity_list_get_count (list);
  AipScene *scene;

  grid_sheet_set (scenes, FIRST_ROW, grid_sheet_find (scenes, "aip:scene:code"), "SC-011", FALSE);
  put (fixture, 0, "scene", "SC-011");
  put (fixture, 1, "scene", "SC-900");
  put (fixture, 2, "characters", "도진; 새 사람");
  put (fixture, 3, "place", "");
  merged = merge (fixture);
  accept (merged, "all");
  apply (fixture, merged);

  scene = aip_document_find_scene (fixture->rig->document, "SC-011");
  g_assert_nonnull (scene);
  g_assert_cmpstr (get (fixture, "SHT-0010", "scene"), ==, aip_entity_get_id (AIP_ENTITY (scene)));
  g_assert_cmpuint (aip_entity_list_get_count (list), ==, n_scenes + 1);
  g_assert_nonnull (aip_document_find_scene (fixture->rig->document, "SC-900"));
  g_assert_cmpuint (aip_entity_list_get_count (
                      aip_document_get_list (fixture->rig->document, AIP_KIND_CHARACTER)), ==, 4);
  g_assert_cmpstr (get (fixture, "SHT-0040", "place"), ==, "");
}

/* New rows stand where they stood in the list. */
static void
test_added (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(AipSheetMerge) merged = NULL;
  GridSheet *sheet = grid_get_sheet (fixture->grid, "Shots");
  static const char *const codes[] = { "NEW-A", "NEW-B" };
  guint position;
  AipShot *after;

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      grid_sheet_insert (sheet, FIRST_ROW + 3 + i);
      put (fixture, 3 + i, "code", codes[i]);
      put (fixture, 3 + i, "description", "new");
      put (fixture, 3 + i, "duration", "33");
      put (fixture, 3 + i, "setup.lens", "Cooke S4 50mm");
    }
  merged = merge (fixture);
  accept (merged, "added=yes");
  g_assert_cmpuint (apply (fixture, merged), ==, 2);

  after = aip_document_find_shot (fixture->rig->document, "SHT-0030");
  g_assert_true (aip_entity_list_find (aip_document_get_shots (fixture->rig->document),
                                       AIP_ENTITY (after), &position));
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      AipShot *shot = aip_document_find_shot (fixture->rig->document, codes[i]);

      g_assert_true (aip_entity_list_peek (aip_document_get_shots (fixture->rig->document),
                                           position + 1 + i) == AIP_ENTITY (shot));
      g_assert_cmpint (aip_shot_get_duration (shot), ==, 33);
      g_assert_nonnull (strstr (aip_entity_get_text (AIP_ENTITY (shot), "setup"), "cooke"));
    }
}

static void
test_removed (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(AipSheetMerge) merged = NULL;
  GridSheet *sheet = grid_get_sheet (fixture->grid, "Shots");
  AipMergeCounts counts;

  /* Removed there and untouched here; removed there, changed here; changed there, removed here. */
  put (fixture, 2, "notes", "changed");
  g_ptr_array_remove_index (sheet->rows, FIRST_ROW + 1);
  g_ptr_array_remove_index (sheet->rows, FIRST_ROW);
  sheet_rig_edit (fixture->rig, "SHT-0020", "notes", "changed here");
  aip_document_begin (fixture->rig->document, "Remove");
  aip_document_remove (fixture->rig->document,
                       AIP_ENTITY (aip_document_find_shot (fixture->rig->document, "SHT-0030")),
                       NULL);
  aip_document_remove (fixture->rig->document,
                       AIP_ENTITY (aip_document_find_shot (fixture->rig->document, "SHT-0040")),
                       NULL);
  aip_document_commit (fixture->rig->document);

  merged = merge (fixture);
  aip_sheet_merge_get_counts (merged, &counts);
  g_assert_cmpuint (counts.n_removed, ==, 1);
  g_assert_cmpuint (counts.n_conflicts, ==, 2);
  g_assert_cmpuint (counts.n_added, ==, 0);

  accept (merged, "all");
  g_assert_cmpuint (apply (fixture, merged), ==, 1);
  g_assert_null (aip_document_find_shot (fixture->rig->document, "SHT-0010"));
  g_assert_nonnull (aip_document_find_shot (fixture->rig->document, "SHT-0020"));
  g_assert_null (aip_document_find_shot (fixture->rig->document, "SHT-0030"));
  aip_document_undo (fixture->rig->document);

  accept (merged, "theirs");
  apply (fixture, merged);
  g_assert_null (aip_document_find_shot (fixture->rig->document, "SHT-0020"));
  g_assert_cmpstr (get (fixture, "SHT-0030", "notes"), ==, "changed");
}

/* What happens here while somebody looks at the comparison is not overwritten. */
static void
test_late_change (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(AipSheetMerge) merged = NULL;
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

  put (fixture, 0, "notes", "theirs");
  merged = merge (fixture);
  sheet_rig_edit (fixture->rig, "SHT-0010", "notes", "just now");
  accept (merged, "all");
  g_assert_cmpuint (aip_sheet_merge_apply (merged, fixture->rig->document, problems), ==, 0);
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_cmpstr (get (fixture, "SHT-0010", "notes"), ==, "just now");
}

static void
test_bad_cells (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(AipSheetMerge) merged = NULL;
  GArray *problems;
  static const struct { const char *key; const char *text; } cells[] = {
    { "duration", "0" }, { "status", "perhaps" }, { "seed", "-1" }, { "setup.lens", "Zorki 9000" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    put (fixture, i, cells[i].key, cells[i].text);
  put (fixture, 0, "notes", "good");
  merged = merge (fixture);
  problems = aip_sheet_merge_get_problems (merged);
  g_assert_cmpuint (problems->len, ==, G_N_ELEMENTS (cells));
  for (guint i = 0; i < problems->len; i++)
    {
      const AipMergeProblem *problem = &g_array_index (problems, AipMergeProblem, i);

      g_assert_cmpuint (problem->row, ==, FIRST_ROW + i + 1);
      g_assert_cmpint (problem->column, >=, 0);
      g_assert_true (g_str_has_suffix (problem->sentence, "."));
    }
  accept (merged, "all");
  g_assert_cmpuint (apply (fixture, merged), ==, 1);
}

/* A status that cannot follow, and a shot that is locked: said by name, and nothing is written. */
static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(AipSheetMerge) merged = NULL;
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  AipDocument *document = fixture->rig->document;
  const AipMergeProblem *problem;
  g_autofree char *status = g_strdup (get (fixture, "SHT-0010", "status"));
  g_autofree char *notes = g_strdup (get (fixture, "SHT-0020", "notes"));

  aip_document_begin (document, "Lock");
  g_assert_true (aip_document_set (document, AIP_ENTITY (aip_document_find_shot (document,
                                                                                 "SHT-0020")),
                                   "locked", g_variant_new_boolean (TRUE), NULL));
  g_assert_true (aip_document_set_text (document, AIP_ENTITY (aip_document_get_project (document)),
                                        "status-moves", "strict", NULL));
  aip_document_commit (document);

  put (fixture, 0, "status", g_str_equal (status, "final") ? "Draft" : "Final");
  put (fixture, 1, "notes", "behind the lock");
  put (fixture, 2, "notes", "fine");
  merged = merge (fixture);
  g_assert_cmpuint (aip_sheet_merge_get_n_rows (merged), ==, 2);
  g_assert_cmpuint (aip_sheet_merge_get_problems (merged)->len, ==, 1);
  problem = &g_array_index (aip_sheet_merge_get_problems (merged), AipMergeProblem, 0);
  g_assert_cmpuint (problem->row, ==, FIRST_ROW + 1);
  g_assert_nonnull (strstr (problem->sentence, "SHT-0010"));
  g_assert_nonnull (strstr (problem->sentence, "cannot become"));
  accept (merged, "all");
  g_assert_cmpuint (aip_sheet_merge_apply (merged, document, problems), ==, 1);
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_nonnull (strstr (problems->pdata[0], "SHT-0020 is locked"));
  g_assert_cmpstr (get (fixture, "SHT-0010", "status"), ==, status);
  g_assert_cmpstr (get (fixture, "SHT-0020", "notes"), ==, notes);
  g_assert_cmpstr (get (fixture, "SHT-0030", "notes"), ==, "fine");
}

/* A text that is longer than a cell goes out cut, and comes back without being cut. */
static void
test_long_text (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *text = g_strnfill (AIP_SHEET_MAX_CELL_UNITS + 5000, 'x');
  g_autofree char *path = sheet_rig_path (fixture->rig, "long.xlsx");
  g_autoptr(AipSheetMerge) merged = NULL;

  sheet_rig_edit (fixture->rig, "SHT-0010", "description", text);
  sheet_rig_export (fixture->rig, path, AIP_SHEET_FULL, AIP_SHEET_XLSX);
  sheet_rig_assert_unchanged (fixture->rig, path);

  g_clear_pointer (&fixture->grid, grid_free);
  fixture->grid = grid_load (path);
  put (fixture, 0, "description", "short");
  merged = merge (fixture);
  g_assert_cmpuint (aip_sheet_merge_get_n_rows (merged), ==, 0);
  g_assert_cmpuint (aip_sheet_merge_get_problems (merged)->len, ==, 1);
}

/* Without the hidden sheet, without ids, without keys: known by what is left. */
static void
test_lost_parts (Fixture       *fixture,
                 gconstpointer  data)
{
  GridSheet *sheet = grid_get_sheet (fixture->grid, "Shots");
  g_autoptr(AipSheetMerge) merged = NULL;
  g_autoptr(AipSheetMerge) again = NULL;
  AipMergeCounts counts;

  /* The ids are gone. */
  for (guint row = 0; row < sheet->rows->len; row++)
    grid_sheet_set (sheet, row, 0, "", FALSE);
  put (fixture, 0, "notes", "theirs");
  merged = merge (fixture);
  aip_sheet_merge_get_counts (merged, &counts);
  g_assert_cmpuint (counts.n_cells, ==, 1);
  g_assert_cmpuint (counts.n_added + counts.n_removed + counts.n_conflicts, ==, 0);
  g_assert_cmpint (aip_sheet_merge_get_row (merged, 0)->match, ==, AIP_MERGE_BY_CODE);

  /* What was exported is gone as well: every difference counts, but nothing is removed. */
  for (guint i = 0; i < fixture->grid->sheets->len; i++)
    if (g_str_equal (((GridSheet *) g_ptr_array_index (fixture->grid->sheets, i))->name,
                     AIP_SHEET_BASE_NAME))
      g_ptr_array_remove_index (fixture->grid->sheets, i--);
  g_ptr_array_remove_index (sheet->rows, FIRST_ROW + 4);
  sheet_rig_edit (fixture->rig, "SHT-0020", "notes", "mine");
  again = merge (fixture);
  aip_sheet_merge_get_counts (again, &counts);
  g_assert_cmpuint (counts.n_cells, ==, 2);
  g_assert_cmpuint (counts.n_removed + counts.n_conflicts, ==, 0);
  g_assert_false (aip_sheet_merge_has_base (again, NULL));
}

static void
test_foreign (Fixture       *fixture,
              gconstpointer  data)
{
  static const char list[] =
    "Shot No.,Description,Notes,Length\n"
    "SHT-10,Wide shot of the harbour,new notes,2s\n"         /* by its code without zeros */
    ",quoted with semi commas and commas,,\n"                /* by likeness */
    "X-1,Something entirely different,,3s\n";
  g_autofree char *path = sheet_rig_path (fixture->rig, "theirs.csv");
  g_autoptr(AipSheetMerge) merged = NULL;
  AipMergeCounts counts;
  guint n_shots = aip_entity_list_get_count (aip_document_get_shots (fixture->rig->document));

  sheet_rig_edit (fixture->rig, "SHT-0070", "description",
                  "Quoted, with semi; commas and commas");
  g_assert_true (g_file_set_contents (path, list, -1, NULL));
  merged = sheet_rig_merge (fixture->rig, path);
  g_assert_nonnull (aip_sheet_merge_get_import (merged));
  aip_sheet_merge_get_counts (merged, &counts);
  g_assert_cmpuint (counts.n_proposals, ==, 1);
  g_assert_cmpuint (counts.n_added, ==, 1);
  g_assert_cmpuint (counts.n_removed, ==, 0);
  g_assert_cmpint (aip_sheet_merge_get_row (merged, 0)->match, ==, AIP_MERGE_BY_CODE);
  g_assert_cmpstr (aip_sheet_merge_get_row (merged, 0)->name, ==, "SHT-0010");
  g_assert_cmpint (aip_sheet_merge_get_row (merged, 1)->match, ==, AIP_MERGE_BY_LIKENESS);
  g_assert_cmpstr (aip_sheet_merge_get_row (merged, 1)->name, ==, "SHT-0070");

  /* Proposals are taken only when somebody says so. */
  accept (merged, "all");
  apply (fixture, merged);
  g_assert_cmpstr (get (fixture, "SHT-0010", "notes"), ==, "new notes");
  g_assert_cmpstr (get (fixture, "SHT-0070", "description"), ==,
                   "Quoted, with semi; commas and commas");
  g_assert_cmpuint (aip_entity_list_get_count (aip_document_get_shots (fixture->rig->document)),
                    ==, n_shots + 1);
}

/* Writing -------------------------------------------------------------------------------------- */

static void
assert_no_leftovers (Fixture *fixture)
{
  g_autoptr(GDir) dir = g_dir_open (fixture->rig->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_false (g_str_has_prefix (name, "."));
}

static void
test_not_written (Fixture       *fixture,
                  gconstpointer  data)
{
  const AipSheetOptions options = { AIP_SHEET_FULL, AIP_SHEET_XLSX, FALSE };
  g_autoptr(AipSheetSource) source = aip_sheet_source_new (fixture->rig->document);
  g_autofree char *nowhere = sheet_rig_path (fixture->rig, "없음/list.xlsx");
  g_autofree char *folder = sheet_rig_path (fixture->rig, "film");
  const struct { const char *path; AipSheetFormat format; } rows[] = {
    { nowhere, AIP_SHEET_XLSX }, { nowhere, AIP_SHEET_CSV }, { folder, AIP_SHEET_XLSX },
    { folder, AIP_SHEET_JSON },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      AipSheetOptions with_format = options;
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GError) error = NULL;

      with_format.format = rows[i].format;
      aip_sheet_export_async (source, rows[i].path, &with_format, NULL, test_store_result_cb,
                              &result);
      test_spin_while (result == NULL);
      g_assert_false (aip_sheet_export_finish (result, NULL, &error));
      g_assert_true (error->domain == AIP_ERROR);
      g_assert_nonnull (strstr (error->message, i < 2 ? "list.xlsx" : "film"));
    }
  assert_no_leftovers (fixture);
}

/* A disk that takes no more: one sentence, and the list that was there stays. */
static void
test_full_disk (Fixture       *fixture,
                gconstpointer  data)
{
  static const AipSheetFormat formats[] = { AIP_SHEET_XLSX, AIP_SHEET_CSV };
  static const struct rlimit small = { 1024, RLIM_INFINITY };
  static const struct rlimit open = { RLIM_INFINITY, RLIM_INFINITY };
  g_autoptr(AipSheetSource) source = aip_sheet_source_new (fixture->rig->document);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize before_size;
  gsize after_size;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_true (g_file_get_contents (fixture->path, &before, &before_size, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      const AipSheetOptions options = { AIP_SHEET_FULL, formats[i], FALSE };
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GError) error = NULL;

      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
      aip_sheet_export_async (source, fixture->path, &options, NULL, test_store_result_cb, &result);
      test_spin_while (result == NULL);
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &open), ==, 0);
      g_assert_false (aip_sheet_export_finish (result, NULL, &error));
      g_assert_true (error->domain == AIP_ERROR);
      g_assert_true (formats[i] != AIP_SHEET_XLSX || error->code == AIP_ERROR_NO_SPACE);
      g_assert_nonnull (strstr (error->message, "list.xlsx"));
    }
  g_assert_true (g_file_get_contents (fixture->path, &after, &after_size, NULL));
  g_assert_cmpmem (before, before_size, after, after_size);
  assert_no_leftovers (fixture);
}

/* The list that was there stays. */
static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  const AipSheetOptions options = { AIP_SHEET_FULL, AIP_SHEET_XLSX, FALSE };
  g_autoptr(AipSheetSource) source = aip_sheet_source_new (fixture->rig->document);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize before_size;
  gsize after_size;

  g_assert_true (g_file_get_contents (fixture->path, &before, &before_size, NULL));
  g_cancellable_cancel (cancellable);
  aip_sheet_export_async (source, fixture->path, &options, cancellable, test_store_result_cb,
                          &result);
  test_spin_while (result == NULL);
  g_assert_false (aip_sheet_export_finish (result, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (g_file_get_contents (fixture->path, &after, &after_size, NULL));
  g_assert_cmpmem (before, before_size, after, after_size);
  assert_no_leftovers (fixture);
}

static void
test_korean_csv (Fixture       *fixture,
                 gconstpointer  data)
{
  const AipSheetOptions options = { AIP_SHEET_PROMPTS, AIP_SHEET_CSV_KOREAN, FALSE };
  g_autofree char *path = sheet_rig_path (fixture->rig, "cp949.csv");
  g_autoptr(AipSheetSource) source = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GAsyncResult) again = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  gsize size;

  source = aip_sheet_source_new (fixture->rig->document);
  aip_sheet_export_async (source, path, &options, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  aip_sheet_export_finish (result, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, &size, NULL));
  g_assert_false (g_utf8_validate (text, (gssize) size, NULL));
  sheet_rig_assert_unchanged (fixture->rig, path);

  /* A character that CP949 lacks is named and nothing is replaced. */
  sheet_rig_edit (fixture->rig, "SHT-0030", "description", "😀");
  g_clear_pointer (&source, aip_sheet_source_unref);
  source = aip_sheet_source_new (fixture->rig->document);
  aip_sheet_export_async (source, path, &options, NULL, test_store_result_cb, &again);
  test_spin_while (again == NULL);
  g_assert_false (aip_sheet_export_finish (again, NULL, &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "😀"));
}

static void
test_contact_sheet (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *path = sheet_rig_path (fixture->rig, "sheet.html");
  g_autofree char *text = NULL;

  sheet_rig_edit (fixture->rig, "SHT-0010", "description", "<script>alert(1)</script>");
  sheet_rig_export (fixture->rig, path, AIP_SHEET_FULL, AIP_SHEET_HTML);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "SHT-0010"));
  g_assert_nonnull (strstr (text, "&lt;script&gt;"));
  g_assert_null (strstr (text, "<script>"));
}

/* A take with a real picture of it in the project. */
static void
add_take (Fixture *fixture)
{
  AipDocument *document = fixture->rig->document;
  AipShot *shot = aip_document_find_shot (document, "SHT-0020");
  g_autoptr(GdkPixbuf) picture = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 320, 180);
  g_autofree char *path = g_build_filename (aip_document_get_folder (document), "v001.png", NULL);
  g_autoptr(GError) error = NULL;
  GVariantBuilder fields;

  gdk_pixbuf_fill (picture, 0x336699ff);
  g_assert_true (gdk_pixbuf_save (picture, path, "png", &error, NULL));
  g_variant_builder_init (&fields, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&fields, "{sv}", "shot",
                         g_variant_new_string (aip_entity_get_id (AIP_ENTITY (shot))));
  g_variant_builder_add (&fields, "{sv}", "number", g_variant_new_int64 (1));
  g_variant_builder_add (&fields, "{sv}", "file", g_variant_new_string ("v001.png"));
  g_variant_builder_add (&fields, "{sv}", "media-type", g_variant_new_string ("image/png"));
  g_variant_builder_add (&fields, "{sv}", "width", g_variant_new_int64 (320));
  g_variant_builder_add (&fields, "{sv}", "height", g_variant_new_int64 (180));
  aip_document_begin_record (document, "Take");
  aip_document_insert (document, AIP_KIND_TAKE, g_variant_builder_end (&fields), &error);
  aip_document_commit (document);
  g_assert_no_error (error);
}

static void
test_pictures (Fixture       *fixture,
               gconstpointer  data)
{
  const AipSheetOptions options = { AIP_SHEET_FULL, AIP_SHEET_XLSX, TRUE };
  g_autofree char *page = sheet_rig_path (fixture->rig, "sheet.html");
  g_autoptr(AipSheetSource) source = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(AipZipPackage) package = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  gsize size;

  add_take (fixture);
  source = aip_sheet_source_new (fixture->rig->document);
  aip_sheet_export_async (source, fixture->path, &options, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  aip_sheet_export_finish (result, NULL, &error);
  g_assert_no_error (error);

  g_assert_true (g_file_get_contents (fixture->path, &text, &size, NULL));
  bytes = g_bytes_new_take (g_steal_pointer (&text), size);
  package = aip_zip_package_new (bytes, "list.xlsx", &error);
  g_assert_no_error (error);
  g_assert_true (aip_zip_package_has_part (package, "xl/media/image1.jpeg"));
  sheet_rig_assert_unchanged (fixture->rig, fixture->path);

  sheet_rig_export (fixture->rig, page, AIP_SHEET_FULL, AIP_SHEET_HTML);
  g_assert_true (g_file_get_contents (page, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "data:image/jpeg;base64,"));
}

static guint
count_in (const char *text,
          gsize       size,
          const char *part)
{
  guint n = 0;

  for (const char *p = text; (p = memmem (p, size - (gsize) (p - text), part, strlen (part))) != NULL;
       p++)
    n++;

  return n;
}

/* What a program that reads such files finds in it. */
static char *
read_pdf (const char *path)
{
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GError) error = NULL;
  char *text = NULL;

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "pdftotext", "-layout", path,
                              "-", NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));

  return text;
}

static void
test_pdf (Fixture       *fixture,
          gconstpointer  data)
{
  AipSheetOptions options = { AIP_SHEET_FULL, AIP_SHEET_PDF, FALSE, 2, FALSE };
  g_autofree char *path = sheet_rig_path (fixture->rig, "sheet.pdf");
  g_autoptr(AipSheetSource) source = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GAsyncResult) stopped = NULL;
  g_autoptr(GAsyncResult) again = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *pdf = NULL;
  g_autofree char *after = NULL;
  g_autofree char *text = NULL;
  gsize size, after_size;

  add_take (fixture);
  sheet_rig_edit (fixture->rig, "SHT-0010", "description", "새벽 부두에 안개가 낀다");
  source = aip_sheet_source_new (fixture->rig->document);
  aip_sheet_export_async (source, path, &options, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  aip_sheet_export_finish (result, NULL, &error);
  g_assert_no_error (error);

  g_assert_true (g_file_get_contents (path, &pdf, &size, NULL));
  g_assert_true (g_str_has_prefix (pdf, "%PDF-1.4"));
  g_assert_cmpuint (count_in (pdf, size, "/DCTDecode"), ==, 1);
  /* A4, lying. */
  g_assert_cmpuint (count_in (pdf, size, "/MediaBox [ 0 0 841.89"), >, 0);
  text = read_pdf (path);
  g_assert_nonnull (strstr (text, "SHT-0010"));
  g_assert_nonnull (strstr (text, "새벽 부두에 안개가 낀다"));
  g_assert_nonnull (strstr (text, "Page 1 of "));
  g_assert_nonnull (strstr (text, aip_sheet_source_get_name (source)));
  for (guint i = 0; i < aip_sheet_source_get_n_items (source, AIP_KIND_SHOT); i++)
    g_assert_nonnull (strstr (text, aip_sheet_item_get_text (
                                      aip_sheet_source_get_item (source, AIP_KIND_SHOT, i),
                                      "code")));

  /* One that is stopped leaves the old one as it is, and nothing beside it. */
  g_cancellable_cancel (cancellable);
  aip_sheet_export_async (source, path, &options, cancellable, test_store_result_cb, &stopped);
  test_spin_while (stopped == NULL);
  g_assert_false (aip_sheet_export_finish (stopped, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_true (g_file_get_contents (path, &after, &after_size, NULL));
  g_assert_cmpmem (pdf, size, after, after_size);
  assert_no_leftovers (fixture);

  /* Other paper, one on a page. */
  options.letter = TRUE;
  options.per_row = 1;
  aip_sheet_export_async (source, path, &options, NULL, test_store_result_cb, &again);
  test_spin_while (again == NULL);
  aip_sheet_export_finish (again, NULL, &error);
  g_assert_no_error (error);
  g_clear_pointer (&after, g_free);
  g_assert_true (g_file_get_contents (path, &after, &after_size, NULL));
  g_assert_cmpuint (count_in (after, after_size, "/MediaBox [ 0 0 792 612"), >, 0);
  g_clear_pointer (&text, g_free);
  text = read_pdf (path);
  {
    guint n = aip_sheet_source_get_n_items (source, AIP_KIND_SHOT);
    g_autofree char *last = g_strdup_printf ("Page %u of %u", n, n);

    g_assert_nonnull (strstr (text, last));
  }
}

static void
add (const char *path,
     void      (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/sheet-merge/identity", test_identity);
  add ("/sheet-merge/three-ways", test_three_ways);
  add ("/sheet-merge/rules", test_rules);
  add ("/sheet-merge/cell-by-cell", test_cell_by_cell);
  add ("/sheet-merge/codes", test_codes);
  add ("/sheet-merge/links", test_links);
  add ("/sheet-merge/added", test_added);
  add ("/sheet-merge/removed", test_removed);
  add ("/sheet-merge/late-change", test_late_change);
  add ("/sheet-merge/bad-cells", test_bad_cells);
  add ("/sheet-merge/refused", test_refused);
  add ("/sheet-merge/long-text", test_long_text);
  add ("/sheet-merge/lost-parts", test_lost_parts);
  add ("/sheet-merge/foreign", test_foreign);
  add ("/sheet-merge/not-written", test_not_written);
  add ("/sheet-merge/full-disk", test_full_disk);
  add ("/sheet-merge/cancelled", test_cancelled);
  add ("/sheet-merge/korean-csv", test_korean_csv);
  add ("/sheet-merge/contact-sheet", test_contact_sheet);
  add ("/sheet-merge/pictures", test_pictures);
  add ("/sheet-merge/pdf", test_pdf);

  return g_test_run ();
}
