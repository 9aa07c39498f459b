/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-timeline-canvas.h"

G_BEGIN_DECLS

#define AIP_TYPE_TIMELINE_MARQUEE_DRAG (aip_timeline_marquee_drag_get_type ())

/**
 * AipTimelineMarqueeDrag:
 *
 * Selects what a rectangle touches, beside what was selected if Ctrl or Shift is held. A click on an
 * empty place selects nothing.
 */
G_DECLARE_FINAL_TYPE (AipTimelineMarqueeDrag, aip_timeline_marquee_drag, AIP, TIMELINE_MARQUEE_DRAG,
                      AipTimelineDrag)

AipTimelineDrag *aip_timeline_marquee_drag_new (AipTimelineCanvas  *canvas,
                                                AipTimelineSession *session);

G_END_DECLS
