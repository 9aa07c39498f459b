/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-stage-grade"

#include "config.h"

#include <math.h>

#include "aip-stage-grade.h"

/* What a tone does; saturation 0 is black and white. */
static const struct {
  double        saturation;
  double        contrast;
  double        lift;
  AipStageColor shadows;
  AipStageColor highlights;
  AipStageColor tint;
} tones[] = {
  [AIP_TONE_WARM_SATURATED] = { 1.25, 1.06, 0.00, { 1.08, 0.97, 0.88 }, { 1.08, 1.00, 0.84 } },
  [AIP_TONE_WARM_MUTED] = { 0.62, 0.94, 0.035, { 1.06, 0.99, 0.92 }, { 1.06, 1.00, 0.88 } },
  [AIP_TONE_COOL_SATURATED] = { 1.20, 1.08, 0.00, { 0.84, 0.98, 1.16 }, { 0.92, 1.00, 1.10 } },
  [AIP_TONE_COOL_MUTED] = { 0.55, 0.98, 0.025, { 0.88, 0.98, 1.12 }, { 0.93, 1.00, 1.06 } },
  [AIP_TONE_NEUTRAL_SATURATED] = { 1.30, 1.05, 0.00, { 1, 1, 1 }, { 1, 1, 1 } },
  [AIP_TONE_NEUTRAL_MUTED] = { 0.55, 0.94, 0.03, { 1, 1, 1 }, { 1, 1, 1 } },
  [AIP_TONE_TEAL_ORANGE] = { 1.18, 1.10, 0.00, { 0.72, 1.02, 1.16 }, { 1.16, 0.99, 0.78 } },
  [AIP_TONE_BLEACH_BYPASS] = { 0.34, 1.28, 0.00, { 0.97, 1.00, 1.02 }, { 1.02, 1.01, 0.97 } },
  [AIP_TONE_CROSS_PROCESSED] = { 1.35, 1.25, 0.01, { 0.78, 1.00, 1.25 }, { 1.10, 1.10, 0.72 } },
  [AIP_TONE_SEPIA] = { 0, 0.95, 0.03, { 1, 1, 1 }, { 1, 1, 1 }, { 1.10, 0.92, 0.70 } },
  [AIP_TONE_MONOCHROME] = { 0, 1.05, 0.00, { 1, 1, 1 }, { 1, 1, 1 }, { 1, 1, 1 } },
  [AIP_TONE_MONOCHROME_HARD] = { 0, 1.28, 0.00, { 1, 1, 1 }, { 1, 1, 1 }, { 1, 1, 1 } },
  [AIP_TONE_MONOCHROME_SOFT] = { 0, 0.80, 0.05, { 1, 1, 1 }, { 1, 1, 1 }, { 1, 1, 1 } },
};

/* Contrast turns around this: a middle grey as it is displayed. */
#define PIVOT 0.34

void
aip_stage_grade_init (AipStageGrade  *grade,
                      const AipSetup *setup)
{
  g_return_if_fail (grade != NULL && setup != NULL);

  *grade = (AipStageGrade) {
    .saturation = 1,
    .contrast = 1,
    .gamma = 1,
    .shadows = { 1, 1, 1 },
    .highlights = { 1, 1, 1 },
    .tint = { 1, 1, 1 },
    .weights = { 0.2126, 0.7152, 0.0722 },
  };

  if (aip_setup_has (setup, AIP_SETUP_TONE) && setup->tone < G_N_ELEMENTS (tones))
    {
      grade->saturation = tones[setup->tone].saturation;
      grade->contrast = tones[setup->tone].contrast;
      grade->lift = tones[setup->tone].lift;
      grade->shadows = tones[setup->tone].shadows;
      grade->highlights = tones[setup->tone].highlights;
      if (grade->saturation <= 0)
        {
          grade->monochrome = TRUE;
          grade->tint = tones[setup->tone].tint;
        }
    }

  if (aip_setup_has (setup, AIP_SETUP_STOCK))
    {
      const AipStock *stock = setup->stock;

      /* Orthochromatic film does not see red: dark lips, pale skies. */
      if (stock->balance == AIP_BALANCE_ORTHOCHROMATIC)
        grade->weights = (AipStageColor) { 0.04, 0.56, 0.40 };
      if (stock->monochrome || stock->balance == AIP_BALANCE_PANCHROMATIC ||
          stock->balance == AIP_BALANCE_ORTHOCHROMATIC)
        grade->monochrome = TRUE;
      grade->two_colour = stock->two_colour;
      if (stock->reversal)
        grade->contrast *= 1.15;
      if (stock->gauges == AIP_GAUGE_THREE_STRIP)
        grade->saturation *= 1.25;
    }

  if (aip_setup_has (setup, AIP_SETUP_PUSH))
    grade->contrast *= 1 + 0.07 * CLAMP (setup->push, -2, 3);

  if (aip_setup_has (setup, AIP_SETUP_FILTERS))
    {
      if ((setup->filters & (1u << AIP_FILTER_RED)) != 0 && grade->monochrome)
        grade->weights = (AipStageColor) { 0.86, 0.14, 0.0 };
      else if ((setup->filters & (1u << AIP_FILTER_YELLOW)) != 0 && grade->monochrome)
        grade->weights = (AipStageColor) { 0.40, 0.58, 0.02 };
    }
}

AipStageColor
aip_stage_grade_apply (const AipStageGrade *grade,
                       AipStageColor        color)
{
  double luma;

  g_return_val_if_fail (grade != NULL, color);

  if (grade->two_colour)
    color.blue = 0.25 * color.red + 0.75 * color.green;

  if (grade->monochrome)
    {
      luma = grade->weights.red * color.red + grade->weights.green * color.green +
             grade->weights.blue * color.blue;
      color = (AipStageColor) { luma, luma, luma };
    }
  else
    {
      AipStageColor split;

      luma = aip_stage_color_luma (color);
      color = aip_stage_color_mix ((AipStageColor) { luma, luma, luma }, color, grade->saturation);
      split = aip_stage_color_mix (grade->shadows, grade->highlights, CLAMP (luma * 1.4, 0, 1));
      color = aip_stage_color_multiply (color, split);
    }

  color.red = PIVOT + (color.red - PIVOT) * grade->contrast;
  color.green = PIVOT + (color.green - PIVOT) * grade->contrast;
  color.blue = PIVOT + (color.blue - PIVOT) * grade->contrast;

  color = aip_stage_color_multiply (color, grade->tint);
  color.red = CLAMP (grade->lift + color.red * (1 - grade->lift), 0, 1);
  color.green = CLAMP (grade->lift + color.green * (1 - grade->lift), 0, 1);
  color.blue = CLAMP (grade->lift + color.blue * (1 - grade->lift), 0, 1);

  return color;
}
