/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-stage-figure.h"
#include "aip-stage-paint.h"

G_BEGIN_DECLS

/* Whether composition or angle put something before the subject, and how far away it is. */
gboolean aip_stage_front_needed  (const AipSetup       *setup,
                                  const AipStageView   *view,
                                  double               *distance);
/* @figure: the subject, for the other person's shoulder. */
void     aip_stage_front_paint   (const AipStagePaint  *paint,
                                  const AipSetup       *setup,
                                  const AipStageFigure *figure);
/* Rails, a kerb or a fence that lead to the subject. */
void     aip_stage_front_lines   (const AipStagePaint  *paint);
/* What falls and drifts; @shutter: seconds of exposure. */
void     aip_stage_front_weather (const AipStagePaint  *paint,
                                  double                shutter);
/* A close-up of a thing instead of a person. */
void     aip_stage_front_insert  (const AipStagePaint  *paint);

G_END_DECLS
