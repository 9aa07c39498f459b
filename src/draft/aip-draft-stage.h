/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-draft-brush.h"

G_BEGIN_DECLS

/**
 * AipDraftStage:
 * @aspect: width of the picture in heights
 * @horizon: where it lies, 0 at the top
 * @frame: number of the frame in a movie, for what falls and drifts
 * @sun_x: where the light in the sky is, if it can be seen
 *
 * What everybody who paints a part of one card needs to know.
 */
typedef struct
{
  cairo_t             *cr;
  const AipDraftScene *scene;
  AipDraftPalette      palette;
  double               aspect;
  double               horizon;
  double               sun_x;
  double               sun_y;
  guint                frame;
} AipDraftStage;

void aip_draft_paint_sky        (const AipDraftStage *stage);
void aip_draft_paint_ground     (const AipDraftStage *stage);
void aip_draft_paint_landscape  (const AipDraftStage *stage);
void aip_draft_paint_town       (const AipDraftStage *stage);
void aip_draft_paint_interior   (const AipDraftStage *stage);
void aip_draft_paint_figures    (const AipDraftStage *stage);
void aip_draft_paint_insert     (const AipDraftStage *stage);
void aip_draft_paint_foreground (const AipDraftStage *stage);
void aip_draft_paint_weather    (const AipDraftStage *stage);

G_END_DECLS
