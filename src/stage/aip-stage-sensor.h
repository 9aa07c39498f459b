/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-setup.h"
#include "aip-stage-label.h"
#include "aip-stage-palette.h"

G_BEGIN_DECLS

/**
 * AipStageSensor:
 * @known: whether the setup says what is recorded; nothing else means anything if not
 * @recorded, @extracted: mm on the sensor
 * @share: of the recorded area that is delivered
 * @circle: diameter of the lens's image circle in mm, 0: not known
 * @covers: whether the circle reaches the corners of what is delivered
 * @scale: units per millimetre; the middle is at @x, @y
 *
 * Sensor, image circle and frame lines, at the same scale.
 */
typedef struct {
  gboolean     known;
  AipFrameArea recorded;
  AipFrameArea extracted;
  double       share;
  double       circle;
  gboolean     covers;
  double       scale;
  double       x;
  double       y;
  double       width;
  double       height;
} AipStageSensor;

void aip_stage_sensor_layout     (AipStageSensor        *sensor,
                                  const AipSetup        *setup,
                                  double                 width,
                                  double                 height);
void aip_stage_sensor_draw       (const AipStageSensor  *sensor,
                                  cairo_t               *cr,
                                  const AipStagePalette *palette);
void aip_stage_sensor_get_labels (const AipStageSensor  *sensor,
                                  AipStageLabels        *labels);

G_END_DECLS
