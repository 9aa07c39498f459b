/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-stage-paint"

#include "config.h"

#include <math.h>

#include "aip-stage-paint.h"

#define STREET 8.5
#define STOREY 3.2
#define FAR_FROM 34.0

static const guint walls[] = { 0x8a6f5c, 0x9c8f80, 0x6f5b50, 0xa89a86, 0x76706a, 0x8f5f4c };

typedef struct {
  double        from;
  double        to;
  double        height;
  AipStageColor color;
  guint64       seed;
} House;

/* Rows of windows that look into the street; few enough, and none that cannot be seen. */
static void
paint_windows (const AipStagePaint *paint,
               const House         *house,
               double               x)
{
  const AipStageWorld *world = paint->world;
  double distance = aip_stage_paint_distance (paint, (house->from + house->to) / 2);
  double seen = paint->view->scale / MAX (1, distance) * paint->pixels;
  int columns = (int) ((house->to - house->from) / 2.7), rows = (int) (house->height / STOREY);
  AipStageColor glass = aip_stage_paint_lit (paint, aip_stage_color_mix (
    AIP_STAGE_RGB (0x2c3440), world->sky_middle, world->lamps > 0.3 ? 0.05 : 0.30), distance);
  AipStageColor lit = aip_stage_color_mix (world->lamp, (AipStageColor) { 1, 0.95, 0.85 }, 0.25);

  if (seen < 1.4 || columns < 1)
    return;

  /* Twice: all that are dark in one path, then those with light. */
  for (int pass = 0; pass < 2; pass++)
    {
      AipStageRandom random = { house->seed };

      for (int row = 0; row < rows; row++)
        for (int column = 0; column < columns; column++)
          {
            double z = house->from + 0.8 + column * 2.7, y = row * STOREY + (row == 0 ? 0.5 : 1.0);
            gboolean shines = aip_stage_random_range (&random, 0, 1) <
                              world->lamps * (row == 0 ? 0.75 : 0.34);

            if (shines != (pass == 1))
              continue;
            aip_stage_paint_add_side (paint, x, y, row == 0 ? 2.1 : 1.55, z, z + 1.15);
            if (shines)
              aip_stage_paint_add_spark (paint, x, y + 0.8, z + 0.6, row == 0 ? 0.8 : 0.5,
                                         row == 0 ? 0.55 : 0.35, lit);
          }

      if (pass == 0)
        aip_stage_color_set (paint->cr, aip_stage_paint_ink (paint, glass), 0.9);
      else
        aip_stage_paint_set (paint, aip_stage_color_mix (lit, world->haze,
                                                         1 - exp (-world->fog * distance)), 0.95);
      cairo_fill (paint->cr);
    }
}

static void
paint_house (const AipStagePaint *paint,
             const House         *house,
             int                  side)
{
  const AipStageWorld *world = paint->world;
  double x = side * STREET, distance = aip_stage_paint_distance (paint, house->from);
  gboolean sunny = paint->light->n_beams > 0 && paint->light->beams[0].direction[0] * side < -0.1;
  double level = world->lamps > 0.5 ? 0.8 : sunny ? 1.1 : 0.68;

  /* The gable that looks at the camera, as far as the next house does not hide it. */
  aip_stage_paint_add_front (paint, side > 0 ? x : x - 12, 0, house->from, 12, house->height);
  aip_stage_paint_fill (paint, aip_stage_paint_ink (paint, aip_stage_paint_lit (
    paint, aip_stage_color_scale (house->color, 0.74), distance)));

  aip_stage_paint_add_side (paint, x, 0, house->height, house->from, house->to);
  aip_stage_paint_fill (paint, aip_stage_paint_ink (paint, aip_stage_paint_lit (
    paint, aip_stage_color_scale (house->color, level), (distance + aip_stage_paint_distance (
                                                           paint, house->to)) / 2)));
  paint_windows (paint, house, x);

  /* A cornice and the line of the shops. */
  aip_stage_paint_add_side (paint, x - side * 0.3, house->height - 0.5, 0.5, house->from, house->to);
  aip_stage_paint_add_side (paint, x - side * 0.2, 2.95, 0.25, house->from, house->to);
  aip_stage_paint_set (paint, aip_stage_paint_lit (paint, aip_stage_color_scale (
    house->color, level * 0.72), distance), 1);
  cairo_fill (paint->cr);
}

static void
paint_row (const AipStagePaint *paint,
           double               begin,
           double               end)
{
  House houses[2][40];
  guint n_houses[2] = { 0, 0 };

  for (int side = 0; side < 2; side++)
    {
      AipStageRandom random = aip_stage_random_begin (paint->world->seed, side == 0 ? "left"
                                                                                   : "right");
      double z = -46 - side * 5;

      while (z < 190 && n_houses[side] < G_N_ELEMENTS (houses[side]))
        {
          House house = { .from = z };

          house.to = z + aip_stage_random_range (&random, 8, 17);
          house.height = aip_stage_random_range (&random, 9, paint->world->modern ? 34 : 20);
          house.color = AIP_STAGE_RGB (walls[aip_stage_random_pick (&random,
                                                                    G_N_ELEMENTS (walls))]);
          house.seed = aip_stage_random_next (&random);
          z = house.to + (aip_stage_random_pick (&random, 4) == 0 ? 5 : 0);
          if (house.to > begin && house.from < end && house.to > paint->view->camera_z + 0.5)
            houses[side][n_houses[side]++] = house;
        }
    }

  for (int side = 0; side < 2; side++)
    for (guint i = n_houses[side]; i > 0; i--)
      if (houses[side][i - 1].from >= begin)
        paint_house (paint, &houses[side][i - 1], side == 0 ? -1 : 1);
}

static void
paint_skyline (const AipStagePaint *paint)
{
  AipStageRandom random = aip_stage_random_begin (paint->world->seed, "skyline");
  const AipStageWorld *world = paint->world;

  for (int layer = 0; layer < 2; layer++)
    {
      double z = layer == 0 ? 640 : 330;
      AipStageColor color = aip_stage_paint_lit (paint, AIP_STAGE_RGB (0x6b6f7a), z * 0.7);

      color = aip_stage_color_mix (color, world->haze, layer == 0 ? 0.6 : 0.35);
      for (double x = -260; x < 260;)
        {
          double width = aip_stage_random_range (&random, 14, 34);
          double height = aip_stage_random_range (&random, 18, world->modern ? 120 : 42) *
                          (layer == 0 ? 1.2 : 0.8);

          aip_stage_paint_add_front (paint, x, 0, z, width, height);
          if (world->lamps > 0.3)
            for (int i = 0; i < 5; i++)
              aip_stage_paint_add_spark (paint, x + width * aip_stage_random_range (&random, 0.1, 0.9),
                                         height * aip_stage_random_range (&random, 0.2, 0.95), z,
                                         1.6, 0.22, world->lamp);
          x += width * aip_stage_random_range (&random, 0.8, 1.25);
        }
      aip_stage_color_set (paint->cr, aip_stage_paint_ink (paint, color), 1);
      cairo_fill (paint->cr);
    }
}

static void
paint_road (const AipStagePaint *paint)
{
  const AipStageWorld *world = paint->world;
  double near = paint->view->camera_z + 0.2;
  AipStageColor stone = aip_stage_color_scale (world->ground, 1.28);
  AipStageColor line = AIP_STAGE_RGB (0xc9c4b4);

  for (int side = -1; side <= 1; side += 2)
    aip_stage_paint_add_floor (paint, 0.02, side * 5.2, side * STREET, near, 190);
  aip_stage_paint_set (paint, aip_stage_paint_lit (paint, stone, 20), 0.85);
  cairo_fill (paint->cr);

  for (int side = -1; side <= 1; side += 2)
    aip_stage_paint_add_floor (paint, 0.02, side * 5.1, side * 5.3, near, 190);
  aip_stage_paint_set (paint, aip_stage_paint_lit (paint, aip_stage_color_scale (stone, 0.6), 20), 0.8);
  cairo_fill (paint->cr);

  for (double z = -36; z < 120; z += 6)
    if (z + 3 > near)
      aip_stage_paint_add_floor (paint, 0.02, 1.55, 1.7, MAX (z, near), z + 3);
  aip_stage_paint_set (paint, aip_stage_paint_lit (paint, line, 24), 0.6);
  cairo_fill (paint->cr);
}

/* Street lamps and, when it is dark, the traffic: what becomes discs behind the subject. */
static void
paint_lamps (const AipStagePaint *paint,
             double               begin,
             double               end)
{
  const AipStageWorld *world = paint->world;
  AipStageColor iron = aip_stage_paint_lit (paint, AIP_STAGE_RGB (0x2b2d2f), 14);

  for (double z = -32; z < 150; z += 16)
    {
      if (z < begin || z >= end || z < paint->view->camera_z + 0.6)
        continue;
      for (int side = -1; side <= 1; side += 2)
        {
          double x = side * 5.9;

          aip_stage_paint_add_front (paint, x - 0.06, 0, z, 0.12, 5.4);
          aip_stage_paint_add_front (paint, side > 0 ? x - 0.9 : x, 5.3, z, 0.9, 0.09);
          aip_stage_paint_add_front (paint, x - side * 0.9 - 0.22, 5.12, z, 0.44, 0.2);
          if (world->lamps > 0.2)
            aip_stage_paint_add_spark (paint, x - side * 0.9, 5.1, z, 0.30, 1.0, world->lamp);
        }
    }
  aip_stage_paint_set (paint, iron, 1);
  cairo_fill (paint->cr);
}

static void
paint_traffic (const AipStagePaint *paint)
{
  AipStageRandom random = aip_stage_random_begin (paint->world->seed, "traffic");

  if (paint->world->lamps < 0.3)
    return;

  for (int i = 0; i < 7; i++)
    {
      double z = 14 + i * 13 + aip_stage_random_range (&random, -3, 3);
      gboolean comes = aip_stage_random_pick (&random, 2) == 0;
      double x = comes ? -2.6 : 3.2;
      AipStageColor color = comes ? AIP_STAGE_RGB (0xfff1d0) : AIP_STAGE_RGB (0xff3a28);

      for (int side = -1; side <= 1; side += 2)
        aip_stage_paint_add_spark (paint, x + side * 0.7, 0.72, z, 0.16, comes ? 0.9 : 0.6, color);
    }

  /* A sign or two, and what wet asphalt makes of them. */
  for (int i = 0; i < 5; i++)
    {
      static const guint signs[] = { 0xff4f7d, 0x4fd0ff, 0xffb13d, 0x7dff9a, 0xd86bff };
      double z = aip_stage_random_range (&random, 6, 60);
      int side = aip_stage_random_pick (&random, 2) == 0 ? -1 : 1;

      aip_stage_paint_add_spark (paint, side * (STREET - 0.5),
                                 aip_stage_random_range (&random, 3.2, 6.0), z, 0.55,
                                 paint->world->modern ? 0.8 : 0.3,
                                 paint->world->modern ? AIP_STAGE_RGB (signs[i])
                                                      : paint->world->lamp);
    }
}

void
aip_stage_paint_town_far (const AipStagePaint *paint)
{
  paint_skyline (paint);
  paint_road (paint);
  paint_row (paint, FAR_FROM, 200);
  paint_lamps (paint, FAR_FROM, 200);
  paint_traffic (paint);
}

void
aip_stage_paint_town_middle (const AipStagePaint *paint)
{
  paint_row (paint, -60, FAR_FROM);
  paint_lamps (paint, -60, FAR_FROM);
}
