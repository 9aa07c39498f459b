/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-scheduler"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-error.h"
#include "aip-finishing.h"
#include "aip-scheduler-private.h"
#include "aip-take-fetch.h"
#include "aip-task.h"

/* How often progress is shown: a worker reports each step, nobody sees more than this. */
#define NEWS_MS 50

enum {
  PROP_0,
  PROP_WORKFLOWS,
  PROP_REGISTRY,
  PROP_LOST_GRACE_MS,
  PROP_REST_MS,
  PROP_POLL_MS,
  PROP_DOUBT_MS,
  PROP_RETRY_MS,
  PROP_HALT_MS,
  N_PROPS
};

enum {
  SIGNAL_JOB_CHANGED,
  SIGNAL_WORKER_CHANGED,
  SIGNAL_PREVIEW,
  SIGNAL_TAKE_ADDED,
  SIGNAL_LOG,
  SIGNAL_CINEMA_LOADED,
  SIGNAL_IDLE,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AipScheduler, aip_scheduler, G_TYPE_OBJECT)

static void halt (AipScheduler *self);

static void
aip_scheduler_dispose (GObject *object)
{
  halt (AIP_SCHEDULER (object));

  G_OBJECT_CLASS (aip_scheduler_parent_class)->dispose (object);
}

static void
aip_scheduler_finalize (GObject *object)
{
  AipScheduler *self = AIP_SCHEDULER (object);

  g_object_unref (self->workflows);
  g_object_unref (self->estimates);
  g_object_unref (self->registry);
  g_object_unref (self->workers);
  g_ptr_array_unref (self->links);
  g_ptr_array_unref (self->visitors);
  g_ptr_array_unref (self->desks);
  g_hash_table_unref (self->cancelled);
  g_ptr_array_unref (self->news);
  g_hash_table_unref (self->news_set);
  g_hash_table_unref (self->worker_news);

  G_OBJECT_CLASS (aip_scheduler_parent_class)->finalize (object);
}

static guint *
times_field (AipScheduler *self,
             guint         prop_id)
{
  switch (prop_id)
    {
    case PROP_LOST_GRACE_MS:
      return &self->times.lost_ms;
    case PROP_REST_MS:
      return &self->times.rest_ms;
    case PROP_POLL_MS:
      return &self->times.poll_ms;
    case PROP_DOUBT_MS:
      return &self->times.doubt_ms;
    case PROP_RETRY_MS:
      return &self->times.retry_ms;
    case PROP_HALT_MS:
      return &self->halt_ms;
    default:
      return NULL;
    }
}

static void
aip_scheduler_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  AipScheduler *self = AIP_SCHEDULER (object);

  if (prop_id == PROP_WORKFLOWS)
    g_value_set_object (value, self->workflows);
  else if (times_field (self, prop_id) != NULL)
    g_value_set_uint (value, *times_field (self, prop_id));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
aip_scheduler_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  AipScheduler *self = AIP_SCHEDULER (object);

  if (prop_id == PROP_WORKFLOWS)
    self->workflows = g_value_dup_object (value);
  else if (prop_id == PROP_REGISTRY)
    self->registry = aip_worker_registry_new (g_value_get_string (value));
  else if (times_field (self, prop_id) != NULL)
    {
      guint *field = times_field (self, prop_id);

      if (*field != g_value_get_uint (value))
        {
          *field = g_value_get_uint (value);
          g_object_notify_by_pspec (object, pspec);
        }
    }
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
aip_scheduler_constructed (GObject *object)
{
  AipScheduler *self = AIP_SCHEDULER (object);

  G_OBJECT_CLASS (aip_scheduler_parent_class)->constructed (object);

  if (self->workflows == NULL)
    self->workflows = aip_workflow_store_new ();
  aip_scheduler_load_workers (self);
}

static void
aip_scheduler_class_init (AipSchedulerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = aip_scheduler_constructed;
  object_class->dispose = aip_scheduler_dispose;
  object_class->finalize = aip_scheduler_finalize;
  object_class->get_property = aip_scheduler_get_property;
  object_class->set_property = aip_scheduler_set_property;

  properties[PROP_WORKFLOWS] = g_param_spec_object ("workflows", NULL, NULL, AIP_TYPE_WORKFLOW_STORE,
                                                    flags | G_PARAM_CONSTRUCT_ONLY);
  properties[PROP_REGISTRY] = g_param_spec_string ("registry", NULL, NULL, NULL,
                                                   G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY |
                                                     G_PARAM_STATIC_STRINGS);
  properties[PROP_LOST_GRACE_MS] = g_param_spec_uint ("lost-grace-ms", NULL, NULL, 1, G_MAXINT, 20000,
                                                      flags);
  properties[PROP_REST_MS] = g_param_spec_uint ("rest-ms", NULL, NULL, 1, G_MAXINT, 60000, flags);
  properties[PROP_POLL_MS] = g_param_spec_uint ("poll-ms", NULL, NULL, 1, G_MAXINT, 10000, flags);
  properties[PROP_DOUBT_MS] = g_param_spec_uint ("doubt-ms", NULL, NULL, 1, G_MAXINT, 500, flags);
  properties[PROP_RETRY_MS] = g_param_spec_uint ("retry-ms", NULL, NULL, 0, G_MAXINT, 0, flags);
  properties[PROP_HALT_MS] = g_param_spec_uint ("halt-ms", NULL, NULL, 1, G_MAXINT, 10000, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_JOB_CHANGED] =
    g_signal_new ("job-changed", AIP_TYPE_SCHEDULER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, AIP_TYPE_DOCUMENT, AIP_TYPE_JOB);
  signals[SIGNAL_WORKER_CHANGED] =
    g_signal_new ("worker-changed", AIP_TYPE_SCHEDULER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, AIP_TYPE_WORKER);
  signals[SIGNAL_PREVIEW] =
    g_signal_new ("preview", AIP_TYPE_SCHEDULER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                  4, AIP_TYPE_DOCUMENT, AIP_TYPE_JOB, G_TYPE_BYTES, G_TYPE_STRING);
  signals[SIGNAL_TAKE_ADDED] =
    g_signal_new ("take-added", AIP_TYPE_SCHEDULER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, AIP_TYPE_DOCUMENT, AIP_TYPE_TAKE);
  signals[SIGNAL_LOG] =
    g_signal_new ("log", AIP_TYPE_SCHEDULER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 4,
                  AIP_TYPE_DOCUMENT, AIP_TYPE_JOB, G_TYPE_INT, G_TYPE_STRING);
  signals[SIGNAL_CINEMA_LOADED] =
    g_signal_new ("cinema-loaded", AIP_TYPE_SCHEDULER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, AIP_TYPE_DOCUMENT);
  signals[SIGNAL_IDLE] =
    g_signal_new ("idle", AIP_TYPE_SCHEDULER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
aip_scheduler_init (AipScheduler *self)
{
  self->estimates = aip_estimates_new ();
  self->times = (AipLinkTimes) { 20000, 60000, 10000, 500, 0 };
  self->halt_ms = 10000;
  self->workers = g_list_store_new (AIP_TYPE_WORKER);
  self->links = g_ptr_array_new_with_free_func (g_object_unref);
  self->visitors = g_ptr_array_new_with_free_func (g_object_unref);
  self->desks = g_ptr_array_new_with_free_func (g_object_unref);
  self->cancelled = aip_scheduler_make_cancelled ();
  self->news = g_ptr_array_new_with_free_func (g_object_unref);
  self->news_set = g_hash_table_new (NULL, NULL);
  self->worker_news = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
}

AipScheduler *
aip_scheduler_new (const char *registry)
{
  return g_object_new (AIP_TYPE_SCHEDULER, "registry", registry, NULL);
}

AipWorkflowStore *
aip_scheduler_get_workflows (AipScheduler *self)
{
  g_return_val_if_fail (AIP_IS_SCHEDULER (self), NULL);

  return self->workflows;
}

/* News ---------------------------------------------------------------------------------------- */

void
aip_scheduler_job_changed (AipScheduler *self,
                           AipDocument  *document,
                           AipJob       *job)
{
  g_signal_emit (self, signals[SIGNAL_JOB_CHANGED], 0, document, job);
}

void
aip_scheduler_log (AipScheduler   *self,
                   AipDocument    *document,
                   AipJob         *job,
                   AipWorker      *worker,
                   GLogLevelFlags  level,
                   const char     *format,
                   ...)
{
  g_autofree char *sentence = NULL;
  va_list args;

  va_start (args, format);
  sentence = g_strdup_vprintf (format, args);
  va_end (args);

  g_log_structured (G_LOG_DOMAIN, level,
                    "AIP_JOB", job != NULL ? aip_entity_get_id (AIP_ENTITY (job)) : "",
                    "AIP_SHOT", job != NULL ? aip_job_get_shot_id (job) : "",
                    "AIP_WORKER", worker != NULL ? aip_worker_get_address (worker) : "",
                    "MESSAGE", "%s", sentence);
  g_signal_emit (self, signals[SIGNAL_LOG], 0, document, job, (int) level, sentence);
}

void
aip_scheduler_emit_cinema_loaded (AipScheduler *self,
                                  AipDocument  *document)
{
  g_signal_emit (self, signals[SIGNAL_CINEMA_LOADED], 0, document);
}

static gboolean
news_cb (gpointer user_data)
{
  AipScheduler *self = user_data;
  g_autoptr(GPtrArray) runs = g_steal_pointer (&self->news);
  g_autoptr(GHashTable) workers = g_steal_pointer (&self->worker_news);
  GHashTableIter iter;
  gpointer worker;

  self->news_id = 0;
  self->news = g_ptr_array_new_with_free_func (g_object_unref);
  self->worker_news = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  g_hash_table_remove_all (self->news_set);

  for (guint i = 0; i < runs->len; i++)
    {
      AipRun *run = g_ptr_array_index (runs, i);

      if (aip_run_get_phase (run) != AIP_RUN_RUNNING)
        continue;
      aip_run_publish (run);
      aip_scheduler_job_changed (self, aip_run_get_document (run), aip_run_get_job (run));
    }

  g_hash_table_iter_init (&iter, workers);
  while (g_hash_table_iter_next (&iter, &worker, NULL))
    g_signal_emit (self, signals[SIGNAL_WORKER_CHANGED], 0, worker);

  return G_SOURCE_REMOVE;
}

/* @run: (nullable): %NULL: there is news of a worker only */
void
aip_scheduler_run_news (AipScheduler *self,
                        AipRun       *run)
{
  if (run != NULL && g_hash_table_add (self->news_set, run))
    g_ptr_array_add (self->news, g_object_ref (run));
  if (self->news_id == 0 && !self->stopped)
    self->news_id = g_timeout_add (NEWS_MS, news_cb, self);
}

void
aip_scheduler_link_preview (AipScheduler *self,
                            AipRun       *run,
                            GBytes       *image,
                            const char   *media_type)
{
  g_signal_emit (self, signals[SIGNAL_PREVIEW], 0, aip_run_get_document (run), aip_run_get_job (run),
                 image, media_type);
}

void
aip_scheduler_run_taken (AipScheduler *self,
                         AipRun       *run,
                         AipTake      *take)
{
  AipDocument *document = aip_run_get_document (run);

  aip_scheduler_log (self, document, aip_run_get_job (run), aip_run_get_worker (run),
                     G_LOG_LEVEL_INFO, _("Take %d of %s came from “%s” after %.1f s."),
                     (int) aip_take_get_number (take), aip_run_get_shot_code (run),
                     aip_worker_get_name (aip_run_get_worker (run)), aip_take_get_seconds (take));
  aip_finishing_show_take (document, aip_run_get_job (run), take);
  g_signal_emit (self, signals[SIGNAL_TAKE_ADDED], 0, document, take);
}

static gboolean
idle_cb (gpointer user_data)
{
  AipScheduler *self = user_data;
  guint n_open = 0;

  self->idle_id = 0;
  for (guint i = 0; i < self->desks->len; i++)
    n_open += aip_desk_get_n_open (g_ptr_array_index (self->desks, i));
  if (n_open == 0 && self->was_open)
    {
      self->was_open = FALSE;
      g_signal_emit (self, signals[SIGNAL_IDLE], 0);
    }

  return G_SOURCE_REMOVE;
}

void
aip_scheduler_count_open (AipScheduler *self)
{
  guint n_open = 0;

  for (guint i = 0; i < self->desks->len; i++)
    n_open += aip_desk_get_n_open (g_ptr_array_index (self->desks, i));

  if (n_open > 0)
    self->was_open = TRUE;
  else if (self->was_open && self->idle_id == 0 && !self->stopped)
    self->idle_id = g_idle_add (idle_cb, self);
}

/* Runs ---------------------------------------------------------------------------------------- */

static void
run_changed_cb (AipRun       *run,
                AipScheduler *self)
{
  aip_scheduler_job_changed (self, aip_run_get_document (run), aip_run_get_job (run));
}

static void
run_news_cb (AipRun       *run,
             AipScheduler *self)
{
  aip_scheduler_run_news (self, run);
}

static void
run_taken_cb (AipRun       *run,
              AipTake      *take,
              AipScheduler *self)
{
  aip_scheduler_run_taken (self, run, take);
}

static void
run_ended_cb (AipRun       *run,
              int           how,
              const GError *error,
              AipScheduler *self)
{
  aip_scheduler_run_ended (self, run, (AipRunEnd) how, error);
}

static void
run_gone_cb (gpointer  user_data,
             GObject  *run)
{
  g_autoptr(AipScheduler) self = user_data;

  self->n_pending--;
  aip_scheduler_finish_stop (self);
}

void
aip_scheduler_track_run (AipScheduler *self,
                         AipDesk      *desk,
                         AipLink      *link,
                         AipRun       *run)
{
  self->n_pending++;
  g_object_weak_ref (G_OBJECT (run), run_gone_cb, g_object_ref (self));

  /* The link first: when the scheduler hears of the end, the seat is free already. */
  aip_desk_add_run (desk, run);
  aip_link_add_run (link, run);
  g_signal_connect_object (run, "changed", G_CALLBACK (run_changed_cb), self, 0);
  g_signal_connect_object (run, "news", G_CALLBACK (run_news_cb), self, 0);
  g_signal_connect_object (run, "taken", G_CALLBACK (run_taken_cb), self, 0);
  g_signal_connect_object (run, "ended", G_CALLBACK (run_ended_cb), self, 0);
}

/* Documents ------------------------------------------------------------------------------------ */

AipDesk *
aip_scheduler_find_desk (AipScheduler *self,
                         AipDocument  *document)
{
  for (guint i = 0; i < self->desks->len; i++)
    {
      AipDesk *desk = g_ptr_array_index (self->desks, i);

      if (aip_desk_get_document (desk) == document)
        return desk;
    }

  return NULL;
}

static void
desk_changed_cb (AipDesk      *desk,
                 AipScheduler *self)
{
  aip_scheduler_pump_soon (self);
}

static void
desk_storage_failed_cb (AipDesk      *desk,
                        const GError *error,
                        AipScheduler *self)
{
  aip_scheduler_storage_failed (self, desk, error);
}

static void
clean_thread (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  guint n_removed = aip_take_fetch_clean (task_data);

  if (n_removed > 0)
    g_info ("removed %u unfinished downloads from “%s”", n_removed, (const char *) task_data);
  g_task_return_boolean (task, TRUE);
}

typedef struct {
  AipScheduler *scheduler;
  AipDesk      *desk;
} Cleaning;

/* Only now may downloads begin: what they write must not be taken for leftovers. */
static void
clean_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Cleaning *cleaning = user_data;
  g_autoptr(AipScheduler) self = cleaning->scheduler;
  g_autoptr(AipDesk) desk = cleaning->desk;

  g_free (cleaning);
  self->n_pending--;
  aip_scheduler_finish_stop (self);
  if (!self->stopped && g_ptr_array_find (self->desks, desk, NULL))
    {
      aip_desk_set_open (desk, TRUE);
      aip_scheduler_adopt (self, desk);
    }
}

/**
 * aip_scheduler_add_document:
 * @self: a scheduler
 * @document: an open project
 */
void
aip_scheduler_add_document (AipScheduler *self,
                            AipDocument  *document)
{
  g_autoptr(AipDesk) desk = NULL;
  g_autoptr(GFile) folder = NULL;
  g_autoptr(GTask) task = NULL;
  Cleaning *cleaning;

  g_return_if_fail (AIP_IS_SCHEDULER (self));
  g_return_if_fail (AIP_IS_DOCUMENT (document));
  g_return_if_fail (!self->stopped);

  if (aip_scheduler_find_desk (self, document) != NULL)
    return;

  folder = aip_freeze_get_workflow_folder (document);
  aip_workflow_store_add_folder (self->workflows, folder);
  desk = aip_desk_new (document, self->workflows);
  g_signal_connect_object (desk, "changed", G_CALLBACK (desk_changed_cb), self, 0);
  g_signal_connect_object (desk, "storage-failed", G_CALLBACK (desk_storage_failed_cb), self, 0);
  g_ptr_array_add (self->desks, g_object_ref (desk));
  aip_scheduler_count_open (self);

  self->n_pending++;
  cleaning = g_new0 (Cleaning, 1);
  cleaning->scheduler = g_object_ref (self);
  cleaning->desk = g_object_ref (desk);
  task = g_task_new (NULL, NULL, clean_cb, cleaning);
  g_task_set_source_tag (task, aip_scheduler_add_document);
  g_task_set_task_data (task, g_strdup (aip_document_get_folder (document)), g_free);
  aip_task_run_in_thread (task, clean_thread);

  aip_scheduler_load_cinema (self, desk);
}

static void
let_go_runs (AipScheduler *self,
             AipDesk      *desk)
{
  g_autoptr(GPtrArray) runs = aip_desk_list_runs (desk);

  for (guint i = 0; i < runs->len; i++)
    {
      AipRun *run = g_ptr_array_index (runs, i);
      AipLink *link = aip_scheduler_link_of_run (self, run);

      aip_run_let_go (run);
      aip_desk_remove_run (desk, run);
      if (link != NULL)
        aip_link_remove_run (link, run);
    }
}

/**
 * aip_scheduler_remove_document:
 * @self: a scheduler
 * @document: a document, before it is closed
 */
void
aip_scheduler_remove_document (AipScheduler *self,
                               AipDocument  *document)
{
  g_autoptr(AipDesk) desk = NULL;
  g_autoptr(GFile) folder = NULL;

  g_return_if_fail (AIP_IS_SCHEDULER (self));
  g_return_if_fail (AIP_IS_DOCUMENT (document));

  if (aip_scheduler_find_desk (self, document) == NULL)
    return;

  folder = aip_freeze_get_workflow_folder (document);

  desk = g_object_ref (aip_scheduler_find_desk (self, document));
  g_ptr_array_remove (self->desks, desk);
  let_go_runs (self, desk);
  aip_desk_close (desk);
  aip_workflow_store_remove_folder (self->workflows, folder);
  aip_scheduler_forget_cancelled (self, document);
  aip_scheduler_sweep_soon (self);
  aip_scheduler_count_open (self);
}

guint
aip_scheduler_get_n_open (AipScheduler *self,
                          AipDocument  *document)
{
  AipDesk *desk;

  g_return_val_if_fail (AIP_IS_SCHEDULER (self), 0);

  desk = aip_scheduler_find_desk (self, document);

  return desk != NULL ? aip_desk_get_n_open (desk) : 0;
}

/* The end ------------------------------------------------------------------------------------- */

static void
halt (AipScheduler *self)
{
  if (self->stopped)
    return;

  self->stopped = TRUE;
  aip_scheduler_save_workers (self, TRUE);
  aip_scheduler_stop_pump (self);
  g_clear_handle_id (&self->news_id, g_source_remove);
  g_clear_handle_id (&self->halt_id, g_source_remove);
  g_clear_handle_id (&self->save_id, g_source_remove);
  g_clear_handle_id (&self->idle_id, g_source_remove);
  for (guint i = 0; i < self->desks->len; i++)
    {
      let_go_runs (self, g_ptr_array_index (self->desks, i));
      aip_desk_close (g_ptr_array_index (self->desks, i));
    }
  g_ptr_array_set_size (self->news, 0);
  g_hash_table_remove_all (self->news_set);
  aip_scheduler_stop_links (self);
}

static void
registry_flushed_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (aip_worker_registry_flush_finish (AIP_WORKER_REGISTRY (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
flush_next (GTask *task)
{
  g_autoptr(GTask) owned = task;
  AipScheduler *self = g_task_get_source_object (task);

  aip_worker_registry_flush_async (self->registry, registry_flushed_cb, g_steal_pointer (&owned));
}

void
aip_scheduler_finish_stop (AipScheduler *self)
{
  if (self->stop_task != NULL && self->n_pending == 0)
    flush_next (g_steal_pointer (&self->stop_task));
}

/**
 * aip_scheduler_stop_async:
 * @self: a scheduler; cannot be started again
 * @callback: for aip_scheduler_stop_finish()
 * @user_data: for @callback
 *
 * What runs on a worker goes on running there; the next run of the program fetches it.
 */
void
aip_scheduler_stop_async (AipScheduler        *self,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_return_if_fail (AIP_IS_SCHEDULER (self));
  g_return_if_fail (self->stop_task == NULL);

  self->stop_task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (self->stop_task, aip_scheduler_stop_async);
  halt (self);
  /* Downloads are told to stop, and take themselves apart before this is over. */
  aip_scheduler_finish_stop (self);
}

gboolean
aip_scheduler_stop_finish (AipScheduler  *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (AIP_IS_SCHEDULER (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
