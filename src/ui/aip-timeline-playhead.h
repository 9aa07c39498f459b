/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-timeline-session.h"

G_BEGIN_DECLS

/* Of the widget; the line is in the middle. */
#define AIP_TIMELINE_PLAYHEAD_WIDTH 13

#define AIP_TYPE_TIMELINE_PLAYHEAD (aip_timeline_playhead_get_type ())

/**
 * AipTimelinePlayhead:
 *
 * The line at the current frame. A widget of its own, so that moving it many times a second draws
 * nothing but itself. To a screen reader it is a slider whose value is the time code.
 */
G_DECLARE_FINAL_TYPE (AipTimelinePlayhead, aip_timeline_playhead, AIP, TIMELINE_PLAYHEAD, GtkWidget)

GtkWidget *aip_timeline_playhead_new (AipTimelineSession *session);

G_END_DECLS
