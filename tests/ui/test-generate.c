/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-generate"

#include "config.h"

#include <string.h>

#include "aip-generate.h"
#include "aip-inspector-check.h"
#include "farm-server.h"
#include "ui-support.h"

/* One scene of three shots, at work, and a worker with the models of the usual workflow. */
typedef struct {
  TestUi          *ui;
  GtkWidget       *content;
  GtkWidget       *check;
  TestComfyServer *server;
} Fixture;

/* Whether every worker has said what it has. */
static gboolean
are_known (Fixture *fixture)
{
  g_autoptr(AipJobChecker) checker =
    aip_scheduler_create_checker (fixture->ui->scheduler, fixture->ui->document, NULL);
  g_autoptr(AipJobCheck) check = aip_job_checker_check (checker, test_ui_shot (fixture->ui, 0), NULL,
                                                        NULL);

  return check->verdict != AIP_JOB_CHECK_UNKNOWN;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->ui = test_ui_new (1, 3);
  fixture->server = farm_server_new (24);
  farm_server_set_models (fixture->server, data == NULL);
  aip_scheduler_add_document (fixture->ui->scheduler, fixture->ui->document);
  aip_scheduler_add_worker (fixture->ui->scheduler, test_comfy_server_get_address (fixture->server),
                            TRUE, &error);
  g_assert_no_error (error);
  test_spin_while (!are_known (fixture));

  fixture->check = g_object_new (AIP_TYPE_INSPECTOR_CHECK, NULL);
  fixture->content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (fixture->content), fixture->check);
  test_ui_present (fixture->ui, fixture->content);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;

  aip_inspector_check_show (AIP_INSPECTOR_CHECK (fixture->check), fixture->ui->session, NULL);
  aip_scheduler_remove_document (fixture->ui->scheduler, fixture->ui->document);
  aip_scheduler_stop_async (fixture->ui->scheduler, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  g_clear_object (&result);
  test_ui_free (fixture->ui, fixture->content);
  g_clear_object (&fixture->server);
}

/* (nullable): the dialog that is open */
static AdwAlertDialog *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWidget) window = g_list_model_get_item (windows, i);
      GtkWidget *dialog = test_ui_find (window, ADW_TYPE_ALERT_DIALOG, NULL, NULL);

      if (dialog != NULL)
        return ADW_ALERT_DIALOG (dialog);
    }

  return NULL;
}

static gboolean
contains (GtkWidget     *label,
          gconstpointer  text)
{
  return gtk_widget_get_mapped (label) &&
         strstr (gtk_label_get_label (GTK_LABEL (label)), text) != NULL;
}

static void
assert_says (gpointer    widget,
             const char *text)
{
  if (test_ui_find (GTK_WIDGET (widget), GTK_TYPE_LABEL, contains, text) == NULL)
    g_error ("nothing says “%s”", text);
}

static gboolean
is_labelled (GtkWidget     *button,
             gconstpointer  text)
{
  return g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), text) == 0;
}

static void
press (AdwAlertDialog *dialog,
       const char     *label)
{
  GtkWidget *button = test_ui_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, is_labelled, label);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_activate (button));
  test_spin_while (find_dialog () != NULL);
}

static void
generate (Fixture *fixture)
{
  g_autoptr(GPtrArray) shots = g_ptr_array_new ();

  for (guint i = 0; i < 3; i++)
    g_ptr_array_add (shots, test_ui_shot (fixture->ui, i));
  aip_generate_shots (fixture->ui->session, fixture->content, shots, NULL);
}

static guint
count_jobs (Fixture *fixture)
{
  return aip_entity_list_get_count (aip_document_get_jobs (fixture->ui->document));
}

static void
wait_dialog (Fixture *fixture)
{
  test_spin_while (find_dialog () == NULL);
  test_ui_settle (fixture->ui);
}

/* Nothing is asked where nothing is in the way, and a second press is the same wish. */
static void
test_fine (Fixture       *fixture,
           gconstpointer  data)
{
  generate (fixture);
  generate (fixture);
  test_spin_while (count_jobs (fixture) < 3);
  test_ui_settle (fixture->ui);
  g_assert_null (find_dialog ());
  g_assert_cmpuint (count_jobs (fixture), ==, 3);
}

/* What cannot be made is named with the reason, and the rest goes on. */
static void
test_some (Fixture       *fixture,
           gconstpointer  data)
{
  test_set_text (fixture->ui->document, test_ui_shot (fixture->ui, 1), "workflow", "flux-dev-i2i");

  generate (fixture);
  wait_dialog (fixture);
  assert_says (find_dialog (), "1 Shot Cannot Be Generated");
  assert_says (find_dialog (), "2 other shots can be generated.");
  assert_says (find_dialog (), "SHT-0020 has no still yet");
  g_assert_cmpuint (count_jobs (fixture), ==, 0);

  press (find_dialog (), "_Cancel");
  test_ui_settle (fixture->ui);
  g_assert_cmpuint (count_jobs (fixture), ==, 0);

  generate (fixture);
  wait_dialog (fixture);
  press (find_dialog (), "_Generate 2");
  test_spin_while (count_jobs (fixture) < 2);
  test_ui_settle (fixture->ui);
  g_assert_cmpuint (count_jobs (fixture), ==, 2);
  g_assert_null (aip_shot_get_active_job (test_ui_shot (fixture->ui, 1)));
}

/* A model that no worker has: never queued in silence, but it may wait for one that has it. */
static void
test_nowhere (Fixture       *fixture,
              gconstpointer  data)
{
  generate (fixture);
  wait_dialog (fixture);
  assert_says (find_dialog (), "No Worker Can Make 3 Shots");
  assert_says (find_dialog (), "flux1-dev.safetensors");
  assert_says (find_dialog (), "it is published at https://");
  press (find_dialog (), "_Queue and Wait");
  test_spin_while (count_jobs (fixture) < 3);
}

/* Beside the button, before it is pressed, and as it is now. */
static void
test_live (Fixture       *fixture,
           gconstpointer  data)
{
  AipShot *shot = test_ui_shot (fixture->ui, 0);
  AipEntity *project = AIP_ENTITY (aip_document_get_project (fixture->ui->document));
  AipInspectorCheck *check = AIP_INSPECTOR_CHECK (fixture->check);
  g_autoptr(GError) error = NULL;

  aip_document_begin (fixture->ui->document, "Size");
  aip_document_set (fixture->ui->document, project, "width", g_variant_new_int64 (1920), &error);
  aip_document_set (fixture->ui->document, project, "height", g_variant_new_int64 (1080), &error);
  g_assert_no_error (error);
  aip_document_commit (fixture->ui->document);
  aip_inspector_check_show (check, fixture->ui->session, shot);
  test_ui_settle (fixture->ui);
  assert_says (check, "1920 × 1080 becomes 1920 × 1088.");

  test_set_text (fixture->ui->document, shot, "workflow", "flux-dev-i2i");
  aip_inspector_check_show (check, fixture->ui->session, shot);
  test_ui_settle (fixture->ui);
  assert_says (check, "has no still yet");

  aip_inspector_check_show (check, fixture->ui->session, NULL);
  g_assert_false (gtk_widget_get_visible (fixture->check));
}

int
main (int    argc,
      char **argv)
{
  if (!test_ui_init (&argc, &argv))
    return EXIT_SUCCESS;

  g_test_add ("/ui/generate/fine", Fixture, NULL, set_up, test_fine, tear_down);
  g_test_add ("/ui/generate/some", Fixture, NULL, set_up, test_some, tear_down);
  g_test_add ("/ui/generate/nowhere", Fixture, "no models", set_up, test_nowhere, tear_down);
  g_test_add ("/ui/generate/live", Fixture, NULL, set_up, test_live, tear_down);

  return g_test_run ();
}
