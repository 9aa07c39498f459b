/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-mask-canvas"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "aip-mask-canvas.h"

#define MIN_SIZE     240
#define MAX_ZOOM     8.0
/* A pen that hardly touches still paints something. */
#define MIN_PRESSURE 0.15

struct _AipMaskCanvas
{
  GtkWidget parent_instance;

  GdkTexture *picture;
  GdkTexture *overlay;
  AipMask    *mask;
  double      radius;
  double      hardness;
  gboolean    erase;
  double      zoom;          /* 0: fits */

  gboolean    painting;
  double      last_x;        /* in pixels of the picture */
  double      last_y;
  double      last_radius;
  double      pointer_x;     /* in the widget, < 0: not there */
  double      pointer_y;
};

enum {
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AipMaskCanvas, aip_mask_canvas, GTK_TYPE_WIDGET)

static void
get_frame (AipMaskCanvas   *self,
           graphene_rect_t *frame)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  double scale = aip_mask_canvas_get_zoom (self);
  double picture_width = gdk_texture_get_width (self->picture) * scale;
  double picture_height = gdk_texture_get_height (self->picture) * scale;

  graphene_rect_init (frame, (float) MAX ((width - picture_width) / 2, 0),
                      (float) MAX ((height - picture_height) / 2, 0), (float) picture_width,
                      (float) picture_height);
}

/* Red wherever something is drawn anew, as strong as the mask. */
static void
make_overlay (AipMaskCanvas *self)
{
  gsize size = (gsize) aip_mask_get_width (self->mask) * (gsize) aip_mask_get_height (self->mask);
  const guint8 *pixels = aip_mask_get_pixels (self->mask);
  guint8 *rgba = g_malloc (size * 4);
  g_autoptr(GBytes) bytes = NULL;

  for (gsize i = 0; i < size; i++)
    {
      rgba[4 * i] = 235;
      rgba[4 * i + 1] = 40;
      rgba[4 * i + 2] = 60;
      rgba[4 * i + 3] = (guint8) (pixels[i] * 150 / 255);
    }
  bytes = g_bytes_new_take (rgba, size * 4);
  g_clear_object (&self->overlay);
  self->overlay = gdk_memory_texture_new (aip_mask_get_width (self->mask),
                                          aip_mask_get_height (self->mask), GDK_MEMORY_R8G8B8A8,
                                          bytes, (gsize) aip_mask_get_width (self->mask) * 4);
}

static void
aip_mask_canvas_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  AipMaskCanvas *self = AIP_MASK_CANVAS (widget);
  g_autoptr(GskPathBuilder) builder = NULL;
  g_autoptr(GskPath) path = NULL;
  g_autoptr(GskStroke) stroke = NULL;
  graphene_rect_t frame;
  double scale;

  if (self->picture == NULL)
    return;

  get_frame (self, &frame);
  if (self->overlay == NULL)
    make_overlay (self);
  gtk_snapshot_append_scaled_texture (snapshot, self->picture, GSK_SCALING_FILTER_LINEAR, &frame);
  gtk_snapshot_append_scaled_texture (snapshot, self->overlay, GSK_SCALING_FILTER_LINEAR, &frame);

  if (self->pointer_x < 0)
    return;
  /* Light and dark, so that the brush is seen on any picture. */
  scale = aip_mask_canvas_get_zoom (self);
  builder = gsk_path_builder_new ();
  gsk_path_builder_add_circle (builder, &GRAPHENE_POINT_INIT ((float) self->pointer_x,
                                                              (float) self->pointer_y),
                               (float) MAX (self->radius * scale, 1));
  path = gsk_path_builder_to_path (builder);
  stroke = gsk_stroke_new (2.5f);
  gtk_snapshot_append_stroke (snapshot, path, stroke, &(GdkRGBA) { 0, 0, 0, 0.6f });
  gsk_stroke_set_line_width (stroke, 1.0f);
  gtk_snapshot_append_stroke (snapshot, path, stroke, &(GdkRGBA) { 1, 1, 1, 1 });
}

static void
aip_mask_canvas_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  AipMaskCanvas *self = AIP_MASK_CANVAS (widget);

  *minimum = *natural = MIN_SIZE;
  if (self->picture == NULL)
    return;

  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? gdk_texture_get_width (self->picture)
                                                       : gdk_texture_get_height (self->picture);
  if (self->zoom > 0)
    *natural = (int) ceil (*natural * self->zoom);
  *natural = MAX (*natural, MIN_SIZE);
  if (self->zoom > 0)
    *minimum = *natural;
}

/* Painting ------------------------------------------------------------------------------------ */

static void
to_picture (AipMaskCanvas *self,
            double         x,
            double         y,
            double        *picture_x,
            double        *picture_y)
{
  double scale = aip_mask_canvas_get_zoom (self);
  graphene_rect_t frame;

  get_frame (self, &frame);
  *picture_x = (x - frame.origin.x) / scale;
  *picture_y = (y - frame.origin.y) / scale;
}

static void
paint_to (AipMaskCanvas *self,
          double         x,
          double         y,
          double         pressure)
{
  double radius = self->radius * MAX (pressure, MIN_PRESSURE);
  double to_x, to_y;

  to_picture (self, x, y, &to_x, &to_y);
  if (!self->painting)
    {
      self->painting = TRUE;
      aip_mask_begin (self->mask);
      self->last_x = to_x;
      self->last_y = to_y;
      self->last_radius = radius;
    }
  aip_mask_stroke (self->mask, self->last_x, self->last_y, self->last_radius, to_x, to_y, radius,
                   self->hardness, self->erase);
  self->last_x = to_x;
  self->last_y = to_y;
  self->last_radius = radius;
  self->pointer_x = x;
  self->pointer_y = y;
  aip_mask_canvas_update (self);
}

static void
stop (AipMaskCanvas *self)
{
  if (!self->painting)
    return;

  self->painting = FALSE;
  aip_mask_end (self->mask);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
drag_begin_cb (AipMaskCanvas  *self,
               double          x,
               double          y,
               GtkGestureDrag *gesture)
{
  if (self->mask == NULL)
    return;

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  paint_to (self, x, y, 1);
}

static void
drag_update_cb (AipMaskCanvas  *self,
                double          offset_x,
                double          offset_y,
                GtkGestureDrag *gesture)
{
  double x, y;

  if (self->painting && gtk_gesture_drag_get_start_point (gesture, &x, &y))
    paint_to (self, x + offset_x, y + offset_y, 1);
}

static void
drag_end_cb (AipMaskCanvas *self)
{
  stop (self);
}

static double
get_pressure (GtkGestureStylus *stylus)
{
  double pressure;

  return gtk_gesture_stylus_get_axis (stylus, GDK_AXIS_PRESSURE, &pressure) ? pressure : 1;
}

static void
stylus_down_cb (AipMaskCanvas    *self,
                double            x,
                double            y,
                GtkGestureStylus *stylus)
{
  if (self->mask == NULL)
    return;

  gtk_gesture_set_state (GTK_GESTURE (stylus), GTK_EVENT_SEQUENCE_CLAIMED);
  paint_to (self, x, y, get_pressure (stylus));
}

static void
stylus_motion_cb (AipMaskCanvas    *self,
                  double            x,
                  double            y,
                  GtkGestureStylus *stylus)
{
  if (self->painting)
    paint_to (self, x, y, get_pressure (stylus));
}

static void
stylus_up_cb (AipMaskCanvas *self)
{
  stop (self);
}

static void
motion_cb (AipMaskCanvas *self,
           double         x,
           double         y)
{
  self->pointer_x = x;
  self->pointer_y = y;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
leave_cb (AipMaskCanvas *self)
{
  self->pointer_x = -1;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
scroll_cb (AipMaskCanvas            *self,
           double                    dx,
           double                    dy,
           GtkEventControllerScroll *controller)
{
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));

  if (!(state & GDK_CONTROL_MASK))
    return FALSE;

  aip_mask_canvas_set_zoom (self, aip_mask_canvas_get_zoom (self) * pow (1.2, -dy));

  return TRUE;
}

/* Widget -------------------------------------------------------------------------------------- */

static void
aip_mask_canvas_dispose (GObject *object)
{
  AipMaskCanvas *self = AIP_MASK_CANVAS (object);

  g_clear_object (&self->picture);
  g_clear_object (&self->overlay);
  self->mask = NULL;

  G_OBJECT_CLASS (aip_mask_canvas_parent_class)->dispose (object);
}

static void
aip_mask_canvas_class_init (AipMaskCanvasClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_mask_canvas_dispose;
  widget_class->snapshot = aip_mask_canvas_snapshot;
  widget_class->measure = aip_mask_canvas_measure;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", AIP_TYPE_MASK_CANVAS, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "maskcanvas");
}

static void
aip_mask_canvas_init (AipMaskCanvas *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *stylus = gtk_gesture_stylus_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll =
    gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkWidget *widget = GTK_WIDGET (self);

  self->radius = 24;
  self->hardness = 0.8;
  self->pointer_x = -1;
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_cursor_from_name (widget, "crosshair");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Picture with Mask"), -1);

  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (drag_update_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-end", G_CALLBACK (drag_end_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (stylus, "down", G_CALLBACK (stylus_down_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (stylus, "motion", G_CALLBACK (stylus_motion_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (stylus, "up", G_CALLBACK (stylus_up_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "motion", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (scroll, "scroll", G_CALLBACK (scroll_cb), self, G_CONNECT_SWAPPED);
  /* The pen first: what it claims, the drag does not get as well. */
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (stylus));
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, scroll);
}

GtkWidget *
aip_mask_canvas_new (void)
{
  return g_object_new (AIP_TYPE_MASK_CANVAS, NULL);
}

void
aip_mask_canvas_set (AipMaskCanvas *self,
                     GdkTexture    *picture,
                     AipMask       *mask)
{
  g_return_if_fail (AIP_IS_MASK_CANVAS (self));
  g_return_if_fail (GDK_IS_TEXTURE (picture) && mask != NULL);

  g_set_object (&self->picture, picture);
  self->mask = mask;
  aip_mask_canvas_update (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
aip_mask_canvas_set_brush (AipMaskCanvas *self,
                           double         radius,
                           double         hardness,
                           gboolean       erase)
{
  g_return_if_fail (AIP_IS_MASK_CANVAS (self));

  self->radius = MAX (radius, 0.5);
  self->hardness = hardness;
  self->erase = erase;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

double
aip_mask_canvas_get_zoom (AipMaskCanvas *self)
{
  double width, height;

  g_return_val_if_fail (AIP_IS_MASK_CANVAS (self), 1);

  if (self->zoom > 0 || self->picture == NULL)
    return self->zoom > 0 ? self->zoom : 1;

  width = gtk_widget_get_width (GTK_WIDGET (self)) / (double) gdk_texture_get_width (self->picture);
  height =
    gtk_widget_get_height (GTK_WIDGET (self)) / (double) gdk_texture_get_height (self->picture);

  return MAX (MIN (width, height), 0.01);
}

void
aip_mask_canvas_set_zoom (AipMaskCanvas *self,
                          double         zoom)
{
  g_return_if_fail (AIP_IS_MASK_CANVAS (self));

  self->zoom = zoom <= 0 ? 0 : CLAMP (zoom, 0.05, MAX_ZOOM);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
aip_mask_canvas_update (AipMaskCanvas *self)
{
  g_return_if_fail (AIP_IS_MASK_CANVAS (self));

  g_clear_object (&self->overlay);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
