/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-timeline-canvas.h"

G_BEGIN_DECLS

/* Decibels that the gain line of a clip reaches; more and less is a matter of the dialog. */
#define AIP_TIMELINE_MAX_GAIN 12.0
#define AIP_TIMELINE_MIN_GAIN -60.0

#define AIP_TYPE_TIMELINE_SOUND_LANE (aip_timeline_sound_lane_get_type ())

/**
 * AipTimelineSoundLane:
 *
 * A track beside the shots: its clips with waveform, fades and gain. A reference movie is a clip
 * without its picture, and so lower.
 */
G_DECLARE_FINAL_TYPE (AipTimelineSoundLane, aip_timeline_sound_lane, AIP, TIMELINE_SOUND_LANE,
                      AipTimelineLane)

/* @canvas: that it will be in, where drags find other lanes; not referenced */
AipTimelineLane   *aip_timeline_sound_lane_new          (AipTimelineSession   *session,
                                                         AipTimelineCanvas    *canvas,
                                                         const char           *track);
/* (nullable) */
AipTimelineCanvas *aip_timeline_sound_lane_get_canvas   (AipTimelineSoundLane *self);
const char        *aip_timeline_sound_lane_get_track_id (AipTimelineSoundLane *self);
/* (nullable) (transfer none): the track in @cut, and its index there (nullable) */
const AipCutTrack *aip_timeline_sound_lane_find_track   (AipTimelineSoundLane *self,
                                                         AipCut               *cut,
                                                         guint                *index);

/* Where in a clip its gain is shown: pixels of the lane, and back. */
double             aip_timeline_sound_lane_gain_to_y    (AipTimelineSoundLane *self,
                                                         double                gain);
double             aip_timeline_sound_lane_gain_from_y  (AipTimelineSoundLane *self,
                                                         double                y);

G_END_DECLS
