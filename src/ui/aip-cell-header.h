/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-cell-context.h"
#include "aip-shot-view.h"

G_BEGIN_DECLS

#define AIP_TYPE_CELL_HEADER (aip_cell_header_get_type ())

/**
 * AipCellHeader:
 *
 * What stands above the shots of a scene: code and name, how many shots, how long together. A
 * button renames the scene (`shots.rename-scene`).
 *
 * Properties: `item` (#AipShot, nullable): the first shot of the section.
 */
G_DECLARE_FINAL_TYPE (AipCellHeader, aip_cell_header, AIP, CELL_HEADER, GtkWidget)

GtkWidget *aip_cell_header_new      (AipCellContext *context,
                                     AipShotView    *view);
/* (transfer none) (nullable) */
AipShot   *aip_cell_header_get_shot (AipCellHeader  *self);

G_END_DECLS
