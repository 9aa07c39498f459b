/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cli-generate"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-chain-job.h"
#include "aip-cli-dry-run.h"
#include "aip-cli-finishing.h"
#include "aip-cli-generate.h"
#include "aip-cli-progress.h"
#include "aip-cli-project.h"
#include "aip-cli-repeat.h"
#include "aip-cli-stale.h"
#include "aip-cli-table.h"
#include "aip-cli-workers.h"
#include "aip-error.h"

/* How long the local server and the remembered ones may take to show up. */
#define MEET_SECONDS 3

/* Without --wait: workers that are there and take nothing for this long will not take it soon. */
#define QUIET_SECONDS 2

/* Without --wait: the longest that sending may take. */
#define SEND_SECONDS 60

typedef struct {
  AipCliCall     *call;
  AipDocument    *document;
  AipScheduler   *scheduler;
  GHashTable     *watched; /* AipJob */
  AipCliProgress *progress;
  GTimer         *timer;
  gint64          last_change; /* monotonic */
  double          timeout;
  gboolean        wait;
  AipStaleness   *staleness; /* nullable: not with --stale */
  GPtrArray      *batches;   /* Batch: what is still to be queued */
  guint           n_queued;
  guint           n_refused;

  gulong          on_job;
  gulong          on_worker;
  GSource        *on_cancel;
  guint           on_news;
  guint           on_tick;
  guint           on_timeout;
} Generate;

/* Shots that are made with one workflow. */
typedef struct {
  const char *workflow; /* nullable: each its own */
  GPtrArray  *shots;
} Batch;

static void
batch_free (gpointer data)
{
  Batch *batch = data;

  g_ptr_array_unref (batch->shots);
  g_free (batch);
}

static gboolean
check_chain (const char  *text,
             GError     **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autoptr(AipChain) chain = aip_chain_parse (text, &local_error);

  if (chain != NULL)
    return TRUE;
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, local_error->message);

  return FALSE;
}

gboolean
aip_cli_check_generate (AipCliCall  *call,
                        GError     **error)
{
  const AipCliOptions *options = aip_cli_call_get_options (call);
  double seconds;

  if (options->all && options->shots != NULL)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           _("--all and --shots exclude each other."));
      return FALSE;
    }
  if (options->again && !options->all)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           _("--again needs --all."));
      return FALSE;
    }

  if (options->stale && (options->all || options->workflow != NULL))
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           _("--stale goes together with --shots only."));
      return FALSE;
    }
  if (options->chain != NULL && options->workflow != NULL)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           _("--chain and --workflow exclude each other."));
      return FALSE;
    }
  if (options->repeat != NULL &&
      (options->chain != NULL || options->workflow != NULL || options->shots != NULL || options->all))
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           _("--repeat says by itself what is made: leave out --shots, --all, --chain "
                             "and --workflow."));
      return FALSE;
    }
  if (options->chain != NULL && !check_chain (options->chain, error))
    return FALSE;
  if (!aip_cli_check_finishing (call, error))
    return FALSE;

  return aip_cli_parse_timeout (options->timeout, &seconds, error);
}

static void
generate_free (Generate *self)
{
  g_clear_signal_handler (&self->on_job, self->scheduler);
  g_clear_signal_handler (&self->on_worker, self->scheduler);
  if (self->on_cancel != NULL)
    {
      g_source_destroy (self->on_cancel);
      g_source_unref (self->on_cancel);
    }
  g_clear_handle_id (&self->on_news, g_source_remove);
  g_clear_handle_id (&self->on_tick, g_source_remove);
  g_clear_handle_id (&self->on_timeout, g_source_remove);
  g_clear_pointer (&self->progress, aip_cli_progress_free);
  g_hash_table_unref (self->watched);
  g_clear_object (&self->staleness);
  g_ptr_array_unref (self->batches);
  g_timer_destroy (self->timer);
  g_object_unref (self->scheduler);
  g_object_unref (self->document);
  g_object_unref (self->call);
  g_free (self);
}

/* (transfer full) @error */
static void
fail (Generate *self,
      GError   *error)
{
  g_autoptr(AipCliCall) call = g_object_ref (self->call);

  generate_free (self);
  aip_cli_call_fail (call, error);
}

/* What came of it --------------------------------------------------------------------------- */

/* The watched jobs in the order of their shots. */
static GPtrArray *
sort_jobs (Generate *self)
{
  AipEntityList *shots = aip_document_get_shots (self->document);
  AipEntityList *jobs = aip_document_get_jobs (self->document);
  g_autoptr(GHashTable) by_shot = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                         (GDestroyNotify) g_ptr_array_unref);
  GPtrArray *sorted = g_ptr_array_new ();

  for (guint i = 0; i < aip_entity_list_get_count (jobs); i++)
    {
      AipJob *job = AIP_JOB (aip_entity_list_peek (jobs, i));
      GPtrArray *of_shot;

      if (!g_hash_table_contains (self->watched, job))
        continue;
      of_shot = g_hash_table_lookup (by_shot, aip_job_get_shot_id (job));
      if (of_shot == NULL)
        {
          of_shot = g_ptr_array_new ();
          g_hash_table_insert (by_shot, (gpointer) aip_job_get_shot_id (job), of_shot);
        }
      g_ptr_array_add (of_shot, job);
    }

  for (guint i = 0; i < aip_entity_list_get_count (shots); i++)
    {
      GPtrArray *of_shot =
        g_hash_table_lookup (by_shot, aip_entity_get_id (aip_entity_list_peek (shots, i)));

      for (guint j = 0; of_shot != NULL && j < of_shot->len; j++)
        g_ptr_array_add (sorted, g_ptr_array_index (of_shot, j));
    }

  return sorted;
}

static JsonObject *
make_job (Generate *self,
          AipJob   *job)
{
  AipEntity *entity = AIP_ENTITY (job);
  AipEntity *take = aip_document_lookup (self->document, aip_entity_get_text (entity, "take"));
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "shot", aip_cli_get_job_shot (self->document, job));
  json_object_set_string_member (object, "state",
                                 aip_job_state_to_nick (aip_job_get_state (job)));
  json_object_set_string_member (object, "worker", aip_job_get_worker (job));
  json_object_set_string_member (object, "worker-name",
                                 aip_entity_get_text (entity, "worker-name"));
  json_object_set_int_member (object, "attempts", aip_entity_get_integer (entity, "attempts"));
  json_object_set_string_member (object, "error", aip_job_get_error_text (job));
  json_object_set_string_member (object, "reason", aip_job_get_reason (job));
  if (AIP_IS_TAKE (take))
    {
      g_autofree char *version = aip_cli_take_version (AIP_TAKE (take));

      json_object_set_string_member (object, "take", version);
      json_object_set_string_member (object, "file", aip_take_get_file (AIP_TAKE (take)));
      json_object_set_double_member (object, "seconds", aip_take_get_seconds (AIP_TAKE (take)));
    }

  return object;
}

static void
add_row (Generate    *self,
         AipCliTable *table,
         AipJob      *job)
{
  AipEntity *take = aip_document_lookup (self->document,
                                         aip_entity_get_text (AIP_ENTITY (job), "take"));
  const char *worker = aip_entity_get_text (AIP_ENTITY (job), "worker-name");
  const char *last = aip_job_state_to_nick (aip_job_get_state (job));
  g_autofree char *seconds = g_strdup ("");

  if (AIP_IS_TAKE (take))
    {
      g_free (seconds);
      seconds = g_strdup_printf ("%.1f", aip_take_get_seconds (AIP_TAKE (take)));
      last = aip_take_get_file (AIP_TAKE (take));
    }
  else if (aip_job_get_state (job) == AIP_JOB_FAILED)
    last = aip_job_get_error_text (job);
  else if (*aip_job_get_reason (job) != '\0')
    last = aip_job_get_reason (job);

  aip_cli_table_add (table, aip_cli_get_job_shot (self->document, job), worker, seconds, last);
}

/* The closing table, the counts and the status. */
static void
report (Generate     *self,
        AipCliStatus  status)
{
  static const char *const titles[] = {
    N_("SHOT"), N_("WORKER"), N_("SECONDS"), N_("FILE")
  };
  g_autoptr(GPtrArray) jobs = sort_jobs (self);
  g_autoptr(AipCliTable) table = NULL;
  g_autofree char *text = NULL;
  JsonObject *result = aip_cli_call_get_result (self->call);
  JsonArray *array = json_array_new ();
  double seconds = g_timer_elapsed (self->timer, NULL);
  guint n_done = 0;
  guint n_failed = 0;
  guint n_sent = 0;
  guint n_waiting = 0;

  g_clear_pointer (&self->progress, aip_cli_progress_free);
  table = aip_cli_table_new ("llrl", titles);

  for (guint i = 0; i < jobs->len; i++)
    {
      AipJob *job = g_ptr_array_index (jobs, i);
      AipJobState state = aip_job_get_state (job);

      n_done += state == AIP_JOB_DONE ? 1 : 0;
      n_failed += state == AIP_JOB_FAILED || state == AIP_JOB_CANCELLED ? 1 : 0;
      n_waiting += state == AIP_JOB_WAITING || state == AIP_JOB_PREPARING ? 1 : 0;
      json_array_add_object_element (array, make_job (self, job));
      add_row (self, table, job);
    }
  n_sent = jobs->len - n_done - n_failed - n_waiting;

  json_object_set_int_member (result, "queued", self->n_queued);
  json_object_set_int_member (result, "refused", self->n_refused);
  json_object_set_int_member (result, "done", n_done);
  json_object_set_int_member (result, "failed", n_failed);
  json_object_set_int_member (result, "sent", n_sent);
  json_object_set_int_member (result, "waiting", n_waiting);
  json_object_set_double_member (result, "seconds", seconds);
  json_object_set_array_member (result, "jobs", array);

  if (jobs->len > 0 && (self->wait || n_done > 0))
    {
      text = aip_cli_table_to_text (table);
      aip_cli_call_print_raw (self->call, text);
    }
  if (jobs->len == 0)
    aip_cli_call_print (self->call, _("There is nothing to do."));
  else
    aip_cli_call_print (self->call, _("%u done, %u failed, %u on workers, %u waiting; %.1f s"),
                        n_done, n_failed, n_sent, n_waiting, seconds);
  if (n_sent + n_waiting > 0 && !aip_cli_call_is_lent (self->call))
    aip_cli_call_print (self->call, _("What is not done stays in the project: it goes on when the "
                                      "project is opened or “aipipeline generate” runs again."));

  for (guint i = 0; i < jobs->len; i++)
    {
      AipJob *job = g_ptr_array_index (jobs, i);

      if (aip_job_get_state (job) == AIP_JOB_FAILED)
        {
          g_autofree char *sentence =
            g_strdup_printf ("%s: %s", aip_cli_get_job_shot (self->document, job),
                             aip_job_get_error_text (job));

          aip_cli_call_add_problem (self->call, sentence);
        }
    }

  if (status == AIP_CLI_OK && (n_failed > 0 || self->n_refused > 0))
    status = AIP_CLI_PARTLY;
  aip_cli_call_finish (self->call, status);
  generate_free (self);
}

/* Waiting ----------------------------------------------------------------------------------- */

static guint
count_open (Generate *self)
{
  GHashTableIter iter;
  gpointer job;
  guint n = 0;

  g_hash_table_iter_init (&iter, self->watched);
  /* What waits for a person may wait for days. */
  while (g_hash_table_iter_next (&iter, &job, NULL))
    n += aip_job_state_is_open (aip_job_get_state (job)) &&
         !aip_chain_job_is_parked (self->document, job);

  return n;
}

/*
 * Without --wait: whether the workers have all they take. Each holds one job that runs and one that
 * waits there, so the others can only wait here.
 */
static gboolean
is_settled (Generate *self)
{
  GListModel *workers = aip_scheduler_get_workers (self->scheduler);
  gboolean quiet = g_get_monotonic_time () - self->last_change > QUIET_SECONDS * G_USEC_PER_SEC;
  gboolean unsent = FALSE;
  GHashTableIter iter;
  gpointer job;

  if (g_timer_elapsed (self->timer, NULL) > SEND_SECONDS)
    return TRUE;

  g_hash_table_iter_init (&iter, self->watched);
  while (g_hash_table_iter_next (&iter, &job, NULL))
    {
      AipJobState state = aip_job_get_state (job);

      if (state == AIP_JOB_PREPARING || state == AIP_JOB_FETCHING)
        return FALSE;
      unsent = unsent || (state == AIP_JOB_WAITING &&
                          !aip_chain_job_is_parked (self->document, job));
    }
  if (!unsent)
    return TRUE;

  for (guint i = 0; i < g_list_model_get_n_items (workers); i++)
    {
      g_autoptr(AipWorker) worker = g_list_model_get_item (workers, i);
      gboolean there = aip_worker_get_state (worker) != AIP_WORKER_OFFLINE &&
                       !aip_worker_get_paused (worker);
      gboolean full = aip_worker_get_job (worker) != NULL &&
                      aip_worker_get_next_job (worker) != NULL;

      if (!aip_cli_worker_known (worker) || (there && !full && !quiet))
        return FALSE;
    }

  return TRUE;
}

static gboolean
look (Generate *self)
{
  if (self->wait ? count_open (self) > 0 : !is_settled (self))
    return FALSE;

  report (self, AIP_CLI_OK);

  return TRUE;
}

static gboolean
news_cb (gpointer user_data)
{
  Generate *self = user_data;

  self->on_news = 0;
  look (self);

  return G_SOURCE_REMOVE;
}

/* Not at once: the scheduler is in the middle of something when it says so. */
static void
look_soon (Generate *self)
{
  if (self->on_news == 0)
    self->on_news = g_idle_add (news_cb, self);
}

static void
job_changed_cb (AipScheduler *scheduler,
                AipDocument  *document,
                AipJob       *job,
                gpointer      user_data)
{
  Generate *self = user_data;

  if (document != self->document || !g_hash_table_contains (self->watched, job))
    return;

  self->last_change = g_get_monotonic_time ();
  aip_cli_progress_update (self->progress, job);
  look_soon (self);
}

static void
worker_changed_cb (AipScheduler *scheduler,
                   AipWorker    *worker,
                   gpointer      user_data)
{
  look_soon (user_data);
}

static void
explain (Generate *self)
{
  GHashTableIter iter;
  gpointer job;

  if (g_get_monotonic_time () - self->last_change < QUIET_SECONDS * G_USEC_PER_SEC)
    return;

  g_hash_table_iter_init (&iter, self->watched);
  while (g_hash_table_iter_next (&iter, &job, NULL))
    if (aip_job_get_state (job) == AIP_JOB_WAITING)
      aip_cli_progress_explain (self->progress, job);
}

static gboolean
tick_cb (gpointer user_data)
{
  Generate *self = user_data;

  explain (self);

  return look (self) ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

static gboolean
timeout_cb (gpointer user_data)
{
  Generate *self = user_data;

  self->on_timeout = 0;
  aip_cli_call_add_problem (self->call, _("The time is over before every job is done."));
  report (self, AIP_CLI_TIMEOUT);

  return G_SOURCE_REMOVE;
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  Generate *self = user_data;

  aip_cli_call_add_problem (self->call, _("Interrupted; no job was cancelled."));
  report (self, AIP_CLI_INTERRUPTED);

  return G_SOURCE_REMOVE;
}

static void
queued_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Generate *self = user_data;
  GCancellable *cancellable = aip_cli_call_get_cancellable (self->call);
  GError *error = NULL;

  if (!aip_document_flush_finish (self->document, result, &error))
    {
      fail (self, error);
      return;
    }

  self->on_job = g_signal_connect (self->scheduler, "job-changed", G_CALLBACK (job_changed_cb),
                                   self);
  self->on_worker = g_signal_connect (self->scheduler, "worker-changed",
                                      G_CALLBACK (worker_changed_cb), self);
  if (cancellable != NULL)
    {
      self->on_cancel = g_cancellable_source_new (cancellable);
      g_source_set_callback (self->on_cancel, G_SOURCE_FUNC (cancelled_cb), self, NULL);
      g_source_attach (self->on_cancel, NULL);
    }
  if (self->timeout > 0)
    self->on_timeout = g_timeout_add ((guint) (self->timeout * 1000), timeout_cb, self);
  self->on_tick = g_timeout_add (500, tick_cb, self);
  self->last_change = g_get_monotonic_time ();
  look (self);
}

/* Starting ---------------------------------------------------------------------------------- */

/* Watches what is open of @shot; FALSE: nothing is. */
static gboolean
watch_open (Generate *self,
            AipShot  *shot)
{
  GListModel *jobs = aip_shot_get_jobs (shot);
  gboolean any = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (jobs); i++)
    {
      g_autoptr(AipJob) job = g_list_model_get_item (jobs, i);

      if (!aip_job_state_is_open (aip_job_get_state (job)))
        continue;
      any = TRUE;
      g_hash_table_add (self->watched, g_steal_pointer (&job));
    }

  return any;
}

static void
add_to_batch (Generate *self,
              AipShot  *shot)
{
  const char *workflow = self->staleness != NULL
                           ? aip_staleness_get_workflow (self->staleness, shot)
                           : aip_cli_call_get_options (self->call)->workflow;
  Batch *batch = NULL;

  for (guint i = 0; i < self->batches->len && batch == NULL; i++)
    {
      Batch *known = g_ptr_array_index (self->batches, i);

      if (g_strcmp0 (known->workflow, workflow) == 0)
        batch = known;
    }
  if (batch == NULL)
    {
      batch = g_new0 (Batch, 1);
      batch->workflow = workflow;
      batch->shots = g_ptr_array_new ();
      g_ptr_array_add (self->batches, batch);
    }
  g_ptr_array_add (batch->shots, shot);
}

static gboolean
is_wanted (Generate *self,
           AipShot  *shot)
{
  const AipCliOptions *options = aip_cli_call_get_options (self->call);

  if (options->stale)
    return *aip_shot_get_stale (shot) != '\0';

  return options->shots != NULL ||
         (options->all && (options->again || aip_shot_get_n_takes (shot) == 0));
}

/* What gets a new job goes into batches. What is open already is watched. */
static gboolean
choose (Generate  *self,
        GError   **error)
{
  const AipCliOptions *options = aip_cli_call_get_options (self->call);
  AipEntityList *list = aip_document_get_shots (self->document);
  g_autoptr(GPtrArray) wanted = NULL;

  if (options->shots != NULL)
    wanted = aip_cli_choose_shots (self->document, options->shots, error);
  else
    {
      wanted = g_ptr_array_new ();
      for (guint i = 0; i < aip_entity_list_get_count (list); i++)
        g_ptr_array_add (wanted, aip_entity_list_peek (list, i));
    }
  if (wanted == NULL)
    return FALSE;

  for (guint i = 0; i < wanted->len; i++)
    {
      AipShot *shot = g_ptr_array_index (wanted, i);

      if (!watch_open (self, shot) && is_wanted (self, shot))
        add_to_batch (self, shot);
    }

  return TRUE;
}

static void enqueued_cb (GObject      *source,
                         GAsyncResult *result,
                         gpointer      user_data);

/* Inside the window this may be thousands of jobs while somebody types. */
static void
enqueue_next (Generate *self)
{
  const char *steps = aip_cli_call_get_options (self->call)->chain;
  g_autoptr(AipChain) chain = steps != NULL ? aip_chain_parse (steps, NULL) : NULL;
  Batch *batch = g_ptr_array_index (self->batches, 0);

  if (chain != NULL)
    aip_scheduler_enqueue_chain_async (self->scheduler, self->document, batch->shots, chain,
                                       enqueued_cb, self);
  else
    aip_scheduler_enqueue_async (self->scheduler, self->document, batch->shots, batch->workflow,
                                 enqueued_cb, self);
}

/* What was queued is watched from here on. */
static void
add_queued (Generate  *self,
            GPtrArray *jobs,
            GPtrArray *problems)
{
  self->n_queued += jobs->len;
  for (guint i = 0; i < jobs->len; i++)
    g_hash_table_add (self->watched, g_object_ref (g_ptr_array_index (jobs, i)));
  self->n_refused += problems->len;
  for (guint i = 0; i < problems->len; i++)
    aip_cli_call_add_problem (self->call, g_ptr_array_index (problems, i));
}

/* All that is wanted is queued. */
static void
save (Generate *self)
{
  self->progress = aip_cli_progress_new (self->call, g_hash_table_size (self->watched));
  if (self->n_queued > 0)
    {
      g_autofree char *sentence = g_strdup_printf (ngettext ("%u job queued.", "%u jobs queued.",
                                                             self->n_queued), self->n_queued);
      g_autofree char *line = g_strconcat (sentence, "\n", NULL);

      aip_cli_call_print_news (self->call, line);
    }

  aip_document_flush_async (self->document, NULL, queued_cb, self);
}

static void
enqueued_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Generate *self = user_data;
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(GPtrArray) jobs = NULL;

  jobs = aip_scheduler_enqueue_finish (AIP_SCHEDULER (source), result, &problems);
  add_queued (self, jobs, problems);
  g_ptr_array_remove_index (self->batches, 0);
  if (self->batches->len > 0)
    enqueue_next (self);
  else
    save (self);
}

static void
finishing_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Generate *self = user_data;
  AipFinishing *finishing = AIP_FINISHING (source);
  GError *error = NULL;
  g_autoptr(GPtrArray) jobs = aip_finishing_run_finish (finishing, result, &error);

  if (jobs == NULL)
    {
      fail (self, error);
      return;
    }
  add_queued (self, jobs, aip_finishing_get_problems (finishing));
  save (self);
}

static void
begin_finishing (Generate *self)
{
  GError *error = NULL;
  g_autoptr(AipFinishing) finishing = aip_cli_plan_finishing (self->call, &error);

  if (finishing == NULL)
    {
      fail (self, error);
      return;
    }

  aip_cli_print_finishing (self->call, finishing);
  if (aip_cli_call_get_options (self->call)->dry_run)
    {
      aip_cli_finish_estimate (self->call, finishing);
      generate_free (self);
      return;
    }

  if (!aip_cli_call_is_lent (self->call))
    aip_scheduler_add_document (self->scheduler, self->document);
  aip_finishing_run_async (finishing, self->scheduler, aip_cli_call_get_cancellable (self->call),
                           finishing_cb, self);
}

static void
repeated_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Generate *self = user_data;
  GError *error = NULL;
  AipJob *job = aip_cli_repeat_finish (AIP_CLI_CALL (source), result, &error);

  if (job == NULL)
    {
      fail (self, error);
      return;
    }

  self->n_queued = 1;
  g_hash_table_add (self->watched, job);
  self->progress = aip_cli_progress_new (self->call, 1);
  aip_document_flush_async (self->document, NULL, queued_cb, self);
}

static void
begin (Generate *self)
{
  const AipCliOptions *options = aip_cli_call_get_options (self->call);
  GError *error = NULL;

  if (options->finish_cut)
    {
      begin_finishing (self);
      return;
    }
  if (options->repeat == NULL && !choose (self, &error))
    {
      fail (self, error);
      return;
    }
  if (options->dry_run)
    {
      g_autoptr(GPtrArray) shots = g_ptr_array_new ();

      for (guint i = 0; i < self->batches->len; i++)
        g_ptr_array_extend (shots, ((Batch *) g_ptr_array_index (self->batches, i))->shots, NULL,
                            NULL);
      aip_cli_dry_run (self->call, shots);
      generate_free (self);
      return;
    }
  /* With nothing new, what is open already still goes on. */
  if (self->batches->len == 0)
    {
      Batch *empty = g_new0 (Batch, 1);

      empty->shots = g_ptr_array_new ();
      g_ptr_array_add (self->batches, empty);
    }

  /* Reconciles first what an earlier run left open, so it goes before the new jobs. */
  if (!aip_cli_call_is_lent (self->call))
    aip_scheduler_add_document (self->scheduler, self->document);

  if (options->repeat != NULL)
    aip_cli_repeat_async (self->call, repeated_cb, self);
  else
    enqueue_next (self);
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Generate *self = user_data;
  GError *error = NULL;

  self->staleness = aip_cli_stale_finish (AIP_CLI_CALL (source), result, &error);
  if (self->staleness != NULL)
    begin (self);
  else
    fail (self, error);
}

static gboolean
meet_cb (gpointer user_data)
{
  Generate *self = user_data;
  gboolean met = g_list_model_get_n_items (aip_scheduler_get_workers (self->scheduler)) > 0;

  if (!met && g_timer_elapsed (self->timer, NULL) < MEET_SECONDS &&
      !g_cancellable_is_cancelled (aip_cli_call_get_cancellable (self->call)))
    return G_SOURCE_CONTINUE;

  self->on_tick = 0;
  met = met || aip_cli_call_get_options (self->call)->dry_run;
  if (met && aip_cli_call_get_options (self->call)->stale)
    aip_cli_stale_async (self->call, looked_cb, self);
  else if (met)
    begin (self);
  else
    fail (self, g_error_new_literal (AIP_ERROR, AIP_ERROR_NOT_FOUND,
                                     _("No worker is known, so nothing was queued. "
                                       "Name one: --worker 127.0.0.1:8188")));

  return G_SOURCE_REMOVE;
}

void
aip_cli_run_generate (AipCliCall *call)
{
  GError *error = NULL;
  Generate *self;

  if (!aip_cli_meet_workers (call, &error))
    {
      aip_cli_call_fail (call, error);
      return;
    }

  self = g_new0 (Generate, 1);
  self->call = g_object_ref (call);
  self->document = g_object_ref (aip_cli_call_get_document (call));
  self->scheduler = g_object_ref (aip_cli_call_get_scheduler (call));
  self->watched = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->batches = g_ptr_array_new_with_free_func (batch_free);
  self->timer = g_timer_new ();
  self->wait = aip_cli_call_get_options (call)->wait;
  aip_cli_parse_timeout (aip_cli_call_get_options (call)->timeout, &self->timeout, NULL);

  /* The only worker may be a local one that is still being asked whether it is there. */
  self->on_tick = g_timeout_add (50, meet_cb, self);
}
