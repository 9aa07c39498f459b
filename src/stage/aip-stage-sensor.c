/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-stage-sensor"

#include "config.h"

#include <math.h>

#include <glib/gi18n.h>

#include "aip-stage-sensor.h"
#include "aip-stage-setup.h"

#define MARGIN 12.0
#define LABEL_HEIGHT 18.0
#define HATCH 5.0

void
aip_stage_sensor_layout (AipStageSensor *sensor,
                         const AipSetup *given,
                         double          width,
                         double          height)
{
  AipSetup clean;
  const AipSetup *setup = &clean;
  double across, up;

  g_return_if_fail (sensor != NULL && given != NULL);

  aip_stage_setup_clean (given, &clean);

  *sensor = (AipStageSensor) {
    .width = width, .height = height, .x = width / 2, .y = height / 2, .share = 1, .covers = TRUE,
  };

  sensor->known = aip_setup_get_area (setup, &sensor->recorded) && sensor->recorded.width > 0 &&
                  sensor->recorded.height > 0;
  if (!sensor->known)
    return;

  aip_setup_get_delivered (setup, &sensor->extracted, &sensor->share);
  if (aip_setup_has (setup, AIP_SETUP_LENS))
    sensor->circle = setup->lens->circle;
  if (sensor->circle > 0)
    sensor->covers = sensor->circle >= hypot (sensor->extracted.width, sensor->extracted.height);

  across = MAX (sensor->circle, sensor->recorded.width);
  up = MAX (sensor->circle, sensor->recorded.height);
  sensor->scale = MIN (MAX (1, width - 2 * MARGIN) / across,
                       MAX (1, height - 2 * (MARGIN + LABEL_HEIGHT)) / up);
}

static void
add_rectangle (const AipStageSensor *sensor,
               cairo_t              *cr,
               const AipFrameArea   *area)
{
  cairo_rectangle (cr, sensor->x - area->width * sensor->scale / 2,
                   sensor->y - area->height * sensor->scale / 2, area->width * sensor->scale,
                   area->height * sensor->scale);
}

/* What lies on the sensor and outside of the circle stays dark. */
static void
draw_vignette (const AipStageSensor  *sensor,
               cairo_t               *cr,
               const AipStagePalette *palette)
{
  double half_width = sensor->recorded.width * sensor->scale / 2;
  double half_height = sensor->recorded.height * sensor->scale / 2;

  cairo_save (cr);
  add_rectangle (sensor, cr, &sensor->recorded);
  cairo_new_sub_path (cr);
  cairo_arc (cr, sensor->x, sensor->y, sensor->circle * sensor->scale / 2, 0, 2 * G_PI);
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_clip (cr);
  add_rectangle (sensor, cr, &sensor->recorded);
  cairo_clip (cr);

  aip_stage_color_set (cr, palette->warning, 0.18);
  cairo_paint (cr);
  aip_stage_color_set (cr, palette->warning, 0.9);
  cairo_set_line_width (cr, 1);
  for (double at = -half_width - half_height; at < half_width + half_height; at += HATCH)
    {
      cairo_move_to (cr, sensor->x + at - half_height, sensor->y + half_height);
      cairo_line_to (cr, sensor->x + at + half_height, sensor->y - half_height);
    }
  cairo_stroke (cr);
  cairo_restore (cr);
}

/* A head as it lies on the sensor: thin under an anamorphic lens. */
static void
draw_head (const AipStageSensor  *sensor,
           cairo_t               *cr,
           const AipStagePalette *palette)
{
  double height = sensor->extracted.height * sensor->scale;

  cairo_save (cr);
  add_rectangle (sensor, cr, &sensor->extracted);
  cairo_clip (cr);
  cairo_translate (cr, sensor->x, sensor->y);
  cairo_scale (cr, height / sensor->extracted.squeeze, height);
  cairo_move_to (cr, 0.16, -0.10);
  cairo_curve_to (cr, 0.16, 0.02, 0.08, 0.12, 0.06, 0.13);
  cairo_curve_to (cr, 0.06, 0.24, 0.30, 0.24, 0.34, 0.52);
  cairo_line_to (cr, -0.34, 0.52);
  cairo_curve_to (cr, -0.30, 0.24, -0.06, 0.24, -0.06, 0.13);
  cairo_curve_to (cr, -0.08, 0.12, -0.16, 0.02, -0.16, -0.10);
  cairo_curve_to (cr, -0.16, -0.34, 0.16, -0.34, 0.16, -0.10);
  cairo_close_path (cr);
  aip_stage_color_set (cr, palette->foreground, 0.18);
  cairo_fill (cr);
  cairo_restore (cr);
}

void
aip_stage_sensor_draw (const AipStageSensor  *sensor,
                       cairo_t               *cr,
                       const AipStagePalette *palette)
{
  static const double dashes[] = { 5, 4 };

  g_return_if_fail (sensor != NULL && cr != NULL && palette != NULL);

  if (!sensor->known || !(sensor->width > 0 && sensor->height > 0))
    return;

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, sensor->width, sensor->height);
  cairo_clip (cr);

  if (sensor->circle > 0)
    {
      cairo_arc (cr, sensor->x, sensor->y, sensor->circle * sensor->scale / 2, 0, 2 * G_PI);
      aip_stage_color_set (cr, palette->accent, 0.12);
      cairo_fill (cr);
    }

  add_rectangle (sensor, cr, &sensor->recorded);
  aip_stage_color_set (cr, palette->dim, 0.22);
  cairo_fill (cr);
  add_rectangle (sensor, cr, &sensor->extracted);
  aip_stage_color_set (cr, palette->foreground, 0.14);
  cairo_fill (cr);
  draw_head (sensor, cr, palette);

  if (sensor->circle > 0 &&
      sensor->circle < hypot (sensor->recorded.width, sensor->recorded.height))
    draw_vignette (sensor, cr, palette);

  cairo_set_line_width (cr, 1.5);
  add_rectangle (sensor, cr, &sensor->recorded);
  aip_stage_color_set (cr, palette->dim, 1);
  cairo_stroke (cr);

  if (sensor->circle > 0)
    {
      cairo_arc (cr, sensor->x, sensor->y, sensor->circle * sensor->scale / 2, 0, 2 * G_PI);
      aip_stage_color_set (cr, sensor->covers ? palette->accent : palette->warning, 1);
      cairo_stroke (cr);
    }

  cairo_set_dash (cr, dashes, 2, 0);
  add_rectangle (sensor, cr, &sensor->extracted);
  aip_stage_color_set (cr, palette->foreground, 1);
  cairo_stroke (cr);
  cairo_restore (cr);
}

void
aip_stage_sensor_get_labels (const AipStageSensor *sensor,
                             AipStageLabels       *labels)
{
  double bottom;

  g_return_if_fail (sensor != NULL && labels != NULL);

  labels->n_items = 0;

  if (!sensor->known)
    {
      aip_stage_labels_add (labels, sensor->x, sensor->y, AIP_STAGE_ANCHOR_CENTRE,
                            AIP_STAGE_LABEL_DIM, "%s", _("Choose a camera to see its sensor"));
      return;
    }

  bottom = sensor->height - 4;
  /* Translators: width and height of a sensor in millimetres. */
  aip_stage_labels_add (labels, 4, bottom, AIP_STAGE_ANCHOR_BOTTOM, AIP_STAGE_LABEL_NORMAL,
                        _("%.1f × %.1f mm"), sensor->recorded.width, sensor->recorded.height);
  labels->items[labels->n_items - 1].x = sensor->width / 2;

  if (sensor->circle > 0 && !sensor->covers)
    aip_stage_labels_add (labels, sensor->x, 4, AIP_STAGE_ANCHOR_TOP, AIP_STAGE_LABEL_WARNING,
                          _("Image circle %.1f mm: dark corners"), sensor->circle);
  else if (sensor->circle > 0)
    aip_stage_labels_add (labels, sensor->x, 4, AIP_STAGE_ANCHOR_TOP, AIP_STAGE_LABEL_ACCENT,
                          _("Image circle %.1f mm"), sensor->circle);

  if (sensor->recorded.squeeze > 1.01)
    /* Translators: delivered ratio, share of the sensor that is used, anamorphic squeeze. */
    aip_stage_labels_add (labels, sensor->x, sensor->y, AIP_STAGE_ANCHOR_CENTRE,
                          AIP_STAGE_LABEL_NORMAL, _("%.2f : 1 · %.0f %% · squeeze %.4g×"),
                          aip_optics_aspect (&sensor->extracted), sensor->share * 100,
                          sensor->recorded.squeeze);
  else
    /* Translators: delivered ratio, share of the sensor that is used. */
    aip_stage_labels_add (labels, sensor->x, sensor->y, AIP_STAGE_ANCHOR_CENTRE,
                          AIP_STAGE_LABEL_NORMAL, _("%.2f : 1 · %.0f %%"),
                          aip_optics_aspect (&sensor->extracted), sensor->share * 100);
}
