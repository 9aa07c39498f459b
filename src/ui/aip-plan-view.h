/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-diagram.h"

G_BEGIN_DECLS

#define AIP_TYPE_PLAN_VIEW (aip_plan_view_get_type ())

/**
 * AipPlanView:
 *
 * The set from above and from the side. Its handles are those of #AipStagePlanHandle, less one:
 * distance (at the camera and at the subject), the limits of focus, focal length and the height of
 * the camera.
 */
G_DECLARE_FINAL_TYPE (AipPlanView, aip_plan_view, AIP, PLAN_VIEW, AipDiagram)

GtkWidget *aip_plan_view_new (AipLiveSetup *live);

G_END_DECLS
