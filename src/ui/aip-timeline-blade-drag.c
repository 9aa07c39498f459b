/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-timeline-blade-drag"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "aip-timeline-blade-drag.h"
#include "aip-timeline-canvas.h"
#include "aip-timeline-draw.h"
#include "aip-timeline-edit.h"

struct _AipTimelineBladeDrag
{
  AipTimelineDrag parent_instance;

  AipTimelineLane *lane;
  gint64           frame;
  gboolean         aimed;
};

G_DEFINE_FINAL_TYPE (AipTimelineBladeDrag, aip_timeline_blade_drag, AIP_TYPE_TIMELINE_DRAG)

gboolean
aip_timeline_blade (AipTimelineSession *session,
                    gint64              frame)
{
  AipCut *cut;
  const AipCutShot *found;
  AipShot *shot, *second;
  g_autofree char *said = NULL;
  g_autoptr(GError) error = NULL;
  guint index;

  g_return_val_if_fail (AIP_IS_TIMELINE_SESSION (session), FALSE);

  cut = aip_timeline_session_get_cut (session);
  if (!aip_cut_find_frame (cut, frame, &index))
    return FALSE;
  found = aip_cut_get_shot (cut, index);
  /* Between two shots there is a cut already. */
  if (found->record == frame)
    return FALSE;

  shot = aip_timeline_session_lookup_shot (session, found->id);
  second = aip_timeline_edit_split (aip_timeline_session_get_document (session), shot,
                                    frame - found->record, &error);
  if (second == NULL)
    {
      aip_session_toast_error (aip_timeline_session_get_session (session), error);
      return FALSE;
    }

  aip_timeline_session_select (session, aip_entity_get_id (AIP_ENTITY (second)));
  /* Translators: codes of the shot that was split and of its second part. */
  said = g_strdup_printf (_("Split %s, the rest is %s"), aip_shot_get_code (shot),
                          aip_shot_get_code (second));
  aip_timeline_session_announce (session, said);

  return TRUE;
}

static void
aip_timeline_blade_drag_update (AipTimelineDrag        *drag,
                                const AipTimelinePoint *point)
{
  AipTimelineBladeDrag *self = AIP_TIMELINE_BLADE_DRAG (drag);
  AipTimelineSession *session = aip_timeline_drag_get_session (drag);
  const AipTimelineGeometry *geometry = aip_timeline_session_get_geometry (session);
  gint64 frame = aip_timeline_geometry_get_edge (geometry, point->x - (double) geometry->offset);

  self->frame = aip_timeline_session_snap (session, aip_timeline_session_get_cut (session), frame, -1,
                                           (point->modifiers & GDK_ALT_MASK) != 0);
  self->aimed = TRUE;
}

static gboolean
aip_timeline_blade_drag_commit (AipTimelineDrag  *drag,
                                GError          **error)
{
  aip_timeline_blade (aip_timeline_drag_get_session (drag), AIP_TIMELINE_BLADE_DRAG (drag)->frame);

  return TRUE;
}

static void
aip_timeline_blade_drag_click (AipTimelineDrag        *drag,
                               const AipTimelinePoint *point)
{
  aip_timeline_blade_drag_update (drag, point);
  aip_timeline_session_set_snap_frame (aip_timeline_drag_get_session (drag), -1);
  aip_timeline_blade_drag_commit (drag, NULL);
}

static void
aip_timeline_blade_drag_draw (AipTimelineDrag *drag,
                              GtkWidget       *widget,
                              GtkSnapshot     *snapshot)
{
  AipTimelineBladeDrag *self = AIP_TIMELINE_BLADE_DRAG (drag);
  AipTimelineSession *session = aip_timeline_drag_get_session (drag);
  const AipTimelineGeometry *geometry = aip_timeline_session_get_geometry (session);
  g_autofree char *text = NULL;
  GdkRGBA color;
  gint64 x;
  int y, height;

  if (!self->aimed ||
      !aip_timeline_canvas_get_lane_place (AIP_TIMELINE_CANVAS (widget), self->lane, &y, &height))
    return;

  x = aip_timeline_geometry_get_x (geometry, self->frame);
  adw_accent_color_to_rgba (ADW_ACCENT_COLOR_YELLOW, &color);
  gtk_snapshot_append_color (snapshot, &color,
                             &GRAPHENE_RECT_INIT ((float) x - 1, (float) y, 2, (float) height));
  text = aip_timeline_session_dup_timecode (session, self->frame);
  aip_timeline_draw_badge (widget, snapshot, text, (double) x, y + height / 2.0);
}

static void
aip_timeline_blade_drag_finalize (GObject *object)
{
  g_clear_object (&AIP_TIMELINE_BLADE_DRAG (object)->lane);

  G_OBJECT_CLASS (aip_timeline_blade_drag_parent_class)->finalize (object);
}

static void
aip_timeline_blade_drag_class_init (AipTimelineBladeDragClass *klass)
{
  AipTimelineDragClass *drag_class = AIP_TIMELINE_DRAG_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = aip_timeline_blade_drag_finalize;
  drag_class->update = aip_timeline_blade_drag_update;
  drag_class->commit = aip_timeline_blade_drag_commit;
  drag_class->click = aip_timeline_blade_drag_click;
  drag_class->draw = aip_timeline_blade_drag_draw;
}

static void
aip_timeline_blade_drag_init (AipTimelineBladeDrag *self)
{
}

AipTimelineDrag *
aip_timeline_blade_drag_new (AipTimelineLane *lane)
{
  AipTimelineBladeDrag *self;

  g_return_val_if_fail (AIP_IS_TIMELINE_LANE (lane), NULL);

  self = g_object_new (AIP_TYPE_TIMELINE_BLADE_DRAG, NULL);
  self->lane = g_object_ref (lane);

  return AIP_TIMELINE_DRAG (self);
}
