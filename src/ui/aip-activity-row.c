/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-activity-row"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-activity-row.h"
#include "aip-format.h"

struct _AipActivityRow
{
  AdwBin parent_instance;

  AipSession       *session;
  AipActivityEntry *entry;
  GSignalGroup     *signals;       /* of the job that the entry is about */

  GtkImage         *icon;
  GtkLabel         *sentence_label;
  GtkLabel         *time_label;
  GtkWidget        *show_button;
  GtkWidget        *retry_button;
  GtkWidget        *cancel_button;
};

G_DEFINE_FINAL_TYPE (AipActivityRow, aip_activity_row, ADW_TYPE_BIN)

const char *
aip_activity_row_level_to_text (AipActivityLevel level)
{
  switch (level)
    {
    case AIP_ACTIVITY_ERROR:
      return _("Problem");
    case AIP_ACTIVITY_WARNING:
      return _("Warning");
    case AIP_ACTIVITY_INFO:
    default:
      return _("Information");
    }
}

/* (nullable): the job, if it belongs to the project of this window. */
static AipJob *
get_job (AipActivityRow *self)
{
  const char *id = self->entry != NULL ? aip_activity_entry_get_job_id (self->entry) : NULL;
  AipEntity *entity =
    id != NULL ? aip_document_lookup (aip_session_get_document (self->session), id) : NULL;

  return AIP_IS_JOB (entity) ? AIP_JOB (entity) : NULL;
}

static AipShot *
get_shot (AipActivityRow *self)
{
  AipJob *job = get_job (self);
  AipEntity *entity = job != NULL ? aip_document_lookup (aip_session_get_document (self->session),
                                                         aip_job_get_shot_id (job))
                                  : NULL;

  return AIP_IS_SHOT (entity) ? AIP_SHOT (entity) : NULL;
}

static void
update_buttons (AipActivityRow *self)
{
  AipJob *job = get_job (self);
  AipShot *shot = get_shot (self);
  AipJobState state = job != NULL ? aip_job_get_state (job) : AIP_JOB_DONE;

  /* Only the newest job of a shot can be tried again: for an older one that was done already. */
  gtk_widget_set_visible (self->retry_button,
                          (state == AIP_JOB_FAILED || state == AIP_JOB_CANCELLED) && shot != NULL &&
                            aip_shot_get_active_job (shot) == job);
  gtk_widget_set_visible (self->cancel_button, job != NULL && aip_job_state_is_open (state));
  gtk_widget_set_visible (self->show_button, shot != NULL);
}

static void
update_entry (AipActivityRow *self)
{
  static const char *const icons[] = { "aip-info-symbolic", "dialog-warning-symbolic",
                                       "dialog-error-symbolic" };
  static const char *const classes[] = { "dimmed", "warning", "error" };
  AipActivityLevel level = aip_activity_entry_get_level (self->entry);
  g_autofree char *time = aip_format_time (aip_activity_entry_get_time (self->entry));
  guint index = MIN ((guint) level, G_N_ELEMENTS (icons) - 1);

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), classes[i]);
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), classes[index]);
  gtk_image_set_from_icon_name (self->icon, icons[index]);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  aip_activity_row_level_to_text (level), -1);
  gtk_label_set_label (self->sentence_label, aip_activity_entry_get_sentence (self->entry));
  gtk_label_set_label (self->time_label, time);
}

static void
retry_cb (GtkWidget  *widget,
          const char *action_name,
          GVariant   *parameter)
{
  AipActivityRow *self = AIP_ACTIVITY_ROW (widget);
  AipJob *job = get_job (self);
  g_autoptr(GError) error = NULL;

  if (job != NULL &&
      !aip_scheduler_retry (aip_session_get_scheduler (self->session),
                               aip_session_get_document (self->session), job, &error))
    aip_session_toast_error (self->session, error);
}

static void
cancel_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  AipActivityRow *self = AIP_ACTIVITY_ROW (widget);
  AipJob *job = get_job (self);

  if (job != NULL)
    aip_scheduler_cancel (aip_session_get_scheduler (self->session),
                          aip_session_get_document (self->session), job);
}

static void
show_shot_cb (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  AipActivityRow *self = AIP_ACTIVITY_ROW (widget);
  AipShot *shot = get_shot (self);

  if (shot != NULL)
    aip_session_reveal_shot (self->session, shot);
}

static void
aip_activity_row_dispose (GObject *object)
{
  AipActivityRow *self = AIP_ACTIVITY_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AIP_TYPE_ACTIVITY_ROW);
  g_clear_object (&self->signals);
  g_clear_object (&self->entry);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (aip_activity_row_parent_class)->dispose (object);
}

static void
aip_activity_row_class_init (AipActivityRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_activity_row_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-activity-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AipActivityRow, icon);
  gtk_widget_class_bind_template_child (widget_class, AipActivityRow, sentence_label);
  gtk_widget_class_bind_template_child (widget_class, AipActivityRow, time_label);
  gtk_widget_class_bind_template_child (widget_class, AipActivityRow, show_button);
  gtk_widget_class_bind_template_child (widget_class, AipActivityRow, retry_button);
  gtk_widget_class_bind_template_child (widget_class, AipActivityRow, cancel_button);

  gtk_widget_class_install_action (widget_class, "entry.retry", NULL, retry_cb);
  gtk_widget_class_install_action (widget_class, "entry.cancel", NULL, cancel_cb);
  gtk_widget_class_install_action (widget_class, "entry.show-shot", NULL, show_shot_cb);
}

static void
aip_activity_row_init (AipActivityRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->signals = g_signal_group_new (AIP_TYPE_JOB);
  g_signal_group_connect_swapped (self->signals, "notify::state", G_CALLBACK (update_buttons),
                                  self);
}

GtkWidget *
aip_activity_row_new (AipSession *session)
{
  AipActivityRow *self;

  g_return_val_if_fail (AIP_IS_SESSION (session), NULL);

  self = g_object_new (AIP_TYPE_ACTIVITY_ROW, NULL);
  self->session = g_object_ref (session);

  return GTK_WIDGET (self);
}

void
aip_activity_row_set_entry (AipActivityRow   *self,
                            AipActivityEntry *entry)
{
  g_return_if_fail (AIP_IS_ACTIVITY_ROW (self));
  g_return_if_fail (entry == NULL || AIP_IS_ACTIVITY_ENTRY (entry));

  if (!g_set_object (&self->entry, entry))
    return;

  g_signal_group_set_target (self->signals, get_job (self));
  if (entry == NULL)
    return;

  update_entry (self);
  update_buttons (self);
}
