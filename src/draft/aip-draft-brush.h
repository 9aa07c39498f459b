/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <cairo.h>

#include "aip-draft-random.h"
#include "aip-draft-scene.h"

G_BEGIN_DECLS

/*
 * Colours, and the strokes that every part of a card is made of. All painting happens in units of
 * the picture's height: y runs from 0 to 1, x from 0 to the aspect.
 */

typedef struct
{
  double r;
  double g;
  double b;
} AipDraftColor;

#define AIP_DRAFT_RGB(hex)                                                        \
  ((AipDraftColor) { (((hex) >> 16) & 255) / 255.0, (((hex) >> 8) & 255) / 255.0, \
                     ((hex) & 255) / 255.0 })

/* The light of a scene. */
typedef struct
{
  AipDraftColor sky_top;
  AipDraftColor sky_middle;
  AipDraftColor sky_low;      /* at the horizon */
  AipDraftColor haze;         /* what distance fades to */
  AipDraftColor ground_far;
  AipDraftColor ground_near;
  AipDraftColor dark;         /* the darkest thing in the frame */
  AipDraftColor light;        /* sun, moon or lamp */
  AipDraftColor ambient;      /* multiplies the colours of things */
  AipDraftColor lamp;         /* windows and street lamps */
  double        lamps;        /* how many of them are lit, 0 … 1 */
} AipDraftPalette;

void          aip_draft_palette_init  (AipDraftPalette      *palette,
                                       const AipDraftScene  *scene);

AipDraftColor aip_draft_color_mix     (AipDraftColor         a,
                                       AipDraftColor         b,
                                       double                amount);
AipDraftColor aip_draft_color_times   (AipDraftColor         a,
                                       AipDraftColor         b);
AipDraftColor aip_draft_color_shade   (AipDraftColor         color,
                                       double                factor);
void          aip_draft_set_color     (cairo_t              *cr,
                                       AipDraftColor         color,
                                       double                alpha);

/* A linear gradient between two points, filling the current path. */
void          aip_draft_fill_gradient (cairo_t              *cr,
                                       double                x0,
                                       double                y0,
                                       AipDraftColor         c0,
                                       double                a0,
                                       double                x1,
                                       double                y1,
                                       AipDraftColor         c1,
                                       double                a1);
/* A soft ellipse of light or mist that fades to nothing at its edge. */
void          aip_draft_glow          (cairo_t              *cr,
                                       double                x,
                                       double                y,
                                       double                rx,
                                       double                ry,
                                       AipDraftColor         color,
                                       double                alpha);
/* A smooth random curve in 0 … 1; @detail octaves, the same @random gives the same curve. */
double        aip_draft_noise         (guint64               seed,
                                       double                x,
                                       int                   detail);
/* The path of a ridge from the left edge to the right, closed along @base. */
void          aip_draft_ridge         (cairo_t              *cr,
                                       guint64               seed,
                                       double                aspect,
                                       double                y,
                                       double                height,
                                       double                frequency,
                                       gboolean              sharp,
                                       double                base);
void          aip_draft_quad          (cairo_t              *cr,
                                       double                x0,
                                       double                y0,
                                       double                x1,
                                       double                y1,
                                       double                x2,
                                       double                y2,
                                       double                x3,
                                       double                y3);

G_END_DECLS
