/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-still"

#include "config.h"

#include <math.h>

#include "aip-still.h"

#define MIN_WIDTH     160
#define NATURAL_WIDTH 240
#define RADIUS        9.0f

struct _AipStill
{
  GtkWidget parent_instance;

  GdkTexture   *texture;
  GCancellable *cancellable;
  guint         seed;
};

G_DEFINE_FINAL_TYPE (AipStill, aip_still, GTK_TYPE_WIDGET)

static void
color_from_hsv (GdkRGBA *color,
                float    hue,
                float    saturation,
                float    value)
{
  gtk_hsv_to_rgb (hue - floorf (hue), saturation, value, &color->red, &color->green, &color->blue);
  color->alpha = 1.0f;
}

static GskPath *
make_hill (float width,
           float height,
           float left,
           float peak,
           float right)
{
  g_autoptr(GskPathBuilder) builder = gsk_path_builder_new ();

  gsk_path_builder_move_to (builder, 0, height);
  gsk_path_builder_line_to (builder, 0, height * left);
  gsk_path_builder_cubic_to (builder, width * 0.3f, height * peak, width * 0.6f,
                             height * (left + right) / 2, width, height * right);
  gsk_path_builder_line_to (builder, width, height);
  gsk_path_builder_close (builder);

  return gsk_path_builder_to_path (builder);
}

static void
draw_landscape (AipStill    *self,
                GtkSnapshot *snapshot,
                float        width,
                float        height)
{
  float hue = (float) (self->seed % 360) / 360.0f;
  float sun_x = width * (0.25f + (float) (self->seed / 360 % 50) / 100.0f);
  float sun_r = height * 0.11f;
  g_autoptr(GskPath) far_hill = make_hill (width, height, 0.66f, 0.46f, 0.72f);
  g_autoptr(GskPath) near_hill = make_hill (width, height, 0.86f, 0.78f, 0.62f);
  GskColorStop sky[2] = { { .offset = 0 }, { .offset = 1 } };
  GskRoundedRect disc;
  GdkRGBA color;

  color_from_hsv (&sky[0].color, hue, 0.55f, 0.42f);
  color_from_hsv (&sky[1].color, hue + 0.08f, 0.38f, 0.86f);
  gtk_snapshot_append_linear_gradient (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height),
                                       &GRAPHENE_POINT_INIT (0, 0),
                                       &GRAPHENE_POINT_INIT (0, height * 0.8f), sky, 2);

  gsk_rounded_rect_init_from_rect (
    &disc, &GRAPHENE_RECT_INIT (sun_x - sun_r, height * 0.36f - sun_r, sun_r * 2, sun_r * 2),
    sun_r);
  color_from_hsv (&color, hue + 0.1f, 0.16f, 1.0f);
  gtk_snapshot_push_rounded_clip (snapshot, &disc);
  gtk_snapshot_append_color (snapshot, &color, &disc.bounds);
  gtk_snapshot_pop (snapshot);

  color_from_hsv (&color, hue + 0.02f, 0.5f, 0.5f);
  gtk_snapshot_append_fill (snapshot, far_hill, GSK_FILL_RULE_WINDING, &color);
  color_from_hsv (&color, hue - 0.02f, 0.6f, 0.28f);
  gtk_snapshot_append_fill (snapshot, near_hill, GSK_FILL_RULE_WINDING, &color);
}

static void
draw_texture (AipStill    *self,
              GtkSnapshot *snapshot,
              float        width,
              float        height)
{
  float texture_width = (float) gdk_texture_get_width (self->texture);
  float texture_height = (float) gdk_texture_get_height (self->texture);
  float scale = MAX (width / texture_width, height / texture_height);

  gtk_snapshot_append_scaled_texture (snapshot, self->texture, GSK_SCALING_FILTER_TRILINEAR,
                                      &GRAPHENE_RECT_INIT ((width - texture_width * scale) / 2,
                                                           (height - texture_height * scale) / 2,
                                                           texture_width * scale,
                                                           texture_height * scale));
}

static void
aip_still_snapshot (GtkWidget   *widget,
                    GtkSnapshot *snapshot)
{
  AipStill *self = AIP_STILL (widget);
  float width = (float) gtk_widget_get_width (widget);
  float height = (float) gtk_widget_get_height (widget);
  GskRoundedRect frame;

  gsk_rounded_rect_init_from_rect (&frame, &GRAPHENE_RECT_INIT (0, 0, width, height), RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &frame);
  if (self->texture != NULL)
    draw_texture (self, snapshot, width, height);
  else
    draw_landscape (self, snapshot, width, height);
  gtk_snapshot_pop (snapshot);
}

static GtkSizeRequestMode
aip_still_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
aip_still_measure (GtkWidget      *widget,
                   GtkOrientation  orientation,
                   int             for_size,
                   int            *minimum,
                   int            *natural,
                   int            *minimum_baseline,
                   int            *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MIN_WIDTH;
      *natural = NATURAL_WIDTH;
    }
  else
    *minimum = *natural = (for_size < 0 ? NATURAL_WIDTH : for_size) * 9 / 16;
}

static void
aip_still_dispose (GObject *object)
{
  AipStill *self = AIP_STILL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->texture);

  G_OBJECT_CLASS (aip_still_parent_class)->dispose (object);
}

static void
aip_still_class_init (AipStillClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_still_dispose;

  widget_class->snapshot = aip_still_snapshot;
  widget_class->measure = aip_still_measure;
  widget_class->get_request_mode = aip_still_get_request_mode;

  /* The name of the project stands beside it and says more. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
  gtk_widget_class_set_css_name (widget_class, "still");
}

static void
aip_still_init (AipStill *self)
{
}

static void
picture_loaded_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(AipStill) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GdkPixbuf) pixbuf =
    aip_thumbnailer_load_finish (AIP_THUMBNAILER (source), result, &error);
  g_autoptr(GBytes) bytes = NULL;

  /* A missing picture is no news here: the drawing stays. */
  if (pixbuf == NULL)
    return;

  bytes = gdk_pixbuf_read_pixel_bytes (pixbuf);
  self->texture =
    gdk_memory_texture_new (gdk_pixbuf_get_width (pixbuf), gdk_pixbuf_get_height (pixbuf),
                            GDK_MEMORY_R8G8B8, bytes, (gsize) gdk_pixbuf_get_rowstride (pixbuf));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
aip_still_set_picture (AipStill       *self,
                       AipThumbnailer *thumbnailer,
                       const char     *path,
                       const char     *seed)
{
  g_return_if_fail (AIP_IS_STILL (self));
  g_return_if_fail (AIP_IS_THUMBNAILER (thumbnailer));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->texture);
  self->seed = g_str_hash (seed != NULL ? seed : "");

  if (path != NULL)
    {
      self->cancellable = g_cancellable_new ();
      aip_thumbnailer_load_async (
        thumbnailer, path, NATURAL_WIDTH * 3 / 2 * gtk_widget_get_scale_factor (GTK_WIDGET (self)),
        self->cancellable, picture_loaded_cb, g_object_ref (self));
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
