/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-timeline-geometry"

#include "config.h"

#include <math.h>

#include "aip-timeline-geometry.h"

/* The least distance of two marks of a ruler. */
#define MIN_TICK_PIXELS 6

gint64
aip_timeline_geometry_get_x (const AipTimelineGeometry *self,
                             gint64                     frame)
{
  g_return_val_if_fail (self != NULL, 0);

  return (gint64) floor ((double) frame * self->scale + 0.5) - self->offset;
}

gint64
aip_timeline_geometry_get_frame (const AipTimelineGeometry *self,
                                 double                     x)
{
  gint64 frame;

  g_return_val_if_fail (self != NULL, 0);

  /* The last one whose edge, which is drawn at a whole pixel, is not to the right of @x. */
  frame = (gint64) ceil ((floor (x) + (double) self->offset + 0.5) / self->scale) - 1;
  /* As it is rounded there. */
  if ((double) aip_timeline_geometry_get_x (self, frame + 1) <= x)
    frame++;
  else if ((double) aip_timeline_geometry_get_x (self, frame) > x)
    frame--;

  return frame;
}

gint64
aip_timeline_geometry_get_edge (const AipTimelineGeometry *self,
                                double                     x)
{
  g_return_val_if_fail (self != NULL, 0);

  return (gint64) floor ((x + (double) self->offset) / self->scale + 0.5);
}

gint64
aip_timeline_geometry_get_delta (const AipTimelineGeometry *self,
                                 double                     pixels)
{
  g_return_val_if_fail (self != NULL, 0);

  return (gint64) floor (pixels / self->scale + 0.5);
}

gint64
aip_timeline_geometry_get_reach (const AipTimelineGeometry *self,
                                 double                     pixels)
{
  g_return_val_if_fail (self != NULL, 1);

  return MAX (1, (gint64) floor (pixels / self->scale));
}

void
aip_timeline_geometry_zoom (AipTimelineGeometry *self,
                            double               factor,
                            double               x)
{
  double frame;

  g_return_if_fail (self != NULL);
  g_return_if_fail (factor > 0);

  frame = (x + (double) self->offset) / self->scale;
  self->scale = CLAMP (self->scale * factor, AIP_TIMELINE_MIN_SCALE, AIP_TIMELINE_MAX_SCALE);
  self->offset = (gint64) floor (frame * self->scale - x + 0.5);
}

void
aip_timeline_geometry_fit (AipTimelineGeometry *self,
                           gint64               first,
                           gint64               end,
                           int                  margin)
{
  int room;

  g_return_if_fail (self != NULL);
  g_return_if_fail (first <= end);

  room = MAX (1, self->width - 2 * margin);
  self->scale = CLAMP ((double) room / (double) MAX (1, end - first), AIP_TIMELINE_MIN_SCALE,
                       AIP_TIMELINE_MAX_SCALE);
  self->offset = (gint64) floor ((double) first * self->scale + 0.5) - margin;
}

void
aip_timeline_geometry_reveal (AipTimelineGeometry *self,
                              gint64               frame,
                              int                  margin)
{
  gint64 x;

  g_return_if_fail (self != NULL);

  margin = CLAMP (margin, 0, self->width / 2);
  x = aip_timeline_geometry_get_x (self, frame);
  if (x < margin)
    self->offset += x - margin;
  else if (x > self->width - margin)
    self->offset += x - (self->width - margin);
}

void
aip_timeline_geometry_limit (AipTimelineGeometry *self,
                             gint64               duration,
                             int                  margin)
{
  gint64 end;

  g_return_if_fail (self != NULL);

  end = (gint64) floor ((double) duration * self->scale + 0.5);
  self->offset = MIN (self->offset, MAX (-margin, end - self->width / 2));
  self->offset = MAX (self->offset, -margin);
}

void
aip_timeline_geometry_get_ticks (const AipTimelineGeometry *self,
                                 const AipFrameRate        *rate,
                                 int                        room,
                                 AipTimelineTicks          *ticks)
{
  static const gint64 seconds[] = {
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 36000,
  };
  gint64 nominal;
  gint64 steps[16 + G_N_ELEMENTS (seconds)];
  guint n_steps = 0;
  guint chosen = 0;

  g_return_if_fail (self != NULL && rate != NULL && ticks != NULL);

  /* What divides a second first: 1, 2, 5 … frames that come out even. */
  nominal = aip_frame_rate_get_nominal (rate);
  for (gint64 step = 1; step < nominal && n_steps < 16; step++)
    if (nominal % step == 0)
      steps[n_steps++] = step;
  for (guint i = 0; i < G_N_ELEMENTS (seconds); i++)
    steps[n_steps++] = seconds[i] * nominal;

  while (chosen + 1 < n_steps && (double) steps[chosen] * self->scale < room)
    chosen++;
  ticks->major = steps[chosen];
  ticks->minor = ticks->major;

  for (guint i = 0; i < chosen; i++)
    if (ticks->major % steps[i] == 0 && (double) steps[i] * self->scale >= MIN_TICK_PIXELS)
      {
        ticks->minor = steps[i];
        break;
      }
}
