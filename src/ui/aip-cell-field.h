/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-cell.h"

G_BEGIN_DECLS

#define AIP_TYPE_CELL_FIELD (aip_cell_field_get_type ())

/**
 * AipCellField:
 *
 * The value of a project's own field: text, a box, or chips in the colours of choices, whatever the
 * type of the field is now.
 *
 * CSS node: `shotcell` with the class `computed` for what is worked out and `error` for what cannot
 * be.
 */
G_DECLARE_FINAL_TYPE (AipCellField, aip_cell_field, AIP, CELL_FIELD, AipCell)

/* Whether a click at x of the cell means the box in it. */
gboolean aip_cell_field_is_box (AipCellField *self,
                                double        x,
                                double        y);

G_END_DECLS
