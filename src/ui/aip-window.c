/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-window"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-application.h"
#include "aip-binding-editor.h"
#include "aip-graph-file.h"
#include "aip-recent-projects.h"
#include "aip-start-page.h"
#include "aip-window-private.h"

/* Most projects open in less; a page that only flashes up tells nothing. */
#define LOADING_DELAY_MS 300

G_DEFINE_FINAL_TYPE (AipWindow, aip_window, ADW_TYPE_APPLICATION_WINDOW)

/* Toasts --------------------------------------------------------------------------------------- */

static void
undo_toast_dismissed_cb (AipWindow *self,
                         AdwToast  *toast)
{
  if (self->undo_toast == toast)
    self->undo_toast = NULL;
}

static void
toast_dismissed_cb (AipWindow *self,
                    AdwToast  *toast)
{
  g_hash_table_remove (self->toasts, adw_toast_get_title (toast));
}

static void
session_toast_cb (AipSession *session,
                  const char *text,
                  gboolean    undoable,
                  AipWindow  *self)
{
  AdwToast *toast;

  /* What goes wrong again and again is said once, not in a queue of minutes. */
  if (!undoable && !g_hash_table_add (self->toasts, g_strdup (text)))
    return;

  toast = adw_toast_new (text);
  adw_toast_set_use_markup (toast, FALSE);
  if (undoable)
    {
      adw_toast_set_button_label (toast, _("_Undo"));
      adw_toast_set_action_name (toast, "win.undo");
      g_signal_connect_object (toast, "dismissed", G_CALLBACK (undo_toast_dismissed_cb), self,
                               G_CONNECT_SWAPPED);
      self->undo_toast = toast;
      self->undo_position = aip_document_get_position (aip_session_get_document (session));
    }
  else
    g_signal_connect_object (toast, "dismissed", G_CALLBACK (toast_dismissed_cb), self,
                             G_CONNECT_SWAPPED);
  adw_toast_overlay_add_toast (self->toast_overlay, toast);
}

static void
session_toast_locked_cb (AipSession *session,
                         const char *text,
                         AipWindow  *self)
{
  AdwToast *toast;

  if (!g_hash_table_add (self->toasts, g_strdup (text)))
    return;

  toast = adw_toast_new (text);
  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_button_label (toast, _("_Unlock"));
  adw_toast_set_action_name (toast, "shots.unlock");
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (toast_dismissed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_toast_overlay_add_toast (self->toast_overlay, toast);
}

/* The toast undoes what it speaks of or nothing: another edit takes its button away. */
static void
document_changed_cb (AipDocument  *document,
                     AipChangeSet *changes,
                     AipWindow    *self)
{
  if (self->undo_toast != NULL && aip_change_set_get_kind (changes) != AIP_TRANSACTION_RECORD &&
      aip_change_set_get_position (changes) > self->undo_position)
    adw_toast_dismiss (self->undo_toast);
}

/* The project ---------------------------------------------------------------------------------- */

static void
update_title (AipWindow *self)
{
  g_autofree char *title = NULL;

  if (self->session != NULL)
    {
      AipProject *project = aip_document_get_project (aip_session_get_document (self->session));

      /* Translators: the title of a window: name of the project, name of the program. */
      title = g_strdup_printf (_("%s – %s"), aip_project_get_name (project), "AIPipeline");
    }

  gtk_window_set_title (GTK_WINDOW (self), title != NULL ? title : "AIPipeline");
}

static void
export_shots_actions (AipWindow *self)
{
  GtkApplication *app = gtk_window_get_application (GTK_WINDOW (self));
  GDBusConnection *connection = g_application_get_dbus_connection (G_APPLICATION (app));
  GActionGroup *group = aip_project_view_get_shots_actions (self->view);
  g_autofree char *path = NULL;

  gtk_widget_insert_action_group (GTK_WIDGET (self), "shots", group);
  if (connection == NULL || group == NULL)
    return;

  /* Beside the group that GtkApplicationWindow exports, for scripts and tests. */
  path = g_strdup_printf ("/io/github/aipipeline/AIPipeline/window/%u/shots",
                          gtk_application_window_get_id (GTK_APPLICATION_WINDOW (self)));
  self->shots_export = g_dbus_connection_export_action_group (connection, path, group, NULL);
}

static void
unexport_shots_actions (AipWindow *self)
{
  GDBusConnection *connection = g_application_get_dbus_connection (g_application_get_default ());

  if (self->shots_export != 0 && connection != NULL)
    g_dbus_connection_unexport_action_group (connection, self->shots_export);
  self->shots_export = 0;
  gtk_widget_insert_action_group (GTK_WIDGET (self), "shots", NULL);
}

void
_aip_window_show_page (AipWindow  *self,
                       const char *name)
{
  g_return_if_fail (AIP_IS_WINDOW (self));

  g_clear_handle_id (&self->loading_source, g_source_remove);
  gtk_stack_set_visible_child_name (self->stack, name);
  if (g_str_equal (name, "start"))
    gtk_widget_grab_focus (self->start_page);
}

static gboolean
show_loading_cb (gpointer user_data)
{
  AipWindow *self = user_data;

  self->loading_source = 0;
  gtk_stack_set_visible_child_name (self->stack, "loading");

  return G_SOURCE_REMOVE;
}

void
_aip_window_show_loading (AipWindow *self)
{
  g_return_if_fail (AIP_IS_WINDOW (self));

  if (self->loading_source == 0)
    self->loading_source = g_timeout_add (LOADING_DELAY_MS, show_loading_cb, self);
}

void
_aip_window_set_document (AipWindow   *self,
                          AipDocument *document)
{
  AipApplication *app = aip_application_get_default ();
  AipProject *project = aip_document_get_project (document);

  g_return_if_fail (AIP_IS_WINDOW (self));
  g_return_if_fail (self->session == NULL);

  self->session = aip_session_new (document, aip_application_get_scheduler (app),
                                   aip_application_get_thumbnailer (app),
                                   aip_application_get_activity (app));
  g_signal_connect_object (self->session, "toast-locked", G_CALLBACK (session_toast_locked_cb),
                           self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->session, "toast", G_CALLBACK (session_toast_cb), self,
                           G_CONNECT_DEFAULT);
  g_signal_connect_object (document, "changed", G_CALLBACK (document_changed_cb), self,
                           G_CONNECT_DEFAULT);
  g_signal_connect_object (project, "notify::name", G_CALLBACK (update_title), self,
                           G_CONNECT_SWAPPED);

  self->view = aip_project_view_new (self->session);
  aip_project_view_add_actions (self->view, G_ACTION_MAP (self));
  adw_bin_set_child (self->project_bin, GTK_WIDGET (self->view));
  export_shots_actions (self);
  update_title (self);
  _aip_window_show_page (self, "project");
  aip_project_view_focus (self->view);

  aip_application_document_opened (app, document);
}

/* Hands the document to the application, which closes it, and goes back to the start page. */
static void
release_project (AipWindow *self)
{
  AipApplication *app = aip_application_get_default ();
  g_autoptr(AipDocument) document = NULL;

  if (self->session == NULL)
    return;

  /* An editor that is still open takes leaving it as its commit. */
  gtk_window_set_focus (GTK_WINDOW (self), NULL);

  if (self->undo_toast != NULL)
    adw_toast_dismiss (self->undo_toast);
  document = g_object_ref (aip_session_get_document (self->session));
  g_signal_handlers_disconnect_by_data (document, self);

  unexport_shots_actions (self);
  aip_project_view_save_state (self->view);
  aip_project_view_remove_actions (self->view, G_ACTION_MAP (self));
  adw_bin_set_child (self->project_bin, NULL);
  self->view = NULL;
  g_clear_object (&self->session);

  aip_application_close_document (app, document);
  update_title (self);
}

/* Actions -------------------------------------------------------------------------------------- */

static void
close_activated_cb (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  gtk_window_close (GTK_WINDOW (user_data));
}

static void
close_project_activated_cb (GSimpleAction *action,
                            GVariant      *parameter,
                            gpointer       user_data)
{
  AipWindow *self = user_data;

  release_project (self);
  _aip_window_show_page (self, "start");
}

static gboolean
files_dropped_cb (AipWindow     *self,
                  const GValue  *value,
                  double         x,
                  double         y,
                  GtkDropTarget *target)
{
  GSList *files = gdk_file_list_get_files (g_value_get_boxed (value));
  gboolean taken = FALSE;

  for (GSList *l = files; l != NULL; l = l->next)
    {
      const char *path = g_file_peek_path (l->data);

      if (path == NULL)
        continue;
      if (self->view != NULL && aip_graph_file_may_be (path))
        aip_binding_editor_open (self->session, path, GTK_WIDGET (self->view));
      else if (self->view != NULL && aip_project_view_can_import (path))
        aip_project_view_import (self->view, path);
      else if (self->session == NULL || g_file_test (path, G_FILE_TEST_IS_DIR) ||
               g_str_has_suffix (path, ".aip"))
        aip_window_open_project (self, path);
      else
        continue;
      taken = TRUE;
    }

  g_slist_free (files);

  return taken;
}

/* The window ----------------------------------------------------------------------------------- */

static void
save_size (AipWindow *self)
{
  GSettings *settings = aip_application_get_settings (aip_application_get_default ());
  int width;
  int height;

  g_settings_set_boolean (settings, "window-maximized",
                          gtk_window_is_maximized (GTK_WINDOW (self)));
  if (gtk_window_is_maximized (GTK_WINDOW (self)) || gtk_window_is_fullscreen (GTK_WINDOW (self)))
    return;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_int (settings, "window-width", width);
  g_settings_set_int (settings, "window-height", height);
}

static void
stop_answered_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(AipWindow) self = user_data;
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);

  self->stop_renders = g_str_equal (answer, "stop");
  if (self->stop_renders)
    gtk_window_close (GTK_WINDOW (self));
}

/* With the last window the program ends, and with it what it renders. */
static gboolean
ask_about_renders (AipWindow *self)
{
  AipApplication *app = aip_application_get_default ();
  AdwDialog *question;
  guint n_windows = 0;

  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (app)); l != NULL; l = l->next)
    n_windows += AIP_IS_WINDOW (l->data);
  if (self->stop_renders || n_windows > 1 ||
      aip_render_queue_get_n_open (aip_application_get_renders (app)) == 0)
    return FALSE;

  question = adw_alert_dialog_new (_("Stop Rendering?"),
                                   _("A film is being rendered. Nothing of it is kept when "
                                     "AIPipeline is closed now."));
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (question), "keep", _("_Keep Rendering"),
                                  "stop", _("_Stop and Close"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (question), "stop",
                                            ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (question), "keep");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (question), "keep");
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (question), GTK_WIDGET (self), NULL, stop_answered_cb,
                           g_object_ref (self));

  return TRUE;
}

static gboolean
aip_window_close_request (GtkWindow *window)
{
  AipWindow *self = AIP_WINDOW (window);

  if (ask_about_renders (self))
    return TRUE;

  save_size (self);
  release_project (self);

  return GTK_WINDOW_CLASS (aip_window_parent_class)->close_request (window);
}

static void
aip_window_constructed (GObject *object)
{
  AipWindow *self = AIP_WINDOW (object);
  GSettings *settings = aip_application_get_settings (aip_application_get_default ());

  G_OBJECT_CLASS (aip_window_parent_class)->constructed (object);

  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (settings, "window-width"),
                               g_settings_get_int (settings, "window-height"));
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
}

static void
aip_window_dispose (GObject *object)
{
  AipWindow *self = AIP_WINDOW (object);

  /* Destroyed without being asked to close, such as when the display goes away. */
  if (self->session != NULL)
    release_project (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), AIP_TYPE_WINDOW);
  g_clear_handle_id (&self->loading_source, g_source_remove);
  g_clear_pointer (&self->loading_folder, g_free);

  G_OBJECT_CLASS (aip_window_parent_class)->dispose (object);
}

static void
aip_window_finalize (GObject *object)
{
  AipWindow *self = AIP_WINDOW (object);

  g_clear_pointer (&self->toasts, g_hash_table_unref);

  G_OBJECT_CLASS (aip_window_parent_class)->finalize (object);
}

static void
aip_window_class_init (AipWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GtkWindowClass *window_class = GTK_WINDOW_CLASS (klass);

  object_class->constructed = aip_window_constructed;
  object_class->dispose = aip_window_dispose;
  object_class->finalize = aip_window_finalize;
  window_class->close_request = aip_window_close_request;

  g_type_ensure (AIP_TYPE_START_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/aipipeline/AIPipeline/aip-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AipWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, AipWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, AipWindow, project_bin);
  gtk_widget_class_bind_template_child (widget_class, AipWindow, start_page);
  gtk_widget_class_bind_template_child (widget_class, AipWindow, loading_page);
}

static void
aip_window_init (AipWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "close", .activate = close_activated_cb },
    { .name = "close-project", .activate = close_project_activated_cb },
  };
  g_autoptr(GdkPaintable) spinner = NULL;
  GtkDropTarget *target;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->toasts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  spinner = GDK_PAINTABLE (adw_spinner_paintable_new (GTK_WIDGET (self->loading_page)));
  adw_status_page_set_paintable (self->loading_page, spinner);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);

  target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  g_signal_connect_object (target, "drop", G_CALLBACK (files_dropped_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

AipWindow *
aip_window_new (GtkApplication *app)
{
  g_return_val_if_fail (GTK_IS_APPLICATION (app), NULL);

  return g_object_new (AIP_TYPE_WINDOW, "application", app, NULL);
}

AipSession *
aip_window_get_session (AipWindow *self)
{
  g_return_val_if_fail (AIP_IS_WINDOW (self), NULL);

  return self->session;
}

gboolean
aip_window_is_loading (AipWindow *self)
{
  g_return_val_if_fail (AIP_IS_WINDOW (self), FALSE);

  return self->loading_folder != NULL;
}

const char *
aip_window_get_folder (AipWindow *self)
{
  g_return_val_if_fail (AIP_IS_WINDOW (self), NULL);

  return self->session != NULL ? aip_document_get_folder (aip_session_get_document (self->session))
                               : self->loading_folder;
}

void
aip_window_dismiss_dialogs (AipWindow *self)
{
  AdwDialog *dialog;

  g_return_if_fail (AIP_IS_WINDOW (self));

  while ((dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self))) !=
         NULL)
    adw_dialog_force_close (dialog);
}
