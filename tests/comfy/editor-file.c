/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <json-glib/json-glib.h>

#include "aip-comfy-json.h"
#include "editor-file.h"

static gboolean
is_seed (const char *name)
{
  return g_str_equal (name, "seed") || g_str_equal (name, "noise_seed");
}

/* One input: a socket with the number of its link, or a field, or both where a field was turned. */
static void
add_input (AipGraph           *graph,
           const char         *node,
           const AipNodeInput *input,
           JsonArray          *sockets,
           JsonArray          *fields,
           JsonArray          *links)
{
  const char *name = aip_node_input_get_name (input);
  gboolean is_field = aip_node_input_is_widget (input);
  const char *source;
  guint slot;

  if (aip_graph_get_link (graph, node, name, &source, &slot))
    {
      guint id = json_array_get_length (links) + 1;
      JsonObject *socket = json_object_new ();
      JsonArray *link = json_array_new ();

      json_object_set_string_member (socket, "name", name);
      json_object_set_string_member (socket, "type", aip_node_input_get_type_name (input));
      json_object_set_int_member (socket, "link", id);
      if (is_field)
        {
          JsonObject *widget = json_object_new ();

          json_object_set_string_member (widget, "name", name);
          json_object_set_object_member (socket, "widget", widget);
        }
      json_array_add_int_element (link, id);
      json_array_add_int_element (link, g_ascii_strtoll (source, NULL, 10));
      json_array_add_int_element (link, slot);
      json_array_add_int_element (link, g_ascii_strtoll (node, NULL, 10));
      json_array_add_int_element (link, json_array_get_length (sockets));
      json_array_add_string_element (link, aip_node_input_get_type_name (input));
      json_array_add_array_element (links, link);
      json_array_add_object_element (sockets, socket);
    }

  if (is_field)
    {
      JsonNode *literal = aip_graph_get_literal (graph, node, name);

      if (literal == NULL)
        literal = aip_node_input_get_default (input);
      json_array_add_element (fields, literal != NULL ? json_node_copy (literal)
                                                      : json_node_new (JSON_NODE_NULL));
      if (is_seed (name))
        json_array_add_string_element (fields, "randomize");
    }
}

static gboolean
is_number (const char *id)
{
  return g_ascii_string_to_unsigned (id, 10, 0, G_MAXINT, NULL, NULL);
}

char *
test_graph_to_editor_file (AipGraph         *graph,
                           AipNodeCatalogue *catalogue)
{
  g_autoptr(JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autoptr(JsonArray) nodes = json_array_new ();
  g_autoptr(JsonArray) links = json_array_new ();
  JsonObject *object = json_object_new ();

  json_node_take_object (root, object);
  for (guint i = 0; i < aip_graph_get_n_nodes (graph); i++)
    {
      const char *id = aip_graph_get_node (graph, i);
      const AipNodeClass *class = aip_node_catalogue_lookup (catalogue,
                                                             aip_graph_get_class (graph, id));
      JsonObject *node;
      JsonArray *sockets, *fields;

      if (class == NULL || !is_number (id))
        return NULL;

      node = json_object_new ();
      sockets = json_array_new ();
      fields = json_array_new ();
      for (guint j = 0; j < aip_node_class_get_n_inputs (class); j++)
        add_input (graph, id, aip_node_class_get_input (class, j), sockets, fields, links);
      json_object_set_int_member (node, "id", g_ascii_strtoll (id, NULL, 10));
      json_object_set_string_member (node, "type", aip_graph_get_class (graph, id));
      json_object_set_int_member (node, "mode", 0);
      json_object_set_array_member (node, "inputs", sockets);
      json_object_set_array_member (node, "widgets_values", fields);
      json_array_add_object_element (nodes, node);
    }
  json_object_set_array_member (object, "nodes", g_steal_pointer (&nodes));
  json_object_set_array_member (object, "links", g_steal_pointer (&links));
  json_object_set_double_member (object, "version", 0.4);

  return aip_comfy_json_to_text (root);
}
