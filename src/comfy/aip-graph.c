/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-graph"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "aip-comfy-json.h"
#include "aip-error.h"
#include "aip-graph-private.h"
#include "aip-json.h"

/* No real node comes near; it keeps the linear look-ups below harmless. */
#define MAX_INPUTS 1000

G_DEFINE_BOXED_TYPE (AipGraph, aip_graph, aip_graph_ref, aip_graph_unref)

static void
graph_input_free (gpointer data)
{
  AipGraphInput *input = data;

  g_free (input->name);
  g_free (input->source);
  g_clear_pointer (&input->literal, json_node_unref);
  g_free (input);
}

static void
graph_node_free (gpointer data)
{
  AipGraphNode *node = data;

  g_free (node->id);
  g_free (node->class_type);
  g_clear_pointer (&node->meta, json_node_unref);
  g_ptr_array_unref (node->inputs);
  g_free (node);
}

static AipGraphNode *
append_node (AipGraph   *self,
             const char *id,
             const char *class_type)
{
  AipGraphNode *node = g_new0 (AipGraphNode, 1);

  node->position = self->nodes->len;
  node->id = g_strdup (id);
  node->class_type = g_strdup (class_type);
  node->inputs = g_ptr_array_new_with_free_func (graph_input_free);

  g_ptr_array_add (self->nodes, node);
  g_hash_table_insert (self->by_id, node->id, node);

  return node;
}

static AipGraphInput *
append_input (AipGraphNode  *node,
              const char *name)
{
  AipGraphInput *input = g_new0 (AipGraphInput, 1);

  input->name = g_strdup (name);
  g_ptr_array_add (node->inputs, input);

  return input;
}

AipGraph *
aip_graph_new (void)
{
  AipGraph *self = g_new0 (AipGraph, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->nodes = g_ptr_array_new_with_free_func (graph_node_free);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);

  return self;
}

AipGraph *
aip_graph_ref (AipGraph *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
aip_graph_unref (AipGraph *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->nodes);
  g_free (self);
}

/* The server takes every array for a link; what is not [text, whole number] is kept as it is and
 * found by aip_graph_validate(). */
static void
read_input (AipGraphNode  *node,
            const char *name,
            JsonNode   *value)
{
  AipGraphInput *input = append_input (node, name);
  JsonArray *array = aip_json_node_array (value);

  if (array != NULL && json_array_get_length (array) == 2)
    {
      const char *source = aip_json_node_string (json_array_get_element (array, 0));
      JsonNode *slot = json_array_get_element (array, 1);

      if (source != NULL && JSON_NODE_HOLDS_VALUE (slot) &&
          json_node_get_value_type (slot) == G_TYPE_INT64 &&
          json_node_get_int (slot) >= 0 && json_node_get_int (slot) <= G_MAXINT)
        {
          input->source = g_strdup (source);
          input->slot = (guint) json_node_get_int (slot);
          return;
        }
    }

  input->literal = json_node_ref (value);
}

/**
 * aip_graph_new_from_json:
 * @node: what aip_comfy_json_parse() answered
 * @error: return location
 *
 * Reads a graph from an untrusted source. Links are not followed yet: see aip_graph_validate().
 *
 * Returns: (transfer full): the graph; %NULL with %AIP_ERROR_INVALID or %AIP_ERROR_TOO_LARGE
 */
AipGraph *
aip_graph_new_from_json (JsonNode  *node,
                         GError   **error)
{
  g_autoptr(AipGraph) self = aip_graph_new ();
  JsonObject *root = aip_json_node_object (node);
  JsonObjectIter iter;
  const char *id;
  JsonNode *member;

  if (root == NULL)
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_INVALID,
                           _("This is not a ComfyUI graph: it is not a JSON object."));
      return NULL;
    }

  if (aip_json_get_array (root, "nodes") != NULL)
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_INVALID,
                           _("This workflow was saved for ComfyUI’s editor. Export it there with "
                             "“Export (API)” and use that file."));
      return NULL;
    }

  if (json_object_get_size (root) > AIP_GRAPH_MAX_NODES)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_TOO_LARGE,
                   _("The graph has %u nodes; at most %d are read."),
                   json_object_get_size (root), AIP_GRAPH_MAX_NODES);
      return NULL;
    }

  json_object_iter_init_ordered (&iter, root);
  while (json_object_iter_next_ordered (&iter, &id, &member))
    {
      JsonObject *object = aip_json_node_object (member);
      const char *class_type = aip_json_get_string (object, "class_type", NULL);
      JsonObject *inputs = aip_json_get_object (object, "inputs");
      JsonNode *meta = aip_json_get (object, "_meta");
      JsonObjectIter input_iter;
      const char *name;
      JsonNode *value;
      AipGraphNode *graph_node;

      if (class_type == NULL || *class_type == '\0' || inputs == NULL)
        {
          g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                       _("This is not a ComfyUI graph: node “%s” has no class or no inputs."), id);
          return NULL;
        }

      if (json_object_get_size (inputs) > MAX_INPUTS)
        {
          g_set_error (error, AIP_ERROR, AIP_ERROR_TOO_LARGE,
                       _("Node “%s” of the graph has more than %d inputs."), id, MAX_INPUTS);
          return NULL;
        }

      graph_node = append_node (self, id, class_type);
      if (meta != NULL)
        graph_node->meta = json_node_ref (meta);

      json_object_iter_init_ordered (&input_iter, inputs);
      while (json_object_iter_next_ordered (&input_iter, &name, &value))
        read_input (graph_node, name, value);
    }

  return g_steal_pointer (&self);
}

AipGraph *
aip_graph_parse (const char  *text,
                 gssize       length,
                 GError     **error)
{
  g_autoptr(JsonNode) root = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  root = aip_comfy_json_parse (text, length, AIP_GRAPH_MAX_BYTES, error);

  return root != NULL ? aip_graph_new_from_json (root, error) : NULL;
}

AipGraph *
aip_graph_copy (AipGraph *self)
{
  AipGraph *copy = aip_graph_new ();

  g_return_val_if_fail (self != NULL, copy);

  for (guint i = 0; i < self->nodes->len; i++)
    {
      AipGraphNode *node = g_ptr_array_index (self->nodes, i);
      AipGraphNode *new_node = append_node (copy, node->id, node->class_type);

      if (node->meta != NULL)
        new_node->meta = json_node_ref (node->meta);

      for (guint j = 0; j < node->inputs->len; j++)
        {
          AipGraphInput *input = g_ptr_array_index (node->inputs, j);
          AipGraphInput *new_input = append_input (new_node, input->name);

          new_input->source = g_strdup (input->source);
          new_input->slot = input->slot;
          if (input->literal != NULL)
            new_input->literal = json_node_ref (input->literal);
        }
    }

  return copy;
}

static JsonNode *
input_to_json (AipGraphInput *input)
{
  JsonNode *node;
  JsonArray *link;

  if (input->literal != NULL)
    return json_node_ref (input->literal);

  link = json_array_sized_new (2);
  json_array_add_string_element (link, input->source);
  json_array_add_int_element (link, input->slot);
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, link);

  return node;
}

/**
 * aip_graph_to_json:
 *
 * Returns: (transfer full): the graph; write it with aip_comfy_json_to_text(), large integers are
 *   marked in it
 */
JsonNode *
aip_graph_to_json (AipGraph *self)
{
  JsonNode *root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *nodes = json_object_new ();

  json_node_take_object (root, nodes);
  g_return_val_if_fail (self != NULL, root);

  for (guint i = 0; i < self->nodes->len; i++)
    {
      AipGraphNode *node = g_ptr_array_index (self->nodes, i);
      JsonObject *object = json_object_new ();
      JsonObject *inputs = json_object_new ();

      for (guint j = 0; j < node->inputs->len; j++)
        {
          AipGraphInput *input = g_ptr_array_index (node->inputs, j);

          json_object_set_member (inputs, input->name, input_to_json (input));
        }

      json_object_set_string_member (object, "class_type", node->class_type);
      json_object_set_object_member (object, "inputs", inputs);
      if (node->meta != NULL)
        json_object_set_member (object, "_meta", json_node_ref (node->meta));
      json_object_set_object_member (nodes, node->id, object);
    }

  return root;
}

char *
aip_graph_to_text (AipGraph *self)
{
  g_autoptr(JsonNode) node = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  node = aip_graph_to_json (self);

  return aip_comfy_json_to_text (node);
}

/* Whether both would run the same: the order of nodes and inputs and the titles do not count. */
gboolean
aip_graph_equal (AipGraph *a,
                 AipGraph *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (a->nodes->len != b->nodes->len)
    return FALSE;

  for (guint i = 0; i < a->nodes->len; i++)
    {
      AipGraphNode *node = g_ptr_array_index (a->nodes, i);
      AipGraphNode *other = aip_graph_lookup (b, node->id);

      if (other == NULL || !g_str_equal (node->class_type, other->class_type) ||
          node->inputs->len != other->inputs->len)
        return FALSE;

      for (guint j = 0; j < node->inputs->len; j++)
        {
          AipGraphInput *input = g_ptr_array_index (node->inputs, j);
          AipGraphInput *other_input = aip_graph_find_input (other, input->name);

          if (other_input == NULL || g_strcmp0 (input->source, other_input->source) != 0 ||
              input->slot != other_input->slot)
            return FALSE;
          if (input->literal != NULL && !json_node_equal (input->literal, other_input->literal))
            return FALSE;
        }
    }

  return TRUE;
}

guint
aip_graph_get_n_nodes (AipGraph *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->nodes->len;
}

/* The id of the node at @position, NULL past the end. */
const char *
aip_graph_get_node (AipGraph *self,
                    guint     position)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (position >= self->nodes->len)
    return NULL;

  return ((AipGraphNode *) g_ptr_array_index (self->nodes, position))->id;
}

gboolean
aip_graph_has_node (AipGraph   *self,
                    const char *node)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return aip_graph_lookup (self, node) != NULL;
}

const char *
aip_graph_get_class (AipGraph   *self,
                     const char *node)
{
  AipGraphNode *found;

  g_return_val_if_fail (self != NULL, NULL);

  found = aip_graph_lookup (self, node);

  return found != NULL ? found->class_type : NULL;
}

const char *
aip_graph_get_title (AipGraph   *self,
                     const char *node)
{
  AipGraphNode *found;
  const char *title;

  g_return_val_if_fail (self != NULL && node != NULL, "");

  found = aip_graph_lookup (self, node);
  if (found == NULL)
    return node;

  title = aip_json_get_string (aip_json_node_object (found->meta), "title", "");

  return *title != '\0' ? title : found->class_type;
}

char **
aip_graph_list_inputs (AipGraph   *self,
                       const char *node)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();
  AipGraphNode *found;

  g_return_val_if_fail (self != NULL, NULL);

  found = aip_graph_lookup (self, node);
  for (guint i = 0; found != NULL && i < found->inputs->len; i++)
    g_strv_builder_add (names, ((AipGraphInput *) g_ptr_array_index (found->inputs, i))->name);

  return g_strv_builder_end (names);
}

gboolean
aip_graph_has_input (AipGraph   *self,
                     const char *node,
                     const char *input)
{
  g_return_val_if_fail (self != NULL && input != NULL, FALSE);

  return aip_graph_find_input (aip_graph_lookup (self, node), input) != NULL;
}

/**
 * aip_graph_get_link:
 * @source: (out) (optional) (transfer none): the node it comes from
 * @slot: (out) (optional): and its output
 *
 * Returns: whether the input is a link; it may lead to a node that does not exist
 */
gboolean
aip_graph_get_link (AipGraph    *self,
                    const char  *node,
                    const char  *input,
                    const char **source,
                    guint       *slot)
{
  AipGraphInput *found;

  g_return_val_if_fail (self != NULL && input != NULL, FALSE);

  found = aip_graph_find_input (aip_graph_lookup (self, node), input);
  if (found == NULL || found->source == NULL)
    return FALSE;

  if (source != NULL)
    *source = found->source;
  if (slot != NULL)
    *slot = found->slot;

  return TRUE;
}

/* NULL for a link and a missing input; belongs to the graph, not to be changed. */
JsonNode *
aip_graph_get_literal (AipGraph   *self,
                       const char *node,
                       const char *input)
{
  AipGraphInput *found;

  g_return_val_if_fail (self != NULL && input != NULL, NULL);

  found = aip_graph_find_input (aip_graph_lookup (self, node), input);

  return found != NULL ? found->literal : NULL;
}

char *
aip_graph_dup_string (AipGraph   *self,
                      const char *node,
                      const char *input,
                      const char *fallback)
{
  char *text = aip_comfy_json_dup_string (aip_graph_get_literal (self, node, input));

  return text != NULL ? text : g_strdup (fallback);
}

gint64
aip_graph_get_int (AipGraph   *self,
                   const char *node,
                   const char *input,
                   gint64      fallback)
{
  JsonNode *literal = aip_graph_get_literal (self, node, input);
  guint64 value;

  if (literal != NULL && JSON_NODE_HOLDS_VALUE (literal) &&
      json_node_get_value_type (literal) == G_TYPE_INT64)
    return json_node_get_int (literal);

  if (aip_comfy_json_get_uint64 (literal, &value) && value <= G_MAXINT64)
    return (gint64) value;

  return fallback;
}

guint64
aip_graph_get_uint64 (AipGraph   *self,
                      const char *node,
                      const char *input,
                      guint64     fallback)
{
  guint64 value;

  if (aip_comfy_json_get_uint64 (aip_graph_get_literal (self, node, input), &value))
    return value;

  return fallback;
}

double
aip_graph_get_double (AipGraph   *self,
                      const char *node,
                      const char *input,
                      double      fallback)
{
  double value;

  if (aip_comfy_json_get_number (aip_graph_get_literal (self, node, input), &value))
    return value;

  return fallback;
}

gboolean
aip_graph_get_boolean (AipGraph   *self,
                       const char *node,
                       const char *input,
                       gboolean    fallback)
{
  JsonNode *literal = aip_graph_get_literal (self, node, input);

  if (literal == NULL || !JSON_NODE_HOLDS_VALUE (literal) ||
      json_node_get_value_type (literal) != G_TYPE_BOOLEAN)
    return fallback;

  return json_node_get_boolean (literal);
}

static gboolean
set_literal (AipGraph    *self,
             const char  *node,
             const char  *name,
             JsonNode    *literal,    /* taken */
             GError     **error)
{
  AipGraphNode *found = aip_graph_lookup (self, node);
  AipGraphInput *input = aip_graph_find_input (found, name);

  json_node_seal (literal);

  if (found == NULL || (input != NULL && input->source != NULL))
    {
      if (found == NULL)
        g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                     _("The graph has no node “%s” whose “%s” could be set."), node, name);
      else
        g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                     _("“%s” of “%s” (node %s) cannot be set: it is linked to node %s."), name,
                     aip_graph_get_title (self, node), node, input->source);
      json_node_unref (literal);
      return FALSE;
    }

  if (input == NULL)
    input = append_input (found, name);
  g_clear_pointer (&input->literal, json_node_unref);
  input->literal = literal;

  return TRUE;
}

gboolean
aip_graph_set_string (AipGraph    *self,
                      const char  *node,
                      const char  *input,
                      const char  *value,
                      GError     **error)
{
  g_return_val_if_fail (self != NULL && node != NULL && input != NULL && value != NULL, FALSE);
  g_return_val_if_fail (g_utf8_validate (value, -1, NULL), FALSE);

  return set_literal (self, node, input, aip_comfy_json_new_string (value), error);
}

gboolean
aip_graph_set_int (AipGraph    *self,
                   const char  *node,
                   const char  *input,
                   gint64       value,
                   GError     **error)
{
  g_return_val_if_fail (self != NULL && node != NULL && input != NULL, FALSE);

  return set_literal (self, node, input, json_node_init_int (json_node_alloc (), value), error);
}

gboolean
aip_graph_set_uint64 (AipGraph    *self,
                      const char  *node,
                      const char  *input,
                      guint64      value,
                      GError     **error)
{
  g_return_val_if_fail (self != NULL && node != NULL && input != NULL, FALSE);

  return set_literal (self, node, input, aip_comfy_json_new_uint64 (value), error);
}

gboolean
aip_graph_set_double (AipGraph    *self,
                      const char  *node,
                      const char  *input,
                      double       value,
                      GError     **error)
{
  g_return_val_if_fail (self != NULL && node != NULL && input != NULL, FALSE);

  if (!isfinite (value))
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _("“%s” of node %s must be a finite number."), input, node);
      return FALSE;
    }

  return set_literal (self, node, input, json_node_init_double (json_node_alloc (), value), error);
}

gboolean
aip_graph_set_boolean (AipGraph    *self,
                       const char  *node,
                       const char  *input,
                       gboolean     value,
                       GError     **error)
{
  g_return_val_if_fail (self != NULL && node != NULL && input != NULL, FALSE);

  return set_literal (self, node, input, json_node_init_boolean (json_node_alloc (), value), error);
}

gboolean
aip_graph_add_node (AipGraph    *self,
                    const char  *node,
                    const char  *class_type,
                    GError     **error)
{
  g_return_val_if_fail (self != NULL && node != NULL && class_type != NULL, FALSE);

  if (aip_graph_lookup (self, node) != NULL)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_EXISTS, _("The graph has a node “%s” already."),
                   node);
      return FALSE;
    }

  append_node (self, node, class_type);

  return TRUE;
}

gboolean
aip_graph_set_title (AipGraph    *self,
                     const char  *node,
                     const char  *title,
                     GError     **error)
{
  AipGraphNode *found;
  JsonObject *meta;

  g_return_val_if_fail (self != NULL && node != NULL && title != NULL, FALSE);

  found = aip_graph_lookup (self, node);
  if (found == NULL)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID, _("The graph has no node “%s”."), node);
      return FALSE;
    }

  meta = json_object_new ();
  json_object_set_string_member (meta, "title", title);
  g_clear_pointer (&found->meta, json_node_unref);
  found->meta = json_node_init_object (json_node_alloc (), meta);
  json_object_unref (meta);

  return TRUE;
}

/* Makes @input a link, whatever it was. @source need not exist yet. */
gboolean
aip_graph_set_link (AipGraph    *self,
                    const char  *node,
                    const char  *input,
                    const char  *source,
                    guint        slot,
                    GError     **error)
{
  AipGraphNode *found;
  AipGraphInput *link;

  g_return_val_if_fail (self != NULL && node != NULL && input != NULL && source != NULL, FALSE);

  found = aip_graph_lookup (self, node);
  if (found == NULL)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _("The graph has no node “%s” whose “%s” could be set."), node, input);
      return FALSE;
    }

  link = aip_graph_find_input (found, input);
  if (link == NULL)
    link = append_input (found, input);
  g_clear_pointer (&link->literal, json_node_unref);
  g_set_str (&link->source, source);
  link->slot = slot;

  return TRUE;
}
