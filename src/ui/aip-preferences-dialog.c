/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-preferences-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-application.h"
#include "aip-format.h"
#include "aip-preferences-dialog.h"
#include "aip-timeline-keymap.h"

struct _AipPreferencesDialog
{
  AdwPreferencesDialog parent_instance;

  GSettings    *settings;

  AdwActionRow *folder_row;
  AdwComboRow  *appearance_row;
  AdwComboRow  *keymap_row;
  AdwExpanderRow *conflict_row;
  GPtrArray    *conflicts;      /* its rows */
  AdwSpinRow   *draft_vram_row;
  AdwSpinRow   *draft_speed_row;
  AdwSwitchRow *draft_autostart_row;
};

G_DEFINE_FINAL_TYPE (AipPreferencesDialog, aip_preferences_dialog, ADW_TYPE_PREFERENCES_DIALOG)

static void
update_folder (AipPreferencesDialog *self)
{
  g_autofree char *folder = aip_application_dup_projects_folder (aip_application_get_default ());
  g_autofree char *display = aip_format_path (folder);
  g_autofree char *chosen = g_settings_get_string (self->settings, "projects-folder");

  adw_action_row_set_subtitle (self->folder_row, display);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preferences.reset-folder", *chosen != '\0');
}

static void
folder_chosen_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(AipPreferencesDialog) self = user_data;
  g_autoptr(GFile) file =
    gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL && g_file_peek_path (file) != NULL)
    g_settings_set_string (self->settings, "projects-folder", g_file_peek_path (file));
}

static void
choose_folder_cb (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *path = aip_application_dup_projects_folder (aip_application_get_default ());
  g_autoptr(GFile) folder = g_file_new_for_path (path);

  gtk_file_dialog_set_title (dialog, _("Folder for New Projects"));
  gtk_file_dialog_set_initial_folder (dialog, folder);
  gtk_file_dialog_select_folder (dialog, GTK_WINDOW (gtk_widget_get_root (widget)), NULL,
                                 folder_chosen_cb, g_object_ref (widget));
}

static void
reset_folder_cb (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  g_settings_reset (AIP_PREFERENCES_DIALOG (widget)->settings, "projects-folder");
}

static void
appearance_selected_cb (AipPreferencesDialog *self)
{
  g_settings_set_enum (self->settings, "appearance",
                       (int) adw_combo_row_get_selected (self->appearance_row));
}

static void
show_conflicts (AipPreferencesDialog *self)
{
  AipTimelineKeymap keymap = (AipTimelineKeymap) adw_combo_row_get_selected (self->keymap_row);
  g_auto(GStrv) sentences =
    aip_timeline_keymap_list_conflicts (keymap, GTK_APPLICATION (aip_application_get_default ()));
  guint n_conflicts = g_strv_length (sentences);
  g_autofree char *text = NULL;

  for (guint i = 0; i < self->conflicts->len; i++)
    adw_expander_row_remove (self->conflict_row, self->conflicts->pdata[i]);
  g_ptr_array_set_size (self->conflicts, 0);

  for (guint i = 0; i < n_conflicts; i++)
    {
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), sentences[i]);
      adw_expander_row_add_row (self->conflict_row, row);
      g_ptr_array_add (self->conflicts, row);
    }
  text = g_strdup_printf (ngettext ("%u key does something else in the window",
                                    "%u keys do something else in the window", n_conflicts),
                          n_conflicts);
  adw_expander_row_set_subtitle (self->conflict_row, text);
  gtk_widget_set_visible (GTK_WIDGET (self->conflict_row), n_conflicts > 0);
}

static void
keymap_selected_cb (AipPreferencesDialog *self)
{
  g_settings_set_enum (self->settings, "timeline-keymap",
                       (int) adw_combo_row_get_selected (self->keymap_row));
  show_conflicts (self);
}

static void
fill_keymaps (AipPreferencesDialog *self)
{
  g_autoptr(GtkStringList) titles = gtk_string_list_new (NULL);

  self->conflicts = g_ptr_array_new ();
  for (guint i = 0; i < AIP_N_TIMELINE_KEYMAPS; i++)
    gtk_string_list_append (titles, aip_timeline_keymap_get_title ((AipTimelineKeymap) i));
  adw_combo_row_set_model (self->keymap_row, G_LIST_MODEL (titles));
  adw_combo_row_set_selected (self->keymap_row,
                              (guint) g_settings_get_enum (self->settings, "timeline-keymap"));
  g_signal_connect_object (self->keymap_row, "notify::selected", G_CALLBACK (keymap_selected_cb),
                           self, G_CONNECT_SWAPPED);
  show_conflicts (self);
}

static void
aip_preferences_dialog_dispose (GObject *object)
{
  AipPreferencesDialog *self = AIP_PREFERENCES_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AIP_TYPE_PREFERENCES_DIALOG);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->conflicts, g_ptr_array_unref);

  G_OBJECT_CLASS (aip_preferences_dialog_parent_class)->dispose (object);
}

static void
aip_preferences_dialog_class_init (AipPreferencesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_preferences_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-preferences-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AipPreferencesDialog, folder_row);
  gtk_widget_class_bind_template_child (widget_class, AipPreferencesDialog, appearance_row);
  gtk_widget_class_bind_template_child (widget_class, AipPreferencesDialog, keymap_row);
  gtk_widget_class_bind_template_child (widget_class, AipPreferencesDialog, conflict_row);
  gtk_widget_class_bind_template_child (widget_class, AipPreferencesDialog, draft_vram_row);
  gtk_widget_class_bind_template_child (widget_class, AipPreferencesDialog, draft_speed_row);
  gtk_widget_class_bind_template_child (widget_class, AipPreferencesDialog, draft_autostart_row);

  gtk_widget_class_install_action (widget_class, "preferences.choose-folder", NULL,
                                   choose_folder_cb);
  gtk_widget_class_install_action (widget_class, "preferences.reset-folder", NULL, reset_folder_cb);
}

static void
aip_preferences_dialog_init (AipPreferencesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->settings = g_object_ref (aip_application_get_settings (aip_application_get_default ()));
  g_settings_bind (self->settings, "draft-vram", self->draft_vram_row, "value",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "draft-speed", self->draft_speed_row, "value",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "draft-autostart", self->draft_autostart_row, "active",
                   G_SETTINGS_BIND_DEFAULT);

  adw_combo_row_set_selected (self->appearance_row,
                              (guint) g_settings_get_enum (self->settings, "appearance"));
  g_signal_connect_object (self->appearance_row, "notify::selected",
                           G_CALLBACK (appearance_selected_cb), self, G_CONNECT_SWAPPED);
  fill_keymaps (self);

  g_signal_connect_object (self->settings, "changed::projects-folder", G_CALLBACK (update_folder),
                           self, G_CONNECT_SWAPPED);
  update_folder (self);
}

AdwDialog *
aip_preferences_dialog_new (void)
{
  return g_object_new (AIP_TYPE_PREFERENCES_DIALOG, NULL);
}
