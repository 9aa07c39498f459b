/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cut-import-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-cut-diff.h"
#include "aip-cut-import-dialog.h"

struct _AipCutImportDialog
{
  AdwDialog parent_instance;

  AipSession    *session;
  GCancellable  *cancellable;
  AipCutDiff    *diff;          /* NULL while the file is read */

  GtkStringList *texts;         /* of the differences, in their order */
  GtkStack      *stack;
  AdwStatusPage *failed_page;
  GtkLabel      *count_label;
  GtkListView   *list;
  GtkExpander   *problem_expander;
  GtkLabel      *problem_label;
};

G_DEFINE_FINAL_TYPE (AipCutImportDialog, aip_cut_import_dialog, ADW_TYPE_DIALOG)

static guint
count_accepted (AipCutImportDialog *self)
{
  guint n_accepted = 0;

  for (guint i = 0; i < aip_cut_diff_get_n (self->diff); i++)
    n_accepted += aip_cut_diff_get (self->diff, i)->accepted;

  return n_accepted;
}

static void
update (AipCutImportDialog *self)
{
  guint n = aip_cut_diff_get_n (self->diff);
  guint n_accepted = count_accepted (self);
  g_autofree char *text =
    g_strdup_printf (ngettext ("%u of %u change is taken over", "%u of %u changes are taken over",
                               n), n_accepted, n);

  gtk_label_set_label (self->count_label, text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.import", n_accepted > 0);
}

/* The list ------------------------------------------------------------------------------------- */

static void
toggled_cb (GtkCheckButton *button,
            gpointer        user_data)
{
  GtkListItem *item = user_data;
  AipCutImportDialog *self = AIP_CUT_IMPORT_DIALOG (
    gtk_widget_get_ancestor (GTK_WIDGET (button), AIP_TYPE_CUT_IMPORT_DIALOG));

  aip_cut_diff_set_accepted (self->diff, gtk_list_item_get_position (item),
                             gtk_check_button_get_active (button));
  update (self);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  user_data)
{
  GtkWidget *button = gtk_check_button_new_with_label ("");

  gtk_list_item_set_child (item, button);
  gtk_list_item_set_focusable (item, FALSE);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  user_data)
{
  AipCutImportDialog *self = user_data;
  GtkCheckButton *button = GTK_CHECK_BUTTON (gtk_list_item_get_child (item));
  guint position = gtk_list_item_get_position (item);

  gtk_check_button_set_label (button, aip_cut_diff_get (self->diff, position)->text);
  gtk_check_button_set_active (button, aip_cut_diff_get (self->diff, position)->accepted);
  g_signal_connect (button, "toggled", G_CALLBACK (toggled_cb), item);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *item,
           gpointer                  user_data)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_child (item), toggled_cb, item);
}

/* Has the rows bound again: their texts are the same, their ticks are not. */
static void
fill (AipCutImportDialog *self)
{
  guint n = aip_cut_diff_get_n (self->diff);
  g_autoptr(GPtrArray) texts = g_ptr_array_new ();

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (texts, aip_cut_diff_get (self->diff, i)->text);
  g_ptr_array_add (texts, NULL);
  gtk_string_list_splice (self->texts, 0, g_list_model_get_n_items (G_LIST_MODEL (self->texts)),
                          (const char *const *) texts->pdata);
}

static void
show_problems (AipCutImportDialog *self)
{
  const char *const *problems = aip_cut_diff_get_problems (self->diff);
  guint n = g_strv_length ((char **) problems);
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->problem_expander), n > 0);
  if (n == 0)
    return;

  title = g_strdup_printf (ngettext ("%u thing is not taken over", "%u things are not taken over",
                                     n), n);
  text = g_strjoinv ("\n", (char **) problems);
  gtk_expander_set_label (self->problem_expander, title);
  gtk_label_set_label (self->problem_label, text);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(AipCutImportDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AipCutReading) reading = aip_cut_reading_load_finish (result, &error);

  if (self->session == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (reading == NULL)
    {
      adw_status_page_set_description (self->failed_page, error->message);
      gtk_stack_set_visible_child_name (self->stack, "failed");
      return;
    }

  self->diff = aip_cut_diff_new (aip_session_get_document (self->session), reading);
  fill (self);
  show_problems (self);
  update (self);
  gtk_stack_set_visible_child_name (self->stack, aip_cut_diff_get_n (self->diff) > 0 ? "changes"
                                                                                     : "same");
}

/* Actions -------------------------------------------------------------------------------------- */

static void
import_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  AipCutImportDialog *self = AIP_CUT_IMPORT_DIALOG (widget);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  guint n = count_accepted (self);

  if (!aip_cut_diff_apply (self->diff, aip_session_get_document (self->session), &error))
    {
      aip_session_toast_error (self->session, error);
      return;
    }

  text = g_strdup_printf (ngettext ("%u change of the cut taken over",
                                    "%u changes of the cut taken over", n), n);
  aip_session_toast_undo (self->session, text);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
accept_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  AipCutImportDialog *self = AIP_CUT_IMPORT_DIALOG (widget);

  for (guint i = 0; i < aip_cut_diff_get_n (self->diff); i++)
    aip_cut_diff_set_accepted (self->diff, i, g_variant_get_boolean (parameter));
  fill (self);
  update (self);
}

static void
cancel_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

static void
closed_cb (AipCutImportDialog *self)
{
  g_cancellable_cancel (self->cancellable);
}

static void
aip_cut_import_dialog_dispose (GObject *object)
{
  AipCutImportDialog *self = AIP_CUT_IMPORT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), AIP_TYPE_CUT_IMPORT_DIALOG);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->texts);
  g_clear_object (&self->diff);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (aip_cut_import_dialog_parent_class)->dispose (object);
}

static void
aip_cut_import_dialog_class_init (AipCutImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_cut_import_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-cut-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AipCutImportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, AipCutImportDialog, failed_page);
  gtk_widget_class_bind_template_child (widget_class, AipCutImportDialog, count_label);
  gtk_widget_class_bind_template_child (widget_class, AipCutImportDialog, list);
  gtk_widget_class_bind_template_child (widget_class, AipCutImportDialog, problem_expander);
  gtk_widget_class_bind_template_child (widget_class, AipCutImportDialog, problem_label);

  gtk_widget_class_install_action (widget_class, "dialog.import", NULL, import_cb);
  gtk_widget_class_install_action (widget_class, "dialog.accept", "b", accept_cb);
  gtk_widget_class_install_action (widget_class, "dialog.cancel", NULL, cancel_cb);
}

static void
aip_cut_import_dialog_init (AipCutImportDialog *self)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->texts = gtk_string_list_new (NULL);
  g_signal_connect (self, "closed", G_CALLBACK (closed_cb), NULL);

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (
                             gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->texts)))));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.import", FALSE);
}

AdwDialog *
aip_cut_import_dialog_new (AipSession *session,
                           const char *path)
{
  AipCutImportDialog *self;
  AipFrameRate rate;

  g_return_val_if_fail (AIP_IS_SESSION (session), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (AIP_TYPE_CUT_IMPORT_DIALOG, NULL);
  self->session = g_object_ref (session);
  rate = aip_project_get_rate (aip_document_get_project (aip_session_get_document (session)));
  aip_cut_reading_load_async (path, &rate, self->cancellable, loaded_cb, g_object_ref (self));

  return ADW_DIALOG (self);
}
