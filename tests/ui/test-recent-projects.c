/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>

#include "aip-document.h"
#include "aip-recent-projects.h"
#include "test-support.h"

static char *folder;

static char *
make_project (const char *name)
{
  char *path = g_build_filename (folder, name, NULL);
  g_autofree char *file = g_build_filename (path, AIP_DOCUMENT_FILE, NULL);

  g_mkdir_with_parents (path, 0700);
  g_file_set_contents (file, "", 0, NULL);

  return path;
}

static AipRecentProjects *
open_list (void)
{
  g_autofree char *file = g_build_filename (folder, "state", "recent.json", NULL);
  AipRecentProjects *list = aip_recent_projects_new (file);

  test_spin_while (!aip_recent_projects_get_loaded (list));

  return list;
}

static void
close_list (AipRecentProjects *list)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  aip_recent_projects_flush_async (list, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  g_assert_true (aip_recent_projects_flush_finish (list, result, &error));
  g_assert_no_error (error);
  g_clear_object (&result);

  /* The thread of the last task lets go of it a moment later. */
  g_object_add_weak_pointer (G_OBJECT (list), (gpointer *) &list);
  g_object_unref (list);
  test_spin_while (list != NULL);
}

static AipRecentProject *
peek (AipRecentProjects *list,
      guint              position)
{
  g_autoptr(AipRecentProject) project = g_list_model_get_item (G_LIST_MODEL (list), position);

  return project;
}

static void
test_the_last_opened_is_first (void)
{
  g_autofree char *one = make_project ("하나");
  g_autofree char *two = make_project ("two");
  AipRecentProjects *list = open_list ();

  aip_recent_projects_remember (list, one, "비 오는 밤", NULL);
  aip_recent_projects_remember (list, two, "Two", "/pictures/two.png");
  aip_recent_projects_remember (list, one, "비 오는 밤", "/pictures/one.png");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 2);
  close_list (list);

  /* And so it is found again by the next start. */
  list = open_list ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 2);
  g_assert_cmpstr (aip_recent_project_get_folder (peek (list, 0)), ==, one);
  g_assert_cmpstr (aip_recent_project_get_name (peek (list, 0)), ==, "비 오는 밤");
  g_assert_cmpstr (aip_recent_project_get_picture (peek (list, 0)), ==, "/pictures/one.png");
  g_assert_false (aip_recent_project_get_missing (peek (list, 0)));
  g_assert_cmpstr (aip_recent_project_get_folder (peek (list, 1)), ==, two);

  aip_recent_projects_forget (list, one);
  aip_recent_projects_forget (list, two);
  close_list (list);

  list = open_list ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  close_list (list);
}

static void
test_opening_before_the_list_is_read_loses_nothing (void)
{
  g_autofree char *file = g_build_filename (folder, "state", "recent.json", NULL);
  g_autofree char *one = make_project ("one");
  g_autofree char *two = make_project ("two");
  AipRecentProjects *list = open_list ();

  aip_recent_projects_remember (list, one, "One", NULL);
  close_list (list);

  list = aip_recent_projects_new (file);
  aip_recent_projects_remember (list, two, "Two", NULL);
  close_list (list);

  list = open_list ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 2);
  g_assert_cmpstr (aip_recent_project_get_name (peek (list, 0)), ==, "Two");
  g_assert_cmpstr (aip_recent_project_get_name (peek (list, 1)), ==, "One");
  aip_recent_projects_forget (list, one);
  aip_recent_projects_forget (list, two);
  close_list (list);
}

static void
test_a_folder_that_went_is_marked (void)
{
  g_autofree char *one = make_project ("going");
  g_autofree char *away = g_build_filename (folder, "gone", NULL);
  AipRecentProjects *list = open_list ();

  aip_recent_projects_remember (list, one, "Going", NULL);
  g_rename (one, away);
  aip_recent_projects_refresh (list);
  test_spin_while (!aip_recent_project_get_missing (peek (list, 0)));

  g_rename (away, one);
  aip_recent_projects_refresh (list);
  test_spin_while (aip_recent_project_get_missing (peek (list, 0)));

  aip_recent_projects_forget (list, one);
  close_list (list);
}

static void
test_the_list_is_bounded (void)
{
  AipRecentProjects *list = open_list ();

  for (guint i = 0; i < AIP_RECENT_PROJECTS_LENGTH + 5; i++)
    {
      g_autofree char *path = g_strdup_printf ("/nowhere/%u", i);

      aip_recent_projects_remember (list, path, "Film", NULL);
    }
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, AIP_RECENT_PROJECTS_LENGTH);
  close_list (list);
}

static void
test_nonsense_in_the_file_is_no_project (void)
{
  static const char *const texts[] = {
    "", "{", "[]", "{\"projects\":3}", "{\"projects\":[1,null,{},{\"folder\":7,\"name\":\"x\"}]}",
    "{\"projects\":[{\"folder\":\"relative\",\"name\":\"x\"},{\"folder\":\"/a\",\"name\":\"\"}]}",
  };
  g_autofree char *file = g_build_filename (folder, "state", "recent.json", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      AipRecentProjects *list;

      g_assert_true (g_file_set_contents (file, texts[i], -1, NULL));
      list = open_list ();
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
      close_list (list);
    }
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = test_dir_new ();

  g_test_add_func ("/recent-projects/the-last-opened-is-first", test_the_last_opened_is_first);
  g_test_add_func ("/recent-projects/opening-before-the-list-is-read-loses-nothing",
                   test_opening_before_the_list_is_read_loses_nothing);
  g_test_add_func ("/recent-projects/a-folder-that-went-is-marked",
                   test_a_folder_that_went_is_marked);
  g_test_add_func ("/recent-projects/the-list-is-bounded", test_the_list_is_bounded);
  g_test_add_func ("/recent-projects/nonsense-in-the-file-is-no-project",
                   test_nonsense_in_the_file_is_no_project);

  status = g_test_run ();

  test_dir_remove (folder);
  g_free (folder);

  return status;
}
