/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-export-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-export-dialog.h"
#include "aip-save-dialog.h"
#include "aip-sheet-export.h"

struct _AipExportDialog
{
  AdwDialog parent_instance;

  AipSession   *session;
  GCancellable *cancellable;
  gboolean      writing;

  AdwComboRow  *purpose_row;
  AdwComboRow  *format_row;
  AdwComboRow  *paper_row;
  AdwSpinRow   *per_row_row;
  AdwSwitchRow *pictures_row;
  GtkLabel     *hint_label;
  GtkBox       *problem_box;
  GtkLabel     *problem_label;
  AdwSpinner   *spinner;
};

G_DEFINE_FINAL_TYPE (AipExportDialog, aip_export_dialog, ADW_TYPE_DIALOG)

static const struct {
  AipSheetFormat  format;
  const char     *title;
  const char     *ending;
  const char     *hint;
} formats[] = {
  { AIP_SHEET_XLSX, N_("Workbook (XLSX)"), "xlsx",
    N_("A workbook can be edited, sorted and saved by Excel or LibreOffice and imported again: "
       "what was changed is then shown cell by cell before anything is taken over.") },
  { AIP_SHEET_CSV, N_("CSV (UTF-8)"), "csv",
    N_("A text file for every program. It does not remember what was exported.") },
  { AIP_SHEET_CSV_KOREAN, N_("CSV (CP949)"), "csv",
    N_("A text file for older Korean programs.") },
  { AIP_SHEET_JSON, N_("JSON"), "json", N_("For scripts and other programs.") },
  { AIP_SHEET_HTML, N_("Contact Sheet (HTML)"), "html",
    N_("A page with a picture of each shot, for the browser and for printing.") },
  { AIP_SHEET_PDF, N_("Contact Sheet (PDF)"), "pdf",
    N_("Pages with a picture of each shot, for printing and for sending around.") },
};

static void
update_actions (AipExportDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->format_row);

  if (selected >= G_N_ELEMENTS (formats))
    return;

  gtk_label_set_label (self->hint_label, _(formats[selected].hint));
  gtk_widget_set_visible (GTK_WIDGET (self->pictures_row),
                          formats[selected].format == AIP_SHEET_XLSX);
  gtk_widget_set_visible (GTK_WIDGET (self->paper_row), formats[selected].format == AIP_SHEET_PDF);
  gtk_widget_set_visible (GTK_WIDGET (self->per_row_row),
                          formats[selected].format == AIP_SHEET_PDF);
  gtk_widget_set_sensitive (GTK_WIDGET (self->purpose_row),
                            formats[selected].format != AIP_SHEET_HTML
                            && formats[selected].format != AIP_SHEET_PDF && !self->writing);
  gtk_widget_set_sensitive (GTK_WIDGET (self->format_row), !self->writing);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), self->writing);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.export", !self->writing);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.export-to", !self->writing);
}

static void
format_changed_cb (AipExportDialog *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->problem_box), FALSE);
  update_actions (self);
}

/* Writing ------------------------------------------------------------------------------------ */

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(AipExportDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  guint n_rows = 0;

  self->writing = FALSE;
  if (aip_sheet_export_finish (result, &n_rows, &error))
    {
      text = g_strdup_printf (ngettext ("%u row exported", "%u rows exported", n_rows), n_rows);
      aip_session_toast (self->session, text);
      adw_dialog_force_close (ADW_DIALOG (self));
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  aip_save_dialog_show_problem (GTK_WIDGET (self), GTK_WIDGET (self->problem_box),
                                self->problem_label, error);
  update_actions (self);
}

static void
export_to (GtkWidget  *widget,
           const char *path)
{
  AipExportDialog *self = AIP_EXPORT_DIALOG (widget);
  g_autoptr(AipSheetSource) source =
    aip_sheet_source_new (aip_session_get_document (self->session));
  const AipSheetOptions options = {
    adw_combo_row_get_selected (self->purpose_row),
    formats[adw_combo_row_get_selected (self->format_row)].format,
    adw_switch_row_get_active (self->pictures_row),
    (guint) adw_spin_row_get_value (self->per_row_row),
    adw_combo_row_get_selected (self->paper_row) == 1,
  };

  self->writing = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self->problem_box), FALSE);
  update_actions (self);
  aip_sheet_export_async (source, path, &options, self->cancellable, exported_cb,
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
  AipExportDialog *self = AIP_EXPORT_DIALOG (widget);
  AipProject *project = aip_document_get_project (aip_session_get_document (self->session));
  guint selected = adw_combo_row_get_selected (self->format_row);
  g_autofree char *name =
    g_strdup_printf ("%s – %s.%s", aip_project_get_name (project),
                     aip_sheet_purpose_get_title (adw_combo_row_get_selected (self->purpose_row)),
                     formats[selected].ending);

  aip_save_dialog_ask (widget, _("Export List"), name, self->cancellable, export_to);
}

static void
cancel_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

static void
closed_cb (AipExportDialog *self)
{
  g_cancellable_cancel (self->cancellable);
}

static void
aip_export_dialog_dispose (GObject *object)
{
  AipExportDialog *self = AIP_EXPORT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), AIP_TYPE_EXPORT_DIALOG);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (aip_export_dialog_parent_class)->dispose (object);
}

static void
aip_export_dialog_class_init (AipExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_export_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AipExportDialog, purpose_row);
  gtk_widget_class_bind_template_child (widget_class, AipExportDialog, format_row);
  gtk_widget_class_bind_template_child (widget_class, AipExportDialog, paper_row);
  gtk_widget_class_bind_template_child (widget_class, AipExportDialog, per_row_row);
  gtk_widget_class_bind_template_child (widget_class, AipExportDialog, pictures_row);
  gtk_widget_class_bind_template_child (widget_class, AipExportDialog, hint_label);
  gtk_widget_class_bind_template_child (widget_class, AipExportDialog, problem_box);
  gtk_widget_class_bind_template_child (widget_class, AipExportDialog, problem_label);
  gtk_widget_class_bind_template_child (widget_class, AipExportDialog, spinner);
  gtk_widget_class_bind_template_callback (widget_class, format_changed_cb);

  gtk_widget_class_install_action (widget_class, "dialog.export", NULL, export_cb);
  gtk_widget_class_install_action (widget_class, "dialog.export-to", "s", export_to_cb);
  gtk_widget_class_install_action (widget_class, "dialog.cancel", NULL, cancel_cb);
}

static void
aip_export_dialog_init (AipExportDialog *self)
{
  g_autoptr(GtkStringList) purposes = gtk_string_list_new (NULL);
  g_autoptr(GtkStringList) titles = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  g_signal_connect (self, "closed", G_CALLBACK (closed_cb), NULL);

  for (guint i = 0; i < AIP_N_SHEET_PURPOSES; i++)
    gtk_string_list_append (purposes, aip_sheet_purpose_get_title (i));
  adw_combo_row_set_model (self->purpose_row, G_LIST_MODEL (purposes));
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    gtk_string_list_append (titles, _(formats[i].title));
  adw_combo_row_set_model (self->format_row, G_LIST_MODEL (titles));
  update_actions (self);
}

AdwDialog *
aip_export_dialog_new (AipSession *session)
{
  AipExportDialog *self;

  g_return_val_if_fail (AIP_IS_SESSION (session), NULL);

  self = g_object_new (AIP_TYPE_EXPORT_DIALOG, NULL);
  self->session = g_object_ref (session);

  return ADW_DIALOG (self);
}
