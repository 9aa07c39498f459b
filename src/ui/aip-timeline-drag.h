/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-timeline-session.h"

G_BEGIN_DECLS

/**
 * AipTimelinePoint:
 * @x: pixels of the film from its first frame: scrolling moves the film under a pointer at rest
 * @y: pixels of the lanes from the first one
 * @modifiers: that are held
 *
 * Where the pointer is in a drag.
 */
typedef struct {
  double          x;
  double          y;
  GdkModifierType modifiers;
} AipTimelinePoint;

#define AIP_TYPE_TIMELINE_DRAG (aip_timeline_drag_get_type ())

/**
 * AipTimelineDrag:
 *
 * What is being done with the pointer held down, one object for each drag. It keeps what there was
 * when it began and computes its proposal from that each time, so nothing adds up and giving up
 * leaves nothing. What it proposes it shows as the session's `preview`; only commit changes the
 * film, as one transaction.
 */
G_DECLARE_DERIVABLE_TYPE (AipTimelineDrag, aip_timeline_drag, AIP, TIMELINE_DRAG, GObject)

/**
 * AipTimelineDragClass:
 * @update: the pointer has moved; also called after the view was scrolled
 * @commit: does it. %FALSE with @error: nothing was changed
 * @click: the button was let go where it was pressed, instead of @commit
 * @cancel: takes back what it set in the session beside preview, `two-up` and `snap-frame`, which
 *   are taken back anyhow
 * @draw: over all lanes, in pixels of the view
 *
 * All are optional.
 */
struct _AipTimelineDragClass
{
  GObjectClass parent_class;

  void     (*update) (AipTimelineDrag        *self,
                      const AipTimelinePoint *point);
  gboolean (*commit) (AipTimelineDrag        *self,
                      GError                **error);
  void     (*click)  (AipTimelineDrag        *self,
                      const AipTimelinePoint *point);
  void     (*cancel) (AipTimelineDrag        *self);
  void     (*draw)   (AipTimelineDrag        *self,
                      GtkWidget              *widget,
                      GtkSnapshot            *snapshot);
};

AipTimelineSession     *aip_timeline_drag_get_session (AipTimelineDrag        *self);
/* Where the pointer was pressed, and the frames between there and @point. */
const AipTimelinePoint *aip_timeline_drag_get_start   (AipTimelineDrag        *self);
gint64                  aip_timeline_drag_get_delta   (AipTimelineDrag        *self,
                                                       const AipTimelinePoint *point);
/* Where the pointer is now. */
const AipTimelinePoint *aip_timeline_drag_get_point   (AipTimelineDrag        *self);

/* By the canvas. */
void      aip_timeline_drag_begin  (AipTimelineDrag        *self,
                                    AipTimelineSession     *session,
                                    const AipTimelinePoint *start);
void      aip_timeline_drag_update (AipTimelineDrag        *self,
                                    const AipTimelinePoint *point);
/* Either ends it; afterwards the session shows the film again. */
gboolean  aip_timeline_drag_commit (AipTimelineDrag        *self,
                                    GError                **error);
void      aip_timeline_drag_click  (AipTimelineDrag        *self,
                                    const AipTimelinePoint *point);
void      aip_timeline_drag_cancel (AipTimelineDrag        *self);
void      aip_timeline_drag_draw   (AipTimelineDrag        *self,
                                    GtkWidget              *widget,
                                    GtkSnapshot            *snapshot);

G_END_DECLS
