/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-stage-label.h"
#include "aip-stage-palette.h"
#include "aip-stage-view.h"

G_BEGIN_DECLS

/**
 * AipStagePlanHandle:
 * @AIP_STAGE_PLAN_CAMERA: moves the camera along its axis: focus distance
 * @AIP_STAGE_PLAN_SUBJECT: moves the subject: focus distance
 * @AIP_STAGE_PLAN_NEAR, @AIP_STAGE_PLAN_FAR: where sharpness begins and ends: T-stop
 * @AIP_STAGE_PLAN_FOCAL: an edge of the field of view: focal length
 * @AIP_STAGE_PLAN_HEIGHT: the camera in the side view: its height
 */
typedef enum {
  AIP_STAGE_PLAN_NONE,
  AIP_STAGE_PLAN_CAMERA,
  AIP_STAGE_PLAN_SUBJECT,
  AIP_STAGE_PLAN_NEAR,
  AIP_STAGE_PLAN_FAR,
  AIP_STAGE_PLAN_FOCAL,
  AIP_STAGE_PLAN_HEIGHT,
} AipStagePlanHandle;

#define AIP_STAGE_N_PLAN_HANDLES (AIP_STAGE_PLAN_HEIGHT + 1)

/**
 * AipStagePlan:
 * @view: the camera; its picture size means nothing here
 * @near_limit, @far_limit: metres from the camera, the far one may be INFINITY
 * @scale: units per metre, in both views
 * @height_scale: units per metre upwards in the side view
 * @camera_x: of the camera in both views; metres go to the right
 * @axis_y: of the optical axis in the top view, which ends at @divide_y
 * @ground_y: of the ground in the side view below
 *
 * The set seen from above, and below it from the side. Camera on the left, looking right.
 * Everything between a setup and a position, both ways; a plain value.
 */
typedef struct {
  AipStageView view;
  double       near_limit;
  double       far_limit;
  double       half_angle;
  double       width;
  double       height;
  double       scale;
  double       height_scale;
  double       camera_x;
  double       axis_y;
  double       divide_y;
  double       ground_y;
  double       scale_bar;
} AipStagePlan;

/**
 * aip_stage_plan_layout:
 * @frozen: (nullable): the plan as it was when a drag began; its scale is kept, so what is dragged
 *   stays under the pointer. Otherwise the scale is chosen from round steps.
 * @dragged: what is dragged, or NONE: with the camera dragged it is the subject that stays
 */
void               aip_stage_plan_layout     (AipStagePlan          *plan,
                                              const AipSetup        *setup,
                                              double                 width,
                                              double                 height,
                                              const AipStagePlan    *frozen,
                                              AipStagePlanHandle     dragged);
/* @active: the handle under the pointer or with the focus; it is drawn larger. */
void               aip_stage_plan_draw       (const AipStagePlan    *plan,
                                              cairo_t               *cr,
                                              const AipSetup        *setup,
                                              const AipStagePalette *palette,
                                              AipStagePlanHandle     active);
void               aip_stage_plan_get_labels (const AipStagePlan    *plan,
                                              AipStageLabels        *labels);
/* Where a handle is; FALSE if it cannot be seen. */
gboolean           aip_stage_plan_get_handle (const AipStagePlan    *plan,
                                              AipStagePlanHandle     handle,
                                              double                *x,
                                              double                *y);
/* The nearest handle within @reach units. */
AipStagePlanHandle aip_stage_plan_pick       (const AipStagePlan    *plan,
                                              double                 x,
                                              double                 y,
                                              double                 reach);
/**
 * aip_stage_plan_drag:
 * @plan: as it was when the drag began
 * @setup: as it was when the drag began
 * @setup_out: @setup with @handle at @x, @y, within what lens and physics allow: a prime stays
 *   on its focal lengths, a lens no faster than it is. A shot size that is set follows the
 *   distance.
 *
 * Returns: AIP_SETUP_BIT() of the fields that differ; 0 if nothing does
 */
guint64            aip_stage_plan_drag       (const AipStagePlan    *plan,
                                              const AipSetup        *setup,
                                              AipStagePlanHandle     handle,
                                              double                 x,
                                              double                 y,
                                              AipSetup              *setup_out);
/* Translated, for a tooltip: "Camera distance", "Far limit of focus". */
const char        *aip_stage_plan_get_name   (AipStagePlanHandle     handle);

G_END_DECLS
