/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-job-row"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-chain-job.h"
#include "aip-job-row.h"

struct _AipJobRow
{
  AdwBin parent_instance;

  AipSession     *session;
  AipJob         *job;
  GSignalGroup   *signals;

  GtkImage       *icon;
  GtkLabel       *code_label;
  GtkLabel       *state_label;
  GtkLabel       *detail_label;
  GtkProgressBar *progress_bar;
  GtkLabel       *percent_label;
};

G_DEFINE_FINAL_TYPE (AipJobRow, aip_job_row, ADW_TYPE_BIN)

const char *
aip_job_row_state_to_text (AipJobState state)
{
  static const char *const texts[AIP_N_JOB_STATES] = {
    [AIP_JOB_WAITING] = NC_ ("job", "Waiting"),
    [AIP_JOB_PREPARING] = NC_ ("job", "Preparing"),
    [AIP_JOB_SUBMITTED] = NC_ ("job", "Sent"),
    [AIP_JOB_RUNNING] = NC_ ("job", "Running"),
    [AIP_JOB_FETCHING] = NC_ ("job", "Fetching"),
    [AIP_JOB_DONE] = NC_ ("job", "Done"),
    [AIP_JOB_FAILED] = NC_ ("job", "Failed"),
    [AIP_JOB_CANCELLED] = NC_ ("job", "Cancelled"),
  };

  g_return_val_if_fail (state < AIP_N_JOB_STATES, NULL);

  return g_dpgettext2 (NULL, "job", texts[state]);
}

static char *
describe_alone (AipJobRow *self)
{
  AipJobState state = aip_job_get_state (self->job);
  const char *reason = aip_job_get_reason (self->job);
  const char *stage = aip_job_get_stage (self->job);
  const char *worker = aip_entity_get_text (AIP_ENTITY (self->job), "worker-name");

  if (state == AIP_JOB_WAITING)
    return g_strdup (reason != NULL ? reason : "");
  if (*worker == '\0')
    worker = aip_job_get_worker (self->job);
  if (stage != NULL && *stage != '\0' && *worker != '\0')
    /* Translators: what a job does and on which worker: “Sampling on 192.168.0.20:8188”. */
    return g_strdup_printf (_("%s on %s"), stage, worker);

  return g_strdup (*worker != '\0' ? worker : stage != NULL ? stage : "");
}

/* A step of a chain also says which it is. */
static char *
describe (AipJobRow *self)
{
  g_autofree char *place = aip_chain_job_dup_place (aip_session_get_document (self->session),
                                                    self->job);
  g_autofree char *text = describe_alone (self);

  if (place == NULL)
    return g_steal_pointer (&text);
  if (*text == '\0')
    return g_steal_pointer (&place);

  return g_strdup_printf ("%s: %s", place, text);
}

static void
update (AipJobRow *self)
{
  AipJobState state = aip_job_get_state (self->job);
  gboolean active = state == AIP_JOB_RUNNING || state == AIP_JOB_FETCHING;
  /* Also of a shot that was deleted: its job waits for undo, and should not be nameless. */
  AipEntity *shot = aip_document_lookup_any (aip_session_get_document (self->session),
                                             aip_job_get_shot_id (self->job));
  g_autofree char *detail = describe (self);
  g_autofree char *percent = NULL;
  double progress = aip_job_get_progress (self->job);

  gtk_label_set_label (self->code_label,
                       AIP_IS_SHOT (shot) ? aip_shot_get_code (AIP_SHOT (shot))
                                          : _("A deleted shot"));
  gtk_label_set_label (self->state_label, aip_job_row_state_to_text (state));
  gtk_label_set_label (self->detail_label, detail);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->detail_label), detail);
  gtk_image_set_from_icon_name (self->icon,
                                active ? "aip-worker-busy-symbolic" : "aip-waiting-symbolic");

  gtk_widget_set_child_visible (GTK_WIDGET (self->progress_bar), active);
  if (active && progress >= 0)
    {
      /* Translators: a share in percent. */
      percent = g_strdup_printf (_("%d %%"), (int) (progress * 100));
      gtk_progress_bar_set_fraction (self->progress_bar, CLAMP (progress, 0.0, 1.0));
    }
  else if (active)
    gtk_progress_bar_pulse (self->progress_bar);
  gtk_label_set_label (self->percent_label, percent != NULL ? percent : "");
}

static void
cancel_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  AipJobRow *self = AIP_JOB_ROW (widget);

  if (self->job != NULL)
    aip_scheduler_cancel (aip_session_get_scheduler (self->session),
                          aip_session_get_document (self->session), self->job);
}

static void
aip_job_row_dispose (GObject *object)
{
  AipJobRow *self = AIP_JOB_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AIP_TYPE_JOB_ROW);
  g_clear_object (&self->signals);
  g_clear_object (&self->job);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (aip_job_row_parent_class)->dispose (object);
}

static void
aip_job_row_class_init (AipJobRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_job_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/aipipeline/AIPipeline/aip-job-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AipJobRow, icon);
  gtk_widget_class_bind_template_child (widget_class, AipJobRow, code_label);
  gtk_widget_class_bind_template_child (widget_class, AipJobRow, state_label);
  gtk_widget_class_bind_template_child (widget_class, AipJobRow, detail_label);
  gtk_widget_class_bind_template_child (widget_class, AipJobRow, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, AipJobRow, percent_label);

  gtk_widget_class_install_action (widget_class, "job.cancel", NULL, cancel_cb);
}

static void
aip_job_row_init (AipJobRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->signals = g_signal_group_new (AIP_TYPE_JOB);
  g_signal_group_connect_swapped (self->signals, "notify", G_CALLBACK (update), self);
}

GtkWidget *
aip_job_row_new (AipSession *session)
{
  AipJobRow *self;

  g_return_val_if_fail (AIP_IS_SESSION (session), NULL);

  self = g_object_new (AIP_TYPE_JOB_ROW, NULL);
  self->session = g_object_ref (session);

  return GTK_WIDGET (self);
}

void
aip_job_row_set_job (AipJobRow *self,
                     AipJob    *job)
{
  g_return_if_fail (AIP_IS_JOB_ROW (self));
  g_return_if_fail (job == NULL || AIP_IS_JOB (job));

  if (!g_set_object (&self->job, job))
    return;

  g_signal_group_set_target (self->signals, job);
  if (job != NULL)
    update (self);
}
