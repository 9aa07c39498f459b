/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-picture-paint"

#include "config.h"

#include "aip-picture-paint.h"

/* Cairo has words of 32 bits, the pixels of a GdkPixbuf are bytes. */
static cairo_surface_t *
new_surface (GdkPixbuf *pixbuf)
{
  int width = gdk_pixbuf_get_width (pixbuf);
  int height = gdk_pixbuf_get_height (pixbuf);
  int n_channels = gdk_pixbuf_get_n_channels (pixbuf);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  guchar *pixels = cairo_image_surface_get_data (surface);

  for (int y = 0; pixels != NULL && y < height; y++)
    {
      const guchar *from = gdk_pixbuf_read_pixels (pixbuf)
                           + (gsize) y * (gsize) gdk_pixbuf_get_rowstride (pixbuf);
      guint32 *to = (guint32 *) (gpointer) (pixels + (gsize) y *
                                            (gsize) cairo_image_surface_get_stride (surface));

      for (int x = 0; x < width; x++, from += n_channels)
        to[x] = (guint32) from[0] << 16 | (guint32) from[1] << 8 | from[2];
    }
  cairo_surface_mark_dirty (surface);

  return surface;
}

static void
attach_jpeg (cairo_surface_t *surface,
             GdkPixbuf       *pixbuf)
{
  char *data = NULL;
  gsize size;

  if (gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, "jpeg", NULL, "quality", "85", NULL)
      && cairo_surface_set_mime_data (surface, CAIRO_MIME_TYPE_JPEG, (const guchar *) data, size,
                                      g_free, data) != CAIRO_STATUS_SUCCESS)
    g_free (data);
}

void
aip_picture_paint (cairo_t   *cr,
                   GdkPixbuf *pixbuf,
                   double     x,
                   double     y,
                   double     width,
                   double     height)
{
  cairo_surface_t *surface;
  int own_width;
  int own_height;
  double scale;

  g_return_if_fail (cr != NULL);
  g_return_if_fail (GDK_IS_PIXBUF (pixbuf));

  own_width = gdk_pixbuf_get_width (pixbuf);
  own_height = gdk_pixbuf_get_height (pixbuf);
  scale = MIN (width / own_width, height / own_height);

  surface = new_surface (pixbuf);
  if (cairo_surface_get_type (cairo_get_target (cr)) == CAIRO_SURFACE_TYPE_PDF)
    attach_jpeg (surface, pixbuf);

  cairo_save (cr);
  cairo_translate (cr, x + (width - own_width * scale) / 2, y + (height - own_height * scale) / 2);
  cairo_scale (cr, scale, scale);
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), scale == 1 ? CAIRO_FILTER_FAST
                                                              : CAIRO_FILTER_BEST);
  cairo_rectangle (cr, 0, 0, own_width, own_height);
  cairo_fill (cr);
  cairo_restore (cr);
  cairo_surface_destroy (surface);
}
