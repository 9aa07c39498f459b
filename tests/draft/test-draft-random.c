/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "fixture.h"

/* Graphs that somebody broke, by the thousand: the worker answers each of them and goes on. */

#define ROUNDS 600

static const char *const seeds[] = {
  "draft/flux-text-to-image.json", "draft/scale-and-save.json", "draft/ksampler-plain-frames.json",
  "draft/missing-model.json",
};

static const char *const values[] = {
  "null", "true", "-1", "0", "18446744073709551615", "1e300", "\"\"", "\"../../x\"", "[]", "{}",
  "[\"1\", 0]", "[\"2\", 0]", "[\"3\", -1]", "[\"11\", 0]", "[\"12\", 1]", "[\"13\", 99]", "[1, 0]",
  "64", "100", "2", "\"euler\"", "\"fox, night, close-up\"", "\"KSampler\"", "\"SaveImage\"",
  "{\"__value__\": [1]}", "4096", "\"4096\"", "0.5", "\"\\ud800\"",
};

/* Changes or takes away one member. */
static void
mutate_member (AipDraftJson *object,
               GRand        *random)
{
  const char *text = values[g_rand_int_range (random, 0, G_N_ELEMENTS (values))];
  g_autofree char *key = NULL;

  if (!aip_draft_json_is_object (object) || aip_draft_json_get_length (object) == 0)
    return;

  key = g_strdup (aip_draft_json_get_key (
    object, (guint) g_rand_int_range (random, 0, (gint32) aip_draft_json_get_length (object))));
  if (g_rand_int_range (random, 0, 6) == 0)
    aip_draft_json_remove (object, key);
  else
    aip_draft_json_set (object, key, aip_draft_json_parse (text, strlen (text), NULL));
}

/* Mostly values of inputs, so that many graphs get as far as being run. */
static void
mutate (AipDraftJson *graph,
        GRand        *random)
{
  guint n_nodes = aip_draft_json_get_length (graph);
  AipDraftJson *node;

  if (n_nodes == 0)
    return;
  node = aip_draft_json_get_element (graph, (guint) g_rand_int_range (random, 0, (gint32) n_nodes));
  switch (g_rand_int_range (random, 0, 25))
    {
    case 0:
      mutate_member (graph, random);
      break;
    case 1:
      mutate_member (node, random);
      break;
    default:
      mutate_member (aip_draft_json_get (node, "inputs"), random);
      break;
    }
}

static void
test_broken_graphs (void)
{
  AipDraftOptions options = { .vram_gb = 24, .speed = 1, .instant = TRUE };
  g_auto(Fixture) fixture = { 0 };
  g_autoptr(GRand) random = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  g_autofree char *id = NULL;
  g_autoptr(AipDraftJson) entry = NULL;
  guint n_queued = 0;

  fixture_init (&fixture, &options);
  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr(AipDraftJson) recorded = load_json (seeds[i % G_N_ELEMENTS (seeds)]);
      AipDraftJson *graph = json_at (recorded, "prompts/0");
      g_autofree char *text = NULL;
      g_autofree char *body = NULL;
      g_auto(Answer) answer = { 0 };

      for (int k = g_rand_int_range (random, 1, 4); k > 0; k--)
        mutate (graph, random);
      text = aip_draft_json_to_text (graph);
      body = g_strdup_printf ("{\"prompt\": %s}", text);

      /* Now and then something that is not even JSON. */
      if (g_rand_int_range (random, 0, 30) == 0)
        body[g_rand_int_range (random, 0, (gint32) strlen (body))] =
          (char) g_rand_int_range (random, 1, 256);

      fixture_request (&fixture, "POST", "/prompt", body, &answer);
      if (answer.status != 200 && answer.status != 400 && answer.status != 500)
        g_error ("%u for %s", answer.status, body);
      n_queued += answer.status == 200;
    }
  g_assert_cmpuint (n_queued, >, ROUNDS / 20);

  for (gint64 remaining = 1; remaining > 0;)
    {
      g_auto(Answer) answer = { 0 };

      fixture_get (&fixture, "/prompt", &answer);
      remaining = aip_draft_json_get_int (json_at (answer.json, "exec_info/queue_remaining"), -1);
      g_assert_cmpint (remaining, >=, 0);
    }

  id = fixture_post_prompt (&fixture,
                            "{\"1\": {\"class_type\": \"EmptyImage\", \"inputs\": {\"width\": 16, "
                            "\"height\": 16, \"batch_size\": 1, \"color\": 0}}, \"2\": "
                            "{\"class_type\": \"PreviewImage\", \"inputs\": {\"images\": [\"1\", "
                            "0]}}}", NULL, NULL);
  entry = fixture_wait (&fixture, id);
  g_assert_cmpstr (json_text_at (entry, "status/status_str"), ==, "success");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/draft/random/broken-graphs", test_broken_graphs);

  return g_test_run ();
}
