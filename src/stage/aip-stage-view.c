/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-stage-view"

#include "config.h"

#include <math.h>

#include "aip-stage-setup.h"
#include "aip-stage-view.h"

#define MM_PER_METRE 1000.0
#define TO_RADIANS (G_PI / 180)

/* Super 35 across three perforations: what most people have in mind when they say nothing. */
#define DEFAULT_WIDTH 24.89
#define DEFAULT_HEIGHT 14.0
#define DEFAULT_FOCAL 35.0
#define DEFAULT_STOP 4.0

#define DUTCH_ROLL 13.0
#define DIAGONAL_ROLL 5.0
#define STEEPEST_PITCH 86.0
#define NEAREST 0.02
#define NARROWEST 0.2
#define WIDEST 5.0

/*
 * How far below the top of the frame operators place the eyes, for the metres that fill its height:
 * the middle for the eyes alone, a third for a close-up, then by the headroom, and for a small
 * figure by the ground under its feet.
 */
static const struct {
  double field;
  double eyes;
} framings[] = {
  { 0.14, 0.47 }, { 0.28, 0.44 }, { 0.42, 0.41 }, { 0.68, 0.30 }, { 1.00, 0.215 },
  { 1.35, 0.175 }, { 2.10, 0.125 }, { 4.50, 0.42 }, { 14.0, 0.69 },
};

static double
get_eye_line (double field)
{
  guint last = G_N_ELEMENTS (framings) - 1;

  if (field <= framings[0].field)
    return framings[0].eyes;

  for (guint i = 1; i <= last; i++)
    if (field <= framings[i].field)
      {
        double t = log (field / framings[i - 1].field) /
                   log (framings[i].field / framings[i - 1].field);

        return framings[i - 1].eyes + t * (framings[i].eyes - framings[i - 1].eyes);
      }

  return framings[last].eyes;
}

/* A share of the frame's width that the figure stands beside the middle. */
static double
get_offset (const AipSetup *setup)
{
  if (!aip_setup_has (setup, AIP_SETUP_COMPOSITION))
    return 0;

  switch (setup->composition)
    {
    case AIP_COMPOSITION_THIRDS:
      return -1.0 / 6;

    case AIP_COMPOSITION_ASYMMETRICAL:
      return 0.22;

    case AIP_COMPOSITION_DIAGONAL:
      return -0.12;

    case AIP_COMPOSITION_LEADING_LINES:
      return 0.15;

    case AIP_COMPOSITION_LAYERED:
      return 0.10;

    case AIP_COMPOSITION_NEGATIVE_SPACE:
      return 0.29;

    case AIP_COMPOSITION_FOREGROUND:
      return -0.08;

    case AIP_COMPOSITION_CENTRED:
    case AIP_COMPOSITION_SYMMETRICAL:
    case AIP_COMPOSITION_FRAME_IN_FRAME:
    case AIP_COMPOSITION_FILLED:
    case AIP_COMPOSITION_SILHOUETTE:
    default:
      return 0;
    }
}

static void
init_optics (AipStageView   *view,
             const AipSetup *setup)
{
  double distance;

  if (!aip_setup_get_area (setup, &view->recorded))
    view->recorded = (AipFrameArea) {
      DEFAULT_WIDTH, DEFAULT_HEIGHT,
      aip_setup_has (setup, AIP_SETUP_LENS) ? setup->lens->squeeze : 1,
    };
  if (!(view->recorded.width > 0 && view->recorded.height > 0))
    view->recorded = (AipFrameArea) { DEFAULT_WIDTH, DEFAULT_HEIGHT, 1 };
  if (!(view->recorded.squeeze > 0))
    view->recorded.squeeze = 1;

  view->delivered = view->recorded;
  if (aip_setup_has (setup, AIP_SETUP_ASPECT))
    aip_optics_extract (&view->recorded, CLAMP (setup->aspect, NARROWEST, WIDEST),
                        &view->delivered);
  view->aspect = aip_optics_aspect (&view->delivered);

  view->focal = aip_setup_has (setup, AIP_SETUP_FOCAL) ? setup->focal : DEFAULT_FOCAL;
  view->stop = aip_setup_has (setup, AIP_SETUP_STOP) ? setup->stop : DEFAULT_STOP;

  distance = aip_setup_get_distance (setup);
  if (!(distance > 0) || !isfinite (distance))
    distance = aip_optics_subject_distance (
      &view->delivered, view->focal,
      aip_shot_size_get_field_height (aip_setup_has (setup, AIP_SETUP_SIZE) ? setup->size
                                                                            : AIP_SIZE_MEDIUM));

  view->distance = CLAMP (distance, MAX (NEAREST, 1.5 * view->focal / MM_PER_METRE), 10000);
}

/* Degrees to look up so that the middle of the frame is on the subject. */
static double
get_pitch (const AipStageView *view,
           const AipSetup     *setup)
{
  AipAngle angle = aip_setup_has (setup, AIP_SETUP_ANGLE) ? setup->angle : AIP_ANGLE_EYE_LEVEL;
  double height, steepest = sin (STEEPEST_PITCH * TO_RADIANS);

  if (angle == AIP_ANGLE_OVERHEAD)
    return -STEEPEST_PITCH;

  if (aip_setup_has (setup, AIP_SETUP_HEIGHT))
    height = setup->height;
  else
    switch (angle)
      {
      case AIP_ANGLE_LOW:
        height = MAX (0.15, view->centre - view->distance * sin (20 * TO_RADIANS));
        break;

      case AIP_ANGLE_HIGH:
        height = view->centre + view->distance * sin (28 * TO_RADIANS);
        break;

      case AIP_ANGLE_GROUND:
        height = 0.12;
        break;

      case AIP_ANGLE_OVER_SHOULDER:
        height = 1.66;
        break;

      case AIP_ANGLE_EYE_LEVEL:
      case AIP_ANGLE_DUTCH:
      case AIP_ANGLE_POINT_OF_VIEW:
      case AIP_ANGLE_OVERHEAD:
      default:
        height = AIP_STAGE_FIGURE_EYES;
        break;
      }

  return asin (CLAMP ((view->centre - height) / view->distance, -steepest, steepest)) / TO_RADIANS;
}

double
aip_stage_view_get_aspect (const AipSetup *setup)
{
  AipStageView view;
  AipSetup clean;

  g_return_val_if_fail (setup != NULL, 1);

  aip_stage_setup_clean (setup, &clean);
  init_optics (&view, &clean);

  return CLAMP (view.aspect, NARROWEST, WIDEST);
}

void
aip_stage_view_init (AipStageView   *view,
                     const AipSetup *given,
                     double          width,
                     double          height)
{
  AipSetup clean;
  const AipSetup *setup = &clean;
  double field, offset;

  g_return_if_fail (view != NULL && given != NULL);

  aip_stage_setup_clean (given, &clean);
  *view = (AipStageView) { .width = width, .frame_height = height };
  init_optics (view, setup);

  view->scale = height * view->focal / view->delivered.height;
  field = view->distance * view->delivered.height / view->focal;
  view->centre = AIP_STAGE_FIGURE_EYES - (0.5 - get_eye_line (field)) * field;

  view->pitch = get_pitch (view, setup);
  if (aip_setup_has (setup, AIP_SETUP_ANGLE) && setup->angle == AIP_ANGLE_DUTCH)
    view->roll = DUTCH_ROLL;
  else if (aip_setup_has (setup, AIP_SETUP_COMPOSITION) &&
           setup->composition == AIP_COMPOSITION_DIAGONAL)
    view->roll = DIAGONAL_ROLL;

  view->sin_pitch = sin (view->pitch * TO_RADIANS);
  view->cos_pitch = cos (view->pitch * TO_RADIANS);
  view->sin_roll = sin (view->roll * TO_RADIANS);
  view->cos_roll = cos (view->roll * TO_RADIANS);
  view->height = view->centre - view->distance * view->sin_pitch;
  view->camera_z = -view->distance * view->cos_pitch;

  /* A face that fills the frame stays in it. */
  offset = get_offset (setup) * CLAMP ((field - 0.1) / 0.6, 0.15, 1);
  view->subject_x = offset * width / (view->scale / view->distance);
}

double
aip_stage_view_get_scale_at (const AipStageView *view,
                             double              distance)
{
  g_return_val_if_fail (view != NULL, 0);

  return view->scale / MAX (distance, NEAREST);
}

double
aip_stage_view_get_blur_at (const AipStageView *view,
                            double              distance)
{
  g_return_val_if_fail (view != NULL, 0);

  return aip_optics_blur (view->focal, view->stop, view->distance, MAX (distance, NEAREST)) /
         view->delivered.height * view->frame_height;
}

gboolean
aip_stage_view_project (const AipStageView *view,
                        double              x,
                        double              y,
                        double              z,
                        double             *picture_x,
                        double             *picture_y,
                        double             *depth)
{
  double dy, dz, along, up, px, py;

  g_return_val_if_fail (view != NULL && picture_x != NULL && picture_y != NULL, FALSE);

  dy = y - view->height;
  dz = z - view->camera_z;
  along = dz * view->cos_pitch + dy * view->sin_pitch;
  up = dy * view->cos_pitch - dz * view->sin_pitch;
  if (depth != NULL)
    *depth = along;
  if (along < NEAREST)
    return FALSE;

  px = x * view->scale / along;
  py = -up * view->scale / along;
  *picture_x = view->width / 2 + px * view->cos_roll - py * view->sin_roll;
  *picture_y = view->frame_height / 2 + px * view->sin_roll + py * view->cos_roll;

  return TRUE;
}

AipShotSize
aip_stage_view_size_for (double field_height)
{
  AipShotSize best = AIP_SIZE_EXTREME_WIDE;
  double least = INFINITY;

  for (AipShotSize size = AIP_SIZE_EXTREME_WIDE; size <= AIP_SIZE_EXTREME_CLOSE; size++)
    {
      double ratio = fabs (log (MAX (field_height, 0.001) / aip_shot_size_get_field_height (size)));

      if (ratio < least)
        {
          least = ratio;
          best = size;
        }
    }

  return best;
}
