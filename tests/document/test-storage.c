/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define _GNU_SOURCE

#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "aip-error.h"
#include "document-support.h"

static void
failed_cb (AipDocument  *document,
           const GError *error,
           gpointer      user_data)
{
  GError **stored = user_data;

  g_test_message ("%s", error->message);
  g_assert_null (*stored);
  *stored = g_error_copy (error);
}

/* A listener that keeps a second copy of the shots in step by what it is told. */
static void
changed_cb (AipDocument  *document,
            AipChangeSet *set,
            gpointer      user_data)
{
  GHashTable *shots = user_data;

  for (guint i = 0; i < aip_change_set_get_size (set); i++)
    {
      const AipChange *change = aip_change_set_get_change (set, i);

      if (change->kind != AIP_KIND_SHOT)
        continue;
      if (change->op == AIP_CHANGE_INSERT)
        g_assert_true (g_hash_table_add (shots, g_strdup (change->id)));
      else if (change->op == AIP_CHANGE_REMOVE)
        g_assert_true (g_hash_table_remove (shots, change->id));
    }
}

static void
limit_file_size (rlim_t limit)
{
  struct rlimit both;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &both), ==, 0);
  both.rlim_cur = limit == RLIM_INFINITY ? both.rlim_max : limit;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &both), ==, 0);
}

static void
add_large_shot (AipDocument *document,
                guint        number)
{
  g_autofree char *text = g_strnfill (60000, (char) ('a' + number % 26));

  test_add_shot (document, text);
}

/*
 * No file may grow any more: every transaction since is taken back, newest first, and everything
 * is as on the disk. Then there is room again and work goes on.
 */
static void
test_taken_back (void)
{
  g_autofree char *folder = test_dir_new ();
  AipDocument *document = test_document_create (folder);
  g_autoptr(GHashTable) shots = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *last = NULL;
  g_autofree char *reopened = NULL;
  AipShot *shot;
  gint64 position;

  /* Without this a process is killed by the limit; the disk of a user only answers no. */
  signal (SIGXFSZ, SIG_IGN);

  g_signal_connect (document, "changed", G_CALLBACK (changed_cb), shots);
  g_signal_connect (document, "storage-failed", G_CALLBACK (failed_cb), &error);

  shot = test_add_shot (document, "kept");
  test_add_shot (document, "undone");
  g_assert_true (aip_document_undo (document));
  test_document_flush (document);
  before = aip_document_dump (document);
  position = aip_document_get_position (document);

  limit_file_size (100000);
  for (guint i = 0; i < 20; i++)
    add_large_shot (document, i);
  test_set_text (document, shot, "description", "lost");
  g_assert_true (aip_document_undo (document));
  g_assert_true (aip_document_redo (document));
  test_record (document, AIP_KIND_JOB, "'kind': <'still'>");
  g_assert_false (aip_document_can_redo (document));

  aip_document_flush_async (document, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  g_assert_false (aip_document_flush_finish (document, result, NULL));
  g_clear_object (&result);
  test_spin_while (error == NULL);
  g_assert_true (error->domain == AIP_ERROR);
  g_assert_cmpint (error->code, ==, AIP_ERROR_NO_SPACE);

  /* One or two of the twenty may have found room. */
  g_assert_cmpint (aip_document_get_position (document), <, position + 5);
  g_assert_cmpuint (g_hash_table_size (shots), ==,
                    aip_entity_list_get_count (aip_document_get_shots (document)));
  while (aip_document_get_position (document) > position)
    {
      g_assert_true (aip_document_undo (document));
      position += 2;
      limit_file_size (RLIM_INFINITY);
    }
  limit_file_size (RLIM_INFINITY);
  after = aip_document_dump (document);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (aip_entity_list_get_count (aip_document_get_jobs (document)), ==, 0);

  g_clear_error (&error);
  test_set_text (document, shot, "description", "again");
  add_large_shot (document, 1);
  test_document_flush (document);
  g_assert_null (error);
  last = aip_document_dump (document);
  test_document_close (document);

  document = test_document_open (folder);
  reopened = aip_document_dump (document);
  g_assert_cmpstr (last, ==, reopened);
  test_document_close (document);
  test_dir_remove (folder);
}

/* The stacks too: what could be redone before can be redone again. */
static void
test_redo_comes_back (void)
{
  g_autofree char *folder = test_dir_new ();
  AipDocument *document = test_document_create (folder);
  g_autoptr(GError) error = NULL;
  struct stat info;
  g_autofree char *wal = g_build_filename (folder, "project.aip-wal", NULL);

  signal (SIGXFSZ, SIG_IGN);
  g_signal_connect (document, "storage-failed", G_CALLBACK (failed_cb), &error);
  test_add_shot (document, "first");
  test_add_shot (document, "second");
  g_assert_true (aip_document_undo (document));
  test_document_flush (document);
  g_assert_cmpint (stat (wal, &info), ==, 0);

  limit_file_size ((rlim_t) info.st_size);
  add_large_shot (document, 1);
  g_assert_true (aip_document_undo (document));
  test_spin_while (error == NULL);
  limit_file_size (RLIM_INFINITY);

  g_assert_true (aip_document_redo (document));
  g_assert_cmpstr (aip_shot_get_description (aip_document_find_shot (document, "SHT-0020")), ==,
                   "second");
  test_document_flush (document);
  g_assert_true (aip_document_undo (document));
  g_assert_true (aip_document_undo (document));
  g_assert_false (aip_document_undo (document));
  test_document_close (document);
  test_dir_remove (folder);
}

/* A gesture that is open when an earlier one fails is lost with it, and says so. */
static void
test_open_transaction (void)
{
  g_autofree char *folder = test_dir_new ();
  AipDocument *document = test_document_create (folder);
  g_autoptr(GError) failed = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *before = aip_document_dump (document);
  g_autofree char *after = NULL;
  AipEntity *shot;

  signal (SIGXFSZ, SIG_IGN);
  g_signal_connect (document, "storage-failed", G_CALLBACK (failed_cb), &failed);

  limit_file_size (1000);
  add_large_shot (document, 1);
  aip_document_begin (document, "Open");
  shot = aip_document_insert (document, AIP_KIND_SHOT, NULL, &error);
  g_assert_no_error (error);
  test_spin_while (failed == NULL);
  limit_file_size (RLIM_INFINITY);

  g_assert_false (aip_entity_is_alive (shot));
  g_assert_null (aip_document_insert (document, AIP_KIND_SHOT, NULL, &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_FAILED);
  aip_document_commit (document);
  after = aip_document_dump (document);
  g_assert_cmpstr (before, ==, after);
  g_assert_false (aip_document_can_undo (document));

  test_add_shot (document, "usable");
  test_document_flush (document);
  test_document_close (document);
  test_dir_remove (folder);
}

/* What fails while closing is said by the close, and the file is closed all the same. */
static void
test_fails_while_closing (void)
{
  g_autofree char *folder = test_dir_new ();
  AipDocument *document = test_document_create (folder);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  signal (SIGXFSZ, SIG_IGN);
  limit_file_size (1000);
  add_large_shot (document, 1);
  aip_document_close_async (document, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  limit_file_size (RLIM_INFINITY);
  g_assert_false (aip_document_close_finish (document, result, &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_NO_SPACE);
  g_clear_object (&result);
  g_assert_finalize_object (document);

  document = test_document_open (folder);
  g_assert_cmpuint (aip_entity_list_get_count (aip_document_get_shots (document)), ==, 0);
  test_document_close (document);
  test_dir_remove (folder);
}

/* A real full disk, where this process may make one. */
static void
test_full_disk_inside (void)
{
  g_autofree char *mount_point = test_dir_new ();
  g_autofree char *folder = g_build_filename (mount_point, "film", NULL);
  g_autofree char *ballast = g_build_filename (mount_point, "ballast", NULL);
  g_autofree char *zeros = g_malloc0 (500000);
  g_autoptr(GError) error = NULL;
  AipDocument *document;
  guint n_shots;

  if (unshare (geteuid () == 0 ? CLONE_NEWNS : CLONE_NEWNS | CLONE_NEWUSER) != 0 ||
      mount ("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
      mount ("none", mount_point, "tmpfs", 0, "size=1500k") != 0)
    {
      g_test_skip ("This process may not mount a small disk");
      test_dir_remove (mount_point);
      return;
    }

  document = test_document_create (folder);
  g_signal_connect (document, "storage-failed", G_CALLBACK (failed_cb), &error);
  g_assert_true (g_file_set_contents (ballast, zeros, 500000, NULL));
  for (guint i = 0; error == NULL; i++)
    {
      g_autoptr(GAsyncResult) result = NULL;

      add_large_shot (document, i);
      aip_document_flush_async (document, NULL, test_store_result_cb, &result);
      test_spin_while (result == NULL);
    }
  g_assert_error (error, AIP_ERROR, AIP_ERROR_NO_SPACE);
  n_shots = aip_entity_list_get_count (aip_document_get_shots (document));
  g_assert_cmpuint (n_shots, >, 0);

  g_clear_error (&error);
  g_assert_cmpint (g_unlink (ballast), ==, 0);
  test_add_shot (document, "room again");
  test_document_flush (document);
  g_assert_null (error);
  test_document_close (document);

  document = test_document_open (folder);
  g_assert_cmpuint (aip_entity_list_get_count (aip_document_get_shots (document)), ==, n_shots + 1);
  test_document_close (document);
  g_assert_cmpint (umount (mount_point), ==, 0);
  test_dir_remove (mount_point);
}

static void
test_full_disk (void)
{
  if (g_test_subprocess ())
    {
      test_full_disk_inside ();
      return;
    }

  /* Of its own, because the file systems of a process cannot be put back. */
  g_test_trap_subprocess (NULL, 60 * G_USEC_PER_SEC, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

/* Root may write anywhere, so the test is somebody else for a moment. */
static void
test_read_only (void)
{
  g_autofree char *folder = test_dir_new ();
  g_autofree char *file = g_build_filename (folder, "project.aip", NULL);
  g_autofree char *inside = g_build_filename (folder, "new", NULL);
  AipDocument *document = test_document_create (folder);
  AipProjectSpec spec = { "Film", NULL, { 24, 1, FALSE }, 1920, 1080, NULL };
  gboolean is_root = geteuid () == 0;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) opening = NULL;
  g_autoptr(GError) making = NULL;

  test_add_shot (document, "a");
  test_document_close (document);
  g_assert_cmpint (g_chmod (file, 0444), ==, 0);
  g_assert_cmpint (g_chmod (folder, 0555), ==, 0);

  if (is_root && seteuid (65534) != 0)
    {
      g_test_skip ("This process may not become another user");
      test_dir_remove (folder);
      return;
    }

  opening = test_document_open_fails (folder);
  aip_document_create_async (inside, &spec, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  g_assert_null (aip_document_create_finish (result, &making));
  if (is_root)
    g_assert_cmpint (seteuid (0), ==, 0);

  g_assert_error (opening, AIP_ERROR, AIP_ERROR_READ_ONLY);
  g_assert_error (making, AIP_ERROR, AIP_ERROR_READ_ONLY);

  g_assert_cmpint (g_chmod (folder, 0755), ==, 0);
  g_assert_cmpint (g_chmod (file, 0644), ==, 0);
  document = test_document_open (folder);
  test_document_close (document);
  test_dir_remove (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/document/storage/taken-back", test_taken_back);
  g_test_add_func ("/document/storage/redo-comes-back", test_redo_comes_back);
  g_test_add_func ("/document/storage/open-transaction", test_open_transaction);
  g_test_add_func ("/document/storage/fails-while-closing", test_fails_while_closing);
  g_test_add_func ("/document/storage/full-disk", test_full_disk);
  g_test_add_func ("/document/storage/read-only", test_read_only);

  return g_test_run ();
}
