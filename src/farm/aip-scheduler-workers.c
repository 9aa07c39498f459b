/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-scheduler"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-error.h"
#include "aip-scheduler-private.h"
#include "aip-worker-private.h"

#define LOCAL_ADDRESS  "http://127.0.0.1:8188"
#define SAVE_DELAY_MS  1000
/* What is not in the list is not worth waiting for that long. */
#define VISITOR_HASTE  4

/* The registry -------------------------------------------------------------------------------- */

static void
save_now (AipScheduler *self)
{
  g_autoptr(GPtrArray) records = NULL;

  records = g_ptr_array_new_with_free_func ((GDestroyNotify) aip_worker_record_free);
  for (guint i = 0; i < self->links->len; i++)
    {
      AipLink *link = g_ptr_array_index (self->links, i);
      AipWorker *worker = aip_link_get_worker (link);
      AipWorkerRecord *record;

      if (aip_worker_get_temporary (worker))
        continue;

      record = aip_worker_record_new (aip_worker_get_address (worker));
      record->name = g_strdup (aip_worker_is_named (worker) ? aip_worker_get_name (worker) : "");
      record->paused = aip_worker_get_paused (worker);
      record->client_id = g_strdup (aip_comfy_client_get_client_id (aip_link_get_client (link)));
      record->gpu_name = g_strdup (aip_worker_get_gpu_name (worker));
      record->vram_total = aip_worker_get_vram_total (worker);
      record->abandoned = aip_leftovers_dup_ids (aip_link_get_leftovers (link));
      g_ptr_array_add (records, record);
    }

  aip_worker_registry_save (self->registry, records, self->estimates);
}

static gboolean
save_cb (gpointer user_data)
{
  AipScheduler *self = user_data;

  self->save_id = 0;
  save_now (self);

  return G_SOURCE_REMOVE;
}

void
aip_scheduler_save_workers (AipScheduler *self,
                            gboolean      now)
{
  if (now)
    {
      g_clear_handle_id (&self->save_id, g_source_remove);
      save_now (self);
    }
  else if (self->save_id == 0)
    self->save_id = g_timeout_add (SAVE_DELAY_MS, save_cb, self);
}

/* Links --------------------------------------------------------------------------------------- */

static void
link_changed_cb (AipLink      *link,
                 AipScheduler *self)
{
  aip_scheduler_pump_soon (self);
  if (g_ptr_array_find (self->visitors, link, NULL))
    aip_scheduler_sweep_soon (self);
}

static void
link_lost_cb (AipLink      *link,
              AipScheduler *self)
{
  aip_scheduler_leave_lost (self);
  if (g_ptr_array_find (self->visitors, link, NULL))
    aip_scheduler_sweep_soon (self);
}

static void
link_released_cb (AipLink      *link,
                  const char   *prompt_id,
                  AipScheduler *self)
{
  aip_scheduler_prompt_released (self, prompt_id);
  aip_scheduler_save_workers (self, FALSE);
}

static void
link_preview_cb (AipLink      *link,
                 AipRun       *run,
                 GBytes       *image,
                 const char   *media_type,
                 AipScheduler *self)
{
  aip_scheduler_link_preview (self, run, image, media_type);
}

static void
worker_notify_cb (AipWorker    *worker,
                  GParamSpec   *pspec,
                  AipScheduler *self)
{
  g_hash_table_add (self->worker_news, g_object_ref (worker));
  aip_scheduler_run_news (self, NULL);

  if (g_str_equal (pspec->name, "paused") || g_str_equal (pspec->name, "name"))
    {
      aip_scheduler_save_workers (self, FALSE);
      aip_scheduler_pump_soon (self);
    }
}

static AipLink *
make_link (AipScheduler *self,
           AipWorker    *worker,
           const char   *client_id,
           gboolean      visitor)
{
  AipLinkTimes times = self->times;
  AipLink *link;

  if (visitor)
    times.lost_ms = MAX (times.lost_ms / VISITOR_HASTE, 1);

  link = aip_link_new (worker, client_id, &times);
  g_signal_connect_object (link, "changed", G_CALLBACK (link_changed_cb), self, 0);
  g_signal_connect_object (link, "lost", G_CALLBACK (link_lost_cb), self, 0);
  g_signal_connect_object (link, "released", G_CALLBACK (link_released_cb), self, 0);
  g_signal_connect_object (link, "preview", G_CALLBACK (link_preview_cb), self, 0);

  return link;
}

static void
list_link (AipScheduler *self,
           AipLink      *link)
{
  AipWorker *worker = aip_link_get_worker (link);

  g_ptr_array_add (self->links, g_object_ref (link));
  g_signal_connect_object (worker, "notify", G_CALLBACK (worker_notify_cb), self, 0);
  g_list_store_append (self->workers, worker);
}

static AipLink *
find_in (GPtrArray  *links,
         const char *address)
{
  for (guint i = 0; i < links->len; i++)
    {
      AipLink *link = g_ptr_array_index (links, i);

      if (g_str_equal (aip_worker_get_address (aip_link_get_worker (link)), address))
        return link;
    }

  return NULL;
}

/**
 * aip_scheduler_find_link:
 * @self: a scheduler
 * @address: canonical
 * @or_visit: whether a worker that is not in the list is visited, to find out about jobs of ours
 *
 * Returns: (transfer none) (nullable): the link to the worker
 */
AipLink *
aip_scheduler_find_link (AipScheduler *self,
                         const char   *address,
                         gboolean      or_visit)
{
  g_autoptr(AipWorker) worker = NULL;
  AipLink *link = find_in (self->links, address);

  if (link == NULL)
    link = find_in (self->visitors, address);
  if (link != NULL || !or_visit || self->stopped)
    return link;

  worker = aip_worker_new (address, NULL, TRUE);
  link = make_link (self, worker, NULL, TRUE);
  g_ptr_array_add (self->visitors, link);
  aip_link_start (link);

  return link;
}

AipLink *
aip_scheduler_link_of_run (AipScheduler *self,
                           AipRun       *run)
{
  return aip_scheduler_find_link (self, aip_worker_get_address (aip_run_get_worker (run)), FALSE);
}

/* A visit ends when there is nothing left to learn or nobody is at home. */
static gboolean
sweep_cb (gpointer user_data)
{
  AipScheduler *self = user_data;

  self->sweep_id = 0;
  for (guint i = self->visitors->len; i > 0; i--)
    {
      g_autoptr(AipLink) link = g_object_ref (g_ptr_array_index (self->visitors, i - 1));

      if (aip_link_is_unused (link) ||
          (aip_link_get_lost (link) > 0 && aip_link_get_runs (link)->len == 0))
        {
          aip_link_stop (link);
          g_ptr_array_remove_index (self->visitors, i - 1);
        }
    }

  return G_SOURCE_REMOVE;
}

void
aip_scheduler_sweep_soon (AipScheduler *self)
{
  if (self->sweep_id == 0 && !self->stopped)
    self->sweep_id = g_idle_add (sweep_cb, self);
}

void
aip_scheduler_stop_links (AipScheduler *self)
{
  g_clear_handle_id (&self->sweep_id, g_source_remove);
  for (guint i = 0; i < self->links->len; i++)
    aip_link_stop (g_ptr_array_index (self->links, i));
  for (guint i = 0; i < self->visitors->len; i++)
    aip_link_stop (g_ptr_array_index (self->visitors, i));
}

/* What others see ----------------------------------------------------------------------------- */

void
aip_scheduler_load_workers (AipScheduler *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) records = aip_worker_registry_load (self->registry, self->estimates, &error);

  if (error != NULL)
    aip_scheduler_log (self, NULL, NULL, NULL, G_LOG_LEVEL_MESSAGE, "%s", error->message);

  for (guint i = 0; i < records->len; i++)
    {
      const AipWorkerRecord *record = g_ptr_array_index (records, i);
      g_autoptr(GError) bad_address = NULL;
      g_autofree char *address = NULL;
      g_autoptr(AipWorker) worker = NULL;
      g_autoptr(AipLink) link = NULL;

      address = aip_comfy_client_normalize_address (record->address, &bad_address);
      if (address == NULL || find_in (self->links, address) != NULL)
        continue;

      worker = aip_worker_new (address, record->name, FALSE);
      aip_worker_set_paused (worker, record->paused);
      aip_worker_set_gpu (worker, record->gpu_name, record->vram_total, 0);
      link = make_link (self, worker, record->client_id, FALSE);
      for (guint a = 0; record->abandoned[a] != NULL; a++)
        aip_leftovers_add (aip_link_get_leftovers (link), record->abandoned[a], FALSE);
      list_link (self, link);
      aip_link_start (link);
    }
}

/**
 * aip_scheduler_get_workers:
 * @self: a scheduler
 *
 * Returns: (transfer none): a list of #AipWorker, in the order in which they were added
 */
GListModel *
aip_scheduler_get_workers (AipScheduler *self)
{
  g_return_val_if_fail (AIP_IS_SCHEDULER (self), NULL);

  return G_LIST_MODEL (self->workers);
}

/**
 * aip_scheduler_add_worker:
 * @self: a scheduler
 * @address: what a person types: "192.168.0.7", "gpu.lan:8188", a URL
 * @temporary: whether it is forgotten at the end of the program
 * @error: return location
 *
 * Returns: (transfer none): the worker, the known one if there is one; %NULL with
 *   %AIP_ERROR_INVALID if @address is none
 */
AipWorker *
aip_scheduler_add_worker (AipScheduler  *self,
                          const char    *address,
                          gboolean       temporary,
                          GError       **error)
{
  g_autofree char *canonical = NULL;
  g_autoptr(AipWorker) worker = NULL;
  g_autoptr(AipLink) link = NULL;
  AipLink *known;

  g_return_val_if_fail (AIP_IS_SCHEDULER (self), NULL);
  g_return_val_if_fail (address != NULL, NULL);
  g_return_val_if_fail (!self->stopped, NULL);

  canonical = aip_comfy_client_normalize_address (address, error);
  if (canonical == NULL)
    return NULL;

  known = find_in (self->links, canonical);
  if (known != NULL)
    {
      if (!temporary && aip_worker_get_temporary (aip_link_get_worker (known)))
        {
          aip_worker_set_temporary (aip_link_get_worker (known), FALSE);
          aip_scheduler_save_workers (self, FALSE);
        }
      return aip_link_get_worker (known);
    }

  known = find_in (self->visitors, canonical);
  if (known != NULL)
    {
      link = g_object_ref (known);
      g_ptr_array_remove (self->visitors, known);
      worker = g_object_ref (aip_link_get_worker (link));
      aip_worker_set_temporary (worker, temporary);
      list_link (self, link);
    }
  else
    {
      worker = aip_worker_new (canonical, NULL, temporary);
      link = make_link (self, worker, NULL, FALSE);
      list_link (self, link);
      aip_link_start (link);
    }

  aip_scheduler_save_workers (self, FALSE);
  aip_scheduler_pump_soon (self);

  return worker;
}

/**
 * aip_scheduler_remove_worker:
 * @self: a scheduler
 * @worker: one of its workers
 */
void
aip_scheduler_remove_worker (AipScheduler *self,
                             AipWorker    *worker)
{
  g_autoptr(AipLink) link = NULL;
  AipLink *found;
  guint position;

  g_return_if_fail (AIP_IS_SCHEDULER (self));
  g_return_if_fail (AIP_IS_WORKER (worker));

  found = find_in (self->links, aip_worker_get_address (worker));
  if (found == NULL || aip_link_get_worker (found) != worker)
    return;

  link = g_object_ref (found);
  g_signal_handlers_disconnect_by_func (worker, worker_notify_cb, self);
  g_ptr_array_remove (self->links, link);
  if (g_list_store_find (self->workers, worker, &position))
    g_list_store_remove (self->workers, position);

  /* It stays in touch until what ran there is cancelled. */
  g_ptr_array_add (self->visitors, g_object_ref (link));
  while (aip_link_get_runs (link)->len > 0)
    aip_scheduler_requeue (self, g_ptr_array_index (aip_link_get_runs (link), 0),
                           _("Its worker was removed"));

  aip_scheduler_save_workers (self, FALSE);
  aip_scheduler_sweep_soon (self);
  aip_scheduler_pump_soon (self);
}

static void
probe_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(AipScheduler) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AipComfySystemStats) stats = NULL;

  stats = aip_comfy_client_get_system_stats_finish (AIP_COMFY_CLIENT (source), result, &error);
  if (stats == NULL || self->stopped)
    {
      g_debug ("no worker at " LOCAL_ADDRESS);
      return;
    }

  /* It is found anew at every start, so it need not be remembered. */
  aip_scheduler_add_worker (self, LOCAL_ADDRESS, TRUE, NULL);
}

void
aip_scheduler_probe_local (AipScheduler *self)
{
  g_autoptr(AipComfyClient) client = NULL;

  g_return_if_fail (AIP_IS_SCHEDULER (self));

  if (self->stopped || find_in (self->links, LOCAL_ADDRESS) != NULL)
    return;

  client = aip_comfy_client_new (LOCAL_ADDRESS);
  aip_comfy_client_get_system_stats_async (client, NULL, probe_cb, g_object_ref (self));
}

AipNodeCatalogue *
aip_scheduler_get_catalogue (AipScheduler *self,
                             AipWorker    *worker)
{
  AipNodeCatalogue *drawn = NULL;

  g_return_val_if_fail (AIP_IS_SCHEDULER (self), NULL);
  g_return_val_if_fail (worker == NULL || AIP_IS_WORKER (worker), NULL);

  for (guint i = 0; i < self->links->len; i++)
    {
      AipLink *link = g_ptr_array_index (self->links, i);
      AipNodeCatalogue *catalogue = aip_link_get_catalogue (link);

      if (worker != NULL)
        {
          if (aip_link_get_worker (link) == worker)
            return catalogue;
        }
      else if (catalogue != NULL)
        {
          if (!aip_worker_get_draft (aip_link_get_worker (link)))
            return catalogue;
          drawn = catalogue;
        }
    }

  return drawn;
}

/**
 * aip_scheduler_create_checker:
 * @self: a scheduler
 * @document: a document
 * @cinema: (nullable): as loaded for it; %NULL: what the scheduler has loaded, if it was added
 *
 * Returns: (transfer full): with all workers as they are now
 */
AipJobChecker *
aip_scheduler_create_checker (AipScheduler *self,
                              AipDocument  *document,
                              AipCinema    *cinema)
{
  AipJobChecker *checker;

  g_return_val_if_fail (AIP_IS_SCHEDULER (self), NULL);
  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);

  checker = aip_job_checker_new (document, self->workflows,
                                 cinema != NULL ? cinema
                                                : aip_scheduler_get_cinema (self, document));
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
