/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-queue-summary"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-queue-summary.h"

struct _AipQueueSummary
{
  AdwBin parent_instance;

  AipSession     *session;
  GHashTable     *run;        /* ids of the jobs of this run */
  guint           update_source;

  GtkRevealer    *revealer;
  GtkLabel       *title_label;
  GtkLabel       *detail_label;
  GtkProgressBar *progress_bar;
};

G_DEFINE_FINAL_TYPE (AipQueueSummary, aip_queue_summary, ADW_TYPE_BIN)

typedef struct {
  guint  n_jobs;
  guint  n_done;
  guint  n_failed;
  guint  n_running;
  double progress;
} Count;

static Count
count_run (AipQueueSummary *self)
{
  AipDocument *document = aip_session_get_document (self->session);
  Count count = { 0 };
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->run);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      AipEntity *entity = aip_document_lookup (document, id);
      AipJobState state;

      if (!AIP_IS_JOB (entity))
        continue;

      state = aip_job_get_state (AIP_JOB (entity));
      if (state == AIP_JOB_CANCELLED)
        continue;

      count.n_jobs++;
      if (state == AIP_JOB_DONE)
        count.n_done++;
      else if (state == AIP_JOB_FAILED)
        count.n_failed++;
      else if (state == AIP_JOB_RUNNING || state == AIP_JOB_FETCHING)
        {
          count.n_running++;
          count.progress += CLAMP (aip_job_get_progress (AIP_JOB (entity)), 0.0, 1.0);
        }
    }

  return count;
}

static void
update (AipQueueSummary *self)
{
  AipDocument *document = aip_session_get_document (self->session);
  guint n_open = aip_scheduler_get_n_open (aip_session_get_scheduler (self->session), document);
  g_autofree char *title = NULL;
  g_autofree char *detail = NULL;
  Count count;

  if (n_open == 0)
    {
      g_hash_table_remove_all (self->run);
      gtk_revealer_set_reveal_child (self->revealer, FALSE);
      return;
    }

  count = count_run (self);
  /* Translators: the first number is how many pictures are made, the second how many are wanted. */
  title = g_strdup_printf (_("%u of %u made"), count.n_done, count.n_jobs);
  if (count.n_failed > 0)
    /* Translators: numbers of jobs. */
    detail = g_strdup_printf (_("%u running, %u waiting, %u failed"), count.n_running,
                              n_open - MIN (n_open, count.n_running), count.n_failed);
  else
    /* Translators: numbers of jobs. */
    detail = g_strdup_printf (_("%u running, %u waiting"), count.n_running,
                              n_open - MIN (n_open, count.n_running));

  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->detail_label, detail);
  gtk_progress_bar_set_fraction (self->progress_bar,
                                 count.n_jobs > 0
                                   ? (count.n_done + count.n_failed + count.progress) / count.n_jobs
                                   : 0.0);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
}

static gboolean
update_cb (gpointer user_data)
{
  AipQueueSummary *self = user_data;

  self->update_source = 0;
  update (self);

  return G_SOURCE_REMOVE;
}

/* Progress of many workers arrives far oftener than anybody can read. */
static void
job_changed_cb (AipQueueSummary *self,
                AipDocument     *document,
                AipJob          *job,
                AipScheduler    *scheduler)
{
  if (document != aip_session_get_document (self->session))
    return;

  if (aip_job_state_is_open (aip_job_get_state (job)))
    g_hash_table_add (self->run, g_strdup (aip_entity_get_id (AIP_ENTITY (job))));
  if (self->update_source == 0)
    self->update_source = g_timeout_add (150, update_cb, self);
}

static void
jobs_changed_cb (AipQueueSummary *self)
{
  AipEntityList *jobs = aip_document_get_jobs (aip_session_get_document (self->session));
  guint n_jobs = aip_entity_list_get_count (jobs);

  for (guint i = 0; i < n_jobs; i++)
    {
      AipJob *job = AIP_JOB (aip_entity_list_peek (jobs, i));

      if (aip_job_state_is_open (aip_job_get_state (job)))
        g_hash_table_add (self->run, g_strdup (aip_entity_get_id (AIP_ENTITY (job))));
    }
  if (self->update_source == 0)
    self->update_source = g_timeout_add (150, update_cb, self);
}

static void
aip_queue_summary_dispose (GObject *object)
{
  AipQueueSummary *self = AIP_QUEUE_SUMMARY (object);

  g_clear_handle_id (&self->update_source, g_source_remove);
  /* Disposing the template unparents children that are bound, behind the back of the bin. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), AIP_TYPE_QUEUE_SUMMARY);
  g_clear_pointer (&self->run, g_hash_table_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (aip_queue_summary_parent_class)->dispose (object);
}

static void
aip_queue_summary_class_init (AipQueueSummaryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_queue_summary_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-queue-summary.ui");
  gtk_widget_class_bind_template_child (widget_class, AipQueueSummary, revealer);
  gtk_widget_class_bind_template_child (widget_class, AipQueueSummary, title_label);
  gtk_widget_class_bind_template_child (widget_class, AipQueueSummary, detail_label);
  gtk_widget_class_bind_template_child (widget_class, AipQueueSummary, progress_bar);
}

static void
aip_queue_summary_init (AipQueueSummary *self)
{
  self->run = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
aip_queue_summary_set_session (AipQueueSummary *self,
                               AipSession      *session)
{
  g_return_if_fail (AIP_IS_QUEUE_SUMMARY (self));
  g_return_if_fail (AIP_IS_SESSION (session));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (aip_session_get_scheduler (session), "job-changed",
                           G_CALLBACK (job_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (aip_document_get_jobs (aip_session_get_document (session)),
                           "items-changed", G_CALLBACK (jobs_changed_cb), self, G_CONNECT_SWAPPED);
  jobs_changed_cb (self);
}
