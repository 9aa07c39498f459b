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
#include "aip-scheduler-private.h"

static const char *
code_of (AipDocument *document,
         AipJob      *job)
{
  AipEntity *shot = aip_document_lookup_any (document, aip_job_get_shot_id (job));

  return AIP_IS_SHOT (shot) ? aip_shot_get_code (AIP_SHOT (shot)) : "";
}

/* Gives @job up, if what it waits for came to nothing. */
static void
give_up (AipScheduler *self,
         AipDesk      *desk,
         AipJob       *job)
{
  AipDocument *document = aip_desk_get_document (desk);
  g_autofree char *sentence = NULL;

  if (aip_job_get_state (job) != AIP_JOB_WAITING)
    return;
  sentence = aip_chain_job_find_break (document, job, self->workflows);
  if (sentence == NULL ||
      !aip_job_record (document, job, AIP_JOB_CANCELLED,
                       "error-code", g_variant_new_string (aip_error_to_nick (AIP_ERROR_CANCELLED)),
                       "error-text", g_variant_new_string (sentence),
                       "finished", g_variant_new_int64 (g_get_real_time ()), NULL))
    return;

  aip_desk_remove_job (desk, job);
  aip_job_set_reason (job, "");
  aip_scheduler_log (self, document, job, NULL, G_LOG_LEVEL_INFO, "%s: %s", code_of (document, job),
                     sentence);
  aip_scheduler_job_changed (self, document, job);
}

void
aip_scheduler_break_chain (AipScheduler *self,
                           AipDesk      *desk,
                           AipJob       *job)
{
  g_autoptr(GPtrArray) others = NULL;

  if (*aip_job_get_chain (job) == '\0')
    return;

  /* In their order: what is given up is what the next one waited for. */
  others = aip_chain_job_list_others (aip_desk_get_document (desk), job);
  for (guint i = 0; i < others->len; i++)
    give_up (self, desk, g_ptr_array_index (others, i));
}

void
aip_scheduler_break_chains (AipScheduler *self,
                            AipDesk      *desk)
{
  g_autoptr(GPtrArray) waiting = aip_job_queue_list (aip_desk_get_queue (desk));
  g_autoptr(GPtrArray) held = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < waiting->len; i++)
    if (aip_job_get_step (g_ptr_array_index (waiting, i)) > 0)
      g_ptr_array_add (held, g_object_ref (g_ptr_array_index (waiting, i)));

  for (guint step = 1; held->len > 0 && step < AIP_CHAIN_MAX_STEPS; step++)
    for (guint i = 0; i < held->len; i++)
      if (aip_job_get_step (g_ptr_array_index (held, i)) == step)
        give_up (self, desk, g_ptr_array_index (held, i));
}

/* A person has said something about @take: the step that waits for it hears of it. */
static void
follow (AipScheduler *self,
        AipDesk      *desk,
        AipShot      *shot,
        AipTake      *take,
        gboolean      approved)
{
  AipDocument *document = aip_desk_get_document (desk);
  AipJob *job = aip_chain_tell_approved (document, shot, take, approved, self->workflows);

  if (job == NULL)
    return;

  aip_scheduler_log (self, document, job, NULL, G_LOG_LEVEL_INFO,
                     approved ? _("Take %d of %s was approved, so the next step begins with it.")
                              : _("Take %d of %s is no longer approved, so the next step waits."),
                     (int) aip_take_get_number (take), aip_shot_get_code (shot));
  aip_scheduler_job_changed (self, document, job);
}

void
aip_scheduler_follow_approvals (AipScheduler *self,
                                AipDesk      *desk)
{
  AipShot *shot;
  AipTake *take;
  gboolean approved;

  while (aip_desk_take_approval (desk, &shot, &take, &approved))
    follow (self, desk, shot, take, approved);
}

void
aip_scheduler_tell_approved (AipScheduler *self,
                             AipDocument  *document,
                             AipShot      *shot,
                             AipTake      *take)
{
  AipDesk *desk;

  g_return_if_fail (AIP_IS_SCHEDULER (self));
  g_return_if_fail (AIP_IS_SHOT (shot));
  g_return_if_fail (AIP_IS_TAKE (take));

  desk = aip_scheduler_find_desk (self, document);
  g_return_if_fail (desk != NULL);

  aip_scheduler_follow_approvals (self, desk);
  follow (self, desk, shot, take, TRUE);
}

/**
 * aip_scheduler_cancel_shot:
 * @self: a scheduler
 * @document: a document that was added
 * @shot: one of its shots
 *
 * The last steps go first, so that each is cancelled because somebody said so.
 */
void
aip_scheduler_cancel_shot (AipScheduler *self,
                           AipDocument  *document,
                           AipShot      *shot)
{
  g_autoptr(GPtrArray) open = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *jobs;

  g_return_if_fail (AIP_IS_SCHEDULER (self));
  g_return_if_fail (AIP_IS_SHOT (shot));

  jobs = aip_shot_get_jobs (shot);
  for (guint i = g_list_model_get_n_items (jobs); i > 0; i--)
    {
      g_autoptr(AipJob) job = g_list_model_get_item (jobs, i - 1);

      if (aip_job_state_is_open (aip_job_get_state (job)))
        g_ptr_array_add (open, g_steal_pointer (&job));
    }
  for (guint i = 0; i < open->len; i++)
    aip_scheduler_cancel (self, document, g_ptr_array_index (open, i));
}
