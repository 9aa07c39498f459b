/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-setup-changes"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-setup-changes.h"

/* More shots than this are listed first, each to be expanded. */
#define MAX_EXPANDED 3

struct _AipSetupChanges
{
  GtkWidget parent_instance;

  GtkWidget   *scroller;
  GtkListView *list;
};

G_DEFINE_FINAL_TYPE (AipSetupChanges, aip_setup_changes, GTK_TYPE_WIDGET)

static char *
dup_value (const AipSetup *setup,
           AipSetupField   field)
{
  char *text = aip_setup_field_to_text (setup, field);

  if (*text != '\0')
    return text;
  g_free (text);

  return g_strdup (_("Not chosen"));
}

static char *
dup_line (AipSetupChange *change,
          AipSetupField   field)
{
  g_autofree char *before = dup_value (aip_setup_change_get_before (change), field);
  g_autofree char *after = dup_value (aip_setup_change_get_after (change), field);

  /* Translators: a field of a setup, what it says now, and what it would say */
  return g_strdup_printf (_("%s: %s → %s"), aip_setup_field_get_name (field), before, after);
}

static guint
count_fields (guint64 fields)
{
  guint n = 0;

  for (; fields != 0; fields &= fields - 1)
    n++;

  return n;
}

static GListModel *
expand_cb (gpointer item,
           gpointer user_data)
{
  AipSetupChange *change = item;
  GtkStringList *lines;

  if (!AIP_IS_SETUP_CHANGE (item))
    return NULL;

  lines = gtk_string_list_new (NULL);
  for (guint field = 0; field < AIP_N_SETUP_FIELDS; field++)
    if ((aip_setup_change_get_fields (change) & AIP_SETUP_BIT (field)) != 0)
      gtk_string_list_take (lines, dup_line (change, (AipSetupField) field));

  return G_LIST_MODEL (lines);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item)
{
  GtkWidget *expander = gtk_tree_expander_new ();
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_tree_expander_set_child (GTK_TREE_EXPANDER (expander), label);
  gtk_list_item_set_child (item, expander);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item)
{
  GtkTreeListRow *row = gtk_list_item_get_item (item);
  g_autoptr(GObject) object = gtk_tree_list_row_get_item (row);
  GtkTreeExpander *expander = GTK_TREE_EXPANDER (gtk_list_item_get_child (item));
  GtkWidget *label = gtk_tree_expander_get_child (expander);
  g_autofree char *text = NULL;

  gtk_tree_expander_set_list_row (expander, row);
  if (AIP_IS_SETUP_CHANGE (object))
    {
      AipSetupChange *change = AIP_SETUP_CHANGE (object);
      guint n = count_fields (aip_setup_change_get_fields (change));

      text = g_strdup_printf (ngettext ("%s: %u field", "%s: %u fields", n),
                              aip_shot_get_code (aip_setup_change_get_shot (change)), n);
    }
  else
    text = g_strdup (gtk_string_object_get_string (GTK_STRING_OBJECT (object)));

  gtk_label_set_label (GTK_LABEL (label), text);
  gtk_widget_set_tooltip_text (label, AIP_IS_SETUP_CHANGE (object) ? NULL : text);
  gtk_list_item_set_accessible_label (item, text);
}

static void
activated_cb (AipSetupChanges *self,
              guint            position)
{
  g_autoptr(GtkTreeListRow) row =
    g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (self->list)), position);

  if (row != NULL && gtk_tree_list_row_is_expandable (row))
    gtk_tree_list_row_set_expanded (row, !gtk_tree_list_row_get_expanded (row));
}

/* Few shots are shown with their fields at once; the last first, so that positions stay. */
static void
aip_setup_changes_map (GtkWidget *widget)
{
  AipSetupChanges *self = AIP_SETUP_CHANGES (widget);
  GListModel *rows = G_LIST_MODEL (gtk_list_view_get_model (self->list));
  guint n_rows = g_list_model_get_n_items (rows);

  for (guint i = n_rows <= MAX_EXPANDED ? n_rows : 0; i > 0; i--)
    {
      g_autoptr(GtkTreeListRow) row = g_list_model_get_item (rows, i - 1);

      if (gtk_tree_list_row_is_expandable (row))
        gtk_tree_list_row_set_expanded (row, TRUE);
    }

  GTK_WIDGET_CLASS (aip_setup_changes_parent_class)->map (widget);
}

static void
aip_setup_changes_dispose (GObject *object)
{
  g_clear_pointer (&AIP_SETUP_CHANGES (object)->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (aip_setup_changes_parent_class)->dispose (object);
}

static void
aip_setup_changes_class_init (AipSetupChangesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_setup_changes_dispose;
  widget_class->map = aip_setup_changes_map;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "setupchanges");
}

static void
aip_setup_changes_init (AipSetupChanges *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);

  self->list = GTK_LIST_VIEW (gtk_list_view_new (NULL, factory));
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "option-list");
  gtk_list_view_set_single_click_activate (self->list, TRUE);
  g_signal_connect_object (self->list, "activate", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("What Changes"), -1);

  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scroller), 380);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->list));
  gtk_widget_set_size_request (self->scroller, 400, -1);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

GtkWidget *
aip_setup_changes_new (AipSetupPlan *plan)
{
  AipSetupChanges *self;
  GtkTreeListModel *tree;
  GtkNoSelection *selection;

  g_return_val_if_fail (AIP_IS_SETUP_PLAN (plan), NULL);

  self = g_object_new (AIP_TYPE_SETUP_CHANGES, NULL);
  tree = gtk_tree_list_model_new (G_LIST_MODEL (g_object_ref (plan)), FALSE, FALSE, expand_cb, NULL,
                                  NULL);
  selection = gtk_no_selection_new (G_LIST_MODEL (tree));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);

  return GTK_WIDGET (self);
}
