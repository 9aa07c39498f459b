/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-timeline-lane.h"

G_BEGIN_DECLS

#define AIP_TYPE_TIMELINE_CLIP (aip_timeline_clip_get_type ())

/**
 * AipTimelineClip:
 *
 * A clip or marker as the keyboard and screen readers find it: it has a place, a name and the focus,
 * but no picture, for the lane draws it. The pointer goes through it.
 */
G_DECLARE_FINAL_TYPE (AipTimelineClip, aip_timeline_clip, AIP, TIMELINE_CLIP, GtkWidget)

AipTimelineClip *aip_timeline_clip_new          (AipTimelineLane       *lane,
                                                 const char            *id);
const char      *aip_timeline_clip_get_id       (AipTimelineClip       *self);
AipTimelineLane *aip_timeline_clip_get_lane     (AipTimelineClip       *self);
gint64           aip_timeline_clip_get_frame    (AipTimelineClip       *self);
gint64           aip_timeline_clip_get_duration (AipTimelineClip       *self);
/* What it stands for, and what is said of it. */
void             aip_timeline_clip_update       (AipTimelineClip       *self,
                                                 const AipTimelineItem *item,
                                                 gboolean               selected);

G_END_DECLS
