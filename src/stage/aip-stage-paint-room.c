/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-stage-paint"

#include "config.h"

#include <math.h>

#include "aip-stage-paint.h"

typedef struct {
  double        left;
  double        right;
  double        back;
  double        tall;
  AipStageColor wall;
  AipStageColor ceiling;
  AipStageColor wood;
} Room;

static void
room_init (Room                *room,
           const AipStageWorld *world)
{
  static const guint walls[] = { 0xa79a84, 0x8d9a8f, 0x9d8474, 0x8a8f9f, 0xb09a72, 0x7f8a78 };

  switch (world->place)
    {
    case AIP_STAGE_PLACE_HALL:
      *room = (Room) { -3.8, 3.8, 32, 5.0 };
      break;

    case AIP_STAGE_PLACE_BAR:
      *room = (Room) { -4.2, 4.6, 4.4, 3.1 };
      break;

    default:
      *room = (Room) { -2.9, 3.1, 3.4, 2.75 };
      break;
    }

  room->wall = AIP_STAGE_RGB (walls[world->seed / 3 % G_N_ELEMENTS (walls)]);
  if (world->place == AIP_STAGE_PLACE_BAR)
    room->wall = aip_stage_color_multiply (room->wall, AIP_STAGE_RGB (0x8a6a58));
  room->ceiling = aip_stage_color_mix (room->wall, AIP_STAGE_RGB (0xffffff), 0.25);
  room->wood = world->place == AIP_STAGE_PLACE_HALL ? AIP_STAGE_RGB (0x8a8178)
                                                    : AIP_STAGE_RGB (0x6a4a34);
}

static void
fill_lit (const AipStagePaint *paint,
          AipStageColor        color,
          double               level,
          double               distance)
{
  aip_stage_paint_fill (paint, aip_stage_paint_ink (paint, aip_stage_paint_lit (
    paint, aip_stage_color_scale (color, level), distance)));
}

/* Which side of the room is brighter: where the key comes from, the wall across it. */
static double
get_side (const AipStagePaint *paint)
{
  return paint->light->n_beams > 0 ? paint->light->beams[0].direction[0] : 0;
}

static void
paint_shell (const AipStagePaint *paint,
             const Room          *room)
{
  double near = paint->view->camera_z + 0.15, side = get_side (paint);
  double distance = aip_stage_paint_distance (paint, room->back);

  aip_stage_paint_add_floor (paint, 0, room->left, room->right, near, room->back);
  fill_lit (paint, room->wood, 0.85, distance * 0.6);
  aip_stage_paint_add_floor (paint, room->tall, room->left, room->right, near, room->back);
  fill_lit (paint, room->ceiling, 0.62, distance * 0.6);
  aip_stage_paint_add_side (paint, room->left, 0, room->tall, near, room->back);
  fill_lit (paint, room->wall, 0.80 + 0.22 * side, distance * 0.7);
  aip_stage_paint_add_side (paint, room->right, 0, room->tall, near, room->back);
  fill_lit (paint, room->wall, 0.80 - 0.22 * side, distance * 0.7);
  aip_stage_paint_add_front (paint, room->left, 0, room->back, room->right - room->left, room->tall);
  fill_lit (paint, room->wall, 1.0, distance);

  /* Boards or tiles lead into the depth. */
  for (double x = room->left; x < room->right; x += 0.62)
    aip_stage_paint_add_floor (paint, 0.005, x, x + 0.02, near, room->back);
  aip_stage_paint_set (paint, aip_stage_paint_lit (paint, aip_stage_color_scale (room->wood, 0.5),
                                                   distance * 0.6), 0.5);
  cairo_fill (paint->cr);

  /* Skirting. */
  aip_stage_paint_add_front (paint, room->left, 0, room->back - 0.01, room->right - room->left, 0.13);
  aip_stage_paint_add_side (paint, room->left + 0.01, 0, 0.13, near, room->back);
  aip_stage_paint_add_side (paint, room->right - 0.01, 0, 0.13, near, room->back);
  aip_stage_paint_set (paint, aip_stage_paint_lit (paint, aip_stage_color_scale (room->ceiling, 0.7),
                                                   distance), 0.9);
  cairo_fill (paint->cr);
}

/* The key's pool of light on the wall, and the corners that it does not reach. */
static void
paint_pools (const AipStagePaint *paint,
             const Room          *room)
{
  double side = get_side (paint), x, y, unit, left_x, left_y, right_x, right_y;
  double distance = aip_stage_paint_distance (paint, room->back);
  AipStageColor glow = aip_stage_paint_ink (paint, aip_stage_paint_lit (
    paint, aip_stage_color_scale (room->wall, 1.75), 0));
  AipStageColor dark = aip_stage_paint_ink (paint, aip_stage_color_scale (
    aip_stage_color_multiply (room->wall, paint->world->ambient), 0.12));

  unit = aip_stage_view_get_scale_at (paint->view, distance);
  if (aip_stage_view_project (paint->view, -side * (room->right - room->left) * 0.28,
                              room->tall * 0.56, MIN (room->back, 8), &x, &y, NULL))
    aip_stage_paint_glow (paint, x, y, unit * 2.6, unit * 2.0, glow, 0.55);

  if (aip_stage_view_project (paint->view, room->left, room->tall, room->back, &left_x, &left_y,
                              NULL) &&
      aip_stage_view_project (paint->view, room->right, room->tall, room->back, &right_x, &right_y,
                              NULL))
    {
      double reach = unit * 2.4;

      aip_stage_paint_glow (paint, left_x, left_y, reach, reach, dark, 0.35 + 0.2 * MAX (0, -side));
      aip_stage_paint_glow (paint, right_x, right_y, reach, reach, dark, 0.35 + 0.2 * MAX (0, side));
    }
}

static void
paint_window (const AipStagePaint *paint,
              double               x,
              double               y,
              double               z,
              double               width,
              double               height)
{
  const AipStageWorld *world = paint->world;
  gboolean dark = world->time >= AIP_BLUE_HOUR;
  AipStageColor frame = aip_stage_paint_lit (paint, AIP_STAGE_RGB (0x5b4c40), 3);
  AipStageColor pane = aip_stage_color_mix (world->sky_low, world->sky_middle, 0.35);
  AipStageRandom random = aip_stage_random_begin (world->seed, "window");
  double cx, cy, unit;

  if (!dark)
    pane = aip_stage_color_mix (pane, (AipStageColor) { 1, 1, 1 }, 0.45);

  aip_stage_paint_add_front (paint, x - 0.07, y - 0.07, z, width + 0.14, height + 0.14);
  aip_stage_paint_fill (paint, aip_stage_paint_ink (paint, frame));
  aip_stage_paint_add_front (paint, x, y, z - 0.01, width, height);
  aip_stage_paint_set (paint, pane, 1);
  cairo_fill (paint->cr);

  if (aip_stage_view_project (paint->view, x + width / 2, y + height / 2, z, &cx, &cy, NULL) && !dark)
    {
      unit = aip_stage_view_get_scale_at (paint->view, aip_stage_paint_distance (paint, z));
      aip_stage_paint_glow (paint, cx, cy, unit * width * 1.5, unit * height * 1.2,
                            aip_stage_paint_ink (paint, pane), 0.45);
      aip_stage_paint_add_spark (paint, x + width / 2, y + height * 0.6, z, 0.5, 0.35, pane);
    }

  /* The town across the street. */
  if (dark)
    for (int i = 0; i < 14; i++)
      aip_stage_paint_add_spark (paint, x + width * aip_stage_random_range (&random, 0.05, 0.95),
                                 y + height * aip_stage_random_range (&random, 0.05, 0.7), z, 0.05,
                                 0.5, i % 4 == 0 ? AIP_STAGE_RGB (0xff6a4a) : world->lamp);

  for (int i = 1; i < 3; i++)
    aip_stage_paint_add_front (paint, x + width * i / 3 - 0.02, y, z - 0.02, 0.04, height);
  aip_stage_paint_add_front (paint, x, y + height * 0.55, z - 0.02, width, 0.04);
  aip_stage_paint_set (paint, frame, 1);
  cairo_fill (paint->cr);

  /* Curtains. */
  for (int side = 0; side < 2; side++)
    aip_stage_paint_add_front (paint, side == 0 ? x - 0.34 : x + width + 0.02, y - 0.55, z - 0.04,
                               0.34, height + 0.75);
  fill_lit (paint, AIP_STAGE_RGB (0x8a5a48), 0.75, 3);
}

static void
paint_picture (const AipStagePaint *paint,
               double               x,
               double               y,
               double               z,
               double               width,
               double               height)
{
  aip_stage_paint_add_front (paint, x, y, z, width, height);
  fill_lit (paint, AIP_STAGE_RGB (0x4a3524), 0.9, 3);
  aip_stage_paint_add_front (paint, x + 0.05, y + 0.05, z - 0.005, width - 0.1, height - 0.1);
  fill_lit (paint, AIP_STAGE_RGB (0xc0b49a), 0.9, 3);
  aip_stage_paint_add_front (paint, x + 0.12, y + 0.11, z - 0.01, width - 0.24, height * 0.4);
  fill_lit (paint, AIP_STAGE_RGB (0x5c6e70), 0.9, 3);
}

static void
paint_door (const AipStagePaint *paint,
            double               x,
            double               z)
{
  aip_stage_paint_add_front (paint, x - 0.09, 0, z, 1.08, 2.17);
  fill_lit (paint, AIP_STAGE_RGB (0xb8aa92), 0.8, 3);
  aip_stage_paint_add_front (paint, x, 0, z - 0.01, 0.9, 2.08);
  fill_lit (paint, AIP_STAGE_RGB (0x6f5238), 0.85, 3);
  for (int i = 0; i < 2; i++)
    aip_stage_paint_add_front (paint, x + 0.14, 0.25 + i * 0.95, z - 0.02, 0.62, 0.78);
  fill_lit (paint, AIP_STAGE_RGB (0x5c4430), 0.85, 3);
}

/* A lamp with a shade: the practical that every room has. */
static void
paint_lamp (const AipStagePaint *paint,
            double               x,
            double               foot,
            double               z)
{
  const AipStageWorld *world = paint->world;
  double cx, cy, unit = aip_stage_view_get_scale_at (paint->view,
                                                     aip_stage_paint_distance (paint, z));
  const double shade[4][3] = {
    { x - 0.21, foot + 0.42, z }, { x + 0.21, foot + 0.42, z }, { x + 0.12, foot + 0.74, z },
    { x - 0.12, foot + 0.74, z },
  };

  aip_stage_paint_add_front (paint, x - 0.025, foot, z, 0.05, 0.44);
  fill_lit (paint, AIP_STAGE_RGB (0x6a5030), 0.9, 2);

  if (aip_stage_view_project (paint->view, x, foot + 0.55, z, &cx, &cy, NULL))
    aip_stage_paint_glow (paint, cx, cy, unit * 1.15, unit * 1.0,
                          aip_stage_paint_ink (paint, world->lamp), 0.40);
  aip_stage_paint_add_face (paint, shade, 4);
  aip_stage_paint_fill (paint, aip_stage_paint_ink (paint, aip_stage_color_mix (
    world->lamp, (AipStageColor) { 1, 0.97, 0.9 }, 0.35)));
  aip_stage_paint_add_spark (paint, x, foot + 0.56, z, 0.24, 0.75, world->lamp);
}

static void
paint_box (const AipStagePaint *paint,
           double               x,
           double               y,
           double               z,
           double               width,
           double               height,
           double               deep,
           AipStageColor        color)
{
  double middle = x + width / 2;

  aip_stage_paint_add_floor (paint, y + height, x, x + width, z, z + deep);
  fill_lit (paint, color, 1.15, 2);
  aip_stage_paint_add_side (paint, middle > 0 ? x : x + width, y, height, z, z + deep);
  fill_lit (paint, color, 0.6, 2);
  aip_stage_paint_add_front (paint, x, y, z, width, height);
  fill_lit (paint, color, 0.85, 2);
}

static void
paint_hall (const AipStagePaint *paint,
            const Room          *room)
{
  const AipStageWorld *world = paint->world;
  AipStageColor pane = aip_stage_color_mix (world->sky_low, (AipStageColor) { 1, 1, 1 },
                                            world->time >= AIP_BLUE_HOUR ? 0 : 0.35);

  paint_door (paint, -0.45, room->back);

  for (int i = 7; i >= -2; i--)
    {
      double z = 4 * i + 2;

      if (z < paint->view->camera_z + 0.4)
        continue;

      /* Windows on the left, what they throw on the floor, columns and lamps on the right. */
      aip_stage_paint_add_side (paint, room->left + 0.02, 0.9, 2.9, z + 0.6, z + 2.4);
      aip_stage_paint_set (paint, pane, 1);
      cairo_fill (paint->cr);
      aip_stage_paint_add_spark (paint, room->left + 0.05, 2.4, z + 1.5, 0.9, 0.28, pane);
      if (world->time < AIP_BLUE_HOUR)
        {
          const double pool[4][3] = {
            { room->left + 0.6, 0.01, z }, { room->left + 3.6, 0.01, z + 0.6 },
            { room->left + 3.6, 0.01, z + 2.2 }, { room->left + 0.6, 0.01, z + 1.7 },
          };

          aip_stage_paint_add_face (paint, pool, 4);
          aip_stage_paint_set (paint, pane, 0.28);
          cairo_fill (paint->cr);
        }

      for (int side = -1; side <= 1; side += 2)
        {
          double x = side < 0 ? room->left : room->right - 0.42;

          aip_stage_paint_add_side (paint, side < 0 ? x + 0.42 : x, 0, room->tall, z - 0.4, z);
          fill_lit (paint, room->wall, side < 0 ? 0.70 : 0.95, aip_stage_paint_distance (paint, z));
          aip_stage_paint_add_front (paint, x, 0, z - 0.4, 0.42, room->tall);
          fill_lit (paint, room->wall, 0.82, aip_stage_paint_distance (paint, z));
        }
      aip_stage_paint_add_spark (paint, room->right - 0.5, 2.3, z - 0.2, 0.16, 0.6, world->lamp);
    }
}

static void
paint_bar (const AipStagePaint *paint,
           const Room          *room)
{
  static const guint glass[] = { 0x6a8a4a, 0xb0763a, 0x8fa8b0, 0x7a2f2a, 0xc8a050, 0x4a6a80 };
  AipStageRandom random = aip_stage_random_begin (paint->world->seed, "bottles");
  double z = room->back - 0.25;

  for (int shelf = 0; shelf < 3; shelf++)
    {
      double y = 1.18 + shelf * 0.52;

      aip_stage_paint_add_front (paint, -3.0, y - 0.05, z, 6.0, 0.05);
      fill_lit (paint, AIP_STAGE_RGB (0x3a2618), 0.9, 3);
      for (double x = -2.9; x < 2.9; x += 0.16)
        {
          double tall = aip_stage_random_range (&random, 0.22, 0.36);
          AipStageColor color = AIP_STAGE_RGB (glass[aip_stage_random_pick (&random,
                                                                            G_N_ELEMENTS (glass))]);

          if (aip_stage_random_pick (&random, 5) == 0)
            continue;
          aip_stage_paint_add_front (paint, x, y, z, 0.085, tall * 0.7);
          aip_stage_paint_add_front (paint, x + 0.03, y + tall * 0.7, z, 0.025, tall * 0.3);
          aip_stage_paint_set (paint, aip_stage_paint_lit (paint, aip_stage_color_scale (color, 1.25), 3),
                               0.95);
          cairo_fill (paint->cr);
          if (aip_stage_random_pick (&random, 3) == 0)
            aip_stage_paint_add_spark (paint, x + 0.04, y + tall * 0.5, z, 0.03, 0.5,
                                       aip_stage_color_mix (color, paint->world->lamp, 0.6));
        }
    }

  if (paint->world->modern)
    {
      const guint neon = paint->world->seed % 2 == 0 ? 0xff3d7f : 0x35c8ff;
      double x, y, unit = aip_stage_view_get_scale_at (paint->view,
                                                       aip_stage_paint_distance (paint, z));

      if (aip_stage_view_project (paint->view, 2.9, 2.35, z, &x, &y, NULL))
        aip_stage_paint_glow (paint, x, y, unit * 1.5, unit * 1.1,
                              aip_stage_paint_ink (paint, AIP_STAGE_RGB (neon)), 0.5);
      for (int i = 0; i < 6; i++)
        aip_stage_paint_add_spark (paint, 2.5 + i * 0.16, 2.35 + 0.12 * sin (i * 1.3), z, 0.05, 0.9,
                                   AIP_STAGE_RGB (neon));
    }
}

static void
paint_pendants (const AipStagePaint *paint)
{
  const AipStageWorld *world = paint->world;

  for (int i = 0; i < 5; i++)
    {
      double x = -3.2 + i * 1.55, z = 2.2 + 0.35 * (i % 2);
      const double shade[4][3] = {
        { x - 0.17, 2.02, z }, { x + 0.17, 2.02, z }, { x + 0.05, 2.26, z }, { x - 0.05, 2.26, z },
      };
      double cx, cy, unit = aip_stage_view_get_scale_at (paint->view,
                                                         aip_stage_paint_distance (paint, z));

      aip_stage_paint_add_front (paint, x - 0.008, 2.25, z, 0.016, 0.85);
      aip_stage_paint_add_face (paint, shade, 4);
      fill_lit (paint, AIP_STAGE_RGB (0x33402f), 0.9, 2);
      if (aip_stage_view_project (paint->view, x, 1.98, z, &cx, &cy, NULL))
        aip_stage_paint_glow (paint, cx, cy, unit * 0.7, unit * 0.6,
                              aip_stage_paint_ink (paint, world->lamp), 0.45);
      aip_stage_paint_add_spark (paint, x, 2.0, z, 0.13, 0.9, world->lamp);
    }
}

void
aip_stage_paint_room_far (const AipStagePaint *paint)
{
  Room room;

  room_init (&room, paint->world);
  paint_shell (paint, &room);

  switch (paint->world->place)
    {
    case AIP_STAGE_PLACE_HALL:
      paint_hall (paint, &room);
      break;

    case AIP_STAGE_PLACE_BAR:
      paint_bar (paint, &room);
      break;

    default:
      paint_window (paint, -1.9, 0.95, room.back, 1.5, 1.35);
      paint_picture (paint, 0.55, 1.45, room.back, 0.85, 0.62);
      paint_door (paint, 1.9, room.back);
      break;
    }

  paint_pools (paint, &room);
}

void
aip_stage_paint_room_middle (const AipStagePaint *paint)
{
  switch (paint->world->place)
    {
    case AIP_STAGE_PLACE_BAR:
      paint_box (paint, -3.6, 0, 2.9, 7.0, 1.08, 0.5, AIP_STAGE_RGB (0x5a3a26));
      paint_pendants (paint);
      for (int i = 0; i < 4; i++)
        {
          double x = -2.4 + i * 1.5;

          paint_box (paint, x - 0.17, 0.70, 2.3, 0.34, 0.07, 0.34, AIP_STAGE_RGB (0x7a2f2a));
          aip_stage_paint_add_front (paint, x - 0.03, 0, 2.45, 0.06, 0.7);
          fill_lit (paint, AIP_STAGE_RGB (0x808080), 0.6, 2);
        }
      break;

    case AIP_STAGE_PLACE_HALL:
      break;

    default:
      paint_box (paint, 1.25, 0, 2.75, 0.6, 0.62, 0.45, AIP_STAGE_RGB (0x6b4a2e));
      paint_lamp (paint, 1.55, 0.62, 2.9);
      /* A sofa under the window. */
      paint_box (paint, -2.35, 0.40, 2.75, 2.1, 0.45, 0.3, AIP_STAGE_RGB (0x4f5f58));
      paint_box (paint, -2.35, 0, 2.25, 2.1, 0.42, 0.7, AIP_STAGE_RGB (0x5a6b62));
      paint_box (paint, -2.60, 0, 2.2, 0.26, 0.60, 0.8, AIP_STAGE_RGB (0x4f5f58));
      paint_box (paint, -0.28, 0, 2.2, 0.26, 0.60, 0.8, AIP_STAGE_RGB (0x4f5f58));
      break;
    }
}
