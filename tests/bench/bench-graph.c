/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What a large graph of somebody else's costs: reading, understanding, drawing, binding. */

#include "config.h"

#include <string.h>

#include "aip-comfy-json.h"
#include "aip-graph-layout.h"
#include "aip-lora-chain.h"
#include "aip-task.h"
#include "aip-workflow-sketch.h"
#include "bench-support.h"
#include "test-support.h"

#define N_NODES   500
#define N_RUNS    40
#define N_CLASSES 4000

/* One film workflow and as many post-processing nodes in a row as it takes. */
static char *
make_text (void)
{
  g_autoptr(GString) text = g_string_new (
    "{\"m\":{\"class_type\":\"UNETLoader\",\"inputs\":{\"unet_name\":\"flux1-dev.safetensors\"}},"
    "\"c\":{\"class_type\":\"CLIPLoader\",\"inputs\":{\"clip_name\":\"t5.safetensors\",\"type\":\"flux\"}},"
    "\"p\":{\"class_type\":\"CLIPTextEncode\",\"inputs\":{\"clip\":[\"c\",0],\"text\":\"a castle\"}},"
    "\"n\":{\"class_type\":\"CLIPTextEncode\",\"inputs\":{\"clip\":[\"c\",0],\"text\":\"blurry\"}},"
    "\"l\":{\"class_type\":\"EmptyLatentImage\",\"inputs\":{\"width\":1280,\"height\":720,\"batch_size\":1}},"
    "\"s\":{\"class_type\":\"KSampler\",\"inputs\":{\"model\":[\"m\",0],\"positive\":[\"p\",0],"
    "\"negative\":[\"n\",0],\"latent_image\":[\"l\",0],\"seed\":1,\"steps\":20,\"cfg\":4,"
    "\"sampler_name\":\"euler\",\"scheduler\":\"simple\",\"denoise\":1}},"
    "\"0\":{\"class_type\":\"VAEDecode\",\"inputs\":{\"samples\":[\"s\",0],\"vae\":[\"m\",2]}}");

  for (guint i = 1; i < N_NODES - 7; i++)
    g_string_append_printf (text,
                            ",\"%u\":{\"class_type\":\"ImageBlend\",\"inputs\":{\"image1\":[\"%u\",0],"
                            "\"image2\":[\"%u\",0],\"blend_factor\":0.5,\"blend_mode\":\"normal\"}}",
                            i, i - 1, i / 2);
  g_string_append_printf (text, ",\"o\":{\"class_type\":\"SaveImage\",\"inputs\":{\"images\":[\"%u\",0],"
                          "\"filename_prefix\":\"x\"}}}", N_NODES - 8);

  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
report (const char *what,
        GArray     *samples)
{
  g_print ("%-44s p50 %7.2f ms  p95 %7.2f ms\n", what, bench_quantile (samples, 0.5),
           bench_quantile (samples, 0.95));
  g_array_set_size (samples, 0);
}

static void
add_sample (GArray *samples,
            double  begin)
{
  double took = bench_get_work_ms () - begin;

  g_array_append_val (samples, took);
}

static void
bench_steps (void)
{
  g_autofree char *text = make_text ();
  g_autoptr(GArray) samples = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(AipGraph) graph = aip_graph_parse (text, -1, NULL);
  g_autoptr(AipWorkflowSketch) sketch = aip_workflow_sketch_new (graph, NULL, "Large");
  g_autoptr(AipWorkflow) workflow = NULL;
  g_autoptr(AipWorkflowValues) values = aip_workflow_values_new ();
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < N_RUNS; i++)
    {
      double begin = bench_get_work_ms ();
      g_autoptr(AipGraph) read = aip_graph_parse (text, -1, NULL);

      g_assert_cmpuint (aip_graph_get_n_nodes (read), ==, N_NODES);
      add_sample (samples, begin);
    }
  report ("read a graph of 500 nodes", samples);

  for (guint i = 0; i < N_RUNS; i++)
    {
      double begin = bench_get_work_ms ();
      g_autoptr(AipWorkflowSurvey) survey = aip_workflow_survey_new (graph, NULL);

      add_sample (samples, begin);
    }
  report ("find its roles", samples);

  for (guint i = 0; i < N_RUNS; i++)
    {
      double begin = bench_get_work_ms ();
      g_autoptr(AipGraphLayout) layout = aip_graph_layout_new (graph);

      add_sample (samples, begin);
    }
  report ("lay it out", samples);

  workflow = aip_workflow_sketch_build (sketch, &error);
  g_assert_no_error (error);
  aip_workflow_values_set_string (values, AIP_ROLE_PROMPT, "A ferry in the rain, 비 오는 밤.");
  aip_workflow_values_set_uint64 (values, AIP_ROLE_SEED, 7);
  aip_workflow_values_set_string (values, AIP_ROLE_FILENAME_PREFIX, "bench");
  aip_workflow_values_add_lora (values, "keeper.safetensors", 1, 1);
  for (guint i = 0; i < N_RUNS; i++)
    {
      double begin = bench_get_work_ms ();
      g_autoptr(AipGraph) bound = aip_workflow_bind (workflow, values, NULL, &error);
      g_autofree char *posted = NULL;

      g_assert_no_error (error);
      aip_lora_chain_insert (bound, "o", aip_workflow_values_get_loras (values), NULL, FALSE, NULL,
                             &error);
      g_assert_no_error (error);
      posted = aip_graph_to_text (bound);
      add_sample (samples, begin);
    }
  report ("bind it, with a LoRA, as text", samples);
}

/* A catalogue ----------------------------------------------------------------------------------- */

static void
read_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  g_autoptr(JsonNode) root = aip_comfy_json_parse (task_data, -1, G_MAXSIZE, NULL);

  g_task_return_pointer (task, aip_node_catalogue_new_from_json (root, NULL),
                         (GDestroyNotify) aip_node_catalogue_unref);
}

typedef struct {
  gint64 last;
  gint64 longest;
} Beat;

static gboolean
beat_cb (gpointer user_data)
{
  Beat *beat = user_data;
  gint64 now = g_get_monotonic_time ();

  beat->longest = MAX (beat->longest, now - beat->last);
  beat->last = now;

  return G_SOURCE_CONTINUE;
}

/* What a worker with many packages says of its nodes; the main loop goes on beside it. */
static void
bench_catalogue (void)
{
  g_autoptr(GString) text = g_string_new ("{");
  g_autoptr(GTask) task = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(AipNodeCatalogue) catalogue = NULL;
  Beat beat = { 0 };
  gint64 begin;
  guint beats;

  for (guint i = 0; i < N_CLASSES; i++)
    g_string_append_printf (text,
                            "%s\"Node%u\":{\"input\":{\"required\":{\"image\":[\"IMAGE\"],\"mode\":[["
                            "\"normal\",\"multiply\",\"screen\",\"overlay\",\"soft_light\"]],\"factor\":"
                            "[\"FLOAT\",{\"default\":0.5,\"min\":0,\"max\":1}]}},\"input_order\":{"
                            "\"required\":[\"image\",\"mode\",\"factor\"]},\"output\":[\"IMAGE\"],"
                            "\"python_module\":\"custom_nodes.package%u\",\"category\":\"image/post "
                            "processing\",\"display_name\":\"Node %u of a package\"}", i > 0 ? "," : "",
                            i, i / 40, i);
  g_string_append_c (text, '}');

  task = g_task_new (NULL, NULL, test_store_result_cb, &result);
  g_task_set_task_data (task, text->str, NULL);
  beats = g_timeout_add (1, beat_cb, &beat);
  begin = beat.last = g_get_monotonic_time ();
  aip_task_run_in_thread (task, read_thread);
  test_spin_while (result == NULL);
  g_source_remove (beats);
  catalogue = g_task_propagate_pointer (G_TASK (result), NULL);
  g_assert_cmpuint (aip_node_catalogue_get_n_classes (catalogue), ==, N_CLASSES);

  g_print ("a catalogue of %.1f MB in a thread: %.0f ms; the main loop waited %.1f ms at most\n",
           (double) text->len / 1e6, (double) (g_get_monotonic_time () - begin) / 1000,
           (double) beat.longest / 1000);
}

int
main (int   argc,
      char *argv[])
{
  bench_steps ();
  bench_catalogue ();

  return 0;
}
