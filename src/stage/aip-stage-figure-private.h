/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-stage-figure.h"

G_BEGIN_DECLS

/* From a point of the mesh to where it stands, turned and with its large head. */
void     aip_stage_figure_place      (const AipStageFigure *figure,
                                      const float           point[3],
                                      float                 placed[3]);
void     aip_stage_figure_turn       (const AipStageFigure *figure,
                                      const float           vector[3],
                                      float                 turned[3]);
/* Linear light that a surface there gives back as a share of its colour, before it is exposed. */
void     aip_stage_figure_expose     (const AipStageFigure *figure,
                                      const float           linear[3],
                                      AipStageColor        *color);
/* Eyes, as fine as the picture is. @shade: linear light on each of them, right of the frame last. */
void     aip_stage_figure_draw_eyes  (const AipStageFigure *figure,
                                      cairo_t              *cr,
                                      const float           shade[2][3]);

G_END_DECLS
