/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-scheduler.h"

G_BEGIN_DECLS

#define AIP_TYPE_DRAFT_WORKERS (aip_draft_workers_get_type ())

/**
 * AipDraftWorkers:
 *
 * Starts `aipipeline-draft-worker` processes, makes them temporary workers of the scheduler and
 * ends them. A process that ends by itself takes its worker with it.
 */
G_DECLARE_FINAL_TYPE (AipDraftWorkers, aip_draft_workers, AIP, DRAFT_WORKERS, GObject)

AipDraftWorkers *aip_draft_workers_new          (AipScheduler         *scheduler);
/* @vram: gigabytes it claims to have. @speed: 1 is its natural pace. */
void             aip_draft_workers_start_async  (AipDraftWorkers      *self,
                                                 int                   vram,
                                                 double                speed,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
/* (transfer full) */
AipWorker       *aip_draft_workers_start_finish (AipDraftWorkers      *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);
/* Ends the process behind @worker and removes it; FALSE if it is not one of these. */
gboolean         aip_draft_workers_remove       (AipDraftWorkers      *self,
                                                 AipWorker            *worker);
/* Ends all of them. */
void             aip_draft_workers_stop         (AipDraftWorkers      *self);
guint            aip_draft_workers_get_n_running (AipDraftWorkers     *self);

G_END_DECLS
