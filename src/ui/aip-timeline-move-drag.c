/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-timeline-move-drag"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "aip-timeline-canvas.h"
#include "aip-timeline-draw.h"
#include "aip-timeline-edit.h"
#include "aip-timeline-move-drag.h"

struct _AipTimelineMoveDrag
{
  AipTimelineDrag parent_instance;

  AipTimelineLane *lane;
  char            *id;
  AipCut          *start;
  GPtrArray       *shots;       /* what is moved, once it is */
  guint            place;       /* before which shot of the cut they would go */
};

G_DEFINE_FINAL_TYPE (AipTimelineMoveDrag, aip_timeline_move_drag, AIP_TYPE_TIMELINE_DRAG)

/* In the left half of a shot that is before it, in the right half behind it. */
static guint
get_place (AipTimelineMoveDrag    *self,
           const AipTimelinePoint *point)
{
  const AipTimelineGeometry *geometry =
    aip_timeline_session_get_geometry (aip_timeline_drag_get_session (AIP_TIMELINE_DRAG (self)));
  gint64 frame = aip_timeline_geometry_get_frame (geometry, point->x - (double) geometry->offset);
  const AipCutShot *shot;
  guint index;

  if (frame < 0)
    return 0;
  if (!aip_cut_find_frame (self->start, frame, &index))
    return aip_cut_get_n_shots (self->start);

  shot = aip_cut_get_shot (self->start, index);

  return frame - shot->record < shot->duration / 2 ? index : index + 1;
}

static void
aip_timeline_move_drag_update (AipTimelineDrag        *drag,
                               const AipTimelinePoint *point)
{
  AipTimelineMoveDrag *self = AIP_TIMELINE_MOVE_DRAG (drag);
  AipTimelineSession *session = aip_timeline_drag_get_session (drag);

  if (self->shots == NULL)
    {
      if (!aip_timeline_session_is_selected (session, self->id))
        aip_timeline_session_select (session, self->id);
      self->shots = aip_timeline_session_dup_selected_shots (session);
    }
  self->place = get_place (self, point);
}

static gboolean
aip_timeline_move_drag_commit (AipTimelineDrag  *drag,
                               GError          **error)
{
  AipTimelineMoveDrag *self = AIP_TIMELINE_MOVE_DRAG (drag);
  AipTimelineSession *session = aip_timeline_drag_get_session (drag);
  AipShot *before = NULL;
  g_autofree char *said = NULL;

  if (self->shots == NULL)
    return TRUE;

  if (self->place < aip_cut_get_n_shots (self->start))
    before = aip_timeline_session_lookup_shot (session,
                                               aip_cut_get_shot (self->start, self->place)->id);
  if (!aip_timeline_edit_move (aip_timeline_session_get_document (session), self->shots, before,
                               error))
    return FALSE;

  said = aip_timeline_lane_describe (self->lane, self->id);
  aip_timeline_session_announce (session, said);

  return TRUE;
}

static void
aip_timeline_move_drag_click (AipTimelineDrag        *drag,
                              const AipTimelinePoint *point)
{
  AipTimelineMoveDrag *self = AIP_TIMELINE_MOVE_DRAG (drag);
  AipTimelineSession *session = aip_timeline_drag_get_session (drag);

  if (point->modifiers & GDK_SHIFT_MASK)
    aip_timeline_session_select_to (session, self->id);
  else if (point->modifiers & GDK_CONTROL_MASK)
    aip_timeline_session_toggle (session, self->id);
  else
    aip_timeline_session_select (session, self->id);
}

static void
aip_timeline_move_drag_draw (AipTimelineDrag *drag,
                             GtkWidget       *widget,
                             GtkSnapshot     *snapshot)
{
  AipTimelineMoveDrag *self = AIP_TIMELINE_MOVE_DRAG (drag);
  const AipTimelineGeometry *geometry =
    aip_timeline_session_get_geometry (aip_timeline_drag_get_session (drag));
  GdkRGBA *accent = adw_style_manager_get_accent_color_rgba (adw_style_manager_get_default ());
  GdkRGBA line = *accent;
  guint n_shots = aip_cut_get_n_shots (self->start);
  g_autofree char *text = NULL;
  gint64 frame, x;
  int y, height;

  gdk_rgba_free (accent);
  if (self->shots == NULL ||
      !aip_timeline_canvas_get_lane_place (AIP_TIMELINE_CANVAS (widget), self->lane, &y, &height))
    return;

  frame = self->place < n_shots ? aip_cut_get_shot (self->start, self->place)->record
                                : aip_cut_get_duration (self->start);
  x = aip_timeline_geometry_get_x (geometry, frame);
  gtk_snapshot_append_color (snapshot, &line,
                             &GRAPHENE_RECT_INIT ((float) x - 2, (float) y - 2, 4,
                                                  (float) height + 4));

  if (self->shots->len == 1)
    text = g_strdup (aip_shot_get_code (self->shots->pdata[0]));
  else
    text = g_strdup_printf (ngettext ("%u shot", "%u shots", self->shots->len), self->shots->len);
  aip_timeline_draw_badge (widget, snapshot, text,
                           aip_timeline_drag_get_point (drag)->x - (double) geometry->offset,
                           aip_timeline_drag_get_point (drag)->y - 12);
}

static void
aip_timeline_move_drag_finalize (GObject *object)
{
  AipTimelineMoveDrag *self = AIP_TIMELINE_MOVE_DRAG (object);

  g_clear_object (&self->lane);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->start, aip_cut_unref);
  g_clear_pointer (&self->shots, g_ptr_array_unref);

  G_OBJECT_CLASS (aip_timeline_move_drag_parent_class)->finalize (object);
}

static void
aip_timeline_move_drag_class_init (AipTimelineMoveDragClass *klass)
{
  AipTimelineDragClass *drag_class = AIP_TIMELINE_DRAG_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = aip_timeline_move_drag_finalize;
  drag_class->update = aip_timeline_move_drag_update;
  drag_class->commit = aip_timeline_move_drag_commit;
  drag_class->click = aip_timeline_move_drag_click;
  drag_class->draw = aip_timeline_move_drag_draw;
}

static void
aip_timeline_move_drag_init (AipTimelineMoveDrag *self)
{
}

AipTimelineDrag *
aip_timeline_move_drag_new (AipTimelineLane *lane,
                            const char      *id)
{
  AipTimelineMoveDrag *self;

  g_return_val_if_fail (AIP_IS_TIMELINE_LANE (lane), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  self = g_object_new (AIP_TYPE_TIMELINE_MOVE_DRAG, NULL);
  self->lane = g_object_ref (lane);
  self->id = g_strdup (id);
  self->start = aip_cut_ref (aip_timeline_session_get_cut (aip_timeline_lane_get_session (lane)));

  return AIP_TIMELINE_DRAG (self);
}
