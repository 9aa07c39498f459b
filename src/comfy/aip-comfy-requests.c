/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-comfy-requests"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-comfy-client-private.h"
#include "aip-comfy-http.h"
#include "aip-comfy-json.h"
#include "aip-error.h"
#include "aip-json.h"

#define MAX_MODELS  100000
#define POLL_MS     10000

GTask *
aip_comfy_client_new_task (AipComfyClient      *self,
                           gpointer             source_tag,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, source_tag);

  return task;
}

/* Questions: each is one GET whose JSON a reader turns into an immutable value. */

static void
question_answered_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GDestroyNotify free_result = g_task_get_task_data (task);
  GError *error = NULL;
  gpointer answer = aip_comfy_http_get_finish (result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, answer, free_result);
}

static void
ask (AipComfyClient *self,
     GTask          *task,         /* taken */
     SoupMessage    *message,      /* taken */
     AipComfyReader  reader,
     const char     *argument,
     GDestroyNotify  free_result,
     GCancellable   *cancellable)
{
  g_task_set_task_data (task, (gpointer) free_result, NULL);
  aip_comfy_http_get_async (aip_comfy_client_get_session (self), message,
                            aip_comfy_client_get_address (self), reader, argument, free_result,
                            cancellable, question_answered_cb, task);
  g_object_unref (message);
}

static gpointer
answer_of (AipComfyClient  *self,
           GAsyncResult    *result,
           gpointer         source_tag,
           GError         **error)
{
  g_return_val_if_fail (AIP_IS_COMFY_CLIENT (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, source_tag), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static gpointer
read_system_stats (JsonNode    *root,
                   const char  *argument,
                   GError     **error)
{
  return aip_comfy_system_stats_new_from_json (aip_json_node_object (root), error);
}

void
aip_comfy_client_get_system_stats_async (AipComfyClient      *self,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data)
{
  g_return_if_fail (AIP_IS_COMFY_CLIENT (self));

  ask (self,
       aip_comfy_client_new_task (self, aip_comfy_client_get_system_stats_async, callback,
                                  user_data),
       aip_comfy_http_new_message ("GET", aip_comfy_client_get_address (self), "/system_stats"),
       read_system_stats, NULL, (GDestroyNotify) aip_comfy_system_stats_unref, cancellable);
}

AipComfySystemStats *
aip_comfy_client_get_system_stats_finish (AipComfyClient  *self,
                                          GAsyncResult    *result,
                                          GError         **error)
{
  return answer_of (self, result, aip_comfy_client_get_system_stats_async, error);
}

static gpointer
read_queue (JsonNode    *root,
            const char  *argument,
            GError     **error)
{
  return aip_comfy_queue_new_from_json (aip_json_node_object (root), error);
}

void
aip_comfy_client_get_queue_async (AipComfyClient      *self,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_return_if_fail (AIP_IS_COMFY_CLIENT (self));

  ask (self,
       aip_comfy_client_new_task (self, aip_comfy_client_get_queue_async, callback, user_data),
       aip_comfy_http_new_message ("GET", aip_comfy_client_get_address (self), "/queue"),
       read_queue, NULL, (GDestroyNotify) aip_comfy_queue_unref, cancellable);
}

AipComfyQueue *
aip_comfy_client_get_queue_finish (AipComfyClient  *self,
                                   GAsyncResult    *result,
                                   GError         **error)
{
  return answer_of (self, result, aip_comfy_client_get_queue_async, error);
}

static gpointer
read_history (JsonNode    *root,
              const char  *prompt_id,
              GError     **error)
{
  JsonObject *object = aip_json_node_object (root);
  JsonNode *entry = aip_json_get (object, prompt_id);

  if (object == NULL)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_PROTOCOL,
                   _("The worker’s history of job %s cannot be read."), prompt_id);
      return NULL;
    }

  /* Unknown, waiting and running prompts are all "{}". */
  if (entry == NULL)
    return NULL;

  return aip_comfy_history_new_from_json (prompt_id, aip_json_node_object (entry), error);
}

void
aip_comfy_client_get_history_async (AipComfyClient      *self,
                                    const char          *prompt_id,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_autofree char *id = NULL;

  g_return_if_fail (AIP_IS_COMFY_CLIENT (self));
  g_return_if_fail (prompt_id != NULL);

  id = g_uri_escape_string (prompt_id, NULL, FALSE);
  ask (self,
       aip_comfy_client_new_task (self, aip_comfy_client_get_history_async, callback, user_data),
       aip_comfy_http_new_message ("GET", aip_comfy_client_get_address (self), "/history/%s", id),
       read_history, prompt_id, (GDestroyNotify) aip_comfy_history_unref, cancellable);
}

AipComfyHistory *
aip_comfy_client_get_history_finish (AipComfyClient  *self,
                                     GAsyncResult    *result,
                                     GError         **error)
{
  return answer_of (self, result, aip_comfy_client_get_history_async, error);
}

static gpointer
read_object_info (JsonNode    *root,
                  const char  *argument,
                  GError     **error)
{
  return aip_node_catalogue_new_from_json (root, error);
}

void
aip_comfy_client_get_object_info_async (AipComfyClient      *self,
                                        const char          *class_type,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data)
{
  g_autofree char *escaped = NULL;

  g_return_if_fail (AIP_IS_COMFY_CLIENT (self));

  escaped = class_type != NULL ? g_uri_escape_string (class_type, NULL, FALSE) : NULL;
  ask (self,
       aip_comfy_client_new_task (self, aip_comfy_client_get_object_info_async, callback,
                                  user_data),
       aip_comfy_http_new_message ("GET", aip_comfy_client_get_address (self), "/object_info%s%s",
                                   escaped != NULL ? "/" : "", escaped != NULL ? escaped : ""),
       read_object_info, NULL, (GDestroyNotify) aip_node_catalogue_unref, cancellable);
}

AipNodeCatalogue *
aip_comfy_client_get_object_info_finish (AipComfyClient  *self,
                                         GAsyncResult    *result,
                                         GError         **error)
{
  return answer_of (self, result, aip_comfy_client_get_object_info_async, error);
}

static gpointer
read_models (JsonNode    *root,
             const char  *folder,
             GError     **error)
{
  JsonArray *array = aip_json_node_array (root);
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();

  if (array == NULL)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_PROTOCOL,
                   _("The worker’s list of models in “%s” cannot be read."), folder);
      return NULL;
    }

  for (guint i = 0; i < MIN (json_array_get_length (array), MAX_MODELS); i++)
    {
      const char *name = aip_json_node_string (json_array_get_element (array, i));

      if (name != NULL)
        g_strv_builder_add (names, name);
    }

  return g_strv_builder_end (names);
}

void
aip_comfy_client_get_models_async (AipComfyClient      *self,
                                   const char          *folder,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autofree char *escaped = NULL;

  g_return_if_fail (AIP_IS_COMFY_CLIENT (self));
  g_return_if_fail (folder != NULL);

  escaped = g_uri_escape_string (folder, NULL, FALSE);
  ask (self,
       aip_comfy_client_new_task (self, aip_comfy_client_get_models_async, callback, user_data),
       aip_comfy_http_new_message ("GET", aip_comfy_client_get_address (self), "/models/%s",
                                   escaped),
       read_models, folder, (GDestroyNotify) g_strfreev, cancellable);
}

char **
aip_comfy_client_get_models_finish (AipComfyClient  *self,
                                    GAsyncResult    *result,
                                    GError         **error)
{
  return answer_of (self, result, aip_comfy_client_get_models_async, error);
}

static gpointer
read_remaining (JsonNode    *root,
                const char  *argument,
                GError     **error)
{
  JsonObject *info = aip_json_get_object (aip_json_node_object (root), "exec_info");
  gint64 remaining = aip_json_get_int (info, "queue_remaining", -1);

  if (remaining < 0 || remaining >= G_MAXINT)
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_PROTOCOL,
                           _("The worker’s queue cannot be read."));
      return NULL;
    }

  return GINT_TO_POINTER ((int) remaining + 1);
}

void
aip_comfy_client_poll_async (AipComfyClient      *self,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  ask (self, aip_comfy_client_new_task (self, aip_comfy_client_poll_async, callback, user_data),
       aip_comfy_http_new_message ("GET", aip_comfy_client_get_address (self), "/prompt"),
       read_remaining, NULL, NULL, cancellable);
}

/* -1 on failure. */
int
aip_comfy_client_poll_finish (AipComfyClient  *self,
                              GAsyncResult    *result,
                              GError         **error)
{
  return GPOINTER_TO_INT (answer_of (self, result, aip_comfy_client_poll_async, error)) - 1;
}

/* Commands: small JSON bodies whose answer is a bare status. */

typedef struct {
  char         *prompt_id;
  GCancellable *cancellable;
  SoupMessage  *message;
  gboolean      interrupted;
} Command;

static void
command_free (gpointer data)
{
  Command *command = data;

  g_free (command->prompt_id);
  g_clear_object (&command->cancellable);
  g_clear_object (&command->message);
  g_free (command);
}

/* Takes @task; @callback gets it as its data and must check command_worked(). */
static void
post_command (GTask               *task,
              const char          *path,
              JsonObject          *object,      /* taken */
              GAsyncReadyCallback  callback)
{
  AipComfyClient *self = g_task_get_source_object (task);
  Command *command = g_task_get_task_data (task);
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr(GBytes) body = NULL;
  char *text;

  json_node_take_object (node, object);
  text = aip_comfy_json_to_text (node);
  body = g_bytes_new_take (text, strlen (text));

  g_clear_object (&command->message);
  command->message = aip_comfy_http_new_message ("POST", aip_comfy_client_get_address (self), "%s",
                                                 path);
  soup_message_set_request_body_from_bytes (command->message, "application/json", body);
  aip_comfy_http_send_async (aip_comfy_client_get_session (self), command->message,
                             aip_comfy_client_get_address (self), AIP_COMFY_MAX_ANSWER,
                             AIP_COMFY_DEADLINE_MS, command->cancellable, callback, task);
}

/* Returns the error on the task when it did not. */
static gboolean
command_worked (GTask        *task,
                GAsyncResult *result)
{
  AipComfyClient *self = g_task_get_source_object (task);
  Command *command = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(GBytes) body = aip_comfy_http_send_finish (result, &error);

  if (body == NULL)
    {
      g_task_return_error (task, error);
      return FALSE;
    }

  if (soup_message_get_status (command->message) != 200)
    {
      g_task_return_error (task,
                           aip_comfy_http_status_error (soup_message_get_status (command->message),
                                                        aip_comfy_client_get_address (self)));
      return FALSE;
    }

  return TRUE;
}

static GTask *
new_command (AipComfyClient      *self,
             gpointer             source_tag,
             const char          *prompt_id,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  GTask *task = aip_comfy_client_new_task (self, source_tag, callback, user_data);
  Command *command = g_new0 (Command, 1);

  command->prompt_id = g_strdup (prompt_id);
  if (cancellable != NULL)
    command->cancellable = g_object_ref (cancellable);
  g_task_set_task_data (task, command, command_free);

  return task;
}

static void
freed_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;

  if (command_worked (task, result))
    g_task_return_boolean (task, TRUE);
}

void
aip_comfy_client_free_async (AipComfyClient      *self,
                             gboolean             drop_cache,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  JsonObject *object;

  g_return_if_fail (AIP_IS_COMFY_CLIENT (self));

  object = json_object_new ();
  json_object_set_boolean_member (object, "unload_models", TRUE);
  json_object_set_boolean_member (object, "free_memory", drop_cache);
  post_command (new_command (self, aip_comfy_client_free_async, NULL, cancellable, callback,
                             user_data),
                "/free", object, freed_cb);
}

gboolean
aip_comfy_client_free_finish (AipComfyClient  *self,
                              GAsyncResult    *result,
                              GError         **error)
{
  g_return_val_if_fail (AIP_IS_COMFY_CLIENT (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Cancelling: delete from the queue, look, interrupt only if it runs now, look again. Old servers
 * ignore the id in /interrupt and stop whatever runs: so it is never sent on suspicion. */

static void queue_seen_cb (GObject *source, GAsyncResult *result, gpointer user_data);

static void
look_at_queue (GTask *task)
{
  AipComfyClient *self = g_task_get_source_object (task);
  Command *command = g_task_get_task_data (task);

  aip_comfy_client_get_queue_async (self, command->cancellable, queue_seen_cb, task);
}

static void
interrupted_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;

  if (command_worked (task, result))
    look_at_queue (g_steal_pointer (&task));
}

static void
queue_seen_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  AipComfyClient *self = AIP_COMFY_CLIENT (source);
  g_autoptr(GTask) task = user_data;
  Command *command = g_task_get_task_data (task);
  g_autoptr(AipComfyQueue) queue = NULL;
  GError *error = NULL;
  JsonObject *object;

  queue = aip_comfy_client_get_queue_finish (self, result, &error);
  if (queue == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  if (aip_comfy_queue_is_pending (queue, command->prompt_id))
    {
      g_task_return_new_error (task, AIP_ERROR, AIP_ERROR_PROTOCOL,
                               _("The worker did not take job %s out of its queue."),
                               command->prompt_id);
      return;
    }

  if (command->interrupted || !aip_comfy_queue_is_running (queue, command->prompt_id))
    {
      g_task_return_int (task, aip_comfy_queue_is_running (queue, command->prompt_id));
      return;
    }

  command->interrupted = TRUE;
  object = json_object_new ();
  json_object_set_string_member (object, "prompt_id", command->prompt_id);
  post_command (g_steal_pointer (&task), "/interrupt", object, interrupted_cb);
}

static void
deleted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;

  if (command_worked (task, result))
    look_at_queue (g_steal_pointer (&task));
}

void
aip_comfy_client_cancel_async (AipComfyClient      *self,
                               const char          *prompt_id,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  JsonObject *object;
  JsonArray *ids;

  g_return_if_fail (AIP_IS_COMFY_CLIENT (self));
  g_return_if_fail (prompt_id != NULL);

  ids = json_array_new ();
  json_array_add_string_element (ids, prompt_id);
  object = json_object_new ();
  json_object_set_array_member (object, "delete", ids);
  post_command (new_command (self, aip_comfy_client_cancel_async, prompt_id, cancellable, callback,
                             user_data),
                "/queue", object, deleted_cb);
}

gboolean
aip_comfy_client_cancel_finish (AipComfyClient  *self,
                                GAsyncResult    *result,
                                gboolean        *still_running,
                                GError         **error)
{
  gssize running;

  g_return_val_if_fail (AIP_IS_COMFY_CLIENT (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  running = g_task_propagate_int (G_TASK (result), error);
  if (running < 0)
    return FALSE;

  if (still_running != NULL)
    *still_running = running > 0;

  return TRUE;
}
