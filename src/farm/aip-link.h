/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-estimates.h"
#include "aip-leftovers.h"
#include "aip-placement.h"
#include "aip-run.h"

G_BEGIN_DECLS

/**
 * AipLinkTimes:
 * @lost_ms: a worker that was not heard of for this long counts as lost, and its jobs move
 * @rest_ms: how long a worker rests after repeated failures
 * @poll_ms: how often a worker with jobs is asked what it does, whatever its socket says
 * @doubt_ms: after what time to look again when it is not clear what a worker knows
 * @retry_ms: the longest pause between two tries to reach a worker; 0: the client's own
 *
 * Milliseconds; tests use shorter ones.
 */
typedef struct {
  guint lost_ms;
  guint rest_ms;
  guint poll_ms;
  guint doubt_ms;
  guint retry_ms;
} AipLinkTimes;

#define AIP_TYPE_LINK (aip_link_get_type ())

/**
 * AipLink:
 *
 * The farm's side of one worker: the client, what is running there, whether it can be reached, and
 * what must still be cancelled there. It hands news to the runs they belong to, keeps the public
 * #AipWorker up to date, and asks the worker whenever there is doubt.
 *
 * Signals:
 * - `changed ()`: a seat may have become free or taken, or the worker came or went
 * - `lost ()`: it has been away for so long that its jobs should move; again each time that long
 * - `released (char *prompt_id)`: a leftover prompt is certainly not there any more
 * - `preview (AipRun *, GBytes *, char *media_type)`
 */
G_DECLARE_FINAL_TYPE (AipLink, aip_link, AIP, LINK, GObject)

AipLink        *aip_link_new           (AipWorker          *worker,
                                        const char         *client_id,
                                        const AipLinkTimes *times) G_GNUC_WARN_UNUSED_RESULT;
void            aip_link_start         (AipLink            *self);
/* Disconnects for good. Its runs must have been taken away or let go. */
void            aip_link_stop          (AipLink            *self);

AipWorker      *aip_link_get_worker    (AipLink            *self);
AipComfyClient *aip_link_get_client    (AipLink            *self);

/* It answers, its memory is known, and what it does with our jobs is known. */
gboolean        aip_link_is_ready      (AipLink            *self);
/* 0: it is not lost; else how many times the grace has passed. */
guint           aip_link_get_lost      (AipLink            *self);
gboolean        aip_link_is_resting    (AipLink            *self);
/* One of its jobs went well or failed in a way that speaks against it. TRUE if it rests from now on. */
gboolean        aip_link_judge         (AipLink            *self,
                                        gboolean            good);

/* (element-type AipRun) (transfer none) */
GPtrArray      *aip_link_get_runs      (AipLink            *self);
void            aip_link_add_run       (AipLink            *self,
                                        AipRun             *run);
void            aip_link_remove_run    (AipLink            *self,
                                        AipRun             *run);
/* Whether there is nothing to look after here. */
gboolean        aip_link_is_unused     (AipLink            *self);
/* Fills in @seat as a job of @workflow (nullable) sees this worker; valid until the next turn of the
 * main loop. */
void            aip_link_get_seat      (AipLink            *self,
                                        AipEstimates       *estimates,
                                        AipWorkflow        *workflow,
                                        AipSeat            *seat);

/* (transfer none) (nullable): its nodes and models, if they are known. */
AipNodeCatalogue *
                aip_link_get_catalogue (AipLink           *self);
/* What must still be cancelled there. (transfer none) */
AipLeftovers   *aip_link_get_leftovers (AipLink            *self);
/* Asks the worker soon what it knows. */
void            aip_link_check         (AipLink            *self);

G_END_DECLS
