/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-placement"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-error.h"
#include "aip-placement.h"

static gboolean
is_better (const AipSeat *a,
           const AipSeat *b)
{
  double a_end = a->backlog + a->seconds;
  double b_end = b->backlog + b->seconds;

  if (a->reluctant != b->reluctant)
    return !a->reluctant;
  if (a_end != b_end)
    return a_end < b_end;
  if (a->n_mine != b->n_mine)
    return a->n_mine < b->n_mine;

  /* Leave the large one to a job that needs it; one that does not say is the last resort. */
  if (a->vram != b->vram)
    return b->vram == 0 || (a->vram != 0 && a->vram < b->vram);

  return FALSE;
}

/**
 * aip_placement_choose:
 * @need: what the job needs
 * @seats: (array length=n_seats): all workers
 * @n_seats: how many
 *
 * Where a job should go: it has to fit the largest *single* GPU, and among those that take it the
 * one wins that is expected to finish it first.
 */
AipPlacement
aip_placement_choose (const AipNeed *need,
                      const AipSeat *seats,
                      guint          n_seats)
{
  AipPlacement placement = { .verdict = AIP_PLACEMENT_NO_WORKER };
  const AipSeat *best = NULL;

  g_return_val_if_fail (need != NULL, placement);
  g_return_val_if_fail (seats != NULL || n_seats == 0, placement);

  for (guint i = 0; i < n_seats; i++)
    {
      const AipSeat *seat = &seats[i];
      AipPlacementVerdict verdict;

      if (need->only != NULL && !g_str_equal (need->only, seat->address))
        verdict = AIP_PLACEMENT_OTHER;
      else if (!seat->online)
        verdict = AIP_PLACEMENT_OFFLINE;
      else if (seat->paused)
        verdict = AIP_PLACEMENT_PAUSED;
      else if (seat->vram != 0 && seat->vram < need->vram)
        {
          verdict = AIP_PLACEMENT_TOO_SMALL;
          placement.largest = MAX (placement.largest, seat->vram);
        }
      else if (seat->missing != NULL)
        {
          verdict = AIP_PLACEMENT_MISSING;
          if (placement.missing == NULL)
            placement.missing = seat->missing;
        }
      else if (need->excluded != NULL && g_strv_contains (need->excluded, seat->address))
        verdict = AIP_PLACEMENT_EXCLUDED;
      else if (seat->resting)
        verdict = AIP_PLACEMENT_RESTING;
      else if (seat->n_mine >= AIP_SEAT_CAPACITY)
        verdict = AIP_PLACEMENT_BUSY;
      else
        {
          if (best == NULL || is_better (seat, best))
            {
              best = seat;
              placement.seat = i;
            }
          continue;
        }

      /* The seat that came closest to taking the job explains best why none did. */
      placement.verdict = MAX (placement.verdict, verdict);
    }

  if (best != NULL)
    placement.verdict = AIP_PLACEMENT_FOUND;

  return placement;
}

char *
aip_placement_format_gigabytes (guint64 bytes)
{
  /* As cards are sold: a card of 24 GB has 24 times 2^30 bytes. */
  g_autofree char *text = g_strdup_printf ("%.1f", (double) bytes / (1 << 30));

  if (g_str_has_suffix (text, ".0"))
    text[strlen (text) - 2] = '\0';

  return g_steal_pointer (&text);
}

/**
 * aip_placement_explain:
 * @placement: the answer of aip_placement_choose()
 * @need: what was asked for
 *
 * Returns: (transfer full): a sentence that says why the job waits; empty if it need not
 */
char *
aip_placement_explain (const AipPlacement *placement,
                       const AipNeed      *need)
{
  g_autofree char *needed = NULL;
  g_autofree char *largest = NULL;

  g_return_val_if_fail (placement != NULL && need != NULL, NULL);

  switch (placement->verdict)
    {
    case AIP_PLACEMENT_FOUND:
      return g_strdup ("");
    case AIP_PLACEMENT_NO_WORKER:
      return g_strdup (_("No worker is connected"));
    case AIP_PLACEMENT_OTHER:
      return g_strdup_printf (_("The worker that was chosen, %s, is not in the list"), need->only);
    case AIP_PLACEMENT_OFFLINE:
      return need->only != NULL ? g_strdup (_("The worker that was chosen cannot be reached"))
                                : g_strdup (_("No worker can be reached"));
    case AIP_PLACEMENT_PAUSED:
      return need->only != NULL ? g_strdup (_("The worker that was chosen is paused"))
                                : g_strdup (_("All workers are paused"));
    case AIP_PLACEMENT_TOO_SMALL:
      needed = aip_placement_format_gigabytes (need->vram);
      largest = aip_placement_format_gigabytes (placement->largest);
      /* Translators: graphics memory; both are numbers such as “14” or “7.8”. */
      return g_strdup_printf (_("Needs %s GB of graphics memory; the largest worker has %s GB"),
                              needed, largest);
    case AIP_PLACEMENT_MISSING:
      return g_strdup (placement->missing);
    case AIP_PLACEMENT_EXCLUDED:
      return g_strdup (_("Failed on every worker that is connected"));
    case AIP_PLACEMENT_RESTING:
      return g_strdup (_("The workers rest after repeated failures"));
    case AIP_PLACEMENT_BUSY:
      return need->only != NULL ? g_strdup (_("The worker that was chosen is busy"))
                                : g_strdup (_("All workers are busy"));
    default:
      g_return_val_if_reached (NULL);
    }
}

/**
 * aip_verdict_for:
 * @code: an #AipError: how a job ended on a worker
 * @attempts: how often a worker has begun it
 * @other_worker: whether another worker that is online could take it
 * @bigger_worker: whether one of those has more memory
 *
 * The one place that decides what becomes of a job that failed.
 */
AipVerdict
aip_verdict_for (int      code,
                 guint    attempts,
                 gboolean other_worker,
                 gboolean bigger_worker)
{
  switch (code)
    {
    /* Nothing was wrong with the job, unless it takes every worker down with it. */
    case AIP_ERROR_NETWORK:
    case AIP_ERROR_TIMEOUT:
      return attempts < AIP_MAX_ATTEMPTS ? AIP_VERDICT_REQUEUE : AIP_VERDICT_FAIL;

    case AIP_ERROR_OUT_OF_MEMORY:
      return bigger_worker ? AIP_VERDICT_BIGGER : AIP_VERDICT_FAIL;

    /* A broken installation looks like this; so does a broken graph, which fails again at once. */
    case AIP_ERROR_EXECUTION:
    case AIP_ERROR_PROTOCOL:
      return other_worker && attempts < 2 ? AIP_VERDICT_ELSEWHERE : AIP_VERDICT_FAIL;

    default:
      return AIP_VERDICT_FAIL;
    }
}

gboolean
aip_verdict_blames_worker (int code)
{
  return code == AIP_ERROR_EXECUTION || code == AIP_ERROR_PROTOCOL || code == AIP_ERROR_TIMEOUT;
}
