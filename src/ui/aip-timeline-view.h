/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-timeline-canvas.h"

G_BEGIN_DECLS

#define AIP_TYPE_TIMELINE_VIEW (aip_timeline_view_get_type ())

/**
 * AipTimelineView:
 *
 * The timeline: ruler, lanes with their headers, playhead and overview. All of them show one
 * #AipTimelineSession; the view only gives them their places.
 */
G_DECLARE_FINAL_TYPE (AipTimelineView, aip_timeline_view, AIP, TIMELINE_VIEW, GtkWidget)

GtkWidget         *aip_timeline_view_new        (AipTimelineSession *session);
AipTimelineCanvas *aip_timeline_view_get_canvas (AipTimelineView    *self);

G_END_DECLS
