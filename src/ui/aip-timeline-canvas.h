/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-timeline-lane.h"

G_BEGIN_DECLS

#define AIP_TYPE_TIMELINE_CANVAS (aip_timeline_canvas_get_type ())

/**
 * AipTimelineCanvas:
 *
 * The lanes, one below the other. Each is drawn somewhat beyond both sides and kept, so that
 * scrolling moves a picture; what follows the pointer is drawn over it. What the pointer does on a
 * lane becomes an #AipTimelineDrag. What is seen is there a second time as widgets without a
 * picture, for the keyboard and for screen readers.
 *
 * Signals:
 * - `lanes-changed`: there are others, or they are of another height
 */
G_DECLARE_FINAL_TYPE (AipTimelineCanvas, aip_timeline_canvas, AIP, TIMELINE_CANVAS, GtkWidget)

GtkWidget       *aip_timeline_canvas_new         (AipTimelineSession *session);

/* At the end. */
void             aip_timeline_canvas_add_lane    (AipTimelineCanvas  *self,
                                                  AipTimelineLane    *lane);
/* Above the one that is at @index now. */
void             aip_timeline_canvas_insert_lane (AipTimelineCanvas  *self,
                                                  guint               index,
                                                  AipTimelineLane    *lane);
void             aip_timeline_canvas_remove_lane (AipTimelineCanvas  *self,
                                                  AipTimelineLane    *lane);
guint            aip_timeline_canvas_get_n_lanes (AipTimelineCanvas  *self);
/* (transfer none). @y: (out) (nullable): its top in the canvas */
AipTimelineLane *aip_timeline_canvas_get_lane    (AipTimelineCanvas  *self,
                                                  guint               index,
                                                  int                *y);
/* Where a lane is in the canvas; %FALSE if it is not there. */
gboolean         aip_timeline_canvas_get_lane_place (AipTimelineCanvas *self,
                                                  AipTimelineLane    *lane,
                                                  int                *y,
                                                  int                *height);
/* (transfer none) (nullable): the lane that has @id now */
AipTimelineLane *aip_timeline_canvas_find_lane   (AipTimelineCanvas  *self,
                                                  const char         *id);

/* What a drag is doing now; gives it up. %FALSE when nothing is dragged. */
gboolean         aip_timeline_canvas_cancel_drag (AipTimelineCanvas  *self);
gboolean         aip_timeline_canvas_is_dragging (AipTimelineCanvas  *self);
/* Gives the keyboard to the current item, or to the canvas. */
void             aip_timeline_canvas_focus_current (AipTimelineCanvas *self);
/* The menu of the current item, where that is. */
void             aip_timeline_canvas_popup_menu  (AipTimelineCanvas  *self);

G_END_DECLS
