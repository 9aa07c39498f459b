/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-setup.h"
#include "aip-stage-scene.h"

G_BEGIN_DECLS

/**
 * aip_stage_thumbnail:
 * @scene: (nullable): for the look and the seed of a preset
 * @width, @height: in the units of the caller
 * @scale: pixels per unit
 *
 * The preview frame as a picture of its own. May be called in any thread.
 *
 * Returns: (transfer full): an image surface, CAIRO_FORMAT_RGB24, with @scale as device scale
 */
cairo_surface_t *aip_stage_thumbnail (const AipSetup      *setup,
                                      const AipStageScene *scene,
                                      int                  width,
                                      int                  height,
                                      int                  scale) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
