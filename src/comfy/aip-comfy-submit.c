/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-comfy-submit"

#include "config.h"

#include <string.h>

#include "aip-comfy-client-private.h"
#include "aip-comfy-http.h"
#include "aip-comfy-json.h"

#define MAX_ANSWER (4 * 1024 * 1024)

typedef struct {
  SoupMessage        *message;
  char               *prompt_id;
  gboolean            sent;         /* every byte left this machine: the worker may have it */
  AipComfySubmission *submission;
} Submit;

static void
submit_free (gpointer data)
{
  Submit *submit = data;

  g_signal_handlers_disconnect_by_data (submit->message, submit);
  g_clear_object (&submit->message);
  g_free (submit->prompt_id);
  g_clear_pointer (&submit->submission, aip_comfy_submission_unref);
  g_free (submit);
}

static void
wrote_body_cb (SoupMessage *message,
               gpointer     user_data)
{
  Submit *submit = user_data;

  submit->sent = TRUE;
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Submit *submit = g_task_get_task_data (task);
  g_autoptr(GBytes) body = NULL;
  GError *error = NULL;

  body = aip_comfy_http_send_finish (result, &error);
  if (body == NULL)
    submit->submission = aip_comfy_submission_new (submit->sent ? AIP_COMFY_OUTCOME_UNKNOWN
                                                                : AIP_COMFY_OUTCOME_NOT_QUEUED,
                                                   submit->prompt_id, 0);
  else
    submit->submission =
      aip_comfy_submission_new_from_answer (soup_message_get_status (submit->message),
                                            submit->prompt_id, body, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static GBytes *
make_body (AipComfyClient *self,
           AipGraph       *graph,
           const char     *prompt_id,
           JsonObject     *extra_pnginfo)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *root = json_object_new ();
  char *text;

  json_object_set_member (root, "prompt", aip_graph_to_json (graph));
  json_object_set_string_member (root, "client_id", aip_comfy_client_get_client_id (self));
  json_object_set_string_member (root, "prompt_id", prompt_id);

  /* Never null: a null here kills the worker's only thread. */
  if (extra_pnginfo != NULL)
    {
      JsonObject *extra_data = json_object_new ();

      json_object_set_object_member (extra_data, "extra_pnginfo", json_object_ref (extra_pnginfo));
      json_object_set_object_member (root, "extra_data", extra_data);
    }

  json_node_take_object (node, root);
  text = aip_comfy_json_to_text (node);

  return g_bytes_new_take (text, strlen (text));
}

void
aip_comfy_client_submit_async (AipComfyClient      *self,
                               AipGraph            *graph,
                               const char          *prompt_id,
                               JsonObject          *extra_pnginfo,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GBytes) body = NULL;
  Submit *submit;

  g_return_if_fail (AIP_IS_COMFY_CLIENT (self));
  g_return_if_fail (graph != NULL);
  g_return_if_fail (g_uuid_string_is_valid (prompt_id));

  submit = g_new0 (Submit, 1);
  submit->prompt_id = g_strdup (prompt_id);
  submit->message = aip_comfy_http_new_message ("POST", aip_comfy_client_get_address (self),
                                                "/prompt");
  g_signal_connect (submit->message, "wrote-body", G_CALLBACK (wrote_body_cb), submit);

  /* On a kept connection that the server has just closed, a failure would not tell whether the
   * graph arrived; on a new one it nearly always does. */
  soup_message_add_flags (submit->message, SOUP_MESSAGE_NEW_CONNECTION);

  body = make_body (self, graph, prompt_id, extra_pnginfo);
  soup_message_set_request_body_from_bytes (submit->message, "application/json", body);

  task = aip_comfy_client_new_task (self, aip_comfy_client_submit_async, callback, user_data);
  g_task_set_task_data (task, submit, submit_free);
  aip_comfy_http_send_async (aip_comfy_client_get_session (self), submit->message,
                             aip_comfy_client_get_address (self), MAX_ANSWER,
                             AIP_COMFY_DEADLINE_MS, cancellable, answered_cb,
                             g_steal_pointer (&task));
}

gboolean
aip_comfy_client_submit_finish (AipComfyClient      *self,
                                GAsyncResult        *result,
                                AipComfySubmission **submission,
                                GError             **error)
{
  Submit *submit;

  g_return_val_if_fail (AIP_IS_COMFY_CLIENT (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  submit = g_task_get_task_data (G_TASK (result));
  if (submission != NULL)
    *submission = aip_comfy_submission_ref (submit->submission);

  return g_task_propagate_boolean (G_TASK (result), error);
}
