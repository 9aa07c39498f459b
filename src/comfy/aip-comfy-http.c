/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-comfy-http"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-comfy-http.h"
#include "aip-comfy-json.h"
#include "aip-error.h"
#include "aip-task.h"

#define CHUNK_BYTES        (64 * 1024)
#define IO_TIMEOUT_SECONDS 30

/**
 * aip_comfy_http_new_session:
 *
 * A session for one worker. It offers no WebSocket compression (it costs the server's event loop,
 * and a small frame could unpack to anything) and no content coding, so that what comes in is as
 * long as the server says.
 */
SoupSession *
aip_comfy_http_new_session (void)
{
  SoupSession *session = soup_session_new_with_options ("user-agent", "AIPipeline/" PACKAGE_VERSION,
                                                        "timeout", IO_TIMEOUT_SECONDS,
                                                        "max-conns-per-host", 8,
                                                        "max-conns", 16,
                                                        NULL);

  soup_session_remove_feature_by_type (session, SOUP_TYPE_WEBSOCKET_EXTENSION_MANAGER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);

  return session;
}

/**
 * aip_comfy_http_new_message:
 * @path: a format for what follows the address; arguments must be percent-encoded
 *
 * Redirects are not followed: a worker has no reason to send us anywhere else.
 */
SoupMessage *
aip_comfy_http_new_message (const char *method,
                            const char *address,
                            const char *path,
                            ...)
{
  g_autofree char *tail = NULL;
  g_autofree char *uri = NULL;
  SoupMessage *message;
  va_list args;

  va_start (args, path);
  tail = g_strdup_vprintf (path, args);
  va_end (args);

  uri = g_strconcat (address, tail, NULL);
  message = soup_message_new (method, uri);
  if (message != NULL)
    soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);

  return message;
}

/* "127.0.0.1:8188" of "http://127.0.0.1:8188" */
char *
aip_comfy_http_host (const char *address)
{
  const char *host = g_strstr_len (address, -1, "://");

  return g_strdup (host != NULL ? host + 3 : address);
}

GError *
aip_comfy_http_translate (const GError *error,
                          const char   *address)
{
  g_autofree char *host = aip_comfy_http_host (address);

  if (error->domain == AIP_ERROR)
    return g_error_copy (error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_new_literal (AIP_ERROR, AIP_ERROR_CANCELLED, _("The request was cancelled."));

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return g_error_new (AIP_ERROR, AIP_ERROR_TIMEOUT, _("The worker at %s does not answer."), host);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    return g_error_new (AIP_ERROR, AIP_ERROR_NETWORK,
                        _("No worker listens at %s. Is ComfyUI running there?"), host);

  if (error->domain == G_RESOLVER_ERROR)
    return g_error_new (AIP_ERROR, AIP_ERROR_NETWORK, _("The name of the worker %s is not known."),
                        host);

  if (error->domain == G_TLS_ERROR)
    return g_error_new (AIP_ERROR, AIP_ERROR_NETWORK,
                        _("The worker at %s cannot be reached securely: %s."), host,
                        error->message);

  if (error->domain == SOUP_SESSION_ERROR)
    return g_error_new (AIP_ERROR, AIP_ERROR_PROTOCOL,
                        _("The worker at %s gave no proper answer: %s."), host, error->message);

  return g_error_new (AIP_ERROR, AIP_ERROR_NETWORK,
                      _("The connection to the worker at %s failed: %s."), host, error->message);
}

GError *
aip_comfy_http_status_error (guint       status,
                             const char *address)
{
  g_autofree char *host = aip_comfy_http_host (address);

  if (status >= 500)
    return g_error_new (AIP_ERROR, AIP_ERROR_NETWORK,
                        _("The worker at %s answered with an error of its own (%u)."), host,
                        status);

  if (status == 404)
    return g_error_new (AIP_ERROR, AIP_ERROR_NOT_FOUND,
                        _("The worker at %s does not have what was asked for."), host);

  if (status == 401 || status == 403)
    return g_error_new (AIP_ERROR, AIP_ERROR_PROTOCOL,
                        _("The worker at %s refuses access (%u)."), host, status);

  return g_error_new (AIP_ERROR, AIP_ERROR_PROTOCOL,
                      _("The worker at %s answered with the unexpected status %u."), host, status);
}

/* One exchange */

typedef struct {
  SoupSession  *session;
  SoupMessage  *message;
  char         *address;
  gsize         max_bytes;
  GCancellable *inner;        /* cancelled by the caller's or by the deadline */
  GCancellable *outer;
  gulong        outer_id;
  guint         deadline_id;
  gboolean      late;
  GInputStream *body;
  GByteArray   *bytes;
} Exchange;

static void
exchange_free (gpointer data)
{
  Exchange *self = data;

  if (self->outer_id != 0)
    g_cancellable_disconnect (self->outer, self->outer_id);
  g_clear_handle_id (&self->deadline_id, g_source_remove);
  g_clear_object (&self->session);
  g_clear_object (&self->message);
  g_free (self->address);
  g_clear_object (&self->inner);
  g_clear_object (&self->outer);
  g_clear_object (&self->body);
  g_byte_array_unref (self->bytes);
  g_free (self);
}

static void
exchange_fail (GTask        *task,
               const GError *error)
{
  Exchange *self = g_task_get_task_data (task);
  g_autofree char *host = aip_comfy_http_host (self->address);

  if (self->late && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_new_error (task, AIP_ERROR, AIP_ERROR_TIMEOUT,
                             _("The worker at %s takes too long to answer."), host);
  else
    g_task_return_error (task, aip_comfy_http_translate (error, self->address));
}

static void
exchange_fail_too_large (GTask *task)
{
  Exchange *self = g_task_get_task_data (task);
  g_autofree char *host = aip_comfy_http_host (self->address);

  g_task_return_new_error (task, AIP_ERROR, AIP_ERROR_TOO_LARGE,
                           _("The worker at %s answered with more data than is accepted."), host);
}

static gboolean
deadline_passed_cb (gpointer user_data)
{
  Exchange *self = user_data;

  self->deadline_id = 0;
  self->late = TRUE;
  g_cancellable_cancel (self->inner);

  return G_SOURCE_REMOVE;
}

static void
outer_cancelled_cb (GCancellable *cancellable,
                    gpointer      user_data)
{
  g_cancellable_cancel (user_data);
}

static void
body_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Exchange *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) chunk = NULL;
  gsize size;

  chunk = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  if (chunk == NULL)
    {
      exchange_fail (task, error);
      return;
    }

  size = g_bytes_get_size (chunk);
  if (size == 0)
    {
      GByteArray *bytes = g_steal_pointer (&self->bytes);

      self->bytes = g_byte_array_new ();
      g_task_return_pointer (task, g_byte_array_free_to_bytes (bytes),
                             (GDestroyNotify) g_bytes_unref);
      return;
    }

  if (size > self->max_bytes - self->bytes->len)
    {
      exchange_fail_too_large (task);
      return;
    }

  g_byte_array_append (self->bytes, g_bytes_get_data (chunk, NULL), (guint) size);
  g_input_stream_read_bytes_async (self->body, CHUNK_BYTES, G_PRIORITY_DEFAULT, self->inner,
                                   body_read_cb, g_steal_pointer (&task));
}

static void
headers_received_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Exchange *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  SoupMessageHeaders *headers;

  self->body = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (self->body == NULL)
    {
      exchange_fail (task, error);
      return;
    }

  headers = soup_message_get_response_headers (self->message);
  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH &&
      soup_message_headers_get_content_length (headers) > (goffset) self->max_bytes)
    {
      exchange_fail_too_large (task);
      return;
    }

  g_input_stream_read_bytes_async (self->body, CHUNK_BYTES, G_PRIORITY_DEFAULT, self->inner,
                                   body_read_cb, g_steal_pointer (&task));
}

void
aip_comfy_http_send_async (SoupSession         *session,
                           SoupMessage         *message,
                           const char          *address,
                           gsize                max_bytes,
                           guint                deadline_ms,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Exchange *self;

  g_assert (SOUP_IS_SESSION (session));
  g_assert (SOUP_IS_MESSAGE (message));

  /* The cancellable is not the task's: its error is made here, in our own domain. */
  task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (task, aip_comfy_http_send_async);

  self = g_new0 (Exchange, 1);
  self->session = g_object_ref (session);
  self->message = g_object_ref (message);
  self->address = g_strdup (address);
  self->max_bytes = MIN (max_bytes, G_MAXINT);
  self->inner = g_cancellable_new ();
  self->bytes = g_byte_array_new ();
  if (deadline_ms > 0)
    self->deadline_id = g_timeout_add (deadline_ms, deadline_passed_cb, self);
  g_task_set_task_data (task, self, exchange_free);

  if (cancellable != NULL)
    {
      self->outer = g_object_ref (cancellable);
      self->outer_id = g_cancellable_connect (cancellable, G_CALLBACK (outer_cancelled_cb),
                                              g_object_ref (self->inner), g_object_unref);
    }

  soup_session_send_async (session, message, G_PRIORITY_DEFAULT, self->inner, headers_received_cb,
                           g_steal_pointer (&task));
}

GBytes *
aip_comfy_http_send_finish (GAsyncResult  *result,
                            GError       **error)
{
  g_assert (g_async_result_is_tagged (result, aip_comfy_http_send_async));

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* A question with a JSON answer */

typedef struct {
  SoupMessage    *message;
  char           *address;
  AipComfyReader  reader;
  char           *argument;
  GDestroyNotify  free_result;
  GBytes         *body;
} Question;

static void
question_free (gpointer data)
{
  Question *self = data;

  g_clear_object (&self->message);
  g_free (self->address);
  g_free (self->argument);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

static void
read_answer (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Question *self = task_data;
  g_autoptr(JsonNode) root = NULL;
  g_autoptr(GError) error = NULL;
  gpointer answer;

  root = aip_comfy_json_parse_bytes (self->body, AIP_COMFY_MAX_ANSWER, &error);
  if (root == NULL)
    {
      g_autofree char *host = aip_comfy_http_host (self->address);

      g_task_return_new_error (task, AIP_ERROR, AIP_ERROR_PROTOCOL,
                               _("The answer of the worker at %s cannot be read: %s."), host,
                               error->message);
      return;
    }

  answer = self->reader (root, self->argument, &error);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, answer, self->free_result);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Question *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->body = aip_comfy_http_send_finish (result, &error);
  if (self->body == NULL)
    g_task_return_error (task, error);
  else if (soup_message_get_status (self->message) != 200)
    g_task_return_error (task, aip_comfy_http_status_error (soup_message_get_status (self->message),
                                                            self->address));
  else if (g_bytes_get_size (self->body) > AIP_COMFY_THREAD_BYTES)
    aip_task_run_in_thread (task, read_answer);
  else
    read_answer (task, NULL, self, NULL);
}

void
aip_comfy_http_get_async (SoupSession         *session,
                          SoupMessage         *message,
                          const char          *address,
                          AipComfyReader       reader,
                          const char          *argument,
                          GDestroyNotify       free_result,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Question *self = g_new0 (Question, 1);

  g_task_set_source_tag (task, aip_comfy_http_get_async);
  self->message = g_object_ref (message);
  self->address = g_strdup (address);
  self->reader = reader;
  self->argument = g_strdup (argument);
  self->free_result = free_result;
  g_task_set_task_data (task, self, question_free);

  aip_comfy_http_send_async (session, message, address, AIP_COMFY_MAX_ANSWER, AIP_COMFY_DEADLINE_MS,
                             cancellable, answered_cb, g_steal_pointer (&task));
}

gpointer
aip_comfy_http_get_finish (GAsyncResult  *result,
                           GError       **error)
{
  g_assert (g_async_result_is_tagged (result, aip_comfy_http_get_async));

  return g_task_propagate_pointer (G_TASK (result), error);
}
