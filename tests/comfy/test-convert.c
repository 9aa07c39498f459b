/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "aip-comfy-json.h"
#include "aip-error.h"
#include "aip-graph-convert.h"
#include "aip-workflow-store.h"
#include "editor-file.h"
#include "test-support.h"

static AipNodeCatalogue *catalogue;

static AipGraph *
convert (const char *text,
         GPtrArray  *problems)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) root = aip_comfy_json_parse (text, -1, G_MAXSIZE, &error);
  AipGraph *graph;

  g_assert_no_error (error);
  g_assert_true (aip_graph_is_editor_format (root));
  graph = aip_graph_new_from_editor (root, catalogue, problems, &error);
  g_assert_no_error (error);

  return graph;
}

static void
assert_link (AipGraph   *graph,
             const char *node,
             const char *input,
             const char *source,
             guint       slot)
{
  const char *found;
  guint found_slot;

  if (!aip_graph_get_link (graph, node, input, &found, &found_slot))
    g_error ("“%s” of node %s is no link", input, node);
  g_assert_cmpstr (found, ==, source);
  g_assert_cmpuint (found_slot, ==, slot);
}

static void
assert_text (AipGraph   *graph,
             const char *node,
             const char *input,
             const char *expected)
{
  g_autofree char *text = aip_graph_dup_string (graph, node, input, NULL);

  g_assert_cmpstr (text, ==, expected);
}

#define LOADER \
  "{\"id\": 1, \"type\": \"CheckpointLoaderSimple\", \"mode\": 0, \"inputs\": [], \"outputs\": " \
  "[{\"name\": \"MODEL\", \"type\": \"MODEL\"}, {\"name\": \"CLIP\", \"type\": \"CLIP\"}, " \
  "{\"name\": \"VAE\", \"type\": \"VAE\"}], \"widgets_values\": [\"a.safetensors\"]}"
#define SAMPLER(widgets) \
  "{\"id\": 2, \"type\": \"KSampler\", \"title\": \"My sampler\", \"mode\": 0, \"inputs\": " \
  "[{\"name\": \"model\", \"type\": \"MODEL\", \"link\": 10}, " \
  "{\"name\": \"latent_image\", \"type\": \"LATENT\", \"link\": 11}], " \
  "\"widgets_values\": [" widgets "]}"

/* The fields have no names in the file; what the editor puts behind the seed is none of them. */
static void
test_fields (void)
{
  static const char *const widgets[] = {
    "18446744073709551615, \"randomize\", 20, 7.5, \"euler\", \"karras\", 0.8",
    "18446744073709551615, true, 20, 7.5, \"euler\", \"karras\", 0.8",
    "18446744073709551615, 20, 7.5, \"euler\", \"karras\", 0.8",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (widgets); i++)
    {
      g_autofree char *text = g_strdup_printf (
        "{\"nodes\": [" LOADER ", " SAMPLER ("%s") "], \"links\": [[10, 1, 0, 2, 0, \"MODEL\"]]}",
        widgets[i]);
      g_autoptr(AipGraph) graph = convert (text, NULL);

      g_assert_cmpuint (aip_graph_get_uint64 (graph, "2", "seed", 0), ==, G_MAXUINT64);
      g_assert_cmpint (aip_graph_get_int (graph, "2", "steps", 0), ==, 20);
      g_assert_cmpfloat (aip_graph_get_double (graph, "2", "cfg", 0), ==, 7.5);
      assert_text (graph, "2", "scheduler", "karras");
      g_assert_cmpfloat (aip_graph_get_double (graph, "2", "denoise", 0), ==, 0.8);
      assert_link (graph, "2", "model", "1", 0);
      /* A link to nothing is left out. */
      g_assert_false (aip_graph_has_input (graph, "2", "latent_image"));
      g_assert_cmpstr (aip_graph_get_title (graph, "2"), ==, "My sampler");
    }
}

/* A field that came with a newer version has what a new node would have. */
static void
test_missing_fields (void)
{
  g_autoptr(AipGraph) graph = convert (
    "{\"nodes\": [" SAMPLER ("5, \"fixed\", 20") "], \"links\": []}", NULL);

  g_assert_cmpint (aip_graph_get_int (graph, "2", "seed", 0), ==, 5);
  g_assert_cmpfloat (aip_graph_get_double (graph, "2", "cfg", 0), ==, 8);
  assert_text (graph, "2", "sampler_name", "euler");
  g_assert_cmpfloat (aip_graph_get_double (graph, "2", "denoise", 0), ==, 1);
}

/* A field that became a socket keeps its place among the values. */
static void
test_converted_field (void)
{
  g_autoptr(AipGraph) graph = convert (
    "{\"nodes\": [{\"id\": 2, \"type\": \"KSampler\", \"inputs\": [{\"name\": \"steps\", "
    "\"type\": \"INT\", \"link\": 1, \"widget\": {\"name\": \"steps\"}}], \"widgets_values\": "
    "[1, \"fixed\", 20, 7, \"euler\", \"normal\", 1]}, "
    "{\"id\": 3, \"type\": \"PrimitiveNode\", \"outputs\": [{\"type\": \"INT\"}], "
    "\"widgets_values\": [33, \"fixed\"]}], \"links\": [[1, 3, 0, 2, 0, \"INT\"]]}", NULL);

  g_assert_cmpint (aip_graph_get_int (graph, "2", "steps", 0), ==, 33);
  g_assert_cmpfloat (aip_graph_get_double (graph, "2", "cfg", 0), ==, 7);
  g_assert_false (aip_graph_has_node (graph, "3"));
}

/* Reroutes, set and get nodes and bypassed ones are only ways; muted ones are not there. */
static void
test_ways (void)
{
  g_autoptr(AipGraph) graph = convert (
    "{\"nodes\": [" LOADER ", " SAMPLER ("1, \"fixed\", 20, 7, \"euler\", \"normal\", 1") ", "
    "{\"id\": 3, \"type\": \"LoraLoader\", \"mode\": 4, \"inputs\": [{\"name\": \"model\", "
    "\"type\": \"MODEL\", \"link\": 1}, {\"name\": \"clip\", \"type\": \"CLIP\", \"link\": 2}], "
    "\"outputs\": [{\"type\": \"MODEL\"}, {\"type\": \"CLIP\"}], \"widgets_values\": []}, "
    "{\"id\": 4, \"type\": \"Reroute\", \"inputs\": [{\"name\": \"\", \"type\": \"*\", \"link\": 3}]}, "
    "{\"id\": 5, \"type\": \"SetNode\", \"inputs\": [{\"name\": \"MODEL\", \"type\": \"MODEL\", "
    "\"link\": 4}], \"widgets_values\": [\"model\"]}, "
    "{\"id\": 6, \"type\": \"GetNode\", \"outputs\": [{\"type\": \"MODEL\"}], "
    "\"widgets_values\": [\"model\"]}, "
    "{\"id\": 7, \"type\": \"EmptyLatentImage\", \"mode\": 2, \"outputs\": [{\"type\": "
    "\"LATENT\"}], \"widgets_values\": [512, 512, 1]}, "
    "{\"id\": 8, \"type\": \"Note\", \"widgets_values\": [\"hello\"]}], "
    "\"links\": [[1, 1, 0, 3, 0, \"MODEL\"], [2, 1, 1, 3, 1, \"CLIP\"], [3, 3, 0, 4, 0, \"*\"], "
    "[4, 4, 0, 5, 0, \"MODEL\"], [10, 6, 0, 2, 0, \"MODEL\"], [11, 7, 0, 2, 1, \"LATENT\"]]}",
    NULL);

  g_assert_cmpuint (aip_graph_get_n_nodes (graph), ==, 2);
  assert_link (graph, "2", "model", "1", 0);
  g_assert_false (aip_graph_has_input (graph, "2", "latent_image"));
}

#define SUBGRAPH(nodes, links) \
  "\"definitions\": {\"subgraphs\": [{\"id\": \"b7c1\", \"name\": \"Look\", " \
  "\"inputs\": [{\"name\": \"model\", \"type\": \"MODEL\"}, {\"name\": \"steps\", \"type\": " \
  "\"INT\"}], \"outputs\": [{\"name\": \"LATENT\", \"type\": \"LATENT\"}], \"nodes\": [" nodes \
  "], \"links\": [" links "]}]}"

static void
test_subgraphs (void)
{
  g_autoptr(AipGraph) graph = convert (
    "{\"nodes\": [" LOADER ", "
    "{\"id\": 20, \"type\": \"b7c1\", \"inputs\": [{\"name\": \"model\", \"type\": \"MODEL\", "
    "\"link\": 1}, {\"name\": \"steps\", \"type\": \"INT\", \"widget\": {\"name\": \"steps\"}, "
    "\"link\": null}], \"outputs\": [{\"type\": \"LATENT\"}], \"widgets_values\": [44]}, "
    "{\"id\": 30, \"type\": \"VAEDecode\", \"inputs\": [{\"name\": \"samples\", \"type\": "
    "\"LATENT\", \"link\": 2}, {\"name\": \"vae\", \"type\": \"VAE\", \"link\": 3}]}], "
    "\"links\": [[1, 1, 0, 20, 0, \"MODEL\"], [2, 20, 0, 30, 0, \"LATENT\"], "
    "[3, 1, 2, 30, 1, \"VAE\"]], "
    SUBGRAPH ("{\"id\": 5, \"type\": \"KSampler\", \"inputs\": [{\"name\": \"model\", \"type\": "
              "\"MODEL\", \"link\": 7}, {\"name\": \"steps\", \"type\": \"INT\", \"widget\": "
              "{\"name\": \"steps\"}, \"link\": 9}], \"outputs\": [{\"type\": \"LATENT\"}], "
              "\"widgets_values\": [1, \"fixed\", 20, 7, \"euler\", \"normal\", 1]}",
              "{\"id\": 7, \"origin_id\": -10, \"origin_slot\": 0, \"target_id\": 5, "
              "\"target_slot\": 0}, {\"id\": 8, \"origin_id\": 5, \"origin_slot\": 0, "
              "\"target_id\": -20, \"target_slot\": 0}, {\"id\": 9, \"origin_id\": -10, "
              "\"origin_slot\": 1, \"target_id\": 5, \"target_slot\": 1}") "}", NULL);

  g_assert_cmpuint (aip_graph_get_n_nodes (graph), ==, 3);
  assert_link (graph, "20:5", "model", "1", 0);
  assert_link (graph, "30", "samples", "20:5", 0);
  g_assert_cmpint (aip_graph_get_int (graph, "20:5", "steps", 0), ==, 44);
}

static void
test_endless_subgraphs (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) root = aip_comfy_json_parse (
    "{\"nodes\": [{\"id\": 1, \"type\": \"b7c1\"}], \"links\": [], "
    SUBGRAPH ("{\"id\": 1, \"type\": \"b7c1\"}, {\"id\": 2, \"type\": \"b7c1\"}", "") "}", -1,
    G_MAXSIZE, &error);
  g_autoptr(AipGraph) graph = aip_graph_new_from_editor (root, catalogue, NULL, &error);

  g_assert_null (graph);
  g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
}

/* Reroutes that lead into one another end nowhere, not never. */
static void
test_circle (void)
{
  g_autoptr(AipGraph) graph = convert (
    "{\"nodes\": [" SAMPLER ("1") ", {\"id\": 3, \"type\": \"Reroute\", \"inputs\": [{\"link\": 4}]}, "
    "{\"id\": 4, \"type\": \"Reroute\", \"inputs\": [{\"link\": 5}]}], "
    "\"links\": [[10, 3, 0, 2, 0, \"MODEL\"], [4, 4, 0, 3, 0, \"MODEL\"], "
    "[5, 3, 0, 4, 0, \"MODEL\"]]}", NULL);

  g_assert_false (aip_graph_has_input (graph, "2", "model"));
}

static void
test_unknown_node (void)
{
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(AipGraph) graph = convert (
    "{\"nodes\": [{\"id\": 9, \"type\": \"FancyUpscale\", \"inputs\": [{\"name\": \"image\", "
    "\"type\": \"IMAGE\", \"link\": null}, {\"name\": \"factor\", \"type\": \"FLOAT\", "
    "\"widget\": {\"name\": \"factor\"}, \"link\": null}], \"widgets_values\": [2.5]}, "
    "{\"id\": 10, \"type\": \"VideoMaker\", \"inputs\": [], \"widgets_values\": {\"rate\": 12}}], "
    "\"links\": []}", problems);

  g_assert_cmpuint (problems->len, ==, 2);
  g_assert_nonnull (strstr (problems->pdata[0], "FancyUpscale"));
  g_assert_cmpfloat (aip_graph_get_double (graph, "9", "factor", 0), ==, 2.5);
  g_assert_cmpint (aip_graph_get_int (graph, "10", "rate", 0), ==, 12);
}

/* SaveVideo as newer servers have it: the container brings the codec along, and that its settings. */
#define SAVE_VIDEO                                                                                 \
  "{\"SaveVideo\": {\"input\": {\"required\": {\"video\": [\"VIDEO\"], \"filename_prefix\": [\"STRING\"]," \
  "\"format\": [\"COMFY_DYNAMICCOMBO_V3\", {\"options\": [{\"key\": \"auto\", \"inputs\": {}}, "          \
  "{\"key\": \"mp4\", \"inputs\": {\"required\": {\"codec\": [\"COMFY_DYNAMICCOMBO_V3\", {\"options\": ["  \
  "{\"key\": \"auto\", \"inputs\": {}}, {\"key\": \"h264\", \"inputs\": {\"required\": {\"crf\": [\"FLOAT\", " \
  "{\"default\": 23.0}]}}}]}]}}}]}]}, \"optional\": {\"note\": [\"STRING\"]}}, \"output\": []}}"

static void
test_branches (void)
{
  static const char drawn[] =
    "{\"nodes\": [{\"id\": 1, \"type\": \"SaveVideo\", \"inputs\": [], \"widgets_values\": "
    "[\"film\", \"mp4\", \"h264\", 18.5, \"end\"]}], \"links\": []}";
  static const char older[] =
    "{\"1\": {\"class_type\": \"SaveVideo\", \"inputs\": {\"filename_prefix\": \"x\", \"format\": \"mp4\", "
    "\"codec\": \"h264\"}}}";
  g_autoptr(JsonNode) list = aip_comfy_json_parse (SAVE_VIDEO, -1, G_MAXSIZE, NULL);
  g_autoptr(AipNodeCatalogue) newer = aip_node_catalogue_new_from_json (list, NULL);
  g_autoptr(JsonNode) root = aip_comfy_json_parse (drawn, -1, G_MAXSIZE, NULL);
  g_autoptr(AipGraph) graph = aip_graph_new_from_editor (root, newer, NULL, NULL);
  g_autoptr(AipGraph) old = aip_graph_parse (older, -1, NULL);

  assert_text (graph, "1", "format", "mp4");
  assert_text (graph, "1", "format.codec", "h264");
  g_assert_cmpfloat (aip_graph_get_double (graph, "1", "format.codec.crf", 0), ==, 18.5);
  assert_text (graph, "1", "note", "end");

  /* A graph from before says the codec beside the container. */
  aip_node_catalogue_fit_branches (newer, old);
  assert_text (old, "1", "format.codec", "h264");
  g_assert_cmpfloat (aip_graph_get_double (old, "1", "format.codec.crf", 0), ==, 23);
  /* Nothing happens where there are none. */
  aip_node_catalogue_fit_branches (catalogue, graph);
  assert_text (graph, "1", "format.codec", "h264");
}

/* What a server would run is what was drawn: everything that ships, there and back. */
static void
test_agreement (void)
{
  g_autoptr(AipWorkflowStore) store = aip_workflow_store_new ();
  guint n_tried = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++)
    {
      g_autoptr(AipWorkflow) workflow = g_list_model_get_item (G_LIST_MODEL (store), i);
      AipGraph *graph = aip_workflow_get_graph (workflow);
      g_autofree char *text = test_graph_to_editor_file (graph, catalogue);
      g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
      g_autoptr(AipGraph) converted = NULL;

      if (text == NULL)
        continue;
      n_tried++;
      converted = convert (text, problems);
      g_assert_cmpuint (problems->len, ==, 0);
      g_assert_cmpuint (aip_graph_get_n_nodes (converted), ==, aip_graph_get_n_nodes (graph));
      for (guint j = 0; j < aip_graph_get_n_nodes (graph); j++)
        {
          const char *node = aip_graph_get_node (graph, j);
          g_auto(GStrv) inputs = aip_graph_list_inputs (graph, node);

          /* What the author left to the node's own value is written out. */
          for (guint k = 0; inputs[k] != NULL; k++)
            {
              JsonNode *literal = aip_graph_get_literal (graph, node, inputs[k]);
              const char *source;
              guint slot;

              if (literal != NULL)
                {
                  JsonNode *again = aip_graph_get_literal (converted, node, inputs[k]);
                  g_autofree char *was = aip_comfy_json_to_text (literal);
                  g_autofree char *is = again != NULL ? aip_comfy_json_to_text (again) : NULL;

                  g_assert_cmpstr (is, ==, was);
                }
              else if (aip_graph_get_link (graph, node, inputs[k], &source, &slot))
                assert_link (converted, node, inputs[k], source, slot);
            }
        }
    }
  g_assert_cmpuint (n_tried, >=, 30);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autoptr(JsonNode) root = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);

  path = test_data_path ("comfy/shipped_nodes.json");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  root = aip_comfy_json_parse (text, -1, G_MAXSIZE, NULL);
  catalogue = aip_node_catalogue_new_from_json (root, NULL);
  g_assert_nonnull (catalogue);

  g_test_add_func ("/comfy/convert/fields", test_fields);
  g_test_add_func ("/comfy/convert/missing-fields", test_missing_fields);
  g_test_add_func ("/comfy/convert/converted-field", test_converted_field);
  g_test_add_func ("/comfy/convert/ways", test_ways);
  g_test_add_func ("/comfy/convert/subgraphs", test_subgraphs);
  g_test_add_func ("/comfy/convert/endless-subgraphs", test_endless_subgraphs);
  g_test_add_func ("/comfy/convert/circle", test_circle);
  g_test_add_func ("/comfy/convert/unknown-node", test_unknown_node);
  g_test_add_func ("/comfy/convert/branches", test_branches);
  g_test_add_func ("/comfy/convert/agreement", test_agreement);

  status = g_test_run ();
  aip_node_catalogue_unref (catalogue);

  return status;
}
