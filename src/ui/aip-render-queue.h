/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-activity-log.h"
#include "aip-render-task.h"

G_BEGIN_DECLS

#define AIP_TYPE_RENDER_QUEUE (aip_render_queue_get_type ())

/**
 * AipRenderQueue:
 *
 * Films that are being rendered, one after the other: each takes all of the machine. Belongs to the
 * application, so that a project may be closed meanwhile; how each went is in the activity.
 *
 * Signals: `changed`: which there are, or one of them
 */
G_DECLARE_FINAL_TYPE (AipRenderQueue, aip_render_queue, AIP, RENDER_QUEUE, GObject)

AipRenderQueue *aip_render_queue_new         (AipActivityLog *activity);
/* @task: (transfer full) */
void            aip_render_queue_take        (AipRenderQueue *self,
                                              AipRenderTask  *task);
/* How many run or wait. */
guint           aip_render_queue_get_n_open  (AipRenderQueue *self);
/* (transfer none) (nullable): the one that runs, else the one that ended last. */
AipRenderTask  *aip_render_queue_get_current (AipRenderQueue *self);
/* Lets go of one that has ended. */
void            aip_render_queue_dismiss     (AipRenderQueue *self,
                                              AipRenderTask  *task);
/* Puts one that failed at the end of the queue. */
void            aip_render_queue_retry       (AipRenderQueue *self,
                                              AipRenderTask  *task);
/* Stops all; their processes end by themselves. */
void            aip_render_queue_stop        (AipRenderQueue *self);

G_END_DECLS
