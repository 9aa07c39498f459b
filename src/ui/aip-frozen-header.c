/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-frozen-header"

#include "config.h"

#include <string.h>

#include "aip-frozen-header.h"
#include "aip-view-definition.h"

/* How near to the end of a title it is taken by that, in pixels to both sides. */
#define GRIP 5

#define NO_TITLE G_MAXUINT

struct _AipFrozenHeader
{
  GtkWidget parent_instance;

  GArray    *columns;    /* of AipShotColumn */
  GPtrArray *titles;     /* of GtkWidget */
  int        widths[AIP_VIEW_MAX_FROZEN];

  guint      dragged;      /* index of the title whose end is dragged */
  int        drag_width;   /* it had when that began */
};

enum {
  SORT,
  RESIZE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipFrozenHeader, aip_frozen_header, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static void
clicked_cb (AipFrozenHeader *self,
            GtkWidget       *title)
{
  guint index;

  if (g_ptr_array_find (self->titles, title, &index))
    g_signal_emit (self, signals[SORT], 0,
                   (guint) g_array_index (self->columns, AipShotColumn, index));
}

/* Resizing ------------------------------------------------------------------------------------ */

/* The title that ends at @x, or %NO_TITLE. */
static guint
find_end (AipFrozenHeader *self,
          double           x)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int end = rtl ? gtk_widget_get_width (GTK_WIDGET (self)) : 0;

  for (guint i = 0; i < self->titles->len; i++)
    {
      end += rtl ? -self->widths[i] : self->widths[i];
      if (x >= end - GRIP && x <= end + GRIP)
        return i;
    }

  return NO_TITLE;
}

static void
drag_begin_cb (AipFrozenHeader *self,
               double           x,
               double           y,
               GtkGesture      *gesture)
{
  self->dragged = find_end (self, x);
  if (self->dragged == NO_TITLE)
    {
      gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  self->drag_width = self->widths[self->dragged];
  /* Or the title would be pressed, too, and sort. */
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
drag_update_cb (AipFrozenHeader *self,
                double           dx,
                double           dy,
                GtkGesture      *gesture)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  if (self->dragged < self->columns->len)
    g_signal_emit (self, signals[RESIZE], 0,
                   (guint) g_array_index (self->columns, AipShotColumn, self->dragged),
                   self->drag_width + (int) (rtl ? -dx : dx));
}

static void
motion_cb (AipFrozenHeader *self,
           double           x)
{
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self),
                                   find_end (self, x) != NO_TITLE ? "col-resize" : NULL);
}

static void
add_controllers (AipFrozenHeader *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  /* Before the buttons that the titles are. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), GTK_PHASE_CAPTURE);
  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (drag_update_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_object (motion, "motion", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
}

/* The widget ---------------------------------------------------------------------------------- */

static void
aip_frozen_header_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  AipFrozenHeader *self = AIP_FROZEN_HEADER (widget);

  *minimum = *natural = 0;
  for (guint i = 0; i < self->titles->len; i++)
    {
      int title_minimum, title_natural;

      gtk_widget_measure (g_ptr_array_index (self->titles, i), orientation, -1, &title_minimum,
                          &title_natural, NULL, NULL);
      *minimum = *natural = MAX (*natural, title_natural);
    }
}

static void
aip_frozen_header_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  AipFrozenHeader *self = AIP_FROZEN_HEADER (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = rtl ? width : 0;

  for (guint i = 0; i < self->titles->len; i++)
    {
      GtkWidget *title = g_ptr_array_index (self->titles, i);
      int minimum;

      gtk_widget_measure (title, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      x -= rtl ? self->widths[i] : 0;
      gtk_widget_size_allocate (title,
                                &(GtkAllocation) { x, 0, MAX (minimum, self->widths[i]), height },
                                -1);
      x += rtl ? 0 : self->widths[i];
    }
}

static void
aip_frozen_header_dispose (GObject *object)
{
  AipFrozenHeader *self = AIP_FROZEN_HEADER (object);
  GtkWidget *child;

  g_ptr_array_set_size (self->titles, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (aip_frozen_header_parent_class)->dispose (object);
}

static void
aip_frozen_header_finalize (GObject *object)
{
  AipFrozenHeader *self = AIP_FROZEN_HEADER (object);

  g_array_unref (self->columns);
  g_ptr_array_unref (self->titles);

  G_OBJECT_CLASS (aip_frozen_header_parent_class)->finalize (object);
}

static void
aip_frozen_header_class_init (AipFrozenHeaderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = aip_frozen_header_dispose;
  object_class->finalize = aip_frozen_header_finalize;
  widget_class->measure = aip_frozen_header_measure;
  widget_class->size_allocate = aip_frozen_header_size_allocate;

  signals[SORT] = g_signal_new ("sort", AIP_TYPE_FROZEN_HEADER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[RESIZE] = g_signal_new ("resize", AIP_TYPE_FROZEN_HEADER, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_INT);

  gtk_widget_class_set_css_name (widget_class, "frozenheader");
  /* The titles below say it already. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
aip_frozen_header_init (AipFrozenHeader *self)
{
  self->columns = g_array_new (FALSE, FALSE, sizeof (AipShotColumn));
  self->titles = g_ptr_array_new ();
  self->dragged = NO_TITLE;
  add_controllers (self);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
aip_frozen_header_new (void)
{
  return g_object_new (AIP_TYPE_FROZEN_HEADER, NULL);
}

static void
add_title (AipFrozenHeader *self,
           AipShotColumn    column)
{
  GtkWidget *title = gtk_button_new ();
  GtkWidget *label = gtk_label_new (aip_shot_column_get_title (column));

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_button_set_child (GTK_BUTTON (title), label);
  /* The header of a GtkColumnView takes no focus either; the menu has the same for the keyboard. */
  gtk_widget_set_focusable (title, FALSE);
  gtk_widget_set_focus_on_click (title, FALSE);
  gtk_widget_add_css_class (title, "flat");
  g_signal_connect_object (title, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (title, GTK_WIDGET (self));
  g_ptr_array_add (self->titles, title);
}

void
aip_frozen_header_set_columns (AipFrozenHeader     *self,
                               const AipShotColumn *columns,
                               guint                n_columns)
{
  GtkWidget *child;

  g_return_if_fail (AIP_IS_FROZEN_HEADER (self));
  g_return_if_fail (n_columns <= AIP_VIEW_MAX_FROZEN);

  if (self->columns->len == n_columns
      && (n_columns == 0 || memcmp (self->columns->data, columns, n_columns * sizeof *columns) == 0))
    return;

  g_array_set_size (self->columns, 0);
  g_ptr_array_set_size (self->titles, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  if (n_columns > 0)
    g_array_append_vals (self->columns, columns, n_columns);
  for (guint i = 0; i < n_columns; i++)
    add_title (self, columns[i]);
}

void
aip_frozen_header_set_widths (AipFrozenHeader *self,
                              const int       *widths,
                              guint            n_widths)
{
  g_return_if_fail (AIP_IS_FROZEN_HEADER (self));
  g_return_if_fail (n_widths <= AIP_VIEW_MAX_FROZEN);

  for (guint i = 0; i < n_widths; i++)
    self->widths[i] = widths[i];
}

void
aip_frozen_header_set_title (AipFrozenHeader *self,
                             guint            index,
                             const char      *title)
{
  GtkWidget *label;

  g_return_if_fail (AIP_IS_FROZEN_HEADER (self));
  g_return_if_fail (index < self->titles->len);

  label = gtk_button_get_child (GTK_BUTTON (g_ptr_array_index (self->titles, index)));
  gtk_label_set_label (GTK_LABEL (label), title);
}
