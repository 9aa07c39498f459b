/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-stage-plan"

#include "config.h"

#include <math.h>

#include "aip-stage-plan.h"
#include "aip-stage-setup.h"

#define TO_RADIANS (G_PI / 180)
#define MARGIN 14.0

typedef struct {
  const AipStagePlan    *plan;
  const AipStagePalette *palette;
  cairo_t               *cr;
} Pen;

static double
to_x (const Pen *pen,
      double     metres)
{
  return pen->plan->camera_x + metres * pen->plan->scale;
}

static void
draw_line (const Pen     *pen,
           double         x0,
           double         y0,
           double         x1,
           double         y1,
           AipStageColor  color,
           double         alpha,
           gboolean       dashed)
{
  static const double dashes[] = { 5, 4 };

  cairo_set_dash (pen->cr, dashes, dashed ? 2 : 0, 0);
  aip_stage_color_set (pen->cr, color, alpha);
  cairo_move_to (pen->cr, x0, y0);
  cairo_line_to (pen->cr, x1, y1);
  cairo_stroke (pen->cr);
  cairo_set_dash (pen->cr, NULL, 0, 0);
}

/* The field of view from one distance to another, as far as the picture reaches. */
static void
add_wedge (const Pen *pen,
           double     from,
           double     to)
{
  const AipStagePlan *plan = pen->plan;
  double end = (plan->width - plan->camera_x) / plan->scale;
  double slope = tan (plan->half_angle * TO_RADIANS) * plan->scale;

  from = CLAMP (from, 0, MAX (0, end));
  to = CLAMP (to, from, MAX (from, end));

  cairo_move_to (pen->cr, to_x (pen, from), plan->axis_y - from * slope);
  cairo_line_to (pen->cr, to_x (pen, to), plan->axis_y - to * slope);
  cairo_line_to (pen->cr, to_x (pen, to), plan->axis_y + to * slope);
  cairo_line_to (pen->cr, to_x (pen, from), plan->axis_y + from * slope);
  cairo_close_path (pen->cr);
}

static void
draw_camera (const Pen *pen,
             double     x,
             double     y,
             double     turn)
{
  cairo_t *cr = pen->cr;

  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_rotate (cr, turn);
  aip_stage_color_set (cr, pen->palette->foreground, 1);
  cairo_rectangle (cr, -20, -7, 15, 14);
  cairo_fill (cr);
  cairo_move_to (cr, -5, -4);
  cairo_line_to (cr, 0, -6);
  cairo_line_to (cr, 0, 6);
  cairo_line_to (cr, -5, 4);
  cairo_close_path (cr);
  cairo_fill (cr);
  cairo_restore (cr);
}

static void
draw_handle (const Pen          *pen,
             AipStagePlanHandle  handle,
             AipStagePlanHandle  active)
{
  double x, y;

  if (!aip_stage_plan_get_handle (pen->plan, handle, &x, &y))
    return;

  if (handle == active)
    {
      aip_stage_color_set (pen->cr, pen->palette->accent, 0.25);
      cairo_arc (pen->cr, x, y, 12, 0, 2 * G_PI);
      cairo_fill (pen->cr);
    }
  cairo_arc (pen->cr, x, y, handle == active ? 6.5 : 5, 0, 2 * G_PI);
  aip_stage_color_set (pen->cr, pen->palette->background, 1);
  cairo_fill_preserve (pen->cr);
  aip_stage_color_set (pen->cr, pen->palette->accent, 1);
  cairo_set_line_width (pen->cr, 2);
  cairo_stroke (pen->cr);
}

static void
draw_lamp (const Pen     *pen,
           const AipLamp *lamp,
           double         balance,
           double         subject_x)
{
  cairo_t *cr = pen->cr;
  double azimuth = lamp->azimuth * TO_RADIANS;
  /* Seen from above with the camera on the left, the right of the frame is down. */
  double dx = -cos (azimuth), dy = sin (azimuth);
  double reach = CLAMP (2.2 * pen->plan->scale, 30, MAX (30, pen->plan->axis_y - MARGIN));
  double x = subject_x + dx * reach, y = pen->plan->axis_y + dy * reach;
  AipStageColor color = aip_stage_color_from_kelvin (lamp->light->cct, balance);
  cairo_pattern_t *beam = cairo_pattern_create_radial (x, y, 0, x, y, reach * 1.2);
  double spread = lamp->light->hard ? 0.22 : 0.42;
  double toward = atan2 (-dy, -dx);

  cairo_pattern_add_color_stop_rgba (beam, 0, color.red, color.green, color.blue, 0.65);
  cairo_pattern_add_color_stop_rgba (beam, 1, color.red, color.green, color.blue, 0);
  cairo_move_to (cr, x, y);
  cairo_arc (cr, x, y, reach * 1.2, toward - spread, toward + spread);
  cairo_close_path (cr);
  cairo_set_source (cr, beam);
  cairo_fill (cr);
  cairo_pattern_destroy (beam);

  cairo_arc (cr, x, y, 4.5, 0, 2 * G_PI);
  aip_stage_color_set (cr, color, 1);
  cairo_fill_preserve (cr);
  aip_stage_color_set (cr, pen->palette->foreground, 0.8);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

static void
draw_lamps (const Pen      *pen,
            const AipSetup *setup)
{
  double balance = aip_setup_get_balance (setup);
  double x = to_x (pen, pen->plan->view.distance);

  if (!(balance > 0))
    balance = 5600;

  if (aip_setup_has (setup, AIP_SETUP_KEY) && setup->key.light != NULL)
    draw_lamp (pen, &setup->key, balance, x);
  if (aip_setup_has (setup, AIP_SETUP_FILL) && setup->fill.light != NULL)
    draw_lamp (pen, &setup->fill, balance, x);
  if (aip_setup_has (setup, AIP_SETUP_PRACTICALS))
    for (guint i = 0; i < MIN (setup->n_practicals, AIP_MAX_PRACTICALS); i++)
      if (setup->practicals[i].light != NULL)
        draw_lamp (pen, &setup->practicals[i], balance, x);
}

static void
draw_scale_bar (const Pen *pen)
{
  const AipStagePlan *plan = pen->plan;
  double x = plan->width - MARGIN, length = plan->scale_bar * plan->scale;

  aip_stage_color_set (pen->cr, pen->palette->dim, 1);
  cairo_set_line_width (pen->cr, 1.5);
  cairo_move_to (pen->cr, x - length, 8);
  cairo_line_to (pen->cr, x - length, 12);
  cairo_line_to (pen->cr, x, 12);
  cairo_line_to (pen->cr, x, 8);
  cairo_stroke (pen->cr);
}

static void
draw_top_view (const Pen          *pen,
               const AipSetup     *setup,
               AipStagePlanHandle  active)
{
  const AipStagePlan *plan = pen->plan;
  const AipStagePalette *palette = pen->palette;
  cairo_t *cr = pen->cr;
  double slope = tan (plan->half_angle * TO_RADIANS);
  double end = plan->width - plan->camera_x, x, size;

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, plan->width, plan->divide_y);
  cairo_clip (cr);

  add_wedge (pen, 0, INFINITY);
  aip_stage_color_set (cr, palette->accent, 0.12);
  cairo_fill (cr);
  add_wedge (pen, plan->near_limit, plan->far_limit);
  aip_stage_color_set (cr, palette->accent, 0.28);
  cairo_fill (cr);

  cairo_set_line_width (cr, 1.5);
  for (int side = -1; side <= 1; side += 2)
    draw_line (pen, plan->camera_x, plan->axis_y, plan->camera_x + end,
               plan->axis_y + side * end * slope, palette->accent, 0.9, FALSE);

  cairo_set_line_width (cr, 1);
  draw_line (pen, plan->camera_x, plan->axis_y, plan->width, plan->axis_y, palette->dim, 0.8, TRUE);

  draw_lamps (pen, setup);

  /* Head and shoulders, to scale as long as they can be seen. */
  x = to_x (pen, plan->view.distance);
  size = MAX (plan->scale, 26);
  cairo_save (cr);
  cairo_translate (cr, x, plan->axis_y);
  cairo_scale (cr, size, size);
  cairo_scale (cr, 0.14, 0.26);
  cairo_arc (cr, 0, 0, 1, 0, 2 * G_PI);
  cairo_restore (cr);
  aip_stage_color_set (cr, palette->foreground, 0.55);
  cairo_fill (cr);
  cairo_arc (cr, x, plan->axis_y, 0.11 * size, 0, 2 * G_PI);
  aip_stage_color_set (cr, palette->foreground, 1);
  cairo_fill (cr);

  draw_camera (pen, plan->camera_x, plan->axis_y, 0);
  draw_scale_bar (pen);

  for (AipStagePlanHandle handle = AIP_STAGE_PLAN_CAMERA; handle < AIP_STAGE_PLAN_HEIGHT; handle++)
    draw_handle (pen, handle, active);

  cairo_restore (cr);
}

/* A standing person of two strokes, feet on the ground. */
static void
draw_person (const Pen *pen,
             double     x)
{
  const AipStagePlan *plan = pen->plan;
  double tall = AIP_STAGE_FIGURE_HEIGHT * plan->height_scale;
  double head = tall * 0.07, top = plan->ground_y - tall;
  cairo_t *cr = pen->cr;

  aip_stage_color_set (cr, pen->palette->foreground, 1);
  cairo_arc (cr, x, top + head, head, 0, 2 * G_PI);
  cairo_fill (cr);
  cairo_move_to (cr, x - tall * 0.055, top + head * 2.5);
  cairo_line_to (cr, x + tall * 0.055, top + head * 2.5);
  cairo_line_to (cr, x + tall * 0.06, top + tall * 0.52);
  cairo_line_to (cr, x + tall * 0.035, plan->ground_y);
  cairo_line_to (cr, x - tall * 0.05, plan->ground_y);
  cairo_line_to (cr, x - tall * 0.055, top + tall * 0.52);
  cairo_close_path (cr);
  cairo_fill (cr);
}

static void
draw_side_view (const Pen          *pen,
                AipStagePlanHandle  active)
{
  const AipStagePlan *plan = pen->plan;
  const AipStageView *view = &plan->view;
  const AipStagePalette *palette = pen->palette;
  cairo_t *cr = pen->cr;
  double half = aip_optics_angle_vertical (&view->delivered, view->focal) / 2;
  double y = plan->ground_y - view->height * plan->height_scale;
  double end = MAX (0, plan->width - plan->camera_x) / plan->scale;
  double rise[2], near_x = to_x (pen, plan->near_limit);
  double far_x = isfinite (plan->far_limit) ? to_x (pen, plan->far_limit) : plan->width;

  cairo_save (cr);
  cairo_rectangle (cr, 0, plan->divide_y, plan->width, plan->height - plan->divide_y);
  cairo_clip (cr);

  for (int i = 0; i < 2; i++)
    rise[i] = end * plan->height_scale *
              tan (CLAMP (view->pitch + (i == 0 ? half : -half), -88, 88) * TO_RADIANS);

  cairo_move_to (cr, plan->camera_x, y);
  cairo_line_to (cr, plan->width, y - rise[0]);
  cairo_line_to (cr, plan->width, y - rise[1]);
  cairo_close_path (cr);
  aip_stage_color_set (cr, palette->accent, 0.12);
  cairo_fill_preserve (cr);

  cairo_save (cr);
  cairo_clip (cr);
  cairo_rectangle (cr, near_x, plan->divide_y, MAX (0, MIN (far_x, plan->width) - near_x),
                   plan->height - plan->divide_y);
  aip_stage_color_set (cr, palette->accent, 0.2);
  cairo_fill (cr);
  cairo_restore (cr);

  cairo_set_line_width (cr, 1.5);
  for (int i = 0; i < 2; i++)
    draw_line (pen, plan->camera_x, y, plan->width, y - rise[i], palette->accent, 0.9, FALSE);

  cairo_set_line_width (cr, 1.5);
  draw_line (pen, 0, plan->ground_y, plan->width, plan->ground_y, palette->dim, 1, FALSE);
  cairo_set_line_width (cr, 1);
  draw_line (pen, plan->camera_x, y, plan->camera_x, plan->ground_y, palette->dim, 0.8, TRUE);
  draw_person (pen, to_x (pen, view->distance));
  draw_camera (pen, plan->camera_x, y, -view->pitch * TO_RADIANS);
  draw_handle (pen, AIP_STAGE_PLAN_HEIGHT, active);
  cairo_restore (cr);
}

void
aip_stage_plan_draw (const AipStagePlan    *plan,
                     cairo_t               *cr,
                     const AipSetup        *setup,
                     const AipStagePalette *palette,
                     AipStagePlanHandle     active)
{
  Pen pen = { plan, palette, cr };
  AipSetup clean;

  g_return_if_fail (plan != NULL && cr != NULL && setup != NULL && palette != NULL);

  if (!(plan->width > 0 && plan->height > 0))
    return;

  aip_stage_setup_clean (setup, &clean);
  cairo_save (cr);
  draw_top_view (&pen, &clean, active);
  cairo_set_line_width (cr, 1);
  draw_line (&pen, 0, plan->divide_y, plan->width, plan->divide_y, palette->dim, 0.4, FALSE);
  draw_side_view (&pen, active);
  cairo_restore (cr);
}
