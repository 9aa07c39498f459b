/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-new-project-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-document.h"
#include "aip-error.h"
#include "aip-format.h"
#include "aip-frame-rate.h"
#include "aip-new-project-dialog.h"
#include "aip-paths.h"
#include "aip-text.h"
#include "aip-year-row.h"

typedef struct {
  int         width;
  int         height;
  const char *ratio;
} Resolution;

static const Resolution resolutions[] = {
  { 1920, 1080, "16:9" },
  { 1920, 804, "2.39:1" },
  { 1920, 1038, "1.85:1" },
  { 1280, 720, "16:9" },
  { 2048, 1080, "DCI 2K" },
  { 3840, 2160, "16:9" },
  { 3840, 1608, "2.39:1" },
  { 4096, 2160, "DCI 4K" },
  { 1440, 1080, "4:3" },
  { 1080, 1080, "1:1" },
  { 1080, 1920, "9:16" },
};

struct _AipNewProjectDialog
{
  AdwDialog parent_instance;

  char          *parent;
  gboolean       creating;

  GtkStack      *button_stack;
  AdwEntryRow   *name_row;
  AdwActionRow  *folder_row;
  AdwComboRow   *rate_row;
  AdwComboRow   *resolution_row;
  AdwSpinRow    *width_row;
  AdwSpinRow    *height_row;
  AipYearRow    *year_row;
  GtkLabel      *problem_label;
  GtkWidget     *problem_group;
};

enum {
  CREATED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipNewProjectDialog, aip_new_project_dialog, ADW_TYPE_DIALOG)

static guint signals[N_SIGNALS];

static char *
dup_name (AipNewProjectDialog *self)
{
  g_autofree char *clean = aip_text_clean (gtk_editable_get_text (GTK_EDITABLE (self->name_row)));

  return g_strdup (g_strstrip (clean));
}

static char *
dup_folder (AipNewProjectDialog *self)
{
  g_autofree char *name = dup_name (self);
  g_autofree char *safe = aip_path_safe_name (name, _("Untitled"));

  return g_build_filename (self->parent, safe, NULL);
}

static void
set_problem (AipNewProjectDialog *self,
             const char          *sentence)
{
  if (sentence != NULL)
    {
      gtk_label_set_label (self->problem_label, sentence);
      gtk_accessible_announce (GTK_ACCESSIBLE (self), sentence,
                               GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
    }
  gtk_widget_set_visible (self->problem_group, sentence != NULL);
}

static void
update (AipNewProjectDialog *self)
{
  g_autofree char *name = dup_name (self);
  g_autofree char *folder = dup_folder (self);
  g_autofree char *display = aip_format_path (folder);
  gboolean custom = adw_combo_row_get_selected (self->resolution_row) >= G_N_ELEMENTS (resolutions);

  adw_action_row_set_subtitle (self->folder_row, display);
  gtk_widget_set_visible (GTK_WIDGET (self->width_row), custom);
  gtk_widget_set_visible (GTK_WIDGET (self->height_row), custom);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.create",
                                 *name != '\0' && !self->creating);
  set_problem (self, NULL);
}

static void
set_creating (AipNewProjectDialog *self,
              gboolean             creating)
{
  self->creating = creating;
  gtk_stack_set_visible_child_name (self->button_stack, creating ? "busy" : "button");
  adw_dialog_set_can_close (ADW_DIALOG (self), !creating);
  update (self);
}

static void
document_closed_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(AipNewProjectDialog) self = user_data;
  AipDocument *document = AIP_DOCUMENT (source);
  g_autofree char *folder = g_strdup (aip_document_get_folder (document));
  g_autoptr(GError) error = NULL;

  set_creating (self, FALSE);
  if (!aip_document_close_finish (document, result, &error))
    {
      set_problem (self, error->message);
      return;
    }

  adw_dialog_force_close (ADW_DIALOG (self));
  g_signal_emit (self, signals[CREATED], 0, folder);
}

static void
document_created_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr(AipNewProjectDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AipDocument) document = aip_document_create_finish (result, &error);

  if (document == NULL)
    {
      set_creating (self, FALSE);
      set_problem (self, error->message);
      gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
      return;
    }

  /* The window opens it like any other, so there is one way in. */
  aip_document_close_async (document, document_closed_cb, g_steal_pointer (&self));
}

static void
create_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  AipNewProjectDialog *self = AIP_NEW_PROJECT_DIALOG (widget);
  guint n_rates;
  const AipFrameRate *rates = aip_frame_rate_get_all (&n_rates);
  guint rate = MIN (adw_combo_row_get_selected (self->rate_row), n_rates - 1);
  guint resolution = adw_combo_row_get_selected (self->resolution_row);
  g_autofree char *name = dup_name (self);
  g_autofree char *folder = dup_folder (self);
  AipProjectSpec spec = { 0 };

  spec.name = name;
  spec.rate = rates[rate];
  if (resolution < G_N_ELEMENTS (resolutions))
    {
      spec.width = resolutions[resolution].width;
      spec.height = resolutions[resolution].height;
    }
  else
    {
      spec.width = (int) adw_spin_row_get_value (self->width_row);
      spec.height = (int) adw_spin_row_get_value (self->height_row);
    }

  spec.year = aip_year_row_get_year (self->year_row);
  spec.period = aip_year_row_get_period (self->year_row);

  set_creating (self, TRUE);
  aip_document_create_async (folder, &spec, NULL, document_created_cb, g_object_ref (self));
}

static void
cancel_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

static void
folder_chosen_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(AipNewProjectDialog) self = user_data;
  g_autoptr(GFile) file =
    gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file == NULL || g_file_peek_path (file) == NULL)
    return;

  g_set_str (&self->parent, g_file_peek_path (file));
  update (self);
}

static void
choose_folder_cb (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  AipNewProjectDialog *self = AIP_NEW_PROJECT_DIALOG (widget);
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr(GFile) folder = g_file_new_for_path (self->parent);

  gtk_file_dialog_set_title (dialog, _("Folder for the Project"));
  gtk_file_dialog_set_initial_folder (dialog, folder);
  gtk_file_dialog_select_folder (dialog, GTK_WINDOW (gtk_widget_get_root (widget)), NULL,
                                 folder_chosen_cb, g_object_ref (self));
}

static void
name_applied_cb (AipNewProjectDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "dialog.create", NULL);
}

static void
fill_rates (AipNewProjectDialog *self)
{
  static const AipFrameRate usual = { 24, 1, FALSE };
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint n_rates;
  const AipFrameRate *rates = aip_frame_rate_get_all (&n_rates);
  guint selected = 0;

  for (guint i = 0; i < n_rates; i++)
    {
      gtk_string_list_take (names, aip_format_rate (&rates[i]));
      if (aip_frame_rate_equal (&rates[i], &usual))
        selected = i;
    }
  adw_combo_row_set_model (self->rate_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->rate_row, selected);
}

static void
fill_resolutions (AipNewProjectDialog *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (resolutions); i++)
    /* Translators: width × height of a picture and its ratio. */
    gtk_string_list_take (names, g_strdup_printf (_("%d × %d, %s"), resolutions[i].width,
                                                  resolutions[i].height, resolutions[i].ratio));
  gtk_string_list_append (names, _("Custom…"));
  adw_combo_row_set_model (self->resolution_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->resolution_row, 0);
}

static void
aip_new_project_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), AIP_TYPE_NEW_PROJECT_DIALOG);

  G_OBJECT_CLASS (aip_new_project_dialog_parent_class)->dispose (object);
}

static void
aip_new_project_dialog_finalize (GObject *object)
{
  AipNewProjectDialog *self = AIP_NEW_PROJECT_DIALOG (object);

  g_clear_pointer (&self->parent, g_free);

  G_OBJECT_CLASS (aip_new_project_dialog_parent_class)->finalize (object);
}

static void
aip_new_project_dialog_class_init (AipNewProjectDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = aip_new_project_dialog_dispose;
  object_class->finalize = aip_new_project_dialog_finalize;

  signals[CREATED] =
    g_signal_new ("created", AIP_TYPE_NEW_PROJECT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (AIP_TYPE_YEAR_ROW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-new-project-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AipNewProjectDialog, button_stack);
  gtk_widget_class_bind_template_child (widget_class, AipNewProjectDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, AipNewProjectDialog, folder_row);
  gtk_widget_class_bind_template_child (widget_class, AipNewProjectDialog, rate_row);
  gtk_widget_class_bind_template_child (widget_class, AipNewProjectDialog, resolution_row);
  gtk_widget_class_bind_template_child (widget_class, AipNewProjectDialog, width_row);
  gtk_widget_class_bind_template_child (widget_class, AipNewProjectDialog, height_row);
  gtk_widget_class_bind_template_child (widget_class, AipNewProjectDialog, year_row);
  gtk_widget_class_bind_template_child (widget_class, AipNewProjectDialog, problem_label);
  gtk_widget_class_bind_template_child (widget_class, AipNewProjectDialog, problem_group);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, name_applied_cb);

  gtk_widget_class_install_action (widget_class, "dialog.create", NULL, create_cb);
  gtk_widget_class_install_action (widget_class, "dialog.cancel", NULL, cancel_cb);
  gtk_widget_class_install_action (widget_class, "dialog.choose-folder", NULL, choose_folder_cb);
}

static void
aip_new_project_dialog_init (AipNewProjectDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_rates (self);
  fill_resolutions (self);
}

AdwDialog *
aip_new_project_dialog_new (const char *parent)
{
  AipNewProjectDialog *self;

  g_return_val_if_fail (parent != NULL, NULL);

  self = g_object_new (AIP_TYPE_NEW_PROJECT_DIALOG, NULL);
  self->parent = g_strdup (parent);
  update (self);

  return ADW_DIALOG (self);
}
