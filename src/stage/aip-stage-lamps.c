/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-stage-lamps"

#include "config.h"

#include <math.h>

#include <glib/gi18n.h>

#include "aip-stage-lamps.h"
#include "aip-stage-setup.h"

#define TO_RADIANS (G_PI / 180)
#define MARGIN 22.0
#define DAYLIGHT 5600.0

/* The key stands at three quarters of the way out; eight stops less are at the rim. */
#define KEY_SHARE 0.70
#define SHARE_PER_STOP 0.05
#define NEAREST_SHARE 0.35
#define FARTHEST_SHARE 1.0

static double
get_share (const AipLamp *lamp)
{
  return CLAMP (KEY_SHARE - lamp->stops * SHARE_PER_STOP, NEAREST_SHARE, FARTHEST_SHARE);
}

void
aip_stage_lamps_layout (AipStageLamps  *lamps,
                        const AipSetup *given,
                        double          width,
                        double          height)
{
  AipSetup clean;
  const AipSetup *setup = &clean;
  double room;

  g_return_if_fail (lamps != NULL && given != NULL);

  aip_stage_setup_clean (given, &clean);

  *lamps = (AipStageLamps) { .width = width, .height = height, .style = AIP_STYLE_NATURALISTIC };

  if (aip_setup_has (setup, AIP_SETUP_KEY))
    lamps->lamps[AIP_STAGE_LAMP_KEY] = setup->key;
  if (aip_setup_has (setup, AIP_SETUP_FILL))
    lamps->lamps[AIP_STAGE_LAMP_FILL] = setup->fill;
  if (aip_setup_has (setup, AIP_SETUP_PRACTICALS))
    for (guint i = 0; i < MIN (setup->n_practicals, AIP_MAX_PRACTICALS); i++)
      lamps->lamps[AIP_STAGE_LAMP_PRACTICAL + i] = setup->practicals[i];
  if (aip_setup_has (setup, AIP_SETUP_STYLE))
    lamps->style = setup->style;

  lamps->balance = aip_setup_get_balance (setup);
  if (!(lamps->balance > 0))
    lamps->balance = DAYLIGHT;

  /* The circle takes what the arc, half as large, leaves. */
  room = MIN (height - 2 * MARGIN, (width - 3 * MARGIN) / 1.5);
  lamps->radius = MAX (1, room / 2);
  lamps->arc_radius = lamps->radius;
  lamps->x = (width - lamps->radius * 3 - MARGIN) / 2 + lamps->radius;
  lamps->y = height / 2;
  lamps->arc_x = lamps->x + lamps->radius + MARGIN;
  lamps->arc_y = lamps->y;
}

gboolean
aip_stage_lamps_get_handle (const AipStageLamps *lamps,
                            int                  handle,
                            double              *x,
                            double              *y)
{
  const AipLamp *lamp;

  g_return_val_if_fail (lamps != NULL && x != NULL && y != NULL, FALSE);

  if (handle < 0 || handle >= AIP_STAGE_N_LAMPS_HANDLES)
    return FALSE;

  lamp = &lamps->lamps[handle / 2];
  if (lamp->light == NULL)
    return FALSE;

  if (handle % 2 == 0)
    {
      double azimuth = lamp->azimuth * TO_RADIANS;
      double reach = lamps->radius * get_share (lamp);

      *x = lamps->x + sin (azimuth) * reach;
      *y = lamps->y + cos (azimuth) * reach;
    }
  else
    {
      double elevation = CLAMP (lamp->elevation, -90, 90) * TO_RADIANS;

      *x = lamps->arc_x + cos (elevation) * lamps->arc_radius;
      *y = lamps->arc_y - sin (elevation) * lamps->arc_radius;
    }

  return TRUE;
}

int
aip_stage_lamps_pick (const AipStageLamps *lamps,
                      double               x,
                      double               y,
                      double               reach)
{
  int best = AIP_STAGE_LAMPS_NONE;
  double least = reach;

  g_return_val_if_fail (lamps != NULL, AIP_STAGE_LAMPS_NONE);

  for (int handle = 0; handle < AIP_STAGE_N_LAMPS_HANDLES; handle++)
    {
      double handle_x, handle_y, apart;

      if (!aip_stage_lamps_get_handle (lamps, handle, &handle_x, &handle_y))
        continue;

      apart = hypot (x - handle_x, y - handle_y);
      if (apart < least)
        {
          least = apart;
          best = handle;
        }
    }

  return best;
}

static void
drag_lamp (const AipStageLamps *lamps,
           int                  handle,
           double               x,
           double               y,
           AipLamp             *lamp)
{
  if (handle % 2 == 0)
    {
      double dx = x - lamps->x, dy = y - lamps->y;
      double degrees = round (atan2 (dx, dy) / TO_RADIANS);

      lamp->azimuth = degrees < 0 ? degrees + 360 : degrees;
      /* All others are measured against the key. */
      if (handle / 2 != AIP_STAGE_LAMP_KEY)
        {
          double share = CLAMP (hypot (dx, dy) / lamps->radius, NEAREST_SHARE, FARTHEST_SHARE);

          lamp->stops = round ((KEY_SHARE - share) / SHARE_PER_STOP * 10) / 10;
        }
    }
  else
    {
      double dx = MAX (0, x - lamps->arc_x), dy = lamps->arc_y - y;

      lamp->elevation = dx == 0 && dy == 0 ? 0 : round (atan2 (dy, dx) / TO_RADIANS);
    }
}

guint64
aip_stage_lamps_drag (const AipStageLamps *lamps,
                      const AipSetup      *setup,
                      int                  handle,
                      double               x,
                      double               y,
                      AipSetup            *setup_out)
{
  AipSetupField field;
  AipLamp *lamp;
  AipLamp before;

  g_return_val_if_fail (lamps != NULL && setup != NULL && setup_out != NULL, 0);

  *setup_out = *setup;
  if (handle < 0 || handle >= AIP_STAGE_N_LAMPS_HANDLES)
    return 0;

  switch (handle / 2)
    {
    case AIP_STAGE_LAMP_KEY:
      field = AIP_SETUP_KEY;
      lamp = &setup_out->key;
      break;

    case AIP_STAGE_LAMP_FILL:
      field = AIP_SETUP_FILL;
      lamp = &setup_out->fill;
      break;

    default:
      field = AIP_SETUP_PRACTICALS;
      lamp = &setup_out->practicals[handle / 2 - AIP_STAGE_LAMP_PRACTICAL];
      if (handle / 2 - AIP_STAGE_LAMP_PRACTICAL >= (int) setup->n_practicals)
        return 0;
      break;
    }

  if (!aip_setup_has (setup, field) || lamp->light == NULL)
    return 0;

  if (!isfinite (x) || !isfinite (y))
    return 0;

  before = *lamp;
  drag_lamp (lamps, handle, x, y, lamp);

  return before.azimuth == lamp->azimuth && before.elevation == lamp->elevation &&
             before.stops == lamp->stops
           ? 0 : AIP_SETUP_BIT (field);
}

char *
aip_stage_lamps_get_name (int lamp)
{
  switch (lamp)
    {
    case AIP_STAGE_LAMP_KEY:
      return g_strdup (_("Key light"));

    case AIP_STAGE_LAMP_FILL:
      return g_strdup (_("Fill light"));

    default:
      return g_strdup_printf (_("Practical %d"), lamp - AIP_STAGE_LAMP_PRACTICAL + 1);
    }
}

/* Drawing ------------------------------------------------------------------------------------- */

static void
draw_beam (const AipStageLamps *lamps,
           cairo_t             *cr,
           const AipLamp       *lamp,
           double               x,
           double               y)
{
  AipStageColor color = aip_stage_color_from_kelvin (lamp->light->cct, lamps->balance);
  double length = hypot (x - lamps->x, y - lamps->y) * 1.25;
  double toward = atan2 (lamps->y - y, lamps->x - x);
  double strength = CLAMP (0.85 * exp2 (lamp->stops / 2), 0.12, 0.9);
  /* A soft source is wide and its edge is nowhere: nested cones. */
  guint n_cones = lamp->light->hard ? 1 : 4;

  for (guint i = 0; i < n_cones; i++)
    {
      double spread = lamp->light->hard ? 0.20 : 0.16 + 0.12 * i;
      cairo_pattern_t *beam = cairo_pattern_create_radial (x, y, 0, x, y, length);

      cairo_pattern_add_color_stop_rgba (beam, 0, color.red, color.green, color.blue,
                                         strength / n_cones);
      cairo_pattern_add_color_stop_rgba (beam, 0.75, color.red, color.green, color.blue,
                                         0.35 * strength / n_cones);
      cairo_pattern_add_color_stop_rgba (beam, 1, color.red, color.green, color.blue, 0);
      cairo_move_to (cr, x, y);
      cairo_arc (cr, x, y, length, toward - spread, toward + spread);
      cairo_close_path (cr);
      cairo_set_source (cr, beam);
      cairo_fill (cr);
      cairo_pattern_destroy (beam);
    }
}

/* A fresnel has a lens and barn doors, a soft source a wide front, a practical is a bulb. */
static void
draw_fixture (const AipStageLamps   *lamps,
              cairo_t               *cr,
              const AipStagePalette *palette,
              int                    index,
              double                 x,
              double                 y,
              gboolean               active)
{
  const AipLamp *lamp = &lamps->lamps[index];
  AipStageColor color = aip_stage_color_from_kelvin (lamp->light->cct, lamps->balance);

  if (active)
    {
      aip_stage_color_set (cr, palette->accent, 0.3);
      cairo_arc (cr, x, y, 16, 0, 2 * G_PI);
      cairo_fill (cr);
    }

  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_rotate (cr, atan2 (lamps->y - y, lamps->x - x));
  if (index >= AIP_STAGE_LAMP_PRACTICAL)
    cairo_arc (cr, 0, 0, 6, 0, 2 * G_PI);
  else if (lamp->light->hard)
    {
      cairo_move_to (cr, -8, -5);
      cairo_line_to (cr, 2, -5);
      cairo_line_to (cr, 8, -8);
      cairo_line_to (cr, 8, 8);
      cairo_line_to (cr, 2, 5);
      cairo_line_to (cr, -8, 5);
      cairo_close_path (cr);
    }
  else
    {
      cairo_move_to (cr, -6, -4);
      cairo_line_to (cr, 4, -12);
      cairo_line_to (cr, 4, 12);
      cairo_line_to (cr, -6, 4);
      cairo_close_path (cr);
    }
  aip_stage_color_set (cr, color, 1);
  cairo_fill_preserve (cr);
  aip_stage_color_set (cr, active ? palette->accent : palette->foreground, 1);
  cairo_set_line_width (cr, active ? 2 : 1.5);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
draw_subject (const AipStageLamps   *lamps,
              cairo_t               *cr,
              const AipStagePalette *palette)
{
  double size = lamps->radius * 0.17;

  cairo_save (cr);
  cairo_translate (cr, lamps->x, lamps->y);
  cairo_scale (cr, size, size);
  cairo_save (cr);
  cairo_scale (cr, 1.5, 0.7);
  cairo_arc (cr, 0, 0, 1, 0, 2 * G_PI);
  cairo_restore (cr);
  aip_stage_color_set (cr, palette->foreground, 0.5);
  cairo_fill (cr);
  /* The nose points to the camera. */
  cairo_arc (cr, 0, 0, 0.65, 0, 2 * G_PI);
  cairo_move_to (cr, -0.2, 0.5);
  cairo_line_to (cr, 0, 0.95);
  cairo_line_to (cr, 0.2, 0.5);
  aip_stage_color_set (cr, palette->foreground, 1);
  cairo_fill (cr);
  cairo_restore (cr);
}

void
aip_stage_lamps_draw (const AipStageLamps   *lamps,
                      cairo_t               *cr,
                      const AipStagePalette *palette,
                      int                    active)
{
  static const double dashes[] = { 3, 4 };
  double x, y;

  g_return_if_fail (lamps != NULL && cr != NULL && palette != NULL);

  if (!(lamps->width > 0 && lamps->height > 0))
    return;

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, lamps->width, lamps->height);
  cairo_clip (cr);

  /* Dials: the distance of the key, the rim, ticks every 45°. */
  cairo_set_line_width (cr, 1);
  aip_stage_color_set (cr, palette->dim, 0.7);
  cairo_arc (cr, lamps->x, lamps->y, lamps->radius, 0, 2 * G_PI);
  cairo_stroke (cr);
  for (int i = 0; i < 8; i++)
    {
      double angle = i * G_PI / 4;

      cairo_move_to (cr, lamps->x + cos (angle) * lamps->radius * 0.95,
                     lamps->y + sin (angle) * lamps->radius * 0.95);
      cairo_line_to (cr, lamps->x + cos (angle) * lamps->radius,
                     lamps->y + sin (angle) * lamps->radius);
    }
  cairo_stroke (cr);
  cairo_set_dash (cr, dashes, 2, 0);
  cairo_arc (cr, lamps->x, lamps->y, lamps->radius * KEY_SHARE, 0, 2 * G_PI);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);

  cairo_arc (cr, lamps->arc_x, lamps->arc_y, lamps->arc_radius, -G_PI / 2, G_PI / 2);
  cairo_stroke (cr);
  aip_stage_color_set (cr, palette->dim, 0.4);
  cairo_move_to (cr, lamps->arc_x, lamps->arc_y);
  cairo_line_to (cr, lamps->arc_x + lamps->arc_radius, lamps->arc_y);
  cairo_stroke (cr);

  for (int i = AIP_STAGE_MAX_LAMPS - 1; i >= 0; i--)
    if (aip_stage_lamps_get_handle (lamps, AIP_STAGE_LAMPS_AROUND (i), &x, &y))
      draw_beam (lamps, cr, &lamps->lamps[i], x, y);

  draw_subject (lamps, cr, palette);

  /* The camera, below. */
  aip_stage_color_set (cr, palette->foreground, 1);
  cairo_rectangle (cr, lamps->x - 7, lamps->y + lamps->radius + 8, 14, 11);
  cairo_move_to (cr, lamps->x - 3, lamps->y + lamps->radius + 8);
  cairo_line_to (cr, lamps->x - 6, lamps->y + lamps->radius + 3);
  cairo_line_to (cr, lamps->x + 6, lamps->y + lamps->radius + 3);
  cairo_line_to (cr, lamps->x + 3, lamps->y + lamps->radius + 8);
  cairo_fill (cr);

  for (int i = AIP_STAGE_MAX_LAMPS - 1; i >= 0; i--)
    if (aip_stage_lamps_get_handle (lamps, AIP_STAGE_LAMPS_AROUND (i), &x, &y))
      {
        AipStageColor color = aip_stage_color_from_kelvin (lamps->lamps[i].light->cct,
                                                           lamps->balance);

        draw_fixture (lamps, cr, palette, i, x, y, active == AIP_STAGE_LAMPS_AROUND (i));

        aip_stage_lamps_get_handle (lamps, AIP_STAGE_LAMPS_RAISE (i), &x, &y);
        aip_stage_color_set (cr, color, 0.6);
        cairo_move_to (cr, lamps->arc_x, lamps->arc_y);
        cairo_line_to (cr, x, y);
        cairo_stroke (cr);
        cairo_arc (cr, x, y, active == AIP_STAGE_LAMPS_RAISE (i) ? 8 : 6, 0, 2 * G_PI);
        aip_stage_color_set (cr, color, 1);
        cairo_fill_preserve (cr);
        aip_stage_color_set (cr, active == AIP_STAGE_LAMPS_RAISE (i) ? palette->accent
                                                                     : palette->foreground, 1);
        cairo_set_line_width (cr, 1.5);
        cairo_stroke (cr);
      }

  cairo_restore (cr);
}

void
aip_stage_lamps_get_labels (const AipStageLamps *lamps,
                            AipStageLabels      *labels)
{
  static const char *letters[] = { NC_ ("light diagram", "K"), NC_ ("light diagram", "F") };
  double x, y;

  g_return_if_fail (lamps != NULL && labels != NULL);

  labels->n_items = 0;

  for (int i = 0; i < AIP_STAGE_MAX_LAMPS; i++)
    {
      if (!aip_stage_lamps_get_handle (lamps, AIP_STAGE_LAMPS_AROUND (i), &x, &y))
        continue;

      if (i < AIP_STAGE_LAMP_PRACTICAL)
        aip_stage_labels_add (labels, x, y - 14, AIP_STAGE_ANCHOR_BOTTOM, AIP_STAGE_LABEL_NORMAL,
                              "%s", g_dpgettext2 (GETTEXT_PACKAGE, "light diagram", letters[i]));
      else
        aip_stage_labels_add (labels, x, y - 12, AIP_STAGE_ANCHOR_BOTTOM, AIP_STAGE_LABEL_NORMAL,
                              "%d", i - AIP_STAGE_LAMP_PRACTICAL + 1);
    }

  /* How many times brighter the lit side of the face is: key and fill against fill alone. */
  if (lamps->lamps[AIP_STAGE_LAMP_KEY].light != NULL &&
      lamps->lamps[AIP_STAGE_LAMP_FILL].light != NULL)
    {
      double fill = exp2 (lamps->lamps[AIP_STAGE_LAMP_FILL].stops);

      /* Translators: the contrast of key and fill light, "4 : 1". */
      aip_stage_labels_add (labels, lamps->x, 2, AIP_STAGE_ANCHOR_TOP, AIP_STAGE_LABEL_DIM,
                            _("%.2g : 1"), (1 + fill) / fill);
    }
}
