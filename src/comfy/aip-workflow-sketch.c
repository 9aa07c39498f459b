/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-workflow-sketch"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-comfy-json.h"
#include "aip-error.h"
#include "aip-json.h"
#include "aip-workflow-sketch.h"

/* Of the digits that make an id its own. */
#define N_DIGITS 6

struct _AipWorkflowSketch
{
  AipGraph          *graph;
  AipWorkflowSurvey *survey;
  char              *title;
  AipWorkflow       *saved;      /* nullable: that it changes */
  GPtrArray         *roles;      /* names, interned */
  GHashTable        *bindings;   /* role → GArray of AipGraphRef, names of the graph or interned */
};

AipWorkflowSketch *
aip_workflow_sketch_new (AipGraph         *graph,
                         AipNodeCatalogue *catalogue,
                         const char       *title)
{
  AipWorkflowSketch *self;
  GPtrArray *roles;

  g_return_val_if_fail (graph != NULL && title != NULL, NULL);

  self = g_new0 (AipWorkflowSketch, 1);
  self->graph = aip_graph_ref (graph);
  self->survey = aip_workflow_survey_new (graph, catalogue);
  self->title = g_strdup (title);
  self->roles = g_ptr_array_new ();
  self->bindings = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                          (GDestroyNotify) g_array_unref);

  roles = aip_workflow_survey_get_roles (self->survey);
  for (guint i = 0; i < roles->len; i++)
    {
      const AipSurveyRole *role = g_ptr_array_index (roles, i);

      /* LoRAs are put behind the loaders; what the graph brings along stays as it is. */
      if (g_str_equal (role->role, AIP_ROLE_LORA))
        continue;
      g_ptr_array_add (self->roles, (gpointer) role->role);
      if (role->state == AIP_SURVEY_FOUND && role->refs->len > 0)
        g_hash_table_insert (self->bindings, (gpointer) role->role, g_array_ref (role->refs));
    }

  return self;
}

static const char *add_role (AipWorkflowSketch *self,
                             const char        *role);

AipWorkflowSketch *
aip_workflow_sketch_new_for_workflow (AipWorkflow      *workflow,
                                      AipNodeCatalogue *catalogue)
{
  AipWorkflowSketch *self;
  g_auto(GStrv) roles = NULL;

  g_return_val_if_fail (AIP_IS_WORKFLOW (workflow), NULL);

  self = aip_workflow_sketch_new (aip_workflow_get_graph (workflow), catalogue,
                                  aip_workflow_get_title (workflow));
  self->saved = g_object_ref (workflow);
  g_hash_table_remove_all (self->bindings);

  roles = aip_workflow_list_roles (workflow);
  for (guint i = 0; roles[i] != NULL; i++)
    {
      const GArray *bound = aip_workflow_get_bindings (workflow, roles[i]);
      GArray *refs = g_array_new (FALSE, FALSE, sizeof (AipGraphRef));

      /* Its names belong to the workflow's graph, which is this one. */
      for (guint j = 0; j < bound->len; j++)
        {
          AipGraphRef ref = g_array_index (bound, AipGraphRef, j);

          if (ref.input == NULL)
            ref.input = "";
          g_array_append_val (refs, ref);
        }
      g_hash_table_insert (self->bindings, (gpointer) add_role (self, roles[i]), refs);
    }

  return self;
}

gboolean
aip_workflow_sketch_is_saved (AipWorkflowSketch *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->saved != NULL;
}

void
aip_workflow_sketch_free (AipWorkflowSketch *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->bindings);
  g_ptr_array_unref (self->roles);
  aip_workflow_survey_free (self->survey);
  aip_graph_unref (self->graph);
  g_clear_object (&self->saved);
  g_free (self->title);
  g_free (self);
}

AipGraph *
aip_workflow_sketch_get_graph (AipWorkflowSketch *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->graph;
}

AipWorkflowSurvey *
aip_workflow_sketch_get_survey (AipWorkflowSketch *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->survey;
}

const char *
aip_workflow_sketch_get_title (AipWorkflowSketch *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->title;
}

void
aip_workflow_sketch_set_title (AipWorkflowSketch *self,
                               const char        *title)
{
  g_return_if_fail (self != NULL && title != NULL);

  g_set_str (&self->title, title);
}

GStrv
aip_workflow_sketch_list_roles (AipWorkflowSketch *self)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->roles->len; i++)
    g_strv_builder_add (names, g_ptr_array_index (self->roles, i));

  return g_strv_builder_end (names);
}

const GArray *
aip_workflow_sketch_get_refs (AipWorkflowSketch *self,
                              const char        *role)
{
  g_return_val_if_fail (self != NULL && role != NULL, NULL);

  return g_hash_table_lookup (self->bindings, role);
}

static const char *
add_role (AipWorkflowSketch *self,
          const char        *role)
{
  for (guint i = 0; i < self->roles->len; i++)
    if (g_str_equal (g_ptr_array_index (self->roles, i), role))
      return g_ptr_array_index (self->roles, i);

  g_ptr_array_add (self->roles, (gpointer) g_intern_string (role));

  return g_ptr_array_index (self->roles, self->roles->len - 1);
}

/* What a role may be called, so that a typing error does not become a role of its own. */
static gboolean
is_role_name (const char *role)
{
  if (!g_ascii_islower (*role))
    return FALSE;
  for (const char *p = role; *p != '\0'; p++)
    if (!g_ascii_islower (*p) && !g_ascii_isdigit (*p) && *p != '-')
      return FALSE;

  return strlen (role) < 64;
}

static gboolean
find_ref (AipWorkflowSketch  *self,
          const char         *role,
          const char         *node,
          const char         *input,
          AipGraphRef        *ref,
          GError            **error)
{
  JsonNode *literal;

  *ref = (AipGraphRef) { NULL, "" };
  for (guint i = 0; ref->node == NULL && i < aip_graph_get_n_nodes (self->graph); i++)
    if (g_str_equal (aip_graph_get_node (self->graph, i), node))
      ref->node = aip_graph_get_node (self->graph, i);

  if (!is_role_name (role))
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID, _("“%s” cannot be the name of a role."), role);
      return FALSE;
    }
  if (ref->node == NULL)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND, _("The graph has no node “%s”."), node);
      return FALSE;
    }
  if (g_str_equal (role, AIP_ROLE_OUTPUT))
    return TRUE;

  literal = aip_graph_get_literal (self->graph, node, input);
  if (literal == NULL)
    {
      if (aip_graph_has_input (self->graph, node, input))
        g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                     _("“%s” of “%s” (node %s) comes from another node, so nothing can be set there. "
                       "Choose the input of that node."), input,
                     aip_graph_get_title (self->graph, node), node);
      else
        g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND, _("“%s” (node %s) has no input “%s”."),
                     aip_graph_get_title (self->graph, node), node, input);
      return FALSE;
    }
  if (!JSON_NODE_HOLDS_VALUE (literal))
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _("“%s” of “%s” (node %s) is neither a text nor a number."), input,
                   aip_graph_get_title (self->graph, node), node);
      return FALSE;
    }
  ref->input = g_intern_string (input);

  return TRUE;
}

gboolean
aip_workflow_sketch_bind (AipWorkflowSketch  *self,
                          const char         *role,
                          const char         *node,
                          const char         *input,
                          GError            **error)
{
  AipGraphRef ref;
  GArray *refs;

  g_return_val_if_fail (self != NULL && role != NULL && node != NULL && input != NULL, FALSE);

  if (!find_ref (self, role, node, input, &ref, error))
    return FALSE;

  refs = g_array_new (FALSE, FALSE, sizeof (AipGraphRef));
  g_array_append_val (refs, ref);
  g_hash_table_replace (self->bindings, (gpointer) add_role (self, role), refs);

  return TRUE;
}

gboolean
aip_workflow_sketch_bind_texts (AipWorkflowSketch  *self,
                                const char *const  *texts,
                                GError            **error)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      const char *equals = strchr (texts[i], '=');
      /* Ids of nodes within subgraphs have colons, and classes of some have points. */
      const char *point = equals != NULL ? strrchr (equals, '.') : NULL;
      g_autofree char *role = equals != NULL ? g_strndup (texts[i], (gsize) (equals - texts[i]))
                                             : g_strdup ("");
      g_autofree char *node = NULL;
      const char *name;
      GArray *before;

      if (equals == NULL || (point == NULL && !g_str_equal (role, AIP_ROLE_OUTPUT)))
        {
          g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                       _("“%s” does not say where a role goes. Write role=node.input."), texts[i]);
          return FALSE;
        }

      node = point != NULL ? g_strndup (equals + 1, (gsize) (point - equals - 1))
                           : g_strdup (equals + 1);
      name = g_intern_string (role);
      before = g_hash_table_lookup (self->bindings, name);
      if (before != NULL && g_hash_table_contains (seen, name))
        g_array_ref (before);
      else
        before = NULL;

      if (!aip_workflow_sketch_bind (self, role, node, point != NULL ? point + 1 : "", error))
        {
          g_clear_pointer (&before, g_array_unref);
          return FALSE;
        }
      if (before != NULL)
        {
          g_array_append_vals (before,
                               ((GArray *) g_hash_table_lookup (self->bindings, name))->data, 1);
          g_hash_table_replace (self->bindings, (gpointer) add_role (self, role), before);
        }
      g_hash_table_add (seen, (gpointer) name);
    }

  return TRUE;
}

void
aip_workflow_sketch_unbind (AipWorkflowSketch *self,
                            const char        *role)
{
  g_return_if_fail (self != NULL && role != NULL);

  g_hash_table_remove (self->bindings, role);
}

/* Building ----------------------------------------------------------------------------------- */

/* Letters and digits of the title, for the folder. */
static char *
make_stem (const char *title)
{
  g_autofree char *ascii = g_str_to_ascii (title, "C");
  GString *stem = g_string_new (NULL);

  for (const char *p = ascii; *p != '\0' && stem->len < 40; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (stem, g_ascii_tolower (*p));
    else if (stem->len > 0 && stem->str[stem->len - 1] != '-')
      g_string_append_c (stem, '-');
  while (stem->len > 0 && stem->str[stem->len - 1] == '-')
    g_string_truncate (stem, stem->len - 1);
  if (stem->len == 0)
    g_string_append (stem, "workflow");

  return g_string_free_and_steal (stem);
}

static void
describe_graph (AipWorkflowSketch *self,
                JsonObject        *object)
{
  GPtrArray *found = aip_workflow_survey_get_models (self->survey);
  JsonArray *models = json_array_new ();

  json_object_set_string_member (object, "kind", aip_workflow_survey_get_kind (self->survey));
  for (guint i = 0; i < found->len; i++)
    {
      JsonObject *model = json_object_new ();

      json_object_set_string_member (model, "file",
                                     ((AipSurveyModel *) g_ptr_array_index (found, i))->file);
      json_array_add_object_element (models, model);
    }
  json_object_set_array_member (object, "models", models);
}

static JsonNode *
describe (AipWorkflowSketch *self,
          const char        *id)
{
  JsonNode *root = json_node_alloc ();
  JsonObject *object = json_object_new ();
  JsonObject *bindings = json_object_new ();
  JsonObject *before =
    self->saved != NULL ? aip_json_node_object (aip_workflow_get_source (self->saved)) : NULL;

  json_node_init_object (root, object);
  json_object_unref (object);

  /* Limits, addresses of models and whatever else somebody wrote by hand stay. */
  if (before != NULL)
    {
      g_autoptr(GList) members = json_object_get_members (before);

      for (GList *link = members; link != NULL; link = link->next)
        json_object_set_member (object, link->data, json_object_dup_member (before, link->data));
    }
  else
    describe_graph (self, object);
  json_object_set_string_member (object, "id", id);
  json_object_set_string_member (object, "title", self->title);

  for (guint i = 0; i < self->roles->len; i++)
    {
      const char *role = g_ptr_array_index (self->roles, i);
      const GArray *refs = g_hash_table_lookup (self->bindings, role);
      JsonArray *places;

      if (refs == NULL)
        continue;
      places = json_array_new ();
      for (guint j = 0; j < refs->len; j++)
        {
          const AipGraphRef *ref = &g_array_index (refs, AipGraphRef, j);
          JsonObject *place = json_object_new ();

          json_object_set_string_member (place, "node", ref->node);
          if (*ref->input != '\0')
            json_object_set_string_member (place, "input", ref->input);
          json_array_add_object_element (places, place);
        }
      json_object_set_array_member (bindings, role, places);
    }
  json_object_set_object_member (object, "bindings", bindings);

  return root;
}

static AipWorkflow *
build (AipWorkflowSketch  *self,
       char              **description,
       char              **graph,
       GError            **error)
{
  g_autoptr(JsonNode) root = NULL;
  g_autofree char *stem = make_stem (self->title);
  g_autofree char *hash = NULL;
  g_autofree char *id = NULL;
  g_autoptr(AipWorkflow) workflow = NULL;

  /* What a person binds may be what was missing; a broken graph stays broken. */
  if (!aip_graph_validate (self->graph, error))
    return NULL;

  *graph = aip_graph_to_text (self->graph);
  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, *graph, -1);
  id = self->saved != NULL ? g_strdup (aip_workflow_get_id (self->saved))
                           : g_strdup_printf ("%s-%.*s", stem, N_DIGITS, hash);
  root = describe (self, id);
  *description = aip_json_to_text (root, TRUE);

  workflow = aip_workflow_new_from_text (*description, *graph, error);
  if (workflow == NULL)
    return NULL;
  if (aip_workflow_has_role (workflow, AIP_ROLE_PROMPT) ||
      aip_workflow_has_role (workflow, AIP_ROLE_INIT_IMAGE) ||
      aip_workflow_has_role (workflow, AIP_ROLE_INIT_VIDEO))
    return g_steal_pointer (&workflow);

  g_set_error_literal (error, AIP_ERROR, AIP_ERROR_UNBOUND,
                       _("Neither a prompt nor a picture goes into this graph: say where one of them "
                         "goes."));

  return NULL;
}

AipWorkflow *
aip_workflow_sketch_build (AipWorkflowSketch  *self,
                           GError            **error)
{
  g_autofree char *description = NULL;
  g_autofree char *graph = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  return build (self, &description, &graph, error);
}

static gboolean
write_text (GFile       *folder,
            const char  *name,
            const char  *text,
            GError     **error)
{
  g_autoptr(GFile) file = g_file_get_child (folder, name);

  return g_file_replace_contents (file, text, strlen (text), NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                  NULL, error);
}

AipWorkflow *
aip_workflow_sketch_save (AipWorkflowSketch  *self,
                          GFile              *folder,
                          GError            **error)
{
  g_autoptr(AipWorkflow) workflow = NULL;
  g_autoptr(GFile) child = NULL;
  g_autoptr(GError) local_error = NULL;
  g_autofree char *description = NULL;
  g_autofree char *graph = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (G_IS_FILE (folder), NULL);

  workflow = build (self, &description, &graph, error);
  if (workflow == NULL)
    return NULL;

  child = g_file_get_child (folder, aip_workflow_get_id (workflow));
  if (!g_file_make_directory_with_parents (child, NULL, &local_error) &&
      !g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_EXISTS))
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_READ_ONLY,
                   _("The workflow “%s” could not be saved: %s"), self->title, local_error->message);
      return NULL;
    }
  g_clear_error (&local_error);

  /* The graph first: a folder without a description is passed over. */
  if (!write_text (child, "graph.json", graph, &local_error) ||
      !write_text (child, "workflow.json", description, &local_error))
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_FAILED,
                   _("The workflow “%s” could not be saved: %s"), self->title, local_error->message);
      return NULL;
    }

  return g_steal_pointer (&workflow);
}
