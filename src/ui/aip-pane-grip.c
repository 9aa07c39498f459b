/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-pane-grip"

#include "config.h"

#include "aip-pane-grip.h"

#define KEY_STEP 16
#define THICKNESS 6

struct _AipPaneGrip
{
  GtkWidget parent_instance;

  int width;
  int minimum;
  int maximum;
};

enum {
  PROP_0,
  PROP_WIDTH,
  PROP_MINIMUM,
  PROP_MAXIMUM,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (AipPaneGrip, aip_pane_grip, GTK_TYPE_WIDGET)

static GParamSpec *properties[N_PROPS];

static int
towards_end (AipPaneGrip *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? 1 : -1;
}

static void
tell_value (AipPaneGrip *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, (double) self->minimum,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, (double) self->maximum,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, (double) self->width,
                                  -1);
}

static void
drag_update_cb (AipPaneGrip    *self,
                double          offset_x,
                double          offset_y,
                GtkGestureDrag *gesture)
{
  /* The grip moves with the pane, so the offset is what is still missing, not the whole way. */
  aip_pane_grip_set_width (self, self->width + towards_end (self) * (int) offset_x);
}

static gboolean
key_pressed_cb (AipPaneGrip           *self,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                GtkEventControllerKey *controller)
{
  switch (keyval)
    {
    case GDK_KEY_Left:
      aip_pane_grip_set_width (self, self->width - towards_end (self) * KEY_STEP);
      return GDK_EVENT_STOP;
    case GDK_KEY_Right:
      aip_pane_grip_set_width (self, self->width + towards_end (self) * KEY_STEP);
      return GDK_EVENT_STOP;
    case GDK_KEY_Home:
      aip_pane_grip_set_width (self, self->minimum);
      return GDK_EVENT_STOP;
    case GDK_KEY_End:
      aip_pane_grip_set_width (self, self->maximum);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
aip_pane_grip_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? THICKNESS : 0;
}

static void
aip_pane_grip_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  AipPaneGrip *self = AIP_PANE_GRIP (object);

  switch (prop_id)
    {
    case PROP_WIDTH:
      g_value_set_int (value, self->width);
      break;
    case PROP_MINIMUM:
      g_value_set_int (value, self->minimum);
      break;
    case PROP_MAXIMUM:
      g_value_set_int (value, self->maximum);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
aip_pane_grip_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  AipPaneGrip *self = AIP_PANE_GRIP (object);

  switch (prop_id)
    {
    case PROP_WIDTH:
      aip_pane_grip_set_width (self, g_value_get_int (value));
      break;
    case PROP_MINIMUM:
      self->minimum = g_value_get_int (value);
      break;
    case PROP_MAXIMUM:
      self->maximum = g_value_get_int (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
aip_pane_grip_class_init (AipPaneGripClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = aip_pane_grip_get_property;
  object_class->set_property = aip_pane_grip_set_property;
  widget_class->measure = aip_pane_grip_measure;

  properties[PROP_WIDTH] = g_param_spec_int ("width", NULL, NULL, 0, G_MAXINT, 360, flags);
  properties[PROP_MINIMUM] = g_param_spec_int ("minimum", NULL, NULL, 0, G_MAXINT, 280, flags);
  properties[PROP_MAXIMUM] = g_param_spec_int ("maximum", NULL, NULL, 0, G_MAXINT, 720, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "grip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
}

static void
aip_pane_grip_init (AipPaneGrip *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->width = 360;
  self->minimum = 280;
  self->maximum = 720;
  tell_value (self);

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "col-resize");

  g_signal_connect_object (drag, "drag-update", G_CALLBACK (drag_update_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

int
aip_pane_grip_get_width (AipPaneGrip *self)
{
  g_return_val_if_fail (AIP_IS_PANE_GRIP (self), 0);

  return self->width;
}

void
aip_pane_grip_set_width (AipPaneGrip *self,
                         int          width)
{
  g_return_if_fail (AIP_IS_PANE_GRIP (self));

  width = CLAMP (width, self->minimum, self->maximum);
  if (self->width == width)
    return;

  self->width = width;
  tell_value (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WIDTH]);
}
