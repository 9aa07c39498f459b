/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "aip-comfy-json.h"
#include "aip-json.h"
#include "test-comfy-server-private.h"
#include "test-support.h"

#define ERROR_500 "500 Internal Server Error\n\nServer got itself in trouble"
#define PART_OF_AN_ANSWER \
  "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n" \
  "{\"prompt_id\": \""

static void
respond (SoupServerMessage *message,
         guint              status,
         const char        *content_type,
         const char        *text)
{
  g_autofree char *ascii = test_comfy_to_ascii (text);

  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, content_type, SOUP_MEMORY_COPY, ascii,
                                    strlen (ascii));
}

static void
respond_json (SoupServerMessage *message,
              JsonNode          *node)
{
  g_autofree char *text = aip_comfy_json_to_text (node);

  respond (message, 200, "application/json; charset=utf-8", text);
}

static void
respond_500 (SoupServerMessage *message)
{
  respond (message, 500, "text/plain; charset=utf-8", ERROR_500);
}

/* @part: what of an answer goes out before the connection ends, or NULL. */
static void
break_off (SoupServerMessage *message,
           const void        *part,
           gsize              size)
{
  GSocket *socket = soup_server_message_get_socket (message);

  if (part != NULL)
    g_socket_send (socket, part, size, NULL, NULL);
  g_socket_shutdown (socket, TRUE, TRUE, NULL);
  soup_server_message_set_status (message, 200, NULL);
}

static JsonNode *
request_json (SoupServerMessage *message)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr(GBytes) bytes = soup_message_body_flatten (body);

  return aip_comfy_json_parse_bytes (bytes, G_MAXSIZE, NULL);
}

static void
accept_prompt (TestComfyServer *self,
               gpointer         data)
{
  /* The answer was made when the post came; nothing is left to do but to let it go. */
}

static void
handle_prompt (TestComfyServer   *self,
               SoupServerMessage *message)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr(GBytes) bytes = soup_message_body_flatten (body);
  g_autoptr(JsonNode) node = aip_comfy_json_parse_bytes (bytes, G_MAXSIZE, NULL);
  TestPost *post = g_new0 (TestPost, 1);
  g_autofree char *answer = NULL;
  TestPrompt *prompt;

  post->id = g_strdup (aip_json_get_string (aip_json_node_object (node), "prompt_id", ""));
  post->body = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_ptr_array_add (self->posts, post);

  if (test_comfy_server_take_fault (self, TEST_COMFY_FAULT_PROMPT_400))
    {
      respond (message, 400, "application/json; charset=utf-8",
               "{\"error\": {\"type\": \"prompt_outputs_failed_validation\", \"message\": \"Prompt "
               "outputs failed validation\", \"details\": \"\", \"extra_info\": {}}, "
               "\"node_errors\": {\"10\": {\"errors\": [{\"type\": \"value_not_in_list\", "
               "\"message\": \"Value not in list\", \"details\": \"unet_name: 'x' not in []\", "
               "\"extra_info\": {\"input_name\": \"unet_name\", \"input_config\": null, "
               "\"received_value\": \"flux1-dev.safetensors\"}}], \"dependent_outputs\": [\"41\"], "
               "\"class_type\": \"UNETLoader\"}}}");
      return;
    }
  if (test_comfy_server_take_fault (self, TEST_COMFY_FAULT_PROMPT_413))
    {
      respond (message, 413, "text/plain; charset=utf-8",
               "Maximum request body size 1048576 exceeded, actual body size 1048577");
      return;
    }
  if (test_comfy_server_take_fault (self, TEST_COMFY_FAULT_PROMPT_500))
    {
      respond_500 (message);
      return;
    }

  prompt = test_prompt_new (self, node);
  if (prompt->graph == NULL)
    {
      test_prompt_free (prompt);
      respond (message, 400, "application/json; charset=utf-8",
               "{\"error\": {\"type\": \"no_prompt\", \"message\": \"No prompt provided\", "
               "\"details\": \"No prompt provided\", \"extra_info\": {}}, \"node_errors\": {}}");
      return;
    }

  answer = g_strdup_printf ("{\"prompt_id\": \"%s\", \"number\": %" G_GINT64_FORMAT ", "
                            "\"node_errors\": {%s}}", prompt->id, prompt->number,
                            test_comfy_server_take_fault (self, TEST_COMFY_FAULT_PROMPT_PARTIAL)
                              ? "\"42\": {\"errors\": [{\"type\": \"required_input_missing\", "
                                "\"message\": \"Required input is missing\", \"details\": "
                                "\"images\", \"extra_info\": {\"input_name\": \"images\"}}], "
                                "\"dependent_outputs\": [\"42\"], \"class_type\": \"SaveImage\"}"
                              : "");
  test_comfy_run_enqueue (self, prompt);

  if (test_comfy_server_take_fault (self, TEST_COMFY_FAULT_PROMPT_500_QUEUED))
    respond_500 (message);
  else if (test_comfy_server_take_fault (self, TEST_COMFY_FAULT_PROMPT_BREAK))
    break_off (message, NULL, 0);
  else if (test_comfy_server_take_fault (self, TEST_COMFY_FAULT_PROMPT_HALF))
    break_off (message, PART_OF_AN_ANSWER, strlen (PART_OF_AN_ANSWER));
  else
    {
      respond (message, 200, "application/json; charset=utf-8", answer);
      test_comfy_server_reach (self, TEST_COMFY_POINT_ANSWER, NULL, accept_prompt, message);
    }
}

static void
handle_history (TestComfyServer   *self,
                SoupServerMessage *message,
                const char        *id)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *root = json_object_new ();
  JsonNode *entry = aip_json_get (self->history, id);

  if (entry != NULL)
    json_object_set_member (root, id, json_node_ref (entry));
  json_node_take_object (node, root);
  respond_json (message, node);
}

static void
handle_queue_post (TestComfyServer   *self,
                   SoupServerMessage *message)
{
  g_autoptr(JsonNode) node = request_json (message);
  JsonArray *ids = aip_json_get_array (aip_json_node_object (node), "delete");

  for (guint i = 0; ids != NULL && i < json_array_get_length (ids); i++)
    {
      const char *id = aip_json_node_string (json_array_get_element (ids, i));

      if (id != NULL)
        test_comfy_run_delete (self, id);
    }
  soup_server_message_set_status (message, 200, NULL);
}

static void
handle_system_stats (TestComfyServer   *self,
                     SoupServerMessage *message)
{
  g_autofree char *text =
    g_strdup_printf ("{\"system\": {\"os\": \"posix\", \"ram_total\": 67108864000, \"ram_free\": "
                     "33554432000, \"comfyui_version\": \"0.3.64\", "
                     "\"python_version\": \"3.13.5\", \"pytorch_version\": \"2.6.0\", "
                     "\"embedded_python\": false, \"argv\": [\"main.py\"]}, "
                     "\"devices\": [{\"name\": \"cuda:0 %s : cudaMallocAsync\", "
                     "\"type\": \"cuda\", \"index\": 0, \"vram_total\": %" G_GUINT64_FORMAT
                     ", \"vram_free\": %" G_GUINT64_FORMAT ", \"torch_vram_total\": 0, "
                     "\"torch_vram_free\": 0}]}", self->gpu_name, self->vram_total,
                     self->vram_total / 2);

  respond (message, 200, "application/json; charset=utf-8", text);
}

static void
handle_object_info (SoupServerMessage *message)
{
  g_autofree char *path = test_data_path ("comfy/object_info.json");
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  respond (message, 200, "application/json; charset=utf-8", text);
}

static void
wrote_chunk_cb (SoupServerMessage *message,
                gpointer           user_data)
{
  static const char zeros[65536];

  soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_STATIC,
                            zeros, sizeof zeros);
  soup_server_message_unpause (message);
}

static gboolean
serve_answer (TestComfyServer   *self,
              SoupServerMessage *message)
{
  const char *path = g_uri_get_path (soup_server_message_get_uri (message));
  TestAnswer *answer = g_hash_table_lookup (self->answers, path);

  if (answer == NULL)
    return FALSE;

  soup_server_message_set_status (message, answer->status, NULL);
  soup_server_message_set_response (message, answer->content_type, SOUP_MEMORY_COPY,
                                    g_bytes_get_data (answer->body, NULL),
                                    g_bytes_get_size (answer->body));

  return TRUE;
}

static void
respond_endlessly (SoupServerMessage *message,
                   const void        *first,
                   gsize              size)
{
  SoupMessageBody *body = soup_server_message_get_response_body (message);

  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message),
                                     SOUP_ENCODING_CHUNKED);
  soup_message_body_set_accumulate (body, FALSE);
  soup_message_body_append (body, SOUP_MEMORY_COPY, first, size);
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (wrote_chunk_cb), NULL);
}

static void
serve_view (TestComfyServer *self,
            gpointer         data)
{
  SoupServerMessage *message = data;
  const char *query_text = g_uri_get_query (soup_server_message_get_uri (message));
  g_autoptr(GHashTable) query = NULL;
  g_autofree char *key = NULL;
  GBytes *file;
  const char *name, *type, *subfolder, *bytes;
  gsize size;

  if (serve_answer (self, message))
    return;

  query = g_uri_parse_params (query_text != NULL ? query_text : "", -1, "&", G_URI_PARAMS_NONE,
                              NULL);
  name = g_hash_table_lookup (query, "filename");
  type = g_hash_table_lookup (query, "type");
  subfolder = g_hash_table_lookup (query, "subfolder");
  key = test_comfy_file_key (type != NULL ? type : "output", subfolder != NULL ? subfolder : "",
                             name != NULL ? name : "");
  file = g_hash_table_lookup (self->files, key);

  if (file == NULL || test_comfy_server_take_fault (self, TEST_COMFY_FAULT_VIEW_404))
    {
      soup_server_message_set_status (message, 404, NULL);
      return;
    }
  if (test_comfy_server_take_fault (self, TEST_COMFY_FAULT_VIEW_500))
    {
      respond_500 (message);
      return;
    }

  bytes = g_bytes_get_data (file, &size);
  soup_server_message_set_status (message, 200, NULL);

  if (test_comfy_server_take_fault (self, TEST_COMFY_FAULT_VIEW_HALF))
    {
      g_autofree char *head = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n"
                                               "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n", size);
      g_autoptr(GByteArray) part = g_byte_array_new ();

      g_byte_array_append (part, (const guint8 *) head, (guint) strlen (head));
      g_byte_array_append (part, (const guint8 *) bytes, (guint) size / 2);
      break_off (message, part->data, part->len);
    }
  else if (test_comfy_server_take_fault (self, TEST_COMFY_FAULT_VIEW_HTML))
    respond (message, 200, "text/html", "<!DOCTYPE html><html><body>Sign in first.</body></html>");
  else if (test_comfy_server_take_fault (self, TEST_COMFY_FAULT_VIEW_CUT))
    soup_server_message_set_response (message, "image/png", SOUP_MEMORY_COPY, bytes, size / 2);
  else if (test_comfy_server_take_fault (self, TEST_COMFY_FAULT_VIEW_ENDLESS))
    respond_endlessly (message, bytes, size);
  else
    soup_server_message_set_response (message, "image/png", SOUP_MEMORY_COPY, bytes, size);
}

static void
serve_upload (TestComfyServer *self,
              gpointer         data)
{
  SoupServerMessage *message = data;
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr(GBytes) bytes = soup_message_body_flatten (body);
  g_autofree char *filename = NULL;
  g_autofree char *subfolder = g_strdup ("");
  g_autofree char *type = g_strdup ("input");
  g_autofree char *answer = NULL;
  g_autoptr(GBytes) content = NULL;
  g_autoptr(GHashTable) params = NULL;
  const char *boundary;
  SoupMultipart *multipart;

  soup_message_headers_get_content_type (soup_server_message_get_request_headers (message),
                                         &params);
  boundary = params != NULL ? g_hash_table_lookup (params, "boundary") : NULL;

  /* The real server answers so to a boundary that RFC 2046 does not allow. */
  if (boundary == NULL || strlen (boundary) > 70 ||
      test_comfy_server_take_fault (self, TEST_COMFY_FAULT_UPLOAD_500))
    {
      respond_500 (message);
      return;
    }

  multipart = soup_multipart_new_from_message (soup_server_message_get_request_headers (message),
                                               bytes);
  for (int i = 0; multipart != NULL && i < soup_multipart_get_length (multipart); i++)
    {
      SoupMessageHeaders *headers;
      g_autoptr(GHashTable) disposition = NULL;
      GBytes *part;
      const char *name;

      soup_multipart_get_part (multipart, i, &headers, &part);
      soup_message_headers_get_content_disposition (headers, NULL, &disposition);
      name = g_hash_table_lookup (disposition, "name");
      if (g_strcmp0 (name, "image") == 0)
        {
          filename = g_strdup (g_hash_table_lookup (disposition, "filename"));
          content = g_bytes_ref (part);
        }
      else if (g_strcmp0 (name, "subfolder") == 0)
        {
          g_free (subfolder);
          subfolder = g_strndup (g_bytes_get_data (part, NULL), g_bytes_get_size (part));
        }
    }
  g_clear_pointer (&multipart, soup_multipart_free);

  if (filename == NULL)
    {
      soup_server_message_set_status (message, 400, NULL);
      return;
    }

  if (test_comfy_server_take_fault (self, TEST_COMFY_FAULT_UPLOAD_RENAME))
    {
      char *renamed = g_strdup_printf ("%.8s (1).png", filename);

      g_free (filename);
      filename = renamed;
    }

  g_hash_table_replace (self->files, test_comfy_file_key (type, subfolder, filename),
                        g_steal_pointer (&content));
  answer = g_strdup_printf ("{\"name\": \"%s\", \"subfolder\": \"%s\", \"type\": \"%s\"}", filename,
                            subfolder, type);
  respond (message, 200, "application/json; charset=utf-8", answer);
}

static void
serve_other (TestComfyServer *self,
             gpointer         data)
{
  SoupServerMessage *message = data;
  const char *path = g_uri_get_path (soup_server_message_get_uri (message));
  const char *method = soup_server_message_get_method (message);
  gboolean is_get = g_str_equal (method, "GET");

  if (is_get && test_comfy_server_take_fault (self, TEST_COMFY_FAULT_HTTP_500))
    respond_500 (message);
  else if (is_get && test_comfy_server_take_fault (self, TEST_COMFY_FAULT_HTTP_HALF))
    break_off (message, PART_OF_AN_ANSWER, strlen (PART_OF_AN_ANSWER));
  else if (is_get && test_comfy_server_take_fault (self, TEST_COMFY_FAULT_HTTP_ENDLESS))
    respond_endlessly (message, "{", 1);
  else if (serve_answer (self, message))
    return;
  else if (is_get && g_str_equal (path, "/prompt"))
    {
      g_autofree char *text = g_strdup_printf ("{\"exec_info\": {\"queue_remaining\": %u}}",
                                               test_comfy_run_remaining (self));

      respond (message, 200, "application/json; charset=utf-8", text);
    }
  else if (is_get && g_str_equal (path, "/queue"))
    {
      g_autoptr(JsonNode) queue = test_comfy_run_queue (self);

      respond_json (message, queue);
    }
  else if (is_get && g_str_has_prefix (path, "/history/"))
    handle_history (self, message, path + strlen ("/history/"));
  else if (is_get && g_str_equal (path, "/system_stats"))
    handle_system_stats (self, message);
  else if (is_get && g_str_has_prefix (path, "/object_info"))
    handle_object_info (message);
  else if (g_str_equal (path, "/queue"))
    handle_queue_post (self, message);
  else if (g_str_equal (path, "/interrupt"))
    {
      g_autoptr(JsonNode) node = request_json (message);

      test_comfy_run_interrupt (self, aip_json_get_string (aip_json_node_object (node),
                                                           "prompt_id", NULL));
      soup_server_message_set_status (message, 200, NULL);
    }
  else if (g_str_equal (path, "/free"))
    {
      g_hash_table_remove_all (self->cache);
      soup_server_message_set_status (message, 200, NULL);
    }
  else
    soup_server_message_set_status (message, 404, NULL);
}

static void
note_header_cb (const char *name,
                const char *value,
                gpointer    user_data)
{
  g_hash_table_replace (user_data, g_ascii_strdown (name, -1), g_strdup (value));
}

static void
note_request (TestComfyServer   *self,
              SoupServerMessage *message,
              const char        *path)
{
  GHashTable *headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  soup_message_headers_foreach (soup_server_message_get_request_headers (message), note_header_cb,
                                headers);
  g_hash_table_replace (self->headers, g_strdup (path), headers);
  g_ptr_array_add (self->requests, g_strdup_printf ("%s %s",
                                                    soup_server_message_get_method (message),
                                                    path));
}

void
test_comfy_http_early_cb (SoupServer        *server,
                          SoupServerMessage *message,
                          const char        *path,
                          GHashTable        *query,
                          gpointer           user_data)
{
  TestComfyServer *self = user_data;

  note_request (self, message, path);
  if (g_str_equal (path, "/ws") &&
      test_comfy_server_take_fault (self, TEST_COMFY_FAULT_REFUSE_SOCKET))
    soup_server_message_set_status (message, 403, NULL);
}

void
test_comfy_http_request_cb (SoupServer        *server,
                            SoupServerMessage *message,
                            const char        *path,
                            GHashTable        *query,
                            gpointer           user_data)
{
  TestComfyServer *self = user_data;

  if (g_str_equal (path, "/prompt") &&
      g_str_equal (soup_server_message_get_method (message), "POST"))
    handle_prompt (self, message);
  else if (g_str_equal (path, "/view"))
    test_comfy_server_reach (self, TEST_COMFY_POINT_VIEW, NULL, serve_view, message);
  else if (g_str_equal (path, "/upload/image"))
    test_comfy_server_reach (self, TEST_COMFY_POINT_UPLOAD, NULL, serve_upload, message);
  else
    test_comfy_server_reach (self, TEST_COMFY_POINT_HTTP, NULL, serve_other, message);
}
