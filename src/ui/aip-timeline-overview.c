/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-timeline-overview"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "aip-cell-dot.h"
#include "aip-timeline-overview.h"

#define HEIGHT 26
#define INSET 5
#define MIN_WINDOW 12
#define MARKER_SIZE 3

typedef enum {
  GRIP_NONE,
  GRIP_WINDOW,
  GRIP_LEFT,
  GRIP_RIGHT,
} Grip;

struct _AipTimelineOverview
{
  GtkWidget parent_instance;

  AipTimelineSession  *session;
  GskRenderNode       *node;         /* the film, without the window */
  Grip                 grip;
  AipTimelineGeometry  start;        /* when the button was pressed */
};

static void aip_timeline_overview_range_init (GtkAccessibleRangeInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AipTimelineOverview, aip_timeline_overview, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_ACCESSIBLE_RANGE,
                                                      aip_timeline_overview_range_init))

/* All of the film in the width of the strip. */
static void
get_whole (AipTimelineOverview *self,
           AipTimelineGeometry *whole)
{
  gint64 duration = MAX (1, aip_timeline_session_get_duration (self->session));

  whole->width = MAX (1, gtk_widget_get_width (GTK_WIDGET (self)));
  whole->scale = (double) whole->width / (double) duration;
  whole->offset = 0;
}

static void
get_window (AipTimelineOverview       *self,
            const AipTimelineGeometry *shown,
            double                    *left,
            double                    *right)
{
  AipTimelineGeometry whole;

  get_whole (self, &whole);
  *left = (double) shown->offset / shown->scale * whole.scale;
  *right = (double) (shown->offset + shown->width) / shown->scale * whole.scale;
  *left = CLAMP (*left, 0, whole.width - MIN_WINDOW);
  *right = CLAMP (*right, *left + MIN_WINDOW, whole.width);
}

/* Drawing ------------------------------------------------------------------------------------- */

static void
draw_run (AipTimelineOverview *self,
          GtkSnapshot         *snapshot,
          AipStatus            status,
          int                  from,
          int                  to)
{
  GdkRGBA color;

  if (!aip_cell_dot_get_color (status, &color))
    gtk_widget_get_color (GTK_WIDGET (self), &color);
  color.alpha *= 0.45f;
  gtk_snapshot_append_color (snapshot, &color,
                             &GRAPHENE_RECT_INIT ((float) from, INSET + 3, (float) (to - from),
                                                  HEIGHT - 2 * INSET - 6));
}

/* Each pixel has the colour of the shot that it is in, so the cost is that of the pixels. */
static void
draw_film (AipTimelineOverview *self,
           GtkSnapshot         *snapshot)
{
  AipCut *cut = aip_timeline_session_get_shown (self->session);
  AipTimelineGeometry whole;
  int run = 0;
  gint64 run_status = -1;

  get_whole (self, &whole);
  for (int x = 0; x <= whole.width; x++)
    {
      gint64 status = -1;
      guint index;

      if (x < whole.width &&
          aip_cut_find_frame (cut, aip_timeline_geometry_get_frame (&whole, x), &index))
        status = (gint64) aip_cut_get_shot (cut, index)->status;
      if (status == run_status && x < whole.width)
        continue;
      if (run_status >= 0)
        draw_run (self, snapshot, (AipStatus) run_status, run, x);
      run = x;
      run_status = status;
    }

  for (guint i = 0; i < aip_cut_get_n_markers (cut); i++)
    {
      gint64 x = aip_timeline_geometry_get_x (&whole, aip_cut_get_marker (cut, i)->frame);
      GdkRGBA color;

      gtk_widget_get_color (GTK_WIDGET (self), &color);
      gtk_snapshot_append_color (snapshot, &color,
                                 &GRAPHENE_RECT_INIT ((float) x - 1, INSET, MARKER_SIZE,
                                                      MARKER_SIZE));
    }
}

static void
aip_timeline_overview_snapshot (GtkWidget   *widget,
                                GtkSnapshot *snapshot)
{
  AipTimelineOverview *self = AIP_TIMELINE_OVERVIEW (widget);
  AipTimelineGeometry whole;
  GskRoundedRect outline;
  double left, right;
  GdkRGBA back, edge, head;
  gint64 position;

  if (self->node == NULL)
    {
      GtkSnapshot *own = gtk_snapshot_new ();

      draw_film (self, own);
      self->node = gtk_snapshot_free_to_node (own);
    }
  if (self->node != NULL)
    gtk_snapshot_append_node (snapshot, self->node);

  gtk_widget_get_color (widget, &edge);
  back = edge;
  back.alpha *= 0.09f;
  edge.alpha *= 0.45f;
  get_window (self, aip_timeline_session_get_geometry (self->session), &left, &right);
  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT ((float) left, 2, (float) (right - left),
                                                        HEIGHT - 4), 5);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &back, &outline.bounds);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]) { 1, 1, 1, 1 },
                              (GdkRGBA[4]) { edge, edge, edge, edge });

  get_whole (self, &whole);
  position = aip_timeline_session_get_position (self->session);
  adw_accent_color_to_rgba (ADW_ACCENT_COLOR_RED, &head);
  gtk_snapshot_append_color (snapshot, &head,
                             &GRAPHENE_RECT_INIT ((float) aip_timeline_geometry_get_x (&whole, position),
                                                  2, 1, HEIGHT - 4));
}

static void
film_changed_cb (AipTimelineOverview *self)
{
  g_clear_pointer (&self->node, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
aip_timeline_overview_measure (GtkWidget      *widget,
                               GtkOrientation  orientation,
                               int             for_size,
                               int            *minimum,
                               int            *natural,
                               int            *minimum_baseline,
                               int            *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : 0;
}

static void
aip_timeline_overview_size_allocate (GtkWidget *widget,
                                     int        width,
                                     int        height,
                                     int        baseline)
{
  g_clear_pointer (&AIP_TIMELINE_OVERVIEW (widget)->node, gsk_render_node_unref);
}

static void
aip_timeline_overview_css_changed (GtkWidget         *widget,
                                   GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (aip_timeline_overview_parent_class)->css_changed (widget, change);

  film_changed_cb (AIP_TIMELINE_OVERVIEW (widget));
}

/* Dragging the window ------------------------------------------------------------------------- */

static Grip
get_grip (AipTimelineOverview *self,
          double               x)
{
  double left, right;

  get_window (self, aip_timeline_session_get_geometry (self->session), &left, &right);
  if (ABS (x - left) <= AIP_TIMELINE_EDGE_REACH && x < (left + right) / 2)
    return GRIP_LEFT;
  if (ABS (x - right) <= AIP_TIMELINE_EDGE_REACH)
    return GRIP_RIGHT;

  return x > left && x < right ? GRIP_WINDOW : GRIP_NONE;
}

/* The middle of what is shown is the frame at @x. */
static void
centre_on (AipTimelineOverview *self,
           double               x)
{
  AipTimelineGeometry geometry = *aip_timeline_session_get_geometry (self->session);
  AipTimelineGeometry whole;

  get_whole (self, &whole);
  geometry.offset = (gint64) (x / whole.scale * geometry.scale) - geometry.width / 2;
  aip_timeline_session_set_geometry (self->session, &geometry);
}

static void
drag_begin_cb (AipTimelineOverview *self,
               double               x,
               double               y)
{
  self->grip = get_grip (self, x);
  if (self->grip == GRIP_NONE)
    {
      centre_on (self, x);
      self->grip = GRIP_WINDOW;
    }
  self->start = *aip_timeline_session_get_geometry (self->session);
}

static void
drag_update_cb (AipTimelineOverview *self,
                double               x,
                double               y)
{
  AipTimelineGeometry geometry = self->start;
  AipTimelineGeometry whole;
  double left, right;

  get_whole (self, &whole);
  if (self->grip == GRIP_WINDOW)
    {
      geometry.offset += (gint64) (x / whole.scale * geometry.scale);
      aip_timeline_session_set_geometry (self->session, &geometry);
      return;
    }

  get_window (self, &self->start, &left, &right);
  if (self->grip == GRIP_LEFT)
    left = MIN (left + x, right - MIN_WINDOW);
  else
    right = MAX (right + x, left + MIN_WINDOW);
  geometry.scale = CLAMP (geometry.width / ((right - left) / whole.scale), AIP_TIMELINE_MIN_SCALE,
                          AIP_TIMELINE_MAX_SCALE);
  geometry.offset = (gint64) (left / whole.scale * geometry.scale);
  aip_timeline_session_set_geometry (self->session, &geometry);
}

static void
motion_cb (AipTimelineOverview *self,
           double               x,
           double               y)
{
  Grip grip = get_grip (self, x);

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self),
                                   grip == GRIP_LEFT || grip == GRIP_RIGHT ? "ew-resize"
                                   : grip == GRIP_WINDOW ? "grab" : NULL);
}

static gboolean
scroll_cb (AipTimelineOverview *self,
           double               x,
           double               y)
{
  aip_timeline_session_zoom (self->session, y < 0 ? 1.25 : 0.8,
                             aip_timeline_session_get_geometry (self->session)->width / 2.0);

  return GDK_EVENT_STOP;
}

/* The keyboard -------------------------------------------------------------------------------- */

static void
update_value (AipTimelineOverview *self)
{
  const AipTimelineGeometry *geometry = aip_timeline_session_get_geometry (self->session);
  gint64 frame = MAX (0, aip_timeline_geometry_get_frame (geometry, 0));
  g_autofree char *text = aip_timeline_session_dup_timecode (self->session, frame);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX,
                                  (double) aip_timeline_session_get_duration (self->session),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, (double) frame,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text,
                                  -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
aip_timeline_overview_set_value (GtkAccessibleRange *range,
                                 double              value)
{
  AipTimelineOverview *self = AIP_TIMELINE_OVERVIEW (range);
  AipTimelineGeometry geometry = *aip_timeline_session_get_geometry (self->session);

  geometry.offset = (gint64) (value * geometry.scale);
  aip_timeline_session_set_geometry (self->session, &geometry);

  return TRUE;
}

static void
aip_timeline_overview_range_init (GtkAccessibleRangeInterface *iface)
{
  iface->set_current_value = aip_timeline_overview_set_value;
}

static gboolean
scroll_key_cb (GtkWidget *widget,
               GVariant  *args,
               gpointer   user_data)
{
  AipTimelineOverview *self = AIP_TIMELINE_OVERVIEW (widget);
  int tenths = g_variant_get_int32 (args);

  aip_timeline_session_scroll (
    self->session, aip_timeline_session_get_geometry (self->session)->width * tenths / 10.0);

  return GDK_EVENT_STOP;
}

/* Life ---------------------------------------------------------------------------------------- */

static void
aip_timeline_overview_dispose (GObject *object)
{
  AipTimelineOverview *self = AIP_TIMELINE_OVERVIEW (object);

  g_clear_pointer (&self->node, gsk_render_node_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (aip_timeline_overview_parent_class)->dispose (object);
}

static void
aip_timeline_overview_class_init (AipTimelineOverviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  static const struct {
    guint key;
    int   tenths;
  } keys[] = {
    { GDK_KEY_Left, -1 }, { GDK_KEY_Right, 1 }, { GDK_KEY_Page_Up, -10 }, { GDK_KEY_Page_Down, 10 },
  };

  G_OBJECT_CLASS (klass)->dispose = aip_timeline_overview_dispose;
  widget_class->measure = aip_timeline_overview_measure;
  widget_class->size_allocate = aip_timeline_overview_size_allocate;
  widget_class->snapshot = aip_timeline_overview_snapshot;
  widget_class->css_changed = aip_timeline_overview_css_changed;

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (widget_class, keys[i].key, 0, scroll_key_cb, "i", keys[i].tenths);
  gtk_widget_class_set_css_name (widget_class, "timeoverview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SCROLLBAR);
}

static void
aip_timeline_overview_init (AipTimelineOverview *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll =
    gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);

  gtk_widget_set_focusable (widget, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Overview of the Film"), -1);
  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (drag_update_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_object (motion, "motion", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, motion);
  g_signal_connect_object (scroll, "scroll", G_CALLBACK (scroll_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, scroll);
}

GtkWidget *
aip_timeline_overview_new (AipTimelineSession *session)
{
  AipTimelineOverview *self;

  g_return_val_if_fail (AIP_IS_TIMELINE_SESSION (session), NULL);

  self = g_object_new (AIP_TYPE_TIMELINE_OVERVIEW, NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::scale", G_CALLBACK (update_value), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::offset", G_CALLBACK (update_value), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::position", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "content-changed", G_CALLBACK (film_changed_cb), self,
                           G_CONNECT_SWAPPED);
  update_value (self);

  return GTK_WIDGET (self);
}
