/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-timeline-sound-drag"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#include "aip-error.h"
#include "aip-sound-edit.h"
#include "aip-timeline-draw.h"
#include "aip-timeline-sound-drag.h"

/* Tenths of a decibel are as fine as an ear hears; near 0 dB the line stays there. */
#define GAIN_STEP  0.1
#define GAIN_CATCH 0.6

typedef enum {
  KIND_EDIT,
  KIND_GAIN,
  KIND_BLADE,
} Kind;

struct _AipTimelineSoundDrag
{
  AipTimelineDrag parent_instance;

  AipTimelineSoundLane *lane;
  Kind                  kind;
  AipClipEdit           edit;
  AipCut               *start;     /* the film when it began */
  const AipCutClip     *clip;      /* in it */
  guint                 track;     /* in it */
  GPtrArray            *others;    /* AipCutClip: those that are moved along */
  AipCutClip            result;    /* what is proposed; its texts are those of @clip */
  guint                 target;    /* track that it is proposed on */
  gint64                delta;
  gint64                frame;     /* of the blade */
  gboolean              moved;
};

G_DEFINE_FINAL_TYPE (AipTimelineSoundDrag, aip_timeline_sound_drag, AIP_TYPE_TIMELINE_DRAG)

/* Proposing ------------------------------------------------------------------------------------- */

/* Whichever end is nearer to something is the one that is attracted. */
static gint64
snap (AipTimelineSoundDrag   *self,
      AipTimelineSession     *session,
      gint64                  delta,
      const AipTimelinePoint *point)
{
  gboolean suspended = (point->modifiers & GDK_ALT_MASK) != 0;
  gint64 start = self->clip->record;
  gint64 end = start + self->clip->duration;
  gint64 at_start, at_end;

  switch (self->edit)
    {
    case AIP_CLIP_TRIM_START:
      return aip_timeline_session_snap (session, self->start, start + delta, start, suspended) - start;

    case AIP_CLIP_TRIM_END:
      return aip_timeline_session_snap (session, self->start, end + delta, end, suspended) - end;

    case AIP_CLIP_MOVE:
      at_end = aip_timeline_session_snap (session, self->start, end + delta, end, suspended) - end;
      at_start = aip_timeline_session_snap (session, self->start, start + delta, start,
                                            suspended) - start;
      if (at_start != delta &&
          (at_end == delta || ABS (at_start - delta) <= ABS (at_end - delta)))
        return at_start;
      if (at_end != delta)
        return aip_timeline_session_snap (session, self->start, end + delta, end, suspended) - end;
      return delta;

    case AIP_CLIP_SLIP:
    case AIP_CLIP_FADE_IN:
    case AIP_CLIP_FADE_OUT:
    default:
      return delta;
    }
}

/* The track under the pointer, if the clip can be there; its own otherwise. */
static guint
find_target (AipTimelineSoundDrag   *self,
             const AipTimelinePoint *point)
{
  AipTimelineCanvas *canvas = aip_timeline_sound_lane_get_canvas (self->lane);
  gboolean is_audio = aip_cut_get_track (self->start, self->track)->is_audio;

  for (guint i = 0; canvas != NULL && i < aip_timeline_canvas_get_n_lanes (canvas); i++)
    {
      int y;
      AipTimelineLane *lane = aip_timeline_canvas_get_lane (canvas, i, &y);
      const AipCutTrack *track;
      guint index;

      if (!AIP_IS_TIMELINE_SOUND_LANE (lane) || point->y < y ||
          point->y >= y + aip_timeline_lane_get_height (lane))
        continue;
      track = aip_timeline_sound_lane_find_track (AIP_TIMELINE_SOUND_LANE (lane), self->start,
                                                  &index);
      if (track != NULL && track->is_audio == is_audio && !track->locked)
        return index;
    }

  return self->track;
}

static void
propose_gain (AipTimelineSoundDrag   *self,
              const AipTimelinePoint *point)
{
  double from = aip_timeline_sound_lane_gain_to_y (self->lane, self->clip->gain);
  double moved = point->y - aip_timeline_drag_get_start (AIP_TIMELINE_DRAG (self))->y;
  double gain;

  /* With Shift held a pixel is little. */
  if (point->modifiers & GDK_SHIFT_MASK)
    gain = self->clip->gain - moved * GAIN_STEP;
  else
    gain = aip_timeline_sound_lane_gain_from_y (self->lane, from + moved);
  gain = CLAMP (gain, AIP_TIMELINE_MIN_GAIN, AIP_TIMELINE_MAX_GAIN);
  if (fabs (gain) < GAIN_CATCH && !(point->modifiers & (GDK_SHIFT_MASK | GDK_ALT_MASK)))
    gain = 0.0;

  self->result = *self->clip;
  self->result.gain = round (gain / GAIN_STEP) * GAIN_STEP;
}

static void
propose_edit (AipTimelineSoundDrag   *self,
              AipTimelineSession     *session,
              const AipTimelinePoint *point)
{
  gint64 wish = aip_timeline_drag_get_delta (AIP_TIMELINE_DRAG (self), point);
  gint64 delta = snap (self, session, wish, point);

  for (guint i = 0; i < self->others->len; i++)
    delta = MAX (delta, -((AipCutClip *) self->others->pdata[i])->record);
  self->delta = aip_clip_edit (self->clip, self->edit, delta, &self->result);
  /* It was attracted to where it cannot go. */
  if (self->delta != delta)
    aip_timeline_session_set_snap_frame (session, -1);
  self->target = self->edit == AIP_CLIP_MOVE && self->others->len == 0 ? find_target (self, point)
                                                                       : self->track;
}

static void
aip_timeline_sound_drag_update (AipTimelineDrag        *drag,
                                const AipTimelinePoint *point)
{
  AipTimelineSoundDrag *self = AIP_TIMELINE_SOUND_DRAG (drag);
  AipTimelineSession *session = aip_timeline_drag_get_session (drag);
  const AipTimelineGeometry *geometry = aip_timeline_session_get_geometry (session);
  g_autoptr(AipCut) preview = NULL;

  self->moved = TRUE;
  if (self->kind == KIND_BLADE)
    {
      self->frame = aip_timeline_session_snap (
        session, self->start,
        aip_timeline_geometry_get_edge (geometry, point->x - (double) geometry->offset), -1,
        (point->modifiers & GDK_ALT_MASK) != 0);
      return;
    }

  if (self->kind == KIND_GAIN)
    propose_gain (self, point);
  else
    propose_edit (self, session, point);

  preview = aip_cut_with_clip (self->start, &self->result, self->target);
  for (guint i = 0; i < self->others->len; i++)
    {
      AipCutClip other = *(AipCutClip *) self->others->pdata[i];
      g_autoptr(AipCut) before = g_steal_pointer (&preview);
      guint track = 0;

      aip_cut_find_clip (self->start, other.id, &track);
      other.record += self->delta;
      preview = aip_cut_with_clip (before, &other, track);
    }
  aip_timeline_session_set_preview (session, preview);
}

/* Doing it -------------------------------------------------------------------------------------- */

static void
say (AipTimelineSoundDrag *self,
     const char           *id)
{
  g_autofree char *said = aip_timeline_lane_describe (AIP_TIMELINE_LANE (self->lane), id);

  aip_timeline_session_announce (aip_timeline_drag_get_session (AIP_TIMELINE_DRAG (self)), said);
}

static gboolean
split (AipTimelineSoundDrag  *self,
       GError               **error)
{
  AipTimelineSession *session = aip_timeline_drag_get_session (AIP_TIMELINE_DRAG (self));
  AipDocument *document = aip_timeline_session_get_document (session);
  AipEntity *clip = aip_document_lookup (document, self->clip->id);
  AipClip *second;
  g_autoptr(GError) local_error = NULL;

  if (!AIP_IS_CLIP (clip))
    return TRUE;
  second = aip_sound_edit_split (document, AIP_CLIP (clip), self->frame, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (second != NULL)
    aip_timeline_session_select (session, aip_entity_get_id (AIP_ENTITY (second)));

  return TRUE;
}

static gboolean
aip_timeline_sound_drag_commit (AipTimelineDrag  *drag,
                                GError          **error)
{
  AipTimelineSoundDrag *self = AIP_TIMELINE_SOUND_DRAG (drag);
  AipTimelineSession *session = aip_timeline_drag_get_session (drag);
  AipDocument *document = aip_timeline_session_get_document (session);
  const char *track = aip_cut_get_track (self->start, self->target)->id;
  g_autoptr(GPtrArray) clips = g_ptr_array_new ();
  AipEntity *clip = aip_document_lookup (document, self->clip->id);
  gboolean ok;

  if (self->kind == KIND_BLADE)
    return split (self, error);
  if (!AIP_IS_CLIP (clip))
    return TRUE;

  g_ptr_array_add (clips, clip);
  for (guint i = 0; i < self->others->len; i++)
    {
      AipEntity *other = aip_document_lookup (document, ((AipCutClip *) self->others->pdata[i])->id);

      if (AIP_IS_CLIP (other))
        g_ptr_array_add (clips, other);
    }
  if (self->kind == KIND_GAIN)
    ok = aip_sound_edit_set_gain (document, clips, self->result.gain, error);
  else if (self->others->len > 0)
    ok = aip_sound_edit_nudge (document, clips, self->delta, error);
  else
    ok = aip_sound_edit_change (document, &self->result, self->edit, track, error);
  if (ok)
    say (self, self->clip->id);

  return ok;
}

static void
aip_timeline_sound_drag_click (AipTimelineDrag        *drag,
                               const AipTimelinePoint *point)
{
  AipTimelineSoundDrag *self = AIP_TIMELINE_SOUND_DRAG (drag);
  AipTimelineSession *session = aip_timeline_drag_get_session (drag);
  const char *id = self->clip->id;
  g_autoptr(GError) error = NULL;

  if (self->kind == KIND_BLADE)
    {
      aip_timeline_sound_drag_update (drag, point);
      aip_timeline_session_set_snap_frame (session, -1);
      if (!split (self, &error))
        aip_session_toast_error (aip_timeline_session_get_session (session), error);
      return;
    }

  if (point->modifiers & (GDK_CONTROL_MASK | GDK_SHIFT_MASK))
    aip_timeline_session_toggle (session, id);
  else
    aip_timeline_session_select (session, id);
  if (self->kind == KIND_EDIT && self->edit == AIP_CLIP_TRIM_START)
    aip_timeline_session_set_current (session, id, AIP_TIMELINE_EDGE_START);
  else if (self->kind == KIND_EDIT && self->edit == AIP_CLIP_TRIM_END)
    aip_timeline_session_set_current (session, id, AIP_TIMELINE_EDGE_END);
}

/* Drawing --------------------------------------------------------------------------------------- */

static char *
dup_text (AipTimelineSoundDrag *self,
          AipTimelineSession   *session)
{
  const AipFrameRate *rate = aip_cut_get_rate (self->start);
  g_autofree char *delta = aip_timeline_format_delta (self->delta);
  g_autofree char *other = NULL;

  if (self->kind == KIND_BLADE)
    return aip_timeline_session_dup_timecode (session, self->frame);
  if (self->kind == KIND_GAIN)
    return g_strdup_printf (_("%+.1f dB"), self->result.gain);

  if (self->edit == AIP_CLIP_MOVE)
    other = aip_timeline_session_dup_timecode (session, self->result.record);
  else if (self->edit == AIP_CLIP_FADE_IN)
    other = aip_timecode_format (self->result.fade_in, rate);
  else if (self->edit == AIP_CLIP_FADE_OUT)
    other = aip_timecode_format (self->result.fade_out, rate);
  else
    other = aip_timecode_format (self->result.duration, rate);

  /* Translators: while trimming: by how many frames, and how long the shot then is. */
  return g_strdup_printf (_("%s · %s"), delta, other);
}

/* Red where the file has no more. */
static void
draw_edge (AipTimelineSoundDrag *self,
           GtkSnapshot          *snapshot,
           gint64                x,
           int                   y,
           int                   height)
{
  gboolean at_end = self->edit == AIP_CLIP_TRIM_END;
  gboolean out_of_media = at_end ? self->result.source + self->result.duration >=
                                   self->result.available
                                 : self->result.source == 0;
  GdkRGBA color;

  adw_accent_color_to_rgba (out_of_media ? ADW_ACCENT_COLOR_RED : ADW_ACCENT_COLOR_YELLOW, &color);
  gtk_snapshot_append_color (snapshot, &color,
                             &GRAPHENE_RECT_INIT ((float) x - 1, (float) y, 3, (float) height));
}

static void
aip_timeline_sound_drag_draw (AipTimelineDrag *drag,
                              GtkWidget       *widget,
                              GtkSnapshot     *snapshot)
{
  AipTimelineSoundDrag *self = AIP_TIMELINE_SOUND_DRAG (drag);
  AipTimelineSession *session = aip_timeline_drag_get_session (drag);
  const AipTimelineGeometry *geometry = aip_timeline_session_get_geometry (session);
  g_autofree char *text = NULL;
  double x;
  int y, height;

  if (!self->moved ||
      !aip_timeline_canvas_get_lane_place (AIP_TIMELINE_CANVAS (widget),
                                           AIP_TIMELINE_LANE (self->lane), &y, &height))
    return;

  x = aip_timeline_drag_get_point (drag)->x - (double) geometry->offset;
  if (self->kind == KIND_EDIT && self->edit == AIP_CLIP_TRIM_START)
    draw_edge (self, snapshot, aip_timeline_geometry_get_x (geometry, self->result.record), y, height);
  else if (self->kind == KIND_EDIT && self->edit == AIP_CLIP_TRIM_END)
    draw_edge (self, snapshot,
               aip_timeline_geometry_get_x (geometry, self->result.record + self->result.duration),
               y, height);
  else if (self->kind == KIND_BLADE)
    {
      GdkRGBA color;

      adw_accent_color_to_rgba (ADW_ACCENT_COLOR_YELLOW, &color);
      x = (double) aip_timeline_geometry_get_x (geometry, self->frame);
      gtk_snapshot_append_color (snapshot, &color,
                                 &GRAPHENE_RECT_INIT ((float) x - 1, (float) y, 2, (float) height));
    }
  text = dup_text (self, session);
  aip_timeline_draw_badge (widget, snapshot, text, x, y + height / 2.0);
}

/* Life ------------------------------------------------------------------------------------------ */

static void
aip_timeline_sound_drag_finalize (GObject *object)
{
  AipTimelineSoundDrag *self = AIP_TIMELINE_SOUND_DRAG (object);

  g_clear_object (&self->lane);
  g_clear_pointer (&self->others, g_ptr_array_unref);
  g_clear_pointer (&self->start, aip_cut_unref);

  G_OBJECT_CLASS (aip_timeline_sound_drag_parent_class)->finalize (object);
}

static void
aip_timeline_sound_drag_class_init (AipTimelineSoundDragClass *klass)
{
  AipTimelineDragClass *drag_class = AIP_TIMELINE_DRAG_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = aip_timeline_sound_drag_finalize;
  drag_class->update = aip_timeline_sound_drag_update;
  drag_class->commit = aip_timeline_sound_drag_commit;
  drag_class->click = aip_timeline_sound_drag_click;
  drag_class->draw = aip_timeline_sound_drag_draw;
}

static void
aip_timeline_sound_drag_init (AipTimelineSoundDrag *self)
{
  self->others = g_ptr_array_new ();
}

static void
choose (AipTimelineSoundDrag *self,
        AipTimelineTool       tool,
        AipTimelinePart       part)
{
  self->kind = part == AIP_TIMELINE_PART_GAIN ? KIND_GAIN : KIND_EDIT;
  if (tool == AIP_TIMELINE_BLADE)
    self->kind = KIND_BLADE;
  else if (part == AIP_TIMELINE_PART_START)
    self->edit = AIP_CLIP_TRIM_START;
  else if (part == AIP_TIMELINE_PART_END)
    self->edit = AIP_CLIP_TRIM_END;
  else if (part == AIP_TIMELINE_PART_FADE_IN)
    self->edit = AIP_CLIP_FADE_IN;
  else if (part == AIP_TIMELINE_PART_FADE_OUT)
    self->edit = AIP_CLIP_FADE_OUT;
  else
    self->edit = tool == AIP_TIMELINE_SLIP ? AIP_CLIP_SLIP : AIP_CLIP_MOVE;
}

AipTimelineDrag *
aip_timeline_sound_drag_new (AipTimelineSoundLane *lane,
                             const AipTimelineHit *hit)
{
  AipTimelineSoundDrag *self;
  AipTimelineSession *session;

  g_return_val_if_fail (AIP_IS_TIMELINE_SOUND_LANE (lane), NULL);
  g_return_val_if_fail (hit != NULL && hit->id != NULL, NULL);

  session = aip_timeline_lane_get_session (AIP_TIMELINE_LANE (lane));
  self = g_object_new (AIP_TYPE_TIMELINE_SOUND_DRAG, NULL);
  self->lane = g_object_ref (lane);
  self->start = aip_cut_ref (aip_timeline_session_get_cut (session));
  self->clip = aip_cut_find_clip (self->start, hit->id, &self->track);
  if (self->clip == NULL)
    {
      g_object_unref (self);
      return NULL;
    }

  self->result = *self->clip;
  self->target = self->track;
  choose (self, aip_timeline_session_get_tool (session), hit->part);

  /* What is selected moves together. */
  if (self->kind == KIND_EDIT && self->edit == AIP_CLIP_MOVE &&
      aip_timeline_session_is_selected (session, hit->id))
    for (guint i = 0; i < aip_cut_get_n_tracks (self->start); i++)
      {
        const AipCutTrack *track = aip_cut_get_track (self->start, i);

        for (guint k = 0; k < track->clips->len; k++)
          {
            AipCutClip *clip = track->clips->pdata[k];

            if (clip != self->clip && aip_timeline_session_is_selected (session, clip->id))
              g_ptr_array_add (self->others, clip);
          }
      }

  return AIP_TIMELINE_DRAG (self);
}
