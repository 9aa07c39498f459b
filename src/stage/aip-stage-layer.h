/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/**
 * AipStageLayer:
 * @surface: (nullable): ARGB32, premultiplied
 * @pixels: device pixels of @surface per unit
 * @margin: units that it reaches beyond the picture on every side
 * @blur_x, @blur_y: diameters in units
 *
 * A plane of the picture out of focus. The wider the blur, the fewer pixels it takes to hold it.
 */
typedef struct {
  cairo_surface_t *surface;
  double           pixels;
  double           margin;
  double           blur_x;
  double           blur_y;
  double           width;
  double           height;
} AipStageLayer;

/*
 * Begins a transparent layer for a picture of @width × @height units. The context has the units of
 * the picture. (transfer full)
 */
cairo_t *aip_stage_layer_begin (AipStageLayer *layer,
                                double         width,
                                double         height,
                                double         pixels,
                                double         blur_x,
                                double         blur_y);
/* Ends the drawing and blurs it. Consumes @cr. */
void     aip_stage_layer_end   (AipStageLayer *layer,
                                cairo_t       *cr);
void     aip_stage_layer_paint (const AipStageLayer *layer,
                                cairo_t       *cr,
                                double         alpha);
void     aip_stage_layer_clear (AipStageLayer *layer);

/* Three running means, which is nearly a Gauss curve of that diameter; in place. Pixels. */
void     aip_stage_blur        (cairo_surface_t *surface,
                                double         diameter_x,
                                double         diameter_y);

G_END_DECLS
