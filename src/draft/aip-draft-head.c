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
 * Heads, from the front. The face is two planes divided by the shadow of the nose, the way
 * portrait lighting is drawn: one contour carries the likeness of light, and details come only
 * where there are pixels for them.
 */

/* Below these sizes of the head in pixels, a face is a smudge, and a smudge is nothing. */
#define FACE_PIXELS 34
#define EYES_PIXELS 70

/* Temple, jaw, chin and back: everything on the face is clipped to it. */
static void
face_path (cairo_t *cr)
{
  cairo_move_to (cr, -0.335, 0.38);
  cairo_curve_to (cr, -0.345, 0.60, -0.29, 0.78, -0.16, 0.925);
  cairo_curve_to (cr, -0.09, 1.005, 0.09, 1.005, 0.16, 0.925);
  cairo_curve_to (cr, 0.29, 0.78, 0.345, 0.60, 0.335, 0.38);
  cairo_curve_to (cr, 0.33, 0.12, 0.18, 0.02, 0, 0.02);
  cairo_curve_to (cr, -0.18, 0.02, -0.33, 0.12, -0.335, 0.38);
  cairo_close_path (cr);
}

/* The planes of the face that the light reaches, drawn for a light from the right. */
static void
paint_lit_planes (const AipDraftStage  *stage,
                  const AipDraftFigure *figure)
{
  AipDraftColor lit = aip_draft_color_mix (aip_draft_color_times (figure->skin,
                                                                  stage->palette.ambient),
                                           aip_draft_color_times (figure->skin,
                                                                  stage->palette.light), 0.85);
  double nose = figure->turn * 0.07;
  cairo_t *cr = stage->cr;

  cairo_save (cr);
  face_path (cr);
  cairo_clip (cr);
  if (stage->scene->light < 0)
    {
      cairo_scale (cr, -1, 1);
      nose = -nose;
    }

  cairo_move_to (cr, nose - 0.08, -0.05);
  cairo_curve_to (cr, nose - 0.12, 0.2, nose - 0.05, 0.34, nose - 0.015, 0.44);
  cairo_curve_to (cr, nose - 0.02, 0.52, nose - 0.035, 0.58, nose - 0.05, 0.63);
  cairo_curve_to (cr, nose - 0.03, 0.675, nose + 0.01, 0.67, nose + 0.015, 0.69);
  cairo_curve_to (cr, nose - 0.01, 0.73, nose - 0.015, 0.745, nose - 0.02, 0.765);
  cairo_curve_to (cr, nose - 0.03, 0.80, nose - 0.01, 0.83, nose - 0.015, 0.86);
  cairo_curve_to (cr, nose - 0.05, 0.90, nose - 0.04, 0.95, nose, 1.05);
  cairo_line_to (cr, 0.6, 1.05);
  cairo_line_to (cr, 0.6, -0.1);
  cairo_close_path (cr);
  aip_draft_fill_gradient (cr, nose - 0.06, 0.4, lit, 0.62, 0.3, 0.5,
                           aip_draft_color_shade (lit, 1.05), 0.95);

  /* The small triangle that the light leaves on the far cheek. */
  cairo_move_to (cr, nose - 0.25, 0.555);
  cairo_curve_to (cr, nose - 0.2, 0.58, nose - 0.13, 0.575, nose - 0.085, 0.55);
  cairo_curve_to (cr, nose - 0.1, 0.62, nose - 0.12, 0.67, nose - 0.155, 0.70);
  cairo_curve_to (cr, nose - 0.2, 0.66, nose - 0.23, 0.61, nose - 0.25, 0.555);
  aip_draft_set_color (cr, lit, 0.55);
  cairo_fill (cr);
  cairo_restore (cr);
}

/* One dark stroke from afar; lid, fold, iris and a light in it from near. */
static void
paint_eye (const AipDraftStage  *stage,
           const AipDraftFigure *figure,
           double                x,
           double                width,
           AipDraftColor         line)
{
  AipDraftColor white = aip_draft_color_times (AIP_DRAFT_RGB (0xd9d2c6), stage->palette.ambient);
  cairo_t *cr = stage->cr;
  double y = 0.497;

  aip_draft_glow (cr, x, y - 0.012, width * 1.75, 0.07, line, 0.34);
  if (figure->detail < EYES_PIXELS)
    {
      aip_draft_set_color (cr, line, 0.75);
      cairo_set_line_width (cr, 0.026);
      cairo_move_to (cr, x - width, y);
      cairo_line_to (cr, x + width, y);
      cairo_stroke (cr);
      return;
    }

  cairo_move_to (cr, x - width, y + 0.006);
  cairo_curve_to (cr, x - width * 0.5, y - 0.034, x + width * 0.45, y - 0.036, x + width,
                  y + 0.004);
  cairo_curve_to (cr, x + width * 0.4, y + 0.028, x - width * 0.5, y + 0.028, x - width, y + 0.006);
  cairo_close_path (cr);
  cairo_save (cr);
  cairo_clip_preserve (cr);
  aip_draft_set_color (cr, aip_draft_color_mix (white, line, 0.15), 1);
  cairo_fill (cr);
  aip_draft_set_color (cr, aip_draft_color_shade (line, 0.7), 1);
  cairo_arc (cr, x + figure->turn * 0.024, y - 0.006, 0.029, 0, 2 * G_PI);
  cairo_fill (cr);
  aip_draft_set_color (cr, AIP_DRAFT_RGB (0xffffff), 0.85);
  cairo_arc (cr, x + figure->turn * 0.024 + stage->scene->light * 0.011, y - 0.017, 0.0065, 0,
             2 * G_PI);
  cairo_fill (cr);
  cairo_restore (cr);

  /* The upper lid, thickest in the middle, and the fold above it. */
  aip_draft_set_color (cr, line, 0.95);
  cairo_set_line_width (cr, figure->woman ? 0.017 : 0.014);
  cairo_move_to (cr, x - width * 1.06, y + 0.01);
  cairo_curve_to (cr, x - width * 0.5, y - 0.038, x + width * 0.45, y - 0.04, x + width * 1.08,
                  y + 0.004);
  cairo_stroke (cr);
  aip_draft_set_color (cr, line, 0.4);
  cairo_set_line_width (cr, 0.007);
  cairo_move_to (cr, x - width * 0.9, y - 0.028);
  cairo_curve_to (cr, x - width * 0.4, y - 0.06, x + width * 0.5, y - 0.062, x + width, y - 0.03);
  cairo_stroke (cr);
}

static void
paint_features (const AipDraftStage  *stage,
                const AipDraftFigure *figure)
{
  AipDraftColor line = aip_draft_color_mix (stage->palette.dark,
                                            aip_draft_color_times (AIP_DRAFT_RGB (0x3a2620),
                                                                   stage->palette.ambient), 0.5);
  AipDraftColor lip = aip_draft_color_times (AIP_DRAFT_RGB (figure->woman ? 0x8d4340 : 0x7a4a40),
                                             stage->palette.ambient);
  double centre = figure->turn * 0.07;
  double shadow = stage->scene->light > 0 ? -1 : 1;
  cairo_t *cr = stage->cr;

  cairo_save (cr);
  face_path (cr);
  cairo_clip (cr);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);

  for (int side = -1; side <= 1; side += 2)
    {
      /* The eye on the side the head turns to comes out narrower. */
      double narrow = 1 - 0.22 * MAX (0, side * figure->turn);
      double x = centre + side * 0.148 * narrow;
      double width = 0.063 * narrow;

      paint_eye (stage, figure, x, width, line);

      aip_draft_set_color (cr, aip_draft_color_times (figure->hair_color, stage->palette.ambient),
                           0.9);
      cairo_set_line_width (cr, figure->woman ? 0.02 : 0.028);
      cairo_move_to (cr, x - side * 0.085 * narrow, 0.428);
      cairo_curve_to (cr, x - side * 0.03, 0.398, x + side * 0.05 * narrow, 0.39,
                      x + side * 0.1 * narrow, 0.424);
      cairo_stroke (cr);
    }

  /* Nose: the shaded plane, the wing, the shadow that it throws. */
  cairo_move_to (cr, centre + shadow * 0.012, 0.47);
  cairo_curve_to (cr, centre + shadow * 0.045, 0.56, centre + shadow * 0.075, 0.62,
                  centre + shadow * 0.07, 0.655);
  cairo_curve_to (cr, centre + shadow * 0.04, 0.69, centre, 0.68, centre - shadow * 0.035, 0.67);
  cairo_curve_to (cr, centre, 0.65, centre + shadow * 0.02, 0.6, centre + shadow * 0.012, 0.47);
  aip_draft_set_color (cr, line, 0.32);
  cairo_fill (cr);
  aip_draft_set_color (cr, line, 0.7);
  cairo_set_line_width (cr, 0.013);
  cairo_move_to (cr, centre - 0.048, 0.664);
  cairo_line_to (cr, centre - 0.024, 0.668);
  cairo_move_to (cr, centre + 0.024, 0.668);
  cairo_line_to (cr, centre + 0.048, 0.664);
  cairo_stroke (cr);

  /* Mouth. */
  cairo_move_to (cr, centre - 0.095, 0.782);
  cairo_curve_to (cr, centre - 0.04, 0.75, centre - 0.015, 0.758, centre, 0.765);
  cairo_curve_to (cr, centre + 0.015, 0.758, centre + 0.04, 0.75, centre + 0.095, 0.782);
  cairo_curve_to (cr, centre + 0.04, 0.822, centre - 0.04, 0.822, centre - 0.095, 0.782);
  aip_draft_set_color (cr, lip, figure->woman ? 0.75 : 0.45);
  cairo_fill (cr);
  aip_draft_set_color (cr, line, 0.85);
  cairo_set_line_width (cr, 0.012);
  cairo_move_to (cr, centre - 0.098, 0.783);
  cairo_curve_to (cr, centre - 0.03, 0.778, centre + 0.03, 0.778, centre + 0.098, 0.781);
  cairo_stroke (cr);
  aip_draft_glow (cr, centre, 0.85, 0.09, 0.022, line, 0.35);

  if (figure->old)
    {
      aip_draft_set_color (cr, line, 0.45);
      cairo_set_line_width (cr, 0.008);
      for (int side = -1; side <= 1; side += 2)
        {
          cairo_move_to (cr, centre + side * 0.065, 0.67);
          cairo_curve_to (cr, centre + side * 0.11, 0.71, centre + side * 0.13, 0.75,
                          centre + side * 0.135, 0.81);
          cairo_move_to (cr, centre + side * 0.09, 0.545);
          cairo_curve_to (cr, centre + side * 0.13, 0.57, centre + side * 0.18, 0.57,
                          centre + side * 0.21, 0.55);
          cairo_move_to (cr, centre + side * 0.235, 0.49);
          cairo_line_to (cr, centre + side * 0.275, 0.47);
          cairo_move_to (cr, centre + side * 0.235, 0.505);
          cairo_line_to (cr, centre + side * 0.28, 0.51);
        }
      for (int i = 0; i < 3; i++)
        {
          cairo_move_to (cr, centre - 0.15 + i * 0.01, 0.27 + i * 0.04);
          cairo_curve_to (cr, centre - 0.05, 0.255 + i * 0.04, centre + 0.05, 0.255 + i * 0.04,
                          centre + 0.15 - i * 0.01, 0.27 + i * 0.04);
        }
      cairo_stroke (cr);
    }
  cairo_restore (cr);
}

/* Under the features, so that the mouth stays free. */
static void
paint_beard (const AipDraftStage  *stage,
             const AipDraftFigure *figure)
{
  AipDraftColor hair = aip_draft_color_times (figure->hair_color, stage->palette.ambient);
  cairo_t *cr = stage->cr;

  cairo_move_to (cr, -0.335, 0.55);
  cairo_curve_to (cr, -0.36, 0.85, -0.24, 1.16, 0, 1.18);
  cairo_curve_to (cr, 0.24, 1.16, 0.36, 0.85, 0.335, 0.55);
  cairo_curve_to (cr, 0.27, 0.68, 0.2, 0.73, 0.1, 0.705);
  cairo_curve_to (cr, 0.04, 0.69, -0.04, 0.69, -0.1, 0.705);
  cairo_curve_to (cr, -0.2, 0.73, -0.27, 0.68, -0.335, 0.55);
  cairo_close_path (cr);
  aip_draft_fill_gradient (cr, -stage->scene->light * 0.3, 0, aip_draft_color_shade (hair, 0.6), 1,
                           stage->scene->light * 0.3, 0,
                           aip_draft_color_mix (hair, stage->palette.light, 0.35), 1);
}

void
aip_draft_figure_paint_hair_behind (const AipDraftStage  *stage,
                                    const AipDraftFigure *figure)
{
  AipDraftColor hair = aip_draft_color_shade (aip_draft_color_times (figure->hair_color,
                                                                     stage->palette.ambient), 0.7);
  cairo_t *cr = stage->cr;
  double end;

  if (figure->hair == AIP_DRAFT_HAIR_SHORT || figure->hair == AIP_DRAFT_HAIR_CROP ||
      figure->hair == AIP_DRAFT_HAIR_BUN)
    return;

  end = figure->hair == AIP_DRAFT_HAIR_LONG ? 1.75 : 1.02;
  cairo_move_to (cr, -0.37, 0.35);
  cairo_curve_to (cr, -0.47, 0.8, -0.46, end - 0.3, -0.40, end);
  cairo_curve_to (cr, -0.15, end + 0.06, 0.15, end + 0.06, 0.40, end);
  cairo_curve_to (cr, 0.46, end - 0.3, 0.47, 0.8, 0.37, 0.35);
  cairo_close_path (cr);
  aip_draft_set_color (cr, hair, 1);
  cairo_fill (cr);
}

/* Down to where the cut says, with the parting on the side away from the turn. */
static void
hair_path (cairo_t              *cr,
           const AipDraftFigure *figure)
{
  double side = figure->hair == AIP_DRAFT_HAIR_CROP    ? 0.42
                : figure->hair == AIP_DRAFT_HAIR_SHORT ? 0.5
                : figure->hair == AIP_DRAFT_HAIR_BUN   ? 0.48
                                                       : 0.84;
  double lift = figure->hair == AIP_DRAFT_HAIR_CROP ? -0.03 : -0.075;
  double line = figure->hair == AIP_DRAFT_HAIR_CROP ? 0.2 : 0.23;
  double part = figure->turn >= 0 ? 1 : -1;

  cairo_move_to (cr, -0.35, side);
  cairo_curve_to (cr, -0.43, 0.2, -0.32, lift, 0, lift);
  cairo_curve_to (cr, 0.32, lift, 0.43, 0.2, 0.35, side);
  if (side > 0.6)
    {
      /* Locks beside the face. */
      cairo_curve_to (cr, 0.31, 0.62, 0.33, 0.42, 0.27, 0.3);
    }
  else
    cairo_curve_to (cr, 0.335, 0.34, 0.32, 0.27, 0.25, line + 0.05);
  cairo_curve_to (cr, 0.2, line - 0.02, part * 0.06 + 0.08, line - 0.04, part * 0.1, line - 0.07);
  cairo_curve_to (cr, part * 0.06 - 0.08, line - 0.02, -0.2, line, -0.25, line + 0.06);
  if (side > 0.6)
    cairo_curve_to (cr, -0.33, 0.42, -0.31, 0.62, -0.35, side);
  else
    cairo_curve_to (cr, -0.32, 0.27, -0.335, 0.34, -0.35, side);
  cairo_close_path (cr);
}

static void
paint_hair (const AipDraftStage  *stage,
            const AipDraftFigure *figure)
{
  AipDraftColor hair = aip_draft_color_times (figure->hair_color, stage->palette.ambient);
  AipDraftColor shine = aip_draft_color_mix (hair, stage->palette.light, 0.5);
  AipDraftRandom random = aip_draft_random_new (stage->scene->seed, "hair");
  cairo_t *cr = stage->cr;

  if (figure->hair == AIP_DRAFT_HAIR_BUN)
    {
      aip_draft_set_color (cr, aip_draft_color_shade (hair, 0.9), 1);
      cairo_arc (cr, -figure->turn * 0.12, -0.11, 0.15, 0, 2 * G_PI);
      cairo_fill (cr);
    }

  hair_path (cr, figure);
  cairo_save (cr);
  cairo_clip_preserve (cr);
  aip_draft_fill_gradient (cr, -stage->scene->light * 0.4, 0, aip_draft_color_shade (hair, 0.75), 1,
                           stage->scene->light * 0.4, 0, aip_draft_color_mix (hair, shine, 0.35),
                           1);

  /* Strands that follow the skull. */
  for (int i = 0; figure->detail > FACE_PIXELS && i < 26; i++)
    {
      double t = aip_draft_random_range (&random, -1, 1);
      gboolean lit = t * stage->scene->light > 0.1;

      aip_draft_set_color (cr, lit ? shine : aip_draft_color_shade (hair, 0.5), lit ? 0.28 : 0.4);
      cairo_set_line_width (cr, aip_draft_random_range (&random, 0.006, 0.016));
      cairo_move_to (cr, t * 0.12, -0.06);
      cairo_curve_to (cr, t * 0.34, 0.0, t * 0.40, 0.2, t * 0.38, 0.6);
      cairo_stroke (cr);
    }
  cairo_restore (cr);
}

/* Seen from behind there is nothing but hair. */
static void
paint_back_of_head (const AipDraftStage  *stage,
                    const AipDraftFigure *figure)
{
  AipDraftColor hair = aip_draft_color_times (figure->hair_color, stage->palette.ambient);
  double end = figure->hair == AIP_DRAFT_HAIR_LONG  ? 1.7
               : figure->hair == AIP_DRAFT_HAIR_BOB ? 1.0
                                                    : 0.84;
  cairo_t *cr = stage->cr;

  cairo_move_to (cr, -0.36, 0.45);
  cairo_curve_to (cr, -0.40, 0.1, -0.28, -0.06, 0, -0.06);
  cairo_curve_to (cr, 0.28, -0.06, 0.40, 0.1, 0.36, 0.45);
  cairo_curve_to (cr, 0.38, 0.7, 0.34, end, 0.22, end);
  cairo_curve_to (cr, 0.1, end + 0.04, -0.1, end + 0.04, -0.22, end);
  cairo_curve_to (cr, -0.34, end, -0.38, 0.7, -0.36, 0.45);
  cairo_close_path (cr);
  aip_draft_fill_gradient (cr, -stage->scene->light * 0.4, 0, aip_draft_color_shade (hair, 0.55), 1,
                           stage->scene->light * 0.4, 0, hair, 1);
}

void
aip_draft_figure_paint_head (const AipDraftStage  *stage,
                             const AipDraftFigure *figure)
{
  AipDraftColor skin = aip_draft_color_times (figure->skin, stage->palette.ambient);
  cairo_t *cr = stage->cr;

  if (figure->from_behind)
    {
      paint_back_of_head (stage, figure);
      return;
    }

  aip_draft_set_color (cr, aip_draft_color_shade (skin, 0.62), 1);
  for (int side = -1; side <= 1; side += 2)
    {
      cairo_save (cr);
      cairo_translate (cr, side * 0.345 - figure->turn * 0.03, 0.53);
      cairo_scale (cr, 0.045, 0.095);
      cairo_arc (cr, 0, 0, 1, 0, 2 * G_PI);
      cairo_restore (cr);
      cairo_fill (cr);
    }

  face_path (cr);
  aip_draft_set_color (cr, aip_draft_color_mix (aip_draft_color_shade (skin, 0.62),
                                                stage->palette.haze, 0.1), 1);
  cairo_fill (cr);
  paint_lit_planes (stage, figure);
  if (figure->beard)
    paint_beard (stage, figure);
  if (figure->detail > FACE_PIXELS)
    paint_features (stage, figure);
  paint_hair (stage, figure);
}
