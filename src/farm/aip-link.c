/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-link"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-link.h"
#include "aip-probe.h"
#include "aip-worker-private.h"

#define FAILURES_UNTIL_REST 3

struct _AipLink
{
  GObject         parent_instance;

  AipWorker      *worker;
  AipComfyClient *client;
  AipLinkTimes    times;
  GCancellable   *cancellable;

  GPtrArray      *runs;
  GHashTable     *by_prompt;      /* prompt id → AipRun in runs */
  AipLeftovers   *leftovers;
  AipProbe       *probe;

  gboolean        started;
  gboolean        synced;         /* queue was read since it came online */
  gboolean        checking;
  gboolean        check_again;
  guint           n_lost;         /* how many times lost_ms it has been away */
  guint           n_failures;
  gint64          rest_until;     /* monotonic, 0: not resting */
  gint64          heard;          /* monotonic: the last word about one of our prompts */

  guint           check_id;
  guint           poll_id;
  guint           lost_id;
  guint           rest_id;
};

enum {
  SIGNAL_CHANGED,
  SIGNAL_LOST,
  SIGNAL_RELEASED,
  SIGNAL_PREVIEW,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AipLink, aip_link, G_TYPE_OBJECT)

static void check_soon (AipLink *self,
                        guint    delay_ms);

static void
aip_link_dispose (GObject *object)
{
  AipLink *self = AIP_LINK (object);

  aip_link_stop (self);

  G_OBJECT_CLASS (aip_link_parent_class)->dispose (object);
}

static void
aip_link_finalize (GObject *object)
{
  AipLink *self = AIP_LINK (object);

  g_object_unref (self->worker);
  g_object_unref (self->client);
  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->runs);
  g_hash_table_unref (self->by_prompt);
  g_object_unref (self->leftovers);
  g_object_unref (self->probe);

  G_OBJECT_CLASS (aip_link_parent_class)->finalize (object);
}

static void
aip_link_class_init (AipLinkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = aip_link_dispose;
  object_class->finalize = aip_link_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", AIP_TYPE_LINK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_LOST] = g_signal_new ("lost", AIP_TYPE_LINK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 0);
  signals[SIGNAL_RELEASED] = g_signal_new ("released", AIP_TYPE_LINK, G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_PREVIEW] = g_signal_new ("preview", AIP_TYPE_LINK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 3, AIP_TYPE_RUN, G_TYPE_BYTES,
                                          G_TYPE_STRING);
}

static void
aip_link_init (AipLink *self)
{
  self->cancellable = g_cancellable_new ();
  self->runs = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_prompt = g_hash_table_new (g_str_hash, g_str_equal);
}

AipWorker *
aip_link_get_worker (AipLink *self)
{
  g_return_val_if_fail (AIP_IS_LINK (self), NULL);

  return self->worker;
}

AipComfyClient *
aip_link_get_client (AipLink *self)
{
  g_return_val_if_fail (AIP_IS_LINK (self), NULL);

  return self->client;
}

static gboolean
is_online (AipLink *self)
{
  return aip_comfy_client_get_state (self->client) == AIP_COMFY_STATE_ONLINE;
}

gboolean
aip_link_is_ready (AipLink *self)
{
  g_return_val_if_fail (AIP_IS_LINK (self), FALSE);

  return is_online (self) && aip_probe_is_complete (self->probe) && self->synced;
}

guint
aip_link_get_lost (AipLink *self)
{
  g_return_val_if_fail (AIP_IS_LINK (self), 0);

  return self->n_lost;
}

gboolean
aip_link_is_resting (AipLink *self)
{
  g_return_val_if_fail (AIP_IS_LINK (self), FALSE);

  return self->rest_until != 0;
}

GPtrArray *
aip_link_get_runs (AipLink *self)
{
  g_return_val_if_fail (AIP_IS_LINK (self), NULL);

  return self->runs;
}

gboolean
aip_link_is_unused (AipLink *self)
{
  g_return_val_if_fail (AIP_IS_LINK (self), TRUE);

  return self->runs->len == 0 && aip_leftovers_is_empty (self->leftovers);
}

/* A run holds a seat until its worker is done with it; fetching needs no GPU. */
static gboolean
holds_seat (AipRun *run)
{
  return aip_run_get_phase (run) < AIP_RUN_FETCHING;
}

static void
update_worker (AipLink *self)
{
  AipRun *running = NULL;
  AipRun *next = NULL;

  for (guint i = 0; i < self->runs->len; i++)
    {
      AipRun *run = g_ptr_array_index (self->runs, i);

      if (aip_run_get_phase (run) == AIP_RUN_RUNNING && running == NULL)
        running = run;
      else if (holds_seat (run) && next == NULL)
        next = run;
    }

  aip_worker_set_jobs (self->worker, running != NULL ? aip_run_get_job (running) : NULL,
                       next != NULL ? aip_run_get_job (next) : NULL);

  if (!is_online (self) || !aip_probe_has_stats (self->probe))
    aip_worker_set_state (self->worker, AIP_WORKER_OFFLINE);
  else if (running != NULL || next != NULL || aip_worker_get_queue_length (self->worker) > 0)
    aip_worker_set_state (self->worker, AIP_WORKER_BUSY);
  else
    aip_worker_set_state (self->worker, AIP_WORKER_IDLE);
}

static void
changed (AipLink *self)
{
  update_worker (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* What the worker is and does ------------------------------------------------------------------ */

static void
probe_changed_cb (AipProbe *probe,
                  AipLink  *self)
{
  changed (self);
}

static void
released_cb (AipLeftovers *leftovers,
             const char   *prompt_id,
             AipLink      *self)
{
  g_signal_emit (self, signals[SIGNAL_RELEASED], 0, prompt_id);
  changed (self);
}

static void
queue_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(AipLink) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AipComfyQueue) queue = NULL;
  g_autoptr(GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean again = self->check_again;

  queue = aip_comfy_client_get_queue_finish (AIP_COMFY_CLIENT (source), result, &error);
  self->checking = FALSE;
  self->check_again = FALSE;
  if (!self->started)
    return;

  if (queue == NULL)
    {
      g_info ("%s: %s", aip_worker_get_address (self->worker), error->message);
      if (is_online (self))
        check_soon (self, self->times.doubt_ms);
      return;
    }

  /* Runs may leave while they learn what became of them. */
  for (guint i = 0; i < self->runs->len; i++)
    g_ptr_array_add (runs, g_object_ref (g_ptr_array_index (self->runs, i)));
  for (guint i = 0; i < runs->len; i++)
    aip_run_reconcile (g_ptr_array_index (runs, i), queue);
  aip_leftovers_check (self->leftovers, queue);

  if (!self->synced && is_online (self))
    {
      self->synced = TRUE;
      changed (self);
    }
  if (again)
    check_soon (self, 0);
}

static gboolean
check_cb (gpointer user_data)
{
  AipLink *self = user_data;

  self->check_id = 0;
  if (self->checking)
    self->check_again = TRUE;
  else if (is_online (self))
    {
      self->checking = TRUE;
      aip_comfy_client_get_queue_async (self->client, self->cancellable, queue_cb,
                                        g_object_ref (self));
    }

  return G_SOURCE_REMOVE;
}

static void
check_soon (AipLink *self,
            guint    delay_ms)
{
  if (!self->started)
    return;

  /* The sooner of two wishes counts. */
  if (self->check_id != 0)
    {
      GSource *source = g_main_context_find_source_by_id (NULL, self->check_id);

      if (g_source_get_ready_time (source) <= g_get_monotonic_time () + (gint64) delay_ms * 1000)
        return;
      g_source_remove (self->check_id);
    }

  self->check_id = g_timeout_add (delay_ms, check_cb, self);
}

void
aip_link_check (AipLink *self)
{
  g_return_if_fail (AIP_IS_LINK (self));

  check_soon (self, 0);
}

static gboolean
poll_cb (gpointer user_data)
{
  AipLink *self = user_data;
  gint64 silence = g_get_monotonic_time () - self->heard;

  if (!is_online (self))
    return G_SOURCE_CONTINUE;

  aip_probe_poll (self->probe);
  /* Another program that does not read can keep the server from sending to anybody. */
  if (!aip_link_is_unused (self) && silence > (gint64) self->times.poll_ms * 1000 / 2)
    check_soon (self, 0);

  return G_SOURCE_CONTINUE;
}

/* Coming and going ----------------------------------------------------------------------------- */

static gboolean
lost_cb (gpointer user_data)
{
  AipLink *self = user_data;

  self->n_lost++;
  g_signal_emit (self, signals[SIGNAL_LOST], 0);

  return G_SOURCE_CONTINUE;
}

static void
state_changed_cb (AipComfyClient *client,
                  int             state,
                  AipLink        *self)
{
  const GError *error;

  if (!self->started)
    return;

  if (state == AIP_COMFY_STATE_ONLINE)
    {
      self->n_lost = 0;
      g_clear_handle_id (&self->lost_id, g_source_remove);
      if (self->rest_until == 0)
        aip_worker_set_problem (self->worker, "");
      aip_worker_touch (self->worker);
      aip_probe_start (self->probe);
    }
  else
    {
      aip_probe_stop (self->probe);
      self->synced = FALSE;
      error = aip_comfy_client_get_last_error (client);
      if (state == AIP_COMFY_STATE_LOST && error != NULL)
        aip_worker_set_problem (self->worker, error->message);
      if (self->lost_id == 0)
        self->lost_id = g_timeout_add (self->times.lost_ms, lost_cb, self);
    }

  changed (self);
}

static void
resync_cb (AipComfyClient *client,
           AipLink        *self)
{
  if (!self->started)
    return;

  for (guint i = 0; i < self->runs->len; i++)
    aip_run_resume (g_ptr_array_index (self->runs, i));

  if (aip_link_is_unused (self))
    {
      self->synced = TRUE;
      changed (self);
    }
  else
    check_soon (self, 0);
}

static gboolean
rest_cb (gpointer user_data)
{
  AipLink *self = user_data;

  self->rest_id = 0;
  self->rest_until = 0;
  self->n_failures = 0;
  aip_worker_set_problem (self->worker, "");
  changed (self);

  return G_SOURCE_REMOVE;
}

gboolean
aip_link_judge (AipLink  *self,
                gboolean  good)
{
  g_return_val_if_fail (AIP_IS_LINK (self), FALSE);

  if (good)
    {
      self->n_failures = 0;
      return FALSE;
    }

  if (++self->n_failures < FAILURES_UNTIL_REST || self->rest_until != 0 || !self->started)
    return FALSE;

  self->rest_until = g_get_monotonic_time () + (gint64) self->times.rest_ms * 1000;
  self->rest_id = g_timeout_add (self->times.rest_ms, rest_cb, self);
  aip_worker_set_problem (self->worker,
                          _("Several jobs in a row failed here. It gets no new ones for a while."));
  changed (self);

  return TRUE;
}

/* News ----------------------------------------------------------------------------------------- */

static AipRun *
find_run (AipLink    *self,
          const char *prompt_id)
{
  AipRun *run = prompt_id != NULL ? g_hash_table_lookup (self->by_prompt, prompt_id) : NULL;

  if (run != NULL)
    self->heard = g_get_monotonic_time ();

  return run;
}

static void
status_cb (AipComfyClient *client,
           guint           remaining,
           AipLink        *self)
{
  guint n_known = 0;

  aip_worker_set_queue_length (self->worker, remaining);

  for (guint i = 0; i < self->runs->len; i++)
    {
      AipRunPhase phase = aip_run_get_phase (g_ptr_array_index (self->runs, i));

      n_known += phase == AIP_RUN_QUEUED || phase == AIP_RUN_RUNNING;
    }
  /* Something of ours must have ended. Normally the news of it is right behind. */
  if (n_known > remaining)
    check_soon (self, self->times.doubt_ms);

  update_worker (self);
}

static void
started_cb (AipComfyClient *client,
            const char     *prompt_id,
            AipLink        *self)
{
  AipRun *run = find_run (self, prompt_id);

  if (run != NULL)
    aip_run_note_started (run);
}

static void
cached_cb (AipComfyClient *client,
           const char     *prompt_id,
           char          **nodes,
           AipLink        *self)
{
  AipRun *run = find_run (self, prompt_id);

  for (guint i = 0; run != NULL && nodes != NULL && nodes[i] != NULL; i++)
    aip_run_note_cached (run, nodes[i]);
}

static void
executing_cb (AipComfyClient *client,
              const char     *prompt_id,
              const char     *node,
              AipLink        *self)
{
  AipRun *run = find_run (self, prompt_id);

  if (run != NULL && node != NULL)
    aip_run_note_node (run, node);
}

static void
progress_cb (AipComfyClient *client,
             const char     *prompt_id,
             const char     *node,
             double          value,
             double          max,
             AipLink        *self)
{
  AipRun *run = find_run (self, prompt_id);

  if (run != NULL)
    aip_run_note_step (run, node, value, max);
}

static void
preview_cb (AipComfyClient *client,
            const char     *prompt_id,
            const char     *node,
            GBytes         *image,
            const char     *mime,
            AipLink        *self)
{
  AipRun *run = find_run (self, prompt_id);

  if (run != NULL && aip_run_wants_preview (run))
    g_signal_emit (self, signals[SIGNAL_PREVIEW], 0, run, image, mime);
}

static void
failure_cb (AipComfyClient  *client,
            const char      *prompt_id,
            AipComfyFailure *failure,
            AipLink         *self)
{
  AipRun *run = find_run (self, prompt_id);

  if (run != NULL)
    aip_run_note_failure (run, failure);
}

static void
finished_cb (AipComfyClient *client,
             const char     *prompt_id,
             AipLink        *self)
{
  AipRun *run = find_run (self, prompt_id);

  if (run != NULL)
    aip_run_note_finished (run);
  else if (prompt_id != NULL)
    aip_leftovers_finished (self->leftovers, prompt_id);
}

/* Runs ----------------------------------------------------------------------------------------- */

/* One at a time: two posts on two connections might overtake each other. */
static void
post_next (AipLink *self)
{
  AipRun *next = NULL;

  for (guint i = 0; i < self->runs->len; i++)
    {
      AipRun *run = g_ptr_array_index (self->runs, i);

      if (aip_run_get_phase (run) == AIP_RUN_POSTING)
        return;
      if (aip_run_get_phase (run) == AIP_RUN_SAVED && next == NULL)
        next = run;
    }

  if (next != NULL)
    aip_run_post (next);
}

static void
run_changed_cb (AipRun  *run,
                AipLink *self)
{
  post_next (self);
  changed (self);
}

static void
run_doubt_cb (AipRun  *run,
              AipLink *self)
{
  check_soon (self, self->synced ? self->times.doubt_ms : 0);
}

static void
run_ended_cb (AipRun       *run,
              int           how,
              const GError *error,
              AipLink      *self)
{
  aip_link_remove_run (self, run);
}

void
aip_link_add_run (AipLink *self,
                  AipRun  *run)
{
  g_return_if_fail (AIP_IS_LINK (self));
  g_return_if_fail (AIP_IS_RUN (run));

  g_ptr_array_add (self->runs, g_object_ref (run));
  g_hash_table_insert (self->by_prompt, (char *) aip_run_get_prompt_id (run), run);
  g_signal_connect_object (run, "changed", G_CALLBACK (run_changed_cb), self, 0);
  g_signal_connect_object (run, "doubt", G_CALLBACK (run_doubt_cb), self, 0);
  g_signal_connect_object (run, "ended", G_CALLBACK (run_ended_cb), self, 0);

  changed (self);
}

void
aip_link_remove_run (AipLink *self,
                     AipRun  *run)
{
  g_autoptr(AipRun) hold = NULL;

  g_return_if_fail (AIP_IS_LINK (self));
  g_return_if_fail (AIP_IS_RUN (run));

  hold = g_object_ref (run);
  if (!g_ptr_array_remove (self->runs, run))
    return;

  g_hash_table_remove (self->by_prompt, aip_run_get_prompt_id (run));
  g_signal_handlers_disconnect_by_data (run, self);
  post_next (self);
  changed (self);
}

/*
 * What the run itself shows is better than any guess, once there is something to see. But one that
 * stands still does not end soon because it has come far: it may take as long again.
 */
static double
remaining_seconds (AipRun *run,
                   double  expected)
{
  double elapsed = aip_run_get_seconds (run);
  double progress = aip_job_get_progress (aip_run_get_job (run));
  double remaining;

  if (aip_run_get_phase (run) != AIP_RUN_RUNNING)
    return expected;

  remaining = progress > 0.1 ? elapsed * (1 - progress) / progress : expected - elapsed;

  return MAX (remaining, aip_run_get_silence (run));
}

void
aip_link_get_seat (AipLink      *self,
                   AipEstimates *estimates,
                   AipWorkflow  *workflow,
                   AipSeat      *seat)
{
  const char *id;
  guint n_known = 0;
  guint n_others;

  g_return_if_fail (AIP_IS_LINK (self));
  g_return_if_fail (seat != NULL);

  id = workflow != NULL ? aip_workflow_get_id (workflow) : "";

  *seat = (AipSeat) {
    .address = aip_worker_get_address (self->worker),
    .online = aip_link_is_ready (self),
    .paused = aip_worker_get_paused (self->worker),
    .resting = aip_link_is_resting (self),
    .missing = workflow != NULL ? aip_probe_find_missing (self->probe, workflow) : NULL,
    .vram = aip_worker_get_vram_total (self->worker),
  };
  seat->reluctant = aip_estimates_had_oom (estimates, seat->address, id);
  seat->seconds = aip_estimates_get_seconds (estimates, seat->address, id);

  for (guint i = 0; i < self->runs->len; i++)
    {
      AipRun *run = g_ptr_array_index (self->runs, i);
      double expected;

      if (!holds_seat (run))
        continue;

      seat->n_mine++;
      expected = aip_estimates_get_seconds (estimates, seat->address, aip_run_get_workflow (run));
      if (aip_run_get_phase (run) >= AIP_RUN_QUEUED)
        n_known++;
      seat->backlog += remaining_seconds (run, expected);
    }

  n_others = aip_worker_get_queue_length (self->worker);
  n_others -= MIN (n_others, n_known);
  seat->backlog += n_others * seat->seconds;
}

AipNodeCatalogue *
aip_link_get_catalogue (AipLink *self)
{
  g_return_val_if_fail (AIP_IS_LINK (self), NULL);

  return aip_probe_get_catalogue (self->probe);
}

AipLeftovers *
aip_link_get_leftovers (AipLink *self)
{
  g_return_val_if_fail (AIP_IS_LINK (self), NULL);

  return self->leftovers;
}

/* Life ----------------------------------------------------------------------------------------- */

AipLink *
aip_link_new (AipWorker          *worker,
              const char         *client_id,
              const AipLinkTimes *times)
{
  AipLink *self = g_object_new (AIP_TYPE_LINK, NULL);
  g_autofree char *id = client_id != NULL ? g_strdup (client_id) : g_uuid_string_random ();

  self->worker = g_object_ref (worker);
  self->times = *times;
  self->client = g_object_new (AIP_TYPE_COMFY_CLIENT,
                               "address", aip_worker_get_address (worker),
                               "client-id", id,
                               NULL);
  self->leftovers = aip_leftovers_new (self->client);
  self->probe = aip_probe_new (worker, self->client);
  g_signal_connect_object (self->probe, "changed", G_CALLBACK (probe_changed_cb), self, 0);
  g_signal_connect_object (self->leftovers, "released", G_CALLBACK (released_cb), self, 0);
  if (times->retry_ms > 0)
    g_object_set (self->client, "first-delay", MIN (times->retry_ms, 500), "max-delay",
                  times->retry_ms, NULL);

  return self;
}

void
aip_link_start (AipLink *self)
{
  static const struct { const char *signal; GCallback callback; } news[] = {
    { "state-changed", G_CALLBACK (state_changed_cb) },
    { "resync", G_CALLBACK (resync_cb) },
    { "status", G_CALLBACK (status_cb) },
    { "execution-started", G_CALLBACK (started_cb) },
    { "execution-cached", G_CALLBACK (cached_cb) },
    { "executing", G_CALLBACK (executing_cb) },
    { "progress", G_CALLBACK (progress_cb) },
    { "preview", G_CALLBACK (preview_cb) },
    { "execution-error", G_CALLBACK (failure_cb) },
    { "finished", G_CALLBACK (finished_cb) },
  };

  g_return_if_fail (AIP_IS_LINK (self));
  g_return_if_fail (!self->started);

  self->started = TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (news); i++)
    g_signal_connect_object (self->client, news[i].signal, news[i].callback, self, 0);
  /* A little sooner, never the same: two hundred workers must not be asked in the same instant. */
  self->poll_id = g_timeout_add (self->times.poll_ms -
                                   (guint) g_random_int_range (0, (gint32) self->times.poll_ms / 4 + 1),
                                 poll_cb, self);
  self->lost_id = g_timeout_add (self->times.lost_ms, lost_cb, self);
  aip_comfy_client_start (self->client);
}

void
aip_link_stop (AipLink *self)
{
  g_return_if_fail (AIP_IS_LINK (self));

  if (!self->started)
    return;

  self->started = FALSE;
  g_clear_handle_id (&self->check_id, g_source_remove);
  g_clear_handle_id (&self->poll_id, g_source_remove);
  g_clear_handle_id (&self->lost_id, g_source_remove);
  g_clear_handle_id (&self->rest_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  aip_probe_stop (self->probe);
  g_signal_handlers_disconnect_by_data (self->client, self);
  aip_comfy_client_stop (self->client);
}
