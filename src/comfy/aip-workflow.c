/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-workflow"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "aip-comfy-json.h"
#include "aip-error.h"
#include "aip-json.h"
#include "aip-paths.h"
#include "aip-workflow-private.h"

#define MAX_DESCRIPTION_BYTES (1024 * 1024)

/* What every node of an image takes; a workflow says more closely. */
#define DEFAULT_SIZE_MULTIPLE 8
#define DEFAULT_SIZE_MIN      64
#define DEFAULT_SIZE_MAX      8192

enum {
  PROP_0,
  PROP_ID,
  PROP_TITLE,
  PROP_DESCRIPTION,
  PROP_KIND,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (AipWorkflow, aip_workflow, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static void
model_free (gpointer data)
{
  AipWorkflowModel *model = data;

  g_free (model->file);
  g_free (model->folder);
  g_free (model->url);
  g_free (model);
}

static void
read_models (AipWorkflow *self,
             JsonArray   *models)
{
  for (guint i = 0; models != NULL && i < json_array_get_length (models); i++)
    {
      JsonObject *object = aip_json_node_object (json_array_get_element (models, i));
      const char *file = aip_json_get_string (object, "file", NULL);
      AipWorkflowModel *model;

      if (file == NULL)
        continue;

      model = g_new0 (AipWorkflowModel, 1);
      model->file = g_strdup (file);
      model->folder = g_strdup (aip_json_get_string (object, "folder", ""));
      model->url = g_strdup (aip_json_get_string (object, "url", ""));
      model->bytes = (guint64) MAX (aip_json_get_int (object, "bytes", 0), 0);
      g_ptr_array_add (self->models, model);
    }
}

static void
package_free (gpointer data)
{
  AipWorkflowPackage *package = data;

  g_free (package->class_type);
  g_free (package->package);
  g_free (package->url);
  g_free (package);
}

static void
read_packages (AipWorkflow *self,
               JsonArray   *nodes)
{
  for (guint i = 0; nodes != NULL && i < json_array_get_length (nodes); i++)
    {
      JsonObject *object = aip_json_node_object (json_array_get_element (nodes, i));
      const char *class_type = aip_json_get_string (object, "class", NULL);
      AipWorkflowPackage *package;

      if (class_type == NULL)
        continue;

      package = g_new0 (AipWorkflowPackage, 1);
      package->class_type = g_strdup (class_type);
      package->package = g_strdup (aip_json_get_string (object, "package", ""));
      package->url = g_strdup (aip_json_get_string (object, "url", ""));
      g_ptr_array_add (self->packages, package);
    }
}

static int
compare_memory (gconstpointer a,
                gconstpointer b)
{
  guint64 x = ((const AipWorkflowMemory *) a)->pixels;
  guint64 y = ((const AipWorkflowMemory *) b)->pixels;

  return x < y ? -1 : x > y;
}

static void
read_memory (AipWorkflow *self,
             JsonArray   *table)
{
  for (guint i = 0; table != NULL && i < json_array_get_length (table); i++)
    {
      JsonObject *object = aip_json_node_object (json_array_get_element (table, i));
      gint64 pixels = aip_json_get_int (object, "pixels", 0);
      gint64 bytes = aip_json_get_int (object, "bytes", 0);
      AipWorkflowMemory row = { (guint64) pixels, (guint64) bytes };

      if (pixels > 0 && bytes > 0)
        g_array_append_val (self->memory, row);
    }

  g_array_sort (self->memory, compare_memory);
}

static void
read_limits (AipWorkflow *self,
             JsonObject  *limits)
{
  JsonObject *size = aip_json_get_object (limits, "size");
  JsonObjectIter iter;
  const char *role;
  JsonNode *node;

  self->size_multiple = (int) CLAMP (aip_json_get_int (size, "multiple", DEFAULT_SIZE_MULTIPLE),
                                     1, 1024);
  self->size_min = (int) CLAMP (aip_json_get_int (size, "min", DEFAULT_SIZE_MIN), 1, 65536);
  self->size_max = (int) CLAMP (aip_json_get_int (size, "max", DEFAULT_SIZE_MAX), self->size_min,
                                65536);
  self->max_pixels = aip_json_get_int (size, "max_pixels", 0);
  if (self->max_pixels <= 0)
    self->max_pixels = (gint64) self->size_max * self->size_max;

  if (limits == NULL)
    return;

  self->fps = aip_json_get_double (aip_json_get_object (limits, "frames"), "fps", 0);
  if (!(self->fps >= 0 && self->fps <= 1000))
    self->fps = 0;
  self->frame_step = (int) CLAMP (aip_json_get_int (aip_json_get_object (limits, "frames"),
                                                    "step", 0), 0, 1000);
  self->frame_offset = (int) CLAMP (aip_json_get_int (aip_json_get_object (limits, "frames"),
                                                      "offset", 0), 0, 1000);

  json_object_iter_init_ordered (&iter, limits);
  while (json_object_iter_next_ordered (&iter, &role, &node))
    {
      JsonObject *object = aip_json_node_object (node);
      AipWorkflowLimit *limit;

      if (object == NULL || g_str_equal (role, "size"))
        continue;

      limit = g_new0 (AipWorkflowLimit, 1);
      limit->has_min = aip_comfy_json_get_number (aip_json_get (object, "min"), &limit->min);
      limit->has_max = aip_comfy_json_get_number (aip_json_get (object, "max"), &limit->max);
      g_hash_table_replace (self->limits, g_strdup (role), limit);
    }
}

static void
read_defaults (AipWorkflow *self,
               JsonObject  *defaults)
{
  JsonObjectIter iter;
  const char *role;
  JsonNode *node;

  if (defaults == NULL)
    return;

  json_object_iter_init_ordered (&iter, defaults);
  while (json_object_iter_next_ordered (&iter, &role, &node))
    {
      g_autofree char *text = aip_comfy_json_dup_string (node);
      double number;

      if (text != NULL)
        aip_workflow_values_set_string (self->defaults, role, text);
      else if (aip_comfy_json_get_number (node, &number))
        aip_workflow_values_set_double (self->defaults, role, number);
    }
}

/* The names point into the graph, so that whoever holds the workflow may hold them. */
static gboolean
read_binding (AipWorkflow  *self,
              const char   *role,
              JsonObject   *object,
              GArray       *refs,
              GError      **error)
{
  const char *node = aip_json_get_string (object, "node", NULL);
  const char *input = aip_json_get_string (object, "input", "");
  gboolean needs_input = !g_str_equal (role, AIP_ROLE_OUTPUT);
  AipGraphRef ref = { NULL, "" };

  for (guint i = 0; node != NULL && i < aip_graph_get_n_nodes (self->graph); i++)
    if (g_str_equal (aip_graph_get_node (self->graph, i), node))
      ref.node = aip_graph_get_node (self->graph, i);

  if (ref.node == NULL)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _("The workflow “%s” binds “%s” to node %s, which its graph does not have."),
                   self->title, role, node != NULL ? node : "?");
      return FALSE;
    }

  if (needs_input)
    {
      if (aip_graph_get_literal (self->graph, ref.node, input) == NULL)
        {
          g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                       _("The workflow “%s” binds “%s” to “%s” of node %s, which is missing there "
                         "or is a link."), self->title, role, input, ref.node);
          return FALSE;
        }
      ref.input = g_intern_string (input);
    }

  g_array_append_val (refs, ref);

  return TRUE;
}

static gboolean
read_bindings (AipWorkflow  *self,
               JsonObject   *bindings,
               GError      **error)
{
  JsonObjectIter iter;
  const char *role;
  JsonNode *node;

  if (bindings == NULL)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _("The workflow “%s” binds nothing: it has no “bindings”."), self->title);
      return FALSE;
    }

  json_object_iter_init_ordered (&iter, bindings);
  while (json_object_iter_next_ordered (&iter, &role, &node))
    {
      JsonArray *array = aip_json_node_array (node);
      g_autoptr(GArray) refs = g_array_new (FALSE, FALSE, sizeof (AipGraphRef));

      for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
        if (!read_binding (self, role, aip_json_node_object (json_array_get_element (array, i)),
                           refs, error))
          return FALSE;

      if (refs->len > 0)
        g_hash_table_replace (self->bindings, g_strdup (role), g_steal_pointer (&refs));
    }

  return TRUE;
}

static void
detour_free (gpointer data)
{
  AipWorkflowDetour *detour = data;

  g_free (detour->node);
  g_strfreev (detour->through);
  g_free (detour);
}

/* "node", or {"node", "through"} with one input or a list of them. */
static AipWorkflowDetour *
read_detour (JsonNode *node)
{
  JsonObject *object = aip_json_node_object (node);
  const char *name = object != NULL ? aip_json_get_string (object, "node", NULL)
                                    : aip_json_node_string (node);
  const char *through = aip_json_get_string (object, "through", NULL);
  JsonArray *list = aip_json_get_array (object, "through");
  g_autoptr(GStrvBuilder) inputs = g_strv_builder_new ();
  AipWorkflowDetour *detour;

  if (name == NULL)
    return NULL;

  if (through != NULL)
    g_strv_builder_add (inputs, through);
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      const char *input = aip_json_node_string (json_array_get_element (list, i));

      g_strv_builder_add (inputs, input != NULL ? input : "");
    }

  detour = g_new0 (AipWorkflowDetour, 1);
  detour->node = g_strdup (name);
  detour->through = g_strv_builder_end (inputs);

  return detour;
}

static gboolean
read_optional (AipWorkflow  *self,
               JsonObject   *optional,
               GError      **error)
{
  JsonObjectIter iter;
  const char *role;
  JsonNode *node;

  if (optional == NULL)
    return TRUE;

  json_object_iter_init_ordered (&iter, optional);
  while (json_object_iter_next_ordered (&iter, &role, &node))
    {
      JsonArray *array = aip_json_node_array (node);
      GPtrArray *detours = g_ptr_array_new_with_free_func (detour_free);

      g_hash_table_replace (self->optional, g_strdup (role), detours);
      for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
        {
          AipWorkflowDetour *detour = read_detour (json_array_get_element (array, i));

          if (detour != NULL)
            g_ptr_array_add (detours, detour);
          if (detour == NULL || !aip_graph_has_node (self->graph, detour->node))
            {
              g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                           _("The workflow “%s” takes out node %s for “%s”, which its graph does not "
                             "have."), self->title, detour != NULL ? detour->node : "?", role);
              return FALSE;
            }
        }
    }

  return TRUE;
}

static gboolean
read_description (AipWorkflow  *self,
                  JsonObject   *root,
                  GError      **error)
{
  const char *id = aip_json_get_string (root, "id", "");
  g_autofree char *safe = aip_path_safe_name (id, "?");

  if (!g_str_equal (safe, id))
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_INVALID,
                           _("The description of the workflow has no proper “id”."));
      return FALSE;
    }

  self->id = g_strdup (id);
  self->title = g_strdup (aip_json_get_string (root, "title", id));
  self->description = g_strdup (aip_json_get_string (root, "description", ""));
  self->kind = g_strdup (aip_json_get_string (root, "kind", "still"));
  self->target = g_strdup (aip_json_get_string (root, "target", ""));
  self->control = g_strdup (aip_json_get_string (root, "control", ""));
  read_models (self, aip_json_get_array (root, "models"));
  read_packages (self, aip_json_get_array (root, "nodes"));
  read_memory (self, aip_json_get_array (aip_json_get_object (root, "memory"), "table"));
  read_limits (self, aip_json_get_object (root, "limits"));
  read_defaults (self, aip_json_get_object (root, "defaults"));

  return read_bindings (self, aip_json_get_object (root, "bindings"), error) &&
         read_optional (self, aip_json_get_object (root, "optional"), error);
}

/**
 * aip_workflow_new_from_text:
 * @description_json: the text of `workflow.json`
 * @graph_json: the text of `graph.json`
 * @error: return location
 *
 * Returns: (transfer full): a workflow whose links and roles were verified; %NULL with
 *   %AIP_ERROR_INVALID or %AIP_ERROR_TOO_LARGE
 */
AipWorkflow *
aip_workflow_new_from_text (const char  *description_json,
                            const char  *graph_json,
                            GError     **error)
{
  g_autoptr(AipWorkflow) self = NULL;
  g_autoptr(JsonNode) root = NULL;

  g_return_val_if_fail (description_json != NULL && graph_json != NULL, NULL);

  self = g_object_new (AIP_TYPE_WORKFLOW, NULL);
  self->graph = aip_graph_parse (graph_json, -1, error);
  if (self->graph == NULL || !aip_graph_validate (self->graph, error))
    return NULL;

  root = aip_comfy_json_parse (description_json, -1, MAX_DESCRIPTION_BYTES, error);
  if (root == NULL || !read_description (self, aip_json_node_object (root), error) ||
      !aip_workflow_verify_roles (self, error))
    return NULL;
  self->source = g_steal_pointer (&root);

  return g_steal_pointer (&self);
}

static char *
load_text (GFile       *folder,
           const char  *name,
           goffset      max_bytes,
           GError     **error)
{
  g_autoptr(GFile) file = g_file_get_child (folder, name);
  g_autoptr(GFileInfo) info = NULL;
  g_autoptr(GError) local_error = NULL;
  char *text = NULL;

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL,
                            &local_error);
  if (info != NULL && g_file_info_get_size (info) > max_bytes)
    g_set_error (&local_error, AIP_ERROR, AIP_ERROR_TOO_LARGE, _("the file is too large"));
  else if (info != NULL)
    g_file_load_contents (file, NULL, &text, NULL, NULL, &local_error);

  if (text == NULL)
    g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                 _("The workflow file “%s” cannot be read: %s."), g_file_peek_path (file),
                 local_error->message);

  return text;
}

/**
 * aip_workflow_load:
 * @folder: a folder with `workflow.json` and `graph.json`
 * @error: return location
 */
AipWorkflow *
aip_workflow_load (GFile   *folder,
                   GError **error)
{
  g_autofree char *description = NULL;
  g_autofree char *graph = NULL;

  g_return_val_if_fail (G_IS_FILE (folder), NULL);

  description = load_text (folder, "workflow.json", MAX_DESCRIPTION_BYTES, error);
  if (description == NULL)
    return NULL;

  graph = load_text (folder, "graph.json", AIP_GRAPH_MAX_BYTES, error);
  if (graph == NULL)
    return NULL;

  return aip_workflow_new_from_text (description, graph, error);
}

const char *
aip_workflow_get_id (AipWorkflow *self)
{
  g_return_val_if_fail (AIP_IS_WORKFLOW (self), NULL);

  return self->id;
}

const char *
aip_workflow_get_title (AipWorkflow *self)
{
  g_return_val_if_fail (AIP_IS_WORKFLOW (self), NULL);

  return self->title;
}

const char *
aip_workflow_get_description (AipWorkflow *self)
{
  g_return_val_if_fail (AIP_IS_WORKFLOW (self), NULL);

  return self->description;
}

const char *
aip_workflow_get_kind (AipWorkflow *self)
{
  g_return_val_if_fail (AIP_IS_WORKFLOW (self), NULL);

  return self->kind;
}

const char *
aip_workflow_get_target (AipWorkflow *self)
{
  g_return_val_if_fail (AIP_IS_WORKFLOW (self), NULL);

  return self->target;
}

const char *
aip_workflow_get_control (AipWorkflow *self)
{
  g_return_val_if_fail (AIP_IS_WORKFLOW (self), NULL);

  return self->control;
}

JsonNode *
aip_workflow_get_source (AipWorkflow *self)
{
  g_return_val_if_fail (AIP_IS_WORKFLOW (self), NULL);

  return self->source;
}

AipGraph *
aip_workflow_get_graph (AipWorkflow *self)
{
  g_return_val_if_fail (AIP_IS_WORKFLOW (self), NULL);

  return self->graph;
}

guint
aip_workflow_get_n_models (AipWorkflow *self)
{
  g_return_val_if_fail (AIP_IS_WORKFLOW (self), 0);

  return self->models->len;
}

const AipWorkflowModel *
aip_workflow_get_model (AipWorkflow *self,
                        guint        index)
{
  g_return_val_if_fail (AIP_IS_WORKFLOW (self), NULL);
  g_return_val_if_fail (index < self->models->len, NULL);

  return g_ptr_array_index (self->models, index);
}

double
aip_workflow_get_fps (AipWorkflow *self)
{
  g_return_val_if_fail (AIP_IS_WORKFLOW (self), 0);

  return self->fps;
}

gboolean
aip_workflow_has_role (AipWorkflow *self,
                       const char  *role)
{
  g_return_val_if_fail (AIP_IS_WORKFLOW (self), FALSE);
  g_return_val_if_fail (role != NULL, FALSE);

  return g_hash_table_contains (self->bindings, role);
}

gboolean
aip_workflow_is_optional (AipWorkflow *self,
                          const char  *role)
{
  g_return_val_if_fail (AIP_IS_WORKFLOW (self), FALSE);
  g_return_val_if_fail (role != NULL, FALSE);

  return g_hash_table_contains (self->optional, role);
}

const GArray *
aip_workflow_get_bindings (AipWorkflow *self,
                           const char  *role)
{
  static GArray *none;
  const GArray *refs;

  g_return_val_if_fail (AIP_IS_WORKFLOW (self), NULL);
  g_return_val_if_fail (role != NULL, NULL);

  if (g_once_init_enter_pointer (&none))
    g_once_init_leave_pointer (&none, g_array_new (FALSE, FALSE, sizeof (AipGraphRef)));

  refs = g_hash_table_lookup (self->bindings, role);

  return refs != NULL ? refs : none;
}

/* NULL when no output is bound. */
const char *
aip_workflow_get_output_node (AipWorkflow *self)
{
  const GArray *refs;

  g_return_val_if_fail (AIP_IS_WORKFLOW (self), NULL);

  refs = aip_workflow_get_bindings (self, AIP_ROLE_OUTPUT);

  return refs->len > 0 ? g_array_index (refs, AipGraphRef, 0).node : NULL;
}

double
aip_workflow_get_default_number (AipWorkflow *self,
                                 const char  *role,
                                 double       fallback)
{
  g_return_val_if_fail (AIP_IS_WORKFLOW (self), fallback);
  g_return_val_if_fail (role != NULL, fallback);

  return aip_workflow_values_get_number (self->defaults, role, fallback);
}

static void
aip_workflow_finalize (GObject *object)
{
  AipWorkflow *self = AIP_WORKFLOW (object);

  g_free (self->id);
  g_free (self->title);
  g_free (self->description);
  g_free (self->kind);
  g_free (self->target);
  g_free (self->control);
  g_clear_pointer (&self->source, json_node_unref);
  g_clear_pointer (&self->graph, aip_graph_unref);
  g_ptr_array_unref (self->models);
  g_hash_table_unref (self->bindings);
  g_hash_table_unref (self->optional);
  g_ptr_array_unref (self->packages);
  g_hash_table_unref (self->limits);
  aip_workflow_values_unref (self->defaults);
  g_array_unref (self->memory);

  G_OBJECT_CLASS (aip_workflow_parent_class)->finalize (object);
}

static void
aip_workflow_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  AipWorkflow *self = AIP_WORKFLOW (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;

    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;

    case PROP_DESCRIPTION:
      g_value_set_string (value, self->description);
      break;

    case PROP_KIND:
      g_value_set_string (value, self->kind);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
aip_workflow_class_init (AipWorkflowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = aip_workflow_finalize;
  object_class->get_property = aip_workflow_get_property;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_DESCRIPTION] = g_param_spec_string ("description", NULL, NULL, NULL, flags);
  properties[PROP_KIND] = g_param_spec_string ("kind", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
aip_workflow_init (AipWorkflow *self)
{
  self->models = g_ptr_array_new_with_free_func (model_free);
  self->bindings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                          (GDestroyNotify) g_array_unref);
  self->optional = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                          (GDestroyNotify) g_ptr_array_unref);
  self->packages = g_ptr_array_new_with_free_func (package_free);
  self->limits = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->defaults = aip_workflow_values_new ();
  self->memory = g_array_new (FALSE, FALSE, sizeof (AipWorkflowMemory));
}

char **
aip_workflow_list_roles (AipWorkflow *self)
{
  g_autoptr(GPtrArray) roles = NULL;
  char **list;

  g_return_val_if_fail (AIP_IS_WORKFLOW (self), NULL);

  roles = g_hash_table_get_keys_as_ptr_array (self->bindings);
  g_ptr_array_sort_values (roles, (GCompareFunc) g_strcmp0);
  list = g_new0 (char *, roles->len + 1);
  for (guint i = 0; i < roles->len; i++)
    list[i] = g_strdup (g_ptr_array_index (roles, i));

  return list;
}

gboolean
aip_workflow_get_parameter (AipWorkflow *self,
                            const char  *role,
                            double      *value,
                            double      *min,
                            double      *max)
{
  const GArray *refs;
  const AipWorkflowLimit *limit;
  const AipGraphRef *ref;
  JsonNode *literal;

  g_return_val_if_fail (AIP_IS_WORKFLOW (self), FALSE);
  g_return_val_if_fail (role != NULL && value != NULL && min != NULL && max != NULL, FALSE);

  refs = aip_workflow_get_bindings (self, role);
  if (refs == NULL || refs->len == 0)
    return FALSE;

  ref = &g_array_index (refs, AipGraphRef, 0);
  literal = ref->input != NULL ? aip_graph_get_literal (self->graph, ref->node, ref->input) : NULL;
  if (literal == NULL || !aip_comfy_json_get_number (literal, value))
    return FALSE;
  *value = aip_workflow_values_get_number (self->defaults, role, *value);

  limit = g_hash_table_lookup (self->limits, role);
  *min = limit != NULL && limit->has_min ? limit->min : -INFINITY;
  *max = limit != NULL && limit->has_max ? limit->max : INFINITY;

  return TRUE;
}
