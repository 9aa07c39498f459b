/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-cell.h"
#include "aip-view-definition.h"

G_BEGIN_DECLS

#define AIP_TYPE_CELL_THUMBNAIL (aip_cell_thumbnail_get_type ())

/**
 * AipCellThumbnail:
 *
 * The current take of a shot, the live preview while one is being made, or a drawn placeholder.
 * Always of the same size, so a picture that arrives never moves a row.
 */
G_DECLARE_FINAL_TYPE (AipCellThumbnail, aip_cell_thumbnail, AIP, CELL_THUMBNAIL, AipCell)

/* How large pictures are in rows of that height. */
int aip_cell_thumbnail_get_height (AipRowHeight height);
int aip_cell_thumbnail_get_width  (AipRowHeight height);

G_END_DECLS
