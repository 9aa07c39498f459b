/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Rows as a whole: codes between, renumbering, splitting, merging, copying, statuses. */

#include "config.h"

#include "aip-error.h"
#include "aip-history.h"
#include "aip-renumbering.h"
#include "aip-text.h"
#include "document-support.h"

typedef struct {
  char        *folder;
  AipDocument *document;
  AipShot     *first;
  AipShot     *second;
  AipShot     *third;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = test_dir_new ();
  fixture->document = test_document_create (fixture->folder);
  fixture->first = test_add_shot (fixture->document, "Rain");
  fixture->second = test_add_shot (fixture->document, "Wind");
  fixture->third = test_add_shot (fixture->document, "Snow");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  test_document_close (fixture->document);
  test_dir_remove (fixture->folder);
  g_free (fixture->folder);
}

static void
reopen (Fixture *fixture)
{
  g_autofree char *before = aip_document_dump (fixture->document);
  g_autofree char *after = NULL;

  test_document_close (fixture->document);
  fixture->document = test_document_open (fixture->folder);
  g_assert_null (aip_document_get_problems (fixture->document)[0]);
  after = aip_document_dump (fixture->document);
  g_assert_cmpstr (before, ==, after);
  fixture->first = aip_document_find_shot (fixture->document, "SHT-0010");
}

static void
assert_codes (Fixture    *fixture,
              const char *expected)
{
  g_autofree char *codes = test_codes (fixture->document);

  g_assert_cmpstr (codes, ==, expected);
}

/* What is undone and done again is what it was, also by a program that was started in between. */
static void
assert_undo (Fixture    *fixture,
             const char *before)
{
  g_autofree char *after = aip_document_dump (fixture->document);
  g_autofree char *undone = NULL;
  g_autofree char *redone = NULL;

  g_assert_true (aip_document_undo (fixture->document));
  undone = aip_document_dump (fixture->document);
  g_assert_cmpstr (undone, ==, before);
  reopen (fixture);
  g_assert_true (aip_document_redo (fixture->document));
  redone = aip_document_dump (fixture->document);
  g_assert_cmpstr (redone, ==, after);
  reopen (fixture);
}

/* Shots inserted anywhere, also by way of the list that is pasted, stand where their code says. */
static void
test_codes_between (Fixture       *fixture,
                    gconstpointer  data)
{
  AipEntityList *shots = aip_document_get_shots (fixture->document);
  g_autoptr(GError) error = NULL;

  aip_document_begin (fixture->document, "Insert");
  for (guint i = 0; i < 2; i++)
    {
      g_assert_nonnull (aip_document_insert_shot (fixture->document, fixture->second, NULL,
                                                  &error));
      g_assert_no_error (error);
    }
  aip_document_commit (fixture->document);
  assert_codes (fixture, "SHT-0010 SHT-0015 SHT-00175 SHT-0020 SHT-0030");

  for (guint i = 0; i < 300; i++)
    {
      guint n = aip_entity_list_get_count (shots);
      AipShot *before = AIP_SHOT (aip_entity_list_peek (shots, (guint) g_test_rand_int_range (
                                                                 1, (gint32) n)));

      aip_document_begin (fixture->document, "Insert");
      if (g_test_rand_bit ())
        aip_document_insert_shot (fixture->document, before, NULL, &error);
      else
        aip_document_duplicate_shot (fixture->document, before, FALSE, &error);
      g_assert_no_error (error);
      aip_document_commit (fixture->document);
    }

  for (guint i = 1; i < aip_entity_list_get_count (shots); i++)
    {
      const char *one = aip_shot_get_code (AIP_SHOT (aip_entity_list_peek (shots, i - 1)));
      const char *two = aip_shot_get_code (AIP_SHOT (aip_entity_list_peek (shots, i)));
      g_autofree char *key_one = aip_text_collate_key (one);
      g_autofree char *key_two = aip_text_collate_key (two);

      g_assert_cmpstr (one, <, two);
      g_assert_cmpstr (key_one, <, key_two);
    }
}

static GPtrArray *
all_shots (Fixture *fixture)
{
  AipEntityList *list = aip_document_get_shots (fixture->document);
  GPtrArray *shots = g_ptr_array_new ();

  for (guint i = 0; i < aip_entity_list_get_count (list); i++)
    g_ptr_array_add (shots, aip_entity_list_peek (list, i));

  return shots;
}

static void
test_renumber (Fixture       *fixture,
               gconstpointer  data)
{
  AipRenumberRule swap = { .pattern = "SHT-", .start = 20, .step = -10, .digits = 4 };
  AipRenumberRule scenes = { .pattern = "{scene}_{number}a", .start = 1, .step = 1, .digits = 3,
                             .per_scene = TRUE };
  AipEntity *one = test_add (fixture->document, AIP_KIND_SCENE, "'code': <'SC-010'>");
  AipEntity *two = test_add (fixture->document, AIP_KIND_SCENE, "'code': <'SC-020'>");
  g_autoptr(GPtrArray) shots = g_ptr_array_new ();
  g_autoptr(GPtrArray) all = all_shots (fixture);
  g_autoptr(GPtrArray) lines = NULL;
  g_autoptr(GPtrArray) scene_lines = NULL;
  g_autoptr(GPtrArray) taken_lines = NULL;
  g_autofree char *before = aip_document_dump (fixture->document);
  g_autofree char *numbered = NULL;
  g_autoptr(GError) error = NULL;
  AipRenumberLine *line;

  /* Two codes change places; the other shots are not touched. */
  g_ptr_array_add (shots, fixture->second);
  g_ptr_array_add (shots, fixture->first);
  lines = aip_document_plan_renumbering (fixture->document, shots, &swap);
  g_assert_cmpuint (lines->len, ==, 2);
  line = lines->pdata[0];
  g_assert_true (line->shot == fixture->first);
  g_assert_cmpstr (line->code, ==, "SHT-0020");
  g_assert_cmpint (line->problem, ==, AIP_RENUMBER_FINE);
  aip_document_begin (fixture->document, "Renumber");
  g_assert_true (aip_document_renumber (fixture->document, lines, &error));
  aip_document_commit (fixture->document);
  assert_codes (fixture, "SHT-0020 SHT-0010 SHT-0030");
  g_clear_pointer (&lines, g_ptr_array_unref);
  g_clear_pointer (&all, g_ptr_array_unref);
  assert_undo (fixture, before);
  g_assert_true (aip_document_undo (fixture->document));
  assert_codes (fixture, "SHT-0010 SHT-0020 SHT-0030");

  /* A code that somebody else keeps is a collision, and then nothing happens. */
  g_ptr_array_set_size (shots, 0);
  g_ptr_array_add (shots, aip_document_find_shot (fixture->document, "SHT-0010"));
  taken_lines = aip_document_plan_renumbering (fixture->document, shots, &swap);
  line = taken_lines->pdata[0];
  g_assert_cmpint (line->problem, ==, AIP_RENUMBER_TAKEN);
  g_assert_cmpstr (aip_shot_get_code (line->other), ==, "SHT-0020");
  aip_document_begin (fixture->document, "Renumber");
  g_assert_false (aip_document_renumber (fixture->document, taken_lines, &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_EXISTS);
  g_clear_error (&error);
  aip_document_rollback (fixture->document);
  g_clear_pointer (&taken_lines, g_ptr_array_unref);

  /* Each scene on its own; a locked shot keeps its code. */
  all = all_shots (fixture);
  one = AIP_ENTITY (aip_document_find_scene (fixture->document, "SC-010"));
  two = AIP_ENTITY (aip_document_find_scene (fixture->document, "SC-020"));
  test_set_text (fixture->document, all->pdata[0], "scene", aip_entity_get_id (one));
  test_set_text (fixture->document, all->pdata[1], "scene", aip_entity_get_id (one));
  test_set_text (fixture->document, all->pdata[2], "scene", aip_entity_get_id (two));
  aip_document_begin (fixture->document, "Lock");
  g_assert_true (aip_document_set (fixture->document, all->pdata[1], "locked",
                                   g_variant_new_boolean (TRUE), &error));
  aip_document_commit (fixture->document);
  scene_lines = aip_document_plan_renumbering (fixture->document, all, &scenes);
  line = scene_lines->pdata[1];
  g_assert_cmpint (line->problem, ==, AIP_RENUMBER_LOCKED);
  aip_document_begin (fixture->document, "Renumber");
  g_assert_true (aip_document_renumber (fixture->document, scene_lines, &error));
  aip_document_commit (fixture->document);
  assert_codes (fixture, "SC-010_001a SHT-0020 SC-020_001a");
}

static void
test_split_and_merge (Fixture       *fixture,
                      gconstpointer  data)
{
  AipTake *take = test_add_take (fixture->document, fixture->first, 1);
  g_autofree char *take_id = g_strdup (aip_entity_get_id (AIP_ENTITY (take)));
  g_autoptr(GPtrArray) pair = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) apart = g_ptr_array_new ();
  g_autofree char *before = NULL;
  g_autofree char *split = NULL;
  g_autofree char *merged = NULL;
  g_autoptr(GError) error = NULL;
  AipShot *part;

  test_set_text (fixture->document, fixture->first, "dialogue", "Hello.");
  test_set_text (fixture->document, fixture->first, "status", "ready");
  test_set_text (fixture->document, fixture->first, "status", "review");
  before = aip_document_dump (fixture->document);

  aip_document_begin (fixture->document, "Split");
  g_assert_null (aip_document_split_shot (fixture->document, fixture->first, 0, &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (aip_document_split_shot (fixture->document, fixture->first, 48, &error));
  g_clear_error (&error);
  part = aip_document_split_shot (fixture->document, fixture->first, 30, &error);
  g_assert_no_error (error);
  aip_document_commit (fixture->document);

  assert_codes (fixture, "SHT-0010 SHT-0015 SHT-0020 SHT-0030");
  g_assert_cmpint (aip_shot_get_duration (fixture->first), ==, 30);
  g_assert_cmpint (aip_shot_get_duration (part), ==, 18);
  g_assert_cmpstr (aip_entity_get_text (AIP_ENTITY (part), "dialogue"), ==, "Hello.");
  g_assert_cmpuint (aip_shot_get_n_takes (fixture->first), ==, 1);
  g_assert_cmpuint (aip_shot_get_n_takes (part), ==, 0);
  g_assert_cmpint (aip_shot_get_status (part), ==, AIP_STATUS_READY);
  assert_undo (fixture, before);
  part = aip_document_find_shot (fixture->document, "SHT-0015");
  take = AIP_TAKE (aip_document_lookup (fixture->document, take_id));

  /* And back: what was said twice is said once, and the takes of both are there. */
  test_set_text (fixture->document, part, "action", "She turns.");
  test_set_text (fixture->document, part, "notes", "fast");
  test_add_take (fixture->document, part, 1);
  test_add_take (fixture->document, part, 2);
  split = aip_document_dump (fixture->document);
  g_ptr_array_add (pair, g_object_ref (part));
  g_ptr_array_add (pair, g_object_ref (fixture->first));
  aip_document_begin (fixture->document, "Merge");
  g_assert_true (aip_document_merge_shots (fixture->document, pair, aip_shot_get_take (part),
                                           &error));
  g_assert_no_error (error);
  aip_document_commit (fixture->document);

  assert_codes (fixture, "SHT-0010 SHT-0020 SHT-0030");
  g_assert_cmpint (aip_shot_get_duration (fixture->first), ==, 48);
  g_assert_cmpstr (aip_shot_get_description (fixture->first), ==, "Rain");
  g_assert_cmpstr (aip_entity_get_text (AIP_ENTITY (fixture->first), "dialogue"), ==, "Hello.");
  g_assert_cmpstr (aip_entity_get_text (AIP_ENTITY (fixture->first), "action"), ==, "She turns.");
  g_assert_cmpint (aip_shot_get_status (fixture->first), ==, AIP_STATUS_READY);
  g_assert_cmpuint (aip_shot_get_n_takes (fixture->first), ==, 3);
  g_assert_cmpstr (aip_take_get_shot_id (aip_shot_get_take (fixture->first)), ==,
                   aip_entity_get_id (AIP_ENTITY (part)));
  g_assert_cmpint (aip_take_get_number (aip_shot_get_take (fixture->first)), ==, 2);
  assert_undo (fixture, split);
  g_assert_cmpuint (aip_shot_get_n_takes (fixture->first), ==, 3);

  /* Without a choice its own takes come first, however new the others are. */
  test_set_text (fixture->document, fixture->first, "current-take", "");
  g_assert_cmpstr (aip_take_get_file (aip_shot_get_take (fixture->first)), ==,
                   "takes/SHT-0010/1.png");

  /* What does not stand side by side does not become one. */
  merged = aip_document_dump (fixture->document);
  g_ptr_array_add (apart, fixture->first);
  g_ptr_array_add (apart, aip_document_find_shot (fixture->document, "SHT-0030"));
  aip_document_begin (fixture->document, "Merge");
  g_assert_false (aip_document_merge_shots (fixture->document, apart, NULL, &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
  aip_document_rollback (fixture->document);
  {
    g_autofree char *now = aip_document_dump (fixture->document);

    g_assert_cmpstr (now, ==, merged);
  }
}

static void
test_merge_waits (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *job = g_strdup_printf ("'shot': <'%s'>",
                                          aip_entity_get_id (AIP_ENTITY (fixture->second)));
  g_autoptr(GPtrArray) pair = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;

  test_record (fixture->document, AIP_KIND_JOB, job);
  g_ptr_array_add (pair, fixture->first);
  g_ptr_array_add (pair, fixture->second);
  aip_document_begin (fixture->document, "Merge");
  g_assert_false (aip_document_merge_shots (fixture->document, pair, NULL, &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_IN_USE);
  aip_document_rollback (fixture->document);
}

static void
test_duplicate_with_takes (Fixture       *fixture,
                           gconstpointer  data)
{
  AipTake *one = test_add_take (fixture->document, fixture->first, 1);
  AipTake *two = test_add_take (fixture->document, fixture->first, 2);
  g_autofree char *path = NULL;
  g_autofree char *same_path = NULL;
  g_autofree char *before = NULL;
  g_autoptr(GError) error = NULL;
  AipShot *copy;

  test_set_text (fixture->document, fixture->first, "current-take",
                 aip_entity_get_id (AIP_ENTITY (one)));
  before = aip_document_dump (fixture->document);

  aip_document_begin (fixture->document, "Duplicate");
  copy = aip_document_duplicate_shot (fixture->document, fixture->first, TRUE, &error);
  g_assert_no_error (error);
  aip_document_commit (fixture->document);
  g_assert_cmpuint (aip_shot_get_n_takes (copy), ==, 2);
  g_assert_true (aip_shot_get_take (copy) == one);
  path = aip_document_get_take_path (fixture->document, aip_shot_get_take (fixture->first));
  same_path = aip_document_get_take_path (fixture->document, aip_shot_get_take (copy));
  g_assert_cmpstr (path, ==, same_path);
  assert_undo (fixture, before);
  copy = aip_document_find_shot (fixture->document, "SHT-0015");

  /* A new take of one is not a take of the other. */
  test_add_take (fixture->document, fixture->first, 3);
  g_assert_cmpuint (aip_shot_get_n_takes (fixture->first), ==, 3);
  g_assert_cmpuint (aip_shot_get_n_takes (copy), ==, 2);
  test_add_take (fixture->document, copy, 1);
  g_assert_cmpuint (aip_shot_get_n_takes (fixture->first), ==, 3);
  g_assert_cmpuint (aip_shot_get_n_takes (copy), ==, 3);

  /* Removing either leaves the other everything, and comes back with everything. */
  aip_document_begin (fixture->document, "Remove");
  g_assert_true (aip_document_remove (fixture->document, AIP_ENTITY (fixture->first), &error));
  aip_document_commit (fixture->document);
  g_assert_cmpuint (aip_shot_get_n_takes (copy), ==, 3);
  reopen (fixture);
  copy = aip_document_find_shot (fixture->document, "SHT-0015");
  g_assert_cmpuint (aip_shot_get_n_takes (copy), ==, 3);
  g_assert_cmpint (aip_take_get_number (aip_shot_get_take (copy)), ==, 1);
  g_assert_true (aip_document_undo (fixture->document));
  fixture->first = aip_document_find_shot (fixture->document, "SHT-0010");
  g_assert_cmpuint (aip_shot_get_n_takes (fixture->first), ==, 3);

  /* A take that is gone altogether, as no edit ever makes it, is in no list. */
  two = AIP_TAKE (g_list_model_get_item (aip_shot_get_takes (copy), 1));
  g_object_unref (two);
  aip_document_begin_record (fixture->document, "Remove");
  g_assert_true (aip_document_remove (fixture->document, AIP_ENTITY (two), &error));
  aip_document_commit (fixture->document);
  g_assert_cmpuint (aip_shot_get_n_takes (copy), ==, 2);
}

static void
test_status_moves (Fixture       *fixture,
                   gconstpointer  data)
{
  AipEntity *shot = AIP_ENTITY (fixture->first);
  g_autoptr(GError) error = NULL;

  aip_document_begin (fixture->document, "Approve");
  g_assert_false (aip_document_set_text (fixture->document, shot, "status", "approved", &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "SHT-0010"));
  g_assert_nonnull (strstr (error->message, "Ready"));
  g_clear_error (&error);
  /* Step by step it is a way. */
  g_assert_true (aip_document_set_text (fixture->document, shot, "status", "ready", &error));
  g_assert_true (aip_document_set_text (fixture->document, shot, "status", "review", &error));
  g_assert_true (aip_document_set_text (fixture->document, shot, "status", "approved", &error));
  aip_document_commit (fixture->document);
  /* Undo is no move. */
  g_assert_true (aip_document_undo (fixture->document));
  g_assert_cmpint (aip_shot_get_status (fixture->first), ==, AIP_STATUS_DRAFT);

  /* Where the project leaves it free, anything goes; a list brings what it says. */
  test_set_text (fixture->document, aip_document_get_project (fixture->document), "status-moves",
                 "free");
  test_set_text (fixture->document, shot, "status", "final");
  test_set_text (fixture->document, aip_document_get_project (fixture->document), "status-moves",
                 "strict");
  g_assert_cmpint (aip_shot_get_status (
                     AIP_SHOT (test_add (fixture->document, AIP_KIND_SHOT,
                                         "'status': <'approved'>"))), ==, AIP_STATUS_APPROVED);
  reopen (fixture);
}

/* What a locked shot needs cannot be taken away under it. */
static void
test_locked_links (Fixture       *fixture,
                   gconstpointer  data)
{
  AipEntity *scene = test_add (fixture->document, AIP_KIND_SCENE, "'code': <'SC-010'>");
  g_autoptr(GError) error = NULL;

  test_set_text (fixture->document, fixture->first, "scene", aip_entity_get_id (scene));
  test_set_text (fixture->document, fixture->second, "scene", aip_entity_get_id (scene));
  aip_document_begin (fixture->document, "Lock");
  g_assert_true (aip_document_set (fixture->document, AIP_ENTITY (fixture->second), "locked",
                                   g_variant_new_boolean (TRUE), &error));
  aip_document_commit (fixture->document);

  aip_document_begin (fixture->document, "Remove");
  g_assert_false (aip_document_remove (fixture->document, scene, &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_LOCKED);
  aip_document_commit (fixture->document);
  g_assert_true (aip_entity_is_alive (scene));
  g_assert_cmpstr (aip_shot_get_scene_id (fixture->first), ==, aip_entity_get_id (scene));
}

static void
test_steps (Fixture       *fixture,
            gconstpointer  data)
{
  AipHistoryStep step;

  test_set_text (fixture->document, fixture->first, "notes", "a");
  g_assert_true (aip_document_undo (fixture->document));
  g_assert_true (aip_document_undo (fixture->document));
  for (guint round = 0; round < 2; round++)
    {
      g_assert_cmpuint (aip_document_get_n_steps (fixture->document), ==, 4);
      g_assert_cmpuint (aip_document_get_n_done (fixture->document), ==, 2);
      for (guint i = 0; i < 4; i++)
        {
          aip_document_get_step (fixture->document, i, &step);
          g_assert_cmpint (step.position, ==, i + 2);
          g_assert_cmpint (step.undone, ==, i >= 2);
          g_assert_cmpint (step.time, >, g_get_real_time () - G_TIME_SPAN_HOUR);
          g_assert_cmpint (step.time, <=, g_get_real_time ());
        }
      reopen (fixture);
    }
}

static GPtrArray *
read_page (Fixture    *fixture,
           const char *id,
           gint64      before,
           guint       limit)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *sets;

  aip_document_read_history_async (fixture->document, id, before, limit, NULL,
                                   test_store_result_cb, &result);
  test_spin_while (result == NULL);
  sets = aip_document_read_history_finish (fixture->document, result, &error);
  g_assert_no_error (error);

  return sets;
}

/* A shot is made what it was at any time, whatever happened to it and to others since. */
static void
test_rewind (Fixture       *fixture,
             gconstpointer  data)
{
  static const char *const values[] = { "one", "two", "three", "four" };
  g_autofree char *id = g_strdup (aip_entity_get_id (AIP_ENTITY (fixture->first)));
  g_autoptr(GArray) positions = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GPtrArray) sets = NULL;
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GVariant) absent = NULL;
  g_autoptr(GVariant) then = NULL;
  g_autoptr(GError) error = NULL;
  gint64 position;

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      test_set_text (fixture->document, fixture->first, "description", values[i]);
      test_set_text (fixture->document, fixture->second, "description", values[i]);
      test_set_text (fixture->document, fixture->first, "notes", values[i]);
      position = aip_document_get_position (fixture->document);
      g_array_append_val (positions, position);
      if (i == 1)
        {
          aip_document_begin (fixture->document, "Remove");
          g_assert_true (aip_document_remove (fixture->document, AIP_ENTITY (fixture->first),
                                              &error));
          aip_document_commit (fixture->document);
          g_assert_true (aip_document_undo (fixture->document));
        }
    }
  test_set_text (fixture->document, fixture->first, "status", "ready");

  sets = test_document_history (fixture->document, id, 1000);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr(GVariant) row = NULL;
      const char *text = NULL;

      row = aip_document_rewind (fixture->document, AIP_ENTITY (fixture->first), sets,
                                 g_array_index (positions, gint64, i));
      g_assert_true (g_variant_lookup (row, "description", "&s", &text));
      g_assert_cmpstr (text, ==, values[i]);
      g_assert_true (g_variant_lookup (row, "notes", "&s", &text));
      g_assert_cmpstr (text, ==, values[i]);
    }
  /* Between its removal and the undo of it, it was not there. */
  absent = aip_document_rewind (fixture->document, AIP_ENTITY (fixture->first), sets,
                                g_array_index (positions, gint64, 1) + 1);
  g_assert_null (absent);

  /* Pages fit together. */
  {
    g_autoptr(GPtrArray) start = read_page (fixture, id, 0, 3);
    AipChangeSet *last = start->pdata[2];
    g_autoptr(GPtrArray) rest = read_page (fixture, id, aip_change_set_get_position (last), 1000);

    g_assert_cmpuint (start->len + rest->len, ==, sets->len);
    g_assert_cmpint (aip_change_set_get_position (rest->pdata[0]), ==,
                     aip_change_set_get_position (sets->pdata[3]));
    for (guint i = 0; i < sets->len; i++)
      for (guint k = 0; k < aip_change_set_get_size (sets->pdata[i]); k++)
        g_assert_cmpstr (aip_change_set_get_change (sets->pdata[i], k)->id, ==, id);
  }

  then = aip_document_rewind (fixture->document, AIP_ENTITY (fixture->first), sets,
                              g_array_index (positions, gint64, 0));
  aip_document_begin (fixture->document, "Restore");
  g_assert_cmpint (aip_document_restore_fields (fixture->document, AIP_ENTITY (fixture->first),
                                                then, notes, &error), ==, 3);
  g_assert_no_error (error);
  aip_document_commit (fixture->document);
  g_assert_cmpuint (notes->len, ==, 0);
  g_assert_cmpstr (aip_shot_get_description (fixture->first), ==, "one");
  g_assert_cmpint (aip_shot_get_status (fixture->first), ==, AIP_STATUS_DRAFT);
  g_assert_cmpstr (aip_shot_get_description (fixture->second), ==, "four");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add ("/document/rows/" path, Fixture, NULL, set_up, function, tear_down)

  ADD ("codes-between", test_codes_between);
  ADD ("renumber", test_renumber);
  ADD ("split-and-merge", test_split_and_merge);
  ADD ("merge-waits", test_merge_waits);
  ADD ("duplicate-with-takes", test_duplicate_with_takes);
  ADD ("status-moves", test_status_moves);
  ADD ("locked-links", test_locked_links);
  ADD ("steps", test_steps);
  ADD ("rewind", test_rewind);

  return g_test_run ();
}
