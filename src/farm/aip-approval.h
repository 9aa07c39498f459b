/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-document.h"

G_BEGIN_DECLS

/*
 * That a take is good: something a person says, can undo, and that steps of a chain wait for. The shot
 * keeps its approved takes in the order in which that was said; the last one counts.
 */

gboolean aip_approval_has      (AipShot      *shot,
                                AipTake      *take);
/* One step of the history. Approving what is approved says it again. */
gboolean aip_approval_set      (AipDocument  *document,
                                AipShot      *shot,
                                AipTake      *take,
                                gboolean      approved,
                                GError      **error);
/* The takes that @shots (element-type AipShot) show, in one step; shots without one are left out. */
gboolean aip_approval_set_shots (AipDocument  *document,
                                 GPtrArray    *shots,
                                 GError      **error);

G_END_DECLS
