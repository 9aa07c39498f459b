/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-timeline-session.h"

G_BEGIN_DECLS

#define AIP_TYPE_TIMELINE_OVERVIEW (aip_timeline_overview_get_type ())

/**
 * AipTimelineOverview:
 *
 * All of the film in one strip, with a window on what the lanes show. The window is dragged to
 * scroll, its ends to zoom; a click elsewhere brings it there. To the keyboard it is a scroll bar.
 */
G_DECLARE_FINAL_TYPE (AipTimelineOverview, aip_timeline_overview, AIP, TIMELINE_OVERVIEW, GtkWidget)

GtkWidget *aip_timeline_overview_new (AipTimelineSession *session);

G_END_DECLS
