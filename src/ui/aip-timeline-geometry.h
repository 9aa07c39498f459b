/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-frame-rate.h"

G_BEGIN_DECLS

/* Pixels of one frame. At the largest a single frame can be seen with room for its picture. */
#define AIP_TIMELINE_MIN_SCALE 0.0005
#define AIP_TIMELINE_MAX_SCALE 120.0

/* How far beside an edge the pointer still has it, on each side. */
#define AIP_TIMELINE_EDGE_REACH 6
/* Within how many pixels something attracts. */
#define AIP_TIMELINE_SNAP_REACH 10

/**
 * AipTimelineGeometry:
 * @scale: pixels of one frame
 * @offset: pixels of the film that lie left of the view; may be negative
 * @width: pixels of the view
 *
 * Where the frames of the film are on the screen. A frame lies at the same pixel of the film
 * whatever is scrolled, so scrolling moves a picture by whole pixels and nothing has to be drawn
 * again.
 */
typedef struct {
  double scale;
  gint64 offset;
  int    width;
} AipTimelineGeometry;

/* Of the left edge of @frame. */
gint64 aip_timeline_geometry_get_x      (const AipTimelineGeometry *self,
                                         gint64                     frame);
/* The frame that is drawn at @x. */
gint64 aip_timeline_geometry_get_frame  (const AipTimelineGeometry *self,
                                         double                     x);
/* The edge between two frames that is nearest to @x. */
gint64 aip_timeline_geometry_get_edge   (const AipTimelineGeometry *self,
                                         double                     x);
/* How many frames a movement of the pointer is, rounded to the nearest. */
gint64 aip_timeline_geometry_get_delta  (const AipTimelineGeometry *self,
                                         double                     pixels);
/* At least 1. */
gint64 aip_timeline_geometry_get_reach  (const AipTimelineGeometry *self,
                                         double                     pixels);

/* @factor: of the scale. What is at @x stays there as far as the bounds of the scale allow. */
void   aip_timeline_geometry_zoom       (AipTimelineGeometry       *self,
                                         double                     factor,
                                         double                     x);
/* From @first to before @end in all of the width, but for a margin of @margin pixels each side. */
void   aip_timeline_geometry_fit        (AipTimelineGeometry       *self,
                                         gint64                     first,
                                         gint64                     end,
                                         int                        margin);
/* Moves as little as is needed to have @frame at least @margin pixels from both sides. */
void   aip_timeline_geometry_reveal     (AipTimelineGeometry       *self,
                                         gint64                     frame,
                                         int                        margin);
/*
 * Keeps the film in view: no further left than its beginning, no further right than that its last
 * frame is in the middle.
 */
void   aip_timeline_geometry_limit      (AipTimelineGeometry       *self,
                                         gint64                     duration,
                                         int                        margin);

/**
 * AipTimelineTicks:
 * @major: frames between the marks that have a time code
 * @minor: frames between marks; divides @major
 *
 * The marks of a ruler: counted in frames, seconds, minutes or hours of time code.
 */
typedef struct {
  gint64 major;
  gint64 minor;
} AipTimelineTicks;

/* @room: pixels that a time code needs. */
void   aip_timeline_geometry_get_ticks  (const AipTimelineGeometry *self,
                                         const AipFrameRate        *rate,
                                         int                        room,
                                         AipTimelineTicks          *ticks);

G_END_DECLS
