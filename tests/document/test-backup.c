/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "aip-backup.h"
#include "aip-error.h"
#include "aip-schema.h"
#include "document-support.h"

static GPtrArray *
list_backups (const char *folder)
{
  g_autofree char *backups = g_build_filename (folder, "backups", NULL);
  g_autoptr(GDir) dir = g_dir_open (backups, 0, NULL);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));

  return names;
}

static char *
find_backup (const char  *folder,
             GDateTime  **when)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  char *path;

  aip_document_find_backup_async (folder, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  path = aip_document_find_backup_finish (result, when, &error);
  g_assert_no_error (error);

  return path;
}

static gboolean
restore (const char  *folder,
         const char  *backup,
         GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  aip_document_restore_backup_async (folder, backup, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);

  return aip_document_restore_backup_finish (result, error);
}

static void
test_daily (void)
{
  g_autofree char *folder = test_dir_new ();
  g_autofree char *backups = g_build_filename (folder, "backups", NULL);
  AipDocument *document = test_document_create (folder);
  g_autoptr(GPtrArray) none = NULL;
  g_autoptr(GPtrArray) names = NULL;
  g_autoptr(GPtrArray) again = NULL;

  test_add_shot (document, "a");
  test_document_close (document);
  none = list_backups (folder);
  g_assert_cmpuint (none->len, ==, 0);

  document = test_document_open (folder);
  test_document_close (document);
  names = list_backups (folder);
  g_assert_cmpuint (names->len, ==, 1);

  /* The same day: no second one. */
  document = test_document_open (folder);
  test_document_close (document);
  again = list_backups (folder);
  g_assert_cmpuint (again->len, ==, 1);
  g_assert_cmpstr (again->pdata[0], ==, names->pdata[0]);

  test_dir_remove (folder);
}

static void
test_last_seven (void)
{
  g_autofree char *folder = test_dir_new ();
  g_autofree char *backups = g_build_filename (folder, "backups", NULL);
  AipDocument *document = test_document_create (folder);
  g_autoptr(GPtrArray) names = NULL;
  g_autofree char *mine = g_build_filename (backups, "my own copy.aip", NULL);

  test_document_close (document);
  g_assert_cmpint (g_mkdir (backups, 0755), ==, 0);
  g_assert_true (g_file_set_contents (mine, "x", 1, NULL));
  for (guint day = 1; day <= 9; day++)
    {
      g_autofree char *name = g_strdup_printf ("project-202001%02u-120000.aip", day);
      g_autofree char *path = g_build_filename (backups, name, NULL);

      g_assert_true (g_file_set_contents (path, "old", -1, NULL));
    }

  document = test_document_open (folder);
  test_document_close (document);
  names = list_backups (folder);
  g_assert_cmpuint (names->len, ==, 8);
  g_assert_true (g_file_test (mine, G_FILE_TEST_EXISTS));
  for (guint day = 1; day <= 9; day++)
    {
      g_autofree char *name = g_strdup_printf ("project-202001%02u-120000.aip", day);

      g_assert_cmpint (g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL), ==,
                       day > 3);
    }

  test_dir_remove (folder);
}

static void
test_restore (void)
{
  g_autofree char *folder = test_dir_new ();
  g_autofree char *file = g_build_filename (folder, "project.aip", NULL);
  g_autofree char *backups = g_build_filename (folder, "backups", NULL);
  g_autofree char *newer = g_build_filename (backups, "project-29990101-000000.aip", NULL);
  g_autofree char *backup = NULL;
  g_autofree char *dump = NULL;
  g_autofree char *restored = NULL;
  g_autoptr(GDateTime) when = NULL;
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GDir) dir = NULL;
  const char *name;
  gboolean kept = FALSE;
  AipDocument *document = test_document_create (folder);

  g_assert_null (find_backup (folder, NULL));
  test_add_shot (document, "kept");
  dump = aip_document_dump (document);
  test_document_close (document);

  document = test_document_open (folder);
  test_add_shot (document, "after the backup");
  test_document_close (document);

  g_assert_true (g_file_set_contents (file, "damaged", -1, NULL));
  g_assert_true (g_file_set_contents (newer, "a backup that does not open", -1, NULL));

  backup = find_backup (folder, &when);
  g_assert_nonnull (backup);
  g_assert_cmpint (ABS (g_date_time_difference (now, when)), <, G_TIME_SPAN_MINUTE * 10);

  g_assert_false (restore (folder, newer, &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_DAMAGED);
  g_clear_error (&error);
  g_assert_true (restore (folder, backup, &error));
  g_assert_no_error (error);

  document = test_document_open (folder);
  restored = aip_document_dump (document);
  g_assert_cmpstr (dump, ==, restored);

  /* Not while somebody works in it. */
  g_assert_false (restore (folder, backup, &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_IN_USE);
  test_document_close (document);

  /* The damaged file is still there for somebody who knows more. */
  dir = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "project-damaged-"))
      {
        g_autofree char *path = g_build_filename (folder, name, NULL);
        g_autofree char *text = NULL;

        g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
        g_assert_cmpstr (text, ==, "damaged");
        kept = TRUE;
      }
  g_assert_true (kept);

  test_dir_remove (folder);
}

static void
test_restore_in_use_elsewhere (void)
{
  g_autofree char *folder = test_dir_new ();
  g_autofree char *backup = NULL;
  g_autofree char *line = NULL;
  g_autoptr(GSubprocess) holder = NULL;
  g_autoptr(GDataInputStream) output = NULL;
  g_autoptr(GError) error = NULL;
  AipDocument *document = test_document_create (folder);

  test_document_close (document);
  document = test_document_open (folder);
  test_document_close (document);
  backup = find_backup (folder, NULL);

  holder = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDIN_PIPE, &error,
                             DOCUMENT_HELPER, "hold", folder, NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (holder));
  line = g_data_input_stream_read_line (output, NULL, NULL, NULL);
  g_assert_cmpstr (line, ==, "open");

  g_assert_false (restore (folder, backup, &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_IN_USE);
  g_clear_error (&error);

  g_output_stream_close (g_subprocess_get_stdin_pipe (holder), NULL, NULL);
  g_assert_true (g_subprocess_wait_check (holder, NULL, &error));
  g_assert_true (restore (folder, backup, &error));
  test_dir_remove (folder);
}

/* A file of every version that was ever released opens, whole, with its history. */
static void
test_old_versions (void)
{
  for (int version = 1; version <= aip_schema_get_version (); version++)
    {
      g_autofree char *folder = test_dir_new ();
      g_autofree char *file = g_build_filename (folder, "project.aip", NULL);
      g_autofree char *fixture_name = g_strdup_printf ("document/v%d.aip", version);
      g_autofree char *dump_name = g_strdup_printf ("document/v%d.dump", version);
      g_autofree char *fixture = test_data_path (fixture_name);
      g_autofree char *dump_path = test_data_path (dump_name);
      g_autofree char *bytes = NULL;
      g_autofree char *expected = NULL;
      g_autofree char *dump = NULL;
      g_autofree char *graph = NULL;
      g_autoptr(GVariant) zoom = NULL;
      g_autoptr(GPtrArray) backups = NULL;
      g_auto(GStrv) problems = NULL;
      gsize length;
      AipDocument *document;
      AipShot *shot;

      g_assert_true (g_file_get_contents (fixture, &bytes, &length, NULL));
      g_assert_true (g_file_set_contents (file, bytes, (gssize) length, NULL));
      g_assert_true (g_file_get_contents (dump_path, &expected, NULL, NULL));

      document = test_document_open (folder);
      dump = aip_document_dump (document);
      g_assert_cmpstr (dump, ==, expected);
      problems = test_document_check (document);
      g_assert_cmpuint (g_strv_length (problems), ==, 1);
      g_assert_nonnull (strstr (problems[0], "FILM_SHT-0010_v001.png"));

      shot = aip_document_find_shot (document, "SHT-0010");
      g_assert_cmpstr (aip_entity_get_text (AIP_ENTITY (shot), "seed"), ==,
                       "18446744073709551615");
      graph = test_document_read_lazy (document, AIP_ENTITY (aip_shot_get_active_job (shot)),
                                       "graph");
      g_assert_cmpstr (graph, ==, "{\"1\":{}}");
      zoom = aip_document_get_setting (document, "zoom", G_VARIANT_TYPE_DOUBLE);
      g_assert_cmpfloat (g_variant_get_double (zoom), ==, 1.5);

      g_assert_cmpstr (aip_document_get_redo_label (document), ==, "Set notes");
      g_assert_null (aip_document_find_shot (document, "SHT-0050"));
      g_assert_true (aip_document_undo (document));
      g_assert_nonnull (aip_document_find_shot (document, "SHT-0050"));
      while (aip_document_undo (document))
        ;
      g_assert_cmpuint (aip_entity_list_get_count (aip_document_get_shots (document)), ==, 0);
      test_document_close (document);

      /* One for the day, and one before the first step if there was one. */
      backups = list_backups (folder);
      g_assert_cmpuint (backups->len, ==, version < aip_schema_get_version () ? 2 : 1);
      test_dir_remove (folder);
    }
}

/*
 * A film as version 1 of the program left it after a day's work (list imported, three pictures
 * made by a worker): the day goes on, and the way back to the beginning is still there.
 */
static void
test_old_film (void)
{
  static const char *const fields[] = { "setup", "prompt-edits", "english" };
  g_autofree char *folder = test_dir_new ();
  g_autofree char *file = g_build_filename (folder, "project.aip", NULL);
  g_autofree char *fixture = test_data_path ("document/v1-film.aip");
  g_autofree char *backup = NULL;
  g_autofree char *bytes = NULL;
  g_autofree char *recipe = NULL;
  g_autofree char *graph = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr(GPtrArray) backups = NULL;
  g_autoptr(AipDatabase) database = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;
  gint64 version;
  gint64 n_takes;
  AipDocument *document;
  AipShot *shot;
  AipShot *copy;

  g_assert_true (g_file_get_contents (fixture, &bytes, &length, NULL));
  g_assert_true (g_file_set_contents (file, bytes, (gssize) length, NULL));
  document = test_document_open (folder);

  backups = list_backups (folder);
  for (guint i = 0; i < backups->len; i++)
    if (strstr (backups->pdata[i], "before-version-2-") != NULL)
      backup = g_build_filename (folder, "backups", backups->pdata[i], NULL);
  g_assert_nonnull (backup);
  database = aip_database_open (backup, AIP_DATABASE_LOOK, &error);
  g_assert_no_error (error);
  g_assert_true (aip_database_query_integer (database, "PRAGMA user_version", &version, NULL));
  g_assert_cmpint (version, ==, 1);
  g_assert_true (aip_database_query_integer (database, "SELECT count(*) FROM take", &n_takes,
                                             NULL));
  g_assert_cmpint (n_takes, ==, 3);
  g_assert_null (aip_document_get_problems (document)[0]);

  shot = aip_document_find_shot (document, "SH010");
  g_assert_cmpuint (aip_shot_get_n_takes (shot), ==, 2);
  g_assert_cmpstr (aip_shot_get_description (shot), ==, "리나가 비 내리는 골목을 걷는다");
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    g_assert_cmpstr (aip_entity_get_text (AIP_ENTITY (shot), fields[i]), ==, "");
  g_assert_cmpint (aip_project_get_year (aip_document_get_project (document)), ==, 0);
  g_assert_cmpstr (aip_project_get_period (aip_document_get_project (document)), ==, "strict");
  recipe = test_document_read_lazy (document, AIP_ENTITY (aip_shot_get_take (shot)), "recipe");
  g_assert_nonnull (strstr (recipe, "4294967297"));
  graph = test_document_read_lazy (document, AIP_ENTITY (aip_shot_get_active_job (shot)), "graph");
  g_assert_nonnull (strstr (graph, "neon reflections"));

  /* New work on top of the old history, a copy that has it all, and back to the very beginning. */
  before = aip_document_dump (document);
  aip_document_begin (document, "Setup");
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    g_assert_true (aip_document_set_text (document, AIP_ENTITY (shot), fields[i],
                                          "{\"shot\": \"wide\"}", &error));
  g_assert_no_error (error);
  aip_document_commit (document);
  aip_document_begin (document, "Duplicate");
  copy = aip_document_duplicate_shot (document, shot, FALSE, &error);
  g_assert_no_error (error);
  aip_document_commit (document);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    g_assert_cmpstr (aip_entity_get_text (AIP_ENTITY (copy), fields[i]), ==,
                     "{\"shot\": \"wide\"}");
  test_document_close (document);

  document = test_document_open (folder);
  g_assert_true (aip_document_undo (document));
  g_assert_true (aip_document_undo (document));
  after = aip_document_dump (document);
  g_assert_cmpstr (after, ==, before);
  while (aip_document_undo (document))
    ;
  g_assert_cmpuint (aip_entity_list_get_count (aip_document_get_shots (document)), ==, 0);
  g_assert_true (aip_document_redo (document));
  g_assert_cmpuint (aip_entity_list_get_count (aip_document_get_shots (document)), ==, 3);
  test_document_close (document);

  test_dir_remove (folder);
}

static void
test_before_migration (void)
{
  g_autofree char *folder = test_dir_new ();
  g_autofree char *file = g_build_filename (folder, "project.aip", NULL);
  g_autofree char *backup = NULL;
  g_autoptr(AipDatabase) database = NULL;
  g_autoptr(GError) error = NULL;
  AipDocument *document = test_document_create (folder);

  test_document_close (document);
  database = aip_database_open (file, AIP_DATABASE_OPEN, &error);
  g_assert_no_error (error);
  g_assert_true (aip_backup_make_before_migration (database, 1, &error));
  g_assert_no_error (error);
  backup = find_backup (folder, NULL);
  g_assert_nonnull (strstr (backup, "before-version-2-"));

  test_dir_remove (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/document/backup/daily", test_daily);
  g_test_add_func ("/document/backup/last-seven", test_last_seven);
  g_test_add_func ("/document/backup/restore", test_restore);
  g_test_add_func ("/document/backup/restore-in-use", test_restore_in_use_elsewhere);
  g_test_add_func ("/document/backup/old-versions", test_old_versions);
  g_test_add_func ("/document/backup/old-film", test_old_film);
  g_test_add_func ("/document/backup/before-migration", test_before_migration);

  return g_test_run ();
}
