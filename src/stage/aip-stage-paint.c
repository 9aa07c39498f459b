/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-stage-paint"

#include "config.h"

#include <math.h>

#include "aip-stage-paint.h"

#define NEAREST 0.12
#define MOST_POINTS 12

AipStageColor
aip_stage_paint_ink (const AipStagePaint *paint,
                     AipStageColor        color)
{
  return aip_stage_grade_apply (paint->grade, color);
}

AipStageColor
aip_stage_paint_lit (const AipStagePaint *paint,
                     AipStageColor        color,
                     double               distance)
{
  const AipStageWorld *world = paint->world;
  double seen = exp (-world->fog * MAX (0, distance));

  color = aip_stage_color_multiply (color, world->ambient);

  return aip_stage_color_mix (world->haze, color, seen);
}

double
aip_stage_paint_distance (const AipStagePaint *paint,
                          double               z)
{
  return MAX (0, z - paint->view->camera_z);
}

void
aip_stage_paint_set (const AipStagePaint *paint,
                     AipStageColor        color,
                     double               alpha)
{
  aip_stage_color_set (paint->cr, aip_stage_paint_ink (paint, color), alpha);
}

/* Depth along the axis, and the two coordinates before they are divided by it. */
static void
to_camera (const AipStageView *view,
           const double        point[3],
           double              camera[3])
{
  double dy = point[1] - view->height, dz = point[2] - view->camera_z;

  camera[0] = point[0];
  camera[1] = dy * view->cos_pitch - dz * view->sin_pitch;
  camera[2] = dz * view->cos_pitch + dy * view->sin_pitch;
}

void
aip_stage_paint_add_face (const AipStagePaint *paint,
                          const double       (*points)[3],
                          guint                n_points)
{
  const AipStageView *view = paint->view;
  double camera[MOST_POINTS][3];
  gboolean begun = FALSE;

  g_return_if_fail (n_points <= MOST_POINTS);

  for (guint i = 0; i < n_points; i++)
    to_camera (view, points[i], camera[i]);

  for (guint i = 0; i < n_points; i++)
    {
      const double *a = camera[i], *b = camera[(i + 1) % n_points];
      double kept[2][3];
      guint n_kept = 0;

      /* Sutherland and Hodgman, against the one plane that matters. */
      if (a[2] >= NEAREST)
        {
          kept[0][0] = a[0];
          kept[0][1] = a[1];
          kept[0][2] = a[2];
          n_kept = 1;
        }
      if ((a[2] >= NEAREST) != (b[2] >= NEAREST))
        {
          double t = (NEAREST - a[2]) / (b[2] - a[2]);

          kept[n_kept][0] = a[0] + (b[0] - a[0]) * t;
          kept[n_kept][1] = a[1] + (b[1] - a[1]) * t;
          kept[n_kept][2] = NEAREST;
          n_kept++;
        }

      for (guint j = 0; j < n_kept; j++)
        {
          double px = kept[j][0] * view->scale / kept[j][2];
          double py = -kept[j][1] * view->scale / kept[j][2];
          double x = view->width / 2 + px * view->cos_roll - py * view->sin_roll;
          double y = view->frame_height / 2 + px * view->sin_roll + py * view->cos_roll;

          /* Cairo counts in 24 bits. */
          x = CLAMP (x, -20000, 20000);
          y = CLAMP (y, -20000, 20000);
          if (begun)
            cairo_line_to (paint->cr, x, y);
          else
            cairo_move_to (paint->cr, x, y);
          begun = TRUE;
        }
    }

  if (begun)
    cairo_close_path (paint->cr);
}

void
aip_stage_paint_add_front (const AipStagePaint *paint,
                           double               x,
                           double               y,
                           double               z,
                           double               width,
                           double               height)
{
  const double points[4][3] = {
    { x, y, z }, { x + width, y, z }, { x + width, y + height, z }, { x, y + height, z },
  };

  aip_stage_paint_add_face (paint, points, 4);
}

void
aip_stage_paint_add_side (const AipStagePaint *paint,
                          double               x,
                          double               y,
                          double               height,
                          double               from_z,
                          double               to_z)
{
  const double points[4][3] = {
    { x, y, from_z }, { x, y, to_z }, { x, y + height, to_z }, { x, y + height, from_z },
  };

  aip_stage_paint_add_face (paint, points, 4);
}

void
aip_stage_paint_add_floor (const AipStagePaint *paint,
                           double               y,
                           double               from_x,
                           double               to_x,
                           double               from_z,
                           double               to_z)
{
  const double points[4][3] = {
    { from_x, y, from_z }, { to_x, y, from_z }, { to_x, y, to_z }, { from_x, y, to_z },
  };

  aip_stage_paint_add_face (paint, points, 4);
}

void
aip_stage_paint_fill (const AipStagePaint *paint,
                      AipStageColor        inked)
{
  cairo_t *cr = paint->cr;
  double line = paint->look->outline * paint->view->frame_height * 0.7;

  /* The line first: where shapes overlap only the outline of them all remains. */
  if (line * paint->pixels >= 0.3)
    {
      aip_stage_color_set (cr, aip_stage_paint_ink (paint, paint->look->ink), 0.8);
      cairo_set_line_width (cr, line * 2);
      cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
      cairo_stroke_preserve (cr);
    }
  aip_stage_color_set (cr, inked, 1);
  cairo_fill (cr);
}

void
aip_stage_paint_glow (const AipStagePaint *paint,
                      double               x,
                      double               y,
                      double               rx,
                      double               ry,
                      AipStageColor        inked,
                      double               alpha)
{
  cairo_t *cr = paint->cr;
  cairo_pattern_t *glow;

  if (!(rx > 1e-3 && ry > 1e-3) || !(alpha > 0) || rx > 1e6 || ry > 1e6)
    return;

  glow = cairo_pattern_create_radial (0, 0, 0, 0, 0, 1);
  cairo_pattern_add_color_stop_rgba (glow, 0, inked.red, inked.green, inked.blue, alpha);
  cairo_pattern_add_color_stop_rgba (glow, 0.35, inked.red, inked.green, inked.blue, alpha * 0.5);
  cairo_pattern_add_color_stop_rgba (glow, 0.7, inked.red, inked.green, inked.blue, alpha * 0.12);
  cairo_pattern_add_color_stop_rgba (glow, 1, inked.red, inked.green, inked.blue, 0);

  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, rx, ry);
  cairo_rectangle (cr, -1, -1, 2, 2);
  cairo_set_source (cr, glow);
  cairo_fill (cr);
  cairo_restore (cr);
  cairo_pattern_destroy (glow);
}

void
aip_stage_paint_add_spark (const AipStagePaint *paint,
                           double               x,
                           double               y,
                           double               z,
                           double               size,
                           double               power,
                           AipStageColor        color)
{
  const AipStageSpark spark = { x, y, z, size, power, color };

  if (paint->sparks != NULL)
    g_array_append_val (paint->sparks, spark);
}

static double
lattice (guint64 seed,
         gint64  at)
{
  AipStageRandom random = { seed ^ (guint64) at * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) };

  aip_stage_random_next (&random);

  return aip_stage_random_range (&random, 0, 1);
}

double
aip_stage_paint_noise (guint64 seed,
                       double  x)
{
  double sum = 0, weight = 0.5;

  for (int octave = 0; octave < 4; octave++)
    {
      double floor_x = floor (x), t = x - floor_x;

      t = t * t * (3 - 2 * t);
      sum += weight * (lattice (seed + octave, (gint64) floor_x) * (1 - t) +
                       lattice (seed + octave, (gint64) floor_x + 1) * t);
      weight /= 2;
      x *= 2.03;
    }

  return CLAMP (sum / 0.9375, 0, 1);
}

void
aip_stage_paint_horizon (const AipStagePaint *paint,
                         double              *left,
                         double              *right)
{
  const AipStageView *view = paint->view;
  double middle = view->frame_height / 2, slope = 0;

  if (view->cos_pitch > 0.02)
    middle += view->scale * view->sin_pitch / view->cos_pitch;
  else
    middle = view->sin_pitch > 0 ? 1e4 * view->frame_height : -1e4 * view->frame_height;
  if (fabs (view->cos_roll) > 0.01)
    slope = view->sin_roll / view->cos_roll;

  /* Roll turns the horizon about the middle of the picture. */
  middle = view->frame_height / 2 + (middle - view->frame_height / 2) / MAX (0.01, view->cos_roll);
  *left = middle - slope * view->width / 2;
  *right = middle + slope * view->width / 2;
}

void
aip_stage_paint_far (const AipStagePaint *paint)
{
  switch (paint->world->place)
    {
    case AIP_STAGE_PLACE_STREET:
      aip_stage_paint_town_far (paint);
      break;

    case AIP_STAGE_PLACE_ROOM:
    case AIP_STAGE_PLACE_HALL:
    case AIP_STAGE_PLACE_BAR:
      aip_stage_paint_room_far (paint);
      break;

    case AIP_STAGE_PLACE_SEA:
      aip_stage_paint_sea (paint);
      break;

    case AIP_STAGE_PLACE_FIELD:
    case AIP_STAGE_PLACE_FOREST:
    case AIP_STAGE_PLACE_MOUNTAINS:
    case AIP_STAGE_PLACE_DESERT:
    case AIP_STAGE_PLACE_SHORE:
    default:
      aip_stage_paint_nature_far (paint);
      break;
    }
}

void
aip_stage_paint_middle (const AipStagePaint *paint)
{
  switch (paint->world->place)
    {
    case AIP_STAGE_PLACE_STREET:
      aip_stage_paint_town_middle (paint);
      break;

    case AIP_STAGE_PLACE_ROOM:
    case AIP_STAGE_PLACE_HALL:
    case AIP_STAGE_PLACE_BAR:
      aip_stage_paint_room_middle (paint);
      break;

    case AIP_STAGE_PLACE_SEA:
      break;

    case AIP_STAGE_PLACE_FIELD:
    case AIP_STAGE_PLACE_FOREST:
    case AIP_STAGE_PLACE_MOUNTAINS:
    case AIP_STAGE_PLACE_DESERT:
    case AIP_STAGE_PLACE_SHORE:
    default:
      aip_stage_paint_nature_middle (paint);
      break;
    }
}
