/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-application"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-application-private.h"
#include "aip-error.h"
#include "aip-new-project-dialog.h"
#include "aip-paths.h"
#include "aip-preferences-dialog.h"
#include "aip-sample.h"
#include "aip-timeline-shortcuts.h"

AipWindow *
_aip_application_ensure_window (AipApplication *self,
                                gboolean        without_project)
{
  GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (AIP_IS_WINDOW (active) &&
      (!without_project || aip_window_get_folder (AIP_WINDOW (active)) == NULL))
    return AIP_WINDOW (active);

  return aip_window_new (GTK_APPLICATION (self));
}

void
_aip_application_open_path (AipApplication *self,
                            const char     *path)
{
  g_autofree char *folder = aip_application_canonical_folder (path);
  AipWindow *window = aip_application_find_window (self, folder);

  if (window == NULL)
    {
      window = _aip_application_ensure_window (self, TRUE);
      aip_window_open_project (window, folder);
    }
  gtk_window_present (GTK_WINDOW (window));
}

static void
show_problem (AipApplication *self,
              const char     *heading,
              const GError   *error)
{
  AipWindow *window = _aip_application_ensure_window (self, FALSE);
  AdwDialog *dialog = adw_alert_dialog_new (heading, error->message);

  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (window));
  adw_dialog_present (dialog, GTK_WIDGET (window));
}

/* A folder of that name, or with a number behind it, that is not there yet. */
static char *
make_free_folder (const char *parent,
                  const char *name)
{
  g_autofree char *safe = aip_path_safe_name (name, _("Untitled"));

  for (guint i = 1;; i++)
    {
      g_autofree char *base = i == 1 ? g_strdup (safe) : g_strdup_printf ("%s %u", safe, i);
      g_autofree char *folder = g_build_filename (parent, base, NULL);

      if (!g_file_test (folder, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&folder);
    }
}

/* New and open --------------------------------------------------------------------------------- */

static void
new_window_activated_cb (GSimpleAction *action,
                         GVariant      *parameter,
                         gpointer       user_data)
{
  gtk_window_present (GTK_WINDOW (aip_window_new (user_data)));
}

static void
project_created_cb (AipNewProjectDialog *dialog,
                    const char          *folder,
                    gpointer             user_data)
{
  _aip_application_open_path (user_data, folder);
}

static void
new_project_activated_cb (GSimpleAction *action,
                          GVariant      *parameter,
                          gpointer       user_data)
{
  AipApplication *self = user_data;
  AipWindow *window = _aip_application_ensure_window (self, FALSE);
  g_autofree char *parent = aip_application_dup_projects_folder (self);
  AdwDialog *dialog = aip_new_project_dialog_new (parent);

  g_signal_connect_object (dialog, "created", G_CALLBACK (project_created_cb), self,
                           G_CONNECT_DEFAULT);
  gtk_window_present (GTK_WINDOW (window));
  adw_dialog_present (dialog, GTK_WIDGET (window));
}

static void
folder_chosen_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(AipApplication) self = user_data;
  g_autoptr(GFile) folder =
    gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (folder != NULL && g_file_peek_path (folder) != NULL)
    _aip_application_open_path (self, g_file_peek_path (folder));
}

static void
open_activated_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  AipApplication *self = user_data;
  AipWindow *window = _aip_application_ensure_window (self, FALSE);
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *path = aip_application_dup_projects_folder (self);
  g_autoptr(GFile) folder = g_file_new_for_path (path);

  gtk_file_dialog_set_title (dialog, _("Open a Project Folder"));
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    gtk_file_dialog_set_initial_folder (dialog, folder);
  gtk_window_present (GTK_WINDOW (window));
  gtk_file_dialog_select_folder (dialog, GTK_WINDOW (window), NULL, folder_chosen_cb,
                                 g_object_ref (self));
}

static void
open_path_activated_cb (GSimpleAction *action,
                        GVariant      *parameter,
                        gpointer       user_data)
{
  _aip_application_open_path (user_data, g_variant_get_string (parameter, NULL));
}

static void
document_closed_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(AipApplication) self = user_data;
  AipDocument *document = AIP_DOCUMENT (source);
  g_autoptr(GError) error = NULL;

  g_application_unmark_busy (G_APPLICATION (self));
  if (aip_document_close_finish (document, result, &error))
    _aip_application_open_path (self, aip_document_get_folder (document));
  else
    show_problem (self, _("The Project Was Not Created"), error);
  g_application_release (G_APPLICATION (self));
}

/* @document: (transfer full) (nullable): what was made. It is opened again like any other. */
static void
open_made_document (AipApplication *self,
                    AipDocument    *document,
                    const GError   *error)
{
  g_autoptr(AipDocument) owned = document;

  if (owned != NULL)
    {
      aip_document_close_async (owned, document_closed_cb, g_object_ref (self));
      return;
    }

  g_application_unmark_busy (G_APPLICATION (self));
  show_problem (self, _("The Project Was Not Created"), error);
  g_application_release (G_APPLICATION (self));
}

static void
scripted_project_created_cb (GObject      *source,
                             GAsyncResult *result,
                             gpointer      user_data)
{
  g_autoptr(AipApplication) self = user_data;
  g_autoptr(GError) error = NULL;
  AipDocument *document = aip_document_create_finish (result, &error);

  open_made_document (self, document, error);
}

static void
create_project_activated_cb (GSimpleAction *action,
                             GVariant      *parameter,
                             gpointer       user_data)
{
  AipApplication *self = user_data;
  AipProjectSpec spec = { .width = 1920, .height = 1080 };
  g_autoptr(GError) error = NULL;
  g_autofree char *made_folder = NULL;
  const char *folder;
  const char *rate;

  g_variant_get (parameter, "(&s&s&s)", &spec.name, &folder, &rate);
  if (!aip_frame_rate_parse (rate, &spec.rate, &error))
    {
      show_problem (self, _("The Project Was Not Created"), error);
      return;
    }

  if (*folder == '\0')
    {
      g_autofree char *parent = aip_application_dup_projects_folder (self);

      folder = made_folder = make_free_folder (parent, spec.name);
    }

  g_application_hold (G_APPLICATION (self));
  g_application_mark_busy (G_APPLICATION (self));
  aip_document_create_async (folder, &spec, NULL, scripted_project_created_cb, g_object_ref (self));
}

static void
sample_created_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(AipApplication) self = user_data;
  g_autoptr(GError) error = NULL;
  AipDocument *document = aip_sample_create_finish (result, &error);

  open_made_document (self, document, error);
}

static void
open_sample_activated_cb (GSimpleAction *action,
                          GVariant      *parameter,
                          gpointer       user_data)
{
  AipApplication *self = user_data;
  g_autofree char *parent = aip_application_dup_projects_folder (self);
  g_autofree char *name = aip_sample_get_name ();
  g_autofree char *folder = make_free_folder (parent, name);

  g_application_hold (G_APPLICATION (self));
  g_application_mark_busy (G_APPLICATION (self));
  aip_sample_create_async (folder, NULL, sample_created_cb, g_object_ref (self));
}

/* Dialogs -------------------------------------------------------------------------------------- */

static void
preferences_activated_cb (GSimpleAction *action,
                          GVariant      *parameter,
                          gpointer       user_data)
{
  AipWindow *window = _aip_application_ensure_window (user_data, FALSE);

  gtk_window_present (GTK_WINDOW (window));
  adw_dialog_present (aip_preferences_dialog_new (), GTK_WIDGET (window));
}

static void
shortcuts_activated_cb (GSimpleAction *action,
                        GVariant      *parameter,
                        gpointer       user_data)
{
  AipWindow *window = _aip_application_ensure_window (user_data, FALSE);
  GtkShortcutsWindow *overlay;

  /* What comes after it, AdwShortcutsDialog, is newer than the libadwaita we ask for. */
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  overlay = gtk_application_window_get_help_overlay (GTK_APPLICATION_WINDOW (window));
  G_GNUC_END_IGNORE_DEPRECATIONS

  gtk_window_present (GTK_WINDOW (window));
  /* GtkApplication gives every window the overlay of the resource and this action with it. */
  if (overlay != NULL)
    {
      AipTimelineKeymap keymap = (AipTimelineKeymap) g_settings_get_enum (
        aip_application_get_settings (AIP_APPLICATION (user_data)), "timeline-keymap");

      aip_timeline_shortcuts_show (overlay, keymap);
      g_object_set (overlay, "section-name", "shortcuts", NULL);
    }
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-help-overlay", NULL);
}

static void
about_activated_cb (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  AipWindow *window = _aip_application_ensure_window (user_data, FALSE);
  AdwAboutDialog *dialog = ADW_ABOUT_DIALOG (adw_about_dialog_new ());

  adw_about_dialog_set_application_name (dialog, "AIPipeline");
  adw_about_dialog_set_application_icon (dialog, APP_ID);
  adw_about_dialog_set_developer_name (dialog, _("The AIPipeline developers"));
  adw_about_dialog_set_version (dialog, PACKAGE_VERSION);
  adw_about_dialog_set_comments (
    dialog, _("From a shot list to the takes of every shot: AIPipeline keeps the "
               "list, sends the work to computers that run ComfyUI and keeps every "
               "result."));
  adw_about_dialog_set_copyright (dialog, "© 2026 The AIPipeline developers");
  adw_about_dialog_set_license_type (dialog, GTK_LICENSE_GPL_3_0);
  /* Translators: put your names here, one a line; they are shown in the About dialog. */
  adw_about_dialog_set_translator_credits (dialog, _("translator-credits"));
  gtk_window_present (GTK_WINDOW (window));
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (window));
}

static void
quit_activated_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  g_autoptr(GList) windows = g_list_copy (gtk_application_get_windows (user_data));

  /* Closing is what saves, so quitting is closing every window. */
  for (GList *l = windows; l != NULL; l = l->next)
    {
      /* A window with an open dialog would close only that. */
      if (AIP_IS_WINDOW (l->data))
        aip_window_dismiss_dialogs (l->data);
      gtk_window_close (l->data);
    }
}

void
_aip_application_init_actions (AipApplication *self)
{
  static const GActionEntry entries[] = {
    { .name = "new-window", .activate = new_window_activated_cb },
    { .name = "new-project", .activate = new_project_activated_cb },
    { .name = "open", .activate = open_activated_cb },
    { .name = "open-path", .activate = open_path_activated_cb, .parameter_type = "s" },
    { .name = "create-project",
      .activate = create_project_activated_cb,
      .parameter_type = "(sss)" },
    { .name = "open-sample", .activate = open_sample_activated_cb },
    { .name = "preferences", .activate = preferences_activated_cb },
    { .name = "shortcuts", .activate = shortcuts_activated_cb },
    { .name = "about", .activate = about_activated_cb },
    { .name = "quit", .activate = quit_activated_cb },
  };
  static const struct {
    const char *action;
    const char *accels[3];
  } accels[] = {
    { "app.new-window", { "<Control><Shift>n" } },
    { "app.new-project", { "<Control>n" } },
    { "app.open", { "<Control>o" } },
    { "app.preferences", { "<Control>comma" } },
    { "app.shortcuts", { "<Control>question" } },
    { "app.quit", { "<Control>q" } },
    { "win.close", { "<Control>w" } },
    { "win.undo", { "<Control>z" } },
    { "win.redo", { "<Control><Shift>z", "<Control>y" } },
    { "win.import", { "<Control>i" } },
    { "win.export", { "<Control>e" } },
    { "win.export-cut", { "<Control><Shift>e" } },
    { "win.render", { "<Control><Shift>m" } },
    { "win.search", { "<Control>f" } },
    { "win.commands", { "<Control>k", "F1" } },
    { "win.toggle-sidebar", { "<Control>F9" } },
    { "win.toggle-inspector", { "F9" } },
    { "win.show-page('shots')", { "<Alt>1" } },
    { "win.show-page('workers')", { "<Alt>2" } },
    { "win.show-page('activity')", { "<Alt>3" } },
    { "win.show-page('timeline')", { "<Alt>4" } },
    { "win.start-draft-worker", { "<Control><Shift>d" } },
    { "shots.new", { "<Control><Shift>a" } },
    { "shots.replace", { "<Control>h" } },
    { "shots.edit-filter", { "<Control><Shift>f" } },
    { "shots.setup", { "<Control><Shift>l" } },
    { "shots.view-next", { "<Control><Shift>Page_Down" } },
    { "shots.view-previous", { "<Control><Shift>Page_Up" } },
    { "shots.generate", { "<Control>g" } },
    { "shots.generate-all", { "<Control><Shift>g" } },
    { "shots.vary", { "<Control><Alt>v" } },
    { "shots.regenerate-stale::project", { "<Control><Alt>g" } },
    { "shots.generate-chain", { "<Control><Alt>c" } },
    { "shots.approve-take", { "<Control><Shift>y" } },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  for (int i = 1; i <= 9; i++)
    {
      g_autofree char *action = g_strdup_printf ("shots.view-number(%d)", i);
      g_autofree char *accel = g_strdup_printf ("<Control>%d", i);

      gtk_application_set_accels_for_action (GTK_APPLICATION (self), action,
                                             (const char *[]) { accel, NULL });
    }
  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accels[i].action,
                                           accels[i].accels);
}
