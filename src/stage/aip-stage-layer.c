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
#define BLUR_KEPT 5.0
#define MOST_PIXELS 4096

/*
 * A running mean of four bytes at once, along rows or columns: in 64 bits, sixteen for each byte, a
 * sum of 255 values cannot overflow.
 */
static void
mean_line (guint32 *line,
           guint32 *copy,
           int      n,
           int      step,
           int      reach)
{
  guint64 sum = 0;
  guint32 width = (guint32) (2 * reach + 1);
  guint32 reciprocal = ((1u << 16) + width / 2) / width;

  for (int i = 0; i < n; i++)
    copy[i] = line[(gsize) i * step];

#define SPREAD(p) (((guint64) ((p) & 0xff00ff00) << 24) | ((p) & 0x00ff00ff))
  for (int i = -reach; i <= reach; i++)
    sum += SPREAD (copy[CLAMP (i, 0, n - 1)]);

  for (int i = 0; i < n; i++)
    {
      guint32 b = (guint32) ((sum & 0xffff) * reciprocal >> 16);
      guint32 r = (guint32) ((sum >> 16 & 0xffff) * reciprocal >> 16);
      guint32 g = (guint32) ((sum >> 32 & 0xffff) * reciprocal >> 16);
      guint32 a = (guint32) ((sum >> 48 & 0xffff) * reciprocal >> 16);

      line[(gsize) i * step] = a << 24 | r << 16 | g << 8 | b;
      sum += SPREAD (copy[MIN (i + reach + 1, n - 1)]);
      sum -= SPREAD (copy[MAX (i - reach, 0)]);
    }
#undef SPREAD
}

void
aip_stage_blur (cairo_surface_t *surface,
                double           diameter_x,
                double           diameter_y)
{
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  int stride = cairo_image_surface_get_stride (surface) / 4, reach;
  g_autofree guint32 *copy = NULL;
  guint32 *data;

  cairo_surface_flush (surface);
  data = (guint32 *) cairo_image_surface_get_data (surface);
  if (data == NULL || width <= 0 || height <= 0)
    return;

  copy = g_new (guint32, MAX (width, height));

  /* Two boxes as wide as the disc's diameter over √2 have its spread. */
  reach = (int) round (diameter_x * 0.35);
  reach = MIN (reach, 100);
  for (int pass = 0; pass < PASSES && reach > 0; pass++)
    for (int y = 0; y < height; y++)
      mean_line (data + (gsize) y * stride, copy, width, 1, reach);

  reach = (int) round (diameter_y * 0.35);
  reach = MIN (reach, 100);
  for (int pass = 0; pass < PASSES && reach > 0; pass++)
    for (int x = 0; x < width; x++)
      mean_line (data + x, copy, height, stride, reach);

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
