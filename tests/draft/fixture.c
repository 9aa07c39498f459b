/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "aip-draft-pixels.h"
#include "fixture.h"

const AipDraftOptions fixture_fast = { .vram_gb = 24, .speed = 1000, .step_ms = 100 };

void
fixture_init (Fixture               *self,
              const AipDraftOptions *options)
{
  g_autoptr(GError) error = NULL;

  self->server = aip_draft_server_new (options, NULL, &error);
  g_assert_no_error (error);
  aip_draft_server_listen (self->server, "127.0.0.1", 0, &error);
  g_assert_no_error (error);
  self->session = soup_session_new ();
}

void
fixture_clear (Fixture *self)
{
  soup_session_abort (self->session);
  g_clear_object (&self->session);
  g_clear_object (&self->server);
}

void
answer_clear (Answer *self)
{
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->json, aip_draft_json_unref);
  g_clear_object (&self->message);
}

void
fixture_send (Fixture     *self,
              SoupMessage *message,
              Answer      *answer)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  const char *data;
  gsize size;

  soup_session_send_and_read_async (self->session, message, G_PRIORITY_DEFAULT, NULL,
                                    test_store_result_cb, &result);
  test_spin_while (result == NULL);

  answer->bytes = soup_session_send_and_read_finish (self->session, result, &error);
  g_assert_no_error (error);
  answer->message = message;
  answer->status = soup_message_get_status (message);
  data = g_bytes_get_data (answer->bytes, &size);
  answer->text = g_strndup (data != NULL ? data : "", size);
  answer->json = aip_draft_json_parse (answer->text, strlen (answer->text), NULL);
}

void
fixture_request (Fixture    *self,
                 const char *method,
                 const char *path,
                 const char *body,
                 Answer     *answer)
{
  g_autofree char *uri = g_strconcat (aip_draft_server_get_url (self->server), path, NULL);
  SoupMessage *message = soup_message_new (method, uri);

  g_assert_nonnull (message);
  if (body != NULL)
    {
      g_autoptr(GBytes) bytes = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (message, "application/json", bytes);
    }
  fixture_send (self, message, answer);
}

void
fixture_get (Fixture    *self,
             const char *path,
             Answer     *answer)
{
  fixture_request (self, "GET", path, NULL, answer);
}

char *
fixture_post_prompt (Fixture    *self,
                     const char *graph,
                     const char *client_id,
                     const char *rest)
{
  g_auto(Answer) answer = { 0 };
  g_autofree char *client = NULL;
  g_autofree char *body = NULL;

  client = client_id != NULL ? g_strdup_printf (", \"client_id\": \"%s\"", client_id)
                             : g_strdup ("");
  body = g_strdup_printf ("{\"prompt\": %s%s%s%s}", graph, client, rest != NULL ? ", " : "",
                          rest != NULL ? rest : "");
  fixture_request (self, "POST", "/prompt", body, &answer);
  if (answer.status != 200)
    g_test_message ("%s", answer.text);
  g_assert_cmpuint (answer.status, ==, 200);

  return g_strdup (json_text_at (answer.json, "prompt_id"));
}

AipDraftJson *
fixture_wait (Fixture    *self,
              const char *prompt_id)
{
  g_autofree char *path = g_strdup_printf ("/history/%s", prompt_id);
  gint64 deadline = g_get_monotonic_time () + TEST_TIMEOUT_SECONDS * G_USEC_PER_SEC;

  for (;;)
    {
      g_auto(Answer) answer = { 0 };
      AipDraftJson *entry;

      fixture_get (self, path, &answer);
      g_assert_cmpuint (answer.status, ==, 200);
      entry = aip_draft_json_get (answer.json, prompt_id);
      if (entry != NULL)
        return aip_draft_json_ref (entry);
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_main_context_iteration (NULL, FALSE);
    }
}

void
fixture_upload (Fixture    *self,
                const char *name,
                const char *subfolder,
                GBytes     *content,
                Answer     *answer)
{
  g_autofree char *uri = NULL;
  g_autoptr(SoupMultipart) form = soup_multipart_new (SOUP_FORM_MIME_TYPE_MULTIPART);

  uri = g_strconcat (aip_draft_server_get_url (self->server), "/upload/image", NULL);
  soup_multipart_append_form_file (form, "image", name, "image/png", content);
  if (subfolder != NULL)
    soup_multipart_append_form_string (form, "subfolder", subfolder);
  fixture_send (self, soup_message_new_from_multipart (uri, form), answer);
}

GBytes *
fixture_picture (int     width,
                 int     height,
                 guint32 rgb)
{
  g_autoptr(cairo_surface_t) surface = aip_draft_pixels_new (width, height, rgb);
  g_autoptr(GError) error = NULL;
  GBytes *png = aip_draft_pixels_to_png (surface, NULL, &error);

  g_assert_no_error (error);

  return png;
}

static void
message_cb (SoupWebsocketConnection *connection,
            int                      type,
            GBytes                  *bytes,
            gpointer                 user_data)
{
  Socket *self = user_data;
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  if (type == SOUP_WEBSOCKET_DATA_BINARY)
    {
      g_autofree char *event = NULL;

      g_assert_cmpuint (size, >, 8);
      event = g_strdup_printf ("frame %u", data[3]);
      g_ptr_array_add (self->frames, g_bytes_ref (bytes));
      g_ptr_array_add (self->messages, aip_draft_json_string (event));
    }
  else
    {
      AipDraftJson *json = aip_draft_json_parse ((const char *) data, size, NULL);

      g_assert_true (aip_draft_json_is_object (json));
      g_ptr_array_add (self->messages, json);
      g_ptr_array_add (self->texts, g_strndup ((const char *) data, size));
    }
}

static void
closed_cb (SoupWebsocketConnection *connection,
           gpointer                 user_data)
{
  Socket *self = user_data;

  self->closed = TRUE;
}

Socket *
socket_open (Fixture    *fixture,
             const char *client_id,
             gboolean    flags)
{
  Socket *self = g_new0 (Socket, 1);
  g_autofree char *uri = NULL;
  g_autoptr(SoupMessage) message = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  uri = client_id != NULL
          ? g_strdup_printf ("%s/ws?clientId=%s", aip_draft_server_get_url (fixture->server),
                             client_id)
          : g_strdup_printf ("%s/ws", aip_draft_server_get_url (fixture->server));
  message = soup_message_new ("GET", uri);
  soup_session_websocket_connect_async (fixture->session, message, NULL, NULL, G_PRIORITY_DEFAULT,
                                        NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  self->connection = soup_session_websocket_connect_finish (fixture->session, result, &error);
  g_assert_no_error (error);

  soup_websocket_connection_set_max_incoming_payload_size (self->connection, 64 << 20);
  self->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) aip_draft_json_unref);
  self->frames = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->texts = g_ptr_array_new_with_free_func (g_free);
  g_signal_connect (self->connection, "message", G_CALLBACK (message_cb), self);
  g_signal_connect (self->connection, "closed", G_CALLBACK (closed_cb), self);

  if (flags)
    {
      soup_websocket_connection_send_text (self->connection,
                                           "{\"type\": \"feature_flags\", \"data\": "
                                           "{\"supports_preview_metadata\": true}}");
      test_spin_while (socket_count (self, "feature_flags") == 0);
    }
  test_spin_while (socket_count (self, "status") == 0);

  return self;
}

void
socket_close (Socket *self)
{
  if (soup_websocket_connection_get_state (self->connection) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_close (self->connection, SOUP_WEBSOCKET_CLOSE_NORMAL, NULL);
  test_spin_while (!self->closed);

  g_signal_handlers_disconnect_by_data (self->connection, self);
  g_object_unref (self->connection);
  g_ptr_array_unref (self->messages);
  g_ptr_array_unref (self->frames);
  g_ptr_array_unref (self->texts);
  g_free (self);
}

static const char *
get_type (Socket *self,
          guint   index)
{
  return json_text_at (g_ptr_array_index (self->messages, index), "type");
}

guint
socket_count (Socket     *self,
              const char *type)
{
  guint n = 0;

  for (guint i = 0; i < self->messages->len; i++)
    n += g_strcmp0 (get_type (self, i), type) == 0;

  return n;
}

AipDraftJson *
socket_last (Socket     *self,
             const char *type)
{
  for (guint i = self->messages->len; i > 0; i--)
    if (g_strcmp0 (get_type (self, i - 1), type) == 0)
      return json_at (g_ptr_array_index (self->messages, i - 1), "data");

  return NULL;
}

static gboolean
has_ended (Socket     *self,
           const char *prompt_id)
{
  for (guint i = 0; i < self->messages->len; i++)
    {
      AipDraftJson *message = g_ptr_array_index (self->messages, i);

      if (g_strcmp0 (get_type (self, i), "executing") == 0 &&
          json_text_at (message, "data/node") == NULL &&
          g_strcmp0 (json_text_at (message, "data/prompt_id"), prompt_id) == 0)
        return TRUE;
    }

  return FALSE;
}

void
socket_wait_end (Socket     *self,
                 const char *prompt_id)
{
  test_spin_while (!has_ended (self, prompt_id));
}

static void
append_number (GString      *line,
               AipDraftJson *object,
               const char   *key)
{
  aip_draft_json_write (aip_draft_json_get (object, key), line);
}

static void
append_list (GString      *line,
             AipDraftJson *list,
             const char   *separator)
{
  for (guint i = 0; i < aip_draft_json_get_length (list); i++)
    g_string_append_printf (line, "%s%s", i > 0 ? separator : "",
                            aip_draft_json_get_string (aip_draft_json_get_element (list, i)));
}

static void
append_bars (GString      *line,
             AipDraftJson *nodes)
{
  for (guint i = 0; i < aip_draft_json_get_length (nodes); i++)
    {
      AipDraftJson *node = aip_draft_json_get_element (nodes, i);

      g_string_append_printf (line, " %s=", aip_draft_json_get_key (nodes, i));
      append_number (line, node, "value");
      g_string_append_c (line, '/');
      append_number (line, node, "max");
      g_string_append_printf (line, ",%s", json_text_at (node, "state"));
    }
}

static char *
to_line (AipDraftJson *message)
{
  const char *type = json_text_at (message, "type");
  AipDraftJson *data = aip_draft_json_get (message, "data");
  GString *line = g_string_new (type);

  if (type == NULL)
    g_string_assign (line, aip_draft_json_get_string (message));
  else if (g_str_equal (type, "status"))
    {
      g_string_append_c (line, ' ');
      append_number (line, json_at (data, "status/exec_info"), "queue_remaining");
      if (aip_draft_json_get (data, "sid") != NULL)
        g_string_append (line, " sid");
    }
  else if (g_str_equal (type, "progress_state"))
    append_bars (line, aip_draft_json_get (data, "nodes"));
  else if (g_str_equal (type, "executing"))
    g_string_append_printf (line, " %s%s",
                            json_text_at (data, "node") != NULL ? json_text_at (data, "node")
                                                                : "end",
                            aip_draft_json_get (data, "prompt_id") != NULL ? "" : " again");
  else if (g_str_equal (type, "progress"))
    {
      g_string_append_printf (line, " %s ", json_text_at (data, "node"));
      append_number (line, data, "value");
      g_string_append_c (line, '/');
      append_number (line, data, "max");
    }
  else if (g_str_equal (type, "executed"))
    {
      AipDraftJson *output = aip_draft_json_get (data, "output");

      g_string_append_printf (line, " %s", json_text_at (data, "node"));
      if (!aip_draft_json_is_object (output))
        g_string_append (line, " null");
      for (guint i = 0; i < aip_draft_json_get_length (output); i++)
        g_string_append_printf (line, " %s*%u", aip_draft_json_get_key (output, i),
                                aip_draft_json_get_length (aip_draft_json_get_element (output, i)));
    }
  else if (g_str_equal (type, "execution_cached"))
    {
      g_string_append_c (line, ' ');
      append_list (line, aip_draft_json_get (data, "nodes"), " ");
    }
  else if (g_str_equal (type, "execution_error") || g_str_equal (type, "execution_interrupted"))
    {
      g_string_append_printf (line, " %s %s", json_text_at (data, "node_id"),
                              json_text_at (data, "node_type"));
      if (g_str_equal (type, "execution_error"))
        g_string_append_printf (line, " %s", json_text_at (data, "exception_type"));
      g_string_append (line, " executed=");
      append_list (line, aip_draft_json_get (data, "executed"), ",");
    }

  return g_string_free (line, FALSE);
}

GStrv
socket_to_lines (Socket *self)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->messages->len; i++)
    g_strv_builder_take (builder, to_line (g_ptr_array_index (self->messages, i)));

  return g_strv_builder_end (builder);
}

AipDraftJson *
load_json (const char *relative)
{
  g_autofree char *path = test_data_path (relative);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  AipDraftJson *json;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  json = aip_draft_json_parse (text, length, &error);
  g_assert_no_error (error);

  return json;
}

AipDraftJson *
json_at (AipDraftJson *json,
         const char   *path)
{
  g_auto(GStrv) parts = g_strsplit (path, "/", -1);

  for (guint i = 0; json != NULL && parts[i] != NULL; i++)
    json = aip_draft_json_is_array (json)
             ? aip_draft_json_get_element (json, (guint) g_ascii_strtoull (parts[i], NULL, 10))
             : aip_draft_json_get (json, parts[i]);

  return json;
}

const char *
json_text_at (AipDraftJson *json,
              const char   *path)
{
  return aip_draft_json_get_string (json_at (json, path));
}
