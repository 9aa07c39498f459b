/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-stage-color.h"

G_BEGIN_DECLS

/**
 * AipStagePalette:
 * @background: what the picture lies on
 * @foreground: lines and things that matter
 * @dim: helping lines
 * @accent: what can be dragged, the field of view
 * @warning: what does not work out
 *
 * The appearance of the diagrams. A widget fills it from its style; the preview frame, which shows
 * a photograph, uses it only around the picture and for the arrow.
 */
typedef struct {
  AipStageColor background;
  AipStageColor foreground;
  AipStageColor dim;
  AipStageColor accent;
  AipStageColor warning;
} AipStagePalette;

/* Adwaita's colours, for where there is no style to ask. */
const AipStagePalette *aip_stage_palette_get_light (void);
const AipStagePalette *aip_stage_palette_get_dark  (void);

G_END_DECLS
