/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-overrides"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "aip-error.h"
#include "aip-json.h"
#include "aip-overrides.h"

#define MAX_BYTES (16 * 1024)

/* (nullable) */
static JsonNode *
parse (const char *text)
{
  JsonNode *node = *text != '\0' ? aip_json_parse (text, -1, MAX_BYTES, NULL) : NULL;

  if (node != NULL && aip_json_node_object (node) == NULL)
    g_clear_pointer (&node, json_node_unref);

  return node;
}

static gboolean
get_number (JsonNode *node,
            double   *value)
{
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) ||
      (json_node_get_value_type (node) != G_TYPE_INT64 &&
       json_node_get_value_type (node) != G_TYPE_DOUBLE))
    return FALSE;

  *value = json_node_get_double (node);

  return isfinite (*value);
}

GStrv
aip_overrides_list (const char *text)
{
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GStrvBuilder) roles = g_strv_builder_new ();
  g_autoptr(GList) members = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  node = parse (text);
  if (node != NULL)
    members = g_list_sort (json_object_get_members (aip_json_node_object (node)),
                           (GCompareFunc) g_strcmp0);
  for (GList *l = members; l != NULL; l = l->next)
    g_strv_builder_add (roles, l->data);

  return g_strv_builder_end (roles);
}

gboolean
aip_overrides_get_number (const char *text,
                          const char *role,
                          double     *value)
{
  g_autoptr(JsonNode) node = NULL;

  g_return_val_if_fail (text != NULL && role != NULL && value != NULL, FALSE);

  node = parse (text);

  return get_number (aip_json_get (aip_json_node_object (node), role), value);
}

char *
aip_overrides_dup_string (const char *text,
                          const char *role)
{
  g_autoptr(JsonNode) node = NULL;

  g_return_val_if_fail (text != NULL && role != NULL, NULL);

  node = parse (text);

  return g_strdup (aip_json_get_string (aip_json_node_object (node), role, NULL));
}

char *
aip_overrides_set (const char *text,
                   const char *role,
                   GVariant   *value)
{
  g_autoptr(GVariant) owned = value != NULL ? g_variant_ref_sink (value) : NULL;
  g_autoptr(JsonNode) node = NULL;
  JsonObject *object;

  g_return_val_if_fail (text != NULL && role != NULL, NULL);

  node = parse (text);
  if (node == NULL)
    {
      node = json_node_new (JSON_NODE_OBJECT);
      json_node_take_object (node, json_object_new ());
    }
  object = aip_json_node_object (node);

  if (owned == NULL)
    {
      if (json_object_has_member (object, role))
        json_object_remove_member (object, role);
    }
  else if (g_variant_is_of_type (owned, G_VARIANT_TYPE_DOUBLE))
    {
      double number = g_variant_get_double (owned);

      /* “30”, not “30.0”: the graph has whole numbers where they belong. */
      if (number == floor (number) && fabs (number) < 1e15)
        json_object_set_int_member (object, role, (gint64) number);
      else
        json_object_set_double_member (object, role, number);
    }
  else
    json_object_set_string_member (object, role, g_variant_get_string (owned, NULL));

  return json_object_get_size (object) > 0 ? aip_json_to_text (node, FALSE) : g_strdup ("");
}

gboolean
aip_overrides_check (GVariant  *value,
                     GError   **error)
{
  const char *text = g_variant_get_string (value, NULL);
  g_autoptr(JsonNode) node = NULL;
  JsonObjectIter iter;
  const char *role;
  JsonNode *member;

  if (*text == '\0')
    return TRUE;

  node = parse (text);
  if (node == NULL)
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_INVALID,
                           _("What a shot sets in its workflow is a JSON object."));
      return FALSE;
    }

  json_object_iter_init_ordered (&iter, aip_json_node_object (node));
  while (json_object_iter_next_ordered (&iter, &role, &member))
    {
      double number;

      if (!get_number (member, &number) && aip_json_node_string (member) == NULL)
        {
          g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                       _("“%s” of a workflow can be set to a number or a text."), role);
          return FALSE;
        }
    }

  return TRUE;
}
