/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-optics"

#include "config.h"

#include <math.h>

#include "aip-optics.h"

#define MM_PER_METRE 1000.0
#define METERING_CONSTANT 250.0
#define CIRCLES_PER_DIAGONAL 1500.0
#define SECONDS_PER_FRAME_WIDTH 7.0
#define RULE_FPS 24.0

static double
to_degrees (double radians)
{
  return radians * 180.0 / G_PI;
}

static gboolean
area_is_valid (const AipFrameArea *area)
{
  return area != NULL && area->width > 0 && area->height > 0 && area->squeeze > 0;
}

double
aip_optics_diagonal (const AipFrameArea *area)
{
  g_return_val_if_fail (area_is_valid (area), 0);

  return hypot (area->width, area->height);
}

double
aip_optics_aspect (const AipFrameArea *area)
{
  g_return_val_if_fail (area_is_valid (area), 0);

  return area->width * area->squeeze / area->height;
}

double
aip_optics_angle_horizontal (const AipFrameArea *area,
                             double              focal)
{
  g_return_val_if_fail (area_is_valid (area), 0);
  g_return_val_if_fail (focal > 0, 0);

  return to_degrees (2 * atan (area->width * area->squeeze / (2 * focal)));
}

double
aip_optics_angle_vertical (const AipFrameArea *area,
                           double              focal)
{
  g_return_val_if_fail (area_is_valid (area), 0);
  g_return_val_if_fail (focal > 0, 0);

  return to_degrees (2 * atan (area->height / (2 * focal)));
}

double
aip_optics_crop (const AipFrameArea *area)
{
  return AIP_OPTICS_FULL_FRAME_DIAGONAL / aip_optics_diagonal (area);
}

double
aip_optics_equivalent_focal (const AipFrameArea *area,
                             double              focal)
{
  g_return_val_if_fail (area_is_valid (area), 0);

  return focal * 36.0 / (area->width * area->squeeze);
}

double
aip_optics_circle (const AipFrameArea *area)
{
  return aip_optics_diagonal (area) / CIRCLES_PER_DIAGONAL;
}

double
aip_optics_hyperfocal (double focal,
                       double stop,
                       double circle)
{
  g_return_val_if_fail (focal > 0 && stop > 0 && circle > 0, INFINITY);

  return (focal * focal / (stop * circle) + focal) / MM_PER_METRE;
}

void
aip_optics_depth_of_field (double  focal,
                           double  stop,
                           double  circle,
                           double  distance,
                           double *near_limit,
                           double *far_limit)
{
  double hyperfocal = aip_optics_hyperfocal (focal, stop, circle);
  double focal_metres = focal / MM_PER_METRE;

  g_return_if_fail (near_limit != NULL && far_limit != NULL);
  g_return_if_fail (distance > focal_metres);

  if (isinf (distance))
    {
      *near_limit = hyperfocal - focal_metres;
      *far_limit = INFINITY;
      return;
    }

  *near_limit = distance * (hyperfocal - focal_metres) / (hyperfocal + distance - 2 * focal_metres);
  *far_limit = distance >= hyperfocal
                 ? INFINITY
                 : distance * (hyperfocal - focal_metres) / (hyperfocal - distance);
}

double
aip_optics_blur (double focal,
                 double stop,
                 double distance,
                 double point)
{
  double focal_metres = focal / MM_PER_METRE;

  g_return_val_if_fail (focal > 0 && stop > 0, 0);
  g_return_val_if_fail (distance > focal_metres && point > 0, 0);

  /* The limits of f²·|p − s| / (N·p·(s − f)) as one of the two goes to infinity. */
  if (isinf (distance) && isinf (point))
    return 0;
  if (isinf (point))
    return focal * focal / (stop * (distance * MM_PER_METRE - focal));
  if (isinf (distance))
    return focal * focal / (stop * point * MM_PER_METRE);

  return focal * focal * fabs (point - distance) /
         (stop * point * (distance * MM_PER_METRE - focal));
}

double
aip_optics_subject_distance (const AipFrameArea *area,
                             double              focal,
                             double              subject_height)
{
  g_return_val_if_fail (area_is_valid (area), 0);
  g_return_val_if_fail (focal > 0 && subject_height > 0, 0);

  return subject_height * focal / area->height + focal / MM_PER_METRE;
}

double
aip_optics_field_height (const AipFrameArea *area,
                         double              focal,
                         double              distance)
{
  g_return_val_if_fail (area_is_valid (area), 0);
  g_return_val_if_fail (focal > 0, 0);

  return fmax (0, distance - focal / MM_PER_METRE) * area->height / focal;
}

double
aip_optics_field_width (const AipFrameArea *area,
                        double              focal,
                        double              distance)
{
  return aip_optics_field_height (area, focal, distance) * aip_optics_aspect (area);
}

double
aip_optics_extract (const AipFrameArea *area,
                    double              aspect,
                    AipFrameArea       *extracted)
{
  double own = aip_optics_aspect (area);

  g_return_val_if_fail (extracted != NULL, 0);
  g_return_val_if_fail (aspect > 0, 0);

  *extracted = *area;
  if (aspect >= own)
    extracted->height = area->width * area->squeeze / aspect;
  else
    extracted->width = area->height * aspect / area->squeeze;

  return extracted->width * extracted->height / (area->width * area->height);
}

double
aip_optics_needed_lux (double stop,
                       double exposure,
                       double exposure_index)
{
  g_return_val_if_fail (stop > 0 && exposure > 0 && exposure_index > 0, INFINITY);

  return METERING_CONSTANT * stop * stop / (exposure * exposure_index);
}

double
aip_optics_exposure_time (double angle,
                          double fps)
{
  g_return_val_if_fail (angle > 0 && fps > 0, 0);

  return angle / (360.0 * fps);
}

double
aip_optics_stops_over (double have_lux,
                       double need_lux)
{
  g_return_val_if_fail (have_lux > 0 && need_lux > 0, 0);

  return log2 (have_lux / need_lux);
}

double
aip_optics_neutral_density (double stops)
{
  return stops > 0 ? stops * log10 (2) : 0;
}

double
aip_optics_motion_blur (double seconds_across,
                        double angle,
                        double fps)
{
  g_return_val_if_fail (seconds_across > 0, 0);

  return aip_optics_exposure_time (angle, fps) / seconds_across;
}

double
aip_optics_pan_limit (const AipFrameArea *area,
                      double              focal,
                      double              fps)
{
  g_return_val_if_fail (fps > 0, 0);

  return aip_optics_angle_horizontal (area, focal) / SECONDS_PER_FRAME_WIDTH * fps / RULE_FPS;
}

double
aip_optics_film_run_time (double feet,
                          int    gauge,
                          int    perforations,
                          double fps)
{
  double frames_per_foot;

  g_return_val_if_fail (perforations > 0 && fps > 0, 0);

  /* 35 and 65 mm film have 64 perforations in a foot (pitch 4.74–4.75 mm), 16 mm has 40. */
  switch (gauge)
    {
    case 16:
      frames_per_foot = 40.0 / perforations;
      break;

    case 35:
    case 65:
      frames_per_foot = 64.0 / perforations;
      break;

    default:
      g_return_val_if_reached (0);
    }

  return feet * frames_per_foot / fps;
}
