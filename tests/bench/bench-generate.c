/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What it costs to make a job of a shot, and to look whether it can be made. */

#include "config.h"

#include "aip-comfy-json.h"
#include "aip-freeze.h"
#include "aip-graph-convert.h"
#include "aip-job-check.h"
#include "bench-support.h"
#include "editor-file.h"
#include "farm-fixture.h"

#define N_SHOTS 2000
#define N_RUNS  400

static void
report (const char *what,
        GArray     *samples)
{
  g_print ("%-52s p50 %7.3f ms  p95 %7.3f ms\n", what, bench_quantile (samples, 0.5),
           bench_quantile (samples, 0.95));
  g_array_set_size (samples, 0);
}

static AipNodeCatalogue *
read_catalogue (void)
{
  g_autofree char *path = test_data_path ("comfy/shipped_nodes.json");
  g_autofree char *text = NULL;
  g_autoptr(JsonNode) root = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  root = aip_comfy_json_parse (text, -1, G_MAXSIZE, NULL);

  return aip_node_catalogue_new_from_json (root, NULL);
}

static void
bench_freeze (FarmFixture *fixture,
              AipCinema   *cinema)
{
  static const char *const workflows[] = { "flux-dev", "sdxl", "qwen-image", "wan22-14b-t2v", "ltx2" };
  g_autoptr(GArray) samples = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint w = 0; w < G_N_ELEMENTS (workflows); w++)
    {
      g_autofree char *what = g_strdup_printf ("compose and freeze a job of %s", workflows[w]);

      for (guint i = 0; i < N_RUNS; i++)
        {
          g_autoptr(GError) error = NULL;
          double begin = bench_get_work_ms ();
          g_autoptr(AipFrozenJob) frozen =
            aip_freeze_shot (fixture->document, farm_shot (fixture, i), workflows[w],
                             aip_scheduler_get_workflows (fixture->scheduler), cinema, NULL, &error);
          double took = bench_get_work_ms () - begin;

          g_assert_no_error (error);
          g_array_append_val (samples, took);
        }
      report (what, samples);
    }
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

static void
bench_check (FarmFixture      *fixture,
             AipCinema        *cinema,
             AipNodeCatalogue *catalogue)
{
  g_autoptr(GPtrArray) shots = g_ptr_array_new ();
  g_autoptr(GPtrArray) checks = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  AipJobChecker *checker = aip_job_checker_new (fixture->document,
                                                aip_scheduler_get_workflows (fixture->scheduler),
                                                cinema);
  Beat beat = { 0 };
  double begin;
  guint beats;

  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *name = g_strdup_printf ("worker %u", i);

      aip_job_checker_add_worker (checker, name, TRUE, catalogue, 24 * FARM_GIB, FALSE);
    }
  for (guint i = 0; i < N_SHOTS; i++)
    g_ptr_array_add (shots, farm_shot (fixture, i));

  beats = g_timeout_add (1, beat_cb, &beat);
  beat.last = g_get_monotonic_time ();
  begin = bench_get_work_ms ();
  aip_job_checker_check_async (checker, shots, "flux-dev", NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  g_source_remove (beats);
  checks = aip_job_checker_check_finish (result, NULL);
  g_assert_cmpuint (checks->len, ==, N_SHOTS);
  g_print ("check %u shots against 4 workers: %.0f ms of work; the main loop waited %.1f ms at most\n",
           N_SHOTS, bench_get_work_ms () - begin, (double) beat.longest / 1000);
}

/* Whether what the editor saves becomes the graph that was drawn. */
static void
bench_agreement (FarmFixture      *fixture,
                 AipNodeCatalogue *catalogue)
{
  GListModel *store = G_LIST_MODEL (aip_scheduler_get_workflows (fixture->scheduler));
  guint n_tried = 0, n_same = 0;

  for (guint i = 0; i < g_list_model_get_n_items (store); i++)
    {
      g_autoptr(AipWorkflow) workflow = g_list_model_get_item (store, i);
      g_autofree char *drawn = test_graph_to_editor_file (aip_workflow_get_graph (workflow), catalogue);
      g_autoptr(JsonNode) root = drawn != NULL ? aip_comfy_json_parse (drawn, -1, G_MAXSIZE, NULL)
                                               : NULL;
      g_autoptr(AipGraph) converted = NULL;
      g_autofree char *again = NULL;

      if (root == NULL)
        continue;
      n_tried++;
      converted = aip_graph_new_from_editor (root, catalogue, NULL, NULL);
      again = converted != NULL ? test_graph_to_editor_file (converted, catalogue) : NULL;
      n_same += g_strcmp0 (again, drawn) == 0 ? 1 : 0;
    }
  g_print ("editor files that become the graph that was drawn: %u of %u\n", n_same, n_tried);
}

int
main (int   argc,
      char *argv[])
{
  FarmFixture *fixture = farm_fixture_new (N_SHOTS);
  AipCinema *cinema = farm_wait_cinema (fixture);
  AipNodeCatalogue *catalogue = read_catalogue ();

  bench_freeze (fixture, cinema);
  bench_check (fixture, cinema, catalogue);
  bench_agreement (fixture, catalogue);

  aip_node_catalogue_unref (catalogue);
  farm_fixture_free (fixture);

  return 0;
}
