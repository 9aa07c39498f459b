/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-stage-grade.h"
#include "aip-stage-light.h"
#include "aip-stage-scene.h"
#include "aip-stage-view.h"

G_BEGIN_DECLS

typedef enum {
  AIP_STAGE_PLACE_STREET,
  AIP_STAGE_PLACE_FIELD,
  AIP_STAGE_PLACE_FOREST,
  AIP_STAGE_PLACE_MOUNTAINS,
  AIP_STAGE_PLACE_DESERT,
  AIP_STAGE_PLACE_SHORE,
  AIP_STAGE_PLACE_ROOM,
  AIP_STAGE_PLACE_HALL,
  AIP_STAGE_PLACE_BAR,
  AIP_STAGE_PLACE_SEA,
} AipStagePlace;

/**
 * AipStageWorld:
 * @ambient: multiplies the colour of what is lit by the sky or the room
 * @lamps: how many windows and lamps are lit, 0…1
 * @fog: share of light that a metre of air swallows
 * @sun_x: metres to the right of the frame at a kilometre, @sun_y above the horizon; below 0: set
 * @shine: how bright sky and ground glisten in what is wet, 0…1
 *
 * The place around the subject: which one it is and what colours it has at this time and in this
 * weather. Nothing here depends on the camera.
 */
typedef struct {
  guint64       seed;
  AipStagePlace place;
  AipTimeOfDay  time;
  AipWeather    weather;
  gboolean      interior;
  gboolean      modern;
  AipStageColor sky_top;
  AipStageColor sky_middle;
  AipStageColor sky_low;
  AipStageColor haze;
  AipStageColor ground;
  AipStageColor ambient;
  AipStageColor sun;
  AipStageColor lamp;
  double        lamps;
  double        fog;
  double        sun_x;
  double        sun_y;
  double        shine;
  double        level;
} AipStageWorld;

void aip_stage_world_init (AipStageWorld       *world,
                           const AipSetup      *setup,
                           const AipStageScene *scene,
                           const AipStageLight *light);

G_END_DECLS
