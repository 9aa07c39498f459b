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
 * A field of a shot, or its count of takes, on one line.
 */
G_DECLARE_FINAL_TYPE (AipCellText, aip_cell_text, AIP, CELL_TEXT, AipCell)

G_END_DECLS
