/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-timeline-lane.h"

G_BEGIN_DECLS

#define AIP_TYPE_TIMELINE_BLADE_DRAG (aip_timeline_blade_drag_get_type ())

/**
 * AipTimelineBladeDrag:
 *
 * Splits the shot at the edge between two frames where the button is let go; a line says where.
 */
G_DECLARE_FINAL_TYPE (AipTimelineBladeDrag, aip_timeline_blade_drag, AIP, TIMELINE_BLADE_DRAG,
                      AipTimelineDrag)

AipTimelineDrag *aip_timeline_blade_drag_new (AipTimelineLane *lane);

/* Splits what @frame lies in, selects the new part and says so. %FALSE with a toast. */
gboolean         aip_timeline_blade          (AipTimelineSession *session,
                                              gint64              frame);

G_END_DECLS
