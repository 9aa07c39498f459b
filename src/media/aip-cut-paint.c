/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cut-paint"

#include "config.h"

#include <math.h>

#include "aip-cut-paint.h"

void
aip_cut_paint_transition (cairo_t         *cr,
                          AipTransition    transition,
                          gint64           share,
                          gint64           of,
                          cairo_surface_t *back,
                          cairo_surface_t *front,
                          int              width,
                          int              height)
{
  double part;

  g_return_if_fail (cr != NULL && back != NULL);
  g_return_if_fail (of > 0);

  part = CLAMP ((double) share / (double) of, 0, 1);

  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_paint (cr);
  cairo_set_source_surface (cr, back, 0, 0);
  if (front == NULL)
    {
      cairo_paint_with_alpha (cr, part);
      return;
    }

  cairo_paint (cr);
  cairo_set_source_surface (cr, front, 0, 0);
  if (transition == AIP_TRANSITION_WIPE)
    {
      cairo_rectangle (cr, 0, 0, round (width * part), height);
      cairo_fill (cr);
    }
  else
    cairo_paint_with_alpha (cr, part);
}
