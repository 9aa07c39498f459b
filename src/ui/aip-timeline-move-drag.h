/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-timeline-lane.h"

G_BEGIN_DECLS

#define AIP_TYPE_TIMELINE_MOVE_DRAG (aip_timeline_move_drag_get_type ())

/**
 * AipTimelineMoveDrag:
 *
 * Takes shots to another place in the order of the film; a line says where they would go. A click
 * selects.
 */
G_DECLARE_FINAL_TYPE (AipTimelineMoveDrag, aip_timeline_move_drag, AIP, TIMELINE_MOVE_DRAG,
                      AipTimelineDrag)

/* @id: of the shot that is held; the selected ones go along if it is one of them. */
AipTimelineDrag *aip_timeline_move_drag_new (AipTimelineLane *lane,
                                             const char      *id);

G_END_DECLS
