/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-comfy-client.h"
#include "aip-document.h"
#include "aip-freeze.h"
#include "aip-leftovers.h"
#include "aip-take-numbers.h"
#include "aip-worker.h"

G_BEGIN_DECLS

/**
 * AipRunPhase:
 * @AIP_RUN_SAVING: what will be sent is on its way to the disk
 * @AIP_RUN_SAVED: durable; aip_run_post() is next
 * @AIP_RUN_POSTING: the graph is on its way to the worker
 * @AIP_RUN_QUEUED: in the worker's queue, as far as is known
 * @AIP_RUN_RUNNING: the worker works on it
 * @AIP_RUN_FETCHING: it is finished there; the result is on its way here
 * @AIP_RUN_ENDED: it is over, or nobody wants it any more
 */
typedef enum {
  AIP_RUN_SAVING,
  AIP_RUN_SAVED,
  AIP_RUN_POSTING,
  AIP_RUN_QUEUED,
  AIP_RUN_RUNNING,
  AIP_RUN_FETCHING,
  AIP_RUN_ENDED,
} AipRunPhase;

/**
 * AipRunEnd:
 * @AIP_RUN_END_DONE: the take is recorded
 * @AIP_RUN_END_FAILED: the error says how
 * @AIP_RUN_END_UNSENT: it certainly did not reach the worker; the error says why
 * @AIP_RUN_END_LOST: the worker does not know it (any more)
 * @AIP_RUN_END_GONE: the worker says it made a file, and has it no more
 * @AIP_RUN_END_UNSAVED: the project could not be written, so nothing was sent
 */
typedef enum {
  AIP_RUN_END_DONE,
  AIP_RUN_END_FAILED,
  AIP_RUN_END_UNSENT,
  AIP_RUN_END_LOST,
  AIP_RUN_END_GONE,
  AIP_RUN_END_UNSAVED,
} AipRunEnd;

#define AIP_TYPE_RUN (aip_run_get_type ())

/**
 * AipRun:
 *
 * One job on one worker under one prompt id, from freezing to the recorded take. It records the
 * moves of its job as long as all goes well; what becomes of a job that did not, is decided by
 * the one who hears of it.
 *
 * Signals:
 * - `changed ()`: the phase
 * - `news ()`: progress or stage; to be shown with aip_run_publish() when there is time
 * - `doubt ()`: it is not clear what the worker knows of it: look
 * - `taken (AipTake *)`: recorded
 * - `ended (int AipRunEnd, const GError * or %NULL)`: once, last
 */
G_DECLARE_FINAL_TYPE (AipRun, aip_run, AIP, RUN, GObject)

AipRun      *aip_run_new             (AipDocument     *document,
                                      AipJob          *job,
                                      AipShot         *shot,
                                      AipWorker       *worker,
                                      AipComfyClient  *client,
                                      AipLeftovers    *leftovers,
                                      AipTakeNumbers  *numbers,
                                      const char      *prompt_id) G_GNUC_WARN_UNUSED_RESULT;

AipDocument *aip_run_get_document    (AipRun          *self);
AipJob      *aip_run_get_job         (AipRun          *self);
AipWorker   *aip_run_get_worker      (AipRun          *self);
const char  *aip_run_get_prompt_id   (AipRun          *self);
const char  *aip_run_get_workflow    (AipRun          *self);
AipRunPhase  aip_run_get_phase       (AipRun          *self);
/* Whether the worker may know of it. */
gboolean     aip_run_was_posted      (AipRun          *self);
/* Whether the worker has said that it knows of it. */
gboolean     aip_run_is_known        (AipRun          *self);
/* While it runs: since when; afterwards: how long it ran there. Seconds; 0: unknown. */
double       aip_run_get_seconds     (AipRun          *self);
/* How long a running one has given no news. Seconds. */
double       aip_run_get_silence     (AipRun          *self);
/* What to call the shot in a sentence. */
const char  *aip_run_get_shot_code   (AipRun          *self);

/* Freezes the job for good. */
void         aip_run_freeze          (AipRun          *self,
                                      AipFrozenJob    *frozen);
/* Sends what was frozen; only when it is saved. */
void         aip_run_post            (AipRun          *self);
/* Takes up what an earlier run of the program has sent or may have sent. */
void         aip_run_adopt           (AipRun          *self);
/* Nobody wants it any more. Nothing is recorded and no signal comes. */
void         aip_run_let_go          (AipRun          *self);
/* Shows progress and stage in the job. */
void         aip_run_publish         (AipRun          *self);
/* Whether it is time for another preview picture; at most ten a second are. */
gboolean     aip_run_wants_preview   (AipRun          *self);

/* News from the worker's socket. */
void         aip_run_note_started    (AipRun          *self);
void         aip_run_note_cached     (AipRun          *self,
                                      const char      *node);
void         aip_run_note_node       (AipRun          *self,
                                      const char      *node);
void         aip_run_note_step       (AipRun          *self,
                                      const char      *node,
                                      double           value,
                                      double           max);
void         aip_run_note_failure    (AipRun          *self,
                                      AipComfyFailure *failure);
void         aip_run_note_finished   (AipRun          *self);

/* What the worker's queue says, when it was asked. */
void         aip_run_reconcile       (AipRun          *self,
                                      AipComfyQueue   *queue);
/* The worker is back: goes on with a fetch that was cut off. */
void         aip_run_resume          (AipRun          *self);

G_END_DECLS
