/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-timeline-canvas"

#include "config.h"

#include "aip-timeline-canvas-private.h"
#include "aip-timeline-marquee-drag.h"

/* Pixels of the sides where a drag scrolls, and how fast: pixels a second for each pixel in them. */
#define SCROLL_EDGE 36
#define SCROLL_SPEED 24.0
#define ZOOM_STEP 1.25
#define WHEEL_STEP 60

static AipTimelineRow *
hit_at (AipTimelineCanvas *self,
        double             x,
        double             y,
        AipTimelineHit    *hit)
{
  AipTimelineRow *row = _aip_timeline_canvas_get_row_at (self, y);

  *hit = (AipTimelineHit) { 0 };
  if (row != NULL)
    aip_timeline_lane_hit (row->lane, x, y - row->y, hit);

  return row;
}

/* Drags --------------------------------------------------------------------------------------- */

static AipTimelinePoint
get_point (AipTimelineCanvas *self,
           double             x,
           double             y)
{
  const AipTimelineGeometry *geometry = aip_timeline_session_get_geometry (self->session);

  return (AipTimelinePoint) { x + (double) geometry->offset, y, self->modifiers };
}

static void
stop_tick (AipTimelineCanvas *self)
{
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
}

static void
end_drag (AipTimelineCanvas *self)
{
  stop_tick (self);
  g_clear_object (&self->drag);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  _aip_timeline_canvas_queue_items (self);
}

gboolean
aip_timeline_canvas_is_dragging (AipTimelineCanvas *self)
{
  g_return_val_if_fail (AIP_IS_TIMELINE_CANVAS (self), FALSE);

  return self->drag != NULL;
}

gboolean
aip_timeline_canvas_cancel_drag (AipTimelineCanvas *self)
{
  g_autoptr(AipTimelineDrag) drag = NULL;

  g_return_val_if_fail (AIP_IS_TIMELINE_CANVAS (self), FALSE);

  if (self->drag == NULL)
    return FALSE;

  drag = g_steal_pointer (&self->drag);
  aip_timeline_drag_cancel (drag);
  end_drag (self);
  /* The rest of the gesture means nothing any more. */
  gtk_gesture_set_state (self->drag_gesture, GTK_EVENT_SEQUENCE_DENIED);

  return TRUE;
}

static void
update_drag (AipTimelineCanvas *self)
{
  AipTimelinePoint point = get_point (self, self->last_x, self->last_y);

  aip_timeline_drag_update (self->drag, &point);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* While the pointer is held near a side, the film comes along and the drag goes on with it. */
static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  AipTimelineCanvas *self = AIP_TIMELINE_CANVAS (widget);
  int width = gtk_widget_get_width (widget);
  double beyond = self->last_x < SCROLL_EDGE ? self->last_x - SCROLL_EDGE
                  : self->last_x > width - SCROLL_EDGE ? self->last_x - (width - SCROLL_EDGE) : 0;
  gint64 before = aip_timeline_session_get_geometry (self->session)->offset;

  if (beyond == 0)
    {
      self->tick = 0;
      return G_SOURCE_REMOVE;
    }

  aip_timeline_session_scroll (self->session, beyond * SCROLL_SPEED / 60);
  if (aip_timeline_session_get_geometry (self->session)->offset != before)
    update_drag (self);

  return G_SOURCE_CONTINUE;
}

static void
drag_begin_cb (AipTimelineCanvas *self,
               double             x,
               double             y,
               GtkGestureDrag    *gesture)
{
  AipTimelineRow *row;
  AipTimelinePoint start;
  AipTimelineHit hit;

  self->modifiers =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  self->press_x = self->last_x = x;
  self->press_y = self->last_y = y;
  self->moved = FALSE;

  row = hit_at (self, x, y, &hit);
  start = get_point (self, x, y);
  if (row != NULL)
    self->drag = aip_timeline_lane_create_drag (row->lane, &hit, &start);
  if (self->drag == NULL)
    self->drag = aip_timeline_marquee_drag_new (self, self->session);
  aip_timeline_drag_begin (self->drag, self->session, &start);
  aip_timeline_canvas_focus_current (self);
}

static void
drag_update_cb (AipTimelineCanvas *self,
                double             x,
                double             y,
                GtkGestureDrag    *gesture)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));

  if (self->drag == NULL)
    return;

  self->modifiers =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  self->last_x = self->press_x + x;
  self->last_y = self->press_y + y;
  if (!self->moved && !gtk_drag_check_threshold (GTK_WIDGET (self), 0, 0, (int) x, (int) y))
    return;

  if (!self->moved)
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  self->moved = TRUE;
  update_drag (self);
  if (self->tick == 0 && (self->last_x < SCROLL_EDGE || self->last_x > width - SCROLL_EDGE))
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

static void
drag_end_cb (AipTimelineCanvas *self,
             double             x,
             double             y,
             GtkGestureDrag    *gesture)
{
  g_autoptr(AipTimelineDrag) drag = NULL;
  g_autoptr(GError) error = NULL;
  AipTimelinePoint point;

  if (self->drag == NULL)
    return;

  point = get_point (self, self->press_x + x, self->press_y + y);
  drag = g_steal_pointer (&self->drag);
  end_drag (self);
  if (!self->moved)
    aip_timeline_drag_click (drag, &point);
  else if (!aip_timeline_drag_commit (drag, &error))
    aip_session_toast_error (aip_timeline_session_get_session (self->session), error);
  /* Another clip may be the current one now. */
  aip_timeline_canvas_focus_current (self);
}

static void
drag_cancelled_cb (AipTimelineCanvas *self)
{
  g_autoptr(AipTimelineDrag) drag = g_steal_pointer (&self->drag);

  if (drag == NULL)
    return;
  aip_timeline_drag_cancel (drag);
  end_drag (self);
}

/* A key that was pressed or let go while the pointer rests changes what a drag does. */
static gboolean
modifiers_cb (AipTimelineCanvas *self,
              GdkModifierType    modifiers)
{
  self->modifiers = modifiers;
  if (self->drag != NULL && self->moved)
    update_drag (self);

  return GDK_EVENT_PROPAGATE;
}

/* Clicks -------------------------------------------------------------------------------------- */

static void
pressed_cb (AipTimelineCanvas *self,
            int                n_press,
            double             x,
            double             y)
{
  AipTimelineHit hit;
  AipTimelineRow *row = hit_at (self, x, y, &hit);

  if (n_press == 2 && hit.id != NULL &&
      aip_timeline_session_get_tool (self->session) == AIP_TIMELINE_SELECT)
    {
      aip_timeline_canvas_cancel_drag (self);
      aip_timeline_lane_activate (row->lane, hit.id, GTK_WIDGET (self));
    }
}

static void
show_menu (AipTimelineCanvas *self,
           AipTimelineLane   *lane,
           const char        *id,
           double             x,
           double             y)
{
  g_autoptr(GMenuModel) model = aip_timeline_lane_dup_menu (lane, id);

  if (model == NULL)
    return;

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  self->menu = gtk_popover_menu_new_from_model (model);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
secondary_cb (AipTimelineCanvas *self,
              int                n_press,
              double             x,
              double             y,
              GtkGesture        *gesture)
{
  AipTimelineHit hit;
  AipTimelineRow *row = hit_at (self, x, y, &hit);

  if (row == NULL)
    return;

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  if (hit.id != NULL && !aip_timeline_session_is_selected (self->session, hit.id))
    aip_timeline_session_select (self->session, hit.id);
  else if (hit.id != NULL)
    aip_timeline_session_set_current (self->session, hit.id, AIP_TIMELINE_EDGE_NONE);
  show_menu (self, row->lane, hit.id, x, y);
}

void
aip_timeline_canvas_popup_menu (AipTimelineCanvas *self)
{
  const char *current;
  graphene_rect_t bounds;
  AipTimelineLane *lane;
  GtkWidget *clip;

  g_return_if_fail (AIP_IS_TIMELINE_CANVAS (self));

  current = aip_timeline_session_get_current (self->session);
  lane = aip_timeline_canvas_find_lane (self, current);
  if (lane == NULL)
    return;

  clip = g_hash_table_lookup (self->items, current);
  if (gtk_widget_compute_bounds (clip, GTK_WIDGET (self), &bounds))
    show_menu (self, lane, current, MAX (bounds.origin.x, 0) + 8, bounds.origin.y + 24);
}

/* The pointer --------------------------------------------------------------------------------- */

static void
motion_cb (AipTimelineCanvas *self,
           double             x,
           double             y)
{
  AipTimelineHit hit;
  AipTimelineRow *row;
  const char *cursor = NULL;

  self->pointer_x = x;
  self->pointer_y = y;
  if (self->drag != NULL)
    return;

  row = hit_at (self, x, y, &hit);
  if (row != NULL)
    cursor = aip_timeline_lane_get_cursor (row->lane, &hit);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), cursor);
}

static gboolean
scroll_cb (AipTimelineCanvas        *self,
           double                    x,
           double                    y,
           GtkEventControllerScroll *controller)
{
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  double step = gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_WHEEL
                ? WHEEL_STEP : 1;

  if (state & GDK_CONTROL_MASK)
    aip_timeline_session_zoom (self->session, y < 0 ? ZOOM_STEP : 1 / ZOOM_STEP, self->pointer_x);
  else if (state & GDK_SHIFT_MASK)
    return GDK_EVENT_PROPAGATE;
  else
    aip_timeline_session_scroll (self->session, (x + y) * step);

  if (self->drag != NULL && self->moved)
    update_drag (self);

  return GDK_EVENT_STOP;
}

static void
zoom_begin_cb (AipTimelineCanvas *self)
{
  self->zoom_scale = aip_timeline_session_get_geometry (self->session)->scale;
}

static void
zoom_changed_cb (AipTimelineCanvas *self,
                 double             scale,
                 GtkGesture        *gesture)
{
  double x = self->pointer_x, y;

  gtk_gesture_get_bounding_box_center (gesture, &x, &y);
  aip_timeline_session_zoom (
    self->session,
    self->zoom_scale * scale / aip_timeline_session_get_geometry (self->session)->scale, x);
}

void
_aip_timeline_canvas_init_input (AipTimelineCanvas *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *secondary = gtk_gesture_click_new ();
  GtkGesture *zoom = gtk_gesture_zoom_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *scroll =
    gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  self->drag_gesture = gtk_gesture_drag_new ();
  g_signal_connect_swapped (self->drag_gesture, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (self->drag_gesture, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (self->drag_gesture, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect_swapped (self->drag_gesture, "cancel", G_CALLBACK (drag_cancelled_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (self->drag_gesture));

  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (secondary), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (secondary, "pressed", G_CALLBACK (secondary_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (secondary));

  g_signal_connect_swapped (zoom, "begin", G_CALLBACK (zoom_begin_cb), self);
  g_signal_connect_swapped (zoom, "scale-changed", G_CALLBACK (zoom_changed_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (zoom));

  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  gtk_widget_add_controller (widget, motion);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (widget, scroll);
  g_signal_connect_swapped (keys, "modifiers", G_CALLBACK (modifiers_cb), self);
  gtk_widget_add_controller (widget, keys);
}

void
_aip_timeline_canvas_end_input (AipTimelineCanvas *self)
{
  stop_tick (self);
  g_clear_object (&self->drag);
}
