/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-stage-raster"

#include "config.h"

#include <math.h>
#include <string.h>

#include "aip-stage-raster.h"

/* Farther than anything; large enough that bytes of 0x7f are it, too, which makes clearing quick. */
#define FAR_BYTE 0x7f

void
aip_stage_raster_init (AipStageRaster *raster,
                       int             width,
                       int             height)
{
  gsize n_pixels = (gsize) width * height;

  raster->width = width;
  raster->height = height;
  raster->pixels = g_new0 (guint32, n_pixels);
  raster->depths = g_new (float, n_pixels);
  memset (raster->depths, FAR_BYTE, n_pixels * sizeof (float));
}

void
aip_stage_raster_clear (AipStageRaster *raster)
{
  g_clear_pointer (&raster->pixels, g_free);
  g_clear_pointer (&raster->depths, g_free);
}

/* Everything a triangle's loop needs; FALSE if it covers nothing or is seen from behind. */
typedef struct {
  int   left;
  int   right;
  int   top;
  int   bottom;
  float area;
  float ab_x, ab_y, ac_x, ac_y;
} Span;

static inline gboolean
begin (const AipStageRaster *raster,
       const AipStageCorner *a,
       const AipStageCorner *b,
       const AipStageCorner *c,
       Span                 *span)
{
  float low_x = MIN (a->x, MIN (b->x, c->x)), high_x = MAX (a->x, MAX (b->x, c->x));
  float low_y = MIN (a->y, MIN (b->y, c->y)), high_y = MAX (a->y, MAX (b->y, c->y));

  span->ab_x = b->x - a->x;
  span->ab_y = b->y - a->y;
  span->ac_x = c->x - a->x;
  span->ac_y = c->y - a->y;
  span->area = span->ab_x * span->ac_y - span->ab_y * span->ac_x;

  if (!(high_x >= 0 && low_x < raster->width && high_y >= 0 && low_y < raster->height))
    return FALSE;

  span->left = MAX (0, (int) ceilf (low_x - 0.5f));
  span->right = MIN (raster->width - 1, (int) floorf (high_x - 0.5f));
  span->top = MAX (0, (int) ceilf (low_y - 0.5f));
  span->bottom = MIN (raster->height - 1, (int) floorf (high_y - 0.5f));

  return span->left <= span->right && span->top <= span->bottom;
}

/* What changes from one pixel to the next, and from the first corner to the others. */
typedef struct {
  float scale;
  float v;
  float w;
  float depth_b;
  float depth_c;
  float color_b[3];
  float color_c[3];
} Gradient;

static inline void
gradient_init (Gradient             *gradient,
               const AipStageCorner *a,
               const AipStageCorner *b,
               const AipStageCorner *c,
               const Span           *span)
{
  gradient->scale = 1 / span->area;
  gradient->v = span->ac_y * gradient->scale;
  gradient->w = -span->ab_y * gradient->scale;
  gradient->depth_b = b->depth - a->depth;
  gradient->depth_c = c->depth - a->depth;
  for (int i = 0; i < 3; i++)
    {
      gradient->color_b[i] = b->color[i] - a->color[i];
      gradient->color_c[i] = c->color[i] - a->color[i];
    }
}

void
aip_stage_raster_triangle (AipStageRaster       *raster,
                           const AipStageCorner *a,
                           const AipStageCorner *b,
                           const AipStageCorner *c)
{
  Gradient gradient;
  Span span;

  /* The mesh turns clockwise as it is seen here, with y down. */
  if (!begin (raster, a, b, c, &span) || span.area <= 0)
    return;

  gradient_init (&gradient, a, b, c, &span);

  for (int y = span.top; y <= span.bottom; y++)
    {
      guint32 *pixels = raster->pixels + (gsize) y * raster->width;
      float *depths = raster->depths + (gsize) y * raster->width;
      float dx = span.left + 0.5f - a->x, dy = y + 0.5f - a->y;
      float v = (dx * span.ac_y - dy * span.ac_x) * gradient.scale;
      float w = (dy * span.ab_x - dx * span.ab_y) * gradient.scale;

      for (int x = span.left; x <= span.right; x++, v += gradient.v, w += gradient.w)
        {
          float depth;

          if (v < 0 || w < 0 || v + w > 1)
            continue;

          depth = a->depth + v * gradient.depth_b + w * gradient.depth_c;
          if (depth >= depths[x])
            continue;

          depths[x] = depth;
          pixels[x] =
            0xff000000u |
            (guint32) (a->color[0] + v * gradient.color_b[0] + w * gradient.color_c[0]) << 16 |
            (guint32) (a->color[1] + v * gradient.color_b[1] + w * gradient.color_c[1]) << 8 |
            (guint32) (a->color[2] + v * gradient.color_b[2] + w * gradient.color_c[2]);
        }
    }
}

void
aip_stage_raster_depth (AipStageRaster       *raster,
                        const AipStageCorner *a,
                        const AipStageCorner *b,
                        const AipStageCorner *c)
{
  Gradient gradient;
  Span span;

  if (!begin (raster, a, b, c, &span) || span.area == 0)
    return;

  gradient_init (&gradient, a, b, c, &span);

  for (int y = span.top; y <= span.bottom; y++)
    {
      float *depths = raster->depths + (gsize) y * raster->width;
      float dx = span.left + 0.5f - a->x, dy = y + 0.5f - a->y;
      float v = (dx * span.ac_y - dy * span.ac_x) * gradient.scale;
      float w = (dy * span.ab_x - dx * span.ab_y) * gradient.scale;

      for (int x = span.left; x <= span.right; x++, v += gradient.v, w += gradient.w)
        {
          float depth = a->depth + v * gradient.depth_b + w * gradient.depth_c;

          if (v >= 0 && w >= 0 && v + w <= 1 && depth < depths[x])
            depths[x] = depth;
        }
    }
}
