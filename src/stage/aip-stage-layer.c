/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-stage-layer"

#include "config.h"

#include <math.h>
#include <string.h>

#include "aip-stage-layer.h"

#define PASSES 2

/* Pixels of blur that are left at the reduced size: enough that scaling up again is not seen. */
#define BLUR_KEPT 2.6
#define MOST_REACH 100
#define MOST_PIXELS 4096

/*
 * A running mean of four bytes at once: in 64 bits, sixteen for each byte, a sum of 255 values
 * cannot overflow.
 */
static void
mean_row (guint32 *row,
          guint32 *copy,
          int      n,
          int      reach)
{
  guint64 sum = 0;
  guint32 width = (guint32) (2 * reach + 1);
  guint32 reciprocal = ((1u << 16) + width / 2) / width;

  memcpy (copy, row, (gsize) n * sizeof *row);

#define SPREAD(p) (((guint64) ((p) & 0xff00ff00) << 24) | ((p) & 0x00ff00ff))
  for (int i = -reach; i <= reach; i++)
    sum += SPREAD (copy[CLAMP (i, 0, n - 1)]);

  for (int i = 0; i < n; i++)
    {
      guint32 b = (guint32) ((sum & 0xffff) * reciprocal >> 16);
      guint32 r = (guint32) ((sum >> 16 & 0xffff) * reciprocal >> 16);
      guint32 g = (guint32) ((sum >> 32 & 0xffff) * reciprocal >> 16);
      guint32 a = (guint32) ((sum >> 48 & 0xffff) * reciprocal >> 16);

      row[i] = a << 24 | r << 16 | g << 8 | b;
      sum += SPREAD (copy[MIN (i + reach + 1, n - 1)]);
      sum -= SPREAD (copy[MAX (i - reach, 0)]);
    }
#undef SPREAD
}

/*
 * All columns side by side, so that memory is read in its own order: a sum for each byte of a row,
 * to which the next row is added and from which the last is taken. Plain enough for the compiler to
 * do sixteen bytes at once.
 */
static void
mean_columns (guint8 *data,
              guint8 *copy,
              guint16 *sums,
              int     n_bytes,
              int     height,
              gsize   stride,
              int     reach)
{
  guint32 width = (guint32) (2 * reach + 1);
  guint16 reciprocal = (guint16) (((1u << 16) + width / 2) / width);

  for (int y = 0; y < height; y++)
    memcpy (copy + (gsize) y * n_bytes, data + y * stride, n_bytes);

  memset (sums, 0, (gsize) n_bytes * sizeof *sums);
  for (int i = -reach; i <= reach; i++)
    {
      const guint8 *row = copy + (gsize) CLAMP (i, 0, height - 1) * n_bytes;

      for (int x = 0; x < n_bytes; x++)
        sums[x] += row[x];
    }

  for (int y = 0; y < height; y++)
    {
      const guint8 *next = copy + (gsize) MIN (y + reach + 1, height - 1) * n_bytes;
      const guint8 *last = copy + (gsize) MAX (y - reach, 0) * n_bytes;
      guint8 *row = data + y * stride;

      for (int x = 0; x < n_bytes; x++)
        {
          row[x] = (guint8) ((guint32) sums[x] * reciprocal >> 16);
          sums[x] = (guint16) (sums[x] + next[x] - last[x]);
        }
    }
}

void
aip_stage_blur (cairo_surface_t *surface,
                double           diameter_x,
                double           diameter_y)
{
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  int stride = cairo_image_surface_get_stride (surface), reach;
  g_autofree guint32 *line = NULL;
  guchar *data;

  cairo_surface_flush (surface);
  data = cairo_image_surface_get_data (surface);
  if (data == NULL || width <= 0 || height <= 0)
    return;

  /* Two boxes as wide as the disc's diameter over √2 have its spread. */
  reach = MIN ((int) round (diameter_x * 0.35), MOST_REACH);
  if (reach > 0)
    {
      line = g_new (guint32, width);
      for (int y = 0; y < height; y++)
        for (int pass = 0; pass < PASSES; pass++)
          mean_row ((guint32 *) (data + (gsize) y * stride), line, width, reach);
    }

  reach = MIN ((int) round (diameter_y * 0.35), MOST_REACH);
  if (reach > 0)
    {
      g_autofree guint8 *copy = g_malloc ((gsize) width * 4 * height);
      g_autofree guint16 *sums = g_new (guint16, (gsize) width * 4);

      for (int pass = 0; pass < PASSES; pass++)
        mean_columns (data, copy, sums, width * 4, height, (gsize) stride, reach);
    }

  cairo_surface_mark_dirty (surface);
}

cairo_t *
aip_stage_layer_begin (AipStageLayer *layer,
                       double         width,
                       double         height,
                       double         pixels,
                       double         blur_x,
                       double         blur_y)
{
  double least = MIN (blur_x, blur_y) * pixels, reduce, across, up;
  cairo_t *cr;

  aip_stage_layer_clear (layer);

  reduce = CLAMP (floor (least / BLUR_KEPT), 1, 8);
  layer->pixels = pixels / reduce;
  layer->blur_x = blur_x;
  layer->blur_y = blur_y;
  layer->width = width;
  layer->height = height;
  layer->margin = MIN (MAX (blur_x, blur_y), height * 0.5);
  if (layer->margin * pixels < 1)
    layer->margin = 0;

  across = ceil ((width + 2 * layer->margin) * layer->pixels);
  up = ceil ((height + 2 * layer->margin) * layer->pixels);
  layer->surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32,
                                               (int) CLAMP (across, 1, MOST_PIXELS),
                                               (int) CLAMP (up, 1, MOST_PIXELS));
  cr = cairo_create (layer->surface);
  cairo_scale (cr, layer->pixels, layer->pixels);
  cairo_translate (cr, layer->margin, layer->margin);

  return cr;
}

void
aip_stage_layer_end (AipStageLayer *layer,
                     cairo_t       *cr)
{
  cairo_destroy (cr);
  aip_stage_blur (layer->surface, layer->blur_x * layer->pixels, layer->blur_y * layer->pixels);
}

void
aip_stage_layer_paint (const AipStageLayer *layer,
                       cairo_t             *cr,
                       double               alpha)
{
  if (layer->surface == NULL)
    return;

  cairo_save (cr);
  cairo_translate (cr, -layer->margin, -layer->margin);
  cairo_scale (cr, 1 / layer->pixels, 1 / layer->pixels);
  cairo_set_source_surface (cr, layer->surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_BILINEAR);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  if (alpha < 1)
    cairo_paint_with_alpha (cr, alpha);
  else
    cairo_paint (cr);
  cairo_restore (cr);
}

void
aip_stage_layer_clear (AipStageLayer *layer)
{
  g_clear_pointer (&layer->surface, cairo_surface_destroy);
}
