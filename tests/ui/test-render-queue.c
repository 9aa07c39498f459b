/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "aip-document-cut.h"
#include "aip-render-bar.h"
#include "aip-render-dialog.h"
#include "test-support.h"
#include "ui-support.h"

typedef struct {
  TestUi         *ui;
  GtkWidget      *bar;
  AipRenderQueue *queue;
  char           *folder;   /* where films go */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->ui = test_ui_new (1, 4);
  fixture->queue = aip_render_queue_new (fixture->ui->activity);
  fixture->folder = test_dir_new ();
  fixture->bar = g_object_new (AIP_TYPE_RENDER_BAR, NULL);
  aip_render_bar_set_queue (AIP_RENDER_BAR (fixture->bar), fixture->queue);
  test_ui_present (fixture->ui, fixture->bar);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->queue);
  test_ui_free (fixture->ui, fixture->bar);
  test_dir_remove (fixture->folder);
  g_free (fixture->folder);
}

/* (transfer full) (nullable): a task that the test keeps an eye on. */
static AipRenderTask *
add_task (Fixture    *fixture,
          const char *name,
          gint64      n_frames)
{
  g_autoptr(AipCut) cut = aip_document_dup_cut (fixture->ui->document);
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  AipRenderOptions options = {
    .preset = aip_render_preset_find ("mjpeg"),
    .n_frames = MIN (n_frames, aip_cut_get_duration (cut)),
    .width = 320, .height = 180,
    .overlay = { AIP_CUT_OVERLAY_RECORD | AIP_CUT_OVERLAY_TEXT, "--json", 2390 },
    .slate = TRUE,
  };
  AipRenderTask *task = aip_render_task_new (cut, aip_document_get_folder (fixture->ui->document),
                                             path, &options);

  aip_render_queue_take (fixture->queue, g_object_ref (task));

  return task;
}

static guint
count_files (Fixture *fixture)
{
  g_autoptr(GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

/* One after the other, each in a process of its own. */
static void
test_renders (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(AipRenderTask) first = add_task (fixture, "a.mov", 48);
  g_autoptr(AipRenderTask) second = add_task (fixture, "새벽.mov", 24);

  g_assert_cmpuint (aip_render_queue_get_n_open (fixture->queue), ==, 2);
  g_assert_cmpint (aip_render_task_get_state (first), ==, AIP_RENDER_RUNNING);
  g_assert_cmpint (aip_render_task_get_state (second), ==, AIP_RENDER_WAITING);
  test_spin_while (aip_render_queue_get_n_open (fixture->queue) > 0);

  g_assert_cmpstr (aip_render_task_get_problem (first), ==, NULL);
  g_assert_cmpint (aip_render_task_get_state (first), ==, AIP_RENDER_DONE);
  g_assert_cmpint (aip_render_task_get_state (second), ==, AIP_RENDER_DONE);
  g_assert_true (g_file_test (aip_render_task_get_path (first), G_FILE_TEST_IS_REGULAR));
  g_assert_true (g_file_test (aip_render_task_get_path (second), G_FILE_TEST_IS_REGULAR));
  g_assert_cmpuint (count_files (fixture), ==, 2);
  test_spin_while (g_list_model_get_n_items (G_LIST_MODEL (fixture->ui->activity)) < 2);

  g_assert_true (aip_render_queue_get_current (fixture->queue) == second);
  gtk_widget_activate_action (fixture->bar, "render.dismiss", NULL);
  g_assert_true (aip_render_queue_get_current (fixture->queue) == first);
}

static void
test_stops (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(AipRenderTask) first = add_task (fixture, "a.mov", G_MAXINT64);
  g_autoptr(AipRenderTask) second = add_task (fixture, "b.mov", 24);
  g_autoptr(AipRenderTask) third = add_task (fixture, "c.mov", 24);

  test_spin_while (aip_render_task_get_fraction (first) == 0 &&
                   aip_render_task_get_state (first) == AIP_RENDER_RUNNING);
  aip_render_task_cancel (third);
  g_assert_cmpint (aip_render_task_get_state (third), ==, AIP_RENDER_CANCELLED);
  /* By itself: it may be through by now, and then the bar would stop the next one. */
  aip_render_task_cancel (first);
  test_spin_while (aip_render_queue_get_n_open (fixture->queue) > 0);

  /* The next one went on; nothing is left of the others. */
  g_assert_cmpint (aip_render_task_get_state (second), ==, AIP_RENDER_DONE);
  g_assert_true (g_file_test (aip_render_task_get_path (second), G_FILE_TEST_IS_REGULAR));
  if (aip_render_task_get_state (first) == AIP_RENDER_CANCELLED)
    g_assert_cmpuint (count_files (fixture), ==, 1);
}

static void
test_fails (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "a.mov", NULL);
  g_autoptr(AipRenderTask) task = NULL;

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  task = add_task (fixture, "a.mov", 24);
  test_spin_while (aip_render_queue_get_n_open (fixture->queue) > 0);
  g_assert_cmpint (aip_render_task_get_state (task), ==, AIP_RENDER_FAILED);
  g_assert_nonnull (strstr (aip_render_task_get_problem (task), "a.mov"));

  /* When what was in the way is gone. */
  g_assert_cmpint (g_rmdir (path), ==, 0);
  gtk_widget_activate_action (fixture->bar, "render.retry", NULL);
  test_spin_while (aip_render_queue_get_n_open (fixture->queue) > 0);
  g_assert_cmpint (aip_render_task_get_state (task), ==, AIP_RENDER_DONE);
}

static void
test_dialog (Fixture       *fixture,
             gconstpointer  data)
{
  AdwDialog *dialog = aip_render_dialog_new (fixture->ui->session, fixture->queue, 10, 40);
  g_autofree char *path = g_build_filename (fixture->folder, "new", "film.mov", NULL);
  AipRenderTask *task;

  adw_dialog_present (dialog, fixture->bar);
  test_ui_settle (fixture->ui);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.preset", "s", "mjpeg");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.render-to", "s", path);
  g_assert_cmpuint (aip_render_queue_get_n_open (fixture->queue), ==, 1);
  test_spin_while (aip_render_queue_get_n_open (fixture->queue) > 0);
  task = aip_render_queue_get_current (fixture->queue);
  g_assert_cmpstr (aip_render_task_get_problem (task), ==, NULL);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  test_ui_settle (fixture->ui);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *cache = test_dir_new ();
  int status;

  g_setenv ("XDG_CACHE_HOME", cache, TRUE);
  if (!test_ui_init (&argc, &argv))
    {
      test_dir_remove (cache);
      return 0;
    }

#define ADD(path, func) \
  g_test_add ("/ui/render-queue/" path, Fixture, NULL, set_up, func, tear_down)

  ADD ("renders", test_renders);
  ADD ("stops", test_stops);
  ADD ("fails", test_fails);
  ADD ("dialog", test_dialog);

#undef ADD

  status = g_test_run ();
  test_dir_remove (cache);

  return status;
}
