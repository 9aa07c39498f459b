/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-inspector-check"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-inspector-check.h"

/* Workers tell a lot while they work; what they have changes seldom. */
#define WORKERS_MSEC 400

struct _AipInspectorCheck
{
  GtkWidget     parent_instance;

  AipSession   *session;
  AipShot      *shot;
  GSignalGroup *scheduler_signals;
  guint         look_id;

  GtkWidget    *icon;
  GtkLabel     *label;
};

G_DEFINE_FINAL_TYPE (AipInspectorCheck, aip_inspector_check, GTK_TYPE_WIDGET)

static void
set_text (AipInspectorCheck  *self,
          AipJobCheckVerdict  verdict,
          const char         *text)
{
  gboolean bad = verdict >= AIP_JOB_CHECK_NOWHERE;

  gtk_widget_set_visible (GTK_WIDGET (self), *text != '\0');
  gtk_label_set_label (self->label, text);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), bad ? "dialog-warning-symbolic"
                                                            : "dialog-information-symbolic");
  gtk_widget_remove_css_class (self->icon, bad ? "dim-label" : "warning");
  gtk_widget_add_css_class (self->icon, bad ? "warning" : "dim-label");
}

static void
look (AipInspectorCheck *self)
{
  g_autoptr(AipJobChecker) checker = NULL;
  g_autoptr(AipJobCheck) check = NULL;
  g_autofree char *text = NULL;

  g_clear_handle_id (&self->look_id, g_source_remove);
  if (self->shot == NULL)
    {
      set_text (self, AIP_JOB_CHECK_FINE, "");
      return;
    }

  checker = aip_scheduler_create_checker (aip_session_get_scheduler (self->session),
                                          aip_session_get_document (self->session), NULL);
  check = aip_job_checker_check (checker, self->shot, NULL, NULL);
  text = aip_job_check_dup_text (check);
  set_text (self, check->verdict, text);
}

static gboolean
look_cb (gpointer user_data)
{
  AipInspectorCheck *self = user_data;

  self->look_id = 0;
  look (self);

  return G_SOURCE_REMOVE;
}

static void
workers_changed_cb (AipInspectorCheck *self)
{
  if (self->look_id == 0 && self->shot != NULL)
    self->look_id = g_timeout_add (WORKERS_MSEC, look_cb, self);
}

void
aip_inspector_check_show (AipInspectorCheck *self,
                          AipSession        *session,
                          AipShot           *shot)
{
  g_return_if_fail (AIP_IS_INSPECTOR_CHECK (self));
  g_return_if_fail (AIP_IS_SESSION (session));

  if (g_set_object (&self->session, session))
    g_signal_group_set_target (self->scheduler_signals, aip_session_get_scheduler (session));
  g_set_object (&self->shot, shot);
  look (self);
}

static void
aip_inspector_check_dispose (GObject *object)
{
  AipInspectorCheck *self = AIP_INSPECTOR_CHECK (object);
  GtkWidget *child;

  g_clear_handle_id (&self->look_id, g_source_remove);
  g_clear_object (&self->scheduler_signals);
  g_clear_object (&self->shot);
  g_clear_object (&self->session);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (aip_inspector_check_parent_class)->dispose (object);
}

static void
aip_inspector_check_class_init (AipInspectorCheckClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_inspector_check_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
aip_inspector_check_init (AipInspectorCheck *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  self->label = GTK_LABEL (label);
  self->icon = gtk_image_new ();
  self->scheduler_signals = g_signal_group_new (AIP_TYPE_SCHEDULER);
  g_signal_group_connect_swapped (self->scheduler_signals, "worker-changed",
                                  G_CALLBACK (workers_changed_cb), self);

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), 6);
  gtk_widget_set_valign (self->icon, GTK_ALIGN_START);
  gtk_label_set_xalign (self->label, 0);
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_wrap_mode (self->label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (self->label, GTK_NATURAL_WRAP_NONE);
  gtk_label_set_selectable (self->label, TRUE);
  gtk_widget_set_focusable (label, FALSE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_set_parent (self->icon, GTK_WIDGET (self));
  gtk_widget_set_parent (label, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Before Generating"), -1);
}
