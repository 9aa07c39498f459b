/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-scheduler"

#include "config.h"

#include "aip-scheduler-private.h"

typedef struct {
  AipJobChecker *checker;
  GPtrArray     *shots;
  char          *workflow;   /* nullable */
  GPtrArray     *checks;
} Inspection;

static void
inspection_free (gpointer data)
{
  Inspection *inspection = data;

  aip_job_checker_free (inspection->checker);
  g_ptr_array_unref (inspection->shots);
  g_free (inspection->workflow);
  g_ptr_array_unref (inspection->checks);
  g_free (inspection);
}

/**
 * aip_scheduler_create_checker:
 * @self: a scheduler
 * @document: a document that was added
 *
 * Returns: (transfer full): with all workers as they are now
 */
AipJobChecker *
aip_scheduler_create_checker (AipScheduler *self,
                              AipDocument  *document)
{
  AipJobChecker *checker;

  g_return_val_if_fail (AIP_IS_SCHEDULER (self), NULL);
  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);

  checker = aip_job_checker_new (document, self->workflows,
                                 aip_scheduler_get_cinema (self, document));
  for (guint i = 0; i < self->links->len; i++)
    {
      AipLink *link = g_ptr_array_index (self->links, i);
      AipWorker *worker = aip_link_get_worker (link);

      aip_job_checker_add_worker (checker, aip_worker_get_name (worker),
                                  aip_worker_get_state (worker) != AIP_WORKER_OFFLINE,
                                  aip_link_is_ready (link) ? aip_link_get_catalogue (link) : NULL,
                                  aip_worker_get_vram_total (worker),
                                  aip_worker_get_draft (worker));
    }

  return checker;
}

static gboolean
check_cb (gpointer user_data)
{
  GTask *task = user_data;
  Inspection *inspection = g_task_get_task_data (task);
  gint64 deadline = g_get_monotonic_time () + AIP_SCHEDULER_SLICE_USEC;

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;

  while (inspection->checks->len < inspection->shots->len)
    {
      AipShot *shot = g_ptr_array_index (inspection->shots, inspection->checks->len);

      g_ptr_array_add (inspection->checks,
                       aip_job_checker_check (inspection->checker, shot, inspection->workflow,
                                              inspection->shots));
      if (g_get_monotonic_time () > deadline && inspection->checks->len < inspection->shots->len)
        return G_SOURCE_CONTINUE;
    }

  g_task_return_pointer (task, g_ptr_array_ref (inspection->checks),
                         (GDestroyNotify) g_ptr_array_unref);

  return G_SOURCE_REMOVE;
}

/**
 * aip_scheduler_check_async:
 * @self: a scheduler
 * @document: a document that was added
 * @shots: (element-type AipShot): what would be generated
 * @workflow: (nullable): instead of each shot's own
 * @cancellable: (nullable)
 * @callback: for aip_scheduler_check_finish()
 * @user_data: for @callback
 *
 * What aip_scheduler_enqueue_async() with the same would mean, without doing it. Takes as many turns
 * of the main loop as it needs.
 */
void
aip_scheduler_check_async (AipScheduler        *self,
                           AipDocument         *document,
                           GPtrArray           *shots,
                           const char          *workflow,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Inspection *inspection;

  g_return_if_fail (AIP_IS_SCHEDULER (self));
  g_return_if_fail (shots != NULL);

  inspection = g_new0 (Inspection, 1);
  inspection->checker = aip_scheduler_create_checker (self, document);
  inspection->shots = g_ptr_array_new_full (shots->len, g_object_unref);
  for (guint i = 0; i < shots->len; i++)
    g_ptr_array_add (inspection->shots, g_object_ref (g_ptr_array_index (shots, i)));
  inspection->workflow = g_strdup (workflow);
  inspection->checks = g_ptr_array_new_with_free_func ((GDestroyNotify) aip_job_check_free);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, aip_scheduler_check_async);
  g_task_set_task_data (task, inspection, inspection_free);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, check_cb, g_steal_pointer (&task), g_object_unref);
}

/* (transfer full) (element-type AipJobCheck): in the order of the shots. */
GPtrArray *
aip_scheduler_check_finish (AipScheduler  *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (AIP_IS_SCHEDULER (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
