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
  g_autoptr(GPtrArray) jobs = NULL;
  gint64 created = g_get_real_time ();
  AipDesk *desk;

  g_return_val_if_fail (AIP_IS_SCHEDULER (self), NULL);
  g_return_val_if_fail (shots != NULL, NULL);

  desk = aip_scheduler_find_desk (self, document);
  g_return_val_if_fail (desk != NULL, NULL);

  jobs = g_ptr_array_new_with_free_func (g_object_unref);
  aip_document_begin_record (document, _("Queue Jobs"));
  for (guint i = 0; i < shots->len; i++)
    {
      AipShot *shot = g_ptr_array_index (shots, i);
      g_autoptr(GError) error = NULL;
      AipWorkflow *found;
      AipJob *job = NULL;

      found = aip_freeze_find_workflow (document, shot, workflow, self->workflows, &error);
      if (found != NULL && aip_freeze_check_shot (document, shot, found, &error))
        /* A microsecond apart, so that they keep the order of the shots. */
        job = insert_job (document, shot, workflow, aip_workflow_get_kind (found), created + i);

      if (job != NULL)
        g_ptr_array_add (jobs, g_object_ref (job));
      else if (problems != NULL && error != NULL)
        g_ptr_array_add (problems, g_strdup (error->message));
    }
  aip_document_commit (document);

  for (guint i = 0; i < jobs->len; i++)
    {
      aip_desk_add_job (desk, g_ptr_array_index (jobs, i));
      aip_scheduler_job_changed (self, document, g_ptr_array_index (jobs, i));
    }
  aip_scheduler_count_open (self);
  aip_scheduler_pump_soon (self);

  return g_steal_pointer (&jobs);
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
