/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-diagram.h"

G_BEGIN_DECLS

#define AIP_TYPE_SENSOR_VIEW (aip_sensor_view_get_type ())

/**
 * AipSensorView:
 *
 * What of the sensor or negative is recorded and delivered, against the lens's image circle. A
 * click opens the control of what was clicked: delivery ratio, recording mode or lens.
 */
G_DECLARE_FINAL_TYPE (AipSensorView, aip_sensor_view, AIP, SENSOR_VIEW, AipDiagram)

GtkWidget *aip_sensor_view_new (AipLiveSetup *live);

G_END_DECLS
