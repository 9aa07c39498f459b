/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-setup-number"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "aip-setup-number.h"

#define METRES_PER_FOOT 0.3048
#define METRES_PER_INCH 0.0254
/* How many steps of the arrow keys a logarithmic slider has. */
#define N_LOG_STEPS 60
#define WIDTH_CHARS 7

struct _AipSetupNumber
{
  GtkWidget parent_instance;

  GtkWidget     *scale;
  GtkWidget     *spin;
  GtkAdjustment *position;       /* of the slider; 0…1 where it is logarithmic */
  GtkAdjustment *adjustment;     /* of the entry */
  char          *text;
  double         number;
  double         lower;
  double         upper;
  gboolean       logarithmic;
  gboolean       setting;        /* what changes now was told, not wanted */
  gboolean       dragging;
};

enum {
  WANTED,
  DRAG,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipSetupNumber, aip_setup_number, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

/* Reading ------------------------------------------------------------------------------------ */

static gboolean
parse_plain (const char  *text,
             double      *number,
             const char **rest)
{
  g_autofree char *copy = g_strdup (text);
  char *end;

  /* “2,8” is what many people write for 2.8. */
  g_strdelimit (copy, ",", '.');
  *number = g_ascii_strtod (copy, &end);
  if (end == copy || !isfinite (*number))
    return FALSE;

  *rest = text + (end - copy);

  return TRUE;
}

gboolean
aip_setup_number_parse (const char *text,
                        double     *number)
{
  const char *start, *rest;
  double second;

  g_return_val_if_fail (text != NULL && number != NULL, FALSE);

  /* Whatever stands before it: “T2.8”, “EI 800”. */
  start = text + strcspn (text, "0123456789.,-+");
  if (!parse_plain (start, number, &rest))
    return FALSE;

  while (g_ascii_isspace (*rest))
    rest++;

  if (*rest == ':' || *rest == '/')
    {
      if (!parse_plain (rest + 1, &second, &rest) || second <= 0)
        return FALSE;
      *number /= second;
    }
  else if (g_ascii_strncasecmp (rest, "cm", 2) == 0)
    *number /= 100;
  else if (g_ascii_strncasecmp (rest, "ft", 2) == 0 || *rest == '\'')
    *number *= METRES_PER_FOOT;
  else if (g_ascii_strncasecmp (rest, "in", 2) == 0 || *rest == '"')
    *number *= METRES_PER_INCH;

  return TRUE;
}

/* The slider --------------------------------------------------------------------------------- */

static double
to_position (AipSetupNumber *self,
             double          number)
{
  if (!self->logarithmic)
    return number;

  return log (CLAMP (number, self->lower, self->upper) / self->lower)
         / log (self->upper / self->lower);
}

static double
from_position (AipSetupNumber *self,
               double          position)
{
  double number;
  double unit;

  if (!self->logarithmic)
    return position;

  /* Three digits: nobody wants a focal length of 49.8271 mm. */
  number = self->lower * pow (self->upper / self->lower, position);
  unit = pow (10, floor (log10 (number)) - 2);

  return round (number / unit) * unit;
}

static void
position_changed_cb (AipSetupNumber *self)
{
  if (!self->setting)
    g_signal_emit (self, signals[WANTED], 0,
                   from_position (self, gtk_adjustment_get_value (self->position)));
}

static void
set_dragging (AipSetupNumber *self,
              gboolean        dragging)
{
  if (self->dragging == dragging)
    return;

  self->dragging = dragging;
  g_signal_emit (self, signals[DRAG], 0, dragging);
}

/* The slider claims its gesture, so that one of ours would be cancelled: only look on. */
static gboolean
event_cb (AipSetupNumber *self,
          GdkEvent       *event)
{
  switch ((guint) gdk_event_get_event_type (event))
    {
    case GDK_BUTTON_PRESS:
    case GDK_TOUCH_BEGIN:
      set_dragging (self, TRUE);
      break;

    case GDK_BUTTON_RELEASE:
    case GDK_TOUCH_END:
    case GDK_TOUCH_CANCEL:
    case GDK_GRAB_BROKEN:
      set_dragging (self, FALSE);
      break;

    default:
      break;
    }

  return GDK_EVENT_PROPAGATE;
}

/* Scrolling the panel must not change what the pointer happens to be over. */
static void
ignore_wheel (GtkWidget *widget)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
        gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_NONE);
    }
}

/* The entry ---------------------------------------------------------------------------------- */

static int
input_cb (GtkSpinButton *spin,
          double        *number,
          gpointer       user_data)
{
  AipSetupNumber *self = user_data;
  const char *text = gtk_editable_get_text (GTK_EDITABLE (spin));

  /* Rounded for reading, the number itself is more exact: untouched it stays as it is. */
  if (g_strcmp0 (text, self->text) == 0)
    {
      *number = self->number;
      return TRUE;
    }

  if (!aip_setup_number_parse (text, number))
    return GTK_INPUT_ERROR;

  /* Typed where nothing was given: that is a wish even if it is the number the arrows start at. */
  if (!self->setting && *self->text == '\0'
      && *number == gtk_adjustment_get_value (self->adjustment))
    g_signal_emit (self, signals[WANTED], 0, *number);

  return TRUE;
}

static gboolean
output_cb (GtkSpinButton *spin,
           gpointer       user_data)
{
  AipSetupNumber *self = user_data;

  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (spin)), self->text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (spin), self->text);

  return TRUE;
}

static void
value_changed_cb (AipSetupNumber *self)
{
  if (!self->setting)
    g_signal_emit (self, signals[WANTED], 0, gtk_adjustment_get_value (self->adjustment));
}

/* The object --------------------------------------------------------------------------------- */

static void
aip_setup_number_unmap (GtkWidget *widget)
{
  set_dragging (AIP_SETUP_NUMBER (widget), FALSE);

  GTK_WIDGET_CLASS (aip_setup_number_parent_class)->unmap (widget);
}

static void
aip_setup_number_dispose (GObject *object)
{
  AipSetupNumber *self = AIP_SETUP_NUMBER (object);

  set_dragging (self, FALSE);
  g_clear_pointer (&self->scale, gtk_widget_unparent);
  g_clear_pointer (&self->spin, gtk_widget_unparent);

  G_OBJECT_CLASS (aip_setup_number_parent_class)->dispose (object);
}

static void
aip_setup_number_finalize (GObject *object)
{
  g_free (AIP_SETUP_NUMBER (object)->text);

  G_OBJECT_CLASS (aip_setup_number_parent_class)->finalize (object);
}

static void
aip_setup_number_class_init (AipSetupNumberClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_setup_number_dispose;
  G_OBJECT_CLASS (klass)->finalize = aip_setup_number_finalize;
  widget_class->unmap = aip_setup_number_unmap;

  signals[WANTED] =
    g_signal_new ("wanted", AIP_TYPE_SETUP_NUMBER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_DOUBLE);
  signals[DRAG] =
    g_signal_new ("drag", AIP_TYPE_SETUP_NUMBER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "setupnumber");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
aip_setup_number_init (AipSetupNumber *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkEventController *controller;
  GtkEditable *text;

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  self->text = g_strdup ("");

  self->position = gtk_adjustment_new (0, 0, 1, 0.1, 0.1, 0);
  g_signal_connect_object (self->position, "value-changed", G_CALLBACK (position_changed_cb), self,
                           G_CONNECT_SWAPPED);
  self->scale = gtk_scale_new (GTK_ORIENTATION_HORIZONTAL, self->position);
  gtk_scale_set_draw_value (GTK_SCALE (self->scale), FALSE);
  /* A logarithmic position has its digits far behind the point. */
  gtk_range_set_round_digits (GTK_RANGE (self->scale), -1);
  gtk_widget_set_hexpand (self->scale, TRUE);
  gtk_widget_set_size_request (self->scale, 60, -1);
  gtk_widget_set_parent (self->scale, GTK_WIDGET (self));

  controller = gtk_event_controller_legacy_new ();
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "event", G_CALLBACK (event_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->scale, controller);

  self->adjustment = gtk_adjustment_new (0, 0, 1, 1, 10, 0);
  self->spin = gtk_spin_button_new (self->adjustment, 0, 4);
  gtk_spin_button_set_update_policy (GTK_SPIN_BUTTON (self->spin), GTK_UPDATE_IF_VALID);
  g_signal_connect_object (self->spin, "input", G_CALLBACK (input_cb), self, 0);
  g_signal_connect_object (self->spin, "output", G_CALLBACK (output_cb), self, 0);
  g_signal_connect_object (self->adjustment, "value-changed", G_CALLBACK (value_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->spin), WIDTH_CHARS);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->spin), WIDTH_CHARS);
  gtk_widget_set_parent (self->spin, GTK_WIDGET (self));

  /* The slider is beside it and the arrow keys work: two more buttons would only take room. */
  text = gtk_editable_get_delegate (GTK_EDITABLE (self->spin));
  gtk_editable_set_alignment (text, 1);
  for (GtkWidget *child = gtk_widget_get_first_child (self->spin); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_BUTTON (child))
      gtk_widget_set_visible (child, FALSE);

  ignore_wheel (self->scale);
  ignore_wheel (self->spin);
}

GtkWidget *
aip_setup_number_new (const char *name)
{
  AipSetupNumber *self;

  g_return_val_if_fail (name != NULL, NULL);

  self = g_object_new (AIP_TYPE_SETUP_NUMBER, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->spin), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);

  return GTK_WIDGET (self);
}

void
aip_setup_number_set_range (AipSetupNumber *self,
                            double          lower,
                            double          upper,
                            double          step,
                            gboolean        logarithmic)
{
  g_return_if_fail (AIP_IS_SETUP_NUMBER (self));
  g_return_if_fail (lower <= upper);
  g_return_if_fail (!logarithmic || lower > 0);

  if (self->lower == lower && self->upper == upper && self->logarithmic == logarithmic)
    return;

  self->lower = lower;
  self->upper = upper;
  /* A lens of one focal length has nothing to slide. */
  self->logarithmic = logarithmic && upper > lower;
  gtk_widget_set_sensitive (self->scale, upper > lower);

  self->setting = TRUE;
  if (self->logarithmic)
    gtk_adjustment_configure (self->position, 0, 0, 1, 1.0 / N_LOG_STEPS, 0.1, 0);
  else
    gtk_adjustment_configure (self->position, lower, lower, upper, step, (upper - lower) / 10, 0);
  /* What a file says may lie outside of what the slider offers. */
  gtk_adjustment_configure (self->adjustment, lower, -1e6, 1e6, step, step * 10, 0);
  self->setting = FALSE;
}

void
aip_setup_number_set (AipSetupNumber *self,
                      double          number,
                      const char     *text,
                      const char     *placeholder)
{
  GtkEditable *entry;

  g_return_if_fail (AIP_IS_SETUP_NUMBER (self));
  g_return_if_fail (text != NULL && placeholder != NULL);

  self->number = number;
  g_set_str (&self->text, text);

  self->setting = TRUE;
  gtk_adjustment_set_value (self->position, to_position (self, number));
  gtk_adjustment_set_value (self->adjustment, number);
  entry = gtk_editable_get_delegate (GTK_EDITABLE (self->spin));
  gtk_text_set_placeholder_text (GTK_TEXT (entry), placeholder);
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->spin)), text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->spin), text);
  self->setting = FALSE;

  if (*text != '\0')
    gtk_widget_remove_css_class (GTK_WIDGET (self), "unset");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "unset");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                  *text != '\0' ? text : placeholder, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->spin), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                  *text != '\0' ? text : placeholder, -1);
}

void
aip_setup_number_describe (AipSetupNumber *self,
                           const char     *description)
{
  g_return_if_fail (AIP_IS_SETUP_NUMBER (self));
  g_return_if_fail (description != NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->spin), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description, -1);
}
