/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-view-bar"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-view-bar.h"
#include "aip-view-edit.h"

struct _AipViewBar
{
  GtkWidget parent_instance;

  AipDocument *document;
  AipView     *current;     /* nullable */

  GtkWidget   *scroller;
  GtkWidget   *tabs;
  char        *signature;   /* of what the tabs say */
  GtkWidget   *modified_box;
  GtkWidget   *extra;       /* nullable */
  GtkWidget   *options;

  guint        scroll_source;
};

G_DEFINE_FINAL_TYPE (AipViewBar, aip_view_bar, GTK_TYPE_WIDGET)

/* Tabs ---------------------------------------------------------------------------------------- */

static void
secondary_pressed_cb (AipViewBar      *self,
                      int              n_press,
                      double           x,
                      double           y,
                      GtkGestureClick *gesture)
{
  GtkWidget *tab = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  /* The menu is about the view that is shown, so that one sees what one changes. */
  if (!gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (tab)))
    gtk_widget_activate (tab);
  aip_view_bar_popup (self);
}

static void
double_pressed_cb (AipViewBar      *self,
                   int              n_press,
                   double           x,
                   double           y,
                   GtkGestureClick *gesture)
{
  GtkWidget *tab = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));

  if (n_press == 2 && gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (tab)))
    gtk_widget_activate_action (GTK_WIDGET (self), "shots.view-rename", NULL);
}

static GdkContentProvider *
prepare_drag_cb (GtkDragSource *source,
                 double         x,
                 double         y,
                 gpointer       user_data)
{
  GtkWidget *tab = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  AipView *view = g_object_get_data (G_OBJECT (tab), "view");
  g_autoptr(GdkPaintable) paintable = NULL;

  if (view == NULL)
    return NULL;

  paintable = gtk_widget_paintable_new (tab);
  gtk_drag_source_set_icon (source, paintable, (int) x, (int) y);

  return gdk_content_provider_new_typed (AIP_TYPE_VIEW, view);
}

static void
add_tab (AipViewBar *self,
         AipView    *view)
{
  const char *name = view != NULL ? aip_view_get_name (view) : aip_view_get_default_name ();
  const char *type = view != NULL ? aip_view_get_view_type (view) : "table";
  const char *id = view != NULL ? aip_entity_get_id (AIP_ENTITY (view)) : "";
  GtkWidget *tab = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name (aip_view_type_get_icon (type));
  GtkWidget *label = gtk_label_new (name);
  GtkGesture *gesture = gtk_gesture_click_new ();
  GtkDragSource *source = gtk_drag_source_new ();
  g_autofree char *spoken = NULL;

  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, "", -1);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  if (view != NULL && aip_view_get_locked (view))
    gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("aip-lock-symbolic"));

  gtk_button_set_child (GTK_BUTTON (tab), box);
  gtk_widget_add_css_class (tab, "flat");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (tab), "s", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (tab), "shots.view");
  if (view != NULL)
    g_object_set_data_full (G_OBJECT (tab), "view", g_object_ref (view), g_object_unref);

  /* Translators: a tab for a screen reader: name of a view, then what kind it is */
  spoken = g_strdup_printf (_("%s, %s"), name, aip_view_type_get_title (type));
  gtk_accessible_update_property (GTK_ACCESSIBLE (tab), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_widget_set_tooltip_text (tab, view != NULL && aip_view_get_locked (view)
                                    ? _("Locked: changes are not kept") : spoken);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (gesture), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (gesture, "pressed", G_CALLBACK (secondary_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (tab, GTK_EVENT_CONTROLLER (gesture));
  gesture = gtk_gesture_click_new ();
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (gesture), GTK_PHASE_CAPTURE);
  g_signal_connect_object (gesture, "pressed", G_CALLBACK (double_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (tab, GTK_EVENT_CONTROLLER (gesture));

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (prepare_drag_cb), NULL);
  gtk_widget_add_controller (tab, GTK_EVENT_CONTROLLER (source));

  gtk_box_append (GTK_BOX (self->tabs), tab);
}

static GtkWidget *
find_tab (AipViewBar *self,
          AipView    *view)
{
  for (GtkWidget *tab = gtk_widget_get_first_child (self->tabs); tab != NULL;
       tab = gtk_widget_get_next_sibling (tab))
    {
      if (g_object_get_data (G_OBJECT (tab), "view") == view)
        return tab;
    }

  return NULL;
}

static gboolean
scroll_to_current_cb (gpointer user_data)
{
  AipViewBar *self = user_data;
  GtkWidget *tab = find_tab (self, self->current);
  GtkAdjustment *adjustment;
  graphene_rect_t bounds;

  self->scroll_source = 0;
  if (tab == NULL || !gtk_widget_compute_bounds (tab, self->tabs, &bounds))
    return G_SOURCE_REMOVE;

  adjustment = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scroller));
  gtk_adjustment_clamp_page (adjustment, bounds.origin.x, bounds.origin.x + bounds.size.width);

  return G_SOURCE_REMOVE;
}

/* Tabs are made anew only when they would say something else: one may just be clicked. */
static void
update_tabs (AipViewBar *self)
{
  AipEntityList *views = aip_document_get_list (self->document, AIP_KIND_VIEW);
  guint n = aip_entity_list_get_count (views);
  g_autoptr(GString) signature = g_string_new (NULL);
  gboolean had_focus = gtk_widget_get_focus_child (self->tabs) != NULL;
  GtkWidget *tab;

  for (guint i = 0; i < n; i++)
    {
      AipView *view = AIP_VIEW (aip_entity_list_peek (views, i));

      g_string_append_printf (signature, "%s\t%s\t%s\t%d\n",
                              aip_entity_get_id (AIP_ENTITY (view)), aip_view_get_name (view),
                              aip_view_get_view_type (view), aip_view_get_locked (view));
    }
  if (!g_set_str (&self->signature, signature->str))
    return;

  while ((tab = gtk_widget_get_first_child (self->tabs)) != NULL)
    gtk_box_remove (GTK_BOX (self->tabs), tab);
  if (n == 0)
    add_tab (self, NULL);
  for (guint i = 0; i < n; i++)
    add_tab (self, AIP_VIEW (aip_entity_list_peek (views, i)));

  tab = find_tab (self, self->current);
  if (had_focus && tab != NULL)
    gtk_widget_grab_focus (tab);
}

void
aip_view_bar_update (AipViewBar *self,
                     AipView    *current,
                     gboolean    modified)
{
  g_return_if_fail (AIP_IS_VIEW_BAR (self));
  g_return_if_fail (current == NULL || AIP_IS_VIEW (current));

  g_set_object (&self->current, current);
  update_tabs (self);
  gtk_widget_set_visible (self->modified_box, modified);

  /* Where the tab is will be known after the next layout. */
  if (self->scroll_source == 0)
    self->scroll_source = g_idle_add_full (G_PRIORITY_LOW, scroll_to_current_cb, self, NULL);
}

/* Reordering ---------------------------------------------------------------------------------- */

static gboolean
drop_cb (AipViewBar   *self,
         const GValue *value,
         double        x,
         double        y)
{
  AipView *view = g_value_get_object (value);
  const char *before = "";
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  if (view == NULL)
    return FALSE;

  for (GtkWidget *tab = gtk_widget_get_first_child (self->tabs); tab != NULL;
       tab = gtk_widget_get_next_sibling (tab))
    {
      AipView *other = g_object_get_data (G_OBJECT (tab), "view");
      graphene_rect_t bounds;
      double middle;

      if (other == NULL || !gtk_widget_compute_bounds (tab, self->tabs, &bounds))
        continue;
      middle = bounds.origin.x + bounds.size.width / 2;
      if (rtl ? x > middle : x < middle)
        {
          before = aip_entity_get_id (AIP_ENTITY (other));
          break;
        }
    }

  return gtk_widget_activate_action (GTK_WIDGET (self), "shots.view-place", "(ss)",
                                     aip_entity_get_id (AIP_ENTITY (view)), before);
}

/* Object -------------------------------------------------------------------------------------- */

void
aip_view_bar_set_extra (AipViewBar *self,
                        GtkWidget  *extra)
{
  g_return_if_fail (AIP_IS_VIEW_BAR (self));
  g_return_if_fail (extra == NULL || GTK_IS_WIDGET (extra));

  if (self->extra == extra)
    return;

  if (self->extra != NULL)
    gtk_widget_unparent (self->extra);
  self->extra = extra;
  if (extra != NULL)
    gtk_widget_insert_before (extra, GTK_WIDGET (self), self->options);
}

void
aip_view_bar_popup (AipViewBar *self)
{
  g_return_if_fail (AIP_IS_VIEW_BAR (self));

  gtk_menu_button_popup (GTK_MENU_BUTTON (self->options));
}

static void
aip_view_bar_dispose (GObject *object)
{
  AipViewBar *self = AIP_VIEW_BAR (object);
  GtkWidget *child;

  g_clear_handle_id (&self->scroll_source, g_source_remove);
  self->extra = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), AIP_TYPE_VIEW_BAR);
  /* The template only takes those with it that have a name. */
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->current);
  g_clear_object (&self->document);
  g_clear_pointer (&self->signature, g_free);

  G_OBJECT_CLASS (aip_view_bar_parent_class)->dispose (object);
}

static void
aip_view_bar_class_init (AipViewBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = aip_view_bar_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-view-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, AipViewBar, scroller);
  gtk_widget_class_bind_template_child (widget_class, AipViewBar, tabs);
  gtk_widget_class_bind_template_child (widget_class, AipViewBar, modified_box);
  gtk_widget_class_bind_template_child (widget_class, AipViewBar, options);
  gtk_widget_class_set_css_name (widget_class, "viewbar");
}

static void
aip_view_bar_init (AipViewBar *self)
{
  GtkDropTarget *target = gtk_drop_target_new (AIP_TYPE_VIEW, GDK_ACTION_MOVE);

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->tabs, GTK_EVENT_CONTROLLER (target));
}

GtkWidget *
aip_view_bar_new (AipDocument *document)
{
  AipViewBar *self;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);

  self = g_object_new (AIP_TYPE_VIEW_BAR, NULL);
  self->document = g_object_ref (document);

  return GTK_WIDGET (self);
}
