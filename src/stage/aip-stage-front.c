/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-stage-front"

#include "config.h"

#include <math.h>

#include "aip-stage-front.h"

gboolean
aip_stage_front_needed (const AipSetup     *setup,
                        const AipStageView *view,
                        double             *distance)
{
  AipAngle angle = aip_setup_has (setup, AIP_SETUP_ANGLE) ? setup->angle : AIP_ANGLE_EYE_LEVEL;

  if (angle == AIP_ANGLE_OVER_SHOULDER)
    {
      *distance = MIN (0.9, view->distance * 0.45);
      return TRUE;
    }
  if (!aip_setup_has (setup, AIP_SETUP_COMPOSITION))
    return FALSE;

  switch (setup->composition)
    {
    case AIP_COMPOSITION_FRAME_IN_FRAME:
    case AIP_COMPOSITION_LAYERED:
      *distance = view->distance * 0.5;
      return TRUE;

    case AIP_COMPOSITION_FOREGROUND:
      *distance = view->distance * 0.35;
      return TRUE;

    default:
      return FALSE;
    }
}

static AipStageColor
get_dark (const AipStagePaint *paint,
          guint                color,
          double               level)
{
  return aip_stage_paint_ink (paint, aip_stage_color_scale (
    aip_stage_color_multiply (AIP_STAGE_RGB (color), paint->world->ambient), level));
}

/* A doorway or an arch around the subject. */
static void
paint_frame (const AipStagePaint *paint)
{
  const AipStageView *view = paint->view;
  double w = view->width, h = view->frame_height, edge = MIN (w, h) * 0.11;
  cairo_t *cr = paint->cr;
  gboolean arch = paint->world->seed % 2 == 0;

  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_rectangle (cr, -w, -h, 3 * w, 3 * h);
  if (arch)
    {
      cairo_new_sub_path (cr);
      cairo_move_to (cr, w * 0.17, h * 2);
      cairo_line_to (cr, w * 0.17, h * 0.42);
      cairo_curve_to (cr, w * 0.17, -h * 0.05, w * 0.83, -h * 0.05, w * 0.83, h * 0.42);
      cairo_line_to (cr, w * 0.83, h * 2);
      cairo_close_path (cr);
    }
  else
    cairo_rectangle (cr, w * 0.16, edge * 0.7, w * 0.68, h * 2);
  aip_stage_color_set (cr, get_dark (paint, 0x3a3028, 0.42), 1);
  cairo_fill_preserve (cr);
  aip_stage_color_set (cr, get_dark (paint, 0x8a7660, 0.9), 1);
  cairo_set_line_width (cr, edge * 0.10);
  cairo_stroke (cr);
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_WINDING);
}

static void
paint_leaves (const AipStagePaint *paint)
{
  const AipStageView *view = paint->view;
  AipStageRandom random = aip_stage_random_begin (paint->world->seed, "leaves");
  double h = view->frame_height;
  cairo_t *cr = paint->cr;

  for (int pass = 0; pass < 2; pass++)
    {
      for (int i = 0; i < 26; i++)
        {
          double t = aip_stage_random_range (&random, 0, 1);
          double x = view->width * (1.02 - 0.30 * t * t) + h * aip_stage_random_range (&random, -0.1, 0.1);
          double y = h * (1.05 - 0.75 * t) + h * aip_stage_random_range (&random, -0.12, 0.12);
          double size = h * aip_stage_random_range (&random, 0.05, 0.12);
          double turn = aip_stage_random_range (&random, 0, 2 * G_PI);

          cairo_save (cr);
          cairo_translate (cr, x, y);
          cairo_rotate (cr, turn);
          cairo_move_to (cr, -size, 0);
          cairo_curve_to (cr, -size * 0.3, -size * 0.6, size * 0.5, -size * 0.5, size, 0);
          cairo_curve_to (cr, size * 0.5, size * 0.5, -size * 0.3, size * 0.6, -size, 0);
          cairo_restore (cr);
        }
      aip_stage_color_set (cr, get_dark (paint, pass == 0 ? 0x2f3a22 : 0x55683a,
                                         pass == 0 ? 0.7 : 0.95), 0.95);
      cairo_fill (cr);
    }
}

/* An edge of a wall on one side, a lamp or a shrub on the other: planes before the subject. */
static void
paint_layers (const AipStagePaint *paint)
{
  const AipStageView *view = paint->view;
  double w = view->width, h = view->frame_height;
  cairo_t *cr = paint->cr;

  cairo_rectangle (cr, -w, -h, w * 1.13, 3 * h);
  aip_stage_color_set (cr, get_dark (paint, 0x3d342c, 0.5), 1);
  cairo_fill (cr);
  cairo_rectangle (cr, w * 0.13, -h, w * 0.012, 3 * h);
  aip_stage_color_set (cr, get_dark (paint, 0x9a8468, 0.8), 1);
  cairo_fill (cr);

  cairo_move_to (cr, w * 0.86, h * 2);
  cairo_curve_to (cr, w * 0.84, h * 0.80, w * 0.94, h * 0.66, w * 1.2, h * 0.62);
  cairo_line_to (cr, w * 1.2, h * 2);
  cairo_close_path (cr);
  aip_stage_color_set (cr, get_dark (paint, 0x4a4038, 0.55), 1);
  cairo_fill (cr);
}

static void
paint_shoulder (const AipStagePaint  *paint,
                const AipStageFigure *figure)
{
  const AipStageView *view = paint->view;
  AipStageFigure other = *figure;
  double distance, side = figure->x > 0.02 ? -1 : 1, half;

  aip_stage_front_needed (&(AipSetup) { .given = AIP_SETUP_BIT (AIP_SETUP_ANGLE),
                                        .angle = AIP_ANGLE_OVER_SHOULDER }, view, &distance);
  half = view->width * distance / view->scale / 2;
  other.z = view->camera_z + distance;
  other.x = side * half * 0.78;
  other.turn = 180 - side * 14;
  other.memory = NULL;
  other.woman = !figure->woman;
  other.colors[AIP_STAGE_HAIR] = AIP_STAGE_RGB (0x241a14);
  other.colors[AIP_STAGE_COAT] = AIP_STAGE_RGB (0x3a3533);
  aip_stage_figure_draw (&other, paint->cr, paint->pixels);
}

void
aip_stage_front_paint (const AipStagePaint  *paint,
                       const AipSetup       *setup,
                       const AipStageFigure *figure)
{
  g_return_if_fail (paint != NULL && setup != NULL && figure != NULL);

  if (aip_setup_has (setup, AIP_SETUP_ANGLE) && setup->angle == AIP_ANGLE_OVER_SHOULDER)
    {
      paint_shoulder (paint, figure);
      return;
    }
  if (!aip_setup_has (setup, AIP_SETUP_COMPOSITION))
    return;

  switch (setup->composition)
    {
    case AIP_COMPOSITION_FRAME_IN_FRAME:
      paint_frame (paint);
      break;

    case AIP_COMPOSITION_LAYERED:
      paint_layers (paint);
      break;

    case AIP_COMPOSITION_FOREGROUND:
      paint_leaves (paint);
      break;

    default:
      break;
    }
}

void
aip_stage_front_lines (const AipStagePaint *paint)
{
  const AipStageView *view = paint->view;
  double near = view->camera_z + 0.25;

  for (int side = -1; side <= 1; side += 2)
    aip_stage_paint_add_floor (paint, 0.03, view->subject_x + side * 0.72 - 0.04,
                               view->subject_x + side * 0.72 + 0.04, near, 160);
  aip_stage_paint_set (paint, aip_stage_paint_lit (paint, AIP_STAGE_RGB (0xb9b4aa), 12), 0.9);
  cairo_fill (paint->cr);

  for (double z = floor (near); z < 30; z += 0.8)
    if (z > near)
      aip_stage_paint_add_floor (paint, 0.02, view->subject_x - 1.1, view->subject_x + 1.1, z, z + 0.24);
  aip_stage_paint_set (paint, aip_stage_paint_lit (paint, AIP_STAGE_RGB (0x4f4238), 12), 0.75);
  cairo_fill (paint->cr);
}

static void
paint_rain (const AipStagePaint *paint,
            double               shutter,
            gboolean             storm)
{
  AipStageRandom random = aip_stage_random_begin (paint->world->seed, "rain");
  double w = paint->view->width, h = paint->view->frame_height;
  /* Drops fall at about eight metres a second; seen at three metres. */
  double length = h * CLAMP (8 * shutter * paint->view->focal / 60, 0.02, 0.20);
  double lean = storm ? 0.35 : 0.14;
  AipStageColor color = aip_stage_paint_ink (paint, aip_stage_color_mix (
    paint->world->sky_low, (AipStageColor) { 1, 1, 1 }, 0.5));

  for (int layer = 0; layer < 3; layer++)
    {
      int n_drops = storm ? 130 : 90;

      for (int i = 0; i < n_drops; i++)
        {
          double x = aip_stage_random_range (&random, -0.15, 1.1) * w;
          double y = aip_stage_random_range (&random, -0.1, 1.05) * h;
          double part = length * (0.45 + 0.4 * layer);

          cairo_move_to (paint->cr, x, y);
          cairo_line_to (paint->cr, x + part * lean, y + part);
        }
      aip_stage_color_set (paint->cr, color, 0.16 + 0.10 * layer);
      cairo_set_line_width (paint->cr, h * (0.0012 + 0.0011 * layer));
      cairo_stroke (paint->cr);
    }
}

static void
paint_flakes (const AipStagePaint *paint,
              AipStageColor        color,
              guint                n_flakes,
              double               strongest)
{
  AipStageRandom random = aip_stage_random_begin (paint->world->seed, "flakes");
  double w = paint->view->width, h = paint->view->frame_height;

  for (int layer = 0; layer < 3; layer++)
    {
      /* The nearest are out of focus. */
      for (guint i = 0; i < n_flakes / (layer + 1) / (layer + 1); i++)
        {
          double x = aip_stage_random_range (&random, 0, 1) * w;
          double y = aip_stage_random_range (&random, 0, 1) * h;
          double r = h * (0.0022 + 0.0045 * layer * layer) *
                     aip_stage_random_range (&random, 0.7, 1.4);

          cairo_new_sub_path (paint->cr);
          cairo_arc (paint->cr, x, y, r, 0, 2 * G_PI);
        }
      aip_stage_color_set (paint->cr, color, strongest * (layer == 2 ? 0.35 : 0.8));
      cairo_fill (paint->cr);
    }
}

static void
paint_lightning (const AipStagePaint *paint)
{
  AipStageRandom random = aip_stage_random_begin (paint->world->seed, "lightning");
  double w = paint->view->width, h = paint->view->frame_height;
  double x = w * aip_stage_random_range (&random, 0.65, 0.9), y = -h * 0.02;
  double from = x;
  AipStageColor white = aip_stage_paint_ink (paint, AIP_STAGE_RGB (0xf4f0ff));

  cairo_move_to (paint->cr, x, y);
  while (y < h * 0.42)
    {
      x += w * aip_stage_random_range (&random, -0.035, 0.03);
      y += h * aip_stage_random_range (&random, 0.03, 0.07);
      cairo_line_to (paint->cr, x, y);
    }
  aip_stage_color_set (paint->cr, white, 0.9);
  cairo_set_line_width (paint->cr, h * 0.005);
  cairo_stroke (paint->cr);
  aip_stage_paint_glow (paint, from, h * 0.15, w * 0.3, h * 0.4, white, 0.35);
}

void
aip_stage_front_weather (const AipStagePaint *paint,
                         double               shutter)
{
  const AipStageWorld *world = paint->world;

  if (world->place == AIP_STAGE_PLACE_SEA)
    {
      paint_flakes (paint, aip_stage_paint_ink (paint, AIP_STAGE_RGB (0xbfe8e6)), 60, 0.28);
      return;
    }
  if (world->interior)
    return;

  switch (world->weather)
    {
    case AIP_WEATHER_RAIN:
      paint_rain (paint, shutter, FALSE);
      break;

    case AIP_WEATHER_STORM:
      paint_lightning (paint);
      paint_rain (paint, shutter, TRUE);
      break;

    case AIP_WEATHER_SNOW:
      paint_flakes (paint, aip_stage_paint_ink (paint, aip_stage_color_mix (
        world->haze, (AipStageColor) { 1, 1, 1 }, 0.75)), 170, 0.85);
      break;

    case AIP_WEATHER_DUST:
      paint_flakes (paint, aip_stage_paint_ink (paint, world->haze), 90, 0.35);
      break;

    default:
      break;
    }
}

/* A letter and a cup on a table, lit like the subject would be. */
void
aip_stage_front_insert (const AipStagePaint *paint)
{
  const AipStageView *view = paint->view;
  double w = view->width, h = view->frame_height;
  double side = paint->light->n_beams > 0 ? paint->light->beams[0].direction[0] : 0.5;
  cairo_t *cr = paint->cr;
  AipStageColor wood = get_dark (paint, 0x8a5f3c, 1.0), dark = get_dark (paint, 0x3a2616, 1.0);
  AipStageColor paper = get_dark (paint, 0xf0e6d0, 1.05), ink = get_dark (paint, 0x2a2622, 1.0);
  AipStageColor cup = get_dark (paint, 0xd8d4cc, 1.05), shade = get_dark (paint, 0x6a6660, 0.6);
  cairo_pattern_t *pattern;

  pattern = cairo_pattern_create_linear (side > 0 ? w : 0, 0, side > 0 ? 0 : w, h);
  cairo_pattern_add_color_stop_rgb (pattern, 0, wood.red, wood.green, wood.blue);
  cairo_pattern_add_color_stop_rgb (pattern, 1, dark.red, dark.green, dark.blue);
  cairo_set_source (cr, pattern);
  cairo_paint (cr);
  cairo_pattern_destroy (pattern);
  aip_stage_color_set (cr, dark, 0.5);
  cairo_set_line_width (cr, h * 0.006);
  for (int i = 1; i < 5; i++)
    {
      cairo_move_to (cr, 0, h * 0.24 * i);
      cairo_line_to (cr, w, h * 0.24 * i - h * 0.05);
    }
  cairo_stroke (cr);

  /* The letter and its shadow. */
  cairo_save (cr);
  cairo_translate (cr, w * 0.5 + view->subject_x * view->scale / view->distance, h * 0.56);
  cairo_rotate (cr, -0.16);
  cairo_rectangle (cr, -h * 0.34 - side * h * 0.03, -h * 0.27 + h * 0.03, h * 0.66, h * 0.56);
  aip_stage_color_set (cr, dark, 0.55);
  cairo_fill (cr);
  cairo_rectangle (cr, -h * 0.34, -h * 0.28, h * 0.66, h * 0.56);
  aip_stage_color_set (cr, paper, 1);
  cairo_fill (cr);
  aip_stage_color_set (cr, ink, 0.7);
  cairo_set_line_width (cr, h * 0.009);
  for (int i = 0; i < 7; i++)
    {
      cairo_move_to (cr, -h * 0.27, -h * 0.2 + i * h * 0.062);
      for (int j = 1; j < 22; j++)
        cairo_line_to (cr, -h * 0.27 + j * h * (i == 6 ? 0.012 : 0.024),
                       -h * 0.2 + i * h * 0.062 + h * 0.009 * sin (j * 2.3 + i));
    }
  cairo_stroke (cr);
  cairo_restore (cr);

  /* The cup. */
  cairo_save (cr);
  cairo_translate (cr, w * 0.5 + view->subject_x * view->scale / view->distance + h * 0.50, h * 0.36);
  cairo_scale (cr, h * 0.16, h * 0.16);
  cairo_save (cr);
  cairo_translate (cr, -side * 0.35, 0.25);
  cairo_arc (cr, 0, 0, 1.35, 0, 2 * G_PI);
  aip_stage_color_set (cr, dark, 0.5);
  cairo_fill (cr);
  cairo_restore (cr);
  for (int i = 0; i < 2; i++)
    {
      double r = i == 0 ? 1.35 : 0.85;

      pattern = cairo_pattern_create_linear (side * r, -r * 0.4, -side * r, r * 0.4);
      cairo_pattern_add_color_stop_rgb (pattern, 0, cup.red, cup.green, cup.blue);
      cairo_pattern_add_color_stop_rgb (pattern, 1, shade.red, shade.green, shade.blue);
      cairo_arc (cr, 0, 0, r, 0, 2 * G_PI);
      cairo_set_source (cr, pattern);
      cairo_fill (cr);
      cairo_pattern_destroy (pattern);
    }
  cairo_arc (cr, 0, 0, 0.72, 0, 2 * G_PI);
  aip_stage_color_set (cr, get_dark (paint, 0x3a1e10, 0.9), 1);
  cairo_fill (cr);
  cairo_restore (cr);
}
