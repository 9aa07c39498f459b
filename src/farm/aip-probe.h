/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-comfy-client.h"
#include "aip-worker.h"
#include "aip-workflow.h"

G_BEGIN_DECLS

#define AIP_TYPE_PROBE (aip_probe_get_type ())

/**
 * AipProbe:
 *
 * Finds out what a worker is (GPU, memory, version, into the #AipWorker) and what it can do: its nodes
 * and models.
 *
 * Signal `changed ()`: more is known than before.
 */
G_DECLARE_FINAL_TYPE (AipProbe, aip_probe, AIP, PROBE, GObject)

AipProbe   *aip_probe_new          (AipWorker      *worker,
                                    AipComfyClient *client) G_GNUC_WARN_UNUSED_RESULT;
/* The worker has come online: asks for everything. */
void        aip_probe_start        (AipProbe       *self);
/* It has gone; answers that are still on their way are ignored. */
void        aip_probe_stop         (AipProbe       *self);
/* Asks for what changes; to be called every now and then. */
void        aip_probe_poll         (AipProbe       *self);

/* Whether its memory is known, or known not to be told. */
gboolean    aip_probe_has_stats    (AipProbe       *self);
/* The same for its nodes and models, too. */
gboolean    aip_probe_is_complete  (AipProbe       *self);
/* (transfer none) (nullable): its nodes and models, if they are known. */
AipNodeCatalogue *
            aip_probe_get_catalogue (AipProbe      *self);
/* A sentence: what @workflow needs and the worker does not have. %NULL: nothing, or nobody knows. */
const char *aip_probe_find_missing (AipProbe       *self,
                                    AipWorkflow    *workflow);

G_END_DECLS
