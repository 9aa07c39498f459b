/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-chain-job"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-chain-job.h"
#include "aip-job-record.h"

/* How the step before a job stands. */
typedef struct {
  guint    n_jobs;
  guint    n_open;
  AipJob  *open;      /* one that is */
  AipJob  *ended;     /* one that came to nothing, rather failed than cancelled */
  AipTake *take;      /* the newest that it has made */
} Before;

static GListModel *
get_jobs (AipDocument *document,
          AipJob      *job)
{
  AipEntity *shot = aip_document_lookup_any (document, aip_job_get_shot_id (job));

  return AIP_IS_SHOT (shot) ? aip_shot_get_jobs (AIP_SHOT (shot)) : NULL;
}

static gboolean
is_in_chain (AipJob     *job,
             const char *chain)
{
  return *chain != '\0' && g_str_equal (aip_job_get_chain (job), chain);
}

static AipTake *
get_made_take (AipDocument *document,
               AipJob      *job)
{
  AipEntity *take = aip_document_lookup (document, aip_entity_get_text (AIP_ENTITY (job), "take"));

  return AIP_IS_TAKE (take) ? AIP_TAKE (take) : NULL;
}

static void
note_before (AipDocument *document,
             AipJob      *job,
             Before      *before)
{
  AipJobState state = aip_job_get_state (job);
  AipTake *take = get_made_take (document, job);

  before->n_jobs++;
  if (aip_job_state_is_open (state))
    {
      before->n_open++;
      before->open = job;
    }
  else if (state != AIP_JOB_DONE && (before->ended == NULL || state == AIP_JOB_FAILED))
    before->ended = job;

  if (state == AIP_JOB_DONE && take != NULL &&
      (before->take == NULL ||
       aip_take_get_number (take) > aip_take_get_number (before->take)))
    before->take = take;
}

static void
look_at_step (AipDocument *document,
              AipJob      *job,
              guint        step,
              Before      *before)
{
  GListModel *jobs = get_jobs (document, job);

  *before = (Before) { 0 };
  for (guint i = 0; jobs != NULL && i < g_list_model_get_n_items (jobs); i++)
    {
      g_autoptr(AipJob) other = g_list_model_get_item (jobs, i);

      if (is_in_chain (other, aip_job_get_chain (job)) && aip_job_get_step (other) == step)
        note_before (document, other, before);
    }
}

static void
look_before (AipDocument *document,
             AipJob      *job,
             Before      *before)
{
  if (aip_job_get_step (job) > 0)
    look_at_step (document, job, aip_job_get_step (job) - 1, before);
  else
    *before = (Before) { 0 };
}

static AipTake *
get_chosen_take (AipDocument *document,
                 AipJob      *job)
{
  AipEntity *take = aip_document_lookup (document, aip_entity_get_text (AIP_ENTITY (job), "source"));

  return AIP_IS_TAKE (take) ? AIP_TAKE (take) : NULL;
}

static gboolean
needs_approval (AipJob *job)
{
  gboolean approval;

  g_object_get (job, "approval", &approval, NULL);

  return approval;
}

AipTake *
aip_chain_job_find_source (AipDocument *document,
                           AipJob      *job)
{
  AipTake *chosen;
  Before before;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (AIP_IS_JOB (job), NULL);

  chosen = get_chosen_take (document, job);
  if (chosen != NULL)
    return chosen;

  look_before (document, job, &before);

  return before.take;
}

/* What people call the step that @job is. */
static const char *
get_title (AipJob           *job,
           AipWorkflowStore *store)
{
  const char *id = aip_entity_get_text (AIP_ENTITY (job), "workflow");
  AipWorkflow *workflow = aip_workflow_store_get (store, id);

  return workflow != NULL ? aip_workflow_get_title (workflow) : id;
}

static char *
explain_approval (AipJob           *job,
                  AipWorkflowStore *store)
{
  AipWorkflow *workflow =
    aip_workflow_store_get (store, aip_entity_get_text (AIP_ENTITY (job), "workflow"));

  if (workflow != NULL && aip_chain_takes_movie (workflow) && !aip_chain_takes_still (workflow))
    return g_strdup (_("Waits until you approve a movie"));

  return g_strdup (_("Waits until you approve a still"));
}

char *
aip_chain_job_explain (AipDocument      *document,
                       AipJob           *job,
                       AipWorkflowStore *store)
{
  gboolean approval;
  Before before;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (AIP_IS_JOB (job), NULL);
  g_return_val_if_fail (AIP_IS_WORKFLOW_STORE (store), NULL);

  approval = needs_approval (job);
  if ((*aip_job_get_chain (job) == '\0' && !approval) || get_chosen_take (document, job) != NULL)
    return NULL;

  look_before (document, job, &before);
  if (before.n_open > 0 && !approval)
    /* Translators: title of a workflow */
    return g_strdup_printf (_("Waits for “%s”"), get_title (before.open, store));
  if (before.n_open > 0 && before.take == NULL)
    return g_strdup_printf (_("Waits for “%s”, then for your approval"),
                            get_title (before.open, store));

  return approval ? explain_approval (job, store) : NULL;
}

char *
aip_chain_job_find_break (AipDocument      *document,
                          AipJob           *job,
                          AipWorkflowStore *store)
{
  Before before;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (AIP_IS_JOB (job), NULL);
  g_return_val_if_fail (AIP_IS_WORKFLOW_STORE (store), NULL);

  if (aip_job_get_step (job) == 0 || get_chosen_take (document, job) != NULL)
    return NULL;

  look_before (document, job, &before);
  if (before.n_jobs == 0 || before.n_open > 0 || before.take != NULL || before.ended == NULL)
    return NULL;

  if (aip_job_get_state (before.ended) == AIP_JOB_FAILED)
    /* Translators: title of a workflow, then the sentence that says why it failed */
    return g_strdup_printf (_("Not begun, because “%s” before it failed: %s"),
                            get_title (before.ended, store),
                            aip_job_get_error_text (before.ended));

  return g_strdup_printf (_("Not begun, because “%s” before it was cancelled."),
                          get_title (before.ended, store));
}

GPtrArray *
aip_chain_job_list_others (AipDocument *document,
                           AipJob      *job)
{
  g_autoptr(GPtrArray) others = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *jobs;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (AIP_IS_JOB (job), NULL);

  jobs = get_jobs (document, job);
  for (guint step = 0; jobs != NULL && step < AIP_CHAIN_MAX_STEPS; step++)
    for (guint i = 0; i < g_list_model_get_n_items (jobs); i++)
      {
        g_autoptr(AipJob) other = g_list_model_get_item (jobs, i);

        if (other != job && is_in_chain (other, aip_job_get_chain (job)) &&
            aip_job_get_step (other) == step)
          g_ptr_array_add (others, g_steal_pointer (&other));
      }

  return g_steal_pointer (&others);
}

gboolean
aip_chain_job_is_parked (AipDocument *document,
                         AipJob      *job)
{
  g_autoptr(GPtrArray) jobs = NULL;
  guint gate = G_MAXUINT;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (AIP_IS_JOB (job), FALSE);

  if (aip_job_get_state (job) != AIP_JOB_WAITING || get_chosen_take (document, job) != NULL)
    return FALSE;

  jobs = aip_chain_job_list_others (document, job);
  g_ptr_array_add (jobs, g_object_ref (job));
  for (guint i = 0; i < jobs->len; i++)
    {
      AipJob *other = g_ptr_array_index (jobs, i);

      if (aip_job_get_state (other) == AIP_JOB_WAITING && needs_approval (other) &&
          get_chosen_take (document, other) == NULL)
        gate = MIN (gate, aip_job_get_step (other));
    }
  if (aip_job_get_step (job) < gate)
    return FALSE;

  /* What is still being made before the gate brings something to approve. */
  for (guint i = 0; i < jobs->len; i++)
    {
      AipJob *other = g_ptr_array_index (jobs, i);

      if (aip_job_get_step (other) < gate && aip_job_state_is_open (aip_job_get_state (other)))
        return FALSE;
    }

  return TRUE;
}

/* (nullable): the waiting step that would begin with @take, once it is approved. */
static AipJob *
find_approvable (AipShot          *shot,
                 AipTake          *take,
                 AipWorkflowStore *store)
{
  GListModel *jobs = aip_shot_get_jobs (shot);
  AipJob *first = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (jobs); i++)
    {
      g_autoptr(AipJob) job = g_list_model_get_item (jobs, i);
      AipWorkflow *workflow =
        aip_workflow_store_get (store, aip_entity_get_text (AIP_ENTITY (job), "workflow"));

      if (workflow != NULL && aip_job_get_state (job) == AIP_JOB_WAITING && needs_approval (job) &&
          (first == NULL || aip_job_get_step (job) < aip_job_get_step (first)) &&
          ((aip_take_is_still (take) && aip_chain_takes_still (workflow)) ||
           (aip_take_is_movie (take) && aip_chain_takes_movie (workflow))))
        /* The list holds it on. */
        first = job;
    }

  return first;
}

AipJob *
aip_chain_tell_approved (AipDocument      *document,
                         AipShot          *shot,
                         AipTake          *take,
                         gboolean          approved,
                         AipWorkflowStore *store)
{
  const char *id;
  AipJob *job;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (AIP_IS_SHOT (shot), NULL);
  g_return_val_if_fail (AIP_IS_TAKE (take), NULL);
  g_return_val_if_fail (AIP_IS_WORKFLOW_STORE (store), NULL);

  id = aip_entity_get_id (AIP_ENTITY (take));
  job = find_approvable (shot, take, store);
  if (job == NULL || g_str_equal (aip_entity_get_text (AIP_ENTITY (job), "source"), id) == approved ||
      !aip_job_record (document, job, AIP_JOB_WAITING, "source",
                       g_variant_new_string (approved ? id : ""), NULL))
    return NULL;

  return job;
}

char *
aip_chain_job_dup_place (AipDocument *document,
                         AipJob      *job)
{
  g_autoptr(GPtrArray) others = NULL;
  guint last;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (AIP_IS_JOB (job), NULL);

  if (*aip_job_get_chain (job) == '\0')
    return NULL;

  others = aip_chain_job_list_others (document, job);
  last = aip_job_get_step (job);
  for (guint i = 0; i < others->len; i++)
    last = MAX (last, aip_job_get_step (g_ptr_array_index (others, i)));

  return g_strdup_printf (_("Step %u of %u"), aip_job_get_step (job) + 1, last + 1);
}

GPtrArray *
aip_chain_job_list_revived (AipDocument *document,
                            AipJob      *job)
{
  g_autoptr(GPtrArray) revived = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) others = NULL;
  guint lowest;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (AIP_IS_JOB (job), NULL);

  /* Down to the last step that something is there of. */
  lowest = aip_job_get_step (job);
  if (get_chosen_take (document, job) == NULL)
    for (; lowest > 0; lowest--)
      {
        Before before;

        look_at_step (document, job, lowest - 1, &before);
        if (before.take != NULL || before.n_open > 0 || before.n_jobs == 0)
          break;
      }

  others = aip_chain_job_list_others (document, job);
  for (guint i = 0; i < others->len; i++)
    {
      AipJob *other = g_ptr_array_index (others, i);
      AipJobState state = aip_job_get_state (other);
      guint step = aip_job_get_step (other);
      gboolean ended = state == AIP_JOB_FAILED || state == AIP_JOB_CANCELLED;
      /* What a person has cancelled says nothing. */
      gboolean given_up = state == AIP_JOB_CANCELLED && *aip_job_get_error_text (other) != '\0';

      if (ended && step >= lowest &&
          (step < aip_job_get_step (job) || (step > aip_job_get_step (job) && given_up)))
        g_ptr_array_add (revived, g_object_ref (other));
    }
  g_ptr_array_add (revived, g_object_ref (job));

  return g_steal_pointer (&revived);
}
