/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-draft-interior"

#include "config.h"

#include <math.h>

#include "aip-draft-stage.h"

/*
 * Rooms seen straight on, as most storyboards have them. The window is on the side of the light,
 * so that what it throws agrees with the rim on the figures.
 */

/* A box seen from inside: the far wall as a rectangle, everything else runs to its corners. */
typedef struct
{
  double x0;
  double y0;
  double x1;
  double y1;
} Wall;

static gboolean
is_dark_outside (const AipDraftStage *stage)
{
  return stage->scene->time == AIP_DRAFT_TIME_NIGHT || stage->scene->time == AIP_DRAFT_TIME_DUSK;
}

static void
paint_box (const AipDraftStage *stage,
           const Wall          *wall,
           AipDraftColor        color,
           AipDraftColor        floor_color)
{
  double a = stage->aspect;
  double lit_left = stage->scene->light > 0 ? 0.92 : 0.55;
  double lit_right = stage->scene->light > 0 ? 0.55 : 0.92;
  cairo_t *cr = stage->cr;

  /* The wall opposite the light is the bright one. */
  aip_draft_quad (cr, 0, 0, a, 0, wall->x1, wall->y0, wall->x0, wall->y0);
  aip_draft_fill_gradient (cr, 0, 0, aip_draft_color_shade (color, 0.5), 1, 0, wall->y0,
                           aip_draft_color_shade (color, 0.8), 1);
  aip_draft_quad (cr, 0, 0, wall->x0, wall->y0, wall->x0, wall->y1, 0, 1.05);
  aip_draft_fill_gradient (cr, 0, 0, aip_draft_color_shade (color, lit_left * 0.7), 1, wall->x0, 0,
                           aip_draft_color_shade (color, lit_left), 1);
  aip_draft_quad (cr, a, 0, wall->x1, wall->y0, wall->x1, wall->y1, a, 1.05);
  aip_draft_fill_gradient (cr, a, 0, aip_draft_color_shade (color, lit_right * 0.7), 1, wall->x1,
                           0, aip_draft_color_shade (color, lit_right), 1);
  cairo_rectangle (cr, wall->x0, wall->y0, wall->x1 - wall->x0, wall->y1 - wall->y0);
  aip_draft_fill_gradient (cr, stage->scene->light > 0 ? wall->x1 : wall->x0, wall->y0, color, 1,
                           stage->scene->light > 0 ? wall->x0 : wall->x1, wall->y1,
                           aip_draft_color_shade (color, 0.68), 1);
  aip_draft_quad (cr, 0, 1.05, wall->x0, wall->y1, wall->x1, wall->y1, a, 1.05);
  aip_draft_fill_gradient (cr, 0, wall->y1, floor_color, 1, 0, 1,
                           aip_draft_color_shade (floor_color, 0.5), 1);

  /* Boards, and the skirting along the walls. */
  cairo_set_line_width (cr, 0.0022);
  aip_draft_set_color (cr, aip_draft_color_shade (floor_color, 0.45), 0.5);
  for (int i = -8; i <= 18; i++)
    {
      double t = i / 10.0;

      cairo_move_to (cr, wall->x0 + (wall->x1 - wall->x0) * t, wall->y1);
      cairo_line_to (cr, a * (0.5 + (t - 0.5) * 2.6), 1.05);
    }
  cairo_stroke (cr);

  cairo_set_line_width (cr, 0.009);
  aip_draft_set_color (cr, aip_draft_color_shade (color, 0.42), 0.9);
  cairo_move_to (cr, 0, 1.05);
  cairo_line_to (cr, wall->x0, wall->y1);
  cairo_line_to (cr, wall->x1, wall->y1);
  cairo_line_to (cr, a, 1.05);
  cairo_stroke (cr);
}

static void
paint_window (const AipDraftStage *stage,
              double               x,
              double               y,
              double               width,
              double               height)
{
  const AipDraftPalette *palette = &stage->palette;
  AipDraftColor frame = aip_draft_color_mix (palette->dark, AIP_DRAFT_RGB (0x6b5a4a), 0.3);
  gboolean dark = is_dark_outside (stage);
  AipDraftRandom random = aip_draft_random_new (stage->scene->seed, "window");
  cairo_t *cr = stage->cr;

  cairo_rectangle (cr, x, y, width, height);
  cairo_save (cr);
  cairo_clip_preserve (cr);
  aip_draft_fill_gradient (cr, 0, y, palette->sky_middle, 1, 0, y + height, palette->sky_low, 1);
  aip_draft_glow (cr, x + width / 2, y + height, width, height * 0.8, palette->light,
                  dark ? 0.2 : 0.8);

  /* Roofs outside, with a few lit windows after dark. */
  for (double rx = x; rx < x + width;)
    {
      double w = aip_draft_random_range (&random, 0.03, 0.07);
      double h = height * aip_draft_random_range (&random, 0.12, 0.38);

      cairo_rectangle (cr, rx, y + height - h, w, h);
      aip_draft_set_color (cr, aip_draft_color_mix (palette->haze, palette->dark, 0.35), 0.85);
      cairo_fill (cr);
      if (dark)
        for (int i = 0; i < 4; i++)
          {
            aip_draft_set_color (cr, palette->lamp, 0.8);
            cairo_rectangle (cr, rx + aip_draft_random_range (&random, 0.1, 0.8) * w,
                             y + height - h * aip_draft_random_range (&random, 0.2, 0.9), 0.006,
                             0.008);
            cairo_fill (cr);
          }
      rx += w;
    }
  cairo_restore (cr);

  aip_draft_set_color (cr, frame, 1);
  cairo_set_line_width (cr, 0.013);
  cairo_rectangle (cr, x, y, width, height);
  cairo_move_to (cr, x + width / 2, y);
  cairo_line_to (cr, x + width / 2, y + height);
  cairo_move_to (cr, x, y + height * 0.38);
  cairo_line_to (cr, x + width, y + height * 0.38);
  cairo_stroke (cr);
  cairo_set_line_width (cr, 0.02);
  cairo_move_to (cr, x - 0.015, y + height + 0.01);
  cairo_line_to (cr, x + width + 0.015, y + height + 0.01);
  cairo_stroke (cr);
}

static void
paint_curtain (const AipDraftStage *stage,
               double               x,
               double               y,
               double               width,
               double               height)
{
  AipDraftColor cloth = aip_draft_color_times (AIP_DRAFT_RGB (0xc9bca5), stage->palette.ambient);
  cairo_t *cr = stage->cr;

  for (int i = 0; i < 5; i++)
    {
      double fx = x + width * i / 5;

      aip_draft_quad (cr, fx, y, fx + width / 5, y, fx + width / 5 + 0.004, y + height, fx - 0.004,
                      y + height);
      aip_draft_fill_gradient (cr, fx, 0, aip_draft_color_shade (cloth, 0.62), 0.95,
                               fx + width / 5, 0, cloth, 0.95);
    }
}

static void
paint_lamp (const AipDraftStage *stage,
            double               x,
            double               y)
{
  const AipDraftPalette *palette = &stage->palette;
  gboolean lit = is_dark_outside (stage);
  AipDraftColor shade = lit ? AIP_DRAFT_RGB (0xffe3ac)
                            : aip_draft_color_times (AIP_DRAFT_RGB (0xd8ccb4), palette->ambient);
  cairo_t *cr = stage->cr;

  if (lit)
    aip_draft_glow (cr, x, y, 0.55, 0.5, palette->lamp, 0.55);
  aip_draft_set_color (cr, palette->dark, 1);
  cairo_set_line_width (cr, 0.007);
  cairo_move_to (cr, x, y);
  cairo_line_to (cr, x, y + 0.1);
  cairo_stroke (cr);
  aip_draft_quad (cr, x - 0.028, y - 0.055, x + 0.028, y - 0.055, x + 0.05, y + 0.02, x - 0.05,
                  y + 0.02);
  aip_draft_fill_gradient (cr, 0, y - 0.055, aip_draft_color_shade (shade, 0.92), 1, 0, y + 0.02,
                           shade, 1);
}

/* A sideboard or desk with a few things on it. */
static void
paint_furniture (const AipDraftStage *stage,
                 AipDraftRandom      *random,
                 const Wall          *wall,
                 double               x,
                 double               width)
{
  AipDraftColor wood = aip_draft_color_times (AIP_DRAFT_RGB (0x6e4f3a), stage->palette.ambient);
  double height = aip_draft_random_range (random, 0.12, 0.17);
  double y = wall->y1 - height + 0.03;
  cairo_t *cr = stage->cr;

  aip_draft_glow (cr, x + width / 2, y + height, width * 0.75, 0.02, stage->palette.dark, 0.6);
  cairo_rectangle (cr, x, y, width, height);
  aip_draft_fill_gradient (cr, x, y, aip_draft_color_shade (wood, 0.95), 1, x, y + height,
                           aip_draft_color_shade (wood, 0.5), 1);
  aip_draft_set_color (cr, aip_draft_color_mix (wood, stage->palette.light, 0.35), 1);
  cairo_rectangle (cr, x - 0.006, y - 0.008, width + 0.012, 0.01);
  cairo_fill (cr);
  cairo_set_line_width (cr, 0.002);
  aip_draft_set_color (cr, aip_draft_color_shade (wood, 0.35), 0.9);
  for (int i = 1; i < 3; i++)
    {
      cairo_move_to (cr, x + width * i / 3, y + 0.006);
      cairo_line_to (cr, x + width * i / 3, y + height);
    }
  cairo_stroke (cr);

  /* Books. */
  for (double bx = x + width * 0.55; bx < x + width * 0.9;)
    {
      static const guint32 covers[] = { 0x7d3b32, 0x32506b, 0x8a7a45, 0x3f5a45, 0xb9ab90 };
      double w = aip_draft_random_range (random, 0.006, 0.014);
      double h = aip_draft_random_range (random, 0.03, 0.05);

      aip_draft_set_color (cr, aip_draft_color_times (
                                 AIP_DRAFT_RGB (covers[aip_draft_random_pick (random, 5)]),
                                 stage->palette.ambient), 1);
      cairo_rectangle (cr, bx, y - 0.008 - h, w * 0.9, h);
      cairo_fill (cr);
      bx += w;
    }
  paint_lamp (stage, x + width * 0.22, y - 0.105);
}

static void
paint_picture (const AipDraftStage *stage,
               double               x,
               double               y,
               double               width,
               double               height)
{
  AipDraftColor frame = aip_draft_color_times (AIP_DRAFT_RGB (0x3e2f26), stage->palette.ambient);
  AipDraftColor paper = aip_draft_color_times (AIP_DRAFT_RGB (0xcfc4ae), stage->palette.ambient);
  cairo_t *cr = stage->cr;

  aip_draft_set_color (cr, stage->palette.dark, 0.3);
  cairo_rectangle (cr, x + 0.006, y + 0.008, width, height);
  cairo_fill (cr);
  aip_draft_set_color (cr, frame, 1);
  cairo_rectangle (cr, x, y, width, height);
  cairo_fill (cr);
  aip_draft_set_color (cr, paper, 1);
  cairo_rectangle (cr, x + 0.008, y + 0.008, width - 0.016, height - 0.016);
  cairo_fill (cr);
  aip_draft_set_color (cr, aip_draft_color_shade (paper, 0.5), 0.8);
  cairo_move_to (cr, x + 0.008, y + height * 0.75);
  cairo_line_to (cr, x + width * 0.4, y + height * 0.4);
  cairo_line_to (cr, x + width * 0.6, y + height * 0.6);
  cairo_line_to (cr, x + width - 0.008, y + height * 0.5);
  cairo_line_to (cr, x + width - 0.008, y + height - 0.008);
  cairo_line_to (cr, x + 0.008, y + height - 0.008);
  cairo_fill (cr);
}

/* Where the furniture stands follows from where the light comes from. */
static void
paint_room (const AipDraftStage *stage)
{
  static const guint32 walls[] = { 0xb8a58a, 0x8f9a8c, 0x97a0aa, 0xb59a86, 0x9a9284 };
  const AipDraftPalette *palette = &stage->palette;
  AipDraftRandom random = aip_draft_random_new (stage->scene->seed, "room");
  gboolean right = stage->scene->light > 0;
  gboolean dark = is_dark_outside (stage);
  double a = stage->aspect;
  Wall wall = { a * 0.17, 0.13, a * 0.83, 0.69 };
  AipDraftColor ambient = aip_draft_color_mix (palette->ambient, palette->lamp, dark ? 0.3 : 0.1);
  AipDraftColor color = aip_draft_color_times (
    AIP_DRAFT_RGB (walls[aip_draft_random_pick (&random, G_N_ELEMENTS (walls))]), ambient);
  AipDraftColor boards = aip_draft_color_times (AIP_DRAFT_RGB (0x8d6a4c), ambient);
  double width = (wall.x1 - wall.x0) * 0.3;
  double wx = right ? wall.x1 - width * 1.35 : wall.x0 + width * 0.35;
  double wy = wall.y0 + 0.08;
  double wh = 0.34;
  double fx = right ? wall.x0 + (wall.x1 - wall.x0) * 0.08 : wall.x1 - (wall.x1 - wall.x0) * 0.42;

  paint_box (stage, &wall, color, boards);
  paint_picture (stage, right ? wall.x0 + 0.16 : wall.x1 - 0.28, wall.y0 + 0.1, 0.12, 0.15);
  paint_window (stage, wx, wy, width, wh);
  paint_curtain (stage, wx - width * 0.16, wy - 0.03, width * 0.2, wh + 0.09);
  paint_curtain (stage, wx + width * 0.96, wy - 0.03, width * 0.2, wh + 0.09);
  paint_furniture (stage, &random, &wall, fx, (wall.x1 - wall.x0) * 0.34);

  /* What comes in through the window lies on the floor and hangs in the air. */
  if (!dark)
    {
      double shift = right ? -0.42 : 0.42;

      aip_draft_quad (stage->cr, wx + shift * 0.8, 0.76, wx + width + shift * 0.8, 0.76,
                      wx + width * 1.25 + shift * 1.5, 0.97, wx - width * 0.15 + shift * 1.5,
                      0.97);
      aip_draft_fill_gradient (stage->cr, 0, 0.76, palette->light, 0.5, 0, 0.97, palette->light,
                               0.2);
      aip_draft_quad (stage->cr, wx, wy, wx + width, wy + wh * 0.3,
                      wx + width * 1.25 + shift * 1.5, 0.97, wx - width * 0.15 + shift * 1.5,
                      0.97);
      aip_draft_fill_gradient (stage->cr, wx, wy, palette->light, 0.3, wx + shift, 0.95,
                               palette->light, 0.02);
    }
}

/* Lamps and doors repeat at a constant ratio, which is what perspective makes of equal steps. */
static void
paint_corridor (const AipDraftStage *stage)
{
  const AipDraftPalette *palette = &stage->palette;
  double a = stage->aspect;
  Wall wall = { a * 0.42, 0.34, a * 0.58, 0.62 };
  double cx = (wall.x0 + wall.x1) / 2;
  double cy = 0.47;
  AipDraftColor ambient = aip_draft_color_mix (palette->ambient, AIP_DRAFT_RGB (0x9fc0c4), 0.25);
  AipDraftColor color = aip_draft_color_times (AIP_DRAFT_RGB (0x8a948f), ambient);
  AipDraftColor boards = aip_draft_color_times (AIP_DRAFT_RGB (0x6a6b66), ambient);
  cairo_t *cr = stage->cr;

  paint_box (stage, &wall, color, boards);
  aip_draft_glow (cr, cx, cy, 0.3, 0.26, palette->light, 0.75);

  /* Lamps on the ceiling and doors along the walls, smaller with every step into the depth. */
  for (double z = 1.0; z < 5.5; z *= 1.5)
    {
      double lamp_y0 = cy - 0.44 / z;
      double lamp_y1 = cy - 0.44 / (z * 1.2);
      double half = 0.11 / z;

      aip_draft_quad (cr, cx - half, lamp_y0, cx + half, lamp_y0, cx + half / 1.2, lamp_y1,
                      cx - half / 1.2, lamp_y1);
      aip_draft_set_color (cr, aip_draft_color_mix (palette->lamp, AIP_DRAFT_RGB (0xffffff), 0.5),
                           0.95);
      cairo_fill (cr);
      aip_draft_glow (cr, cx, lamp_y0, 0.4 / z, 0.16 / z, palette->lamp, 0.4);
      aip_draft_glow (cr, cx, cy + 0.46 / z, 0.22 / z, 0.1 / z, palette->lamp, 0.3);

      for (int side = -1; side <= 1; side += 2)
        {
          double x0 = cx + side * a * 0.44 / z;
          double x1 = cx + side * a * 0.44 / (z * 1.22);

          aip_draft_quad (cr, x0, cy - 0.26 / z, x1, cy - 0.26 / (z * 1.22), x1,
                          cy + 0.5 / (z * 1.22), x0, cy + 0.5 / z);
          aip_draft_set_color (cr, aip_draft_color_shade (color, side * stage->scene->light < 0
                                                                   ? 0.6 : 0.4), 0.95);
          cairo_fill (cr);
        }
    }
}

static void
paint_vehicle (const AipDraftStage *stage)
{
  const AipDraftPalette *palette = &stage->palette;
  AipDraftRandom random = aip_draft_random_new (stage->scene->seed, "vehicle");
  AipDraftColor body = aip_draft_color_mix (palette->dark, AIP_DRAFT_RGB (0x4a4744), 0.35);
  double a = stage->aspect;
  cairo_t *cr = stage->cr;

  aip_draft_paint_sky (stage);

  /* The world goes by: smeared bands, and lamps after dark. */
  for (int i = 0; i < 70; i++)
    {
      double y = aip_draft_random_range (&random, 0.3, 0.66);

      aip_draft_glow (cr, aip_draft_random_range (&random, 0, a), y,
                      aip_draft_random_range (&random, 0.1, 0.5),
                      aip_draft_random_range (&random, 0.004, 0.02),
                      aip_draft_color_mix (palette->haze, palette->ground_near,
                                           aip_draft_random_range (&random, 0, 1)), 0.55);
    }
  for (int i = 0; palette->lamps > 0 && i < 22; i++)
    aip_draft_glow (cr, aip_draft_random_range (&random, 0, a),
                    aip_draft_random_range (&random, 0.24, 0.6),
                    aip_draft_random_range (&random, 0.02, 0.09), 0.016, palette->lamp, 0.8);

  /* The window frame, the sill and the back of a seat. */
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_rectangle (cr, -0.1, -0.1, a + 0.2, 1.2);
  for (int i = 0; i < 2; i++)
    {
      double x0 = a * (0.05 + 0.47 * i);
      double x1 = a * (0.47 + 0.47 * i) + 0.02;
      double r = 0.05;

      cairo_new_sub_path (cr);
      cairo_arc (cr, x1 - r, 0.12 + r, r, -G_PI_2, 0);
      cairo_arc (cr, x1 - r, 0.68 - r, r, 0, G_PI_2);
      cairo_arc (cr, x0 + r, 0.68 - r, r, G_PI_2, G_PI);
      cairo_arc (cr, x0 + r, 0.12 + r, r, G_PI, 3 * G_PI_2);
      cairo_close_path (cr);
    }
  aip_draft_fill_gradient (cr, 0, 0, aip_draft_color_shade (body, 0.7), 1, 0, 1, body, 1);
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_WINDING);
  aip_draft_set_color (cr, aip_draft_color_mix (body, palette->light, 0.35), 1);
  cairo_rectangle (cr, 0, 0.715, a, 0.012);
  cairo_fill (cr);
  aip_draft_glow (cr, a * (stage->scene->light > 0 ? 0.85 : 0.15), 0.3, 0.7, 0.6, palette->light,
                  0.25);
}

void
aip_draft_paint_interior (const AipDraftStage *stage)
{
  switch (stage->scene->place)
    {
    case AIP_DRAFT_PLACE_CORRIDOR:
      paint_corridor (stage);
      break;
    case AIP_DRAFT_PLACE_VEHICLE:
      paint_vehicle (stage);
      break;
    default:
      paint_room (stage);
      break;
    }
}
