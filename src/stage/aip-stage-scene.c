/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-stage-scene"

#include "config.h"

#include "aip-stage-scene.h"

void
aip_stage_scene_init (AipStageScene *scene)
{
  g_return_if_fail (scene != NULL);

  *scene = (AipStageScene) {
    .frame_lines = TRUE,
    .grain = TRUE,
    .palette = *aip_stage_palette_get_dark (),
  };
}
