/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-target"

#include "config.h"

#include <math.h>

#include "aip-target.h"

int
aip_target_get_frames (const AipTarget *target,
                       double           seconds)
{
  int steps, most, frames;

  g_return_val_if_fail (target != NULL, 0);

  if (!aip_target_is_video (target) || target->frame_step <= 0)
    return 0;

  frames = (int) lround (MAX (seconds, 0) * target->fps);
  if (seconds <= 0)
    frames = target->max_frames;

  steps = (int) lround ((frames - target->frame_offset) / (double) target->frame_step);
  most = (target->max_frames - target->frame_offset) / target->frame_step;

  return CLAMP (steps, 1, MAX (most, 1)) * target->frame_step + target->frame_offset;
}

static int
round_to (double length,
          int    multiple)
{
  int times = (int) lround (length / multiple);

  return MAX (times, 1) * multiple;
}

void
aip_target_get_size (const AipTarget *target,
                     double           aspect,
                     int             *width,
                     int             *height)
{
  double best = G_MAXDOUBLE;
  double w;

  g_return_if_fail (target != NULL && width != NULL && height != NULL);

  *width = *height = 0;

  for (guint i = 0; i < target->n_sizes; i++)
    {
      const AipPixels *size = &target->sizes[i];
      double off = aspect > 0 ? fabs (log (size->width / (double) size->height / aspect)) : i;

      if (off < best)
        {
          best = off;
          *width = size->width;
          *height = size->height;
        }
    }

  if (target->n_sizes > 0 || target->pixels <= 0)
    return;

  if (aspect <= 0)
    aspect = 16.0 / 9;
  w = sqrt (target->pixels * aspect);
  *width = round_to (w, target->multiple);
  *height = round_to (w / aspect, target->multiple);
}
