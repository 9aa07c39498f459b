/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-timeline-lane.h"

G_BEGIN_DECLS

#define AIP_TYPE_TIMELINE_SHOT_LANE (aip_timeline_shot_lane_get_type ())

/**
 * AipTimelineShotLane:
 *
 * V1: the shots of the film, one after the other. Each says its code, shows its take along its
 * length in the colour of its status, how its generation goes, where it holds its last frame because
 * its movie is over, and that there is a newer take than the one it shows.
 */
G_DECLARE_FINAL_TYPE (AipTimelineShotLane, aip_timeline_shot_lane, AIP, TIMELINE_SHOT_LANE,
                      AipTimelineLane)

AipTimelineLane *aip_timeline_shot_lane_new (AipTimelineSession *session);

G_END_DECLS
