/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "aip-error.h"
#include "document-support.h"

/* A project with some of everything that was closed properly. */
static char *
make_project (const char *root)
{
  char *folder = g_build_filename (root, "film", NULL);
  AipDocument *document = test_document_create (folder);
  AipShot *shot;

  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *text = g_strdup_printf ("비 오는 골목, %u번째 샷", i);

      shot = test_add_shot (document, text);
      test_set_text (document, shot, "action", "A figure walks by without looking up.");
    }
  test_document_close (document);

  return folder;
}

static void
assert_refused (const char *folder,
                int         code)
{
  g_autofree char *before = test_fingerprint (folder);
  g_autofree char *after = NULL;
  g_autoptr(GError) error = test_document_open_fails (folder);

  g_assert_error (error, AIP_ERROR, code);
  after = test_fingerprint (folder);
  g_assert_cmpstr (before, ==, after);
}

static void
test_missing (void)
{
  g_autofree char *root = test_dir_new ();
  g_autofree char *nowhere = g_build_filename (root, "nowhere", NULL);
  g_autoptr(GError) error = NULL;

  assert_refused (root, AIP_ERROR_NOT_FOUND);
  error = test_document_open_fails (nowhere);
  g_assert_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (nowhere, G_FILE_TEST_EXISTS));

  test_dir_remove (root);
}

static void
test_too_new (void)
{
  g_autofree char *root = test_dir_new ();
  g_autofree char *folder = make_project (root);
  g_autofree char *file = g_build_filename (folder, "project.aip", NULL);

  test_sql (file, "PRAGMA user_version = 99");
  assert_refused (folder, AIP_ERROR_TOO_NEW);

  test_dir_remove (root);
}

static void
test_foreign (void)
{
  g_autofree char *root = test_dir_new ();
  g_autofree char *file = g_build_filename (root, "project.aip", NULL);

  g_assert_true (g_file_set_contents (file, "", 0, NULL));
  test_sql (file, "CREATE TABLE bookmarks (url TEXT); INSERT INTO bookmarks VALUES ('x')");
  assert_refused (root, AIP_ERROR_INVALID);

  test_dir_remove (root);
}

typedef struct {
  const char *name;
  gsize       keep;          /* bytes of the file; 0: all */
  gsize       garbage_at;
  gsize       n_garbage;
  const char *sql;
} Damage;

static const Damage damages[] = {
  { "header-only", 100, 0, 0, NULL },
  { "cut-in-header", 40, 0, 0, NULL },
  { "first-page-only", 4096, 0, 0, NULL },
  { "cut-in-half", 40000, 0, 0, NULL },
  { "text", 0, 0, 60, NULL },
  { "garbage-in-first-page", 0, 100, 2000, NULL },
  { "garbage-in-the-middle", 0, 30000, 20000, NULL },
  { "no-shots", 0, 0, 0, "DROP TABLE shot" },
  { "no-column", 0, 0, 0, "ALTER TABLE scene DROP COLUMN name" },
  { "no-project", 0, 0, 0, "DELETE FROM project" },
  { "no-room-in-journal", 0, 0, 0, "UPDATE journal SET position = 9223372036854775807 "
                                   "WHERE position = (SELECT max(position) FROM journal)" },
  { "no-version", 0, 0, 0, "PRAGMA user_version = 0" },
  { "shots-are-a-view", 0, 0, 0, "ALTER TABLE shot RENAME TO s; "
                                 "CREATE VIEW shot AS SELECT * FROM s" },
};

static void
damage_file (const char   *file,
             const Damage *damage)
{
  g_autofree char *bytes = NULL;
  gsize length;

  if (damage->sql != NULL)
    test_sql (file, damage->sql);
  g_assert_true (g_file_get_contents (file, &bytes, &length, NULL));
  if (damage->keep > 0)
    length = MIN (length, damage->keep);
  for (gsize i = 0; i < damage->n_garbage; i++)
    bytes[damage->garbage_at + i] = (char) g_test_rand_int_range (0, 256);
  g_assert_true (g_file_set_contents (file, bytes, (gssize) length, NULL));
}

static void
test_damaged (gconstpointer data)
{
  g_autofree char *root = test_dir_new ();
  g_autofree char *folder = make_project (root);
  g_autofree char *file = g_build_filename (folder, "project.aip", NULL);

  damage_file (file, data);
  assert_refused (folder, AIP_ERROR_DAMAGED);

  test_dir_remove (root);
}

static void
test_empty_file (void)
{
  g_autofree char *root = test_dir_new ();
  g_autofree char *file = g_build_filename (root, "project.aip", NULL);

  g_assert_true (g_file_set_contents (file, "", 0, NULL));
  assert_refused (root, AIP_ERROR_DAMAGED);

  test_dir_remove (root);
}

static void
copy_tree (const char *from,
           const char *to)
{
  /* By another process: closing a descriptor in ours would drop the locks of the open project. */
  const char *argv[] = { "cp", "-r", from, to, NULL };
  g_autoptr(GError) error = NULL;
  int status = 0;

  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL,
                               NULL, &status, &error));
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
}

/* As a crash leaves it: the newest changes are in the log, which must survive being refused. */
static void
test_damaged_with_log (void)
{
  g_autofree char *root = test_dir_new ();
  g_autofree char *folder = make_project (root);
  g_autofree char *crashed = g_build_filename (root, "crashed", NULL);
  g_autofree char *file = g_build_filename (crashed, "project.aip", NULL);
  g_autofree char *wal = g_build_filename (crashed, "project.aip-wal", NULL);
  g_autofree char *dump = NULL;
  g_autofree char *again = NULL;
  g_autofree char *good = NULL;
  const Damage garbage = { "", 0, 30000, 20000, NULL };
  GStatBuf info;
  gsize length;
  AipDocument *document = test_document_open (folder);

  test_add_shot (document, "only in the log");
  test_document_flush (document);
  copy_tree (folder, crashed);
  dump = aip_document_dump (document);
  test_document_close (document);

  g_assert_cmpint (g_stat (wal, &info), ==, 0);
  g_assert_cmpint (info.st_size, >, 0);
  g_assert_true (g_file_get_contents (file, &good, &length, NULL));
  damage_file (file, &garbage);
  assert_refused (crashed, AIP_ERROR_DAMAGED);

  g_assert_true (g_file_set_contents (file, good, (gssize) length, NULL));
  document = test_document_open (crashed);
  again = aip_document_dump (document);
  g_assert_cmpstr (dump, ==, again);
  test_document_close (document);
  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));

  test_dir_remove (root);
}

/*
 * Whatever bytes are wrong: the project opens and can be worked with, or it is refused and left
 * as it was.
 */
static void
test_random_damage (void)
{
  g_autofree char *root = test_dir_new ();
  g_autofree char *folder = make_project (root);
  g_autofree char *file = g_build_filename (folder, "project.aip", NULL);
  g_autofree char *good = NULL;
  gsize length;
  guint n_refused = 0;

  g_assert_true (g_file_get_contents (file, &good, &length, NULL));

  for (guint round = 0; round < (g_test_slow () ? 2000 : 60); round++)
    {
      g_autofree char *bad = g_memdup2 (good, length);
      g_autofree char *copy = g_strdup_printf ("%s/copy-%u", root, round);
      g_autofree char *copied = g_build_filename (copy, "project.aip", NULL);
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GError) error = NULL;
      g_autoptr(AipDocument) document = NULL;
      guint n_bytes = (guint) g_test_rand_int_range (1, 40);

      for (guint i = 0; i < n_bytes; i++)
        bad[g_test_rand_int_range (16, (gint32) length)] = (char) g_test_rand_int_range (0, 256);
      g_assert_cmpint (g_mkdir (copy, 0755), ==, 0);
      g_assert_true (g_file_set_contents_full (copied, bad, (gssize) length,
                                               G_FILE_SET_CONTENTS_NONE, 0644, NULL));
      before = test_fingerprint (copy);

      aip_document_open_async (copy, NULL, test_store_result_cb, &result);
      test_spin_while (result == NULL);
      document = aip_document_open_finish (result, &error);
      if (document == NULL)
        {
          n_refused++;
          g_assert_true (g_utf8_validate (error->message, -1, NULL));
          after = test_fingerprint (copy);
          g_assert_cmpstr (before, ==, after);
        }
      else
        {
          g_clear_object (&result);
          while (aip_document_can_undo (document) && g_test_rand_int_range (0, 20) > 0)
            aip_document_undo (document);
          aip_document_close_async (document, test_store_result_cb, &result);
          test_spin_while (result == NULL);
        }
      test_dir_remove (copy);
    }

  g_test_message ("%u refused", n_refused);
  g_assert_cmpuint (n_refused, >, 0);
  test_dir_remove (root);
}

static void
test_in_use_here (void)
{
  g_autofree char *root = test_dir_new ();
  g_autofree char *folder = make_project (root);
  g_autofree char *other = g_build_filename (root, "link", NULL);
  AipDocument *document = test_document_open (folder);
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) by_link = NULL;

  error = test_document_open_fails (folder);
  g_assert_error (error, AIP_ERROR, AIP_ERROR_IN_USE);
  g_assert_cmpint (symlink (folder, other), ==, 0);
  by_link = test_document_open_fails (other);
  g_assert_error (by_link, AIP_ERROR, AIP_ERROR_IN_USE);

  /* The first is not disturbed. */
  test_add_shot (document, "still mine");
  test_document_flush (document);
  test_document_close (document);
  document = test_document_open (folder);
  g_assert_cmpuint (aip_entity_list_get_count (aip_document_get_shots (document)), ==, 201);
  test_document_close (document);

  test_dir_remove (root);
}

static void
test_in_use_elsewhere (void)
{
  g_autofree char *root = test_dir_new ();
  g_autofree char *folder = make_project (root);
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocess) holder = NULL;
  g_autoptr(GDataInputStream) output = NULL;
  g_autofree char *line = NULL;
  AipDocument *document;

  holder = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDIN_PIPE, &error,
                             DOCUMENT_HELPER, "hold", folder, NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (holder));
  line = g_data_input_stream_read_line (output, NULL, NULL, NULL);
  g_assert_cmpstr (line, ==, "open");

  error = test_document_open_fails (folder);
  g_assert_error (error, AIP_ERROR, AIP_ERROR_IN_USE);
  g_clear_error (&error);

  g_output_stream_close (g_subprocess_get_stdin_pipe (holder), NULL, NULL);
  g_assert_true (g_subprocess_wait_check (holder, NULL, &error));
  document = test_document_open (folder);
  test_document_close (document);

  test_dir_remove (root);
}

/* Two windows: what happens in one project never shows in the other. */
static void
test_two_projects (void)
{
  g_autofree char *root = test_dir_new ();
  g_autofree char *first = g_build_filename (root, "첫째", NULL);
  g_autofree char *second = g_build_filename (root, "둘째", NULL);
  AipDocument *a = test_document_create (first);
  AipDocument *b = test_document_create (second);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *reopened = NULL;

  test_add_shot (b, "mine");
  before = aip_document_dump (b);

  for (guint i = 0; i < 50; i++)
    {
      AipShot *shot = test_add_shot (a, "yours");

      test_set_text (a, shot, "description", "changed");
      aip_document_set_setting (a, "zoom", g_variant_new_double (i));
      if (i % 3 == 0)
        g_assert_true (aip_document_undo (a));
    }
  g_assert_null (aip_document_get_setting (b, "zoom", NULL));
  after = aip_document_dump (b);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpstr (aip_document_get_undo_label (b), ==, "Add");
  test_document_close (a);
  test_document_close (b);

  b = test_document_open (second);
  reopened = aip_document_dump (b);
  g_assert_cmpstr (before, ==, reopened);
  test_document_close (b);

  test_dir_remove (root);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/document/files/missing", test_missing);
  g_test_add_func ("/document/files/too-new", test_too_new);
  g_test_add_func ("/document/files/foreign", test_foreign);
  g_test_add_func ("/document/files/empty", test_empty_file);
  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autofree char *path = g_strconcat ("/document/files/damaged/", damages[i].name, NULL);

      g_test_add_data_func (path, &damages[i], test_damaged);
    }
  g_test_add_func ("/document/files/damaged-with-log", test_damaged_with_log);
  g_test_add_func ("/document/files/random-damage", test_random_damage);
  g_test_add_func ("/document/files/in-use-here", test_in_use_here);
  g_test_add_func ("/document/files/in-use-elsewhere", test_in_use_elsewhere);
  g_test_add_func ("/document/files/two-projects", test_two_projects);

  return g_test_run ();
}
