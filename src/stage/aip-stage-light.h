/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-stage-color.h"
#include "aip-stage-view.h"

G_BEGIN_DECLS

/**
 * AipStageBeam:
 * @direction: towards the light, in the world of #AipStageView, of length 1
 * @color: linear light that arrives on a surface that faces it; 1 exposes white as white
 * @wrap: how far it reaches around a body, 0…1: 0 from a point
 * @softness: width of a shadow's edge in metres on a face
 */
typedef struct {
  float    direction[3];
  float    color[3];
  float    wrap;
  float    softness;
} AipStageBeam;

#define AIP_STAGE_MAX_BEAMS 8

/**
 * AipStageLight:
 * @sky, @ground: linear light from above and below that has no direction
 * @silhouette: the subject stands dark before something bright
 * @background: how bright the set behind is lit beside the subject; 1 is the same
 * @contrast: of the lit and the other side, in stops
 * @cast: what the light that is not a lamp's looks like to the stock or the white balance
 *
 * The light on the subject. The first beam is the key.
 */
typedef struct {
  AipStageBeam  beams[AIP_STAGE_MAX_BEAMS];
  guint         n_beams;
  float         sky[3];
  float         ground[3];
  gboolean      silhouette;
  double        background;
  double        contrast;
  AipStageColor cast;
} AipStageLight;

void aip_stage_light_init (AipStageLight  *light,
                           const AipSetup *setup);

G_END_DECLS
