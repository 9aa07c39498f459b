/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-repeat"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-asset.h"
#include "aip-comfy-client.h"
#include "aip-comfy-json.h"
#include "aip-error.h"
#include "aip-job-input.h"
#include "aip-json.h"
#include "aip-naming.h"
#include "aip-repeat.h"
#include "aip-take-fetch.h"
#include "aip-task.h"

#define MAX_RECIPE_BYTES (AIP_GRAPH_MAX_BYTES + 1024 * 1024)

/* How much of a hash is in the name that a worker knows a file by. */
#define REFERENCE_HASH_CHARS 32

struct _AipRepeat
{
  AipGraph   *graph;
  JsonObject *recipe;        /* without the graph */
  char       *workflow;
  char       *prefix;        /* in the graph; "": of no job that is known */
  char       *seed;
  GPtrArray  *inputs;        /* AipJobInput */
  GPtrArray  *obstacles;     /* ends with NULL */
};

G_DEFINE_BOXED_TYPE (AipRepeat, aip_repeat, aip_repeat_ref, aip_repeat_unref)

AipRepeat *
aip_repeat_ref (AipRepeat *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
repeat_clear (gpointer data)
{
  AipRepeat *self = data;

  g_clear_pointer (&self->graph, aip_graph_unref);
  g_clear_pointer (&self->recipe, json_object_unref);
  g_free (self->workflow);
  g_free (self->prefix);
  g_free (self->seed);
  g_clear_pointer (&self->inputs, g_ptr_array_unref);
  g_clear_pointer (&self->obstacles, g_ptr_array_unref);
}

void
aip_repeat_unref (AipRepeat *self)
{
  g_atomic_rc_box_release_full (self, repeat_clear);
}

AipGraph *
aip_repeat_get_graph (AipRepeat *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->graph;
}

const char *
aip_repeat_get_workflow (AipRepeat *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->workflow;
}

const char *const *
aip_repeat_get_obstacles (AipRepeat *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return (const char *const *) self->obstacles->pdata;
}

/* Reading -------------------------------------------------------------------------------------- */

/* (nullable): a take of this content whose file the project names. */
static char *
find_take_path (AipDocument *document,
                const char  *sha256)
{
  AipEntityList *takes = aip_document_get_list (document, AIP_KIND_TAKE);

  for (guint i = 0; i < aip_entity_list_get_count (takes); i++)
    {
      AipTake *take = AIP_TAKE (aip_entity_list_peek (takes, i));

      if (g_str_equal (aip_entity_get_text (AIP_ENTITY (take), "sha256"), sha256))
        return aip_document_get_take_path (document, take);
    }

  return NULL;
}

/* (nullable): the string in the graph by which the worker knows the file of this content. */
static char *
find_reference (AipGraph   *graph,
                const char *sha256)
{
  g_autofree char *start = NULL;
  char *name = aip_comfy_client_get_upload_name (sha256, "");

  start = name;
  for (guint i = 0; i < aip_graph_get_n_nodes (graph); i++)
    {
      const char *node = aip_graph_get_node (graph, i);
      g_auto(GStrv) inputs = aip_graph_list_inputs (graph, node);

      for (guint j = 0; inputs[j] != NULL; j++)
        {
          g_autofree char *value = aip_graph_dup_string (graph, node, inputs[j], "");

          if (g_str_has_prefix (value, start))
            return g_steal_pointer (&value);
        }
    }

  return NULL;
}

static AipJobInput *
read_input (AipDocument *document,
            AipGraph    *graph,
            JsonObject  *object)
{
  const char *sha256 = aip_json_get_string (object, "sha256", "");
  const char *shot = aip_json_get_string (object, "shot", "");
  gint64 number = aip_json_get_int (object, "take", 0);
  AipJobInput *input;

  if (strlen (sha256) < REFERENCE_HASH_CHARS)
    return NULL;

  input = g_new0 (AipJobInput, 1);
  input->role = g_intern_string (aip_json_get_string (object, "role", ""));
  input->shot = g_strdup (shot);
  input->number = number;
  input->sha256 = g_strdup (sha256);
  input->reference = find_reference (graph, sha256);
  /* Translators: within a sentence; code of a shot */
  input->name = number > 0 ? g_strdup_printf (_("take %d of %s"), (int) number, shot)
                           : g_strdup_printf (_("a picture for %s"), shot);
  input->path = find_take_path (document, sha256);
  if (input->path == NULL && input->reference != NULL)
    {
      const char *dot = strrchr (input->reference, '.');
      g_autofree char *file = dot != NULL && aip_asset_is_suffix (dot + 1)
                              ? aip_asset_make_file (sha256, dot + 1) : NULL;

      if (file != NULL)
        input->path = g_build_filename (aip_document_get_folder (document), file, NULL);
    }

  return input;
}

static void
read_inputs (AipRepeat   *self,
             AipDocument *document)
{
  JsonArray *array = aip_json_get_array (self->recipe, "inputs");

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      AipJobInput *input = read_input (document, self->graph,
                                       aip_json_node_object (json_array_get_element (array, i)));

      /* What is not in the graph was not used. */
      if (input != NULL && input->reference != NULL)
        g_ptr_array_add (self->inputs, input);
      else if (input != NULL)
        aip_job_input_free (input);
    }
}

/* The name under which the job that made @take put its result. */
static char *
find_prefix (AipDocument *document,
             AipTake     *take)
{
  AipEntity *job = aip_document_lookup (document, aip_entity_get_text (AIP_ENTITY (take), "job"));

  return g_strdup (AIP_IS_JOB (job) ? aip_entity_get_text (job, "prefix") : "");
}

static AipRepeat *
repeat_new (AipDocument  *document,
            AipTake      *take,
            const char   *text,
            GError      **error)
{
  g_autoptr(AipRepeat) self = g_atomic_rc_box_new0 (AipRepeat);
  g_autoptr(JsonNode) root = NULL;
  g_autoptr(GError) local_error = NULL;
  JsonNode *graph;

  self->inputs = g_ptr_array_new_with_free_func (aip_job_input_free);
  /* Of size 1, so that there is an end even without any. */
  self->obstacles = g_ptr_array_new_null_terminated (1, g_free, TRUE);
  root = aip_comfy_json_parse (text, -1, MAX_RECIPE_BYTES, &local_error);
  graph = aip_json_get (aip_json_node_object (root), "graph");
  if (graph != NULL)
    self->graph = aip_graph_new_from_json (graph, &local_error);
  if (self->graph == NULL)
    {
      g_set_error (error, AIP_ERROR, root != NULL ? AIP_ERROR_NOT_FOUND : AIP_ERROR_DAMAGED,
                   _("Take %d cannot be made again: its recipe does not say how it was made."),
                   (int) aip_take_get_number (take));
      return NULL;
    }

  self->recipe = json_object_ref (aip_json_node_object (root));
  json_object_remove_member (self->recipe, "graph");
  self->workflow = g_strdup (aip_json_get_string (self->recipe, "workflow", ""));
  self->seed = g_strdup (aip_entity_get_text (AIP_ENTITY (take), "seed"));
  self->prefix = find_prefix (document, take);
  read_inputs (self, document);

  return g_steal_pointer (&self);
}

/* Looks at the content of every file: the graph names it by its hash. */
static void
hash_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  AipRepeat *self = task_data;

  for (guint i = 0; i < self->inputs->len; i++)
    {
      const AipJobInput *input = g_ptr_array_index (self->inputs, i);
      g_autofree char *sha256 = input->path != NULL ? aip_take_file_hash (input->path) : NULL;

      if (sha256 == NULL)
        g_ptr_array_add (self->obstacles,
                         /* Translators: “take 2 of SHT-0010” or “a picture for SHT-0010” */
                         g_strdup_printf (_("What it began with is not there any more: %s."),
                                          input->name));
      else if (!g_str_equal (sha256, input->sha256))
        g_ptr_array_add (self->obstacles,
                         g_strdup_printf (_("What it began with was changed since: %s."),
                                          input->name));
    }

  g_task_return_pointer (task, aip_repeat_ref (self), (GDestroyNotify) aip_repeat_unref);
}

static void
recipe_read_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  AipTake *take = g_task_get_task_data (task);
  g_autoptr(GVariant) recipe = NULL;
  GError *error = NULL;
  AipRepeat *self;

  recipe = aip_document_read_field_finish (AIP_DOCUMENT (source), result, &error);
  self = recipe != NULL ? repeat_new (AIP_DOCUMENT (source), take,
                                      g_variant_get_string (recipe, NULL), &error) : NULL;
  if (self == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_task_set_task_data (task, self, (GDestroyNotify) aip_repeat_unref);
  aip_task_run_in_thread (task, hash_thread);
}

void
aip_repeat_load_async (AipDocument         *document,
                       AipTake             *take,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (AIP_IS_DOCUMENT (document));
  g_return_if_fail (AIP_IS_TAKE (take));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, aip_repeat_load_async);
  g_task_set_task_data (task, g_object_ref (take), g_object_unref);
  aip_document_read_field_async (document, AIP_ENTITY (take), "recipe", cancellable, recipe_read_cb,
                                 task);
}

AipRepeat *
aip_repeat_load_finish (GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Comparing ------------------------------------------------------------------------------------ */

/* Both are known, and they are not the same. */
static gboolean
differ (const char *was,
        const char *is)
{
  return *was != '\0' && is != NULL && *is != '\0' && !g_str_equal (was, is);
}

static gboolean
is_own_file (AipRepeat  *self,
             const char *value)
{
  for (guint i = 0; i < self->inputs->len; i++)
    if (g_str_equal (((AipJobInput *) g_ptr_array_index (self->inputs, i))->reference, value))
      return TRUE;

  return FALSE;
}

/* Names that @catalogue does not have: node classes in @nodes, files in @files (both unique). */
static void
find_missing (AipRepeat        *self,
              AipNodeCatalogue *catalogue,
              GPtrArray        *nodes,
              GPtrArray        *files)
{
  for (guint i = 0; i < aip_graph_get_n_nodes (self->graph); i++)
    {
      const char *node = aip_graph_get_node (self->graph, i);
      const char *name = aip_graph_get_class (self->graph, node);
      const AipNodeClass *class = aip_node_catalogue_lookup (catalogue, name);

      if (class == NULL && !g_ptr_array_find_with_equal_func (nodes, name, g_str_equal, NULL))
        g_ptr_array_add (nodes, g_strdup (name));

      for (guint j = 0; class != NULL && j < aip_node_class_get_n_inputs (class); j++)
        {
          const AipNodeInput *input = aip_node_class_get_input (class, j);
          g_autofree char *value =
            aip_graph_dup_string (self->graph, node, aip_node_input_get_name (input), NULL);

          if (value != NULL && aip_node_input_get_options (input) != NULL &&
              aip_node_input_find_option (input, value) == NULL && !is_own_file (self, value) &&
              !g_ptr_array_find_with_equal_func (files, value, g_str_equal, NULL))
            g_ptr_array_add (files, g_steal_pointer (&value));
        }
    }
}

static gboolean
compare_catalogue (AipRepeat        *self,
                   AipNodeCatalogue *catalogue,
                   gboolean          draft,
                   GStrvBuilder     *found)
{
  g_autoptr(GPtrArray) nodes = g_ptr_array_new_null_terminated (0, g_free, TRUE);
  g_autoptr(GPtrArray) files = g_ptr_array_new_null_terminated (0, g_free, TRUE);
  g_autofree char *list = NULL;

  find_missing (self, catalogue, nodes, files);
  if (nodes->len > 0)
    {
      list = g_strjoinv (", ", (char **) nodes->pdata);
      g_strv_builder_take (found, g_strdup_printf (_("It does not have the nodes %s."), list));
    }
  /* A worker that draws has no use for models. */
  if (files->len > 0 && !draft)
    {
      g_free (list);
      list = g_strjoinv (", ", (char **) files->pdata);
      g_strv_builder_take (found, g_strdup_printf (_("It does not have the models %s."), list));
    }

  return nodes->len == 0 && (files->len == 0 || draft);
}

GStrv
aip_repeat_compare (AipRepeat        *self,
                    AipWorker        *worker,
                    AipNodeCatalogue *catalogue,
                    gboolean         *possible)
{
  g_autoptr(GStrvBuilder) found = g_strv_builder_new ();
  g_autofree char *version = NULL;
  const char *was_version, *was_gpu;
  JsonObject *was;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (AIP_IS_WORKER (worker), NULL);
  g_return_val_if_fail (possible != NULL, NULL);

  *possible = TRUE;
  was = aip_json_get_object (self->recipe, "worker");
  if (catalogue != NULL)
    *possible = compare_catalogue (self, catalogue, aip_worker_get_draft (worker), found);
  else
    g_strv_builder_add (found, _("What it has is not known yet."));

  was_version = aip_json_get_string (was, "version", "");
  g_object_get (worker, "version", &version, NULL);
  if (differ (was_version, version))
    g_strv_builder_take (found, g_strdup_printf (_("ComfyUI was %s then and is %s here."), was_version,
                                                 version));
  was_gpu = aip_json_get_string (was, "gpu", "");
  if (differ (was_gpu, aip_worker_get_gpu_name (worker)))
    g_strv_builder_take (found, g_strdup_printf (_("The graphics card was %s then and is %s here."),
                                                 was_gpu, aip_worker_get_gpu_name (worker)));

  return g_strv_builder_end (found);
}

/* Freezing ------------------------------------------------------------------------------------- */

/* The result gets a name of its own, wherever the old one stood. */
static void
set_prefix (AipRepeat  *self,
            AipGraph   *graph,
            const char *prefix)
{
  for (guint i = 0; i < aip_graph_get_n_nodes (graph); i++)
    {
      const char *node = aip_graph_get_node (graph, i);
      g_auto(GStrv) inputs = aip_graph_list_inputs (graph, node);

      for (guint j = 0; inputs[j] != NULL; j++)
        {
          g_autofree char *value = aip_graph_dup_string (graph, node, inputs[j], NULL);
          gboolean old = value != NULL &&
                         (*self->prefix != '\0' ? g_str_equal (value, self->prefix)
                                                : g_str_equal (inputs[j], "filename_prefix"));

          if (old)
            aip_graph_set_string (graph, node, inputs[j], prefix, NULL);
        }
    }
}

/* What the recipe of the new take says beside what a job knows by itself. */
static char *
make_recipe (AipRepeat *self,
             AipShot   *shot,
             AipTake   *take)
{
  g_autoptr(JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonObject *repeats = json_object_new ();
  g_autoptr(GList) members = json_object_get_members (self->recipe);

  for (GList *l = members; l != NULL; l = l->next)
    json_object_set_member (object, l->data,
                            json_node_copy (json_object_get_member (self->recipe, l->data)));
  json_object_set_string_member (repeats, "shot", aip_shot_get_code (shot));
  json_object_set_int_member (repeats, "take", aip_take_get_number (take));
  json_object_set_string_member (repeats, "sha256", aip_entity_get_text (AIP_ENTITY (take), "sha256"));
  json_object_set_object_member (object, "repeats", repeats);
  json_node_take_object (root, object);

  return aip_json_to_text (root, FALSE);
}

static gboolean
check_worker (AipRepeat              *self,
              AipShot                *shot,
              const AipFreezeWorker  *worker,
              GError                **error)
{
  g_autoptr(GStrvBuilder) found = g_strv_builder_new ();
  g_auto(GStrv) missing = NULL;
  g_autofree char *list = NULL;

  if (worker == NULL || worker->catalogue == NULL ||
      compare_catalogue (self, worker->catalogue, worker->draft, found))
    return TRUE;

  missing = g_strv_builder_end (found);
  list = g_strjoinv (" ", missing);
  g_set_error (error, AIP_ERROR, AIP_ERROR_REJECTED, _("%s cannot be made again there: %s"),
               aip_shot_get_code (shot), list);

  return FALSE;
}

AipFrozenJob *
aip_repeat_freeze (AipRepeat              *self,
                   AipDocument            *document,
                   AipShot                *shot,
                   AipTake                *take,
                   const AipFreezeWorker  *worker,
                   GError                **error)
{
  g_autoptr(AipFrozenJob) frozen = g_new0 (AipFrozenJob, 1);

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (AIP_IS_SHOT (shot), NULL);
  g_return_val_if_fail (AIP_IS_TAKE (take), NULL);

  if (self->obstacles->len > 0)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND, _("Take %d of %s cannot be made again. %s"),
                   (int) aip_take_get_number (take), aip_shot_get_code (shot),
                   (char *) g_ptr_array_index (self->obstacles, 0));
      return NULL;
    }
  if (!check_worker (self, shot, worker, error))
    return NULL;

  frozen->prompt_id = g_uuid_string_random ();
  frozen->workflow = g_strdup (self->workflow);
  frozen->prompt = g_strdup (aip_json_get_string (self->recipe, "prompt", ""));
  frozen->negative = g_strdup (aip_json_get_string (self->recipe, "negative", ""));
  frozen->seed = g_strdup (self->seed);
  frozen->recipe = make_recipe (self, shot, take);
  frozen->prefix = aip_naming_job_prefix (aip_project_get_code (aip_document_get_project (document)),
                                          aip_shot_get_code (shot), frozen->prompt_id);
  frozen->width = (int) aip_entity_get_integer (AIP_ENTITY (take), "width");
  frozen->height = (int) aip_entity_get_integer (AIP_ENTITY (take), "height");
  frozen->inputs = g_ptr_array_ref (self->inputs);
  frozen->changes = g_new0 (char *, 1);

  frozen->graph = aip_graph_copy (self->graph);
  set_prefix (self, frozen->graph, frozen->prefix);
  if (worker != NULL && worker->catalogue != NULL)
    aip_node_catalogue_fit_names (worker->catalogue, frozen->graph);
  frozen->graph_text = aip_graph_to_text (frozen->graph);

  return g_steal_pointer (&frozen);
}
