/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-inspector-takes"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-approval.h"
#include "aip-inspector-take.h"
#include "aip-inspector-takes.h"
#include "aip-repeat-dialog.h"
#include "aip-shot-edit.h"
#include "aip-vary-dialog.h"
#include "aip-vary-window.h"

struct _AipInspectorTakes
{
  GtkWidget parent_instance;

  AipSession         *session;
  AipShotPreviews    *previews;
  AipShot            *shot;
  GSignalGroup       *shot_signals;

  GtkWidget          *scroller;
  GtkListView        *list_view;
  GtkNoSelection     *model;
  GtkWidget          *menu;
  AipTake            *menu_take;
  GSimpleActionGroup *actions;
};

G_DEFINE_FINAL_TYPE (AipInspectorTakes, aip_inspector_takes, GTK_TYPE_WIDGET)

static void
update_cell (AipInspectorTakes *self,
             AipInspectorTake  *cell)
{
  AipTake *take = aip_inspector_take_get_take (cell);
  const char *pinned;
  const char *owner = NULL;

  if (self->shot == NULL || take == NULL)
    return;

  pinned = aip_entity_get_text (AIP_ENTITY (self->shot), "current-take");
  if (!g_str_equal (aip_take_get_shot_id (take), aip_entity_get_id (AIP_ENTITY (self->shot))))
    {
      AipEntity *shot = aip_document_lookup_any (aip_session_get_document (self->session),
                                                 aip_take_get_shot_id (take));

      owner = AIP_IS_SHOT (shot) ? aip_shot_get_code (AIP_SHOT (shot)) : _("(deleted)");
    }
  aip_inspector_take_set_state (cell, take == aip_shot_get_take (self->shot),
                                g_str_equal (pinned, aip_entity_get_id (AIP_ENTITY (take))),
                                owner);
  aip_inspector_take_set_approved (cell, aip_approval_has (self->shot, take));
}

static void
update (AipInspectorTakes *self)
{
  /* The takes that have a widget now; the others are told when they get one. */
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list_view)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *cell = gtk_widget_get_first_child (row);

      if (AIP_IS_INSPECTOR_TAKE (cell))
        update_cell (self, AIP_INSPECTOR_TAKE (cell));
    }

  gtk_widget_set_visible (GTK_WIDGET (self),
                          self->shot != NULL && aip_shot_get_n_takes (self->shot) > 0);
}

static void
pin (AipInspectorTakes *self,
     AipTake           *take)
{
  g_autoptr(GError) error = NULL;

  if (!aip_shot_edit_pin_take (aip_session_get_document (self->session), self->shot, take, &error))
    aip_session_toast_error (self->session, error);
}

static void
activate_cb (AipInspectorTakes *self,
             guint              position)
{
  g_autoptr(AipTake) take = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  if (take != NULL)
    pin (self, take);
}

static void
cell_take_changed_cb (AipInspectorTakes *self,
                      GParamSpec        *pspec,
                      AipInspectorTake  *cell)
{
  update_cell (self, cell);
}

static void
setup_cb (AipInspectorTakes *self,
          GtkListItem       *item)
{
  GtkWidget *cell = aip_inspector_take_new (self->session, self->previews);

  gtk_list_item_set_child (item, cell);
  g_object_bind_property (item, "item", cell, "item", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (cell, "notify::item", G_CALLBACK (cell_take_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/* The menu ------------------------------------------------------------------------------------ */

static void
use_activated_cb (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  AipInspectorTakes *self = user_data;

  if (self->menu_take != NULL)
    pin (self, self->menu_take);
}

static void
newest_activated_cb (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  pin (user_data, NULL);
}

static void
again_activated_cb (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  AipInspectorTakes *self = user_data;

  if (self->menu_take != NULL && self->shot != NULL)
    aip_repeat_dialog_present (self->session, self->shot, self->menu_take, GTK_WIDGET (self));
}

static void
approve_changed_cb (GSimpleAction *action,
                    GVariant      *value,
                    gpointer       user_data)
{
  AipInspectorTakes *self = user_data;
  g_autoptr(GError) error = NULL;

  if (self->menu_take != NULL &&
      !aip_approval_set (aip_session_get_document (self->session), self->shot, self->menu_take,
                         g_variant_get_boolean (value), &error))
    aip_session_toast_error (self->session, error);
  else if (self->menu_take != NULL && g_variant_get_boolean (value))
    aip_scheduler_tell_approved (aip_session_get_scheduler (self->session),
                                 aip_session_get_document (self->session), self->shot,
                                 self->menu_take);
}

/* More like this one: with the workflow that made it. */
static void
vary_activated_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  AipInspectorTakes *self = user_data;
  const char *workflow = self->menu_take != NULL
                           ? aip_entity_get_text (AIP_ENTITY (self->menu_take), "workflow") : "";

  if (self->shot != NULL)
    adw_dialog_present (ADW_DIALOG (aip_vary_dialog_new (self->session, self->shot,
                                                         *workflow != '\0' ? workflow : NULL)),
                        GTK_WIDGET (self));
}

static void
sheet_activated_cb (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  AipInspectorTakes *self = user_data;
  g_autofree char *id = self->menu_take != NULL
                          ? aip_variation_dup_sheet (aip_take_get_variation (self->menu_take)) : NULL;
  g_autoptr(AipVarySheet) sheet = NULL;

  if (id != NULL && self->shot != NULL)
    sheet = aip_vary_sheet_new (aip_session_get_document (self->session), self->shot, id);
  if (sheet != NULL)
    aip_vary_window_present (self->session, sheet,
                             GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
}

static GtkFileLauncher *
create_launcher (AipInspectorTakes *self)
{
  AipDocument *document = aip_session_get_document (self->session);
  g_autofree char *path = NULL;
  g_autoptr(GFile) file = NULL;

  if (self->menu_take != NULL)
    path = aip_document_get_take_path (document, self->menu_take);
  if (path != NULL)
    file = g_file_new_for_path (path);

  return file != NULL ? gtk_file_launcher_new (file) : NULL;
}

static void
launched_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(AipInspectorTakes) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!gtk_file_launcher_launch_finish (GTK_FILE_LAUNCHER (source), result, &error)
      && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED)
      && self->session != NULL)
    aip_session_toast_error (self->session, error);
}

static void
shown_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(AipInspectorTakes) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!gtk_file_launcher_open_containing_folder_finish (GTK_FILE_LAUNCHER (source), result, &error)
      && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED)
      && self->session != NULL)
    aip_session_toast_error (self->session, error);
}

static void
open_activated_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  AipInspectorTakes *self = user_data;
  g_autoptr(GtkFileLauncher) launcher = create_launcher (self);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (launcher != NULL)
    gtk_file_launcher_launch (launcher, GTK_WINDOW (root), NULL, launched_cb, g_object_ref (self));
}

static void
show_activated_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  AipInspectorTakes *self = user_data;
  g_autoptr(GtkFileLauncher) launcher = create_launcher (self);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (launcher != NULL)
    gtk_file_launcher_open_containing_folder (launcher, GTK_WINDOW (root), NULL, shown_cb,
                                              g_object_ref (self));
}

static AipInspectorTake *
find_cell (GtkWidget *widget)
{
  GtkWidget *child;

  for (GtkWidget *w = widget; w != NULL && !GTK_IS_LIST_VIEW (w); w = gtk_widget_get_parent (w))
    {
      if (AIP_IS_INSPECTOR_TAKE (w))
        return AIP_INSPECTOR_TAKE (w);
    }
  child = widget != NULL ? gtk_widget_get_first_child (widget) : NULL;

  return AIP_IS_INSPECTOR_TAKE (child) ? AIP_INSPECTOR_TAKE (child) : NULL;
}

static void
popup_menu (AipInspectorTakes *self,
            AipInspectorTake  *cell)
{
  graphene_rect_t bounds;
  GAction *newest = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "newest");

  if (!gtk_widget_compute_bounds (GTK_WIDGET (cell), GTK_WIDGET (self), &bounds))
    return;

  g_set_object (&self->menu_take, aip_inspector_take_get_take (cell));
  g_simple_action_set_enabled (
    G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "sheet")),
    *aip_take_get_variation (self->menu_take) != '\0');
  g_simple_action_set_enabled (
    G_SIMPLE_ACTION (newest),
    *aip_entity_get_text (AIP_ENTITY (self->shot), "current-take") != '\0');
  g_simple_action_set_state (
    G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "approved")),
    g_variant_new_boolean (aip_approval_has (self->shot, self->menu_take)));
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu),
                               &(GdkRectangle) { (int) bounds.origin.x, (int) bounds.origin.y,
                                                 (int) bounds.size.width,
                                                 (int) bounds.size.height });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
secondary_pressed_cb (AipInspectorTakes *self,
                      int                n_press,
                      double             x,
                      double             y)
{
  AipInspectorTake *cell = find_cell (gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT));

  if (cell != NULL)
    popup_menu (self, cell);
}

static gboolean
menu_shortcut_cb (GtkWidget *widget,
                  GVariant  *args,
                  gpointer   user_data)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  AipInspectorTake *cell = root != NULL ? find_cell (gtk_root_get_focus (root)) : NULL;

  if (cell == NULL)
    return FALSE;

  popup_menu (AIP_INSPECTOR_TAKES (widget), cell);
  return TRUE;
}

static GtkWidget *
create_menu (void)
{
  g_autoptr(GMenu) menu = g_menu_new ();
  g_autoptr(GMenu) choose = g_menu_new ();
  g_autoptr(GMenu) files = g_menu_new ();
  g_autoptr(GMenu) vary = g_menu_new ();
  GtkWidget *popover;

  g_menu_append (choose, _("_Use This Take"), "takes.use");
  g_menu_append (choose, _("Always Use the _Newest"), "takes.newest");
  g_menu_append (choose, _("_Approved"), "takes.approved");
  g_menu_append (choose, _("_Make Again Exactly…"), "takes.again");
  g_menu_append (vary, _("_Vary…"), "takes.vary");
  g_menu_append (vary, _("Show Its _Sheet"), "takes.sheet");
  g_menu_append (files, _("_Open"), "takes.open");
  g_menu_append (files, _("Show in _Files"), "takes.show");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (choose));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (vary));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (files));

  popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_popover_set_position (GTK_POPOVER (popover), GTK_POS_BOTTOM);

  return popover;
}

/* Widget -------------------------------------------------------------------------------------- */

static void
aip_inspector_takes_size_allocate (GtkWidget *widget,
                                   int        width,
                                   int        height,
                                   int        baseline)
{
  AipInspectorTakes *self = AIP_INSPECTOR_TAKES (widget);

  gtk_widget_size_allocate (self->scroller, &(GtkAllocation) { 0, 0, width, height }, baseline);
  gtk_popover_present (GTK_POPOVER (self->menu));
}

static void
aip_inspector_takes_measure (GtkWidget      *widget,
                             GtkOrientation  orientation,
                             int             for_size,
                             int            *minimum,
                             int            *natural,
                             int            *minimum_baseline,
                             int            *natural_baseline)
{
  gtk_widget_measure (AIP_INSPECTOR_TAKES (widget)->scroller, orientation, for_size, minimum,
                      natural, NULL, NULL);
}

static void
aip_inspector_takes_dispose (GObject *object)
{
  AipInspectorTakes *self = AIP_INSPECTOR_TAKES (object);

  g_clear_object (&self->shot_signals);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->model);
  g_clear_object (&self->actions);
  g_clear_object (&self->menu_take);
  g_clear_object (&self->shot);
  g_clear_object (&self->previews);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (aip_inspector_takes_parent_class)->dispose (object);
}

static void
aip_inspector_takes_class_init (AipInspectorTakesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = aip_inspector_takes_dispose;
  widget_class->measure = aip_inspector_takes_measure;
  widget_class->size_allocate = aip_inspector_takes_size_allocate;

  gtk_widget_class_set_css_name (widget_class, "takes");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, menu_shortcut_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, menu_shortcut_cb, NULL);
}

static void
aip_inspector_takes_init (AipInspectorTakes *self)
{
  static const GActionEntry entries[] = {
    { .name = "use", .activate = use_activated_cb },
    { .name = "newest", .activate = newest_activated_cb },
    { .name = "again", .activate = again_activated_cb },
    { .name = "approved", .state = "false", .change_state = approve_changed_cb },
    { .name = "vary", .activate = vary_activated_cb },
    { .name = "sheet", .activate = sheet_activated_cb },
    { .name = "open", .activate = open_activated_cb },
    { .name = "show", .activate = show_activated_cb },
  };
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkGesture *gesture;

  self->shot_signals = g_signal_group_new (AIP_TYPE_SHOT);
  g_signal_group_connect_swapped (self->shot_signals, "notify::take", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->shot_signals, "notify::current-take", G_CALLBACK (update),
                                  self);
  g_signal_group_connect_swapped (self->shot_signals, "notify::n-takes", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->shot_signals, "notify::approved-takes", G_CALLBACK (update),
                                  self);

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  self->model = gtk_no_selection_new (NULL);
  self->list_view = GTK_LIST_VIEW (
    gtk_list_view_new (GTK_SELECTION_MODEL (g_object_ref (self->model)), factory));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->list_view), GTK_ORIENTATION_HORIZONTAL);
  gtk_list_view_set_single_click_activate (self->list_view, TRUE);
  gtk_list_view_set_tab_behavior (self->list_view, GTK_LIST_TAB_ITEM);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list_view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Takes"), -1);
  g_signal_connect_object (self->list_view, "activate", G_CALLBACK (activate_cb), self,
                           G_CONNECT_SWAPPED);

  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller),
                                 GTK_WIDGET (self->list_view));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "takes", G_ACTION_GROUP (self->actions));
  self->menu = create_menu ();
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));

  gesture = gtk_gesture_click_new ();
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (gesture), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (gesture, "pressed", G_CALLBACK (secondary_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (gesture));
}

void
aip_inspector_takes_set_session (AipInspectorTakes *self,
                                 AipSession        *session,
                                 AipShotPreviews   *previews)
{
  g_return_if_fail (AIP_IS_INSPECTOR_TAKES (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  self->previews = g_object_ref (previews);
}

void
aip_inspector_takes_set_shot (AipInspectorTakes *self,
                              AipShot           *shot)
{
  g_return_if_fail (AIP_IS_INSPECTOR_TAKES (self));
  g_return_if_fail (shot == NULL || AIP_IS_SHOT (shot));

  if (g_set_object (&self->shot, shot))
    {
      g_signal_group_set_target (self->shot_signals, shot);
      gtk_no_selection_set_model (self->model, shot != NULL ? aip_shot_get_takes (shot) : NULL);
    }
  update (self);
}
