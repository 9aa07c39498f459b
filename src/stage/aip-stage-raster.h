/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A corner of a triangle: x, y in pixels, depth in metres, what is interpolated 0…255. */
typedef struct {
  float x;
  float y;
  float depth;
  float color[3];
} AipStageCorner;

/**
 * AipStageRaster:
 * @pixels: 0xAARRGGBB, alpha is 0 or 255
 *
 * Triangles into pixels with a depth buffer.
 */
typedef struct {
  int      width;
  int      height;
  guint32 *pixels;
  float   *depths;
} AipStageRaster;

void aip_stage_raster_init     (AipStageRaster       *raster,
                                int                   width,
                                int                   height);
void aip_stage_raster_clear    (AipStageRaster       *raster);
void aip_stage_raster_triangle (AipStageRaster       *raster,
                                const AipStageCorner *a,
                                const AipStageCorner *b,
                                const AipStageCorner *c);
/* Only the depth, for a map of what the light sees. */
void aip_stage_raster_depth    (AipStageRaster       *raster,
                                const AipStageCorner *a,
                                const AipStageCorner *b,
                                const AipStageCorner *c);

G_END_DECLS
