/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-lamps-view"

#include "config.h"

#include <math.h>

#include <glib/gi18n.h>

#include "aip-lamps-view.h"
#include "aip-stage-lamps.h"

#define DEGREES 5
#define COARSE_DEGREES 15
#define STOPS 0.5
#define MOST_STOPS 7

struct _AipLampsView
{
  AipDiagram parent_instance;

  AipStageLamps lamps;
  AipStageLamps frozen;
};

G_DEFINE_FINAL_TYPE (AipLampsView, aip_lamps_view, AIP_TYPE_DIAGRAM)

static gboolean
is_raise (int handle)
{
  return handle % 2 == 1;
}

static void
aip_lamps_view_layout (AipDiagram     *diagram,
                       const AipSetup *setup,
                       double          width,
                       double          height)
{
  aip_stage_lamps_layout (&AIP_LAMPS_VIEW (diagram)->lamps, setup, width, height);
}

static void
aip_lamps_view_draw (AipDiagram            *diagram,
                     cairo_t               *cr,
                     const AipSetup        *setup,
                     const AipStagePalette *palette,
                     int                    active)
{
  aip_stage_lamps_draw (&AIP_LAMPS_VIEW (diagram)->lamps, cr, palette, active);
}

static void
aip_lamps_view_get_labels (AipDiagram     *diagram,
                           const AipSetup *setup,
                           AipStageLabels *labels)
{
  const AipStageLamps *lamps = &AIP_LAMPS_VIEW (diagram)->lamps;

  aip_stage_lamps_get_labels (lamps, labels);
  if (lamps->lamps[AIP_STAGE_LAMP_KEY].light == NULL)
    aip_stage_labels_add (labels, lamps->width / 2, 4, AIP_STAGE_ANCHOR_TOP, AIP_STAGE_LABEL_DIM,
                          "%s", _("Choose a key light to place it here"));
}

static gboolean
aip_lamps_view_get_handle (AipDiagram *diagram,
                           int         handle,
                           double     *x,
                           double     *y)
{
  return aip_stage_lamps_get_handle (&AIP_LAMPS_VIEW (diagram)->lamps, handle, x, y);
}

static int
aip_lamps_view_pick (AipDiagram *diagram,
                     double      x,
                     double      y,
                     double      reach)
{
  return aip_stage_lamps_pick (&AIP_LAMPS_VIEW (diagram)->lamps, x, y, reach);
}

static AipSetupField
aip_lamps_view_get_field (AipDiagram *diagram,
                          int         handle)
{
  switch (handle / 2)
    {
    case AIP_STAGE_LAMP_KEY:
      return AIP_SETUP_KEY;

    case AIP_STAGE_LAMP_FILL:
      return AIP_SETUP_FILL;

    default:
      return AIP_SETUP_PRACTICALS;
    }
}

/* Where there is no light yet, the picture is the way to the first one. */
static int
aip_lamps_view_find_field (AipDiagram *diagram,
                           double      x,
                           double      y)
{
  AipLampsView *self = AIP_LAMPS_VIEW (diagram);

  return self->lamps.lamps[AIP_STAGE_LAMP_KEY].light == NULL ? AIP_SETUP_KEY : -1;
}

static const char *
aip_lamps_view_get_cursor (AipDiagram *diagram,
                           int         handle)
{
  return is_raise (handle) ? "ns-resize" : "grab";
}

static char *
direction_to_text (double azimuth)
{
  double degrees = fmod (azimuth + 360, 360);

  if (degrees < 0.5 || degrees > 359.5)
    return g_strdup (_("from the camera"));
  if (fabs (degrees - 180) < 0.5)
    return g_strdup (_("from behind"));

  /* Translators: where a light stands around the subject, seen from the camera */
  return degrees < 180 ? g_strdup_printf (_("%.0f° to the right"), degrees)
                       : g_strdup_printf (_("%.0f° to the left"), 360 - degrees);
}

static void
aip_lamps_view_describe (AipDiagram      *diagram,
                         const AipSetup  *setup,
                         int              handle,
                         AipDiagramValue *value)
{
  const AipLamp *lamp = &AIP_LAMPS_VIEW (diagram)->lamps.lamps[handle / 2];
  g_autofree char *name = aip_stage_lamps_get_name (handle / 2);

  if (is_raise (handle))
    {
      /* Translators: %s is a light: "Key light, elevation" */
      value->name = g_strdup_printf (_("%s, elevation"), name);
      value->text = g_strdup_printf (_("%.0f°"), lamp->elevation);
      value->value = lamp->elevation;
      value->lower = -90;
      value->upper = 90;
    }
  else
    {
      g_autofree char *direction = direction_to_text (lamp->azimuth);

      /* Translators: %s is a light: "Key light, direction" */
      value->name = g_strdup_printf (_("%s, direction"), name);
      if (handle / 2 == AIP_STAGE_LAMP_KEY)
        value->text = g_steal_pointer (&direction);
      else
        /* Translators: where a light stands, and how much brighter than the key it is */
        value->text = g_strdup_printf (_("%s, %+.1f stops"), direction, lamp->stops);
      value->value = lamp->azimuth;
      value->lower = 0;
      value->upper = 360;
    }
}

static void
aip_lamps_view_freeze (AipDiagram *diagram,
                       int         handle)
{
  AipLampsView *self = AIP_LAMPS_VIEW (diagram);

  self->frozen = self->lamps;
}

static guint64
aip_lamps_view_drag (AipDiagram     *diagram,
                     const AipSetup *setup,
                     int             handle,
                     double          x,
                     double          y,
                     AipSetup       *setup_out)
{
  return aip_stage_lamps_drag (&AIP_LAMPS_VIEW (diagram)->frozen, setup, handle, x, y, setup_out);
}

/* (nullable): the lamp of @handle in @setup */
static AipLamp *
get_lamp (AipSetup *setup,
          int       handle)
{
  AipLamp *lamp = NULL;

  if (handle / 2 == AIP_STAGE_LAMP_KEY && aip_setup_has (setup, AIP_SETUP_KEY))
    lamp = &setup->key;
  else if (handle / 2 == AIP_STAGE_LAMP_FILL && aip_setup_has (setup, AIP_SETUP_FILL))
    lamp = &setup->fill;
  else if (handle / 2 >= AIP_STAGE_LAMP_PRACTICAL && aip_setup_has (setup, AIP_SETUP_PRACTICALS)
           && handle / 2 - AIP_STAGE_LAMP_PRACTICAL < (int) setup->n_practicals)
    lamp = &setup->practicals[handle / 2 - AIP_STAGE_LAMP_PRACTICAL];

  return lamp != NULL && lamp->light != NULL ? lamp : NULL;
}

static guint64
put_lamp (AipDiagram     *diagram,
          const AipSetup *setup,
          int             handle,
          const AipLamp  *changed,
          AipSetup       *setup_out)
{
  AipLamp *lamp;
  AipLamp before;

  *setup_out = *setup;
  lamp = get_lamp (setup_out, handle);
  if (lamp == NULL)
    return 0;

  before = *lamp;
  *lamp = *changed;

  return before.azimuth == lamp->azimuth && before.elevation == lamp->elevation
             && before.stops == lamp->stops
           ? 0 : AIP_SETUP_BIT (aip_lamps_view_get_field (diagram, handle));
}

static guint64
aip_lamps_view_step (AipDiagram     *diagram,
                     const AipSetup *setup,
                     int             handle,
                     int             dx,
                     int             dy,
                     gboolean        coarse,
                     AipSetup       *setup_out)
{
  double degrees = coarse ? COARSE_DEGREES : DEGREES;
  const AipLamp *found;
  AipLamp lamp;

  *setup_out = *setup;
  found = get_lamp (setup_out, handle);
  if (found == NULL)
    return 0;

  lamp = *found;
  if (is_raise (handle))
    lamp.elevation = CLAMP (lamp.elevation + (dx + dy) * degrees, -90, 90);
  else if (dy != 0 && handle / 2 != AIP_STAGE_LAMP_KEY)
    lamp.stops = CLAMP (lamp.stops + dy * STOPS * (coarse ? 2 : 1), -MOST_STOPS, MOST_STOPS);
  else
    /* Right in the picture is more, as long as it is in front of the subject. */
    lamp.azimuth = fmod (lamp.azimuth + (dx + dy) * degrees + 360, 360);

  return put_lamp (diagram, setup, handle, &lamp, setup_out);
}

static guint64
aip_lamps_view_put (AipDiagram     *diagram,
                    const AipSetup *setup,
                    int             handle,
                    double          value,
                    AipSetup       *setup_out)
{
  const AipLamp *found;
  AipLamp lamp;

  *setup_out = *setup;
  found = get_lamp (setup_out, handle);
  if (found == NULL)
    return 0;

  lamp = *found;
  if (is_raise (handle))
    lamp.elevation = CLAMP (value, -90, 90);
  else
    lamp.azimuth = fmod (CLAMP (value, 0, 360), 360);

  return put_lamp (diagram, setup, handle, &lamp, setup_out);
}

static void
aip_lamps_view_class_init (AipLampsViewClass *klass)
{
  AipDiagramClass *diagram_class = AIP_DIAGRAM_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  diagram_class->n_handles = AIP_STAGE_N_LAMPS_HANDLES;
  diagram_class->depends =
    AIP_SETUP_BIT (AIP_SETUP_KEY) | AIP_SETUP_BIT (AIP_SETUP_FILL)
    | AIP_SETUP_BIT (AIP_SETUP_PRACTICALS) | AIP_SETUP_BIT (AIP_SETUP_STYLE)
    | AIP_SETUP_BIT (AIP_SETUP_WHITE_BALANCE) | AIP_SETUP_BIT (AIP_SETUP_STOCK)
    | AIP_SETUP_BIT (AIP_SETUP_BODY);
  diagram_class->layout = aip_lamps_view_layout;
  diagram_class->draw = aip_lamps_view_draw;
  diagram_class->get_labels = aip_lamps_view_get_labels;
  diagram_class->get_handle = aip_lamps_view_get_handle;
  diagram_class->pick = aip_lamps_view_pick;
  diagram_class->find_field = aip_lamps_view_find_field;
  diagram_class->get_field = aip_lamps_view_get_field;
  diagram_class->get_cursor = aip_lamps_view_get_cursor;
  diagram_class->describe = aip_lamps_view_describe;
  diagram_class->freeze = aip_lamps_view_freeze;
  diagram_class->drag = aip_lamps_view_drag;
  diagram_class->step = aip_lamps_view_step;
  diagram_class->put = aip_lamps_view_put;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
aip_lamps_view_init (AipLampsView *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Light around the subject"), -1);
}

GtkWidget *
aip_lamps_view_new (AipLiveSetup *live)
{
  GtkWidget *self;

  g_return_val_if_fail (AIP_IS_LIVE_SETUP (live), NULL);

  self = g_object_new (AIP_TYPE_LAMPS_VIEW, NULL);
  aip_diagram_set_live (AIP_DIAGRAM (self), live);

  return self;
}
