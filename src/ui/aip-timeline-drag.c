/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-timeline-drag"

#include "config.h"

#include "aip-timeline-drag.h"

typedef struct {
  AipTimelineSession *session;
  AipTimelinePoint    start;
  AipTimelinePoint    point;
} AipTimelineDragPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (AipTimelineDrag, aip_timeline_drag, G_TYPE_OBJECT)

static AipTimelineDragPrivate *
get_private (AipTimelineDrag *self)
{
  return aip_timeline_drag_get_instance_private (self);
}

AipTimelineSession *
aip_timeline_drag_get_session (AipTimelineDrag *self)
{
  g_return_val_if_fail (AIP_IS_TIMELINE_DRAG (self), NULL);

  return get_private (self)->session;
}

const AipTimelinePoint *
aip_timeline_drag_get_start (AipTimelineDrag *self)
{
  g_return_val_if_fail (AIP_IS_TIMELINE_DRAG (self), NULL);

  return &get_private (self)->start;
}

const AipTimelinePoint *
aip_timeline_drag_get_point (AipTimelineDrag *self)
{
  g_return_val_if_fail (AIP_IS_TIMELINE_DRAG (self), NULL);

  return &get_private (self)->point;
}

gint64
aip_timeline_drag_get_delta (AipTimelineDrag        *self,
                             const AipTimelinePoint *point)
{
  AipTimelineDragPrivate *priv;

  g_return_val_if_fail (AIP_IS_TIMELINE_DRAG (self), 0);
  g_return_val_if_fail (point != NULL, 0);

  priv = get_private (self);

  return aip_timeline_geometry_get_delta (aip_timeline_session_get_geometry (priv->session),
                                          point->x - priv->start.x);
}

void
aip_timeline_drag_begin (AipTimelineDrag        *self,
                         AipTimelineSession     *session,
                         const AipTimelinePoint *start)
{
  AipTimelineDragPrivate *priv;

  g_return_if_fail (AIP_IS_TIMELINE_DRAG (self));
  g_return_if_fail (AIP_IS_TIMELINE_SESSION (session));
  g_return_if_fail (start != NULL);

  priv = get_private (self);
  g_set_object (&priv->session, session);
  priv->start = *start;
  priv->point = *start;
}

void
aip_timeline_drag_update (AipTimelineDrag        *self,
                          const AipTimelinePoint *point)
{
  g_return_if_fail (AIP_IS_TIMELINE_DRAG (self));
  g_return_if_fail (point != NULL);

  get_private (self)->point = *point;
  if (AIP_TIMELINE_DRAG_GET_CLASS (self)->update != NULL)
    AIP_TIMELINE_DRAG_GET_CLASS (self)->update (self, point);
}

static void
leave (AipTimelineDrag *self)
{
  AipTimelineSession *session = get_private (self)->session;

  aip_timeline_session_set_snap_frame (session, -1);
  aip_timeline_session_set_two_up (session, -1, -1);
  aip_timeline_session_set_preview (session, NULL);
}

gboolean
aip_timeline_drag_commit (AipTimelineDrag  *self,
                          GError          **error)
{
  gboolean ok = TRUE;

  g_return_val_if_fail (AIP_IS_TIMELINE_DRAG (self), FALSE);

  if (AIP_TIMELINE_DRAG_GET_CLASS (self)->commit != NULL)
    ok = AIP_TIMELINE_DRAG_GET_CLASS (self)->commit (self, error);
  leave (self);

  return ok;
}

void
aip_timeline_drag_click (AipTimelineDrag        *self,
                         const AipTimelinePoint *point)
{
  g_return_if_fail (AIP_IS_TIMELINE_DRAG (self));
  g_return_if_fail (point != NULL);

  leave (self);
  if (AIP_TIMELINE_DRAG_GET_CLASS (self)->click != NULL)
    AIP_TIMELINE_DRAG_GET_CLASS (self)->click (self, point);
}

void
aip_timeline_drag_cancel (AipTimelineDrag *self)
{
  g_return_if_fail (AIP_IS_TIMELINE_DRAG (self));

  leave (self);
  if (AIP_TIMELINE_DRAG_GET_CLASS (self)->cancel != NULL)
    AIP_TIMELINE_DRAG_GET_CLASS (self)->cancel (self);
}

void
aip_timeline_drag_draw (AipTimelineDrag *self,
                        GtkWidget       *widget,
                        GtkSnapshot     *snapshot)
{
  g_return_if_fail (AIP_IS_TIMELINE_DRAG (self));
  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (AIP_TIMELINE_DRAG_GET_CLASS (self)->draw != NULL)
    AIP_TIMELINE_DRAG_GET_CLASS (self)->draw (self, widget, snapshot);
}

static void
aip_timeline_drag_finalize (GObject *object)
{
  g_clear_object (&get_private (AIP_TIMELINE_DRAG (object))->session);

  G_OBJECT_CLASS (aip_timeline_drag_parent_class)->finalize (object);
}

static void
aip_timeline_drag_class_init (AipTimelineDragClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_timeline_drag_finalize;
}

static void
aip_timeline_drag_init (AipTimelineDrag *self)
{
}
