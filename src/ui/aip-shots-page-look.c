/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shots-page"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-shots-page-private.h"

/* Projects of before there were views kept how the table looks as one `a{sv}`. */
#define OLD_SETTING "shot-table"

static GSimpleAction *
lookup (AipShotsPage *self,
        const char   *name)
{
  return G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name));
}

static const char *
get_sort_id (AipShotsPage *self)
{
  AipShotColumn column = aip_shot_view_get_sort (self->view, NULL);

  return column != AIP_SHOT_COLUMN_NONE ? aip_shot_column_get_info (column)->id : "film";
}

static void
column_change_state_cb (GSimpleAction *action,
                        GVariant      *value,
                        gpointer       user_data)
{
  AipShotsPage *self = user_data;
  const char *name = g_action_get_name (G_ACTION (action));
  AipShotColumn column = aip_shot_column_find (self->document, name + strlen ("column-"));

  /* Of a field that was deleted while a menu was open. */
  if (column == AIP_SHOT_COLUMN_NONE)
    return;

  aip_shot_table_set_column_visible (self->table, column, g_variant_get_boolean (value));
  _aip_shots_page_look_changed (self);
}

static void
add_column_action (AipShotsPage *self,
                   const char   *name)
{
  GActionEntry entry = { .name = name, .state = "true", .change_state = column_change_state_cb };

  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), &entry, 1, self);
}

/* What the table shows now, into the states of the actions. */
static void
update_states (AipShotsPage *self)
{
  g_autoptr(GArray) all = aip_shot_column_dup_all (self->document);
  gboolean descending;

  aip_shot_view_get_sort (self->view, &descending);
  g_simple_action_set_state (lookup (self, "sort"), g_variant_new_string (get_sort_id (self)));
  g_simple_action_set_state (lookup (self, "sort-descending"), g_variant_new_boolean (descending));
  g_simple_action_set_state (lookup (self, "board"), g_variant_new_string (self->look->board));
  g_simple_action_set_state (lookup (self, "picture-size"),
                             g_variant_new_int32 (self->look->picture));
  g_simple_action_set_state (lookup (self, "group"),
                             g_variant_new_boolean (aip_shot_view_get_grouped (self->view)));
  g_simple_action_set_state (lookup (self, "duration-display"),
                             g_variant_new_string (aip_cell_context_get_timecode (self->context)
                                                   ? "timecode" : "frames"));

  for (guint i = 0; i < all->len; i++)
    {
      AipShotColumn column = g_array_index (all, AipShotColumn, i);
      g_autofree char *name = g_strconcat ("column-", aip_shot_column_get_info (column)->id, NULL);
      gboolean visible = aip_shot_table_get_column_visible (self->table, column);

      /* Of a field that is new. */
      if (lookup (self, name) == NULL)
        add_column_action (self, name);
      g_simple_action_set_state (lookup (self, name), g_variant_new_boolean (visible));
    }
}

/* Saving and restoring ----------------------------------------------------------------------- */

void
_aip_shots_page_look_changed (AipShotsPage *self)
{
  if (self->loading_look || self->table == NULL)
    return;

  update_states (self);
  _aip_shots_page_update_actions (self);
  /* A column that is being resized says so for every pixel. */
  _aip_shots_page_queue_save (self, 500);
}

static void
read_columns (AipShotsPage *self)
{
  g_autoptr(GVariant) columns = aip_shot_table_dup_columns (self->table);
  GPtrArray *list = aip_view_columns_new ();
  GVariantIter iter;
  const char *id;
  int width;
  gboolean shown;

  g_variant_iter_init (&iter, columns);
  while (g_variant_iter_next (&iter, "(&sib)", &id, &width, &shown))
    {
      AipShotColumn column = aip_shot_column_find (self->document, id);
      AipSummary summary = aip_shot_table_get_summary (self->table, column);
      AipViewColumn *added;

      aip_view_columns_add (list, id, width, shown);
      added = g_ptr_array_index (list, list->len - 1);
      if (summary != AIP_SUMMARY_NONE)
        added->summary = g_strdup (aip_summary_to_nick (summary));
    }
  aip_view_definition_set_columns (self->look, list);
}

static gboolean
keys_equal (GPtrArray        *keys,
            const AipSortKey *now,
            guint             n_now)
{
  if (keys->len != n_now)
    return FALSE;

  for (guint i = 0; i < n_now; i++)
    {
      const AipViewKey *key = g_ptr_array_index (keys, i);

      if (key->descending != now[i].descending
          || !g_str_equal (key->id, aip_shot_column_get_info (now[i].column)->id))
        return FALSE;
    }

  return TRUE;
}

/* What is the same is left alone, with what a newer version may have written beside it. */
static void
read_keys (GPtrArray        *keys,
           const AipSortKey *now,
           guint             n_now)
{
  if (keys_equal (keys, now, n_now))
    return;

  g_ptr_array_set_size (keys, 0);
  for (guint i = 0; i < n_now; i++)
    aip_view_keys_add (keys, aip_shot_column_get_info (now[i].column)->id, now[i].descending);
}

void
_aip_shots_page_read_look (AipShotsPage *self)
{
  AipViewDefinition *look = self->look;
  const AipSortKey *keys;
  guint n_keys;

  read_columns (self);
  keys = aip_shot_view_get_sort_keys (self->view, &n_keys);
  read_keys (look->sort, keys, n_keys);
  keys = aip_shot_view_get_group_keys (self->view, &n_keys);
  read_keys (look->groups, keys, n_keys);
  g_strfreev (look->collapsed);
  look->collapsed = aip_shot_view_dup_collapsed (self->view);
  g_set_str (&look->filter, aip_shot_view_get_search (self->view));
  look->timecode = aip_cell_context_get_timecode (self->context);
}

void
_aip_shots_page_order_changed (AipShotsPage *self)
{
  g_auto(GStrv) collapsed = NULL;
  const AipSortKey *sort, *groups;
  guint n_sort, n_groups;

  if (self->loading_look || self->table == NULL || self->look == NULL)
    return;

  collapsed = aip_shot_view_dup_collapsed (self->view);
  sort = aip_shot_view_get_sort_keys (self->view, &n_sort);
  groups = aip_shot_view_get_group_keys (self->view, &n_groups);
  if (!keys_equal (self->look->sort, sort, n_sort)
      || !keys_equal (self->look->groups, groups, n_groups)
      || !g_strv_equal ((const char *const *) self->look->collapsed,
                        (const char *const *) collapsed))
    _aip_shots_page_look_changed (self);
}

/* All columns of the table: as the view says, then those that it does not know. */
static GVariant *
dup_columns (AipShotsPage *self)
{
  g_autoptr(GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GArray) all = aip_shot_column_dup_all (self->document);
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(sib)"));
  for (guint i = 0; i < self->look->columns->len; i++)
    {
      const AipViewColumn *column = g_ptr_array_index (self->look->columns, i);
      AipShotColumn index = aip_shot_column_find (self->document, column->id);
      int width = column->width;

      if (index == AIP_SHOT_COLUMN_NONE)
        continue;
      if (width == 0)
        width = aip_shot_column_get_info (index)->width;
      g_hash_table_add (known, column->id);
      g_variant_builder_add (&builder, "(sib)", column->id, width, column->shown);
    }

  for (guint i = 0; i < all->len; i++)
    {
      const AipShotColumnInfo *info =
        aip_shot_column_get_info (g_array_index (all, AipShotColumn, i));

      if (!g_hash_table_contains (known, info->id))
        g_variant_builder_add (&builder, "(sib)", info->id, info->width,
                               (info->flags & AIP_SHOT_COLUMN_SHOWN) != 0);
    }

  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

/* Keys of columns that are not there, or mean nothing here, are left out. */
static GArray *
dup_keys (AipShotsPage *self,
          GPtrArray    *from)
{
  GArray *keys = g_array_new (FALSE, FALSE, sizeof (AipSortKey));

  for (guint i = 0; i < from->len; i++)
    {
      const AipViewKey *key = g_ptr_array_index (from, i);
      AipSortKey found = { aip_shot_column_find (self->document, key->id), key->descending };

      if (found.column != AIP_SHOT_COLUMN_NONE
          && (aip_shot_column_get_info (found.column)->flags & AIP_SHOT_COLUMN_SORTED))
        g_array_append_val (keys, found);
    }

  return keys;
}

static void
apply_summaries (AipShotsPage *self)
{
  g_autoptr(GArray) all = aip_shot_column_dup_all (self->document);

  for (guint i = 0; i < all->len; i++)
    aip_shot_table_set_summary (self->table, g_array_index (all, AipShotColumn, i),
                                AIP_SUMMARY_NONE);
  for (guint i = 0; i < self->look->columns->len; i++)
    {
      const AipViewColumn *column = g_ptr_array_index (self->look->columns, i);
      AipShotColumn index = aip_shot_column_find (self->document, column->id);

      if (column->summary != NULL && index != AIP_SHOT_COLUMN_NONE)
        aip_shot_table_set_summary (self->table, index, aip_summary_from_nick (column->summary));
    }
}

static void
apply_order (AipShotsPage *self)
{
  g_autoptr(GArray) sort = dup_keys (self, self->look->sort);
  g_autoptr(GArray) groups = dup_keys (self, self->look->groups);

  aip_shot_view_set_group_keys (self->view, (const AipSortKey *) (gpointer) groups->data,
                                MIN (groups->len, AIP_MAX_GROUP_KEYS));
  aip_shot_view_set_collapsed (self->view, (const char *const *) self->look->collapsed);
  aip_shot_view_set_sort_keys (self->view, (const AipSortKey *) (gpointer) sort->data,
                               MIN (sort->len, AIP_MAX_SORT_KEYS));
  aip_shot_table_show_sort (self->table);
}

void
_aip_shots_page_apply_look (AipShotsPage *self)
{
  g_autoptr(GVariant) columns = dup_columns (self);

  self->loading_look = TRUE;
  aip_shot_table_finish_edit (self->table);
  aip_shots_page_set_search (self, self->look->filter);
  aip_shot_table_apply_columns (self->table, columns);
  aip_cell_context_set_timecode (self->context, self->look->timecode);
  apply_order (self);
  apply_summaries (self);
  _aip_shots_page_apply_table (self);
  _aip_shots_page_set_kind (self, self->current != NULL ? aip_view_get_view_type (self->current)
                                                        : "table");
  self->loading_look = FALSE;

  update_states (self);
  _aip_shots_page_update_actions (self);
}

AipViewDefinition *
_aip_shots_page_dup_old_look (AipShotsPage *self)
{
  g_autoptr(GVariant) setting = aip_document_get_setting (self->document, OLD_SETTING,
                                                          G_VARIANT_TYPE_VARDICT);
  AipViewDefinition *look = aip_view_definition_new ();
  g_autoptr(GVariant) columns = NULL;
  const char *sort;
  gboolean value;

  if (setting == NULL)
    return look;

  columns = g_variant_lookup_value (setting, "columns", G_VARIANT_TYPE ("a(sib)"));
  if (columns != NULL)
    {
      GVariantIter iter;
      const char *id;
      int width;

      g_variant_iter_init (&iter, columns);
      while (g_variant_iter_next (&iter, "(&sib)", &id, &width, &value))
        if (aip_shot_column_from_id (id) != AIP_SHOT_COLUMN_NONE)
          aip_view_columns_add (look->columns, id, width, value);
    }
  if (g_variant_lookup (setting, "group", "b", &value) && !value)
    g_ptr_array_set_size (look->groups, 0);
  g_variant_lookup (setting, "timecode", "b", &look->timecode);
  if (g_variant_lookup (setting, "sort", "&s", &sort) && !g_str_equal (sort, "film"))
    {
      value = FALSE;
      g_variant_lookup (setting, "descending", "b", &value);
      aip_view_keys_add (look->sort, sort, value);
    }

  return look;
}

/* Actions ------------------------------------------------------------------------------------- */

static void
announce_sort (AipShotsPage *self)
{
  gboolean descending;
  AipShotColumn column = aip_shot_view_get_sort (self->view, &descending);
  g_autofree char *text = NULL;

  /* The arrow in the header is only for those who see it. */
  if (column == AIP_SHOT_COLUMN_NONE)
    text = g_strdup (_("In film order"));
  else
    text = g_strdup_printf (descending ? _("Sorted by %s, descending")
                                       : _("Sorted by %s, ascending"),
                            aip_shot_column_get_title (column));
  gtk_accessible_announce (GTK_ACCESSIBLE (self->table), text,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
set_sort (AipShotsPage  *self,
          AipShotColumn  column,
          gboolean       descending)
{
  aip_shot_table_finish_edit (self->table);
  aip_shot_view_set_sort (self->view, column, descending);
  aip_shot_table_show_sort (self->table);
  announce_sort (self);
  _aip_shots_page_look_changed (self);
}

static void
sort_change_state_cb (GSimpleAction *action,
                      GVariant      *value,
                      gpointer       user_data)
{
  AipShotsPage *self = user_data;
  AipShotColumn column = aip_shot_column_find (self->document, g_variant_get_string (value, NULL));
  gboolean descending;

  if (column != AIP_SHOT_COLUMN_NONE
      && !(aip_shot_column_get_info (column)->flags & AIP_SHOT_COLUMN_SORTED))
    return;

  aip_shot_view_get_sort (self->view, &descending);
  set_sort (self, column, descending);
}

static void
sort_descending_change_state_cb (GSimpleAction *action,
                                 GVariant      *value,
                                 gpointer       user_data)
{
  AipShotsPage *self = user_data;

  set_sort (self, aip_shot_view_get_sort (self->view, NULL), g_variant_get_boolean (value));
}

static void
group_change_state_cb (GSimpleAction *action,
                       GVariant      *value,
                       gpointer       user_data)
{
  AipShotsPage *self = user_data;

  aip_shot_view_set_grouped (self->view, g_variant_get_boolean (value));
  _aip_shots_page_look_changed (self);
}

static void
duration_display_change_state_cb (GSimpleAction *action,
                                  GVariant      *value,
                                  gpointer       user_data)
{
  AipShotsPage *self = user_data;
  const char *display = g_variant_get_string (value, NULL);

  if (!g_str_equal (display, "frames") && !g_str_equal (display, "timecode"))
    return;

  aip_shot_table_finish_edit (self->table);
  aip_cell_context_set_timecode (self->context, g_str_equal (display, "timecode"));
  _aip_shots_page_look_changed (self);
}

void
_aip_shots_page_init_look (AipShotsPage *self)
{
  static const GActionEntry entries[] = {
    { .name = "sort", .parameter_type = "s", .state = "'film'",
      .change_state = sort_change_state_cb },
    { .name = "sort-descending", .state = "false",
      .change_state = sort_descending_change_state_cb },
    { .name = "group", .state = "true", .change_state = group_change_state_cb },
    { .name = "duration-display", .parameter_type = "s", .state = "'frames'",
      .change_state = duration_display_change_state_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  for (guint i = 0; i < AIP_N_SHOT_COLUMNS; i++)
    {
      g_autofree char *name = g_strconcat ("column-", aip_shot_column_get_info (i)->id, NULL);

      add_column_action (self, name);
    }
  /* There is no table without it. */
  g_simple_action_set_enabled (lookup (self, "column-code"), FALSE);
}
