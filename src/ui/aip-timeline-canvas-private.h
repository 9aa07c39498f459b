/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-timeline-canvas.h"

G_BEGIN_DECLS

/* Between two lanes. */
#define AIP_TIMELINE_LANE_GAP 4

/* A lane and the picture of it that is kept. */
typedef struct {
  AipTimelineLane *lane;
  int              y;
  int              height;
  GskRenderNode   *node;        /* NULL: to be drawn, or empty */
  gboolean         valid;
  double           scale;       /* of the view when it was drawn, and its offset */
  gint64           offset;
  gint64           left;        /* pixels of the film that it covers */
  gint64           right;
} AipTimelineRow;

struct _AipTimelineCanvas
{
  GtkWidget parent_instance;

  AipTimelineSession *session;
  GPtrArray          *rows;         /* AipTimelineRow */
  GtkWidget          *menu;

  /* aip-timeline-canvas-items.c */
  GHashTable         *items;        /* id → AipTimelineClip */
  guint               items_source;

  /* aip-timeline-canvas-input.c */
  GtkGesture         *drag_gesture;
  AipTimelineDrag    *drag;
  AipTimelineHit      pressed;      /* without an id that is kept */
  double              press_x;
  double              press_y;
  gint64              press_offset; /* of the view when the button was pressed */
  double              pointer_x;
  double              pointer_y;
  double              last_x;       /* of the pointer in the drag */
  double              last_y;
  GdkModifierType     modifiers;
  gboolean            moved;        /* far enough to be a drag */
  guint               tick;
  double              zoom_scale;   /* when two fingers came down */
};

/* (nullable) */
AipTimelineRow *_aip_timeline_canvas_get_row_at   (AipTimelineCanvas *self,
                                                   double             y);

/* aip-timeline-canvas-input.c */
void            _aip_timeline_canvas_init_input   (AipTimelineCanvas *self);
void            _aip_timeline_canvas_end_input    (AipTimelineCanvas *self);

/* aip-timeline-canvas-items.c */
void            _aip_timeline_canvas_init_items   (AipTimelineCanvas *self);
void            _aip_timeline_canvas_end_items    (AipTimelineCanvas *self);
/* Items come, go or move: soon, or once nothing has been scrolled for a moment. */
void            _aip_timeline_canvas_queue_items  (AipTimelineCanvas *self);
void            _aip_timeline_canvas_delay_items  (AipTimelineCanvas *self);
void            _aip_timeline_canvas_place_items  (AipTimelineCanvas *self);

G_END_DECLS
