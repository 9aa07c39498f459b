/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-add-worker-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-add-worker-dialog.h"

struct _AipAddWorkerDialog
{
  AdwDialog parent_instance;

  AipScheduler *scheduler;

  AdwEntryRow  *address_row;
  GtkLabel     *problem_label;
  GtkWidget    *problem_box;
};

G_DEFINE_FINAL_TYPE (AipAddWorkerDialog, aip_add_worker_dialog, ADW_TYPE_DIALOG)

static void
add_cb (GtkWidget  *widget,
        const char *action_name,
        GVariant   *parameter)
{
  AipAddWorkerDialog *self = AIP_ADD_WORKER_DIALOG (widget);
  g_autofree char *address = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->address_row)));
  g_autoptr(GError) error = NULL;

  if (*g_strstrip (address) == '\0')
    return;

  if (aip_scheduler_add_worker (self->scheduler, address, FALSE, &error) != NULL)
    {
      adw_dialog_close (ADW_DIALOG (self));
      return;
    }

  gtk_label_set_label (self->problem_label, error->message);
  gtk_widget_set_visible (self->problem_box, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->address_row), "error");
  gtk_accessible_announce (GTK_ACCESSIBLE (self), error->message,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  gtk_widget_grab_focus (GTK_WIDGET (self->address_row));
}

static void
cancel_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

static void
address_changed_cb (AipAddWorkerDialog *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->address_row));

  gtk_widget_set_visible (self->problem_box, FALSE);
  gtk_widget_remove_css_class (GTK_WIDGET (self->address_row), "error");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.add", *text != '\0');
}

static void
address_applied_cb (AipAddWorkerDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "dialog.add", NULL);
}

static void
aip_add_worker_dialog_dispose (GObject *object)
{
  AipAddWorkerDialog *self = AIP_ADD_WORKER_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AIP_TYPE_ADD_WORKER_DIALOG);
  g_clear_object (&self->scheduler);

  G_OBJECT_CLASS (aip_add_worker_dialog_parent_class)->dispose (object);
}

static void
aip_add_worker_dialog_class_init (AipAddWorkerDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_add_worker_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-add-worker-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AipAddWorkerDialog, address_row);
  gtk_widget_class_bind_template_child (widget_class, AipAddWorkerDialog, problem_label);
  gtk_widget_class_bind_template_child (widget_class, AipAddWorkerDialog, problem_box);
  gtk_widget_class_bind_template_callback (widget_class, address_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, address_applied_cb);

  gtk_widget_class_install_action (widget_class, "dialog.add", NULL, add_cb);
  gtk_widget_class_install_action (widget_class, "dialog.cancel", NULL, cancel_cb);
}

static void
aip_add_worker_dialog_init (AipAddWorkerDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  address_changed_cb (self);
}

AdwDialog *
aip_add_worker_dialog_new (AipScheduler *scheduler)
{
  AipAddWorkerDialog *self;

  g_return_val_if_fail (AIP_IS_SCHEDULER (scheduler), NULL);

  self = g_object_new (AIP_TYPE_ADD_WORKER_DIALOG, NULL);
  self->scheduler = g_object_ref (scheduler);

  return ADW_DIALOG (self);
}
