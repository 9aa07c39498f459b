/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-prompt-flow-input"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-prompt-flow-private.h"

/* The pointer ------------------------------------------------------------------------------- */

void
aip_prompt_flow_set_hover (AipPromptFlow *self,
           int            hover,
           int            caret)
{
  AipLiveSetup *setup = aip_live_prompt_get_setup (self->prompt);

  if (self->hover != hover)
    {
      if (hover >= 0)
        aip_live_setup_set_highlight (setup, aip_prompt_fragment_get_field (
                                               aip_prompt_flow_get_fragment (self, (guint) hover)));
      else if (self->hover >= 0)
        aip_live_setup_set_highlight (setup, -1);
    }
  if (self->hover == hover && self->caret == caret)
    return;

  self->hover = hover;
  self->caret = caret;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), hover >= 0    ? "pointer"
                                                      : caret >= 0 ? "copy"
                                                                   : NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
motion_cb (AipPromptFlow *self,
           double         x,
           double         y)
{
  int hover = aip_prompt_layout_pick (self->layout, x, y);
  int caret = -1;

  g_assert (AIP_IS_PROMPT_FLOW (self));

  if (hover < 0 && !aip_prompt_flow_get_editing (self))
    {
      graphene_rect_t place;
      guint position = aip_prompt_layout_pick_gap (self->layout, x, y);

      /* Only near by, so that nobody inserts anything who clicks into the void. */
      aip_prompt_layout_get_caret (self->layout, position, &place);
      graphene_rect_inset (&place, -14, -4);
      if (graphene_rect_contains_point (&place, &GRAPHENE_POINT_INIT ((float) x, (float) y)))
        caret = (int) position;
    }
  aip_prompt_flow_set_hover (self, hover, caret);
}

static void
leave_cb (AipPromptFlow *self)
{
  aip_prompt_flow_set_hover (self, -1, -1);
}

static void
activate_index (AipPromptFlow *self,
                guint          index)
{
  AipPromptFragment *fragment = aip_prompt_flow_get_fragment (self, index);
  int field = aip_prompt_fragment_get_field (fragment);

  /* The shot's own texts and free ones have no control but the words themselves. */
  if (field >= 0)
    aip_prompt_flow_want_control (self, field);
  else
    aip_prompt_flow_edit (self, aip_prompt_fragment_get_key (fragment));
}

static void
released_cb (AipPromptFlow   *self,
             int              n_press,
             double           x,
             double           y,
             GtkGestureClick *gesture)
{
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  int index = aip_prompt_layout_pick (self->layout, x, y);

  g_assert (AIP_IS_PROMPT_FLOW (self));

  if (button == GDK_BUTTON_MIDDLE)
    return;

  if (index < 0)
    {
      if (button == GDK_BUTTON_PRIMARY && self->caret >= 0)
        aip_prompt_flow_insert (self, (guint) self->caret);
      return;
    }

  aip_prompt_flow_focus_index (self, (guint) index);
  aip_prompt_flow_set_current (self, aip_prompt_flow_get_key (self, (guint) index));
  if (button == GDK_BUTTON_SECONDARY)
    aip_prompt_flow_want_menu (self, x, y);
  else if (n_press == 2)
    aip_prompt_flow_edit (self, self->current);
  else if (n_press == 1)
    {
      int field = aip_prompt_fragment_get_field (aip_prompt_flow_get_fragment (self,
                                                                               (guint) index));

      /* The shot's own texts wait for a double click, or they could not be dragged. */
      if (field >= 0)
        aip_prompt_flow_want_control (self, field);
    }
}

static void
long_pressed_cb (AipPromptFlow *self,
                 double         x,
                 double         y)
{
  int index = aip_prompt_layout_pick (self->layout, x, y);

  if (index < 0)
    return;
  aip_prompt_flow_focus_index (self, (guint) index);
  aip_prompt_flow_want_menu (self, x, y);
}

static gboolean
query_tooltip_cb (AipPromptFlow *self,
                  int            x,
                  int            y,
                  gboolean       keyboard,
                  GtkTooltip    *tooltip)
{
  int index = keyboard ? aip_prompt_flow_get_index (self, self->current)
                       : aip_prompt_layout_pick (self->layout, x, y);
  g_autofree char *state = NULL;
  g_autofree char *text = NULL;
  const AipFragment *fragment;
  GdkRectangle bounds;

  if (index < 0)
    {
      if (self->caret < 0)
        return FALSE;
      gtk_tooltip_set_text (tooltip, _("Insert your own text here"));
      return TRUE;
    }

  fragment = aip_live_prompt_find (self->prompt, aip_prompt_flow_get_key (self, (guint) index));
  if (fragment == NULL || !aip_prompt_layout_get_bounds (self->layout, (guint) index, &bounds))
    return FALSE;

  state = aip_prompt_fragment_dup_state (fragment);
  text = g_strconcat (aip_prompt_fragment_name (fragment), *state != '\0' ? "\n" : NULL, state,
                      NULL);
  gtk_tooltip_set_text (tooltip, text);
  gtk_tooltip_set_tip_area (tooltip, &bounds);

  return TRUE;
}

/* Dragging ---------------------------------------------------------------------------------- */

static GdkContentProvider *
drag_prepare_cb (AipPromptFlow *self,
                 double         x,
                 double         y)
{
  int index = aip_prompt_layout_pick (self->layout, x, y);

  if (index < 0 || aip_prompt_flow_get_editing (self))
    return NULL;

  /* It is the one that drag_begin_cb() shows. */
  aip_prompt_flow_focus_index (self, (guint) index);

  return gdk_content_provider_new_typed (AIP_TYPE_PROMPT_FRAGMENT,
                                         aip_prompt_flow_get_fragment (self, (guint) index));
}

static void
drag_begin_cb (AipPromptFlow *self,
               GdkDrag       *drag)
{
  const AipFragment *fragment = aip_prompt_flow_get_current (self);
  GtkWidget *label;

  if (fragment == NULL)
    return;

  label = gtk_label_new (fragment->words);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_widget_add_css_class (label, "shotdrag");
  gtk_drag_icon_set_child (GTK_DRAG_ICON (gtk_drag_icon_get_for_drag (drag)), label);
}

static GdkDragAction
drop_motion_cb (AipPromptFlow *self,
                double         x,
                double         y)
{
  aip_prompt_flow_set_hover (self, -1, (int) aip_prompt_layout_pick_gap (self->layout, x, y));

  return GDK_ACTION_MOVE;
}

static gboolean
drop_cb (AipPromptFlow *self,
         const GValue  *value,
         double         x,
         double         y)
{
  AipPromptFragment *fragment = g_value_get_object (value);
  guint position = aip_prompt_layout_pick_gap (self->layout, x, y);
  g_autofree char *key = NULL;
  int from;

  aip_prompt_flow_set_hover (self, -1, -1);
  if (fragment == NULL || gtk_widget_get_parent (GTK_WIDGET (fragment)) != GTK_WIDGET (self))
    return FALSE;

  key = g_strdup (aip_prompt_fragment_get_key (fragment));
  from = aip_prompt_flow_get_index (self, key);
  if (from < 0)
    return FALSE;
  /* Counted without the one that moves. */
  aip_live_prompt_move (self->prompt, key, position > (guint) from ? position - 1 : position);
  aip_prompt_flow_focus (self, key);

  return TRUE;
}

/* Keys -------------------------------------------------------------------------------------- */

static gboolean
key_pressed_cb (AipPromptFlow   *self,
                guint            keyval,
                guint            keycode,
                GdkModifierType  state)
{
  int index = aip_prompt_flow_get_index (self, self->current);
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();

  g_assert (AIP_IS_PROMPT_FLOW (self));

  if (aip_prompt_flow_get_editing (self) || index < 0 || modifiers != 0)
    return GDK_EVENT_PROPAGATE;

  switch (keyval)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      aip_prompt_flow_focus_index (self, (guint) MAX (index - 1, 0));
      return GDK_EVENT_STOP;

    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      aip_prompt_flow_focus_index (self, (guint) index + 1);
      return GDK_EVENT_STOP;

    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      aip_prompt_flow_focus_index (self, aip_prompt_layout_get_beside (self->layout,
                                                                       (guint) index, -1));
      return GDK_EVENT_STOP;

    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      aip_prompt_flow_focus_index (self, aip_prompt_layout_get_beside (self->layout,
                                                                       (guint) index, 1));
      return GDK_EVENT_STOP;

    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      aip_prompt_flow_focus_index (self, 0);
      return GDK_EVENT_STOP;

    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      aip_prompt_flow_focus_index (self, self->fragments->len);
      return GDK_EVENT_STOP;

    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
    case GDK_KEY_space:
      activate_index (self, (guint) index);
      return GDK_EVENT_STOP;

    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/* Ctrl+Enter belongs to the dialog; what is being typed counts for it. */
static gboolean
key_captured_cb (AipPromptFlow   *self,
                 guint            keyval,
                 guint            keycode,
                 GdkModifierType  state)
{
  g_assert (AIP_IS_PROMPT_FLOW (self));

  if ((state & GDK_CONTROL_MASK) != 0 && (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter))
    aip_prompt_flow_finish (self);

  return GDK_EVENT_PROPAGATE;
}

static void
menu_action_cb (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  AipPromptFlow *self = AIP_PROMPT_FLOW (widget);
  int index = aip_prompt_flow_get_index (self, self->current);
  GdkRectangle bounds;

  if (index >= 0 && aip_prompt_layout_get_bounds (self->layout, (guint) index, &bounds))
    aip_prompt_flow_want_menu (self, bounds.x + 12.0, (double) bounds.y + bounds.height);
}

static void
add_binding (GtkWidgetClass  *widget_class,
             guint            keyval,
             GdkModifierType  modifiers,
             const char      *action)
{
  gtk_widget_class_add_binding_action (widget_class, keyval, modifiers, action, NULL);
}

void
aip_prompt_flow_class_input (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "flow.menu", NULL, menu_action_cb);
  add_binding (widget_class, GDK_KEY_Menu, 0, "flow.menu");
  add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "flow.menu");
  add_binding (widget_class, GDK_KEY_F2, 0, "prompt.edit");
  add_binding (widget_class, GDK_KEY_Delete, 0, "prompt.leave-out");
  add_binding (widget_class, GDK_KEY_KP_Delete, 0, "prompt.leave-out");
  add_binding (widget_class, GDK_KEY_Insert, 0, "prompt.insert-after");
  add_binding (widget_class, GDK_KEY_Insert, GDK_SHIFT_MASK, "prompt.insert-before");
  add_binding (widget_class, GDK_KEY_l, GDK_CONTROL_MASK, "prompt.lock");
  add_binding (widget_class, GDK_KEY_BackSpace, 0, "prompt.take-back");
  add_binding (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "prompt.move-earlier");
  add_binding (widget_class, GDK_KEY_KP_Left, GDK_ALT_MASK, "prompt.move-earlier");
  add_binding (widget_class, GDK_KEY_Right, GDK_ALT_MASK, "prompt.move-later");
  add_binding (widget_class, GDK_KEY_KP_Right, GDK_ALT_MASK, "prompt.move-later");
}

void
aip_prompt_flow_init_input (AipPromptFlow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *controller;
  GtkDragSource *source;
  GtkDropTarget *target;

  self->hover = self->caret = -1;
  gtk_widget_set_has_tooltip (widget, TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);

  controller = gtk_event_controller_motion_new ();
  g_signal_connect_swapped (controller, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (controller, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (widget, controller);

  controller = GTK_EVENT_CONTROLLER (gtk_gesture_click_new ());
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (controller), 0);
  g_signal_connect_swapped (controller, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (widget, controller);

  controller = GTK_EVENT_CONTROLLER (gtk_gesture_long_press_new ());
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (controller), TRUE);
  g_signal_connect_swapped (controller, "pressed", G_CALLBACK (long_pressed_cb), self);
  gtk_widget_add_controller (widget, controller);

  controller = gtk_event_controller_key_new ();
  g_signal_connect_swapped (controller, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (widget, controller);

  controller = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (controller, "key-pressed", G_CALLBACK (key_captured_cb), self);
  gtk_widget_add_controller (widget, controller);

  source = gtk_drag_source_new ();
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_swapped (source, "prepare", G_CALLBACK (drag_prepare_cb), self);
  g_signal_connect_swapped (source, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (source));

  target = gtk_drop_target_new (AIP_TYPE_PROMPT_FRAGMENT, GDK_ACTION_MOVE);
  g_signal_connect_swapped (target, "motion", G_CALLBACK (drop_motion_cb), self);
  g_signal_connect_swapped (target, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (target));
}
