/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-entity.h"

G_BEGIN_DECLS

/**
 * AipJobState:
 *
 * waiting → preparing → submitted → running → fetching → done; every open state may go back to
 * waiting (requeue), to failed or to cancelled; failed and cancelled may go to waiting (retry).
 * aip_job_state_may_move() is the one table of allowed moves.
 */
typedef enum {
  AIP_JOB_WAITING,
  AIP_JOB_PREPARING,
  AIP_JOB_SUBMITTED,
  AIP_JOB_RUNNING,
  AIP_JOB_FETCHING,
  AIP_JOB_DONE,
  AIP_JOB_FAILED,
  AIP_JOB_CANCELLED,
} AipJobState;

#define AIP_N_JOB_STATES (AIP_JOB_CANCELLED + 1)

const char *aip_job_state_to_nick   (AipJobState  state);
gboolean    aip_job_state_from_nick (const char  *nick,
                                     AipJobState *state);
gboolean    aip_job_state_may_move  (AipJobState  from,
                                     AipJobState  to);
gboolean    aip_job_state_is_open   (AipJobState  state);

#define AIP_TYPE_JOB (aip_job_get_type ())

/**
 * AipJob:
 *
 * Fields: `shot` s link, `workflow` s id, `kind` s `still`…, `state` s nick, `prompt-id` s our
 * UUID (set, with `graph`, before the graph is posted), `worker` s address, `worker-name` s,
 * `seed` s as frozen, `prompt` s and `negative` s as frozen, `graph` s lazy, exactly as posted,
 * `recipe` s lazy, JSON of what the prompt was composed of (model, setup),
 * `prefix` s the file name prefix on the worker, `created` x, `submitted` x, `started` x,
 * `finished` x microseconds since 1970 (0 = not yet), `attempts` x, `excluded` as (addresses not
 * to try again), `error-code` s nick of #AipError or empty, `error-text` s the sentence, `take` s
 * link, `vram` x bytes it is believed to need, `priority` x, `position` x, `part` s an #AipCutPart
 * it begins with, or empty for what the shot begins with, `offset` x of its takes, as frozen,
 * `variation` s JSON of what it does otherwise than its shot says or empty (aip-variation.h),
 * `chain` s UUID shared by the steps of a chain or empty, `step` x its place in there from 0,
 * `approval` b: waits until a person approves what it begins with, `source` s link to the take that
 * it begins with or empty for what the step before makes, `repeats` s link to the take that it makes again exactly, `only-worker`
 * s address of the only worker that may have it.
 *
 * Not stored: `progress` (0…1, -1 unknown), `stage` (a short translated text such as “Sampling”)
 * and `reason` (why it waits). They have setters because they are news from a worker, not part of
 * the project.
 */
G_DECLARE_FINAL_TYPE (AipJob, aip_job, AIP, JOB, AipEntity)

const char *aip_job_get_shot_id    (AipJob     *self);
AipJobState aip_job_get_state      (AipJob     *self);
const char *aip_job_get_prompt_id  (AipJob     *self);
const char *aip_job_get_worker     (AipJob     *self);
const char *aip_job_get_error_text (AipJob     *self);
const char *aip_job_get_variation  (AipJob     *self);
const char *aip_job_get_chain      (AipJob     *self);
guint       aip_job_get_step       (AipJob     *self);
/* (nullable) */
const char *aip_job_get_only_worker (AipJob    *self);

double      aip_job_get_progress   (AipJob     *self);
void        aip_job_set_progress   (AipJob     *self,
                                    double      progress);
const char *aip_job_get_stage      (AipJob     *self);
void        aip_job_set_stage      (AipJob     *self,
                                    const char *stage);
const char *aip_job_get_reason     (AipJob     *self);
void        aip_job_set_reason     (AipJob     *self,
                                    const char *reason);

G_END_DECLS
