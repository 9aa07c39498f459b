/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-setup.h"

G_BEGIN_DECLS

/**
 * AipStageView:
 * @recorded: the part of the sensor or negative that is exposed
 * @delivered: what of it the audience sees
 * @aspect: shown width / height of @delivered
 * @focal: mm; @stop: T-stop; @distance: metres to the subject's plane along the optical axis
 * @height: of the camera above the ground, metres
 * @pitch: degrees that the camera looks up; @roll: degrees it is tilted clockwise
 * @centre: height in metres of the point of the subject's plane in the middle of the frame
 * @width, @frame_height: of the delivered picture in the caller's units
 * @scale: units per (metre sideways at one metre's distance)
 * @subject_x: metres that the subject stands to the right of the optical axis
 *
 * The camera of a setup, with a sensible choice for whatever the setup leaves open, as a pinhole
 * over a delivered picture of a given size.
 *
 * World: metres, the subject stands at @subject_x, 0, 0 and the camera at 0, @height, @camera_z;
 * x to the right of the frame, y up, z away from the camera. Picture: x right, y down, origin at its top left.
 */
typedef struct {
  AipFrameArea recorded;
  AipFrameArea delivered;
  double       aspect;
  double       focal;
  double       stop;
  double       distance;
  double       height;
  double       pitch;
  double       roll;
  double       centre;
  double       width;
  double       frame_height;
  double       scale;
  double       subject_x;

  /* What projecting needs, worked out once. */
  double       camera_z;
  double       sin_pitch;
  double       cos_pitch;
  double       sin_roll;
  double       cos_roll;
} AipStageView;

/* Height in metres of the figure that stands in for the subject, and of its eyes. */
#define AIP_STAGE_FIGURE_HEIGHT 1.75
#define AIP_STAGE_FIGURE_EYES 1.63

/* Shown ratio of what is delivered: the setup's, the recorded area's, or 16:9. */
double      aip_stage_view_get_aspect         (const AipSetup     *setup);
/* @width × @height: of the delivered picture. */
void        aip_stage_view_init               (AipStageView       *view,
                                               const AipSetup     *setup,
                                               double              width,
                                               double              height);
/* Units that one metre across the optical axis takes up at @distance from the camera. */
double      aip_stage_view_get_scale_at       (const AipStageView *view,
                                               double              distance);
/* Diameter in units of the blur disc of a point at @distance from the camera. */
double      aip_stage_view_get_blur_at        (const AipStageView *view,
                                               double              distance);
/* FALSE behind the camera. @depth: (out) (optional): metres along the optical axis. */
gboolean    aip_stage_view_project            (const AipStageView *view,
                                               double              x,
                                               double              y,
                                               double              z,
                                               double             *picture_x,
                                               double             *picture_y,
                                               double             *depth);
/* The shot size that shows about @field_height metres. */
AipShotSize aip_stage_view_size_for           (double              field_height);

G_END_DECLS
