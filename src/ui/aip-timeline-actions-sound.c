/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-timeline-actions"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-marker-dialog.h"
#include "aip-marker-list-dialog.h"
#include "aip-sound-edit.h"
#include "aip-sound-import.h"
#include "aip-timeline-actions-private.h"

/* Sound and markers by the keyboard and from menus: the same as drags, without the pointer. */

static AipDocument *
get_document (AipTimelineActions *self)
{
  return aip_timeline_session_get_document (self->session);
}

/* What is selected of @kind, or else the current one. (transfer container) */
static GPtrArray *
dup_selected (AipTimelineActions *self,
              GType               type)
{
  g_autoptr(GPtrArray) ids = aip_timeline_session_dup_selected (self->session);
  const char *current = aip_timeline_session_get_current (self->session);
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < ids->len; i++)
    {
      AipEntity *entity = aip_document_lookup (get_document (self), ids->pdata[i]);

      if (entity != NULL && g_type_is_a (G_OBJECT_TYPE (entity), type))
        g_ptr_array_add (found, entity);
    }
  if (ids->len == 0 && current != NULL)
    {
      AipEntity *entity = aip_document_lookup (get_document (self), current);

      if (entity != NULL && g_type_is_a (G_OBJECT_TYPE (entity), type))
        g_ptr_array_add (found, entity);
    }

  return found;
}

/* Clips and markers. */
static GPtrArray *
dup_beside (AipTimelineActions *self)
{
  g_autoptr(GPtrArray) markers = dup_selected (self, AIP_TYPE_MARKER);
  GPtrArray *all = dup_selected (self, AIP_TYPE_CLIP);

  g_ptr_array_extend (all, markers, NULL, NULL);

  return all;
}

gboolean
_aip_timeline_actions_has_sound (AipTimelineActions *self)
{
  g_autoptr(GPtrArray) beside = dup_beside (self);

  return beside->len > 0;
}

/* Says what went wrong, or what became of the first of @clips. */
static void
report (AipTimelineActions *self,
        GPtrArray          *clips,
        const GError       *error)
{
  _aip_timeline_actions_report (self, clips->len > 0 ? aip_entity_get_id (clips->pdata[0]) : NULL,
                                error);
}

/* Going around ---------------------------------------------------------------------------------- */

/* What a lane has around the one that is looked for. */
typedef struct {
  const char *current;
  gint64      position;
  const char *previous;     /* before @current */
  const char *next;         /* behind it */
  const char *nearest;      /* to @position */
  gint64      distance;
  gboolean    passed;
} Search;

static void
item_cb (const AipTimelineItem *item,
         gpointer               user_data)
{
  Search *search = user_data;
  gint64 end = item->frame + item->duration;
  gint64 distance = search->position < item->frame ? item->frame - search->position
                    : search->position >= end ? search->position - end : 0;

  if (search->nearest == NULL || distance < search->distance)
    {
      search->nearest = item->id;
      search->distance = distance;
    }
  if (g_strcmp0 (item->id, search->current) == 0)
    search->passed = TRUE;
  else if (!search->passed)
    search->previous = item->id;
  else if (search->next == NULL)
    search->next = item->id;
}

static Search
search_lane (AipTimelineActions *self,
             AipTimelineLane    *lane)
{
  Search search = {
    .current = aip_timeline_session_get_current (self->session),
    .position = aip_timeline_session_get_position (self->session),
  };

  aip_timeline_lane_foreach_item (lane, 0, aip_timeline_session_get_duration (self->session) + 1,
                                  item_cb, &search);

  return search;
}

/* The lane of the current item, whether that is on the screen or not; -1 without one. */
static int
find_current_lane (AipTimelineActions *self,
                   Search             *search)
{
  guint n_lanes = aip_timeline_canvas_get_n_lanes (self->canvas);

  for (guint i = 0; i < n_lanes; i++)
    {
      *search = search_lane (self, aip_timeline_canvas_get_lane (self->canvas, i, NULL));
      if (search->passed)
        return (int) i;
    }

  return -1;
}

const char *
_aip_timeline_actions_get_neighbour (AipTimelineActions *self,
                                     int                 step)
{
  const char *current = aip_timeline_session_get_current (self->session);
  Search search;
  guint index;

  if (current == NULL ||
      aip_cut_find_shot (aip_timeline_session_get_cut (self->session), current, &index) ||
      find_current_lane (self, &search) < 0)
    return NULL;

  if (step > 0 && search.next != NULL)
    return search.next;

  return step < 0 && search.previous != NULL ? search.previous : current;
}

/* To the next lane that has anything, at what is nearest to the playhead there. */
static void
lane_activated_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  AipTimelineActions *self = user_data;
  int step = g_str_has_suffix (g_action_get_name (G_ACTION (action)), "next") ? 1 : -1;
  int n_lanes = (int) aip_timeline_canvas_get_n_lanes (self->canvas);
  Search search;
  int index = find_current_lane (self, &search);

  if (index < 0 && step < 0)
    index = n_lanes;
  for (index += step; index >= 0 && index < n_lanes; index += step)
    {
      search = search_lane (self, aip_timeline_canvas_get_lane (self->canvas, (guint) index, NULL));
      if (search.nearest == NULL)
        continue;
      aip_timeline_session_select (self->session, search.nearest);
      aip_timeline_canvas_focus_current (self->canvas);
      return;
    }
  gtk_widget_error_bell (GTK_WIDGET (self->canvas));
}

/* Clips ----------------------------------------------------------------------------------------- */

gboolean
_aip_timeline_actions_delete_sound (AipTimelineActions *self)
{
  g_autoptr(GPtrArray) all = dup_beside (self);
  g_autoptr(GPtrArray) shots = aip_timeline_session_dup_selected_shots (self->session);
  g_autoptr(GError) error = NULL;

  if (all->len == 0 || shots->len > 0)
    return FALSE;

  if (!aip_sound_edit_remove (get_document (self), all, &error))
    {
      _aip_timeline_actions_report (self, NULL, error);
      return TRUE;
    }
  aip_timeline_session_select (self->session, NULL);
  aip_timeline_canvas_focus_current (self->canvas);

  return TRUE;
}

/* An edge that is chosen is trimmed; a whole clip moves, or slips with that tool. */
gboolean
_aip_timeline_actions_nudge_sound (AipTimelineActions *self,
                                   gint64              delta)
{
  g_autoptr(GPtrArray) clips = dup_selected (self, AIP_TYPE_CLIP);
  g_autoptr(GPtrArray) markers = dup_selected (self, AIP_TYPE_MARKER);
  AipTimelineEdge edge = aip_timeline_session_get_edge (self->session);
  AipCut *cut = aip_timeline_session_get_cut (self->session);
  g_autoptr(GError) error = NULL;
  const AipCutClip *clip;
  AipCutClip result;
  AipClipEdit edit;
  guint track;

  if (clips->len == 0 && markers->len == 1)
    {
      aip_sound_edit_move_marker (get_document (self), markers->pdata[0],
                                  MAX (0, aip_marker_get_frame (markers->pdata[0]) + delta), &error);
      report (self, markers, error);
      return TRUE;
    }
  if (clips->len == 0)
    return FALSE;

  edit = edge == AIP_TIMELINE_EDGE_START ? AIP_CLIP_TRIM_START
         : edge == AIP_TIMELINE_EDGE_END ? AIP_CLIP_TRIM_END
         : aip_timeline_session_get_tool (self->session) == AIP_TIMELINE_SLIP ? AIP_CLIP_SLIP
         : AIP_CLIP_MOVE;
  clip = aip_cut_find_clip (cut, aip_entity_get_id (clips->pdata[0]), &track);
  if (clips->len > 1 || edit == AIP_CLIP_MOVE)
    aip_sound_edit_nudge (get_document (self), clips, delta, &error);
  else if (clip != NULL && aip_clip_edit (clip, edit, delta, &result) != 0)
    aip_sound_edit_change (get_document (self), &result, edit, aip_cut_get_track (cut, track)->id,
                           &error);
  else
    gtk_widget_error_bell (GTK_WIDGET (self->canvas));
  report (self, clips, error);

  return TRUE;
}

gboolean
_aip_timeline_actions_split_sound (AipTimelineActions *self)
{
  g_autoptr(GPtrArray) clips = dup_selected (self, AIP_TYPE_CLIP);
  gint64 position = aip_timeline_session_get_position (self->session);
  g_autoptr(GError) error = NULL;
  AipClip *second = NULL;

  if (clips->len == 0)
    return FALSE;

  for (guint i = 0; i < clips->len && error == NULL; i++)
    second = aip_sound_edit_split (get_document (self), clips->pdata[i], position, &error);
  if (second != NULL)
    aip_timeline_session_select (self->session, aip_entity_get_id (AIP_ENTITY (second)));
  else if (error == NULL)
    gtk_widget_error_bell (GTK_WIDGET (self->canvas));
  report (self, clips, error);

  return TRUE;
}

static void
delete_activated_cb (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  _aip_timeline_actions_delete_sound (user_data);
}

static void
gain_activated_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  AipTimelineActions *self = user_data;
  g_autoptr(GPtrArray) clips = dup_selected (self, AIP_TYPE_CLIP);

  if (clips->len > 0)
    _aip_timeline_actions_ask_gain (self, clips);
}

static void
role_activated_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  AipTimelineActions *self = user_data;
  g_autoptr(GPtrArray) clips = dup_selected (self, AIP_TYPE_CLIP);
  g_autoptr(GError) error = NULL;

  aip_sound_edit_set_role (get_document (self), clips, g_variant_get_string (parameter, NULL), &error);
  report (self, clips, error);
}

/* All are switched off unless all are off already. */
static void
disable_activated_cb (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       user_data)
{
  AipTimelineActions *self = user_data;
  g_autoptr(GPtrArray) clips = dup_selected (self, AIP_TYPE_CLIP);
  gboolean all_off = TRUE;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < clips->len; i++)
    all_off &= aip_clip_get_disabled (clips->pdata[i]);
  aip_sound_edit_set_disabled (get_document (self), clips, !all_off, &error);
  report (self, clips, error);
}

static void
sync_activated_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  AipTimelineActions *self = user_data;
  g_autoptr(GPtrArray) clips = dup_selected (self, AIP_TYPE_CLIP);
  g_autoptr(GError) error = NULL;

  aip_sound_edit_sync (get_document (self), aip_timeline_session_get_cut (self->session), clips,
                       &error);
  report (self, clips, error);
}

static void
follows_changed_cb (GSimpleAction *action,
                    GVariant      *value,
                    gpointer       user_data)
{
  AipTimelineActions *self = user_data;
  AipDocument *document = get_document (self);
  gboolean follows = g_variant_get_boolean (value);

  aip_document_begin (document, follows ? _("Move Sound with Shots") : _("Leave Sound in Its Place"));
  aip_document_set (document, AIP_ENTITY (aip_document_get_project (document)), "sound-follows", value,
                    NULL);
  aip_document_commit (document);
  aip_timeline_session_announce (self->session, follows ? _("Sound moves with the shots")
                                                        : _("Sound stays in its place"));
}

/* Tracks ---------------------------------------------------------------------------------------- */

/* (nullable) (transfer none): the track of which @parameter is the id */
static AipTrack *
get_track (AipTimelineActions *self,
           GVariant           *parameter)
{
  AipEntity *track = aip_document_lookup (get_document (self), g_variant_get_string (parameter, NULL));

  return AIP_IS_TRACK (track) ? AIP_TRACK (track) : NULL;
}

typedef struct {
  char   *track;     /* (nullable): a new one */
  gint64  frame;
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
  AipTimelineActions *self = AIP_TIMELINE_ACTIONS (owner);
  const Place *place = user_data;
  AipEntity *track = place->track != NULL ? aip_document_lookup (get_document (self), place->track)
                                          : NULL;
  g_autoptr(GPtrArray) clips = NULL;
  g_autoptr(GError) error = NULL;

  clips = aip_sound_edit_add (get_document (self), AIP_IS_TRACK (track) ? AIP_TRACK (track) : NULL,
                              "audio", place->frame, sounds, &error);
  if (clips == NULL)
    {
      _aip_timeline_actions_report (self, NULL, error);
      return;
    }
  aip_timeline_session_select (self->session, aip_entity_get_id (clips->pdata[0]));
  aip_timeline_canvas_focus_current (self->canvas);
}

static void
choose_sounds (AipTimelineActions *self,
               AipTrack           *track)
{
  Place *place = g_new0 (Place, 1);

  place->track = track != NULL ? g_strdup (aip_entity_get_id (AIP_ENTITY (track))) : NULL;
  place->frame = aip_timeline_session_get_position (self->session);
  aip_sound_import_choose (aip_timeline_session_get_session (self->session),
                           GTK_WIDGET (self->canvas), G_OBJECT (self), brought_cb, place, place_free);
}

static void
add_activated_cb (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  AipTimelineActions *self = user_data;

  choose_sounds (self, aip_sound_edit_find_track (get_document (self), "audio"));
}

static void
track_add_sound_activated_cb (GSimpleAction *action,
                              GVariant      *parameter,
                              gpointer       user_data)
{
  AipTimelineActions *self = user_data;
  AipTrack *track = get_track (self, parameter);

  if (track != NULL)
    choose_sounds (self, track);
}

static void
track_add_activated_cb (GSimpleAction *action,
                        GVariant      *parameter,
                        gpointer       user_data)
{
  AipTimelineActions *self = user_data;
  const char *type = g_variant_get_string (parameter, NULL);
  g_autoptr(GError) error = NULL;

  if (aip_sound_edit_add_track (get_document (self), type, &error) == NULL)
    _aip_timeline_actions_report (self, NULL, error);
}

static void
track_activated_cb (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  AipTimelineActions *self = user_data;
  const char *name = g_action_get_name (G_ACTION (action));
  AipTrack *track = get_track (self, parameter);
  g_autoptr(GPtrArray) tracks = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;

  if (track == NULL)
    return;

  g_ptr_array_add (tracks, track);
  if (g_str_equal (name, "track-up"))
    aip_sound_edit_move_track (get_document (self), track, -1, &error);
  else if (g_str_equal (name, "track-down"))
    aip_sound_edit_move_track (get_document (self), track, 1, &error);
  else if (g_str_equal (name, "track-rename"))
    _aip_timeline_actions_ask_name (self, track);
  else if (g_str_equal (name, "track-gain"))
    _aip_timeline_actions_ask_gain (self, tracks);
  else
    aip_sound_edit_remove_track (get_document (self), track, &error);
  _aip_timeline_actions_report (self, NULL, error);
}

/* Markers --------------------------------------------------------------------------------------- */

/* Where there is one already it is edited: that is what the key pressed twice is for. */
static void
marker_add_activated_cb (GSimpleAction *action,
                         GVariant      *parameter,
                         gpointer       user_data)
{
  AipTimelineActions *self = user_data;
  AipCut *cut = aip_timeline_session_get_cut (self->session);
  gint64 position = aip_timeline_session_get_position (self->session);
  AipMarker *marker = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < aip_cut_get_n_markers (cut); i++)
    if (aip_cut_get_marker (cut, i)->frame == position)
      marker = AIP_MARKER (aip_document_lookup (get_document (self),
                                                aip_cut_get_marker (cut, i)->id));
  if (marker != NULL)
    {
      aip_marker_dialog_present (aip_timeline_session_get_session (self->session), marker,
                                 GTK_WIDGET (self->canvas));
      return;
    }

  marker = aip_sound_edit_add_marker (get_document (self), position, &error);
  if (marker != NULL)
    aip_timeline_session_select (self->session, aip_entity_get_id (AIP_ENTITY (marker)));
  _aip_timeline_actions_report (self, marker != NULL ? aip_entity_get_id (AIP_ENTITY (marker)) : NULL,
                                error);
  if (marker != NULL)
    aip_timeline_session_announce (self->session, _("Marker added"));
}

static void
marker_edit_activated_cb (GSimpleAction *action,
                          GVariant      *parameter,
                          gpointer       user_data)
{
  AipTimelineActions *self = user_data;
  g_autoptr(GPtrArray) markers = dup_selected (self, AIP_TYPE_MARKER);

  if (markers->len > 0)
    aip_marker_dialog_present (aip_timeline_session_get_session (self->session), markers->pdata[0],
                               GTK_WIDGET (self->canvas));
}

static void
marker_list_activated_cb (GSimpleAction *action,
                          GVariant      *parameter,
                          gpointer       user_data)
{
  AipTimelineActions *self = user_data;

  aip_marker_list_dialog_present (self->session, GTK_WIDGET (self->canvas));
}

static void
go_to_marker (AipTimelineActions *self,
              int                 step)
{
  AipCut *cut = aip_timeline_session_get_cut (self->session);
  gint64 position = aip_timeline_session_get_position (self->session);
  const AipCutMarker *found = NULL;

  for (guint i = 0; i < aip_cut_get_n_markers (cut); i++)
    {
      const AipCutMarker *marker = aip_cut_get_marker (cut, i);

      if (step > 0 && marker->frame > position && found == NULL)
        found = marker;
      if (step < 0 && marker->frame < position)
        found = marker;
    }
  if (found == NULL)
    {
      gtk_widget_error_bell (GTK_WIDGET (self->canvas));
      return;
    }
  aip_timeline_session_transport (self->session, "stop");
  aip_timeline_session_select (self->session, found->id);
  aip_timeline_session_seek (self->session, found->frame);
  _aip_timeline_actions_report (self, found->id, NULL);
}

static void
marker_next_activated_cb (GSimpleAction *action,
                          GVariant      *parameter,
                          gpointer       user_data)
{
  go_to_marker (user_data, 1);
}

static void
marker_previous_activated_cb (GSimpleAction *action,
                              GVariant      *parameter,
                              gpointer       user_data)
{
  go_to_marker (user_data, -1);
}

/* What is possible ------------------------------------------------------------------------------ */

void
_aip_timeline_actions_update_sound (AipTimelineActions *self)
{
  static const char *const on_clips[] = {
    "sound-gain", "sound-role", "sound-disable", "sound-sync",
  };
  AipCut *cut = aip_timeline_session_get_cut (self->session);
  g_autoptr(GPtrArray) clips = dup_selected (self, AIP_TYPE_CLIP);
  g_autoptr(GPtrArray) markers = dup_selected (self, AIP_TYPE_MARKER);
  GAction *follows = g_action_map_lookup_action (G_ACTION_MAP (self->group), "sound-follows");

  for (guint i = 0; i < G_N_ELEMENTS (on_clips); i++)
    _aip_timeline_actions_set_enabled (self, on_clips[i], clips->len > 0);
  _aip_timeline_actions_set_enabled (self, "sound-delete", clips->len + markers->len > 0);
  _aip_timeline_actions_set_enabled (self, "marker-edit", markers->len > 0);
  _aip_timeline_actions_set_enabled (self, "marker-next", aip_cut_get_n_markers (cut) > 0);
  _aip_timeline_actions_set_enabled (self, "marker-previous", aip_cut_get_n_markers (cut) > 0);
  g_simple_action_set_state (G_SIMPLE_ACTION (follows),
                             g_variant_new_boolean (aip_cut_get_sound_follows (cut)));
}

void
_aip_timeline_actions_init_sound (AipTimelineActions *self)
{
  static const GActionEntry entries[] = {
    { .name = "lane-next", .activate = lane_activated_cb },
    { .name = "lane-previous", .activate = lane_activated_cb },
    { .name = "sound-add", .activate = add_activated_cb },
    { .name = "sound-delete", .activate = delete_activated_cb },
    { .name = "sound-gain", .activate = gain_activated_cb },
    { .name = "sound-role", .activate = role_activated_cb, .parameter_type = "s" },
    { .name = "sound-disable", .activate = disable_activated_cb },
    { .name = "sound-sync", .activate = sync_activated_cb },
    { .name = "sound-follows", .state = "true", .change_state = follows_changed_cb },
    { .name = "track-add", .activate = track_add_activated_cb, .parameter_type = "s" },
    { .name = "track-add-sound", .activate = track_add_sound_activated_cb, .parameter_type = "s" },
    { .name = "track-rename", .activate = track_activated_cb, .parameter_type = "s" },
    { .name = "track-gain", .activate = track_activated_cb, .parameter_type = "s" },
    { .name = "track-up", .activate = track_activated_cb, .parameter_type = "s" },
    { .name = "track-down", .activate = track_activated_cb, .parameter_type = "s" },
    { .name = "track-remove", .activate = track_activated_cb, .parameter_type = "s" },
    { .name = "marker-add", .activate = marker_add_activated_cb },
    { .name = "marker-edit", .activate = marker_edit_activated_cb },
    { .name = "marker-list", .activate = marker_list_activated_cb },
    { .name = "marker-next", .activate = marker_next_activated_cb },
    { .name = "marker-previous", .activate = marker_previous_activated_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self->group), entries, G_N_ELEMENTS (entries), self);
}
