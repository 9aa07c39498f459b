/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-cell.h"

G_BEGIN_DECLS

#define AIP_TYPE_CELL_TEXT (aip_cell_text_get_type ())

/**
 * AipCellText:
 *
 * A field of a shot, or its count of takes, on up to two lines; the status with its dot. Draws
 * itself: a label inside would be one more widget for each of 200 rows and a new layout for each
 * change.
 *
 * CSS node: `shotcell` with the classes `code`, `numeric` or `dim-label`.
 */
G_DECLARE_FINAL_TYPE (AipCellText, aip_cell_text, AIP, CELL_TEXT, AipCell)

G_END_DECLS
