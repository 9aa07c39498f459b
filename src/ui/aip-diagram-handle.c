/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-diagram-handle"

#include "config.h"

#include "aip-diagram-handle.h"

struct _AipDiagramHandle
{
  GtkWidget parent_instance;

  char   *name;
  char   *text;
  double  value;
  double  lower;
  double  upper;
};

enum {
  STEP,
  END,
  SET_VALUE,
  OPEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
set_current_value (GtkAccessibleRange *range,
                   double              value)
{
  g_signal_emit (range, signals[SET_VALUE], 0, value);

  return TRUE;
}

static void
range_interface_init (GtkAccessibleRangeInterface *interface)
{
  interface->set_current_value = set_current_value;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (AipDiagramHandle, aip_diagram_handle, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_ACCESSIBLE_RANGE,
                                                      range_interface_init))

static gboolean
key_pressed_cb (AipDiagramHandle *self,
                guint             keyval,
                guint             keycode,
                GdkModifierType   state)
{
  gboolean coarse = (state & GDK_SHIFT_MASK) != 0;
  int dx = 0, dy = 0;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;

  switch (keyval)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      dx = -1;
      break;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      dx = 1;
      break;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      dy = 1;
      break;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      dy = -1;
      break;
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      dy = 1;
      coarse = TRUE;
      break;
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      dy = -1;
      coarse = TRUE;
      break;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      g_signal_emit (self, signals[END], 0, -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      g_signal_emit (self, signals[END], 0, 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      g_signal_emit (self, signals[OPEN], 0);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }

  g_signal_emit (self, signals[STEP], 0, dx, dy, coarse);

  return GDK_EVENT_STOP;
}

static void
aip_diagram_handle_measure (GtkWidget      *widget,
                            GtkOrientation  orientation,
                            int             for_size,
                            int            *minimum,
                            int            *natural,
                            int            *minimum_baseline,
                            int            *natural_baseline)
{
  *minimum = *natural = AIP_DIAGRAM_HANDLE_SIZE;
}

static void
aip_diagram_handle_finalize (GObject *object)
{
  AipDiagramHandle *self = AIP_DIAGRAM_HANDLE (object);

  g_free (self->name);
  g_free (self->text);

  G_OBJECT_CLASS (aip_diagram_handle_parent_class)->finalize (object);
}

static void
aip_diagram_handle_class_init (AipDiagramHandleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = aip_diagram_handle_finalize;
  widget_class->measure = aip_diagram_handle_measure;

  signals[STEP] = g_signal_new ("step", AIP_TYPE_DIAGRAM_HANDLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 3, G_TYPE_INT, G_TYPE_INT, G_TYPE_BOOLEAN);
  signals[END] = g_signal_new ("end", AIP_TYPE_DIAGRAM_HANDLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[SET_VALUE] = g_signal_new ("set-value", AIP_TYPE_DIAGRAM_HANDLE, G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_DOUBLE);
  signals[OPEN] = g_signal_new ("open", AIP_TYPE_DIAGRAM_HANDLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "diagramhandle");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
}

static void
aip_diagram_handle_init (AipDiagramHandle *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
aip_diagram_handle_new (void)
{
  return g_object_new (AIP_TYPE_DIAGRAM_HANDLE, NULL);
}

void
aip_diagram_handle_set_value (AipDiagramHandle *self,
                              const char       *name,
                              const char       *text,
                              double            value,
                              double            lower,
                              double            upper)
{
  g_return_if_fail (AIP_IS_DIAGRAM_HANDLE (self));
  g_return_if_fail (name != NULL && text != NULL);

  if (g_set_str (&self->name, name))
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                    -1);
  /* While something is dragged this is asked for every frame. */
  if (!g_set_str (&self->text, text) && self->value == value && self->lower == lower
      && self->upper == upper)
    return;

  self->value = value;
  self->lower = lower;
  self->upper = upper;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, lower,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, upper,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, value,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text,
                                  -1);
}
