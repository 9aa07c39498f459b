/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-json-list"

#include "config.h"

#include "aip-json-list.h"
#include "aip-json.h"

#define MAX_BYTES (64 * 1024)

JsonArray *
aip_json_list_parse (const char  *text,
                     JsonNode   **node)
{
  g_return_val_if_fail (text != NULL && node != NULL, NULL);

  *node = *text != '\0' ? aip_json_parse (text, -1, MAX_BYTES, NULL) : NULL;

  return aip_json_node_array (*node);
}

char *
aip_json_list_to_text (JsonArray *array)
{
  g_autoptr(JsonNode) root = NULL;

  g_return_val_if_fail (array != NULL, NULL);

  root = json_node_init_array (json_node_alloc (), array);
  json_array_unref (array);

  return json_array_get_length (json_node_get_array (root)) > 0 ? aip_json_to_text (root, FALSE)
                                                                 : g_strdup ("");
}

gboolean
aip_json_list_is_whole (const char *text,
                        guint       n_understood,
                        guint       most)
{
  g_autoptr(JsonNode) node = NULL;
  JsonArray *array = aip_json_list_parse (text, &node);

  if (*text == '\0')
    return TRUE;

  return array != NULL && json_array_get_length (array) == n_understood && n_understood <= most;
}
