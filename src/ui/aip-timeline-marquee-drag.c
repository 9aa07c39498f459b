/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-timeline-marquee-drag"

#include "config.h"

#include <adwaita.h>

#include "aip-timeline-marquee-drag.h"

struct _AipTimelineMarqueeDrag
{
  AipTimelineDrag parent_instance;

  AipTimelineCanvas *canvas;
  GPtrArray         *before;    /* what was selected when it began */
};

G_DEFINE_FINAL_TYPE (AipTimelineMarqueeDrag, aip_timeline_marquee_drag, AIP_TYPE_TIMELINE_DRAG)

static void
found_cb (const AipTimelineItem *item,
          gpointer               user_data)
{
  g_ptr_array_add (user_data, g_strdup (item->id));
}

static void
aip_timeline_marquee_drag_update (AipTimelineDrag        *drag,
                                  const AipTimelinePoint *point)
{
  AipTimelineMarqueeDrag *self = AIP_TIMELINE_MARQUEE_DRAG (drag);
  AipTimelineSession *session = aip_timeline_drag_get_session (drag);
  const AipTimelineGeometry *geometry = aip_timeline_session_get_geometry (session);
  const AipTimelinePoint *start = aip_timeline_drag_get_start (drag);
  gint64 first = aip_timeline_geometry_get_frame (geometry, MIN (start->x, point->x) -
                                                            (double) geometry->offset);
  gint64 end = aip_timeline_geometry_get_frame (geometry, MAX (start->x, point->x) -
                                                          (double) geometry->offset) + 1;
  double top = MIN (start->y, point->y);
  double bottom = MAX (start->y, point->y);
  gboolean keep = (start->modifiers & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) != 0;
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < aip_timeline_canvas_get_n_lanes (self->canvas); i++)
    {
      int y;
      AipTimelineLane *lane = aip_timeline_canvas_get_lane (self->canvas, i, &y);

      if (bottom >= y && top < y + aip_timeline_lane_get_height (lane))
        aip_timeline_lane_foreach_item (lane, first, end, found_cb, ids);
    }
  for (guint i = 0; keep && i < self->before->len; i++)
    g_ptr_array_add (ids, g_strdup (self->before->pdata[i]));
  aip_timeline_session_select_ids (session, ids, FALSE);
}

static void
aip_timeline_marquee_drag_click (AipTimelineDrag        *drag,
                                 const AipTimelinePoint *point)
{
  if (!(point->modifiers & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)))
    aip_timeline_session_select (aip_timeline_drag_get_session (drag), NULL);
}

static void
aip_timeline_marquee_drag_cancel (AipTimelineDrag *drag)
{
  AipTimelineMarqueeDrag *self = AIP_TIMELINE_MARQUEE_DRAG (drag);

  aip_timeline_session_select_ids (aip_timeline_drag_get_session (drag), self->before, FALSE);
}

static void
aip_timeline_marquee_drag_draw (AipTimelineDrag *drag,
                                GtkWidget       *widget,
                                GtkSnapshot     *snapshot)
{
  const AipTimelineGeometry *geometry =
    aip_timeline_session_get_geometry (aip_timeline_drag_get_session (drag));
  const AipTimelinePoint *start = aip_timeline_drag_get_start (drag);
  const AipTimelinePoint *point = aip_timeline_drag_get_point (drag);
  GdkRGBA *accent = adw_style_manager_get_accent_color_rgba (adw_style_manager_get_default ());
  GdkRGBA edge = *accent;
  GdkRGBA back = *accent;
  GskRoundedRect outline;

  gdk_rgba_free (accent);
  back.alpha = 0.2f;
  gsk_rounded_rect_init_from_rect (
    &outline, &GRAPHENE_RECT_INIT ((float) (MIN (start->x, point->x) - (double) geometry->offset),
                                   (float) MIN (start->y, point->y),
                                   (float) ABS (point->x - start->x),
                                   (float) ABS (point->y - start->y)), 0);
  gtk_snapshot_append_color (snapshot, &back, &outline.bounds);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]) { 1, 1, 1, 1 },
                              (GdkRGBA[4]) { edge, edge, edge, edge });
}

static void
aip_timeline_marquee_drag_finalize (GObject *object)
{
  AipTimelineMarqueeDrag *self = AIP_TIMELINE_MARQUEE_DRAG (object);

  g_clear_pointer (&self->before, g_ptr_array_unref);

  G_OBJECT_CLASS (aip_timeline_marquee_drag_parent_class)->finalize (object);
}

static void
aip_timeline_marquee_drag_class_init (AipTimelineMarqueeDragClass *klass)
{
  AipTimelineDragClass *drag_class = AIP_TIMELINE_DRAG_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = aip_timeline_marquee_drag_finalize;
  drag_class->update = aip_timeline_marquee_drag_update;
  drag_class->click = aip_timeline_marquee_drag_click;
  drag_class->cancel = aip_timeline_marquee_drag_cancel;
  drag_class->draw = aip_timeline_marquee_drag_draw;
}

static void
aip_timeline_marquee_drag_init (AipTimelineMarqueeDrag *self)
{
}

AipTimelineDrag *
aip_timeline_marquee_drag_new (AipTimelineCanvas  *canvas,
                               AipTimelineSession *session)
{
  AipTimelineMarqueeDrag *self;

  g_return_val_if_fail (AIP_IS_TIMELINE_CANVAS (canvas), NULL);
  g_return_val_if_fail (AIP_IS_TIMELINE_SESSION (session), NULL);

  self = g_object_new (AIP_TYPE_TIMELINE_MARQUEE_DRAG, NULL);
  /* The canvas owns its drag. */
  self->canvas = canvas;
  self->before = aip_timeline_session_dup_selected (session);

  return AIP_TIMELINE_DRAG (self);
}
