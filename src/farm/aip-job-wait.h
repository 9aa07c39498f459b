/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-document.h"
#include "aip-workflow.h"

G_BEGIN_DECLS

/**
 * aip_job_wait_find:
 * @coming: (nullable) (element-type AipShot): shots that are being queued together with @shot
 *
 * A shot that begins where the one before it ends waits for it while that is being made; so does one
 * that ends where the next begins, unless there is something of it already, and one whose workflow goes
 * to the still of the next, unless that has one.
 *
 * Returns: (transfer none) (nullable): the neighbour whose job comes first
 */
AipShot *aip_job_wait_find (AipDocument *document,
                            AipShot     *shot,
                            AipWorkflow *workflow,
                            GPtrArray   *coming);
/* Whether @shot and @other, made by these workflows, would wait for each other for ever. */
gboolean aip_job_wait_is_circle      (AipDocument *document,
                                      AipShot     *shot,
                                      AipWorkflow *workflow,
                                      AipShot     *other,
                                      AipWorkflow *other_workflow);
/* The sentence that says so. (transfer full) */
char    *aip_job_wait_explain_circle (AipShot     *shot,
                                      AipShot     *other) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
