/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "aip-keys-popover"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-keys-popover.h"

struct _AipKeysPopover
{
  GtkPopover parent_instance;

  AipShotView        *view;
  gboolean            groups;

  GtkListBox         *list;
  GtkWidget          *empty;
  GtkWidget          *add;
  GSimpleActionGroup *actions;
};

G_DEFINE_FINAL_TYPE (AipKeysPopover, aip_keys_popover, GTK_TYPE_POPOVER)

/* The keys ------------------------------------------------------------------------------------ */

static GArray *
dup_keys (AipKeysPopover *self)
{
  guint n;
  const AipSortKey *keys = self->groups ? aip_shot_view_get_group_keys (self->view, &n)
                                        : aip_shot_view_get_sort_keys (self->view, &n);
  GArray *copy = g_array_new (FALSE, FALSE, sizeof (AipSortKey));

  g_array_append_vals (copy, keys, n);

  return copy;
}

static void
set_keys (AipKeysPopover *self,
          GArray         *keys)
{
  const AipSortKey *first = (const AipSortKey *) (gpointer) keys->data;

  if (self->groups)
    aip_shot_view_set_group_keys (self->view, first, keys->len);
  else
    aip_shot_view_set_sort_keys (self->view, first, keys->len);
}

static void
focus_row (AipKeysPopover *self,
           int             index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, index);

  gtk_widget_grab_focus (row != NULL ? GTK_WIDGET (row) : self->add);
}

static void
move_key (AipKeysPopover *self,
          int             from,
          int             to)
{
  g_autoptr(GArray) keys = dup_keys (self);
  AipSortKey key;

  if (from == to || from < 0 || to < 0 || from >= (int) keys->len || to >= (int) keys->len)
    return;

  key = g_array_index (keys, AipSortKey, from);
  g_array_remove_index (keys, (guint) from);
  g_array_insert_val (keys, (guint) to, key);
  set_keys (self, keys);
  focus_row (self, to);
}

static void
remove_key (AipKeysPopover *self,
            int             index)
{
  g_autoptr(GArray) keys = dup_keys (self);

  if (index < 0 || index >= (int) keys->len)
    return;

  g_array_remove_index (keys, (guint) index);
  set_keys (self, keys);
  focus_row (self, MIN (index, (int) keys->len - 1));
}

static int
get_row_index (GtkWidget *widget)
{
  GtkWidget *row = GTK_IS_LIST_BOX_ROW (widget)
                   ? widget : gtk_widget_get_ancestor (widget, GTK_TYPE_LIST_BOX_ROW);

  return gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
}

/* Rows ---------------------------------------------------------------------------------------- */

static void
direction_clicked_cb (AipKeysPopover *self,
                      GtkWidget      *button)
{
  g_autoptr(GArray) keys = dup_keys (self);
  int index = get_row_index (button);
  AipSortKey *key = &g_array_index (keys, AipSortKey, index);

  key->descending = !key->descending;
  set_keys (self, keys);
  focus_row (self, index);
}

static void
remove_clicked_cb (AipKeysPopover *self,
                   GtkWidget      *button)
{
  remove_key (self, get_row_index (button));
}

static gboolean
key_pressed_cb (AipKeysPopover        *self,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                GtkEventControllerKey *controller)
{
  int index = get_row_index (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller)));

  if ((state & GDK_ALT_MASK) && (keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up))
    move_key (self, index, index - 1);
  else if ((state & GDK_ALT_MASK) && (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down))
    move_key (self, index, index + 1);
  else if (keyval == GDK_KEY_Delete || keyval == GDK_KEY_KP_Delete)
    remove_key (self, index);
  else
    return GDK_EVENT_PROPAGATE;

  return GDK_EVENT_STOP;
}

static GdkContentProvider *
drag_prepare_cb (GtkDragSource *source,
                 double         x,
                 double         y,
                 gpointer       user_data)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));

  return gdk_content_provider_new_typed (GTK_TYPE_LIST_BOX_ROW, row);
}

static void
drag_begin_cb (GtkDragSource *source,
               GdkDrag       *drag,
               gpointer       user_data)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  g_autoptr(GdkPaintable) picture = gtk_widget_paintable_new (row);

  gtk_drag_source_set_icon (source, picture, 0, 0);
}

static gboolean
drop_cb (AipKeysPopover *self,
         const GValue   *value,
         double          x,
         double          y,
         GtkDropTarget  *target)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));
  GtkWidget *moved = g_value_get_object (value);

  if (gtk_widget_get_parent (moved) != GTK_WIDGET (self->list))
    return FALSE;

  move_key (self, get_row_index (moved), get_row_index (row));

  return TRUE;
}

static GtkWidget *
add_row_button (AipKeysPopover *self,
                GtkWidget      *box,
                const char     *icon,
                const char     *label,
                GCallback       callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), button);

  return button;
}

static GtkWidget *
create_row (AipKeysPopover   *self,
            const AipSortKey *key)
{
  const char *title = aip_shot_column_get_title (key->column);
  const char *direction = key->descending ? _("Descending") : _("Ascending");
  g_autofree char *spoken = NULL;
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *handle = gtk_image_new_from_icon_name ("list-drag-handle-symbolic");
  GtkWidget *label = gtk_label_new (title);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (GTK_TYPE_LIST_BOX_ROW, GDK_ACTION_MOVE);

  gtk_widget_add_css_class (handle, "dim-label");
  gtk_box_append (GTK_BOX (box), handle);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), label);
  add_row_button (self, box, key->descending ? "view-sort-descending-symbolic"
                                             : "view-sort-ascending-symbolic",
                  direction, G_CALLBACK (direction_clicked_cb));
  add_row_button (self, box, "list-remove-symbolic", _("Remove"), G_CALLBACK (remove_clicked_cb));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);

  /* Translators: a column that is sorted by, for a screen reader: “Duration, Descending” */
  spoken = g_strdup_printf (_("%s, %s"), title, direction);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);

  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (row, keys);
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_object (source, "prepare", G_CALLBACK (drag_prepare_cb), self, 0);
  g_signal_connect_object (source, "drag-begin", G_CALLBACK (drag_begin_cb), self, 0);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (source));
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (target));

  return row;
}

static gboolean
has_key (GArray        *keys,
         AipShotColumn  column)
{
  for (guint i = 0; i < keys->len; i++)
    {
      if (g_array_index (keys, AipSortKey, i).column == column)
        return TRUE;
    }

  return FALSE;
}

/* What can be added: every column that is not there yet. */
static GMenuModel *
create_add_menu (AipKeysPopover *self,
                 GArray         *keys)
{
  g_autoptr(GArray) all = aip_shot_column_dup_all (aip_shot_view_get_document (self->view));
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < all->len; i++)
    {
      AipShotColumn column = g_array_index (all, AipShotColumn, i);
      g_autoptr(GMenuItem) item = NULL;
      g_autoptr(GString) title = NULL;

      if (has_key (keys, column)
          || !(self->groups ? aip_shot_order_can_group (column)
                            : aip_shot_order_can_sort (column)))
        continue;

      /* Names of fields are anybody's, and an underscore would mark a key. */
      title = g_string_new (aip_shot_column_get_title (column));
      g_string_replace (title, "_", "__", 0);
      item = g_menu_item_new (title->str, NULL);
      g_menu_item_set_action_and_target (item, "keys.add", "s",
                                         aip_shot_column_get_info (column)->id);
      g_menu_append_item (menu, item);
    }

  return G_MENU_MODEL (menu);
}

static void
update (AipKeysPopover *self)
{
  g_autoptr(GArray) keys = dup_keys (self);
  g_autoptr(GMenuModel) menu = create_add_menu (self, keys);
  guint max = self->groups ? AIP_MAX_GROUP_KEYS : AIP_MAX_SORT_KEYS;

  gtk_list_box_remove_all (self->list);
  for (guint i = 0; i < keys->len; i++)
    gtk_list_box_append (self->list, create_row (self, &g_array_index (keys, AipSortKey, i)));

  gtk_widget_set_visible (GTK_WIDGET (self->list), keys->len > 0);
  gtk_widget_set_visible (self->empty, keys->len == 0);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->add), menu);
  gtk_widget_set_sensitive (self->add, keys->len < max && g_menu_model_get_n_items (menu) > 0);
}

static void
arranged_cb (AipKeysPopover *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    update (self);
}

static void
add_activated_cb (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  AipKeysPopover *self = user_data;
  g_autoptr(GArray) keys = dup_keys (self);
  AipSortKey key = { aip_shot_column_find (aip_shot_view_get_document (self->view),
                                           g_variant_get_string (parameter, NULL)),
                     FALSE };

  if (key.column == AIP_SHOT_COLUMN_NONE)
    return;

  g_array_append_val (keys, key);
  set_keys (self, keys);
  focus_row (self, (int) keys->len - 1);
}

/* Object -------------------------------------------------------------------------------------- */

static void
aip_keys_popover_dispose (GObject *object)
{
  AipKeysPopover *self = AIP_KEYS_POPOVER (object);

  g_clear_object (&self->actions);
  g_clear_object (&self->view);

  G_OBJECT_CLASS (aip_keys_popover_parent_class)->dispose (object);
}

static void
aip_keys_popover_class_init (AipKeysPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = aip_keys_popover_dispose;
}

static void
aip_keys_popover_init (AipKeysPopover *self)
{
  static const GActionEntry entries[] = {
    { .name = "add", .activate = add_activated_cb, .parameter_type = "s" },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "keys", G_ACTION_GROUP (self->actions));
}

static void
add_all_button (GtkWidget  *box,
                const char *label,
                const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "i", -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_box_append (GTK_BOX (box), button);
}

GtkWidget *
aip_keys_popover_new (AipShotView *view,
                      gboolean     groups)
{
  AipKeysPopover *self;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  g_return_val_if_fail (AIP_IS_SHOT_VIEW (view), NULL);

  self = g_object_new (AIP_TYPE_KEYS_POPOVER, NULL);
  self->view = g_object_ref (view);
  self->groups = groups;

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "keylist");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  groups ? _("Grouped By") : _("Sorted By"), -1);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));

  self->empty = gtk_label_new (groups ? _("All shots in one list")
                                      : _("Shots stand as in the film"));
  gtk_widget_add_css_class (self->empty, "dim-label");
  gtk_widget_set_margin_top (self->empty, 6);
  gtk_widget_set_margin_bottom (self->empty, 6);
  gtk_box_append (GTK_BOX (box), self->empty);

  self->add = gtk_menu_button_new ();
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->add),
                             groups ? _("Add Group") : _("Add Column"));
  gtk_widget_add_css_class (self->add, "flat");
  gtk_box_append (GTK_BOX (box), self->add);

  if (groups)
    {
      GtkWidget *all = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

      gtk_box_set_homogeneous (GTK_BOX (all), TRUE);
      add_all_button (all, _("Collapse All"), "shots.collapse-groups");
      add_all_button (all, _("Expand All"), "shots.expand-groups");
      gtk_box_append (GTK_BOX (box), all);
    }

  gtk_widget_set_size_request (box, 260, -1);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  g_signal_connect_object (view, "arranged", G_CALLBACK (arranged_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self, "map", G_CALLBACK (update), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}
