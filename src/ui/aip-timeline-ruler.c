/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-timeline-ruler"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "aip-timeline-ruler.h"

#define HEIGHT 28
#define MAJOR_HEIGHT 9
#define MINOR_HEIGHT 4
/* Between the end of a time code and the next mark. */
#define GAP 14

struct _AipTimelineRuler
{
  GtkWidget parent_instance;

  AipTimelineSession *session;
  PangoLayout        *layout;    /* one for all time codes */
};

G_DEFINE_FINAL_TYPE (AipTimelineRuler, aip_timeline_ruler, GTK_TYPE_WIDGET)

/* Where time code drops numbers, marks stand where the numbers are, not every so many frames. */
static gint64
get_frame_of (AipTimelineRuler   *self,
              const AipFrameRate *rate,
              gint64              count)
{
  gint64 nominal = aip_frame_rate_get_nominal (rate);
  gint64 seconds = count / nominal;
  g_autofree char *text = NULL;
  gint64 frame;

  if (!rate->drop_frame)
    return count;

  text = g_strdup_printf ("%02d:%02d:%02d;%02d", (int) (seconds / 3600), (int) (seconds / 60 % 60),
                          (int) (seconds % 60), (int) (count % nominal));
  if (aip_timecode_parse (text, rate, &frame, NULL))
    return frame;

  /* One of the numbers that do not exist: the first that does. */
  return get_frame_of (self, rate, count + (rate->numerator > 40000 ? 4 : 2));
}

static PangoLayout *
get_layout (AipTimelineRuler *self)
{
  if (self->layout == NULL)
    {
      PangoAttrList *attributes = pango_attr_list_new ();

      self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
      pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
      pango_layout_set_attributes (self->layout, attributes);
      pango_attr_list_unref (attributes);
    }

  return self->layout;
}

static void
draw_range (AipTimelineRuler *self,
            GtkSnapshot      *snapshot)
{
  const AipTimelineGeometry *geometry = aip_timeline_session_get_geometry (self->session);
  GdkRGBA *accent = adw_style_manager_get_accent_color_rgba (adw_style_manager_get_default ());
  GdkRGBA back = *accent;
  gint64 in, out, left, right;

  gdk_rgba_free (accent);
  if (!aip_timeline_session_get_range (self->session, &in, &out))
    return;

  left = MAX (aip_timeline_geometry_get_x (geometry, in), -8);
  right = MIN (aip_timeline_geometry_get_x (geometry, out), geometry->width + 8);
  back.alpha = 0.25f;
  gtk_snapshot_append_color (snapshot, &back,
                             &GRAPHENE_RECT_INIT (left, 0, MAX (0, right - left), HEIGHT));
  back.alpha = 1;
  gtk_snapshot_append_color (snapshot, &back, &GRAPHENE_RECT_INIT (left, 0, 2, HEIGHT));
  gtk_snapshot_append_color (snapshot, &back, &GRAPHENE_RECT_INIT (right - 2, 0, 2, HEIGHT));
}

static void
draw_marks (AipTimelineRuler *self,
            GtkSnapshot      *snapshot)
{
  const AipTimelineGeometry *geometry = aip_timeline_session_get_geometry (self->session);
  AipCut *cut = aip_timeline_session_get_shown (self->session);
  const AipFrameRate *rate = aip_cut_get_rate (cut);
  gint64 start = aip_cut_get_start (cut);
  PangoLayout *layout = get_layout (self);
  AipTimelineTicks ticks;
  gint64 first, last;
  int room, text_height;
  GdkRGBA color, dim;

  pango_layout_set_text (layout, "00:00:00:00", -1);
  pango_layout_get_pixel_size (layout, &room, &text_height);
  aip_timeline_geometry_get_ticks (geometry, rate, room + GAP, &ticks);

  gtk_widget_get_color (GTK_WIDGET (self), &color);
  color.alpha *= 0.75f;
  dim = color;
  dim.alpha *= 0.45f;

  /* Counted in numbers of time code: marks stand at whole seconds whatever the film begins with. */
  first = (aip_timeline_geometry_get_frame (geometry, -room - GAP) + start) / ticks.minor - 2;
  last = (aip_timeline_geometry_get_frame (geometry, geometry->width) + start) / ticks.minor + 2;
  if (rate->drop_frame)
    last += last / 500 + 1;
  for (gint64 i = MAX (0, first); i <= last; i++)
    {
      gint64 count = i * ticks.minor;
      gboolean major = count % ticks.major == 0;
      gint64 frame = get_frame_of (self, rate, count) - start;
      gint64 x = aip_timeline_geometry_get_x (geometry, frame);
      int height = major ? MAJOR_HEIGHT : MINOR_HEIGHT;

      if (frame < 0 || x < -room - GAP || x > geometry->width)
        continue;
      gtk_snapshot_append_color (snapshot, &dim,
                                 &GRAPHENE_RECT_INIT (x, HEIGHT - height, 1, height));
      if (major)
        {
          g_autofree char *text = aip_timecode_format (frame + start, rate);

          pango_layout_set_text (layout, text, -1);
          gtk_snapshot_save (snapshot);
          gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x + 4, (HEIGHT - text_height) / 2 - 2));
          gtk_snapshot_append_layout (snapshot, layout, &color);
          gtk_snapshot_restore (snapshot);
        }
    }
}

static void
aip_timeline_ruler_snapshot (GtkWidget   *widget,
                             GtkSnapshot *snapshot)
{
  AipTimelineRuler *self = AIP_TIMELINE_RULER (widget);

  draw_range (self, snapshot);
  draw_marks (self, snapshot);
}

static void
aip_timeline_ruler_measure (GtkWidget      *widget,
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
aip_timeline_ruler_css_changed (GtkWidget         *widget,
                                GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (aip_timeline_ruler_parent_class)->css_changed (widget, change);

  g_clear_object (&AIP_TIMELINE_RULER (widget)->layout);
}

/* Seeking ------------------------------------------------------------------------------------- */

static void
seek_to (AipTimelineRuler *self,
         double            x)
{
  const AipTimelineGeometry *geometry = aip_timeline_session_get_geometry (self->session);

  aip_timeline_session_set_position (self->session, aip_timeline_geometry_get_frame (geometry, x));
}

static void
drag_begin_cb (AipTimelineRuler *self,
               double            x,
               double            y)
{
  aip_timeline_session_transport (self->session, "stop");
  seek_to (self, x);
}

static void
drag_update_cb (AipTimelineRuler *self,
                double            x,
                double            y,
                GtkGestureDrag   *gesture)
{
  double start_x, start_y;

  if (!gtk_gesture_drag_get_start_point (gesture, &start_x, &start_y))
    return;

  seek_to (self, start_x + x);
  /* Beyond a side the film comes along. */
  aip_timeline_session_reveal (self->session, aip_timeline_session_get_position (self->session));
}

static void
aip_timeline_ruler_dispose (GObject *object)
{
  AipTimelineRuler *self = AIP_TIMELINE_RULER (object);

  g_clear_object (&self->layout);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (aip_timeline_ruler_parent_class)->dispose (object);
}

static void
aip_timeline_ruler_class_init (AipTimelineRulerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_timeline_ruler_dispose;
  widget_class->measure = aip_timeline_ruler_measure;
  widget_class->snapshot = aip_timeline_ruler_snapshot;
  widget_class->css_changed = aip_timeline_ruler_css_changed;

  gtk_widget_class_set_css_name (widget_class, "timeruler");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
aip_timeline_ruler_init (AipTimelineRuler *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (GTK_WIDGET (self), "caption");
  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (drag_update_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}

GtkWidget *
aip_timeline_ruler_new (AipTimelineSession *session)
{
  static const char *const shown[] = {
    "notify::scale", "notify::offset", "notify::width", "notify::in-point", "notify::out-point",
    "notify::cut",
  };
  AipTimelineRuler *self;

  g_return_val_if_fail (AIP_IS_TIMELINE_SESSION (session), NULL);

  self = g_object_new (AIP_TYPE_TIMELINE_RULER, NULL);
  self->session = g_object_ref (session);
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    g_signal_connect_object (session, shown[i], G_CALLBACK (gtk_widget_queue_draw), self,
                             G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}
