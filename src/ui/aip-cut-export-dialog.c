/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cut-export-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-cut-export-dialog.h"
#include "aip-cut-format.h"
#include "aip-document-cut.h"
#include "aip-save-dialog.h"

struct _AipCutExportDialog
{
  AdwDialog parent_instance;

  AipSession    *session;
  AipCut        *cut;           /* as it is while the dialog is open */
  GCancellable  *cancellable;
  gboolean       writing;

  AdwComboRow   *format_row;
  AdwComboRow   *dialect_row;
  AdwSwitchRow  *relative_row;
  GtkLabel      *hint_label;
  AdwPreferencesGroup *loss_group;
  GtkListBox    *loss_list;
  GtkBox        *problem_box;
  GtkLabel      *problem_label;
  AdwSpinner    *spinner;
};

G_DEFINE_FINAL_TYPE (AipCutExportDialog, aip_cut_export_dialog, ADW_TYPE_DIALOG)

/* In the order of AipCutFormat. */
static const struct {
  const char *title;
  const char *ending;
  const char *hint;
} formats[AIP_N_CUT_FORMATS] = {
  [AIP_CUT_EDL] = { N_("EDL (CMX 3600)"), "edl",
                    N_("Read by every editing program: one track of pictures, four of sound.") },
  [AIP_CUT_FCP7] = { N_("XML (Final Cut Pro 7)"), "xml",
                     N_("For Premiere, Resolve and Kdenlive: every track, with markers.") },
  [AIP_CUT_FCPXML] = { N_("FCPXML (Final Cut Pro)"), "fcpxml",
                       N_("For Final Cut Pro and Resolve: every track, with markers.") },
  [AIP_CUT_OTIO] = { N_("OpenTimelineIO"), "otio",
                     N_("For Resolve, Blender, Kdenlive and scripts: everything, with take, seed "
                        "and prompt of each shot.") },
  [AIP_CUT_ALE] = { N_("Avid Log (ALE)"), "ale",
                    N_("The files of the cut for a bin of Avid Media Composer.") },
  [AIP_CUT_CSV] = { N_("Cut List (CSV)"), "csv",
                    N_("A table of the shots in the cut with their time codes.") },
};

static const char *const dialects[AIP_N_EDL_DIALECTS] = {
  [AIP_EDL_GENERIC] = N_("Any Program"),
  [AIP_EDL_PREMIERE] = "Adobe Premiere Pro",
  [AIP_EDL_RESOLVE] = "DaVinci Resolve",
  [AIP_EDL_AVID] = "Avid Media Composer",
};

static AipCutOptions
get_options (AipCutExportDialog *self)
{
  AipCutOptions options = {
    (AipCutFormat) adw_combo_row_get_selected (self->format_row),
    (AipEdlDialect) adw_combo_row_get_selected (self->dialect_row),
    NULL,
  };

  if (!adw_switch_row_get_active (self->relative_row))
    options.folder = aip_document_get_folder (aip_session_get_document (self->session));

  return options;
}

static void
show_losses (AipCutExportDialog  *self,
             const AipCutOptions *options)
{
  g_auto(GStrv) sentences = aip_cut_lint (self->cut, options);

  gtk_list_box_remove_all (self->loss_list);
  for (guint i = 0; sentences[i] != NULL; i++)
    {
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), sentences[i]);
      gtk_list_box_append (self->loss_list, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->loss_group), sentences[0] != NULL);
}

static void
update (AipCutExportDialog *self)
{
  AipCutOptions options;

  /* The lists of the template are filled before there is a project. */
  if (self->session == NULL || adw_combo_row_get_selected (self->format_row) >= AIP_N_CUT_FORMATS ||
      adw_combo_row_get_selected (self->dialect_row) >= AIP_N_EDL_DIALECTS)
    return;

  options = get_options (self);
  gtk_label_set_label (self->hint_label, _(formats[options.format].hint));
  gtk_widget_set_visible (GTK_WIDGET (self->dialect_row), options.format == AIP_CUT_EDL);
  /* Neither names more than the files themselves. */
  gtk_widget_set_visible (GTK_WIDGET (self->relative_row),
                          options.format != AIP_CUT_EDL && options.format != AIP_CUT_ALE);
  show_losses (self, &options);

  gtk_widget_set_sensitive (GTK_WIDGET (self->format_row), !self->writing);
  gtk_widget_set_sensitive (GTK_WIDGET (self->dialect_row), !self->writing);
  gtk_widget_set_sensitive (GTK_WIDGET (self->relative_row), !self->writing);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), self->writing);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.export", !self->writing);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.export-to", !self->writing);
}

static void
changed_cb (AipCutExportDialog *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->problem_box), FALSE);
  update (self);
}

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(AipCutExportDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  guint n_shots;

  self->writing = FALSE;
  if (aip_cut_export_finish (result, &error))
    {
      n_shots = aip_cut_get_n_shots (self->cut);
      text = g_strdup_printf (ngettext ("Cut of %u shot exported", "Cut of %u shots exported",
                                        n_shots), n_shots);
      aip_session_toast (self->session, text);
      adw_dialog_force_close (ADW_DIALOG (self));
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  aip_save_dialog_show_problem (GTK_WIDGET (self), GTK_WIDGET (self->problem_box),
                                self->problem_label, error);
  update (self);
}

static void
export_to (GtkWidget  *widget,
           const char *path)
{
  AipCutExportDialog *self = AIP_CUT_EXPORT_DIALOG (widget);
  const AipCutOptions options = get_options (self);

  self->writing = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self->problem_box), FALSE);
  update (self);
  aip_cut_export_async (self->cut, path, &options, self->cancellable, exported_cb,
                        g_object_ref (self));
}

static void
export_to_cb (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  export_to (widget, g_variant_get_string (parameter, NULL));
}

static void
export_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  AipCutExportDialog *self = AIP_CUT_EXPORT_DIALOG (widget);
  guint selected = adw_combo_row_get_selected (self->format_row);
  g_autofree char *name = g_strdup_printf ("%s.%s", aip_cut_get_name (self->cut),
                                           formats[selected].ending);

  aip_save_dialog_ask (widget, _("Export Cut"), name, self->cancellable, export_to);
}

static void
cancel_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

static void
closed_cb (AipCutExportDialog *self)
{
  g_cancellable_cancel (self->cancellable);
}

static void
aip_cut_export_dialog_dispose (GObject *object)
{
  AipCutExportDialog *self = AIP_CUT_EXPORT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), AIP_TYPE_CUT_EXPORT_DIALOG);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->cut, aip_cut_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (aip_cut_export_dialog_parent_class)->dispose (object);
}

static void
aip_cut_export_dialog_class_init (AipCutExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_cut_export_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-cut-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AipCutExportDialog, format_row);
  gtk_widget_class_bind_template_child (widget_class, AipCutExportDialog, dialect_row);
  gtk_widget_class_bind_template_child (widget_class, AipCutExportDialog, relative_row);
  gtk_widget_class_bind_template_child (widget_class, AipCutExportDialog, hint_label);
  gtk_widget_class_bind_template_child (widget_class, AipCutExportDialog, loss_group);
  gtk_widget_class_bind_template_child (widget_class, AipCutExportDialog, loss_list);
  gtk_widget_class_bind_template_child (widget_class, AipCutExportDialog, problem_box);
  gtk_widget_class_bind_template_child (widget_class, AipCutExportDialog, problem_label);
  gtk_widget_class_bind_template_child (widget_class, AipCutExportDialog, spinner);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);

  gtk_widget_class_install_action (widget_class, "dialog.export", NULL, export_cb);
  gtk_widget_class_install_action (widget_class, "dialog.export-to", "s", export_to_cb);
  gtk_widget_class_install_action (widget_class, "dialog.cancel", NULL, cancel_cb);
}

static void
aip_cut_export_dialog_init (AipCutExportDialog *self)
{
  g_autoptr(GtkStringList) titles = gtk_string_list_new (NULL);
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  g_signal_connect (self, "closed", G_CALLBACK (closed_cb), NULL);

  for (guint i = 0; i < AIP_N_CUT_FORMATS; i++)
    gtk_string_list_append (titles, _(formats[i].title));
  adw_combo_row_set_model (self->format_row, G_LIST_MODEL (titles));
  for (guint i = 0; i < AIP_N_EDL_DIALECTS; i++)
    gtk_string_list_append (names, _(dialects[i]));
  adw_combo_row_set_model (self->dialect_row, G_LIST_MODEL (names));
}

AdwDialog *
aip_cut_export_dialog_new (AipSession *session)
{
  AipCutExportDialog *self;

  g_return_val_if_fail (AIP_IS_SESSION (session), NULL);

  self = g_object_new (AIP_TYPE_CUT_EXPORT_DIALOG, NULL);
  self->session = g_object_ref (session);
  self->cut = aip_document_dup_cut (aip_session_get_document (session));
  update (self);

  return ADW_DIALOG (self);
}
