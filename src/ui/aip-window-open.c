/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-window"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-application.h"
#include "aip-error.h"
#include "aip-format.h"
#include "aip-window-private.h"

/*
 * Opening a project, and what a person can do when it does not open. Each step is one asynchronous
 * call; the window says that it is loading from the first to the last.
 */

static void open_again (AipWindow *self);

static void
end_loading (AipWindow *self)
{
  g_clear_pointer (&self->loading_folder, g_free);
  _aip_window_show_page (self, "start");
}

static void
show_problem (AipWindow    *self,
              const char   *heading,
              const GError *error)
{
  AdwDialog *dialog = adw_alert_dialog_new (heading, error->message);

  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _("_Close"));
  adw_dialog_present (dialog, GTK_WIDGET (self));
  end_loading (self);
}

/* A damaged project ---------------------------------------------------------------------------- */

static void
backup_restored_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(AipWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean restored = aip_document_restore_backup_finish (result, &error);

  if (self->loading_folder == NULL)
    return;

  if (!restored)
    {
      show_problem (self, _("The Backup Was Not Restored"), error);
      return;
    }

  open_again (self);
}

static void
damage_answered_cb (AdwAlertDialog *dialog,
                    const char     *response,
                    gpointer        user_data)
{
  AipWindow *self = user_data;
  const char *backup = g_object_get_data (G_OBJECT (dialog), "backup");

  if (g_str_equal (response, "restore"))
    aip_document_restore_backup_async (self->loading_folder, backup, NULL, backup_restored_cb,
                                       g_object_ref (self));
  else
    end_loading (self);
}

static void
backup_found_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(AipWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GDateTime) when = NULL;
  g_autofree char *backup = aip_document_find_backup_finish (result, &when, &error);
  g_autofree char *date = NULL;
  g_autofree char *body = NULL;
  AdwDialog *dialog;

  if (self->loading_folder == NULL)
    return;

  dialog = adw_alert_dialog_new (_("This Project Is Damaged"), NULL);
  if (backup == NULL)
    {
      adw_alert_dialog_set_body (
        ADW_ALERT_DIALOG (dialog),
        _("The project file cannot be read, and no automatic backup of it was "
           "found. Nothing in the folder was changed."));
      adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _("_Close"));
    }
  else
    {
      g_autoptr(GDateTime) local = g_date_time_to_local (when);

      /* Translators: day and time of a backup in the strftime notation of g_date_time_format(). */
      date = g_date_time_format (local, _("%-e %B %Y, %H:%M"));
      /* Translators: %s is the day and time when the backup was made. */
      body = g_strdup_printf (
        _("The project file cannot be read. The newest backup is of %s. It can take its "
           "place; the damaged file is kept beside it."),
        date);
      adw_alert_dialog_set_body (ADW_ALERT_DIALOG (dialog), body);
      adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "close", _("_Cancel"), "restore",
                                      _("_Restore Backup"), NULL);
      adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "restore",
                                                ADW_RESPONSE_SUGGESTED);
      adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "restore");
      g_object_set_data_full (G_OBJECT (dialog), "backup", g_steal_pointer (&backup), g_free);
    }
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "close");
  g_signal_connect_object (dialog, "response", G_CALLBACK (damage_answered_cb), self,
                           G_CONNECT_DEFAULT);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/* Opening -------------------------------------------------------------------------------------- */

static void
document_opened_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(AipWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AipDocument) document = aip_document_open_finish (result, &error);

  if (self->loading_folder == NULL)
    {
      /* The window was closed in the meantime. */
      if (document != NULL)
        aip_application_close_document (aip_application_get_default (), document);
    }
  else if (document != NULL)
    {
      g_clear_pointer (&self->loading_folder, g_free);
      _aip_window_set_document (self, document);
    }
  else if (g_error_matches (error, AIP_ERROR, AIP_ERROR_DAMAGED))
    aip_document_find_backup_async (self->loading_folder, NULL, backup_found_cb,
                                    g_object_ref (self));
  else if (g_error_matches (error, AIP_ERROR, AIP_ERROR_TOO_NEW))
    show_problem (self, _("Made by a Newer Version"), error);
  else if (g_error_matches (error, AIP_ERROR, AIP_ERROR_IN_USE))
    show_problem (self, _("The Project Is Already Open"), error);
  else if (g_error_matches (error, AIP_ERROR, AIP_ERROR_NOT_FOUND))
    show_problem (self, _("No Project There"), error);
  else
    show_problem (self, _("The Project Could Not Be Opened"), error);
}

static void
folder_free_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(AipWindow) self = user_data;

  if (self->loading_folder != NULL)
    aip_document_open_async (self->loading_folder, NULL, document_opened_cb, g_object_ref (self));
}

/* A window that was closed a moment ago may still be writing the same project. */
static void
open_again (AipWindow *self)
{
  aip_application_wait_closed_async (aip_application_get_default (), self->loading_folder,
                                     folder_free_cb, g_object_ref (self));
}

void
aip_window_open_project (AipWindow  *self,
                         const char *path)
{
  AipApplication *app = aip_application_get_default ();
  g_autofree char *folder = NULL;
  AipWindow *other;

  g_return_if_fail (AIP_IS_WINDOW (self));
  g_return_if_fail (path != NULL);

  folder = aip_application_canonical_folder (path);

  other = aip_application_find_window (app, folder);
  if (other != NULL && other != self)
    {
      gtk_window_present (GTK_WINDOW (other));
      /* A window that was made only to open this one has nothing to show. */
      if (self->session == NULL && self->loading_folder == NULL &&
          !gtk_widget_get_mapped (GTK_WIDGET (self)))
        gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  if (other == self)
    return;

  if (self->session != NULL || self->loading_folder != NULL)
    {
      AipWindow *window = aip_window_new (GTK_APPLICATION (app));

      aip_window_open_project (window, folder);
      gtk_window_present (GTK_WINDOW (window));
      return;
    }

  self->loading_folder = g_steal_pointer (&folder);
  _aip_window_show_loading (self);
  open_again (self);
}
