/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-timeline-marker-lane"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-marker-look.h"
#include "aip-timeline-marker-drag.h"
#include "aip-timeline-marker-lane.h"

#define HEIGHT   18
#define HALF     6
#define REACH    7
#define PADDING  4
/* Beyond the next marker a name has no room. */
#define MIN_NAME 24

struct _AipTimelineMarkerLane
{
  AipTimelineLane parent_instance;
};

G_DEFINE_FINAL_TYPE (AipTimelineMarkerLane, aip_timeline_marker_lane, AIP_TYPE_TIMELINE_LANE)

static AipCut *
get_cut (AipTimelineLane *lane)
{
  return aip_timeline_session_get_shown (aip_timeline_lane_get_session (lane));
}

static const AipCutMarker *
find_marker (AipTimelineLane *lane,
             const char      *id)
{
  AipCut *cut = get_cut (lane);

  for (guint i = 0; i < aip_cut_get_n_markers (cut); i++)
    if (g_strcmp0 (aip_cut_get_marker (cut, i)->id, id) == 0)
      return aip_cut_get_marker (cut, i);

  return NULL;
}

/* Drawing --------------------------------------------------------------------------------------- */

static void
draw_name (GtkWidget          *widget,
           GtkSnapshot        *snapshot,
           const AipCutMarker *marker,
           float               x,
           float               room)
{
  g_autoptr(PangoLayout) layout = NULL;
  PangoAttrList *attributes;
  GdkRGBA color;
  int height;

  if (room < MIN_NAME || marker->name == NULL || *marker->name == '\0')
    return;

  layout = gtk_widget_create_pango_layout (widget, marker->name);
  attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes, pango_attr_scale_new (0.78));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_width (layout, (int) room * PANGO_SCALE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_get_pixel_size (layout, NULL, &height);
  gtk_widget_get_color (widget, &color);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, (float) (HEIGHT - height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

/* A flag whose tip is at the frame. */
static void
draw_flag (GtkWidget   *widget,
           GtkSnapshot *snapshot,
           float        x,
           GdkRGBA      color,
           gboolean     marked)
{
  g_autoptr(GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr(GskPath) path = NULL;

  gsk_path_builder_move_to (builder, x - HALF, 2);
  gsk_path_builder_line_to (builder, x + HALF, 2);
  gsk_path_builder_line_to (builder, x + HALF, HEIGHT - 8);
  gsk_path_builder_line_to (builder, x, HEIGHT - 1);
  gsk_path_builder_line_to (builder, x - HALF, HEIGHT - 8);
  gsk_path_builder_close (builder);
  path = gsk_path_builder_free_to_path (g_steal_pointer (&builder));
  gtk_snapshot_append_fill (snapshot, path, GSK_FILL_RULE_WINDING, &color);
  if (marked)
    {
      g_autoptr(GskStroke) stroke = gsk_stroke_new (1.5f);
      GdkRGBA edge;

      gtk_widget_get_color (widget, &edge);
      gtk_snapshot_append_stroke (snapshot, path, stroke, &edge);
    }
}

static void
aip_timeline_marker_lane_snapshot (AipTimelineLane *lane,
                                   GtkWidget       *widget,
                                   GtkSnapshot     *snapshot,
                                   int              x,
                                   int              width)
{
  AipTimelineSession *session = aip_timeline_lane_get_session (lane);
  const AipTimelineGeometry *geometry = aip_timeline_session_get_geometry (session);
  AipCut *cut = get_cut (lane);
  guint n_markers = aip_cut_get_n_markers (cut);

  for (guint i = 0; i < n_markers; i++)
    {
      const AipCutMarker *marker = aip_cut_get_marker (cut, i);
      gint64 left = aip_timeline_geometry_get_x (geometry, marker->frame);
      gint64 right = aip_timeline_geometry_get_x (geometry, marker->frame + marker->duration);
      gint64 next = i + 1 < n_markers
                    ? aip_timeline_geometry_get_x (geometry, aip_cut_get_marker (cut, i + 1)->frame)
                    : x + width;
      gboolean marked = aip_timeline_session_is_selected (session, marker->id);
      GdkRGBA color;

      if (left - HALF > x + width)
        break;
      if (right + HALF < x && next < x)
        continue;
      aip_marker_color_get_rgba (marker->color, &color);
      if (right > left)
        {
          GdkRGBA bar = color;

          bar.alpha = 0.35f;
          gtk_snapshot_append_color (snapshot, &bar,
                                     &GRAPHENE_RECT_INIT ((float) left, 4, (float) (right - left),
                                                          HEIGHT - 8));
        }
      draw_flag (widget, snapshot, (float) left, color, marked);
      draw_name (widget, snapshot, marker, (float) left + HALF + PADDING,
                 (float) (next - left) - 2 * HALF - PADDING);
    }
}

/* From the one that somebody works with, down to what it is about. */
static void
aip_timeline_marker_lane_snapshot_over (AipTimelineLane *lane,
                                        GtkWidget       *widget,
                                        GtkSnapshot     *snapshot)
{
  AipTimelineSession *session = aip_timeline_lane_get_session (lane);
  const AipTimelineGeometry *geometry = aip_timeline_session_get_geometry (session);
  const char *current = aip_timeline_session_get_current (session);
  const AipCutMarker *marker = current != NULL ? find_marker (lane, current) : NULL;
  GdkRGBA color;

  if (marker == NULL)
    return;
  aip_marker_color_get_rgba (marker->color, &color);
  gtk_snapshot_append_color (
    snapshot, &color,
    &GRAPHENE_RECT_INIT ((float) aip_timeline_geometry_get_x (geometry, marker->frame), HEIGHT - 1, 1,
                         (float) gtk_widget_get_height (widget)));
}

/* What is where --------------------------------------------------------------------------------- */

static int
aip_timeline_marker_lane_get_height (AipTimelineLane *lane)
{
  return HEIGHT;
}

static void
aip_timeline_marker_lane_hit (AipTimelineLane *lane,
                              double           x,
                              double           y,
                              AipTimelineHit  *hit)
{
  const AipTimelineGeometry *geometry =
    aip_timeline_session_get_geometry (aip_timeline_lane_get_session (lane));
  AipCut *cut = get_cut (lane);

  for (guint i = aip_cut_get_n_markers (cut); i > 0; i--)
    {
      const AipCutMarker *marker = aip_cut_get_marker (cut, i - 1);
      double left = (double) aip_timeline_geometry_get_x (geometry, marker->frame);
      double right = (double) aip_timeline_geometry_get_x (geometry,
                                                           marker->frame + marker->duration);

      if (x < left - REACH || x > MAX (right, left + REACH))
        continue;
      *hit = (AipTimelineHit) { marker->id, AIP_TIMELINE_PART_BODY };
      return;
    }
}

static AipTimelineDrag *
aip_timeline_marker_lane_create_drag (AipTimelineLane        *lane,
                                      const AipTimelineHit   *hit,
                                      const AipTimelinePoint *point)
{
  return hit->id != NULL ? aip_timeline_marker_drag_new (lane, hit->id) : NULL;
}

static void
aip_timeline_marker_lane_foreach_item (AipTimelineLane     *lane,
                                       gint64               first,
                                       gint64               end,
                                       AipTimelineItemFunc  func,
                                       gpointer             user_data)
{
  AipCut *cut = get_cut (lane);
  guint n_markers = aip_cut_get_n_markers (cut);

  for (guint i = 0; i < n_markers; i++)
    {
      const AipCutMarker *marker = aip_cut_get_marker (cut, i);
      AipTimelineItem item = { marker->id, marker->frame, marker->duration, i, n_markers };

      if (marker->frame >= end)
        break;
      if (marker->frame + marker->duration >= first)
        func (&item, user_data);
    }
}

static char *
aip_timeline_marker_lane_describe (AipTimelineLane *lane,
                                   const char      *id)
{
  const AipCutMarker *marker = find_marker (lane, id);
  g_autofree char *place = NULL;
  GString *text;

  if (marker == NULL)
    return g_strdup ("");

  place = aip_timeline_session_dup_timecode (aip_timeline_lane_get_session (lane), marker->frame);
  text = g_string_new (NULL);
  if (marker->name != NULL && *marker->name != '\0')
    /* Translators: a marker for a screen reader: its name, colour and time code. */
    g_string_append_printf (text, _("Marker “%s”, %s, at %s"), marker->name,
                            aip_marker_color_get_title (marker->color), place);
  else
    g_string_append_printf (text, _("Marker, %s, at %s"),
                            aip_marker_color_get_title (marker->color), place);
  if (marker->comment != NULL && *marker->comment != '\0')
    g_string_append_printf (text, ", %s", marker->comment);

  return g_string_free_and_steal (text);
}

static void
aip_timeline_marker_lane_activate (AipTimelineLane *lane,
                                   const char      *id,
                                   GtkWidget       *widget)
{
  gtk_widget_activate_action (widget, "timeline.marker-edit", NULL);
}

static GMenuModel *
aip_timeline_marker_lane_dup_menu (AipTimelineLane *lane,
                                   const char      *id)
{
  GMenu *menu = g_menu_new ();

  if (id != NULL)
    {
      g_autoptr(GMenu) section = g_menu_new ();
      g_autoptr(GMenu) last = g_menu_new ();

      g_menu_append (section, _("_Edit Marker…"), "timeline.marker-edit");
      g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
      g_menu_append (last, _("_Delete Marker"), "timeline.sound-delete");
      g_menu_append_section (menu, NULL, G_MENU_MODEL (last));
    }
  else
    {
      g_menu_append (menu, _("_Add Marker at the Playhead"), "timeline.marker-add");
      g_menu_append (menu, _("_List of Markers…"), "timeline.marker-list");
    }

  return G_MENU_MODEL (menu);
}

static const char *
aip_timeline_marker_lane_get_title (AipTimelineLane *lane)
{
  return _("Markers");
}

static GtkWidget *
aip_timeline_marker_lane_create_header (AipTimelineLane *lane)
{
  GtkWidget *label = gtk_label_new (_("Markers"));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");

  return label;
}

static void
aip_timeline_marker_lane_class_init (AipTimelineMarkerLaneClass *klass)
{
  AipTimelineLaneClass *lane_class = AIP_TIMELINE_LANE_CLASS (klass);

  lane_class->get_height = aip_timeline_marker_lane_get_height;
  lane_class->snapshot = aip_timeline_marker_lane_snapshot;
  lane_class->snapshot_over = aip_timeline_marker_lane_snapshot_over;
  lane_class->hit = aip_timeline_marker_lane_hit;
  lane_class->create_drag = aip_timeline_marker_lane_create_drag;
  lane_class->foreach_item = aip_timeline_marker_lane_foreach_item;
  lane_class->describe = aip_timeline_marker_lane_describe;
  lane_class->activate = aip_timeline_marker_lane_activate;
  lane_class->dup_menu = aip_timeline_marker_lane_dup_menu;
  lane_class->create_header = aip_timeline_marker_lane_create_header;
  lane_class->get_title = aip_timeline_marker_lane_get_title;
}

static void
aip_timeline_marker_lane_init (AipTimelineMarkerLane *self)
{
}

AipTimelineLane *
aip_timeline_marker_lane_new (AipTimelineSession *session)
{
  g_return_val_if_fail (AIP_IS_TIMELINE_SESSION (session), NULL);

  return g_object_new (AIP_TYPE_TIMELINE_MARKER_LANE, "session", session, NULL);
}
