/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-sensor-view"

#include "config.h"

#include <math.h>

#include <glib/gi18n.h>

#include "aip-sensor-view.h"
#include "aip-stage-sensor.h"

struct _AipSensorView
{
  AipDiagram parent_instance;

  AipStageSensor sensor;
  char          *described;
};

G_DEFINE_FINAL_TYPE (AipSensorView, aip_sensor_view, AIP_TYPE_DIAGRAM)

static void
describe (AipSensorView  *self,
          const AipSetup *setup)
{
  const AipStageSensor *sensor = &self->sensor;
  g_autoptr(GString) text = g_string_new (NULL);

  if (!sensor->known)
    g_string_append (text, _("No camera is chosen."));
  else
    {
      g_string_append_printf (text, _("%.2f × %.2f mm recorded, %.0f %% of it delivered."),
                              sensor->recorded.width, sensor->recorded.height,
                              sensor->share * 100);
      if (sensor->circle > 0)
        {
          g_string_append_c (text, ' ');
          g_string_append_printf (text,
                                  sensor->covers
                                    ? _("The image circle of %.1f mm covers it.")
                                    : _("The image circle of %.1f mm does not reach its corners."),
                                  sensor->circle);
        }
    }

  if (g_set_str (&self->described, text->str))
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    text->str, -1);
}

static void
aip_sensor_view_layout (AipDiagram     *diagram,
                        const AipSetup *setup,
                        double          width,
                        double          height)
{
  AipSensorView *self = AIP_SENSOR_VIEW (diagram);

  aip_stage_sensor_layout (&self->sensor, setup, width, height);
  describe (self, setup);
}

static void
aip_sensor_view_draw (AipDiagram            *diagram,
                      cairo_t               *cr,
                      const AipSetup        *setup,
                      const AipStagePalette *palette,
                      int                    active)
{
  aip_stage_sensor_draw (&AIP_SENSOR_VIEW (diagram)->sensor, cr, palette);
}

static void
aip_sensor_view_get_labels (AipDiagram     *diagram,
                            const AipSetup *setup,
                            AipStageLabels *labels)
{
  aip_stage_sensor_get_labels (&AIP_SENSOR_VIEW (diagram)->sensor, labels);
}

static gboolean
is_within (const AipStageSensor *sensor,
           const AipFrameArea   *area,
           double                x,
           double                y)
{
  return fabs (x - sensor->x) <= area->width * sensor->scale / 2
         && fabs (y - sensor->y) <= area->height * sensor->scale / 2;
}

static int
aip_sensor_view_find_field (AipDiagram *diagram,
                            double      x,
                            double      y)
{
  const AipStageSensor *sensor = &AIP_SENSOR_VIEW (diagram)->sensor;

  if (!sensor->known)
    return AIP_SETUP_BODY;
  if (is_within (sensor, &sensor->extracted, x, y))
    return AIP_SETUP_ASPECT;
  if (is_within (sensor, &sensor->recorded, x, y))
    return AIP_SETUP_MODE;
  if (hypot (x - sensor->x, y - sensor->y) <= sensor->circle * sensor->scale / 2)
    return AIP_SETUP_LENS;

  return -1;
}

static void
aip_sensor_view_finalize (GObject *object)
{
  g_free (AIP_SENSOR_VIEW (object)->described);

  G_OBJECT_CLASS (aip_sensor_view_parent_class)->finalize (object);
}

static void
aip_sensor_view_class_init (AipSensorViewClass *klass)
{
  AipDiagramClass *diagram_class = AIP_DIAGRAM_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = aip_sensor_view_finalize;

  diagram_class->depends =
    AIP_SETUP_BIT (AIP_SETUP_BODY) | AIP_SETUP_BIT (AIP_SETUP_MODE)
    | AIP_SETUP_BIT (AIP_SETUP_LENS) | AIP_SETUP_BIT (AIP_SETUP_ASPECT);
  diagram_class->layout = aip_sensor_view_layout;
  diagram_class->draw = aip_sensor_view_draw;
  diagram_class->get_labels = aip_sensor_view_get_labels;
  diagram_class->find_field = aip_sensor_view_find_field;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
aip_sensor_view_init (AipSensorView *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Sensor and image circle"), -1);
}

GtkWidget *
aip_sensor_view_new (AipLiveSetup *live)
{
  GtkWidget *self;

  g_return_val_if_fail (AIP_IS_LIVE_SETUP (live), NULL);

  self = g_object_new (AIP_TYPE_SENSOR_VIEW, NULL);
  aip_diagram_set_live (AIP_DIAGRAM (self), live);

  return self;
}
