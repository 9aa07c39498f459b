/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-worker-registry"

#include "config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "aip-error.h"
#include "aip-json.h"
#include "aip-task.h"
#include "aip-worker-registry.h"

#define FORMAT_VERSION 1
#define MAX_FILE_BYTES (4 * 1024 * 1024)
#define MAX_WORKERS    1000
#define MAX_ABANDONED  200

struct _AipWorkerRegistry
{
  GObject  parent_instance;

  char    *path;
  char    *pending;    /* text that no thread has taken yet */
  gboolean writing;
  GError  *error;      /* of the last write */
  GList   *flushes;    /* GTask, waiting for the disk */
};

G_DEFINE_FINAL_TYPE (AipWorkerRegistry, aip_worker_registry, G_TYPE_OBJECT)

AipWorkerRecord *
aip_worker_record_new (const char *address)
{
  AipWorkerRecord *self = g_new0 (AipWorkerRecord, 1);

  self->address = g_strdup (address);

  return self;
}

void
aip_worker_record_free (AipWorkerRecord *self)
{
  g_free (self->address);
  g_free (self->name);
  g_free (self->client_id);
  g_free (self->gpu_name);
  g_strfreev (self->abandoned);
  g_free (self);
}

static void
aip_worker_registry_finalize (GObject *object)
{
  AipWorkerRegistry *self = AIP_WORKER_REGISTRY (object);

  g_free (self->path);
  g_free (self->pending);
  g_clear_error (&self->error);
  g_assert (self->flushes == NULL);

  G_OBJECT_CLASS (aip_worker_registry_parent_class)->finalize (object);
}

static void
aip_worker_registry_class_init (AipWorkerRegistryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_worker_registry_finalize;
}

static void
aip_worker_registry_init (AipWorkerRegistry *self)
{
}

/**
 * aip_worker_registry_new:
 * @path: (nullable): the file; %NULL remembers nothing
 */
AipWorkerRegistry *
aip_worker_registry_new (const char *path)
{
  AipWorkerRegistry *self = g_object_new (AIP_TYPE_WORKER_REGISTRY, NULL);

  self->path = g_strdup (path);

  return self;
}

static AipWorkerRecord *
read_record (JsonObject *object)
{
  const char *address = aip_json_get_string (object, "address", NULL);
  JsonArray *abandoned = aip_json_get_array (object, "abandoned");
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();
  AipWorkerRecord *record;

  if (address == NULL || *address == '\0')
    return NULL;

  record = aip_worker_record_new (address);
  record->name = g_strdup (aip_json_get_string (object, "name", ""));
  record->paused = aip_json_get_boolean (object, "paused", FALSE);
  record->client_id = g_strdup (aip_json_get_string (object, "client-id", NULL));
  record->gpu_name = g_strdup (aip_json_get_string (object, "gpu-name", ""));
  record->vram_total = (guint64) MAX (aip_json_get_int (object, "vram-total", 0), 0);

  if (record->client_id != NULL && !g_uuid_string_is_valid (record->client_id))
    g_clear_pointer (&record->client_id, g_free);

  for (guint i = 0; abandoned != NULL && i < MIN (json_array_get_length (abandoned), MAX_ABANDONED); i++)
    {
      const char *id = aip_json_node_string (json_array_get_element (abandoned, i));

      if (id != NULL && g_uuid_string_is_valid (id))
        g_strv_builder_add (ids, id);
    }
  record->abandoned = g_strv_builder_end (ids);

  return record;
}

/* Another program may have left anything there; its owner will want to see what it was. */
static void
put_aside (AipWorkerRegistry  *self,
           const char         *why,
           GError            **error)
{
  g_autofree char *aside = g_strconcat (self->path, ".damaged", NULL);

  if (g_rename (self->path, aside) == 0)
    g_set_error (error, AIP_ERROR, AIP_ERROR_DAMAGED,
                 _("The list of workers could not be read and was put aside as “%s”: %s"), aside, why);
  else
    g_set_error (error, AIP_ERROR, AIP_ERROR_DAMAGED, _("The list of workers “%s” could not be read: %s"),
                 self->path, why);
}

GPtrArray *
aip_worker_registry_load (AipWorkerRegistry  *self,
                          AipEstimates       *estimates,
                          GError            **error)
{
  g_autoptr(GPtrArray) records = NULL;
  g_autoptr(GError) local_error = NULL;
  g_autofree char *text = NULL;
  g_autoptr(JsonNode) root = NULL;
  JsonObject *object;
  JsonArray *workers;
  gsize length;

  g_return_val_if_fail (AIP_IS_WORKER_REGISTRY (self), NULL);

  records = g_ptr_array_new_with_free_func ((GDestroyNotify) aip_worker_record_free);

  if (self->path == NULL)
    return g_steal_pointer (&records);

  if (!g_file_get_contents (self->path, &text, &length, &local_error))
    {
      if (!g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        put_aside (self, local_error->message, error);
      return g_steal_pointer (&records);
    }

  root = aip_json_parse (text, (gssize) length, MAX_FILE_BYTES, &local_error);
  if (root == NULL)
    {
      put_aside (self, local_error->message, error);
      return g_steal_pointer (&records);
    }

  object = aip_json_node_object (root);
  workers = aip_json_get_array (object, "workers");
  if (workers == NULL || aip_json_get_int (object, "version", 0) != FORMAT_VERSION)
    {
      put_aside (self, _("it is not a list of workers that this version understands"), error);
      return g_steal_pointer (&records);
    }

  for (guint i = 0; i < MIN (json_array_get_length (workers), MAX_WORKERS); i++)
    {
      AipWorkerRecord *record =
        read_record (aip_json_node_object (json_array_get_element (workers, i)));

      if (record != NULL)
        g_ptr_array_add (records, record);
    }

  if (aip_json_get_object (object, "seconds") != NULL)
    aip_estimates_read_json (estimates, aip_json_get_object (object, "seconds"));

  return g_steal_pointer (&records);
}

static JsonNode *
write_record (const AipWorkerRecord *record)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *abandoned = json_array_new ();

  json_object_set_string_member (object, "address", record->address);
  json_object_set_string_member (object, "name", record->name != NULL ? record->name : "");
  json_object_set_boolean_member (object, "paused", record->paused);
  if (record->client_id != NULL)
    json_object_set_string_member (object, "client-id", record->client_id);
  json_object_set_string_member (object, "gpu-name", record->gpu_name != NULL ? record->gpu_name : "");
  json_object_set_int_member (object, "vram-total", (gint64) MIN (record->vram_total, G_MAXINT64));
  for (guint i = 0; record->abandoned != NULL && record->abandoned[i] != NULL; i++)
    json_array_add_string_element (abandoned, record->abandoned[i]);
  json_object_set_array_member (object, "abandoned", abandoned);

  json_node_take_object (node, object);

  return node;
}

static void start_write (AipWorkerRegistry *self);

static void
write_thread (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  AipWorkerRegistry *self = source;
  const char *text = task_data;
  g_autofree char *folder = g_path_get_dirname (self->path);
  GError *error = NULL;

  g_mkdir_with_parents (folder, 0700);
  if (g_file_set_contents_full (self->path, text, -1,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
write_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  AipWorkerRegistry *self = AIP_WORKER_REGISTRY (source);

  self->writing = FALSE;
  g_clear_error (&self->error);
  if (!g_task_propagate_boolean (G_TASK (result), &self->error))
    g_message ("The list of workers could not be saved: %s", self->error->message);

  start_write (self);
}

static void
start_write (AipWorkerRegistry *self)
{
  g_autoptr(GTask) task = NULL;
  GList *flushes;

  if (self->writing)
    return;

  if (self->pending != NULL)
    {
      self->writing = TRUE;
      task = g_task_new (self, NULL, write_cb, NULL);
      g_task_set_source_tag (task, start_write);
      g_task_set_task_data (task, g_steal_pointer (&self->pending), g_free);
      aip_task_run_in_thread (task, write_thread);
      return;
    }

  flushes = g_steal_pointer (&self->flushes);
  for (GList *l = flushes; l != NULL; l = l->next)
    {
      if (self->error != NULL)
        g_task_return_error (l->data, g_error_copy (self->error));
      else
        g_task_return_boolean (l->data, TRUE);
    }
  g_list_free_full (flushes, g_object_unref);
}

/**
 * aip_worker_registry_save:
 * @self: a registry
 * @records: (element-type AipWorkerRecord): all workers to remember
 * @estimates: what was learned
 */
void
aip_worker_registry_save (AipWorkerRegistry *self,
                          GPtrArray         *records,
                          AipEstimates      *estimates)
{
  g_autoptr(JsonNode) root = NULL;
  JsonObject *object;
  JsonArray *workers;

  g_return_if_fail (AIP_IS_WORKER_REGISTRY (self));
  g_return_if_fail (records != NULL);

  if (self->path == NULL)
    return;

  root = json_node_new (JSON_NODE_OBJECT);
  object = json_object_new ();
  workers = json_array_new ();

  for (guint i = 0; i < records->len; i++)
    json_array_add_element (workers, write_record (g_ptr_array_index (records, i)));

  json_object_set_int_member (object, "version", FORMAT_VERSION);
  json_object_set_array_member (object, "workers", workers);
  json_object_set_object_member (object, "seconds", aip_estimates_to_json (estimates));
  json_node_take_object (root, object);

  g_free (self->pending);
  self->pending = aip_json_to_text (root, TRUE);
  start_write (self);
}

void
aip_worker_registry_flush_async (AipWorkerRegistry   *self,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (AIP_IS_WORKER_REGISTRY (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, aip_worker_registry_flush_async);
  self->flushes = g_list_append (self->flushes, task);
  start_write (self);
}

gboolean
aip_worker_registry_flush_finish (AipWorkerRegistry  *self,
                                  GAsyncResult       *result,
                                  GError            **error)
{
  g_return_val_if_fail (AIP_IS_WORKER_REGISTRY (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
