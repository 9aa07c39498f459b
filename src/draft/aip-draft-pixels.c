/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-draft-pixels"

#include "config.h"

#include <string.h>

#include <gdk-pixbuf/gdk-pixbuf.h>

#include "aip-draft-pixels.h"
#include "aip-draft-random.h"
#include "aip-error.h"

static guint32 *
get_row (cairo_surface_t *surface,
         int              y)
{
  return (guint32 *) (void *) (cairo_image_surface_get_data (surface) +
                               (gsize) y * (gsize) cairo_image_surface_get_stride (surface));
}

static guint8 *
get_mask_row (cairo_surface_t *surface,
              int              y)
{
  return cairo_image_surface_get_data (surface) +
         (gsize) y * (gsize) cairo_image_surface_get_stride (surface);
}

cairo_surface_t *
aip_draft_pixels_new (int     width,
                      int     height,
                      guint32 rgb)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, MAX (width, 1),
                                                         MAX (height, 1));
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, ((rgb >> 16) & 255) / 255.0, ((rgb >> 8) & 255) / 255.0,
                        (rgb & 255) / 255.0);
  cairo_paint (cr);
  cairo_destroy (cr);

  return surface;
}

/**
 * aip_draft_pixels_load:
 * @path: an image file of any kind that gdk-pixbuf reads
 * @mask: (out) (nullable): 1 - alpha, or %NULL if the file has none
 * @error: return location
 */
cairo_surface_t *
aip_draft_pixels_load (const char       *path,
                       cairo_surface_t **mask,
                       GError          **error)
{
  g_autoptr(GdkPixbuf) loaded = NULL;
  g_autoptr(GdkPixbuf) pixbuf = NULL;
  cairo_surface_t *surface;
  int width = 0;
  int height = 0;
  gboolean has_alpha;

  *mask = NULL;

  if (gdk_pixbuf_get_file_info (path, &width, &height) == NULL || width < 1 || height < 1 ||
      (gint64) width * height > AIP_DRAFT_MAX_PIXELS)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   "cannot identify image file '%s'", path);
      return NULL;
    }

  loaded = gdk_pixbuf_new_from_file (path, error);
  if (loaded == NULL)
    return NULL;
  pixbuf = gdk_pixbuf_apply_embedded_orientation (loaded);

  width = gdk_pixbuf_get_width (pixbuf);
  height = gdk_pixbuf_get_height (pixbuf);
  has_alpha = gdk_pixbuf_get_has_alpha (pixbuf);
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  if (has_alpha)
    *mask = cairo_image_surface_create (CAIRO_FORMAT_A8, width, height);

  cairo_surface_flush (surface);
  for (int y = 0; y < height; y++)
    {
      const guint8 *from = gdk_pixbuf_read_pixels (pixbuf) +
                           (gsize) y * (gsize) gdk_pixbuf_get_rowstride (pixbuf);
      guint32 *to = get_row (surface, y);
      guint8 *alpha = *mask != NULL ? get_mask_row (*mask, y) : NULL;
      int step = gdk_pixbuf_get_n_channels (pixbuf);

      for (int x = 0; x < width; x++, from += step)
        {
          to[x] = 0xff000000u | (guint32) from[0] << 16 | (guint32) from[1] << 8 | from[2];
          if (alpha != NULL)
            alpha[x] = (guint8) (255 - from[3]);
        }
    }
  cairo_surface_mark_dirty (surface);
  if (*mask != NULL)
    cairo_surface_mark_dirty (*mask);

  return surface;
}

/* Shares the surface when nothing has to change: surfaces are read only once they are values. */
cairo_surface_t *
aip_draft_pixels_scale (cairo_surface_t *surface,
                        int              width,
                        int              height,
                        gboolean         cover)
{
  int old_width = cairo_image_surface_get_width (surface);
  int old_height = cairo_image_surface_get_height (surface);
  double sx = (double) width / old_width;
  double sy = (double) height / old_height;
  cairo_surface_t *scaled;
  cairo_t *cr;

  if (width == old_width && height == old_height)
    return cairo_surface_reference (surface);

  scaled = cairo_image_surface_create (cairo_image_surface_get_format (surface), MAX (width, 1),
                                       MAX (height, 1));
  cr = cairo_create (scaled);
  if (cover)
    {
      sx = sy = MAX (sx, sy);
      cairo_translate (cr, (width - old_width * sx) / 2, (height - old_height * sy) / 2);
    }
  cairo_scale (cr, sx, sy);
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_GOOD);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_paint (cr);
  cairo_destroy (cr);

  return scaled;
}

cairo_surface_t *
aip_draft_pixels_crop (cairo_surface_t *surface,
                       int              x,
                       int              y,
                       int              width,
                       int              height)
{
  cairo_surface_t *part;
  cairo_t *cr;

  part = cairo_image_surface_create (cairo_image_surface_get_format (surface), MAX (width, 1),
                                     MAX (height, 1));
  cr = cairo_create (part);
  cairo_set_source_surface (cr, surface, -x, -y);
  cairo_paint (cr);
  cairo_destroy (cr);

  return part;
}

cairo_surface_t *
aip_draft_pixels_invert (cairo_surface_t *surface)
{
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  gboolean is_mask = cairo_image_surface_get_format (surface) == CAIRO_FORMAT_A8;
  cairo_surface_t *inverted = aip_draft_pixels_crop (surface, 0, 0, width, height);

  cairo_surface_flush (inverted);
  for (int y = 0; y < height; y++)
    {
      guint32 *row = get_row (inverted, y);
      guint8 *mask_row = get_mask_row (inverted, y);

      for (int x = 0; x < width; x++)
        if (is_mask)
          mask_row[x] = (guint8) (255 - mask_row[x]);
        else
          row[x] ^= 0x00ffffff;
    }
  cairo_surface_mark_dirty (inverted);

  return inverted;
}

static guint
luma (guint32 pixel)
{
  return ((pixel >> 16 & 0xff) * 77 + (pixel >> 8 & 0xff) * 150 + (pixel & 0xff) * 29) >> 8;
}

cairo_surface_t *
aip_draft_pixels_grey (cairo_surface_t *surface)
{
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  cairo_surface_t *grey = aip_draft_pixels_crop (surface, 0, 0, width, height);

  cairo_surface_flush (grey);
  for (int y = 0; y < height; y++)
    {
      guint32 *row = get_row (grey, y);

      for (int x = 0; x < width; x++)
        row[x] = 0xff000000 | luma (row[x]) * 0x010101;
    }
  cairo_surface_mark_dirty (grey);

  return grey;
}

cairo_surface_t *
aip_draft_pixels_edges (cairo_surface_t *surface,
                        double           threshold)
{
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  int limit = (int) (CLAMP (threshold, 0.01, 1) * 255);
  g_autoptr(cairo_surface_t) grey = aip_draft_pixels_grey (surface);
  cairo_surface_t *edges = aip_draft_pixels_new (width, height, 0);

  cairo_surface_flush (edges);
  for (int y = 0; y + 1 < height; y++)
    {
      const guint32 *row = get_row (grey, y);
      const guint32 *below = get_row (grey, y + 1);
      guint32 *drawn = get_row (edges, y);

      for (int x = 0; x + 1 < width; x++)
        {
          int here = (int) (row[x] & 0xff);

          if (ABS (here - (int) (row[x + 1] & 0xff)) + ABS (here - (int) (below[x] & 0xff)) > limit)
            drawn[x] = 0xffffffff;
        }
    }
  cairo_surface_mark_dirty (edges);

  return edges;
}

cairo_surface_t *
aip_draft_pixels_to_mask (cairo_surface_t *surface)
{
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  cairo_surface_t *mask = cairo_image_surface_create (CAIRO_FORMAT_A8, width, height);

  cairo_surface_flush (mask);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      get_mask_row (mask, y)[x] = (get_row (surface, y)[x] >> 16) & 255;
  cairo_surface_mark_dirty (mask);

  return mask;
}

cairo_surface_t *
aip_draft_pixels_from_mask (cairo_surface_t *mask)
{
  int width = cairo_image_surface_get_width (mask);
  int height = cairo_image_surface_get_height (mask);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);

  cairo_surface_flush (surface);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      get_row (surface, y)[x] = 0xff000000u | get_mask_row (mask, y)[x] * 0x010101u;
  cairo_surface_mark_dirty (surface);

  return surface;
}

/* cairo and gdk-pixbuf order their bytes differently; gdk-pixbuf is the one that writes files. */
static GdkPixbuf *
to_pixbuf (cairo_surface_t *surface)
{
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  GdkPixbuf *pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);

  cairo_surface_flush (surface);
  for (int y = 0; y < height; y++)
    {
      const guint32 *from = get_row (surface, y);
      guint8 *to = gdk_pixbuf_get_pixels (pixbuf) +
                   (gsize) y * (gsize) gdk_pixbuf_get_rowstride (pixbuf);

      for (int x = 0; x < width; x++, to += 3)
        {
          to[0] = (from[x] >> 16) & 255;
          to[1] = (from[x] >> 8) & 255;
          to[2] = from[x] & 255;
        }
    }

  return pixbuf;
}

GBytes *
aip_draft_pixels_to_png (cairo_surface_t *surface,
                         AipDraftJson    *texts,
                         GError         **error)
{
  g_autoptr(GdkPixbuf) pixbuf = to_pixbuf (surface);
  g_autoptr(GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  char *buffer = NULL;
  gsize size;

  /* Grain hardly packs at all: a higher level costs time and saves nothing. */
  g_ptr_array_add (keys, g_strdup ("compression"));
  g_ptr_array_add (values, g_strdup ("2"));

  for (guint i = 0; i < aip_draft_json_get_length (texts); i++)
    {
      const char *key = aip_draft_json_get_key (texts, i);

      /* PNG's own rule for the name of a text chunk. */
      if (*key == '\0' || strlen (key) > 79 || !g_str_is_ascii (key))
        continue;
      g_ptr_array_add (keys, g_strconcat ("tEXt::", key, NULL));
      g_ptr_array_add (values, aip_draft_json_to_text (aip_draft_json_get_element (texts, i)));
    }
  g_ptr_array_add (keys, NULL);
  g_ptr_array_add (values, NULL);

  if (!gdk_pixbuf_save_to_bufferv (pixbuf, &buffer, &size, "png", (char **) keys->pdata,
                                   (char **) values->pdata, error))
    return NULL;

  return g_bytes_new_take (buffer, size);
}

GBytes *
aip_draft_pixels_to_jpeg (cairo_surface_t *surface,
                          int              quality,
                          GError         **error)
{
  g_autoptr(GdkPixbuf) pixbuf = to_pixbuf (surface);
  g_autofree char *text = g_strdup_printf ("%d", CLAMP (quality, 1, 100));
  char *buffer = NULL;
  gsize size;

  if (!gdk_pixbuf_save_to_buffer (pixbuf, &buffer, &size, "jpeg", error, "quality", text, NULL))
    return NULL;

  return g_bytes_new_take (buffer, size);
}

/* Straight on the pixels: with cairo a preview would cost more than the card. */
cairo_surface_t *
aip_draft_pixels_add_noise (cairo_surface_t *surface,
                            double           amount,
                            guint64          seed)
{
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  cairo_surface_t *noisy = aip_draft_pixels_crop (surface, 0, 0, width, height);
  AipDraftRandom random = aip_draft_random_new (seed, "denoise");
  int keep = (int) (256 * (1 - CLAMP (amount, 0.0, 1.0)));

  cairo_surface_flush (noisy);
  for (int y = 0; y < height; y++)
    {
      guint32 *row = get_row (noisy, y);

      for (int x = 0; x < width; x++)
        {
          guint64 bits = aip_draft_random_next (&random);
          guint32 pixel = 0xff000000u;

          for (int shift = 0; shift < 24; shift += 8)
            {
              int clean = (int) ((row[x] >> shift) & 255);
              int noise = (int) ((bits >> shift) & 255);

              pixel |= (guint32) ((clean * keep + noise * (256 - keep)) >> 8) << shift;
            }
          row[x] = pixel;
        }
    }
  cairo_surface_mark_dirty (noisy);

  return noisy;
}
