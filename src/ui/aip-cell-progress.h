/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-cell.h"

G_BEGIN_DECLS

#define AIP_TYPE_CELL_PROGRESS (aip_cell_progress_get_type ())

/**
 * AipCellProgress:
 *
 * The generation of a shot: a bar with stage and percent while it runs, why it waits, then worker
 * and seconds, or an icon with the sentence of the failure. Draws itself: news from a worker
 * cost one redraw and never a new layout.
 *
 * CSS node: `shotcell` with the class `error` after a failure. Role PROGRESS_BAR with a value
 * while it runs and a value text always.
 */
G_DECLARE_FINAL_TYPE (AipCellProgress, aip_cell_progress, AIP, CELL_PROGRESS, AipCell)

G_END_DECLS
