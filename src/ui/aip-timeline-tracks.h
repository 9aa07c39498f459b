/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-timeline-canvas.h"

G_BEGIN_DECLS

#define AIP_TYPE_TIMELINE_TRACKS (aip_timeline_tracks_get_type ())

/**
 * AipTimelineTracks:
 *
 * Keeps a lane in the canvas for each track of the film, in their order: reference movies above the
 * shots, sound below; and one for the markers at the top. Files that are dropped on the canvas become
 * clips where they are dropped.
 */
G_DECLARE_FINAL_TYPE (AipTimelineTracks, aip_timeline_tracks, AIP, TIMELINE_TRACKS, GObject)

/* @canvas: with the lane of the shots; borrowed, as by what it draws */
AipTimelineTracks *aip_timeline_tracks_new (AipTimelineSession *session,
                                            AipTimelineCanvas  *canvas);

G_END_DECLS
