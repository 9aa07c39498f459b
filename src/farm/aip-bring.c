/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-bring"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-bring.h"
#include "aip-error.h"
#include "aip-job-record.h"
#include "aip-json.h"
#include "aip-naming.h"
#include "aip-picture.h"
#include "aip-take-fetch.h"

/* A worker may claim any number of files; nobody looks through more takes of one job. */
#define MAX_OUTPUTS    64
#define RECIPE_VERSION 1
#define MAX_COMPOSED_BYTES (512 * 1024)

typedef struct {
  AipDocument    *document;
  AipJob         *job;
  AipWorker      *worker;
  AipComfyClient *client;
  AipTakeNumbers *numbers;
  GPtrArray      *outputs;
  char           *workflow;
  char           *graph_text;
  char           *composed;
  double          seconds;
  char           *shot_id;
  char           *shot_code;
  char          **taken;
  gint64          first_number;   /* 0: none reserved */
  GPtrArray      *files;          /* AipTakeFile, in the order of outputs */
} Bring;

static void
bring_free (Bring *bring)
{
  if (bring->first_number > 0)
    aip_take_numbers_release (bring->numbers, bring->shot_id, bring->first_number);
  g_object_unref (bring->document);
  g_object_unref (bring->job);
  g_object_unref (bring->worker);
  g_object_unref (bring->client);
  g_object_unref (bring->numbers);
  g_ptr_array_unref (bring->outputs);
  g_free (bring->workflow);
  g_free (bring->graph_text);
  g_free (bring->composed);
  g_free (bring->shot_id);
  g_free (bring->shot_code);
  g_strfreev (bring->taken);
  g_ptr_array_unref (bring->files);
  g_free (bring);
}

static gboolean
has_media_type (AipComfyOutput *output,
                const char     *prefix)
{
  g_autofree char *suffix = aip_comfy_output_dup_extension (output);

  return g_str_has_prefix (aip_picture_get_media_type (suffix), prefix);
}

GPtrArray *
aip_bring_choose (GPtrArray *outputs)
{
  g_autoptr(GPtrArray) chosen = NULL;
  static const char *const kinds[] = { "image/", "video/", "audio/" };
  static const char *const folders[] = { "output", "temp" };

  g_return_val_if_fail (outputs != NULL, NULL);

  chosen = g_ptr_array_new_with_free_func ((GDestroyNotify) aip_comfy_output_unref);

  /* What lies in the temporary folder is a preview, unless there is nothing else. */
  for (gsize f = 0; f < G_N_ELEMENTS (folders) && chosen->len == 0; f++)
    for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++)
      for (guint i = 0; i < outputs->len && chosen->len < MAX_OUTPUTS; i++)
        {
          AipComfyOutput *output = g_ptr_array_index (outputs, i);

          if (g_str_equal (aip_comfy_output_get_folder_type (output), folders[f]) &&
              has_media_type (output, kinds[k]))
            g_ptr_array_add (chosen, aip_comfy_output_ref (output));
        }

  for (guint i = 0; i < outputs->len && chosen->len < MAX_OUTPUTS; i++)
    if (aip_comfy_output_get_text (g_ptr_array_index (outputs, i)) != NULL)
      g_ptr_array_add (chosen, aip_comfy_output_ref (g_ptr_array_index (outputs, i)));

  return g_steal_pointer (&chosen);
}

/* Model and setup, as the job remembers them. */
static void
add_composed (JsonObject *object,
              const char *composed)
{
  static const char *const members[] = {
    "shot", "target", "setup", "prompt-edits", "people", "loras", "inputs", "overrides", "basis",
    "repeats",
  };
  g_autoptr(JsonNode) root = NULL;

  if (composed != NULL && *composed != '\0')
    root = aip_json_parse (composed, -1, MAX_COMPOSED_BYTES, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      JsonNode *member = aip_json_get (aip_json_node_object (root), members[i]);

      if (member != NULL)
        json_object_set_member (object, members[i], json_node_copy (member));
    }
}

/* Everything that is needed to make it again. The graph is put in as the text that was posted:
 * read and written once more, its large numbers might not be the same. */
static char *
make_recipe (Bring *bring)
{
  g_autoptr(JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonObject *worker = json_object_new ();
  AipEntity *job = AIP_ENTITY (bring->job);
  g_autofree char *version = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GString) recipe = NULL;

  g_object_get (bring->worker, "version", &version, NULL);
  json_object_set_string_member (worker, "address", aip_worker_get_address (bring->worker));
  json_object_set_string_member (worker, "name", aip_worker_get_name (bring->worker));
  json_object_set_string_member (worker, "gpu", aip_worker_get_gpu_name (bring->worker));
  json_object_set_string_member (worker, "version", version != NULL ? version : "");

  json_object_set_int_member (object, "version", RECIPE_VERSION);
  json_object_set_string_member (object, "workflow", bring->workflow);
  json_object_set_string_member (object, "prompt", aip_entity_get_text (job, "prompt"));
  json_object_set_string_member (object, "negative", aip_entity_get_text (job, "negative"));
  json_object_set_string_member (object, "seed", aip_entity_get_text (job, "seed"));
  json_object_set_string_member (object, "prompt-id", aip_entity_get_text (job, "prompt-id"));
  add_composed (object, bring->composed);
  json_object_set_object_member (object, "worker", worker);
  json_node_take_object (root, object);

  text = aip_json_to_text (root, FALSE);
  recipe = g_string_new (text);
  if (bring->graph_text != NULL && *bring->graph_text != '\0')
    {
      g_string_truncate (recipe, recipe->len - 1);
      g_string_append_printf (recipe, ",\"graph\":%s}", bring->graph_text);
    }

  return g_string_free_and_steal (g_steal_pointer (&recipe));
}

/* (transfer full): what it was made from, empty where the job does not know. */
static char *
dup_basis (Bring *bring)
{
  g_autoptr(JsonNode) root = NULL;
  JsonNode *basis = NULL;

  if (bring->composed != NULL && *bring->composed != '\0')
    root = aip_json_parse (bring->composed, -1, MAX_COMPOSED_BYTES, NULL);
  basis = aip_json_get (aip_json_node_object (root), "basis");

  return aip_json_node_object (basis) != NULL ? aip_json_to_text (basis, FALSE) : g_strdup ("");
}

static GVariant *
make_take (Bring       *bring,
           AipTakeFile *file,
           gint64       number,
           const char  *recipe,
           const char  *basis)
{
  AipEntity *job = AIP_ENTITY (bring->job);
  GVariantDict fields;

  g_variant_dict_init (&fields, NULL);
  g_variant_dict_insert (&fields, "shot", "s", bring->shot_id);
  g_variant_dict_insert (&fields, "number", "x", number);
  g_variant_dict_insert (&fields, "file", "s", file->file);
  g_variant_dict_insert (&fields, "media-type", "s", file->media_type);
  g_variant_dict_insert (&fields, "width", "x", (gint64) file->width);
  g_variant_dict_insert (&fields, "height", "x", (gint64) file->height);
  g_variant_dict_insert (&fields, "frames", "x", file->frames);
  g_variant_dict_insert (&fields, "rate-numerator", "x", file->rate_numerator);
  g_variant_dict_insert (&fields, "rate-denominator", "x", file->rate_denominator);
  g_variant_dict_insert (&fields, "bytes", "x", (gint64) file->bytes);
  g_variant_dict_insert (&fields, "sha256", "s", file->sha256);
  g_variant_dict_insert (&fields, "job", "s", aip_entity_get_id (job));
  g_variant_dict_insert (&fields, "workflow", "s", bring->workflow);
  g_variant_dict_insert (&fields, "seed", "s", aip_entity_get_text (job, "seed"));
  g_variant_dict_insert (&fields, "prompt", "s", aip_entity_get_text (job, "prompt"));
  g_variant_dict_insert (&fields, "negative", "s", aip_entity_get_text (job, "negative"));
  g_variant_dict_insert (&fields, "worker", "s", aip_worker_get_address (bring->worker));
  g_variant_dict_insert (&fields, "worker-name", "s", aip_worker_get_name (bring->worker));
  g_variant_dict_insert (&fields, "seconds", "d", bring->seconds);
  g_variant_dict_insert (&fields, "created", "x", g_get_real_time ());
  g_variant_dict_insert (&fields, "position", "x", aip_entity_get_integer (job, "position"));
  g_variant_dict_insert (&fields, "recipe", "s", recipe);
  g_variant_dict_insert (&fields, "basis", "s", basis);
  g_variant_dict_insert (&fields, "variation", "s", aip_job_get_variation (bring->job));
  g_variant_dict_insert (&fields, "offset", "x", aip_entity_get_integer (job, "offset"));

  return g_variant_dict_end (&fields);
}

/* (transfer full) @task */
static void
record (GTask *task)
{
  g_autoptr(GTask) owned = task;
  Bring *bring = g_task_get_task_data (task);
  g_autoptr(GPtrArray) takes = g_ptr_array_new ();
  g_autoptr(GPtrArray) inserted = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *recipe = make_recipe (bring);
  g_autofree char *basis = dup_basis (bring);

  /* The project may be closed already, and the job may be somebody else's now. */
  if (g_task_return_error_if_cancelled (task))
    return;

  for (guint i = 0; i < bring->files->len; i++)
    g_ptr_array_add (takes, make_take (bring, g_ptr_array_index (bring->files, i),
                                       bring->first_number + i, recipe, basis));

  if (aip_job_record_takes (bring->document, bring->job, takes, inserted) != NULL)
    g_task_return_pointer (task, g_steal_pointer (&inserted), (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_new_error (task, AIP_ERROR, AIP_ERROR_FAILED,
                             _("The result for %s could not be recorded."), bring->shot_code);
}

static void fetch_next (GTask *task);

/* What the program knew when it sent the job, it may have to look up after a restart. */
static char *
read_back (GObject      *source,
           GAsyncResult *result)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) value = NULL;

  value = aip_document_read_field_finish (AIP_DOCUMENT (source), result, &error);
  if (value == NULL)
    g_message ("The recipe of a result could not be read: %s", error->message);

  return value != NULL ? g_variant_dup_string (value, NULL) : g_strdup ("");
}

static void
read_graph_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  Bring *bring = g_task_get_task_data (user_data);

  bring->graph_text = read_back (source, result);
  fetch_next (user_data);
}

static void
read_composed_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  Bring *bring = g_task_get_task_data (user_data);
  g_autoptr(JsonNode) root = NULL;

  bring->composed = read_back (source, result);
  if (*bring->composed != '\0')
    root = aip_json_parse (bring->composed, -1, MAX_COMPOSED_BYTES, NULL);
  if (*bring->shot_code == '\0')
    g_set_str (&bring->shot_code, aip_json_get_string (aip_json_node_object (root), "shot", ""));

  fetch_next (user_data);
}

static void
fetch_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Bring *bring = g_task_get_task_data (task);
  GError *error = NULL;
  AipTakeFile *file = aip_take_fetch_finish (result, &error);

  if (file == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_ptr_array_add (bring->files, file);
  fetch_next (g_steal_pointer (&task));
}

/* (transfer full) @task */
static void
fetch_next (GTask *task)
{
  g_autoptr(GTask) owned = task;
  Bring *bring = g_task_get_task_data (task);
  guint index = bring->files->len;
  AipComfyOutput *output;
  g_autofree char *suffix = NULL;
  g_autofree char *relative = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;

  /* What a shot was called that was deleted before the program was started, only its job knows. */
  if (bring->composed == NULL && *bring->shot_code == '\0')
    aip_document_read_field_async (bring->document, AIP_ENTITY (bring->job), "recipe",
                                   g_task_get_cancellable (task), read_composed_cb,
                                   g_steal_pointer (&owned));
  else if (index < bring->outputs->len)
    {
      output = g_ptr_array_index (bring->outputs, index);
      suffix = aip_comfy_output_dup_extension (output);
      relative = aip_naming_take_file (aip_project_get_code (aip_document_get_project (bring->document)),
                                       bring->shot_code, bring->first_number + index, suffix);
      aip_take_fetch_async (bring->client, output, aip_document_get_folder (bring->document), relative,
                            (const char *const *) bring->taken, g_task_get_cancellable (task),
                            fetch_cb, g_steal_pointer (&owned));
    }
  else if (bring->graph_text == NULL)
    aip_document_read_field_async (bring->document, AIP_ENTITY (bring->job), "graph",
                                   g_task_get_cancellable (task), read_graph_cb,
                                   g_steal_pointer (&owned));
  else if (bring->composed == NULL)
    aip_document_read_field_async (bring->document, AIP_ENTITY (bring->job), "recipe",
                                   g_task_get_cancellable (task), read_composed_cb,
                                   g_steal_pointer (&owned));
  else
    record (g_steal_pointer (&owned));
}

void
aip_bring_async (const AipBringRequest *request,
                 GCancellable          *cancellable,
                 GAsyncReadyCallback    callback,
                 gpointer               user_data)
{
  g_autoptr(GTask) task = NULL;
  AipEntity *shot;
  AipTake *take;
  Bring *bring;

  g_return_if_fail (request != NULL);

  bring = g_new0 (Bring, 1);
  bring->document = g_object_ref (request->document);
  bring->job = g_object_ref (request->job);
  bring->worker = g_object_ref (request->worker);
  bring->client = g_object_ref (request->client);
  bring->numbers = g_object_ref (request->numbers);
  bring->outputs = aip_bring_choose (request->outputs);
  bring->workflow = g_strdup (request->workflow);
  bring->graph_text = g_strdup (request->graph_text);
  bring->composed = g_strdup (request->composed);
  bring->seconds = request->seconds;
  bring->shot_id = g_strdup (aip_job_get_shot_id (request->job));
  bring->files = g_ptr_array_new_with_free_func ((GDestroyNotify) aip_take_file_free);

  /* A take of a shot that was deleted meanwhile belongs where undo would look for it. */
  shot = aip_document_lookup_any (bring->document, bring->shot_id);
  bring->shot_code = g_strdup (AIP_IS_SHOT (shot) ? aip_shot_get_code (AIP_SHOT (shot)) : "");

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, aip_bring_async);
  g_task_set_task_data (task, bring, (GDestroyNotify) bring_free);
  /* Once it is recorded, it is recorded. */
  g_task_set_check_cancellable (task, FALSE);

  take = aip_job_find_take (bring->document, bring->job);
  if (take != NULL)
    {
      aip_job_record (bring->document, bring->job, AIP_JOB_DONE, "take",
                      g_variant_new_string (aip_entity_get_id (AIP_ENTITY (take))), NULL);
      g_task_return_pointer (task, g_ptr_array_new_with_free_func (g_object_unref),
                             (GDestroyNotify) g_ptr_array_unref);
      return;
    }

  if (bring->outputs->len == 0)
    {
      g_task_return_new_error (task, AIP_ERROR, AIP_ERROR_EXECUTION,
                               _("The worker “%s” finished %s without making a picture, a movie, a "
                                 "sound or a text."),
                               aip_worker_get_name (bring->worker), bring->shot_code);
      return;
    }

  bring->taken = aip_take_numbers_files (bring->numbers, bring->shot_id);
  bring->first_number = aip_take_numbers_reserve (bring->numbers, bring->shot_id,
                                                  bring->outputs->len);
  fetch_next (g_steal_pointer (&task));
}

GPtrArray *
aip_bring_finish (GAsyncResult  *result,
                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
