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

/* A finished result on a worker that is away is worth more patience than one that is not begun. */
#define LOST_FETCH_FACTOR 10

typedef struct {
  AipDocument *document;
  AipJob      *job;
} Cancelled;

static void
cancelled_free (Cancelled *cancelled)
{
  g_object_unref (cancelled->document);
  g_object_unref (cancelled->job);
  g_free (cancelled);
}

GHashTable *
aip_scheduler_make_cancelled (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) cancelled_free);
}

static const char *
code_of (AipDocument *document,
         AipJob      *job)
{
  AipEntity *shot = aip_document_lookup (document, aip_job_get_shot_id (job));

  /* Translators: instead of the code of a shot that was deleted. */
  return AIP_IS_SHOT (shot) ? aip_shot_get_code (AIP_SHOT (shot)) : _("A deleted shot");
}

/* Back in line, or out of it ------------------------------------------------------------------- */

static void
back_in_line (AipScheduler *self,
              AipDesk      *desk,
              AipJob       *job,
              const char   *exclude,
              guint64       vram)
{
  AipDocument *document = aip_desk_get_document (desk);
  g_auto(GStrv) excluded = aip_entity_dup_texts (AIP_ENTITY (job), "excluded");
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) all_excluded = NULL;
  gint64 needed = aip_entity_get_integer (AIP_ENTITY (job), "vram");

  if (excluded != NULL)
    g_strv_builder_addv (builder, (const char **) excluded);
  if (exclude != NULL)
    g_strv_builder_add (builder, exclude);
  all_excluded = g_strv_builder_end (builder);

  if (!aip_job_record (document, job, AIP_JOB_WAITING,
                       "worker", g_variant_new_string (""),
                       "worker-name", g_variant_new_string (""),
                       "prompt-id", g_variant_new_string (""),
                       "excluded", g_variant_new_strv ((const char *const *) all_excluded, -1),
                       "vram", g_variant_new_int64 (MAX (needed, (gint64) MIN (vram, G_MAXINT64))),
                       NULL))
    return;

  aip_job_set_progress (job, -1);
  aip_job_set_stage (job, "");
  aip_desk_add_job (desk, job);
  aip_scheduler_job_changed (self, document, job);
  aip_scheduler_pump_soon (self);
}

/* The worker's part of a run is over for us, whatever it may still be doing. */
static void
detach (AipScheduler *self,
        AipDesk      *desk,
        AipRun       *run)
{
  AipLink *link = aip_scheduler_link_of_run (self, run);
  gboolean there = aip_run_was_posted (run) && aip_run_get_phase (run) < AIP_RUN_FETCHING;
  gboolean certain = aip_run_is_known (run);

  aip_run_let_go (run);
  aip_desk_remove_run (desk, run);
  if (link == NULL)
    return;

  aip_link_remove_run (link, run);
  if (there)
    {
      aip_leftovers_add (aip_link_get_leftovers (link), aip_run_get_prompt_id (run), certain);
      aip_scheduler_save_workers (self, FALSE);
    }
}

void
aip_scheduler_requeue (AipScheduler *self,
                       AipRun       *run,
                       const char   *reason)
{
  g_autoptr(AipRun) hold = g_object_ref (run);
  AipDocument *document = aip_run_get_document (run);
  AipDesk *desk = aip_scheduler_find_desk (self, document);

  detach (self, desk, run);
  aip_scheduler_log (self, document, aip_run_get_job (run), aip_run_get_worker (run),
                     G_LOG_LEVEL_INFO, _("%s waits for a worker again: %s"),
                     code_of (document, aip_run_get_job (run)), reason);
  back_in_line (self, desk, aip_run_get_job (run), NULL, 0);
}

void
aip_scheduler_fail (AipScheduler *self,
                    AipDesk      *desk,
                    AipJob       *job,
                    AipWorker    *worker,
                    const GError *error)
{
  AipDocument *document = aip_desk_get_document (desk);
  int code = error->domain == AIP_ERROR ? error->code : AIP_ERROR_FAILED;

  aip_job_record (document, job, AIP_JOB_FAILED,
                  "error-code", g_variant_new_string (aip_error_to_nick (code)),
                  "error-text", g_variant_new_string (error->message),
                  "finished", g_variant_new_int64 (g_get_real_time ()), NULL);
  aip_job_set_reason (job, "");
  aip_job_set_stage (job, "");
  aip_scheduler_log (self, document, job, worker, G_LOG_LEVEL_MESSAGE, _("%s failed: %s"),
                     code_of (document, job), error->message);
  aip_scheduler_job_changed (self, document, job);
  aip_scheduler_break_chain (self, desk, job);
  aip_scheduler_count_open (self);
}

void
aip_scheduler_turn_away (AipScheduler *self,
                         AipDesk      *desk,
                         AipJob       *job,
                         AipLink      *link,
                         const GError *error)
{
  AipDocument *document = aip_desk_get_document (desk);
  AipWorker *worker = aip_link_get_worker (link);
  g_auto(GStrv) excluded = aip_entity_dup_texts (AIP_ENTITY (job), "excluded");
  AipNeed need = {
    .vram = (guint64) MAX (aip_entity_get_integer (AIP_ENTITY (job), "vram"), 0),
    .excluded = (const char *const *) excluded,
    .only = aip_job_get_only_worker (job),
  };

  if (!aip_scheduler_can_place (self, &need, aip_entity_get_text (AIP_ENTITY (job), "workflow"),
                                link))
    {
      aip_scheduler_fail (self, desk, job, worker, error);
      return;
    }

  aip_scheduler_log (self, document, job, worker, G_LOG_LEVEL_INFO,
                     _("%s cannot be made on “%s” and goes to another worker: %s"),
                     code_of (document, job), aip_worker_get_name (worker), error->message);
  back_in_line (self, desk, job, aip_worker_get_address (worker), 0);
}

/* Failures ------------------------------------------------------------------------------------- */

static void
run_failed (AipScheduler *self,
            AipDesk      *desk,
            AipRun       *run,
            const GError *error)
{
  AipDocument *document = aip_run_get_document (run);
  AipJob *job = aip_run_get_job (run);
  AipWorker *worker = aip_run_get_worker (run);
  AipLink *link = aip_scheduler_link_of_run (self, run);
  const char *address = aip_worker_get_address (worker);
  guint64 vram = aip_worker_get_vram_total (worker);
  g_auto(GStrv) excluded = aip_entity_dup_texts (AIP_ENTITY (job), "excluded");
  AipNeed need = {
    .vram = (guint64) MAX (aip_entity_get_integer (AIP_ENTITY (job), "vram"), 0),
    .excluded = (const char *const *) excluded,
    .only = aip_job_get_only_worker (job),
  };
  AipNeed bigger = {
    .vram = MAX (need.vram, vram + 1), .excluded = need.excluded, .only = need.only,
  };
  int code = error->domain == AIP_ERROR ? error->code : AIP_ERROR_FAILED;
  g_autoptr(GError) own_error = NULL;

  if (code == AIP_ERROR_OUT_OF_MEMORY)
    aip_estimates_learn_oom (self->estimates, address, aip_run_get_workflow (run));
  if (link != NULL && aip_verdict_blames_worker (code) && aip_link_judge (link, FALSE))
    aip_scheduler_log (self, document, NULL, worker, G_LOG_LEVEL_MESSAGE,
                       _("The worker “%s” rests after several failures in a row."),
                       aip_worker_get_name (worker));

  switch (aip_verdict_for (code, (guint) aip_entity_get_integer (AIP_ENTITY (job), "attempts"),
                           aip_scheduler_can_place (self, &need, aip_run_get_workflow (run), link),
                           aip_scheduler_can_place (self, &bigger, aip_run_get_workflow (run),
                                                    link)))
    {
    case AIP_VERDICT_REQUEUE:
      back_in_line (self, desk, job, NULL, 0);
      break;

    case AIP_VERDICT_ELSEWHERE:
      aip_scheduler_log (self, document, job, worker, G_LOG_LEVEL_INFO,
                         _("%s failed on “%s” and is tried on another worker: %s"),
                         code_of (document, job), aip_worker_get_name (worker), error->message);
      back_in_line (self, desk, job, address, 0);
      break;

    case AIP_VERDICT_BIGGER:
      aip_scheduler_log (self, document, job, worker, G_LOG_LEVEL_INFO,
                         _("%s needs more graphics memory than “%s” has and waits for a larger "
                           "worker."), code_of (document, job), aip_worker_get_name (worker));
      back_in_line (self, desk, job, address, vram > 0 ? vram + 1 : 0);
      break;

    case AIP_VERDICT_FAIL:
    default:
      if (code == AIP_ERROR_OUT_OF_MEMORY)
        {
          g_set_error (&own_error, AIP_ERROR, code,
                       _("The graphics memory of “%s” was too small, and no larger worker is "
                         "connected. Use a smaller size or add a worker. (%s)"),
                       aip_worker_get_name (worker), error->message);
          error = own_error;
        }
      else if (code == AIP_ERROR_NETWORK || code == AIP_ERROR_TIMEOUT)
        {
          g_set_error (&own_error, AIP_ERROR, code,
                       _("Its workers were lost again and again while they worked on it, so it is "
                         "probably what stops them. The last was “%s”."),
                       aip_worker_get_name (worker));
          error = own_error;
        }
      aip_scheduler_fail (self, desk, job, worker, error);
      break;
    }
}

void
aip_scheduler_run_ended (AipScheduler *self,
                         AipRun       *run,
                         AipRunEnd     how,
                         const GError *error)
{
  AipDocument *document = aip_run_get_document (run);
  AipDesk *desk = aip_scheduler_find_desk (self, document);
  AipJob *job = aip_run_get_job (run);
  AipWorker *worker = aip_run_get_worker (run);
  AipLink *link = aip_scheduler_link_of_run (self, run);

  g_return_if_fail (desk != NULL);

  aip_desk_remove_run (desk, run);

  switch (how)
    {
    case AIP_RUN_END_DONE:
      if (aip_run_get_seconds (run) > 0)
        aip_estimates_learn (self->estimates, aip_worker_get_address (worker),
                             aip_run_get_workflow (run), aip_run_get_seconds (run));
      if (link != NULL)
        aip_link_judge (link, TRUE);
      aip_scheduler_save_workers (self, FALSE);
      aip_scheduler_job_changed (self, document, job);
      break;

    case AIP_RUN_END_UNSENT:
      aip_scheduler_log (self, document, job, worker, G_LOG_LEVEL_INFO,
                         _("%s waits for a worker again: %s"), code_of (document, job),
                         error->message);
      back_in_line (self, desk, job, NULL, 0);
      break;

    case AIP_RUN_END_LOST:
      /* Should it appear there after all, it must not make a second result. */
      if (link != NULL)
        aip_leftovers_add (aip_link_get_leftovers (link), aip_run_get_prompt_id (run), FALSE);
      aip_scheduler_log (self, document, job, worker, G_LOG_LEVEL_INFO, "%s", error->message);
      run_failed (self, desk, run, error);
      break;

    case AIP_RUN_END_GONE:
      if (aip_desk_forgive (desk, job))
        back_in_line (self, desk, job, NULL, 0);
      else
        aip_scheduler_fail (self, desk, job, worker, error);
      break;

    case AIP_RUN_END_UNSAVED:
      /* The document has taken the moves back, or is about to, and says so by itself. */
      aip_scheduler_storage_failed (self, desk, error);
      break;

    case AIP_RUN_END_FAILED:
    default:
      run_failed (self, desk, run, error);
      break;
    }

  aip_scheduler_count_open (self);
}

/* Workers that are lost ------------------------------------------------------------------------ */

static void
leave_link (AipScheduler *self,
            AipLink      *link,
            gboolean      visitor)
{
  g_autoptr(GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  AipWorker *worker = aip_link_get_worker (link);
  g_autofree char *reason = NULL;

  reason = g_strdup_printf (_("“%s” cannot be reached"), aip_worker_get_name (worker));
  for (guint i = 0; i < aip_link_get_runs (link)->len; i++)
    g_ptr_array_add (runs, g_object_ref (g_ptr_array_index (aip_link_get_runs (link), i)));

  for (guint i = 0; i < runs->len; i++)
    {
      AipRun *run = g_ptr_array_index (runs, i);
      AipJob *job = aip_run_get_job (run);
      g_auto(GStrv) excluded = aip_entity_dup_texts (AIP_ENTITY (job), "excluded");
      AipNeed need = {
        .vram = (guint64) MAX (aip_entity_get_integer (AIP_ENTITY (job), "vram"), 0),
        .excluded = (const char *const *) excluded,
        .only = aip_job_get_only_worker (job),
      };
      gboolean patient = aip_run_get_phase (run) == AIP_RUN_FETCHING &&
                         aip_link_get_lost (link) < LOST_FETCH_FACTOR;

      if (!patient && (visitor || aip_scheduler_can_place (self, &need, aip_run_get_workflow (run), link)))
        aip_scheduler_requeue (self, run, reason);
      else if (g_strcmp0 (aip_job_get_reason (job), reason) != 0)
        {
          aip_job_set_reason (job, reason);
          aip_scheduler_job_changed (self, aip_run_get_document (run), job);
        }
    }
}

void
aip_scheduler_leave_lost (AipScheduler *self)
{
  for (guint i = 0; i < self->links->len; i++)
    if (aip_link_get_lost (g_ptr_array_index (self->links, i)) > 0)
      leave_link (self, g_ptr_array_index (self->links, i), FALSE);
  for (guint i = 0; i < self->visitors->len; i++)
    if (aip_link_get_lost (g_ptr_array_index (self->visitors, i)) > 0)
      leave_link (self, g_ptr_array_index (self->visitors, i), TRUE);
}

/* Cancelling ----------------------------------------------------------------------------------- */

static void
remember_cancelled (AipScheduler *self,
                    AipDocument  *document,
                    AipJob       *job)
{
  Cancelled *cancelled = g_new0 (Cancelled, 1);

  cancelled->document = g_object_ref (document);
  cancelled->job = g_object_ref (job);
  g_hash_table_insert (self->cancelled, g_strdup (aip_job_get_prompt_id (job)), cancelled);
}

/* The worker is told, now or whenever it can be reached. */
static void
cancel_again (AipScheduler *self,
              AipDocument  *document,
              AipJob       *job)
{
  g_autofree char *address = aip_comfy_client_normalize_address (aip_job_get_worker (job), NULL);
  const char *prompt_id = aip_job_get_prompt_id (job);

  if (address == NULL || !g_uuid_string_is_valid (prompt_id) ||
      g_hash_table_contains (self->cancelled, prompt_id))
    return;

  remember_cancelled (self, document, job);
  aip_leftovers_add (aip_link_get_leftovers (aip_scheduler_find_link (self, address, TRUE)),
                     prompt_id, TRUE);
}

/**
 * aip_scheduler_cancel_job:
 * @self: a scheduler
 * @desk: the job's desk
 * @job: an open job
 *
 * It is cancelled for us at once. As long as the worker is not known to have dropped it, the job
 * keeps its prompt id, so that even the next run of the program tells the worker.
 */
void
aip_scheduler_cancel_job (AipScheduler *self,
                          AipDesk      *desk,
                          AipJob       *job)
{
  AipDocument *document = aip_desk_get_document (desk);
  AipRun *found = aip_desk_find_run (desk, job);
  g_autoptr(AipRun) run = found != NULL ? g_object_ref (found) : NULL;
  AipJobState state = aip_job_get_state (job);
  gboolean there = run != NULL
                     ? aip_run_was_posted (run) && aip_run_get_phase (run) < AIP_RUN_FETCHING
                     : state == AIP_JOB_SUBMITTED || state == AIP_JOB_RUNNING;

  if (!aip_job_record (document, job, AIP_JOB_CANCELLED,
                       "prompt-id", g_variant_new_string (there ? aip_job_get_prompt_id (job) : ""),
                       "finished", g_variant_new_int64 (g_get_real_time ()), NULL))
    return;

  if (there && run != NULL)
    remember_cancelled (self, document, job);
  else if (there)
    cancel_again (self, document, job);
  aip_desk_remove_job (desk, job);
  if (run != NULL)
    detach (self, desk, run);

  aip_job_set_reason (job, "");
  aip_job_set_stage (job, "");
  aip_scheduler_log (self, document, job, run != NULL ? aip_run_get_worker (run) : NULL,
                     G_LOG_LEVEL_INFO, _("%s was cancelled."), code_of (document, job));
  aip_scheduler_job_changed (self, document, job);
  aip_scheduler_break_chain (self, desk, job);
  aip_scheduler_count_open (self);
}

void
aip_scheduler_prompt_released (AipScheduler *self,
                               const char   *prompt_id)
{
  Cancelled *cancelled = g_hash_table_lookup (self->cancelled, prompt_id);

  if (cancelled == NULL)
    return;

  if (aip_job_get_state (cancelled->job) == AIP_JOB_CANCELLED &&
      g_strcmp0 (aip_job_get_prompt_id (cancelled->job), prompt_id) == 0)
    aip_job_record (cancelled->document, cancelled->job, AIP_JOB_CANCELLED,
                    "prompt-id", g_variant_new_string (""), NULL);
  g_hash_table_remove (self->cancelled, prompt_id);
}

void
aip_scheduler_forget_cancelled (AipScheduler *self,
                                AipDocument  *document)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->cancelled);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((Cancelled *) value)->document == document)
      g_hash_table_iter_remove (&iter);
}

/* Taking up what an earlier run of the program has left ----------------------------------------- */

static void
adopt_job (AipScheduler *self,
           AipDesk      *desk,
           AipJob       *job)
{
  AipDocument *document = aip_desk_get_document (desk);
  AipEntity *shot = aip_document_lookup (document, aip_job_get_shot_id (job));
  g_autofree char *address = aip_comfy_client_normalize_address (aip_job_get_worker (job), NULL);
  const char *prompt_id = aip_job_get_prompt_id (job);
  g_autoptr(AipRun) run = NULL;
  AipLink *link;

  /* What was being prepared was never posted, so it may be frozen anew. */
  if (aip_job_get_state (job) == AIP_JOB_PREPARING || address == NULL ||
      !g_uuid_string_is_valid (prompt_id))
    {
      back_in_line (self, desk, job, NULL, 0);
      return;
    }

  link = aip_scheduler_find_link (self, address, TRUE);
  run = aip_run_new (document, job, AIP_IS_SHOT (shot) ? AIP_SHOT (shot) : NULL,
                     aip_link_get_worker (link), aip_link_get_client (link),
                     aip_link_get_leftovers (link), aip_desk_get_numbers (desk), prompt_id);
  aip_scheduler_track_run (self, desk, link, run);
  aip_run_adopt (run);
}

void
aip_scheduler_adopt (AipScheduler *self,
                     AipDesk      *desk)
{
  AipDocument *document = aip_desk_get_document (desk);
  g_autoptr(GPtrArray) bound = aip_desk_take_bound (desk);
  AipEntityList *jobs = aip_document_get_jobs (document);

  for (guint i = 0; i < bound->len; i++)
    adopt_job (self, desk, g_ptr_array_index (bound, i));

  for (guint i = 0; i < aip_entity_list_get_count (jobs); i++)
    {
      AipJob *job = AIP_JOB (aip_entity_list_peek (jobs, i));

      if (aip_job_get_state (job) == AIP_JOB_CANCELLED && *aip_job_get_prompt_id (job) != '\0')
        cancel_again (self, document, job);
    }

  aip_scheduler_break_chains (self, desk);
  aip_scheduler_count_open (self);
  aip_scheduler_pump_soon (self);
}

/* The disk ------------------------------------------------------------------------------------- */

static gboolean
halt_over_cb (gpointer user_data)
{
  AipScheduler *self = user_data;

  self->halt_id = 0;
  for (guint i = 0; i < self->desks->len; i++)
    {
      AipDesk *desk = g_ptr_array_index (self->desks, i);

      if (!aip_desk_may_send (desk))
        continue;
      aip_desk_reload (desk);
      aip_scheduler_adopt (self, desk);
    }

  return G_SOURCE_REMOVE;
}

/**
 * aip_scheduler_storage_failed:
 * @self: a scheduler
 * @desk: whose document could not be written
 * @error: why
 *
 * The document went back to what is on the disk; so do we, and nothing is sent for a while. What was
 * posted stays where it is: its prompt id was durable before.
 */
void
aip_scheduler_storage_failed (AipScheduler *self,
                              AipDesk      *desk,
                              const GError *error)
{
  g_autoptr(GPtrArray) runs = NULL;

  /* Jobs that were taken back are no longer waiting, however often the disk refuses. */
  if (aip_desk_is_halted (desk))
    {
      aip_desk_reload (desk);
      aip_scheduler_count_open (self);
      return;
    }

  runs = aip_desk_list_runs (desk);
  aip_scheduler_log (self, aip_desk_get_document (desk), NULL, NULL, G_LOG_LEVEL_MESSAGE,
                     _("Nothing is sent for a while, because the project cannot be saved: %s"),
                     error->message);
  aip_desk_halt (desk, g_get_monotonic_time () + (gint64) self->halt_ms * 1000);

  for (guint i = 0; i < runs->len; i++)
    {
      AipRun *run = g_ptr_array_index (runs, i);
      AipJob *job = aip_run_get_job (run);

      if (!aip_entity_is_alive (AIP_ENTITY (job)) ||
          !aip_job_state_is_open (aip_job_get_state (job)) ||
          g_strcmp0 (aip_job_get_prompt_id (job), aip_run_get_prompt_id (run)) != 0)
        detach (self, desk, run);
    }
  aip_desk_reload (desk);
  aip_scheduler_count_open (self);

  if (self->halt_id == 0)
    self->halt_id = g_timeout_add (self->halt_ms + 10, halt_over_cb, self);
}
