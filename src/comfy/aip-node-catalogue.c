/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-node-catalogue"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-comfy-json.h"
#include "aip-error.h"
#include "aip-json.h"
#include "aip-node-catalogue.h"
#include "aip-text.h"

#define MAX_CLASSES 100000
#define MAX_INPUTS  2000
#define MAX_OPTIONS 100000

/* A combo whose choices ask for further inputs, which may be such combos again. */
#define BRANCHING_TYPE "COMFY_DYNAMICCOMBO_V3"
#define MAX_DEPTH 4

struct _AipNodeInput
{
  char      *name;
  char      *type_name;
  gboolean   required;
  char     **options;
  JsonNode  *minimum;
  JsonNode  *maximum;
  JsonNode  *fallback;
  gboolean   widget;
  GPtrArray *branches;      /* nullable, by option: GPtrArray of AipNodeInput */
};

struct _AipNodeClass
{
  char      *name;
  char      *display_name;
  char      *module;
  gboolean   is_output;
  char     **output_types;
  GPtrArray *inputs;
};

struct _AipNodeCatalogue
{
  GHashTable *classes;      /* name → AipNodeClass */
};

G_DEFINE_BOXED_TYPE (AipNodeCatalogue, aip_node_catalogue, aip_node_catalogue_ref,
                     aip_node_catalogue_unref)

static void
node_input_free (gpointer data)
{
  AipNodeInput *input = data;

  g_free (input->name);
  g_free (input->type_name);
  g_strfreev (input->options);
  g_clear_pointer (&input->minimum, json_node_unref);
  g_clear_pointer (&input->maximum, json_node_unref);
  g_clear_pointer (&input->fallback, json_node_unref);
  g_clear_pointer (&input->branches, g_ptr_array_unref);
  g_free (input);
}

static void
node_class_free (gpointer data)
{
  AipNodeClass *class = data;

  g_free (class->name);
  g_free (class->display_name);
  g_free (class->module);
  g_strfreev (class->output_types);
  g_ptr_array_unref (class->inputs);
  g_free (class);
}

/* Options are mostly texts; numbers and flags occur and are compared as text too. */
static char **
read_options (JsonArray *array)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < MIN (json_array_get_length (array), MAX_OPTIONS); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      char *text = aip_comfy_json_dup_string (node);

      if (text == NULL && JSON_NODE_HOLDS_VALUE (node))
        text = aip_comfy_json_to_text (node);
      if (text != NULL)
        g_strv_builder_take (builder, text);
    }

  return g_strv_builder_end (builder);
}

static gboolean
is_widget_type (const char *type_name)
{
  static const char *const types[] = { "INT", "FLOAT", "STRING", "BOOLEAN", "COMBO", BRANCHING_TYPE,
                                       NULL };

  return g_strv_contains (types, type_name);
}

static void read_inputs (GPtrArray  *found,
                         const char *prefix,
                         JsonObject *inputs,
                         JsonArray  *order,
                         gboolean    required,
                         guint       depth);

/* Each choice is an object: its key, and the inputs that it asks for. */
static void
read_branches (AipNodeInput *input,
               JsonArray    *choices,
               guint         depth)
{
  g_autoptr(GStrvBuilder) keys = g_strv_builder_new ();
  g_autofree char *prefix = g_strconcat (input->name, ".", NULL);

  input->branches = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; choices != NULL && i < MIN (json_array_get_length (choices), MAX_INPUTS); i++)
    {
      JsonObject *choice = aip_json_node_object (json_array_get_element (choices, i));
      JsonObject *inputs = aip_json_get_object (choice, "inputs");
      const char *key = aip_json_get_string (choice, "key", NULL);
      GPtrArray *branch;

      if (key == NULL)
        continue;

      branch = g_ptr_array_new_with_free_func (node_input_free);
      read_inputs (branch, prefix, aip_json_get_object (inputs, "required"), NULL, TRUE, depth + 1);
      read_inputs (branch, prefix, aip_json_get_object (inputs, "optional"), NULL, FALSE, depth + 1);
      g_ptr_array_add (input->branches, branch);
      g_strv_builder_add (keys, key);
      if (input->fallback == NULL)
        input->fallback = aip_comfy_json_new_string (key);
    }
  input->options = g_strv_builder_end (keys);
}

/* An input is [type, options?]. A combo is either an array in the place of the type, or the type
 * "COMBO" with the array in its options; which form a class has changes with versions. */
static AipNodeInput *
read_input (const char *name,
            JsonNode   *node,
            gboolean    required,
            guint       depth)
{
  JsonArray *pair = aip_json_node_array (node);
  JsonNode *type;
  JsonObject *options = NULL;
  AipNodeInput *input;
  JsonArray *values;

  if (pair == NULL || json_array_get_length (pair) == 0)
    return NULL;

  type = json_array_get_element (pair, 0);
  if (json_array_get_length (pair) > 1)
    options = aip_json_node_object (json_array_get_element (pair, 1));

  values = aip_json_node_array (type);
  if (values == NULL && aip_json_node_string (type) == NULL)
    return NULL;

  input = g_new0 (AipNodeInput, 1);
  input->name = g_strdup (name);
  input->required = required;

  if (values != NULL)
    input->type_name = g_strdup ("COMBO");
  else
    {
      input->type_name = g_strdup (aip_json_node_string (type));
      if (g_str_equal (input->type_name, "COMBO"))
        values = aip_json_get_array (options, "options");
    }
  if (values != NULL)
    input->options = read_options (values);

  if (aip_json_get (options, "min") != NULL)
    input->minimum = json_node_ref (aip_json_get (options, "min"));
  if (aip_json_get (options, "max") != NULL)
    input->maximum = json_node_ref (aip_json_get (options, "max"));
  if (aip_json_get (options, "default") != NULL)
    input->fallback = json_node_ref (aip_json_get (options, "default"));
  else if (values != NULL && json_array_get_length (values) > 0)
    input->fallback = json_node_ref (json_array_get_element (values, 0));
  if (g_str_equal (input->type_name, BRANCHING_TYPE) && depth < MAX_DEPTH)
    read_branches (input, aip_json_get_array (options, "options"), depth);
  input->widget = is_widget_type (input->type_name) &&
                  !aip_json_get_boolean (options, "forceInput", FALSE);

  return input;
}

static void
take_input (GPtrArray  *found,
            const char *prefix,
            const char *name,
            JsonNode   *node,
            gboolean    required,
            guint       depth)
{
  g_autofree char *whole = g_strconcat (prefix, name, NULL);
  AipNodeInput *input = node != NULL ? read_input (whole, node, required, depth) : NULL;

  if (input != NULL)
    g_ptr_array_add (found, input);
}

/* @order: (nullable): the names as the node's author wrote them; servers and tools that sort the
 * members of an object keep it apart. What it does not name follows. */
static void
read_inputs (GPtrArray  *found,
             const char *prefix,
             JsonObject *inputs,
             JsonArray  *order,
             gboolean    required,
             guint       depth)
{
  g_autoptr(GHashTable) ordered = g_hash_table_new (g_str_hash, g_str_equal);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (inputs == NULL)
    return;

  for (guint i = 0; order != NULL && i < MIN (json_array_get_length (order), MAX_INPUTS); i++)
    {
      name = aip_json_node_string (json_array_get_element (order, i));
      if (name != NULL && g_hash_table_add (ordered, (gpointer) name))
        take_input (found, prefix, name, aip_json_get (inputs, name), required, depth);
    }

  json_object_iter_init_ordered (&iter, inputs);
  while (json_object_iter_next_ordered (&iter, &name, &node) && found->len < MAX_INPUTS)
    if (!g_hash_table_contains (ordered, name))
      take_input (found, prefix, name, node, required, depth);
}

static AipNodeClass *
read_class (const char *name,
            JsonObject *object)
{
  AipNodeClass *class = g_new0 (AipNodeClass, 1);
  JsonObject *inputs = aip_json_get_object (object, "input");
  JsonObject *order = aip_json_get_object (object, "input_order");
  JsonArray *outputs = aip_json_get_array (object, "output");
  const char *display = aip_json_get_string (object, "display_name", "");

  class->name = g_strdup (name);
  class->display_name = g_strdup (*display != '\0' ? display : name);
  class->module = g_strdup (aip_json_get_string (object, "python_module", ""));
  class->is_output = aip_json_get_boolean (object, "output_node", FALSE);
  class->inputs = g_ptr_array_new_with_free_func (node_input_free);
  read_inputs (class->inputs, "", aip_json_get_object (inputs, "required"),
               aip_json_get_array (order, "required"), TRUE, 0);
  read_inputs (class->inputs, "", aip_json_get_object (inputs, "optional"),
               aip_json_get_array (order, "optional"), FALSE, 0);
  class->output_types = outputs != NULL ? read_options (outputs) : g_new0 (char *, 1);

  return class;
}

/**
 * aip_node_catalogue_new_from_json:
 * @root: the answer of `GET /object_info`, parsed by aip_comfy_json_parse()
 * @error: return location
 *
 * A class that cannot be read costs only itself. May be called in any thread.
 *
 * Returns: (transfer full): %NULL with %AIP_ERROR_PROTOCOL when it is no catalogue at all
 */
AipNodeCatalogue *
aip_node_catalogue_new_from_json (JsonNode  *root,
                                  GError   **error)
{
  JsonObject *object = aip_json_node_object (root);
  AipNodeCatalogue *self;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (object == NULL)
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_PROTOCOL,
                           _("The worker’s list of nodes cannot be read."));
      return NULL;
    }

  self = g_atomic_rc_box_new0 (AipNodeCatalogue);
  self->classes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, node_class_free);

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node) &&
         g_hash_table_size (self->classes) < MAX_CLASSES)
    {
      AipNodeClass *class;

      if (aip_json_node_object (node) == NULL)
        continue;

      class = read_class (name, aip_json_node_object (node));
      g_hash_table_replace (self->classes, class->name, class);
    }

  return self;
}

AipNodeCatalogue *
aip_node_catalogue_ref (AipNodeCatalogue *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
aip_node_catalogue_clear (gpointer data)
{
  AipNodeCatalogue *self = data;

  g_hash_table_unref (self->classes);
}

void
aip_node_catalogue_unref (AipNodeCatalogue *self)
{
  g_atomic_rc_box_release_full (self, aip_node_catalogue_clear);
}

guint
aip_node_catalogue_get_n_classes (AipNodeCatalogue *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return g_hash_table_size (self->classes);
}

const AipNodeClass *
aip_node_catalogue_lookup (AipNodeCatalogue *self,
                           const char       *class_type)
{
  g_return_val_if_fail (self != NULL && class_type != NULL, NULL);

  return g_hash_table_lookup (self->classes, class_type);
}

void
aip_node_catalogue_fit_names (AipNodeCatalogue *self,
                              AipGraph         *graph)
{
  g_return_if_fail (self != NULL && graph != NULL);

  for (guint i = 0; i < aip_graph_get_n_nodes (graph); i++)
    {
      const char *node = aip_graph_get_node (graph, i);
      const AipNodeClass *class = g_hash_table_lookup (self->classes,
                                                       aip_graph_get_class (graph, node));

      for (guint j = 0; class != NULL && j < class->inputs->len; j++)
        {
          const AipNodeInput *input = g_ptr_array_index (class->inputs, j);
          g_autofree char *value = NULL;
          const char *option;

          if (input->options == NULL)
            continue;
          value = aip_graph_dup_string (graph, node, input->name, NULL);
          option = value != NULL ? aip_node_input_find_option (input, value) : NULL;
          if (option != NULL && !g_str_equal (option, value))
            aip_graph_set_string (graph, node, input->name, option, NULL);
        }
    }
}

/* Text, number or flag: all that the editor has fields for. */
static void
set_literal (AipGraph   *graph,
             const char *node,
             const char *input,
             JsonNode   *value)
{
  g_autofree char *text = aip_comfy_json_dup_string (value);
  guint64 whole;
  double number;

  if (text != NULL)
    aip_graph_set_string (graph, node, input, text, NULL);
  else if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_BOOLEAN)
    aip_graph_set_boolean (graph, node, input, json_node_get_boolean (value), NULL);
  else if (aip_comfy_json_get_uint64 (value, &whole))
    aip_graph_set_uint64 (graph, node, input, whole, NULL);
  else if (aip_comfy_json_get_number (value, &number))
    aip_graph_set_double (graph, node, input, number, NULL);
}

/* What the choice of @input asks for and the graph does not say; older graphs say it beside it. */
static void
fit_branch (AipGraph           *graph,
            const char         *node,
            const AipNodeInput *input)
{
  g_autofree char *key = aip_graph_dup_string (graph, node, input->name, NULL);
  GPtrArray *branch = key != NULL ? aip_node_input_get_branch (input, key) : NULL;

  for (guint i = 0; branch != NULL && i < branch->len; i++)
    {
      const AipNodeInput *child = g_ptr_array_index (branch, i);
      const char *plain = strrchr (child->name, '.') + 1;
      g_autofree char *before = aip_graph_dup_string (graph, node, plain, NULL);

      if (!aip_graph_has_input (graph, node, child->name))
        {
          if (before != NULL && aip_node_input_has_option (child, before))
            aip_graph_set_string (graph, node, child->name, before, NULL);
          else if (child->required && child->fallback != NULL)
            set_literal (graph, node, child->name, child->fallback);
        }
      fit_branch (graph, node, child);
    }
}

void
aip_node_catalogue_fit_branches (AipNodeCatalogue *self,
                                 AipGraph         *graph)
{
  g_return_if_fail (self != NULL && graph != NULL);

  for (guint i = 0; i < aip_graph_get_n_nodes (graph); i++)
    {
      const char *node = aip_graph_get_node (graph, i);
      const AipNodeClass *class = g_hash_table_lookup (self->classes,
                                                       aip_graph_get_class (graph, node));

      for (guint j = 0; class != NULL && j < class->inputs->len; j++)
        fit_branch (graph, node, g_ptr_array_index (class->inputs, j));
    }
}

const char *
aip_node_class_get_name (const AipNodeClass *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->name;
}

const char *
aip_node_class_get_display_name (const AipNodeClass *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->display_name;
}

const char *
aip_node_class_get_module (const AipNodeClass *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->module;
}

gboolean
aip_node_class_is_output (const AipNodeClass *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->is_output;
}

const char *const *
aip_node_class_get_output_types (const AipNodeClass *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return (const char *const *) self->output_types;
}

guint
aip_node_class_get_n_inputs (const AipNodeClass *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->inputs->len;
}

const AipNodeInput *
aip_node_class_get_input (const AipNodeClass *self,
                          guint               index)
{
  g_return_val_if_fail (self != NULL && index < self->inputs->len, NULL);

  return g_ptr_array_index (self->inputs, index);
}

const AipNodeInput *
aip_node_class_find_input (const AipNodeClass *self,
                           const char         *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  for (guint i = 0; i < self->inputs->len; i++)
    {
      const AipNodeInput *input = g_ptr_array_index (self->inputs, i);

      if (g_str_equal (input->name, name))
        return input;
    }

  return NULL;
}

const char *
aip_node_input_get_name (const AipNodeInput *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->name;
}

const char *
aip_node_input_get_type_name (const AipNodeInput *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->type_name;
}

gboolean
aip_node_input_is_required (const AipNodeInput *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->required;
}

const char *const *
aip_node_input_get_options (const AipNodeInput *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return (const char *const *) self->options;
}

gboolean
aip_node_input_has_option (const AipNodeInput *self,
                           const char         *value)
{
  g_return_val_if_fail (self != NULL && value != NULL, FALSE);

  return self->options != NULL && g_strv_contains ((const char *const *) self->options, value);
}

static gboolean
is_same_path (const char *a,
              const char *b)
{
  for (; *a != '\0' && *b != '\0'; a++, b++)
    if (*a != *b && !((*a == '/' || *a == '\\') && (*b == '/' || *b == '\\')))
      return FALSE;

  return *a == *b;
}

const char *
aip_node_input_find_option (const AipNodeInput *self,
                            const char         *value)
{
  const char *found = NULL;

  g_return_val_if_fail (self != NULL && value != NULL, NULL);

  for (guint i = 0; self->options != NULL && self->options[i] != NULL; i++)
    {
      if (g_str_equal (self->options[i], value))
        return self->options[i];
      if (found == NULL && is_same_path (self->options[i], value))
        found = self->options[i];
    }

  return found;
}

const char *
aip_node_input_find_nearest (const AipNodeInput *self,
                             const char         *value)
{
  const char *nearest = NULL;
  guint best = G_MAXUINT;

  g_return_val_if_fail (self != NULL && value != NULL, NULL);

  for (guint i = 0; self->options != NULL && self->options[i] != NULL; i++)
    {
      guint distance = aip_text_distance (self->options[i], value);

      if (distance < best)
        {
          best = distance;
          nearest = self->options[i];
        }
    }

  /* What has to be changed in more than half of its letters is another name. */
  return best <= strlen (value) / 2 ? nearest : NULL;
}

/**
 * aip_node_input_get_minimum:
 * @value: (out): the bound as a number
 * @exact: (out) (optional): the same if it is whole, else rounded
 */
gboolean
aip_node_input_get_minimum (const AipNodeInput *self,
                            double             *value,
                            gint64             *exact)
{
  g_return_val_if_fail (self != NULL && value != NULL, FALSE);

  if (!aip_comfy_json_get_number (self->minimum, value))
    return FALSE;

  if (exact != NULL)
    {
      if (json_node_get_value_type (self->minimum) == G_TYPE_INT64)
        *exact = json_node_get_int (self->minimum);
      else
        *exact = (gint64) CLAMP (*value, -9.2e18, 9.2e18);
    }

  return TRUE;
}

gboolean
aip_node_input_get_maximum (const AipNodeInput *self,
                            double             *value,
                            guint64            *exact)
{
  g_return_val_if_fail (self != NULL && value != NULL, FALSE);

  if (!aip_comfy_json_get_number (self->maximum, value))
    return FALSE;

  if (exact != NULL && !aip_comfy_json_get_uint64 (self->maximum, exact))
    *exact = (guint64) CLAMP (*value, 0, 1.8e19);

  return TRUE;
}

GPtrArray *
aip_node_input_get_branch (const AipNodeInput *self,
                           const char         *key)
{
  g_return_val_if_fail (self != NULL && key != NULL, NULL);

  for (guint i = 0; self->branches != NULL && i < self->branches->len; i++)
    if (g_str_equal (self->options[i], key))
      return g_ptr_array_index (self->branches, i);

  return NULL;
}

gboolean
aip_node_input_is_widget (const AipNodeInput *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->widget;
}

JsonNode *
aip_node_input_get_default (const AipNodeInput *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->fallback;
}
