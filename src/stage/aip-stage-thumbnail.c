/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-stage-thumbnail"

#include "config.h"

#include "aip-stage-frame.h"
#include "aip-stage-thumbnail.h"

cairo_surface_t *
aip_stage_thumbnail (const AipSetup      *setup,
                     const AipStageScene *scene,
                     int                  width,
                     int                  height,
                     int                  scale)
{
  AipStageScene plain;
  cairo_surface_t *surface;
  cairo_t *cr;

  g_return_val_if_fail (setup != NULL, NULL);
  g_return_val_if_fail (width > 0 && height > 0 && scale > 0, NULL);

  if (scene == NULL)
    {
      aip_stage_scene_init (&plain);
      plain.frame_lines = FALSE;
      scene = &plain;
    }

  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width * scale, height * scale);
  cairo_surface_set_device_scale (surface, scale, scale);
  cr = cairo_create (surface);
  aip_stage_frame_draw (cr, setup, scene, width, height);
  cairo_destroy (cr);

  return surface;
}
