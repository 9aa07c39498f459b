/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-stage-plan"

#include "config.h"

#include <math.h>

#include <glib/gi18n.h>

#include "aip-stage-plan.h"

#define TO_RADIANS (G_PI / 180)
#define MARGIN 14.0
#define CAMERA_MARGIN 34.0
#define SLOWEST_STOP 32.0
#define LOWEST 0.02
#define HIGHEST 500.0
#define FARTHEST 2000.0

/* Metres across the top view. The subject stands within the first three fifths of it. */
static const double ranges[] = {
  0.5, 0.75, 1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 200, 320, 500, 800, 1250, 2000,
  3500,
};
static const double heights[] = { 2.5, 4, 6, 10, 16, 25, 40, 65, 100, 160, 250, 400, 650 };
static const double bars[] = {
  0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000,
};

static double
choose_step (const double *steps,
             guint         n_steps,
             double        wanted)
{
  for (guint i = 0; i < n_steps; i++)
    if (steps[i] >= wanted)
      return steps[i];

  return steps[n_steps - 1];
}

static void
measure_focus (AipStagePlan *plan)
{
  const AipStageView *view = &plan->view;

  aip_optics_depth_of_field (view->focal, view->stop, aip_optics_circle (&view->delivered),
                             view->distance, &plan->near_limit, &plan->far_limit);
  plan->half_angle = aip_optics_angle_horizontal (&view->delivered, view->focal) / 2;
}

void
aip_stage_plan_layout (AipStagePlan       *plan,
                       const AipSetup     *setup,
                       double              width,
                       double              height,
                       const AipStagePlan *frozen,
                       AipStagePlanHandle  dragged)
{
  double range, tallest;

  g_return_if_fail (plan != NULL && setup != NULL);

  *plan = (AipStagePlan) { .width = width, .height = height };
  aip_stage_view_init (&plan->view, setup, 1, 1);
  measure_focus (plan);

  plan->divide_y = height * 0.58;
  plan->axis_y = plan->divide_y / 2;
  plan->ground_y = height - MARGIN;
  plan->camera_x = MIN (CAMERA_MARGIN, width / 4);

  range = choose_step (ranges, G_N_ELEMENTS (ranges), plan->view.distance / 0.6);
  tallest = choose_step (heights, G_N_ELEMENTS (heights),
                         MAX (plan->view.height * 1.15, AIP_STAGE_FIGURE_HEIGHT * 1.15));
  plan->scale = MAX (1, width - plan->camera_x - MARGIN) / range;
  plan->height_scale = MAX (1, plan->ground_y - plan->divide_y - MARGIN) / tallest;

  if (frozen != NULL)
    {
      plan->scale = frozen->scale;
      plan->height_scale = frozen->height_scale;
      if (dragged == AIP_STAGE_PLAN_CAMERA)
        plan->camera_x = frozen->camera_x +
                         (frozen->view.distance - plan->view.distance) * plan->scale;
      else
        plan->camera_x = frozen->camera_x;
    }

  plan->scale_bar = bars[0];
  for (guint i = 0; i < G_N_ELEMENTS (bars); i++)
    if (bars[i] * plan->scale <= width * 0.2)
      plan->scale_bar = bars[i];
}

/* Handles and dragging ------------------------------------------------------------------------ */

/* Where an edge of the field of view leaves the top view, or @distance if that comes first. */
static double
get_edge_distance (const AipStagePlan *plan,
                   double              distance)
{
  double slope = tan (plan->half_angle * TO_RADIANS);
  double room = MAX (1, plan->axis_y - MARGIN) / plan->scale;

  return slope * distance > room ? room / slope : distance;
}

gboolean
aip_stage_plan_get_handle (const AipStagePlan *plan,
                           AipStagePlanHandle  handle,
                           double             *x,
                           double             *y)
{
  double metres;

  g_return_val_if_fail (plan != NULL && x != NULL && y != NULL, FALSE);

  switch (handle)
    {
    case AIP_STAGE_PLAN_CAMERA:
      *x = plan->camera_x;
      *y = plan->axis_y;
      break;

    case AIP_STAGE_PLAN_SUBJECT:
      *x = plan->camera_x + plan->view.distance * plan->scale;
      *y = plan->axis_y;
      break;

    case AIP_STAGE_PLAN_NEAR:
    case AIP_STAGE_PLAN_FAR:
      metres = handle == AIP_STAGE_PLAN_NEAR ? plan->near_limit : plan->far_limit;
      *x = plan->camera_x + metres * plan->scale;
      /* An endless field can still be caught, where the picture ends. */
      if (!isfinite (metres) || *x > plan->width - MARGIN)
        *x = plan->width - MARGIN;
      metres = (*x - plan->camera_x) / plan->scale;
      *y = MIN (plan->divide_y - MARGIN,
                plan->axis_y + MAX (MARGIN, metres * plan->scale *
                                              tan (plan->half_angle * TO_RADIANS)));
      break;

    case AIP_STAGE_PLAN_FOCAL:
      metres = get_edge_distance (plan, plan->view.distance);
      *x = plan->camera_x + metres * plan->scale;
      *y = plan->axis_y - metres * plan->scale * tan (plan->half_angle * TO_RADIANS);
      break;

    case AIP_STAGE_PLAN_HEIGHT:
      *x = plan->camera_x;
      *y = plan->ground_y - plan->view.height * plan->height_scale;
      break;

    case AIP_STAGE_PLAN_NONE:
    default:
      return FALSE;
    }

  return *x >= 0 && *x <= plan->width && *y >= 0 && *y <= plan->height;
}

AipStagePlanHandle
aip_stage_plan_pick (const AipStagePlan *plan,
                     double              x,
                     double              y,
                     double              reach)
{
  AipStagePlanHandle best = AIP_STAGE_PLAN_NONE;
  double least = reach;

  g_return_val_if_fail (plan != NULL, AIP_STAGE_PLAN_NONE);

  for (AipStagePlanHandle handle = AIP_STAGE_PLAN_CAMERA; handle < AIP_STAGE_N_PLAN_HANDLES;
       handle++)
    {
      double handle_x, handle_y, apart;

      if (!aip_stage_plan_get_handle (plan, handle, &handle_x, &handle_y))
        continue;

      apart = hypot (x - handle_x, y - handle_y);
      if (apart <= least)
        {
          least = apart;
          best = handle;
        }
    }

  return best;
}

/* As fine as a tape measure is read at that distance. */
static double
round_metres (double metres)
{
  double step = metres < 10 ? 0.01 : metres < 100 ? 0.1 : 1;

  return round (metres / step) * step;
}

static void
follow_with_size (AipSetup *setup)
{
  AipStageView view;
  double field;

  if (!aip_setup_has (setup, AIP_SETUP_SIZE))
    return;

  aip_stage_view_init (&view, setup, 1, 1);
  field = aip_optics_field_height (&view.delivered, view.focal, view.distance);
  if (setup->size != AIP_SIZE_INSERT || field > 0.35)
    setup->size = aip_stage_view_size_for (field);
}

static void
set_distance (AipSetup           *setup,
              const AipStagePlan *plan,
              double              metres)
{
  double closest = MAX (0.05, plan->view.focal * 2 / 1000);

  setup->focus = round_metres (CLAMP (metres, closest, FARTHEST));
  setup->given |= AIP_SETUP_BIT (AIP_SETUP_FOCUS);
  follow_with_size (setup);
}

/* The stop at which the hyperfocal distance is @metres. */
static void
set_hyperfocal (AipSetup           *setup,
                const AipStagePlan *plan,
                double              metres)
{
  double focal = plan->view.focal;
  double circle = aip_optics_circle (&plan->view.delivered);
  double fastest = aip_setup_has (setup, AIP_SETUP_LENS) && setup->lens->stop > 0
                     ? setup->lens->stop : 0.95;
  double stop = SLOWEST_STOP;

  if (metres * 1000 > focal)
    stop = focal * focal / (circle * (metres * 1000 - focal));

  setup->stop = CLAMP (round (stop * 100) / 100, fastest, MAX (fastest, SLOWEST_STOP));
  setup->given |= AIP_SETUP_BIT (AIP_SETUP_STOP);
}

static void
set_limit (AipSetup           *setup,
           const AipStagePlan *plan,
           AipStagePlanHandle  handle,
           double              metres)
{
  double s = plan->view.distance, f = plan->view.focal / 1000;
  double tiny = s * 1e-4;

  if (handle == AIP_STAGE_PLAN_NEAR)
    {
      double limit = CLAMP (metres, f * 1.05, s - tiny);

      /* n = s·(H − f) / (H + s − 2f), solved for H */
      set_hyperfocal (setup, plan, (s * f + limit * s - 2 * limit * f) / (s - limit));
    }
  else
    {
      double limit = MAX (metres, s + tiny);

      /* r = s·(H − f) / (H − s) */
      set_hyperfocal (setup, plan, (limit * s - s * f) / (limit - s));
    }
}

/* The focal length that the lens has and that is nearest to @focal. */
static double
fit_focal (const AipLens *lens,
           double         focal)
{
  double best = focal, least = INFINITY;

  for (guint i = 0; i < lens->n_focals; i++)
    if (fabs (log (lens->focals[i] / focal)) < least)
      {
        least = fabs (log (lens->focals[i] / focal));
        best = lens->focals[i];
      }

  for (guint i = 0; i < lens->n_zooms; i++)
    {
      double within = CLAMP (focal, lens->zooms[i].shortest, lens->zooms[i].longest);

      if (fabs (log (within / focal)) < least)
        {
          least = fabs (log (within / focal));
          best = within;
        }
    }

  return best;
}

static void
set_focal (AipSetup           *setup,
           const AipStagePlan *plan,
           double              x,
           double              y)
{
  double along = MAX (0.5, x - plan->camera_x);
  double across = MAX (0.5, fabs (y - plan->axis_y));
  double shown = plan->view.delivered.width * plan->view.delivered.squeeze;
  double focal = CLAMP (shown / 2 * along / across, 4, 1200);

  focal = round (focal * 10) / 10;
  if (aip_setup_has (setup, AIP_SETUP_LENS))
    focal = fit_focal (setup->lens, focal);

  setup->focal = focal;
  setup->given |= AIP_SETUP_BIT (AIP_SETUP_FOCAL);
  if (aip_setup_has (setup, AIP_SETUP_FOCUS))
    follow_with_size (setup);
}

guint64
aip_stage_plan_drag (const AipStagePlan *plan,
                     const AipSetup     *setup,
                     AipStagePlanHandle  handle,
                     double              x,
                     double              y,
                     AipSetup           *setup_out)
{
  guint64 changed = 0;

  g_return_val_if_fail (plan != NULL && setup != NULL && setup_out != NULL, 0);

  *setup_out = *setup;
  if (!isfinite (x) || !isfinite (y))
    return 0;

  switch (handle)
    {
    case AIP_STAGE_PLAN_CAMERA:
      set_distance (setup_out, plan, plan->view.distance - (x - plan->camera_x) / plan->scale);
      break;

    case AIP_STAGE_PLAN_SUBJECT:
      set_distance (setup_out, plan, (x - plan->camera_x) / plan->scale);
      break;

    case AIP_STAGE_PLAN_NEAR:
    case AIP_STAGE_PLAN_FAR:
      set_limit (setup_out, plan, handle, (x - plan->camera_x) / plan->scale);
      break;

    case AIP_STAGE_PLAN_FOCAL:
      set_focal (setup_out, plan, x, y);
      break;

    case AIP_STAGE_PLAN_HEIGHT:
      setup_out->height = round_metres (CLAMP ((plan->ground_y - y) / plan->height_scale, LOWEST,
                                               HIGHEST));
      setup_out->given |= AIP_SETUP_BIT (AIP_SETUP_HEIGHT);
      break;

    case AIP_STAGE_PLAN_NONE:
    default:
      return 0;
    }

  if (!aip_setup_has (setup, AIP_SETUP_FOCUS) || setup->focus != setup_out->focus)
    changed |= setup_out->given & AIP_SETUP_BIT (AIP_SETUP_FOCUS);
  if (!aip_setup_has (setup, AIP_SETUP_STOP) || setup->stop != setup_out->stop)
    changed |= setup_out->given & AIP_SETUP_BIT (AIP_SETUP_STOP);
  if (!aip_setup_has (setup, AIP_SETUP_FOCAL) || setup->focal != setup_out->focal)
    changed |= setup_out->given & AIP_SETUP_BIT (AIP_SETUP_FOCAL);
  if (!aip_setup_has (setup, AIP_SETUP_HEIGHT) || setup->height != setup_out->height)
    changed |= setup_out->given & AIP_SETUP_BIT (AIP_SETUP_HEIGHT);
  if (aip_setup_has (setup, AIP_SETUP_SIZE) && setup->size != setup_out->size)
    changed |= AIP_SETUP_BIT (AIP_SETUP_SIZE);

  return changed;
}

const char *
aip_stage_plan_get_name (AipStagePlanHandle handle)
{
  switch (handle)
    {
    case AIP_STAGE_PLAN_CAMERA:
      return _("Camera distance");

    case AIP_STAGE_PLAN_SUBJECT:
      return _("Subject distance");

    case AIP_STAGE_PLAN_NEAR:
      return _("Near limit of focus");

    case AIP_STAGE_PLAN_FAR:
      return _("Far limit of focus");

    case AIP_STAGE_PLAN_FOCAL:
      return _("Field of view");

    case AIP_STAGE_PLAN_HEIGHT:
      return _("Camera height");

    case AIP_STAGE_PLAN_NONE:
    default:
      return "";
    }
}

/* Labels -------------------------------------------------------------------------------------- */

static void
add_metres (AipStageLabels    *labels,
            double             x,
            double             y,
            AipStageAnchor     anchor,
            AipStageLabelRole  role,
            double             metres)
{
  if (!isfinite (metres))
    aip_stage_labels_add (labels, x, y, anchor, role, "∞");
  else if (metres < 1)
    /* Translators: a short distance in centimetres. */
    aip_stage_labels_add (labels, x, y, anchor, role, _("%.0f cm"), metres * 100);
  else
    /* Translators: a distance in metres. */
    aip_stage_labels_add (labels, x, y, anchor, role, _("%.*f m"),
                          metres < 10 ? 2 : metres < 100 ? 1 : 0, metres);
}

void
aip_stage_plan_get_labels (const AipStagePlan *plan,
                           AipStageLabels     *labels)
{
  double x, y;

  g_return_if_fail (plan != NULL && labels != NULL);

  labels->n_items = 0;

  if (aip_stage_plan_get_handle (plan, AIP_STAGE_PLAN_SUBJECT, &x, &y))
    add_metres (labels, x, plan->axis_y - 16, AIP_STAGE_ANCHOR_BOTTOM, AIP_STAGE_LABEL_NORMAL,
                plan->view.distance);
  if (aip_stage_plan_get_handle (plan, AIP_STAGE_PLAN_NEAR, &x, &y))
    add_metres (labels, x - 10, y, AIP_STAGE_ANCHOR_RIGHT, AIP_STAGE_LABEL_DIM, plan->near_limit);
  if (aip_stage_plan_get_handle (plan, AIP_STAGE_PLAN_FAR, &x, &y))
    {
      if (x > plan->width - 60)
        add_metres (labels, x, y - 10, AIP_STAGE_ANCHOR_BOTTOM, AIP_STAGE_LABEL_DIM,
                    plan->far_limit);
      else
        add_metres (labels, x + 10, y, AIP_STAGE_ANCHOR_LEFT, AIP_STAGE_LABEL_DIM,
                    plan->far_limit);
    }
  if (aip_stage_plan_get_handle (plan, AIP_STAGE_PLAN_FOCAL, &x, &y))
    /* Translators: focal length and horizontal angle of view. */
    aip_stage_labels_add (labels, x + 10, y, AIP_STAGE_ANCHOR_LEFT, AIP_STAGE_LABEL_ACCENT,
                          _("%.4g mm, %.0f°"), plan->view.focal, plan->half_angle * 2);
  if (aip_stage_plan_get_handle (plan, AIP_STAGE_PLAN_HEIGHT, &x, &y))
    add_metres (labels, x + 16, y, AIP_STAGE_ANCHOR_LEFT, AIP_STAGE_LABEL_NORMAL,
                plan->view.height);

  add_metres (labels, plan->width - MARGIN - plan->scale_bar * plan->scale / 2, 16,
              AIP_STAGE_ANCHOR_TOP, AIP_STAGE_LABEL_DIM, plan->scale_bar);
}
