/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-draft-figure"

#include "config.h"

#include <math.h>

#include "aip-draft-figure.h"

/*
 * People below the chin. The proportions are those of a drawing manual (seven and a half heads),
 * the shapes flat, the shading two tones and pencil strokes: it has to read at the size of a
 * thumbnail and must not look like a bad rendering.
 */

static void
limb (cairo_t *cr,
      double   x0,
      double   y0,
      double   x1,
      double   y1,
      double   x2,
      double   y2,
      double   width0,
      double   width1)
{
  /* Two tapering parts with round joints: good enough for sleeves and trousers. */
  const double points[][3] = { { x0, y0, width0 }, { x1, y1, (width0 + width1) * 0.52 },
                               { x2, y2, width1 } };

  cairo_arc (cr, x0, y0, width0, 0, 2 * G_PI);
  cairo_fill (cr);
  for (int i = 0; i < 2; i++)
    {
      double dx = points[i + 1][0] - points[i][0];
      double dy = points[i + 1][1] - points[i][1];
      double length = MAX (hypot (dx, dy), 1e-6);
      double nx = -dy / length;
      double ny = dx / length;

      aip_draft_quad (cr, points[i][0] + nx * points[i][2], points[i][1] + ny * points[i][2],
                      points[i + 1][0] + nx * points[i + 1][2],
                      points[i + 1][1] + ny * points[i + 1][2],
                      points[i + 1][0] - nx * points[i + 1][2],
                      points[i + 1][1] - ny * points[i + 1][2],
                      points[i][0] - nx * points[i][2], points[i][1] - ny * points[i][2]);
      cairo_fill (cr);
      cairo_arc (cr, points[i + 1][0], points[i + 1][1], points[i + 1][2], 0, 2 * G_PI);
      cairo_fill (cr);
    }
}

/* The far foot is lifted a little when somebody walks; trousers hide the rest. */
static void
paint_legs (const AipDraftStage  *stage,
            const AipDraftFigure *figure)
{
  AipDraftColor cloth = aip_draft_color_times (figure->trousers, stage->palette.ambient);
  AipDraftColor shoe = aip_draft_color_shade (stage->palette.dark, 1.1);
  gboolean bare = figure->clothes == AIP_DRAFT_CLOTHES_DRESS;
  double thick = bare ? 0.17 : 0.27;
  cairo_t *cr = stage->cr;

  if (bare)
    cloth = aip_draft_color_shade (aip_draft_color_times (figure->skin, stage->palette.ambient),
                                   0.6);

  for (int side = -1; side <= 1; side += 2)
    {
      double foot = side * (0.22 + figure->stride * 0.5) + figure->stride * 0.15;
      double lift = side < 0 ? figure->stride * 0.28 : 0;

      aip_draft_set_color (cr, aip_draft_color_shade (cloth, side < 0 ? 0.78 : 1), 1);
      if (figure->seated)
        limb (cr, side * 0.3, 3.72, side * 0.42 + figure->turn * 0.25, 4.2,
              side * 0.36 + figure->turn * 0.3, 5.75, 0.34, thick * 0.66);
      else
        limb (cr, side * 0.26, 3.7, side * 0.27 + (foot - side * 0.2) * 0.55, 5.4 - lift * 0.3,
              foot, 7.15 - lift, thick * 1.1, thick * 0.6);

      aip_draft_set_color (cr, shoe, 1);
      cairo_save (cr);
      if (figure->seated)
        cairo_translate (cr, side * 0.36 + figure->turn * 0.38, 5.9);
      else
        cairo_translate (cr, foot + figure->turn * 0.1, 7.32 - lift);
      cairo_scale (cr, 0.28, 0.13);
      cairo_arc (cr, 0, 0, 1, 0, 2 * G_PI);
      cairo_restore (cr);
      cairo_fill (cr);
    }
}

static double
shoulder_width (const AipDraftFigure *figure)
{
  return (figure->woman ? 0.8 : 0.94) * (figure->child ? 0.82 : 1);
}

/* Shoulders to hem in one line: coat, dress and jacket differ in where they end. */
static void
torso_path (cairo_t              *cr,
            const AipDraftFigure *figure)
{
  double shoulder = shoulder_width (figure);
  double waist = (figure->woman ? 0.47 : 0.6) * (figure->child ? 0.9 : 1);
  double hem = 3.85;
  double hem_width = figure->woman ? 0.62 : 0.64;

  if (figure->clothes == AIP_DRAFT_CLOTHES_COAT)
    {
      hem = 5.5;
      hem_width = 0.92;
      waist *= 1.12;
    }
  else if (figure->clothes == AIP_DRAFT_CLOTHES_DRESS)
    {
      hem = 5.15;
      hem_width = 1.0;
    }
  if (figure->seated)
    hem = MIN (hem, 4.1);

  cairo_move_to (cr, -0.2, 1.12);
  cairo_curve_to (cr, -0.26, 1.3, -0.62, 1.36, -shoulder * 0.86, 1.5);
  cairo_curve_to (cr, -shoulder, 1.58, -shoulder * 0.99, 1.86, -shoulder * 0.84, 2.1);
  cairo_curve_to (cr, -waist * 1.12, 2.4, -waist, 2.75, -waist * 1.02, 2.95);
  cairo_curve_to (cr, -hem_width, 3.4, -hem_width, hem - 0.5, -hem_width, hem);
  cairo_curve_to (cr, -hem_width * 0.4, hem + 0.08, hem_width * 0.4, hem + 0.08, hem_width, hem);
  cairo_curve_to (cr, hem_width, hem - 0.5, hem_width, 3.4, waist * 1.02, 2.95);
  cairo_curve_to (cr, waist, 2.75, waist * 1.12, 2.4, shoulder * 0.84, 2.1);
  cairo_curve_to (cr, shoulder * 0.99, 1.86, shoulder, 1.58, shoulder * 0.86, 1.5);
  cairo_curve_to (cr, 0.62, 1.36, 0.26, 1.3, 0.2, 1.12);
  cairo_close_path (cr);
}

/* @front: those that lie over the chest, painted after it; otherwise those beside it. */
static void
paint_arms (const AipDraftStage  *stage,
            const AipDraftFigure *figure,
            gboolean              front)
{
  AipDraftColor cloth = aip_draft_color_times (figure->cloth, stage->palette.ambient);
  AipDraftColor skin = aip_draft_color_shade (aip_draft_color_times (figure->skin,
                                                                     stage->palette.ambient), 0.78);
  double thick = figure->woman ? 0.165 : 0.2;
  double shoulder = shoulder_width (figure) - thick * 1.05;
  cairo_t *cr = stage->cr;

  for (int side = -1; side <= 1; side += 2)
    {
      gboolean lit = side * stage->scene->light > 0;
      gboolean holding = figure->pose == AIP_DRAFT_POSE_HOLDING && (side > 0) == (figure->turn > 0);
      gboolean over = !figure->from_behind && (figure->pose == AIP_DRAFT_POSE_CROSSED || holding);
      double swing = side * figure->stride * 0.32;
      double elbow_x = side * (shoulder + 0.16) - swing * 0.4;
      double elbow_y = 2.78;
      double hand_x = side * (shoulder + 0.11) - swing;
      double hand_y = 3.82 - fabs (swing) * 0.3;

      if (over != front)
        continue;

      if (over && holding)
        {
          hand_x = side * 0.18;
          hand_y = 2.3;
        }
      else if (over)
        {
          elbow_x = side * (shoulder + 0.2);
          elbow_y = 2.66;
          hand_x = -side * 0.36;
          hand_y = side > 0 ? 2.42 : 2.56;
        }
      else if (figure->seated)
        {
          elbow_x = side * (shoulder + 0.2);
          hand_x = side * 0.42;
          hand_y = 3.66;
        }
      else if (figure->pose == AIP_DRAFT_POSE_POCKETS)
        {
          elbow_x = side * (shoulder + 0.3);
          hand_x = side * 0.56;
          hand_y = 3.42;
        }

      if (figure->pose != AIP_DRAFT_POSE_POCKETS || figure->seated || over)
        {
          aip_draft_set_color (cr, skin, 1);
          cairo_arc (cr, hand_x, hand_y + (over ? -0.02 : 0.13), 0.135, 0, 2 * G_PI);
          cairo_fill (cr);
        }
      aip_draft_set_color (cr, aip_draft_color_shade (cloth, over ? (lit ? 1.12 : 0.62)
                                                                  : (lit ? 1.05 : 0.66)), 1);
      limb (cr, side * shoulder, 1.74, elbow_x, elbow_y, hand_x, hand_y, thick * 1.05,
            thick * 0.74);
    }
}

/* Collar, lapels, a zip: what can be seen of clothes in closer shots. */
static void
paint_clothes_detail (const AipDraftStage  *stage,
                      const AipDraftFigure *figure)
{
  AipDraftColor cloth = aip_draft_color_times (figure->cloth, stage->palette.ambient);
  AipDraftColor shirt = aip_draft_color_times (AIP_DRAFT_RGB (0xcfc8ba), stage->palette.ambient);
  AipDraftColor skin = aip_draft_color_times (figure->skin, stage->palette.ambient);
  double centre = figure->turn * 0.06;
  cairo_t *cr = stage->cr;

  if (figure->from_behind)
    return;

  if (figure->clothes == AIP_DRAFT_CLOTHES_HOOD)
    {
      aip_draft_set_color (cr, aip_draft_color_shade (cloth, 0.6), 1);
      cairo_move_to (cr, -0.44, 1.32);
      cairo_curve_to (cr, -0.3, 1.0, 0.3, 1.0, 0.44, 1.32);
      cairo_curve_to (cr, 0.25, 1.52, -0.25, 1.52, -0.44, 1.32);
      cairo_fill (cr);
      aip_draft_set_color (cr, aip_draft_color_shade (cloth, 0.4), 0.8);
      cairo_set_line_width (cr, 0.025);
      cairo_move_to (cr, centre, 1.5);
      cairo_line_to (cr, centre, 3.8);
      cairo_stroke (cr);
      return;
    }

  if (figure->clothes == AIP_DRAFT_CLOTHES_DRESS)
    {
      aip_draft_set_color (cr, aip_draft_color_shade (skin, 0.8), 1);
      cairo_move_to (cr, -0.3, 1.27);
      cairo_curve_to (cr, -0.2, 1.55, 0.2, 1.55, 0.3, 1.27);
      cairo_fill (cr);
      return;
    }

  /* Shirt and lapels. */
  aip_draft_set_color (cr, aip_draft_color_shade (shirt, 0.8), 1);
  cairo_move_to (cr, -0.24, 1.2);
  cairo_line_to (cr, centre, 2.15);
  cairo_line_to (cr, 0.24, 1.2);
  cairo_fill (cr);
  for (int side = -1; side <= 1; side += 2)
    {
      aip_draft_set_color (cr, aip_draft_color_shade (cloth, side * stage->scene->light > 0 ? 1.25
                                                                                           : 0.6),
                           1);
      cairo_move_to (cr, side * 0.2, 1.1);
      cairo_line_to (cr, side * 0.46, 1.42);
      cairo_line_to (cr, side * 0.36, 1.66);
      cairo_line_to (cr, side * 0.44, 1.74);
      cairo_line_to (cr, centre + side * 0.02, 2.35);
      cairo_line_to (cr, side * 0.14, 1.5);
      cairo_close_path (cr);
      cairo_fill (cr);
    }
  aip_draft_set_color (cr, aip_draft_color_shade (cloth, 0.4), 0.8);
  cairo_set_line_width (cr, 0.022);
  cairo_move_to (cr, centre, 2.3);
  cairo_line_to (cr, centre + 0.03, 3.9);
  cairo_stroke (cr);
}

/* Reaches under jaw and collar, which are painted over it. */
static void
paint_neck (const AipDraftStage  *stage,
            const AipDraftFigure *figure)
{
  AipDraftColor skin = aip_draft_color_times (figure->skin, stage->palette.ambient);
  double half = figure->woman ? 0.165 : 0.205;
  double light = stage->scene->light;
  cairo_t *cr = stage->cr;

  aip_draft_quad (cr, -half, 0.8, half, 0.8, half * 1.2, 1.36, -half * 1.2, 1.36);
  aip_draft_fill_gradient (cr, -light * half, 0, aip_draft_color_shade (skin, 0.45), 1,
                           light * half, 0,
                           aip_draft_color_mix (aip_draft_color_shade (skin, 0.8),
                                                stage->palette.light, 0.2), 1);
  if (figure->from_behind)
    return;

  /* What the jaw throws on it. */
  cairo_move_to (cr, -half * 1.1, 0.8);
  cairo_curve_to (cr, -half * 0.6, 1.16, half * 0.6, 1.16, half * 1.1, 0.8);
  aip_draft_set_color (cr, aip_draft_color_shade (skin, 0.36), 0.8);
  cairo_fill (cr);
}

/* Pencil strokes over the side that the light does not reach. */
static void
hatch (const AipDraftStage  *stage,
       const AipDraftFigure *figure)
{
  AipDraftRandom random = aip_draft_random_new (stage->scene->seed, "hatch");
  double away = stage->scene->light > 0 ? -1 : 1;
  cairo_t *cr = stage->cr;

  if (figure->detail < 26)
    return;

  aip_draft_set_color (cr, stage->palette.dark, 0.22);
  for (double y = 1.2; y < 8; y += 0.085)
    {
      double start = away * aip_draft_random_range (&random, 0.05, 0.25);
      double length = aip_draft_random_range (&random, 0.5, 1.0);

      cairo_set_line_width (cr, aip_draft_random_range (&random, 0.008, 0.02));
      cairo_move_to (cr, start, y);
      cairo_line_to (cr, start + away * length, y - length * 0.55);
      cairo_stroke (cr);
    }
}

/* From back to front. The head sits a little deeper in the shoulders than the units say. */
static void
paint_parts (const AipDraftStage  *stage,
             const AipDraftFigure *figure)
{
  AipDraftColor cloth = aip_draft_color_times (figure->cloth, stage->palette.ambient);
  double light = stage->scene->light;
  cairo_t *cr = stage->cr;

  aip_draft_figure_paint_hair_behind (stage, figure);
  paint_neck (stage, figure);

  cairo_save (cr);
  cairo_translate (cr, 0, -0.12);
  paint_legs (stage, figure);
  paint_arms (stage, figure, FALSE);
  torso_path (cr, figure);
  aip_draft_fill_gradient (cr, -light * 0.9, 2, aip_draft_color_shade (cloth, 0.5), 1, light * 0.9,
                           2, aip_draft_color_mix (cloth, stage->palette.light, 0.22), 1);
  paint_clothes_detail (stage, figure);
  paint_arms (stage, figure, TRUE);
  cairo_restore (cr);

  cairo_save (cr);
  cairo_set_operator (cr, CAIRO_OPERATOR_ATOP);
  hatch (stage, figure);
  cairo_restore (cr);

  aip_draft_figure_paint_head (stage, figure);
}

/* Long in the morning and the evening, and always one blot where the feet are. */
static void
paint_cast_shadow (const AipDraftStage  *stage,
                   const AipDraftFigure *figure)
{
  double feet = figure->seated ? 6.0 : 7.4;
  double reach = stage->scene->time == AIP_DRAFT_TIME_DAY ? 1.6 : 3.4;

  aip_draft_glow (stage->cr, -stage->scene->light * reach * 0.75, feet + 0.05,
                  reach, 0.2, stage->palette.dark, 0.55);
  aip_draft_glow (stage->cr, 0, feet + 0.03, 0.75, 0.14, stage->palette.dark, 0.7);
}

static void
paint_seat (const AipDraftStage *stage)
{
  AipDraftColor wood = aip_draft_color_times (AIP_DRAFT_RGB (0x5a4231), stage->palette.ambient);
  cairo_t *cr = stage->cr;

  aip_draft_set_color (cr, aip_draft_color_shade (wood, 0.6), 1);
  cairo_rectangle (cr, -1.15, 3.95, 0.16, 1.95);
  cairo_rectangle (cr, 0.99, 3.95, 0.16, 1.95);
  cairo_fill (cr);
  cairo_rectangle (cr, -1.35, 3.78, 2.7, 0.3);
  aip_draft_fill_gradient (cr, -stage->scene->light, 0, aip_draft_color_shade (wood, 0.7), 1,
                           stage->scene->light, 0,
                           aip_draft_color_mix (wood, stage->palette.light, 0.25), 1);
}

void
aip_draft_figure_paint (const AipDraftStage  *stage,
                        const AipDraftFigure *figure)
{
  cairo_t *cr = stage->cr;
  cairo_pattern_t *whole;
  double light = stage->scene->light;
  /* About the same width on the screen for a face and for somebody far away. */
  double rim = CLAMP (0.012 / figure->head, 0.014, 0.075);

  cairo_save (cr);
  cairo_translate (cr, figure->x, figure->y);
  cairo_scale (cr, figure->head, figure->head * figure->squash);

  paint_cast_shadow (stage, figure);
  if (figure->seated)
    paint_seat (stage);
  if (figure->stride > 0.5)
    cairo_rotate (cr, figure->turn * 0.035);

  cairo_rectangle (cr, -3, -0.5, 6, 8.6);
  cairo_clip (cr);
  cairo_push_group (cr);
  paint_parts (stage, figure);
  whole = cairo_pop_group (cr);
  cairo_set_source (cr, whole);
  cairo_paint (cr);

  /* The edge that catches the light: the shape without the same shape moved away from the light. */
  cairo_push_group (cr);
  cairo_set_source (cr, whole);
  cairo_paint (cr);
  cairo_set_operator (cr, CAIRO_OPERATOR_DEST_OUT);
  cairo_save (cr);
  cairo_translate (cr, -light * rim, rim * 0.4);
  cairo_set_source (cr, whole);
  cairo_paint (cr);
  cairo_restore (cr);
  cairo_set_operator (cr, CAIRO_OPERATOR_IN);
  aip_draft_set_color (cr, aip_draft_color_mix (stage->palette.light, AIP_DRAFT_RGB (0xffffff),
                                                0.15), 1);
  cairo_paint (cr);
  cairo_pop_group_to_source (cr);
  cairo_paint_with_alpha (cr, (stage->scene->interior ? 0.5 : 0.68) *
                              (figure->head > 0.5 ? 0.65 : 1));

  cairo_pattern_destroy (whole);
  cairo_restore (cr);
}
