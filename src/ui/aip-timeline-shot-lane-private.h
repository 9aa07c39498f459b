/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-timeline-pictures.h"
#include "aip-timeline-shot-lane.h"

G_BEGIN_DECLS

#define AIP_TIMELINE_SHOT_HEIGHT 96

struct _AipTimelineShotLane
{
  AipTimelineLane parent_instance;

  AipTimelinePictures *pictures;
  GHashTable          *layouts;     /* text → PangoLayout */
  guint                serial;      /* of the fonts that they are made with */
};

/* aip-timeline-shot-draw.c: #AipTimelineLaneClass.snapshot */
void _aip_timeline_shot_lane_snapshot (AipTimelineLane *lane,
                                       GtkWidget       *widget,
                                       GtkSnapshot     *snapshot,
                                       int              x,
                                       int              width);

G_END_DECLS
