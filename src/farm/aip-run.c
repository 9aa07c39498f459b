/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-run"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-bring.h"
#include "aip-error.h"
#include "aip-job-input.h"
#include "aip-job-record.h"
#include "aip-progress.h"
#include "aip-run.h"

/* Of a post without an answer nobody knows when the worker looks at it. */
#define MAX_MISSING      3
#define MAX_FETCH_TRIES  5
#define FIRST_FETCH_WAIT 1000 /* ms; doubled each time */
#define PREVIEW_INTERVAL (G_USEC_PER_SEC / 10)

struct _AipRun
{
  GObject          parent_instance;

  AipDocument     *document;
  AipJob          *job;
  AipWorker       *worker;
  AipComfyClient  *client;
  AipLeftovers    *leftovers;
  AipTakeNumbers  *numbers;
  char            *prompt_id;
  char            *shot_code;
  char            *workflow;

  AipRunPhase      phase;
  GCancellable    *cancellable;
  AipGraph        *graph;        /* until it is posted */
  GPtrArray       *inputs;       /* AipJobInput: what the worker needs first */
  guint            n_sent;       /* of them */
  char            *graph_text;   /* NULL: in the project only */
  char            *recipe;       /* the same */
  AipProgress     *progress;
  AipComfyFailure *failure;      /* as the socket reported it; the history decides */
  GPtrArray       *outputs;

  gint64           started;      /* monotonic, 0: not seen */
  double           seconds;
  gint64           heard;        /* monotonic: the last news of it, 0: none yet */
  gint64           previewed;    /* monotonic */
  guint            n_missing;
  guint            n_fetch_tries;
  guint            retry_id;
  gboolean         posted;       /* the worker may know of it */
  gboolean         seen;         /* the worker has said that it knows of it */
  gboolean         asking;
  gboolean         bringing;
};

enum {
  SIGNAL_CHANGED,
  SIGNAL_NEWS,
  SIGNAL_DOUBT,
  SIGNAL_TAKEN,
  SIGNAL_ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AipRun, aip_run, G_TYPE_OBJECT)

static void
aip_run_finalize (GObject *object)
{
  AipRun *self = AIP_RUN (object);

  g_clear_handle_id (&self->retry_id, g_source_remove);
  g_object_unref (self->document);
  g_object_unref (self->job);
  g_object_unref (self->worker);
  g_object_unref (self->client);
  g_object_unref (self->leftovers);
  g_object_unref (self->numbers);
  g_free (self->prompt_id);
  g_free (self->shot_code);
  g_free (self->workflow);
  g_object_unref (self->cancellable);
  g_clear_pointer (&self->graph, aip_graph_unref);
  g_clear_pointer (&self->inputs, g_ptr_array_unref);
  g_free (self->graph_text);
  g_free (self->recipe);
  aip_progress_free (self->progress);
  g_clear_pointer (&self->failure, aip_comfy_failure_unref);
  g_clear_pointer (&self->outputs, g_ptr_array_unref);

  G_OBJECT_CLASS (aip_run_parent_class)->finalize (object);
}

static void
aip_run_class_init (AipRunClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_run_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", AIP_TYPE_RUN, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_NEWS] = g_signal_new ("news", AIP_TYPE_RUN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 0);
  signals[SIGNAL_DOUBT] = g_signal_new ("doubt", AIP_TYPE_RUN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);
  signals[SIGNAL_TAKEN] = g_signal_new ("taken", AIP_TYPE_RUN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, AIP_TYPE_TAKE);
  signals[SIGNAL_ENDED] = g_signal_new ("ended", AIP_TYPE_RUN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_ERROR);
}

static void
aip_run_init (AipRun *self)
{
  self->cancellable = g_cancellable_new ();
  self->progress = aip_progress_new (NULL);
}

AipRun *
aip_run_new (AipDocument    *document,
             AipJob         *job,
             AipShot        *shot,
             AipWorker      *worker,
             AipComfyClient *client,
             AipLeftovers   *leftovers,
             AipTakeNumbers *numbers,
             const char     *prompt_id)
{
  AipRun *self = g_object_new (AIP_TYPE_RUN, NULL);

  self->document = g_object_ref (document);
  self->job = g_object_ref (job);
  self->worker = g_object_ref (worker);
  self->client = g_object_ref (client);
  self->leftovers = g_object_ref (leftovers);
  self->numbers = g_object_ref (numbers);
  self->prompt_id = g_strdup (prompt_id);
  self->shot_code = g_strdup (shot != NULL ? aip_shot_get_code (shot) : _("a deleted shot"));
  self->workflow = g_strdup (aip_entity_get_text (AIP_ENTITY (job), "workflow"));

  return self;
}

AipDocument *
aip_run_get_document (AipRun *self)
{
  g_return_val_if_fail (AIP_IS_RUN (self), NULL);

  return self->document;
}

AipJob *
aip_run_get_job (AipRun *self)
{
  g_return_val_if_fail (AIP_IS_RUN (self), NULL);

  return self->job;
}

AipWorker *
aip_run_get_worker (AipRun *self)
{
  g_return_val_if_fail (AIP_IS_RUN (self), NULL);

  return self->worker;
}

const char *
aip_run_get_prompt_id (AipRun *self)
{
  g_return_val_if_fail (AIP_IS_RUN (self), NULL);

  return self->prompt_id;
}

const char *
aip_run_get_workflow (AipRun *self)
{
  g_return_val_if_fail (AIP_IS_RUN (self), NULL);

  return self->workflow;
}

const char *
aip_run_get_shot_code (AipRun *self)
{
  g_return_val_if_fail (AIP_IS_RUN (self), NULL);

  return self->shot_code;
}

AipRunPhase
aip_run_get_phase (AipRun *self)
{
  g_return_val_if_fail (AIP_IS_RUN (self), AIP_RUN_ENDED);

  return self->phase;
}

gboolean
aip_run_was_posted (AipRun *self)
{
  g_return_val_if_fail (AIP_IS_RUN (self), FALSE);

  return self->posted;
}

gboolean
aip_run_is_known (AipRun *self)
{
  g_return_val_if_fail (AIP_IS_RUN (self), FALSE);

  return self->seen;
}

double
aip_run_get_seconds (AipRun *self)
{
  g_return_val_if_fail (AIP_IS_RUN (self), 0);

  if (self->phase == AIP_RUN_RUNNING && self->started > 0)
    return (double) (g_get_monotonic_time () - self->started) / G_USEC_PER_SEC;

  return self->seconds;
}

double
aip_run_get_silence (AipRun *self)
{
  g_return_val_if_fail (AIP_IS_RUN (self), 0);

  if (self->phase != AIP_RUN_RUNNING)
    return 0;

  return (double) (g_get_monotonic_time () - MAX (self->heard, self->started)) / G_USEC_PER_SEC;
}

static void
set_phase (AipRun      *self,
           AipRunPhase  phase)
{
  if (self->phase == phase || self->phase == AIP_RUN_ENDED)
    return;

  self->phase = phase;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
end (AipRun       *self,
     AipRunEnd     how,
     const GError *error)
{
  g_autoptr(AipRun) hold = g_object_ref (self);

  if (self->phase == AIP_RUN_ENDED)
    return;

  self->phase = AIP_RUN_ENDED;
  g_clear_handle_id (&self->retry_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_signal_emit (self, signals[SIGNAL_ENDED], 0, how, error);
}

void
aip_run_let_go (AipRun *self)
{
  g_return_if_fail (AIP_IS_RUN (self));

  self->phase = AIP_RUN_ENDED;
  g_clear_handle_id (&self->retry_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
}

void
aip_run_publish (AipRun *self)
{
  g_return_if_fail (AIP_IS_RUN (self));

  if (self->phase != AIP_RUN_RUNNING)
    return;

  aip_job_set_progress (self->job, aip_progress_get_fraction (self->progress));
  aip_job_set_stage (self->job, aip_progress_get_stage (self->progress));
}

gboolean
aip_run_wants_preview (AipRun *self)
{
  gint64 now = g_get_monotonic_time ();

  g_return_val_if_fail (AIP_IS_RUN (self), FALSE);

  if (self->phase != AIP_RUN_RUNNING || now - self->previewed < PREVIEW_INTERVAL)
    return FALSE;

  self->previewed = now;

  return TRUE;
}

/* Fetching ------------------------------------------------------------------------------------- */

static void bring (AipRun *self);

static gboolean
retry_bring_cb (gpointer user_data)
{
  AipRun *self = user_data;

  self->retry_id = 0;
  bring (self);

  return G_SOURCE_REMOVE;
}

static void
bring_failed (AipRun       *self,
              const GError *error)
{
  int code = error->domain == AIP_ERROR ? error->code : AIP_ERROR_FAILED;
  gboolean again = code == AIP_ERROR_NETWORK || code == AIP_ERROR_TIMEOUT ||
                   code == AIP_ERROR_PROTOCOL;

  if (code == AIP_ERROR_NOT_FOUND)
    {
      end (self, AIP_RUN_END_GONE, error);
      return;
    }

  /* While the worker is away nothing counts: it goes on when it is back. */
  if (again && aip_comfy_client_get_state (self->client) != AIP_COMFY_STATE_ONLINE &&
      code != AIP_ERROR_PROTOCOL)
    return;

  if (again && ++self->n_fetch_tries < MAX_FETCH_TRIES)
    {
      g_info ("fetching %s again: %s", self->shot_code, error->message);
      self->retry_id = g_timeout_add (FIRST_FETCH_WAIT << (self->n_fetch_tries - 1), retry_bring_cb,
                                      self);
      return;
    }

  end (self, AIP_RUN_END_FAILED, error);
}

static void
bring_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(AipRun) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) takes = aip_bring_finish (result, &error);

  self->bringing = FALSE;
  if (self->phase == AIP_RUN_ENDED)
    return;

  if (takes == NULL)
    {
      bring_failed (self, error);
      return;
    }

  aip_job_set_progress (self->job, 1);
  aip_job_set_stage (self->job, "");
  for (guint i = 0; i < takes->len; i++)
    g_signal_emit (self, signals[SIGNAL_TAKEN], 0, g_ptr_array_index (takes, i));
  end (self, AIP_RUN_END_DONE, NULL);
}

static void
bring (AipRun *self)
{
  AipBringRequest request = {
    .document = self->document,
    .job = self->job,
    .worker = self->worker,
    .client = self->client,
    .numbers = self->numbers,
    .outputs = self->outputs,
    .workflow = self->workflow,
    .graph_text = self->graph_text,
    .composed = self->recipe,
    .seconds = self->seconds,
  };

  if (self->bringing)
    return;

  self->bringing = TRUE;
  aip_bring_async (&request, self->cancellable, bring_cb, g_object_ref (self));
}

void
aip_run_resume (AipRun *self)
{
  g_return_if_fail (AIP_IS_RUN (self));

  if (self->phase == AIP_RUN_FETCHING && self->retry_id == 0)
    bring (self);
}

/* What the worker's history says --------------------------------------------------------------- */

static void
conclude (AipRun          *self,
          AipComfyHistory *history)
{
  g_autoptr(GError) error = NULL;
  AipComfyFailure *failure = aip_comfy_history_get_failure (history);

  aip_run_note_started (self);
  if (self->phase == AIP_RUN_ENDED)
    return;

  if (self->seconds <= 0 && self->started > 0)
    self->seconds = (double) (g_get_monotonic_time () - self->started) / G_USEC_PER_SEC;

  switch (aip_comfy_history_get_status (history))
    {
    case AIP_COMFY_STATUS_INTERRUPTED:
      g_set_error (&error, AIP_ERROR, AIP_ERROR_CANCELLED,
                   _("%s was interrupted on the worker “%s” by somebody else."), self->shot_code,
                   aip_worker_get_name (self->worker));
      end (self, AIP_RUN_END_FAILED, error);
      return;

    case AIP_COMFY_STATUS_ERROR:
      if (failure != NULL)
        error = aip_comfy_failure_to_error (failure);
      else
        g_set_error (&error, AIP_ERROR, AIP_ERROR_EXECUTION,
                     _("The worker “%s” failed without saying why."),
                     aip_worker_get_name (self->worker));
      end (self, AIP_RUN_END_FAILED, error);
      return;

    case AIP_COMFY_STATUS_SUCCESS:
    default:
      break;
    }

  self->outputs = g_ptr_array_ref (aip_comfy_history_get_outputs (history));
  if (self->outputs->len == 0 && self->failure != NULL)
    {
      /* A blocked branch: the server calls that a success. */
      error = aip_comfy_failure_to_error (self->failure);
      end (self, AIP_RUN_END_FAILED, error);
      return;
    }

  aip_job_record (self->document, self->job, AIP_JOB_FETCHING, NULL);
  aip_job_set_stage (self->job, _("Fetching the result"));
  set_phase (self, AIP_RUN_FETCHING);
  bring (self);
}

/* Neither in the queue nor in the history. */
static void
missing (AipRun *self)
{
  g_autoptr(GError) error = NULL;

  if (!self->seen && ++self->n_missing < MAX_MISSING)
    {
      g_signal_emit (self, signals[SIGNAL_DOUBT], 0);
      return;
    }

  g_set_error (&error, AIP_ERROR, AIP_ERROR_NETWORK,
               _("The worker “%s” does not know %s any more; it was probably restarted."),
               aip_worker_get_name (self->worker), self->shot_code);
  end (self, AIP_RUN_END_LOST, error);
}

static void
history_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(AipRun) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AipComfyHistory) history = NULL;

  history = aip_comfy_client_get_history_finish (AIP_COMFY_CLIENT (source), result, &error);
  self->asking = FALSE;

  if (self->phase == AIP_RUN_ENDED || self->phase == AIP_RUN_FETCHING)
    return;

  if (history != NULL)
    conclude (self, history);
  else if (error != NULL)
    {
      g_info ("asking for the history of %s: %s", self->shot_code, error->message);
      g_signal_emit (self, signals[SIGNAL_DOUBT], 0);
    }
  else
    missing (self);
}

static void
ask_history (AipRun *self)
{
  if (self->asking)
    return;

  self->asking = TRUE;
  aip_comfy_client_get_history_async (self->client, self->prompt_id, self->cancellable, history_cb,
                                      g_object_ref (self));
}

/* Sending -------------------------------------------------------------------------------------- */

static void
submit_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(AipRun) self = user_data;
  g_autoptr(AipComfySubmission) submission = NULL;
  g_autoptr(GError) error = NULL;
  gboolean good;
  AipComfyOutcome outcome;

  good = aip_comfy_client_submit_finish (AIP_COMFY_CLIENT (source), result, &submission, &error);
  outcome = submission != NULL ? aip_comfy_submission_get_outcome (submission)
            : good             ? AIP_COMFY_OUTCOME_QUEUED
                               : AIP_COMFY_OUTCOME_UNKNOWN;

  /* It was cancelled while it was on its way; the cancelling may have been faster. */
  if (self->phase == AIP_RUN_ENDED)
    {
      if (outcome != AIP_COMFY_OUTCOME_UNKNOWN)
        aip_leftovers_settle (self->leftovers, self->prompt_id,
                              outcome != AIP_COMFY_OUTCOME_NOT_QUEUED);
      return;
    }

  switch (outcome)
    {
    case AIP_COMFY_OUTCOME_QUEUED:
      self->seen = TRUE;
      if (self->phase == AIP_RUN_POSTING)
        set_phase (self, AIP_RUN_QUEUED);
      break;

    case AIP_COMFY_OUTCOME_PARTIAL:
      aip_leftovers_add (self->leftovers, aip_comfy_submission_get_prompt_id (submission), TRUE);
      end (self, AIP_RUN_END_FAILED, error);
      break;

    case AIP_COMFY_OUTCOME_NOT_QUEUED:
      self->posted = FALSE;
      if (g_error_matches (error, AIP_ERROR, AIP_ERROR_NETWORK) ||
          g_error_matches (error, AIP_ERROR, AIP_ERROR_TIMEOUT))
        end (self, AIP_RUN_END_UNSENT, error);
      else
        end (self, AIP_RUN_END_FAILED, error);
      break;

    case AIP_COMFY_OUTCOME_UNKNOWN:
    default:
      g_info ("posting %s: %s", self->shot_code, error != NULL ? error->message : "no answer");
      if (self->phase == AIP_RUN_POSTING)
        set_phase (self, AIP_RUN_QUEUED);
      if (!self->seen)
        g_signal_emit (self, signals[SIGNAL_DOUBT], 0);
      break;
    }
}

/* A picture on the worker's disk can be traced back to its shot. */
static JsonObject *
make_note (AipRun *self)
{
  JsonObject *note = json_object_new ();
  JsonObject *inner = json_object_new ();

  json_object_set_string_member (inner, "job", aip_entity_get_id (AIP_ENTITY (self->job)));
  json_object_set_string_member (inner, "shot", self->shot_code);
  json_object_set_object_member (note, "aipipeline", inner);

  return note;
}

static void
submit (AipRun *self)
{
  g_autoptr(JsonObject) note = make_note (self);
  g_autoptr(AipGraph) graph = g_steal_pointer (&self->graph);

  self->posted = TRUE;
  aip_comfy_client_submit_async (self->client, graph, self->prompt_id, note, NULL, submit_cb,
                                 g_object_ref (self));
}

static void send_inputs (AipRun *self);

static void
input_sent_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(AipRun) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *reference = aip_comfy_client_upload_finish (AIP_COMFY_CLIENT (source), result,
                                                               &error);
  const AipJobInput *input = g_ptr_array_index (self->inputs, self->n_sent);
  g_autoptr(GError) told = NULL;

  if (self->phase != AIP_RUN_POSTING)
    return;

  if (g_strcmp0 (reference, input->reference) == 0)
    {
      self->n_sent++;
      send_inputs (self);
    }
  else if (reference == NULL)
    {
      gboolean away = aip_comfy_client_get_state (self->client) != AIP_COMFY_STATE_ONLINE;
      /* A worker that is there and cannot take a file will not take it the next moment either. */
      int code = error->code == AIP_ERROR_NETWORK ? AIP_ERROR_PROTOCOL : error->code;

      told = g_error_new (AIP_ERROR, code,
                          _("What %s begins with (%s) could not be sent to the worker “%s”: %s"),
                          self->shot_code, input->name, aip_worker_get_name (self->worker),
                          error->message);
      end (self, away ? AIP_RUN_END_UNSENT : AIP_RUN_END_FAILED, told);
    }
  else
    {
      /* The graph is saved with the name that belongs to the content. */
      told = g_error_new (AIP_ERROR, AIP_ERROR_EXISTS,
                          _("On the worker “%s” another file has the name that is needed for %s, “%s”. "
                            "Remove it there."), aip_worker_get_name (self->worker), input->name,
                          input->reference);
      end (self, AIP_RUN_END_FAILED, told);
    }
}

/* Pictures first, one after the other; the worker keeps them by content, so again costs little. */
static void
send_inputs (AipRun *self)
{
  const AipJobInput *input;
  g_autoptr(GFile) file = NULL;

  if (self->n_sent == self->inputs->len)
    {
      submit (self);
      return;
    }

  input = g_ptr_array_index (self->inputs, self->n_sent);
  file = g_file_new_for_path (input->path);
  aip_comfy_client_upload_async (self->client, file, self->cancellable, input_sent_cb,
                                 g_object_ref (self));
}

void
aip_run_post (AipRun *self)
{
  g_autoptr(AipRun) hold = NULL;

  g_return_if_fail (AIP_IS_RUN (self));
  g_return_if_fail (self->phase == AIP_RUN_SAVED);

  hold = g_object_ref (self);
  set_phase (self, AIP_RUN_POSTING);

  /* Whoever heard of it may have stopped the farm, and this run with it. */
  if (self->phase != AIP_RUN_POSTING)
    return;

  send_inputs (self);
}

static void
durable_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(AipRun) self = user_data;
  g_autoptr(GError) error = NULL;

  if (aip_document_flush_finish (AIP_DOCUMENT (source), result, &error))
    set_phase (self, AIP_RUN_SAVED);
  else
    end (self, AIP_RUN_END_UNSAVED, error);
}

void
aip_run_freeze (AipRun       *self,
                AipFrozenJob *frozen)
{
  gint64 vram;

  g_return_if_fail (AIP_IS_RUN (self));
  g_return_if_fail (self->phase == AIP_RUN_SAVING);
  g_return_if_fail (frozen != NULL);

  g_set_str (&self->workflow, frozen->workflow);
  self->graph = aip_graph_ref (frozen->graph);
  self->graph_text = g_strdup (frozen->graph_text);
  self->recipe = g_strdup (frozen->recipe);
  self->inputs = g_ptr_array_ref (frozen->inputs);
  g_clear_pointer (&self->progress, aip_progress_free);
  self->progress = aip_progress_new (frozen->graph);

  /* What was learned the hard way outweighs the workflow's own figure. */
  vram = MAX (aip_entity_get_integer (AIP_ENTITY (self->job), "vram"),
              (gint64) MIN (frozen->vram, G_MAXINT64));

  aip_job_set_progress (self->job, -1);
  aip_job_set_reason (self->job, "");
  if (!aip_job_record (self->document, self->job, AIP_JOB_PREPARING,
                       "worker", g_variant_new_string (aip_worker_get_address (self->worker)),
                       "worker-name", g_variant_new_string (aip_worker_get_name (self->worker)),
                       "workflow", g_variant_new_string (frozen->workflow),
                       "prompt-id", g_variant_new_string (frozen->prompt_id),
                       "prompt", g_variant_new_string (frozen->prompt),
                       "negative", g_variant_new_string (frozen->negative),
                       "seed", g_variant_new_string (frozen->seed),
                       "prefix", g_variant_new_string (frozen->prefix),
                       "graph", g_variant_new_string (frozen->graph_text),
                       "recipe", g_variant_new_string (frozen->recipe),
                       "offset", g_variant_new_int64 (frozen->offset),
                       "vram", g_variant_new_int64 (vram),
                       "position", g_variant_new_int64 (aip_document_get_position (self->document)),
                       "error-code", g_variant_new_string (""),
                       "error-text", g_variant_new_string (""),
                       NULL) ||
      !aip_job_record (self->document, self->job, AIP_JOB_SUBMITTED,
                       "submitted", g_variant_new_int64 (g_get_real_time ()), NULL))
    g_return_if_reached ();

  aip_job_set_stage (self->job, _("Sent"));
  aip_document_flush_async (self->document, NULL, durable_cb, g_object_ref (self));
}

void
aip_run_adopt (AipRun *self)
{
  gint64 started;

  g_return_if_fail (AIP_IS_RUN (self));
  g_return_if_fail (self->phase == AIP_RUN_SAVING);

  self->posted = TRUE;
  self->phase = AIP_RUN_QUEUED;
  self->heard = g_get_monotonic_time ();

  started = aip_entity_get_integer (AIP_ENTITY (self->job), "started");
  if (aip_job_get_state (self->job) != AIP_JOB_SUBMITTED)
    {
      /* It was seen there, so if it is not there now it is lost. */
      self->seen = TRUE;
      if (started > 0)
        self->started = g_get_monotonic_time () - MAX (g_get_real_time () - started, 0);
    }

  g_signal_emit (self, signals[SIGNAL_DOUBT], 0);
}

/* News from the worker ------------------------------------------------------------------------- */

static gboolean
is_at_worker (AipRun *self)
{
  return self->phase == AIP_RUN_POSTING || self->phase == AIP_RUN_QUEUED ||
         self->phase == AIP_RUN_RUNNING;
}

void
aip_run_note_started (AipRun *self)
{
  g_return_if_fail (AIP_IS_RUN (self));

  if (!is_at_worker (self))
    return;

  self->seen = TRUE;
  if (self->phase == AIP_RUN_RUNNING)
    return;

  if (self->started == 0)
    self->started = g_get_monotonic_time ();
  if (aip_job_get_state (self->job) == AIP_JOB_SUBMITTED)
    aip_job_record (self->document, self->job, AIP_JOB_RUNNING,
                    "started", g_variant_new_int64 (g_get_real_time ()),
                    "attempts",
                    g_variant_new_int64 (aip_entity_get_integer (AIP_ENTITY (self->job),
                                                                 "attempts") + 1),
                    NULL);
  aip_job_set_reason (self->job, "");
  aip_job_set_stage (self->job, _("Running"));
  set_phase (self, AIP_RUN_RUNNING);
}

static gboolean
note (AipRun *self)
{
  self->heard = g_get_monotonic_time ();
  aip_run_note_started (self);

  return self->phase == AIP_RUN_RUNNING;
}

void
aip_run_note_cached (AipRun     *self,
                     const char *node)
{
  g_return_if_fail (AIP_IS_RUN (self));

  if (note (self))
    aip_progress_skip (self->progress, node);
}

void
aip_run_note_node (AipRun     *self,
                   const char *node)
{
  g_return_if_fail (AIP_IS_RUN (self));

  if (!note (self))
    return;

  aip_progress_enter (self->progress, node);
  g_signal_emit (self, signals[SIGNAL_NEWS], 0);
}

void
aip_run_note_step (AipRun     *self,
                   const char *node,
                   double      value,
                   double      max)
{
  g_return_if_fail (AIP_IS_RUN (self));

  if (!note (self))
    return;

  aip_progress_step (self->progress, node, value, max);
  g_signal_emit (self, signals[SIGNAL_NEWS], 0);
}

void
aip_run_note_failure (AipRun          *self,
                      AipComfyFailure *failure)
{
  g_return_if_fail (AIP_IS_RUN (self));

  g_clear_pointer (&self->failure, aip_comfy_failure_unref);
  self->failure = aip_comfy_failure_ref (failure);
}

void
aip_run_note_finished (AipRun *self)
{
  g_return_if_fail (AIP_IS_RUN (self));

  if (!is_at_worker (self))
    return;

  self->seen = TRUE;
  if (self->started > 0)
    self->seconds = (double) (g_get_monotonic_time () - self->started) / G_USEC_PER_SEC;
  ask_history (self);
}

void
aip_run_reconcile (AipRun        *self,
                   AipComfyQueue *queue)
{
  g_return_if_fail (AIP_IS_RUN (self));

  /* What is on its way to the worker may not have arrived when the queue was looked at. */
  if (self->phase != AIP_RUN_QUEUED && self->phase != AIP_RUN_RUNNING)
    return;

  if (aip_comfy_queue_is_running (queue, self->prompt_id))
    aip_run_note_started (self);
  else if (aip_comfy_queue_is_pending (queue, self->prompt_id))
    self->seen = TRUE;
  else
    ask_history (self);
}
