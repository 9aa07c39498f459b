/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-stage-tone"

#include "config.h"

#include "aip-stage-grade.h"
#include "aip-stage-tone.h"

void
aip_stage_tone_get_swatches (const AipSetup *setup,
                             AipStageColor   swatches[AIP_STAGE_N_SWATCHES])
{
  static const guint things[AIP_STAGE_N_SWATCHES] = {
    0x1e2129, 0x4d6b3c, 0xc48d6c, 0x7fa8d0, 0xf2e9d8,
  };
  AipStageGrade grade;

  g_return_if_fail (setup != NULL && swatches != NULL);

  aip_stage_grade_init (&grade, setup);
  for (guint i = 0; i < AIP_STAGE_N_SWATCHES; i++)
    swatches[i] = aip_stage_grade_apply (&grade, AIP_STAGE_RGB (things[i]));
}

static void
add_rounded (cairo_t *cr,
             double   x,
             double   y,
             double   width,
             double   height,
             double   radius)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - radius, y + radius, radius, -G_PI / 2, 0);
  cairo_arc (cr, x + width - radius, y + height - radius, radius, 0, G_PI / 2);
  cairo_arc (cr, x + radius, y + height - radius, radius, G_PI / 2, G_PI);
  cairo_arc (cr, x + radius, y + radius, radius, G_PI, 3 * G_PI / 2);
  cairo_close_path (cr);
}

void
aip_stage_tone_draw (cairo_t        *cr,
                     const AipSetup *setup,
                     double          width,
                     double          height)
{
  AipStageColor swatches[AIP_STAGE_N_SWATCHES];

  g_return_if_fail (cr != NULL && setup != NULL);

  if (!(width > 0 && height > 0))
    return;

  aip_stage_tone_get_swatches (setup, swatches);

  cairo_save (cr);
  add_rounded (cr, 0, 0, width, height, MIN (6, MIN (width, height) / 4));
  cairo_clip (cr);
  for (guint i = 0; i < AIP_STAGE_N_SWATCHES; i++)
    {
      double from = width * i / AIP_STAGE_N_SWATCHES;

      aip_stage_color_set (cr, swatches[i], 1);
      /* One unit more to the right, or the joints shine through. */
      cairo_rectangle (cr, from, 0, width / AIP_STAGE_N_SWATCHES + 1, height);
      cairo_fill (cr);
    }
  cairo_restore (cr);
}
