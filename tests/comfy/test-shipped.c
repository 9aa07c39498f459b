/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "aip-comfy-json.h"
#include "aip-error.h"
#include "aip-workflow-store.h"
#include "test-support.h"

/* Strange characters, and the largest numbers. */
static AipWorkflowValues *
rich_values (void)
{
  AipWorkflowValues *values = aip_workflow_values_new ();

  aip_workflow_values_set_string (values, AIP_ROLE_PROMPT,
                                  "A keeper says “it’s {late}”, \"very\".\n등대지기 🗼 \\o/");
  aip_workflow_values_set_string (values, AIP_ROLE_NEGATIVE, "text, (watermark:1.2)");
  aip_workflow_values_set_uint64 (values, AIP_ROLE_SEED, G_MAXUINT64 - 1);
  aip_workflow_values_set_string (values, AIP_ROLE_FILENAME_PREFIX, "LIGHT_SHT-0010_v003");
  aip_workflow_values_set_int (values, AIP_ROLE_WIDTH, 1920);
  aip_workflow_values_set_int (values, AIP_ROLE_HEIGHT, 1080);
  aip_workflow_values_set_int (values, AIP_ROLE_FRAMES, 60);
  aip_workflow_values_set_int (values, AIP_ROLE_STEPS, 12);
  aip_workflow_values_set_double (values, AIP_ROLE_GUIDANCE, 4.25);
  aip_workflow_values_set_string (values, AIP_ROLE_INIT_IMAGE, "aipipeline/a1.png");
  aip_workflow_values_set_string (values, AIP_ROLE_REFERENCE_IMAGE, "aipipeline/b2.png");
  aip_workflow_values_set_string (values, AIP_ROLE_FIRST_FRAME, "aipipeline/c3.png");
  aip_workflow_values_set_string (values, AIP_ROLE_LAST_FRAME, "aipipeline/d4.webp");
  aip_workflow_values_set_string (values, AIP_ROLE_MASK, "aipipeline/e5.png");
  aip_workflow_values_set_string (values, AIP_ROLE_CONTROL_IMAGE, "aipipeline/f6.png");
  aip_workflow_values_set_string (values, AIP_ROLE_CONTROL_SOURCE, "aipipeline/f7.png");
  aip_workflow_values_set_string (values, AIP_ROLE_CONTROL_VIDEO, "aipipeline/08.mp4");
  aip_workflow_values_set_string (values, AIP_ROLE_INIT_VIDEO, "aipipeline/09.mp4");
  aip_workflow_values_set_string (values, AIP_ROLE_REFERENCE_IMAGE "-2", "aipipeline/b3.png");
  aip_workflow_values_set_double (values, AIP_ROLE_CONTROL_STRENGTH, 0.5);
  aip_workflow_values_set_int (values, AIP_ROLE_PAD_LEFT, 256);
  aip_workflow_values_set_int (values, AIP_ROLE_PAD_RIGHT, 0);
  aip_workflow_values_set_double (values, AIP_ROLE_FPS, 48);

  return values;
}

/* All that ship can be read and used. */
static void
test_shipped (void)
{
  g_autoptr(AipWorkflowStore) store = aip_workflow_store_new ();
  guint n = g_list_model_get_n_items (G_LIST_MODEL (store));

  for (guint i = 0; aip_workflow_store_get_problems (store)[i] != NULL; i++)
    g_error ("%s", aip_workflow_store_get_problems (store)[i]);
  g_assert_cmpuint (n, >=, 10);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(AipWorkflow) workflow = g_list_model_get_item (G_LIST_MODEL (store), i);
      g_autoptr(AipWorkflowValues) values = rich_values ();
      g_autoptr(AipGraph) graph = NULL;
      g_autoptr(GError) error = NULL;

      graph = aip_workflow_bind (workflow, values, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (aip_workflow_estimate_vram (workflow, 1280, 720, 1), >, 0);
    }
}

/* What is posted for a shot that says much. The graphs were looked at on a
 * real server before they became the expected ones. */
static void
test_golden (void)
{
  g_autoptr(AipWorkflowStore) store = aip_workflow_store_new ();

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++)
    {
      g_autoptr(AipWorkflow) workflow = g_list_model_get_item (G_LIST_MODEL (store), i);
      g_autofree char *name = g_strdup_printf ("comfy/golden/%s.json",
                                               aip_workflow_get_id (workflow));
      g_autofree char *path = test_data_path (name);
      g_autoptr(AipWorkflowValues) values = rich_values ();
      g_autoptr(AipGraph) expected = NULL;
      g_autoptr(AipGraph) graph = NULL;
      g_autoptr(GError) error = NULL;
      g_autofree char *text = NULL;

      graph = aip_workflow_bind (workflow, values, NULL, &error);
      g_assert_no_error (error);

      if (!g_file_get_contents (path, &text, NULL, &error))
        g_error ("%s has no expected graph: %s", aip_workflow_get_id (workflow), error->message);
      expected = aip_graph_parse (text, -1, &error);
      g_assert_no_error (error);
      if (!aip_graph_equal (graph, expected))
        {
          g_autofree char *posted = aip_graph_to_text (graph);

          g_error ("%s would post %s", aip_workflow_get_id (workflow), posted);
        }
    }
}

/* A real server knows every node and every input of what ships. */
static void
test_shipped_nodes (void)
{
  g_autoptr(AipWorkflowStore) store = aip_workflow_store_new ();
  g_autofree char *path = test_data_path ("comfy/shipped_nodes.json");
  g_autofree char *text = NULL;
  g_autoptr(JsonNode) root = NULL;
  g_autoptr(AipNodeCatalogue) catalogue = NULL;
  g_autoptr(GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  root = aip_comfy_json_parse (text, -1, G_MAXSIZE, &error);
  g_assert_no_error (error);
  catalogue = aip_node_catalogue_new_from_json (root, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++)
    {
      g_autoptr(AipWorkflow) workflow = g_list_model_get_item (G_LIST_MODEL (store), i);
      g_auto(GStrv) problems = aip_workflow_check (workflow, catalogue);

      /* It has no models at all and no nodes but its own, and nothing else is missing. */
      g_assert_cmpuint (g_strv_length (problems), >=, aip_workflow_get_n_models (workflow));
      for (guint j = 0; problems[j] != NULL; j++)
        if (!g_str_has_prefix (problems[j], "The model “") && strstr (problems[j], "Install “") == NULL)
          g_error ("%s: %s", aip_workflow_get_id (workflow), problems[j]);
    }
}

/* A movie's length by the rule of the model, as near as it goes. */
static void
test_frames (void)
{
  static const struct {
    const char *id;
    int         wanted;
    int         made;
  } cases[] = {
    { "wan22-14b-t2v", 81, 81 },  { "wan22-14b-t2v", 32, 33 },  { "wan22-14b-t2v", 30, 29 },
    { "wan22-14b-t2v", 500, 81 }, { "wan22-14b-t2v", 1, 5 },    { "ltx-video", 48, 49 },
    { "ltx-video", 97, 97 },      { "ltx-video", 2000, 257 },   { "ltx-video", -5, 9 },
    { "hunyuan-video", 72, 73 },  { "flux-dev", 7, 7 },
  };
  g_autoptr(AipWorkflowStore) store = aip_workflow_store_new ();

  g_assert_cmpfloat (aip_workflow_get_fps (aip_workflow_store_get (store, "flux-dev")), ==, 0);
  g_assert_cmpfloat (aip_workflow_get_fps (aip_workflow_store_get (store, "ltx-video")), ==, 24);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AipWorkflow *workflow = aip_workflow_store_get (store, cases[i].id);
      g_autoptr(AipWorkflowValues) values = rich_values ();
      g_autoptr(AipGraph) graph = NULL;
      g_autoptr(GError) error = NULL;
      g_auto(GStrv) changes = NULL;
      const GArray *refs = aip_workflow_get_bindings (workflow, AIP_ROLE_FRAMES);
      gboolean told = FALSE;

      g_assert_cmpint (aip_workflow_fit_frames (workflow, cases[i].wanted), ==, cases[i].made);
      if (refs->len == 0)
        continue;

      aip_workflow_values_set_int (values, AIP_ROLE_FRAMES, cases[i].wanted);
      graph = aip_workflow_bind (workflow, values, &changes, &error);
      g_assert_no_error (error);
      g_assert_cmpint (aip_graph_get_int (graph, g_array_index (refs, AipGraphRef, 0).node,
                                          g_array_index (refs, AipGraphRef, 0).input, 0), ==,
                       cases[i].made);
      for (guint j = 0; changes[j] != NULL; j++)
        told |= strstr (changes[j], "frames instead of") != NULL;
      g_assert_true (told == (cases[i].made != cases[i].wanted));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/comfy/shipped/usable", test_shipped);
  g_test_add_func ("/comfy/shipped/golden", test_golden);
  g_test_add_func ("/comfy/shipped/nodes", test_shipped_nodes);
  g_test_add_func ("/comfy/shipped/frames", test_frames);

  return g_test_run ();
}
