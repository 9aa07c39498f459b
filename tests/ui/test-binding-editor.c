/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-binding-editor"

#include "config.h"

#include <string.h>

#include "aip-binding-editor.h"
#include "aip-draft-server.h"
#include "aip-freeze.h"
#include "aip-graph-file.h"
#include "aip-paths.h"
#include "aip-workflow-matrix.h"
#include "ui-support.h"

/* From a file of somebody else's to what a worker received, through the widgets. */

typedef struct {
  TestUi         *ui;
  GtkWidget      *content;
  AipDraftServer *server;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  static const AipDraftOptions options = { .vram_gb = 24, .speed = 1, .instant = TRUE };
  g_autoptr(GError) error = NULL;

  fixture->ui = test_ui_new (1, 2);
  fixture->server = aip_draft_server_new (&options, NULL, &error);
  g_assert_no_error (error);
  aip_draft_server_listen (fixture->server, "127.0.0.1", 0, &error);
  g_assert_no_error (error);
  aip_scheduler_add_document (fixture->ui->scheduler, fixture->ui->document);
  fixture->content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
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

/* (nullable): the dialog of that type that is open */
static GtkWidget *
find_dialog (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWidget) window = g_list_model_get_item (windows, i);
      GtkWidget *dialog = test_ui_find (window, type, NULL, NULL);

      if (dialog != NULL)
        return dialog;
    }

  return NULL;
}

static GtkWidget *
wait_dialog (Fixture *fixture,
             GType    type)
{
  test_spin_while (find_dialog (type) == NULL);
  test_ui_settle (fixture->ui);

  return find_dialog (type);
}

static gboolean
is_titled (GtkWidget     *row,
           gconstpointer  title)
{
  return g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), title);
}

static const char *
get_place (GtkWidget  *dialog,
           const char *role)
{
  GtkWidget *row = test_ui_find (dialog, ADW_TYPE_ACTION_ROW, is_titled, role);

  g_assert_nonnull (row);

  return adw_action_row_get_subtitle (ADW_ACTION_ROW (row));
}

static gboolean
is_choice (GtkWidget     *label,
           gconstpointer  place)
{
  return g_str_has_prefix (gtk_label_get_label (GTK_LABEL (label)), place);
}

/* Opens the list of the role and takes the place that begins so. */
static void
choose (Fixture    *fixture,
        GtkWidget  *dialog,
        const char *role,
        const char *place)
{
  GtkWidget *row = test_ui_find (dialog, ADW_TYPE_ACTION_ROW, is_titled, role);
  GtkWidget *button = test_ui_find (row, GTK_TYPE_MENU_BUTTON, NULL, NULL);
  GtkWidget *label;

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  test_ui_settle (fixture->ui);
  label = test_ui_find (button, GTK_TYPE_LABEL, is_choice, place);
  g_assert_nonnull (label);
  g_assert_true (gtk_widget_activate (gtk_widget_get_ancestor (label, GTK_TYPE_LIST_BOX_ROW)));
  test_ui_settle (fixture->ui);
}

static void
save (Fixture   *fixture,
      GtkWidget *dialog)
{
  g_assert_true (gtk_widget_activate_action (dialog, "binding.save", NULL));
  test_spin_while (find_dialog (AIP_TYPE_BINDING_EDITOR) != NULL);
  test_ui_settle (fixture->ui);
}

/* (transfer none): the one workflow of the project */
static AipWorkflow *
find_own (Fixture *fixture)
{
  AipWorkflowStore *store = aip_scheduler_get_workflows (fixture->ui->scheduler);
  AipWorkflow *own = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++)
    {
      g_autoptr(AipWorkflow) workflow = g_list_model_get_item (G_LIST_MODEL (store), i);

      if (aip_workflow_store_get_folder (store, workflow) == NULL)
        continue;
      g_assert_null (own);
      own = workflow;
    }
  g_assert_nonnull (own);

  return own;
}

static void
add (Fixture *fixture)
{
  g_autofree char *path = aip_paths_data_file ("workflows/flux-dev/graph.json");
  GtkWidget *dialog;

  aip_binding_editor_open (fixture->ui->session, path, fixture->content);
  dialog = wait_dialog (fixture, AIP_TYPE_BINDING_EDITOR);
  g_assert_true (g_str_has_prefix (get_place (dialog, "Prompt"), "20.text"));
  g_assert_true (g_str_has_prefix (get_place (dialog, "Guidance"), "22.guidance"));
  save (fixture, dialog);
}

/* The graph that the worker says it has run, from the picture that it made. */
static AipGraph *
generate (Fixture    *fixture,
          const char *workflow)
{
  AipShot *shot = test_ui_shot (fixture->ui, 0);
  g_autoptr(GPtrArray) shots = g_ptr_array_new ();
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) jobs = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GFile) file = NULL;
  g_autofree char *path = NULL;
  guint n_takes = aip_shot_get_n_takes (shot);
  AipGraph *graph;

  g_ptr_array_add (shots, shot);
  jobs = aip_scheduler_enqueue (fixture->ui->scheduler, fixture->ui->document, shots, workflow,
                                problems);
  g_assert_cmpuint (problems->len, ==, 0);
  test_spin_while (aip_shot_get_n_takes (shot) == n_takes);

  path = aip_document_get_take_path (fixture->ui->document, aip_shot_get_take (shot));
  file = g_file_new_for_path (path);
  bytes = g_file_load_bytes (file, NULL, NULL, &error);
  g_assert_no_error (error);
  graph = aip_graph_new_from_file (bytes, NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  return graph;
}

/* A role is changed, saved, found changed when it is opened again, and the worker gets it there. */
static void
test_change (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(AipGraph) first = NULL;
  g_autoptr(AipGraph) second = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *id = NULL;
  GtkWidget *dialog;

  aip_scheduler_add_worker (fixture->ui->scheduler, aip_draft_server_get_url (fixture->server), TRUE,
                            &error);
  g_assert_no_error (error);
  test_set_text (fixture->ui->document, test_ui_shot (fixture->ui, 0), "overrides",
                 "{\"guidance\": 2.5}");

  add (fixture);
  id = g_strdup (aip_workflow_get_id (find_own (fixture)));
  first = generate (fixture, id);
  g_assert_cmpfloat (aip_graph_get_double (first, "22", "guidance", 0), ==, 2.5);
  g_assert_cmpfloat (aip_graph_get_double (first, "31", "cfg", 0), ==, 1);

  aip_binding_editor_edit (fixture->ui->session, find_own (fixture), fixture->content);
  dialog = wait_dialog (fixture, AIP_TYPE_BINDING_EDITOR);
  g_assert_cmpstr (adw_dialog_get_title (ADW_DIALOG (dialog)), ==, "Change Workflow");
  choose (fixture, dialog, "Guidance", "31.cfg");
  g_assert_true (g_str_has_prefix (get_place (dialog, "Guidance"), "31.cfg"));
  save (fixture, dialog);

  /* It is the same workflow for every shot that names it. */
  g_assert_cmpstr (aip_workflow_get_id (find_own (fixture)), ==, id);
  second = generate (fixture, id);
  g_assert_cmpfloat (aip_graph_get_double (second, "31", "cfg", 0), ==, 2.5);
  g_assert_cmpfloat (aip_graph_get_double (second, "22", "guidance", 0), ==, 3.5);

  /* What somebody said counts more than what the links say. */
  aip_binding_editor_edit (fixture->ui->session, find_own (fixture), fixture->content);
  dialog = wait_dialog (fixture, AIP_TYPE_BINDING_EDITOR);
  g_assert_true (g_str_has_prefix (get_place (dialog, "Guidance"), "31.cfg"));
  adw_dialog_force_close (ADW_DIALOG (dialog));
  test_spin_while (find_dialog (AIP_TYPE_BINDING_EDITOR) != NULL);
}

static gboolean
is_icon (GtkWidget     *image,
         gconstpointer  name)
{
  return g_strcmp0 (gtk_image_get_icon_name (GTK_IMAGE (image)), name) == 0;
}

static gboolean
is_expander_titled (GtkWidget     *row,
                    gconstpointer  title)
{
  return is_titled (row, title);
}

/* Which sign the workflow has; looked up anew, for the rows are. */
static gboolean
shows (GtkWidget  *matrix,
       const char *icon_name)
{
  GtkWidget *row = test_ui_find (matrix, ADW_TYPE_EXPANDER_ROW, is_expander_titled,
                                 "FLUX.1 dev, text to image");

  return row != NULL && test_ui_find (row, GTK_TYPE_IMAGE, is_icon, icon_name) != NULL;
}

/* It fills in what a worker says while it is open, and lets own workflows be opened again. */
static void
test_matrix (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  GtkWidget *matrix, *row;

  add (fixture);
  adw_dialog_present (aip_workflow_matrix_new (fixture->ui->session), fixture->content);
  matrix = wait_dialog (fixture, AIP_TYPE_WORKFLOW_MATRIX);
  test_spin_while (test_ui_find (matrix, ADW_TYPE_EXPANDER_ROW, is_expander_titled,
                                 "FLUX.1 dev, text to image") == NULL);
  g_assert_false (shows (matrix, "object-select-symbolic"));

  aip_scheduler_add_worker (fixture->ui->scheduler, aip_draft_server_get_url (fixture->server), TRUE,
                            &error);
  g_assert_no_error (error);
  test_spin_while (!shows (matrix, "object-select-symbolic"));

  test_spin_while ((row = test_ui_find (matrix, ADW_TYPE_EXPANDER_ROW, is_expander_titled,
                                        aip_workflow_get_title (find_own (fixture)))) == NULL);
  g_assert_nonnull (test_ui_find (row, GTK_TYPE_IMAGE, is_icon, "document-edit-symbolic"));
  adw_dialog_force_close (ADW_DIALOG (matrix));
  test_spin_while (find_dialog (AIP_TYPE_WORKFLOW_MATRIX) != NULL);
}

int
main (int    argc,
      char **argv)
{
  if (!test_ui_init (&argc, &argv))
    return EXIT_SUCCESS;

  g_test_add ("/ui/binding-editor/change", Fixture, NULL, set_up, test_change, tear_down);
  g_test_add ("/ui/binding-editor/matrix", Fixture, NULL, set_up, test_matrix, tear_down);

  return g_test_run ();
}
