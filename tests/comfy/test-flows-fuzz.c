/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Graphs that nobody would draw go through everything that changes or reads the shape of a graph. */

#include "config.h"

#include <string.h>

#include "aip-error.h"
#include "aip-graph-edit.h"
#include "aip-graph-layout.h"
#include "aip-lora-chain.h"
#include "aip-workflow-sketch.h"
#include "test-support.h"

#define N_QUICK 400
#define N_SLOW  20000

static const char *const classes[] = {
  "KSampler", "KSamplerAdvanced", "SamplerCustomAdvanced", "CFGGuider", "CLIPTextEncode", "UNETLoader",
  "CheckpointLoaderSimple", "LoraLoader", "ControlNetApplyAdvanced", "ConditioningZeroOut", "LoadImage",
  "LoadVideo", "SaveImage", "SaveVideo", "VAEDecode", "ModelMergeSimple", "등대 🗼", "Reroute",
};

static const char *const inputs[] = {
  "model", "model1", "clip", "positive", "negative", "latent_image", "samples", "image", "pixels", "mask",
  "guider", "sampler", "sigmas", "text", "seed", "noise_seed", "steps", "cfg", "width", "height", "length",
  "filename_prefix", "unet_name", "type", "start_at_step", "conditioning", "images", "vae", "noise",
};

static const char *const texts[] = {
  "", "a \"quoted\" {brace}\\", "low_noise.safetensors", "x/high_noise.safetensors", "한국어\n두 줄", "🗼",
  "refiner.safetensors", "../../etc", "http://example.org",
};

static AipGraph *
make_graph (GRand *rand)
{
  AipGraph *graph = aip_graph_new ();
  guint n = (guint) g_rand_int_range (rand, 0, 14);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf (g_rand_boolean (rand) ? "%u" : "lora-%u", i);
      guint n_inputs = (guint) g_rand_int_range (rand, 0, 9);

      if (!aip_graph_add_node (graph, id,
                               classes[g_rand_int_range (rand, 0, G_N_ELEMENTS (classes))], NULL))
        continue;
      for (guint j = 0; j < n_inputs; j++)
        {
          const char *input = inputs[g_rand_int_range (rand, 0, G_N_ELEMENTS (inputs))];
          g_autofree char *source = g_strdup_printf (g_rand_boolean (rand) ? "%u" : "lora-%u",
                                                     (guint) g_rand_int_range (rand, 0, (int) n + 1));

          if (g_rand_int_range (rand, 0, 3) > 0)
            aip_graph_set_link (graph, id, input, source, (guint) g_rand_int_range (rand, 0, 3), NULL);
          else if (g_rand_boolean (rand))
            aip_graph_set_string (graph, id, input,
                                  texts[g_rand_int_range (rand, 0, G_N_ELEMENTS (texts))], NULL);
          else
            aip_graph_set_int (graph, id, input, g_rand_int (rand), NULL);
        }
    }

  return graph;
}

static void
try_graph (GRand *rand)
{
  g_autoptr(AipGraph) graph = make_graph (rand);
  g_autoptr(AipGraph) before = aip_graph_copy (graph);
  g_autoptr(AipGraphLayout) layout = aip_graph_layout_new (graph);
  g_autoptr(AipWorkflowSketch) sketch = aip_workflow_sketch_new (graph, NULL, "등대 / fuzz");
  g_autoptr(AipWorkflow) workflow = aip_workflow_sketch_build (sketch, NULL);
  g_autoptr(GPtrArray) loras = g_ptr_array_new_with_free_func ((GDestroyNotify) aip_lora_free);
  gboolean whole = aip_graph_validate (graph, NULL);
  guint n = aip_graph_get_n_nodes (graph);

  g_assert_cmpuint (aip_graph_layout_get_n_boxes (layout), ==, n);
  g_assert_true (aip_graph_equal (graph, before));
  if (n == 0)
    return;

  /* Whatever is put in or taken out, a graph without loose ends gets none. */
  g_ptr_array_add (loras, aip_lora_new ("a_high_noise.safetensors", 1, 1));
  g_ptr_array_add (loras, aip_lora_new ("b.safetensors", -0.5, 0));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(AipGraph) copy = aip_graph_copy (before);
      const char *node = aip_graph_get_node (before, i);
      static const char *const through[] = { "positive", "negative" };
      AipGraphBypass bypass = { node, through, G_N_ELEMENTS (through) };
      guint n_nodes;

      if (aip_lora_chain_insert (copy, node, loras, NULL, FALSE, NULL, NULL) && whole)
        g_assert_true (aip_graph_validate (copy, NULL));
      n_nodes = aip_graph_get_n_nodes (copy);
      aip_graph_bypass_node (copy, &bypass);
      g_assert_cmpuint (aip_graph_get_n_nodes (copy), ==, n_nodes - 1);
      if (whole)
        g_assert_true (aip_graph_validate (copy, NULL));
    }
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(AipGraph) copy = aip_graph_copy (before);

      if (aip_graph_load_frame (copy, aip_graph_get_node (before, i), "m.mp4", TRUE, NULL) && whole)
        g_assert_true (aip_graph_validate (copy, NULL));
    }
}

static void
test_fuzz (void)
{
  guint n = g_test_slow () ? N_SLOW : N_QUICK;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GRand) rand = g_rand_new_with_seed (i);

      try_graph (rand);
    }
}

/* A long prompt with everything in it arrives as it was. */
static void
test_long_text (void)
{
  static const char small[] =
    "{\"1\":{\"class_type\":\"CLIPTextEncode\",\"inputs\":{\"text\":\"\",\"clip\":[\"2\",0]}},"
    "\"2\":{\"class_type\":\"CLIPLoader\",\"inputs\":{}}}";
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(AipGraph) graph = aip_graph_parse (small, -1, NULL);
  g_autoptr(AipGraph) again = NULL;
  g_autofree char *sent = NULL;
  g_autofree char *back = NULL;

  while (text->len < 20000)
    g_string_append (text, "등대 “🗼” {a|b} \\ \"x\"\n\t");
  g_assert_true (aip_graph_set_string (graph, "1", "text", text->str, NULL));
  sent = aip_graph_to_text (graph);
  again = aip_graph_parse (sent, -1, NULL);
  back = aip_graph_dup_string (again, "1", "text", NULL);
  g_assert_cmpstr (back, ==, text->str);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/comfy/flows/fuzz", test_fuzz);
  g_test_add_func ("/comfy/flows/long-text", test_long_text);

  return g_test_run ();
}
