/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-scheduler"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-error.h"
#include "aip-job-record.h"
#include "aip-scheduler-private.h"

static AipJob *
insert_job (AipDocument *document,
            AipShot     *shot,
            const char  *workflow,
            const char  *kind,
            gint64       created)
{
  GVariantDict fields;
  g_autoptr(GError) error = NULL;
  AipEntity *job;

  g_variant_dict_init (&fields, NULL);
  g_variant_dict_insert (&fields, "shot", "s", aip_entity_get_id (AIP_ENTITY (shot)));
  g_variant_dict_insert (&fields, "workflow", "s", workflow != NULL ? workflow : "");
  g_variant_dict_insert (&fields, "kind", "s", kind);
  g_variant_dict_insert (&fields, "state", "s", aip_job_state_to_nick (AIP_JOB_WAITING));
  g_variant_dict_insert (&fields, "created", "x", created);

  job = aip_document_insert (document, AIP_KIND_JOB, g_variant_dict_end (&fields), &error);
  if (job == NULL)
    {
      g_critical ("a job for %s: %s", aip_shot_get_code (shot), error->message);
      return NULL;
    }

  return AIP_JOB (job);
}

typedef struct {
  AipDocument *document;
  GPtrArray   *shots;
  gpointer    *before;     /* the newest job that each of them had; only to be compared */
  char        *workflow;   /* nullable */
  gint64       created;
  guint        n_done;     /* of the shots */
  GPtrArray   *jobs;
  GPtrArray   *problems;
} Order;

static Order *
order_new (AipDocument *document,
           GPtrArray   *shots,
           const char  *workflow)
{
  Order *order = g_new0 (Order, 1);

  order->document = g_object_ref (document);
  order->shots = g_ptr_array_new_full (shots->len, g_object_unref);
  order->before = g_new0 (gpointer, shots->len);
  for (guint i = 0; i < shots->len; i++)
    {
      AipShot *shot = g_ptr_array_index (shots, i);

      g_ptr_array_add (order->shots, g_object_ref (shot));
      order->before[i] = aip_shot_get_active_job (shot);
    }
  order->workflow = g_strdup (workflow);
  order->created = g_get_real_time ();
  order->jobs = g_ptr_array_new_with_free_func (g_object_unref);
  order->problems = g_ptr_array_new_with_free_func (g_free);

  return order;
}

static void
order_free (gpointer data)
{
  Order *order = data;

  g_object_unref (order->document);
  g_ptr_array_unref (order->shots);
  g_free (order->before);
  g_free (order->workflow);
  g_ptr_array_unref (order->jobs);
  g_ptr_array_unref (order->problems);
  g_free (order);
}

/* Pressing twice is one wish: another order has reached the shot first. */
static gboolean
was_ordered_meanwhile (AipShot  *shot,
                       gpointer  before)
{
  AipJob *job = aip_shot_get_active_job (shot);

  return job != NULL && (gpointer) job != before &&
         aip_job_state_is_open (aip_job_get_state (job));
}

static void
order_shot (AipScheduler *self,
            Order        *order)
{
  guint index = order->n_done++;
  AipShot *shot = g_ptr_array_index (order->shots, index);
  g_autoptr(GError) error = NULL;
  AipWorkflow *found;
  AipJob *job = NULL;

  if (!aip_entity_is_alive (AIP_ENTITY (shot)) ||
      was_ordered_meanwhile (shot, order->before[index]))
    return;

  found = aip_freeze_find_workflow (order->document, shot, order->workflow, self->workflows,
                                    &error);
  if (found != NULL && aip_freeze_check_shot (order->document, shot, found, order->shots, &error))
    /* A microsecond apart, so that they keep the order of the shots. */
    job = insert_job (order->document, shot, order->workflow, aip_workflow_get_kind (found),
                      order->created + index);

  if (job != NULL)
    g_ptr_array_add (order->jobs, g_object_ref (job));
  else if (error != NULL)
    g_ptr_array_add (order->problems, g_strdup (error->message));
}

/* One transaction with as many jobs as fit before @deadline, at least one. */
static void
order_some (AipScheduler *self,
            AipDesk      *desk,
            Order        *order,
            gint64        deadline)
{
  guint first = order->jobs->len;

  aip_document_begin_record (order->document, _("Queue Jobs"));
  do
    order_shot (self, order);
  while (order->n_done < order->shots->len && g_get_monotonic_time () < deadline);
  aip_document_commit (order->document);

  for (guint i = first; i < order->jobs->len; i++)
    {
      aip_desk_add_job (desk, g_ptr_array_index (order->jobs, i));
      aip_scheduler_job_changed (self, order->document, g_ptr_array_index (order->jobs, i));
    }
  aip_scheduler_count_open (self);
  aip_scheduler_pump_soon (self);
}

/**
 * aip_scheduler_enqueue:
 * @self: a scheduler
 * @document: a document that was added
 * @shots: (element-type AipShot): what to generate, in this order
 * @workflow: (nullable): instead of each shot's own
 * @problems: (nullable) (element-type utf8): gets a sentence for each shot that was left out
 */
GPtrArray *
aip_scheduler_enqueue (AipScheduler *self,
                       AipDocument  *document,
                       GPtrArray    *shots,
                       const char   *workflow,
                       GPtrArray    *problems)
{
  GPtrArray *jobs;
  AipDesk *desk;
  Order *order;

  g_return_val_if_fail (AIP_IS_SCHEDULER (self), NULL);
  g_return_val_if_fail (shots != NULL, NULL);

  desk = aip_scheduler_find_desk (self, document);
  g_return_val_if_fail (desk != NULL, NULL);

  order = order_new (document, shots, workflow);
  if (shots->len > 0)
    order_some (self, desk, order, G_MAXINT64);
  if (problems != NULL)
    {
      g_ptr_array_extend_and_steal (problems, g_steal_pointer (&order->problems));
      order->problems = g_ptr_array_new ();
    }
  jobs = g_ptr_array_ref (order->jobs);
  order_free (order);

  return jobs;
}

static gboolean
enqueue_cb (gpointer user_data)
{
  GTask *task = user_data;
  AipScheduler *self = g_task_get_source_object (task);
  Order *order = g_task_get_task_data (task);
  AipDesk *desk = aip_scheduler_find_desk (self, order->document);

  /* Whoever closed the project meanwhile has stopped it; what was made waits there. */
  if (desk != NULL && !self->stopped && order->n_done < order->shots->len)
    {
      /* Half of the work is telling everybody, after the commit. */
      order_some (self, desk, order, g_get_monotonic_time () + AIP_SCHEDULER_SLICE_USEC / 2);
      if (order->n_done < order->shots->len)
        return G_SOURCE_CONTINUE;
    }

  g_task_return_pointer (task, g_ptr_array_ref (order->jobs), (GDestroyNotify) g_ptr_array_unref);

  return G_SOURCE_REMOVE;
}

/**
 * aip_scheduler_enqueue_async:
 * @self: a scheduler
 * @document: a document that was added
 * @shots: (element-type AipShot): what to generate, in this order
 * @workflow: (nullable): instead of each shot's own
 * @callback: for aip_scheduler_enqueue_finish()
 * @user_data: for @callback
 *
 * aip_scheduler_enqueue() in as many transactions as it takes to keep the main loop free. Shots that
 * are deleted or queued by somebody else meanwhile are left out.
 */
void
aip_scheduler_enqueue_async (AipScheduler        *self,
                             AipDocument         *document,
                             GPtrArray           *shots,
                             const char          *workflow,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (AIP_IS_SCHEDULER (self));
  g_return_if_fail (AIP_IS_DOCUMENT (document));
  g_return_if_fail (shots != NULL);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, aip_scheduler_enqueue_async);
  g_task_set_task_data (task, order_new (document, shots, workflow), order_free);

  /* The first of them show at once. */
  if (enqueue_cb (task))
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, enqueue_cb, g_steal_pointer (&task), g_object_unref);
}

GPtrArray *
aip_scheduler_enqueue_finish (AipScheduler  *self,
                              GAsyncResult  *result,
                              GPtrArray    **problems)
{
  Order *order;

  g_return_val_if_fail (AIP_IS_SCHEDULER (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  order = g_task_get_task_data (G_TASK (result));
  if (problems != NULL)
    *problems = g_ptr_array_ref (order->problems);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

void
aip_scheduler_cancel (AipScheduler *self,
                      AipDocument  *document,
                      AipJob       *job)
{
  AipDesk *desk;

  g_return_if_fail (AIP_IS_SCHEDULER (self));
  g_return_if_fail (AIP_IS_JOB (job));

  desk = aip_scheduler_find_desk (self, document);
  g_return_if_fail (desk != NULL);

  if (aip_job_state_is_open (aip_job_get_state (job)))
    aip_scheduler_cancel_job (self, desk, job);
}

/**
 * aip_scheduler_retry:
 * @self: a scheduler
 * @document: a document that was added
 * @job: a job that failed or was cancelled
 * @error: return location
 *
 * What was learned from the failure is forgotten: whoever presses the button has changed something.
 */
gboolean
aip_scheduler_retry (AipScheduler  *self,
                     AipDocument   *document,
                     AipJob        *job,
                     GError       **error)
{
  AipDesk *desk;
  AipJobState state;

  g_return_val_if_fail (AIP_IS_SCHEDULER (self), FALSE);
  g_return_val_if_fail (AIP_IS_JOB (job), FALSE);

  desk = aip_scheduler_find_desk (self, document);
  g_return_val_if_fail (desk != NULL, FALSE);

  state = aip_job_get_state (job);
  if (state != AIP_JOB_FAILED && state != AIP_JOB_CANCELLED)
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_INVALID,
                           _("Only a job that failed or was cancelled can be tried again."));
      return FALSE;
    }

  if (!aip_job_record (document, job, AIP_JOB_WAITING,
                       "error-code", g_variant_new_string (""),
                       "error-text", g_variant_new_string (""),
                       "worker", g_variant_new_string (""),
                       "worker-name", g_variant_new_string (""),
                       "prompt-id", g_variant_new_string (""),
                       "excluded", g_variant_new_strv (NULL, 0),
                       "vram", g_variant_new_int64 (0),
                       "attempts", g_variant_new_int64 (0),
                       "finished", g_variant_new_int64 (0), NULL))
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_FAILED, _("The job could not be queued again."));
      return FALSE;
    }

  aip_job_set_progress (job, -1);
  aip_desk_add_job (desk, job);
  aip_scheduler_job_changed (self, document, job);
  aip_scheduler_count_open (self);
  aip_scheduler_pump_soon (self);

  return TRUE;
}

/**
 * aip_scheduler_preview_prompt:
 * @self: a scheduler
 * @document: a document
 * @shot: one of its shots
 * @prompt: (out) (optional): as it would be sent now
 * @negative: (out) (optional): may be empty
 * @error: return location: why nothing would be sent
 */
gboolean
aip_scheduler_preview_prompt (AipScheduler  *self,
                              AipDocument   *document,
                              AipShot       *shot,
                              char         **prompt,
                              char         **negative,
                              GError       **error)
{
  g_autoptr(AipShotPrompt) words = NULL;

  words = aip_scheduler_preview (self, document, shot, prompt, negative, error);

  return words != NULL;
}

/**
 * aip_scheduler_preview:
 *
 * As aip_scheduler_preview_prompt().
 *
 * Returns: (transfer full) (nullable): what the prompt is made of, which also knows its length and
 *   what there is to know about it
 */
AipShotPrompt *
aip_scheduler_preview (AipScheduler  *self,
                       AipDocument   *document,
                       AipShot       *shot,
                       char         **prompt,
                       char         **negative,
                       GError       **error)
{
  AipWorkflow *workflow;
  AipCinema *cinema;

  g_return_val_if_fail (AIP_IS_SCHEDULER (self), NULL);

  cinema = aip_scheduler_get_cinema (self, document);
  if (cinema == NULL)
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_FAILED,
                           _("The lists of cameras and models are not read yet."));
      return NULL;
    }

  /* Which workflow is missing is said when the job is made; the words are the same. */
  workflow = aip_freeze_find_workflow (document, shot, NULL, self->workflows, NULL);

  return aip_freeze_compose (document, shot, cinema, workflow, prompt, negative, error);
}
