/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-variations"

#include "config.h"

#include <string.h>

#include "aip-regenerate-dialog.h"
#include "aip-shot-stale.h"
#include "aip-vary-cell.h"
#include "aip-vary-dialog.h"
#include "aip-vary-window.h"
#include "ui-support.h"

static gboolean
has_label (GtkWidget     *widget,
           gconstpointer  data)
{
  return gtk_widget_get_mapped (widget) &&
         strstr (gtk_label_get_label (GTK_LABEL (widget)), data) != NULL;
}

static gboolean
find_text (GtkWidget  *root,
           const char *text)
{
  return test_ui_find (root, GTK_TYPE_LABEL, has_label, text) != NULL;
}

static gboolean
any (GtkWidget     *widget,
     gconstpointer  data)
{
  return TRUE;
}

static TestUi *
set_up (guint n_shots)
{
  TestUi *ui = test_ui_new (1, n_shots);

  aip_scheduler_add_document (ui->scheduler, ui->document);
  test_spin_while (aip_scheduler_get_cinema (ui->scheduler, ui->document) == NULL);

  return ui;
}

static void
tear_down (TestUi    *ui,
           GtkWidget *content)
{
  g_autoptr(GAsyncResult) result = NULL;

  test_ui_settle (ui);
  aip_scheduler_remove_document (ui->scheduler, ui->document);
  aip_scheduler_stop_async (ui->scheduler, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  g_clear_object (&result);
  test_ui_free (ui, content);
}

/* A take that was made with another workflow than the shot has now. */
static void
make_stale (TestUi  *ui,
            AipShot *shot)
{
  AipTake *take = test_ui_add_take (ui, shot, 0x336699ff);
  g_autoptr(GError) error = NULL;

  aip_document_begin_record (ui->document, "Basis");
  aip_document_set_text (ui->document, AIP_ENTITY (take), "workflow", "flux-dev", &error);
  g_assert_no_error (error);
  aip_document_set_text (ui->document, AIP_ENTITY (take), "basis",
                         "{\"version\":1,\"parts\":{\"workflow\":\"000000000000\"}}", &error);
  g_assert_no_error (error);
  aip_document_commit (ui->document);
}

/* The list of shots, not that of the menu beside it. */
static gboolean
is_sidebar (GtkWidget     *widget,
            gconstpointer  data)
{
  return gtk_widget_has_css_class (widget, "navigation-sidebar");
}

/* What is locked is listed and cannot be ticked; the rest is queued with the workflow of its take. */
static void
test_regenerate (void)
{
  TestUi *ui = set_up (4);
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autoptr(GPtrArray) shots = g_ptr_array_new ();
  GtkWidget *dialog, *list;

  make_stale (ui, test_ui_shot (ui, 0));
  make_stale (ui, test_ui_shot (ui, 1));
  aip_document_begin (ui->document, "Lock");
  g_assert_true (aip_document_set (ui->document, AIP_ENTITY (test_ui_shot (ui, 1)), "locked",
                                   g_variant_new_boolean (TRUE), NULL));
  aip_document_commit (ui->document);
  test_spin_while (!aip_shot_stale_is (test_ui_shot (ui, 0)) ||
                   !aip_shot_stale_is (test_ui_shot (ui, 1)));
  g_assert_nonnull (strstr (aip_shot_get_stale (test_ui_shot (ui, 0)), "workflow"));

  test_ui_present (ui, content);
  g_ptr_array_add (shots, test_ui_shot (ui, 2));
  dialog = aip_regenerate_dialog_new (ui->session, shots, shots, AIP_REGENERATE_ALL);
  adw_dialog_present (ADW_DIALOG (dialog), content);
  test_ui_settle (ui);
  list = test_ui_find (dialog, GTK_TYPE_LIST_VIEW, is_sidebar, NULL);
  g_assert_nonnull (list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (
                      gtk_list_view_get_model (GTK_LIST_VIEW (list)))), ==, 2);
  g_assert_true (find_text (dialog, "Locked"));
  g_assert_true (find_text (dialog, "1 job"));

  gtk_widget_activate_action (dialog, "dialog.generate", NULL);
  test_spin_while (aip_shot_get_active_job (test_ui_shot (ui, 0)) == NULL);
  g_assert_null (aip_shot_get_active_job (test_ui_shot (ui, 1)));
  g_assert_null (aip_shot_get_active_job (test_ui_shot (ui, 2)));

  tear_down (ui, content);
}

static AipVaryWindow *
find_window (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWidget) window = g_list_model_get_item (windows, i);

      if (AIP_IS_VARY_WINDOW (window))
        return AIP_VARY_WINDOW (window);
    }

  return NULL;
}

/* What is typed is checked at once; generating shows the sheet, and what is missing says why. */
static void
test_vary (void)
{
  TestUi *ui = set_up (2);
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  AipShot *shot = test_ui_shot (ui, 0);
  AipVaryWindow *window;
  GtkWidget *dialog, *entry, *cell;

  test_ui_present (ui, content);
  dialog = aip_vary_dialog_new (ui->session, shot, NULL);
  adw_dialog_present (ADW_DIALOG (dialog), content);
  test_ui_settle (ui);
  test_spin_while (!find_text (dialog, "4 jobs"));

  entry = test_ui_find (dialog, ADW_TYPE_ENTRY_ROW, any, NULL);
  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), "nonsense");
  test_spin_while (!find_text (dialog, "is no seed"));
  gtk_widget_activate_action (dialog, "dialog.generate", NULL);
  g_assert_null (aip_shot_get_active_job (shot));

  gtk_editable_set_text (GTK_EDITABLE (entry), "1, 2, 3");
  test_spin_while (!find_text (dialog, "3 jobs"));
  gtk_widget_activate_action (dialog, "dialog.generate", NULL);
  test_spin_while (find_window () == NULL);
  window = find_window ();
  test_spin_while (!gtk_widget_get_mapped (GTK_WIDGET (window)));
  cell = test_ui_find (GTK_WIDGET (window), AIP_TYPE_VARY_CELL, any, NULL);
  g_assert_nonnull (cell);
  g_assert_true (find_text (GTK_WIDGET (window), "Seed"));
  g_assert_nonnull (aip_shot_get_active_job (shot));

  gtk_widget_activate_action (GTK_WIDGET (window), "sheet.cancel-all", NULL);
  g_assert_cmpint (aip_job_get_state (aip_shot_get_active_job (shot)), ==, AIP_JOB_CANCELLED);
  test_spin_while (!find_text (GTK_WIDGET (window), "Cancelled"));

  gtk_window_destroy (GTK_WINDOW (window));
  tear_down (ui, content);
}

int
main (int    argc,
      char **argv)
{
  if (!test_ui_init (&argc, &argv))
    return 0;

  g_test_add_func ("/variations/regenerate", test_regenerate);
  g_test_add_func ("/variations/vary", test_vary);

  return g_test_run ();
}
