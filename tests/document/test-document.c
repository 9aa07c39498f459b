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
test_create_and_reopen (void)
{
  g_autofree char *root = test_dir_new ();
  g_autofree char *folder = g_build_filename (root, "비 오는 밤", NULL);
  g_autofree char *dump = NULL;
  g_autofree char *again = NULL;
  g_autofree char *codes = NULL;
  AipDocument *document = test_document_create (folder);
  AipProject *project = aip_document_get_project (document);
  AipFrameRate rate = aip_project_get_rate (project);
  AipShot *shot;

  g_assert_cmpstr (aip_document_get_folder (document), ==, folder);
  g_assert_cmpstr (aip_project_get_name (project), ==, "비 오는 밤");
  g_assert_cmpstr (aip_entity_get_text (AIP_ENTITY (project), "aspect"), ==, "16:9");
  g_assert_cmpint (rate.numerator, ==, 24);
  g_assert_false (aip_document_can_undo (document));

  shot = test_add_shot (document, "골목에 비가 내린다");
  test_add_shot (document, "A door opens");
  test_set_text (document, shot, "status", "ready");
  g_assert_cmpint (aip_shot_get_status (shot), ==, AIP_STATUS_READY);
  g_assert_true (aip_document_find_shot (document, "sht-0010") == shot);
  codes = test_codes (document);
  g_assert_cmpstr (codes, ==, "SHT-0010 SHT-0020");
  dump = aip_document_dump (document);
  test_document_close (document);

  document = test_document_open (folder);
  again = aip_document_dump (document);
  g_assert_cmpstr (dump, ==, again);
  g_assert_cmpstr (aip_document_get_undo_label (document), ==, "Set status");
  g_assert_null (aip_document_get_problems (document)[0]);
  test_document_close (document);

  test_dir_remove (root);
}

static void
test_open_by_file_and_without_close (void)
{
  g_autofree char *root = test_dir_new ();
  g_autofree char *folder = g_build_filename (root, "film", NULL);
  g_autofree char *file = g_build_filename (folder, "project.aip", NULL);
  g_autoptr(GError) error = NULL;
  AipDocument *document = test_document_create (folder);

  test_add_shot (document, "one");
  test_document_flush (document);

  /* Dropped without a word: the file is let go of in its own time. */
  g_object_unref (document);
  for (guint i = 0; i < 1000; i++)
    {
      g_autoptr(GAsyncResult) result = NULL;

      g_clear_error (&error);
      aip_document_open_async (file, NULL, test_store_result_cb, &result);
      test_spin_while (result == NULL);
      document = aip_document_open_finish (result, &error);
      if (document != NULL)
        break;
      g_assert_error (error, AIP_ERROR, AIP_ERROR_IN_USE);
    }
  g_assert_cmpuint (aip_entity_list_get_count (aip_document_get_shots (document)), ==, 1);
  g_assert_cmpstr (aip_document_get_folder (document), ==, folder);
  test_document_close (document);

  test_dir_remove (root);
}

static void
test_create_refused (void)
{
  g_autofree char *root = test_dir_new ();
  g_autofree char *taken = g_build_filename (root, "taken", NULL);
  g_autofree char *inside = g_build_filename (taken, "a-file", NULL);
  static const AipProjectSpec specs[] = {
    { "Film", NULL, { 24, 1, FALSE }, 1920, 1080, NULL },
    { "", NULL, { 24, 1, FALSE }, 1920, 1080, NULL },
    { "Film", NULL, { 24, 1, TRUE }, 1920, 1080, NULL },
    { "Film", NULL, { 24, 1, FALSE }, 0, 1080, NULL },
    { "Film", "has space", { 24, 1, FALSE }, 1920, 1080, NULL },
    { "Film", NULL, { 24, 1, FALSE }, 1920, 1080, NULL, 1700 },
    { "Film", NULL, { 24, 1, FALSE }, 1920, 1080, NULL, 1962, "vague" },
  };

  g_assert_cmpint (g_mkdir (taken, 0755), ==, 0);
  g_assert_true (g_file_set_contents (inside, "mine", -1, NULL));

  for (guint i = 0; i < G_N_ELEMENTS (specs); i++)
    {
      g_autofree char *name = g_strdup_printf ("film-%u", i);
      g_autofree char *folder = g_build_filename (root, i == 0 ? "taken" : name, NULL);
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GError) error = NULL;

      aip_document_create_async (folder, &specs[i], NULL, test_store_result_cb, &result);
      test_spin_while (result == NULL);
      g_assert_null (aip_document_create_finish (result, &error));
      g_assert_error (error, AIP_ERROR, (int) (i == 0 ? AIP_ERROR_EXISTS : AIP_ERROR_INVALID));
      if (i > 0)
        g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
    }

  test_dir_remove (root);
}

static void
test_edits_show_at_once_and_lists_at_commit (void)
{
  g_autofree char *root = test_dir_new ();
  AipDocument *document = test_document_create (root);
  AipEntityList *shots = aip_document_get_shots (document);
  g_autoptr(GError) error = NULL;
  AipEntity *shot;

  aip_document_begin (document, "Add");
  shot = aip_document_insert (document, AIP_KIND_SHOT, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (aip_document_set_text (document, shot, "description", "seen", &error));
  g_assert_cmpstr (aip_shot_get_description (AIP_SHOT (shot)), ==, "seen");
  g_assert_true (aip_document_lookup (document, aip_entity_get_id (shot)) == shot);
  g_assert_cmpuint (aip_entity_list_get_count (shots), ==, 0);
  aip_document_commit (document);
  g_assert_cmpuint (aip_entity_list_get_count (shots), ==, 1);

  aip_document_begin (document, "Remove");
  g_assert_true (aip_document_remove (document, shot, &error));
  g_assert_null (aip_document_lookup (document, aip_entity_get_id (shot)));
  g_assert_false (aip_document_set_text (document, shot, "description", "no", &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND);
  aip_document_rollback (document);
  g_assert_true (aip_entity_is_alive (shot));
  g_assert_cmpuint (aip_entity_list_get_count (shots), ==, 1);
  g_assert_cmpstr (aip_document_get_undo_label (document), ==, "Add");

  test_document_close (document);
  test_dir_remove (root);
}

static void
lock (AipDocument *document,
      AipShot     *shot,
      gboolean     locked)
{
  g_autoptr(GError) error = NULL;

  aip_document_begin (document, "Lock");
  aip_document_set (document, AIP_ENTITY (shot), "locked", g_variant_new_boolean (locked), &error);
  g_assert_no_error (error);
  aip_document_commit (document);
}

/* Nothing of a locked shot changes until somebody unlocks it; the film around it still moves. */
static void
test_locked_shot (void)
{
  g_autofree char *folder = test_dir_new ();
  AipDocument *document = test_document_create (folder);
  AipShot *first = test_add_shot (document, "Rain");
  AipShot *second = test_add_shot (document, "Sun");
  g_autoptr(GPtrArray) moved = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *codes = NULL;
  AipShot *copy;

  lock (document, first, TRUE);

  aip_document_begin (document, "Edit");
  g_assert_false (aip_document_set_text (document, AIP_ENTITY (first), "description", "Snow",
                                         &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_LOCKED);
  g_assert_nonnull (strstr (error->message, "SHT-0010"));
  g_clear_error (&error);
  /* What it says already is no change. */
  g_assert_true (aip_document_set_text (document, AIP_ENTITY (first), "description", "Rain",
                                        &error));
  g_assert_false (aip_document_remove (document, AIP_ENTITY (first), &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_LOCKED);
  g_clear_error (&error);
  aip_document_commit (document);
  g_assert_cmpstr (aip_shot_get_description (first), ==, "Rain");

  aip_document_begin (document, "Move and Copy");
  g_ptr_array_add (moved, first);
  g_assert_true (aip_document_move_shots (document, moved, NULL, &error));
  copy = aip_document_duplicate_shot (document, first, FALSE, &error);
  g_assert_no_error (error);
  aip_document_commit (document);
  codes = test_codes (document);
  g_assert_cmpstr (codes, ==, "SHT-0020 SHT-0010 SHT-0030");
  g_assert_false (aip_shot_get_locked (copy));
  test_set_text (document, copy, "description", "Snow");
  test_set_text (document, second, "description", "Wind");

  lock (document, first, FALSE);
  test_set_text (document, first, "description", "Snow");
  g_assert_true (aip_document_undo (document));
  g_assert_true (aip_document_undo (document));
  g_assert_true (aip_shot_get_locked (first));

  test_document_close (document);
  document = test_document_open (folder);
  first = aip_document_find_shot (document, "SHT-0010");
  g_assert_true (aip_shot_get_locked (first));
  g_assert_cmpstr (aip_shot_get_description (first), ==, "Rain");
  test_document_close (document);
  test_dir_remove (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/document/create-and-reopen", test_create_and_reopen);
  g_test_add_func ("/document/open-by-file", test_open_by_file_and_without_close);
  g_test_add_func ("/document/create-refused", test_create_refused);
  g_test_add_func ("/document/edits-show-at-once", test_edits_show_at_once_and_lists_at_commit);
  g_test_add_func ("/document/locked-shot", test_locked_shot);

  return g_test_run ();
}
