/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-graph-convert"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-comfy-json.h"
#include "aip-error.h"
#include "aip-graph-convert.h"
#include "aip-json.h"

/* Subgraphs of subgraphs of …; and links through reroutes and the like. */
#define MAX_DEPTH 16
#define MAX_HOPS  1000

/* What the editor calls the ends of a subgraph in its own links. */
#define SUBGRAPH_INPUT  (-10)
#define SUBGRAPH_OUTPUT (-20)

typedef enum {
  MODE_ALWAYS = 0,
  MODE_NEVER = 2,
  MODE_BYPASS = 4,
} Mode;

typedef struct {
  gint64 origin;
  gint64 origin_slot;
  gint64 target;
  gint64 target_slot;
} Link;

/*
 * The graph itself, or one use of a subgraph. Keys of the tables are numbers of the file; where a
 * file has texts instead they are hashed to themselves by their number.
 */
typedef struct _Scope Scope;
struct _Scope {
  Scope      *parent;
  JsonObject *instance;        /* the node that stands for it in the parent, NULL at the top */
  JsonObject *definition;
  char       *prefix;          /* "5:" */
  guint       depth;
  GHashTable *nodes;           /* id → JsonObject */
  GHashTable *links;           /* id → Link */
  GHashTable *children;        /* id of the instance → Scope */
};

typedef struct {
  AipNodeCatalogue *catalogue;
  GPtrArray        *problems;
  GHashTable       *definitions;   /* id → JsonObject */
  JsonObject       *graph;
  guint             n_nodes;
} Conversion;

/* What a socket gets: a link, a value, or nothing. */
typedef struct {
  char     *node;
  gint64    slot;
  JsonNode *value;      /* borrowed */
} Source;

static void
complain (Conversion *conversion,
          const char *format,
          ...) G_GNUC_PRINTF (2, 3);

static void
complain (Conversion *conversion,
          const char *format,
          ...)
{
  va_list args;

  if (conversion->problems == NULL)
    return;

  va_start (args, format);
  g_ptr_array_add (conversion->problems, g_strdup_vprintf (format, args));
  va_end (args);
}

/* Scopes ------------------------------------------------------------------------------------ */

static void
scope_free (gpointer data)
{
  Scope *scope = data;

  g_hash_table_unref (scope->nodes);
  g_hash_table_unref (scope->links);
  g_hash_table_unref (scope->children);
  g_free (scope->prefix);
  g_free (scope);
}

static gint64 *
new_key (gint64 number)
{
  return g_memdup2 (&number, sizeof number);
}

/* A link is [id, origin, slot, target, slot, type], or an object in newer files and subgraphs. */
static gboolean
read_link (JsonNode *node,
           gint64   *id,
           Link     *link)
{
  JsonArray *array = aip_json_node_array (node);
  JsonObject *object = aip_json_node_object (node);
  gint64 numbers[5];

  if (array != NULL && json_array_get_length (array) >= 5)
    {
      for (guint i = 0; i < 5; i++)
        {
          double number;

          if (!aip_comfy_json_get_number (json_array_get_element (array, i), &number))
            return FALSE;
          numbers[i] = (gint64) number;
        }
      *id = numbers[0];
      *link = (Link) { numbers[1], numbers[2], numbers[3], numbers[4] };
      return TRUE;
    }

  if (object == NULL)
    return FALSE;

  *id = aip_json_get_int (object, "id", -1);
  link->origin = aip_json_get_int (object, "origin_id", -1);
  link->origin_slot = aip_json_get_int (object, "origin_slot", 0);
  link->target = aip_json_get_int (object, "target_id", -1);
  link->target_slot = aip_json_get_int (object, "target_slot", 0);

  return *id >= 0;
}

static Scope *
scope_new (Scope      *parent,
           JsonObject *instance,
           JsonObject *definition)
{
  Scope *scope = g_new0 (Scope, 1);
  JsonArray *nodes = aip_json_get_array (definition, "nodes");
  JsonArray *links = aip_json_get_array (definition, "links");

  scope->parent = parent;
  scope->instance = instance;
  scope->definition = definition;
  scope->depth = parent != NULL ? parent->depth + 1 : 0;
  scope->prefix = parent != NULL
                    ? g_strdup_printf ("%s%" G_GINT64_FORMAT ":", parent->prefix,
                                       aip_json_get_int (instance, "id", -1))
                    : g_strdup ("");
  scope->nodes = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  scope->links = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  scope->children = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, scope_free);

  for (guint i = 0; nodes != NULL && i < json_array_get_length (nodes); i++)
    {
      JsonObject *node = aip_json_node_object (json_array_get_element (nodes, i));

      if (node != NULL)
        g_hash_table_replace (scope->nodes, new_key (aip_json_get_int (node, "id", -1)), node);
    }

  for (guint i = 0; links != NULL && i < json_array_get_length (links); i++)
    {
      gint64 id;
      Link link;

      if (read_link (json_array_get_element (links, i), &id, &link))
        g_hash_table_replace (scope->links, new_key (id), g_memdup2 (&link, sizeof link));
    }

  return scope;
}

static const char *
get_type (JsonObject *node)
{
  return aip_json_get_string (node, "type", "");
}

/* NULL if @node stands for no subgraph, or for one inside itself. */
static Scope *
enter (Conversion *conversion,
       Scope      *scope,
       JsonObject *node)
{
  JsonObject *definition = g_hash_table_lookup (conversion->definitions, get_type (node));
  gint64 id = aip_json_get_int (node, "id", -1);
  Scope *child;

  if (definition == NULL || scope->depth >= MAX_DEPTH)
    return NULL;

  child = g_hash_table_lookup (scope->children, &id);
  if (child == NULL)
    {
      child = scope_new (scope, node, definition);
      g_hash_table_insert (scope->children, new_key (id), child);
    }

  return child;
}

/* Following links --------------------------------------------------------------------------- */

static JsonObject *
get_socket (JsonObject *node,
            const char *side,
            gint64      index)
{
  JsonArray *sockets = aip_json_get_array (node, side);

  if (sockets == NULL || index < 0 || index >= json_array_get_length (sockets))
    return NULL;

  return aip_json_node_object (json_array_get_element (sockets, (guint) index));
}

static JsonObject *
find_socket (JsonObject *node,
             const char *name)
{
  JsonArray *inputs = aip_json_get_array (node, "inputs");

  for (guint i = 0; inputs != NULL && i < json_array_get_length (inputs); i++)
    {
      JsonObject *socket = aip_json_node_object (json_array_get_element (inputs, i));

      if (g_str_equal (aip_json_get_string (socket, "name", ""), name))
        return socket;
    }

  return NULL;
}

static const Link *
get_link (Scope      *scope,
          JsonObject *socket)
{
  gint64 id = aip_json_get_int (socket, "link", -1);

  return g_hash_table_lookup (scope->links, &id);
}

static JsonNode *
get_widget_value (JsonObject *node,
                  guint       index)
{
  JsonArray *values = aip_json_get_array (node, "widgets_values");

  return values != NULL && index < json_array_get_length (values)
           ? json_array_get_element (values, index) : NULL;
}

/* What a bypassed node hands through: the input of the output's type, at the same place if it can. */
static JsonObject *
find_bypass (JsonObject *node,
             gint64      slot)
{
  JsonObject *output = get_socket (node, "outputs", slot);
  JsonObject *same = get_socket (node, "inputs", slot);
  JsonArray *inputs = aip_json_get_array (node, "inputs");
  const char *type = aip_json_get_string (output, "type", "");

  if (same != NULL && g_str_equal (aip_json_get_string (same, "type", ""), type))
    return same;

  for (guint i = 0; inputs != NULL && i < json_array_get_length (inputs); i++)
    {
      JsonObject *input = aip_json_node_object (json_array_get_element (inputs, i));

      if (g_str_equal (aip_json_get_string (input, "type", ""), type))
        return input;
    }

  return NULL;
}

/* The node that sets the name which @getter gets, here or in a graph around. */
static JsonObject *
find_setter (Scope      *scope,
             JsonObject *getter,
             Scope     **where)
{
  const char *name = aip_json_node_string (get_widget_value (getter, 0));

  for (Scope *at = scope; name != NULL && at != NULL; at = at->parent)
    {
      GHashTableIter iter;
      gpointer node;

      g_hash_table_iter_init (&iter, at->nodes);
      while (g_hash_table_iter_next (&iter, NULL, &node))
        if (g_str_equal (get_type (node), "SetNode") &&
            g_strcmp0 (aip_json_node_string (get_widget_value (node, 0)), name) == 0)
          {
            *where = at;
            return node;
          }
    }

  return NULL;
}

/* Which of a subgraph's fields @name is, counted as its node shows them. */
static JsonNode *
get_promoted_value (JsonObject *instance,
                    const char *name)
{
  JsonArray *inputs = aip_json_get_array (instance, "inputs");
  guint index = 0;

  for (guint i = 0; inputs != NULL && i < json_array_get_length (inputs); i++)
    {
      JsonObject *socket = aip_json_node_object (json_array_get_element (inputs, i));

      if (aip_json_get_object (socket, "widget") == NULL)
        continue;
      if (g_str_equal (aip_json_get_string (socket, "name", ""), name))
        return get_widget_value (instance, index);
      index++;
    }

  return NULL;
}

/* FALSE: nothing comes in there. */
static gboolean
follow (Conversion *conversion,
        Scope      *scope,
        const Link *link,
        Source     *source)
{
  for (guint hop = 0; link != NULL && hop < MAX_HOPS; hop++)
    {
      gint64 id = link->origin;
      gint64 slot = link->origin_slot;
      JsonObject *node = g_hash_table_lookup (scope->nodes, &id);
      Scope *child;
      const char *type;

      if (id == SUBGRAPH_INPUT && scope->parent != NULL)
        {
          JsonObject *input = get_socket (scope->definition, "inputs", slot);
          const char *name = aip_json_get_string (input, "name", "");
          JsonObject *instance = scope->instance;
          JsonObject *socket = find_socket (instance, name);

          scope = scope->parent;
          link = get_link (scope, socket);
          if (link == NULL)
            {
              source->value = get_promoted_value (instance, name);
              return source->value != NULL;
            }
          continue;
        }
      if (node == NULL)
        return FALSE;

      type = get_type (node);
      switch ((int) aip_json_get_int (node, "mode", MODE_ALWAYS))
        {
        case MODE_NEVER:
          return FALSE;

        case MODE_BYPASS:
          link = get_link (scope, find_bypass (node, slot));
          continue;

        default:
          break;
        }

      if (g_str_equal (type, "Reroute") || g_str_equal (type, "SetNode"))
        link = get_link (scope, get_socket (node, "inputs", 0));
      else if (g_str_equal (type, "GetNode"))
        {
          JsonObject *setter = find_setter (scope, node, &scope);

          link = setter != NULL ? get_link (scope, get_socket (setter, "inputs", 0)) : NULL;
        }
      else if (g_str_equal (type, "PrimitiveNode"))
        {
          source->value = get_widget_value (node, 0);
          return source->value != NULL;
        }
      else if ((child = enter (conversion, scope, node)) != NULL)
        {
          GHashTableIter iter;
          gpointer inner;

          link = NULL;
          g_hash_table_iter_init (&iter, child->links);
          while (g_hash_table_iter_next (&iter, NULL, &inner))
            if (((Link *) inner)->target == SUBGRAPH_OUTPUT && ((Link *) inner)->target_slot == slot)
              link = inner;
          scope = child;
        }
      else
        {
          source->node = g_strdup_printf ("%s%" G_GINT64_FORMAT, scope->prefix, id);
          source->slot = slot;
          return TRUE;
        }
    }

  return FALSE;
}

/* Nodes ------------------------------------------------------------------------------------- */

static gboolean
is_after_generate (JsonNode *value)
{
  static const char *const words[] = { "fixed", "increment", "decrement", "randomize", NULL };
  const char *text = aip_json_node_string (value);

  return text != NULL && g_strv_contains (words, text);
}

/* What becomes of a seed after a run: a word, in old files yes or no. */
static gboolean
belongs_to_seed (const AipNodeInput *input,
                 JsonNode           *value)
{
  const char *name = aip_node_input_get_name (input);

  if (value == NULL || !g_str_equal (aip_node_input_get_type_name (input), "INT"))
    return FALSE;
  if (is_after_generate (value))
    return TRUE;

  return (g_str_equal (name, "seed") || g_str_equal (name, "noise_seed")) &&
         JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_BOOLEAN;
}

/* One field, and what its choice asks for behind it; what the editor adds behind a seed is skipped. */
static void
add_field (JsonObject         *node,
           JsonObject         *named,
           const AipNodeInput *input,
           guint              *index,
           JsonObject         *inputs)
{
  const char *name = aip_node_input_get_name (input);
  GPtrArray *branch = NULL;
  JsonNode *value;

  if (!aip_node_input_is_widget (input))
    return;

  if (named != NULL)
    value = aip_json_get (named, name);
  else
    {
      value = get_widget_value (node, (*index)++);
      if (value != NULL && belongs_to_seed (input, get_widget_value (node, *index)))
        (*index)++;
    }

  /* A field that is newer than the file has what a new node would have. */
  if (value == NULL || JSON_NODE_HOLDS_NULL (value))
    value = aip_node_input_get_default (input);
  if (value == NULL)
    return;

  json_object_set_member (inputs, name, json_node_copy (value));
  if (aip_json_node_string (value) != NULL)
    branch = aip_node_input_get_branch (input, aip_json_node_string (value));
  for (guint i = 0; branch != NULL && i < branch->len; i++)
    add_field (node, named, g_ptr_array_index (branch, i), index, inputs);
}

/* Fields in the order of the class. */
static void
add_fields (Conversion         *conversion,
            JsonObject         *node,
            const AipNodeClass *class,
            JsonObject         *inputs)
{
  JsonObject *named = aip_json_get_object (node, "widgets_values");
  guint index = 0;

  for (guint i = 0; i < aip_node_class_get_n_inputs (class); i++)
    add_field (node, named, aip_node_class_get_input (class, i), &index, inputs);
}

/* A node that the worker does not know: newer files say which sockets are fields. */
static void
guess_fields (JsonObject *node,
              JsonObject *inputs)
{
  JsonArray *sockets = aip_json_get_array (node, "inputs");
  JsonObject *named = aip_json_get_object (node, "widgets_values");
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;
  guint index = 0;

  if (named != NULL)
    {
      json_object_iter_init_ordered (&iter, named);
      while (json_object_iter_next_ordered (&iter, &name, &value))
        if (JSON_NODE_HOLDS_VALUE (value))
          json_object_set_member (inputs, name, json_node_copy (value));
      return;
    }

  for (guint i = 0; sockets != NULL && i < json_array_get_length (sockets); i++)
    {
      JsonObject *socket = aip_json_node_object (json_array_get_element (sockets, i));

      if (aip_json_get_object (socket, "widget") == NULL)
        continue;
      value = get_widget_value (node, index++);
      if (is_after_generate (get_widget_value (node, index)))
        index++;
      if (value != NULL && JSON_NODE_HOLDS_VALUE (value))
        json_object_set_member (inputs, aip_json_get_string (socket, "name", "?"),
                                json_node_copy (value));
    }
}

static void
add_links (Conversion *conversion,
           Scope      *scope,
           JsonObject *node,
           JsonObject *inputs)
{
  JsonArray *sockets = aip_json_get_array (node, "inputs");

  for (guint i = 0; sockets != NULL && i < json_array_get_length (sockets); i++)
    {
      JsonObject *socket = aip_json_node_object (json_array_get_element (sockets, i));
      const char *name = aip_json_get_string (socket, "name", NULL);
      const Link *link = get_link (scope, socket);
      Source source = { NULL, 0, NULL };

      if (name == NULL || link == NULL || !follow (conversion, scope, link, &source))
        continue;

      if (source.node != NULL)
        {
          JsonArray *pair = json_array_sized_new (2);

          json_array_add_string_element (pair, source.node);
          json_array_add_int_element (pair, source.slot);
          json_object_set_array_member (inputs, name, pair);
          g_free (source.node);
        }
      else
        json_object_set_member (inputs, name, json_node_copy (source.value));
    }
}

static gboolean
is_drawn_only (const char *type)
{
  static const char *const types[] = {
    "Note", "MarkdownNote", "Reroute", "PrimitiveNode", "SetNode", "GetNode", NULL,
  };

  return g_strv_contains (types, type);
}

static void
convert_node (Conversion *conversion,
              Scope      *scope,
              JsonObject *node)
{
  const char *type = get_type (node);
  const AipNodeClass *class = aip_node_catalogue_lookup (conversion->catalogue, type);
  g_autofree char *id = g_strdup_printf ("%s%" G_GINT64_FORMAT, scope->prefix,
                                         aip_json_get_int (node, "id", -1));
  const char *title = aip_json_get_string (node, "title", "");
  JsonObject *made, *inputs, *meta;

  inputs = json_object_new ();
  if (class != NULL)
    add_fields (conversion, node, class, inputs);
  else
    {
      if (g_str_has_prefix (type, "workflow/") || g_str_has_prefix (type, "workflow>"))
        complain (conversion, _("Node %s is a group of an older editor, “%s”. Open the workflow in "
                                "a newer one and turn it into a subgraph."), id,
                  type + strlen ("workflow/"));
      else
        complain (conversion, _("The worker does not have the node “%s” (node %s), so its fields "
                                "could only be guessed."), type, id);
      guess_fields (node, inputs);
    }
  add_links (conversion, scope, node, inputs);

  if (*title == '\0')
    title = class != NULL ? aip_node_class_get_display_name (class) : type;
  meta = json_object_new ();
  json_object_set_string_member (meta, "title", title);

  made = json_object_new ();
  json_object_set_string_member (made, "class_type", type);
  json_object_set_object_member (made, "inputs", inputs);
  json_object_set_object_member (made, "_meta", meta);
  json_object_set_object_member (conversion->graph, id, made);
}

static gboolean
convert_scope (Conversion  *conversion,
               Scope       *scope,
               GError     **error)
{
  JsonArray *nodes = aip_json_get_array (scope->definition, "nodes");

  for (guint i = 0; nodes != NULL && i < json_array_get_length (nodes); i++)
    {
      JsonObject *node = aip_json_node_object (json_array_get_element (nodes, i));
      gint64 mode = aip_json_get_int (node, "mode", MODE_ALWAYS);
      Scope *child;

      if (node == NULL || mode == MODE_NEVER || mode == MODE_BYPASS ||
          is_drawn_only (get_type (node)))
        continue;

      if (++conversion->n_nodes > AIP_GRAPH_MAX_NODES)
        {
          g_set_error (error, AIP_ERROR, AIP_ERROR_TOO_LARGE,
                       _("The workflow has more than %d nodes when its subgraphs are laid out."),
                       AIP_GRAPH_MAX_NODES);
          return FALSE;
        }

      child = enter (conversion, scope, node);
      if (child != NULL)
        {
          if (!convert_scope (conversion, child, error))
            return FALSE;
        }
      else if (g_hash_table_contains (conversion->definitions, get_type (node)))
        {
          g_set_error_literal (error, AIP_ERROR, AIP_ERROR_INVALID,
                               _("The workflow’s subgraphs contain one another without end."));
          return FALSE;
        }
      else
        convert_node (conversion, scope, node);
    }

  return TRUE;
}

static GHashTable *
read_definitions (JsonObject *root)
{
  GHashTable *definitions = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray *subgraphs = aip_json_get_array (aip_json_get_object (root, "definitions"),
                                             "subgraphs");

  for (guint i = 0; subgraphs != NULL && i < json_array_get_length (subgraphs); i++)
    {
      JsonObject *subgraph = aip_json_node_object (json_array_get_element (subgraphs, i));
      const char *id = aip_json_get_string (subgraph, "id", NULL);

      if (id != NULL)
        g_hash_table_insert (definitions, (gpointer) id, subgraph);
    }

  return definitions;
}

gboolean
aip_graph_is_editor_format (JsonNode *root)
{
  return aip_json_get_array (aip_json_node_object (root), "nodes") != NULL;
}

AipGraph *
aip_graph_new_from_editor (JsonNode          *root,
                           AipNodeCatalogue  *catalogue,
                           GPtrArray         *problems,
                           GError           **error)
{
  g_autoptr(GHashTable) definitions = NULL;
  g_autoptr(JsonObject) graph = json_object_new ();
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = aip_json_node_object (root);
  Conversion conversion = { catalogue, problems, NULL, graph, 0 };
  Scope *top;
  gboolean converted;

  g_return_val_if_fail (catalogue != NULL, NULL);

  if (!aip_graph_is_editor_format (root))
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_INVALID,
                           _("This is not a workflow that ComfyUI’s editor saved: it has no "
                             "“nodes”."));
      return NULL;
    }

  definitions = read_definitions (object);
  conversion.definitions = definitions;
  top = scope_new (NULL, NULL, object);
  converted = convert_scope (&conversion, top, error);
  scope_free (top);
  if (!converted)
    return NULL;

  json_node_set_object (node, graph);

  return aip_graph_new_from_json (node, error);
}
