/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-json-table"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-error.h"
#include "aip-json-table.h"
#include "aip-json.h"

#define MAX_BYTES (64 * 1024 * 1024)

static char *
join_texts (JsonArray *array)
{
  g_autoptr(GString) joined = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *text = aip_json_node_string (json_array_get_element (array, i));

      if (text != NULL && *text != '\0')
        g_string_append_printf (joined, "%s%s", joined->len > 0 ? ", " : "", text);
    }

  return g_string_free_and_steal (g_steal_pointer (&joined));
}

static void
add_cell (AipTable     *table,
          AipTextStore *store,
          guint         row,
          guint         column,
          JsonNode     *node)
{
  AipCellKind kind = AIP_CELL_TEXT;
  g_autofree char *text = NULL;

  if (JSON_NODE_HOLDS_ARRAY (node))
    text = join_texts (json_node_get_array (node));
  else if (JSON_NODE_HOLDS_VALUE (node))
    switch (json_node_get_value_type (node))
      {
      case G_TYPE_STRING:
        text = g_strdup (json_node_get_string (node));
        break;
      case G_TYPE_INT64:
        kind = AIP_CELL_NUMBER;
        text = g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
        break;
      case G_TYPE_DOUBLE:
        kind = AIP_CELL_NUMBER;
        text = g_malloc (G_ASCII_DTOSTR_BUF_SIZE);
        g_ascii_dtostr (text, G_ASCII_DTOSTR_BUF_SIZE, json_node_get_double (node));
        break;
      case G_TYPE_BOOLEAN:
        kind = AIP_CELL_BOOLEAN;
        text = g_strdup (json_node_get_boolean (node) ? "TRUE" : "FALSE");
        break;
      default:
        break;
      }

  if (text == NULL)
    return;
  if (strlen (text) > AIP_TABLE_MAX_CELL_BYTES)
    aip_table_set_problem (table, row, _("a cell is longer than 1 MiB"));
  else
    aip_table_add_cell (table, row, column, kind, aip_text_store_add (store, text, strlen (text)));
}

/* The members of all objects, in the order in which they come first; a title for each. */
static GPtrArray *
find_columns (JsonArray *array)
{
  GPtrArray *columns = g_ptr_array_new ();
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = aip_json_node_object (json_array_get_element (array, i));
      g_autoptr(GList) members = object != NULL ? json_object_get_members (object) : NULL;

      for (GList *at = members; at != NULL && columns->len < AIP_TABLE_MAX_COLUMNS; at = at->next)
        if (g_hash_table_add (seen, at->data))
          g_ptr_array_add (columns, at->data);
    }

  return columns;
}

static gboolean
add_sheet (AipWorkbook *workbook,
           const char  *name,
           JsonArray   *array)
{
  g_autoptr(GPtrArray) columns = find_columns (array);
  g_autoptr(AipTextStore) store = aip_text_store_new ();
  g_autoptr(AipTable) table = aip_table_new (name, FALSE, store);
  guint n_rows = MIN (json_array_get_length (array), AIP_TABLE_MAX_ROWS - 1);

  if (columns->len == 0)
    return FALSE;

  for (guint i = 0; i < columns->len; i++)
    {
      const char *title = g_ptr_array_index (columns, i);

      aip_table_add_cell (table, 0, i, AIP_CELL_TEXT,
                          aip_text_store_add (store, title, strlen (title)));
    }
  for (guint row = 0; row < n_rows; row++)
    {
      JsonObject *object = aip_json_node_object (json_array_get_element (array, row));

      for (guint i = 0; i < columns->len && object != NULL; i++)
        {
          JsonNode *node = json_object_get_member (object, g_ptr_array_index (columns, i));

          if (node != NULL)
            add_cell (table, store, row + 1, i, node);
        }
    }
  aip_workbook_add_sheet (workbook, table);

  return TRUE;
}

AipWorkbook *
aip_json_table_read (GBytes      *bytes,
                     const char  *name,
                     GError     **error)
{
  g_autoptr(AipWorkbook) self = NULL;
  g_autoptr(JsonNode) root = NULL;
  JsonObject *object;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  root = aip_json_parse_bytes (bytes, MAX_BYTES, NULL);
  if (root == NULL)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _("“%s” cannot be read as JSON. Export the list again and try again."), name);
      return NULL;
    }

  self = aip_workbook_new_empty (name, AIP_WORKBOOK_JSON);
  object = aip_json_node_object (root);
  if (aip_json_node_array (root) != NULL)
    add_sheet (self, "", aip_json_node_array (root));
  else if (object != NULL)
    {
      g_autoptr(GList) members = json_object_get_members (object);

      for (GList *at = members; at != NULL; at = at->next)
        {
          JsonNode *node = json_object_get_member (object, at->data);

          if (aip_json_node_array (node) != NULL &&
              aip_workbook_get_n_sheets (self) < AIP_WORKBOOK_MAX_SHEETS)
            add_sheet (self, at->data, aip_json_node_array (node));
          else if (aip_json_node_string (node) != NULL)
            aip_workbook_add_property (self, at->data, aip_json_node_string (node));
        }
    }

  if (aip_workbook_get_n_sheets (self) > 0)
    return g_steal_pointer (&self);

  g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
               _("“%s” holds no list: it needs an array of objects, one for each shot."), name);

  return NULL;
}
