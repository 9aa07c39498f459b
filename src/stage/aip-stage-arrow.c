/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-stage-finish"

#include "config.h"

#include <math.h>
#include <string.h>

#include "aip-stage-finish.h"

/* A shaft is drawn in a box of two units, the middle at 0, 0. */

static void
add_head (cairo_t *cr,
          double   x,
          double   y,
          double   angle)
{
  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_rotate (cr, angle);
  cairo_move_to (cr, -0.34, -0.30);
  cairo_line_to (cr, 0.06, 0);
  cairo_line_to (cr, -0.34, 0.30);
  cairo_restore (cr);
}

static void
add_straight (cairo_t *cr,
              double   angle)
{
  cairo_save (cr);
  cairo_rotate (cr, angle);
  cairo_move_to (cr, -0.9, 0);
  cairo_line_to (cr, 0.9, 0);
  add_head (cr, 0.9, 0, 0);
  cairo_restore (cr);
}

static void
add_bow (cairo_t *cr,
         double   angle,
         gboolean back)
{
  cairo_save (cr);
  cairo_rotate (cr, angle);
  if (back)
    cairo_scale (cr, -1, 1);
  cairo_arc (cr, 0, 1.2, 1.5, -G_PI / 2 - 0.65, -G_PI / 2 + 0.65);
  add_head (cr, 1.5 * sin (0.65), 1.2 - 1.5 * cos (0.65), 0.65);
  cairo_restore (cr);
}

/* Into the picture: a shaft in perspective. */
static void
add_depth (cairo_t *cr,
           gboolean out)
{
  double tip = out ? 0.75 : -0.75;

  cairo_move_to (cr, -0.55, 0.8);
  cairo_line_to (cr, -0.16, -0.5);
  cairo_move_to (cr, 0.55, 0.8);
  cairo_line_to (cr, 0.16, -0.5);
  add_head (cr, 0, tip, out ? G_PI / 2 : -G_PI / 2);
}

static void
add_zoom (cairo_t *cr,
          gboolean out)
{
  for (int i = 0; i < 4; i++)
    {
      double sx = i % 2 == 0 ? -1 : 1, sy = i < 2 ? -1 : 1;
      double from = out ? 0.35 : 0.95, to = out ? 0.95 : 0.35;

      cairo_move_to (cr, sx * from, sy * from * 0.8);
      cairo_line_to (cr, sx * to, sy * to * 0.8);
      cairo_rel_move_to (cr, 0, sy * (out ? -0.32 : 0.32));
      cairo_line_to (cr, sx * to, sy * to * 0.8);
      cairo_rel_line_to (cr, sx * (out ? -0.32 : 0.32), 0);
    }
}

static void
add_ring (cairo_t *cr,
          double   squash,
          gboolean back)
{
  cairo_save (cr);
  cairo_scale (cr, back ? -1 : 1, squash);
  cairo_arc (cr, 0, 0, 0.9, -0.5, G_PI + 0.9);
  add_head (cr, 0.9 * cos (-0.5), 0.9 * sin (-0.5), -0.5 - G_PI / 2);
  cairo_restore (cr);
}

static void
add_wave (cairo_t *cr)
{
  cairo_move_to (cr, -0.95, 0.2);
  cairo_curve_to (cr, -0.5, -0.7, -0.1, 0.8, 0.35, 0);
  cairo_curve_to (cr, 0.5, -0.25, 0.65, -0.3, 0.9, -0.3);
  add_head (cr, 0.9, -0.3, 0);
}

static gboolean
add_move (cairo_t       *cr,
          const AipMove *move)
{
  const char *id = move->gear.id;
  gboolean back = strstr (id, "left") != NULL || strstr (id, "out") != NULL ||
                  strstr (id, "back") != NULL || strstr (id, "down") != NULL ||
                  g_str_equal (id, "lead");

  if (move->zoom && (move->axes & AIP_AXIS_FORWARD) != 0)
    {
      add_zoom (cr, TRUE);
      add_depth (cr, FALSE);
    }
  else if (move->zoom)
    add_zoom (cr, back);
  else if ((move->axes & AIP_AXIS_ARC) != 0)
    add_ring (cr, 0.5, back);
  else if ((move->axes & AIP_AXIS_ROLL) != 0)
    add_ring (cr, 1, back);
  else if ((move->axes & AIP_AXIS_FREE) != 0)
    add_wave (cr);
  else if ((move->axes & AIP_AXIS_FORWARD) != 0)
    add_depth (cr, back);
  else if ((move->axes & AIP_AXIS_VERTICAL) != 0)
    add_straight (cr, back ? G_PI / 2 : -G_PI / 2);
  else if ((move->axes & AIP_AXIS_LATERAL) != 0)
    add_straight (cr, back ? G_PI : 0);
  else if ((move->axes & AIP_AXIS_PAN) != 0)
    add_bow (cr, 0, back);
  else if ((move->axes & AIP_AXIS_TILT) != 0)
    add_bow (cr, -G_PI / 2, back);
  else
    return FALSE;

  return TRUE;
}

void
aip_stage_finish_arrow (cairo_t               *cr,
                        const AipSetup        *setup,
                        const AipStagePalette *palette,
                        double                 width,
                        double                 height)
{
  double size = MIN (width, height) * 0.085;

  g_return_if_fail (cr != NULL && setup != NULL && palette != NULL);

  if (!aip_setup_has (setup, AIP_SETUP_MOVE) || size < 3)
    return;

  cairo_save (cr);
  cairo_translate (cr, width - size * 1.7, height - size * 1.7);
  cairo_scale (cr, size, size);
  if (add_move (cr, setup->move))
    {
      cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
      cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
      cairo_set_source_rgba (cr, 0, 0, 0, 0.45);
      cairo_set_line_width (cr, 0.34);
      cairo_stroke_preserve (cr);
      aip_stage_color_set (cr, aip_stage_color_mix (palette->accent, AIP_STAGE_RGB (0xffffff), 0.72),
                           0.95);
      cairo_set_line_width (cr, 0.17);
      cairo_stroke (cr);
    }
  cairo_new_path (cr);
  cairo_restore (cr);
}
