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

static AipJob *
insert (AipDocument         *document,
        AipShot             *shot,
        AipWorkflow         *workflow,
        const AipVariation  *cell,
        gint64               created,
        GError             **error)
{
  g_autofree char *variation = aip_variation_to_text (cell);
  GVariantDict fields;

  g_variant_dict_init (&fields, NULL);
  g_variant_dict_insert (&fields, "shot", "s", aip_entity_get_id (AIP_ENTITY (shot)));
  g_variant_dict_insert (&fields, "workflow", "s", aip_workflow_get_id (workflow));
  g_variant_dict_insert (&fields, "kind", "s", aip_workflow_get_kind (workflow));
  g_variant_dict_insert (&fields, "state", "s", aip_job_state_to_nick (AIP_JOB_WAITING));
  g_variant_dict_insert (&fields, "created", "x", created);
  g_variant_dict_insert (&fields, "variation", "s", variation);

  return (AipJob *) aip_document_insert (document, AIP_KIND_JOB, g_variant_dict_end (&fields),
                                         error);
}

/**
 * aip_scheduler_enqueue_sheet:
 * @self: a scheduler
 * @document: a document that was added
 * @shot: what is varied
 * @workflow_id: (nullable): instead of its own
 * @cells: (element-type AipVariation): what each job does otherwise
 * @error: return location: why nothing was queued
 *
 * All of them or none, in one record transaction: a sheet is whole or it is not there. At most
 * %AIP_VARIATION_MAX_CELLS, so it takes no longer than a frame.
 */
GPtrArray *
aip_scheduler_enqueue_sheet (AipScheduler  *self,
                             AipDocument   *document,
                             AipShot       *shot,
                             const char    *workflow_id,
                             GPtrArray     *cells,
                             GError       **error)
{
  g_autoptr(GPtrArray) jobs = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 created = g_get_real_time ();
  AipWorkflow *workflow;
  AipDesk *desk;

  g_return_val_if_fail (AIP_IS_SCHEDULER (self), NULL);
  g_return_val_if_fail (AIP_IS_SHOT (shot), NULL);
  g_return_val_if_fail (cells != NULL && cells->len <= AIP_VARIATION_MAX_CELLS, NULL);

  desk = aip_scheduler_find_desk (self, document);
  g_return_val_if_fail (desk != NULL, NULL);

  if (aip_shot_get_locked (shot))
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_LOCKED, _("%s is locked. Unlock it to generate it."),
                   aip_shot_get_code (shot));
      return NULL;
    }
  workflow = aip_freeze_find_workflow (document, shot, workflow_id, self->workflows, error);
  if (workflow == NULL || !aip_freeze_check_shot (document, shot, workflow, NULL, error))
    return NULL;

  aip_document_begin_record (document, _("Queue Variations"));
  for (guint i = 0; i < cells->len; i++)
    {
      /* A microsecond apart, so that they keep the order of the sheet. */
      AipJob *job = insert (document, shot, workflow, g_ptr_array_index (cells, i), created + i,
                            error);

      if (job == NULL)
        {
          aip_document_rollback (document);
          return NULL;
        }
      g_ptr_array_add (jobs, g_object_ref (job));
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
