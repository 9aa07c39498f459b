/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-target-chooser"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-target-chooser.h"
#include "aip-target-item.h"

struct _AipTargetChooser
{
  GtkWidget        parent_instance;

  GtkDropDown     *drop_down;
  const AipTarget *workflow_target;
  gboolean         showing;
};

enum {
  CHOSEN,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipTargetChooser, aip_target_chooser, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

const char *
aip_target_kind_name (AipTargetKind kind)
{
  switch (kind)
    {
    case AIP_TARGET_IMAGE:
      return _("Pictures");

    case AIP_TARGET_EDIT:
      return _("Changes a picture");

    case AIP_TARGET_TEXT_TO_VIDEO:
      return _("Movies");

    case AIP_TARGET_IMAGE_TO_VIDEO:
      return _("Movies from a picture");

    default:
      return "";
    }
}

/* Rows -------------------------------------------------------------------------------------- */

static void
setup_row_cb (GtkListItemFactory *factory,
              GtkListItem        *item,
              gpointer            in_list)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *name = gtk_label_new (NULL);

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), name);
  if (in_list != NULL)
    {
      GtkWidget *detail = gtk_label_new (NULL);

      gtk_label_set_xalign (GTK_LABEL (detail), 0);
      gtk_widget_add_css_class (detail, "caption");
      gtk_widget_add_css_class (detail, "dim-label");
      gtk_box_append (GTK_BOX (box), detail);
    }
  gtk_list_item_set_child (item, box);
}

static void
bind_row_cb (AipTargetChooser *self,
             GtkListItem      *item)
{
  const AipTarget *target = aip_target_item_get (gtk_list_item_get_item (item));
  GtkWidget *name = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *detail = gtk_widget_get_next_sibling (name);
  g_autofree char *text = NULL;

  g_assert (AIP_IS_TARGET_CHOOSER (self));

  gtk_label_set_label (GTK_LABEL (name), target->name);
  if (detail == NULL)
    return;

  if (target->max_tokens > 0)
    text = g_strdup_printf (_("%s · reads %u tokens"), aip_target_kind_name (target->kind),
                            target->max_tokens);
  else
    text = g_strdup (aip_target_kind_name (target->kind));
  if (target == self->workflow_target)
    {
      g_autofree char *of_kind = g_steal_pointer (&text);

      text = g_strdup_printf (_("The workflow’s own · %s"), of_kind);
    }
  gtk_label_set_label (GTK_LABEL (detail), text);
}

static void
setup_header_cb (GtkListItemFactory *factory,
                 GtkListHeader      *header)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_set_margin_top (label, 6);
  gtk_widget_set_margin_bottom (label, 3);
  gtk_widget_set_margin_start (label, 6);
  gtk_list_header_set_child (header, label);
}

static void
bind_header_cb (GtkListItemFactory *factory,
                GtkListHeader      *header)
{
  const AipTarget *target = aip_target_item_get (gtk_list_header_get_item (header));

  gtk_label_set_label (GTK_LABEL (gtk_list_header_get_child (header)),
                       target->local ? _("Runs Here") : _("For Copying Out"));
}

static int
compare_groups (gconstpointer a,
                gconstpointer b,
                gpointer      user_data)
{
  const AipTarget *one = aip_target_item_get ((AipTargetItem *) a);
  const AipTarget *other = aip_target_item_get ((AipTargetItem *) b);

  return other->local - one->local;
}

static GtkListItemFactory *
make_factory (AipTargetChooser *self,
              gboolean          in_list)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_row_cb), GINT_TO_POINTER (in_list));
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_row_cb), self, G_CONNECT_SWAPPED);

  return factory;
}

/* The object -------------------------------------------------------------------------------- */

static void
selected_cb (AipTargetChooser *self)
{
  const AipTarget *target = aip_target_chooser_get (self);

  g_assert (AIP_IS_TARGET_CHOOSER (self));

  if (!self->showing && target != NULL)
    g_signal_emit (self, signals[CHOSEN], 0, target);
}

const AipTarget *
aip_target_chooser_get (AipTargetChooser *self)
{
  AipTargetItem *item;

  g_return_val_if_fail (AIP_IS_TARGET_CHOOSER (self), NULL);

  item = gtk_drop_down_get_selected_item (self->drop_down);

  return item != NULL ? aip_target_item_get (item) : NULL;
}

void
aip_target_chooser_show (AipTargetChooser *self,
                         const AipTarget  *target)
{
  GListModel *model;

  g_return_if_fail (AIP_IS_TARGET_CHOOSER (self));
  g_return_if_fail (target != NULL);

  model = gtk_drop_down_get_model (self->drop_down);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(AipTargetItem) item = g_list_model_get_item (model, i);

      if (aip_target_item_get (item) != target)
        continue;
      self->showing = TRUE;
      gtk_drop_down_set_selected (self->drop_down, i);
      self->showing = FALSE;
      return;
    }
}

static void
aip_target_chooser_dispose (GObject *object)
{
  AipTargetChooser *self = AIP_TARGET_CHOOSER (object);

  if (self->drop_down != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->drop_down));
  self->drop_down = NULL;

  G_OBJECT_CLASS (aip_target_chooser_parent_class)->dispose (object);
}

static void
aip_target_chooser_class_init (AipTargetChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_target_chooser_dispose;

  signals[CHOSEN] =
    g_signal_new ("chosen", AIP_TYPE_TARGET_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_POINTER);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "targetchooser");
}

static void
aip_target_chooser_init (AipTargetChooser *self)
{
}

GtkWidget *
aip_target_chooser_new (AipTargets      *targets,
                        const AipTarget *workflow_target)
{
  AipTargetChooser *self;
  GListStore *store;
  GtkSortListModel *sorted;
  GtkExpression *expression;
  g_autoptr(GtkListItemFactory) in_list = NULL;
  g_autoptr(GtkListItemFactory) in_button = NULL;
  g_autoptr(GtkListItemFactory) headers = NULL;
  guint n_targets;
  const AipTarget *const *all;

  g_return_val_if_fail (AIP_IS_TARGETS (targets), NULL);

  self = g_object_new (AIP_TYPE_TARGET_CHOOSER, NULL);
  self->workflow_target = workflow_target;

  store = g_list_store_new (AIP_TYPE_TARGET_ITEM);
  all = aip_targets_get_all (targets, &n_targets);
  for (guint i = 0; i < n_targets; i++)
    {
      g_autoptr(AipTargetItem) item = aip_target_item_new (targets, all[i]);

      g_list_store_append (store, item);
    }
  sorted = gtk_sort_list_model_new (G_LIST_MODEL (store), NULL);
  {
    g_autoptr(GtkSorter) groups = GTK_SORTER (gtk_custom_sorter_new (compare_groups, NULL, NULL));

    gtk_sort_list_model_set_section_sorter (sorted, groups);
  }

  expression = gtk_property_expression_new (AIP_TYPE_TARGET_ITEM, NULL, "search-text");
  self->drop_down = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (sorted), expression));
  gtk_drop_down_set_enable_search (self->drop_down, TRUE);
  gtk_drop_down_set_search_match_mode (self->drop_down, GTK_STRING_FILTER_MATCH_MODE_SUBSTRING);

  in_list = make_factory (self, TRUE);
  in_button = make_factory (self, FALSE);
  headers = gtk_signal_list_item_factory_new ();
  g_signal_connect (headers, "setup", G_CALLBACK (setup_header_cb), NULL);
  g_signal_connect (headers, "bind", G_CALLBACK (bind_header_cb), NULL);
  gtk_drop_down_set_factory (self->drop_down, in_button);
  gtk_drop_down_set_list_factory (self->drop_down, in_list);
  gtk_drop_down_set_header_factory (self->drop_down, headers);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Model"), -1);
  g_signal_connect_object (self->drop_down, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_parent (GTK_WIDGET (self->drop_down), GTK_WIDGET (self));

  return GTK_WIDGET (self);
}
