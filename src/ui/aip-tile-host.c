/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-tile-host"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-tile-editor.h"
#include "aip-tile-host.h"

struct _AipTileHost
{
  GObject parent_instance;

  GtkWidget     *owner;     /* not owned */
  AipSession    *session;
  AipShotView   *view;
  GtkWidget     *menu;      /* nullable */
  AipTileEditor *editor;
  GtkRoot       *root;
  gboolean       has_focus;
  GPtrArray     *dragged;
};

G_DEFINE_FINAL_TYPE (AipTileHost, aip_tile_host, G_TYPE_OBJECT)

/* Focus --------------------------------------------------------------------------------------- */

AipShotTile *
aip_tile_host_get_focused (AipTileHost *self)
{
  GtkWidget *focus;

  g_return_val_if_fail (AIP_IS_TILE_HOST (self), NULL);

  focus = self->root != NULL ? gtk_root_get_focus (self->root) : NULL;
  if (focus == NULL || !gtk_widget_is_ancestor (focus, self->owner))
    return NULL;

  return aip_shot_tile_find (focus);
}

static void
focus_widget_changed_cb (AipTileHost *self)
{
  GtkWidget *focus;
  AipShotTile *tile;

  /* What GTK does to the focus while shots come and go is nobody's wish. */
  if (aip_shot_view_is_refreshing (self->view))
    return;

  tile = aip_tile_host_get_focused (self);
  focus = gtk_root_get_focus (self->root);
  self->has_focus = tile != NULL
                    || (focus != NULL && self->editor != NULL
                        && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->editor)));
  if (tile != NULL && aip_shot_tile_get_shot (tile) != NULL)
    aip_shot_view_set_cursor (self->view, aip_shot_tile_get_shot (tile));
}

gboolean
aip_tile_host_has_focus (AipTileHost *self)
{
  g_return_val_if_fail (AIP_IS_TILE_HOST (self), FALSE);

  return self->has_focus;
}

void
aip_tile_host_root (AipTileHost *self)
{
  g_return_if_fail (AIP_IS_TILE_HOST (self));

  self->root = gtk_widget_get_root (self->owner);
  g_signal_connect_object (self->root, "notify::focus-widget",
                           G_CALLBACK (focus_widget_changed_cb), self, G_CONNECT_SWAPPED);
}

void
aip_tile_host_unroot (AipTileHost *self)
{
  g_return_if_fail (AIP_IS_TILE_HOST (self));

  if (self->root != NULL)
    g_signal_handlers_disconnect_by_func (self->root, focus_widget_changed_cb, self);
  self->root = NULL;
  self->has_focus = FALSE;
}

/* Editing ------------------------------------------------------------------------------------- */

static gboolean
edit_tile (AipTileHost *self,
           AipShotTile *tile)
{
  AipShot *shot = tile != NULL ? aip_shot_tile_get_shot (tile) : NULL;
  GtkWidget *editor = GTK_WIDGET (self->editor);
  graphene_rect_t bounds;
  int start, width, height;

  if (shot == NULL || !gtk_widget_compute_bounds (GTK_WIDGET (tile), self->owner, &bounds))
    return FALSE;

  /* Over what is written below the picture, as far as there is room. */
  aip_tile_editor_edit (self->editor, shot);
  gtk_widget_measure (editor, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  gtk_widget_measure (editor, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  start = (int) bounds.origin.x;
  if (gtk_widget_get_direction (self->owner) == GTK_TEXT_DIR_RTL)
    start = gtk_widget_get_width (self->owner) - start - (int) bounds.size.width;
  gtk_widget_set_margin_start (editor,
                               CLAMP (start, 0,
                                      MAX (0, gtk_widget_get_width (self->owner) - width)));
  gtk_widget_set_margin_top (editor,
                             CLAMP ((int) (bounds.origin.y + bounds.size.height / 2), 0,
                                    MAX (0, gtk_widget_get_height (self->owner) - height)));

  return TRUE;
}

/* The keyboard goes back to the tile, unless somebody has taken it elsewhere. */
static void
editor_done_cb (AipTileHost *self)
{
  GtkWidget *focus = self->root != NULL ? gtk_root_get_focus (self->root) : NULL;

  if (focus == NULL || gtk_widget_is_ancestor (focus, GTK_WIDGET (self->editor)))
    gtk_widget_grab_focus (self->owner);
}

gboolean
aip_tile_host_edit (AipTileHost *self)
{
  g_return_val_if_fail (AIP_IS_TILE_HOST (self), FALSE);

  return edit_tile (self, aip_tile_host_get_focused (self));
}

/* Pointer ------------------------------------------------------------------------------------- */

static AipShotTile *
pick (GtkWidget *list,
      double     x,
      double     y)
{
  return aip_shot_tile_find (gtk_widget_pick (list, x, y, GTK_PICK_DEFAULT));
}

static void
pressed_cb (AipTileHost     *self,
            int              n_press,
            double           x,
            double           y,
            GtkGestureClick *gesture)
{
  GtkWidget *list = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  AipShotTile *tile = pick (list, x, y);
  graphene_point_t point;

  if (n_press != 2 || tile == NULL
      || !gtk_widget_compute_point (list, GTK_WIDGET (tile), &GRAPHENE_POINT_INIT (x, y), &point))
    return;

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  if (aip_shot_tile_is_on_picture (tile, point.y) && aip_shot_get_take (aip_shot_tile_get_shot (tile)))
    gtk_widget_activate_action (list, "shots.open-take", NULL);
  else
    edit_tile (self, tile);
}

static void
popup_menu (AipTileHost  *self,
            GdkRectangle *area)
{
  if (self->menu == NULL)
    return;

  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), area);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
secondary_pressed_cb (AipTileHost     *self,
                      int              n_press,
                      double           x,
                      double           y,
                      GtkGestureClick *gesture)
{
  GtkWidget *list = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  GtkSelectionModel *selection = aip_shot_view_get_selection (self->view);
  AipShotTile *tile = pick (list, x, y);
  graphene_point_t point;
  guint position;

  if (tile == NULL
      || !aip_shot_list_find (aip_shot_view_get_list (self->view), aip_shot_tile_get_shot (tile),
                              &position))
    return;

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (gtk_widget_get_parent (GTK_WIDGET (tile)));
  if (!gtk_selection_model_is_selected (selection, position))
    gtk_selection_model_select_item (selection, position, TRUE);
  if (gtk_widget_compute_point (list, self->owner, &GRAPHENE_POINT_INIT (x, y), &point))
    popup_menu (self, &(GdkRectangle) { (int) point.x, (int) point.y, 1, 1 });
}

/* Keys ---------------------------------------------------------------------------------------- */

static gboolean
menu_shortcut_cb (GtkWidget *widget,
                  GVariant  *args,
                  gpointer   user_data)
{
  AipTileHost *self = user_data;
  AipShotTile *tile = aip_tile_host_get_focused (self);
  graphene_rect_t bounds;

  if (tile == NULL || !gtk_widget_compute_bounds (GTK_WIDGET (tile), self->owner, &bounds))
    return FALSE;

  popup_menu (self, &(GdkRectangle) { (int) bounds.origin.x, (int) bounds.origin.y,
                                      (int) bounds.size.width, (int) bounds.size.height });
  return TRUE;
}

static gboolean
edit_shortcut_cb (GtkWidget *widget,
                  GVariant  *args,
                  gpointer   user_data)
{
  return aip_tile_host_edit (user_data);
}

static void
add_shortcuts (AipTileHost *self,
               GtkWidget   *list)
{
  static const struct {
    const char *trigger;
    const char *action;
  } actions[] = {
    { "Insert", "shots.insert-below" },
    { "Delete|KP_Delete|<Control>Delete", "shots.delete" },
    { "<Control><Shift>d", "shots.duplicate" },
    { "<Control>period", "shots.next-status" },
    { "<Control>l", "shots.toggle-lock" },
    { "<Alt>Up|<Alt>KP_Up|<Alt>Left", "shots.move-up" },
    { "<Alt>Down|<Alt>KP_Down|<Alt>Right", "shots.move-down" },
    { "<Control>Return|<Control>KP_Enter", "shots.generate" },
    { "Escape", "shots.clear-selection" },
  };
  GtkEventController *controller = gtk_shortcut_controller_new ();
  GtkShortcutController *shortcuts = GTK_SHORTCUT_CONTROLLER (controller);

  /* The list has bindings of its own for some of these, nearer to the focus. */
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_shortcut_controller_add_shortcut (
      shortcuts, gtk_shortcut_new (gtk_shortcut_trigger_parse_string (actions[i].trigger),
                                   gtk_named_action_new (actions[i].action)));
  gtk_shortcut_controller_add_shortcut (
    shortcuts, gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("F2|Return|KP_Enter"),
                                 gtk_callback_action_new (edit_shortcut_cb, self, NULL)));
  gtk_shortcut_controller_add_shortcut (
    shortcuts, gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("Menu|<Shift>F10"),
                                 gtk_callback_action_new (menu_shortcut_cb, self, NULL)));
  gtk_widget_add_controller (list, controller);
}

/* Dragging ------------------------------------------------------------------------------------ */

static GdkContentProvider *
prepare_cb (AipTileHost   *self,
            double         x,
            double         y,
            GtkDragSource *source)
{
  GtkWidget *list = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  AipShotTile *tile = pick (list, x, y);
  AipShot *shot = tile != NULL ? aip_shot_tile_get_shot (tile) : NULL;
  GtkSelectionModel *selection = aip_shot_view_get_selection (self->view);
  guint position;

  if (shot == NULL
      || !aip_shot_list_find (aip_shot_view_get_list (self->view), shot, &position))
    return NULL;

  g_clear_pointer (&self->dragged, g_ptr_array_unref);
  if (gtk_selection_model_is_selected (selection, position))
    self->dragged = aip_shot_view_dup_selected (self->view);
  else
    {
      self->dragged = g_ptr_array_new_with_free_func (g_object_unref);
      g_ptr_array_add (self->dragged, g_object_ref (shot));
    }

  return gdk_content_provider_new_typed (AIP_TYPE_SHOT, shot);
}

static void
drag_begin_cb (AipTileHost *self,
               GdkDrag     *drag)
{
  guint n = self->dragged->len;
  g_autofree char *text = NULL;
  GtkWidget *label;

  if (n == 1)
    text = g_strdup (aip_shot_get_code (g_ptr_array_index (self->dragged, 0)));
  else
    text = g_strdup_printf (ngettext ("%u shot", "%u shots", n), n);
  label = gtk_label_new (text);
  gtk_widget_add_css_class (label, "shotdrag");
  gtk_drag_icon_set_child (GTK_DRAG_ICON (gtk_drag_icon_get_for_drag (drag)), label);
  gdk_drag_set_hotspot (drag, -12, 12);
}

static void
drag_end_cb (AipTileHost *self)
{
  g_clear_pointer (&self->dragged, g_ptr_array_unref);
}

GPtrArray *
aip_tile_host_get_dragged (AipTileHost *self)
{
  g_return_val_if_fail (AIP_IS_TILE_HOST (self), NULL);

  return self->dragged;
}

/* Object -------------------------------------------------------------------------------------- */

void
aip_tile_host_attach (AipTileHost *self,
                      GtkWidget   *list)
{
  GtkDragSource *source;
  GtkGesture *gesture;

  g_return_if_fail (AIP_IS_TILE_HOST (self));
  g_return_if_fail (GTK_IS_WIDGET (list));

  gesture = gtk_gesture_click_new ();
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (gesture), GTK_PHASE_CAPTURE);
  g_signal_connect_object (gesture, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (list, GTK_EVENT_CONTROLLER (gesture));

  gesture = gtk_gesture_click_new ();
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (gesture), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (gesture), GTK_PHASE_CAPTURE);
  g_signal_connect_object (gesture, "pressed", G_CALLBACK (secondary_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (list, GTK_EVENT_CONTROLLER (gesture));

  source = gtk_drag_source_new ();
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_object (source, "prepare", G_CALLBACK (prepare_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "drag-begin", G_CALLBACK (drag_begin_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "drag-end", G_CALLBACK (drag_end_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (list, GTK_EVENT_CONTROLLER (source));

  add_shortcuts (self, list);
}

void
aip_tile_host_set_menu (AipTileHost *self,
                        GMenuModel  *menu)
{
  g_return_if_fail (AIP_IS_TILE_HOST (self));

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  if (menu == NULL)
    return;

  self->menu = gtk_popover_menu_new_from_model (menu);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_widget_set_parent (self->menu, self->owner);
}

void
aip_tile_host_dispose (AipTileHost *self)
{
  g_return_if_fail (AIP_IS_TILE_HOST (self));

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  self->editor = NULL;
  g_clear_pointer (&self->dragged, g_ptr_array_unref);
}

static void
aip_tile_host_finalize (GObject *object)
{
  AipTileHost *self = AIP_TILE_HOST (object);

  g_clear_object (&self->session);
  g_clear_object (&self->view);

  G_OBJECT_CLASS (aip_tile_host_parent_class)->finalize (object);
}

static void
aip_tile_host_class_init (AipTileHostClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_tile_host_finalize;
}

static void
aip_tile_host_init (AipTileHost *self)
{
}

AipTileHost *
aip_tile_host_new (GtkWidget   *owner,
                   GtkOverlay  *overlay,
                   AipSession  *session,
                   AipShotView *view)
{
  AipTileHost *self;

  g_return_val_if_fail (GTK_IS_WIDGET (owner), NULL);
  g_return_val_if_fail (GTK_IS_OVERLAY (overlay), NULL);
  g_return_val_if_fail (AIP_IS_SESSION (session), NULL);
  g_return_val_if_fail (AIP_IS_SHOT_VIEW (view), NULL);

  self = g_object_new (AIP_TYPE_TILE_HOST, NULL);
  self->owner = owner;
  self->session = g_object_ref (session);
  self->view = g_object_ref (view);
  self->editor = AIP_TILE_EDITOR (aip_tile_editor_new (session));
  gtk_overlay_add_overlay (overlay, GTK_WIDGET (self->editor));
  g_signal_connect_object (self->editor, "done", G_CALLBACK (editor_done_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}
