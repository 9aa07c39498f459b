/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-live-setup.h"
#include "aip-presets.h"

G_BEGIN_DECLS

#define AIP_TYPE_PRESET_GALLERY (aip_preset_gallery_get_type ())

/**
 * AipPresetGallery:
 *
 * Films, animation looks and the user's own presets as drawn pictures: one row of them, or all. To
 * choose one makes it the live setup, in one step; what the preset does not speak of (the weather,
 * the shot size …) stays as it is.
 *
 * Actions: `presets.apply`, `favourite`, `create`, `duplicate`, `replace`, `rename`, `delete`,
 * `export`, `import`, about the preset that has the focus or the menu.
 *
 * What it has to say goes to the AdwToastOverlay around it.
 *
 * Properties: `expanded` b (all presets instead of one row)
 */
G_DECLARE_FINAL_TYPE (AipPresetGallery, aip_preset_gallery, AIP, PRESET_GALLERY, GtkWidget)

GtkWidget       *aip_preset_gallery_new          (AipLiveSetup     *live,
                                                  AipPresets       *presets);
gboolean         aip_preset_gallery_get_expanded (AipPresetGallery *self);
void             aip_preset_gallery_set_expanded (AipPresetGallery *self,
                                                  gboolean          expanded);
/* (nullable): the preset that the live setup is or began with. */
const AipPreset *aip_preset_gallery_get_current  (AipPresetGallery *self);
/* As if the file had been chosen; what went wrong is said. */
void             aip_preset_gallery_import       (AipPresetGallery *self,
                                                  const char       *path);
/* What choosing @preset makes of @setup. */
void             aip_preset_apply                (const AipPreset  *preset,
                                                  AipSetup         *setup);

G_END_DECLS
