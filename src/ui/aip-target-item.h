/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aip-targets.h"

G_BEGIN_DECLS

#define AIP_TYPE_TARGET_ITEM (aip_target_item_get_type ())

/**
 * AipTargetItem:
 *
 * A model in a list. It keeps the list of models alive that its target belongs to.
 *
 * Properties: `search-text` s.
 */
G_DECLARE_FINAL_TYPE (AipTargetItem, aip_target_item, AIP, TARGET_ITEM, GObject)

AipTargetItem   *aip_target_item_new         (AipTargets      *targets,
                                              const AipTarget *target);
const AipTarget *aip_target_item_get         (AipTargetItem   *self);

G_END_DECLS
