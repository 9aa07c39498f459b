/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-group-header"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-cell-dot.h"
#include "aip-group-header.h"

/* How much further in a group of the next level begins. */
#define INDENT 20

struct _AipGroupHeader
{
  GtkWidget parent_instance;

  AipCellContext *context;
  AipShotGroup   *group;
  gboolean        sticky;

  GtkWidget      *toggle;
  GtkLabel       *column;
  GtkWidget      *dot;
  GtkLabel       *title;
  GtkWidget      *rename;
  GtkLabel       *summary;
  GtkWidget      *add;
};

enum {
  TOGGLE,
  ADD,
  GO,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipGroupHeader, aip_group_header, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static char *
dup_summary (AipCellContext *context,
             AipShotGroup   *group)
{
  AipDocument *document = aip_cell_context_get_document (context);
  AipFrameRate rate = aip_project_get_rate (aip_document_get_project (document));
  const AipGroupFigures *figures = aip_shot_group_get_figures (group);
  g_autofree char *count = NULL;
  g_autofree char *length = NULL;

  count = g_strdup_printf (ngettext ("%u shot", "%u shots", figures->n_shots), figures->n_shots);
  length = aip_timecode_format (figures->duration, &rate);

  if (figures->n_approved == 0)
    return g_strdup_printf (_("%s · %s"), count, length);

  /* Translators: summary of a group: “6 shots · 00:00:14:12 · 50 % approved” */
  return g_strdup_printf (_("%s · %s · %u %% approved"), count, length,
                          figures->n_approved * 100 / figures->n_shots);
}

char *
aip_group_header_dup_spoken (AipCellContext *context,
                             AipShotGroup   *group)
{
  g_autofree char *summary = NULL;

  g_return_val_if_fail (AIP_IS_CELL_CONTEXT (context), NULL);
  g_return_val_if_fail (AIP_IS_SHOT_GROUP (group), NULL);

  summary = dup_summary (context, group);

  /* Translators: a group of shots for a screen reader: “Status: Approved, 6 shots · 00:14:12” */
  return g_strdup_printf (_("%s: %s, %s"),
                          aip_shot_column_get_title (aip_shot_group_get_column (group)),
                          aip_shot_group_get_title (group), summary);
}

static void
update_accessible (AipGroupHeader *self)
{
  g_autofree char *spoken = aip_group_header_dup_spoken (self->context, self->group);
  gboolean expanded = aip_shot_group_get_expanded (self->group);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->toggle), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  expanded ? _("Collapse Group") : _("Expand Group"), -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->toggle), GTK_ACCESSIBLE_STATE_EXPANDED,
                               expanded, -1);
}

static void
update (AipGroupHeader *self)
{
  AipDocument *document = aip_cell_context_get_document (self->context);
  g_autofree char *summary = NULL;
  AipShotColumn column;
  AipEntity *scene = NULL;
  AipStatus status;
  gboolean has_status, expanded;
  int level;

  if (self->group == NULL)
    return;

  column = aip_shot_group_get_column (self->group);
  level = (int) aip_shot_group_get_level (self->group);
  expanded = aip_shot_group_get_expanded (self->group);
  summary = dup_summary (self->context, self->group);
  if (column == AIP_SHOT_COLUMN_SCENE && *aip_shot_group_get_id (self->group) != '\0')
    scene = aip_document_lookup (document, aip_shot_group_get_id (self->group));

  has_status = column == AIP_SHOT_COLUMN_STATUS
               && aip_status_from_nick (aip_shot_group_get_id (self->group), &status);
  gtk_widget_set_visible (self->dot, has_status);
  if (has_status)
    aip_cell_dot_set_status (AIP_CELL_DOT (self->dot), status);

  gtk_widget_set_margin_start (self->toggle, level * INDENT);
  gtk_button_set_icon_name (GTK_BUTTON (self->toggle),
                            expanded ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_label_set_label (self->column, aip_shot_column_get_title (column));
  gtk_widget_set_visible (GTK_WIDGET (self->column), column != AIP_SHOT_COLUMN_SCENE);
  gtk_label_set_label (self->title, aip_shot_group_get_title (self->group));
  gtk_label_set_label (self->summary, summary);
  gtk_widget_set_visible (self->rename, AIP_IS_SCENE (scene) && !self->sticky);
  if (AIP_IS_SCENE (scene))
    gtk_actionable_set_action_target (GTK_ACTIONABLE (self->rename), "s",
                                      aip_scene_get_code (AIP_SCENE (scene)));
  if (level == 0)
    gtk_widget_add_css_class (GTK_WIDGET (self), "outermost");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "outermost");

  update_accessible (self);
}

static void
toggle_clicked_cb (AipGroupHeader *self)
{
  g_signal_emit (self, signals[TOGGLE], 0);
}

static void
add_clicked_cb (AipGroupHeader *self)
{
  g_signal_emit (self, signals[ADD], 0);
}

static void
pressed_cb (AipGroupHeader *self)
{
  g_signal_emit (self, signals[GO], 0);
}

static gboolean
aip_group_header_contains (GtkWidget *widget,
                           double     x,
                           double     y)
{
  return AIP_GROUP_HEADER (widget)->sticky
         && GTK_WIDGET_CLASS (aip_group_header_parent_class)->contains (widget, x, y);
}

static void
aip_group_header_dispose (GObject *object)
{
  AipGroupHeader *self = AIP_GROUP_HEADER (object);
  GtkWidget *child;

  aip_group_header_set_group (self, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (aip_group_header_parent_class)->dispose (object);
}

static void
aip_group_header_class_init (AipGroupHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_group_header_dispose;
  widget_class->contains = aip_group_header_contains;

  signals[TOGGLE] =
    g_signal_new ("toggle", AIP_TYPE_GROUP_HEADER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
  signals[ADD] =
    g_signal_new ("add", AIP_TYPE_GROUP_HEADER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
  signals[GO] =
    g_signal_new ("go", AIP_TYPE_GROUP_HEADER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "groupheader");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkLabel *
add_label (AipGroupHeader *self,
           const char     *css_class,
           gboolean        ellipsize)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (label, css_class);
  gtk_label_set_ellipsize (GTK_LABEL (label),
                           ellipsize ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_can_target (label, FALSE);
  gtk_widget_set_parent (label, GTK_WIDGET (self));

  return GTK_LABEL (label);
}

/* The keyboard has the row itself for all of them. */
static GtkWidget *
add_button (AipGroupHeader *self,
            const char     *icon,
            const char     *tooltip)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_focusable (button, FALSE);
  gtk_widget_set_focus_on_click (button, FALSE);
  if (tooltip != NULL)
    {
      gtk_widget_set_tooltip_text (button, tooltip);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      tooltip, -1);
    }
  gtk_widget_set_parent (button, GTK_WIDGET (self));

  return button;
}

static void
aip_group_header_init (AipGroupHeader *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 8);

  self->toggle = add_button (self, "pan-down-symbolic", NULL);
  g_signal_connect_swapped (self->toggle, "clicked", G_CALLBACK (toggle_clicked_cb), self);
  self->column = add_label (self, "dim-label", FALSE);
  self->dot = g_object_new (AIP_TYPE_CELL_DOT, "valign", GTK_ALIGN_CENTER, "can-target", FALSE,
                            NULL);
  gtk_widget_set_parent (self->dot, GTK_WIDGET (self));
  self->title = add_label (self, "heading", TRUE);
  self->rename = add_button (self, "document-edit-symbolic", _("Rename Scene"));
  gtk_widget_add_css_class (self->rename, "shy");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->rename), "s", "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->rename), "shots.rename-scene");
  self->summary = add_label (self, "dim-label", FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->summary), "numeric");
  self->add = add_button (self, "list-add-symbolic", _("New Shot in This Group"));
  gtk_widget_add_css_class (self->add, "shy");
  g_signal_connect_swapped (self->add, "clicked", G_CALLBACK (add_clicked_cb), self);
}

GtkWidget *
aip_group_header_new (AipCellContext *context,
                      gboolean        sticky)
{
  AipGroupHeader *self;

  g_return_val_if_fail (AIP_IS_CELL_CONTEXT (context), NULL);

  self = g_object_new (AIP_TYPE_GROUP_HEADER, NULL);
  self->context = g_object_ref (context);
  self->sticky = sticky;
  if (sticky)
    {
      GtkGesture *gesture = gtk_gesture_click_new ();

      g_signal_connect_swapped (gesture, "pressed", G_CALLBACK (pressed_cb), self);
      gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (gesture));
      gtk_widget_add_css_class (GTK_WIDGET (self), "sticky");
    }

  return GTK_WIDGET (self);
}

AipShotGroup *
aip_group_header_get_group (AipGroupHeader *self)
{
  g_return_val_if_fail (AIP_IS_GROUP_HEADER (self), NULL);

  return self->group;
}

void
aip_group_header_set_group (AipGroupHeader *self,
                            AipShotGroup   *group)
{
  g_return_if_fail (AIP_IS_GROUP_HEADER (self));
  g_return_if_fail (group == NULL || AIP_IS_SHOT_GROUP (group));

  if (self->group == group)
    return;

  if (self->group != NULL)
    g_signal_handlers_disconnect_by_func (self->group, update, self);
  g_set_object (&self->group, group);
  if (group != NULL)
    {
      g_signal_connect_object (group, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
      update (self);
    }
}

void
aip_group_header_set_focused (AipGroupHeader *self,
                              gboolean        focused)
{
  g_return_if_fail (AIP_IS_GROUP_HEADER (self));

  if (focused)
    gtk_widget_add_css_class (GTK_WIDGET (self), "focused");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "focused");
}
