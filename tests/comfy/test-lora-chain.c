/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "aip-comfy-json.h"
#include "aip-error.h"
#include "aip-lora-chain.h"
#include "aip-text.h"
#include "aip-workflow-store.h"
#include "test-support.h"

#define HIGH "wan2.2_i2v_lightx2v_4steps_lora_v1_high_noise.safetensors"
#define LOW  "wan2.2_i2v_lightx2v_4steps_lora_v1_low_noise.safetensors"

static GPtrArray *
make_loras (void)
{
  GPtrArray *loras = g_ptr_array_new_with_free_func ((GDestroyNotify) aip_lora_free);

  g_ptr_array_add (loras, aip_lora_new ("style_probe.safetensors", 0.8, 0.5));
  g_ptr_array_add (loras, aip_lora_new (HIGH, 1, 0));
  g_ptr_array_add (loras, aip_lora_new ("film\\grain_probe.safetensors", -0.25, 1));
  g_ptr_array_add (loras, aip_lora_new ("style_probe.safetensors", 0.1, 0.1));
  g_ptr_array_add (loras, aip_lora_new ("nothing.safetensors", 0, 0));

  return loras;
}

static AipNodeCatalogue *
make_catalogue (const char *names)
{
  g_autofree char *text =
    g_strdup_printf ("{\"LoraLoaderModelOnly\": {\"input\": {\"required\": {\"model\": [\"MODEL\"], "
                     "\"lora_name\": [[%s]], \"strength_model\": [\"FLOAT\"]}}, \"output\": "
                     "[\"MODEL\"]}}", names);
  g_autoptr(JsonNode) root = NULL;
  g_autoptr(GError) error = NULL;
  AipNodeCatalogue *catalogue;

  root = aip_comfy_json_parse (text, -1, G_MAXSIZE, &error);
  g_assert_no_error (error);
  catalogue = aip_node_catalogue_new_from_json (root, &error);
  g_assert_no_error (error);

  return catalogue;
}

/* Every shipped workflow with the same LoRAs. The graphs were run on a real server, whose pictures
 * named them, before they became the expected ones. */
static void
test_golden (void)
{
  g_autoptr(AipWorkflowStore) store = aip_workflow_store_new ();
  g_autoptr(AipNodeCatalogue) catalogue =
    make_catalogue ("\"style_probe.safetensors\", \"film/grain_probe.safetensors\", \"" HIGH "\", \""
                    LOW "\"");
  g_autoptr(GPtrArray) loras = make_loras ();
  guint n_tested = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++)
    {
      g_autoptr(AipWorkflow) workflow = g_list_model_get_item (G_LIST_MODEL (store), i);
      g_autofree char *name = g_strdup_printf ("comfy/golden-lora/%s.json",
                                               aip_workflow_get_id (workflow));
      g_autofree char *path = test_data_path (name);
      g_autoptr(AipGraph) graph = aip_graph_copy (aip_workflow_get_graph (workflow));
      g_autoptr(AipGraph) expected = NULL;
      g_autoptr(GError) error = NULL;
      g_autofree char *text = NULL;

      aip_lora_chain_insert (graph, aip_workflow_get_output_node (workflow), loras, catalogue, FALSE, NULL,
                       &error);
      g_assert_no_error (error);
      aip_graph_validate (graph, &error);
      g_assert_no_error (error);
      /* What samples nothing is left as it is. */
      if (!aip_workflow_has_role (workflow, AIP_ROLE_PROMPT))
        {
          g_assert_true (aip_graph_equal (graph, aip_workflow_get_graph (workflow)));
          continue;
        }

      if (!g_file_get_contents (path, &text, NULL, &error))
        g_error ("%s has no expected graph: %s", aip_workflow_get_id (workflow), error->message);
      expected = aip_graph_parse (text, -1, &error);
      g_assert_no_error (error);
      if (!aip_graph_equal (graph, expected))
        {
          g_autofree char *made = aip_graph_to_text (graph);

          g_error ("%s would post %s", aip_workflow_get_id (workflow), made);
        }
      n_tested++;
    }

  g_assert_cmpuint (n_tested, >, 10);
}

static void
test_partner (void)
{
  static const struct {
    const char *file;
    const char *partner;
  } cases[] = {
    { HIGH, LOW },
    { LOW, HIGH },
    { "Keeper_HIGH_NOISE.safetensors", "Keeper_LOW_NOISE.safetensors" },
    { "wan\\Keeper-High.safetensors", "wan\\Keeper-Low.safetensors" },
    { "high_noise/keeper.safetensors", NULL },
    { "highlands.safetensors", NULL },
    { "keeper.safetensors", NULL },
    { "low_to_high_noise.safetensors", "low_to_low_noise.safetensors" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *partner = aip_lora_chain_find_partner (cases[i].file);

      g_assert_cmpstr (partner, ==, cases[i].partner);
    }
}

/* One half only, because the worker has no file for the other. */
static void
test_half (void)
{
  g_autoptr(AipWorkflowStore) store = aip_workflow_store_new ();
  AipWorkflow *workflow = aip_workflow_store_get (store, "wan22-14b-i2v");
  g_autoptr(AipNodeCatalogue) catalogue = make_catalogue ("\"" LOW "\"");
  g_autoptr(AipGraph) graph = aip_graph_copy (aip_workflow_get_graph (workflow));
  g_autoptr(GPtrArray) loras = g_ptr_array_new_with_free_func ((GDestroyNotify) aip_lora_free);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) changes = NULL;
  g_autoptr(GError) error = NULL;
  const char *source;

  g_ptr_array_add (loras, aip_lora_new (LOW, 1, 1));
  aip_lora_chain_insert (graph, aip_workflow_get_output_node (workflow), loras, catalogue, FALSE, builder,
                   &error);
  g_assert_no_error (error);
  changes = g_strv_builder_end (builder);
  g_assert_cmpuint (g_strv_length (changes), ==, 1);
  g_assert_nonnull (strstr (changes[0], HIGH));

  g_assert_true (aip_graph_get_link (graph, "13", "model", &source, NULL));
  g_assert_cmpstr (source, ==, "10");
  g_assert_true (aip_graph_get_link (graph, "15", "model", &source, NULL));
  g_assert_cmpstr (aip_graph_get_class (graph, source), ==, "LoraLoaderModelOnly");
}

static void
test_missing (void)
{
  g_autoptr(AipWorkflowStore) store = aip_workflow_store_new ();
  AipWorkflow *workflow = aip_workflow_store_get (store, "flux-dev");
  g_autoptr(AipNodeCatalogue) catalogue =
    make_catalogue ("\"zzz.safetensors\", \"film/Keeper_v2.safetensors\", \"other.safetensors\"");
  g_autoptr(GPtrArray) loras = g_ptr_array_new_with_free_func ((GDestroyNotify) aip_lora_free);
  const char *output = aip_workflow_get_output_node (workflow);
  g_autoptr(AipGraph) graph = aip_graph_copy (aip_workflow_get_graph (workflow));
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) changes = NULL;
  g_autoptr(GError) error = NULL;

  g_ptr_array_add (loras, aip_lora_new ("film\\keeper_v1.safetensors", 1, 1));
  g_assert_false (aip_lora_chain_insert (graph, output, loras, catalogue, FALSE, NULL, &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_REJECTED);
  g_assert_nonnull (strstr (error->message, "keeper_v1"));
  g_assert_nonnull (strstr (error->message, "film/Keeper_v2.safetensors"));
  g_clear_error (&error);

  /* A card that is drawn needs none. */
  g_assert_true (aip_lora_chain_insert (graph, output, loras, catalogue, TRUE, builder, &error));
  g_assert_true (aip_graph_equal (graph, aip_workflow_get_graph (workflow)));
  changes = g_strv_builder_end (builder);
  g_assert_cmpuint (g_strv_length (changes), ==, 1);
}

/* Graphs of others: LoRAs of their own, a merge of two models, guiders, ids that are taken. */
static void
test_foreign (void)
{
  static const char *const names[] = { "sdxl-lora.json", "flux-t2i.json", "flux-controlnet.json", "sd35.json" };
  static const char merged[] =
    "{\"a\":{\"class_type\":\"UNETLoader\",\"inputs\":{\"unet_name\":\"a.safetensors\"}},"
    "\"b\":{\"class_type\":\"UNETLoader\",\"inputs\":{\"unet_name\":\"b.safetensors\"}},"
    "\"lora-1\":{\"class_type\":\"ModelMergeSimple\",\"inputs\":{\"model1\":[\"a\",0],"
    "\"model2\":[\"b\",0],\"ratio\":0.5}},"
    "\"p\":{\"class_type\":\"ModelPatch\",\"inputs\":{\"model\":[\"lora-1\",0],"
    "\"model_patch\":[\"x\",0]}},\"x\":{\"class_type\":\"ModelPatchLoader\",\"inputs\":{}},"
    "\"t\":{\"class_type\":\"CLIPTextEncode\",\"inputs\":{\"clip\":[\"c\",0],\"text\":\"\"}},"
    "\"c\":{\"class_type\":\"CLIPLoader\",\"inputs\":{\"type\":\"wan\"}},"
    "\"s\":{\"class_type\":\"KSampler\",\"inputs\":{\"model\":[\"p\",0],\"positive\":[\"t\",0],"
    "\"negative\":[\"t\",0],\"sampler_name\":\"euler\"}},"
    "\"o\":{\"class_type\":\"SaveImage\",\"inputs\":{\"images\":[\"s\",0]}}}";
  g_autoptr(GPtrArray) loras = g_ptr_array_new_with_free_func ((GDestroyNotify) aip_lora_free);
  g_autoptr(AipGraph) graph = NULL;
  g_autoptr(GError) error = NULL;
  const char *source;

  g_ptr_array_add (loras, aip_lora_new ("keeper.safetensors", 1, 1));
  graph = aip_graph_parse (merged, -1, &error);
  g_assert_no_error (error);
  aip_lora_chain_insert (graph, "o", loras, NULL, FALSE, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 1; i <= 2; i++)
    {
      g_autofree char *input = g_strdup_printf ("model%u", i);
      g_autofree char *file = NULL;

      g_assert_true (aip_graph_get_link (graph, "lora-1", input, &source, NULL));
      file = aip_graph_dup_string (graph, source, "lora_name", NULL);
      g_assert_cmpstr (file, ==, "keeper.safetensors");
      g_assert_cmpstr (aip_graph_get_class (graph, source), ==, "LoraLoaderModelOnly");
    }
  g_assert_true (aip_graph_get_link (graph, "p", "model_patch", &source, NULL));
  g_assert_cmpstr (source, ==, "x");
  g_assert_true (aip_graph_get_link (graph, "t", "clip", &source, NULL));
  g_assert_cmpstr (source, ==, "c");

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = g_strdup_printf ("comfy/graphs/%s", names[i]);
      g_autofree char *path = test_data_path (name);
      g_autofree char *text = NULL;
      g_autoptr(AipGraph) other = NULL;
      guint n_nodes;

      if (!g_file_get_contents (path, &text, NULL, NULL))
        continue;
      other = aip_graph_parse (text, -1, &error);
      g_assert_no_error (error);
      n_nodes = aip_graph_get_n_nodes (other);
      for (guint j = 0; j < n_nodes; j++)
        {
          const char *node = aip_graph_get_node (other, j);

          if (!g_str_equal (aip_graph_get_class (other, node), "SaveImage"))
            continue;
          aip_lora_chain_insert (other, node, loras, NULL, FALSE, NULL, &error);
          g_assert_no_error (error);
          aip_graph_validate (other, &error);
          g_assert_no_error (error);
          g_assert_cmpuint (aip_graph_get_n_nodes (other), ==, n_nodes + 1);
        }
    }
}

static void
test_distance (void)
{
  g_assert_cmpuint (aip_text_distance ("keeper", "Keeper"), ==, 0);
  g_assert_cmpuint (aip_text_distance ("keeper", "keepers"), ==, 1);
  g_assert_cmpuint (aip_text_distance ("", "abc"), ==, 3);
  g_assert_cmpuint (aip_text_distance ("kitten", "sitting"), ==, 3);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/comfy/lora-chain/golden", test_golden);
  g_test_add_func ("/comfy/lora-chain/partner", test_partner);
  g_test_add_func ("/comfy/lora-chain/half", test_half);
  g_test_add_func ("/comfy/lora-chain/missing", test_missing);
  g_test_add_func ("/comfy/lora-chain/foreign", test_foreign);
  g_test_add_func ("/comfy/lora-chain/distance", test_distance);

  return g_test_run ();
}
