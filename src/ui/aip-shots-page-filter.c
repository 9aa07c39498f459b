/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shots-page"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "aip-filter-dialog.h"
#include "aip-replace-dialog.h"
#include "aip-shot-edit.h"
#include "aip-shot-stale.h"
#include "aip-shots-page-private.h"
#include "aip-status.h"

/* A text that nobody would type whole is found by how it begins. */
#define MAX_VALUE_CHARS 80

/* One cell ------------------------------------------------------------------------------------ */

static gboolean
get_key (AipShotColumn  column,
         AipQueryKey   *key)
{
  static const struct {
    AipShotColumn column;
    AipQueryKey   key;
  } rows[] = {
    { AIP_SHOT_COLUMN_CODE, AIP_QUERY_CODE },
    { AIP_SHOT_COLUMN_DESCRIPTION, AIP_QUERY_DESCRIPTION },
    { AIP_SHOT_COLUMN_STATUS, AIP_QUERY_STATUS },
    { AIP_SHOT_COLUMN_FINDINGS, AIP_QUERY_FINDING },
    { AIP_SHOT_COLUMN_TAKES, AIP_QUERY_TAKES },
    { AIP_SHOT_COLUMN_DURATION, AIP_QUERY_DURATION },
    { AIP_SHOT_COLUMN_SIZE, AIP_QUERY_SIZE },
    { AIP_SHOT_COLUMN_LENS, AIP_QUERY_LENS },
    { AIP_SHOT_COLUMN_MOVE, AIP_QUERY_MOVE },
    { AIP_SHOT_COLUMN_CAMERA, AIP_QUERY_CAMERA },
    { AIP_SHOT_COLUMN_LIGHT, AIP_QUERY_LIGHT },
    { AIP_SHOT_COLUMN_SCENE, AIP_QUERY_SCENE },
    { AIP_SHOT_COLUMN_WORKFLOW, AIP_QUERY_WORKFLOW },
    { AIP_SHOT_COLUMN_ACTION, AIP_QUERY_ACTION },
    { AIP_SHOT_COLUMN_DIALOGUE, AIP_QUERY_DIALOGUE },
    { AIP_SHOT_COLUMN_CHARACTERS, AIP_QUERY_CHARACTER },
    { AIP_SHOT_COLUMN_PLACE, AIP_QUERY_PLACE },
    { AIP_SHOT_COLUMN_TAGS, AIP_QUERY_TAG },
    { AIP_SHOT_COLUMN_NOTES, AIP_QUERY_NOTES },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].column == column)
      {
        *key = rows[i].key;
        return TRUE;
      }

  return FALSE;
}

/* A text of several lines, or a long one, by how its first line begins. */
static AipQueryNode *
new_text_term (AipQueryKey  key,
               const char  *text)
{
  gsize line = strcspn (text, "\n");
  g_autofree char *first = g_strndup (text, line);
  g_autofree char *start = NULL;

  if (text[line] == '\0' && g_utf8_strlen (first, -1) <= MAX_VALUE_CHARS)
    return aip_query_node_new_term (key, AIP_QUERY_IS, first);

  start = g_utf8_substring (first, 0, MIN (g_utf8_strlen (first, -1), MAX_VALUE_CHARS));

  return aip_query_node_new_term (key, AIP_QUERY_BEGINS, g_strstrip (start));
}

static AipQueryNode *
new_field_term (AipShotsPage  *self,
                AipShot       *shot,
                AipShotColumn  column)
{
  AipCustomField *field = aip_shot_column_get_custom (column);
  AipCustomType type = aip_custom_field_get_format (field)->type;
  const char *name = aip_custom_field_get_name (field);
  g_autofree char *text = aip_shot_table_dup_text (self->table, shot, column);
  g_auto(GStrv) parts = NULL;
  AipQueryNode *node;

  if (type == AIP_CUSTOM_CHECKBOX)
    return aip_query_node_new_field (name, AIP_QUERY_IS, *text != '\0' ? "yes" : "no");
  if (*g_strstrip (text) == '\0')
    return aip_query_node_new_field (name, AIP_QUERY_EMPTY, NULL);
  if (type == AIP_CUSTOM_TEXT || type == AIP_CUSTOM_LONG_TEXT || type == AIP_CUSTOM_URL)
    {
      node = new_text_term (AIP_QUERY_FIELD, text);
      node->field = g_strdup (name);
      return node;
    }
  if (type != AIP_CUSTOM_MULTI_SELECT)
    return aip_query_node_new_field (name, AIP_QUERY_IS, text);

  node = aip_query_node_new_field (name, AIP_QUERY_IS, NULL);
  parts = g_strsplit (text, ", ", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    aip_query_node_add_value (node, parts[i]);

  return node;
}

/* What would find every shot that says the same in @column; %NULL if the filter knows nothing. */
static AipQueryNode *
new_term (AipShotsPage  *self,
          AipShot       *shot,
          AipShotColumn  column)
{
  g_autofree char *text = NULL;
  g_autofree char *number = NULL;
  AipQueryKey key;

  if (aip_shot_column_get_custom (column) != NULL)
    return new_field_term (self, shot, column);
  if (column == AIP_SHOT_COLUMN_STALE)
    {
      AipQueryNode *node = aip_query_node_new_term (AIP_QUERY_MARK, AIP_QUERY_IS, "stale");

      node->negated = !aip_shot_stale_is (shot);
      return node;
    }
  if (!get_key (column, &key))
    return NULL;

  switch (key)
    {
    case AIP_QUERY_DURATION:
      number = g_strdup_printf ("%" G_GINT64_FORMAT, aip_shot_get_duration (shot));
      return aip_query_node_new_term (key, AIP_QUERY_IS, number);
    case AIP_QUERY_TAKES:
      number = g_strdup_printf ("%u", aip_shot_get_n_takes (shot));
      return aip_query_node_new_term (key, AIP_QUERY_IS, number);
    case AIP_QUERY_STATUS:
      return aip_query_node_new_term (key, AIP_QUERY_IS,
                                      aip_status_get_title (aip_shot_get_status (shot)));
    default:
      break;
    }

  text = aip_shot_table_dup_text (self->table, shot, column);
  if (*g_strstrip (text) == '\0')
    return aip_query_node_new_term (key, AIP_QUERY_EMPTY, NULL);

  if (key == AIP_QUERY_TAG || key == AIP_QUERY_CHARACTER)
    {
      AipQueryNode *node = aip_query_node_new_term (key, AIP_QUERY_IS, NULL);
      g_auto(GStrv) parts = g_strsplit (text, ", ", -1);

      for (guint i = 0; parts[i] != NULL; i++)
        aip_query_node_add_value (node, parts[i]);

      return node;
    }

  return new_text_term (key, text);
}

static void
filter_by_cell (AipShotsPage *self,
                gboolean      exclude)
{
  g_autoptr(AipQueryNode) query = aip_query_parse (aip_shots_page_get_search (self));
  AipShot *shot = aip_shot_view_get_cursor (self->view);
  AipShotColumn column = aip_shot_table_get_focus_column (self->table);
  g_autofree char *text = NULL;
  AipQueryNode *term = NULL;

  if (shot != NULL)
    term = new_term (self, shot, column);
  if (term == NULL)
    {
      aip_session_toast (self->session, _("Shots cannot be filtered by this column."));
      return;
    }

  term->negated = exclude;
  g_ptr_array_add (query->children, term);
  text = aip_query_to_text (query);
  aip_shots_page_apply_search (self, text);
  aip_shots_page_focus_table (self);
}

static void
filter_by_cell_activated_cb (GSimpleAction *action,
                             GVariant      *parameter,
                             gpointer       user_data)
{
  filter_by_cell (user_data, FALSE);
}

static void
exclude_cell_activated_cb (GSimpleAction *action,
                           GVariant      *parameter,
                           gpointer       user_data)
{
  filter_by_cell (user_data, TRUE);
}

/* The filter ---------------------------------------------------------------------------------- */

static void
edit_filter_activated_cb (GSimpleAction *action,
                          GVariant      *parameter,
                          gpointer       user_data)
{
  AipShotsPage *self = user_data;

  aip_shot_table_finish_edit (self->table);
  adw_dialog_present (aip_filter_dialog_new (self), GTK_WIDGET (self));
}

/* Find and replace ---------------------------------------------------------------------------- */

static void
replace_activated_cb (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       user_data)
{
  AipShotsPage *self = user_data;
  g_autoptr(GPtrArray) selected = aip_shot_view_dup_selected (self->view);

  aip_shot_table_finish_edit (self->table);
  adw_dialog_present (aip_replace_dialog_new (self->session,
                                              aip_shot_list_get_all (
                                                aip_shot_view_get_list (self->view)), selected),
                      GTK_WIDGET (self));
}

void
_aip_shots_page_init_filter (AipShotsPage *self)
{
  static const GActionEntry entries[] = {
    { .name = "edit-filter", .activate = edit_filter_activated_cb },
    { .name = "replace", .activate = replace_activated_cb },
    { .name = "filter-by-cell", .activate = filter_by_cell_activated_cb },
    { .name = "exclude-cell", .activate = exclude_cell_activated_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
}

void
_aip_shots_page_update_filter (AipShotsPage *self)
{
  AipShot *cursor = aip_shot_view_get_cursor (self->view);
  AipQueryKey key;
  AipShotColumn column = aip_shot_table_get_focus_column (self->table);
  gboolean can = cursor != NULL && column != AIP_SHOT_COLUMN_NONE
                 && (get_key (column, &key) || aip_shot_column_get_custom (column) != NULL);

  _aip_shots_page_set_enabled (self, "filter-by-cell", can);
  _aip_shots_page_set_enabled (self, "exclude-cell", can);
}

/* The text belongs to the entry of the window; without one it is only ours. */
void
aip_shots_page_apply_search (AipShotsPage *self,
                             const char   *text)
{
  g_return_if_fail (AIP_IS_SHOTS_PAGE (self));
  g_return_if_fail (text != NULL);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.search-text", "s", text);
  /* Now, not when the entry thinks that nobody types any more. */
  aip_shots_page_set_search (self, text);
}

guint
aip_shots_page_count_shown (AipShotsPage *self,
                            guint        *n_all)
{
  guint n_shown;

  g_return_val_if_fail (AIP_IS_SHOTS_PAGE (self), 0);

  n_shown = aip_shot_view_get_shots (self->view)->len;
  if (n_all != NULL)
    *n_all = n_shown + aip_shot_view_get_n_hidden (self->view);

  return n_shown;
}
