/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-timeline-session.h"
#include "aip-track.h"

G_BEGIN_DECLS

#define AIP_TYPE_TIMELINE_TRACK_HEADER (aip_timeline_track_header_get_type ())

/**
 * AipTimelineTrackHeader:
 *
 * What stands left of a track: its name, whether it is heard, alone, and locked, and its menu.
 */
G_DECLARE_FINAL_TYPE (AipTimelineTrackHeader, aip_timeline_track_header, AIP, TIMELINE_TRACK_HEADER,
                      GtkBox)

GtkWidget *aip_timeline_track_header_new (AipTimelineSession *session,
                                          AipTrack           *track);

G_END_DECLS
