/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-entity-list.h"
#include "aip-shot.h"

G_BEGIN_DECLS

/* For src/document, which keeps what is derived. */

/* (transfer none): lists of this shot's takes and jobs; made when first asked for. */
AipEntityList *aip_shot_get_take_list (AipShot *self);
AipEntityList *aip_shot_get_job_list  (AipShot *self);

/* After a change of those lists or of `current-take`; notifies only what changed. */
void           aip_shot_update_derived (AipShot *self);

G_END_DECLS
