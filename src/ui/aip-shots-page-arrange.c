/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shots-page"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-keys-popover.h"
#include "aip-shots-page-private.h"

/*
 * What is sorted and grouped by, as actions: a key is the id of a column, with a minus before it
 * where it goes down.
 */

static GVariant *
keys_to_variant (const AipSortKey *keys,
                 guint             n_keys)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_STRING_ARRAY);
  for (guint i = 0; i < n_keys; i++)
    {
      g_autofree char *text = g_strconcat (keys[i].descending ? "-" : "",
                                           aip_shot_column_get_info (keys[i].column)->id, NULL);

      g_variant_builder_add (&builder, "s", text);
    }

  return g_variant_builder_end (&builder);
}

static gboolean
read_key (AipShotsPage *self,
          const char   *text,
          AipSortKey   *key)
{
  key->descending = *text == '-';
  key->column = aip_shot_column_find (self->document, text + (key->descending ? 1 : 0));

  return key->column != AIP_SHOT_COLUMN_NONE;
}

static GArray *
read_keys (AipShotsPage *self,
           GVariant     *value)
{
  GArray *keys = g_array_new (FALSE, FALSE, sizeof (AipSortKey));
  GVariantIter iter;
  const char *text;
  AipSortKey key;

  g_variant_iter_init (&iter, value);
  while (g_variant_iter_next (&iter, "&s", &text))
    {
      if (read_key (self, text, &key))
        g_array_append_val (keys, key);
    }

  return keys;
}

static void
set_sort_keys (AipShotsPage *self,
               GArray       *keys)
{
  aip_shot_table_finish_edit (self->table);
  aip_shot_view_set_sort_keys (self->view, (const AipSortKey *) (gpointer) keys->data, keys->len);
}

static void
set_group_keys (AipShotsPage *self,
                GArray       *keys)
{
  aip_shot_table_finish_edit (self->table);
  aip_shot_view_set_group_keys (self->view, (const AipSortKey *) (gpointer) keys->data, keys->len);
}

static void
sort_keys_change_state_cb (GSimpleAction *action,
                           GVariant      *value,
                           gpointer       user_data)
{
  g_autoptr(GArray) keys = read_keys (user_data, value);

  set_sort_keys (user_data, keys);
}

static void
group_keys_change_state_cb (GSimpleAction *action,
                            GVariant      *value,
                            gpointer       user_data)
{
  g_autoptr(GArray) keys = read_keys (user_data, value);

  set_group_keys (user_data, keys);
}

static void
sort_by_activated_cb (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       user_data)
{
  g_autoptr(GArray) keys = g_array_new (FALSE, FALSE, sizeof (AipSortKey));
  AipSortKey key;

  if (!read_key (user_data, g_variant_get_string (parameter, NULL), &key))
    return;

  g_array_append_val (keys, key);
  set_sort_keys (user_data, keys);
}

/* Adds a key at the end, or takes one away that is there. */
static void
toggle_key (AipShotsPage *self,
            GVariant     *parameter,
            gboolean      groups)
{
  g_autoptr(GArray) keys = g_array_new (FALSE, FALSE, sizeof (AipSortKey));
  const AipSortKey *old;
  AipSortKey key;
  guint n;
  gboolean known = FALSE;

  if (!read_key (self, g_variant_get_string (parameter, NULL), &key))
    return;

  old = groups ? aip_shot_view_get_group_keys (self->view, &n)
               : aip_shot_view_get_sort_keys (self->view, &n);
  for (guint i = 0; i < n; i++)
    {
      if (old[i].column == key.column)
        known = TRUE;
      else
        g_array_append_val (keys, old[i]);
    }
  if (!known)
    g_array_append_val (keys, key);

  if (groups)
    set_group_keys (self, keys);
  else
    set_sort_keys (self, keys);
}

static void
sort_add_activated_cb (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       user_data)
{
  toggle_key (user_data, parameter, FALSE);
}

static void
group_by_activated_cb (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       user_data)
{
  toggle_key (user_data, parameter, TRUE);
}

static void
collapse_activated_cb (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       user_data)
{
  AipShotsPage *self = user_data;

  aip_shot_table_finish_edit (self->table);
  aip_shot_view_set_level_expanded (self->view, g_variant_get_int32 (parameter), FALSE);
}

static void
expand_activated_cb (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  AipShotsPage *self = user_data;

  aip_shot_view_set_level_expanded (self->view, g_variant_get_int32 (parameter), TRUE);
}

/* Translators: a button and how many columns it is about: “Sort · 2” */
static void
update_button (GtkMenuButton *button,
               const char    *title,
               guint          n_keys)
{
  g_autofree char *label = n_keys > 0 ? g_strdup_printf (_("%s · %u"), title, n_keys)
                                      : g_strdup (title);

  gtk_menu_button_set_label (button, label);
}

static void
update (AipShotsPage *self)
{
  GActionMap *map = G_ACTION_MAP (self->actions);
  const AipSortKey *keys;
  guint n;

  keys = aip_shot_view_get_sort_keys (self->view, &n);
  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (map, "sort-keys")),
                             keys_to_variant (keys, n));
  update_button (self->sort_button, _("Sort"), n);
  keys = aip_shot_view_get_group_keys (self->view, &n);
  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (map, "group-keys")),
                             keys_to_variant (keys, n));
  update_button (self->group_button, _("Group"), n);
  _aip_shots_page_set_enabled (self, "collapse-groups", n > 0);
  _aip_shots_page_set_enabled (self, "expand-groups", n > 0);
}

static void
arranged_cb (AipShotsPage *self)
{
  update (self);
  _aip_shots_page_look_changed (self);
}

void
_aip_shots_page_init_arrange (AipShotsPage *self)
{
  static const GActionEntry entries[] = {
    { .name = "sort-keys", .parameter_type = "as", .state = "@as []",
      .change_state = sort_keys_change_state_cb },
    { .name = "group-keys", .parameter_type = "as", .state = "@as []",
      .change_state = group_keys_change_state_cb },
    { .name = "sort-by", .activate = sort_by_activated_cb, .parameter_type = "s" },
    { .name = "sort-add", .activate = sort_add_activated_cb, .parameter_type = "s" },
    { .name = "group-by", .activate = group_by_activated_cb, .parameter_type = "s" },
    { .name = "collapse-groups", .activate = collapse_activated_cb, .parameter_type = "i" },
    { .name = "expand-groups", .activate = expand_activated_cb, .parameter_type = "i" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_menu_button_set_popover (self->sort_button, aip_keys_popover_new (self->view, FALSE));
  gtk_menu_button_set_popover (self->group_button, aip_keys_popover_new (self->view, TRUE));
  g_signal_connect_object (self->view, "arranged", G_CALLBACK (arranged_cb), self,
                           G_CONNECT_SWAPPED);
  update (self);
}
