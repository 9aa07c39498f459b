/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "aip-error.h"
#include "test-client-support.h"

#define ID_A "0b7c5d0e-9f6a-4c6b-8f43-2a1f5c0d7e11"

#define PROGRESS(value) \
  "{\"type\": \"progress\", \"data\": {\"value\": " value ", \"max\": 8, \"prompt_id\": \"p\", " \
  "\"node\": \"3\"}}"

static const guint8 jpeg[] = { 0xff, 0xd8, 0xff, 0xe0, 0, 0, 0xff, 0xd9 };

/* Something well formed at the end of a test: when it has come, all before it has been read. */
static void
spin_until_marker (Fixture *self)
{
  test_comfy_server_send_text (self->server, NULL,
                               "{\"type\": \"executing\", \"data\": {\"node\": \"1\", "
                               "\"prompt_id\": \"marker\"}}");
  test_spin_while (!fixture_has_line (self, "marker executing 1"));
}

static void
spin_until_online_again (Fixture *self,
                         guint    n_resyncs)
{
  test_spin_while (self->n_resyncs < n_resyncs ||
                   aip_comfy_client_get_state (self->client) != AIP_COMFY_STATE_ONLINE);
}

/* A server that ends the stream without a close frame, as all of them do when they stop. */
static void
test_reconnect (Fixture       *self,
                gconstpointer  data)
{
  fixture_go_online (self);
  g_assert_cmpuint (self->n_resyncs, ==, 1);

  for (guint i = 2; i < 6; i++)
    {
      test_comfy_server_drop_sockets (self->server);
      spin_until_online_again (self, i);
      g_assert_error (aip_comfy_client_get_last_error (self->client), AIP_ERROR, AIP_ERROR_NETWORK);
      g_assert_cmpuint (test_comfy_server_get_n_sockets (self->server), ==, 1);
      g_assert_cmpuint (test_comfy_server_get_n_connects (self->server), ==, i);
      g_assert_cmpuint (fixture_count_lines (self, "state lost"), ==, i - 1);
    }

  /* Each connection says again what it can read. */
  test_spin_while (test_comfy_server_get_n_received (self->server) < 5);
}

static void
test_absent_server (Fixture       *self,
                    gconstpointer  data)
{
  test_comfy_server_stop (self->server);
  aip_comfy_client_start (self->client);
  test_spin_while (fixture_count_lines (self, "state lost") < 4);
  g_assert_error (aip_comfy_client_get_last_error (self->client), AIP_ERROR, AIP_ERROR_NETWORK);
  g_assert_nonnull (strstr (aip_comfy_client_get_last_error (self->client)->message, "127.0.0.1:"));
  g_assert_cmpuint (self->n_resyncs, ==, 0);

  test_comfy_server_start (self->server);
  spin_until_online_again (self, 1);
}

/* All that was queued is gone; the same id is used again. */
static void
test_restarted_server (Fixture       *self,
                       gconstpointer  data)
{
  g_autoptr(AipComfySubmission) submission = NULL;
  g_autoptr(AipComfyQueue) queue = NULL;
  g_autoptr(AipComfyHistory) history = NULL;
  g_autoptr(GError) error = NULL;

  fixture_go_online (self);
  test_comfy_server_hold (self->server, TEST_COMFY_POINT_RUNNING);
  submission = fixture_submit (self, ID_A, &error);
  test_spin_while (test_comfy_server_get_n_waiting (self->server, TEST_COMFY_POINT_RUNNING) == 0);

  test_comfy_server_restart (self->server);
  spin_until_online_again (self, 2);
  queue = fixture_queue (self, &error);
  g_assert_no_error (error);
  g_assert_false (aip_comfy_queue_contains (queue, ID_A));
  history = fixture_history (self, ID_A, &error);
  g_assert_no_error (error);
  g_assert_null (history);
  g_assert_cmpint (aip_comfy_client_get_queue_remaining (self->client), ==, 0);
}

/* A run whose messages were missed is told by the history after the reconnect. */
static void
test_missed_messages (Fixture       *self,
                      gconstpointer  data)
{
  g_autoptr(AipComfySubmission) submission = NULL;
  g_autoptr(AipComfyHistory) history = NULL;
  g_autoptr(GError) error = NULL;

  fixture_go_online (self);
  test_comfy_server_set_fault (self->server, TEST_COMFY_FAULT_REFUSE_SOCKET, 3);
  test_comfy_server_drop_sockets (self->server);
  submission = fixture_submit (self, ID_A, &error);
  g_assert_no_error (error);
  test_spin_while (test_comfy_server_get_n_runs (self->server, ID_A) == 0);
  spin_until_online_again (self, 2);
  g_assert_false (fixture_has_line (self, ID_A " finished"));
  history = fixture_history (self, ID_A, &error);
  g_assert_nonnull (history);
  g_assert_cmpuint (aip_comfy_history_get_outputs (history)->len, ==, 1);
}

/* The peer is there, but neither reads nor answers: only the keepalive can tell. */
static void
test_frozen_server (Fixture       *self,
                    gconstpointer  data)
{
  g_object_set (self->client, "keepalive-interval", 2u, "pong-timeout", 1u, NULL);
  fixture_go_online (self);
  test_comfy_server_freeze_sockets (self->server);
  test_spin_while (aip_comfy_client_get_state (self->client) == AIP_COMFY_STATE_ONLINE);
  g_assert_error (aip_comfy_client_get_last_error (self->client), AIP_ERROR, AIP_ERROR_TIMEOUT);
  spin_until_online_again (self, 2);

  /* `closed` of the lost one comes later and must not cost the new one. */
  g_assert_cmpuint (fixture_count_lines (self, "state lost"), ==, 1);
  g_assert_cmpuint (test_comfy_server_get_n_connects (self->server), ==, 2);
}

/* Open, answers pings, sends nothing: only /prompt tells. */
static void
test_deaf_socket (Fixture       *self,
                  gconstpointer  data)
{
  g_autoptr(AipComfySubmission) submission = NULL;
  g_autoptr(GError) error = NULL;

  g_object_set (self->client, "poll-interval", 20u, NULL);
  fixture_go_online (self);
  test_comfy_server_hold (self->server, TEST_COMFY_POINT_RUNNING);
  test_comfy_server_set_fault (self->server, TEST_COMFY_FAULT_DEAF, -1);
  submission = fixture_submit (self, ID_A, &error);
  test_spin_while (aip_comfy_client_get_state (self->client) == AIP_COMFY_STATE_ONLINE);
  g_assert_error (aip_comfy_client_get_last_error (self->client), AIP_ERROR, AIP_ERROR_NETWORK);
  g_assert_cmpint (aip_comfy_client_get_queue_remaining (self->client), ==, 1);

  test_comfy_server_set_fault (self->server, TEST_COMFY_FAULT_DEAF, 0);
  spin_until_online_again (self, 2);
  test_comfy_server_release (self->server, TEST_COMFY_POINT_RUNNING);
  test_spin_while (!fixture_has_line (self, ID_A " finished"));
}

/* Our own way into deafness would be an old socket that ends after the new one has come. */
static void
test_old_socket_ends_first (Fixture       *self,
                            gconstpointer  data)
{
  g_autoptr(AipComfySubmission) submission = NULL;
  g_autoptr(GError) error = NULL;

  fixture_go_online (self);
  for (guint i = 2; i < 8; i++)
    {
      /* A broken frame: the client ends the socket, and the server still has it. */
      test_comfy_server_send_raw (self->server, NULL, "\xff\xff\xff\xff", 4);
      spin_until_online_again (self, i);
      g_assert_cmpuint (test_comfy_server_get_n_sockets (self->server), ==, 1);
    }
  submission = fixture_submit (self, ID_A, &error);
  test_spin_while (!fixture_has_line (self, ID_A " finished"));
}

static void
test_refused_socket (Fixture       *self,
                     gconstpointer  data)
{
  test_comfy_server_set_fault (self->server, TEST_COMFY_FAULT_REFUSE_SOCKET, 2);
  aip_comfy_client_start (self->client);
  spin_until_online_again (self, 1);
  g_assert_cmpuint (fixture_count_lines (self, "state lost"), ==, 2);
}

/* A server that accepts and then says nothing is not online. */
static void
test_silent_server (Fixture       *self,
                    gconstpointer  data)
{
  g_object_set (self->client, "connect-timeout", 50u, NULL);
  test_comfy_server_hold (self->server, TEST_COMFY_POINT_GREETING);
  aip_comfy_client_start (self->client);
  test_spin_while (aip_comfy_client_get_state (self->client) != AIP_COMFY_STATE_LOST);
  g_assert_error (aip_comfy_client_get_last_error (self->client), AIP_ERROR, AIP_ERROR_TIMEOUT);
  g_assert_cmpuint (self->n_resyncs, ==, 0);
  test_comfy_server_release (self->server, TEST_COMFY_POINT_GREETING);
  spin_until_online_again (self, 1);
}

static void
test_stop_and_start (Fixture       *self,
                     gconstpointer  data)
{
  fixture_go_online (self);
  for (guint i = 2; i < 5; i++)
    {
      aip_comfy_client_stop (self->client);
      g_assert_cmpint (aip_comfy_client_get_state (self->client), ==, AIP_COMFY_STATE_STOPPED);
      g_assert_cmpint (aip_comfy_client_get_queue_remaining (self->client), ==, -1);
      aip_comfy_client_start (self->client);
      spin_until_online_again (self, i);
    }
  g_assert_cmpuint (test_comfy_server_get_n_sockets (self->server), ==, 1);
  aip_comfy_client_stop (self->client);
  test_spin_while (test_comfy_server_get_n_sockets (self->server) > 0);
  g_assert_false (fixture_has_line (self, "state lost"));
}

static void
test_retry_now (Fixture       *self,
                gconstpointer  data)
{
  g_object_set (self->client, "first-delay", 600000u, "max-delay", 600000u, NULL);
  test_comfy_server_stop (self->server);
  aip_comfy_client_start (self->client);
  test_spin_while (aip_comfy_client_get_state (self->client) != AIP_COMFY_STATE_LOST);
  g_assert_cmpint (aip_comfy_client_get_next_try (self->client), >, 0);
  test_comfy_server_start (self->server);
  aip_comfy_client_retry_now (self->client);
  spin_until_online_again (self, 1);
  g_assert_cmpint (aip_comfy_client_get_next_try (self->client), ==, 0);
}

/* The last reference may go in a handler, and while a socket is on its way. */
static void
drop_cb (AipComfyClient  *client,
         int              state,
         AipComfyClient **held)
{
  if (state == AIP_COMFY_STATE_ONLINE)
    g_clear_object (held);
}

static void
test_dropped_in_handler (Fixture       *self,
                         gconstpointer  data)
{
  AipComfyClient *client = aip_comfy_client_new (test_comfy_server_get_address (self->server));
  AipComfyClient *opening = aip_comfy_client_new (test_comfy_server_get_address (self->server));
  gpointer weak = client;
  gpointer opening_weak = opening;

  g_object_add_weak_pointer (G_OBJECT (client), &weak);
  g_object_add_weak_pointer (G_OBJECT (opening), &opening_weak);
  g_signal_connect (client, "state-changed", G_CALLBACK (drop_cb), &client);
  aip_comfy_client_start (client);
  aip_comfy_client_start (opening);
  g_object_unref (opening);
  test_spin_while (weak != NULL || opening_weak != NULL);
  test_spin_while (test_comfy_server_get_n_sockets (self->server) > 0);
}

/* Frames */

typedef struct {
  const char *name;
  const char *text;
} StrangeCase;

/* None of these means anything, and none of them may cost more than itself. */
static const StrangeCase strange[] = {
  { "empty", "" },
  { "no JSON", "hello" },
  { "half JSON", "{\"type\": \"progress\", \"data\": {\"value\"" },
  { "array", "[]" },
  { "null", "null" },
  { "no type", "{\"data\": {}}" },
  { "type number", "{\"type\": 5, \"data\": {}}" },
  { "no data", "{\"type\": \"progress\"}" },
  { "data array", "{\"type\": \"progress\", \"data\": [1, 2]}" },
  { "data null", "{\"type\": \"status\", \"data\": null}" },
  { "unknown", "{\"type\": \"crystools.monitor\", \"data\": {\"cpu\": 5}}" },
  { "value text", PROGRESS ("\"4\"") },
  { "value null", PROGRESS ("null") },
  { "value NaN", PROGRESS ("NaN") },
  { "value huge", PROGRESS ("1e999") },
  { "max zero", "{\"type\": \"progress\", \"data\": {\"value\": 1, \"max\": 0, \"prompt_id\": "
                "\"p\", \"node\": \"3\"}}" },
  { "no prompt", "{\"type\": \"progress\", \"data\": {\"value\": 1, \"max\": 2, \"node\": "
                 "\"3\"}}" },
  { "prompt array", "{\"type\": \"executing\", \"data\": {\"node\": \"3\", \"prompt_id\": [1]}}" },
  { "node only", "{\"type\": \"executing\", \"data\": {\"node\": \"3\"}}" },
  { "node object", "{\"type\": \"executing\", \"data\": {\"node\": {}, \"prompt_id\": \"p\"}}" },
  { "node missing", "{\"type\": \"executing\", \"data\": {\"prompt_id\": \"p\"}}" },
  { "status text", "{\"type\": \"status\", \"data\": {\"status\": \"x\"}}" },
  { "status negative", "{\"type\": \"status\", \"data\": {\"status\": {\"exec_info\": "
                       "{\"queue_remaining\": -1}}}}" },
  { "cached text", "{\"type\": \"execution_cached\", \"data\": {\"nodes\": \"12\", \"prompt_id\": "
                   "\"p\"}}" },
  { "state text", "{\"type\": \"progress_state\", \"data\": {\"nodes\": 1, \"prompt_id\": "
                  "\"p\"}}" },
  { "executed no node", "{\"type\": \"executed\", \"data\": {\"prompt_id\": \"p\"}}" },
  { "error no prompt", "{\"type\": \"execution_error\", \"data\": {}}" },
};

static void
test_strange_texts (Fixture       *self,
                    gconstpointer  data)
{
  g_autofree char *deep = g_strnfill (100000, '[');

  fixture_go_online (self);
  g_ptr_array_set_size (self->log, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (strange); i++)
    test_comfy_server_send_text (self->server, NULL, strange[i].text);
  test_comfy_server_send_text (self->server, NULL, deep);
  spin_until_marker (self);
  if (self->log->len != 1)
    g_error ("a strange message was taken: %s", (char *) g_ptr_array_index (self->log, 0));
  g_assert_cmpuint (self->n_resyncs, ==, 1);
}

/* What is odd but clear is understood. */
static void
test_odd_texts (Fixture       *self,
                gconstpointer  data)
{
  static const StrangeCase odd[] = {
    { "p progress 3 2.5/8", PROGRESS ("2.5") },
    { "p progress 3 8/8", PROGRESS ("12") },
    { "p progress 3 0/8", PROGRESS ("-3") },
    { "p executing 12", "{\"type\": \"executing\", \"data\": {\"node\": 12, \"prompt_id\": \"p\", "
                        "\"display_node\": Infinity}}" },
    { "status 3", "{\"type\": \"status\", \"data\": {\"status\": {\"exec_info\": "
                  "{\"queue_remaining\": 3.0}}}}" },
    { "p executed 9 0", "{\"type\": \"executed\", \"data\": {\"node\": \"9\", \"output\": null, "
                        "\"prompt_id\": \"p\"}}" },
    { "p error ", "{\"type\": \"execution_error\", \"data\": {\"prompt_id\": \"p\", "
                  "\"exception_type\": 5, \"traceback\": \"none\"}}" },
    { "p finished", "{\"type\": \"executing\", \"data\": {\"node\": null, \"prompt_id\": \"p\"}}" },
  };

  fixture_go_online (self);
  for (gsize i = 0; i < G_N_ELEMENTS (odd); i++)
    test_comfy_server_send_text (self->server, NULL, odd[i].text);
  spin_until_marker (self);
  for (gsize i = 0; i < G_N_ELEMENTS (odd); i++)
    if (!fixture_has_line (self, odd[i].name))
      g_error ("not understood: %s", odd[i].text);
}

static void
test_binary_frames (Fixture       *self,
                    gconstpointer  data)
{
  static const struct {
    const char *bytes;
    gsize       size;
  } strange_frames[] = {
    { "", 0 },
    { "\0\0\0", 3 },
    { "\0\0\0\1", 4 },
    { "\0\0\0\1\0\0\0\1", 8 },
    { "\0\0\0\1\0\0\0\1GIF89a......", 20 },
    { "\0\0\0\2\0\0\0\1\xff\xd8\xff\xe0", 12 },
    { "\0\0\0\3", 4 },
    { "\0\0\0\3\xff\xff\xff\xff", 8 },
    { "\0\0\0\3\0\0\0\7node", 12 },
    { "\0\0\0\4\0\0\0\2{}\xff\xd8\xff\xe0", 14 },
    { "\0\0\0\4\0\0\0\xff{}", 10 },
    { "\0\0\0\4\x7f\xff\xff\xff{}", 10 },
    { "\0\0\0\4\0\0\0\4[1]]\xff\xd8\xff", 15 },
    { "\0\0\0\x63wxyz", 8 },
  };
  static const char text[] = "\0\0\0\3\0\0\0\1" "2Loading\xe2\x80\xa6";
  static const char broken[] = "\0\0\0\3\0\0\0\1" "3bad\xff\xfe";
  guint8 frame[8 + sizeof jpeg] = { 0, 0, 0, 1, 0, 0, 0, 1 };

  memcpy (frame + 8, jpeg, sizeof jpeg);
  fixture_go_online (self);
  g_ptr_array_set_size (self->log, 0);

  for (gsize i = 0; i < G_N_ELEMENTS (strange_frames); i++)
    test_comfy_server_send_binary (self->server, NULL, strange_frames[i].bytes,
                                   strange_frames[i].size);
  spin_until_marker (self);
  g_assert_cmpuint (self->log->len, ==, 1);

  /* A preview without a name belongs to the last progress of this socket. */
  test_comfy_server_send_binary (self->server, NULL, frame, sizeof frame);
  test_comfy_server_send_text (self->server, NULL, PROGRESS ("1"));
  test_comfy_server_send_binary (self->server, NULL, frame, sizeof frame);
  test_comfy_server_send_binary (self->server, NULL, text, sizeof text - 1);
  test_comfy_server_send_binary (self->server, NULL, broken, sizeof broken - 1);
  test_spin_while (!fixture_has_line (self, "text 3 bad\357\277\275\357\277\275"));
  g_assert_true (fixture_has_line (self, "- preview - image/jpeg 8"));
  g_assert_true (fixture_has_line (self, "p preview 3 image/jpeg 8"));
  g_assert_true (fixture_has_line (self, "text 2 Loading…"));
}

/* The frames that the real server sent. */
static void
test_recorded_frames (Fixture       *self,
                      gconstpointer  data)
{
  static const struct {
    const char *name;
    const char *line;
  } frames[] = {
    { "comfy/frame_event1.bin", "p preview 3 image/jpeg 106026" },
    { "comfy/frame_event3.bin", "text 2 Loading…" },
    { "comfy/frame_event4.bin",
      "5836529c-9277-4d2f-8021-ceee2c29cb38 preview 2 image/jpeg 105754" },
  };

  fixture_go_online (self);
  test_comfy_server_send_text (self->server, NULL, PROGRESS ("1"));
  for (gsize i = 0; i < G_N_ELEMENTS (frames); i++)
    {
      g_autofree char *path = test_data_path (frames[i].name);
      g_autofree char *bytes = NULL;
      g_autoptr(GError) error = NULL;
      gsize size;

      g_file_get_contents (path, &bytes, &size, &error);
      g_assert_no_error (error);
      test_comfy_server_send_binary (self->server, NULL, bytes, size);
    }
  spin_until_marker (self);
  for (gsize i = 0; i < G_N_ELEMENTS (frames); i++)
    if (!fixture_has_line (self, frames[i].line))
      {
        for (guint j = 0; j < self->log->len; j++)
          g_test_message ("%s", (char *) g_ptr_array_index (self->log, j));
        g_error ("not told: %s", frames[i].line);
      }
}

/* Far over libsoup's own limit of 128 KiB, in one piece and in order with what follows. */
static void
test_large_frames (Fixture       *self,
                   gconstpointer  data)
{
  gsize size = 12 * 1024 * 1024;
  g_autofree guint8 *frame = g_malloc0 (size);
  g_autoptr(GString) nodes = g_string_new ("{\"type\": \"execution_cached\", \"data\": "
                                           "{\"prompt_id\": \"p\", \"nodes\": [\"0\"");
  static const char *const expected[] = {
    "- preview - image/jpeg 12582904", "p progress 3 1/8", "p cached 20000", "p progress 3 2/8",
    "p cached 20000", "marker executing 1",
  };

  fixture_go_online (self);
  frame[3] = 1;
  frame[7] = 1;
  memcpy (frame + 8, jpeg, 4);
  for (int i = 1; i < 20000; i++)
    g_string_append_printf (nodes, ", \"node-%060d\"", i);
  g_string_append (nodes, "]}}");
  g_assert_cmpuint (nodes->len, >, 1024 * 1024);

  test_comfy_server_send_binary (self->server, NULL, frame, size);
  test_comfy_server_send_text (self->server, NULL, PROGRESS ("1"));
  test_comfy_server_send_text (self->server, NULL, nodes->str);
  test_comfy_server_send_text (self->server, NULL, PROGRESS ("2"));
  test_comfy_server_send_text (self->server, NULL, nodes->str);
  spin_until_marker (self);

  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpstr (g_ptr_array_index (self->log, self->log->len - G_N_ELEMENTS (expected) + i),
                     ==, expected[i]);
}

typedef struct {
  const char *name;
  const char *bytes;
  gsize       size;
  gboolean    drop;      /* the stream ends after them */
  int         code;
} RawCase;

static const RawCase raw_cases[] = {
  { "too-large", "\x82\x7f\0\0\0\0\x05\0\0\0", 10, FALSE, AIP_ERROR_TOO_LARGE },
  { "negative", "\x82\x7f\xff\xff\xff\xff\xff\xff\xff\xff", 10, FALSE, -1 },
  { "garbage", "HTTP/1.1 200 OK\r\n\r\n<html><body>A proxy stepped in between and answers the open "
               "socket with a page of its own.</body></html>", 110, FALSE, -1 },
  { "masked", "\x81\x82\1\2\3\4ab", 8, FALSE, -1 },
  { "reserved", "\xf1\x02{}", 4, FALSE, -1 },
  { "opcode", "\x83\x02{}", 4, FALSE, -1 },
  { "not-utf8", "\x81\x02\xff\xfe", 4, FALSE, -1 },
  { "cut-header", "\x81\x7e", 2, TRUE, -1 },
  { "cut-body", "\x81\x7e\x10\x00{\"type\"", 11, TRUE, -1 },
  { "close", "\x88\x02\x03\xf1", 4, FALSE, -1 },
};

static void
test_raw_frames (Fixture       *self,
                 gconstpointer  data)
{
  const RawCase *c = data;

  fixture_go_online (self);
  test_comfy_server_send_raw (self->server, NULL, c->bytes, c->size);
  if (c->drop)
    test_comfy_server_drop_sockets (self->server);
  spin_until_online_again (self, 2);
  g_assert_cmpuint (fixture_count_lines (self, "state lost"), ==, 1);
  if (c->code >= 0)
    g_assert_error (aip_comfy_client_get_last_error (self->client), AIP_ERROR, c->code);
  spin_until_marker (self);
}

/* Twice, foreign, late: passed on as they are; the owner goes by prompt ids. */
static void
test_duplicates (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr(AipComfySubmission) submission = NULL;
  g_autoptr(GError) error = NULL;

  fixture_go_online (self);
  test_comfy_server_set_fault (self->server, TEST_COMFY_FAULT_RUN_TWICE, -1);
  submission = fixture_submit (self, ID_A, &error);
  test_spin_while (fixture_count_lines (self, ID_A " finished") < 2);
  test_comfy_server_set_fault (self->server, TEST_COMFY_FAULT_RUN_TWICE, 0);
  g_assert_cmpuint (fixture_count_lines (self, ID_A " started"), ==, 2);
  g_assert_cmpuint (test_comfy_server_get_n_runs (self->server, ID_A), ==, 1);
}

/* Newer servers want to hear their own secret again before they take an id over. */
static void
test_credential (Fixture       *self,
                 gconstpointer  data)
{
  guint n;

  fixture_go_online (self);
  test_comfy_server_send_text (self->server, NULL,
                               "{\"type\": \"status\", \"data\": {\"status\": {\"exec_info\": "
                               "{\"queue_remaining\": 0}}, \"sid\": \"x\", \"credential_key\": "
                               "\"k\\\"1\"}}");
  spin_until_marker (self);
  n = test_comfy_server_get_n_received (self->server);
  g_assert_cmpuint (n, ==, 1);
  test_comfy_server_drop_sockets (self->server);
  spin_until_online_again (self, 2);
  test_spin_while (test_comfy_server_get_n_received (self->server) < 3);
  g_assert_cmpstr (test_comfy_server_get_received (self->server, 1), ==,
                   "{\"type\":\"credential_auth\",\"data\":{\"credential_key\":\"k\\\"1\"}}");
  g_assert_nonnull (strstr (test_comfy_server_get_received (self->server, 2), "feature_flags"));
}

#define ADD(path, function) \
  g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/comfy/socket/reconnect", test_reconnect);
  ADD ("/comfy/socket/absent-server", test_absent_server);
  ADD ("/comfy/socket/restarted-server", test_restarted_server);
  ADD ("/comfy/socket/missed-messages", test_missed_messages);
  ADD ("/comfy/socket/frozen-server", test_frozen_server);
  ADD ("/comfy/socket/deaf-socket", test_deaf_socket);
  ADD ("/comfy/socket/old-socket-ends-first", test_old_socket_ends_first);
  ADD ("/comfy/socket/refused-socket", test_refused_socket);
  ADD ("/comfy/socket/silent-server", test_silent_server);
  ADD ("/comfy/socket/stop-and-start", test_stop_and_start);
  ADD ("/comfy/socket/retry-now", test_retry_now);
  ADD ("/comfy/socket/dropped-in-handler", test_dropped_in_handler);
  ADD ("/comfy/socket/strange-texts", test_strange_texts);
  ADD ("/comfy/socket/odd-texts", test_odd_texts);
  ADD ("/comfy/socket/binary-frames", test_binary_frames);
  ADD ("/comfy/socket/recorded-frames", test_recorded_frames);
  ADD ("/comfy/socket/large-frames", test_large_frames);
  for (gsize i = 0; i < G_N_ELEMENTS (raw_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/comfy/socket/raw/%s", raw_cases[i].name);

      g_test_add (path, Fixture, &raw_cases[i], fixture_set_up, test_raw_frames,
                  fixture_tear_down);
    }
  ADD ("/comfy/socket/duplicates", test_duplicates);
  ADD ("/comfy/socket/credential", test_credential);

  return g_test_run ();
}
