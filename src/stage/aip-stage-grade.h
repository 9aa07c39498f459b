/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-setup.h"
#include "aip-stage-color.h"

G_BEGIN_DECLS

/**
 * AipStageGrade:
 *
 * What stock and colour tone do to a colour, so that colours can be graded before they are drawn
 * instead of every pixel afterwards. A plain value.
 */
typedef struct {
  double        saturation;
  double        contrast;
  double        lift;          /* of black */
  double        gamma;
  AipStageColor shadows;       /* multiplies what is dark */
  AipStageColor highlights;    /* multiplies what is bright */
  AipStageColor tint;          /* of a picture without colours */
  AipStageColor weights;       /* how bright the three colours are to a panchromatic stock */
  gboolean      monochrome;
  gboolean      two_colour;
} AipStageGrade;

void          aip_stage_grade_init  (AipStageGrade       *grade,
                                     const AipSetup      *setup);
AipStageColor aip_stage_grade_apply (const AipStageGrade *grade,
                                     AipStageColor        color);

G_END_DECLS
