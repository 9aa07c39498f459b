/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "aip-error.h"
#include "document-support.h"

static void
test_names_are_nfc (void)
{
  g_autofree char *folder = test_dir_new ();
  AipDocument *document = test_document_create (folder);
  g_autoptr(GError) error = NULL;
  const char *const tags[] = { "\xe1\x84\x87\xe1\x85\xa1\xe1\x86\xb7", " night ", "", "night",
                               NULL };
  g_auto(GStrv) stored = NULL;
  AipEntity *character;
  AipShot *shot = test_add_shot (document, "a");

  /* As names come from the clipboard of a Mac: each letter is two or three. */
  character = test_add (document, AIP_KIND_CHARACTER,
                        "'name': <' \xe1\x84\x85\xe1\x85\xb5\xe1\x84\x82\xe1\x85\xa1 '>");
  g_assert_cmpstr (aip_character_get_name (AIP_CHARACTER (character)), ==, "리나");

  aip_document_begin (document, "Tags");
  g_assert_true (aip_document_set_texts (document, AIP_ENTITY (shot), "tags", tags, &error));
  g_assert_true (aip_document_set_text (document, AIP_ENTITY (shot), "notes", "a\r\nb\x01\xff",
                                        &error));
  aip_document_commit (document);
  test_document_close (document);

  document = test_document_open (folder);
  shot = aip_document_find_shot (document, "SHT-0010");
  stored = aip_entity_dup_texts (AIP_ENTITY (shot), "tags");
  g_assert_cmpstrv (stored, ((const char *const[]) { "밤", "night", NULL }));
  g_assert_cmpstr (aip_entity_get_text (AIP_ENTITY (shot), "notes"), ==, "a\nb\xef\xbf\xbd");
  g_assert_cmpstr (aip_entity_get_text (aip_entity_list_peek (
                     aip_document_get_list (document, AIP_KIND_CHARACTER), 0), "name"), ==, "리나");
  test_document_close (document);

  test_dir_remove (folder);
}

static void
test_refused_values (void)
{
  static const struct { const char *field; const char *text; int code; } rows[] = {
    { "code", "SHT-0020", AIP_ERROR_EXISTS },
    { "code", " sht-0020 ", AIP_ERROR_EXISTS },
    { "code", "", AIP_ERROR_INVALID },
    { "status", "aproved", AIP_ERROR_INVALID },
    { "scene", "6f1c1d2e-0000-4000-8000-000000000000", AIP_ERROR_INVALID },
    { "place", "nonsense", AIP_ERROR_INVALID },
    { "seed", "12a", AIP_ERROR_INVALID },
    { "duration", "48", AIP_ERROR_INVALID },
    { "nonsense", "x", AIP_ERROR_INVALID },
  };
  g_autofree char *folder = test_dir_new ();
  AipDocument *document = test_document_create (folder);
  AipShot *shot = test_add_shot (document, "a");
  AipShot *other = test_add_shot (document, "b");
  g_autofree char *before = aip_document_dump (document);
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;

  aip_document_begin (document, "Refused");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_assert_false (aip_document_set_text (document, AIP_ENTITY (shot), rows[i].field,
                                             rows[i].text, &error));
      g_assert_error (error, AIP_ERROR, rows[i].code);
      g_test_message ("%s", error->message);
      g_clear_error (&error);
    }
  g_assert_false (aip_document_set_text (document, AIP_ENTITY (shot), "scene",
                                         aip_entity_get_id (AIP_ENTITY (other)), &error));
  g_clear_error (&error);
  g_assert_null (aip_document_insert (document, AIP_KIND_SHOT,
                                      g_variant_new_parsed ("{'code': <'SHT-0010'>}"), &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_null (aip_document_insert (document, AIP_KIND_CHARACTER, NULL, &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
  aip_document_commit (document);

  after = aip_document_dump (document);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpstr (aip_document_get_undo_label (document), ==, "Add");

  test_document_close (document);
  test_dir_remove (folder);
}

/* What refers to a thing forgets it when it goes, and remembers when it comes back. */
static void
test_links (void)
{
  g_autofree char *folder = test_dir_new ();
  AipDocument *document = test_document_create (folder);
  AipEntity *scene = test_add (document, AIP_KIND_SCENE, "'name': <'골목'>");
  AipEntity *lina = test_add (document, AIP_KIND_CHARACTER, "'name': <'리나'>");
  AipEntity *june = test_add (document, AIP_KIND_CHARACTER, "'name': <'준'>");
  AipShot *shot = test_add_shot (document, "a");
  const char *const both[] = { aip_entity_get_id (lina), aip_entity_get_id (june), NULL };
  g_auto(GStrv) after = NULL;
  g_auto(GStrv) undone = NULL;
  g_autoptr(GError) error = NULL;
  AipShot *copy;

  g_assert_cmpstr (aip_scene_get_code (AIP_SCENE (scene)), ==, "SC-010");
  g_assert_true (aip_document_find_scene (document, "SC-010") == AIP_SCENE (scene));

  aip_document_begin (document, "Link");
  g_assert_true (aip_document_set_text (document, AIP_ENTITY (shot), "scene",
                                        aip_entity_get_id (scene), &error));
  g_assert_true (aip_document_set_texts (document, AIP_ENTITY (shot), "characters", both, &error));
  aip_document_commit (document);

  aip_document_begin (document, "Insert");
  copy = aip_document_insert_shot (document, NULL, NULL, &error);
  g_assert_no_error (error);
  aip_document_commit (document);
  g_assert_cmpstr (aip_shot_get_scene_id (copy), ==, aip_entity_get_id (scene));

  aip_document_begin (document, "Remove");
  g_assert_true (aip_document_remove (document, scene, &error));
  g_assert_true (aip_document_remove (document, lina, &error));
  aip_document_commit (document);
  g_assert_cmpstr (aip_shot_get_scene_id (shot), ==, "");
  g_assert_cmpstr (aip_shot_get_scene_id (copy), ==, "");
  after = aip_entity_dup_texts (AIP_ENTITY (shot), "characters");
  g_assert_cmpstrv (after, both + 1);

  g_assert_true (aip_document_undo (document));
  g_assert_cmpstr (aip_shot_get_scene_id (shot), ==, aip_entity_get_id (scene));
  undone = aip_entity_dup_texts (AIP_ENTITY (shot), "characters");
  g_assert_cmpstrv (undone, both);

  test_document_close (document);
  test_dir_remove (folder);
}

static void
test_codes_go_on_in_their_style (void)
{
  g_autofree char *folder = test_dir_new ();
  AipDocument *document = test_document_create (folder);
  g_autoptr(GError) error = NULL;
  g_autofree char *codes = NULL;
  AipEntity *second;

  test_add (document, AIP_KIND_SHOT, "'code': <'EP1_010'>");
  second = test_add (document, AIP_KIND_SHOT, "'code': <'EP1_020'>");
  aip_document_begin (document, "Insert");
  aip_document_insert_shot (document, AIP_SHOT (second), NULL, &error);
  aip_document_insert_shot (document, NULL, NULL, &error);
  aip_document_insert (document, AIP_KIND_SHOT, NULL, &error);
  g_assert_no_error (error);
  aip_document_commit (document);
  codes = test_codes (document);
  g_assert_cmpstr (codes, ==, "EP1_010 EP1_015 EP1_020 EP1_030 EP1_040");

  test_document_close (document);
  test_dir_remove (folder);
}

static void
test_lazy_fields (void)
{
  g_autofree char *folder = test_dir_new ();
  g_autofree char *large = g_strnfill (3 * 1024 * 1024, 'x');
  g_autofree char *read = NULL;
  g_autofree char *again = NULL;
  g_autofree char *never = NULL;
  AipDocument *document = test_document_create (folder);
  AipEntity *job = test_record (document, AIP_KIND_JOB, "'graph': <'{\"a\":\"\\r\\n\"}'>");
  AipEntity *take = test_record (document, AIP_KIND_TAKE, "'number': <int64 1>");
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) history = NULL;
  g_autofree char *id = g_strdup (aip_entity_get_id (job));

  g_assert_cmpstr (aip_entity_get_text (job, "graph"), ==, "");
  read = test_document_read_lazy (document, job, "graph");
  g_assert_cmpstr (read, ==, "{\"a\":\"\r\n\"}");

  aip_document_begin_record (document, "Freeze");
  g_assert_true (aip_document_set_text (document, job, "graph", large, &error));
  aip_document_commit (document);
  test_document_close (document);

  document = test_document_open (folder);
  job = aip_document_lookup (document, id);
  again = test_document_read_lazy (document, job, "graph");
  g_assert_cmpstr (again, ==, large);
  take = aip_entity_list_peek (aip_document_get_list (document, AIP_KIND_TAKE), 0);
  never = test_document_read_lazy (document, take, "recipe");
  g_assert_cmpstr (never, ==, "");

  /* The journal says that it was written, not what. */
  history = test_document_history (document, id, 10);
  g_assert_cmpuint (history->len, ==, 2);
  g_assert_null (aip_change_set_get_change (history->pdata[0], 0)->new_value);

  aip_document_begin_record (document, "Remove");
  g_assert_true (aip_document_remove (document, job, &error));
  aip_document_commit (document);
  test_document_close (document);
  test_dir_remove (folder);
}

static void
test_job_states (void)
{
  g_autofree char *folder = test_dir_new ();
  AipDocument *document = test_document_create (folder);
  AipShot *shot = test_add_shot (document, "a");
  g_autofree char *first = g_strdup_printf ("'shot': <'%s'>, 'created': <int64 1000>",
                                            aip_entity_get_id (AIP_ENTITY (shot)));
  g_autofree char *second = g_strdup_printf ("'shot': <'%s'>, 'created': <int64 2000>",
                                             aip_entity_get_id (AIP_ENTITY (shot)));
  AipEntity *newer = test_record (document, AIP_KIND_JOB, second);
  AipEntity *older = test_record (document, AIP_KIND_JOB, first);
  g_autoptr(GError) error = NULL;

  g_assert_true (aip_shot_get_active_job (shot) == AIP_JOB (newer));

  aip_document_begin_record (document, "Move");
  g_assert_false (aip_document_set_text (document, older, "state", "done", &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (aip_document_set_text (document, older, "state", "preparing", &error));
  g_assert_true (aip_document_set_text (document, older, "state", "preparing", &error));
  g_assert_true (aip_document_set_text (document, older, "state", "submitted", &error));
  aip_document_commit (document);
  g_assert_cmpint (aip_job_get_state (AIP_JOB (older)), ==, AIP_JOB_SUBMITTED);

  aip_document_begin_record (document, "Remove");
  g_assert_true (aip_document_remove (document, newer, &error));
  aip_document_commit (document);
  g_assert_true (aip_shot_get_active_job (shot) == AIP_JOB (older));

  test_document_close (document);
  test_dir_remove (folder);
}

static void
test_settings (void)
{
  g_autofree char *folder = test_dir_new ();
  AipDocument *document = test_document_create (folder);
  gint64 position = aip_document_get_position (document);
  g_autoptr(GVariant) zoom = NULL;
  g_autoptr(GVariant) columns = NULL;

  aip_document_set_setting (document, "zoom", g_variant_new_double (1.5));
  aip_document_set_setting (document, "columns", g_variant_new_parsed ("[('설명', 200)]"));
  aip_document_set_setting (document, "gone", g_variant_new_string ("x"));
  aip_document_set_setting (document, "gone", NULL);
  g_assert_cmpint (aip_document_get_position (document), ==, position);
  g_assert_false (aip_document_can_undo (document));
  test_document_close (document);

  document = test_document_open (folder);
  zoom = aip_document_get_setting (document, "zoom", G_VARIANT_TYPE_DOUBLE);
  g_assert_cmpfloat (g_variant_get_double (zoom), ==, 1.5);
  columns = aip_document_get_setting (document, "columns", G_VARIANT_TYPE ("a(si)"));
  g_assert_nonnull (columns);
  g_assert_null (aip_document_get_setting (document, "zoom", G_VARIANT_TYPE_STRING));
  g_assert_null (aip_document_get_setting (document, "gone", NULL));
  test_document_close (document);

  test_dir_remove (folder);
}

/* Rows that no program of ours would write: each costs only itself. */
static void
test_bad_rows (void)
{
  static const char *const damage[] = {
    "UPDATE shot SET status = 'flying' WHERE code = 'SHT-0010'",
    "UPDATE shot SET duration = -5 WHERE code = 'SHT-0020'",
    "UPDATE shot SET scene = 'nowhere' WHERE code = 'SHT-0030'",
    "UPDATE shot SET description = CAST (x'61ff62' AS TEXT) WHERE code = 'SHT-0040'",
    "UPDATE shot SET tags = '{\"a\":1}' WHERE code = 'SHT-0050'",
    "UPDATE shot SET tags = '[1,2]' WHERE code = 'SHT-0060'",
    "UPDATE shot SET \"order\" = (SELECT \"order\" FROM shot WHERE code = 'SHT-0060') "
    "  WHERE code = 'SHT-0070'",
    "UPDATE shot SET \"order\" = '' WHERE code = 'SHT-0080'",
    "UPDATE shot SET code = 'SHT-0100' WHERE code = 'SHT-0090'",
    "UPDATE shot SET id = 'not-an-id' WHERE code = 'SHT-0110'",
    "UPDATE shot SET notes = CAST (x'e18485e185b5' AS TEXT) WHERE code = 'SHT-0120'",
    "UPDATE take SET file = '../../secret.png'",
    "UPDATE job SET state = 'lost'",
    "INSERT INTO project SELECT '6f1c1d2e-0000-4000-8000-000000000000', name, code, "
    "  rate_numerator, 0, drop_frame, width, height, aspect, workflow, "
    "  year, period, start, status_moves, sound_follows FROM project",
    "UPDATE shot SET setup = '{\"camera\": ', prompt_edits = '[]' WHERE code = 'SHT-0050'",
    "INSERT INTO setting VALUES ('broken', '(1, ')",
    "UPDATE journal_line SET new = x'00112233' WHERE position = 5",
    "UPDATE journal SET kind = 'wizardry' WHERE position = 3",
  };
  g_autofree char *folder = test_dir_new ();
  g_autofree char *file = g_build_filename (folder, "project.aip", NULL);
  AipDocument *document = test_document_create (folder);
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) problems = NULL;
  g_auto(GStrv) repaired = NULL;
  AipEntityList *shots;
  AipShot *shot;

  for (guint i = 0; i < 12; i++)
    test_add_shot (document, "fine");
  test_record (document, AIP_KIND_TAKE, "'number': <int64 1>, 'file': <'takes/a.png'>");
  test_record (document, AIP_KIND_JOB, "'kind': <'still'>");
  test_document_close (document);
  for (guint i = 0; i < G_N_ELEMENTS (damage); i++)
    test_sql (file, damage[i]);

  document = test_document_open (folder);
  shots = aip_document_get_shots (document);
  g_assert_cmpuint (aip_entity_list_get_count (shots), ==, 11);
  for (guint i = 1; i < aip_entity_list_get_count (shots); i++)
    g_assert_cmpstr (aip_shot_get_order (AIP_SHOT (aip_entity_list_peek (shots, i - 1))), <,
                     aip_shot_get_order (AIP_SHOT (aip_entity_list_peek (shots, i))));

  g_assert_cmpint (aip_shot_get_status (aip_document_find_shot (document, "SHT-0010")), ==,
                   AIP_STATUS_DRAFT);
  g_assert_cmpint (aip_shot_get_duration (aip_document_find_shot (document, "SHT-0020")), ==, 48);
  g_assert_cmpstr (aip_shot_get_description (aip_document_find_shot (document, "SHT-0040")), ==,
                   "");
  g_assert_cmpstr (aip_shot_get_description (aip_document_find_shot (document, "SHT-0050")), ==,
                   "fine");
  g_assert_cmpstr (aip_shot_get_setup (aip_document_find_shot (document, "SHT-0050")), ==, "");
  g_assert_null (aip_document_get_take_path (document, AIP_TAKE (aip_entity_list_peek (
                   aip_document_get_list (document, AIP_KIND_TAKE), 0))));
  g_assert_cmpint (aip_job_get_state (AIP_JOB (aip_entity_list_peek (
                     aip_document_get_jobs (document), 0))), ==, AIP_JOB_WAITING);

  g_assert_nonnull (aip_document_get_problems (document)[0]);
  problems = test_document_check (document);
  g_assert_cmpuint (g_strv_length (problems), >=, 12);

  /* It can be worked with: repair one, copy one, insert between those that shared a place. */
  shot = aip_document_find_shot (document, "SHT-0030");
  aip_document_begin (document, "Repair");
  g_assert_true (aip_document_set_text (document, AIP_ENTITY (shot), "scene", "", &error));
  g_assert_nonnull (aip_document_duplicate_shot (document, shot, FALSE, &error));
  shot = aip_document_find_shot (document, "SHT-0010");
  g_assert_true (aip_document_set_text (document, AIP_ENTITY (shot), "status", "ready", &error));
  aip_document_commit (document);
  test_document_flush (document);
  while (aip_document_undo (document))
    ;
  while (aip_document_redo (document))
    ;
  test_document_close (document);

  document = test_document_open (folder);
  repaired = test_document_check (document);
  g_assert_cmpuint (g_strv_length (repaired), <, g_strv_length (problems));
  g_assert_cmpint (aip_shot_get_status (aip_document_find_shot (document, "SHT-0010")), ==,
                   AIP_STATUS_READY);
  test_document_close (document);

  test_dir_remove (folder);
}

/* A history that does not fit the film, as a prank: undo refuses and the film stays whole. */
static void
test_history_that_does_not_fit (void)
{
  static const char *const pranks[] = {
    "UPDATE journal_line SET kind = 'take' WHERE op = 'insert' AND kind = 'shot'",
    "UPDATE journal_line SET op = 'remove', old = new WHERE op = 'insert' AND kind = 'shot'",
    "UPDATE journal_line SET id = '6f1c1d2e-0000-4000-8000-000000000000' WHERE op = 'set'",
    "UPDATE journal_line SET id = (SELECT id FROM project) WHERE kind = 'shot'",
    "UPDATE journal_line SET field = 'duration' WHERE op = 'set'",
    "UPDATE journal_line SET field = 'nonsense' WHERE op = 'set'",
    "UPDATE journal SET target = 77 WHERE kind = 'undo'",
    "UPDATE journal SET target = position WHERE kind = 'undo'",
    "DELETE FROM journal_line",
    "DELETE FROM shot",
    "UPDATE journal SET position = position + 4611686018427380000 WHERE kind = 'undo'",
  };

  for (guint i = 0; i < G_N_ELEMENTS (pranks); i++)
    {
      g_autofree char *folder = test_dir_new ();
      g_autofree char *file = g_build_filename (folder, "project.aip", NULL);
      AipDocument *document = test_document_create (folder);
      AipShot *shot = test_add_shot (document, "a");
      guint n_steps = 0;

      test_set_text (document, shot, "description", "b");
      test_set_text (document, shot, "description", "c");
      g_assert_true (aip_document_undo (document));
      test_document_close (document);
      g_test_message ("%s", pranks[i]);
      test_sql (file, pranks[i]);

      document = test_document_open (folder);
      while (aip_document_undo (document) && n_steps < 100)
        n_steps++;
      while (aip_document_redo (document) && n_steps < 200)
        n_steps++;
      g_assert_cmpuint (n_steps, <, 100);
      test_document_flush (document);
      test_document_close (document);
      test_dir_remove (folder);
    }
}

static void
test_check_finds_missing_files (void)
{
  g_autofree char *folder = test_dir_new ();
  g_autofree char *takes = g_build_filename (folder, "takes", NULL);
  g_autofree char *there = g_build_filename (takes, "a.png", NULL);
  g_auto(GStrv) problems = NULL;
  AipDocument *document = test_document_create (folder);

  g_assert_cmpint (g_mkdir (takes, 0755), ==, 0);
  g_assert_true (g_file_set_contents (there, "x", 1, NULL));
  test_record (document, AIP_KIND_TAKE, "'number': <int64 1>, 'file': <'takes/a.png'>");
  test_record (document, AIP_KIND_TAKE, "'number': <int64 2>, 'file': <'takes/b.png'>");
  problems = test_document_check (document);
  g_assert_cmpuint (g_strv_length (problems), ==, 1);
  g_assert_nonnull (strstr (problems[0], "takes/b.png"));

  test_document_close (document);
  test_dir_remove (folder);
}

/* News of jobs would fill the disk in a year; what people did stays. */
static void
test_journal_stays_small (void)
{
  g_autofree char *folder = test_dir_new ();
  AipDocument *document = test_document_create (folder);
  AipShot *shot = test_add_shot (document, "a");
  AipEntity *job = test_record (document, AIP_KIND_JOB, "'kind': <'still'>");
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) before = NULL;
  g_autoptr(GPtrArray) after = NULL;
  gint64 position;

  if (!g_test_slow ())
    {
      g_test_skip ("Only with -m slow");
      test_document_close (document);
      test_dir_remove (folder);
      return;
    }

  for (guint i = 0; i < 12000; i++)
    {
      g_autofree char *text = g_strdup_printf ("News %u", i);

      aip_document_begin_record (document, "News");
      aip_document_set_text (document, job, "error-text", text, &error);
      g_assert_no_error (error);
      aip_document_commit (document);
    }
  test_set_text (document, shot, "description", "b");
  position = aip_document_get_position (document);
  before = test_document_history (document, NULL, 20000);
  g_assert_cmpuint (before->len, ==, position);
  test_document_close (document);

  document = test_document_open (folder);
  g_assert_cmpint (aip_document_get_position (document), ==, position);
  after = test_document_history (document, NULL, 20000);
  g_assert_cmpuint (after->len, <=, 10003);
  g_assert_cmpuint (after->len, >, 9000);
  g_assert_true (aip_document_undo (document));
  g_assert_true (aip_document_undo (document));
  g_assert_false (aip_document_undo (document));
  test_document_close (document);
  test_dir_remove (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/document/contents/names-are-nfc", test_names_are_nfc);
  g_test_add_func ("/document/contents/refused-values", test_refused_values);
  g_test_add_func ("/document/contents/links", test_links);
  g_test_add_func ("/document/contents/codes-go-on", test_codes_go_on_in_their_style);
  g_test_add_func ("/document/contents/lazy-fields", test_lazy_fields);
  g_test_add_func ("/document/contents/job-states", test_job_states);
  g_test_add_func ("/document/contents/settings", test_settings);
  g_test_add_func ("/document/contents/bad-rows", test_bad_rows);
  g_test_add_func ("/document/contents/history-that-does-not-fit", test_history_that_does_not_fit);
  g_test_add_func ("/document/contents/check-finds-missing-files", test_check_finds_missing_files);

  g_test_add_func ("/document/contents/journal-stays-small", test_journal_stays_small);

  return g_test_run ();
}
