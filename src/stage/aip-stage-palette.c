/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-stage-palette"

#include "config.h"

#include "aip-stage-palette.h"

const AipStagePalette *
aip_stage_palette_get_light (void)
{
  static const AipStagePalette palette = {
    .background = { 0.980, 0.980, 0.984 },
    .foreground = { 0.180, 0.180, 0.200 },
    .dim = { 0.560, 0.560, 0.580 },
    .accent = { 0.208, 0.518, 0.894 },
    .warning = { 0.753, 0.110, 0.157 },
  };

  return &palette;
}

const AipStagePalette *
aip_stage_palette_get_dark (void)
{
  static const AipStagePalette palette = {
    .background = { 0.133, 0.133, 0.149 },
    .foreground = { 0.940, 0.940, 0.940 },
    .dim = { 0.520, 0.520, 0.540 },
    .accent = { 0.471, 0.682, 0.929 },
    .warning = { 1.000, 0.482, 0.388 },
  };

  return &palette;
}
