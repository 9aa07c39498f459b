/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-scheduler"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-error.h"
#include "aip-freeze.h"
#include "aip-scheduler-private.h"

static gboolean
check_shot (AipDocument  *document,
            AipShot      *shot,
            AipWorkflow  *workflow,
            GError      **error)
{
  AipJob *job = aip_shot_get_active_job (shot);

  if (aip_shot_get_locked (shot))
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_LOCKED, _("%s is locked. Unlock it to finish it."),
                   aip_shot_get_code (shot));
      return FALSE;
    }
  if (job != NULL && aip_job_state_is_open (aip_job_get_state (job)))
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_IN_USE,
                   _("%s is being generated already. Wait for that, or cancel it."),
                   aip_shot_get_code (shot));
      return FALSE;
    }

  return aip_freeze_check_shot (document, shot, workflow, NULL, error);
}

/* The seed of the take, so that what is made anew is the same. */
static AipEntity *
insert_job (AipDocument       *document,
            AipShot           *shot,
            AipWorkflow       *workflow,
            const AipCutPart  *part,
            GError           **error)
{
  AipEntity *take = aip_document_lookup (document, part->take);
  g_autofree char *text = aip_cut_part_write (part);
  GVariantDict fields;
  AipEntity *job;

  g_variant_dict_init (&fields, NULL);
  g_variant_dict_insert (&fields, "shot", "s", aip_entity_get_id (AIP_ENTITY (shot)));
  g_variant_dict_insert (&fields, "workflow", "s", aip_workflow_get_id (workflow));
  g_variant_dict_insert (&fields, "kind", "s", aip_workflow_get_kind (workflow));
  g_variant_dict_insert (&fields, "state", "s", aip_job_state_to_nick (AIP_JOB_WAITING));
  g_variant_dict_insert (&fields, "created", "x", g_get_real_time ());
  g_variant_dict_insert (&fields, "seed", "s",
                         AIP_IS_TAKE (take) ? aip_entity_get_text (take, "seed") : "");
  g_variant_dict_insert (&fields, "part", "s", text);

  aip_document_begin_record (document, _("Queue Jobs"));
  job = aip_document_insert (document, AIP_KIND_JOB, g_variant_dict_end (&fields), error);
  aip_document_end (document, job != NULL);

  return job;
}

AipJob *
aip_scheduler_enqueue_part (AipScheduler      *self,
                            AipDocument       *document,
                            AipShot           *shot,
                            AipWorkflow       *workflow,
                            const AipCutPart  *part,
                            GError           **error)
{
  AipEntity *job;
  AipDesk *desk;

  g_return_val_if_fail (AIP_IS_SCHEDULER (self), NULL);
  g_return_val_if_fail (AIP_IS_SHOT (shot) && AIP_IS_WORKFLOW (workflow), NULL);
  g_return_val_if_fail (part != NULL, NULL);

  desk = aip_scheduler_find_desk (self, document);
  if (desk == NULL || !aip_entity_is_alive (AIP_ENTITY (shot)))
    {
      /* The work in the background took longer than somebody's patience. */
      g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND,
                   _("%s is not there any more and was not queued."), aip_shot_get_code (shot));
      return NULL;
    }
  if (!check_shot (document, shot, workflow, error))
    return NULL;

  job = insert_job (document, shot, workflow, part, error);
  if (job == NULL)
    return NULL;

  aip_desk_add_job (desk, AIP_JOB (job));
  aip_scheduler_job_changed (self, document, AIP_JOB (job));
  aip_scheduler_count_open (self);
  aip_scheduler_pump_soon (self);

  return AIP_JOB (job);
}

double
aip_scheduler_estimate (AipScheduler *self,
                        const char   *workflow,
                        guint         n_jobs)
{
  double each_second = 0;

  g_return_val_if_fail (AIP_IS_SCHEDULER (self), 0);
  g_return_val_if_fail (workflow != NULL, 0);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->workers)); i++)
    {
      g_autoptr(AipWorker) worker = g_list_model_get_item (G_LIST_MODEL (self->workers), i);

      if (aip_worker_get_state (worker) != AIP_WORKER_OFFLINE && !aip_worker_get_paused (worker))
        each_second += 1 / aip_estimates_get_seconds (self->estimates,
                                                      aip_worker_get_address (worker), workflow);
    }
  /* Nobody is there: as if one were. */
  if (each_second <= 0)
    each_second = 1 / aip_estimates_get_seconds (self->estimates, "", workflow);

  return n_jobs / each_second;
}
