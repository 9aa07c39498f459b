/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Our jobs at one worker: one that runs and one that waits, so that its GPU never idles. */
#define AIP_SEAT_CAPACITY 2

/**
 * AipSeat:
 * @address: the worker
 * @online: it answers and what it is, is known
 * @paused: the user wants no new jobs there
 * @resting: it failed several times in a row
 * @reluctant: a job of this workflow ran out of memory there
 * @missing: (nullable): a sentence: what the workflow needs and the worker does not have
 * @vram: bytes of the largest single GPU; 0: the server does not say, which counts as enough
 * @n_mine: our jobs there
 * @backlog: seconds until everything in its queue (others' prompts included) is expected to be done
 * @seconds: how long this job is expected to take there
 *
 * A worker in the eyes of one job.
 */
typedef struct {
  const char *address;
  gboolean    online;
  gboolean    paused;
  gboolean    resting;
  gboolean    reluctant;
  const char *missing;
  guint64     vram;
  guint       n_mine;
  double      backlog;
  double      seconds;
} AipSeat;

/**
 * AipNeed:
 * @vram: bytes; 0: unknown, which fits everywhere
 * @excluded: (nullable): addresses that are not to be tried again
 * @only: (nullable): address of the only worker that may have it
 *
 * What one job needs.
 */
typedef struct {
  guint64            vram;
  const char *const *excluded;
  const char        *only;
} AipNeed;

/**
 * AipPlacementVerdict:
 * @AIP_PLACEMENT_FOUND: there is a seat
 * @AIP_PLACEMENT_NO_WORKER: there are no workers at all
 * @AIP_PLACEMENT_OTHER: the one that was chosen for it is not among them
 * @AIP_PLACEMENT_OFFLINE: none of them is online
 * @AIP_PLACEMENT_PAUSED: all that are online are paused
 * @AIP_PLACEMENT_TOO_SMALL: none of the rest has the memory
 * @AIP_PLACEMENT_MISSING: the rest lack a model or a node
 * @AIP_PLACEMENT_EXCLUDED: it failed on all that would have it
 * @AIP_PLACEMENT_RESTING: all that would do are resting
 * @AIP_PLACEMENT_BUSY: all that would do have their hands full
 *
 * In the order in which they are looked at: the first that explains everything is the reason.
 */
typedef enum {
  AIP_PLACEMENT_FOUND,
  AIP_PLACEMENT_NO_WORKER,
  AIP_PLACEMENT_OTHER,
  AIP_PLACEMENT_OFFLINE,
  AIP_PLACEMENT_PAUSED,
  AIP_PLACEMENT_TOO_SMALL,
  AIP_PLACEMENT_MISSING,
  AIP_PLACEMENT_EXCLUDED,
  AIP_PLACEMENT_RESTING,
  AIP_PLACEMENT_BUSY,
} AipPlacementVerdict;

/**
 * AipPlacement:
 * @seat: index of the chosen seat if found
 * @largest: for %AIP_PLACEMENT_TOO_SMALL: bytes of the largest GPU that was looked at
 * @missing: for %AIP_PLACEMENT_MISSING: what the first of them lacks; belongs to the seat
 */
typedef struct {
  AipPlacementVerdict verdict;
  guint               seat;
  guint64             largest;
  const char         *missing;
} AipPlacement;

AipPlacement  aip_placement_choose       (const AipNeed      *need,
                                          const AipSeat      *seats,
                                          guint               n_seats);
/* A translated sentence for a job that waits. */
char         *aip_placement_explain      (const AipPlacement *placement,
                                          const AipNeed      *need) G_GNUC_WARN_UNUSED_RESULT;

/* "24", "7.8": graphics memory as cards are sold. (transfer full) */
char         *aip_placement_format_gigabytes
                                         (guint64             bytes) G_GNUC_WARN_UNUSED_RESULT;

/**
 * AipVerdict:
 * @AIP_VERDICT_FAIL: the job fails; a person may try it again
 * @AIP_VERDICT_REQUEUE: back to waiting, any worker will do
 * @AIP_VERDICT_ELSEWHERE: back to waiting, and not on this worker again
 * @AIP_VERDICT_BIGGER: the same, and only where there is more memory than here
 */
typedef enum {
  AIP_VERDICT_FAIL,
  AIP_VERDICT_REQUEUE,
  AIP_VERDICT_ELSEWHERE,
  AIP_VERDICT_BIGGER,
} AipVerdict;

/* How often a job may be lost while it runs before it is held responsible. */
#define AIP_MAX_ATTEMPTS 5

AipVerdict    aip_verdict_for            (int                 code,
                                          guint               attempts,
                                          gboolean            other_worker,
                                          gboolean            bigger_worker);
/* Whether a failure of this kind speaks against the worker rather than against the job. */
gboolean      aip_verdict_blames_worker  (int                 code);

G_END_DECLS
