/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-timeline-shot-lane"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-record-dialog.h"
#include "aip-shot-generation.h"
#include "aip-shot-stale.h"
#include "aip-status.h"
#include "aip-timeline-blade-drag.h"
#include "aip-timeline-edit.h"
#include "aip-timeline-move-drag.h"
#include "aip-timeline-shot-lane-private.h"
#include "aip-timeline-trim-drag.h"

G_DEFINE_FINAL_TYPE (AipTimelineShotLane, aip_timeline_shot_lane, AIP_TYPE_TIMELINE_LANE)

/* What is where ------------------------------------------------------------------------------- */

static int
aip_timeline_shot_lane_get_height (AipTimelineLane *lane)
{
  return AIP_TIMELINE_SHOT_HEIGHT;
}

static void
aip_timeline_shot_lane_hit (AipTimelineLane *lane,
                            double           x,
                            double           y,
                            AipTimelineHit  *hit)
{
  AipTimelineSession *session = aip_timeline_lane_get_session (lane);
  const AipTimelineGeometry *geometry = aip_timeline_session_get_geometry (session);
  AipCut *cut = aip_timeline_session_get_shown (session);
  gint64 frame = aip_timeline_geometry_get_frame (geometry, x);
  const AipCutShot *shot;
  double left, right, reach;
  guint index;

  if (!aip_cut_find_frame (cut, frame, &index))
    {
      /* The end of the last shot can be had from behind it as well. */
      guint n_shots = aip_cut_get_n_shots (cut);

      if (n_shots == 0)
        return;
      shot = aip_cut_get_shot (cut, n_shots - 1);
      right = (double) aip_timeline_geometry_get_x (geometry, shot->record + shot->duration);
      if (x >= right && x - right <= AIP_TIMELINE_EDGE_REACH)
        *hit = (AipTimelineHit) { shot->id, AIP_TIMELINE_PART_END };
      return;
    }

  shot = aip_cut_get_shot (cut, index);
  left = (double) aip_timeline_geometry_get_x (geometry, shot->record);
  right = (double) aip_timeline_geometry_get_x (geometry, shot->record + shot->duration);
  /* A short clip keeps a middle to be held by. */
  reach = MIN (AIP_TIMELINE_EDGE_REACH, (right - left) / 3);
  hit->id = shot->id;
  hit->part = x - left < reach ? AIP_TIMELINE_PART_START
              : right - x < reach ? AIP_TIMELINE_PART_END : AIP_TIMELINE_PART_BODY;
}

static void
aip_timeline_shot_lane_foreach_item (AipTimelineLane     *lane,
                                     gint64               first,
                                     gint64               end,
                                     AipTimelineItemFunc  func,
                                     gpointer             user_data)
{
  AipCut *cut = aip_timeline_session_get_shown (aip_timeline_lane_get_session (lane));
  guint n_shots = aip_cut_get_n_shots (cut);
  guint index;

  if (!aip_cut_find_frame (cut, MAX (0, first), &index))
    return;
  for (; index < n_shots; index++)
    {
      const AipCutShot *shot = aip_cut_get_shot (cut, index);
      AipTimelineItem item = { shot->id, shot->record, shot->duration, index, n_shots };

      if (shot->record >= end)
        break;
      func (&item, user_data);
    }
}

static char *
aip_timeline_shot_lane_describe (AipTimelineLane *lane,
                                 const char      *id)
{
  AipTimelineSession *session = aip_timeline_lane_get_session (lane);
  AipCut *cut = aip_timeline_session_get_shown (session);
  AipShot *entity = aip_timeline_session_lookup_shot (session, id);
  g_autoptr(GString) text = NULL;
  g_autofree char *start = NULL;
  const AipCutShot *shot;
  guint index;

  if (!aip_cut_find_shot (cut, id, &index))
    return g_strdup ("");

  shot = aip_cut_get_shot (cut, index);
  start = aip_timeline_session_dup_timecode (session, shot->record);
  text = g_string_new (NULL);
  /* Translators: a shot in the timeline for a screen reader: code, length, time code. */
  g_string_append_printf (text, _("Shot %s, %.1f seconds, starts %s"), shot->code,
                          aip_frame_rate_to_seconds (aip_cut_get_rate (cut), shot->duration), start);
  g_string_append_printf (text, ", %s", aip_status_get_title (shot->status));
  if (entity != NULL && aip_shot_get_active_job (entity) != NULL)
    {
      g_auto(AipGeneration) generation = { 0 };

      aip_generation_describe (entity, &generation);
      if (generation.look != AIP_GENERATION_DONE && generation.text != NULL &&
          *generation.text != '\0')
        g_string_append_printf (text, ", %s", generation.text);
    }
  if (entity != NULL && aip_shot_stale_is (entity))
    {
      g_autofree char *stale = aip_shot_stale_dup_text (entity);

      g_string_append_printf (text, ", %s", stale);
    }
  if (shot->media == AIP_CUT_MOVIE && shot->available != AIP_CUT_ENDLESS &&
      shot->source + shot->duration > shot->available)
    /* Translators: of a shot that is longer than its movie, for a screen reader. */
    g_string_append_printf (text, ", %s", _("holds its last frame"));

  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* Tools --------------------------------------------------------------------------------------- */

/* Which edit the tool makes at a part of a shot, and of which shot; %FALSE: none. */
static gboolean
get_trim (AipTimelineLane      *lane,
          const AipTimelineHit *hit,
          double                x,
          GdkModifierType       modifiers,
          AipCutTrim           *trim,
          const char          **id)
{
  AipTimelineSession *session = aip_timeline_lane_get_session (lane);
  const AipTimelineGeometry *geometry = aip_timeline_session_get_geometry (session);
  AipCut *cut = aip_timeline_session_get_shown (session);
  AipTimelineTool tool = aip_timeline_session_get_tool (session);
  const AipCutShot *shot;
  gboolean at_start;
  guint index;

  if (hit->id == NULL || !aip_cut_find_shot (cut, hit->id, &index))
    return FALSE;
  shot = aip_cut_get_shot (cut, index);
  *id = hit->id;

  /* The nearer end, wherever in the shot the pointer is. */
  at_start = hit->part == AIP_TIMELINE_PART_START ||
             (hit->part == AIP_TIMELINE_PART_BODY &&
              aip_timeline_geometry_get_frame (geometry, x) - shot->record < shot->duration / 2);
  /* With Ctrl the tool at an end is the other one of ripple and roll. */
  if (tool == AIP_TIMELINE_SELECT && hit->part != AIP_TIMELINE_PART_BODY)
    tool = modifiers & GDK_CONTROL_MASK ? AIP_TIMELINE_ROLL : AIP_TIMELINE_RIPPLE;

  switch (tool)
    {
    case AIP_TIMELINE_RIPPLE:
      *trim = at_start ? AIP_CUT_TRIM_START : AIP_CUT_TRIM_END;
      return TRUE;

    case AIP_TIMELINE_ROLL:
      *trim = AIP_CUT_ROLL;
      if (!at_start)
        index++;
      if (index == 0 || index >= aip_cut_get_n_shots (cut))
        return FALSE;
      *id = aip_cut_get_shot (cut, index)->id;
      return TRUE;

    case AIP_TIMELINE_SLIP:
      *trim = AIP_CUT_SLIP;
      return TRUE;

    case AIP_TIMELINE_SLIDE:
      *trim = AIP_CUT_SLIDE;
      return TRUE;

    case AIP_TIMELINE_SELECT:
    case AIP_TIMELINE_BLADE:
    default:
      return FALSE;
    }
}

static AipTimelineDrag *
aip_timeline_shot_lane_create_drag (AipTimelineLane        *lane,
                                    const AipTimelineHit   *hit,
                                    const AipTimelinePoint *point)
{
  AipTimelineSession *session = aip_timeline_lane_get_session (lane);
  double x = point->x - (double) aip_timeline_session_get_geometry (session)->offset;
  AipCutTrim trim;
  const char *id;

  if (hit->id == NULL)
    return NULL;
  if (aip_timeline_session_get_tool (session) == AIP_TIMELINE_BLADE)
    return aip_timeline_blade_drag_new (lane);
  if (get_trim (lane, hit, x, point->modifiers, &trim, &id))
    return aip_timeline_trim_drag_new (lane, trim, id);

  return aip_timeline_move_drag_new (lane, hit->id);
}

static const char *
aip_timeline_shot_lane_get_cursor (AipTimelineLane      *lane,
                                   const AipTimelineHit *hit)
{
  switch (aip_timeline_session_get_tool (aip_timeline_lane_get_session (lane)))
    {
    case AIP_TIMELINE_BLADE:
      return hit->id != NULL ? "crosshair" : NULL;

    case AIP_TIMELINE_RIPPLE:
      return hit->id != NULL ? "ew-resize" : NULL;

    case AIP_TIMELINE_ROLL:
      return hit->id != NULL ? "col-resize" : NULL;

    case AIP_TIMELINE_SLIP:
    case AIP_TIMELINE_SLIDE:
      return hit->id != NULL ? "all-scroll" : NULL;

    case AIP_TIMELINE_SELECT:
    default:
      return hit->part == AIP_TIMELINE_PART_START ? "w-resize"
             : hit->part == AIP_TIMELINE_PART_END ? "e-resize" : NULL;
    }
}

/* The record of the shot, over whatever shows the lane. */
static void
aip_timeline_shot_lane_activate (AipTimelineLane *lane,
                                 const char      *id,
                                 GtkWidget       *widget)
{
  AipTimelineSession *session = aip_timeline_lane_get_session (lane);
  AipShot *shot = aip_timeline_session_lookup_shot (session, id);
  const char *codes[2] = { NULL };

  if (shot == NULL)
    return;

  /* It is that of what is selected among the shots. */
  codes[0] = aip_shot_get_code (shot);
  gtk_widget_activate_action (widget, "shots.select", "^as", codes);
  aip_record_dialog_present (aip_timeline_session_get_session (session), widget);
}

/* Menus --------------------------------------------------------------------------------------- */

static GMenuModel *
create_takes_menu (AipShot *shot)
{
  GMenu *menu = g_menu_new ();
  GListModel *takes = aip_shot_get_takes (shot);

  for (guint i = g_list_model_get_n_items (takes); i > 0; i--)
    {
      g_autoptr(AipTake) take = g_list_model_get_item (takes, i - 1);
      /* Translators: a take in a menu. */
      g_autofree char *label = g_strdup_printf (_("Take %d"), (int) aip_take_get_number (take));
      g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, "timeline.take", "s",
                                         aip_entity_get_id (AIP_ENTITY (take)));
      g_menu_append_item (menu, item);
    }

  return G_MENU_MODEL (menu);
}

static void
append_omitted (AipTimelineLane *lane,
                GMenu           *menu)
{
  AipTimelineSession *session = aip_timeline_lane_get_session (lane);
  g_autoptr(GPtrArray) omitted =
    aip_timeline_edit_dup_omitted (aip_timeline_session_get_document (session));
  g_autoptr(GMenu) back = g_menu_new ();

  if (omitted->len == 0)
    return;

  for (guint i = 0; i < omitted->len; i++)
    {
      const char *code = aip_shot_get_code (omitted->pdata[i]);
      g_autoptr(GMenuItem) item = g_menu_item_new (code, NULL);

      g_menu_item_set_action_and_target (item, "timeline.bring-back", "s",
                                         aip_entity_get_id (omitted->pdata[i]));
      g_menu_append_item (back, item);
    }
  g_menu_append_submenu (menu, _("_Bring Back"), G_MENU_MODEL (back));
}

static GMenuModel *
aip_timeline_shot_lane_dup_menu (AipTimelineLane *lane,
                                 const char      *id)
{
  AipShot *shot = id != NULL
                  ? aip_timeline_session_lookup_shot (aip_timeline_lane_get_session (lane), id) : NULL;
  GMenu *menu = g_menu_new ();
  g_autoptr(GMenu) edit = g_menu_new ();
  g_autoptr(GMenu) takes = g_menu_new ();
  g_autoptr(GMenu) remove = g_menu_new ();
  g_autoptr(GMenu) show = g_menu_new ();

  if (shot == NULL)
    {
      append_omitted (lane, remove);
      g_menu_append (show, _("Zoom to _Fit"), "timeline.zoom-fit");
      g_menu_append_section (menu, NULL, G_MENU_MODEL (remove));
      g_menu_append_section (menu, NULL, G_MENU_MODEL (show));
      return G_MENU_MODEL (menu);
    }

  g_menu_append (edit, _("Split at _Playhead"), "timeline.split");
  g_menu_append (edit, _("Trim _Start to Playhead"), "timeline.trim-start");
  g_menu_append (edit, _("Trim _End to Playhead"), "timeline.trim-end");
  g_menu_append (edit, _("_Length…"), "timeline.length");
  g_menu_append (edit, _("Move E_arlier"), "timeline.move-earlier");
  g_menu_append (edit, _("Move _Later"), "timeline.move-later");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (edit));

  if (aip_shot_get_n_takes (shot) > 1)
    {
      g_autoptr(GMenuModel) all = create_takes_menu (shot);

      g_menu_append_submenu (takes, _("_Take"), all);
    }
  g_menu_append (takes, _("_Generate"), "timeline.generate");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (takes));

  g_menu_append (remove, _("_Omit from the Cut"), "timeline.omit");
  append_omitted (lane, remove);
  g_menu_append (remove, _("_Delete Shot"), "timeline.delete");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (remove));

  g_menu_append (show, _("Open the _Record"), "timeline.open");
  g_menu_append (show, _("Show in the Ta_ble"), "timeline.show-in-table");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (show));

  return G_MENU_MODEL (menu);
}

/* How many shots are not in the cut, and the way to have them back. */
static void
update_omitted (GtkMenuButton      *button,
                GParamSpec         *pspec,
                AipTimelineSession *session)
{
  AipTimelineLane *lane = g_object_get_data (G_OBJECT (button), "lane");
  g_autoptr(GPtrArray) omitted =
    aip_timeline_edit_dup_omitted (aip_timeline_session_get_document (session));
  g_autoptr(GMenu) menu = g_menu_new ();
  g_autofree char *label = NULL;

  gtk_widget_set_visible (GTK_WIDGET (button), omitted->len > 0);
  if (omitted->len == 0)
    return;

  append_omitted (lane, menu);
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
  /* Translators: how many shots are not in the cut, as short as possible. */
  label = g_strdup_printf (ngettext ("%u omitted", "%u omitted", omitted->len), omitted->len);
  gtk_menu_button_set_label (button, label);
}

static GtkWidget *
aip_timeline_shot_lane_create_header (AipTimelineLane *lane)
{
  AipTimelineSession *session = aip_timeline_lane_get_session (lane);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *label = gtk_label_new (aip_timeline_lane_get_title (lane));
  GtkWidget *button = gtk_menu_button_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_vexpand (label, TRUE);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "caption");
  gtk_widget_set_tooltip_text (button, _("Bring Shots Back into the Cut"));
  gtk_widget_set_valign (button, GTK_ALIGN_END);
  g_object_set_data_full (G_OBJECT (button), "lane", g_object_ref (lane), g_object_unref);
  g_signal_connect_object (session, "notify::cut", G_CALLBACK (update_omitted), button,
                           G_CONNECT_SWAPPED);
  update_omitted (GTK_MENU_BUTTON (button), NULL, session);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);

  return box;
}

static const char *
aip_timeline_shot_lane_get_title (AipTimelineLane *lane)
{
  /* Translators: the name of the track of the shots. */
  return _("V1 Picture");
}

static void
aip_timeline_shot_lane_finalize (GObject *object)
{
  AipTimelineShotLane *self = AIP_TIMELINE_SHOT_LANE (object);

  g_clear_object (&self->pictures);
  g_hash_table_unref (self->layouts);

  G_OBJECT_CLASS (aip_timeline_shot_lane_parent_class)->finalize (object);
}

static void
aip_timeline_shot_lane_class_init (AipTimelineShotLaneClass *klass)
{
  AipTimelineLaneClass *lane_class = AIP_TIMELINE_LANE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = aip_timeline_shot_lane_finalize;
  lane_class->get_height = aip_timeline_shot_lane_get_height;
  lane_class->snapshot = _aip_timeline_shot_lane_snapshot;
  lane_class->hit = aip_timeline_shot_lane_hit;
  lane_class->foreach_item = aip_timeline_shot_lane_foreach_item;
  lane_class->describe = aip_timeline_shot_lane_describe;
  lane_class->create_drag = aip_timeline_shot_lane_create_drag;
  lane_class->activate = aip_timeline_shot_lane_activate;
  lane_class->create_header = aip_timeline_shot_lane_create_header;
  lane_class->get_cursor = aip_timeline_shot_lane_get_cursor;
  lane_class->dup_menu = aip_timeline_shot_lane_dup_menu;
  lane_class->get_title = aip_timeline_shot_lane_get_title;
}

static void
aip_timeline_shot_lane_init (AipTimelineShotLane *self)
{
  self->layouts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

AipTimelineLane *
aip_timeline_shot_lane_new (AipTimelineSession *session)
{
  AipTimelineShotLane *self;

  g_return_val_if_fail (AIP_IS_TIMELINE_SESSION (session), NULL);

  self = g_object_new (AIP_TYPE_TIMELINE_SHOT_LANE, "session", session, NULL);
  self->pictures =
    aip_timeline_pictures_new (aip_session_get_thumbnailer (aip_timeline_session_get_session (session)));
  g_signal_connect_object (self->pictures, "changed", G_CALLBACK (aip_timeline_lane_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (
    aip_session_get_staleness (aip_timeline_session_get_session (session)), "changed",
    G_CALLBACK (aip_timeline_lane_changed), self, G_CONNECT_SWAPPED);

  return AIP_TIMELINE_LANE (self);
}
