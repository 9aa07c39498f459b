/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-stage-paint.h"

G_BEGIN_DECLS

/* The points of light as this lens shows them: dots in focus, discs or ovals out of it. */
void aip_stage_finish_sparks (const AipStagePaint *paint,
                              const AipSetup      *setup);
/* Light that spreads: diffusion, mist and fog filters, old coatings, a look that glows. */
void aip_stage_finish_bloom  (const AipStagePaint *paint,
                              const AipSetup      *setup,
                              cairo_surface_t     *picture);
/* Dark corners and, in mist, a veil over everything. */
void aip_stage_finish_veil   (const AipStagePaint *paint,
                              const AipSetup      *setup);
/* Strokes, paper, dots: what an animation look lays over the whole picture. */
void aip_stage_finish_look   (const AipStagePaint *paint,
                              cairo_surface_t     *picture);
/* How strong grain or noise is, as a share of full contrast. */
double aip_stage_finish_get_grain (const AipSetup  *setup);
void aip_stage_finish_grain  (const AipStagePaint *paint,
                              const AipSetup      *setup);
/* How the camera moves, drawn over the picture. */
void aip_stage_finish_arrow  (cairo_t               *cr,
                              const AipSetup        *setup,
                              const AipStagePalette *palette,
                              double                 width,
                              double                 height);

G_END_DECLS
