/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-shot.h"

G_BEGIN_DECLS

#define AIP_TYPE_REGENERATE_ITEM (aip_regenerate_item_get_type ())

/* A stale shot in the list of what may be made again. Property `chosen` b. */
G_DECLARE_FINAL_TYPE (AipRegenerateItem, aip_regenerate_item, AIP, REGENERATE_ITEM, GObject)

/* @obstacle: (nullable): why it cannot be chosen. */
AipRegenerateItem *aip_regenerate_item_new          (AipShot           *shot,
                                                     const char        *obstacle);
AipShot           *aip_regenerate_item_get_shot     (AipRegenerateItem *self);
/* (nullable) */
const char        *aip_regenerate_item_get_obstacle (AipRegenerateItem *self);
gboolean           aip_regenerate_item_get_chosen   (AipRegenerateItem *self);

G_END_DECLS
