/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-draft-town"

#include "config.h"

#include <math.h>

#include "aip-draft-stage.h"

/*
 * Cities from afar, and streets from within. A street is a row of boxes in one-point perspective:
 * what is at depth z is 1/z as large, and the light falls on one side only.
 */

/* A row of towers seen from far away. */
static void
paint_skyline (const AipDraftStage *stage,
               AipDraftRandom      *random,
               double               depth,
               double               base)
{
  const AipDraftPalette *palette = &stage->palette;
  AipDraftColor wall = aip_draft_color_times (AIP_DRAFT_RGB (0x6b7078), palette->ambient);
  double x = -0.05;
  cairo_t *cr = stage->cr;

  while (x < stage->aspect + 0.05)
    {
      double width = aip_draft_random_range (random, 0.04, 0.1) * (0.8 + 0.7 * depth);
      double height = aip_draft_random_range (random, 0.08, 0.32) * (1.25 - 0.55 * depth);
      AipDraftColor color = aip_draft_color_mix (palette->haze,
                                                 aip_draft_color_shade (wall, 0.5), depth * 0.85);
      double cell = 0.011 + 0.008 * depth;

      if (aip_draft_random_pick (random, 6) == 0)
        height *= 1.5;
      height = MIN (height, base - 0.04);

      cairo_rectangle (cr, x, base - height, width, height + 0.05);
      aip_draft_fill_gradient (cr, 0, base - height, color, 1, 0, base,
                               aip_draft_color_mix (color, palette->haze, 0.45), 1);

      /* The face towards the light. */
      cairo_rectangle (cr, stage->scene->light > 0 ? x + width * 0.72 : x, base - height,
                       width * 0.28, height);
      aip_draft_set_color (cr, palette->light, 0.1 + 0.06 * depth);
      cairo_fill (cr);

      for (double wy = base - height + cell; wy < base - cell; wy += cell * 1.7)
        for (double wx = x + cell * 0.6; wx < x + width - cell; wx += cell * 1.3)
          {
            gboolean lit = aip_draft_random_range (random, 0, 1) < palette->lamps * (0.5 + depth);

            if (!lit && depth < 0.4)
              continue;
            aip_draft_set_color (cr, lit ? palette->lamp : aip_draft_color_shade (color, 0.8),
                                 lit ? aip_draft_random_range (random, 0.45, 1) : 0.5);
            cairo_rectangle (cr, wx, wy, cell * 0.72, cell);
            cairo_fill (cr);
          }

      if (aip_draft_random_pick (random, 4) == 0)
        {
          aip_draft_set_color (cr, color, 1);
          cairo_set_line_width (cr, 0.002 + 0.002 * depth);
          cairo_move_to (cr, x + width / 2, base - height);
          cairo_line_to (cr, x + width / 2, base - height - 0.05);
          cairo_stroke (cr);
        }
      x += width + (aip_draft_random_pick (random, 3) == 0
                      ? aip_draft_random_range (random, 0, 0.03) : 0);
    }
}

static void
paint_city (const AipDraftStage *stage)
{
  AipDraftRandom random = aip_draft_random_new (stage->scene->seed, "city");

  for (int i = 0; i < 4; i++)
    {
      double depth = i / 3.0;

      paint_skyline (stage, &random, depth, stage->horizon + 0.005 + 0.03 * depth);
      aip_draft_glow (stage->cr, stage->aspect / 2, stage->horizon, stage->aspect, 0.08,
                      stage->palette.haze, 0.4 * (1 - depth));
    }
  if (stage->palette.lamps > 0)
    aip_draft_glow (stage->cr, stage->aspect / 2, stage->horizon + 0.02, stage->aspect * 0.8, 0.12,
                    stage->palette.lamp, 0.16);

  /* The near ground is a roof or a terrace with a parapet. */
  cairo_rectangle (stage->cr, 0, stage->horizon + 0.05, stage->aspect, 1);
  aip_draft_fill_gradient (stage->cr, 0, stage->horizon + 0.05,
                           aip_draft_color_mix (stage->palette.ground_far, stage->palette.haze,
                                                0.25), 1, 0, 1, stage->palette.ground_near, 1);
  cairo_rectangle (stage->cr, 0, stage->horizon + 0.045, stage->aspect, 0.022);
  aip_draft_set_color (stage->cr, aip_draft_color_mix (stage->palette.ground_far,
                                                       stage->palette.light, 0.35), 1);
  cairo_fill (stage->cr);
}

/* The street in perspective: everything at depth z is 1/z as large. */
typedef struct
{
  double vx;
  double vy;
  double side;  /* -1 left, 1 right */
} Vanishing;

static double
vanish_x (const Vanishing *v,
          double           offset,
          double           z)
{
  return v->vx + v->side * offset / z;
}

static double
vanish_y (const Vanishing *v,
          double           height,
          double           z)
{
  return v->vy - height / z;
}

/* One house front: @z0 is its near edge. Haze and shade come from depth and side. */
static void
paint_facade (const AipDraftStage *stage,
              AipDraftRandom      *random,
              const Vanishing     *v,
              double               z0,
              double               z1,
              double               height)
{
  static const guint32 walls[] = { 0x8a6f5c, 0x77706a, 0x96826b, 0x6b7680, 0x7d5b4e, 0x8c8a80 };
  const AipDraftPalette *palette = &stage->palette;
  double haze = MIN (0.85, (z0 - 1) / 7);
  gboolean lit_side = v->side * stage->scene->light < 0;
  AipDraftColor wall = aip_draft_color_times (
    AIP_DRAFT_RGB (walls[aip_draft_random_pick (random, G_N_ELEMENTS (walls))]), palette->ambient);
  const double offset = 0.62;
  const double ground = 0.34;
  int floors = (int) (height / 0.32);
  int bays = (int) CLAMP ((z1 - z0) * 3.2, 2, 6);
  cairo_t *cr = stage->cr;

  wall = aip_draft_color_shade (wall, lit_side ? 0.95 : 0.55);
  if (lit_side)
    wall = aip_draft_color_mix (wall, palette->light, 0.2);
  wall = aip_draft_color_mix (wall, palette->haze, haze);

  aip_draft_quad (cr, vanish_x (v, offset, z0), vanish_y (v, height, z0),
                  vanish_x (v, offset, z1), vanish_y (v, height, z1), vanish_x (v, offset, z1),
                  vanish_y (v, -ground, z1), vanish_x (v, offset, z0), vanish_y (v, -ground, z0));
  aip_draft_fill_gradient (cr, 0, v->vy - height / z0, aip_draft_color_shade (wall, 1.06), 1, 0,
                           v->vy + ground / z0, aip_draft_color_shade (wall, 0.7), 1);

  for (int floor_index = 0; floor_index < floors; floor_index++)
    for (int bay = 0; bay < bays; bay++)
      {
        double za = z0 + (z1 - z0) * (bay + 0.25) / bays;
        double zb = z0 + (z1 - z0) * (bay + 0.78) / bays;
        double bottom = floor_index * 0.32 - 0.06;
        double top = bottom + (floor_index == 0 ? 0.14 : 0.18);
        gboolean lit = aip_draft_random_range (random, 0, 1) <
                       palette->lamps * (floor_index == 0 ? 1.1 : 0.55);
        AipDraftColor glass = lit ? aip_draft_color_mix (palette->lamp, palette->haze, haze * 0.5)
                                  : aip_draft_color_mix (aip_draft_color_shade (wall, 0.55),
                                                         palette->sky_middle, 0.2);

        if (bottom + 0.1 > height)
          continue;
        if (floor_index == 0)
          bottom = -ground + 0.05;
        aip_draft_quad (cr, vanish_x (v, offset, za), vanish_y (v, top, za),
                        vanish_x (v, offset, zb), vanish_y (v, top, zb), vanish_x (v, offset, zb),
                        vanish_y (v, bottom, zb), vanish_x (v, offset, za),
                        vanish_y (v, bottom, za));
        aip_draft_set_color (cr, glass, lit ? 0.95 : 0.8);
        cairo_fill (cr);
        if (lit && floor_index == 0)
          aip_draft_glow (cr, vanish_x (v, offset - 0.08, (za + zb) / 2),
                          vanish_y (v, -ground, (za + zb) / 2), 0.2 / za, 0.05 / za, palette->lamp,
                          0.4);
      }
}

static void
paint_street_lamp (const AipDraftStage *stage,
                   const Vanishing     *v,
                   double               z)
{
  cairo_t *cr = stage->cr;
  double x = vanish_x (v, 0.5, z);
  double top = vanish_y (v, 0.42, z);

  aip_draft_set_color (cr, aip_draft_color_mix (stage->palette.dark, stage->palette.haze,
                                                MIN (0.7, (z - 1) / 7)), 1);
  cairo_set_line_width (cr, 0.014 / z);
  cairo_move_to (cr, x, vanish_y (v, -0.34, z));
  cairo_line_to (cr, x, top);
  cairo_line_to (cr, x - v->side * 0.1 / z, top - 0.02 / z);
  cairo_stroke (cr);
  if (stage->palette.lamps > 0.1)
    {
      aip_draft_glow (cr, x - v->side * 0.1 / z, top, 0.3 / z, 0.3 / z, stage->palette.lamp, 0.6);
      aip_draft_glow (cr, x - v->side * 0.1 / z, vanish_y (v, -0.34, z), 0.4 / z, 0.07 / z,
                      stage->palette.lamp, 0.35);
    }
}

static void
paint_street (const AipDraftStage *stage)
{
  AipDraftRandom random = aip_draft_random_new (stage->scene->seed, "street");
  const AipDraftPalette *palette = &stage->palette;
  Vanishing v = { stage->aspect * aip_draft_random_range (&random, 0.42, 0.58), stage->horizon, 1 };
  gboolean wet = stage->scene->weather == AIP_DRAFT_WEATHER_RAIN;
  cairo_t *cr = stage->cr;
  AipDraftColor road = aip_draft_color_times (AIP_DRAFT_RGB (0x5b5a5c), palette->ambient);

  if (stage->scene->weather == AIP_DRAFT_WEATHER_SNOW)
    road = palette->ground_near;

  cairo_rectangle (cr, 0, stage->horizon, stage->aspect, 1);
  aip_draft_fill_gradient (cr, 0, stage->horizon, aip_draft_color_mix (road, palette->haze, 0.8), 1,
                           0, 1, aip_draft_color_shade (road, wet ? 0.5 : 0.75), 1);
  aip_draft_glow (cr, v.vx, v.vy, 0.5, 0.3, palette->sky_low, 0.55);

  for (int side = -1; side <= 1; side += 2)
    {
      double edges[9];
      double heights[8];
      double z = 0.55;

      v.side = side;
      for (int i = 0; i < 8; i++)
        {
          edges[i] = z;
          z += aip_draft_random_range (&random, 0.45, 0.9) * (1 + i * 0.25);
          heights[i] = aip_draft_random_range (&random, 0.55, 1.35);
        }
      edges[8] = z;
      for (int i = 7; i >= 0; i--)
        paint_facade (stage, &random, &v, edges[i], edges[i + 1], heights[i]);

      /* The pavement's edge runs to the vanishing point. */
      aip_draft_set_color (cr, aip_draft_color_mix (road, palette->light, 0.3), 0.5);
      aip_draft_quad (cr, vanish_x (&v, 0.44, 0.5), vanish_y (&v, -0.34, 0.5), v.vx, v.vy, v.vx,
                      v.vy, vanish_x (&v, 0.47, 0.5), vanish_y (&v, -0.34, 0.5));
      cairo_fill (cr);
      for (double lamp = 6; lamp > 1; lamp /= 1.55)
        paint_street_lamp (stage, &v, lamp);
    }

  /* A crossing or the middle line. */
  v.side = 1;
  aip_draft_set_color (cr, aip_draft_color_mix (road, AIP_DRAFT_RGB (0xffffff), 0.5), 0.4);
  for (double z = 5; z > 0.62; z /= 1.5)
    {
      aip_draft_quad (cr, vanish_x (&v, -0.012, z), vanish_y (&v, -0.34, z),
                      vanish_x (&v, 0.012, z), vanish_y (&v, -0.34, z),
                      vanish_x (&v, 0.012, z / 1.22), vanish_y (&v, -0.34, z / 1.22),
                      vanish_x (&v, -0.012, z / 1.22), vanish_y (&v, -0.34, z / 1.22));
      cairo_fill (cr);
    }

  if (wet || palette->lamps > 0.2)
    for (int i = 0; i < 14; i++)
      aip_draft_glow (cr, aip_draft_random_range (&random, 0, stage->aspect),
                      aip_draft_random_range (&random, stage->horizon + 0.1, 0.98),
                      aip_draft_random_range (&random, 0.02, 0.05),
                      aip_draft_random_range (&random, 0.04, 0.13),
                      i % 3 == 0 ? palette->sky_low : palette->lamp, wet ? 0.25 : 0.1);
}

void
aip_draft_paint_town (const AipDraftStage *stage)
{
  if (stage->scene->place == AIP_DRAFT_PLACE_STREET)
    paint_street (stage);
  else
    paint_city (stage);
}
