/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-timeline-trim-drag"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "aip-timeline-canvas.h"
#include "aip-timeline-draw.h"
#include "aip-timeline-edit.h"
#include "aip-timeline-trim-drag.h"

struct _AipTimelineTrimDrag
{
  AipTimelineDrag parent_instance;

  AipTimelineLane *lane;
  AipCutTrim       trim;
  AipCut          *start;       /* the film when it began */
  guint            index;       /* in it, of the shot that is held */
  GArray          *indices;     /* of all that change alike */
  GArray          *changes;     /* what is proposed */
  gint64           delta;       /* how far that is */
};

G_DEFINE_FINAL_TYPE (AipTimelineTrimDrag, aip_timeline_trim_drag, AIP_TYPE_TIMELINE_DRAG)

void
aip_timeline_trim_get_two_up (AipCut     *cut,
                              AipCutTrim  trim,
                              guint       index,
                              gint64     *left,
                              gint64     *right)
{
  const AipCutShot *shot;
  gint64 end;

  g_return_if_fail (cut != NULL && left != NULL && right != NULL);
  g_return_if_fail (index < aip_cut_get_n_shots (cut));

  shot = aip_cut_get_shot (cut, index);
  end = shot->record + shot->duration;
  switch (trim)
    {
    case AIP_CUT_TRIM_END:
      *left = end - 1;
      *right = index + 1 < aip_cut_get_n_shots (cut) ? end : -1;
      break;

    case AIP_CUT_SLIP:
      *left = shot->record;
      *right = end - 1;
      break;

    case AIP_CUT_SLIDE:
      *left = shot->record - 1;
      *right = index + 1 < aip_cut_get_n_shots (cut) ? end : -1;
      break;

    case AIP_CUT_TRIM_START:
    case AIP_CUT_ROLL:
    default:
      *left = shot->record - 1;
      *right = shot->record;
      break;
    }
}

/* Where the edge that follows the pointer was. -1: what is moved has no place in the cut. */
static gint64
get_origin (AipTimelineTrimDrag *self)
{
  const AipCutShot *shot = aip_cut_get_shot (self->start, self->index);

  switch (self->trim)
    {
    case AIP_CUT_TRIM_END:
      return shot->record + shot->duration;

    case AIP_CUT_TRIM_START:
    case AIP_CUT_ROLL:
    case AIP_CUT_SLIDE:
      return shot->record;

    case AIP_CUT_SLIP:
    default:
      return -1;
    }
}

static void
aip_timeline_trim_drag_update (AipTimelineDrag        *drag,
                               const AipTimelinePoint *point)
{
  AipTimelineTrimDrag *self = AIP_TIMELINE_TRIM_DRAG (drag);
  AipTimelineSession *session = aip_timeline_drag_get_session (drag);
  gint64 delta = aip_timeline_drag_get_delta (drag, point);
  gint64 origin = get_origin (self);
  gint64 left, right;
  g_autoptr(AipCut) preview = NULL;

  if (origin >= 0)
    delta = aip_timeline_session_snap (session, self->start, origin + delta, origin,
                                       (point->modifiers & GDK_ALT_MASK) != 0) - origin;

  g_clear_pointer (&self->changes, g_array_unref);
  if (self->indices->len > 1)
    self->delta = aip_cut_trim_many (self->start, self->trim, self->indices, delta, &self->changes);
  else
    self->delta = aip_cut_trim (self->start, self->trim, self->index, delta, &self->changes);
  /* It was attracted to where it cannot go. */
  if (self->delta != delta)
    aip_timeline_session_set_snap_frame (session, -1);

  preview = aip_cut_with_changes (self->start, self->changes);
  aip_timeline_session_set_preview (session, preview);
  aip_timeline_trim_get_two_up (preview, self->trim, self->index, &left, &right);
  aip_timeline_session_set_two_up (session, left, right);
}

static gboolean
aip_timeline_trim_drag_commit (AipTimelineDrag  *drag,
                               GError          **error)
{
  AipTimelineTrimDrag *self = AIP_TIMELINE_TRIM_DRAG (drag);
  AipTimelineSession *session = aip_timeline_drag_get_session (drag);
  const char *id = aip_cut_get_shot (self->start, self->index)->id;
  g_autofree char *said = NULL;
  guint index;

  if (self->changes == NULL || self->changes->len == 0)
    return TRUE;
  if (!aip_timeline_edit_trim (aip_timeline_session_get_document (session), self->start, self->trim,
                               self->index, self->changes, error))
    return FALSE;

  if (aip_cut_find_shot (aip_timeline_session_get_cut (session), id, &index))
    {
      said = aip_timeline_lane_describe (self->lane, id);
      aip_timeline_session_announce (session, said);
    }

  return TRUE;
}

/* An end that was clicked is the one that keys trim. */
static void
aip_timeline_trim_drag_click (AipTimelineDrag        *drag,
                              const AipTimelinePoint *point)
{
  AipTimelineTrimDrag *self = AIP_TIMELINE_TRIM_DRAG (drag);
  AipTimelineSession *session = aip_timeline_drag_get_session (drag);
  const char *id = aip_cut_get_shot (self->start, self->index)->id;

  if (point->modifiers & GDK_SHIFT_MASK)
    aip_timeline_session_select_to (session, id);
  else if (!aip_timeline_session_is_selected (session, id))
    aip_timeline_session_select (session, id);
  if (self->trim == AIP_CUT_TRIM_START || self->trim == AIP_CUT_ROLL)
    aip_timeline_session_set_current (session, id, AIP_TIMELINE_EDGE_START);
  else if (self->trim == AIP_CUT_TRIM_END)
    aip_timeline_session_set_current (session, id, AIP_TIMELINE_EDGE_END);
}

/* Drawing ------------------------------------------------------------------------------------- */

/* How much of its movie a shot has beyond an end, as long as it is in the view. */
static void
draw_handle (AipTimelineTrimDrag *self,
             GtkSnapshot         *snapshot,
             gint64               first,
             gint64               end,
             int                  y,
             int                  height)
{
  const AipTimelineGeometry *geometry =
    aip_timeline_session_get_geometry (aip_timeline_drag_get_session (AIP_TIMELINE_DRAG (self)));
  float left = (float) CLAMP (aip_timeline_geometry_get_x (geometry, first), -8, geometry->width + 8);
  float right = (float) CLAMP (aip_timeline_geometry_get_x (geometry, end), -8, geometry->width + 8);
  GdkRGBA back = { 1, 1, 1, 0.28f };
  GdkRGBA edge = { 1, 1, 1, 0.85f };
  GskRoundedRect outline;

  if (right - left < 1)
    return;
  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT (left, (float) y + 3, right - left,
                                                        (float) height - 6), 4);
  gtk_snapshot_append_color (snapshot, &back, &outline.bounds);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]) { 1, 1, 1, 1 },
                              (GdkRGBA[4]) { edge, edge, edge, edge });
}

static void
draw_handles (AipTimelineTrimDrag *self,
              GtkSnapshot         *snapshot,
              int                  y,
              int                  height)
{
  AipCut *cut =
    aip_timeline_session_get_shown (aip_timeline_drag_get_session (AIP_TIMELINE_DRAG (self)));
  const AipCutShot *shot = aip_cut_get_shot (cut, self->index);
  const AipCutShot *previous = self->index > 0 ? aip_cut_get_shot (cut, self->index - 1) : NULL;
  gboolean at_start = self->trim != AIP_CUT_TRIM_END;
  gboolean at_end = self->trim == AIP_CUT_TRIM_END || self->trim == AIP_CUT_SLIP;
  gint64 head, tail;

  aip_cut_shot_get_handles (shot, &head, &tail);
  if (at_start && head != AIP_CUT_ENDLESS)
    draw_handle (self, snapshot, shot->record - head, shot->record, y, height);
  if (at_end && tail != AIP_CUT_ENDLESS)
    draw_handle (self, snapshot, shot->record + shot->duration,
                 shot->record + shot->duration + tail, y, height);
  if (self->trim == AIP_CUT_ROLL && previous != NULL)
    {
      aip_cut_shot_get_handles (previous, NULL, &tail);
      if (tail != AIP_CUT_ENDLESS)
        draw_handle (self, snapshot, shot->record, shot->record + tail, y, height);
    }
}

static void
draw_edge (GtkSnapshot *snapshot,
           gint64       x,
           int          y,
           int          height,
           gboolean     held)
{
  GdkRGBA color = { 1, 1, 1, 1 };

  /* Red where the movie is over. */
  adw_accent_color_to_rgba (held ? ADW_ACCENT_COLOR_RED : ADW_ACCENT_COLOR_YELLOW, &color);
  gtk_snapshot_append_color (snapshot, &color,
                             &GRAPHENE_RECT_INIT ((float) x - 1, (float) y, 3, (float) height));
}

static gboolean
is_held (const AipCutShot *shot)
{
  return shot->media == AIP_CUT_MOVIE && shot->available != AIP_CUT_ENDLESS &&
         shot->source + shot->duration > shot->available;
}

static void
aip_timeline_trim_drag_draw (AipTimelineDrag *drag,
                             GtkWidget       *widget,
                             GtkSnapshot     *snapshot)
{
  AipTimelineTrimDrag *self = AIP_TIMELINE_TRIM_DRAG (drag);
  AipTimelineSession *session = aip_timeline_drag_get_session (drag);
  const AipTimelineGeometry *geometry = aip_timeline_session_get_geometry (session);
  AipCut *cut = aip_timeline_session_get_shown (session);
  const AipCutShot *shot;
  g_autofree char *delta = NULL;
  g_autofree char *length = NULL;
  g_autofree char *text = NULL;
  int y, height;
  gint64 left, right;

  if (self->changes == NULL || self->index >= aip_cut_get_n_shots (cut) ||
      !aip_timeline_canvas_get_lane_place (AIP_TIMELINE_CANVAS (widget), self->lane, &y, &height))
    return;

  shot = aip_cut_get_shot (cut, self->index);
  left = aip_timeline_geometry_get_x (geometry, shot->record);
  right = aip_timeline_geometry_get_x (geometry, shot->record + shot->duration);
  draw_handles (self, snapshot, y, height);
  if (self->trim != AIP_CUT_TRIM_END)
    draw_edge (snapshot, left, y, height,
               self->trim == AIP_CUT_ROLL && self->index > 0 &&
               is_held (aip_cut_get_shot (cut, self->index - 1)));
  if (self->trim != AIP_CUT_TRIM_START && self->trim != AIP_CUT_ROLL)
    draw_edge (snapshot, right, y, height, is_held (shot));

  delta = aip_timeline_format_delta (self->delta);
  length = aip_timecode_format (shot->duration, aip_cut_get_rate (cut));
  /* Translators: while trimming: by how many frames, and how long the shot then is. */
  text = g_strdup_printf (_("%s · %s"), delta, length);
  aip_timeline_draw_badge (widget, snapshot, text,
                           aip_timeline_drag_get_point (drag)->x - (double) geometry->offset,
                           y + height / 2.0);
}

/* Life ---------------------------------------------------------------------------------------- */

static void
aip_timeline_trim_drag_finalize (GObject *object)
{
  AipTimelineTrimDrag *self = AIP_TIMELINE_TRIM_DRAG (object);

  g_clear_object (&self->lane);
  g_clear_pointer (&self->start, aip_cut_unref);
  g_clear_pointer (&self->indices, g_array_unref);
  g_clear_pointer (&self->changes, g_array_unref);

  G_OBJECT_CLASS (aip_timeline_trim_drag_parent_class)->finalize (object);
}

static void
aip_timeline_trim_drag_class_init (AipTimelineTrimDragClass *klass)
{
  AipTimelineDragClass *drag_class = AIP_TIMELINE_DRAG_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = aip_timeline_trim_drag_finalize;
  drag_class->update = aip_timeline_trim_drag_update;
  drag_class->commit = aip_timeline_trim_drag_commit;
  drag_class->click = aip_timeline_trim_drag_click;
  drag_class->draw = aip_timeline_trim_drag_draw;
}

static void
aip_timeline_trim_drag_init (AipTimelineTrimDrag *self)
{
  self->indices = g_array_new (FALSE, FALSE, sizeof (guint));
}

AipTimelineDrag *
aip_timeline_trim_drag_new (AipTimelineLane *lane,
                            AipCutTrim       trim,
                            const char      *id)
{
  AipTimelineTrimDrag *self;
  AipTimelineSession *session;
  gboolean together;

  g_return_val_if_fail (AIP_IS_TIMELINE_LANE (lane), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  session = aip_timeline_lane_get_session (lane);
  self = g_object_new (AIP_TYPE_TIMELINE_TRIM_DRAG, NULL);
  self->lane = g_object_ref (lane);
  self->trim = trim;
  self->start = aip_cut_ref (aip_timeline_session_get_cut (session));
  if (!aip_cut_find_shot (self->start, id, &self->index))
    {
      g_object_unref (self);
      return NULL;
    }

  together = aip_timeline_session_is_selected (session, id) && trim != AIP_CUT_ROLL &&
             trim != AIP_CUT_SLIDE;
  for (guint i = 0; together && i < aip_cut_get_n_shots (self->start); i++)
    if (aip_timeline_session_is_selected (session, aip_cut_get_shot (self->start, i)->id))
      g_array_append_val (self->indices, i);
  if (!together)
    g_array_append_val (self->indices, self->index);

  return AIP_TIMELINE_DRAG (self);
}
