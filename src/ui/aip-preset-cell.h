/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-preset-item.h"
#include "aip-preset-thumbnails.h"

G_BEGIN_DECLS

#define AIP_TYPE_PRESET_CELL (aip_preset_cell_get_type ())

/**
 * AipPresetCell:
 *
 * One preset of a gallery: its preview frame, name, year and director; marks for the favourite, the
 * uncertain and the current one.
 *
 * Properties: `item` (an #AipPresetItem, nullable), set by the list.
 */
G_DECLARE_FINAL_TYPE (AipPresetCell, aip_preset_cell, AIP, PRESET_CELL, GtkWidget)

GtkWidget     *aip_preset_cell_new      (AipPresetThumbnails *thumbnails);
AipPresetItem *aip_preset_cell_get_item (AipPresetCell       *self);
/* Whether its picture has been drawn. */
gboolean       aip_preset_cell_is_drawn (AipPresetCell       *self);

G_END_DECLS
