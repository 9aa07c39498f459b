/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "aip-comfy-json.h"
#include "aip-workflow-store.h"
#include "fixture.h"

/*
 * Every workflow that ships is accepted and run by the draft worker, as it would be posted for a
 * small shot, and makes what it says it makes.
 */

#define PICTURE "shipped.png"
#define MOVIE   "shipped.mp4"

/* A movie of a few frames, made by the worker itself. (transfer full) */
static GBytes *
make_movie (Fixture *fixture)
{
  static const char graph[] =
    "{\"l\": {\"class_type\": \"LoadImage\", \"inputs\": {\"image\": \"" PICTURE "\"}}, "
    "\"r\": {\"class_type\": \"ImageBatch\", \"inputs\": {\"image1\": [\"l\", 0], \"image2\": "
    "[\"l\", 0]}}, "
    "\"v\": {\"class_type\": \"CreateVideo\", \"inputs\": {\"images\": [\"r\", 0], \"fps\": 8}}, "
    "\"s\": {\"class_type\": \"SaveVideo\", \"inputs\": {\"video\": [\"v\", 0], "
    "\"filename_prefix\": \"source\", \"format\": \"mp4\", \"codec\": \"h264\"}}}";
  g_autofree char *id = fixture_post_prompt (fixture, graph, NULL, NULL);
  g_autoptr(AipDraftJson) entry = fixture_wait (fixture, id);
  g_autofree char *path = NULL;
  g_auto(Answer) answer = { 0 };

  g_assert_cmpstr (json_text_at (entry, "status/status_str"), ==, "success");
  path = g_strdup_printf ("/view?filename=%s&type=output",
                          json_text_at (entry, "outputs/s/images/0/filename"));
  fixture_get (fixture, path, &answer);
  g_assert_cmpuint (answer.status, ==, 200);

  return g_bytes_ref (answer.bytes);
}

static void
set_up (Fixture *fixture)
{
  g_autoptr(GBytes) picture = fixture_picture (320, 192, 0x2060a0);
  g_autoptr(GBytes) movie = NULL;
  g_auto(Answer) sent = { 0 };
  g_auto(Answer) sent_too = { 0 };

  fixture_init (fixture, &fixture_fast);
  fixture_upload (fixture, PICTURE, NULL, picture, &sent);
  g_assert_cmpuint (sent.status, ==, 200);
  movie = make_movie (fixture);
  fixture_upload (fixture, MOVIE, NULL, movie, &sent_too);
  g_assert_cmpuint (sent_too.status, ==, 200);
}

static AipWorkflowValues *
small_values (void)
{
  AipWorkflowValues *values = aip_workflow_values_new ();
  static const char *const pictures[] = {
    AIP_ROLE_INIT_IMAGE, AIP_ROLE_REFERENCE_IMAGE, AIP_ROLE_REFERENCE_IMAGE "-2",
    AIP_ROLE_FIRST_FRAME, AIP_ROLE_LAST_FRAME, AIP_ROLE_MASK, AIP_ROLE_CONTROL_IMAGE,
    AIP_ROLE_CONTROL_SOURCE,
  };

  aip_workflow_values_set_string (values, AIP_ROLE_PROMPT, "wide shot, a harbour at dawn");
  aip_workflow_values_set_uint64 (values, AIP_ROLE_SEED, 7);
  aip_workflow_values_set_string (values, AIP_ROLE_FILENAME_PREFIX, "shipped");
  aip_workflow_values_set_int (values, AIP_ROLE_WIDTH, 256);
  aip_workflow_values_set_int (values, AIP_ROLE_HEIGHT, 256);
  aip_workflow_values_set_int (values, AIP_ROLE_FRAMES, 9);
  aip_workflow_values_set_int (values, AIP_ROLE_STEPS, 4);
  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    aip_workflow_values_set_string (values, pictures[i], PICTURE);
  aip_workflow_values_set_string (values, AIP_ROLE_INIT_VIDEO, MOVIE);
  aip_workflow_values_set_string (values, AIP_ROLE_CONTROL_VIDEO, MOVIE);

  return values;
}

static void
run (Fixture     *fixture,
     AipWorkflow *workflow)
{
  g_autoptr(AipWorkflowValues) values = small_values ();
  g_autoptr(AipGraph) graph = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(AipDraftJson) entry = NULL;
  g_autofree char *text = NULL;
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  const char *file;
  gboolean is_movie = g_str_equal (aip_workflow_get_kind (workflow), "video");

  graph = aip_workflow_bind (workflow, values, NULL, &error);
  g_assert_no_error (error);
  text = aip_graph_to_text (graph);
  id = fixture_post_prompt (fixture, text, NULL, NULL);
  entry = fixture_wait (fixture, id);
  if (g_strcmp0 (json_text_at (entry, "status/status_str"), "success") != 0)
    {
      g_autofree char *said = aip_draft_json_to_text (json_at (entry, "status"));

      g_error ("%s: %s", aip_workflow_get_id (workflow), said);
    }

  path = g_strdup_printf ("outputs/%s/images/0/filename", aip_workflow_get_output_node (workflow));
  file = json_text_at (entry, path);
  if (file == NULL || !g_str_has_suffix (file, is_movie ? ".mp4" : ".png"))
    g_error ("%s makes %s", aip_workflow_get_id (workflow), file);
}

static void
test_run (void)
{
  g_auto(Fixture) fixture = { 0 };
  g_autoptr(AipWorkflowStore) store = aip_workflow_store_new ();
  guint n = g_list_model_get_n_items (G_LIST_MODEL (store));

  set_up (&fixture);
  g_assert_cmpuint (n, >=, 30);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(AipWorkflow) workflow = g_list_model_get_item (G_LIST_MODEL (store), i);

      run (&fixture, workflow);
    }
}

/* The draft worker says of itself that it has everything that ships. */
static void
test_nothing_missing (void)
{
  g_auto(Fixture) fixture = { 0 };
  g_autoptr(AipWorkflowStore) store = aip_workflow_store_new ();
  g_autoptr(JsonNode) root = NULL;
  g_autoptr(AipNodeCatalogue) catalogue = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(Answer) answer = { 0 };

  fixture_init (&fixture, &fixture_fast);
  fixture_get (&fixture, "/object_info", &answer);
  root = aip_comfy_json_parse (answer.text, -1, G_MAXSIZE, &error);
  g_assert_no_error (error);
  catalogue = aip_node_catalogue_new_from_json (root, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++)
    {
      g_autoptr(AipWorkflow) workflow = g_list_model_get_item (G_LIST_MODEL (store), i);
      g_auto(GStrv) problems = aip_workflow_check (workflow, catalogue);

      if (problems[0] != NULL)
        g_error ("%s: %s", aip_workflow_get_id (workflow), problems[0]);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/draft/shipped/run", test_run);
  g_test_add_func ("/draft/shipped/nothing-missing", test_nothing_missing);

  return g_test_run ();
}
