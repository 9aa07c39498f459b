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

/*
 * How the table looks belongs to the project: it is kept in the document's settings as one `a{sv}`,
 * so a newer version can add to it and an older one ignore what it does not know.
 */
#define SETTING "shot-table"

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

/* What the table shows now, into the states of the actions. */
static void
update_states (AipShotsPage *self)
{
  gboolean descending;

  aip_shot_view_get_sort (self->view, &descending);
  g_simple_action_set_state (lookup (self, "sort"), g_variant_new_string (get_sort_id (self)));
  g_simple_action_set_state (lookup (self, "sort-descending"), g_variant_new_boolean (descending));
  g_simple_action_set_state (lookup (self, "group"),
                             g_variant_new_boolean (aip_shot_view_get_grouped (self->view)));
  g_simple_action_set_state (lookup (self, "duration-display"),
                             g_variant_new_string (aip_cell_context_get_timecode (self->context)
                                                   ? "timecode" : "frames"));

  for (guint i = 0; i < AIP_N_SHOT_COLUMNS; i++)
    {
      g_autofree char *name = g_strconcat ("column-", aip_shot_column_get_info (i)->id, NULL);
      gboolean visible = aip_shot_table_get_column_visible (self->table, i);

      g_simple_action_set_state (lookup (self, name), g_variant_new_boolean (visible));
    }
}

/* Saving and restoring ----------------------------------------------------------------------- */

static void
save (AipShotsPage *self)
{
  g_autoptr(GVariant) columns = aip_shot_table_dup_columns (self->table);
  GVariantDict dict;
  gboolean descending;

  aip_shot_view_get_sort (self->view, &descending);
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert_value (&dict, "columns", columns);
  g_variant_dict_insert (&dict, "sort", "s", get_sort_id (self));
  g_variant_dict_insert (&dict, "descending", "b", descending);
  g_variant_dict_insert (&dict, "group", "b", aip_shot_view_get_grouped (self->view));
  g_variant_dict_insert (&dict, "timecode", "b", aip_cell_context_get_timecode (self->context));

  aip_document_set_setting (self->document, SETTING, g_variant_dict_end (&dict));
}

static gboolean
save_cb (gpointer user_data)
{
  AipShotsPage *self = user_data;

  self->save_source = 0;
  save (self);

  return G_SOURCE_REMOVE;
}

void
_aip_shots_page_look_changed (AipShotsPage *self)
{
  if (self->loading_look || self->table == NULL)
    return;

  update_states (self);
  _aip_shots_page_update_actions (self);
  /* A column that is being resized says so for every pixel. */
  g_clear_handle_id (&self->save_source, g_source_remove);
  self->save_source = g_timeout_add (500, save_cb, self);
}

void
_aip_shots_page_flush_look (AipShotsPage *self)
{
  if (self->save_source == 0)
    return;

  g_clear_handle_id (&self->save_source, g_source_remove);
  save (self);
}

static void
restore (AipShotsPage *self)
{
  g_autoptr(GVariant) look = aip_document_get_setting (self->document, SETTING,
                                                              G_VARIANT_TYPE_VARDICT);
  g_autoptr(GVariant) columns = NULL;
  AipShotColumn column;
  const char *sort;
  gboolean descending = FALSE;
  gboolean value;

  if (look == NULL)
    return;

  self->loading_look = TRUE;
  columns = g_variant_lookup_value (look, "columns", G_VARIANT_TYPE ("a(sib)"));
  if (columns != NULL)
    aip_shot_table_apply_columns (self->table, columns);
  if (g_variant_lookup (look, "group", "b", &value))
    aip_shot_view_set_grouped (self->view, value);
  if (g_variant_lookup (look, "timecode", "b", &value))
    aip_cell_context_set_timecode (self->context, value);

  g_variant_lookup (look, "descending", "b", &descending);
  if (g_variant_lookup (look, "sort", "&s", &sort))
    {
      column = aip_shot_column_from_id (sort);
      if (column != AIP_SHOT_COLUMN_NONE
          && (aip_shot_column_get_info (column)->flags & AIP_SHOT_COLUMN_SORTED))
        {
          aip_shot_view_set_sort (self->view, column, descending);
          aip_shot_table_show_sort (self->table);
        }
    }
  self->loading_look = FALSE;
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
  AipShotColumn column = aip_shot_column_from_id (g_variant_get_string (value, NULL));
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

static void
column_change_state_cb (GSimpleAction *action,
                        GVariant      *value,
                        gpointer       user_data)
{
  AipShotsPage *self = user_data;
  const char *name = g_action_get_name (G_ACTION (action));
  AipShotColumn column = aip_shot_column_from_id (name + strlen ("column-"));

  aip_shot_table_set_column_visible (self->table, column, g_variant_get_boolean (value));
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
      GActionEntry entry = { .name = name, .state = "true",
                             .change_state = column_change_state_cb };

      g_action_map_add_action_entries (G_ACTION_MAP (self->actions), &entry, 1, self);
    }
  /* There is no table without it. */
  g_simple_action_set_enabled (lookup (self, "column-code"), FALSE);

  restore (self);
  update_states (self);
}
