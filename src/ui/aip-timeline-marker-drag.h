/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-timeline-lane.h"

G_BEGIN_DECLS

#define AIP_TYPE_TIMELINE_MARKER_DRAG (aip_timeline_marker_drag_get_type ())

/**
 * AipTimelineMarkerDrag:
 *
 * A marker that is moved to another frame.
 */
G_DECLARE_FINAL_TYPE (AipTimelineMarkerDrag, aip_timeline_marker_drag, AIP, TIMELINE_MARKER_DRAG,
                      AipTimelineDrag)

/* (nullable) (transfer full) */
AipTimelineDrag *aip_timeline_marker_drag_new (AipTimelineLane *lane,
                                               const char      *id);

G_END_DECLS
