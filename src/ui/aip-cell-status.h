/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-cell.h"

G_BEGIN_DECLS

#define AIP_TYPE_CELL_STATUS (aip_cell_status_get_type ())

/**
 * AipCellStatus:
 *
 * The production status: a coloured dot and its name. CSS nodes: `shotcell` with a `statusdot`,
 * both with the class `status-NICK`.
 */
G_DECLARE_FINAL_TYPE (AipCellStatus, aip_cell_status, AIP, CELL_STATUS, AipCell)

G_END_DECLS
