/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-timeline-sound-lane.h"

G_BEGIN_DECLS

#define AIP_TYPE_TIMELINE_SOUND_DRAG (aip_timeline_sound_drag_get_type ())

/**
 * AipTimelineSoundDrag:
 *
 * A clip of sound under the pointer: moved (also to another track, and with all that is selected),
 * trimmed at either end, slipped, faded, made louder or softer, or split by the blade.
 */
G_DECLARE_FINAL_TYPE (AipTimelineSoundDrag, aip_timeline_sound_drag, AIP, TIMELINE_SOUND_DRAG,
                      AipTimelineDrag)

/* (nullable) (transfer full) */
AipTimelineDrag *aip_timeline_sound_drag_new (AipTimelineSoundLane *lane,
                                              const AipTimelineHit *hit);

G_END_DECLS
