/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-draft-look.h"

G_BEGIN_DECLS

/*
 * What a prompt says about a picture, as far as a storyboard artist needs it. Read from English
 * and Korean words; what the words leave open is chosen by the seed, always the same for the same
 * prompt and seed.
 */

typedef enum {
  AIP_DRAFT_SHOT_INSERT,
  AIP_DRAFT_SHOT_EXTREME_CLOSE_UP,
  AIP_DRAFT_SHOT_CLOSE_UP,
  AIP_DRAFT_SHOT_MEDIUM_CLOSE_UP,
  AIP_DRAFT_SHOT_MEDIUM,
  AIP_DRAFT_SHOT_MEDIUM_LONG,
  AIP_DRAFT_SHOT_LONG,
  AIP_DRAFT_SHOT_EXTREME_LONG,
} AipDraftShotSize;

typedef enum {
  AIP_DRAFT_TIME_DAWN,
  AIP_DRAFT_TIME_DAY,
  AIP_DRAFT_TIME_GOLDEN,
  AIP_DRAFT_TIME_DUSK,
  AIP_DRAFT_TIME_NIGHT,
} AipDraftTime;

typedef enum {
  AIP_DRAFT_ANGLE_EYE,
  AIP_DRAFT_ANGLE_LOW,
  AIP_DRAFT_ANGLE_HIGH,
  AIP_DRAFT_ANGLE_TOP,
} AipDraftAngle;

typedef enum {
  AIP_DRAFT_PLACE_FIELD,
  AIP_DRAFT_PLACE_CITY,
  AIP_DRAFT_PLACE_STREET,
  AIP_DRAFT_PLACE_FOREST,
  AIP_DRAFT_PLACE_SEA,
  AIP_DRAFT_PLACE_CLIFF,
  AIP_DRAFT_PLACE_MOUNTAIN,
  AIP_DRAFT_PLACE_DESERT,
  AIP_DRAFT_PLACE_ROOM,
  AIP_DRAFT_PLACE_VEHICLE,
  AIP_DRAFT_PLACE_CORRIDOR,
} AipDraftPlace;

typedef enum {
  AIP_DRAFT_WEATHER_CLEAR,
  AIP_DRAFT_WEATHER_CLOUDS,
  AIP_DRAFT_WEATHER_RAIN,
  AIP_DRAFT_WEATHER_SNOW,
  AIP_DRAFT_WEATHER_FOG,
} AipDraftWeather;

typedef struct _AipDraftScene AipDraftScene;

struct _AipDraftScene
{
  gatomicrefcount   ref_count;

  char             *prompt;     /* valid UTF-8, whitespace collapsed, not empty */
  guint64           seed;

  AipDraftShotSize  shot;
  AipDraftTime      time;
  AipDraftAngle     angle;
  AipDraftPlace     place;
  AipDraftWeather   weather;
  gboolean          interior;
  int               n_figures;  /* 0 … 5 */
  AipDraftLook      looks[AIP_DRAFT_MAX_LOOKS];
  gboolean          object;     /* a thing fills the frame, whatever the shot is called */
  gboolean          seated;
  gboolean          from_behind;
  gboolean          over_shoulder;
  gboolean          walking;
  double            light;      /* -1 from the left … +1 from the right */
};

AipDraftScene *aip_draft_scene_new       (const char       *prompt,
                                          guint64           seed) G_GNUC_WARN_UNUSED_RESULT;
AipDraftScene *aip_draft_scene_ref       (AipDraftScene    *self);
void           aip_draft_scene_unref     (AipDraftScene    *self);

/* "CU", "EWS" …: what film crews write on a card. */
const char    *aip_draft_shot_size_label (AipDraftShotSize  shot);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipDraftScene, aip_draft_scene_unref)

G_END_DECLS
