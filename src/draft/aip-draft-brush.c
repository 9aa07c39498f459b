/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-draft-brush"

#include "config.h"

#include <math.h>

#include "aip-draft-brush.h"

/* Points of a curve per unit of height. */
#define CURVE_STEPS 90

AipDraftColor
aip_draft_color_mix (AipDraftColor a,
                     AipDraftColor b,
                     double        amount)
{
  return (AipDraftColor) { a.r + (b.r - a.r) * amount, a.g + (b.g - a.g) * amount,
                           a.b + (b.b - a.b) * amount };
}

AipDraftColor
aip_draft_color_times (AipDraftColor a,
                       AipDraftColor b)
{
  return (AipDraftColor) { a.r * b.r, a.g * b.g, a.b * b.b };
}

AipDraftColor
aip_draft_color_shade (AipDraftColor color,
                       double        factor)
{
  return (AipDraftColor) { MIN (1, color.r * factor), MIN (1, color.g * factor),
                           MIN (1, color.b * factor) };
}

void
aip_draft_set_color (cairo_t      *cr,
                     AipDraftColor color,
                     double        alpha)
{
  cairo_set_source_rgba (cr, color.r, color.g, color.b, alpha);
}

void
aip_draft_fill_gradient (cairo_t      *cr,
                         double        x0,
                         double        y0,
                         AipDraftColor c0,
                         double        a0,
                         double        x1,
                         double        y1,
                         AipDraftColor c1,
                         double        a1)
{
  cairo_pattern_t *pattern = cairo_pattern_create_linear (x0, y0, x1, y1);

  cairo_pattern_add_color_stop_rgba (pattern, 0, c0.r, c0.g, c0.b, a0);
  cairo_pattern_add_color_stop_rgba (pattern, 1, c1.r, c1.g, c1.b, a1);
  cairo_set_source (cr, pattern);
  cairo_pattern_destroy (pattern);
  cairo_fill (cr);
}

void
aip_draft_glow (cairo_t      *cr,
                double        x,
                double        y,
                double        rx,
                double        ry,
                AipDraftColor color,
                double        alpha)
{
  cairo_pattern_t *pattern = cairo_pattern_create_radial (0, 0, 0, 0, 0, 1);

  /* Near a bell curve; a straight ramp shows its edge. */
  cairo_pattern_add_color_stop_rgba (pattern, 0.0, color.r, color.g, color.b, alpha);
  cairo_pattern_add_color_stop_rgba (pattern, 0.3, color.r, color.g, color.b, alpha * 0.72);
  cairo_pattern_add_color_stop_rgba (pattern, 0.6, color.r, color.g, color.b, alpha * 0.26);
  cairo_pattern_add_color_stop_rgba (pattern, 0.85, color.r, color.g, color.b, alpha * 0.05);
  cairo_pattern_add_color_stop_rgba (pattern, 1.0, color.r, color.g, color.b, 0);

  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, rx, ry);
  cairo_set_source (cr, pattern);
  cairo_arc (cr, 0, 0, 1, 0, 2 * G_PI);
  cairo_fill (cr);
  cairo_restore (cr);
  cairo_pattern_destroy (pattern);
}

static double
lattice (guint64 seed,
         gint64  i)
{
  AipDraftRandom random = { seed ^ ((guint64) i * G_GUINT64_CONSTANT (0xd1342543de82ef95)) };

  aip_draft_random_next (&random);

  return aip_draft_random_range (&random, 0, 1);
}

double
aip_draft_noise (guint64 seed,
                 double  x,
                 int     detail)
{
  double sum = 0;
  double weight = 1;
  double total = 0;

  for (int octave = 0; octave < detail; octave++)
    {
      double cell = floor (x);
      double t = x - cell;
      double smooth = t * t * (3 - 2 * t);
      double a = lattice (seed + (guint64) octave, (gint64) cell);
      double b = lattice (seed + (guint64) octave, (gint64) cell + 1);

      sum += weight * (a + (b - a) * smooth);
      total += weight;
      weight *= 0.5;
      x *= 2.03;
    }

  return total > 0 ? sum / total : 0;
}

void
aip_draft_ridge (cairo_t *cr,
                 guint64  seed,
                 double   aspect,
                 double   y,
                 double   height,
                 double   frequency,
                 gboolean sharp,
                 double   base)
{
  int steps = (int) (aspect * CURVE_STEPS) + 1;

  cairo_move_to (cr, -0.05, base);
  for (int i = -3; i <= steps + 3; i++)
    {
      double x = (double) i / CURVE_STEPS;
      double n = aip_draft_noise (seed, (x + 7) * frequency, sharp ? 5 : 2);

      if (sharp)
        n = 1 - fabs (2 * n - 1) * 1.25;
      cairo_line_to (cr, x, y - height * n);
    }
  cairo_line_to (cr, aspect + 0.05, base);
  cairo_close_path (cr);
}

void
aip_draft_quad (cairo_t *cr,
                double   x0,
                double   y0,
                double   x1,
                double   y1,
                double   x2,
                double   y2,
                double   x3,
                double   y3)
{
  cairo_move_to (cr, x0, y0);
  cairo_line_to (cr, x1, y1);
  cairo_line_to (cr, x2, y2);
  cairo_line_to (cr, x3, y3);
  cairo_close_path (cr);
}

/* In the order of AipDraftTime: top, middle, low, haze, far, near, dark, light, ambient. */
static const guint32 times[][9] = {
  { 0x6d87ad, 0xd6b3ab, 0xfbdcb4, 0xb7a9b4, 0x8d8580, 0x565460, 0x2c3044, 0xffe0b0, 0xd0bcc0 },
  { 0x4f8cc0, 0x9fc7df, 0xe9efe4, 0xbccfd6, 0xb3ab84, 0x6f6d4c, 0x2f363f, 0xfff3d2, 0xf2efe6 },
  { 0x48608f, 0xe79d62, 0xffdc8e, 0xd99a78, 0x9a6d4e, 0x4d3531, 0x261c26, 0xffc46a, 0xe2a982 },
  { 0x1f2a57, 0x6c5484, 0xe98f6c, 0x6d5880, 0x4a3f60, 0x221d35, 0x12122a, 0xf5a479, 0x8d7aa0 },
  { 0x091226, 0x172645, 0x304468, 0x22324f, 0x1a2740, 0x0b111f, 0x05080f, 0xb4cbee, 0x53668f },
};

static AipDraftColor
from_hex (guint32 hex)
{
  return AIP_DRAFT_RGB (hex);
}

static AipDraftColor
towards_grey (AipDraftColor color,
              double        amount)
{
  double grey = 0.3 * color.r + 0.59 * color.g + 0.11 * color.b;

  return aip_draft_color_mix (color, (AipDraftColor) { grey * 0.97, grey, grey * 1.04 }, amount);
}

void
aip_draft_palette_init (AipDraftPalette     *palette,
                        const AipDraftScene *scene)
{
  static const double weather_grey[] = { 0, 0.4, 0.62, 0.45, 0.55 };
  const guint32 *row = times[scene->time];
  AipDraftRandom random = aip_draft_random_new (scene->seed, "palette");
  AipDraftColor tint = { aip_draft_random_range (&random, 0.93, 1.07),
                         aip_draft_random_range (&random, 0.96, 1.03),
                         aip_draft_random_range (&random, 0.93, 1.07) };
  AipDraftColor *const colors[] = {
    &palette->sky_top,    &palette->sky_middle,  &palette->sky_low, &palette->haze,
    &palette->ground_far, &palette->ground_near, &palette->dark,    &palette->light,
    &palette->ambient,
  };
  double grey = weather_grey[scene->weather];

  for (guint i = 0; i < G_N_ELEMENTS (colors); i++)
    {
      AipDraftColor color = aip_draft_color_times (from_hex (row[i]), tint);

      /* The light and the dark keep their colour, the rest takes on the weather. */
      if (colors[i] != &palette->dark && colors[i] != &palette->light)
        color = towards_grey (color, grey);
      *colors[i] = aip_draft_color_shade (color, 1);
    }

  if (scene->weather == AIP_DRAFT_WEATHER_SNOW)
    {
      AipDraftColor snow = aip_draft_color_mix (AIP_DRAFT_RGB (0xeef3f8), palette->sky_low, 0.25);
      double bright = scene->time == AIP_DRAFT_TIME_NIGHT ? 0.34
                      : scene->time == AIP_DRAFT_TIME_DUSK ? 0.62 : 0.95;

      palette->ground_far = aip_draft_color_shade (snow, bright);
      palette->ground_near = aip_draft_color_shade (snow, bright * 0.78);
    }

  palette->lamp = AIP_DRAFT_RGB (0xffd58a);
  palette->lamps = scene->time == AIP_DRAFT_TIME_NIGHT  ? 0.42
                   : scene->time == AIP_DRAFT_TIME_DUSK ? 0.3
                   : scene->time == AIP_DRAFT_TIME_DAWN ? 0.08
                                                        : 0.0;
}
