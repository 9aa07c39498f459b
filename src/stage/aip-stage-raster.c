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

void
aip_stage_raster_triangle (AipStageRaster       *raster,
                           const AipStageCorner *a,
                           const AipStageCorner *b,
                           const AipStageCorner *c)
{
  Span span;
  float scale;

  /* The mesh turns clockwise as it is seen here, with y down. */
  if (!begin (raster, a, b, c, &span) || span.area <= 0)
    return;

  scale = 1 / span.area;
  for (int y = span.top; y <= span.bottom; y++)
    {
      guint32 *pixels = raster->pixels + (gsize) y * raster->width;
      float *depths = raster->depths + (gsize) y * raster->width;
      float dy = y + 0.5f - a->y;

      for (int x = span.left; x <= span.right; x++)
        {
          float dx = x + 0.5f - a->x;
          float v = (dx * span.ac_y - dy * span.ac_x) * scale;
          float w = (dy * span.ab_x - dx * span.ab_y) * scale;
          float u = 1 - v - w, depth;

          if (u < 0 || v < 0 || w < 0)
            continue;

          depth = u * a->depth + v * b->depth + w * c->depth;
          if (depth >= depths[x])
            continue;

          depths[x] = depth;
          pixels[x] = 0xff000000u |
                      (guint32) (u * a->color[0] + v * b->color[0] + w * c->color[0]) << 16 |
                      (guint32) (u * a->color[1] + v * b->color[1] + w * c->color[1]) << 8 |
                      (guint32) (u * a->color[2] + v * b->color[2] + w * c->color[2]);
        }
    }
}

void
aip_stage_raster_depth (AipStageRaster       *raster,
                        const AipStageCorner *a,
                        const AipStageCorner *b,
                        const AipStageCorner *c)
{
  Span span;
  float scale;

  if (!begin (raster, a, b, c, &span) || span.area == 0)
    return;

  scale = 1 / span.area;
  for (int y = span.top; y <= span.bottom; y++)
    {
      float *depths = raster->depths + (gsize) y * raster->width;
      float dy = y + 0.5f - a->y;

      for (int x = span.left; x <= span.right; x++)
        {
          float dx = x + 0.5f - a->x;
          float v = (dx * span.ac_y - dy * span.ac_x) * scale;
          float w = (dy * span.ab_x - dx * span.ab_y) * scale;
          float u = 1 - v - w, depth;

          if (u < 0 || v < 0 || w < 0)
            continue;

          depth = u * a->depth + v * b->depth + w * c->depth;
          if (depth < depths[x])
            depths[x] = depth;
        }
    }
}
