/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-timeline-session.h"

G_BEGIN_DECLS

#define AIP_TYPE_TIMELINE_RULER (aip_timeline_ruler_get_type ())

/**
 * AipTimelineRuler:
 *
 * Time code above the lanes, with the range between in and out. Clicking or dragging in it moves the
 * playhead.
 */
G_DECLARE_FINAL_TYPE (AipTimelineRuler, aip_timeline_ruler, AIP, TIMELINE_RULER, GtkWidget)

GtkWidget *aip_timeline_ruler_new (AipTimelineSession *session);

G_END_DECLS
