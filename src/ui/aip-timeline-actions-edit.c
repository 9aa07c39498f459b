/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-timeline-actions"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-shot-edit.h"
#include "aip-timeline-actions-private.h"
#include "aip-timeline-blade-drag.h"
#include "aip-timeline-edit.h"

/* Edits of the cut by the keyboard: the same as drags, without the pointer. */

static AipDocument *
get_document (AipTimelineActions *self)
{
  return aip_timeline_session_get_document (self->session);
}

/* Trims --------------------------------------------------------------------------------------- */

/* Of the shot at @index, by @delta frames; @together: and of all that are selected with it. */
static void
trim (AipTimelineActions *self,
      AipCutTrim          kind,
      guint               index,
      gint64              delta,
      gboolean            together)
{
  g_autoptr(AipCut) cut = aip_cut_ref (aip_timeline_session_get_cut (self->session));
  g_autoptr(GArray) indices = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr(GArray) changes = NULL;
  g_autoptr(GError) error = NULL;

  if (delta == 0)
    return;

  together = together && kind != AIP_CUT_ROLL && kind != AIP_CUT_SLIDE &&
             aip_timeline_session_is_selected (self->session, aip_cut_get_shot (cut, index)->id);
  for (guint i = 0; together && i < aip_cut_get_n_shots (cut); i++)
    if (aip_timeline_session_is_selected (self->session, aip_cut_get_shot (cut, i)->id))
      g_array_append_val (indices, i);
  if (indices->len > 1)
    aip_cut_trim_many (cut, kind, indices, delta, &changes);
  else
    aip_cut_trim (cut, kind, index, delta, &changes);
  if (changes->len == 0)
    {
      gtk_widget_error_bell (GTK_WIDGET (self->canvas));
      return;
    }
  aip_timeline_edit_trim (get_document (self), cut, kind, index, changes, &error);
  _aip_timeline_actions_report (self, aip_cut_get_shot (cut, index)->id, error);
}

/* The shot that the keyboard is about; %FALSE if the cut is empty. */
static gboolean
find_current (AipTimelineActions *self,
              guint              *index)
{
  AipCut *cut = aip_timeline_session_get_cut (self->session);
  const char *current = aip_timeline_session_get_current (self->session);

  if (current != NULL && aip_cut_find_shot (cut, current, index))
    return TRUE;

  return aip_cut_find_frame (cut, aip_timeline_session_get_position (self->session), index);
}

/* Of what lies under the playhead, whatever is selected: that is where one looks. */
static void
trim_start_activated_cb (GSimpleAction *action,
                         GVariant      *parameter,
                         gpointer       user_data)
{
  AipTimelineActions *self = user_data;
  AipCut *cut = aip_timeline_session_get_cut (self->session);
  gint64 position = aip_timeline_session_get_position (self->session);
  guint index;
  gint64 record;

  if (!aip_cut_find_frame (cut, position, &index))
    return;
  record = aip_cut_get_shot (cut, index)->record;
  trim (self, AIP_CUT_TRIM_START, index, position - record, FALSE);
  /* What was seen at the playhead is now the first frame. */
  aip_timeline_session_seek (self->session, record);
}

static void
trim_end_activated_cb (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       user_data)
{
  AipTimelineActions *self = user_data;
  AipCut *cut = aip_timeline_session_get_cut (self->session);
  gint64 position = aip_timeline_session_get_position (self->session);
  const AipCutShot *shot;
  guint index;

  /* At a cut that is the end of the shot before it: there is nothing to trim. */
  if (!aip_cut_find_frame (cut, position, &index))
    return;
  shot = aip_cut_get_shot (cut, index);
  if (position > shot->record)
    trim (self, AIP_CUT_TRIM_END, index, position - (shot->record + shot->duration), FALSE);
}

/* The chosen edge goes to the playhead as a roll, or as a ripple at the ends of the film. */
static void
extend_activated_cb (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  AipTimelineActions *self = user_data;
  AipCut *cut = aip_timeline_session_get_cut (self->session);
  gint64 position = aip_timeline_session_get_position (self->session);
  const AipCutShot *shot;
  gboolean at_start;
  guint index;

  if (!find_current (self, &index))
    return;

  shot = aip_cut_get_shot (cut, index);
  at_start = aip_timeline_session_get_edge (self->session) == AIP_TIMELINE_EDGE_START ||
             (aip_timeline_session_get_edge (self->session) == AIP_TIMELINE_EDGE_NONE &&
              position < shot->record + shot->duration / 2);
  if (!at_start && index + 1 >= aip_cut_get_n_shots (cut))
    trim (self, AIP_CUT_TRIM_END, index, position - (shot->record + shot->duration), FALSE);
  else if (!at_start)
    trim (self, AIP_CUT_ROLL, index + 1, position - (shot->record + shot->duration), FALSE);
  else if (index > 0)
    trim (self, AIP_CUT_ROLL, index, position - shot->record, FALSE);
}

/* An edge that is chosen is trimmed; a whole shot slips or slides, as the tool says. */
static void
nudge_activated_cb (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  AipTimelineActions *self = user_data;
  AipTimelineTool tool = aip_timeline_session_get_tool (self->session);
  AipTimelineEdge edge = aip_timeline_session_get_edge (self->session);
  AipCut *cut = aip_timeline_session_get_cut (self->session);
  AipCutTrim kind = tool == AIP_TIMELINE_SLIP ? AIP_CUT_SLIP : AIP_CUT_SLIDE;
  guint index;

  if (_aip_timeline_actions_nudge_sound (self, g_variant_get_int32 (parameter)))
    return;
  if (!find_current (self, &index))
    return;

  if (tool == AIP_TIMELINE_ROLL)
    {
      kind = AIP_CUT_ROLL;
      if (edge == AIP_TIMELINE_EDGE_END && index + 1 < aip_cut_get_n_shots (cut))
        index++;
    }
  else if (edge == AIP_TIMELINE_EDGE_START)
    kind = AIP_CUT_TRIM_START;
  else if (edge == AIP_TIMELINE_EDGE_END || tool == AIP_TIMELINE_RIPPLE)
    kind = AIP_CUT_TRIM_END;
  trim (self, kind, index, g_variant_get_int32 (parameter), TRUE);
}

/* Whole shots --------------------------------------------------------------------------------- */

static void
split_activated_cb (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  AipTimelineActions *self = user_data;

  if (_aip_timeline_actions_split_sound (self))
    return;
  if (!aip_timeline_blade (self->session, aip_timeline_session_get_position (self->session)))
    gtk_widget_error_bell (GTK_WIDGET (self->canvas));
}

/* What comes after what goes, for the focus to be somewhere. (nullable) (transfer full) */
static char *
dup_next_id (AipTimelineActions *self,
             GPtrArray          *shots)
{
  AipCut *cut = aip_timeline_session_get_cut (self->session);
  guint index;

  if (!aip_cut_find_shot (cut, aip_entity_get_id (shots->pdata[shots->len - 1]), &index) ||
      index + 1 >= aip_cut_get_n_shots (cut))
    return NULL;

  return g_strdup (aip_cut_get_shot (cut, index + 1)->id);
}

static void
remove_shots (AipTimelineActions *self,
              gboolean            omit)
{
  g_autoptr(GPtrArray) shots = _aip_timeline_actions_dup_targets (self);
  g_autofree char *next = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  guint n_shots = shots->len;
  g_autofree char *code = NULL;
  gboolean ok;

  if (_aip_timeline_actions_delete_sound (self) || n_shots == 0)
    return;

  next = dup_next_id (self, shots);
  code = g_strdup (aip_shot_get_code (shots->pdata[0]));
  ok = omit ? aip_timeline_edit_omit (get_document (self), shots, TRUE, &error)
            : aip_shot_edit_remove (get_document (self), shots, &error);
  if (!ok)
    {
      _aip_timeline_actions_report (self, NULL, error);
      return;
    }

  if (n_shots == 1)
    text = g_strdup_printf (omit ? _("%s is not in the cut any more") : _("%s was deleted"), code);
  else
    text = g_strdup_printf (omit ? ngettext ("%u shot is not in the cut any more",
                                             "%u shots are not in the cut any more", n_shots)
                                 : ngettext ("%u shot was deleted", "%u shots were deleted",
                                             n_shots), n_shots);
  aip_session_toast_undo (aip_timeline_session_get_session (self->session), text);
  if (next != NULL)
    aip_timeline_session_set_current (self->session, next, AIP_TIMELINE_EDGE_NONE);
  aip_timeline_canvas_focus_current (self->canvas);
}

static void
omit_activated_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  remove_shots (user_data, TRUE);
}

static void
delete_activated_cb (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  remove_shots (user_data, FALSE);
}

static void
bring_back_activated_cb (GSimpleAction *action,
                         GVariant      *parameter,
                         gpointer       user_data)
{
  AipTimelineActions *self = user_data;
  const char *id = g_variant_get_string (parameter, NULL);
  AipShot *shot = aip_timeline_session_lookup_shot (self->session, id);
  g_autoptr(GPtrArray) shots = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;

  if (shot == NULL)
    return;

  g_ptr_array_add (shots, shot);
  if (aip_timeline_edit_omit (get_document (self), shots, FALSE, &error))
    {
      aip_timeline_session_select (self->session, id);
      aip_timeline_canvas_focus_current (self->canvas);
    }
  _aip_timeline_actions_report (self, id, error);
}

static void
length_activated_cb (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  AipTimelineActions *self = user_data;
  g_autoptr(GPtrArray) shots = _aip_timeline_actions_dup_targets (self);

  if (shots->len > 0)
    _aip_timeline_actions_ask_length (self, shots);
}

/* Past one neighbour that is not moved itself. */
static void
move (AipTimelineActions *self,
      gboolean            later)
{
  AipCut *cut = aip_timeline_session_get_cut (self->session);
  g_autoptr(GPtrArray) shots = _aip_timeline_actions_dup_targets (self);
  g_autofree char *id = NULL;
  g_autoptr(GError) error = NULL;
  guint first, last, place;
  AipShot *before = NULL;

  if (shots->len == 0 ||
      !aip_cut_find_shot (cut, aip_entity_get_id (shots->pdata[0]), &first) ||
      !aip_cut_find_shot (cut, aip_entity_get_id (shots->pdata[shots->len - 1]), &last) ||
      (later ? last + 1 >= aip_cut_get_n_shots (cut) : first == 0))
    {
      gtk_widget_error_bell (GTK_WIDGET (self->canvas));
      return;
    }

  place = later ? last + 2 : first - 1;
  if (place < aip_cut_get_n_shots (cut))
    before = aip_timeline_session_lookup_shot (self->session, aip_cut_get_shot (cut, place)->id);
  id = g_strdup (aip_entity_get_id (shots->pdata[0]));
  aip_timeline_edit_move (get_document (self), shots, before, &error);
  _aip_timeline_actions_report (self, id, error);
}

static void
move_earlier_activated_cb (GSimpleAction *action,
                           GVariant      *parameter,
                           gpointer       user_data)
{
  move (user_data, FALSE);
}

static void
move_later_activated_cb (GSimpleAction *action,
                         GVariant      *parameter,
                         gpointer       user_data)
{
  move (user_data, TRUE);
}

/* Takes --------------------------------------------------------------------------------------- */

static void
switch_take (AipTimelineActions *self,
             int                 step)
{
  AipCut *cut = aip_timeline_session_get_cut (self->session);
  g_autoptr(GError) error = NULL;
  g_autofree char *said = NULL;
  AipShot *shot;
  gint64 number;
  guint index;

  if (!find_current (self, &index))
    return;

  shot = aip_timeline_session_lookup_shot (self->session, aip_cut_get_shot (cut, index)->id);
  number = aip_timeline_edit_take (get_document (self), shot, step, &error);
  if (error != NULL)
    _aip_timeline_actions_report (self, NULL, error);
  else if (number == 0)
    gtk_widget_error_bell (GTK_WIDGET (self->canvas));
  else
    {
      /* Translators: code of a shot and number of the take that it shows now. */
      said = g_strdup_printf (_("%s shows take %d"), aip_shot_get_code (shot), (int) number);
      aip_timeline_session_announce (self->session, said);
    }
}

static void
take_newer_activated_cb (GSimpleAction *action,
                         GVariant      *parameter,
                         gpointer       user_data)
{
  switch_take (user_data, 1);
}

static void
take_older_activated_cb (GSimpleAction *action,
                         GVariant      *parameter,
                         gpointer       user_data)
{
  switch_take (user_data, -1);
}

static void
take_activated_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  AipTimelineActions *self = user_data;
  AipCut *cut = aip_timeline_session_get_cut (self->session);
  AipEntity *take = aip_document_lookup (get_document (self), g_variant_get_string (parameter, NULL));
  g_autoptr(GError) error = NULL;
  guint index;

  if (!AIP_IS_TAKE (take) || !find_current (self, &index))
    return;
  aip_shot_edit_pin_take (
    get_document (self),
    aip_timeline_session_lookup_shot (self->session, aip_cut_get_shot (cut, index)->id),
    AIP_TAKE (take), &error);
  _aip_timeline_actions_report (self, NULL, error);
}

/* The shots page knows how: what is selected here is selected there. */
static void
generate_activated_cb (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       user_data)
{
  AipTimelineActions *self = user_data;
  g_autoptr(GPtrArray) shots = _aip_timeline_actions_dup_targets (self);
  g_autoptr(GPtrArray) codes = g_ptr_array_new ();

  if (shots->len == 0)
    return;
  for (guint i = 0; i < shots->len; i++)
    g_ptr_array_add (codes, (gpointer) aip_shot_get_code (shots->pdata[i]));
  g_ptr_array_add (codes, NULL);
  gtk_widget_activate_action (GTK_WIDGET (self->canvas), "shots.select", "^as", codes->pdata);
  gtk_widget_activate_action (GTK_WIDGET (self->canvas), "shots.generate", NULL);
}

/* What is possible ---------------------------------------------------------------------------- */

/* At once: a key that is pressed right after the playhead has moved finds what it needs. */
void
_aip_timeline_actions_update_position (AipTimelineActions *self)
{
  AipCut *cut = aip_timeline_session_get_cut (self->session);
  gint64 position = aip_timeline_session_get_position (self->session);
  AipShot *current = NULL;
  gboolean inside = FALSE;
  guint index;

  if (find_current (self, &index))
    current = aip_timeline_session_lookup_shot (self->session, aip_cut_get_shot (cut, index)->id);
  if (aip_cut_find_frame (cut, position, &index))
    inside = aip_cut_get_shot (cut, index)->record < position;

  _aip_timeline_actions_set_enabled (self, "split",
                                     inside || _aip_timeline_actions_has_sound (self));
  _aip_timeline_actions_set_enabled (self, "take-newer",
                                     current != NULL && aip_shot_get_n_takes (current) > 1);
  _aip_timeline_actions_set_enabled (self, "take-older",
                                     current != NULL && aip_shot_get_n_takes (current) > 1);
}

void
_aip_timeline_actions_update_edit (AipTimelineActions *self)
{
  static const char *const on_shots[] = {
    "omit", "delete", "length", "generate", "move-earlier", "move-later", "nudge", "extend",
    "trim-start", "trim-end", "mark-clip", "zoom-selection", "show-in-table",
  };
  gboolean any = aip_cut_get_n_shots (aip_timeline_session_get_cut (self->session)) > 0;

  for (guint i = 0; i < G_N_ELEMENTS (on_shots); i++)
    _aip_timeline_actions_set_enabled (self, on_shots[i], any);
  _aip_timeline_actions_update_position (self);
}

void
_aip_timeline_actions_init_edit (AipTimelineActions *self)
{
  static const GActionEntry entries[] = {
    { .name = "trim-start", .activate = trim_start_activated_cb },
    { .name = "trim-end", .activate = trim_end_activated_cb },
    { .name = "extend", .activate = extend_activated_cb },
    { .name = "nudge", .activate = nudge_activated_cb, .parameter_type = "i" },
    { .name = "split", .activate = split_activated_cb },
    { .name = "omit", .activate = omit_activated_cb },
    { .name = "delete", .activate = delete_activated_cb },
    { .name = "bring-back", .activate = bring_back_activated_cb, .parameter_type = "s" },
    { .name = "length", .activate = length_activated_cb },
    { .name = "move-earlier", .activate = move_earlier_activated_cb },
    { .name = "move-later", .activate = move_later_activated_cb },
    { .name = "take-newer", .activate = take_newer_activated_cb },
    { .name = "take-older", .activate = take_older_activated_cb },
    { .name = "take", .activate = take_activated_cb, .parameter_type = "s" },
    { .name = "generate", .activate = generate_activated_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self->group), entries, G_N_ELEMENTS (entries),
                                   self);
}
