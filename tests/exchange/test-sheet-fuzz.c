/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Workbooks that went out and come back after somebody has worked on them, at random: every true
 * edit is found and none is invented. Everything that happens to a workbook is written down, and
 * the comparison has to say exactly that.
 */

#include "config.h"

#include <string.h>

#include "aip-sheet-value.h"
#include "sheet-support.h"
#include "test-support.h"

#define N_SHOTS 20
#define EVERYDAY_CASES 60
#define SLOW_CASES 1500

/* Rows of an exported sheet: keys, titles, then the items. */
#define FIRST_ROW 2

typedef struct {
  SheetRig   *rig;
  Grid       *exported;
  Grid       *grid;     /* the one that is being changed */
  GridSheet  *shots;
  GHashTable *edits;    /* "id key" → the new text */
  GHashTable *removed;  /* ids */
  GHashTable *here;     /* "id key" → the new text in the project */
  guint       n_added;
} Case;

static const char *const editable[] = {
  "description", "action", "dialogue", "notes", "prompt", "negative", "english", "duration",
  "status", "tags", "characters", "place", "scene", "seed", "workflow", "code",
};

static guint
roll (guint n)
{
  return n > 0 ? (guint) g_test_rand_int_range (0, (gint32) n) : 0;
}

static char *
make_value (const char *key)
{
  static const char *const statuses[] = {
    "draft", "ready", "review", "approved", "retake", "final",
  };
  static const char *const words[] = {
    "rain", "비", "night", "한글 문장", "a\nb", "=SUM(A1)", "_x0041_", "100%", "새 설명", "x|y", "😀",
  };
  guint number = 1 + roll (100000);

  if (g_str_equal (key, "duration") || g_str_equal (key, "seed"))
    return g_strdup_printf ("%u", number);
  if (g_str_equal (key, "status"))
    return g_strdup (statuses[roll (G_N_ELEMENTS (statuses))]);
  if (g_str_equal (key, "code") || g_str_equal (key, "scene"))
    return g_strdup_printf ("N-%u", number);
  if (g_str_equal (key, "workflow"))
    return g_strdup_printf ("flux-%u", number);
  if (g_str_equal (key, "tags") || g_str_equal (key, "characters"))
    return g_strdup_printf ("new %u, 도진", number);
  if (g_str_equal (key, "place"))
    return g_strdup_printf ("Place %u", number);

  return g_strdup_printf ("%s %u", words[roll (G_N_ELEMENTS (words))], number);
}

static guint
find_column (Case       *self,
             const char *key)
{
  g_autofree char *full = g_strconcat ("aip:shot:", key, NULL);

  return grid_sheet_find (self->shots, full);
}

static const char *
get_id (Case  *self,
        guint  row)
{
  return grid_sheet_get (self->shots, row, find_column (self, "id"));
}

/* A row with a shot that nothing was done to as a whole; 0 if the dice find none. */
static guint
pick_row (Case *self)
{
  for (guint i = 0; i < 20; i++)
    {
      guint row = FIRST_ROW + roll (self->shots->rows->len - FIRST_ROW);

      if (*get_id (self, row) != '\0')
        return row;
    }

  return 0;
}

static char *
normalize (const char *key,
           const char *text)
{
  return aip_sheet_value_normalize (aip_sheet_column_find (AIP_KIND_SHOT, key), text);
}

/* What was exported, as it would be compared. */
static char *
dup_original (Case       *self,
              const char *id,
              const char *key)
{
  GridSheet *sheet = grid_get_sheet (self->exported, "Shots");
  g_autofree char *full = g_strconcat ("aip:shot:", key, NULL);
  guint id_column = grid_sheet_find (sheet, "aip:shot:id");
  guint column = grid_sheet_find (sheet, full);

  for (guint row = FIRST_ROW; row < sheet->rows->len; row++)
    if (g_str_equal (grid_sheet_get (sheet, row, id_column), id))
      return normalize (key, grid_sheet_get (sheet, row, column));

  g_error ("There was no shot %s", id);
}

/* True edits --------------------------------------------------------------------------------- */

static void
edit_cell (Case *self)
{
  guint row = pick_row (self);
  const char *key = editable[roll (G_N_ELEMENTS (editable))];
  gboolean clear = roll (6) == 0 && strcmp (key, "code") != 0 && strcmp (key, "duration") != 0 &&
                   strcmp (key, "status") != 0;
  g_autofree char *value = clear ? g_strdup ("") : make_value (key);
  g_autofree char *normal = normalize (key, value);
  g_autofree char *before = NULL;
  g_autofree char *name = NULL;

  if (row == 0)
    return;
  name = g_strdup_printf ("%s %s", get_id (self, row), key);
  before = dup_original (self, get_id (self, row), key);

  grid_sheet_set (self->shots, row, find_column (self, key), value,
                  g_str_equal (key, "duration") || (g_str_equal (key, "seed") && roll (2) == 0));
  /* A second edit may take the first one back. */
  if (strcmp (before, normal) == 0)
    g_hash_table_remove (self->edits, name);
  else
    g_hash_table_insert (self->edits, g_steal_pointer (&name), g_steal_pointer (&normal));
}

static void
remove_row (Case *self)
{
  guint row = pick_row (self);
  g_autofree char *id = NULL;

  if (row == 0 || self->shots->rows->len < FIRST_ROW + 3)
    return;

  id = g_strdup (get_id (self, row));
  for (guint i = 0; i < G_N_ELEMENTS (editable); i++)
    {
      g_autofree char *name = g_strdup_printf ("%s %s", id, editable[i]);

      g_hash_table_remove (self->edits, name);
    }
  g_hash_table_add (self->removed, g_steal_pointer (&id));
  g_ptr_array_remove_index (self->shots->rows, row);
}

static void
add_row (Case *self)
{
  guint row = self->shots->rows->len;
  g_autofree char *code = g_strdup_printf ("ADD-%u-%u", self->n_added, roll (100000));
  g_autofree char *text = make_value ("description");

  grid_sheet_set (self->shots, row, find_column (self, "description"), text, FALSE);
  if (roll (2) == 0)
    grid_sheet_set (self->shots, row, find_column (self, "code"), code, FALSE);
  self->n_added++;
}

/* What is no edit ---------------------------------------------------------------------------- */

static void
shuffle_rows (Case *self)
{
  GPtrArray *rows = self->shots->rows;

  for (guint i = rows->len - 1; i > FIRST_ROW; i--)
    {
      guint other = FIRST_ROW + roll (i - FIRST_ROW + 1);
      gpointer row = rows->pdata[i];

      rows->pdata[i] = rows->pdata[other];
      rows->pdata[other] = row;
    }
}

static void
move_column (Case *self)
{
  guint width = grid_sheet_width (self->shots);
  guint from = roll (width);
  guint to = roll (width);

  for (guint row = 0; row < self->shots->rows->len; row++)
    {
      GArray *cells = g_ptr_array_index (self->shots->rows, row);
      GridCell cell;

      if (cells->len < width)
        g_array_set_size (cells, width);
      cell = g_array_index (cells, GridCell, from);
      /* Its text moves along, so it must not be freed. */
      g_array_index (cells, GridCell, from).text = NULL;
      g_array_remove_index (cells, from);
      g_array_insert_val (cells, to, cell);
    }
}

static void
rename_title (Case *self)
{
  g_autofree char *title = g_strdup_printf ("제목 %u", roll (1000));

  grid_sheet_set (self->shots, 1, roll (grid_sheet_width (self->shots)), title, FALSE);
}

static void
add_blank_row (Case *self)
{
  grid_sheet_insert (self->shots, FIRST_ROW + roll (self->shots->rows->len - FIRST_ROW + 1));
}

static void
add_own_column (Case *self)
{
  guint column = grid_sheet_width (self->shots);

  grid_sheet_set (self->shots, 0, column, "", FALSE);
  for (guint row = 1; row < self->shots->rows->len; row++)
    if (*get_id (self, row) != '\0')
      grid_sheet_set (self->shots, row, column, row == 1 ? "My remarks" : "hmm", FALSE);
}

/* A spreadsheet takes texts for numbers; a person leaves spaces behind. */
static void
mangle_cell (Case *self)
{
  guint row = pick_row (self);
  static const char *const keys[] = { "code", "scene", "notes", "description" };
  guint column = find_column (self, keys[roll (G_N_ELEMENTS (keys))]);
  g_autofree char *text = NULL;
  g_autofree char *spaced = NULL;

  if (row == 0)
    return;
  text = g_strdup (grid_sheet_get (self->shots, row, column));
  if (*text != '\0' && strspn (text, "0123456789") == strlen (text) && strlen (text) < 10)
    grid_sheet_set (self->shots, row, column, text, TRUE);
  else if (*text != '\0')
    {
      spaced = g_strconcat (text, roll (2) == 0 ? "  " : "\n", NULL);
      grid_sheet_set (self->shots, row, column, spaced, FALSE);
    }
}

static void
edit_info (Case *self)
{
  guint row = pick_row (self);

  if (row > 0)
    grid_sheet_set (self->shots, row, find_column (self, "info.timecode"), "00:00:99:99", FALSE);
}

/* Changes in the project since --------------------------------------------------------------- */

static void
edit_here (Case *self)
{
  static const char *const fields[] = { "description", "notes", "action", "dialogue", "prompt" };
  AipEntityList *shots = aip_document_get_shots (self->rig->document);
  AipEntity *shot = aip_entity_list_peek (shots, roll (aip_entity_list_get_count (shots)));
  const char *field = fields[roll (G_N_ELEMENTS (fields))];
  g_autofree char *value = make_value (field);
  g_autofree char *name = g_strdup_printf ("%s %s", aip_entity_get_id (shot), field);
  const char *theirs = g_hash_table_lookup (self->edits, name);
  g_autofree char *normal = normalize (field, theirs != NULL && roll (3) == 0 ? theirs : value);

  aip_document_set_text (self->rig->document, shot, field, normal, NULL);
  g_hash_table_insert (self->here, g_steal_pointer (&name), g_steal_pointer (&normal));
}

/* The judgement ------------------------------------------------------------------------------- */

static void
check_cell (Case               *self,
            const AipMergeRow  *row,
            const AipMergeCell *cell)
{
  g_autofree char *name = g_strdup_printf ("%s %s", row->id, cell->column->key);
  const char *theirs = g_hash_table_lookup (self->edits, name);
  const char *mine = g_hash_table_lookup (self->here, name);

  switch (cell->state)
    {
    case AIP_MERGE_THEIRS:
      if (theirs == NULL)
        g_error ("An edit was invented: %s: “%s” → “%s”", name, cell->mine, cell->theirs);
      g_assert_null (mine);
      g_assert_cmpstr (cell->theirs, ==, theirs);
      break;
    case AIP_MERGE_CONFLICT:
      g_assert_nonnull (theirs);
      g_assert_nonnull (mine);
      g_assert_cmpstr (cell->theirs, ==, theirs);
      g_assert_cmpstr (cell->mine, ==, mine);
      break;
    case AIP_MERGE_MINE:
    default:
      if (mine == NULL)
        g_error ("A change here was invented: %s: “%s” → “%s”", name, cell->base, cell->mine);
      g_assert_null (theirs);
      g_assert_cmpstr (cell->mine, ==, mine);
      return;
    }
  g_hash_table_remove (self->edits, name);
}

static void
check (Case          *self,
       AipSheetMerge *merge)
{
  GArray *problems = aip_sheet_merge_get_problems (merge);
  GHashTableIter iter;
  gpointer name;
  gpointer text;
  guint n_added = 0;

  if (problems->len > 0)
    g_error ("%s", g_array_index (problems, AipMergeProblem, 0).sentence);

  for (guint i = 0; i < aip_sheet_merge_get_n_rows (merge); i++)
    {
      const AipMergeRow *row = aip_sheet_merge_get_row (merge, i);

      g_assert_cmpint (row->kind, ==, AIP_KIND_SHOT);
      if (row->change == AIP_MERGE_ADDED)
        n_added++;
      else if (row->change == AIP_MERGE_REMOVED)
        {
          if (!g_hash_table_remove (self->removed, row->id))
            g_error ("The removal of %s was invented", row->name);
        }
      else
        for (guint c = 0; c < row->cells->len; c++)
          check_cell (self, row, &g_array_index (row->cells, AipMergeCell, c));
    }

  g_assert_cmpuint (n_added, ==, self->n_added);
  g_assert_cmpuint (g_hash_table_size (self->removed), ==, 0);
  /* What both sides changed to the same needs nobody. */
  g_hash_table_iter_init (&iter, self->edits);
  while (g_hash_table_iter_next (&iter, &name, &text))
    if (g_strcmp0 (g_hash_table_lookup (self->here, name), text) != 0)
      g_error ("An edit was not found: %s → “%s”", (char *) name, (char *) text);
}

static void
run_case (SheetRig   *rig,
          const Grid *exported,
          const char *path)
{
  static void (*const changes[]) (Case *) = {
    edit_cell, edit_cell, edit_cell, edit_cell, remove_row, add_row, shuffle_rows, move_column,
    move_column, rename_title, add_blank_row, add_own_column, mangle_cell, mangle_cell, edit_info,
  };
  g_autoptr(Grid) grid = grid_copy (exported);
  g_autoptr(GHashTable) edits = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(GHashTable) removed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) here = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Case self = { rig, (Grid *) exported, grid, grid_get_sheet (grid, "Shots"), edits, removed, here };
  g_autoptr(AipSheetMerge) merge = NULL;
  guint n_changes = roll (12);
  guint n_here = roll (3) == 0 ? roll (6) : 0;

  for (guint i = 0; i < n_changes; i++)
    changes[roll (G_N_ELEMENTS (changes))] (&self);
  grid_save (grid, path);

  if (n_here > 0)
    aip_document_begin (rig->document, "Edit here");
  for (guint i = 0; i < n_here; i++)
    edit_here (&self);
  if (n_here > 0)
    aip_document_commit (rig->document);

  merge = sheet_rig_merge (rig, path);
  check (&self, merge);

  /* Taking all of it over and going back again leaves the film as it was. */
  if (roll (4) == 0)
    {
      g_autofree char *before = aip_document_dump (rig->document);
      g_autofree char *after = NULL;
      g_autofree char *again = NULL;
      g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
      g_autoptr(GError) error = NULL;

      aip_sheet_merge_accept (merge, "theirs", &error);
      g_assert_no_error (error);
      if (aip_sheet_merge_apply (merge, rig->document, problems) > 0)
        {
          if (problems->len > 0)
            g_error ("%s", (char *) g_ptr_array_index (problems, 0));
          after = aip_document_dump (rig->document);
          g_assert_cmpstr (after, !=, before);
          g_assert_true (aip_document_undo (rig->document));
        }
      again = aip_document_dump (rig->document);
      g_assert_cmpstr (again, ==, before);
    }
  if (g_hash_table_size (here) > 0 && aip_document_can_undo (rig->document))
    aip_document_undo (rig->document);
}

static void
run_cases (guint n_cases)
{
  SheetRig *rig = sheet_rig_new (N_SHOTS);
  g_autofree char *path = sheet_rig_path (rig, "list.xlsx");
  g_autofree char *changed = sheet_rig_path (rig, "changed.xlsx");
  g_autofree char *original = aip_document_dump (rig->document);
  g_autoptr(Grid) exported = NULL;

  sheet_rig_export (rig, path, AIP_SHEET_FULL, AIP_SHEET_XLSX);
  exported = grid_load (path);
  for (guint i = 0; i < n_cases; i++)
    {
      g_autofree char *now = NULL;

      run_case (rig, exported, changed);
      now = aip_document_dump (rig->document);
      g_assert_cmpstr (now, ==, original);
    }
  sheet_rig_free (rig);
}

static void
test_everyday (void)
{
  run_cases (EVERYDAY_CASES);
}

static void
test_slow (void)
{
  run_cases (SLOW_CASES);
}

int
main (int   argc,
      char *argv[])
{
  gboolean slow = argc > 1 && g_str_equal (argv[argc - 1], "--slow-cases");

  argc -= slow ? 1 : 0;
  g_test_init (&argc, &argv, NULL);

  if (slow)
    g_test_add_func ("/sheet-fuzz/slow", test_slow);
  else
    g_test_add_func ("/sheet-fuzz/everyday", test_everyday);

  return g_test_run ();
}
