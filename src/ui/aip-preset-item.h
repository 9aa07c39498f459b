/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "aip-presets.h"

G_BEGIN_DECLS

/**
 * AipPresetState:
 * @AIP_PRESET_STATE_OTHER: the live setup has nothing to do with it
 * @AIP_PRESET_STATE_CURRENT: it is what the live setup is
 * @AIP_PRESET_STATE_MODIFIED: it is what the live setup was before it was changed
 */
typedef enum {
  AIP_PRESET_STATE_OTHER,
  AIP_PRESET_STATE_CURRENT,
  AIP_PRESET_STATE_MODIFIED,
} AipPresetState;

#define AIP_TYPE_PRESET_ITEM (aip_preset_item_get_type ())

/**
 * AipPresetItem:
 *
 * A preset in the list of a gallery; the same object as long as the gallery lives.
 *
 * Signals:
 * - `changed`: what is to be shown of it is another now
 */
G_DECLARE_FINAL_TYPE (AipPresetItem, aip_preset_item, AIP, PRESET_ITEM, GObject)

AipPresetItem   *aip_preset_item_new          (const AipPreset *preset);
const AipPreset *aip_preset_item_get_preset   (AipPresetItem   *self);
AipPresetState   aip_preset_item_get_state    (AipPresetItem   *self);
void             aip_preset_item_set_state    (AipPresetItem   *self,
                                               AipPresetState   state);
/* The preset itself is another now. */
void             aip_preset_item_changed      (AipPresetItem   *self);

/* "1982 · Ridley Scott", "1985– · Studio Ghibli"; may be empty. (transfer full) */
char            *aip_preset_item_dup_subtitle (AipPresetItem   *self) G_GNUC_WARN_UNUSED_RESULT;
/* Everything that is known of it, a line each. (transfer full) */
char            *aip_preset_item_dup_details  (AipPresetItem   *self) G_GNUC_WARN_UNUSED_RESULT;
/* What a screen reader says. (transfer full) */
char            *aip_preset_item_dup_label    (AipPresetItem   *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
