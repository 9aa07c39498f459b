/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-scheduler.h"

G_BEGIN_DECLS

/**
 * AipBatchItem:
 * @shot: what is to be made
 * @workflow: (nullable): instead of its own
 * @variation: (nullable): JSON, see aip-variation.h
 */
typedef struct {
  AipShot    *shot;
  const char *workflow;
  const char *variation;
} AipBatchItem;

/**
 * AipBatchShare:
 * @name: of the worker
 * @vram: bytes of its largest GPU, 0 if it does not say
 * @n_jobs: of the batch
 * @seconds: of work
 */
typedef struct {
  char    *name;
  guint64  vram;
  guint    n_jobs;
  double   seconds;
} AipBatchShare;

/**
 * AipBatchEstimate:
 * @n_jobs: in all
 * @seconds: until the last of them is done, after what the workers have to do already; 0 if none of
 *   them would be started now
 * @work: seconds of all workers together
 * @vram: bytes that the largest of them needs, 0 if no workflow says
 * @n_waiting: for which there is no worker now
 * @reason: (nullable): why the first of these waits
 * @shares: (element-type AipBatchShare): of the workers that get any
 *
 * What making a batch would take, by what was learned about workers and workflows so far.
 */
typedef struct {
  guint      n_jobs;
  double     seconds;
  double     work;
  guint64    vram;
  guint      n_waiting;
  char      *reason;
  GPtrArray *shares;
} AipBatchEstimate;

/* @items: (element-type AipBatchItem). Nothing is queued. */
AipBatchEstimate *aip_batch_estimate_new  (AipScheduler     *scheduler,
                                           AipDocument      *document,
                                           GArray           *items) G_GNUC_WARN_UNUSED_RESULT;
void              aip_batch_estimate_free (AipBatchEstimate *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipBatchEstimate, aip_batch_estimate_free)

/* (transfer full): “12 jobs, about 4 min on 2 workers”, and what stands in the way. */
char             *aip_batch_estimate_to_text (AipBatchEstimate *self) G_GNUC_WARN_UNUSED_RESULT;
/* (transfer full): a line for each worker: “render-01: 8 jobs, 4 min, 24 GB”. */
GStrv             aip_batch_estimate_list (AipBatchEstimate *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
