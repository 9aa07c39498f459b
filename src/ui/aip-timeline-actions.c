/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-timeline-actions"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-error.h"
#include "aip-timeline-actions-private.h"

#define ZOOM_STEP 1.4

G_DEFINE_FINAL_TYPE (AipTimelineActions, aip_timeline_actions, G_TYPE_OBJECT)

static AipCut *
get_cut (AipTimelineActions *self)
{
  return aip_timeline_session_get_cut (self->session);
}

/* The playhead -------------------------------------------------------------------------------- */

/* A step says where it led, as playing does not. */
static void
seek (AipTimelineActions *self,
      gint64              frame)
{
  g_autofree char *said = NULL;

  aip_timeline_session_transport (self->session, "stop");
  aip_timeline_session_seek (self->session, frame);
  said = aip_timeline_session_dup_timecode (self->session,
                                            aip_timeline_session_get_position (self->session));
  aip_timeline_session_announce (self->session, said);
}

static void
seek_activated_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  seek (user_data, g_variant_get_int64 (parameter));
}

static void
step_activated_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  AipTimelineActions *self = user_data;

  seek (self, aip_timeline_session_get_position (self->session) + g_variant_get_int32 (parameter));
}

static void
step_second_activated_cb (GSimpleAction *action,
                          GVariant      *parameter,
                          gpointer       user_data)
{
  AipTimelineActions *self = user_data;

  seek (self, aip_timeline_session_get_position (self->session) +
              g_variant_get_int32 (parameter) *
              aip_frame_rate_get_nominal (aip_cut_get_rate (get_cut (self))));
}

static void
previous_cut_activated_cb (GSimpleAction *action,
                           GVariant      *parameter,
                           gpointer       user_data)
{
  AipTimelineActions *self = user_data;
  AipCut *cut = get_cut (self);
  gint64 position = aip_timeline_session_get_position (self->session);
  guint index;

  seek (self, position > 0 && aip_cut_find_frame (cut, position - 1, &index)
              ? aip_cut_get_shot (cut, index)->record : 0);
}

static void
next_cut_activated_cb (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       user_data)
{
  AipTimelineActions *self = user_data;
  AipCut *cut = get_cut (self);
  guint index;

  if (aip_cut_find_frame (cut, aip_timeline_session_get_position (self->session), &index))
    seek (self, aip_cut_get_shot (cut, index)->record + aip_cut_get_shot (cut, index)->duration);
}

static void
go_start_activated_cb (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       user_data)
{
  seek (user_data, 0);
}

static void
go_end_activated_cb (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  AipTimelineActions *self = user_data;

  seek (self, aip_cut_get_duration (get_cut (self)));
}

gboolean
aip_timeline_parse_place (AipCut      *cut,
                          gint64       position,
                          const char  *text,
                          gint64      *frame,
                          GError     **error)
{
  const AipFrameRate *rate;
  g_autofree char *stripped = NULL;
  const char *rest;
  gint64 number;
  gboolean is_timecode;
  int sign;

  g_return_val_if_fail (cut != NULL && text != NULL && frame != NULL, FALSE);

  rate = aip_cut_get_rate (cut);
  stripped = g_strstrip (g_strdup (text));
  /* The minus sign that is printed, too. */
  sign = *stripped == '+' ? 1 : *stripped == '-' || g_str_has_prefix (stripped, "−") ? -1 : 0;
  rest = sign == 0 ? stripped : g_utf8_next_char (stripped);

  is_timecode = strpbrk (rest, ":;.") != NULL;
  if (is_timecode ? !aip_timecode_parse (rest, rate, &number, NULL)
                  : !g_ascii_string_to_signed (rest, 10, 0, G_MAXINT, &number, NULL))
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _("“%s” is no place in the cut. Write a time code such as 00:01:12:05, a number "
                     "of frames, or +12 or -1:00 from here."), text);
      return FALSE;
    }

  if (sign != 0)
    *frame = position + sign * number;
  /* A short time code counts from the beginning, a whole one is what the ruler shows. */
  else if (is_timecode && number >= aip_cut_get_start (cut))
    *frame = number - aip_cut_get_start (cut);
  else
    *frame = number;
  *frame = CLAMP (*frame, 0, aip_cut_get_duration (cut));

  return TRUE;
}

static void
go_activated_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  AipTimelineActions *self = user_data;
  g_autoptr(GError) error = NULL;
  gint64 frame;

  if (aip_timeline_parse_place (get_cut (self), aip_timeline_session_get_position (self->session),
                                g_variant_get_string (parameter, NULL), &frame, &error))
    seek (self, frame);
  else
    _aip_timeline_actions_report (self, NULL, error);
}

static void
go_to_activated_cb (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  _aip_timeline_actions_ask_place (user_data);
}

static void
set_in_activated_cb (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  AipTimelineActions *self = user_data;

  aip_timeline_session_set_in_point (self->session,
                                     aip_timeline_session_get_position (self->session));
}

/* The frame under the playhead is the last one of the range. */
static void
set_out_activated_cb (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       user_data)
{
  AipTimelineActions *self = user_data;

  aip_timeline_session_set_out_point (self->session,
                                      aip_timeline_session_get_position (self->session) + 1);
}

static void
mark_clip_activated_cb (GSimpleAction *action,
                        GVariant      *parameter,
                        gpointer       user_data)
{
  AipTimelineActions *self = user_data;
  AipCut *cut = get_cut (self);
  g_autoptr(GPtrArray) shots = _aip_timeline_actions_dup_targets (self);
  const AipCutShot *shot;
  guint first, last;

  if (shots->len == 0 ||
      !aip_cut_find_shot (cut, aip_entity_get_id (shots->pdata[0]), &first) ||
      !aip_cut_find_shot (cut, aip_entity_get_id (shots->pdata[shots->len - 1]), &last))
    return;

  shot = aip_cut_get_shot (cut, last);
  aip_timeline_session_set_in_point (self->session, aip_cut_get_shot (cut, first)->record);
  aip_timeline_session_set_out_point (self->session, shot->record + shot->duration);
}

static void
clear_range_activated_cb (GSimpleAction *action,
                          GVariant      *parameter,
                          gpointer       user_data)
{
  AipTimelineActions *self = user_data;

  aip_timeline_session_set_in_point (self->session, -1);
  aip_timeline_session_set_out_point (self->session, -1);
}

/* The player listens to the session; here nobody knows whether there is one. */
static void
transport_activated_cb (GSimpleAction *action,
                        GVariant      *parameter,
                        gpointer       user_data)
{
  AipTimelineActions *self = user_data;
  static const struct {
    const char *action;
    const char *command;
  } commands[] = {
    { "play", "toggle" },           { "play-forward", "forward" }, { "play-backward", "backward" },
    { "stop", "stop" },             { "play-around", "around" },   { "play-range", "in-to-out" },
    { "full-screen", "full-screen" }, { "loop", "loop" },
  };
  const char *name = g_action_get_name (G_ACTION (action));

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (name, commands[i].action))
      aip_timeline_session_transport (self->session, commands[i].command);
}

/* The selection ------------------------------------------------------------------------------- */

/* The neighbour of the current shot, or the one at the playhead where there is none. */
static const char *
get_neighbour (AipTimelineActions *self,
               int                 step)
{
  AipCut *cut = get_cut (self);
  const char *current = aip_timeline_session_get_current (self->session);
  guint n_shots = aip_cut_get_n_shots (cut);
  guint index;

  if (n_shots == 0)
    return NULL;
  if (current != NULL && aip_cut_find_shot (cut, current, &index))
    index = (guint) CLAMP ((gint64) index + step, 0, (gint64) n_shots - 1);
  else if (!aip_cut_find_frame (cut, aip_timeline_session_get_position (self->session), &index))
    index = n_shots - 1;

  return aip_cut_get_shot (cut, index)->id;
}

static void
show_current (AipTimelineActions *self)
{
  AipCut *cut = get_cut (self);
  const char *current = aip_timeline_session_get_current (self->session);
  guint index;

  if (current != NULL && aip_cut_find_shot (cut, current, &index))
    {
      const AipCutShot *shot = aip_cut_get_shot (cut, index);

      aip_timeline_session_reveal (self->session, shot->record + shot->duration);
      aip_timeline_session_reveal (self->session, shot->record);
    }
  aip_timeline_canvas_focus_current (self->canvas);
}

static void
select_neighbour (AipTimelineActions *self,
                  int                 step,
                  gboolean            extend)
{
  const char *beside = _aip_timeline_actions_get_neighbour (self, step);
  const char *id = beside != NULL ? beside : get_neighbour (self, step);

  if (id == NULL)
    return;
  if (extend && beside == NULL)
    aip_timeline_session_select_to (self->session, id);
  else
    aip_timeline_session_select (self->session, id);
  show_current (self);
}

static void
neighbour_activated_cb (GSimpleAction *action,
                        GVariant      *parameter,
                        gpointer       user_data)
{
  const char *name = g_action_get_name (G_ACTION (action));

  select_neighbour (user_data, g_str_has_suffix (name, "next") ? 1 : -1,
                    g_str_has_prefix (name, "extend"));
}

static void
select_at_playhead_activated_cb (GSimpleAction *action,
                                 GVariant      *parameter,
                                 gpointer       user_data)
{
  AipTimelineActions *self = user_data;
  AipCut *cut = get_cut (self);
  guint index;

  if (!aip_cut_find_frame (cut, aip_timeline_session_get_position (self->session), &index))
    return;
  aip_timeline_session_select (self->session, aip_cut_get_shot (cut, index)->id);
  show_current (self);
}

static void
select_activated_cb (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  AipTimelineActions *self = user_data;
  AipShot *shot = aip_document_find_shot (aip_timeline_session_get_document (self->session),
                                          g_variant_get_string (parameter, NULL));

  if (shot == NULL || aip_shot_get_omitted (shot))
    return;
  aip_timeline_session_select (self->session, aip_entity_get_id (AIP_ENTITY (shot)));
  show_current (self);
}

static void
select_all_activated_cb (GSimpleAction *action,
                         GVariant      *parameter,
                         gpointer       user_data)
{
  aip_timeline_session_select_all (AIP_TIMELINE_ACTIONS (user_data)->session);
}

static void
select_none_activated_cb (GSimpleAction *action,
                          GVariant      *parameter,
                          gpointer       user_data)
{
  aip_timeline_session_select (AIP_TIMELINE_ACTIONS (user_data)->session, NULL);
}

/* The handles of a shot by the keyboard: its start, its end, all of it, in a circle. */
static void
select_edge_activated_cb (GSimpleAction *action,
                          GVariant      *parameter,
                          gpointer       user_data)
{
  AipTimelineActions *self = user_data;
  const char *beside = _aip_timeline_actions_get_neighbour (self, 0);
  const char *id = beside != NULL ? beside : get_neighbour (self, 0);
  AipTimelineEdge edge = (aip_timeline_session_get_edge (self->session) + 1) %
                         (AIP_TIMELINE_EDGE_END + 1);

  if (id == NULL)
    return;
  if (!aip_timeline_session_is_selected (self->session, id))
    aip_timeline_session_select (self->session, id);
  aip_timeline_session_set_current (self->session, id, edge);
  show_current (self);
  aip_timeline_session_announce (self->session,
                                 edge == AIP_TIMELINE_EDGE_START ? _("Start of the shot")
                                 : edge == AIP_TIMELINE_EDGE_END ? _("End of the shot")
                                 : _("All of the shot"));
}

static void
menu_activated_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  aip_timeline_canvas_popup_menu (AIP_TIMELINE_ACTIONS (user_data)->canvas);
}

static void
open_activated_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  AipTimelineActions *self = user_data;
  const char *current = aip_timeline_session_get_current (self->session);
  AipTimelineLane *lane = aip_timeline_canvas_find_lane (self->canvas, current);

  if (lane != NULL)
    aip_timeline_lane_activate (lane, current, GTK_WIDGET (self->canvas));
}

static void
show_in_table_activated_cb (GSimpleAction *action,
                            GVariant      *parameter,
                            gpointer       user_data)
{
  AipTimelineActions *self = user_data;
  g_autoptr(GPtrArray) shots = _aip_timeline_actions_dup_targets (self);

  if (shots->len > 0)
    aip_session_reveal_shot (aip_timeline_session_get_session (self->session), shots->pdata[0]);
}

/* The view ------------------------------------------------------------------------------------ */

/* Around the playhead as long as it is seen. */
static void
zoom (AipTimelineActions *self,
      double              factor)
{
  const AipTimelineGeometry *geometry = aip_timeline_session_get_geometry (self->session);
  gint64 x = aip_timeline_geometry_get_x (geometry,
                                          aip_timeline_session_get_position (self->session));

  if (x < 0 || x > geometry->width)
    x = geometry->width / 2;
  aip_timeline_session_zoom (self->session, factor, (double) x);
}

static void
zoom_in_activated_cb (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       user_data)
{
  zoom (user_data, ZOOM_STEP);
}

static void
zoom_out_activated_cb (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       user_data)
{
  zoom (user_data, 1 / ZOOM_STEP);
}

static void
zoom_fit_activated_cb (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       user_data)
{
  aip_timeline_session_fit (AIP_TIMELINE_ACTIONS (user_data)->session);
}

static void
zoom_selection_activated_cb (GSimpleAction *action,
                             GVariant      *parameter,
                             gpointer       user_data)
{
  AipTimelineActions *self = user_data;
  AipCut *cut = get_cut (self);
  g_autoptr(GPtrArray) shots = _aip_timeline_actions_dup_targets (self);
  const AipCutShot *end;
  guint first, last;

  if (shots->len == 0 ||
      !aip_cut_find_shot (cut, aip_entity_get_id (shots->pdata[0]), &first) ||
      !aip_cut_find_shot (cut, aip_entity_get_id (shots->pdata[shots->len - 1]), &last))
    return;

  end = aip_cut_get_shot (cut, last);
  aip_timeline_session_fit_range (self->session, aip_cut_get_shot (cut, first)->record,
                                  end->record + end->duration);
}

/* Tools --------------------------------------------------------------------------------------- */

static void
tool_changed_cb (GSimpleAction *action,
                 GVariant      *value,
                 gpointer       user_data)
{
  AipTimelineActions *self = user_data;
  AipTimelineTool tool;

  if (!aip_timeline_tool_from_nick (g_variant_get_string (value, NULL), &tool))
    return;
  aip_timeline_session_set_tool (self->session, tool);
  g_simple_action_set_state (action, value);
}

static void
snapping_changed_cb (GSimpleAction *action,
                     GVariant      *value,
                     gpointer       user_data)
{
  AipTimelineActions *self = user_data;
  gboolean snapping = g_variant_get_boolean (value);

  aip_timeline_session_set_snapping (self->session, snapping);
  g_simple_action_set_state (action, value);
  aip_timeline_session_announce (self->session, snapping ? _("Snapping on") : _("Snapping off"));
}

/* What is possible ---------------------------------------------------------------------------- */

GPtrArray *
_aip_timeline_actions_dup_targets (AipTimelineActions *self)
{
  GPtrArray *shots = aip_timeline_session_dup_selected_shots (self->session);
  AipCut *cut = get_cut (self);
  guint index;

  /* Whoever has chosen a sound does not mean the shot above it. */
  if (shots->len == 0 && !_aip_timeline_actions_has_sound (self) &&
      aip_cut_find_frame (cut, aip_timeline_session_get_position (self->session), &index))
    g_ptr_array_add (shots,
                     aip_timeline_session_lookup_shot (self->session,
                                                       aip_cut_get_shot (cut, index)->id));

  return shots;
}

void
_aip_timeline_actions_report (AipTimelineActions *self,
                              const char         *id,
                              const GError       *error)
{
  AipTimelineLane *lane;

  if (error != NULL)
    {
      aip_session_toast_error (aip_timeline_session_get_session (self->session), error);
      return;
    }

  lane = id != NULL ? aip_timeline_canvas_find_lane (self->canvas, id) : NULL;
  if (lane != NULL)
    {
      g_autofree char *said = aip_timeline_lane_describe (lane, id);

      aip_timeline_session_announce (self->session, said);
    }
}

void
_aip_timeline_actions_set_enabled (AipTimelineActions *self,
                                   const char         *name,
                                   gboolean            enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->group), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

/* Life ---------------------------------------------------------------------------------------- */

static void
aip_timeline_actions_dispose (GObject *object)
{
  AipTimelineActions *self = AIP_TIMELINE_ACTIONS (object);

  if (self->group != NULL)
    {
      g_auto(GStrv) names = g_action_group_list_actions (G_ACTION_GROUP (self->group));

      /* A menu may have them a little longer than this lives. */
      for (guint i = 0; names[i] != NULL; i++)
        g_action_map_remove_action (G_ACTION_MAP (self->group), names[i]);
    }
  g_clear_object (&self->group);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (aip_timeline_actions_parent_class)->dispose (object);
}

static void
aip_timeline_actions_class_init (AipTimelineActionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = aip_timeline_actions_dispose;
}

static void
aip_timeline_actions_init (AipTimelineActions *self)
{
  static const GActionEntry entries[] = {
    { .name = "seek", .activate = seek_activated_cb, .parameter_type = "x" },
    { .name = "step", .activate = step_activated_cb, .parameter_type = "i" },
    { .name = "step-second", .activate = step_second_activated_cb, .parameter_type = "i" },
    { .name = "previous-cut", .activate = previous_cut_activated_cb },
    { .name = "next-cut", .activate = next_cut_activated_cb },
    { .name = "go-start", .activate = go_start_activated_cb },
    { .name = "go-end", .activate = go_end_activated_cb },
    { .name = "go", .activate = go_activated_cb, .parameter_type = "s" },
    { .name = "go-to", .activate = go_to_activated_cb },
    { .name = "set-in", .activate = set_in_activated_cb },
    { .name = "set-out", .activate = set_out_activated_cb },
    { .name = "mark-clip", .activate = mark_clip_activated_cb },
    { .name = "clear-range", .activate = clear_range_activated_cb },
    { .name = "play", .activate = transport_activated_cb },
    { .name = "play-forward", .activate = transport_activated_cb },
    { .name = "play-backward", .activate = transport_activated_cb },
    { .name = "stop", .activate = transport_activated_cb },
    { .name = "play-around", .activate = transport_activated_cb },
    { .name = "play-range", .activate = transport_activated_cb },
    { .name = "loop", .activate = transport_activated_cb },
    { .name = "full-screen", .activate = transport_activated_cb },
    { .name = "select", .activate = select_activated_cb, .parameter_type = "s" },
    { .name = "select-next", .activate = neighbour_activated_cb },
    { .name = "select-previous", .activate = neighbour_activated_cb },
    { .name = "extend-next", .activate = neighbour_activated_cb },
    { .name = "extend-previous", .activate = neighbour_activated_cb },
    { .name = "select-at-playhead", .activate = select_at_playhead_activated_cb },
    { .name = "select-edge", .activate = select_edge_activated_cb },
    { .name = "select-all", .activate = select_all_activated_cb },
    { .name = "select-none", .activate = select_none_activated_cb },
    { .name = "menu", .activate = menu_activated_cb },
    { .name = "open", .activate = open_activated_cb },
    { .name = "show-in-table", .activate = show_in_table_activated_cb },
    { .name = "zoom-in", .activate = zoom_in_activated_cb },
    { .name = "zoom-out", .activate = zoom_out_activated_cb },
    { .name = "zoom-fit", .activate = zoom_fit_activated_cb },
    { .name = "zoom-selection", .activate = zoom_selection_activated_cb },
    { .name = "tool", .parameter_type = "s", .state = "'select'",
      .change_state = tool_changed_cb },
    { .name = "snapping", .state = "true", .change_state = snapping_changed_cb },
  };

  self->group = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->group), entries, G_N_ELEMENTS (entries),
                                   self);
  _aip_timeline_actions_init_edit (self);
  _aip_timeline_actions_init_sound (self);
}

AipTimelineActions *
aip_timeline_actions_new (AipTimelineSession *session,
                          AipTimelineCanvas  *canvas)
{
  AipTimelineActions *self;

  g_return_val_if_fail (AIP_IS_TIMELINE_SESSION (session), NULL);
  g_return_val_if_fail (AIP_IS_TIMELINE_CANVAS (canvas), NULL);

  self = g_object_new (AIP_TYPE_TIMELINE_ACTIONS, NULL);
  self->session = g_object_ref (session);
  self->canvas = canvas;
  g_signal_connect_object (session, "selection-changed",
                           G_CALLBACK (_aip_timeline_actions_update_position), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::cut", G_CALLBACK (_aip_timeline_actions_update_edit),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::position",
                           G_CALLBACK (_aip_timeline_actions_update_position), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "selection-changed",
                           G_CALLBACK (_aip_timeline_actions_update_sound), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::cut", G_CALLBACK (_aip_timeline_actions_update_sound),
                           self, G_CONNECT_SWAPPED);
  _aip_timeline_actions_update_edit (self);
  _aip_timeline_actions_update_sound (self);

  return self;
}

GActionGroup *
aip_timeline_actions_get_group (AipTimelineActions *self)
{
  g_return_val_if_fail (AIP_IS_TIMELINE_ACTIONS (self), NULL);

  return G_ACTION_GROUP (self->group);
}
