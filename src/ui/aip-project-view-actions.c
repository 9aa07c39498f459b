/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-project-view"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-add-worker-dialog.h"
#include "aip-application.h"
#include "aip-binding-editor.h"
#include "aip-comfy-client.h"
#include "aip-command-palette.h"
#include "aip-cut-export-dialog.h"
#include "aip-cut-import-dialog.h"
#include "aip-export-dialog.h"
#include "aip-finish-dialog.h"
#include "aip-history-dialog.h"
#include "aip-import-dialog.h"
#include "aip-project-properties-dialog.h"
#include "aip-project-view-private.h"
#include "aip-render-dialog.h"
#include "aip-timeline-page.h"
#include "aip-trash-dialog.h"
#include "aip-workflow-matrix.h"

static AipDocument *
get_document (gpointer user_data)
{
  return aip_session_get_document (AIP_PROJECT_VIEW (user_data)->session);
}

/* While a text is being typed, undo is the text's: the accelerators come here before it sees them. */
static gboolean
undo_in_text (AipProjectView *self,
              const char     *action)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (!GTK_IS_TEXT_VIEW (focus) && !GTK_IS_TEXT (focus))
    return FALSE;

  gtk_widget_activate_action (focus, action, NULL);
  return TRUE;
}

/*
 * What is open over the window has keys of its own, but the accelerators of the window come first.
 * (nullable): the dialog that they are meant for.
 */
static GtkWidget *
get_dialog (AipProjectView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (!ADW_IS_APPLICATION_WINDOW (root))
    return NULL;

  return (GtkWidget *) adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (root));
}

/* Undo belongs to what has the focus: a text, a dialog with steps of its own, then the film. */
static gboolean
undo_elsewhere (AipProjectView *self,
                const char     *text_action,
                const char     *dialog_action)
{
  GtkWidget *dialog = get_dialog (self);

  if (undo_in_text (self, text_action))
    return TRUE;
  if (dialog == NULL)
    return FALSE;

  gtk_widget_activate_action (dialog, dialog_action, NULL);

  return TRUE;
}

static void
undo_activated_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  AipProjectView *self = user_data;

  if (undo_elsewhere (self, "text.undo", "setup.undo"))
    return;

  aip_shots_page_flush (self->shots_page);
  aip_document_undo (get_document (self));
}

static void
redo_activated_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  AipProjectView *self = user_data;

  if (undo_elsewhere (self, "text.redo", "setup.redo"))
    return;

  aip_shots_page_flush (self->shots_page);
  aip_document_redo (get_document (self));
}

/* Import --------------------------------------------------------------------------------------- */

gboolean
aip_project_view_can_import (const char *path)
{
  static const char *const endings[] = { ".xlsx", ".xlsm", ".csv", ".tsv", ".txt", ".json" };
  g_autofree char *folded = NULL;

  g_return_val_if_fail (path != NULL, FALSE);

  folded = g_ascii_strdown (path, -1);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      if (g_str_has_suffix (folded, endings[i]))
        return TRUE;
    }

  return FALSE;
}

void
aip_project_view_import (AipProjectView *self,
                         const char     *path)
{
  g_return_if_fail (AIP_IS_PROJECT_VIEW (self));
  g_return_if_fail (path != NULL);

  adw_dialog_present (aip_import_dialog_new (self->session, path), GTK_WIDGET (self));
}

static void
workflow_chosen_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(AipProjectView) self = user_data;
  g_autoptr(GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL && g_file_peek_path (file) != NULL && self->session != NULL)
    aip_binding_editor_open (self->session, g_file_peek_path (file), GTK_WIDGET (self));
}

static void
add_workflow_activated_cb (GSimpleAction *action,
                           GVariant      *parameter,
                           gpointer       user_data)
{
  AipProjectView *self = user_data;
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr(GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr(GtkFileFilter) workflows = gtk_file_filter_new ();
  static const char *const suffixes[] = { "json", "png", "webp", "mp4", "webm" };

  gtk_file_filter_set_name (workflows, _("Workflows and What Was Made With Them"));
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    gtk_file_filter_add_suffix (workflows, suffixes[i]);
  g_list_store_append (filters, workflows);

  gtk_file_dialog_set_title (dialog, _("Add Workflow"));
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL,
                        workflow_chosen_cb, g_object_ref (self));
}

static void
add_workflow_path_activated_cb (GSimpleAction *action,
                                GVariant      *parameter,
                                gpointer       user_data)
{
  AipProjectView *self = user_data;

  aip_binding_editor_open (self->session, g_variant_get_string (parameter, NULL), GTK_WIDGET (self));
}

static void
edit_workflow_activated_cb (GSimpleAction *action,
                            GVariant      *parameter,
                            gpointer       user_data)
{
  AipProjectView *self = user_data;
  AipWorkflowStore *store =
    aip_scheduler_get_workflows (aip_session_get_scheduler (self->session));
  AipWorkflow *workflow = aip_workflow_store_get (store, g_variant_get_string (parameter, NULL));

  if (workflow == NULL || aip_workflow_store_get_folder (store, workflow) == NULL)
    aip_session_toast (self->session, _("Only workflows that were added to this project can be changed."));
  else
    aip_binding_editor_edit (self->session, workflow, GTK_WIDGET (self));
}

static void
workflow_matrix_activated_cb (GSimpleAction *action,
                              GVariant      *parameter,
                              gpointer       user_data)
{
  AipProjectView *self = user_data;

  adw_dialog_present (aip_workflow_matrix_new (self->session), GTK_WIDGET (self));
}

static void
import_chosen_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(AipProjectView) self = user_data;
  g_autoptr(GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  /* The project may have been closed behind the dialog. */
  if (file != NULL && g_file_peek_path (file) != NULL && self->session != NULL)
    aip_project_view_import (self, g_file_peek_path (file));
}

static void
import_activated_cb (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  AipProjectView *self = user_data;
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr(GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr(GtkFileFilter) lists = gtk_file_filter_new ();
  g_autoptr(GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (lists, _("Shot Lists (XLSX, CSV, JSON)"));
  gtk_file_filter_add_suffix (lists, "xlsx");
  gtk_file_filter_add_suffix (lists, "xlsm");
  gtk_file_filter_add_suffix (lists, "csv");
  gtk_file_filter_add_suffix (lists, "tsv");
  gtk_file_filter_add_suffix (lists, "txt");
  gtk_file_filter_add_suffix (lists, "json");
  gtk_file_filter_set_name (all, _("All Files"));
  gtk_file_filter_add_pattern (all, "*");
  g_list_store_append (filters, lists);
  g_list_store_append (filters, all);

  gtk_file_dialog_set_title (dialog, _("Import Shots"));
  gtk_file_dialog_set_accept_label (dialog, _("_Import"));
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL,
                        import_chosen_cb, g_object_ref (self));
}

static void
import_path_activated_cb (GSimpleAction *action,
                          GVariant      *parameter,
                          gpointer       user_data)
{
  aip_project_view_import (user_data, g_variant_get_string (parameter, NULL));
}

static void
export_activated_cb (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  AipProjectView *self = user_data;

  if (get_dialog (self) == NULL)
    adw_dialog_present (aip_export_dialog_new (self->session), GTK_WIDGET (self));
}

static void
import_cut_chosen_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr(AipProjectView) self = user_data;
  g_autoptr(GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  /* The project may have been closed behind the dialog. */
  if (file != NULL && g_file_peek_path (file) != NULL && self->session != NULL)
    adw_dialog_present (aip_cut_import_dialog_new (self->session, g_file_peek_path (file)),
                        GTK_WIDGET (self));
}

static void
import_cut_activated_cb (GSimpleAction *action,
                         GVariant      *parameter,
                         gpointer       user_data)
{
  static const char *const suffixes[] = { "edl", "xml", "fcpxml", "otio" };
  AipProjectView *self = user_data;
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr(GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr(GtkFileFilter) cuts = gtk_file_filter_new ();
  g_autoptr(GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (cuts, _("Cuts (EDL, XML, FCPXML, OTIO)"));
  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    gtk_file_filter_add_suffix (cuts, suffixes[i]);
  gtk_file_filter_set_name (all, _("All Files"));
  gtk_file_filter_add_pattern (all, "*");
  g_list_store_append (filters, cuts);
  g_list_store_append (filters, all);

  gtk_file_dialog_set_title (dialog, _("Import Cut"));
  gtk_file_dialog_set_accept_label (dialog, _("_Import"));
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL,
                        import_cut_chosen_cb, g_object_ref (self));
}

static void
import_cut_path_activated_cb (GSimpleAction *action,
                              GVariant      *parameter,
                              gpointer       user_data)
{
  AipProjectView *self = user_data;

  if (get_dialog (self) == NULL)
    adw_dialog_present (aip_cut_import_dialog_new (self->session,
                                                   g_variant_get_string (parameter, NULL)),
                        GTK_WIDGET (self));
}

static void
export_cut_activated_cb (GSimpleAction *action,
                         GVariant      *parameter,
                         gpointer       user_data)
{
  AipProjectView *self = user_data;

  if (get_dialog (self) == NULL)
    adw_dialog_present (aip_cut_export_dialog_new (self->session), GTK_WIDGET (self));
}

static void
finish_cut_activated_cb (GSimpleAction *action,
                         GVariant      *parameter,
                         gpointer       user_data)
{
  AipProjectView *self = user_data;

  if (get_dialog (self) == NULL)
    adw_dialog_present (aip_finish_dialog_new (self->session), GTK_WIDGET (self));
}

/* What is marked in the timeline, if somebody has looked at that. */
static void
render_activated_cb (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  AipProjectView *self = user_data;
  GtkWidget *page = adw_bin_get_child (self->timeline_bin);
  gint64 in = -1;
  gint64 out = -1;

  if (get_dialog (self) != NULL)
    return;
  if (page != NULL &&
      !aip_timeline_session_get_range (aip_timeline_page_get_session (AIP_TIMELINE_PAGE (page)),
                                       &in, &out))
    in = -1;
  adw_dialog_present (aip_render_dialog_new (self->session,
                                             aip_application_get_renders (
                                               aip_application_get_default ()), in, out),
                      GTK_WIDGET (self));
}

static void
cancel_render_activated_cb (GSimpleAction *action,
                            GVariant      *parameter,
                            gpointer       user_data)
{
  AipProjectView *self = user_data;

  gtk_widget_activate_action (GTK_WIDGET (self->render_bar), "render.cancel", NULL);
}

/* Where one is --------------------------------------------------------------------------------- */

static void
show_page_activated_cb (GSimpleAction *action,
                        GVariant      *parameter,
                        gpointer       user_data)
{
  AipProjectView *self = user_data;
  const char *page = g_variant_get_string (parameter, NULL);
  GtkWidget *dialog = get_dialog (self);

  /* Alt+1 and Alt+2 are the tabs of a dialog while one is open. */
  if (dialog != NULL)
    {
      gtk_widget_activate_action (dialog, "setup.show-tab", "s",
                                  g_str_equal (page, "shots") ? "visual" : "text");
      return;
    }

  if (gtk_stack_get_child_by_name (self->pages, page) != NULL)
    gtk_stack_set_visible_child_name (self->pages, page);
  /* Its keys are letters: they are to work from the first one on. */
  if (g_str_equal (page, "timeline"))
    aip_project_view_focus (self);
}

static void
search_activated_cb (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  AipProjectView *self = user_data;

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), "activity") == 0)
    {
      gtk_widget_activate_action (adw_bin_get_child (self->activity_bin), "activity.search", NULL);
      return;
    }

  gtk_stack_set_visible_child_name (self->pages, "shots");
  gtk_widget_grab_focus (self->search_entry);
}

static void
commands_activated_cb (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       user_data)
{
  AipProjectView *self = user_data;
  g_autoptr(GHashTable) groups = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) menus = g_ptr_array_new ();
  GApplication *application = g_application_get_default ();

  /* Over something that is open its commands would not do what they say. */
  if (get_dialog (self) != NULL)
    return;

  if (application != NULL)
    g_hash_table_insert (groups, (gpointer) "app", application);
  g_hash_table_insert (groups, (gpointer) "win", self->actions);
  g_hash_table_insert (groups, (gpointer) "shots",
                       aip_shots_page_get_actions (self->shots_page));
  if (adw_bin_get_child (self->timeline_bin) != NULL)
    g_hash_table_insert (groups, (gpointer) "timeline",
                         aip_timeline_page_get_actions (
                           AIP_TIMELINE_PAGE (adw_bin_get_child (self->timeline_bin))));
  g_ptr_array_add (menus, aip_shots_page_get_row_menu (self->shots_page));
  adw_dialog_present (aip_command_palette_new (self->session, GTK_WIDGET (self), groups, menus),
                      GTK_WIDGET (self));
}

static void
search_text_activated_cb (GSimpleAction *action,
                          GVariant      *parameter,
                          gpointer       user_data)
{
  AipProjectView *self = user_data;

  gtk_stack_set_visible_child_name (self->pages, "shots");
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), g_variant_get_string (parameter, NULL));
}

static void
project_properties_activated_cb (GSimpleAction *action,
                                 GVariant      *parameter,
                                 gpointer       user_data)
{
  AipProjectView *self = user_data;

  if (get_dialog (self) == NULL)
    adw_dialog_present (aip_project_properties_dialog_new (self->session), GTK_WIDGET (self));
}

static void
history_activated_cb (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       user_data)
{
  AipProjectView *self = user_data;

  aip_history_dialog_present (self->session, GTK_WIDGET (self));
}

static void
trash_activated_cb (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  AipProjectView *self = user_data;

  aip_trash_dialog_present (self->session, GTK_WIDGET (self));
}

static void
open_folder_activated_cb (GSimpleAction *action,
                          GVariant      *parameter,
                          gpointer       user_data)
{
  g_autoptr(GFile) folder =
    g_file_new_for_path (aip_document_get_folder (get_document (user_data)));
  g_autoptr(GtkFileLauncher) launcher = gtk_file_launcher_new (folder);

  gtk_file_launcher_launch (launcher, GTK_WINDOW (gtk_widget_get_root (user_data)), NULL, NULL,
                            NULL);
}

/* Workers -------------------------------------------------------------------------------------- */

static void
add_worker_activated_cb (GSimpleAction *action,
                         GVariant      *parameter,
                         gpointer       user_data)
{
  AipProjectView *self = user_data;
  const char *address = g_variant_get_string (parameter, NULL);
  g_autoptr(GError) error = NULL;

  if (*address == '\0')
    adw_dialog_present (aip_add_worker_dialog_new (aip_session_get_scheduler (self->session)),
                        GTK_WIDGET (self));
  else if (aip_scheduler_add_worker (aip_session_get_scheduler (self->session), address, FALSE,
                                     &error) == NULL)
    aip_session_toast_error (self->session, error);
}

static void
draft_worker_started_cb (GObject      *source,
                         GAsyncResult *result,
                         gpointer      user_data)
{
  g_autoptr(AipSession) session = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AipWorker) worker =
    aip_draft_workers_start_finish (AIP_DRAFT_WORKERS (source), result, &error);

  aip_session_toast_error (session, error);
}

static void
start_draft_worker_activated_cb (GSimpleAction *action,
                                 GVariant      *parameter,
                                 gpointer       user_data)
{
  AipProjectView *self = user_data;
  AipApplication *app = aip_application_get_default ();
  GSettings *settings = aip_application_get_settings (app);

  aip_draft_workers_start_async (aip_application_get_draft_workers (app),
                                 g_settings_get_int (settings, "draft-vram"),
                                 g_settings_get_double (settings, "draft-speed"), NULL,
                                 draft_worker_started_cb, g_object_ref (self->session));
}

/* @address: as a person writes it, also without http:// */
static AipWorker *
find_worker (AipProjectView *self,
             const char     *address)
{
  GListModel *workers = aip_scheduler_get_workers (aip_session_get_scheduler (self->session));
  guint n_workers = g_list_model_get_n_items (workers);
  g_autofree char *canonical = aip_comfy_client_normalize_address (address, NULL);

  if (canonical == NULL)
    return NULL;

  for (guint i = 0; i < n_workers; i++)
    {
      g_autoptr(AipWorker) worker = g_list_model_get_item (workers, i);

      if (g_str_equal (aip_worker_get_address (worker), canonical))
        return worker;
    }

  return NULL;
}

static void
remove_worker_activated_cb (GSimpleAction *action,
                            GVariant      *parameter,
                            gpointer       user_data)
{
  AipProjectView *self = user_data;
  AipWorker *worker = find_worker (self, g_variant_get_string (parameter, NULL));

  if (worker != NULL &&
      !aip_draft_workers_remove (aip_application_get_draft_workers (aip_application_get_default ()),
                                 worker))
    aip_scheduler_remove_worker (aip_session_get_scheduler (self->session), worker);
}

static void
pause_worker_activated_cb (GSimpleAction *action,
                           GVariant      *parameter,
                           gpointer       user_data)
{
  AipWorker *worker = find_worker (user_data, g_variant_get_string (parameter, NULL));

  if (worker != NULL)
    aip_worker_set_paused (worker, !aip_worker_get_paused (worker));
}

/* The map -------------------------------------------------------------------------------------- */

static const GActionEntry entries[] = {
  { .name = "undo", .activate = undo_activated_cb },
  { .name = "redo", .activate = redo_activated_cb },
  { .name = "export", .activate = export_activated_cb },
  { .name = "export-cut", .activate = export_cut_activated_cb },
  { .name = "finish-cut", .activate = finish_cut_activated_cb },
  { .name = "render", .activate = render_activated_cb },
  { .name = "cancel-render", .activate = cancel_render_activated_cb },
  { .name = "import-cut", .activate = import_cut_activated_cb },
  { .name = "import-cut-path", .activate = import_cut_path_activated_cb, .parameter_type = "s" },
  { .name = "add-workflow", .activate = add_workflow_activated_cb },
  { .name = "add-workflow-path", .activate = add_workflow_path_activated_cb, .parameter_type = "s" },
  { .name = "edit-workflow", .activate = edit_workflow_activated_cb, .parameter_type = "s" },
  { .name = "workflow-matrix", .activate = workflow_matrix_activated_cb },
  { .name = "import", .activate = import_activated_cb },
  { .name = "import-path", .activate = import_path_activated_cb, .parameter_type = "s" },
  { .name = "show-page", .activate = show_page_activated_cb, .parameter_type = "s" },
  { .name = "search", .activate = search_activated_cb },
  { .name = "commands", .activate = commands_activated_cb },
  { .name = "search-text", .activate = search_text_activated_cb, .parameter_type = "s" },
  { .name = "project-properties", .activate = project_properties_activated_cb },
  { .name = "history", .activate = history_activated_cb },
  { .name = "trash", .activate = trash_activated_cb },
  { .name = "open-folder", .activate = open_folder_activated_cb },
  { .name = "add-worker", .activate = add_worker_activated_cb, .parameter_type = "s" },
  { .name = "start-draft-worker", .activate = start_draft_worker_activated_cb },
  { .name = "remove-worker", .activate = remove_worker_activated_cb, .parameter_type = "s" },
  { .name = "pause-worker", .activate = pause_worker_activated_cb, .parameter_type = "s" },
};

void
_aip_project_view_update_actions (AipProjectView *self)
{
  AipDocument *document = get_document (self);

  if (self->actions == NULL)
    return;

  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (self->actions, "undo")),
                               aip_document_can_undo (document));
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (self->actions, "redo")),
                               aip_document_can_redo (document));
}

void
aip_project_view_add_actions (AipProjectView *self,
                              GActionMap     *map)
{
  g_autoptr(GPropertyAction) sidebar = NULL;
  g_autoptr(GPropertyAction) inspector = NULL;

  g_return_if_fail (AIP_IS_PROJECT_VIEW (self));
  g_return_if_fail (self->actions == NULL);

  self->actions = g_object_ref (map);
  g_action_map_add_action_entries (map, entries, G_N_ELEMENTS (entries), self);

  sidebar = g_property_action_new ("toggle-sidebar", self->split_view, "show-sidebar");
  inspector = g_property_action_new ("toggle-inspector", self->inspector_split, "show-sidebar");
  g_action_map_add_action (map, G_ACTION (sidebar));
  g_action_map_add_action (map, G_ACTION (inspector));

  _aip_project_view_update_actions (self);
}

void
aip_project_view_remove_actions (AipProjectView *self,
                                 GActionMap     *map)
{
  g_return_if_fail (AIP_IS_PROJECT_VIEW (self));

  g_action_map_remove_action_entries (map, entries, G_N_ELEMENTS (entries));
  g_action_map_remove_action (map, "toggle-sidebar");
  g_action_map_remove_action (map, "toggle-inspector");
  g_clear_object (&self->actions);
}
