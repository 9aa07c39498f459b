/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-table"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-shot-table-private.h"

#define MIN_WIDTH 40
#define MAX_WIDTH 1600

static void
columns_changed (AipShotTable *self)
{
  if (!self->setting_columns)
    g_signal_emit_by_name (self, "columns-changed");
}

AipShotColumn
_aip_shot_table_get_column_of (GtkColumnViewColumn *item)
{
  /* One more, for nothing is stored as 0. */
  return item != NULL ? (AipShotColumn) (GPOINTER_TO_INT (g_object_get_data (G_OBJECT (item),
                                                                             "column")) - 1)
                      : AIP_SHOT_COLUMN_NONE;
}

GtkColumnViewColumn *
_aip_shot_table_get_view_column (AipShotTable  *self,
                                 AipShotColumn  column)
{
  return g_hash_table_lookup (self->columns, GINT_TO_POINTER (column));
}

static void
setup_cell_cb (AipShotTable      *self,
               GtkColumnViewCell *cell,
               GtkListItemFactory *factory)
{
  AipShotColumn column = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (factory), "column"));
  GtkWidget *child = aip_cell_new (self->context, column);

  /* Arrows go from cell to cell only where cells take the focus. */
  gtk_column_view_cell_set_focusable (cell, TRUE);
  gtk_column_view_cell_set_child (cell, child);
  _aip_shot_table_setup_group_cell (self, cell, AIP_CELL (child));
}

/* The view sorts by itself; this only makes the header clickable and gives it an arrow. */
static int
keep_order (gconstpointer a,
            gconstpointer b,
            gpointer      user_data)
{
  return GTK_ORDERING_EQUAL;
}

/* @field: (nullable): the one that the column is of */
static void
append_field_section (GMenu          *menu,
                      AipCustomField *field)
{
  g_autoptr(GMenu) section = g_menu_new ();
  static const struct {
    const char *title;
    const char *action;
  } commands[] = {
    { N_("Edit Field…"), "shots.edit-field" },
    { N_("Duplicate Field"), "shots.duplicate-field" },
    { N_("Delete Field"), "shots.delete-field" },
  };

  for (guint i = 0; field != NULL && i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *action = g_strconcat (commands[i].action, "::",
                                             aip_entity_get_id (AIP_ENTITY (field)), NULL);

      g_menu_append (section, _(commands[i].title), action);
    }
  g_menu_append (section, _("Add Field…"), "shots.add-field");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

static void
append_targeted (GMenu      *menu,
                 const char *label,
                 const char *action,
                 const char *prefix,
                 const char *id)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);
  g_autofree char *target = g_strconcat (prefix, id, NULL);

  g_menu_item_set_action_and_target (item, action, "s", target);
  g_menu_append_item (menu, item);
}

static GMenuModel *
create_header_menu (AipShotTable  *self,
                    AipShotColumn  column)
{
  const AipShotColumnInfo *info = aip_shot_column_get_info (column);
  g_autoptr(GArray) all = aip_shot_column_dup_all (self->document);
  GMenu *menu = g_menu_new ();
  g_autoptr(GMenu) section = g_menu_new ();
  g_autoptr(GMenu) columns = g_menu_new ();
  g_autofree char *toggle = g_strconcat ("shots.column-", info->id, NULL);
  g_autoptr(GMenuModel) summaries = NULL;
  g_autofree char *fit = g_strdup_printf ("shots.fit-column::%s", info->id);
  g_autofree char *freeze = g_strdup_printf ("shots.freeze-up-to::%s", info->id);

  if (aip_shot_order_can_sort (column))
    {
      append_targeted (section, _("Sort _Ascending"), "shots.sort-by", "", info->id);
      append_targeted (section, _("Sort _Descending"), "shots.sort-by", "-", info->id);
      append_targeted (section, _("_Then by This Column"), "shots.sort-add", "", info->id);
    }
  if (aip_shot_order_can_group (column))
    append_targeted (section, _("_Group by This Column"), "shots.group-by", "", info->id);
  g_menu_append (section, _("Sort in _Film Order"), "shots.sort::film");
  summaries = aip_shot_footer_create_menu (column);
  g_menu_append_submenu (section, _("S_ummary"), summaries);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  g_clear_object (&section);

  section = g_menu_new ();
  for (guint i = 0; i < all->len; i++)
    {
      AipShotColumn other = g_array_index (all, AipShotColumn, i);

      if (other != AIP_SHOT_COLUMN_CODE)
        aip_shot_column_append_item (other, columns);
    }
  if (column != AIP_SHOT_COLUMN_CODE)
    g_menu_append (section, _("Show This Column"), toggle);
  if (column != AIP_SHOT_COLUMN_THUMBNAIL)
    g_menu_append (section, _("Fit the Width"), fit);
  g_menu_append (section, _("Freeze up to Here"), freeze);
  g_menu_append_submenu (section, _("Columns"), G_MENU_MODEL (columns));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  append_field_section (menu, aip_shot_column_get_custom (column));

  return G_MENU_MODEL (menu);
}

/* A double click on the border of a title makes GTK forget the width. */
static void
width_changed_cb (AipShotTable        *self,
                  GParamSpec          *pspec,
                  GtkColumnViewColumn *item)
{
  if (gtk_column_view_column_get_fixed_width (item) < 0)
    aip_shot_table_fit_column (self, _aip_shot_table_get_column_of (item));
  else
    columns_changed (self);
}

static GtkColumnViewColumn *
create_column (AipShotTable  *self,
               AipShotColumn  column)
{
  const AipShotColumnInfo *info = aip_shot_column_get_info (column);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *view_column;

  g_object_set_data (G_OBJECT (factory), "column", GINT_TO_POINTER (column));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cell_cb), self, G_CONNECT_SWAPPED);

  view_column = gtk_column_view_column_new (aip_shot_column_get_title (column), factory);
  g_object_set_data (G_OBJECT (view_column), "column", GINT_TO_POINTER (column + 1));
  gtk_column_view_column_set_id (view_column, info->id);
  gtk_column_view_column_set_resizable (view_column, column != AIP_SHOT_COLUMN_THUMBNAIL);
  /* Without it a column would be as wide as the widest cell that happens to exist. */
  gtk_column_view_column_set_fixed_width (view_column, info->width);
  gtk_column_view_column_set_expand (view_column, (info->flags & AIP_SHOT_COLUMN_WIDE) != 0);
  gtk_column_view_column_set_visible (view_column, (info->flags & AIP_SHOT_COLUMN_SHOWN) != 0);
  if (info->flags & AIP_SHOT_COLUMN_SORTED)
    {
      g_autoptr(GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (keep_order, NULL, NULL));

      gtk_column_view_column_set_sorter (view_column, sorter);
    }

  g_signal_connect_object (view_column, "notify::fixed-width", G_CALLBACK (width_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return view_column;
}

static void
add_column (AipShotTable  *self,
            AipShotColumn  column)
{
  GtkColumnViewColumn *item = create_column (self, column);

  gtk_column_view_append_column (self->column_view, item);
  g_hash_table_insert (self->columns, GINT_TO_POINTER (column), item);
}

/* What can be shown is part of every menu. */
static void
update_menus (AipShotTable *self)
{
  GHashTableIter iter;
  gpointer column, item;

  g_hash_table_iter_init (&iter, self->columns);
  while (g_hash_table_iter_next (&iter, &column, &item))
    {
      g_autoptr(GMenuModel) menu = create_header_menu (self, GPOINTER_TO_INT (column));

      gtk_column_view_column_set_header_menu (item, menu);
    }
}

/* Fields of the project -------------------------------------------------------------------------- */

static void
remove_column (AipShotTable  *self,
               AipShotColumn  column)
{
  if (self->edit_column == column)
    aip_shot_table_finish_edit (self);
  if (self->focus_column == column || self->range_column == column)
    _aip_shot_table_clear_range (self);
  if (self->focus_column == column)
    self->focus_column = AIP_SHOT_COLUMN_NONE;

  gtk_column_view_remove_column (self->column_view, _aip_shot_table_get_view_column (self, column));
  g_hash_table_remove (self->columns, GINT_TO_POINTER (column));
}

/* Deleted fields lose their columns, new ones get theirs at the end, renamed ones another title. */
static void
sync_fields (AipShotTable *self)
{
  g_autoptr(GArray) all = aip_shot_column_dup_all (self->document);
  g_autoptr(GList) known = g_hash_table_get_keys (self->columns);
  g_autoptr(GHashTable) present = g_hash_table_new (NULL, NULL);

  self->setting_columns = TRUE;
  for (guint i = 0; i < all->len; i++)
    {
      AipShotColumn column = g_array_index (all, AipShotColumn, i);
      GtkColumnViewColumn *item = _aip_shot_table_get_view_column (self, column);

      g_hash_table_add (present, GINT_TO_POINTER (column));
      if (item == NULL)
        add_column (self, column);
      else if (column >= AIP_N_SHOT_COLUMNS)
        gtk_column_view_column_set_title (item, aip_shot_column_get_title (column));
    }
  for (GList *l = known; l != NULL; l = l->next)
    if (!g_hash_table_contains (present, l->data))
      remove_column (self, GPOINTER_TO_INT (l->data));
  update_menus (self);
  aip_shot_table_show_sort (self);
  self->setting_columns = FALSE;

  columns_changed (self);
}

static void
document_changed_cb (AipShotTable *self,
                     AipChangeSet *changes)
{
  g_assert (AIP_IS_SHOT_TABLE (self));

  if (aip_change_set_touches (changes, AIP_KIND_FIELD, NULL))
    sync_fields (self);
}

void
_aip_shot_table_init_columns (AipShotTable *self)
{
  g_autoptr(GArray) all = aip_shot_column_dup_all (self->document);

  self->columns = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  for (guint i = 0; i < all->len; i++)
    add_column (self, g_array_index (all, AipShotColumn, i));
  update_menus (self);

  _aip_shot_table_init_header (self);
  g_signal_connect_object (gtk_column_view_get_columns (self->column_view), "items-changed",
                           G_CALLBACK (columns_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->document, "changed", G_CALLBACK (document_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/* Columns in the order in which they stand --------------------------------------------------- */

static gboolean
is_candidate (AipShotTable  *self,
              AipShotColumn  column,
              gboolean       editable)
{
  return column != AIP_SHOT_COLUMN_NONE && aip_shot_table_get_column_visible (self, column)
         && (!editable
             || (column != AIP_SHOT_COLUMN_FINDINGS
                 && aip_shot_column_get_info (column)->editor != AIP_SHOT_EDITOR_NONE));
}

static AipShotColumn
search_columns (AipShotTable *self,
                int           from,
                int           step,
                gboolean      editable)
{
  GListModel *columns = gtk_column_view_get_columns (self->column_view);
  int n = (int) g_list_model_get_n_items (columns);

  for (int i = from; i >= 0 && i < n; i += step)
    {
      g_autoptr(GtkColumnViewColumn) item = g_list_model_get_item (columns, i);
      AipShotColumn column = _aip_shot_table_get_column_of (item);

      if (is_candidate (self, column, editable))
        return column;
    }

  return AIP_SHOT_COLUMN_NONE;
}

AipShotColumn
_aip_shot_table_next_column (AipShotTable  *self,
                             AipShotColumn  column,
                             gboolean       forward,
                             gboolean       editable)
{
  GListModel *columns = gtk_column_view_get_columns (self->column_view);
  int n = (int) g_list_model_get_n_items (columns);

  for (int i = 0; i < n; i++)
    {
      g_autoptr(GtkColumnViewColumn) item = g_list_model_get_item (columns, i);

      if (_aip_shot_table_get_column_of (item) == column)
        return search_columns (self, forward ? i + 1 : i - 1, forward ? 1 : -1, editable);
    }

  return AIP_SHOT_COLUMN_NONE;
}

AipShotColumn
_aip_shot_table_edge_column (AipShotTable *self,
                             gboolean      last,
                             gboolean      editable)
{
  int n = (int) g_list_model_get_n_items (gtk_column_view_get_columns (self->column_view));

  return search_columns (self, last ? n - 1 : 0, last ? -1 : 1, editable);
}

static void
show_column (AipShotTable  *self,
             AipShotColumn  column,
             gboolean       visible)
{
  GtkColumnViewColumn *item = _aip_shot_table_get_view_column (self, column);

  if (item != NULL && visible != gtk_column_view_column_get_visible (item))
    gtk_column_view_column_set_visible (item, visible);
}

/* What can be chosen -------------------------------------------------------------------------- */

gboolean
aip_shot_table_get_column_visible (AipShotTable  *self,
                                   AipShotColumn  column)
{
  GtkColumnViewColumn *item;

  g_return_val_if_fail (AIP_IS_SHOT_TABLE (self), FALSE);
  g_return_val_if_fail (aip_shot_column_is_valid (column), FALSE);

  item = _aip_shot_table_get_view_column (self, column);

  return item != NULL && gtk_column_view_column_get_visible (item);
}

void
aip_shot_table_set_column_visible (AipShotTable  *self,
                                   AipShotColumn  column,
                                   gboolean       visible)
{
  g_return_if_fail (AIP_IS_SHOT_TABLE (self));
  g_return_if_fail (aip_shot_column_is_valid (column));

  /* A table without a code says nothing about which shot is which. */
  if (column == AIP_SHOT_COLUMN_CODE || visible == aip_shot_table_get_column_visible (self, column))
    return;

  if (self->edit_column == column)
    aip_shot_table_finish_edit (self);

  show_column (self, column, visible);
  if (!visible && self->focus_column == column)
    self->focus_column = AIP_SHOT_COLUMN_NONE;
  columns_changed (self);
}

GVariant *
aip_shot_table_dup_columns (AipShotTable *self)
{
  GVariantBuilder builder;
  GListModel *columns;
  guint n;

  g_return_val_if_fail (AIP_IS_SHOT_TABLE (self), NULL);

  columns = gtk_column_view_get_columns (self->column_view);
  n = g_list_model_get_n_items (columns);
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(sib)"));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      g_variant_builder_add (&builder, "(sib)", gtk_column_view_column_get_id (column),
                             gtk_column_view_column_get_fixed_width (column),
                             gtk_column_view_column_get_visible (column));
    }

  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

void
aip_shot_table_apply_columns (AipShotTable *self,
                              GVariant     *columns)
{
  GVariantIter iter;
  const char *id;
  int width;
  gboolean visible;
  guint position = 0;

  g_return_if_fail (AIP_IS_SHOT_TABLE (self));
  g_return_if_fail (g_variant_is_of_type (columns, G_VARIANT_TYPE ("a(sib)")));

  self->setting_columns = TRUE;
  g_variant_iter_init (&iter, columns);
  while (g_variant_iter_next (&iter, "(&sib)", &id, &width, &visible))
    {
      AipShotColumn column = aip_shot_column_find (self->document, id);
      GtkColumnViewColumn *item = _aip_shot_table_get_view_column (self, column);

      if (item == NULL)
        continue;

      if (column != AIP_SHOT_COLUMN_THUMBNAIL && width > 0)
        gtk_column_view_column_set_fixed_width (item, CLAMP (width, MIN_WIDTH, MAX_WIDTH));
      if (column != AIP_SHOT_COLUMN_CODE)
        show_column (self, column, visible);
      gtk_column_view_insert_column (self->column_view, position++, item);
    }
  self->setting_columns = FALSE;
}
