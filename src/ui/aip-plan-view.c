/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-plan-view"

#include "config.h"

#include <math.h>

#include <glib/gi18n.h>

#include "aip-plan-view.h"
#include "aip-stage-plan.h"

/* Far enough from the camera that rounding to the pixel does not matter. */
#define ALONG 10000.0

struct _AipPlanView
{
  AipDiagram parent_instance;

  AipStagePlan plan;
  AipStagePlan frozen;
  int          dragged;             /* AipStagePlanHandle, NONE: nothing is */
};

G_DEFINE_FINAL_TYPE (AipPlanView, aip_plan_view, AIP_TYPE_DIAGRAM)

/* The marks on a lens barrel, in thirds. */
static const double stops[] = {
  0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.4, 1.6, 1.8, 2, 2.2, 2.5, 2.8, 3.2, 3.5, 4, 4.5, 5, 5.6, 6.3, 7.1,
  8, 9, 10, 11, 13, 14, 16, 18, 20, 22, 25, 29, 32,
};

static AipStagePlanHandle
to_plan (int handle)
{
  return (AipStagePlanHandle) (handle + 1);
}

static void
aip_plan_view_layout (AipDiagram     *diagram,
                      const AipSetup *setup,
                      double          width,
                      double          height)
{
  AipPlanView *self = AIP_PLAN_VIEW (diagram);
  gboolean dragged = self->dragged != AIP_STAGE_PLAN_NONE;

  aip_stage_plan_layout (&self->plan, setup, width, height, dragged ? &self->frozen : NULL,
                         (AipStagePlanHandle) self->dragged);
}

static void
aip_plan_view_draw (AipDiagram            *diagram,
                    cairo_t               *cr,
                    const AipSetup        *setup,
                    const AipStagePalette *palette,
                    int                    active)
{
  AipPlanView *self = AIP_PLAN_VIEW (diagram);

  aip_stage_plan_draw (&self->plan, cr, setup, palette, to_plan (active));
}

static void
aip_plan_view_get_labels (AipDiagram     *diagram,
                          const AipSetup *setup,
                          AipStageLabels *labels)
{
  aip_stage_plan_get_labels (&AIP_PLAN_VIEW (diagram)->plan, labels);
}

static gboolean
aip_plan_view_get_handle (AipDiagram *diagram,
                          int         handle,
                          double     *x,
                          double     *y)
{
  return aip_stage_plan_get_handle (&AIP_PLAN_VIEW (diagram)->plan, to_plan (handle), x, y);
}

static int
aip_plan_view_pick (AipDiagram *diagram,
                    double      x,
                    double      y,
                    double      reach)
{
  return (int) aip_stage_plan_pick (&AIP_PLAN_VIEW (diagram)->plan, x, y, reach) - 1;
}

static AipSetupField
aip_plan_view_get_field (AipDiagram *diagram,
                         int         handle)
{
  switch (to_plan (handle))
    {
    case AIP_STAGE_PLAN_NEAR:
    case AIP_STAGE_PLAN_FAR:
      return AIP_SETUP_STOP;

    case AIP_STAGE_PLAN_FOCAL:
      return AIP_SETUP_FOCAL;

    case AIP_STAGE_PLAN_HEIGHT:
      return AIP_SETUP_HEIGHT;

    case AIP_STAGE_PLAN_NONE:
    case AIP_STAGE_PLAN_CAMERA:
    case AIP_STAGE_PLAN_SUBJECT:
    default:
      return AIP_SETUP_FOCUS;
    }
}

static const char *
aip_plan_view_get_cursor (AipDiagram *diagram,
                          int         handle)
{
  switch (to_plan (handle))
    {
    case AIP_STAGE_PLAN_FOCAL:
    case AIP_STAGE_PLAN_HEIGHT:
      return "ns-resize";

    default:
      return "ew-resize";
    }
}

static char *
metres_to_text (double metres)
{
  if (!isfinite (metres) || metres >= 2000)
    return g_strdup ("∞");

  return g_strdup_printf (metres < 10 ? _("%.2f m") : _("%.1f m"), metres);
}

static void
aip_plan_view_describe (AipDiagram      *diagram,
                        const AipSetup  *setup,
                        int              handle,
                        AipDiagramValue *value)
{
  AipPlanView *self = AIP_PLAN_VIEW (diagram);
  AipLiveSetup *live = aip_diagram_get_live (diagram);
  const AipStageView *view = &self->plan.view;

  value->name = g_strdup (aip_stage_plan_get_name (to_plan (handle)));
  aip_live_setup_get_range (live, aip_plan_view_get_field (diagram, handle), &value->lower,
                            &value->upper, NULL);

  switch (to_plan (handle))
    {
    case AIP_STAGE_PLAN_NEAR:
    case AIP_STAGE_PLAN_FAR:
      {
        double limit = to_plan (handle) == AIP_STAGE_PLAN_NEAR ? self->plan.near_limit
                                                               : self->plan.far_limit;
        g_autofree char *metres = metres_to_text (limit);

        value->value = view->stop;
        /* Translators: where sharpness ends, and the stop that makes it so: "2.10 m at T2.8". */
        value->text = g_strdup_printf (_("%s at T%.3g"), metres, view->stop);
      }
      break;

    case AIP_STAGE_PLAN_FOCAL:
      value->value = view->focal;
      value->text = g_strdup_printf (_("%.4g mm"), view->focal);
      break;

    case AIP_STAGE_PLAN_HEIGHT:
      value->value = view->height;
      value->text = metres_to_text (view->height);
      break;

    default:
      value->value = view->distance;
      value->text = metres_to_text (view->distance);
      break;
    }
}

static void
aip_plan_view_freeze (AipDiagram *diagram,
                      int         handle)
{
  AipPlanView *self = AIP_PLAN_VIEW (diagram);

  self->dragged = handle == AIP_DIAGRAM_NONE ? AIP_STAGE_PLAN_NONE : (int) to_plan (handle);
  self->frozen = self->plan;
}

static guint64
aip_plan_view_drag (AipDiagram     *diagram,
                    const AipSetup *setup,
                    int             handle,
                    double          x,
                    double          y,
                    AipSetup       *setup_out)
{
  AipPlanView *self = AIP_PLAN_VIEW (diagram);

  return aip_stage_plan_drag (&self->frozen, setup, to_plan (handle), x, y, setup_out);
}

/* Values without a pointer: dragged to where they would be ------------------------------------- */

static guint64
put_distance (AipPlanView    *self,
              const AipSetup *setup,
              double          metres,
              AipSetup       *setup_out)
{
  return aip_stage_plan_drag (&self->plan, setup, AIP_STAGE_PLAN_SUBJECT,
                              self->plan.camera_x + metres * self->plan.scale, self->plan.axis_y,
                              setup_out);
}

static guint64
put_height (AipPlanView    *self,
            const AipSetup *setup,
            double          metres,
            AipSetup       *setup_out)
{
  return aip_stage_plan_drag (&self->plan, setup, AIP_STAGE_PLAN_HEIGHT, self->plan.camera_x,
                              self->plan.ground_y - metres * self->plan.height_scale, setup_out);
}

static guint64
put_focal (AipPlanView    *self,
           const AipSetup *setup,
           double          focal,
           AipSetup       *setup_out)
{
  const AipFrameArea *shown = &self->plan.view.delivered;
  double across = shown->width * shown->squeeze / 2 * ALONG / MAX (focal, 1);

  return aip_stage_plan_drag (&self->plan, setup, AIP_STAGE_PLAN_FOCAL,
                              self->plan.camera_x + ALONG, self->plan.axis_y - across, setup_out);
}

static guint64
put_stop (const AipSetup *setup,
          double          stop,
          AipSetup       *setup_out)
{
  double fastest = aip_setup_has (setup, AIP_SETUP_LENS) && setup->lens->stop > 0
                     ? setup->lens->stop : stops[0];

  *setup_out = *setup;
  setup_out->stop = CLAMP (stop, fastest, MAX (fastest, stops[G_N_ELEMENTS (stops) - 1]));
  setup_out->given |= AIP_SETUP_BIT (AIP_SETUP_STOP);

  return aip_setup_has (setup, AIP_SETUP_STOP) && setup->stop == setup_out->stop
           ? 0 : AIP_SETUP_BIT (AIP_SETUP_STOP);
}

/* As a tape is read: finer where it is near. */
static double
step_metres (double   metres,
             int      direction,
             gboolean coarse)
{
  double step = metres < 1 ? 0.05 : metres < 10 ? 0.1 : metres < 50 ? 0.5 : 5;
  double moved = metres + direction * step * (coarse ? 5 : 1);

  return MAX (0.05, round (moved / step) * step);
}

static double
step_stop (double   stop,
           int      direction,
           gboolean coarse)
{
  int n_steps = coarse ? 3 : 1;
  int i = 0;

  while (i < (int) G_N_ELEMENTS (stops) - 1 && stops[i] < stop * 0.99)
    i++;
  /* Between two marks the next one is a step already. */
  if (direction > 0 && stops[i] > stop * 1.01)
    n_steps--;

  return stops[CLAMP (i + direction * n_steps, 0, (int) G_N_ELEMENTS (stops) - 1)];
}

static double
step_focal (const AipSetup *setup,
            double          focal,
            int             direction,
            gboolean        coarse)
{
  const AipLens *lens = aip_setup_has (setup, AIP_SETUP_LENS) ? setup->lens : NULL;
  double next = focal;

  if (lens == NULL || lens->n_focals == 0)
    return round (focal + direction * (coarse ? 10 : 1));

  for (int n_steps = coarse ? 3 : 1; n_steps > 0; n_steps--)
    {
      double found = next;

      for (guint i = 0; i < lens->n_focals; i++)
        {
          if (direction > 0 ? lens->focals[i] > next : lens->focals[i] < next)
            {
              found = lens->focals[i];
              /* Ascending: the first one above, the last one below. */
              if (direction > 0)
                break;
            }
        }
      next = found;
    }

  return next;
}

static guint64
aip_plan_view_step (AipDiagram     *diagram,
                    const AipSetup *setup,
                    int             handle,
                    int             dx,
                    int             dy,
                    gboolean        coarse,
                    AipSetup       *setup_out)
{
  AipPlanView *self = AIP_PLAN_VIEW (diagram);
  const AipStageView *view = &self->plan.view;
  int direction = dx + dy;

  switch (to_plan (handle))
    {
    case AIP_STAGE_PLAN_NEAR:
      /* Sharpness begins farther away the more the lens is opened. */
      return put_stop (setup, step_stop (view->stop, -direction, coarse), setup_out);

    case AIP_STAGE_PLAN_FAR:
      return put_stop (setup, step_stop (view->stop, direction, coarse), setup_out);

    case AIP_STAGE_PLAN_FOCAL:
      return put_focal (self, setup, step_focal (setup, view->focal, direction, coarse),
                        setup_out);

    case AIP_STAGE_PLAN_HEIGHT:
      return put_height (self, setup, step_metres (view->height, direction, coarse), setup_out);

    default:
      return put_distance (self, setup, step_metres (view->distance, direction, coarse),
                           setup_out);
    }
}

static guint64
aip_plan_view_put (AipDiagram     *diagram,
                   const AipSetup *setup,
                   int             handle,
                   double          value,
                   AipSetup       *setup_out)
{
  AipPlanView *self = AIP_PLAN_VIEW (diagram);
  double lower = 0, upper = 0;

  aip_live_setup_get_range (aip_diagram_get_live (diagram),
                            aip_plan_view_get_field (diagram, handle), &lower, &upper, NULL);
  value = CLAMP (value, lower, upper);

  switch (to_plan (handle))
    {
    case AIP_STAGE_PLAN_NEAR:
    case AIP_STAGE_PLAN_FAR:
      return put_stop (setup, value, setup_out);

    case AIP_STAGE_PLAN_FOCAL:
      return put_focal (self, setup, value, setup_out);

    case AIP_STAGE_PLAN_HEIGHT:
      return put_height (self, setup, value, setup_out);

    default:
      return put_distance (self, setup, value, setup_out);
    }
}

static void
aip_plan_view_class_init (AipPlanViewClass *klass)
{
  AipDiagramClass *diagram_class = AIP_DIAGRAM_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  diagram_class->n_handles = AIP_STAGE_N_PLAN_HANDLES - 1;
  diagram_class->depends =
    AIP_SETUP_BIT (AIP_SETUP_BODY) | AIP_SETUP_BIT (AIP_SETUP_MODE)
    | AIP_SETUP_BIT (AIP_SETUP_LENS) | AIP_SETUP_BIT (AIP_SETUP_FOCAL)
    | AIP_SETUP_BIT (AIP_SETUP_STOP) | AIP_SETUP_BIT (AIP_SETUP_FOCUS)
    | AIP_SETUP_BIT (AIP_SETUP_ASPECT) | AIP_SETUP_BIT (AIP_SETUP_SIZE)
    | AIP_SETUP_BIT (AIP_SETUP_HEIGHT) | AIP_SETUP_BIT (AIP_SETUP_ANGLE)
    | AIP_SETUP_BIT (AIP_SETUP_COMPOSITION) | AIP_SETUP_BIT (AIP_SETUP_MOVE)
    | AIP_SETUP_BIT (AIP_SETUP_SUPPORT);
  diagram_class->layout = aip_plan_view_layout;
  diagram_class->draw = aip_plan_view_draw;
  diagram_class->get_labels = aip_plan_view_get_labels;
  diagram_class->get_handle = aip_plan_view_get_handle;
  diagram_class->pick = aip_plan_view_pick;
  diagram_class->get_field = aip_plan_view_get_field;
  diagram_class->get_cursor = aip_plan_view_get_cursor;
  diagram_class->describe = aip_plan_view_describe;
  diagram_class->freeze = aip_plan_view_freeze;
  diagram_class->drag = aip_plan_view_drag;
  diagram_class->step = aip_plan_view_step;
  diagram_class->put = aip_plan_view_put;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
aip_plan_view_init (AipPlanView *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Plan of the set"), -1);
}

GtkWidget *
aip_plan_view_new (AipLiveSetup *live)
{
  GtkWidget *self;

  g_return_val_if_fail (AIP_IS_LIVE_SETUP (live), NULL);

  self = g_object_new (AIP_TYPE_PLAN_VIEW, NULL);
  aip_diagram_set_live (AIP_DIAGRAM (self), live);

  return self;
}
