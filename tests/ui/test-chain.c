/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-chain"

#include "config.h"

#include <string.h>

#include "aip-approval.h"
#include "aip-chain-dialog.h"
#include "aip-chain-job.h"
#include "aip-inspector-generation.h"
#include "aip-repeat-dialog.h"
#include "farm-server.h"
#include "ui-support.h"

/* One scene of two shots, and a worker. */
typedef struct {
  TestUi          *ui;
  GtkWidget       *content;
  GtkWidget       *generation;
  TestComfyServer *server;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->ui = test_ui_new (1, 2);
  fixture->server = farm_server_new (24);
  aip_scheduler_add_document (fixture->ui->scheduler, fixture->ui->document);
  aip_scheduler_add_worker (fixture->ui->scheduler, test_comfy_server_get_address (fixture->server),
                            TRUE, &error);
  g_assert_no_error (error);

  fixture->generation = g_object_new (AIP_TYPE_INSPECTOR_GENERATION, NULL);
  fixture->content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (fixture->content), fixture->generation);
  test_ui_present (fixture->ui, fixture->content);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;

  aip_scheduler_remove_document (fixture->ui->scheduler, fixture->ui->document);
  aip_scheduler_stop_async (fixture->ui->scheduler, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  g_clear_object (&result);
  test_ui_free (fixture->ui, fixture->content);
  g_clear_object (&fixture->server);
}

/* (nullable): in any window; a dialog may have one of its own. */
static GtkWidget *
find (GType         type,
      TestUiMatch   match,
      gconstpointer data)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWidget *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (windows) && found == NULL; i++)
    {
      g_autoptr(GtkWidget) window = g_list_model_get_item (windows, i);

      found = test_ui_find (window, type, match, data);
    }

  return found;
}

static gboolean
is_titled (GtkWidget     *row,
           gconstpointer  title)
{
  return g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), title) == 0;
}

static GtkWidget *
find_row (const char *title)
{
  GtkWidget *row = find (ADW_TYPE_PREFERENCES_ROW, is_titled, title);

  if (row == NULL)
    g_error ("no row is called “%s”", title);

  return row;
}

/* Chooses the entry of that name in a row. */
static void
choose (const char *title,
        const char *choice)
{
  AdwComboRow *row = ADW_COMBO_ROW (find_row (title));
  GListModel *model = adw_combo_row_get_model (row);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(GtkStringObject) item = g_list_model_get_item (model, i);

      if (g_str_equal (gtk_string_object_get_string (item), choice))
        {
          adw_combo_row_set_selected (row, i);
          return;
        }
    }
  g_error ("“%s” does not offer “%s”", title, choice);
}

static gboolean
contains (GtkWidget     *label,
          gconstpointer  text)
{
  return gtk_widget_get_mapped (label) &&
         strstr (gtk_label_get_label (GTK_LABEL (label)), text) != NULL;
}

static gboolean
says (const char *text)
{
  return find (GTK_TYPE_LABEL, contains, text) != NULL;
}

static gboolean
does (GtkWidget     *button,
      gconstpointer  action)
{
  return gtk_widget_get_mapped (button) &&
         g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), action) == 0;
}

/* (nullable) */
static GtkWidget *
find_button (const char *action)
{
  return find (GTK_TYPE_BUTTON, does, action);
}

static void
present_dialog (Fixture *fixture)
{
  g_autoptr(GPtrArray) shots = g_ptr_array_new ();

  g_ptr_array_add (shots, test_ui_shot (fixture->ui, 0));
  g_ptr_array_add (shots, test_ui_shot (fixture->ui, 1));
  aip_chain_dialog_present (fixture->ui->session, shots, fixture->content);
  test_ui_settle (fixture->ui);
}

/* What cannot follow is said, what can is queued and comes back the next time. */
static void
test_dialog (Fixture       *fixture,
             gconstpointer  data)
{
  GListModel *jobs = aip_shot_get_jobs (test_ui_shot (fixture->ui, 0));
  g_autoptr(AipChain) last = NULL;
  g_autofree char *text = NULL;
  GtkWidget *generate;

  present_dialog (fixture);
  generate = find_button ("dialog.generate");
  choose ("_Workflow", "FLUX.1 dev, text to image");
  choose ("W_orkflow", "Wan 2.1 1.3B, text to video");
  choose ("_Larger", "None");
  test_ui_settle (fixture->ui);
  g_assert_true (says ("it does not begin with a still"));
  g_assert_false (gtk_widget_is_sensitive (generate));

  choose ("W_orkflow", "Wan 2.2 5B, image to video");
  adw_switch_row_set_active (ADW_SWITCH_ROW (find_row ("Wait until I _Approve a Still")), FALSE);
  adw_spin_row_set_value (ADW_SPIN_ROW (find_row ("_Number of Stills")), 2);
  test_ui_settle (fixture->ui);
  g_assert_true (says ("so somebody has to choose one"));

  adw_switch_row_set_active (ADW_SWITCH_ROW (find_row ("Wait until I _Approve a Still")), TRUE);
  test_ui_settle (fixture->ui);
  g_assert_true (says ("6 jobs for 2 shots."));
  g_assert_true (gtk_widget_is_sensitive (generate));
  gtk_widget_activate (generate);
  test_spin_while (g_list_model_get_n_items (jobs) < 3);
  test_ui_settle (fixture->ui);

  last = aip_chain_dialog_dup_last (fixture->ui->document,
                                    aip_scheduler_get_workflows (fixture->ui->scheduler));
  text = aip_chain_to_text (last);
  g_assert_cmpstr (text, ==, "flux-dev*2, approve, wan22-5b-i2v");
}

/* The inspector says what is waited for, and offers to approve what there is. */
static void
test_inspector (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GPtrArray) shots = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GError) error = NULL;
  AipShot *shot = test_ui_shot (fixture->ui, 0);
  AipJob *job;

  present_dialog (fixture);
  choose ("_Workflow", "FLUX.1 dev, text to image");
  choose ("W_orkflow", "Wan 2.2 5B, image to video");
  choose ("_Larger", "None");
  gtk_widget_activate (find_button ("dialog.generate"));
  test_spin_while (aip_shot_get_take (shot) == NULL ||
                   aip_shot_get_active_job (shot) == NULL ||
                   !aip_chain_job_is_parked (fixture->ui->document, aip_shot_get_active_job (shot)));

  g_ptr_array_add (shots, g_object_ref (shot));
  aip_inspector_generation_set_shots (AIP_INSPECTOR_GENERATION (fixture->generation), shots);
  test_ui_settle (fixture->ui);
  g_assert_true (says ("Waits until you approve a still"));
  g_assert_nonnull (find_button ("shots.approve-take"));

  job = aip_shot_get_active_job (shot);
  g_assert_true (aip_approval_set (fixture->ui->document, shot, aip_shot_get_take (shot), TRUE,
                                   &error));
  g_assert_no_error (error);
  test_spin_while (aip_job_get_state (job) == AIP_JOB_WAITING);
  test_ui_settle (fixture->ui);
  g_assert_null (find_button ("shots.approve-take"));
}

/* What is different is said for each worker before anything is queued. */
static void
test_repeat (Fixture       *fixture,
             gconstpointer  data)
{
  AipShot *shot = test_ui_shot (fixture->ui, 0);
  g_autoptr(GPtrArray) shots = g_ptr_array_new ();
  g_autoptr(GPtrArray) jobs = NULL;
  AipTake *strange;

  g_ptr_array_add (shots, shot);
  jobs = aip_scheduler_enqueue (fixture->ui->scheduler, fixture->ui->document, shots, NULL, NULL);
  test_spin_while (aip_shot_get_take (shot) == NULL);

  aip_repeat_dialog_present (fixture->ui->session, shot, aip_shot_get_take (shot), fixture->content);
  test_spin_while (!says ("made again from its recipe"));
  g_assert_true (says ("Nothing is different."));
  gtk_widget_activate (find_button ("dialog.repeat"));
  test_spin_while (aip_shot_get_n_takes (shot) < 2);
  test_ui_settle (fixture->ui);

  /* One that nobody knows how it was made. */
  strange = test_ui_add_take (fixture->ui, shot, 0xff0000ff);
  aip_repeat_dialog_present (fixture->ui->session, shot, strange, fixture->content);
  test_spin_while (!says ("cannot be made again"));
  g_assert_false (gtk_widget_is_sensitive (find_button ("dialog.repeat")));
  gtk_widget_activate (find_button ("dialog.cancel"));
  test_ui_settle (fixture->ui);
}

int
main (int    argc,
      char **argv)
{
  if (!test_ui_init (&argc, &argv))
    return 0;

  g_test_add ("/chain/dialog", Fixture, NULL, set_up, test_dialog, tear_down);
  g_test_add ("/chain/inspector", Fixture, NULL, set_up, test_inspector, tear_down);
  g_test_add ("/chain/repeat", Fixture, NULL, set_up, test_repeat, tear_down);

  return g_test_run ();
}
