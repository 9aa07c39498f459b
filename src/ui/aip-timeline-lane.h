/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-timeline-drag.h"
#include "aip-timeline-session.h"

G_BEGIN_DECLS

/**
 * AipTimelinePart:
 * @AIP_TIMELINE_PART_NOTHING: an empty place of a lane
 * @AIP_TIMELINE_PART_BODY: a clip
 * @AIP_TIMELINE_PART_START: the left end of a clip, within %AIP_TIMELINE_EDGE_REACH
 * @AIP_TIMELINE_PART_END: its right end
 * @AIP_TIMELINE_PART_FADE_IN, @AIP_TIMELINE_PART_FADE_OUT, @AIP_TIMELINE_PART_GAIN: of a sound
 */
typedef enum {
  AIP_TIMELINE_PART_NOTHING,
  AIP_TIMELINE_PART_BODY,
  AIP_TIMELINE_PART_START,
  AIP_TIMELINE_PART_END,
  AIP_TIMELINE_PART_FADE_IN,
  AIP_TIMELINE_PART_FADE_OUT,
  AIP_TIMELINE_PART_GAIN,
} AipTimelinePart;

/**
 * AipTimelineHit:
 * @id: (nullable): borrowed from the cut that is shown
 *
 * What is under the pointer.
 */
typedef struct {
  const char      *id;
  AipTimelinePart  part;
} AipTimelineHit;

/**
 * AipTimelineItem:
 * @id: borrowed from the cut that is shown
 * @index, @n_items: which of how many the lane has
 *
 * A clip or marker of a lane, as the keyboard and screen readers find it.
 */
typedef struct {
  const char *id;
  gint64      frame;
  gint64      duration;
  guint       index;
  guint       n_items;
} AipTimelineItem;

typedef void (*AipTimelineItemFunc) (const AipTimelineItem *item,
                                     gpointer               user_data);

#define AIP_TYPE_TIMELINE_LANE (aip_timeline_lane_get_type ())

/**
 * AipTimelineLane:
 *
 * A line of the timeline: the shots, a track, the markers. It draws what the session's shown cut
 * has of it, says what is where, and makes the drags that change it. It is no widget: the canvas
 * draws it, keeps its picture as long as nothing of it changes, and stands for its items with
 * widgets that a screen reader finds.
 *
 * Signals:
 * - `changed`: it looks different, though neither the cut nor the selection has changed, as when a
 *   picture has come; the canvas draws it anew
 * - `resized`: so is its height
 */
G_DECLARE_DERIVABLE_TYPE (AipTimelineLane, aip_timeline_lane, AIP, TIMELINE_LANE, GObject)

/**
 * AipTimelineLaneClass:
 * @get_height: in pixels. Required.
 * @snapshot: draws the pixels from @x to @x + @width of the view, which may lie outside of what is
 *   seen, with the text colour and fonts of @widget. Required. Is kept: whatever follows the
 *   pointer or the playhead belongs to @snapshot_over.
 * @snapshot_over: (nullable): drawn anew each time, over all lanes' @snapshot
 * @hit: what is at @x, @y of the lane. Required.
 * @create_drag: (nullable): what pressing the first button at @hit begins with the session's tool;
 *   %NULL for what the canvas does with an empty place (a marquee)
 * @get_cursor: (nullable): the name of a CSS cursor, %NULL for the usual one
 * @foreach_item: calls @func for all that is seen between two frames. Required.
 * @describe: what a screen reader says of an item. (transfer full). Required.
 * @activate: (nullable): a double click, or Enter; @widget: to open a dialog over, and to find
 *   actions
 * @dup_menu: (nullable) (transfer full): of the secondary button on an item
 * @create_header: (nullable) (transfer floating): stands left of the lane; a name if there is none
 * @get_title: “Picture”. Required.
 *
 * Geometry comes from the session.
 */
struct _AipTimelineLaneClass
{
  GObjectClass parent_class;

  int              (*get_height)    (AipTimelineLane        *self);
  void             (*snapshot)      (AipTimelineLane        *self,
                                     GtkWidget              *widget,
                                     GtkSnapshot            *snapshot,
                                     int                     x,
                                     int                     width);
  void             (*snapshot_over) (AipTimelineLane        *self,
                                     GtkWidget              *widget,
                                     GtkSnapshot            *snapshot);
  void             (*hit)           (AipTimelineLane        *self,
                                     double                  x,
                                     double                  y,
                                     AipTimelineHit         *hit);
  AipTimelineDrag *(*create_drag)   (AipTimelineLane        *self,
                                     const AipTimelineHit   *hit,
                                     const AipTimelinePoint *point);
  const char      *(*get_cursor)    (AipTimelineLane        *self,
                                     const AipTimelineHit   *hit);
  void             (*foreach_item)  (AipTimelineLane        *self,
                                     gint64                  first,
                                     gint64                  end,
                                     AipTimelineItemFunc     func,
                                     gpointer                user_data);
  char            *(*describe)      (AipTimelineLane        *self,
                                     const char             *id);
  void             (*activate)      (AipTimelineLane        *self,
                                     const char             *id,
                                     GtkWidget              *widget);
  GMenuModel      *(*dup_menu)      (AipTimelineLane        *self,
                                     const char             *id);
  GtkWidget       *(*create_header) (AipTimelineLane        *self);
  const char      *(*get_title)     (AipTimelineLane        *self);
};

AipTimelineSession *aip_timeline_lane_get_session   (AipTimelineLane        *self);
/* For subclasses. */
void                aip_timeline_lane_changed       (AipTimelineLane        *self);
void                aip_timeline_lane_resized       (AipTimelineLane        *self);

/* By the canvas; see the class. */
int                 aip_timeline_lane_get_height    (AipTimelineLane        *self);
void                aip_timeline_lane_snapshot      (AipTimelineLane        *self,
                                                     GtkWidget              *widget,
                                                     GtkSnapshot            *snapshot,
                                                     int                     x,
                                                     int                     width);
void                aip_timeline_lane_snapshot_over (AipTimelineLane        *self,
                                                     GtkWidget              *widget,
                                                     GtkSnapshot            *snapshot);
void                aip_timeline_lane_hit           (AipTimelineLane        *self,
                                                     double                  x,
                                                     double                  y,
                                                     AipTimelineHit         *hit);
AipTimelineDrag    *aip_timeline_lane_create_drag   (AipTimelineLane        *self,
                                                     const AipTimelineHit   *hit,
                                                     const AipTimelinePoint *point);
const char         *aip_timeline_lane_get_cursor    (AipTimelineLane        *self,
                                                     const AipTimelineHit   *hit);
void                aip_timeline_lane_foreach_item  (AipTimelineLane        *self,
                                                     gint64                  first,
                                                     gint64                  end,
                                                     AipTimelineItemFunc     func,
                                                     gpointer                user_data);
char               *aip_timeline_lane_describe      (AipTimelineLane        *self,
                                                     const char             *id)
                                                     G_GNUC_WARN_UNUSED_RESULT;
void                aip_timeline_lane_activate      (AipTimelineLane        *self,
                                                     const char             *id,
                                                     GtkWidget              *widget);
GMenuModel         *aip_timeline_lane_dup_menu      (AipTimelineLane        *self,
                                                     const char             *id);
GtkWidget          *aip_timeline_lane_create_header (AipTimelineLane        *self);
const char         *aip_timeline_lane_get_title     (AipTimelineLane        *self);

G_END_DECLS
