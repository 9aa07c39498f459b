/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "aip-json.h"
#include "cli-support.h"
#include "test-support.h"

static JsonObject *
find_row (JsonNode   *answer,
          const char *array,
          const char *member,
          const char *value)
{
  JsonArray *rows = aip_json_get_array (aip_json_node_object (answer), array);

  g_assert_nonnull (rows);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);

      if (g_str_equal (aip_json_get_string (row, member, ""), value))
        return row;
    }

  return NULL;
}

static void
test_inspect (void)
{
  CliRig *rig = cli_rig_new ();
  g_autofree char *file = test_data_path ("comfy/graphs/wan22-i2v.json");
  g_autofree char *control = test_data_path ("comfy/graphs/flux-controlnet.json");
  g_autofree char *nodes = test_data_path ("comfy/shipped_nodes.json");
  g_autofree char *out = NULL;
  g_autoptr(JsonNode) controlled = NULL;
  g_autoptr(JsonNode) answer = NULL;
  JsonObject *role, *place;
  int status;

  answer = cli_rig_run_json (rig, &status, "workflow", "inspect", file, "--object-info", nodes,
                             NULL);
  g_assert_cmpint (status, ==, AIP_CLI_OK);
  g_assert_cmpstr (aip_json_get_string (aip_json_node_object (answer), "format", ""), ==, "api");
  g_assert_cmpstr (aip_json_get_string (aip_json_node_object (answer), "kind", ""), ==, "video");
  g_assert_true (aip_json_get_boolean (aip_json_node_object (answer), "usable", FALSE));

  role = find_row (answer, "roles", "role", "first-frame");
  g_assert_cmpstr (aip_json_get_string (role, "state", ""), ==, "found");
  g_assert_cmpstr (aip_json_get_string (role, "value", ""), ==, "start.png");
  place = json_array_get_object_element (aip_json_get_array (role, "places"), 0);
  g_assert_cmpstr (aip_json_get_string (place, "node", ""), ==, "6");
  g_assert_cmpstr (aip_json_get_string (place, "input", ""), ==, "image");
  g_assert_cmpstr (aip_json_get_string (find_row (answer, "roles", "role", "steps"), "state", ""),
                   ==, "ambiguous");
  g_assert_nonnull (find_row (answer, "models", "file", "wan_2.1_vae.safetensors"));
  g_assert_null (find_row (answer, "trust", "class", "WanImageToVideo"));

  /* This server does not have that node. */
  controlled = cli_rig_run_json (rig, &status, "workflow", "inspect", control, "--object-info",
                                 nodes, NULL);
  g_assert_cmpint (status, ==, AIP_CLI_OK);
  g_assert_nonnull (find_row (controlled, "trust", "class", "ControlNetApplySD3"));

  g_assert_cmpint (cli_rig_run (rig, &out, NULL, "workflow", "inspect", file, NULL), ==,
                   AIP_CLI_OK);
  g_assert_nonnull (strstr (out, "? 9.steps 10.steps"));
  g_assert_nonnull (strstr (out, "--object-info"));
  cli_rig_free (rig);
}

static void
test_convert (void)
{
  CliRig *rig = cli_rig_new ();
  g_autofree char *nodes = test_data_path ("comfy/shipped_nodes.json");
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  g_autoptr(JsonNode) graph = NULL;
  g_autoptr(GError) error = NULL;
  JsonObject *node;

  cli_rig_write (rig, "mine.json",
                 "{\"nodes\": [{\"id\": 7, \"type\": \"EmptyLatentImage\", \"inputs\": [], "
                 "\"outputs\": [], \"widgets_values\": [640, 360, 2]}], \"links\": []}");

  /* The fields have no names: it is not guessed what they are. */
  g_assert_cmpint (cli_rig_run (rig, NULL, &err, "workflow", "convert", "mine.json", NULL), ==,
                   AIP_CLI_FAILED);
  g_assert_nonnull (strstr (err, "Export (API)"));

  g_assert_cmpint (cli_rig_run (rig, &out, NULL, "workflow", "convert", "mine.json",
                                "--object-info", nodes, NULL), ==, AIP_CLI_OK);
  graph = aip_json_parse (out, -1, 100000, &error);
  g_assert_no_error (error);
  node = aip_json_get_object (aip_json_node_object (graph), "7");
  g_assert_cmpstr (aip_json_get_string (node, "class_type", ""), ==, "EmptyLatentImage");
  g_assert_cmpint (aip_json_get_int (aip_json_get_object (node, "inputs"), "height", 0), ==, 360);
  cli_rig_free (rig);
}

static void
test_list (void)
{
  CliRig *rig = cli_rig_new ();
  g_autoptr(JsonNode) answer = NULL;
  JsonObject *row;
  int status;

  answer = cli_rig_run_json (rig, &status, "workflow", "list", NULL);
  g_assert_cmpint (status, ==, AIP_CLI_OK);
  row = find_row (answer, "workflows", "id", "wan22-14b-t2v");
  g_assert_cmpstr (aip_json_get_string (row, "kind", ""), ==, "video");
  g_assert_cmpuint (json_array_get_length (aip_json_get_array (row, "models")), ==, 4);
  cli_rig_free (rig);
}

static void
test_bad_input (void)
{
  static const struct {
    const char *name;
    const char *contents;    /* NULL: no file */
    int         status;
    const char *says;
  } cases[] = {
    { "gone.json", NULL, AIP_CLI_NOT_FOUND, "gone.json" },
    { "text.txt", "hello", AIP_CLI_FAILED, "JSON" },
    { "list.json", "[1, 2]", AIP_CLI_FAILED, "" },
    { "circle.json", "{\"1\": {\"class_type\": \"A\", \"inputs\": {\"x\": [\"1\", 0]}}}",
      AIP_CLI_PARTLY, "" },
    { "picture.png", "\x89PNG\r\n\x1a\n", AIP_CLI_NOT_FOUND, "carries no workflow" },
  };
  CliRig *rig = cli_rig_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *err = NULL;

      if (cases[i].contents != NULL)
        cli_rig_write (rig, cases[i].name, cases[i].contents);
      g_assert_cmpint (cli_rig_run (rig, NULL, &err, "workflow", "inspect", cases[i].name, NULL),
                       ==, cases[i].status);
      g_assert_cmpint (*err, !=, '\0');
      if (strstr (err, cases[i].says) == NULL)
        g_error ("%s: %s", cases[i].name, err);
    }

  g_assert_cmpint (cli_rig_run (rig, NULL, NULL, "workflow", "dance", NULL), ==, AIP_CLI_USAGE);
  cli_rig_free (rig);
}

/* A graph of somebody else's becomes a workflow of the project, and its shots can be frozen with it. */
static void
test_add (void)
{
  CliRig *rig = cli_rig_new ();
  g_autofree char *file = test_data_path ("comfy/graphs/sdxl-lora.json");
  g_autofree char *err = NULL;
  g_autofree char *film = cli_rig_path (rig, "film");
  g_autoptr(JsonNode) added = NULL;
  g_autoptr(JsonNode) listed = NULL;
  g_autoptr(JsonNode) frozen = NULL;
  JsonObject *graph, *node;
  const char *id;
  int status;

  g_assert_cmpint (cli_rig_run (rig, NULL, NULL, "new", film, "--name", "Film", NULL), ==, 0);
  cli_rig_write (rig, "shots.csv", "code,description\nSHT-0010,A keeper on a wet rock\n");
  g_assert_cmpint (cli_rig_run (rig, NULL, NULL, "import", "shots.csv", "--into", film, NULL), ==, 0);

  g_assert_cmpint (cli_rig_run (rig, NULL, NULL, "workflow", "add", file, NULL), ==, AIP_CLI_USAGE);
  g_assert_cmpint (cli_rig_run (rig, NULL, &err, "workflow", "add", file, "--into", film, "--bind",
                                "prompt=4.text", NULL), ==, AIP_CLI_FAILED);
  g_assert_nonnull (strstr (err, "negative side"));

  added = cli_rig_run_json (rig, &status, "workflow", "add", file, "--into", film, "--bind",
                            "width=5.width", "--name", "Poster", NULL);
  g_assert_cmpint (status, ==, AIP_CLI_OK);
  id = aip_json_get_string (aip_json_node_object (added), "id", "");
  g_assert_true (g_str_has_prefix (id, "poster-"));

  listed = cli_rig_run_json (rig, &status, "workflow", "list", "--into", film, NULL);
  g_assert_nonnull (find_row (listed, "workflows", "id", id));

  frozen = cli_rig_run_json (rig, &status, "workflow", "freeze", film, "SHT-0010", "--workflow", id,
                             NULL);
  g_assert_cmpint (status, ==, AIP_CLI_OK);
  graph = aip_json_get_object (aip_json_node_object (frozen), "graph");
  node = aip_json_get_object (graph, "3");
  g_assert_nonnull (strstr (aip_json_get_string (aip_json_get_object (node, "inputs"), "text", ""),
                            "A keeper on a wet rock"));
  node = aip_json_get_object (graph, "4");
  g_assert_cmpstr (aip_json_get_string (aip_json_get_object (node, "inputs"), "text", "?"), ==, "");

  cli_rig_free (rig);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cli/workflow/inspect", test_inspect);
  g_test_add_func ("/cli/workflow/convert", test_convert);
  g_test_add_func ("/cli/workflow/list", test_list);
  g_test_add_func ("/cli/workflow/add", test_add);
  g_test_add_func ("/cli/workflow/bad-input", test_bad_input);

  return g_test_run ();
}
