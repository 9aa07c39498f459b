/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-scheduler"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-chain-job.h"
#include "aip-error.h"
#include "aip-job-record.h"
#include "aip-job-wait.h"
#include "aip-scheduler-private.h"

/* What is asked for beside the shot itself. */
typedef struct {
  const char *workflow;   /* nullable: empty until it is sent */
  const char *kind;
  gint64      created;
  const char *chain;      /* nullable: it is no step */
  guint       step;
  gboolean    approval;
  const char *repeats;    /* nullable: id of a take */
  const char *worker;     /* nullable: any */
  const char *variation;  /* of what is repeated */
  gint64      vram;
} JobSpec;

static AipJob *
insert_job (AipDocument   *document,
            AipShot       *shot,
            const JobSpec *spec)
{
  GVariantDict fields;
  g_autoptr(GError) error = NULL;
  AipEntity *job;

  g_variant_dict_init (&fields, NULL);
  g_variant_dict_insert (&fields, "shot", "s", aip_entity_get_id (AIP_ENTITY (shot)));
  g_variant_dict_insert (&fields, "workflow", "s", spec->workflow != NULL ? spec->workflow : "");
  g_variant_dict_insert (&fields, "kind", "s", spec->kind);
  g_variant_dict_insert (&fields, "state", "s", aip_job_state_to_nick (AIP_JOB_WAITING));
  g_variant_dict_insert (&fields, "created", "x", spec->created);
  if (spec->chain != NULL)
    {
      g_variant_dict_insert (&fields, "chain", "s", spec->chain);
      g_variant_dict_insert (&fields, "step", "x", (gint64) spec->step);
      g_variant_dict_insert (&fields, "approval", "b", spec->approval);
    }

  if (spec->repeats != NULL)
    {
      g_variant_dict_insert (&fields, "repeats", "s", spec->repeats);
      g_variant_dict_insert (&fields, "only-worker", "s", spec->worker != NULL ? spec->worker : "");
      g_variant_dict_insert (&fields, "variation", "s", spec->variation);
      g_variant_dict_insert (&fields, "vram", "x", spec->vram);
    }

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
  AipChain    *chain;      /* nullable */
  gint64       created;
  guint        n_done;     /* of the shots */
  GPtrArray   *jobs;
  GPtrArray   *problems;
} Order;

static Order *
order_new (AipDocument *document,
           GPtrArray   *shots,
           const char  *workflow,
           AipChain    *chain)
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
  order->chain = chain != NULL ? aip_chain_ref (chain) : NULL;
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
  g_clear_pointer (&order->chain, aip_chain_unref);
  g_ptr_array_unref (order->jobs);
  g_ptr_array_unref (order->problems);
  g_free (order);
}

/* A new take could become the current one: what is locked stays as it is. */
static gboolean
check_unlocked (AipShot  *shot,
                GError  **error)
{
  if (!aip_shot_get_locked (shot))
    return TRUE;

  g_set_error (error, AIP_ERROR, AIP_ERROR_LOCKED, _("%s is locked. Unlock it to generate it."),
               aip_shot_get_code (shot));

  return FALSE;
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

/* (nullable): what makes the first take of @shot, if it is being queued now or waits already. */
static AipWorkflow *
find_first_workflow (AipScheduler *self,
                     Order        *order,
                     AipShot      *shot)
{
  AipJob *job = aip_shot_get_active_job (shot);
  const char *id = order->chain != NULL ? aip_chain_get_step (order->chain, 0)->workflow
                                        : order->workflow;

  if (!g_ptr_array_find (order->shots, shot, NULL))
    {
      if (job == NULL || !aip_job_state_is_open (aip_job_get_state (job)))
        return NULL;
      id = aip_entity_get_text (AIP_ENTITY (job), "workflow");
    }

  return aip_freeze_find_workflow (order->document, shot, id, self->workflows, NULL);
}

/* Two shots that each use a picture of the other would wait for ever: neither is queued. */
static gboolean
check_circle (AipScheduler  *self,
              Order         *order,
              AipShot       *shot,
              AipWorkflow   *workflow,
              GError       **error)
{
  AipShot *awaited = aip_job_wait_find (order->document, shot, workflow, order->shots);
  AipWorkflow *other = awaited != NULL ? find_first_workflow (self, order, awaited) : NULL;
  g_autofree char *sentence = NULL;

  if (other == NULL || !aip_job_wait_is_circle (order->document, shot, workflow, awaited, other))
    return TRUE;

  sentence = aip_job_wait_explain_circle (shot, awaited);
  g_set_error_literal (error, AIP_ERROR, AIP_ERROR_INVALID, sentence);

  return FALSE;
}

static void
add_job (Order   *order,
         AipShot *shot,
         JobSpec *spec)
{
  AipJob *job = insert_job (order->document, shot, spec);

  if (job != NULL)
    g_ptr_array_add (order->jobs, g_object_ref (job));
}

static gboolean
order_one (AipScheduler  *self,
           Order         *order,
           AipShot       *shot,
           guint          index,
           GError       **error)
{
  /* A microsecond apart, so that they keep the order of the shots. */
  JobSpec spec = { .workflow = order->workflow, .created = order->created + index };
  AipWorkflow *found;

  found = aip_freeze_find_workflow (order->document, shot, order->workflow, self->workflows, error);
  if (found == NULL ||
      !aip_freeze_check_shot (order->document, shot, found, order->shots, error) ||
      !check_circle (self, order, shot, found, error))
    return FALSE;

  spec.kind = aip_workflow_get_kind (found);
  add_job (order, shot, &spec);

  return TRUE;
}

static gboolean
check_chain (AipScheduler  *self,
             Order         *order,
             AipShot       *shot,
             GError       **error)
{
  if (!aip_chain_check (order->chain, self->workflows, error))
    return FALSE;

  for (guint i = 0; i < aip_chain_get_n_steps (order->chain); i++)
    {
      const AipChainStep *step = aip_chain_get_step (order->chain, i);
      AipWorkflow *workflow = aip_workflow_store_get (self->workflows, step->workflow);
      gboolean good = i == 0 ? aip_freeze_check_shot (order->document, shot, workflow, order->shots,
                                                      error)
                             : aip_freeze_check_step (order->document, shot, workflow, order->shots,
                                                      error);

      if (!good || !check_circle (self, order, shot, workflow, error))
        return FALSE;
      if (step->count > 1 && *aip_entity_get_text (AIP_ENTITY (shot), "seed") != '\0')
        {
          g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                       _("%s has a fixed seed, so its %u takes would all be the same. Clear its seed, "
                         "or make one take."), aip_shot_get_code (shot), step->count);
          return FALSE;
        }
    }

  return TRUE;
}

/* All steps at once: those that cannot begin yet wait, and say for what. */
static gboolean
order_chain (AipScheduler  *self,
             Order         *order,
             AipShot       *shot,
             guint          index,
             GError       **error)
{
  g_autofree char *id = NULL;

  if (!check_chain (self, order, shot, error))
    return FALSE;

  id = g_uuid_string_random ();
  for (guint i = 0; i < aip_chain_get_n_steps (order->chain); i++)
    {
      const AipChainStep *step = aip_chain_get_step (order->chain, i);
      AipWorkflow *workflow = aip_workflow_store_get (self->workflows, step->workflow);

      for (guint n = 0; n < step->count; n++)
        {
          /* The first step of every shot comes before the second of any. */
          JobSpec spec = {
            .workflow = step->workflow,
            .kind = aip_workflow_get_kind (workflow),
            .created = order->created + ((gint64) i * order->shots->len + index) *
                                        AIP_CHAIN_MAX_COUNT + n,
            .chain = id,
            .step = i,
            .approval = step->approval,
          };

          add_job (order, shot, &spec);
        }
    }

  return TRUE;
}

static void
order_shot (AipScheduler *self,
            Order        *order)
{
  guint index = order->n_done++;
  AipShot *shot = g_ptr_array_index (order->shots, index);
  g_autoptr(GError) error = NULL;
  gboolean good;

  if (!aip_entity_is_alive (AIP_ENTITY (shot)) ||
      was_ordered_meanwhile (shot, order->before[index]))
    return;

  if (!check_unlocked (shot, &error))
    good = FALSE;
  else if (order->chain != NULL)
    good = order_chain (self, order, shot, index, &error);
  else
    good = order_one (self, order, shot, index, &error);

  if (!good)
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

  order = order_new (document, shots, workflow, NULL);
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

/* (transfer full) @order */
static void
enqueue (AipScheduler        *self,
         Order               *order,
         GAsyncReadyCallback  callback,
         gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, enqueue);
  g_task_set_task_data (task, order, order_free);

  /* The first of them show at once. */
  if (enqueue_cb (task))
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, enqueue_cb, g_steal_pointer (&task), g_object_unref);
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
  g_return_if_fail (AIP_IS_SCHEDULER (self));
  g_return_if_fail (AIP_IS_DOCUMENT (document));
  g_return_if_fail (shots != NULL);

  enqueue (self, order_new (document, shots, workflow, NULL), callback, user_data);
}

/**
 * aip_scheduler_enqueue_chain_async:
 * @self: a scheduler
 * @document: a document that was added
 * @shots: (element-type AipShot): what to generate, in this order
 * @chain: with at least one step
 * @callback: for aip_scheduler_enqueue_finish()
 * @user_data: for @callback
 */
void
aip_scheduler_enqueue_chain_async (AipScheduler        *self,
                                   AipDocument         *document,
                                   GPtrArray           *shots,
                                   AipChain            *chain,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_return_if_fail (AIP_IS_SCHEDULER (self));
  g_return_if_fail (AIP_IS_DOCUMENT (document));
  g_return_if_fail (shots != NULL);
  g_return_if_fail (chain != NULL && aip_chain_get_n_steps (chain) > 0);

  enqueue (self, order_new (document, shots, NULL, chain), callback, user_data);
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

AipJob *
aip_scheduler_repeat (AipScheduler  *self,
                      AipDocument   *document,
                      AipShot       *shot,
                      AipTake       *take,
                      const char    *worker,
                      GError       **error)
{
  AipEntity *before;
  AipDesk *desk;
  AipJob *job;
  JobSpec spec;

  g_return_val_if_fail (AIP_IS_SCHEDULER (self), NULL);
  g_return_val_if_fail (AIP_IS_SHOT (shot), NULL);
  g_return_val_if_fail (AIP_IS_TAKE (take), NULL);

  desk = aip_scheduler_find_desk (self, document);
  g_return_val_if_fail (desk != NULL, NULL);

  if (!check_unlocked (shot, error))
    return NULL;

  before = aip_document_lookup (document, aip_entity_get_text (AIP_ENTITY (take), "job"));
  spec = (JobSpec) {
    .workflow = aip_entity_get_text (AIP_ENTITY (take), "workflow"),
    .kind = AIP_IS_JOB (before) ? aip_entity_get_text (before, "kind") : "still",
    .created = g_get_real_time (),
    .repeats = aip_entity_get_id (AIP_ENTITY (take)),
    .worker = worker,
    .variation = aip_take_get_variation (take),
    /* It fits where it has fitted. */
    .vram = AIP_IS_JOB (before) ? aip_entity_get_integer (before, "vram") : 0,
  };
  aip_document_begin_record (document, _("Queue Jobs"));
  job = insert_job (document, shot, &spec);
  aip_document_commit (document);
  if (job == NULL)
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_FAILED, _("The job could not be queued."));
      return NULL;
    }

  aip_desk_add_job (desk, job);
  aip_scheduler_job_changed (self, document, job);
  aip_scheduler_count_open (self);
  aip_scheduler_pump_soon (self);

  return job;
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

static gboolean
revive (AipScheduler *self,
        AipDesk      *desk,
        AipJob       *job)
{
  AipDocument *document = aip_desk_get_document (desk);

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
    return FALSE;

  aip_job_set_progress (job, -1);
  aip_desk_add_job (desk, job);
  aip_scheduler_job_changed (self, document, job);

  return TRUE;
}

/**
 * aip_scheduler_retry:
 * @self: a scheduler
 * @document: a document that was added
 * @job: a job that failed or was cancelled
 * @error: return location
 *
 * What was learned from the failure is forgotten: whoever presses the button has changed something.
 * %AIP_ERROR_LOCKED if its shot is locked.
 */
gboolean
aip_scheduler_retry (AipScheduler  *self,
                     AipDocument   *document,
                     AipJob        *job,
                     GError       **error)
{
  g_autoptr(GPtrArray) revived = NULL;
  AipDesk *desk;
  AipEntity *shot;
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

  shot = aip_document_lookup (document, aip_job_get_shot_id (job));
  if (AIP_IS_SHOT (shot) && !check_unlocked (AIP_SHOT (shot), error))
    return FALSE;

  /* A step of a chain comes back with those before it that it needs, and those that gave up with it. */
  revived = aip_chain_job_list_revived (document, job);
  for (guint i = 0; i < revived->len; i++)
    if (!revive (self, desk, g_ptr_array_index (revived, i)))
      {
        g_set_error_literal (error, AIP_ERROR, AIP_ERROR_FAILED,
                             _("The job could not be queued again."));
        return FALSE;
      }
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
