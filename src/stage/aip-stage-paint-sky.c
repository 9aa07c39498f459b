/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-stage-paint"

#include "config.h"

#include <math.h>

#include "aip-stage-paint.h"

static void
add_stop (const AipStagePaint *paint,
          cairo_pattern_t     *pattern,
          double               at,
          AipStageColor        color)
{
  color = aip_stage_paint_ink (paint, color);
  cairo_pattern_add_color_stop_rgb (pattern, at, color.red, color.green, color.blue);
}

static void
paint_clouds (const AipStagePaint *paint,
              double               horizon)
{
  const AipStageWorld *world = paint->world;
  double height = paint->view->frame_height, width = paint->view->width;
  double amount = world->weather == AIP_WEATHER_CLOUDY ? 1.0
                  : world->weather == AIP_WEATHER_CLEAR ? 0.55
                  : world->weather == AIP_WEATHER_STORM || world->weather == AIP_WEATHER_OVERCAST
                      ? 0.9 : 0;
  AipStageRandom random = aip_stage_random_begin (world->seed, "clouds");
  gboolean heavy = world->weather == AIP_WEATHER_STORM || world->weather == AIP_WEATHER_OVERCAST;
  AipStageColor bright = aip_stage_color_mix (world->sky_low, world->sun, 0.5);
  AipStageColor dark = aip_stage_color_scale (world->sky_middle, heavy ? 0.62 : 0.88);
  /* Clouds belong to the sky's own size: degrees, not metres. */
  double unit = MIN (paint->view->scale * 0.35, height * 3);
  guint n_clouds = (guint) (9 * amount);

  if (world->time == AIP_NIGHT)
    bright = aip_stage_color_scale (world->sky_low, 1.3);

  for (guint i = 0; i < n_clouds; i++)
    {
      double x = width * 0.5 + unit * aip_stage_random_range (&random, -1.4, 1.4);
      double up = aip_stage_random_range (&random, 0.05, 0.75);
      double y = horizon - unit * up, size = unit * (0.10 + 0.22 * up);
      guint n_puffs = 5 + aip_stage_random_pick (&random, 5);

      for (guint j = 0; j < n_puffs; j++)
        {
          double px = x + size * aip_stage_random_range (&random, -1.3, 1.3);
          double py = y + size * aip_stage_random_range (&random, -0.16, 0.10);
          double r = size * aip_stage_random_range (&random, 0.35, 0.75);

          aip_stage_paint_glow (paint, px, py + r * 0.12, r, r * 0.34,
                                aip_stage_paint_ink (paint, dark), heavy ? 0.5 : 0.28);
          aip_stage_paint_glow (paint, px, py, r, r * 0.30,
                                aip_stage_paint_ink (paint, heavy ? world->sky_middle : bright),
                                heavy ? 0.3 : 0.5);
        }
    }
}

static void
paint_stars (const AipStagePaint *paint,
             double               horizon)
{
  const AipStageWorld *world = paint->world;
  AipStageRandom random = aip_stage_random_begin (world->seed, "stars");
  double height = paint->view->frame_height;
  AipStageColor white = aip_stage_paint_ink (paint, AIP_STAGE_RGB (0xeef2ff));

  for (guint i = 0; i < 110; i++)
    {
      double x = aip_stage_random_range (&random, 0, paint->view->width);
      double y = aip_stage_random_range (&random, 0, 1);
      double bright = aip_stage_random_range (&random, 0.1, 0.8);

      y = horizon - y * height * 1.4;
      if (y < 0 || y > horizon - height * 0.06)
        continue;
      aip_stage_color_set (paint->cr, white, bright * bright);
      cairo_arc (paint->cr, x, y, height * (0.0009 + 0.0016 * bright), 0, 2 * G_PI);
      cairo_fill (paint->cr);
    }
}

static void
paint_sun (const AipStagePaint *paint)
{
  const AipStageWorld *world = paint->world;
  double x, y, size;
  gboolean moon = world->time >= AIP_BLUE_HOUR;
  AipStageColor color = aip_stage_paint_ink (paint, world->sun);

  if (world->weather != AIP_WEATHER_CLEAR && world->weather != AIP_WEATHER_HAZE &&
      world->weather != AIP_WEATHER_DUST && world->weather != AIP_WEATHER_CLOUDY)
    return;
  if (!aip_stage_view_project (paint->view, moon ? -world->sun_x : world->sun_x,
                               paint->view->height + (moon ? 240 : world->sun_y),
                               1000 + paint->view->camera_z, &x, &y, NULL))
    return;

  /* Half a degree across; a little more, so that it is seen at all. */
  size = paint->view->scale * tan (0.26 * G_PI / 180) * 1.7;
  if (moon)
    {
      if (world->time != AIP_NIGHT)
        return;
      aip_stage_paint_glow (paint, x, y, size * 7, size * 7, color, 0.35);
      aip_stage_color_set (paint->cr, color, 0.95);
    }
  else
    {
      double height = paint->view->frame_height;

      aip_stage_paint_glow (paint, x, y, height * 1.1, height * 0.8, color, 0.55);
      aip_stage_paint_glow (paint, x, y, size * 6, size * 6, color, 0.9);
      aip_stage_color_set (paint->cr,
                           aip_stage_paint_ink (paint, aip_stage_color_mix (
                             world->sun, (AipStageColor) { 1, 1, 1 }, 0.65)), 1);
    }
  cairo_arc (paint->cr, x, y, size, 0, 2 * G_PI);
  cairo_fill (paint->cr);
}

void
aip_stage_paint_sky (const AipStagePaint *paint)
{
  const AipStageWorld *world = paint->world;
  double left, right, height = paint->view->frame_height, middle;
  cairo_pattern_t *sky;

  if (world->interior)
    {
      aip_stage_paint_set (paint, aip_stage_color_multiply (AIP_STAGE_RGB (0x4a4038),
                                                            world->ambient), 1);
      cairo_paint (paint->cr);
      return;
    }

  aip_stage_paint_horizon (paint, &left, &right);
  middle = CLAMP ((left + right) / 2, -3 * height, 4 * height);

  sky = cairo_pattern_create_linear (0, middle - MAX (height * 0.9, paint->view->scale * 0.45), 0,
                                     middle);
  add_stop (paint, sky, 0, world->sky_top);
  add_stop (paint, sky, 0.55, world->sky_middle);
  add_stop (paint, sky, 1, world->sky_low);
  cairo_set_source (paint->cr, sky);
  cairo_paint (paint->cr);
  cairo_pattern_destroy (sky);

  if (world->place == AIP_STAGE_PLACE_SEA)
    return;

  if (world->time == AIP_NIGHT && world->weather == AIP_WEATHER_CLEAR)
    paint_stars (paint, middle);
  if (world->weather != AIP_WEATHER_FOG)
    paint_clouds (paint, middle);
  paint_sun (paint);
}

void
aip_stage_paint_ground (const AipStagePaint *paint)
{
  const AipStageWorld *world = paint->world;
  const AipStageView *view = paint->view;
  double left, right, height = view->frame_height, middle;
  double near = MAX (0.4, view->height / MAX (0.05, view->delivered.height / 2 / view->focal));
  cairo_pattern_t *ground;
  AipStageColor shine;

  if (world->interior || world->place == AIP_STAGE_PLACE_SEA)
    return;

  aip_stage_paint_horizon (paint, &left, &right);
  if (MIN (left, right) > height)
    return;

  middle = MAX ((left + right) / 2, -4 * height);
  ground = cairo_pattern_create_linear (0, middle, 0, MAX (height, middle + 1));
  add_stop (paint, ground, 0, aip_stage_paint_lit (paint, world->ground, near * 30));
  add_stop (paint, ground, 0.12, aip_stage_paint_lit (paint, world->ground, near * 6));
  add_stop (paint, ground, 1,
            aip_stage_paint_lit (paint, aip_stage_color_scale (world->ground, 0.82), near));

  cairo_move_to (paint->cr, -2, CLAMP (left, -1e4, 2e4));
  cairo_line_to (paint->cr, view->width + 2, CLAMP (right, -1e4, 2e4));
  cairo_line_to (paint->cr, view->width + 2, height + 2);
  cairo_line_to (paint->cr, -2, height + 2);
  cairo_close_path (paint->cr);
  cairo_set_source (paint->cr, ground);
  cairo_fill_preserve (paint->cr);
  cairo_pattern_destroy (ground);

  /* Wet ground and water give the sky back. */
  if (world->shine > 0 || world->place == AIP_STAGE_PLACE_SHORE)
    {
      double amount = MAX (world->shine * 0.5, 0.15);

      ground = cairo_pattern_create_linear (0, middle, 0, MAX (height, middle + 1));
      shine = aip_stage_paint_ink (paint, world->sky_low);
      cairo_pattern_add_color_stop_rgba (ground, 0, shine.red, shine.green, shine.blue, amount);
      cairo_pattern_add_color_stop_rgba (ground, 0.7, shine.red, shine.green, shine.blue, 0);
      cairo_set_source (paint->cr, ground);
      cairo_fill (paint->cr);
      cairo_pattern_destroy (ground);
    }
  cairo_new_path (paint->cr);
}
