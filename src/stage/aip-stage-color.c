/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-stage-color"

#include "config.h"

#include <math.h>

#include "aip-stage-color.h"

#define DISPLAY_GAMMA 2.2

AipStageColor
aip_stage_color_mix (AipStageColor a,
                     AipStageColor b,
                     double        amount)
{
  return (AipStageColor) {
    a.red + (b.red - a.red) * amount,
    a.green + (b.green - a.green) * amount,
    a.blue + (b.blue - a.blue) * amount,
  };
}

AipStageColor
aip_stage_color_multiply (AipStageColor a,
                          AipStageColor b)
{
  return (AipStageColor) { a.red * b.red, a.green * b.green, a.blue * b.blue };
}

AipStageColor
aip_stage_color_scale (AipStageColor color,
                       double        factor)
{
  return (AipStageColor) { color.red * factor, color.green * factor, color.blue * factor };
}

AipStageColor
aip_stage_color_add (AipStageColor a,
                     AipStageColor b)
{
  return (AipStageColor) { a.red + b.red, a.green + b.green, a.blue + b.blue };
}

double
aip_stage_color_luma (AipStageColor color)
{
  return 0.2126 * color.red + 0.7152 * color.green + 0.0722 * color.blue;
}

/* Linear sRGB of a black body, all of the same luminance. */
static AipStageColor
planckian (double kelvin)
{
  double t = CLAMP (kelvin, 1667, 25000);
  double u = 1000 / t;
  double x, y, big_x, big_z;

  if (t < 4000)
    x = ((-0.2661239 * u - 0.2343589) * u + 0.8776956) * u + 0.179910;
  else
    x = ((-3.0258469 * u + 2.1070379) * u + 0.2226347) * u + 0.240390;

  if (t < 2222)
    y = ((-1.1063814 * x - 1.34811020) * x + 2.18555832) * x - 0.20219683;
  else if (t < 4000)
    y = ((-0.9549476 * x - 1.37418593) * x + 2.09137015) * x - 0.16748867;
  else
    y = ((3.0817580 * x - 5.87338670) * x + 3.75112997) * x - 0.37001483;

  big_x = x / y;
  big_z = (1 - x - y) / y;

  return (AipStageColor) {
    MAX (0.004, 3.2406 * big_x - 1.5372 - 0.4986 * big_z),
    MAX (0.004, -0.9689 * big_x + 1.8758 + 0.0415 * big_z),
    MAX (0.004, 0.0557 * big_x - 0.2040 + 1.0570 * big_z),
  };
}

AipStageColor
aip_stage_color_from_kelvin (double kelvin,
                             double balance)
{
  AipStageColor light, white, color;
  double strongest;

  if (!(kelvin > 0) || !(balance > 0))
    return (AipStageColor) { 1, 1, 1 };

  light = planckian (kelvin);
  white = planckian (balance);
  color = (AipStageColor) { light.red / white.red, light.green / white.green,
                            light.blue / white.blue };
  strongest = MAX (color.red, MAX (color.green, color.blue));

  return (AipStageColor) {
    pow (color.red / strongest, 1 / DISPLAY_GAMMA),
    pow (color.green / strongest, 1 / DISPLAY_GAMMA),
    pow (color.blue / strongest, 1 / DISPLAY_GAMMA),
  };
}

void
aip_stage_color_set (cairo_t       *cr,
                     AipStageColor  color,
                     double         alpha)
{
  cairo_set_source_rgba (cr, CLAMP (color.red, 0, 1), CLAMP (color.green, 0, 1),
                         CLAMP (color.blue, 0, 1), alpha);
}
