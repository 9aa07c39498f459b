/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-timeline-tracks"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-sound-import.h"
#include "aip-timeline-marker-lane.h"
#include "aip-timeline-sound-lane.h"
#include "aip-timeline-tracks.h"

struct _AipTimelineTracks
{
  GObject parent_instance;

  AipTimelineSession *session;
  AipTimelineCanvas  *canvas;     /* weak */
  GPtrArray          *lanes;      /* AipTimelineSoundLane, as they stand in the canvas */
  char               *order;      /* of their tracks, to see whether it is another */
};

G_DEFINE_FINAL_TYPE (AipTimelineTracks, aip_timeline_tracks, G_TYPE_OBJECT)

static char *
describe_order (AipCut *cut)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < aip_cut_get_n_tracks (cut); i++)
    {
      const AipCutTrack *track = aip_cut_get_track (cut, i);

      g_string_append_printf (text, "%s %d\n", track->id, track->is_audio);
    }

  return g_string_free_and_steal (text);
}

/* The one that is there for this track, or a new one. (transfer full) */
static AipTimelineLane *
find_lane (AipTimelineTracks *self,
           GPtrArray         *old,
           const char        *track)
{
  for (guint i = 0; i < old->len; i++)
    if (g_str_equal (aip_timeline_sound_lane_get_track_id (old->pdata[i]), track))
      return g_object_ref (old->pdata[i]);

  return aip_timeline_sound_lane_new (self->session, self->canvas, track);
}

/* Tracks come and go rarely: then all lanes are placed anew. */
static void
update (AipTimelineTracks *self)
{
  AipCut *cut = aip_timeline_session_get_cut (self->session);
  g_autofree char *order = describe_order (cut);
  g_autoptr(GPtrArray) old = NULL;
  guint n_above = 0;

  if (self->canvas == NULL || g_str_equal (order, self->order))
    return;

  g_free (self->order);
  self->order = g_steal_pointer (&order);
  old = g_steal_pointer (&self->lanes);
  self->lanes = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < old->len; i++)
    aip_timeline_canvas_remove_lane (self->canvas, old->pdata[i]);

  for (guint i = 0; i < aip_cut_get_n_tracks (cut); i++)
    {
      const AipCutTrack *track = aip_cut_get_track (cut, i);
      AipTimelineLane *lane = find_lane (self, old, track->id);

      g_ptr_array_add (self->lanes, lane);
      /* Below the markers, above the shots. */
      if (track->is_audio)
        aip_timeline_canvas_add_lane (self->canvas, lane);
      else
        aip_timeline_canvas_insert_lane (self->canvas, 1 + n_above++, lane);
    }
}

/* Dropping files -------------------------------------------------------------------------------- */

typedef struct {
  char       *track;     /* (nullable): a new one */
  const char *type;
  gint64      frame;
} Place;

static void
place_free (gpointer data)
{
  Place *place = data;

  g_free (place->track);
  g_free (place);
}

static void
brought_cb (GObject   *owner,
            GPtrArray *sounds,
            gpointer   user_data)
{
  AipTimelineTracks *self = AIP_TIMELINE_TRACKS (owner);
  const Place *place = user_data;
  AipDocument *document = aip_timeline_session_get_document (self->session);
  AipEntity *track = place->track != NULL ? aip_document_lookup (document, place->track) : NULL;
  g_autoptr(GPtrArray) clips = NULL;
  g_autoptr(GError) error = NULL;

  clips = aip_sound_edit_add (document, AIP_IS_TRACK (track) ? AIP_TRACK (track) : NULL, place->type,
                              place->frame, sounds, &error);
  if (clips != NULL)
    aip_timeline_session_select (self->session, aip_entity_get_id (clips->pdata[0]));
  else
    aip_session_toast_error (aip_timeline_session_get_session (self->session), error);
}

/* On a lane of a track it goes there; on the shots and on nothing a new track is made. */
static Place *
find_place (AipTimelineTracks *self,
            double             x,
            double             y)
{
  const AipTimelineGeometry *geometry = aip_timeline_session_get_geometry (self->session);
  AipCut *cut = aip_timeline_session_get_cut (self->session);
  Place *place = g_new0 (Place, 1);

  place->type = "audio";
  place->frame = MAX (0, aip_timeline_session_snap (self->session, cut,
                                                    aip_timeline_geometry_get_edge (geometry, x), -1,
                                                    FALSE));
  aip_timeline_session_set_snap_frame (self->session, -1);
  for (guint i = 0; i < aip_timeline_canvas_get_n_lanes (self->canvas); i++)
    {
      int top;
      AipTimelineLane *lane = aip_timeline_canvas_get_lane (self->canvas, i, &top);
      const AipCutTrack *track;

      if (y < top || y >= top + aip_timeline_lane_get_height (lane) ||
          !AIP_IS_TIMELINE_SOUND_LANE (lane))
        continue;
      track = aip_timeline_sound_lane_find_track (AIP_TIMELINE_SOUND_LANE (lane), cut, NULL);
      if (track == NULL)
        continue;
      place->track = g_strdup (track->id);
      place->type = track->is_audio ? "audio" : "video";
    }

  return place;
}

static gboolean
drop_cb (AipTimelineTracks *self,
         const GValue      *value,
         double             x,
         double             y)
{
  g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);

  for (GSList *l = g_value_get_boxed (value); l != NULL; l = l->next)
    g_list_store_append (files, l->data);
  if (self->canvas == NULL || g_list_model_get_n_items (G_LIST_MODEL (files)) == 0)
    return FALSE;

  aip_sound_import_files (aip_timeline_session_get_session (self->session), G_LIST_MODEL (files),
                          G_OBJECT (self), brought_cb, find_place (self, x, y), place_free);

  return TRUE;
}

/* Life ------------------------------------------------------------------------------------------ */

static void
aip_timeline_tracks_finalize (GObject *object)
{
  AipTimelineTracks *self = AIP_TIMELINE_TRACKS (object);

  g_clear_weak_pointer (&self->canvas);
  g_ptr_array_unref (self->lanes);
  g_clear_object (&self->session);
  g_free (self->order);

  G_OBJECT_CLASS (aip_timeline_tracks_parent_class)->finalize (object);
}

static void
aip_timeline_tracks_class_init (AipTimelineTracksClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_timeline_tracks_finalize;
}

static void
aip_timeline_tracks_init (AipTimelineTracks *self)
{
  self->lanes = g_ptr_array_new_with_free_func (g_object_unref);
  self->order = g_strdup ("");
}

AipTimelineTracks *
aip_timeline_tracks_new (AipTimelineSession *session,
                         AipTimelineCanvas  *canvas)
{
  AipTimelineTracks *self;
  GtkDropTarget *target;
  g_autoptr(AipTimelineLane) markers = NULL;

  g_return_val_if_fail (AIP_IS_TIMELINE_SESSION (session), NULL);
  g_return_val_if_fail (AIP_IS_TIMELINE_CANVAS (canvas), NULL);

  self = g_object_new (AIP_TYPE_TIMELINE_TRACKS, NULL);
  self->session = g_object_ref (session);
  g_set_weak_pointer (&self->canvas, canvas);

  markers = aip_timeline_marker_lane_new (session);
  aip_timeline_canvas_insert_lane (canvas, 0, markers);
  target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (canvas), GTK_EVENT_CONTROLLER (target));
  g_signal_connect_object (session, "notify::cut", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return self;
}
