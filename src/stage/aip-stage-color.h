/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* Display-referred (sRGB) red, green and blue, 0…1. Values beyond are light; they are clipped last. */
typedef struct {
  double red;
  double green;
  double blue;
} AipStageColor;

/* From 0xRRGGBB. */
static inline AipStageColor
aip_stage_color_from_hex (guint hex)
{
  return (AipStageColor) { ((hex >> 16) & 255) / 255.0, ((hex >> 8) & 255) / 255.0,
                           (hex & 255) / 255.0 };
}

#define AIP_STAGE_RGB(hex) (aip_stage_color_from_hex (hex))

AipStageColor aip_stage_color_mix         (AipStageColor  a,
                                           AipStageColor  b,
                                           double         amount);
AipStageColor aip_stage_color_multiply    (AipStageColor  a,
                                           AipStageColor  b);
AipStageColor aip_stage_color_scale       (AipStageColor  color,
                                           double         factor);
AipStageColor aip_stage_color_add         (AipStageColor  a,
                                           AipStageColor  b);
/* Rec. 709 weights. */
double        aip_stage_color_luma        (AipStageColor  color);
/*
 * What light of @kelvin looks like to a camera balanced for @balance kelvin: 1, 1, 1 where they are
 * equal, never darker than that in its strongest channel. Planckian locus after Kim et al. (2002)
 * for 1667…25000 K.
 */
AipStageColor aip_stage_color_from_kelvin (double         kelvin,
                                           double         balance);
void          aip_stage_color_set         (cairo_t       *cr,
                                           AipStageColor  color,
                                           double         alpha);

G_END_DECLS
