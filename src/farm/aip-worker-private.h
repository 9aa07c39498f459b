/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-worker.h"

G_BEGIN_DECLS

/* For src/farm itself: the link to the server is the only one that has news of a worker. */

AipWorker *aip_worker_new              (const char     *address,
                                        const char     *name,
                                        gboolean        temporary) G_GNUC_WARN_UNUSED_RESULT;
gboolean   aip_worker_is_named         (AipWorker      *self);
void       aip_worker_set_state        (AipWorker      *self,
                                        AipWorkerState  state);
void       aip_worker_set_gpu          (AipWorker      *self,
                                        const char     *name,
                                        guint64         vram_total,
                                        guint64         vram_free);
void       aip_worker_set_version      (AipWorker      *self,
                                        const char     *version);
void       aip_worker_set_draft        (AipWorker      *self,
                                        gboolean        draft);
void       aip_worker_set_temporary    (AipWorker      *self,
                                        gboolean        temporary);
void       aip_worker_set_queue_length (AipWorker      *self,
                                        guint           length);
void       aip_worker_set_jobs         (AipWorker      *self,
                                        AipJob         *job,
                                        AipJob         *next_job);
void       aip_worker_set_problem      (AipWorker      *self,
                                        const char     *problem);
void       aip_worker_touch            (AipWorker      *self);

G_END_DECLS
