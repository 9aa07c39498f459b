/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-cell.h"

G_BEGIN_DECLS

#define AIP_TYPE_CELL_FINDINGS (aip_cell_findings_get_type ())

/**
 * AipCellFindings:
 *
 * Whether the setup of a shot is possible: an icon whose shape, not only its colour, says so. The
 * sentences are in its tooltip and in what a screen reader says.
 */
G_DECLARE_FINAL_TYPE (AipCellFindings, aip_cell_findings, AIP, CELL_FINDINGS, AipCell)

G_END_DECLS
