/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-stage-figure"

#include "config.h"

#include <math.h>

#include "aip-stage-figure-private.h"

/* An eye smaller than this is a shadow in the face, which the mesh has. */
#define SMALLEST_EYE 1.6
#define IRIS 0.0062

/* From the plane of an eye in metres to the picture. */
typedef struct {
  double origin_x;
  double origin_y;
  double right_x;
  double right_y;
  double up_x;
  double up_y;
} Plane;

static gboolean
plane_init (Plane                *plane,
            const AipStageFigure *figure,
            float                 side)
{
  const float centre[3] = { side * 0.0325f, 1.6325f, -0.0905f };
  const float beside[3] = { centre[0] + 0.01f, centre[1], centre[2] + 0.0022f * side };
  const float above[3] = { centre[0], centre[1] + 0.01f, centre[2] - 0.0005f };
  float placed[3][3];
  double x[3], y[3];

  aip_stage_figure_place (figure, centre, placed[0]);
  aip_stage_figure_place (figure, beside, placed[1]);
  aip_stage_figure_place (figure, above, placed[2]);
  for (int i = 0; i < 3; i++)
    if (!aip_stage_view_project (figure->view, placed[i][0], placed[i][1], placed[i][2], &x[i],
                                 &y[i], NULL))
      return FALSE;

  plane->origin_x = x[0];
  plane->origin_y = y[0];
  plane->right_x = (x[1] - x[0]) / 0.01;
  plane->right_y = (y[1] - y[0]) / 0.01;
  plane->up_x = (x[2] - x[0]) / 0.01;
  plane->up_y = (y[2] - y[0]) / 0.01;

  return TRUE;
}

/* The opening between the lids: @open is half its height. */
static void
add_opening (cairo_t *cr,
             double   width,
             double   open,
             float    side)
{
  double inner = -side * width, outer = side * width;

  cairo_move_to (cr, inner, -0.0012);
  cairo_curve_to (cr, inner * 0.45, open * 1.25, outer * 0.40, open * 1.30, outer, 0.0010);
  cairo_curve_to (cr, outer * 0.45, -open * 0.95, inner * 0.40, -open * 0.95, inner, -0.0012);
  cairo_close_path (cr);
}

static void
draw_eye (const AipStageFigure *figure,
          cairo_t              *cr,
          const Plane          *plane,
          float                 side,
          const float           shade[3])
{
  static const float whites[3] = { 0.62f, 0.60f, 0.57f };
  gboolean toon = figure->shading == AIP_STAGE_SHADING_TOON;
  double size = figure->eyes, width = 0.0148, open = 0.0052, gaze;
  AipStageColor white, iris, dark = aip_stage_grade_apply (figure->grade, AIP_STAGE_RGB (0x0c0807));
  const AipStageBeam *key = figure->light->n_beams > 0 ? &figure->light->beams[0] : NULL;
  AipStageColor lash;
  cairo_matrix_t matrix;
  float linear[3];

  for (int i = 0; i < 3; i++)
    linear[i] = shade[i] * whites[i];
  aip_stage_figure_expose (figure, linear, &white);
  linear[0] = shade[0] * powf ((float) figure->colors[AIP_STAGE_EYE].red, 2.2f);
  linear[1] = shade[1] * powf ((float) figure->colors[AIP_STAGE_EYE].green, 2.2f);
  linear[2] = shade[2] * powf ((float) figure->colors[AIP_STAGE_EYE].blue, 2.2f);
  aip_stage_figure_expose (figure, linear, &iris);
  if (toon)
    {
      white = aip_stage_grade_apply (figure->grade, AIP_STAGE_RGB (0xf7f5f0));
      iris = aip_stage_grade_apply (figure->grade, figure->colors[AIP_STAGE_EYE]);
    }

  cairo_matrix_init (&matrix, plane->right_x, plane->right_y, plane->up_x, plane->up_y,
                     plane->origin_x, plane->origin_y);
  cairo_save (cr);
  cairo_transform (cr, &matrix);
  cairo_scale (cr, size, size * (toon ? 1.0 + 0.5 * (size - 1) : 1));

  cairo_save (cr);
  add_opening (cr, width, open, side);
  cairo_clip (cr);
  aip_stage_color_set (cr, white, 1);
  cairo_paint (cr);

  /* The eyes look at the camera where they can; the head is turned, they are not. */
  gaze = -CLAMP (sin (figure->turn * G_PI / 180) * 0.010, -0.006, 0.006);
  cairo_arc (cr, gaze, 0.0004, IRIS, 0, 2 * G_PI);
  aip_stage_color_set (cr, aip_stage_color_scale (iris, 0.55), 1);
  cairo_fill (cr);
  cairo_arc (cr, gaze, 0.0004, IRIS * 0.82, 0, 2 * G_PI);
  aip_stage_color_set (cr, iris, 1);
  cairo_fill (cr);
  cairo_arc (cr, gaze, 0.0004, IRIS * (toon ? 0.5 : 0.42), 0, 2 * G_PI);
  aip_stage_color_set (cr, dark, 1);
  cairo_fill (cr);

  /* The upper lid shades the ball. */
  cairo_rectangle (cr, -0.02, open * 0.55, 0.04, 0.01);
  aip_stage_color_set (cr, dark, 0.45);
  cairo_fill (cr);

  /* Without the reflection of a lamp in it an eye is dead. */
  if (key != NULL && key->direction[2] < 0.15f)
    {
      double strength = CLAMP ((key->color[0] + key->color[1] + key->color[2]) / 3, 0, 1);
      double radius = key->wrap > 0.2f ? 0.0019 : 0.0012;

      cairo_arc (cr, gaze + key->direction[0] * 0.0036,
                 0.0004 + CLAMP (key->direction[1], -0.6, 0.6) * 0.0042, toon ? 0.0022 : radius, 0,
                 2 * G_PI);
      aip_stage_color_set (cr, aip_stage_grade_apply (figure->grade, AIP_STAGE_RGB (0xffffff)),
                           toon ? 1 : strength);
      cairo_fill (cr);
    }
  cairo_restore (cr);

  /* The line of the lashes, thicker above and outside. */
  lash = toon ? aip_stage_grade_apply (figure->grade, figure->ink) : dark;
  cairo_move_to (cr, -side * width, -0.0012);
  cairo_curve_to (cr, -side * width * 0.45, open * 1.25, side * width * 0.40, open * 1.30,
                  side * width * 1.05, 0.0012);
  cairo_curve_to (cr, side * width * 0.40, open * 1.30 + 0.0022, -side * width * 0.45,
                  open * 1.25 + 0.0012, -side * width, -0.0012);
  aip_stage_color_set (cr, lash, figure->woman || toon ? 0.95 : 0.7);
  cairo_fill (cr);
  add_opening (cr, width, open, side);
  aip_stage_color_set (cr, lash, toon ? 0.0 : 0.35);
  cairo_set_line_width (cr, 0.0009);
  cairo_stroke (cr);
  cairo_restore (cr);
}

void
aip_stage_figure_draw_eyes (const AipStageFigure *figure,
                            cairo_t              *cr,
                            const float           shade[2][3])
{
  static const float ahead[3] = { 0, 0, -1 };
  float facing[3], to_camera[3], distance;

  aip_stage_figure_turn (figure, ahead, facing);
  to_camera[0] = (float) -figure->x;
  to_camera[1] = (float) (figure->view->height - AIP_STAGE_FIGURE_EYES);
  to_camera[2] = (float) (figure->view->camera_z - figure->z);
  distance = sqrtf (to_camera[0] * to_camera[0] + to_camera[1] * to_camera[1] +
                    to_camera[2] * to_camera[2]);

  for (int i = 0; i < 2; i++)
    {
      float side = i == 0 ? -1 : 1;
      const float outward[3] = { 0.42f * side, 0, -0.9f };
      float eye[3], cosine;
      Plane plane;

      /* The far eye goes behind the nose before the face is in profile. */
      aip_stage_figure_turn (figure, outward, eye);
      cosine = (eye[0] * to_camera[0] + eye[1] * to_camera[1] + eye[2] * to_camera[2]) / distance;
      if (cosine < 0.42f || !plane_init (&plane, figure, side))
        continue;
      if (hypot (plane.right_x, plane.right_y) * 0.03 * figure->eyes < SMALLEST_EYE)
        continue;

      draw_eye (figure, cr, &plane, side, shade[i]);
    }
}
