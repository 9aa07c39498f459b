/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aip-job.h"

G_BEGIN_DECLS

/**
 * AipWorkerState:
 * @AIP_WORKER_OFFLINE: cannot be reached; tried again by itself
 * @AIP_WORKER_IDLE: ready and without work
 * @AIP_WORKER_BUSY: works for us or for somebody else
 */
typedef enum {
  AIP_WORKER_OFFLINE,
  AIP_WORKER_IDLE,
  AIP_WORKER_BUSY,
} AipWorkerState;

#define AIP_TYPE_WORKER_STATE (aip_worker_state_get_type ())
GType       aip_worker_state_get_type (void);
const char *aip_worker_state_to_nick  (AipWorkerState state);

#define AIP_TYPE_WORKER (aip_worker_get_type ())

/**
 * AipWorker:
 *
 * A ComfyUI server as the farm sees it. All of these are properties with notify: `address` s
 * (canonical URL), `name` s (host:port or what the user called it; may be set), `state`, `paused` b
 * (takes no new jobs; may be set), `gpu-name` s, `vram-total`, `vram-free` t bytes of the largest
 * single GPU (0 while unknown), `version` s, `queue-length` u (as the server says, others' jobs
 * included), `job` (#AipJob running there now, nullable), `next-job` (waiting there, nullable),
 * `problem` s sentence or empty, `last-seen` x microseconds since 1970, `draft` b (draws instead of
 * diffusing), `temporary` b (not remembered, such as a draft worker of this session).
 */
G_DECLARE_FINAL_TYPE (AipWorker, aip_worker, AIP, WORKER, GObject)

const char     *aip_worker_get_address      (AipWorker *self);
const char     *aip_worker_get_name         (AipWorker *self);
/* @name: (nullable): empty or %NULL: host:port again. */
void            aip_worker_set_name         (AipWorker  *self,
                                             const char *name);
AipWorkerState  aip_worker_get_state        (AipWorker *self);
gboolean        aip_worker_get_paused       (AipWorker *self);
void            aip_worker_set_paused       (AipWorker *self,
                                             gboolean   paused);
const char     *aip_worker_get_gpu_name     (AipWorker *self);
guint64         aip_worker_get_vram_total   (AipWorker *self);
guint64         aip_worker_get_vram_free    (AipWorker *self);
guint           aip_worker_get_queue_length (AipWorker *self);
AipJob         *aip_worker_get_job          (AipWorker *self);
AipJob         *aip_worker_get_next_job     (AipWorker *self);
const char     *aip_worker_get_problem      (AipWorker *self);
gboolean        aip_worker_get_draft        (AipWorker *self);
gboolean        aip_worker_get_temporary    (AipWorker *self);

G_END_DECLS
