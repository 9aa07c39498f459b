/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-draft-server"

#include "config.h"

#include <string.h>

#include "aip-draft-server-private.h"
#include "aip-error.h"

G_DEFINE_FINAL_TYPE (AipDraftServer, aip_draft_server, G_TYPE_OBJECT)

void
_aip_draft_server_answer_json (SoupServerMessage *message,
                               guint              status,
                               AipDraftJson      *json)
{
  char *text = aip_draft_json_to_text (json);

  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json; charset=utf-8", SOUP_MEMORY_TAKE,
                                    text, strlen (text));
}

void
_aip_draft_server_answer_text (SoupServerMessage *message,
                               guint              status,
                               const char        *text)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "text/plain; charset=utf-8", SOUP_MEMORY_COPY, text,
                                    strlen (text));
}

void
_aip_draft_server_answer_empty (SoupServerMessage *message,
                                guint              status)
{
  soup_server_message_set_status (message, status, NULL);
}

void
_aip_draft_server_answer_500 (SoupServerMessage *message)
{
  _aip_draft_server_answer_text (message, 500,
                                 "500 Internal Server Error\n\nServer got itself in trouble");
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Connection",
                                "close");
}

/* The request body as JSON, whatever the header calls it; NULL (and a 500) if it is none. */
AipDraftJson *
_aip_draft_server_read_body (SoupServerMessage *message)
{
  g_autoptr(GBytes) bytes =
    soup_message_body_flatten (soup_server_message_get_request_body (message));
  AipDraftJson *json;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  json = aip_draft_json_parse (data, size, NULL);
  if (json == NULL)
    _aip_draft_server_answer_500 (message);

  return json;
}

guint
_aip_draft_server_get_remaining (AipDraftServer *self)
{
  return aip_draft_queue_get_length (self->queue) + (self->running != NULL ? 1 : 0);
}

/* @sid: (nullable): only the very first status to a client has one */
static char *
make_status (AipDraftServer *self,
             const char     *sid)
{
  g_autoptr(AipDraftJson) message = aip_draft_json_object ();
  AipDraftJson *data = aip_draft_json_object ();
  AipDraftJson *status = aip_draft_json_object ();
  AipDraftJson *info = aip_draft_json_object ();

  aip_draft_json_set_int (info, "queue_remaining", _aip_draft_server_get_remaining (self));
  aip_draft_json_set (status, "exec_info", info);
  aip_draft_json_set (data, "status", status);
  if (sid != NULL)
    aip_draft_json_set_string (data, "sid", sid);
  aip_draft_json_set_string (message, "type", "status");
  aip_draft_json_set (message, "data", data);

  return aip_draft_json_to_text (message);
}

/* Tells everybody how many prompts there are. */
void
_aip_draft_server_queue_changed (AipDraftServer *self)
{
  g_autofree char *text = make_status (self, NULL);

  aip_draft_sockets_broadcast (self->sockets, text);
}

/* One at a time. The status that announces a start comes before its first message. */
static void
start_next (AipDraftServer *self)
{
  if (self->running != NULL)
    return;

  self->running = aip_draft_queue_pop (self->queue);
  if (self->running == NULL)
    return;

  _aip_draft_server_queue_changed (self);
  aip_draft_executor_run (self->executor, self->running);
}

void
_aip_draft_server_enqueue (AipDraftServer *self,
                           AipDraftPrompt *prompt)
{
  aip_draft_queue_push (self->queue, prompt);
  _aip_draft_server_queue_changed (self);
  start_next (self);
}

/* @node: (nullable): %NULL is the end marker. @prompt_id: %NULL for who comes back later. */
static void
send_executing (AipDraftServer *self,
                const char     *client_id,
                const char     *node,
                const char     *prompt_id)
{
  g_autoptr(AipDraftJson) message = aip_draft_json_object ();
  g_autofree char *text = NULL;
  AipDraftJson *data = aip_draft_json_object ();

  aip_draft_json_set (data, "node", node != NULL ? aip_draft_json_string (node)
                                                 : aip_draft_json_null ());
  if (prompt_id != NULL)
    aip_draft_json_set_string (data, "prompt_id", prompt_id);
  aip_draft_json_set_string (message, "type", "executing");
  aip_draft_json_set (message, "data", data);
  text = aip_draft_json_to_text (message);
  aip_draft_sockets_send (self->sockets, client_id, text);
}

static void
finish_running (AipDraftServer *self,
                AipDraftJson   *entry)
{
  g_autoptr(AipDraftPrompt) prompt = g_steal_pointer (&self->running);

  /* The order that clients may rely on: history, then status, then the end marker. */
  aip_draft_history_add (self->history, prompt->id, aip_draft_json_ref (entry));
  g_clear_pointer (&self->running_node, g_free);
  _aip_draft_server_queue_changed (self);
  send_executing (self, prompt->client_id, NULL, prompt->id);
  start_next (self);
}

static void
event_cb (const AipDraftEvent *event,
          gpointer             user_data)
{
  AipDraftServer *self = user_data;

  switch (event->kind)
    {
    case AIP_DRAFT_EVENT_MESSAGE:
      if (event->node_id != NULL)
        {
          g_free (self->running_node);
          self->running_node = g_strdup (event->node_id);
        }
      aip_draft_sockets_send (self->sockets, event->prompt->client_id, event->text);
      break;
    case AIP_DRAFT_EVENT_BROADCAST:
      if (event->prompt->client_id != NULL)
        aip_draft_sockets_send (self->sockets, event->prompt->client_id, event->text);
      else
        aip_draft_sockets_broadcast (self->sockets, event->text);
      break;
    case AIP_DRAFT_EVENT_PROGRESS:
      aip_draft_sockets_progress (self->sockets, event);
      break;
    case AIP_DRAFT_EVENT_DONE:
      finish_running (self, event->entry);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
websocket_cb (SoupServer              *server,
              SoupServerMessage       *message,
              const char              *path,
              SoupWebsocketConnection *connection,
              gpointer                 user_data)
{
  AipDraftServer *self = user_data;
  const char *query = g_uri_get_query (soup_server_message_get_uri (message));
  g_autoptr(GHashTable) fields = query != NULL ? soup_form_decode (query) : NULL;
  const char *client_id = fields != NULL ? g_hash_table_lookup (fields, "clientId") : NULL;
  const char *sid;
  g_autofree char *status = NULL;

  sid = aip_draft_sockets_add (self->sockets, connection, client_id);
  status = make_status (self, sid);
  aip_draft_sockets_send (self->sockets, sid, status);

  if (self->running != NULL && self->running_node != NULL &&
      g_strcmp0 (self->running->client_id, sid) == 0)
    send_executing (self, sid, self->running_node, NULL);
}

/* By name or number; a name that would have to be looked up is none, as that could block. */
static gboolean
is_loopback (const char *host)
{
  g_autoptr(GInetAddress) address = NULL;

  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;

  address = g_inet_address_new_from_string (host);

  return address != NULL && g_inet_address_get_is_loopback (address);
}

static GUri *
parse_authority (const char *text)
{
  g_autofree char *uri = strstr (text, "://") != NULL ? g_strdup (text)
                                                      : g_strconcat ("http://", text, NULL);

  return g_uri_parse (uri, SOUP_HTTP_URI_FLAGS, NULL);
}

/*
 * The check that keeps a web page from talking to a worker on its reader's machine: both headers
 * there, the Host loopback, and the two not the same. A native client sends no Origin and passes.
 */
static gboolean
is_foreign_page (SoupMessageHeaders *headers)
{
  const char *host_text = soup_message_headers_get_one (headers, "Host");
  const char *origin_text = soup_message_headers_get_one (headers, "Origin");
  g_autoptr(GUri) host = NULL;
  g_autoptr(GUri) origin = NULL;

  if (g_strcmp0 (soup_message_headers_get_one (headers, "Sec-Fetch-Site"), "cross-site") == 0)
    return TRUE;

  if (host_text == NULL || origin_text == NULL || g_str_equal (origin_text, "null"))
    return FALSE;

  host = parse_authority (host_text);
  origin = parse_authority (origin_text);
  if (host == NULL || origin == NULL || !is_loopback (g_uri_get_host (host)))
    return FALSE;

  if (g_ascii_strcasecmp (g_uri_get_host (host), g_uri_get_host (origin)) != 0)
    return TRUE;

  return strrchr (host_text, ':') != NULL && g_uri_get_port (host) != -1 &&
         g_uri_get_port (origin) != -1 && g_uri_get_port (host) != g_uri_get_port (origin);
}

static void
answer_too_large (SoupServerMessage *message,
                  goffset            size)
{
  g_autofree char *text = NULL;

  text = g_strdup_printf ("Maximum request body size %d exceeded, actual body size %"
                          G_GOFFSET_FORMAT, AIP_DRAFT_MAX_BODY, size);
  _aip_draft_server_answer_text (message, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, text);
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
}

/* A body without a length is counted while it comes. */
static void
got_chunk_cb (SoupServerMessage *message,
              GBytes            *chunk,
              gpointer           user_data)
{
  goffset *received = user_data;

  *received += (goffset) g_bytes_get_size (chunk);
  if (*received > AIP_DRAFT_MAX_BODY &&
      soup_server_message_get_status (message) != SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE)
    answer_too_large (message, *received);
}

static void
early_cb (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  goffset length = soup_message_headers_get_content_length (headers);

  if (is_foreign_page (headers))
    _aip_draft_server_answer_empty (message, SOUP_STATUS_FORBIDDEN);
  else if (length > AIP_DRAFT_MAX_BODY)
    answer_too_large (message, length);
  else
    g_signal_connect_data (message, "got-chunk", G_CALLBACK (got_chunk_cb), g_new0 (goffset, 1),
                           (GClosureNotify) (GCallback) g_free, G_CONNECT_DEFAULT);
}

static void
request_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  AipDraftServer *self = user_data;
  g_autoptr(GHashTable) no_query = NULL;

  /* Answered before the body came. */
  if (soup_server_message_get_status (message) != 0)
    return;

  if (g_str_equal (soup_server_message_get_method (message), "OPTIONS"))
    {
      _aip_draft_server_answer_empty (message, SOUP_STATUS_OK);
      return;
    }

  /* Everything is there under /api as well, but for the private part. */
  if (g_str_has_prefix (path, "/api/"))
    {
      path += strlen ("/api");
      if (g_str_has_prefix (path, "/internal/"))
        path = "";
    }

  if (query == NULL)
    query = no_query = g_hash_table_new (g_str_hash, g_str_equal);

  if (!_aip_draft_server_route (self, message, path, query) &&
      !_aip_draft_server_route_files (self, message, path, query))
    {
      _aip_draft_server_answer_empty (message, SOUP_STATUS_NOT_FOUND);
      soup_message_headers_set_content_type (soup_server_message_get_response_headers (message),
                                             "application/octet-stream", NULL);
    }
}

static void
aip_draft_server_finalize (GObject *object)
{
  AipDraftServer *self = AIP_DRAFT_SERVER (object);

  g_clear_pointer (&self->executor, aip_draft_executor_free);
  if (self->soup != NULL)
    aip_draft_server_stop (self);
  g_clear_pointer (&self->sockets, aip_draft_sockets_free);
  g_clear_pointer (&self->queue, aip_draft_queue_free);
  g_clear_pointer (&self->history, aip_draft_history_free);
  g_clear_pointer (&self->running, aip_draft_prompt_unref);
  g_clear_pointer (&self->store, aip_draft_store_free);
  g_clear_pointer (&self->nodes, aip_draft_nodes_free);
  g_clear_pointer (&self->running_node, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->url, g_free);

  G_OBJECT_CLASS (aip_draft_server_parent_class)->finalize (object);
}

static void
aip_draft_server_class_init (AipDraftServerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_draft_server_finalize;
}

static void
aip_draft_server_init (AipDraftServer *self)
{
  self->queue = aip_draft_queue_new ();
  self->history = aip_draft_history_new ();
  self->nodes = aip_draft_nodes_new ();
}

AipDraftServer *
aip_draft_server_new (const AipDraftOptions *options,
                      const char            *output,
                      GError               **error)
{
  static const char *const socket_paths[] = { "/ws", "/api/ws" };
  g_autoptr(AipDraftServer) self = NULL;

  g_return_val_if_fail (options != NULL, NULL);

  self = g_object_new (AIP_TYPE_DRAFT_SERVER, NULL);
  self->options = *options;
  self->name = g_strdup (options->name);
  self->options.name = self->name;
  self->sockets = aip_draft_sockets_new (options->quirks);
  self->store = aip_draft_store_new (output, error);
  if (self->store == NULL)
    return NULL;
  self->executor = aip_draft_executor_new (&self->options, self->nodes, self->store, event_cb,
                                           self);

  self->soup = soup_server_new ("server-header", "aipipeline-draft-worker/" PACKAGE_VERSION, NULL);
  soup_server_add_early_handler (self->soup, NULL, early_cb, self, NULL);
  soup_server_add_handler (self->soup, NULL, request_cb, self, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (socket_paths); i++)
    {
      /* Only the handler with the longest path is asked, so the check is repeated here. */
      soup_server_add_early_handler (self->soup, socket_paths[i], early_cb, self, NULL);
      soup_server_add_websocket_handler (self->soup, socket_paths[i], NULL, NULL, websocket_cb,
                                         self, NULL);
    }

  return g_steal_pointer (&self);
}

gboolean
aip_draft_server_listen (AipDraftServer *self,
                         const char     *address,
                         guint           port,
                         GError        **error)
{
  g_autoptr(GSocketAddress) socket_address = NULL;
  GSList *uris;

  g_return_val_if_fail (AIP_IS_DRAFT_SERVER (self), FALSE);
  g_return_val_if_fail (address != NULL && port <= G_MAXUINT16, FALSE);

  socket_address = g_inet_socket_address_new_from_string (address, port);
  if (socket_address == NULL)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID, "“%s” is not a numeric address", address);
      return FALSE;
    }

  if (!soup_server_listen (self->soup, socket_address, 0, error))
    return FALSE;

  uris = soup_server_get_uris (self->soup);
  self->url = g_uri_to_string (uris->data);
  if (g_str_has_suffix (self->url, "/"))
    self->url[strlen (self->url) - 1] = '\0';
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return TRUE;
}

const char *
aip_draft_server_get_url (AipDraftServer *self)
{
  g_return_val_if_fail (AIP_IS_DRAFT_SERVER (self), NULL);

  return self->url;
}

void
aip_draft_server_stop (AipDraftServer *self)
{
  g_return_if_fail (AIP_IS_DRAFT_SERVER (self));

  if (self->soup == NULL)
    return;

  g_clear_pointer (&self->sockets, aip_draft_sockets_free);
  self->sockets = aip_draft_sockets_new (self->options.quirks);
  soup_server_disconnect (self->soup);
  g_clear_object (&self->soup);
}
