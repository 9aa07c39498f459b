/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-stage-paint"

#include "config.h"

#include <math.h>

#include "aip-stage-paint.h"

/* A ridge at @z whose crest runs between @low and @high metres above the ground. */
static void
paint_ridge (const AipStagePaint *paint,
             const char          *purpose,
             double               z,
             double               low,
             double               high,
             double               wave,
             gboolean             sharp,
             AipStageColor        color,
             gboolean             snow)
{
  const AipStageView *view = paint->view;
  AipStageRandom random = aip_stage_random_begin (paint->world->seed, purpose);
  guint64 seed = aip_stage_random_next (&random);
  double distance = aip_stage_paint_distance (paint, z);
  double across = view->width * distance / view->scale;
  double step = MAX (across * 2 / 90, wave / 10), from = -across * 1.1, x, y;
  gboolean begun = FALSE;

  for (int pass = 0; pass < (snow ? 2 : 1); pass++)
    {
      begun = FALSE;
      for (double at = floor (from / step) * step; at <= across * 1.1 + step; at += step)
        {
          double n = aip_stage_paint_noise (seed, at / wave);
          double crest;

          if (sharp)
            n = 1 - fabs (2 * n - 1);
          crest = low + (high - low) * n;

          if (pass == 1)
            crest = MAX (low + (high - low) * (0.62 + 0.10 * sin (at / wave * 9)), crest - 0.0);
          if (!aip_stage_view_project (view, at, crest, z, &x, &y, NULL))
            continue;
          if (begun)
            cairo_line_to (paint->cr, CLAMP (x, -2e4, 2e4), CLAMP (y, -2e4, 2e4));
          else
            cairo_move_to (paint->cr, CLAMP (x, -2e4, 2e4), CLAMP (y, -2e4, 2e4));
          begun = TRUE;
        }
      if (!begun)
        {
          cairo_new_path (paint->cr);
          return;
        }

      if (pass == 0)
        {
          double right_x, right_y, left_x, left_y;

          if (aip_stage_view_project (view, across * 1.1 + step, -z * 0.02, z, &right_x, &right_y,
                                      NULL) &&
              aip_stage_view_project (view, from, -z * 0.02, z, &left_x, &left_y, NULL))
            {
              cairo_line_to (paint->cr, CLAMP (right_x, -2e4, 2e4), CLAMP (right_y, -2e4, 2e4));
              cairo_line_to (paint->cr, CLAMP (left_x, -2e4, 2e4), CLAMP (left_y, -2e4, 2e4));
            }
          cairo_close_path (paint->cr);
          aip_stage_paint_fill (paint, aip_stage_paint_ink (paint, color));
        }
      else
        {
          /* Down along the snow line is the same as up along the crest. */
          for (double at = across * 1.1; at >= from; at -= step)
            {
              double n = aip_stage_paint_noise (seed, at / wave);
              double crest;

              if (sharp)
                n = 1 - fabs (2 * n - 1);
              crest = low + (high - low) * n;
              crest = MIN (crest, low + (high - low) * (0.60 + 0.12 * sin (at / wave * 9)));
              if (aip_stage_view_project (view, at, crest, z, &x, &y, NULL))
                cairo_line_to (paint->cr, CLAMP (x, -2e4, 2e4), CLAMP (y, -2e4, 2e4));
            }
          cairo_close_path (paint->cr);
          aip_stage_paint_set (paint, aip_stage_color_mix (
            aip_stage_color_multiply (AIP_STAGE_RGB (0xf2f4f8), paint->world->ambient),
            paint->world->haze, 0.35), 0.85);
          cairo_fill (paint->cr);
        }
    }
}

/* A tree: trunk and a crown of leaves, or a spire of needles. */
static void
paint_tree (const AipStagePaint *paint,
            double               x,
            double               z,
            double               height,
            gboolean             needles,
            AipStageColor        leaf,
            AipStageRandom      *random)
{
  const AipStageView *view = paint->view;
  double distance = aip_stage_paint_distance (paint, z), base_x, base_y, top_x, top_y, unit;
  AipStageColor color, bright, trunk;
  double side = paint->light->n_beams > 0 ? paint->light->beams[0].direction[0] : 0.5;

  if (distance < 0.8 || !aip_stage_view_project (view, x, 0, z, &base_x, &base_y, NULL) ||
      !aip_stage_view_project (view, x, height, z, &top_x, &top_y, NULL))
    return;

  unit = aip_stage_view_get_scale_at (view, distance);
  if (base_x < -height * unit || base_x > view->width + height * unit)
    return;

  trunk = aip_stage_paint_ink (paint, aip_stage_paint_lit (paint, AIP_STAGE_RGB (0x40332a), distance));
  color = aip_stage_paint_ink (paint, aip_stage_paint_lit (paint, aip_stage_color_scale (leaf, 0.72),
                                                           distance));
  bright = aip_stage_paint_ink (paint, aip_stage_paint_lit (paint, aip_stage_color_scale (leaf, 1.3),
                                                            distance));

  cairo_move_to (paint->cr, base_x - unit * height * 0.016, base_y);
  cairo_line_to (paint->cr, base_x + unit * height * 0.016, base_y);
  cairo_line_to (paint->cr, top_x + unit * height * 0.006, top_y + (base_y - top_y) * 0.25);
  cairo_line_to (paint->cr, top_x - unit * height * 0.006, top_y + (base_y - top_y) * 0.25);
  cairo_close_path (paint->cr);
  aip_stage_paint_fill (paint, trunk);

  if (needles)
    {
      for (int i = 0; i < 4; i++)
        {
          double low = top_y + (base_y - top_y) * (0.34 + i * 0.18);
          double wide = unit * height * (0.07 + 0.045 * i);

          cairo_move_to (paint->cr, top_x + (base_x - top_x) * 0.2, top_y + (low - top_y) * 0.30 * i / 3);
          cairo_line_to (paint->cr, top_x + wide, low);
          cairo_line_to (paint->cr, top_x - wide, low);
          cairo_close_path (paint->cr);
        }
      aip_stage_paint_fill (paint, color);
      return;
    }

  for (int pass = 0; pass < 2; pass++)
    {
      AipStageRandom again = *random;

      for (int i = 0; i < 9; i++)
        {
          double angle = aip_stage_random_range (&again, 0, 2 * G_PI);
          double out = aip_stage_random_range (&again, 0.1, 0.26) * height * unit;
          double r = aip_stage_random_range (&again, 0.09, 0.17) * height * unit;
          double cx = top_x + cos (angle) * out, cy = top_y + (base_y - top_y) * 0.30 + sin (angle) * out * 0.72;

          if (pass == 1)
            {
              cx += side * r * 0.32;
              cy -= r * 0.30;
              r *= 0.62;
            }
          cairo_new_sub_path (paint->cr);
          cairo_arc (paint->cr, cx, cy, r, 0, 2 * G_PI);
        }
      if (pass == 0)
        aip_stage_paint_fill (paint, color);
      else
        {
          aip_stage_color_set (paint->cr, bright, 0.55);
          cairo_fill (paint->cr);
        }
    }
  aip_stage_random_next (random);
}

static void
paint_tree_line (const AipStagePaint *paint,
                 double               z,
                 double               height,
                 AipStageColor        leaf)
{
  AipStageRandom random = aip_stage_random_begin (paint->world->seed, "tree line");
  double distance = aip_stage_paint_distance (paint, z);
  double across = paint->view->width * distance / paint->view->scale;
  double spacing = MAX (height * 0.45, across / 26);

  for (double x = -across * 0.75; x < across * 0.75; x += spacing)
    {
      double jitter = aip_stage_random_range (&random, -0.4, 0.4) * spacing;
      double tall = height * aip_stage_random_range (&random, 0.7, 1.15), cx, cy, r;

      if (!aip_stage_view_project (paint->view, x + jitter, tall * 0.55, z, &cx, &cy, NULL))
        continue;
      r = tall * 0.5 * aip_stage_view_get_scale_at (paint->view, distance);
      cairo_new_sub_path (paint->cr);
      cairo_save (paint->cr);
      cairo_translate (paint->cr, cx, cy);
      cairo_scale (paint->cr, 1.1, 1.15);
      cairo_arc (paint->cr, 0, 0, r, 0, 2 * G_PI);
      cairo_restore (paint->cr);
    }
  aip_stage_paint_fill (paint, aip_stage_paint_ink (paint, aip_stage_paint_lit (paint, leaf, distance)));
}

static AipStageColor
get_leaf (const AipStageWorld *world)
{
  static const guint leaves[] = { 0x5f7a3a, 0x6b7d3e, 0x4d6b3c, 0x8a7a3a };

  if (world->weather == AIP_WEATHER_SNOW)
    return AIP_STAGE_RGB (0x6f7a78);

  return AIP_STAGE_RGB (leaves[world->seed / 7 % G_N_ELEMENTS (leaves)]);
}

static void
paint_water (const AipStagePaint *paint)
{
  const AipStageWorld *world = paint->world;
  AipStageRandom random = aip_stage_random_begin (world->seed, "waves");
  AipStageColor water = aip_stage_color_mix (AIP_STAGE_RGB (0x3f6478), world->sky_middle, 0.45);
  double near = MAX (26, paint->view->camera_z + 20);

  aip_stage_paint_add_floor (paint, 0, -9000, 9000, near, 12000);
  aip_stage_paint_set (paint, aip_stage_color_multiply (water, aip_stage_color_mix (
    world->ambient, (AipStageColor) { 1, 1, 1 }, 0.25)), 1);
  cairo_fill (paint->cr);

  for (int i = 0; i < 46; i++)
    {
      double z = near + 4 * pow (1.13, i), x = aip_stage_random_range (&random, -0.7, 0.7) * z;
      double length = z * aip_stage_random_range (&random, 0.04, 0.25);

      aip_stage_paint_add_floor (paint, 0.1, x, x + length, z, z * 1.012);
    }
  aip_stage_paint_set (paint, aip_stage_color_mix (world->sky_low, world->sun, 0.4), 0.45);
  cairo_fill (paint->cr);

  /* The path of the sun, and the foam where the water ends. */
  if (world->sun_y > 0 && world->sun_y < 300)
    for (int i = 0; i < 30; i++)
      {
        double z = near + 6 * pow (1.2, i), middle = world->sun_x * z / 1000;
        double length = z * 0.015 + 2;

        aip_stage_paint_add_floor (paint, 0.1, middle - length + aip_stage_random_range (&random, -1, 1) * length,
                                   middle + length, z, z * 1.02);
      }
  aip_stage_paint_set (paint, world->sun, 0.6);
  cairo_fill (paint->cr);

  aip_stage_paint_add_floor (paint, 0.02, -400, 400, near - 1.5, near + 0.8);
  aip_stage_paint_set (paint, aip_stage_paint_lit (paint, AIP_STAGE_RGB (0xf2f4f2), 30), 0.8);
  cairo_fill (paint->cr);
}

void
aip_stage_paint_nature_far (const AipStagePaint *paint)
{
  const AipStageWorld *world = paint->world;
  AipStageColor leaf = get_leaf (world);
  AipStageColor rock = aip_stage_paint_lit (paint, AIP_STAGE_RGB (0x6a6b78), 260);

  switch (world->place)
    {
    case AIP_STAGE_PLACE_MOUNTAINS:
      paint_ridge (paint, "peaks", 5200, 500, 2300, 2600, TRUE,
                   aip_stage_color_mix (rock, world->haze, 0.45), TRUE);
      paint_ridge (paint, "range", 2400, 120, 620, 1300, TRUE,
                   aip_stage_color_mix (rock, world->haze, 0.25), FALSE);
      paint_ridge (paint, "hills", 700, 20, 95, 420, FALSE,
                   aip_stage_paint_lit (paint, aip_stage_color_scale (leaf, 0.8), 160), FALSE);
      paint_tree_line (paint, 130, 13, aip_stage_color_scale (leaf, 0.62));
      break;

    case AIP_STAGE_PLACE_DESERT:
      paint_ridge (paint, "mesa", 2600, 30, 330, 1500, FALSE,
                   aip_stage_color_mix (aip_stage_paint_lit (paint, AIP_STAGE_RGB (0x9a6247), 260),
                                        world->haze, 0.42), FALSE);
      paint_ridge (paint, "dunes", 420, 4, 42, 260, FALSE,
                   aip_stage_paint_lit (paint, AIP_STAGE_RGB (0xcf9f68), 120), FALSE);
      paint_ridge (paint, "dune", 120, -2, 11, 90, FALSE,
                   aip_stage_paint_lit (paint, AIP_STAGE_RGB (0xb9854f), 60), FALSE);
      break;

    case AIP_STAGE_PLACE_SHORE:
      paint_water (paint);
      paint_ridge (paint, "cape", 3000, -120, 150, 2400, FALSE,
                   aip_stage_color_mix (rock, world->haze, 0.5), FALSE);
      break;

    case AIP_STAGE_PLACE_FOREST:
      paint_tree_line (paint, 90, 26, aip_stage_color_scale (leaf, 0.70));
      paint_tree_line (paint, 48, 22, aip_stage_color_scale (leaf, 0.52));
      break;

    case AIP_STAGE_PLACE_FIELD:
    default:
      paint_ridge (paint, "blue hills", 2200, 30, 210, 1100, FALSE,
                   aip_stage_color_mix (rock, world->haze, 0.5), FALSE);
      paint_ridge (paint, "hills", 600, 6, 60, 380, FALSE,
                   aip_stage_paint_lit (paint, aip_stage_color_scale (leaf, 0.92), 150), FALSE);
      paint_tree_line (paint, 150, 11, aip_stage_color_scale (leaf, 0.70));
      break;
    }
}

static void
paint_trees (const AipStagePaint *paint)
{
  const AipStageWorld *world = paint->world;
  AipStageRandom random = aip_stage_random_begin (world->seed, "trees");
  gboolean forest = world->place == AIP_STAGE_PLACE_FOREST;
  gboolean needles = world->place == AIP_STAGE_PLACE_MOUNTAINS ||
                     (forest && world->seed % 2 == 0);
  AipStageColor leaf = get_leaf (world);
  guint n_trees = forest ? 30 : 9;

  /* From the back to the front. */
  for (guint i = 0; i < n_trees; i++)
    {
      double z = (forest ? 40 : 55) * (1 - (double) i / n_trees) + 2.2;
      double side = aip_stage_random_pick (&random, 2) == 0 ? -1 : 1;
      double x = side * aip_stage_random_range (&random, forest ? 1.6 : 4.0, forest ? 12 : 24);
      double height = aip_stage_random_range (&random, 7, forest ? 20 : 12);

      paint_tree (paint, x * (0.4 + z / 40), z, height, needles, leaf, &random);

      /* Gaps in the leaves with the sky behind them. */
      if (!needles && world->lamps < 0.5 && i % 2 == 0)
        for (int j = 0; j < 3; j++)
          aip_stage_paint_add_spark (paint, x * (0.4 + z / 40) + aip_stage_random_range (&random, -1.5, 1.5),
                                     height * aip_stage_random_range (&random, 0.5, 0.8), z, 0.09,
                                     0.32, aip_stage_color_mix (world->sky_low, world->sun, 0.6));
    }
}

static void
paint_grass (const AipStagePaint *paint,
             AipStageColor        color)
{
  AipStageRandom random = aip_stage_random_begin (paint->world->seed, "grass");
  const AipStageView *view = paint->view;

  for (int i = 0; i < 130; i++)
    {
      double z = view->camera_z + 1.2 + 22 * pow (aip_stage_random_range (&random, 0, 1), 1.7);
      double distance = z - view->camera_z;
      double half = view->width * distance / view->scale * 0.55;
      double x = aip_stage_random_range (&random, -half, half), px, py;
      double unit = aip_stage_view_get_scale_at (view, distance) *
                    aip_stage_random_range (&random, 0.06, 0.20);

      if (!aip_stage_view_project (view, x, 0, z, &px, &py, NULL) || py > view->frame_height * 1.2)
        continue;
      for (int blade = -1; blade <= 1; blade++)
        {
          cairo_move_to (paint->cr, px - unit * 0.05 + blade * unit * 0.12, py);
          cairo_line_to (paint->cr, px + blade * unit * 0.35, py - unit);
          cairo_line_to (paint->cr, px + unit * 0.05 + blade * unit * 0.12, py);
        }
    }
  aip_stage_paint_set (paint, aip_stage_paint_lit (paint, color, 6), 0.55);
  cairo_fill (paint->cr);
}

void
aip_stage_paint_nature_middle (const AipStagePaint *paint)
{
  const AipStageWorld *world = paint->world;

  switch (world->place)
    {
    case AIP_STAGE_PLACE_DESERT:
    case AIP_STAGE_PLACE_SHORE:
      paint_grass (paint, aip_stage_color_scale (world->ground, 0.78));
      break;

    case AIP_STAGE_PLACE_FOREST:
      paint_trees (paint);
      paint_grass (paint, aip_stage_color_scale (get_leaf (world), 0.7));
      break;

    default:
      paint_trees (paint);
      paint_grass (paint, aip_stage_color_scale (get_leaf (world), 0.85));
      break;
    }
}

/* Under water: light from above that is soon lost, rays, weed. */
void
aip_stage_paint_sea (const AipStagePaint *paint)
{
  const AipStageWorld *world = paint->world;
  const AipStageView *view = paint->view;
  AipStageRandom random = aip_stage_random_begin (world->seed, "sea");
  double width = view->width, height = view->frame_height;
  AipStageColor top = aip_stage_paint_ink (paint, aip_stage_color_multiply (
    AIP_STAGE_RGB (0x4fb7c4), aip_stage_color_mix (world->ambient, (AipStageColor) { 1, 1, 1 }, 0.2)));
  AipStageColor deep = aip_stage_paint_ink (paint, aip_stage_color_multiply (
    AIP_STAGE_RGB (0x0a3a55), aip_stage_color_mix (world->ambient, (AipStageColor) { 1, 1, 1 }, 0.2)));
  AipStageColor ray = aip_stage_paint_ink (paint, aip_stage_color_multiply (
    AIP_STAGE_RGB (0xd6fff4), world->ambient));
  cairo_pattern_t *water = cairo_pattern_create_linear (0, 0, 0, height);

  cairo_pattern_add_color_stop_rgb (water, 0, top.red, top.green, top.blue);
  cairo_pattern_add_color_stop_rgb (water, 1, deep.red, deep.green, deep.blue);
  cairo_set_source (paint->cr, water);
  cairo_paint (paint->cr);
  cairo_pattern_destroy (water);

  for (int i = 0; i < 9; i++)
    {
      double x = aip_stage_random_range (&random, -0.2, 1.1) * width;
      double lean = aip_stage_random_range (&random, 0.1, 0.35) * height;
      double wide = aip_stage_random_range (&random, 0.01, 0.05) * width;
      cairo_pattern_t *fade = cairo_pattern_create_linear (0, 0, 0, height);

      cairo_pattern_add_color_stop_rgba (fade, 0, ray.red, ray.green, ray.blue, 0.30);
      cairo_pattern_add_color_stop_rgba (fade, 0.85, ray.red, ray.green, ray.blue, 0);
      cairo_move_to (paint->cr, x, -2);
      cairo_line_to (paint->cr, x + wide, -2);
      cairo_line_to (paint->cr, x + wide * 3 + lean, height);
      cairo_line_to (paint->cr, x + lean - wide, height);
      cairo_close_path (paint->cr);
      cairo_set_source (paint->cr, fade);
      cairo_fill (paint->cr);
      cairo_pattern_destroy (fade);
    }

  for (int i = 0; i < 14; i++)
    {
      double x = aip_stage_random_range (&random, 0, 1) * width;
      double tall = aip_stage_random_range (&random, 0.08, 0.30) * height;
      double sway = aip_stage_random_range (&random, -0.05, 0.05) * width;

      cairo_move_to (paint->cr, x - height * 0.008, height + 2);
      cairo_curve_to (paint->cr, x + sway, height - tall * 0.4, x - sway, height - tall * 0.7,
                      x + sway * 0.5, height - tall);
      cairo_curve_to (paint->cr, x - sway + height * 0.01, height - tall * 0.6,
                      x + sway + height * 0.01, height - tall * 0.4, x + height * 0.008, height + 2);
    }
  aip_stage_paint_set (paint, aip_stage_color_multiply (AIP_STAGE_RGB (0x1b4a3c), world->ambient), 0.9);
  cairo_fill (paint->cr);

  for (int i = 0; i < 26; i++)
    aip_stage_paint_add_spark (paint, aip_stage_random_range (&random, -3, 3),
                               aip_stage_random_range (&random, 0, 3.5),
                               aip_stage_random_range (&random, -1, 6), 0.03, 0.25,
                               AIP_STAGE_RGB (0xd0f4f4));
}
