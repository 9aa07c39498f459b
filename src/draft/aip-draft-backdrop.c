/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-draft-backdrop"

#include "config.h"

#include <math.h>
#include <string.h>

#include "aip-draft-stage.h"

/*
 * Landscapes. Everything is built from far to near, and every plane is mixed with the haze by its
 * distance: that, more than any detail, is what makes depth. Shapes come from noise with seeds of
 * their own, so a change to one leaves the others where they are.
 */

static guint64
seed_for (const AipDraftStage *stage,
          const char          *purpose)
{
  AipDraftRandom random = aip_draft_random_new (stage->scene->seed, purpose);

  return aip_draft_random_next (&random);
}

static gboolean
mentions (const AipDraftStage *stage,
          const char          *english,
          const char          *korean)
{
  g_autofree char *lower = g_utf8_strdown (stage->scene->prompt, -1);

  return strstr (lower, english) != NULL || strstr (lower, korean) != NULL;
}

static void
paint_stars (const AipDraftStage *stage)
{
  AipDraftRandom random = aip_draft_random_new (stage->scene->seed, "stars");

  for (int i = 0; i < 150; i++)
    {
      double x = aip_draft_random_range (&random, 0, stage->aspect);
      double y = pow (aip_draft_random_range (&random, 0, 1), 1.4) * stage->horizon * 0.9;
      double size = pow (aip_draft_random_range (&random, 0.3, 1), 3) * 0.0022 + 0.0004;

      aip_draft_set_color (stage->cr, AIP_DRAFT_RGB (0xdde6f5),
                           aip_draft_random_range (&random, 0.2, 0.9));
      cairo_arc (stage->cr, x, y, size, 0, 2 * G_PI);
      cairo_fill (stage->cr);
    }
}

/* Blots of the sky's own colours, lit on the side of the sun. */
static void
paint_cloud (const AipDraftStage *stage,
             AipDraftRandom      *random,
             double               x,
             double               y,
             double               size,
             AipDraftColor        body,
             AipDraftColor        lit)
{
  double alpha = stage->scene->weather == AIP_DRAFT_WEATHER_CLEAR ? 0.3 : 0.42;

  for (int i = 0; i < 12; i++)
    {
      double along = aip_draft_random_range (random, -1, 1);
      double width = (1 - along * along * 0.75) * size;
      double bx = x + along * size * 1.7;
      double by = y + aip_draft_random_range (random, -0.1, 0.12) * size;

      aip_draft_glow (stage->cr, bx, by, width * 0.95, width * 0.3, body, alpha);
      aip_draft_glow (stage->cr, bx + stage->scene->light * size * 0.22, by - width * 0.09,
                      width * 0.6, width * 0.16, lit, alpha * 0.9);
    }
}

static void
paint_clouds (const AipDraftStage *stage)
{
  AipDraftRandom random = aip_draft_random_new (stage->scene->seed, "clouds");
  static const int counts[] = { 4, 11, 10, 9, 5 };
  const AipDraftPalette *palette = &stage->palette;
  gboolean heavy = stage->scene->weather == AIP_DRAFT_WEATHER_RAIN;
  AipDraftColor body = heavy ? aip_draft_color_shade (palette->sky_middle, 0.78)
                             : aip_draft_color_mix (palette->sky_middle, palette->haze, 0.6);
  AipDraftColor lit = aip_draft_color_mix (body, palette->light, heavy ? 0.16 : 0.55);

  for (int i = 0; i < counts[stage->scene->weather]; i++)
    {
      double depth = aip_draft_random_range (&random, 0, 1);
      double y = stage->horizon * (0.08 + 0.78 * depth);
      double size = 0.05 + 0.15 * (1 - depth) * aip_draft_random_range (&random, 0.5, 1.3);

      paint_cloud (stage, &random, aip_draft_random_range (&random, -0.1, stage->aspect + 0.1), y,
                   size, body, lit);
    }
}

/* Disc and glow; behind weather only the glow. After sunset there is no disc. */
static void
paint_sun (const AipDraftStage *stage)
{
  const AipDraftPalette *palette = &stage->palette;
  gboolean veiled = stage->scene->weather != AIP_DRAFT_WEATHER_CLEAR;
  gboolean night = stage->scene->time == AIP_DRAFT_TIME_NIGHT;
  double reach = night ? 0.34 : 0.75;

  aip_draft_glow (stage->cr, stage->sun_x, stage->sun_y, reach * 1.5, reach, palette->light,
                  (night ? 0.24 : 0.5) * (veiled ? 0.5 : 1));
  if (veiled || stage->scene->time == AIP_DRAFT_TIME_DUSK)
    return;

  aip_draft_glow (stage->cr, stage->sun_x, stage->sun_y, 0.19, 0.19,
                  aip_draft_color_mix (palette->light, AIP_DRAFT_RGB (0xffffff), 0.35), 0.8);
  aip_draft_set_color (stage->cr,
                       aip_draft_color_mix (palette->light, AIP_DRAFT_RGB (0xffffff), 0.6), 0.97);
  cairo_arc (stage->cr, stage->sun_x, stage->sun_y, night ? 0.03 : 0.036, 0, 2 * G_PI);
  cairo_fill (stage->cr);
}

void
aip_draft_paint_sky (const AipDraftStage *stage)
{
  const AipDraftPalette *palette = &stage->palette;
  cairo_pattern_t *pattern = cairo_pattern_create_linear (0, 0, 0, MAX (stage->horizon, 0.2));

  cairo_pattern_add_color_stop_rgb (pattern, 0, palette->sky_top.r, palette->sky_top.g,
                                    palette->sky_top.b);
  cairo_pattern_add_color_stop_rgb (pattern, 0.58, palette->sky_middle.r, palette->sky_middle.g,
                                    palette->sky_middle.b);
  cairo_pattern_add_color_stop_rgb (pattern, 1, palette->sky_low.r, palette->sky_low.g,
                                    palette->sky_low.b);
  cairo_set_source (stage->cr, pattern);
  cairo_paint (stage->cr);
  cairo_pattern_destroy (pattern);

  if (stage->scene->time == AIP_DRAFT_TIME_NIGHT &&
      stage->scene->weather == AIP_DRAFT_WEATHER_CLEAR)
    paint_stars (stage);
  paint_sun (stage);
  paint_clouds (stage);
}

void
aip_draft_paint_ground (const AipDraftStage *stage)
{
  const AipDraftPalette *palette = &stage->palette;
  AipDraftRandom random = aip_draft_random_new (stage->scene->seed, "ground");

  cairo_rectangle (stage->cr, 0, stage->horizon, stage->aspect, 1.1 - stage->horizon);
  aip_draft_fill_gradient (stage->cr, 0, stage->horizon, palette->ground_far, 1, 0, 1,
                           palette->ground_near, 1);

  /* Long flat brush strokes, longer and darker towards the camera. */
  for (int i = 0; i < 60; i++)
    {
      double depth = pow (aip_draft_random_range (&random, 0, 1), 1.6);
      double y = stage->horizon + (1.02 - stage->horizon) * depth;
      double width = 0.06 + 0.6 * depth * aip_draft_random_range (&random, 0.3, 1);
      double x = aip_draft_random_range (&random, -0.2, stage->aspect + 0.1);
      gboolean bright = aip_draft_random_pick (&random, 3) == 0;

      aip_draft_glow (stage->cr, x, y, width, 0.004 + 0.02 * depth,
                      bright ? aip_draft_color_mix (palette->ground_far, palette->light, 0.4)
                             : aip_draft_color_shade (palette->ground_near, 0.7),
                      bright ? 0.22 : 0.3);
    }

  /* The light lies on the ground on its side. */
  aip_draft_glow (stage->cr, stage->sun_x, stage->horizon + 0.03, 0.8, 0.16, palette->light,
                  stage->scene->weather == AIP_DRAFT_WEATHER_CLEAR ? 0.3 : 0.12);
}

static void
paint_tree (const AipDraftStage *stage,
            AipDraftRandom      *random,
            double               x,
            double               base,
            double               height,
            AipDraftColor        color)
{
  cairo_t *cr = stage->cr;
  AipDraftColor lit = aip_draft_color_mix (color, stage->palette.light, 0.3);

  aip_draft_set_color (cr, aip_draft_color_shade (color, 0.75), 1);
  aip_draft_quad (cr, x - height * 0.035, base, x - height * 0.018, base - height * 0.6,
                  x + height * 0.018, base - height * 0.6, x + height * 0.035, base);
  cairo_fill (cr);

  for (int i = 0; i < 16; i++)
    {
      double angle = aip_draft_random_range (random, 0, 2 * G_PI);
      double reach = sqrt (aip_draft_random_range (random, 0, 1));
      double bx = x + cos (angle) * reach * height * 0.28;
      double by = base - height * 0.68 + sin (angle) * reach * height * 0.26;
      double r = height * aip_draft_random_range (random, 0.08, 0.15);
      gboolean bright = (bx - x) * stage->scene->light > 0 && by < base - height * 0.66;

      aip_draft_set_color (cr, bright ? aip_draft_color_mix (color, lit, 0.7)
                                      : aip_draft_color_shade (color, 0.9), 0.93);
      cairo_arc (cr, bx, by, r, 0, 2 * G_PI);
      cairo_fill (cr);
    }
}

static void
paint_grass (const AipDraftStage *stage,
             double               y,
             double               height,
             int                  blades,
             AipDraftColor        color)
{
  AipDraftRandom random = aip_draft_random_new (stage->scene->seed, "grass");
  cairo_t *cr = stage->cr;

  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  for (int i = 0; i < blades; i++)
    {
      double x = aip_draft_random_range (&random, -0.02, stage->aspect + 0.02);
      double length = height * aip_draft_random_range (&random, 0.35, 1);
      double lean = aip_draft_random_range (&random, -0.3, 0.5) * length;
      double bottom = y + aip_draft_random_range (&random, 0, 0.05);

      aip_draft_set_color (cr, aip_draft_color_mix (color, stage->palette.light,
                                                    aip_draft_random_range (&random, 0, 0.25)),
                           0.85);
      cairo_set_line_width (cr, 0.0018 + 0.02 * length);
      cairo_move_to (cr, x, bottom);
      cairo_curve_to (cr, x, bottom - length * 0.5, x + lean * 0.3, bottom - length * 0.8,
                      x + lean, bottom - length);
      cairo_stroke (cr);
    }
}

/* Ridges one behind the other, each nearer one darker and less hazy. */
static void
paint_ridges (const AipDraftStage *stage,
              int                  n_ridges,
              double               height,
              double               frequency,
              gboolean             sharp,
              AipDraftColor        near_color)
{
  guint64 seed = seed_for (stage, "ridges");

  for (int i = 0; i < n_ridges; i++)
    {
      double depth = n_ridges > 1 ? (double) i / (n_ridges - 1) : 1;
      double y = stage->horizon + 0.01 + 0.05 * depth;
      AipDraftColor color = aip_draft_color_mix (stage->palette.haze, near_color,
                                                 0.18 + 0.72 * depth);

      aip_draft_ridge (stage->cr, seed + (guint64) i * 977, stage->aspect, y,
                       height * (1.15 - 0.75 * depth), frequency * (1 + depth), sharp,
                       stage->horizon + 0.12);
      aip_draft_fill_gradient (stage->cr, 0, y - height, color, 1, 0, y,
                               aip_draft_color_mix (color, stage->palette.haze, 0.5), 1);

      /* Mist lies in front of each of them. */
      aip_draft_glow (stage->cr, stage->aspect / 2, y, stage->aspect, 0.05, stage->palette.haze,
                      0.5 * (1 - depth));
    }
}

static void
paint_field (const AipDraftStage *stage)
{
  AipDraftRandom random = aip_draft_random_new (stage->scene->seed, "field");
  AipDraftColor green = aip_draft_color_times (AIP_DRAFT_RGB (0x6f7a4b), stage->palette.ambient);

  paint_ridges (stage, 3, 0.12, 1.3, FALSE, green);
  aip_draft_paint_ground (stage);

  for (int i = 0; i < 5; i++)
    paint_tree (stage, &random, aip_draft_random_range (&random, 0, stage->aspect),
                stage->horizon + 0.012, aip_draft_random_range (&random, 0.03, 0.09),
                aip_draft_color_mix (aip_draft_color_shade (green, 0.6), stage->palette.haze,
                                     0.35));
  if (aip_draft_random_pick (&random, 2) == 0)
    paint_tree (stage, &random,
                stage->aspect * (stage->scene->light > 0 ? 0.2 : 0.8), stage->horizon + 0.05,
                0.36, aip_draft_color_shade (green, 0.55));
  if (stage->scene->weather != AIP_DRAFT_WEATHER_SNOW && stage->horizon > 0)
    paint_grass (stage, 0.99, 0.12, 170, aip_draft_color_shade (green, 0.5));
}

static void
paint_mountains (const AipDraftStage *stage)
{
  AipDraftColor rock = aip_draft_color_times (AIP_DRAFT_RGB (0x5a6070), stage->palette.ambient);
  AipDraftRandom random = aip_draft_random_new (stage->scene->seed, "pines");

  paint_ridges (stage, 5, 0.42, 0.75, TRUE, rock);
  aip_draft_paint_ground (stage);

  /* A belt of pines at the foot. */
  aip_draft_set_color (stage->cr, aip_draft_color_mix (aip_draft_color_shade (rock, 0.5),
                                                       stage->palette.haze, 0.2), 1);
  for (int i = 0; i < 130; i++)
    {
      double x = aip_draft_random_range (&random, -0.02, stage->aspect + 0.02);
      double height = (0.012 + 0.075 * pow (aip_draft_noise (random.state >> 40, 1, 1), 2)) *
                      (0.4 + aip_draft_noise (stage->scene->seed, x * 3, 2));
      double y = stage->horizon + 0.02;

      cairo_move_to (stage->cr, x - height * 0.22, y);
      cairo_line_to (stage->cr, x, y - height);
      cairo_line_to (stage->cr, x + height * 0.22, y);
      cairo_fill (stage->cr);
    }
}

static void
paint_desert (const AipDraftStage *stage)
{
  guint64 seed = seed_for (stage, "dunes");
  AipDraftColor sand = aip_draft_color_times (AIP_DRAFT_RGB (0xe3b880), stage->palette.ambient);
  cairo_t *cr = stage->cr;

  cairo_rectangle (cr, 0, stage->horizon, stage->aspect, 1);
  aip_draft_set_color (cr, aip_draft_color_mix (sand, stage->palette.haze, 0.4), 1);
  cairo_fill (cr);

  for (int i = 0; i < 5; i++)
    {
      double depth = i / 4.0;
      double y = stage->horizon + 0.02 + (0.98 - stage->horizon) * pow (depth, 1.3);
      double height = 0.06 + 0.15 * depth;
      double frequency = 1.5 - 0.9 * depth;
      AipDraftColor body = aip_draft_color_mix (sand, stage->palette.haze, 0.55 * (1 - depth));
      AipDraftColor lit = aip_draft_color_mix (body, stage->palette.light, 0.45);
      AipDraftColor shadow = aip_draft_color_mix (aip_draft_color_shade (body, 0.42),
                                                  stage->palette.haze, 0.3 * (1 - depth));

      aip_draft_ridge (cr, seed + (guint64) i * 311, stage->aspect, y, height, frequency, FALSE,
                       1.1);
      cairo_save (cr);
      cairo_clip_preserve (cr);
      aip_draft_fill_gradient (cr, 0, y - height, shadow, 1, 0, y + height * 1.4,
                               aip_draft_color_shade (body, 0.9), 1);

      /* The windward side: the same crest, moved so that only slopes facing the light keep it. */
      cairo_translate (cr, stage->scene->light * 0.1, 0.012);
      aip_draft_ridge (cr, seed + (guint64) i * 311, stage->aspect, y, height, frequency, FALSE,
                       1.1);
      aip_draft_fill_gradient (cr, 0, y - height, lit, 0.95, 0, y + height * 1.6, body, 0.75);
      cairo_restore (cr);
    }
}

static void
paint_lighthouse (const AipDraftStage *stage)
{
  cairo_t *cr = stage->cr;
  double x = stage->aspect * (stage->scene->light > 0 ? 0.24 : 0.76);
  double base = stage->horizon + 0.015;
  double top = base - 0.3;
  gboolean lit = stage->palette.lamps > 0;
  AipDraftColor body = aip_draft_color_times (AIP_DRAFT_RGB (0xe8e2d6), stage->palette.ambient);
  AipDraftColor rock = aip_draft_color_mix (stage->palette.dark, stage->palette.haze, 0.3);

  if (lit)
    for (int side = -1; side <= 1; side += 2)
      {
        aip_draft_quad (cr, x, top - 0.022, x + side * stage->aspect, top - 0.13,
                        x + side * stage->aspect, top + 0.07, x, top - 0.016);
        aip_draft_fill_gradient (cr, x, top, stage->palette.lamp, 0.5,
                                 x + side * stage->aspect * 0.7, top, stage->palette.lamp, 0);
      }

  aip_draft_quad (cr, x - 0.032, base, x - 0.019, top, x + 0.019, top, x + 0.032, base);
  cairo_save (cr);
  cairo_clip (cr);
  cairo_rectangle (cr, x - 0.05, top, 0.1, 0.4);
  aip_draft_fill_gradient (cr, x + stage->scene->light * 0.03, 0,
                           aip_draft_color_mix (body, stage->palette.light, 0.4), 1,
                           x - stage->scene->light * 0.03, 0, aip_draft_color_shade (body, 0.45),
                           1);
  aip_draft_set_color (cr, aip_draft_color_times (AIP_DRAFT_RGB (0xa8392f),
                                                  stage->palette.ambient), 0.8);
  cairo_rectangle (cr, x - 0.05, top + 0.08, 0.1, 0.06);
  cairo_rectangle (cr, x - 0.05, top + 0.2, 0.1, 0.06);
  cairo_fill (cr);
  cairo_restore (cr);

  aip_draft_set_color (cr, stage->palette.dark, 1);
  cairo_rectangle (cr, x - 0.026, top - 0.006, 0.052, 0.008);
  cairo_rectangle (cr, x - 0.013, top - 0.034, 0.026, 0.03);
  cairo_fill (cr);
  cairo_move_to (cr, x - 0.02, top - 0.034);
  cairo_line_to (cr, x, top - 0.06);
  cairo_line_to (cr, x + 0.02, top - 0.034);
  cairo_fill (cr);
  if (lit)
    {
      aip_draft_glow (cr, x, top - 0.019, 0.16, 0.16, stage->palette.lamp, 0.8);
      aip_draft_set_color (cr, AIP_DRAFT_RGB (0xfff3cf), 1);
      cairo_arc (cr, x, top - 0.019, 0.009, 0, 2 * G_PI);
      cairo_fill (cr);
    }

  aip_draft_set_color (cr, rock, 1);
  cairo_move_to (cr, x - 0.24, base + 0.02);
  cairo_curve_to (cr, x - 0.1, base - 0.03, x - 0.06, base - 0.02, x, base - 0.015);
  cairo_curve_to (cr, x + 0.08, base - 0.02, x + 0.1, base - 0.005, x + 0.2, base + 0.02);
  cairo_close_path (cr);
  cairo_fill (cr);
}

static void
paint_boat (const AipDraftStage *stage)
{
  cairo_t *cr = stage->cr;
  double x = stage->aspect * (stage->scene->light > 0 ? 0.7 : 0.3);
  double y = stage->horizon + 0.05;

  aip_draft_set_color (cr, aip_draft_color_mix (stage->palette.dark, stage->palette.haze, 0.15), 1);
  cairo_move_to (cr, x - 0.09, y - 0.02);
  cairo_curve_to (cr, x - 0.05, y + 0.015, x + 0.05, y + 0.015, x + 0.11, y - 0.025);
  cairo_close_path (cr);
  cairo_fill (cr);
  cairo_rectangle (cr, x - 0.03, y - 0.055, 0.05, 0.04);
  cairo_fill (cr);
  cairo_set_line_width (cr, 0.004);
  cairo_move_to (cr, x + 0.035, y - 0.02);
  cairo_line_to (cr, x + 0.03, y - 0.15);
  cairo_stroke (cr);
  aip_draft_glow (cr, x, y + 0.02, 0.12, 0.012, stage->palette.dark, 0.5);
}

/* Short strokes all over the water, brightest in a path under the sun. */
static void
paint_sea (const AipDraftStage *stage)
{
  const AipDraftPalette *palette = &stage->palette;
  AipDraftRandom random = aip_draft_random_new (stage->scene->seed, "sea");
  cairo_t *cr = stage->cr;
  AipDraftColor far_water = aip_draft_color_mix (palette->sky_low, palette->sky_middle, 0.4);
  AipDraftColor near_water = aip_draft_color_mix (palette->sky_top,
                                                  aip_draft_color_shade (palette->dark, 1.2), 0.5);
  double shore = stage->scene->shot >= AIP_DRAFT_SHOT_LONG ? 0.72 : 0.84;

  cairo_rectangle (cr, 0, stage->horizon, stage->aspect, 1);
  aip_draft_fill_gradient (cr, 0, stage->horizon, far_water, 1, 0, 0.95, near_water, 1);

  for (int i = 0; i < 260; i++)
    {
      double depth = pow (aip_draft_random_range (&random, 0, 1), 1.3);
      double y = stage->horizon + 0.004 + (shore - stage->horizon) * depth;
      double width = (0.008 + 0.09 * depth) * aip_draft_random_range (&random, 0.4, 1.4);
      double x = aip_draft_random_range (&random, -0.05, stage->aspect + 0.05);
      double towards_sun = exp (-pow ((x - stage->sun_x) / (0.1 + 0.16 * depth), 2));
      gboolean bright = aip_draft_random_range (&random, 0, 1) < 0.18 + 0.75 * towards_sun;

      aip_draft_glow (cr, x, y, width, 0.0016 + 0.006 * depth,
                      bright ? aip_draft_color_mix (far_water, palette->light, 0.75)
                             : aip_draft_color_shade (near_water, 0.7),
                      bright ? 0.25 + 0.6 * towards_sun : 0.35);
    }

  if (mentions (stage, "lighthouse", "등대"))
    paint_lighthouse (stage);
  if (mentions (stage, "boat", "배 위") || mentions (stage, "ship", "어선"))
    paint_boat (stage);

  /* The shore, wet along its edge. */
  aip_draft_ridge (cr, seed_for (stage, "shore"), stage->aspect, shore + 0.05, 0.07, 0.8, FALSE,
                   1.1);
  cairo_save (cr);
  cairo_clip_preserve (cr);
  aip_draft_fill_gradient (cr, 0, shore, aip_draft_color_mix (palette->ground_far,
                                                              palette->sky_low, 0.35), 1, 0, 1,
                           palette->ground_near, 1);
  cairo_restore (cr);
  aip_draft_ridge (cr, seed_for (stage, "shore"), stage->aspect, shore + 0.05, 0.07, 0.8, FALSE,
                   1.1);
  aip_draft_set_color (cr, aip_draft_color_mix (palette->sky_low, AIP_DRAFT_RGB (0xffffff), 0.4),
                       0.5);
  cairo_set_line_width (cr, 0.005);
  cairo_stroke (cr);
}

/* A wall of rock over the sea on the side away from the light, and a path along it. */
static void
paint_cliff (const AipDraftStage *stage)
{
  AipDraftRandom random = aip_draft_random_new (stage->scene->seed, "cliff");
  AipDraftColor rock = aip_draft_color_mix (
    aip_draft_color_times (AIP_DRAFT_RGB (0x4a4a50), stage->palette.ambient), stage->palette.dark,
    0.35);
  double in = stage->scene->light > 0 ? 1 : -1;
  double side = in > 0 ? 0 : stage->aspect;
  cairo_t *cr = stage->cr;

  for (int layer = 0; layer < 3; layer++)
    {
      double depth = layer / 2.0;
      double reach = stage->aspect * (0.52 - 0.1 * layer);
      double top = 0.14 + 0.13 * layer;
      AipDraftColor tone = aip_draft_color_mix (stage->palette.haze, rock, 0.45 + 0.5 * depth);

      cairo_move_to (cr, side - in * 0.05, top);
      for (int i = 0; i <= 14; i++)
        {
          double t = i / 14.0;
          double fall = pow (t, 2.2) * (stage->horizon + 0.1 * (layer + 1) - top);
          double x = t + aip_draft_random_range (&random, -0.02, 0.02);

          cairo_line_to (cr, side + in * reach * x,
                         top + fall + aip_draft_random_range (&random, -0.018, 0.018));
        }
      cairo_line_to (cr, side + in * reach * 0.95, stage->horizon + 0.13 * (layer + 1));
      cairo_line_to (cr, side - in * 0.05, 1.05);
      cairo_close_path (cr);
      cairo_save (cr);
      cairo_clip_preserve (cr);
      aip_draft_fill_gradient (cr, side + in * reach, 0,
                               aip_draft_color_mix (tone, stage->palette.light, 0.3), 1, side, 0.6,
                               aip_draft_color_shade (tone, 0.65), 1);

      /* Columns of basalt. */
      aip_draft_set_color (cr, aip_draft_color_shade (tone, 0.5), 0.55);
      for (int i = 0; i < 26; i++)
        {
          double x = side + in * reach * aip_draft_random_range (&random, 0, 1);

          cairo_set_line_width (cr, aip_draft_random_range (&random, 0.001, 0.005));
          cairo_move_to (cr, x, top);
          cairo_line_to (cr, x + aip_draft_random_range (&random, -0.02, 0.02), 1);
          cairo_stroke (cr);
        }
      cairo_restore (cr);
    }

  /* Where the people stand. */
  aip_draft_ridge (cr, seed_for (stage, "path"), stage->aspect, 0.9, 0.1, 1.1, TRUE, 1.1);
  aip_draft_fill_gradient (cr, 0, 0.78, aip_draft_color_mix (rock, stage->palette.light, 0.25), 1,
                           0, 1, aip_draft_color_shade (rock, 0.5), 1);
}

/* Trunks in four planes with mist between them, leaves only at the top. */
static void
paint_forest (const AipDraftStage *stage)
{
  const AipDraftPalette *palette = &stage->palette;
  AipDraftRandom random = aip_draft_random_new (stage->scene->seed, "forest");
  AipDraftColor leaf = aip_draft_color_times (AIP_DRAFT_RGB (0x4f6846), palette->ambient);
  AipDraftColor bark = aip_draft_color_times (AIP_DRAFT_RGB (0x4a3d35), palette->ambient);
  AipDraftColor mist = aip_draft_color_mix (palette->haze, palette->sky_low, 0.5);
  cairo_t *cr = stage->cr;

  aip_draft_set_color (cr, aip_draft_color_mix (mist, leaf, 0.25), 1);
  cairo_paint (cr);
  aip_draft_glow (cr, stage->sun_x, stage->horizon - 0.25, 0.8, 0.6, palette->light, 0.6);
  aip_draft_paint_ground (stage);

  for (int layer = 0; layer < 4; layer++)
    {
      double depth = layer / 3.0;
      int trunks = 16 - layer * 4;
      AipDraftColor tone = aip_draft_color_mix (mist, bark, 0.25 + 0.7 * depth);
      AipDraftColor crown = aip_draft_color_mix (mist, leaf, 0.3 + 0.6 * depth);
      double base = stage->horizon + 0.02 + 0.2 * depth * depth;

      for (int i = 0; i < trunks; i++)
        {
          double x = stage->aspect * (i + aip_draft_random_range (&random, 0.1, 0.9)) / trunks;
          double width = (0.006 + 0.03 * depth * depth) *
                         aip_draft_random_range (&random, 0.7, 1.4);
          double lean = aip_draft_random_range (&random, -0.04, 0.04);

          aip_draft_quad (cr, x - width, base + 0.01, x - width * 0.6 + lean, -0.02,
                          x + width * 0.6 + lean, -0.02, x + width, base + 0.01);
          aip_draft_fill_gradient (cr, x + stage->scene->light * width, 0,
                                   aip_draft_color_mix (tone, palette->light, 0.3), 1,
                                   x - stage->scene->light * width, 0,
                                   aip_draft_color_shade (tone, 0.8), 1);
        }

      for (int i = 0; i < 26; i++)
        {
          double r = aip_draft_random_range (&random, 0.05, 0.13);

          aip_draft_glow (cr, aip_draft_random_range (&random, 0, stage->aspect),
                          aip_draft_random_range (&random, -0.06, 0.2 - 0.1 * depth), r * 1.6, r,
                          i % 4 == 0 ? aip_draft_color_mix (crown, palette->light, 0.3) : crown,
                          0.75);
        }
      aip_draft_glow (cr, stage->aspect / 2, base, stage->aspect * 0.8, 0.07, mist,
                      0.4 * (1 - depth));
    }

  /* Shafts of light between the trunks. */
  if (stage->scene->time != AIP_DRAFT_TIME_NIGHT &&
      stage->scene->weather != AIP_DRAFT_WEATHER_RAIN)
    for (int i = 0; i < 5; i++)
      {
        double x = stage->sun_x + aip_draft_random_range (&random, -0.5, 0.5);
        double drift = -stage->scene->light * aip_draft_random_range (&random, 0.3, 0.5);
        double width = aip_draft_random_range (&random, 0.03, 0.09);

        aip_draft_quad (cr, x, 0, x + width, 0, x + width * 2 + drift, 0.8, x + drift, 0.8);
        aip_draft_fill_gradient (cr, 0, 0, palette->light, 0.22, 0, 0.8, palette->light, 0);
      }
  paint_grass (stage, 0.99, 0.09, 130, aip_draft_color_shade (leaf, 0.55));
}

/* From straight above there is only ground: paving, or whatever grows there. */
static void
paint_floor (const AipDraftStage *stage)
{
  gboolean paved = stage->scene->place == AIP_DRAFT_PLACE_CITY ||
                   stage->scene->place == AIP_DRAFT_PLACE_STREET || stage->scene->interior;
  AipDraftRandom random = aip_draft_random_new (stage->scene->seed, "floor");
  AipDraftColor stone = aip_draft_color_mix (stage->palette.ground_far, stage->palette.haze, 0.35);
  const double tile = 0.13;
  cairo_t *cr = stage->cr;

  aip_draft_set_color (cr, stone, 1);
  cairo_paint (cr);
  cairo_save (cr);
  cairo_rotate (cr, -0.12);
  for (double y = -0.3; y < 1.3; y += tile)
    for (double x = -0.3; paved && x < stage->aspect + 0.3; x += tile)
      {
        double shade = aip_draft_random_range (&random, 0.86, 1.05);

        aip_draft_set_color (cr, aip_draft_color_shade (stone, shade), 1);
        cairo_rectangle (cr, x, y, tile - 0.004, tile - 0.004);
        cairo_fill (cr);
      }
  cairo_restore (cr);
  for (int i = 0; !paved && i < 240; i++)
    aip_draft_glow (cr, aip_draft_random_range (&random, 0, stage->aspect),
                    aip_draft_random_range (&random, 0, 1),
                    aip_draft_random_range (&random, 0.02, 0.14),
                    aip_draft_random_range (&random, 0.01, 0.07),
                    i % 3 == 0 ? stage->palette.ground_near
                               : aip_draft_color_shade (stone, 1.12), 0.4);
}

void
aip_draft_paint_landscape (const AipDraftStage *stage)
{
  if (stage->scene->angle == AIP_DRAFT_ANGLE_TOP)
    {
      paint_floor (stage);
      return;
    }

  switch (stage->scene->place)
    {
    case AIP_DRAFT_PLACE_MOUNTAIN:
      paint_mountains (stage);
      break;
    case AIP_DRAFT_PLACE_DESERT:
      paint_desert (stage);
      break;
    case AIP_DRAFT_PLACE_SEA:
      paint_sea (stage);
      break;
    case AIP_DRAFT_PLACE_CLIFF:
      paint_sea (stage);
      paint_cliff (stage);
      break;
    case AIP_DRAFT_PLACE_FOREST:
      paint_forest (stage);
      break;
    case AIP_DRAFT_PLACE_CITY:
    case AIP_DRAFT_PLACE_STREET:
      aip_draft_paint_town (stage);
      break;
    case AIP_DRAFT_PLACE_FIELD:
    case AIP_DRAFT_PLACE_ROOM:
    case AIP_DRAFT_PLACE_CORRIDOR:
    case AIP_DRAFT_PLACE_VEHICLE:
    default:
      paint_field (stage);
      break;
    }
}
