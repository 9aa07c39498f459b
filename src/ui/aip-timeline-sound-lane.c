/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-timeline-sound-lane"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "aip-clip-edit.h"
#include "aip-timeline-sound-drag.h"
#include "aip-timeline-sound-draw.h"
#include "aip-timeline-sound-lane.h"
#include "aip-timeline-track-header.h"

#define SOUND_HEIGHT 60
#define VIDEO_HEIGHT 44
/* How near the pointer has to be to a fade or to the gain line, in pixels. */
#define FADE_REACH   8
#define GAIN_REACH   4
#define MIN_HANDLES  40

struct _AipTimelineSoundLane
{
  AipTimelineLane parent_instance;

  AipTimelineCanvas *canvas;     /* weak */
  char              *track;
  AipSoundCache     *sounds;
};

G_DEFINE_FINAL_TYPE (AipTimelineSoundLane, aip_timeline_sound_lane, AIP_TYPE_TIMELINE_LANE)

const AipCutTrack *
aip_timeline_sound_lane_find_track (AipTimelineSoundLane *self,
                                    AipCut               *cut,
                                    guint                *index)
{
  g_return_val_if_fail (AIP_IS_TIMELINE_SOUND_LANE (self), NULL);
  g_return_val_if_fail (cut != NULL, NULL);

  for (guint i = 0; i < aip_cut_get_n_tracks (cut); i++)
    {
      const AipCutTrack *track = aip_cut_get_track (cut, i);

      if (g_strcmp0 (track->id, self->track) != 0)
        continue;
      if (index != NULL)
        *index = i;
      return track;
    }

  return NULL;
}

/* As it is shown now, with what a drag proposes. */
static const AipCutTrack *
get_track (AipTimelineSoundLane *self)
{
  AipTimelineSession *session = aip_timeline_lane_get_session (AIP_TIMELINE_LANE (self));

  return aip_timeline_sound_lane_find_track (self, aip_timeline_session_get_shown (session), NULL);
}

static const AipCutClip *
find_clip (AipTimelineSoundLane *self,
           const char           *id)
{
  const AipCutTrack *track = get_track (self);

  for (guint i = 0; track != NULL && i < track->clips->len; i++)
    if (g_strcmp0 (((AipCutClip *) track->clips->pdata[i])->id, id) == 0)
      return track->clips->pdata[i];

  return NULL;
}

static int
aip_timeline_sound_lane_get_height (AipTimelineLane *lane)
{
  const AipCutTrack *track = get_track (AIP_TIMELINE_SOUND_LANE (lane));

  return track != NULL && !track->is_audio ? VIDEO_HEIGHT : SOUND_HEIGHT;
}

/* The line has more room near 0 dB, where the ear has it too. */
double
aip_timeline_sound_lane_gain_to_y (AipTimelineSoundLane *self,
                                   double                gain)
{
  double height = aip_timeline_sound_lane_get_height (AIP_TIMELINE_LANE (self));
  double top = AIP_TIMELINE_SOUND_TITLE + 2;
  double place = pow (10.0, (CLAMP (gain, AIP_TIMELINE_MIN_GAIN, AIP_TIMELINE_MAX_GAIN) -
                             AIP_TIMELINE_MAX_GAIN) / 40.0);

  return height - 2 - place * (height - 2 - top);
}

double
aip_timeline_sound_lane_gain_from_y (AipTimelineSoundLane *self,
                                     double                y)
{
  double height = aip_timeline_sound_lane_get_height (AIP_TIMELINE_LANE (self));
  double top = AIP_TIMELINE_SOUND_TITLE + 2;
  double place = (height - 2 - y) / (height - 2 - top);

  if (place <= pow (10.0, (AIP_TIMELINE_MIN_GAIN - AIP_TIMELINE_MAX_GAIN) / 40.0))
    return AIP_TIMELINE_MIN_GAIN;

  return CLAMP (AIP_TIMELINE_MAX_GAIN + 40.0 * log10 (place), AIP_TIMELINE_MIN_GAIN,
                AIP_TIMELINE_MAX_GAIN);
}

/* Drawing --------------------------------------------------------------------------------------- */

static gboolean
is_heard (AipCut            *cut,
          const AipCutTrack *track)
{
  if (track->muted)
    return FALSE;
  for (guint i = 0; i < aip_cut_get_n_tracks (cut); i++)
    if (aip_cut_get_track (cut, i)->solo)
      return track->solo;

  return TRUE;
}

static void
aip_timeline_sound_lane_snapshot (AipTimelineLane *lane,
                                  GtkWidget       *widget,
                                  GtkSnapshot     *snapshot,
                                  int              x,
                                  int              width)
{
  AipTimelineSoundLane *self = AIP_TIMELINE_SOUND_LANE (lane);
  AipTimelineSession *session = aip_timeline_lane_get_session (lane);
  const AipTimelineGeometry *geometry = aip_timeline_session_get_geometry (session);
  AipCut *cut = aip_timeline_session_get_shown (session);
  const AipCutTrack *track = get_track (self);
  AipTimelineSoundLook look = {
    .widget = widget, .snapshot = snapshot, .session = session, .sounds = self->sounds, .cut = cut,
    .from = x, .to = x + width, .height = aip_timeline_sound_lane_get_height (lane),
  };

  if (track == NULL)
    return;

  look.dimmed = !is_heard (cut, track);
  look.locked = track->locked;
  for (guint i = 0; i < track->clips->len; i++)
    {
      const AipCutClip *clip = track->clips->pdata[i];

      if (aip_timeline_geometry_get_x (geometry, clip->record) >= x + width)
        break;
      if (aip_timeline_geometry_get_x (geometry, clip->record + clip->duration) > x)
        aip_timeline_sound_draw_clip (&look, clip,
                                      aip_timeline_sound_lane_gain_to_y (self, clip->gain));
    }
}

/* What is where --------------------------------------------------------------------------------- */

static AipTimelinePart
find_part (AipTimelineSoundLane *self,
           const AipCutClip     *clip,
           gboolean              locked,
           double                x,
           double                y)
{
  AipTimelineSession *session = aip_timeline_lane_get_session (AIP_TIMELINE_LANE (self));
  const AipTimelineGeometry *geometry = aip_timeline_session_get_geometry (session);
  double left = (double) aip_timeline_geometry_get_x (geometry, clip->record);
  double right = (double) aip_timeline_geometry_get_x (geometry, clip->record + clip->duration);
  double reach = MIN (AIP_TIMELINE_EDGE_REACH, (right - left) / 3);
  double in = (double) aip_timeline_geometry_get_x (geometry, clip->record + clip->fade_in);
  double out = (double) aip_timeline_geometry_get_x (geometry, clip->record + clip->duration -
                                                               clip->fade_out);
  gboolean selected = aip_timeline_session_is_selected (session, clip->id) && !locked;

  /* Handles can be had where they are seen. */
  if (selected && right - left >= MIN_HANDLES &&
      fabs (y - AIP_TIMELINE_SOUND_TITLE) <= FADE_REACH)
    {
      if (fabs (x - in) <= FADE_REACH)
        return AIP_TIMELINE_PART_FADE_IN;
      if (fabs (x - out) <= FADE_REACH)
        return AIP_TIMELINE_PART_FADE_OUT;
    }
  if (x - left < reach)
    return AIP_TIMELINE_PART_START;
  if (right - x < reach)
    return AIP_TIMELINE_PART_END;
  if (selected && fabs (y - aip_timeline_sound_lane_gain_to_y (self, clip->gain)) <= GAIN_REACH)
    return AIP_TIMELINE_PART_GAIN;

  return AIP_TIMELINE_PART_BODY;
}

/* The last one that is drawn is the one on top. */
static void
aip_timeline_sound_lane_hit (AipTimelineLane *lane,
                             double           x,
                             double           y,
                             AipTimelineHit  *hit)
{
  AipTimelineSoundLane *self = AIP_TIMELINE_SOUND_LANE (lane);
  AipTimelineSession *session = aip_timeline_lane_get_session (lane);
  const AipTimelineGeometry *geometry = aip_timeline_session_get_geometry (session);
  const AipCutTrack *track = get_track (self);

  for (guint i = track != NULL ? track->clips->len : 0; i > 0; i--)
    {
      const AipCutClip *clip = track->clips->pdata[i - 1];

      if (x < (double) aip_timeline_geometry_get_x (geometry, clip->record) ||
          x >= (double) aip_timeline_geometry_get_x (geometry, clip->record + clip->duration))
        continue;
      hit->id = clip->id;
      hit->part = find_part (self, clip, track->locked, x, y);
      return;
    }
}

static const char *
aip_timeline_sound_lane_get_cursor (AipTimelineLane      *lane,
                                    const AipTimelineHit *hit)
{
  if (hit->id == NULL)
    return NULL;
  if (aip_timeline_session_get_tool (aip_timeline_lane_get_session (lane)) == AIP_TIMELINE_BLADE)
    return "text";

  switch (hit->part)
    {
    case AIP_TIMELINE_PART_START:
      return "w-resize";
    case AIP_TIMELINE_PART_END:
      return "e-resize";
    case AIP_TIMELINE_PART_FADE_IN:
    case AIP_TIMELINE_PART_FADE_OUT:
      return "col-resize";
    case AIP_TIMELINE_PART_GAIN:
      return "ns-resize";
    case AIP_TIMELINE_PART_BODY:
    case AIP_TIMELINE_PART_NOTHING:
    default:
      return NULL;
    }
}

static AipTimelineDrag *
aip_timeline_sound_lane_create_drag (AipTimelineLane        *lane,
                                     const AipTimelineHit   *hit,
                                     const AipTimelinePoint *point)
{
  return hit->id != NULL ? aip_timeline_sound_drag_new (AIP_TIMELINE_SOUND_LANE (lane), hit) : NULL;
}

static void
aip_timeline_sound_lane_foreach_item (AipTimelineLane     *lane,
                                      gint64               first,
                                      gint64               end,
                                      AipTimelineItemFunc  func,
                                      gpointer             user_data)
{
  const AipCutTrack *track = get_track (AIP_TIMELINE_SOUND_LANE (lane));

  for (guint i = 0; track != NULL && i < track->clips->len; i++)
    {
      const AipCutClip *clip = track->clips->pdata[i];
      AipTimelineItem item = { clip->id, clip->record, clip->duration, i, track->clips->len };

      if (clip->record >= end)
        break;
      if (clip->record + clip->duration > first)
        func (&item, user_data);
    }
}

/* Words ----------------------------------------------------------------------------------------- */

static const char *
get_role_title (const char *role)
{
  if (g_strcmp0 (role, "music") == 0)
    return _("music");
  if (g_strcmp0 (role, "dialogue") == 0)
    return _("dialogue");
  if (g_strcmp0 (role, "effects") == 0)
    return _("effects");

  return NULL;
}

static void
add_part (GString    *text,
          const char *part)
{
  if (part != NULL && *part != '\0')
    g_string_append_printf (text, ", %s", part);
}

static char *
aip_timeline_sound_lane_describe (AipTimelineLane *lane,
                                  const char      *id)
{
  AipTimelineSoundLane *self = AIP_TIMELINE_SOUND_LANE (lane);
  AipTimelineSession *session = aip_timeline_lane_get_session (lane);
  AipCut *cut = aip_timeline_session_get_shown (session);
  const AipCutTrack *track = get_track (self);
  const AipCutClip *clip = find_clip (self, id);
  g_autofree char *start = NULL;
  GString *text;
  gint64 drift;

  if (clip == NULL)
    return g_strdup ("");

  start = aip_timeline_session_dup_timecode (session, clip->record);
  text = g_string_new (NULL);
  /* Translators: a clip beside the shots for a screen reader: name, track, length, time code. */
  g_string_append_printf (text, _("Sound “%s” on %s, %.1f seconds, starts %s"), clip->name,
                          track->name,
                          aip_frame_rate_to_seconds (aip_cut_get_rate (cut), clip->duration), start);
  add_part (text, get_role_title (clip->role));
  if (clip->gain != 0.0)
    {
      g_autofree char *gain = g_strdup_printf (_("%+.1f dB"), clip->gain);

      add_part (text, gain);
    }
  drift = aip_cut_get_drift (cut, clip);
  if (drift != 0)
    {
      g_autofree char *off =
        g_strdup_printf (ngettext ("%d frame out of sync", "%d frames out of sync",
                                   (gulong) ABS (drift)), (int) drift);

      add_part (text, off);
    }
  if (clip->disabled)
    add_part (text, _("switched off"));
  else if (!is_heard (cut, track))
    add_part (text, _("muted"));
  if (track->locked)
    add_part (text, _("locked"));
  if (aip_sound_cache_get_state (self->sounds, clip->file) == AIP_SOUND_BROKEN)
    add_part (text, aip_sound_cache_get_problem (self->sounds, clip->file));

  return g_string_free_and_steal (text);
}

static const char *
aip_timeline_sound_lane_get_title (AipTimelineLane *lane)
{
  const AipCutTrack *track = get_track (AIP_TIMELINE_SOUND_LANE (lane));

  return track != NULL ? track->name : "";
}

static GtkWidget *
aip_timeline_sound_lane_create_header (AipTimelineLane *lane)
{
  AipTimelineSoundLane *self = AIP_TIMELINE_SOUND_LANE (lane);
  AipTimelineSession *session = aip_timeline_lane_get_session (lane);
  AipEntity *track = aip_document_lookup (aip_timeline_session_get_document (session), self->track);

  return AIP_IS_TRACK (track) ? aip_timeline_track_header_new (session, AIP_TRACK (track))
                              : gtk_label_new (NULL);
}

static void
aip_timeline_sound_lane_activate (AipTimelineLane *lane,
                                  const char      *id,
                                  GtkWidget       *widget)
{
  gtk_widget_activate_action (widget, "timeline.sound-gain", NULL);
}

/* On an item, or on an empty place of the track. */
static GMenuModel *
aip_timeline_sound_lane_dup_menu (AipTimelineLane *lane,
                                  const char      *id)
{
  AipTimelineSoundLane *self = AIP_TIMELINE_SOUND_LANE (lane);
  GMenu *menu = g_menu_new ();
  g_autoptr(GMenu) first = g_menu_new ();
  g_autoptr(GMenu) second = g_menu_new ();

  if (id != NULL)
    {
      g_autoptr(GMenu) roles = g_menu_new ();

      g_menu_append (roles, _("Music"), "timeline.sound-role::music");
      g_menu_append (roles, _("Dialogue"), "timeline.sound-role::dialogue");
      g_menu_append (roles, _("Effects"), "timeline.sound-role::effects");
      g_menu_append (roles, _("None"), "timeline.sound-role::");
      g_menu_append (first, _("_Volume…"), "timeline.sound-gain");
      g_menu_append_submenu (first, _("_Role"), G_MENU_MODEL (roles));
      g_menu_append (first, _("Switch _Off"), "timeline.sound-disable");
      g_menu_append (second, _("_Split at the Playhead"), "timeline.split");
      g_menu_append (second, _("Bring Back in S_ync"), "timeline.sound-sync");
      g_menu_append (second, _("_Delete"), "timeline.sound-delete");
    }
  else
    {
      g_autofree char *add = g_strdup_printf ("timeline.track-add-sound::%s", self->track);

      g_menu_append (first, _("_Add Sound at the Playhead…"), add);
      g_menu_append (second, _("Add _Sound Track"), "timeline.track-add::audio");
      g_menu_append (second, _("Add Track for _Reference Movies"), "timeline.track-add::video");
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (first));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (second));

  return G_MENU_MODEL (menu);
}

/* Life ------------------------------------------------------------------------------------------ */

/* Only what is on this track has to be drawn again. */
static void
sound_changed_cb (AipTimelineSoundLane *self,
                  const char           *file)
{
  const AipCutTrack *track = get_track (self);

  for (guint i = 0; track != NULL && i < track->clips->len; i++)
    if (g_strcmp0 (((AipCutClip *) track->clips->pdata[i])->file, file) == 0)
      {
        aip_timeline_lane_changed (AIP_TIMELINE_LANE (self));
        return;
      }
}

static void
aip_timeline_sound_lane_finalize (GObject *object)
{
  AipTimelineSoundLane *self = AIP_TIMELINE_SOUND_LANE (object);

  g_clear_weak_pointer (&self->canvas);
  g_clear_object (&self->sounds);
  g_free (self->track);

  G_OBJECT_CLASS (aip_timeline_sound_lane_parent_class)->finalize (object);
}

static void
aip_timeline_sound_lane_class_init (AipTimelineSoundLaneClass *klass)
{
  AipTimelineLaneClass *lane_class = AIP_TIMELINE_LANE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = aip_timeline_sound_lane_finalize;
  lane_class->get_height = aip_timeline_sound_lane_get_height;
  lane_class->snapshot = aip_timeline_sound_lane_snapshot;
  lane_class->hit = aip_timeline_sound_lane_hit;
  lane_class->create_drag = aip_timeline_sound_lane_create_drag;
  lane_class->get_cursor = aip_timeline_sound_lane_get_cursor;
  lane_class->foreach_item = aip_timeline_sound_lane_foreach_item;
  lane_class->describe = aip_timeline_sound_lane_describe;
  lane_class->activate = aip_timeline_sound_lane_activate;
  lane_class->dup_menu = aip_timeline_sound_lane_dup_menu;
  lane_class->create_header = aip_timeline_sound_lane_create_header;
  lane_class->get_title = aip_timeline_sound_lane_get_title;
}

static void
aip_timeline_sound_lane_init (AipTimelineSoundLane *self)
{
}

AipTimelineLane *
aip_timeline_sound_lane_new (AipTimelineSession *session,
                             AipTimelineCanvas  *canvas,
                             const char         *track)
{
  AipTimelineSoundLane *self;

  g_return_val_if_fail (AIP_IS_TIMELINE_SESSION (session), NULL);
  g_return_val_if_fail (AIP_IS_TIMELINE_CANVAS (canvas), NULL);
  g_return_val_if_fail (track != NULL, NULL);

  self = g_object_new (AIP_TYPE_TIMELINE_SOUND_LANE, "session", session, NULL);
  self->track = g_strdup (track);
  self->sounds =
    g_object_ref (aip_session_get_sounds (aip_timeline_session_get_session (session)));
  g_set_weak_pointer (&self->canvas, canvas);
  g_signal_connect_object (self->sounds, "changed", G_CALLBACK (sound_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return AIP_TIMELINE_LANE (self);
}

AipTimelineCanvas *
aip_timeline_sound_lane_get_canvas (AipTimelineSoundLane *self)
{
  g_return_val_if_fail (AIP_IS_TIMELINE_SOUND_LANE (self), NULL);

  return self->canvas;
}

const char *
aip_timeline_sound_lane_get_track_id (AipTimelineSoundLane *self)
{
  g_return_val_if_fail (AIP_IS_TIMELINE_SOUND_LANE (self), NULL);

  return self->track;
}
