/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-scheduler"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-error.h"
#include "aip-scheduler-private.h"

typedef struct {
  AipScheduler *scheduler;
  AipDocument  *document;
} Spread;

static void
spread_job_cb (AipJob   *job,
               gpointer  user_data)
{
  Spread *spread = user_data;

  aip_scheduler_job_changed (spread->scheduler, spread->document, job);
}

static gboolean
spread_cb (gpointer user_data)
{
  AipScheduler *self = user_data;
  gint64 deadline = g_get_monotonic_time () + AIP_SCHEDULER_SLICE_USEC;

  for (guint i = 0; i < self->desks->len; i++)
    {
      g_autoptr(AipDesk) desk = g_object_ref (g_ptr_array_index (self->desks, i));
      Spread spread = { self, aip_desk_get_document (desk) };

      if (!aip_job_queue_spread (aip_desk_get_queue (desk), deadline, spread_job_cb, &spread))
        return G_SOURCE_CONTINUE;
    }

  self->spread_id = 0;

  return G_SOURCE_REMOVE;
}

static void
set_reason (AipScheduler *self,
            AipDesk      *desk,
            guint         line,
            const char   *reason)
{
  aip_job_queue_set_reason (aip_desk_get_queue (desk), line, reason);
  if (self->spread_id == 0)
    self->spread_id = g_idle_add (spread_cb, self);
}

/* (element-type AipSeat): all workers in the list, in the eyes of a job of @workflow. */
static GArray *
look_at_seats (AipScheduler *self,
               const char   *workflow_id)
{
  GArray *seats = g_array_sized_new (FALSE, TRUE, sizeof (AipSeat), self->links->len);
  AipWorkflow *workflow = aip_workflow_store_get (self->workflows, workflow_id);

  g_array_set_size (seats, self->links->len);
  for (guint i = 0; i < self->links->len; i++)
    aip_link_get_seat (g_ptr_array_index (self->links, i), self->estimates, workflow,
                       &g_array_index (seats, AipSeat, i));

  return seats;
}

gboolean
aip_scheduler_can_place (AipScheduler  *self,
                         const AipNeed *need,
                         const char    *workflow,
                         AipLink       *except)
{
  g_autoptr(GArray) seats = look_at_seats (self, workflow);
  AipPlacement placement;

  for (guint i = 0; i < seats->len; i++)
    {
      AipSeat *seat = &g_array_index (seats, AipSeat, i);

      if (g_ptr_array_index (self->links, i) == except)
        seat->online = FALSE;
      /* Having its hands full is only a matter of time. */
      seat->n_mine = 0;
    }
  placement = aip_placement_choose (need, (const AipSeat *) seats->data, seats->len);

  return placement.verdict == AIP_PLACEMENT_FOUND;
}

static AipFrozenJob *
freeze (AipScheduler           *self,
        AipDesk                *desk,
        AipJob                 *job,
        AipShot                *shot,
        const AipFreezeWorker  *worker,
        GError                **error)
{
  AipDocument *document = aip_desk_get_document (desk);
  AipEntity *take = aip_document_lookup (document,
                                         aip_entity_get_text (AIP_ENTITY (job), "repeats"));
  g_autoptr(AipRepeat) repeat = NULL;

  if (*aip_entity_get_text (AIP_ENTITY (job), "repeats") == '\0')
    return aip_freeze_job (document, job, shot, self->workflows, aip_desk_get_cinema (desk), worker,
                           error);

  repeat = aip_desk_take_repeat (desk, job, error);

  return repeat != NULL ? aip_repeat_freeze (repeat, document, shot, AIP_TAKE (take), worker, error)
                        : NULL;
}

static void
dispatch (AipScheduler *self,
          AipDesk      *desk,
          AipJob       *waiting_job,
          AipLink      *link)
{
  g_autoptr(AipJob) job = g_object_ref (waiting_job);
  AipDocument *document = aip_desk_get_document (desk);
  AipEntity *shot = aip_document_lookup (document, aip_job_get_shot_id (job));
  g_autoptr(GError) error = NULL;
  g_autoptr(AipFrozenJob) frozen = NULL;
  g_autoptr(AipRun) run = NULL;
  AipFreezeWorker worker = {
    .catalogue = aip_link_get_catalogue (link),
    .draft = aip_worker_get_draft (aip_link_get_worker (link)),
  };

  aip_desk_remove_job (desk, job);

  frozen = freeze (self, desk, job, AIP_SHOT (shot), &worker, &error);
  if (frozen == NULL)
    {
      if (g_error_matches (error, AIP_ERROR, AIP_ERROR_REJECTED))
        aip_scheduler_turn_away (self, desk, job, link, error);
      else
        aip_scheduler_fail (self, desk, job, NULL, error);
      return;
    }
  for (guint i = 0; frozen->changes[i] != NULL; i++)
    aip_scheduler_log (self, document, job, aip_link_get_worker (link), G_LOG_LEVEL_INFO, "%s: %s",
                       aip_shot_get_code (AIP_SHOT (shot)), frozen->changes[i]);

  run = aip_run_new (document, job, AIP_SHOT (shot), aip_link_get_worker (link),
                     aip_link_get_client (link), aip_link_get_leftovers (link),
                     aip_desk_get_numbers (desk), frozen->prompt_id);
  aip_scheduler_track_run (self, desk, link, run);
  aip_run_freeze (run, frozen);
  aip_scheduler_job_changed (self, document, job);
}

/* Documents take turns: the one with the fewest jobs at workers is next. */
static AipDesk *
choose_desk (AipScheduler *self,
             int          *line)
{
  AipDesk *best = NULL;

  for (guint i = 0; i < self->desks->len; i++)
    {
      AipDesk *desk = g_ptr_array_index (self->desks, i);
      int first;

      if (!aip_desk_may_send (desk) ||
          (best != NULL && aip_desk_get_n_runs (desk) >= aip_desk_get_n_runs (best)))
        continue;

      first = aip_job_queue_first (aip_desk_get_queue (desk));
      if (first < 0)
        continue;
      best = desk;
      *line = first;
    }

  return best;
}

static gboolean
anything_waits (AipScheduler *self)
{
  for (guint i = 0; i < self->desks->len; i++)
    if (aip_job_queue_get_n_jobs (aip_desk_get_queue (g_ptr_array_index (self->desks, i))) > 0)
      return TRUE;

  return FALSE;
}

static gboolean
pump_cb (gpointer user_data)
{
  AipScheduler *self = user_data;
  gint64 deadline = g_get_monotonic_time () + AIP_SCHEDULER_SLICE_USEC;
  AipDesk *desk;
  int line = -1;

  self->pump_id = 0;
  aip_scheduler_leave_lost (self);
  for (guint i = 0; i < self->desks->len; i++)
    aip_scheduler_follow_approvals (self, g_ptr_array_index (self->desks, i));
  if (!anything_waits (self))
    {
      aip_scheduler_balance (self);
      return G_SOURCE_REMOVE;
    }

  for (guint i = 0; i < self->desks->len; i++)
    {
      AipDesk *waiting = g_ptr_array_index (self->desks, i);

      aip_job_queue_reset_skips (aip_desk_get_queue (waiting));
      if (aip_desk_is_halted (waiting))
        for (guint l = 0; l < aip_job_queue_get_n_lines (aip_desk_get_queue (waiting)); l++)
          set_reason (self, waiting, l, _("The project cannot be saved"));
    }

  while ((desk = choose_desk (self, &line)) != NULL)
    {
      AipJobQueue *queue = aip_desk_get_queue (desk);
      const AipNeed *need = aip_job_queue_get_need (queue, (guint) line);
      g_autoptr(GArray) seats = NULL;
      g_autofree char *reason = NULL;
      AipPlacement placement;

      if (g_get_monotonic_time () > deadline)
        {
          aip_scheduler_pump_soon (self);
          return G_SOURCE_REMOVE;
        }

      seats = look_at_seats (self, aip_job_queue_get_workflow (queue, (guint) line));
      placement = aip_placement_choose (need, (const AipSeat *) seats->data, seats->len);
      if (placement.verdict == AIP_PLACEMENT_FOUND)
        {
          dispatch (self, desk, aip_job_queue_peek (queue, (guint) line),
                    g_ptr_array_index (self->links, placement.seat));
          continue;
        }

      reason = aip_placement_explain (&placement, need);
      set_reason (self, desk, (guint) line, reason);
      aip_job_queue_skip (queue, (guint) line);
    }

  aip_scheduler_balance (self);
  aip_scheduler_count_open (self);

  return G_SOURCE_REMOVE;
}

/**
 * aip_scheduler_pump_soon:
 * @self: a scheduler
 *
 * Something has changed: looks, before the next frame, whether a waiting job can be sent.
 */
void
aip_scheduler_pump_soon (AipScheduler *self)
{
  if (self->pump_id == 0 && !self->stopped)
    self->pump_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, pump_cb, self, NULL);
}

void
aip_scheduler_stop_pump (AipScheduler *self)
{
  g_clear_handle_id (&self->pump_id, g_source_remove);
  g_clear_handle_id (&self->spread_id, g_source_remove);
  g_clear_handle_id (&self->balance_id, g_source_remove);
}
