/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-timeline-lane.h"

G_BEGIN_DECLS

#define AIP_TYPE_TIMELINE_MARKER_LANE (aip_timeline_marker_lane_get_type ())

/**
 * AipTimelineMarkerLane:
 *
 * The markers of the cut, right below the ruler; those with a length as bars. A line goes down
 * through all lanes from the one that is current.
 */
G_DECLARE_FINAL_TYPE (AipTimelineMarkerLane, aip_timeline_marker_lane, AIP, TIMELINE_MARKER_LANE,
                      AipTimelineLane)

AipTimelineLane *aip_timeline_marker_lane_new (AipTimelineSession *session);

G_END_DECLS
