/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-stage-palette.h"

G_BEGIN_DECLS

/**
 * AipStageScene:
 * @seed: which of the places and people is drawn; 0: one that follows from mood, weather and
 *   period, so it stays while gear, light and framing change
 * @look: (nullable): technique and words of the animation look that the setup names, English:
 *   "clay; clay stop-motion with fingerprints …" (#AipPreset.gear and #AipPreset.words)
 * @woman: whether the figure is a woman
 * @arrow: draw the camera's movement over the picture
 * @frame_lines: draw where the recorded area ends around the picture
 * @grain: draw grain; a still thumbnail may do without
 *
 * What the preview frame shows beside the setup.
 */
typedef struct {
  guint64         seed;
  const char     *look;
  gboolean        woman;
  gboolean        arrow;
  gboolean        frame_lines;
  gboolean        grain;
  AipStagePalette palette;
} AipStageScene;

void aip_stage_scene_init (AipStageScene *scene);

G_END_DECLS
