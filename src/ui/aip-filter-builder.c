/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-filter-builder"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "aip-filter-builder.h"
#include "aip-filter-rule.h"

/* Deeper groups can be typed; nobody can read them as boxes in boxes. */
#define MAX_DEPTH 8
/* A filter of more rules is one that a program wrote. */
#define MAX_RULES 100

struct _AipFilterBuilder
{
  GtkWidget parent_instance;

  AipShotsPage *page;    /* weak pointer */
  AipQueryNode *root;    /* always a group */
  GtkWidget    *bin;
  guint         rebuild_source;
  AipQueryNode *focus;   /* not owned: gets the keyboard when all is built anew */
};

enum {
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipFilterBuilder, aip_filter_builder, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

typedef struct {
  AipQueryNodeKind kind;
  gboolean         negated;
} Join;

static const Join joins[] = {
  { AIP_QUERY_NODE_ALL, FALSE }, { AIP_QUERY_NODE_ANY, FALSE }, { AIP_QUERY_NODE_ANY, TRUE },
  { AIP_QUERY_NODE_ALL, TRUE },
};

/* The tree ------------------------------------------------------------------------------------ */

static guint
count_rules (const AipQueryNode *node)
{
  guint n = 0;

  if (node->kind == AIP_QUERY_NODE_TERM)
    return 1;
  for (guint i = 0; i < node->children->len; i++)
    n += count_rules (g_ptr_array_index (node->children, i));

  return n;
}

/* Without what says nothing yet; %NULL if nothing is left. */
static AipQueryNode *
dup_said (const AipQueryNode *node)
{
  AipQueryNode *copy;

  if (node->kind == AIP_QUERY_NODE_TERM)
    return node->op != AIP_QUERY_EMPTY && node->values->len == 0 ? NULL
                                                                 : aip_query_node_copy (node);

  copy = aip_query_node_new_group (node->kind);
  copy->negated = node->negated;
  for (guint i = 0; i < node->children->len; i++)
    {
      AipQueryNode *child = dup_said (g_ptr_array_index (node->children, i));

      if (child != NULL)
        g_ptr_array_add (copy->children, child);
    }
  if (copy->children->len == 0)
    g_clear_pointer (&copy, aip_query_node_free);
  else if (copy->children->len == 1)
    {
      /* A group of one is that one, as the text says it. */
      AipQueryNode *only = g_ptr_array_steal_index (copy->children, 0);

      only->negated = only->negated != copy->negated;
      aip_query_node_free (copy);
      return only;
    }

  return copy;
}

static AipQueryNode *
find_parent (AipQueryNode       *group,
             const AipQueryNode *child,
             guint              *index)
{
  for (guint i = 0; group->kind != AIP_QUERY_NODE_TERM && i < group->children->len; i++)
    {
      AipQueryNode *node = g_ptr_array_index (group->children, i);
      AipQueryNode *found;

      if (node == child)
        {
          *index = i;
          return group;
        }
      found = find_parent (node, child, index);
      if (found != NULL)
        return found;
    }

  return NULL;
}

/* Widgets ------------------------------------------------------------------------------------- */

static void create_widgets (AipFilterBuilder *self);

static gboolean
rebuild_cb (gpointer user_data)
{
  AipFilterBuilder *self = user_data;

  self->rebuild_source = 0;
  create_widgets (self);

  return G_SOURCE_REMOVE;
}

/* From the main loop: the button that asks for it is one of those that go. */
static void
queue_rebuild (AipFilterBuilder *self,
               AipQueryNode     *focus)
{
  self->focus = focus;
  if (self->rebuild_source == 0)
    self->rebuild_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, rebuild_cb, self, NULL);
}

static void
emit_changed (AipFilterBuilder *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
insert_copy (AipFilterBuilder *self,
             AipQueryNode     *node)
{
  AipQueryNode *parent, *copy;
  guint index;

  /* A button may be pressed twice before the widgets have followed. */
  if (self->rebuild_source != 0 || count_rules (self->root) + count_rules (node) > MAX_RULES)
    return;

  parent = find_parent (self->root, node, &index);
  g_return_if_fail (parent != NULL);
  copy = aip_query_node_copy (node);
  g_ptr_array_insert (parent->children, (int) index + 1, copy);
  queue_rebuild (self, copy);
  emit_changed (self);
}

static void
remove_node (AipFilterBuilder *self,
             AipQueryNode     *node)
{
  AipQueryNode *parent;
  guint index;

  if (self->rebuild_source != 0)
    return;

  parent = find_parent (self->root, node, &index);
  g_return_if_fail (parent != NULL);
  /* The widgets of it go first. */
  adw_bin_set_child (ADW_BIN (self->bin), NULL);
  g_ptr_array_remove_index (parent->children, index);
  self->focus = parent;
  create_widgets (self);
  emit_changed (self);
}

static void
rule_duplicate_cb (AipFilterBuilder *self,
                   AipFilterRule    *rule)
{
  insert_copy (self, aip_filter_rule_get_node (rule));
}

static gboolean
remove_later_cb (gpointer user_data)
{
  g_autoptr(GtkWidget) widget = user_data;
  GtkWidget *builder = gtk_widget_get_ancestor (widget, AIP_TYPE_FILTER_BUILDER);
  AipQueryNode *node = AIP_IS_FILTER_RULE (widget)
                       ? aip_filter_rule_get_node (AIP_FILTER_RULE (widget))
                       : g_object_get_data (G_OBJECT (widget), "node");

  /* It may have gone in between. */
  if (builder != NULL)
    remove_node (AIP_FILTER_BUILDER (builder), node);

  return G_SOURCE_REMOVE;
}

/* Its button is still in the middle of being clicked. */
static void
remove_later (GtkWidget *widget)
{
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, remove_later_cb, g_object_ref (widget), NULL);
}

static void
rule_remove_cb (AipFilterBuilder *self,
                AipFilterRule    *rule)
{
  remove_later (GTK_WIDGET (rule));
}

static void
group_duplicate_cb (AipFilterBuilder *self,
                    GtkWidget        *button)
{
  insert_copy (self, g_object_get_data (G_OBJECT (button), "node"));
}

static void
group_remove_cb (AipFilterBuilder *self,
                 GtkWidget        *button)
{
  remove_later (button);
}

static void
add_rule_cb (AipFilterBuilder *self,
             GtkWidget        *button)
{
  AipQueryNode *group = g_object_get_data (G_OBJECT (button), "node");
  AipQueryNode *rule;

  if (count_rules (self->root) >= MAX_RULES)
    return;

  rule = aip_query_node_new_term (AIP_QUERY_STATUS, AIP_QUERY_IS, NULL);
  g_ptr_array_add (group->children, rule);
  queue_rebuild (self, rule);
}

static void
add_group_cb (AipFilterBuilder *self,
              GtkWidget        *button)
{
  AipQueryNode *parent = g_object_get_data (G_OBJECT (button), "node");
  AipQueryNode *group, *rule;

  if (count_rules (self->root) >= MAX_RULES)
    return;

  /* The other way round from the one around it: that is what a group is made for. */
  group = aip_query_node_new_group (parent->kind == AIP_QUERY_NODE_ALL ? AIP_QUERY_NODE_ANY
                                                                       : AIP_QUERY_NODE_ALL);
  rule = aip_query_node_new_term (AIP_QUERY_STATUS, AIP_QUERY_IS, NULL);
  g_ptr_array_add (group->children, rule);
  g_ptr_array_add (parent->children, group);
  queue_rebuild (self, rule);
}

static void
join_selected_cb (AipFilterBuilder *self,
                  GParamSpec       *pspec,
                  GtkDropDown      *drop_down)
{
  AipQueryNode *group = g_object_get_data (G_OBJECT (drop_down), "node");
  guint selected = gtk_drop_down_get_selected (drop_down);

  if (selected >= G_N_ELEMENTS (joins))
    return;

  group->kind = joins[selected].kind;
  group->negated = joins[selected].negated;
  emit_changed (self);
}

static GtkWidget *
create_button (AipFilterBuilder *self,
               AipQueryNode     *node,
               const char       *icon,
               const char       *label,
               GCallback         callback)
{
  GtkWidget *button = gtk_button_new ();

  if (g_str_equal (icon, "list-add-symbolic"))
    {
      GtkWidget *content = adw_button_content_new ();

      adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), icon);
      adw_button_content_set_label (ADW_BUTTON_CONTENT (content), label);
      gtk_button_set_child (GTK_BUTTON (button), content);
    }
  else
    {
      gtk_button_set_icon_name (GTK_BUTTON (button), icon);
      gtk_widget_set_tooltip_text (button, label);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      label, -1);
    }
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data (G_OBJECT (button), "node", node);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);

  return button;
}

static GtkWidget *
create_header (AipFilterBuilder *self,
               AipQueryNode     *group,
               gboolean          outermost)
{
  GtkWidget *header = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autoptr(GtkStringList) titles = gtk_string_list_new (NULL);
  GtkWidget *join;
  GtkWidget *label;

  gtk_string_list_append (titles, _("All of"));
  gtk_string_list_append (titles, _("Any of"));
  gtk_string_list_append (titles, _("None of"));
  gtk_string_list_append (titles, _("Not all of"));
  join = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&titles)), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (joins); i++)
    if (joins[i].kind == group->kind && joins[i].negated == group->negated)
      gtk_drop_down_set_selected (GTK_DROP_DOWN (join), i);
  g_object_set_data (G_OBJECT (join), "node", group);
  g_signal_connect_object (join, "notify::selected", G_CALLBACK (join_selected_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (join), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("How the rules of this group are joined"), -1);

  label = gtk_label_new (_("these rules"));
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (header), join);
  gtk_box_append (GTK_BOX (header), label);
  if (!outermost)
    {
      gtk_box_append (GTK_BOX (header),
                      create_button (self, group, "edit-copy-symbolic", _("Duplicate Group"),
                                     G_CALLBACK (group_duplicate_cb)));
      gtk_box_append (GTK_BOX (header),
                      create_button (self, group, "user-trash-symbolic", _("Remove Group"),
                                     G_CALLBACK (group_remove_cb)));
    }

  return header;
}

static GtkWidget *
create_group (AipFilterBuilder *self,
              AipQueryNode     *group,
              guint             depth,
              GtkWidget       **focus)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *header = create_header (self, group, depth == 0);

  gtk_widget_add_css_class (box, "filtergroup");
  if (self->focus == group)
    *focus = gtk_widget_get_first_child (header);
  gtk_box_append (GTK_BOX (box), header);
  for (guint i = 0; i < group->children->len; i++)
    {
      AipQueryNode *node = g_ptr_array_index (group->children, i);
      GtkWidget *child;

      if (node->kind == AIP_QUERY_NODE_TERM)
        {
          child = aip_filter_rule_new (self->page, node);
          g_signal_connect_object (child, "changed", G_CALLBACK (emit_changed), self,
                                   G_CONNECT_SWAPPED);
          g_signal_connect_object (child, "duplicate", G_CALLBACK (rule_duplicate_cb), self,
                                   G_CONNECT_SWAPPED);
          g_signal_connect_object (child, "remove", G_CALLBACK (rule_remove_cb), self,
                                   G_CONNECT_SWAPPED);
          if (self->focus == node)
            *focus = child;
        }
      else
        child = create_group (self, node, depth + 1, focus);
      gtk_box_append (GTK_BOX (box), child);
    }

  gtk_box_append (GTK_BOX (buttons),
                  create_button (self, group, "list-add-symbolic", _("Add Rule"),
                                 G_CALLBACK (add_rule_cb)));
  if (depth < MAX_DEPTH)
    gtk_box_append (GTK_BOX (buttons),
                    create_button (self, group, "list-add-symbolic", _("Add Group"),
                                   G_CALLBACK (add_group_cb)));
  gtk_box_append (GTK_BOX (box), buttons);

  return box;
}

static void
create_widgets (AipFilterBuilder *self)
{
  GtkWidget *focus = NULL;

  /* All that point into the tree go before new ones come. */
  adw_bin_set_child (ADW_BIN (self->bin), NULL);
  if (count_rules (self->root) > MAX_RULES)
    {
      GtkWidget *label = gtk_label_new (_("This filter has too many rules to be shown here. It can "
                                          "be changed as text."));

      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_widget_add_css_class (label, "dim-label");
      adw_bin_set_child (ADW_BIN (self->bin), label);
      return;
    }

  adw_bin_set_child (ADW_BIN (self->bin), create_group (self, self->root, 0, &focus));
  self->focus = NULL;
  if (focus != NULL)
    gtk_widget_grab_focus (focus);
}

/* Class --------------------------------------------------------------------------------------- */

static void
aip_filter_builder_dispose (GObject *object)
{
  AipFilterBuilder *self = AIP_FILTER_BUILDER (object);

  g_clear_handle_id (&self->rebuild_source, g_source_remove);
  g_clear_weak_pointer (&self->page);
  g_clear_pointer (&self->bin, gtk_widget_unparent);

  G_OBJECT_CLASS (aip_filter_builder_parent_class)->dispose (object);
}

static void
aip_filter_builder_finalize (GObject *object)
{
  g_clear_pointer (&AIP_FILTER_BUILDER (object)->root, aip_query_node_free);

  G_OBJECT_CLASS (aip_filter_builder_parent_class)->finalize (object);
}

static void
aip_filter_builder_class_init (AipFilterBuilderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = aip_filter_builder_dispose;
  object_class->finalize = aip_filter_builder_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  signals[CHANGED] = g_signal_new ("changed", AIP_TYPE_FILTER_BUILDER, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
aip_filter_builder_init (AipFilterBuilder *self)
{
  self->bin = adw_bin_new ();
  gtk_widget_set_parent (self->bin, GTK_WIDGET (self));
  self->root = aip_query_node_new_group (AIP_QUERY_NODE_ALL);
}

GtkWidget *
aip_filter_builder_new (AipShotsPage *page)
{
  AipFilterBuilder *self = g_object_new (AIP_TYPE_FILTER_BUILDER, NULL);

  g_set_weak_pointer (&self->page, page);
  create_widgets (self);

  return GTK_WIDGET (self);
}

void
aip_filter_builder_set_text (AipFilterBuilder *self,
                             const char       *text)
{
  AipQueryNode *root;

  g_return_if_fail (AIP_IS_FILTER_BUILDER (self));

  root = aip_query_parse (text);
  /* "a OR b" is one group, not a group in a group. */
  if (root->children->len == 1)
    {
      AipQueryNode *only = g_ptr_array_index (root->children, 0);

      if (only->kind != AIP_QUERY_NODE_TERM)
        {
          g_ptr_array_steal_index (root->children, 0);
          aip_query_node_free (root);
          root = only;
        }
    }

  g_clear_handle_id (&self->rebuild_source, g_source_remove);
  self->focus = NULL;
  adw_bin_set_child (ADW_BIN (self->bin), NULL);
  aip_query_node_free (self->root);
  self->root = root;
  create_widgets (self);
}

char *
aip_filter_builder_dup_text (AipFilterBuilder *self)
{
  AipQueryNode *said;
  g_autoptr(AipQueryNode) root = NULL;

  g_return_val_if_fail (AIP_IS_FILTER_BUILDER (self), NULL);

  said = dup_said (self->root);
  if (said == NULL)
    return g_strdup ("");

  /* The text begins with a group of which all must be true. */
  root = aip_query_node_new_group (AIP_QUERY_NODE_ALL);
  g_ptr_array_add (root->children, said);
  if (said->kind == AIP_QUERY_NODE_ALL && !said->negated)
    return aip_query_to_text (said);

  return aip_query_to_text (root);
}
