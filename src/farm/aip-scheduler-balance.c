/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-scheduler"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-scheduler-private.h"

/* Moving a job costs a few requests; for less it is not worth it. Seconds. */
#define WORTH_MOVING 3.0

/* A job that stands still gives no news, and seems to take longer with every look. */
#define LOOK_AGAIN_MS 2000

/* What waits at @link behind a job that runs there: (nullable) (transfer none). */
static AipRun *
find_queued (AipLink *link)
{
  GPtrArray *runs = aip_link_get_runs (link);
  AipRun *queued = NULL;
  gboolean running = FALSE;

  for (guint i = 0; i < runs->len; i++)
    {
      AipRun *run = g_ptr_array_index (runs, i);

      if (aip_run_get_phase (run) == AIP_RUN_RUNNING)
        running = TRUE;
      else if (aip_run_get_phase (run) == AIP_RUN_QUEUED && aip_run_is_known (run))
        queued = run;
    }

  return running ? queued : NULL;
}

/* How many seconds earlier @run would be done on @idle than where it waits now. */
static double
gain_of_moving (AipScheduler *self,
                AipRun       *run,
                AipLink      *from,
                AipLink      *idle)
{
  AipWorkflow *workflow = aip_workflow_store_get (self->workflows, aip_run_get_workflow (run));
  AipEntity *job = AIP_ENTITY (aip_run_get_job (run));
  g_auto(GStrv) excluded = aip_entity_dup_texts (job, "excluded");
  AipNeed need = {
    .vram = (guint64) MAX (aip_entity_get_integer (job, "vram"), 0),
    .excluded = (const char *const *) excluded,
    .only = aip_job_get_only_worker (AIP_JOB (job)),
  };
  AipSeat there, here;

  aip_link_get_seat (idle, self->estimates, workflow, &there);
  if (aip_placement_choose (&need, &there, 1).verdict != AIP_PLACEMENT_FOUND)
    return 0;

  /* Its own time is part of the backlog here. */
  aip_link_get_seat (from, self->estimates, workflow, &here);

  return here.backlog - there.backlog - there.seconds;
}

static gboolean
is_idle (AipLink *link)
{
  AipWorker *worker = aip_link_get_worker (link);

  return aip_link_is_ready (link) && !aip_worker_get_paused (worker) && !aip_link_is_resting (link) &&
         aip_link_is_unused (link) && aip_worker_get_queue_length (worker) == 0;
}

static gboolean
look_again_cb (gpointer user_data)
{
  AipScheduler *self = user_data;

  self->balance_id = 0;
  aip_scheduler_pump_soon (self);

  return G_SOURCE_REMOVE;
}

/**
 * aip_scheduler_balance:
 * @self: a scheduler that has placed all it could
 *
 * A worker that idles while a job waits behind a long one elsewhere gets that job. What is not
 * worth moving yet is looked at again.
 */
void
aip_scheduler_balance (AipScheduler *self)
{
  gboolean undecided = FALSE;

  for (guint i = 0; i < self->links->len; i++)
    {
      AipLink *idle = g_ptr_array_index (self->links, i);
      AipRun *best = NULL;
      double best_gain = WORTH_MOVING;

      if (!is_idle (idle))
        continue;

      for (guint other = 0; other < self->links->len; other++)
        {
          AipLink *from = g_ptr_array_index (self->links, other);
          AipRun *run = aip_link_is_ready (from) ? find_queued (from) : NULL;
          double gain = run != NULL ? gain_of_moving (self, run, from, idle) : 0;

          if (gain > best_gain)
            {
              best = run;
              best_gain = gain;
            }
          undecided |= run != NULL;
        }

      /* Back in line it is placed on the idle one at once, since that finishes it first. One at a
       * time: the next turn sees what this one has changed. */
      if (best != NULL)
        {
          aip_scheduler_requeue (self, best, _("another worker is free"));
          return;
        }
    }

  if (undecided && self->balance_id == 0)
    self->balance_id = g_timeout_add (LOOK_AGAIN_MS, look_again_cb, self);
}
