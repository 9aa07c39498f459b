/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-document.h"

G_BEGIN_DECLS

/*
 * How the farm writes into a project: every move of a job is one record transaction. All of these
 * answer FALSE, and change nothing, for a move that aip_job_state_may_move() does not allow.
 */

/* Further arguments: pairs of a field's name and its GVariant (consumed), then %NULL. Staying in
 * the same state is allowed. */
gboolean aip_job_record       (AipDocument *document,
                               AipJob      *job,
                               AipJobState  to,
                               ...) G_GNUC_NULL_TERMINATED;
/* Inserts @takes (element-type GVariant `a{sv}`, each consumed) and makes the job done with the
 * first of them, in one transaction. (transfer none) the first take, or %NULL. */
AipTake *aip_job_record_takes (AipDocument *document,
                               AipJob      *job,
                               GPtrArray   *takes,
                               GPtrArray   *inserted);
/* (transfer none) (nullable): the take that came of this job. */
AipTake *aip_job_find_take    (AipDocument *document,
                               AipJob      *job);

G_END_DECLS
