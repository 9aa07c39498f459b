/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-comfy-socket"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-comfy-http.h"
#include "aip-comfy-socket.h"
#include "aip-error.h"
#include "aip-task.h"

/* libsoup's own limit is 128 KiB; a preview of noise at 512 px is nearly that, a final picture sent
 * by SaveImageWebsocket many times more. */
#define MAX_FRAME_BYTES (64 * 1024 * 1024)

/* Frames that wait while a large one before them is read in a thread. */
#define MAX_WAITING_BYTES (256 * 1024 * 1024)

/* How long the server may take to answer our close frame. */
#define CLOSE_MS 3000

#define FEATURE_FLAGS "{\"type\":\"feature_flags\",\"data\":{\"supports_preview_metadata\":true}}"

struct _AipComfySocket
{
  GObject                  parent_instance;

  SoupSession             *session;
  char                    *address;
  char                    *client_id;
  char                    *credential_key;
  AipComfySocketTimes      times;

  GCancellable            *cancellable;    /* of the handshake and of reading in a thread */
  SoupWebsocketConnection *connection;
  guint                    connect_id;
  guint                    close_id;

  GQueue                   waiting;        /* Frame, in the order of the wire */
  gsize                    waiting_bytes;
  gboolean                 reading;        /* the head of the queue is in a thread */

  gboolean                 greeted;
  gboolean                 over;           /* lost was emitted or close called */
  gboolean                 gone;
};

typedef struct {
  GBytes   *bytes;
  gboolean  is_text;
} Frame;

enum {
  SIGNAL_GREETED,
  SIGNAL_EVENT,
  SIGNAL_LOST,
  SIGNAL_GONE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipComfySocket, aip_comfy_socket, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void pump (AipComfySocket *self);

static void
frame_free (gpointer data)
{
  Frame *frame = data;

  g_bytes_unref (frame->bytes);
  g_free (frame);
}

static void
drop_waiting (AipComfySocket *self)
{
  g_queue_clear_full (&self->waiting, frame_free);
  self->waiting_bytes = 0;
}

static void
set_gone (AipComfySocket *self)
{
  if (self->gone)
    return;

  self->gone = TRUE;
  g_clear_handle_id (&self->close_id, g_source_remove);
  if (self->connection != NULL)
    g_signal_handlers_disconnect_by_data (self->connection, self);
  g_clear_object (&self->connection);

  g_signal_emit (self, signals[SIGNAL_GONE], 0);
}

static gboolean
close_timed_out_cb (gpointer user_data)
{
  g_autoptr(AipComfySocket) self = g_object_ref (user_data);

  self->close_id = 0;
  set_gone (self);

  return G_SOURCE_REMOVE;
}

/* Asks for the end and waits for it: a server that sees the old socket of an id end after the new
 * one has come forgets the id, and the new one gets nothing any more. */
static void
begin_close (AipComfySocket *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->connect_id, g_source_remove);
  drop_waiting (self);

  if (self->connection == NULL ||
      soup_websocket_connection_get_state (self->connection) == SOUP_WEBSOCKET_STATE_CLOSED)
    {
      set_gone (self);
      return;
    }

  if (soup_websocket_connection_get_state (self->connection) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_close (self->connection, SOUP_WEBSOCKET_CLOSE_GOING_AWAY, NULL);
  self->close_id = g_timeout_add (CLOSE_MS, close_timed_out_cb, self);
}

static void
lose (AipComfySocket *self,
      const GError   *error)
{
  g_autoptr(AipComfySocket) keep = g_object_ref (self);

  if (self->over)
    return;

  g_debug ("%s: lost: %s", self->address, error->message);
  self->over = TRUE;
  g_signal_emit (self, signals[SIGNAL_LOST], 0, error);
  begin_close (self);
}

static void
lose_with (AipComfySocket *self,
           AipError        code,
           const char     *format)
{
  g_autofree char *host = aip_comfy_http_host (self->address);
  g_autofree char *message = NULL;
  g_autoptr(GError) error = NULL;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  message = g_strdup_printf (format, host);
#pragma GCC diagnostic pop
  error = g_error_new_literal (AIP_ERROR, code, message);
  lose (self, error);
}

static void
deliver (AipComfySocket *self,
         AipComfyEvent  *event)
{
  if (event == NULL || self->over)
    return;

  if (!self->greeted && event->type == AIP_COMFY_EVENT_STATUS)
    {
      self->greeted = TRUE;
      g_clear_handle_id (&self->connect_id, g_source_remove);
      g_signal_emit (self, signals[SIGNAL_GREETED], 0);
      if (self->over)
        return;
    }

  g_signal_emit (self, signals[SIGNAL_EVENT], 0, event);
}

static void
read_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  g_task_return_pointer (task, aip_comfy_event_new_from_text (task_data),
                         (GDestroyNotify) aip_comfy_event_free);
}

static void
read_in_thread_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  AipComfySocket *self = AIP_COMFY_SOCKET (source);
  g_autoptr(AipComfyEvent) event = g_task_propagate_pointer (G_TASK (result), NULL);

  self->reading = FALSE;
  deliver (self, event);
  pump (self);
}

static void
pump (AipComfySocket *self)
{
  while (!self->reading && !self->over && !g_queue_is_empty (&self->waiting))
    {
      Frame *frame = g_queue_pop_head (&self->waiting);
      g_autoptr(AipComfyEvent) event = NULL;

      self->waiting_bytes -= g_bytes_get_size (frame->bytes);

      if (!frame->is_text)
        event = aip_comfy_event_new_from_binary (frame->bytes);
      else if (g_bytes_get_size (frame->bytes) <= AIP_COMFY_THREAD_BYTES)
        event = aip_comfy_event_new_from_text (frame->bytes);
      else
        {
          g_autoptr(GTask) task = g_task_new (self, self->cancellable, read_in_thread_cb, NULL);

          g_task_set_task_data (task, g_bytes_ref (frame->bytes), (GDestroyNotify) g_bytes_unref);
          aip_task_run_in_thread (task, read_in_thread);
          self->reading = TRUE;
        }

      frame_free (frame);
      deliver (self, event);
    }
}

static void
message_cb (SoupWebsocketConnection *connection,
            int                      type,
            GBytes                  *bytes,
            gpointer                 user_data)
{
  g_autoptr(AipComfySocket) self = g_object_ref (user_data);
  Frame *frame;

  if (self->over)
    return;

  if (g_bytes_get_size (bytes) > MAX_WAITING_BYTES - self->waiting_bytes)
    {
      lose_with (self, AIP_ERROR_TOO_LARGE,
                 _("The worker at %s sends more than can be read in time."));
      return;
    }

  frame = g_new0 (Frame, 1);
  frame->bytes = g_bytes_ref (bytes);
  frame->is_text = type == SOUP_WEBSOCKET_DATA_TEXT;
  g_queue_push_tail (&self->waiting, frame);
  self->waiting_bytes += g_bytes_get_size (bytes);

  pump (self);
}

static void
error_cb (SoupWebsocketConnection *connection,
          const GError            *error,
          gpointer                 user_data)
{
  AipComfySocket *self = AIP_COMFY_SOCKET (user_data);

  if (g_error_matches (error, SOUP_WEBSOCKET_ERROR, SOUP_WEBSOCKET_CLOSE_TOO_BIG))
    lose_with (self, AIP_ERROR_TOO_LARGE,
               _("The worker at %s sent a message that is too large to be read."));
  else if (g_error_matches (error, SOUP_WEBSOCKET_ERROR, SOUP_WEBSOCKET_CLOSE_POLICY_VIOLATION))
    lose_with (self, AIP_ERROR_TIMEOUT, _("The worker at %s does not answer any more."));
  else if (error->domain == SOUP_WEBSOCKET_ERROR)
    lose_with (self, AIP_ERROR_PROTOCOL,
               _("The worker at %s sent something that is not a proper message."));
  else
    {
      g_autoptr(GError) translated = aip_comfy_http_translate (error, self->address);

      lose (self, translated);
    }
}

static void
closed_cb (SoupWebsocketConnection *connection,
           gpointer                 user_data)
{
  g_autoptr(AipComfySocket) self = g_object_ref (user_data);

  /* A server that stops or crashes sends no close frame, the stream just ends. */
  lose_with (self, AIP_ERROR_NETWORK, _("The worker at %s ended the connection."));
  set_gone (self);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(AipComfySocket) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(SoupWebsocketConnection) connection = NULL;

  connection = soup_session_websocket_connect_finish (SOUP_SESSION (source), result, &error);
  if (connection == NULL)
    {
      g_autoptr(GError) translated = aip_comfy_http_translate (error, self->address);

      lose (self, translated);
      return;
    }

  self->connection = g_steal_pointer (&connection);
  soup_websocket_connection_set_max_incoming_payload_size (self->connection, MAX_FRAME_BYTES);
  soup_websocket_connection_set_keepalive_interval (self->connection,
                                                    self->times.keepalive_seconds);
  soup_websocket_connection_set_keepalive_pong_timeout (self->connection,
                                                        self->times.pong_seconds);
  g_signal_connect (self->connection, "message", G_CALLBACK (message_cb), self);
  g_signal_connect (self->connection, "error", G_CALLBACK (error_cb), self);
  g_signal_connect (self->connection, "closed", G_CALLBACK (closed_cb), self);

  /* Closed by us while the handshake was on its way. */
  if (self->over)
    {
      begin_close (self);
      return;
    }

  /* A newer server that still knows our last socket wants to hear first that it is us. */
  if (self->credential_key != NULL)
    {
      g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
      JsonObject *root = json_object_new ();
      JsonObject *data = json_object_new ();
      g_autofree char *text = NULL;

      json_object_set_string_member (data, "credential_key", self->credential_key);
      json_object_set_string_member (root, "type", "credential_auth");
      json_object_set_object_member (root, "data", data);
      json_node_take_object (node, root);
      text = json_to_string (node, FALSE);
      soup_websocket_connection_send_text (self->connection, text);
    }

  soup_websocket_connection_send_text (self->connection, FEATURE_FLAGS);
}

static gboolean
connect_timed_out_cb (gpointer user_data)
{
  AipComfySocket *self = AIP_COMFY_SOCKET (user_data);

  self->connect_id = 0;
  lose_with (self, AIP_ERROR_TIMEOUT, _("The worker at %s does not answer."));

  return G_SOURCE_REMOVE;
}

void
aip_comfy_socket_open (AipComfySocket *self)
{
  g_autofree char *id = NULL;
  g_autoptr(SoupMessage) message = NULL;

  g_return_if_fail (AIP_IS_COMFY_SOCKET (self));
  g_return_if_fail (self->connect_id == 0 && self->connection == NULL);

  id = g_uri_escape_string (self->client_id, NULL, FALSE);
  message = aip_comfy_http_new_message ("GET", self->address, "/ws?clientId=%s", id);

  self->connect_id = g_timeout_add (self->times.connect_ms, connect_timed_out_cb, self);

  /* No origin: with one, a server on the loopback interface compares host names and may refuse. */
  soup_session_websocket_connect_async (self->session, message, NULL, NULL, G_PRIORITY_DEFAULT,
                                        self->cancellable, opened_cb, g_object_ref (self));
}

void
aip_comfy_socket_close (AipComfySocket *self)
{
  g_autoptr(AipComfySocket) keep = NULL;

  g_return_if_fail (AIP_IS_COMFY_SOCKET (self));

  if (self->over)
    return;

  keep = g_object_ref (self);
  self->over = TRUE;
  begin_close (self);
}

static void
aip_comfy_socket_dispose (GObject *object)
{
  AipComfySocket *self = AIP_COMFY_SOCKET (object);

  self->over = TRUE;
  self->gone = TRUE;
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->connect_id, g_source_remove);
  g_clear_handle_id (&self->close_id, g_source_remove);
  drop_waiting (self);
  if (self->connection != NULL)
    g_signal_handlers_disconnect_by_data (self->connection, self);
  g_clear_object (&self->connection);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (aip_comfy_socket_parent_class)->dispose (object);
}

static void
aip_comfy_socket_finalize (GObject *object)
{
  AipComfySocket *self = AIP_COMFY_SOCKET (object);

  g_clear_object (&self->cancellable);
  g_free (self->address);
  g_free (self->client_id);
  g_free (self->credential_key);

  G_OBJECT_CLASS (aip_comfy_socket_parent_class)->finalize (object);
}

static void
aip_comfy_socket_class_init (AipComfySocketClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = aip_comfy_socket_dispose;
  object_class->finalize = aip_comfy_socket_finalize;

  signals[SIGNAL_GREETED] =
    g_signal_new ("greeted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
  signals[SIGNAL_EVENT] =
    g_signal_new ("event", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_LOST] =
    g_signal_new ("lost", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_ERROR);
  signals[SIGNAL_GONE] =
    g_signal_new ("gone", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static void
aip_comfy_socket_init (AipComfySocket *self)
{
  self->cancellable = g_cancellable_new ();
  g_queue_init (&self->waiting);
}

/**
 * aip_comfy_socket_new:
 * @credential_key: (nullable): what the server gave the last socket of this id
 */
AipComfySocket *
aip_comfy_socket_new (SoupSession               *session,
                      const char                *address,
                      const char                *client_id,
                      const char                *credential_key,
                      const AipComfySocketTimes *times)
{
  AipComfySocket *self;

  g_return_val_if_fail (SOUP_IS_SESSION (session), NULL);
  g_return_val_if_fail (address != NULL && client_id != NULL && times != NULL, NULL);

  self = g_object_new (AIP_TYPE_COMFY_SOCKET, NULL);
  self->session = g_object_ref (session);
  self->address = g_strdup (address);
  self->client_id = g_strdup (client_id);
  self->credential_key = g_strdup (credential_key);
  self->times = *times;

  return self;
}
