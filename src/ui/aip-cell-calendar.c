/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cell-calendar"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-cell-calendar.h"

struct _AipCellCalendar
{
  GtkPopover parent_instance;

  GtkCalendar *calendar;
};

enum {
  CHOSEN,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipCellCalendar, aip_cell_calendar, GTK_TYPE_POPOVER)

static guint signals[N_SIGNALS];

static void
choose (AipCellCalendar *self,
        const char      *date)
{
  g_signal_emit (self, signals[CHOSEN], 0, date);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
choose_shown (AipCellCalendar *self)
{
  g_autoptr(GDateTime) date = gtk_calendar_get_date (self->calendar);
  g_autofree char *text = g_date_time_format (date, "%Y-%m-%d");

  choose (self, text);
}

static void
today_cb (AipCellCalendar *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *text = g_date_time_format (now, "%Y-%m-%d");

  choose (self, text);
}

static void
none_cb (AipCellCalendar *self)
{
  choose (self, "");
}

static void
move_days (AipCellCalendar *self,
           int              days)
{
  g_autoptr(GDateTime) date = gtk_calendar_get_date (self->calendar);
  g_autoptr(GDateTime) then = g_date_time_add_days (date, days);

  gtk_calendar_select_day (self->calendar, then);
}

/* A click on a day chooses; keys only move until Enter. */
static void
released_cb (AipCellCalendar *self,
             int              n_press,
             double           x,
             double           y)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self->calendar), x, y, GTK_PICK_DEFAULT);

  if (GTK_IS_LABEL (picked) && gtk_widget_has_css_class (picked, "day-number"))
    choose_shown (self);
}

static gboolean
key_pressed_cb (AipCellCalendar *self,
                guint            keyval,
                guint            keycode,
                GdkModifierType  state)
{
  switch (keyval)
    {
    case GDK_KEY_Left:
      move_days (self, -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Right:
      move_days (self, 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
      move_days (self, -7);
      return GDK_EVENT_STOP;
    case GDK_KEY_Down:
      move_days (self, 7);
      return GDK_EVENT_STOP;
    case GDK_KEY_Page_Up:
      move_days (self, -28);
      return GDK_EVENT_STOP;
    case GDK_KEY_Page_Down:
      move_days (self, 28);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      choose_shown (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Delete:
    case GDK_KEY_BackSpace:
      choose (self, "");
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
aip_cell_calendar_class_init (AipCellCalendarClass *klass)
{
  signals[CHOSEN] =
    g_signal_new ("chosen", AIP_TYPE_CELL_CALENDAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static GtkWidget *
new_button (AipCellCalendar *self,
            const char      *label,
            GCallback        callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_hexpand (button, TRUE);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);

  return button;
}

static void
aip_cell_calendar_init (AipCellCalendar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkEventController *controller;
  GtkGesture *gesture;

  gtk_popover_set_has_arrow (GTK_POPOVER (self), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self), GTK_POS_BOTTOM);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);

  self->calendar = GTK_CALENDAR (gtk_calendar_new ());
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->calendar));
  gtk_box_append (GTK_BOX (buttons), new_button (self, _("_Today"), G_CALLBACK (today_cb)));
  gtk_box_append (GTK_BOX (buttons), new_button (self, _("_No Date"), G_CALLBACK (none_cb)));
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_popover_set_child (GTK_POPOVER (self), box);

  gesture = gtk_gesture_click_new ();
  g_signal_connect_object (gesture, "released", G_CALLBACK (released_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->calendar), GTK_EVENT_CONTROLLER (gesture));

  /* The calendar moves a mark of its own that is not the day which Enter would choose. */
  controller = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->calendar), controller);
}

GtkWidget *
aip_cell_calendar_new (void)
{
  return g_object_new (AIP_TYPE_CELL_CALENDAR, NULL);
}

void
aip_cell_calendar_open (AipCellCalendar    *self,
                        const GdkRectangle *area,
                        const char         *date,
                        const char         *label)
{
  g_autoptr(GDateTime) day = NULL;
  g_autofree char *midnight = NULL;

  g_return_if_fail (AIP_IS_CELL_CALENDAR (self));
  g_return_if_fail (area != NULL && date != NULL && label != NULL);

  midnight = g_strconcat (date, "T00:00:00Z", NULL);
  day = *date != '\0' ? g_date_time_new_from_iso8601 (midnight, NULL) : NULL;
  if (day == NULL)
    day = g_date_time_new_now_local ();
  gtk_calendar_select_day (self->calendar, day);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_popover_set_pointing_to (GTK_POPOVER (self), area);
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->calendar));
}
