/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "fixture.h"

#define SIMPLE(id)                                                                         \
  "{\"" id "\": {\"class_type\": \"EmptyImage\", \"inputs\": {\"width\": 64, "             \
  "\"height\": 64, \"batch_size\": 1, \"color\": %d}}, \"out\": {\"class_type\": "         \
  "\"SaveImage\", \"inputs\": {\"images\": [\"" id "\", 0], \"filename_prefix\": \"simple\"}}}"

/* A whole text-to-image graph. Steps, seed, size, text. */
static const char sampler_graph[] =
  "{\"4\": {\"class_type\": \"CheckpointLoaderSimple\", \"inputs\": {\"ckpt_name\": "
  "\"sd_xl_base_1.0.safetensors\"}}, "
  "\"5\": {\"class_type\": \"EmptyLatentImage\", \"inputs\": {\"width\": %d, \"height\": %d, "
  "\"batch_size\": %d}}, "
  "\"6\": {\"class_type\": \"CLIPTextEncode\", \"inputs\": {\"text\": \"a fox\", \"clip\": [\"4\", "
  "1]}}, "
  "\"7\": {\"class_type\": \"CLIPTextEncode\", \"inputs\": {\"text\": \"blurry\", \"clip\": "
  "[\"4\", 1]}}, "
  "\"3\": {\"class_type\": \"KSampler\", \"inputs\": {\"seed\": %s, \"steps\": %d, \"cfg\": 7, "
  "\"sampler_name\": \"euler\", \"scheduler\": \"normal\", \"denoise\": 1, \"model\": [\"4\", 0], "
  "\"positive\": [\"6\", 0], \"negative\": [\"7\", 0], \"latent_image\": [\"5\", 0]}}, "
  "\"8\": {\"class_type\": \"VAEDecode\", \"inputs\": {\"samples\": [\"3\", 0], \"vae\": [\"4\", "
  "2]}}, "
  "\"9\": {\"class_type\": \"SaveImage\", \"inputs\": {\"images\": [\"8\", 0], "
  "\"filename_prefix\": \"card\"}}}";

static char *
make_sampler_graph (int         width,
                    int         height,
                    int         batch,
                    const char *seed,
                    int         steps)
{
  return g_strdup_printf (sampler_graph, width, height, batch, seed, steps);
}

/* The whole conversation, message by message, as a real server held it. */
static void
test_recorded (gconstpointer data)
{
  g_autofree char *relative = g_strdup_printf ("draft/%s.json", (const char *) data);
  g_autoptr(AipDraftJson) recorded = load_json (relative);
  g_auto(Fixture) fixture = { 0 };
  g_autoptr(Socket) socket = NULL;
  g_auto(GStrv) lines = NULL;
  AipDraftJson *expected = aip_draft_json_get (recorded, "messages");
  AipDraftJson *prepare = aip_draft_json_get (recorded, "prepare");
  AipDraftJson *prompts = aip_draft_json_get (recorded, "prompts");
  g_autoptr(GBytes) picture = fixture_picture (40, 30, 0xff8800);
  g_auto(Answer) upload = { 0 };

  fixture_init (&fixture, &fixture_fast);
  fixture_upload (&fixture, "src.png", NULL, picture, &upload);
  g_assert_cmpuint (upload.status, ==, 200);

  for (guint i = 0; i < aip_draft_json_get_length (prepare); i++)
    {
      g_autofree char *graph = aip_draft_json_to_text (aip_draft_json_get_element (prepare, i));
      g_autofree char *id = fixture_post_prompt (&fixture, graph, NULL, NULL);
      g_autoptr(AipDraftJson) entry = fixture_wait (&fixture, id);

      g_assert_nonnull (entry);
    }

  socket = socket_open (&fixture, "recorded",
                        aip_draft_json_is_truthy (aip_draft_json_get (recorded, "flags")));
  for (guint i = 0; i < aip_draft_json_get_length (prompts); i++)
    {
      g_autofree char *graph = aip_draft_json_to_text (aip_draft_json_get_element (prompts, i));
      g_autofree char *id = fixture_post_prompt (&fixture, graph, "recorded", NULL);

      socket_wait_end (socket, id);
    }

  lines = socket_to_lines (socket);
  for (guint i = 0; i < aip_draft_json_get_length (expected) && lines[i] != NULL; i++)
    g_assert_cmpstr (lines[i], ==,
                     aip_draft_json_get_string (aip_draft_json_get_element (expected, i)));
  g_assert_cmpuint (g_strv_length (lines), ==, aip_draft_json_get_length (expected));
}

static void
remove_variable (AipDraftJson *json)
{
  static const char *const names[] = { "traceback", "input_config", "prompt_id", "number" };

  for (guint i = 0; aip_draft_json_is_object (json) && i < G_N_ELEMENTS (names); i++)
    aip_draft_json_remove (json, names[i]);
  for (guint i = 0; i < aip_draft_json_get_length (json); i++)
    remove_variable (aip_draft_json_get_element (json, i));
}

/* Bad graphs get the documents that the real server gave. */
static void
test_rejected (void)
{
  g_autoptr(AipDraftJson) cases = load_json ("draft/rejected-prompts.json");
  g_auto(Fixture) fixture = { 0 };

  fixture_init (&fixture, &fixture_fast);
  g_assert_cmpuint (aip_draft_json_get_length (cases), >, 20);

  for (guint i = 0; i < aip_draft_json_get_length (cases); i++)
    {
      AipDraftJson *row = aip_draft_json_get_element (cases, i);
      AipDraftJson *body = aip_draft_json_get (row, "body");
      g_autofree char *request = aip_draft_json_to_text (aip_draft_json_get (row, "request"));
      g_auto(Answer) answer = { 0 };
      g_autofree char *got = NULL;
      g_autofree char *wanted = aip_draft_json_to_text (body);

      g_test_message ("%s", json_text_at (row, "case"));
      fixture_request (&fixture, "POST", "/prompt", request, &answer);
      g_assert_cmpuint (answer.status, ==,
                        aip_draft_json_get_int (aip_draft_json_get (row, "status"), 0));
      remove_variable (answer.json);
      got = aip_draft_json_to_text (answer.json);
      if (!aip_draft_json_equal (answer.json, body))
        g_assert_cmpstr (got, ==, wanted);
    }
}

/* Requests that a real server stumbles over get its answer, and the worker goes on working. */
static void
test_stumbles (void)
{
  static const struct { const char *path; const char *body; guint status; } rows[] = {
    { "/prompt", "", 500 },
    { "/prompt", "{", 500 },
    { "/prompt", "[1]", 400 },
    { "/prompt", "5", 500 },
    { "/prompt", "{\"prompt\": [1]}", 500 },
    { "/prompt", "{\"prompt\": {\"1\": 5}}", 500 },
    { "/prompt", "{\"prompt\": {}, \"number\": \"x\"}", 500 },
    { "/prompt", "\xff\xfe{\x00}", 500 },
    { "/queue", "{\"delete\": 5}", 500 },
    { "/queue", "", 500 },
    { "/queue", "{\"delete\": [\"nosuch\"]}", 200 },
    { "/queue", "{\"clear\": true}", 200 },
    { "/history", "{\"delete\": [\"nosuch\"]}", 200 },
    { "/interrupt", "", 200 },
    { "/interrupt", "[1]", 500 },
    { "/interrupt", "{\"prompt_id\": null}", 200 },
    { "/interrupt", "{\"prompt_id\": \"nosuch\"}", 200 },
    { "/free", "", 500 },
    { "/free", "{\"free_memory\": true}", 200 },
  };
  g_auto(Fixture) fixture = { 0 };
  g_autofree char *graph = g_strdup_printf (SIMPLE ("1"), 7);
  g_autofree char *deep = g_strnfill (100000, '[');
  g_autofree char *id = NULL;
  g_autoptr(AipDraftJson) entry = NULL;
  g_auto(Answer) deep_answer = { 0 };

  fixture_init (&fixture, &fixture_fast);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto(Answer) answer = { 0 };

      fixture_request (&fixture, "POST", rows[i].path, rows[i].body, &answer);
      g_test_message ("%s, row %u", rows[i].path, i);
      g_assert_cmpuint (answer.status, ==, rows[i].status);
      if (answer.status == 500)
        {
          g_assert_cmpstr (answer.text, ==,
                           "500 Internal Server Error\n\nServer got itself in trouble");
          g_assert_null (answer.json);
        }
    }

  fixture_request (&fixture, "POST", "/prompt", deep, &deep_answer);
  g_assert_cmpuint (deep_answer.status, ==, 500);

  id = fixture_post_prompt (&fixture, graph, NULL, NULL);
  entry = fixture_wait (&fixture, id);
  g_assert_cmpstr (json_text_at (entry, "status/status_str"), ==, "success");
}

/* The worker's own memory of a prompt: numbers unharmed, text as ASCII. */
static void
test_numbers_and_text (void)
{
  g_auto(Fixture) fixture = { 0 };
  g_autofree char *graph = make_sampler_graph (64, 64, 1, "18446744073709551615", 1);
  g_autofree char *id = NULL;
  g_autoptr(AipDraftJson) entry = NULL;
  g_auto(Answer) answer = { 0 };
  g_auto(Answer) again = { 0 };

  fixture_init (&fixture, &fixture_fast);
  id = fixture_post_prompt (&fixture, graph, NULL,
                            "\"extra_data\": {\"extra_pnginfo\": {\"shot\": "
                            "\"\\ub9ac\\ub098 \\ud83c\\udfac\"}, \"api_key_comfy_org\": \"K\"}, "
                            "\"number\": 3");
  entry = fixture_wait (&fixture, id);
  g_assert_cmpstr (aip_draft_json_get_digits (json_at (entry, "prompt/2/3/inputs/seed")), ==,
                   "18446744073709551615");
  g_assert_cmpstr (aip_draft_json_get_digits (json_at (entry, "prompt/2/3/inputs/cfg")), ==, "7.0");
  g_assert_cmpstr (aip_draft_json_get_digits (json_at (entry, "prompt/0")), ==, "3.0");
  g_assert_cmpstr (json_text_at (entry, "prompt/3/extra_pnginfo/shot"), ==, "리나 🎬");
  g_assert_null (json_at (entry, "prompt/3/api_key_comfy_org"));

  fixture_get (&fixture, "/history", &answer);
  g_assert_nonnull (strstr (answer.text, "\\ub9ac\\ub098 \\ud83c\\udfac"));
  g_assert_true (g_str_is_ascii (answer.text));

  /* Above what the input allows. */
  {
    g_autofree char *big = make_sampler_graph (64, 64, 1, "18446744073709551616", 1);
    g_autofree char *body = g_strdup_printf ("{\"prompt\": %s}", big);

    fixture_request (&fixture, "POST", "/prompt", body, &again);
    g_assert_cmpuint (again.status, ==, 400);
    g_assert_cmpstr (json_text_at (again.json, "node_errors/3/errors/0/type"), ==,
                     "value_bigger_than_max");
  }
}

/* Ids are the client's, whatever they look like. */
static void
test_prompt_ids (void)
{
  static const struct { const char *given; const char *answered; const char *escaped; } rows[] = {
    { "\"11111111-2222-4333-8444-555555555555\"", "11111111-2222-4333-8444-555555555555",
      "11111111-2222-4333-8444-555555555555" },
    { "\"my job 17\"", "my job 17", "my%20job%2017" },
    { "42", "42", "42" },
    { "null", "None", "None" },
  };
  g_auto(Fixture) fixture = { 0 };

  fixture_init (&fixture, &fixture_fast);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *graph = g_strdup_printf (SIMPLE ("1"), (int) i);
      g_autofree char *rest = g_strdup_printf ("\"prompt_id\": %s", rows[i].given);
      g_autofree char *id = fixture_post_prompt (&fixture, graph, "somebody", rest);
      g_autofree char *path = g_strdup_printf ("/history/%s", rows[i].escaped);
      gboolean found = FALSE;

      g_assert_cmpstr (id, ==, rows[i].answered);
      while (!found)
        {
          g_auto(Answer) answer = { 0 };

          fixture_get (&fixture, path, &answer);
          found = aip_draft_json_get (answer.json, id) != NULL;
        }
    }
}

/* A slow prompt, so that others have to wait behind it. */
static char *
post_slow (Fixture    *fixture,
           const char *client_id)
{
  g_autofree char *graph = make_sampler_graph (64, 64, 1, "1", 10000);

  return fixture_post_prompt (fixture, graph, client_id, NULL);
}

static void
check_heap (Fixture    *fixture,
            const char *order)
{
  g_auto(Answer) answer = { 0 };
  g_autoptr(GString) got = g_string_new (NULL);
  AipDraftJson *pending;

  fixture_get (fixture, "/queue", &answer);
  pending = aip_draft_json_get (answer.json, "queue_pending");
  for (guint i = 0; i < aip_draft_json_get_length (pending); i++)
    g_string_append_printf (got, "%s%s", i > 0 ? " " : "",
                            json_text_at (aip_draft_json_get_element (pending, i), "1"));
  g_assert_cmpstr (got->str, ==, order);
}

/* The submissions that were tried on a real server; shown as a heap, run in order. */
static void
test_queue_order (void)
{
  static const struct { const char *id; const char *rest; } rows[] = {
    { "a", NULL },
    { "b", NULL },
    { "front1", "\"front\": true" },
    { "front2", "\"front\": true" },
    { "num3", "\"number\": 3" },
    { "num-1000", "\"number\": -1000" },
    { "e", NULL },
  };
  AipDraftOptions slow = fixture_fast;
  g_auto(Fixture) fixture = { 0 };
  g_autoptr(Socket) socket = NULL;
  g_autofree char *running = NULL;
  g_autoptr(GString) order = g_string_new (NULL);
  g_auto(Answer) deleted = { 0 };
  g_auto(Answer) interrupted = { 0 };
  const char *last = "e";

  slow.step_ms = 20;
  slow.speed = 1;
  fixture_init (&fixture, &slow);
  socket = socket_open (&fixture, "q", FALSE);

  /* Rejected ones count too, so that "number 3" comes before the ones that follow. */
  for (guint i = 0; i < 10; i++)
    {
      g_auto(Answer) rejected = { 0 };

      fixture_request (&fixture, "POST", "/prompt", "{\"prompt\": {}}", &rejected);
      g_assert_cmpuint (rejected.status, ==, 400);
    }
  running = post_slow (&fixture, "q");
  test_spin_while (socket_count (socket, "progress") == 0);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *graph = g_strdup_printf (SIMPLE ("1"), (int) i);
      g_autofree char *rest = g_strdup_printf ("\"prompt_id\": \"%s\"%s%s", rows[i].id,
                                               rows[i].rest != NULL ? ", " : "",
                                               rows[i].rest != NULL ? rows[i].rest : "");
      g_autofree char *id = fixture_post_prompt (&fixture, graph, "q", rest);

      g_assert_cmpstr (id, ==, rows[i].id);
    }
  /* As heapq left it. */
  check_heap (&fixture, "num-1000 front1 front2 b num3 a e");

  fixture_request (&fixture, "POST", "/queue", "{\"delete\": [\"b\", \"nosuch\"]}", &deleted);
  check_heap (&fixture, "num-1000 front1 front2 num3 a e");
  g_assert_cmpint (aip_draft_json_get_int (json_at (socket_last (socket, "status"),
                                                    "status/exec_info/queue_remaining"), -1),
                   ==, 7);

  fixture_request (&fixture, "POST", "/interrupt", "{}", &interrupted);
  socket_wait_end (socket, last);

  for (guint i = 0; i < socket->messages->len; i++)
    {
      AipDraftJson *message = g_ptr_array_index (socket->messages, i);

      if (g_strcmp0 (json_text_at (message, "type"), "execution_start") == 0 &&
          g_strcmp0 (json_text_at (message, "data/prompt_id"), running) != 0)
        g_string_append_printf (order, " %s", json_text_at (message, "data/prompt_id"));
    }
  g_assert_cmpstr (order->str, ==, " num-1000 front2 front1 num3 a e");
}

static void
test_interrupt (void)
{
  AipDraftOptions slow = fixture_fast;
  g_auto(Fixture) fixture = { 0 };
  g_autoptr(Socket) socket = NULL;
  g_autofree char *id = NULL;
  g_autofree char *next = NULL;
  g_autofree char *graph = NULL;
  g_autoptr(AipDraftJson) entry = NULL;
  g_auto(GStrv) lines = NULL;
  g_auto(Answer) other = { 0 };
  g_auto(Answer) answer = { 0 };
  AipDraftJson *data;
  guint n;

  slow.speed = 1;
  slow.step_ms = 15;
  fixture_init (&fixture, &slow);
  socket = socket_open (&fixture, "i", FALSE);
  id = post_slow (&fixture, "i");
  test_spin_while (socket_count (socket, "progress") < 3);

  /* Somebody else's id does nothing. */
  fixture_request (&fixture, "POST", "/interrupt", "{\"prompt_id\": \"other\"}", &other);
  n = socket_count (socket, "progress");
  test_spin_while (socket_count (socket, "progress") < n + 3);

  {
    g_autofree char *body = g_strdup_printf ("{\"prompt_id\": \"%s\"}", id);

    fixture_request (&fixture, "POST", "/interrupt", body, &answer);
  }
  socket_wait_end (socket, id);
  lines = socket_to_lines (socket);
  n = g_strv_length (lines);
  g_assert_cmpstr (lines[n - 3], ==, "execution_interrupted 3 KSampler executed=4,5,7,6");
  g_assert_cmpstr (lines[n - 2], ==, "status 0");
  g_assert_cmpstr (lines[n - 1], ==, "executing end");

  entry = fixture_wait (&fixture, id);
  g_assert_cmpstr (json_text_at (entry, "status/status_str"), ==, "error");
  g_assert_false (aip_draft_json_is_truthy (json_at (entry, "status/completed")));
  g_assert_cmpstr (json_text_at (entry, "status/messages/2/0"), ==, "execution_interrupted");
  g_assert_cmpuint (aip_draft_json_get_length (json_at (entry, "outputs")), ==, 0);

  /* Interrupting an idle server has no effect on what comes later. */
  {
    g_auto(Answer) idle = { 0 };

    fixture_request (&fixture, "POST", "/interrupt", NULL, &idle);
    g_assert_cmpuint (idle.status, ==, 200);
  }
  graph = make_sampler_graph (64, 64, 1, "2", 2);
  next = fixture_post_prompt (&fixture, graph, "i", NULL);
  socket_wait_end (socket, next);
  data = socket_last (socket, "execution_success");
  g_assert_cmpstr (json_text_at (data, "prompt_id"), ==, next);
  /* What was done before the interrupt is still there. */
  data = socket_last (socket, "execution_cached");
  g_assert_cmpuint (aip_draft_json_get_length (json_at (data, "nodes")), ==, 4);
}

/* Deleting what waits is silent: a status, no other message, nothing in the history. */
static void
test_delete_pending (void)
{
  AipDraftOptions slow = fixture_fast;
  g_auto(Fixture) fixture = { 0 };
  g_autoptr(Socket) socket = NULL;
  g_autofree char *running = NULL;
  g_autofree char *waiting = NULL;
  g_autofree char *body = NULL;
  g_autofree char *path = NULL;
  g_autofree char *graph = g_strdup_printf (SIMPLE ("1"), 1);
  g_auto(Answer) answer = { 0 };
  g_auto(Answer) history = { 0 };
  g_auto(Answer) interrupted = { 0 };

  slow.speed = 1;
  slow.step_ms = 15;
  fixture_init (&fixture, &slow);
  socket = socket_open (&fixture, "d", FALSE);
  running = post_slow (&fixture, "d");
  waiting = fixture_post_prompt (&fixture, graph, "d", NULL);
  body = g_strdup_printf ("{\"delete\": [\"%s\", \"%s\"]}", waiting, running);
  fixture_request (&fixture, "POST", "/queue", body, &answer);
  g_assert_cmpuint (answer.status, ==, 200);

  /* The running one was not touched. */
  fixture_request (&fixture, "POST", "/interrupt", NULL, &interrupted);
  socket_wait_end (socket, running);
  for (guint i = 0; i < socket->texts->len; i++)
    g_assert_null (strstr (g_ptr_array_index (socket->texts, i), waiting));
  path = g_strdup_printf ("/history/%s", waiting);
  fixture_get (&fixture, path, &history);
  g_assert_cmpstr (history.text, ==, "{}");
}

static void
test_addressing (void)
{
  g_auto(Fixture) fixture = { 0 };
  g_autoptr(Socket) mine = NULL;
  g_autoptr(Socket) other = NULL;
  g_autoptr(Socket) newest = NULL;
  g_autofree char *graph = make_sampler_graph (64, 64, 1, "3", 3);
  g_autofree char *other_graph = make_sampler_graph (64, 64, 1, "4", 3);
  g_autofree char *third_graph = make_sampler_graph (64, 64, 1, "5", 3);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  g_autoptr(AipDraftJson) entry = NULL;
  guint heard;

  fixture_init (&fixture, &fixture_fast);
  mine = socket_open (&fixture, "mine", TRUE);
  other = socket_open (&fixture, NULL, FALSE);
  g_assert_cmpuint (strlen (json_text_at (socket_last (other, "status"), "sid")), ==, 32);

  /* A bystander hears only how long the queue is. */
  first = fixture_post_prompt (&fixture, graph, "mine", NULL);
  socket_wait_end (mine, first);
  test_spin_while (socket_count (other, "status") < 4);
  g_assert_cmpuint (other->messages->len, ==, socket_count (other, "status"));
  g_assert_cmpuint (mine->frames->len, ==, 3);

  /* Nobody's prompt: its progress and its plain previews go to everybody. */
  second = fixture_post_prompt (&fixture, other_graph, NULL, NULL);
  entry = fixture_wait (&fixture, second);
  test_spin_while (socket_count (other, "status") < 7);
  g_assert_cmpuint (socket_count (other, "progress"), ==, 3);
  g_assert_cmpuint (socket_count (other, "executing"), ==, 0);
  g_assert_cmpuint (other->frames->len, ==, 3);
  g_assert_cmpuint (((const guint8 *) g_bytes_get_data (other->frames->pdata[0], NULL))[3], ==, 1);

  /* Of two sockets with one id the newer one gets everything. */
  newest = socket_open (&fixture, "mine", FALSE);
  heard = mine->messages->len;
  third = fixture_post_prompt (&fixture, third_graph, "mine", NULL);
  socket_wait_end (newest, third);
  g_assert_cmpuint (mine->messages->len, ==, heard);

  /* And when the older one goes, this server still knows the newer one. */
  socket_close (g_steal_pointer (&mine));
  {
    g_autofree char *simple = g_strdup_printf (SIMPLE ("1"), 9);
    g_autofree char *fourth = fixture_post_prompt (&fixture, simple, "mine", NULL);

    socket_wait_end (newest, fourth);
  }
}

/* With --quirks the newer socket goes deaf, as on 0.3.64. */
static void
test_deaf_quirk (void)
{
  AipDraftOptions quirky = fixture_fast;
  g_auto(Fixture) fixture = { 0 };
  g_autoptr(Socket) older = NULL;
  g_autoptr(Socket) newer = NULL;
  g_autoptr(AipDraftJson) entry = NULL;
  g_autofree char *graph = g_strdup_printf (SIMPLE ("1"), 9);
  g_autofree char *id = NULL;

  quirky.quirks = TRUE;
  fixture_init (&fixture, &quirky);
  older = socket_open (&fixture, "same", FALSE);
  newer = socket_open (&fixture, "same", FALSE);
  socket_close (g_steal_pointer (&older));

  id = fixture_post_prompt (&fixture, graph, "same", NULL);
  entry = fixture_wait (&fixture, id);
  g_assert_cmpuint (newer->messages->len, ==, 1);
}

/* Who comes back in the middle is told which node runs, and hears the rest. */
static void
test_reconnect (void)
{
  AipDraftOptions slow = fixture_fast;
  g_auto(Fixture) fixture = { 0 };
  g_autoptr(Socket) before = NULL;
  g_autoptr(Socket) after = NULL;
  g_autofree char *id = NULL;
  g_auto(GStrv) lines = NULL;
  g_auto(Answer) answer = { 0 };

  slow.speed = 1;
  slow.step_ms = 15;
  fixture_init (&fixture, &slow);
  before = socket_open (&fixture, "back", FALSE);
  id = post_slow (&fixture, "back");
  test_spin_while (socket_count (before, "progress") < 2);
  socket_close (g_steal_pointer (&before));

  after = socket_open (&fixture, "back", FALSE);
  test_spin_while (socket_count (after, "progress") < 2);
  fixture_request (&fixture, "POST", "/interrupt", NULL, &answer);
  socket_wait_end (after, id);
  lines = socket_to_lines (after);
  g_assert_cmpstr (lines[0], ==, "status 1 sid");
  g_assert_cmpstr (lines[1], ==, "executing 3 again");
}

/* Feature flags count only in the first JSON object. */
static void
test_flags_come_first (void)
{
  g_auto(Fixture) fixture = { 0 };
  g_autoptr(Socket) socket = NULL;
  g_autofree char *graph = make_sampler_graph (64, 64, 1, "3", 1);
  g_autofree char *id = NULL;

  fixture_init (&fixture, &fixture_fast);
  socket = socket_open (&fixture, "late", FALSE);
  soup_websocket_connection_send_text (socket->connection, "no json");
  soup_websocket_connection_send_text (socket->connection, "[1]");
  soup_websocket_connection_send_text (socket->connection, "{\"type\": \"hello\"}");
  soup_websocket_connection_send_text (socket->connection,
                                       "{\"type\": \"feature_flags\", \"data\": "
                                       "{\"supports_preview_metadata\": true}}");
  id = fixture_post_prompt (&fixture, graph, "late", NULL);
  socket_wait_end (socket, id);
  g_assert_cmpuint (socket_count (socket, "feature_flags"), ==, 0);
  g_assert_cmpuint (((const guint8 *) g_bytes_get_data (socket->frames->pdata[0], NULL))[3], ==, 1);
}

static void
test_out_of_memory (void)
{
  AipDraftOptions small = fixture_fast;
  g_auto(Fixture) fixture = { 0 };
  g_autoptr(Socket) socket = NULL;
  g_autofree char *big = make_sampler_graph (1536, 1024, 4, "1", 2);
  g_autofree char *little = make_sampler_graph (512, 512, 1, "1", 2);
  g_autofree char *id = NULL;
  g_autofree char *next = NULL;
  g_autoptr(AipDraftJson) entry = NULL;
  AipDraftJson *error;
  static const char *const members[] = {
    "prompt_id", "node_id", "node_type", "executed", "exception_message", "exception_type",
    "traceback", "current_inputs", "current_outputs", "timestamp",
  };

  small.vram_gb = 8;
  fixture_init (&fixture, &small);
  socket = socket_open (&fixture, "m", FALSE);
  id = fixture_post_prompt (&fixture, big, "m", NULL);
  socket_wait_end (socket, id);

  error = socket_last (socket, "execution_error");
  g_assert_nonnull (error);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    g_assert_cmpstr (aip_draft_json_get_key (error, i), ==, members[i]);
  g_assert_cmpstr (json_text_at (error, "exception_type"), ==, "torch.OutOfMemoryError");
  g_assert_true (g_str_has_prefix (json_text_at (error, "exception_message"),
                                   "CUDA out of memory. Tried to allocate "));
  g_assert_nonnull (strstr (json_text_at (error, "exception_message"),
                            "This error means you ran out of memory on your GPU."));
  entry = fixture_wait (&fixture, id);
  g_assert_cmpstr (json_text_at (entry, "status/messages/2/0"), ==, "execution_error");

  /* The server survives. */
  next = fixture_post_prompt (&fixture, little, "m", NULL);
  socket_wait_end (socket, next);
  g_assert_cmpstr (json_text_at (socket_last (socket, "execution_success"), "prompt_id"), ==, next);
}

/* /free drops the cache, another prompt in between drops what it does not contain. */
static void
test_cache (void)
{
  g_auto(Fixture) fixture = { 0 };
  g_autoptr(Socket) socket = NULL;
  g_autofree char *graph = make_sampler_graph (64, 64, 1, "3", 1);
  g_autofree char *changed = make_sampler_graph (64, 64, 1, "4", 1);
  g_autofree char *foreign = g_strdup_printf (SIMPLE ("x"), 1);
  const struct { const char *graph; gboolean free_first; guint n_cached; } runs[] = {
    { graph, FALSE, 0 }, { graph, FALSE, 7 },   { changed, FALSE, 4 },
    { graph, FALSE, 4 }, { foreign, FALSE, 0 }, { graph, FALSE, 0 },
    { graph, TRUE, 0 },
  };

  fixture_init (&fixture, &fixture_fast);
  socket = socket_open (&fixture, "c", FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (runs); i++)
    {
      g_autofree char *id = NULL;
      AipDraftJson *data;

      if (runs[i].free_first)
        {
          g_auto(Answer) answer = { 0 };

          fixture_request (&fixture, "POST", "/free", "{\"free_memory\": true}", &answer);
        }
      id = fixture_post_prompt (&fixture, runs[i].graph, "c", NULL);
      socket_wait_end (socket, id);
      data = socket_last (socket, "execution_cached");
      g_test_message ("run %u", i);
      g_assert_cmpuint (aip_draft_json_get_length (json_at (data, "nodes")), ==, runs[i].n_cached);
    }
}

/* A value where a link belongs passes validation; the node then fails, not the worker. */
static void
test_wrong_kinds (void)
{
  static const char *const graphs[] = {
    "{\"1\": {\"class_type\": \"SaveImage\", \"inputs\": {\"images\": 5, \"filename_prefix\": "
    "\"x\"}}}",
    "{\"1\": {\"class_type\": \"EmptyLatentImage\", \"inputs\": {\"width\": 64, \"height\": 64, "
    "\"batch_size\": 1}}, \"2\": {\"class_type\": \"VAEDecode\", \"inputs\": {\"samples\": "
    "[\"1\", 0], \"vae\": \"none\"}}, \"3\": {\"class_type\": \"PreviewImage\", \"inputs\": "
    "{\"images\": [\"2\", 0]}}}",
    "{\"1\": {\"class_type\": \"EmptyImage\", \"inputs\": {\"width\": 16384, \"height\": 16384, "
    "\"batch_size\": 4096, \"color\": 0}}, \"2\": {\"class_type\": \"PreviewImage\", \"inputs\": "
    "{\"images\": [\"1\", 0]}}}",
    "{\"1\": {\"class_type\": \"EmptyImage\", \"inputs\": {\"width\": 16, \"height\": 16, "
    "\"batch_size\": 1, \"color\": 0}}, \"2\": {\"class_type\": \"SaveImage\", \"inputs\": "
    "{\"images\": [\"1\", 0], \"filename_prefix\": \"../../escape\"}}}",
    "{\"1\": {\"class_type\": \"EmptyImage\", \"inputs\": {\"width\": 16, \"height\": 16, "
    "\"batch_size\": 1, \"color\": 0}}, \"2\": {\"class_type\": \"SaveImage\", \"inputs\": "
    "{\"images\": [\"1\", 0], \"filename_prefix\": \"/tmp/escape\"}}}",
  };
  g_auto(Fixture) fixture = { 0 };

  fixture_init (&fixture, &fixture_fast);
  for (guint i = 0; i < G_N_ELEMENTS (graphs); i++)
    {
      g_autofree char *id = fixture_post_prompt (&fixture, graphs[i], NULL, NULL);
      g_autoptr(AipDraftJson) entry = fixture_wait (&fixture, id);

      g_assert_cmpstr (json_text_at (entry, "status/messages/2/0"), ==, "execution_error");
    }
}

int
main (int   argc,
      char *argv[])
{
  static const char *const recorded[] = {
    "scale-and-save", "load-and-invert", "preview", "ksampler-plain-frames", "flux-text-to-image",
    "missing-model",
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (recorded); i++)
    {
      g_autofree char *path = g_strdup_printf ("/draft/recorded/%s", recorded[i]);

      g_test_add_data_func (path, recorded[i], test_recorded);
    }
  g_test_add_func ("/draft/prompt/rejected", test_rejected);
  g_test_add_func ("/draft/prompt/stumbles", test_stumbles);
  g_test_add_func ("/draft/prompt/numbers-and-text", test_numbers_and_text);
  g_test_add_func ("/draft/prompt/ids", test_prompt_ids);
  g_test_add_func ("/draft/prompt/wrong-kinds", test_wrong_kinds);
  g_test_add_func ("/draft/queue/order", test_queue_order);
  g_test_add_func ("/draft/queue/interrupt", test_interrupt);
  g_test_add_func ("/draft/queue/delete-pending", test_delete_pending);
  g_test_add_func ("/draft/queue/cache", test_cache);
  g_test_add_func ("/draft/queue/out-of-memory", test_out_of_memory);
  g_test_add_func ("/draft/socket/addressing", test_addressing);
  g_test_add_func ("/draft/socket/deaf-quirk", test_deaf_quirk);
  g_test_add_func ("/draft/socket/reconnect", test_reconnect);
  g_test_add_func ("/draft/socket/flags-come-first", test_flags_come_first);

  return g_test_run ();
}
