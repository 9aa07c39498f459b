/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>
#include <unistd.h>

#include "aip-comfy-json.h"
#include "test-comfy-server-private.h"
#include "test-support.h"

G_DEFINE_FINAL_TYPE (TestComfyServer, test_comfy_server, G_TYPE_OBJECT)

/* Small things */

char *
test_comfy_to_ascii (const char *json)
{
  GString *out = g_string_new (NULL);

  for (const char *p = json; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c < 0x80)
        g_string_append_c (out, (char) c);
      else if (c < 0x10000)
        g_string_append_printf (out, "\\u%04x", c);
      else
        g_string_append_printf (out, "\\u%04x\\u%04x", 0xd800 + ((c - 0x10000) >> 10),
                                0xdc00 + ((c - 0x10000) & 0x3ff));
    }

  return g_string_free_and_steal (out);
}

char *
test_comfy_file_key (const char *type,
                     const char *subfolder,
                     const char *name)
{
  return g_strdup_printf ("%s/%s/%s", type, subfolder, name);
}

static guint32
crc32_of (const guint8 *data,
          gsize         size)
{
  guint32 crc = 0xffffffff;

  for (gsize i = 0; i < size; i++)
    {
      crc ^= data[i];
      for (int bit = 0; bit < 8; bit++)
        crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xedb88320 : 0);
    }

  return ~crc;
}

static void
append_be32 (GByteArray *array,
             guint32     value)
{
  value = GUINT32_TO_BE (value);
  g_byte_array_append (array, (const guint8 *) &value, sizeof value);
}

static void
append_chunk (GByteArray   *png,
              const char   *type,
              const guint8 *data,
              gsize         size)
{
  guint start;

  append_be32 (png, (guint32) size);
  start = png->len;
  g_byte_array_append (png, (const guint8 *) type, 4);
  g_byte_array_append (png, data, (guint) size);
  append_be32 (png, crc32_of (png->data + start, size + 4));
}

/* A real picture of one colour, 32 × 18, different for every @seed. */
GBytes *
test_comfy_make_png (guint seed)
{
  static const guint8 header[] = { 0, 0, 0, 32, 0, 0, 0, 18, 8, 2, 0, 0, 0 };
  g_autoptr(GByteArray) pixels = g_byte_array_new ();
  g_autoptr(GByteArray) png = g_byte_array_new ();
  g_autoptr(GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 9);
  g_autoptr(GBytes) raw = NULL;
  g_autoptr(GBytes) packed = NULL;

  for (int y = 0; y < 18; y++)
    {
      guint8 row[1 + 32 * 3] = { 0 };

      for (int x = 0; x < 32; x++)
        {
          row[1 + 3 * x] = (guint8) (seed * 37);
          row[2 + 3 * x] = (guint8) (seed >> 3);
          row[3 + 3 * x] = (guint8) (x + y);
        }
      g_byte_array_append (pixels, row, sizeof row);
    }
  raw = g_byte_array_free_to_bytes (g_steal_pointer (&pixels));
  packed = g_converter_convert_bytes (G_CONVERTER (compressor), raw, NULL);

  g_byte_array_append (png, (const guint8 *) "\x89PNG\r\n\x1a\n", 8);
  append_chunk (png, "IHDR", header, sizeof header);
  append_chunk (png, "IDAT", g_bytes_get_data (packed, NULL), g_bytes_get_size (packed));
  append_chunk (png, "IEND", NULL, 0);

  return g_byte_array_free_to_bytes (g_steal_pointer (&png));
}

gboolean
test_comfy_server_take_fault (TestComfyServer *self,
                              TestComfyFault   fault)
{
  if (self->faults[fault] == 0)
    return FALSE;

  if (self->faults[fault] > 0)
    self->faults[fault]--;

  return TRUE;
}

/* Hold points */

void
test_comfy_server_reach (TestComfyServer  *self,
                         TestComfyPoint    point,
                         TestPrompt       *prompt,
                         void            (*go_on) (TestComfyServer *self, gpointer data),
                         gpointer          data)
{
  TestWaiter *waiter;

  if (!self->held[point])
    {
      go_on (self, data);
      return;
    }

  waiter = g_new0 (TestWaiter, 1);
  waiter->prompt = prompt;
  waiter->go_on = go_on;
  waiter->data = data;
  if (prompt == NULL)
    {
      waiter->message = g_object_ref (data);
      soup_server_message_pause (waiter->message);
    }
  g_queue_push_tail (&self->waiting[point], waiter);
}

void
test_comfy_server_hold (TestComfyServer *self,
                        TestComfyPoint   point)
{
  self->held[point] = TRUE;
}

void
test_comfy_server_step (TestComfyServer *self,
                        TestComfyPoint   point)
{
  g_autofree TestWaiter *waiter = g_queue_pop_head (&self->waiting[point]);

  if (waiter == NULL)
    return;

  waiter->go_on (self, waiter->data);
  if (waiter->message != NULL)
    {
      soup_server_message_unpause (waiter->message);
      g_object_unref (waiter->message);
    }
}

void
test_comfy_server_release (TestComfyServer *self,
                           TestComfyPoint   point)
{
  self->held[point] = FALSE;
  while (!g_queue_is_empty (&self->waiting[point]))
    test_comfy_server_step (self, point);
}

guint
test_comfy_server_get_n_waiting (TestComfyServer *self,
                                 TestComfyPoint   point)
{
  return g_queue_get_length (&self->waiting[point]);
}

void
test_comfy_server_set_fault (TestComfyServer *self,
                             TestComfyFault   fault,
                             int              times)
{
  self->faults[fault] = times;
}

/* Sockets */

static void
socket_free (gpointer data)
{
  TestSocket *socket = data;

  if (socket->connection != NULL)
    g_signal_handlers_disconnect_by_data (socket->connection, socket);
  g_clear_object (&socket->connection);
  g_free (socket->id);
  g_free (socket);
}

static void
socket_closed_cb (SoupWebsocketConnection *connection,
                  gpointer                 user_data)
{
  TestSocket *socket = user_data;
  TestComfyServer *self = socket->server;

  /* As in the real server: whoever has the id now gets nothing any more. */
  g_hash_table_remove (self->socket_by_id, socket->id);
  g_ptr_array_remove (self->sockets, socket);
}

static void
socket_message_cb (SoupWebsocketConnection *connection,
                   int                      type,
                   GBytes                  *bytes,
                   gpointer                 user_data)
{
  TestSocket *socket = user_data;
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  if (strstr (text, "\"feature_flags\"") != NULL)
    soup_websocket_connection_send_text (connection,
                                         "{\"type\": \"feature_flags\", \"data\": "
                                         "{\"supports_preview_metadata\": true, "
                                         "\"max_upload_size\": 104857600.0}}");
  g_ptr_array_add (socket->server->received, g_steal_pointer (&text));
}

static void
socket_opened_cb (SoupServer              *server,
                  SoupServerMessage       *message,
                  const char              *path,
                  SoupWebsocketConnection *connection,
                  gpointer                 user_data)
{
  TestComfyServer *self = user_data;
  TestSocket *socket = g_new0 (TestSocket, 1);
  GUri *uri = soup_server_message_get_uri (message);
  g_autoptr(GHashTable) query = NULL;
  g_autofree char *greeting = NULL;
  const char *id = NULL;

  if (g_uri_get_query (uri) != NULL)
    {
      query = g_uri_parse_params (g_uri_get_query (uri), -1, "&", G_URI_PARAMS_NONE, NULL);
      id = g_hash_table_lookup (query, "clientId");
    }

  socket->server = self;
  socket->connection = g_object_ref (connection);
  socket->id = id != NULL ? g_strdup (id) : g_uuid_string_random ();
  g_signal_connect (connection, "message", G_CALLBACK (socket_message_cb), socket);
  g_signal_connect (connection, "closed", G_CALLBACK (socket_closed_cb), socket);
  g_ptr_array_add (self->sockets, socket);
  g_hash_table_replace (self->socket_by_id, g_strdup (socket->id), socket);
  self->n_connects++;

  if (self->held[TEST_COMFY_POINT_GREETING])
    return;

  greeting = g_strdup_printf ("{\"type\": \"status\", \"data\": {\"status\": {\"exec_info\": "
                              "{\"queue_remaining\": %u}}, \"sid\": \"%s\"}}",
                              test_comfy_run_remaining (self), socket->id);
  soup_websocket_connection_send_text (connection, greeting);
}

static GPtrArray *
list_sockets (TestComfyServer *self,
              const char      *client_id)
{
  GPtrArray *list = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer id, socket;

  g_hash_table_iter_init (&iter, self->socket_by_id);
  while (g_hash_table_iter_next (&iter, &id, &socket))
    if (client_id == NULL || g_str_equal (id, client_id))
      g_ptr_array_add (list, socket);

  return list;
}

void
test_comfy_server_send_text (TestComfyServer *self,
                             const char      *client_id,
                             const char      *text)
{
  g_autoptr(GPtrArray) sockets = list_sockets (self, client_id);

  for (guint i = 0; i < sockets->len; i++)
    {
      TestSocket *socket = g_ptr_array_index (sockets, i);

      if (soup_websocket_connection_get_state (socket->connection) == SOUP_WEBSOCKET_STATE_OPEN)
        soup_websocket_connection_send_text (socket->connection, text);
    }
}

void
test_comfy_server_send_binary (TestComfyServer *self,
                               const char      *client_id,
                               const void      *data,
                               gsize            length)
{
  g_autoptr(GPtrArray) sockets = list_sockets (self, client_id);

  for (guint i = 0; i < sockets->len; i++)
    {
      TestSocket *socket = g_ptr_array_index (sockets, i);

      if (soup_websocket_connection_get_state (socket->connection) == SOUP_WEBSOCKET_STATE_OPEN)
        soup_websocket_connection_send_binary (socket->connection, data, length);
    }
}

void
test_comfy_server_send_raw (TestComfyServer *self,
                            const char      *client_id,
                            const void      *data,
                            gsize            length)
{
  g_autoptr(GPtrArray) sockets = list_sockets (self, client_id);

  for (guint i = 0; i < sockets->len; i++)
    {
      TestSocket *socket = g_ptr_array_index (sockets, i);
      GIOStream *stream = soup_websocket_connection_get_io_stream (socket->connection);

      g_output_stream_write_all (g_io_stream_get_output_stream (stream), data, length, NULL, NULL,
                                 NULL);
    }
}

void
test_comfy_server_tell (TestComfyServer *self,
                        const char      *client_id,
                        const char      *text)
{
  g_autofree char *ascii = NULL;

  if (self->faults[TEST_COMFY_FAULT_DEAF] != 0)
    return;

  ascii = test_comfy_to_ascii (text);
  test_comfy_server_send_text (self, client_id, ascii);
}

void
test_comfy_server_tell_binary (TestComfyServer *self,
                               const char      *client_id,
                               GBytes          *bytes)
{
  if (self->faults[TEST_COMFY_FAULT_DEAF] == 0)
    test_comfy_server_send_binary (self, client_id, g_bytes_get_data (bytes, NULL),
                                   g_bytes_get_size (bytes));
}

/* Ends every socket without a close frame, as a crash does. */
void
test_comfy_server_drop_sockets (TestComfyServer *self)
{
  while (self->sockets->len > 0)
    {
      TestSocket *socket = g_ptr_array_index (self->sockets, 0);
      GIOStream *stream = soup_websocket_connection_get_io_stream (socket->connection);

      g_hash_table_remove (self->socket_by_id, socket->id);
      g_signal_handlers_disconnect_by_data (socket->connection, socket);
      g_io_stream_close (stream, NULL, NULL);
      g_ptr_array_remove_index (self->sockets, 0);
    }
}

/* Keeps every socket open below, and neither reads nor writes on it any more. */
void
test_comfy_server_freeze_sockets (TestComfyServer *self)
{
  while (self->sockets->len > 0)
    {
      TestSocket *socket = g_ptr_array_index (self->sockets, 0);
      GIOStream *stream = soup_websocket_connection_get_io_stream (socket->connection);
      g_autoptr(GIOStream) below = NULL;
      int fd;

      /* libsoup wraps the connection it hands over. */
      g_object_get (stream, "base-iostream", &below, NULL);
      fd = dup (g_socket_get_fd (g_socket_connection_get_socket (G_SOCKET_CONNECTION (below))));
      g_assert_cmpint (fd, >=, 0);
      g_array_append_val (self->frozen, fd);
      g_hash_table_remove (self->socket_by_id, socket->id);
      g_ptr_array_remove_index (self->sockets, 0);
    }
}

/* Life */

void
test_comfy_server_start (TestComfyServer *self)
{
  g_autoptr(GError) error = NULL;
  g_autoslist(GUri) uris = NULL;

  if (self->server != NULL)
    return;

  self->server = soup_server_new (NULL, NULL);
  soup_server_add_early_handler (self->server, NULL, test_comfy_http_early_cb, self, NULL);
  soup_server_add_early_handler (self->server, "/ws", test_comfy_http_early_cb,
                                  self, NULL);
  soup_server_add_handler (self->server, NULL, test_comfy_http_request_cb, self, NULL);
  soup_server_add_websocket_handler (self->server, "/ws", NULL, NULL, socket_opened_cb, self,
                                     NULL);
  soup_server_listen_local (self->server, self->port, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);

  uris = soup_server_get_uris (self->server);
  self->port = (guint) g_uri_get_port (uris->data);
  if (self->address == NULL)
    self->address = g_strdup_printf ("http://127.0.0.1:%u", self->port);

  test_comfy_run_schedule (self);
}

static void
drop_waiting (TestComfyServer *self,
              gboolean         prompts)
{
  for (guint point = 0; point < TEST_COMFY_N_POINTS; point++)
    {
      GList *next;

      for (GList *l = self->waiting[point].head; l != NULL; l = next)
        {
          TestWaiter *waiter = l->data;

          next = l->next;
          if ((waiter->prompt != NULL) != prompts)
            continue;
          g_clear_object (&waiter->message);
          g_free (waiter);
          g_queue_delete_link (&self->waiting[point], l);
        }
    }
}

void
test_comfy_server_stop (TestComfyServer *self)
{
  if (self->server == NULL)
    return;

  g_clear_handle_id (&self->start_id, g_source_remove);
  test_comfy_server_drop_sockets (self);
  drop_waiting (self, FALSE);
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
}

static void
forget (TestComfyServer *self)
{
  drop_waiting (self, TRUE);
  g_ptr_array_set_size (self->pending, 0);
  g_clear_pointer (&self->running, test_prompt_free);
  g_clear_pointer (&self->history, json_object_unref);
  self->history = json_object_new ();
  g_hash_table_remove_all (self->cache);
}

/* The process died and was started again: files stay, all else is lost. */
void
test_comfy_server_restart (TestComfyServer *self)
{
  test_comfy_server_stop (self);
  forget (self);
  self->counter = 0;
  test_comfy_server_start (self);
}

const char *
test_comfy_server_get_address (TestComfyServer *self)
{
  return self->address;
}

guint
test_comfy_server_get_port (TestComfyServer *self)
{
  return self->port;
}

void
test_comfy_server_set_gpu (TestComfyServer *self,
                           const char      *name,
                           guint64          vram_total)
{
  g_set_str (&self->gpu_name, name);
  self->vram_total = vram_total;
}

static void
answer_free (gpointer data)
{
  TestAnswer *answer = data;

  g_free (answer->content_type);
  g_bytes_unref (answer->body);
  g_free (answer);
}

void
test_comfy_server_set_answer (TestComfyServer *self,
                              const char      *path,
                              guint            status,
                              const char      *content_type,
                              const char      *body,
                              gssize           length)
{
  TestAnswer *answer = g_new0 (TestAnswer, 1);

  answer->status = status;
  answer->content_type = g_strdup (content_type);
  answer->body = g_bytes_new (body, length < 0 ? strlen (body) : (gsize) length);
  g_hash_table_replace (self->answers, g_strdup (path), answer);
}

void
test_comfy_server_set_output (TestComfyServer *self,
                              const char      *class_type,
                              const char      *output)
{
  g_autoptr(GError) error = NULL;
  JsonNode *node = aip_comfy_json_parse (output, -1, G_MAXSIZE, &error);

  g_assert_no_error (error);
  g_hash_table_replace (self->scripted, g_strdup (class_type), node);
}

void
test_comfy_server_add_file (TestComfyServer *self,
                            const char      *type,
                            const char      *subfolder,
                            const char      *name,
                            GBytes          *content)
{
  g_hash_table_replace (self->files, test_comfy_file_key (type, subfolder, name),
                        g_bytes_ref (content));
}

guint
test_comfy_server_get_n_posts (TestComfyServer *self)
{
  return self->posts->len;
}

const char *
test_comfy_server_get_post_id (TestComfyServer *self,
                               guint            index)
{
  g_assert_cmpuint (index, <, self->posts->len);

  return ((TestPost *) g_ptr_array_index (self->posts, index))->id;
}

const char *
test_comfy_server_get_post_body (TestComfyServer *self,
                                 guint            index)
{
  g_assert_cmpuint (index, <, self->posts->len);

  return ((TestPost *) g_ptr_array_index (self->posts, index))->body;
}

guint
test_comfy_server_get_n_runs (TestComfyServer *self,
                              const char      *prompt_id)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->n_runs, prompt_id));
}

guint
test_comfy_server_get_n_requests (TestComfyServer *self,
                                  const char      *method,
                                  const char      *path)
{
  guint n = 0;

  for (guint i = 0; i < self->requests->len; i++)
    {
      g_auto(GStrv) parts = g_strsplit (g_ptr_array_index (self->requests, i), " ", 2);

      n += (method == NULL || g_str_equal (parts[0], method)) &&
           (path == NULL || g_str_equal (parts[1], path));
    }

  return n;
}

const char *
test_comfy_server_get_last_header (TestComfyServer *self,
                                   const char      *path,
                                   const char      *header)
{
  GHashTable *headers = g_hash_table_lookup (self->headers, path);
  g_autofree char *lower = g_ascii_strdown (header, -1);
  const char *value = headers != NULL ? g_hash_table_lookup (headers, lower) : NULL;

  return value != NULL ? value : "";
}

gboolean
test_comfy_server_has_upload (TestComfyServer  *self,
                              const char       *name,
                              GBytes          **content)
{
  g_autofree char *folder = g_path_get_dirname (name);
  g_autofree char *base = g_path_get_basename (name);
  g_autofree char *key = test_comfy_file_key ("input", g_str_equal (folder, ".") ? "" : folder,
                                              base);
  GBytes *bytes = g_hash_table_lookup (self->files, key);

  if (bytes != NULL && content != NULL)
    *content = g_bytes_ref (bytes);

  return bytes != NULL;
}

guint
test_comfy_server_get_n_sockets (TestComfyServer *self)
{
  return self->sockets->len;
}

guint
test_comfy_server_get_n_connects (TestComfyServer *self)
{
  return self->n_connects;
}

guint
test_comfy_server_get_n_received (TestComfyServer *self)
{
  return self->received->len;
}

const char *
test_comfy_server_get_received (TestComfyServer *self,
                                guint            index)
{
  g_assert_cmpuint (index, <, self->received->len);

  return g_ptr_array_index (self->received, index);
}

static void
post_free (gpointer data)
{
  TestPost *post = data;

  g_free (post->id);
  g_free (post->body);
  g_free (post);
}

static void
test_comfy_server_finalize (GObject *object)
{
  TestComfyServer *self = TEST_COMFY_SERVER (object);

  test_comfy_server_stop (self);
  forget (self);
  for (guint i = 0; i < self->frozen->len; i++)
    close (g_array_index (self->frozen, int, i));

  g_array_unref (self->frozen);
  g_ptr_array_unref (self->sockets);
  g_hash_table_unref (self->socket_by_id);
  g_ptr_array_unref (self->received);
  g_ptr_array_unref (self->pending);
  json_object_unref (self->history);
  g_hash_table_unref (self->cache);
  g_hash_table_unref (self->files);
  g_hash_table_unref (self->n_runs);
  g_ptr_array_unref (self->posts);
  g_ptr_array_unref (self->requests);
  g_hash_table_unref (self->headers);
  g_hash_table_unref (self->answers);
  g_hash_table_unref (self->scripted);
  g_free (self->address);
  g_free (self->gpu_name);

  G_OBJECT_CLASS (test_comfy_server_parent_class)->finalize (object);
}

static void
test_comfy_server_class_init (TestComfyServerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_comfy_server_finalize;
}

static void
test_comfy_server_init (TestComfyServer *self)
{
  self->frozen = g_array_new (FALSE, FALSE, sizeof (int));
  self->sockets = g_ptr_array_new_with_free_func (socket_free);
  self->socket_by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->received = g_ptr_array_new_with_free_func (g_free);
  self->pending = g_ptr_array_new_with_free_func (test_prompt_free);
  self->history = json_object_new ();
  self->cache = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify) json_object_unref);
  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify) g_bytes_unref);
  self->n_runs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->posts = g_ptr_array_new_with_free_func (post_free);
  self->requests = g_ptr_array_new_with_free_func (g_free);
  self->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) g_hash_table_unref);
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, answer_free);
  self->scripted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                          (GDestroyNotify) json_node_unref);
  test_comfy_server_set_gpu (self, "NVIDIA GeForce RTX 4090", G_GUINT64_CONSTANT (25757220864));
}

/* Listens at once. */
TestComfyServer *
test_comfy_server_new (void)
{
  TestComfyServer *self = g_object_new (TEST_TYPE_COMFY_SERVER, NULL);

  for (guint point = 0; point < TEST_COMFY_N_POINTS; point++)
    g_queue_init (&self->waiting[point]);
  test_comfy_server_start (self);

  return self;
}
