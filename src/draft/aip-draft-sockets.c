/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-draft-sockets"

#include "config.h"

#include <string.h>

#include "aip-draft-json.h"
#include "aip-draft-server-private.h"
#include "aip-draft-sockets.h"

/* What a client may send in one message; more closes the socket with 1009. */
#define MAX_INCOMING (4 * 1024 * 1024)

enum { FRAME_PREVIEW = 1, FRAME_PREVIEW_WITH_METADATA = 4 };
enum { FORMAT_JPEG = 1 };

typedef struct
{
  AipDraftSockets         *owner;
  SoupWebsocketConnection *connection;
  char                    *id;
  gboolean                 greeted;            /* its first JSON object has come */
  gboolean                 preview_metadata;
  gboolean                 deaf;
} Socket;

struct _AipDraftSockets
{
  GPtrArray *sockets;  /* Socket, oldest first */
  gboolean   quirks;
};

static void
socket_free (gpointer data)
{
  Socket *socket = data;

  g_signal_handlers_disconnect_by_data (socket->connection, socket);
  g_object_unref (socket->connection);
  g_free (socket->id);
  g_free (socket);
}

AipDraftSockets *
aip_draft_sockets_new (gboolean quirks)
{
  AipDraftSockets *self = g_new0 (AipDraftSockets, 1);

  self->sockets = g_ptr_array_new_with_free_func (socket_free);
  self->quirks = quirks;

  return self;
}

void
aip_draft_sockets_free (AipDraftSockets *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->sockets);
  g_free (self);
}

AipDraftJson *
aip_draft_features (void)
{
  AipDraftJson *features = aip_draft_json_object ();

  aip_draft_json_set_bool (features, "supports_preview_metadata", TRUE);
  aip_draft_json_set_int (features, "max_upload_size", AIP_DRAFT_MAX_BODY);

  return features;
}

static void
send_text (Socket     *socket,
           const char *text)
{
  if (!socket->deaf &&
      soup_websocket_connection_get_state (socket->connection) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_send_text (socket->connection, text);
}

static void
send_frame (Socket *socket,
            GBytes *frame)
{
  if (!socket->deaf &&
      soup_websocket_connection_get_state (socket->connection) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_send_message (socket->connection, SOUP_WEBSOCKET_DATA_BINARY, frame);
}

static Socket *
find_newest (AipDraftSockets *self,
             const char      *id)
{
  for (guint i = self->sockets->len; id != NULL && i > 0; i--)
    {
      Socket *socket = g_ptr_array_index (self->sockets, i - 1);

      if (g_str_equal (socket->id, id))
        return socket;
    }

  return NULL;
}

/* Feature flags count only in the very first JSON object; nothing else a client says means much. */
static void
message_cb (SoupWebsocketConnection *connection,
            int                      type,
            GBytes                  *bytes,
            gpointer                 user_data)
{
  Socket *socket = user_data;
  g_autoptr(AipDraftJson) json = NULL;
  g_autoptr(AipDraftJson) answer = NULL;
  g_autofree char *text = NULL;
  AipDraftJson *flag;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  if (type != SOUP_WEBSOCKET_DATA_TEXT || socket->greeted)
    return;

  json = aip_draft_json_parse (data, size, NULL);
  if (!aip_draft_json_is_object (json))
    return;

  socket->greeted = TRUE;
  if (g_strcmp0 (aip_draft_json_get_string (aip_draft_json_get (json, "type")),
                 "feature_flags") != 0)
    return;

  flag = aip_draft_json_get (aip_draft_json_get (json, "data"), "supports_preview_metadata");
  socket->preview_metadata = aip_draft_json_get_kind (flag) == AIP_DRAFT_JSON_TRUE;

  answer = aip_draft_json_object ();
  aip_draft_json_set_string (answer, "type", "feature_flags");
  aip_draft_json_set (answer, "data", aip_draft_features ());
  text = aip_draft_json_to_text (answer);
  send_text (socket, text);
}

static void
closed_cb (SoupWebsocketConnection *connection,
           gpointer                 user_data)
{
  Socket *socket = user_data;
  AipDraftSockets *self = socket->owner;

  if (self->quirks)
    for (guint i = 0; i < self->sockets->len; i++)
      {
        Socket *other = g_ptr_array_index (self->sockets, i);

        if (other != socket && g_str_equal (other->id, socket->id))
          other->deaf = TRUE;
      }

  g_ptr_array_remove (self->sockets, socket);
}

const char *
aip_draft_sockets_add (AipDraftSockets         *self,
                       SoupWebsocketConnection *connection,
                       const char              *client_id)
{
  Socket *socket = g_new0 (Socket, 1);

  socket->owner = self;
  socket->connection = g_object_ref (connection);
  socket->id = g_strdup (client_id);
  if (socket->id == NULL || *socket->id == '\0')
    {
      g_free (socket->id);
      socket->id = g_uuid_string_random ();
      g_strdelimit (socket->id, "-", ' ');
      for (char *from = socket->id, *to = socket->id; ; from++)
        {
          if (*from != ' ')
            *to++ = *from;
          if (*from == '\0')
            break;
        }
    }

  soup_websocket_connection_set_max_incoming_payload_size (connection, MAX_INCOMING);
  g_signal_connect (connection, "message", G_CALLBACK (message_cb), socket);
  g_signal_connect (connection, "closed", G_CALLBACK (closed_cb), socket);
  g_ptr_array_add (self->sockets, socket);

  return socket->id;
}

void
aip_draft_sockets_broadcast (AipDraftSockets *self,
                             const char      *text)
{
  for (guint i = 0; i < self->sockets->len; i++)
    {
      Socket *socket = g_ptr_array_index (self->sockets, i);

      /* Of several sockets with one id only the newest is in the server's book. */
      if (find_newest (self, socket->id) == socket)
        send_text (socket, text);
    }
}

void
aip_draft_sockets_send (AipDraftSockets *self,
                        const char      *client_id,
                        const char      *text)
{
  Socket *socket = find_newest (self, client_id);

  if (socket != NULL)
    send_text (socket, text);
}

static void
append_uint32 (GByteArray *array,
               guint32     value)
{
  guint32 big = GUINT32_TO_BE (value);

  g_byte_array_append (array, (const guint8 *) &big, sizeof big);
}

static void
append_bytes (GByteArray *array,
              GBytes     *bytes)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  g_byte_array_append (array, data, (guint) size);
}

static GBytes *
make_plain_frame (const AipDraftEvent *event)
{
  GByteArray *frame = g_byte_array_new ();

  append_uint32 (frame, FRAME_PREVIEW);
  append_uint32 (frame, FORMAT_JPEG);
  append_bytes (frame, event->preview);

  return g_byte_array_free_to_bytes (frame);
}

static GBytes *
make_metadata_frame (const AipDraftEvent *event)
{
  g_autoptr(AipDraftJson) metadata = aip_draft_json_object ();
  g_autofree char *text = NULL;
  GByteArray *frame = g_byte_array_new ();

  aip_draft_json_set_string (metadata, "node_id", event->node_id);
  aip_draft_json_set_string (metadata, "prompt_id", event->prompt->id);
  aip_draft_json_set_string (metadata, "display_node_id", event->node_id);
  aip_draft_json_set (metadata, "parent_node_id", aip_draft_json_null ());
  aip_draft_json_set_string (metadata, "real_node_id", event->node_id);
  aip_draft_json_set_string (metadata, "image_type", "image/jpeg");
  text = aip_draft_json_to_text (metadata);

  append_uint32 (frame, FRAME_PREVIEW_WITH_METADATA);
  append_uint32 (frame, (guint32) strlen (text));
  g_byte_array_append (frame, (const guint8 *) text, (guint) strlen (text));
  append_bytes (frame, event->preview);

  return g_byte_array_free_to_bytes (frame);
}

static void
send_progress (Socket              *socket,
               const AipDraftEvent *event)
{
  gboolean with_metadata = socket->preview_metadata && event->prompt->client_id != NULL;

  send_text (socket, event->text);
  if (event->preview != NULL && with_metadata)
    {
      g_autoptr(GBytes) frame = make_metadata_frame (event);

      send_frame (socket, frame);
    }
  send_text (socket, event->progress);
  if (event->preview != NULL && !with_metadata)
    {
      g_autoptr(GBytes) frame = make_plain_frame (event);

      send_frame (socket, frame);
    }
}

void
aip_draft_sockets_progress (AipDraftSockets     *self,
                            const AipDraftEvent *event)
{
  const char *client_id = event->prompt->client_id;

  for (guint i = 0; i < self->sockets->len; i++)
    {
      Socket *socket = g_ptr_array_index (self->sockets, i);

      if (find_newest (self, socket->id) == socket &&
          (client_id == NULL || g_str_equal (client_id, socket->id)))
        send_progress (socket, event);
    }
}
