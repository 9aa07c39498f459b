/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-cli-call.h"

G_BEGIN_DECLS

/**
 * AipCliProgress:
 *
 * Shows how far jobs are: a line for each change where lines are kept (files, logs), a few lines
 * that are drawn over in a terminal. Silent with --json.
 */
typedef struct _AipCliProgress AipCliProgress;

AipCliProgress *aip_cli_progress_new    (AipCliCall     *call,
                                         guint           n_jobs);
/* Leaves the terminal on a new line. */
void            aip_cli_progress_free   (AipCliProgress *self);
/* News of @job; nothing is shown when nothing that is shown has changed. */
void            aip_cli_progress_update (AipCliProgress *self,
                                         AipJob         *job);
/*
 * Says why @job waits, once for each reason. For when nothing has happened for a while: somebody
 * who looks at a still screen has to learn that no worker is large enough.
 */
void            aip_cli_progress_explain (AipCliProgress *self,
                                          AipJob         *job);

/* The code of the job's shot. (transfer none) */
const char     *aip_cli_get_job_shot    (AipDocument    *document,
                                         AipJob         *job);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipCliProgress, aip_cli_progress_free)

G_END_DECLS
