/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-job.h"
#include "aip-placement.h"

G_BEGIN_DECLS

#define AIP_TYPE_JOB_QUEUE (aip_job_queue_get_type ())

/*
 * The waiting jobs of one document, in the order in which they will be sent: priority, then age.
 *
 * Jobs with the same need stand in one line, and only the head of each line is looked at when a
 * worker frees up: ten thousand jobs of one workflow cost no more than one. The reason why a line
 * waits is spread over its jobs a little at a time.
 */
G_DECLARE_FINAL_TYPE (AipJobQueue, aip_job_queue, AIP, JOB_QUEUE, GObject)

typedef void (*AipJobQueueFunc) (AipJob   *job,
                                 gpointer  user_data);

AipJobQueue   *aip_job_queue_new           (void) G_GNUC_WARN_UNUSED_RESULT;
/* @hold: (nullable): a translated reason why the job may not be sent now, whatever the workers do. */
void           aip_job_queue_add           (AipJobQueue     *self,
                                            AipJob          *job,
                                            const char      *workflow,
                                            const AipNeed   *need,
                                            const char      *hold);
gboolean       aip_job_queue_remove        (AipJobQueue     *self,
                                            AipJob          *job);
gboolean       aip_job_queue_contains      (AipJobQueue     *self,
                                            AipJob          *job);
guint          aip_job_queue_get_n_jobs    (AipJobQueue     *self);
/* (transfer container): all jobs, in no order. */
GPtrArray     *aip_job_queue_list          (AipJobQueue     *self) G_GNUC_WARN_UNUSED_RESULT;

guint          aip_job_queue_get_n_lines   (AipJobQueue     *self);
/* The job that is next in this line. Everything belongs to the queue. */
AipJob        *aip_job_queue_peek          (AipJobQueue     *self,
                                            guint            line);
const char    *aip_job_queue_get_workflow  (AipJobQueue     *self,
                                            guint            line);
const AipNeed *aip_job_queue_get_need      (AipJobQueue     *self,
                                            guint            line);
/* The line whose head comes first of those that are neither held nor skipped; -1: none. */
int            aip_job_queue_first         (AipJobQueue     *self);
/* Leaves a line out until the next reset: nobody can take its head. */
void           aip_job_queue_skip          (AipJobQueue     *self,
                                            guint            line);
void           aip_job_queue_reset_skips   (AipJobQueue     *self);

void           aip_job_queue_set_reason    (AipJobQueue     *self,
                                            guint            line,
                                            const char      *reason);
/* Tells waiting jobs their new reason until the monotonic time @deadline; @func hears of each that
 * changed. TRUE when all of them know. */
gboolean       aip_job_queue_spread        (AipJobQueue     *self,
                                            gint64           deadline,
                                            AipJobQueueFunc  func,
                                            gpointer         user_data);

G_END_DECLS
