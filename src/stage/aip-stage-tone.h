/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-setup.h"
#include "aip-stage-color.h"

G_BEGIN_DECLS

#define AIP_STAGE_N_SWATCHES 5

/*
 * The same five things photographed: shadow, foliage, skin, sky, a highlight; as tone, stock and
 * balance of the setup render them.
 */
void aip_stage_tone_get_swatches (const AipSetup *setup,
                                  AipStageColor   swatches[AIP_STAGE_N_SWATCHES]);
/* The swatches side by side in rounded rectangles. */
void aip_stage_tone_draw         (cairo_t        *cr,
                                  const AipSetup *setup,
                                  double          width,
                                  double          height);

G_END_DECLS
