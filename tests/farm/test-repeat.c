/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Takes that are made again exactly as they were. */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "aip-comfy-json.h"
#include "aip-error.h"
#include "aip-json.h"
#include "aip-repeat.h"
#include "farm-fixture.h"
#include "farm-server.h"

#define REFINE "flux-dev-i2i"

/* (transfer full): what was posted, without the names of the results, which are never the same. */
static AipGraph *
read_post (TestComfyServer *server,
           guint            index)
{
  g_autoptr(JsonNode) body = aip_comfy_json_parse (test_comfy_server_get_post_body (server, index),
                                                   -1, G_MAXSIZE, NULL);
  g_autoptr(GError) error = NULL;
  AipGraph *graph = aip_graph_new_from_json (aip_json_get (aip_json_node_object (body), "prompt"),
                                             &error);

  g_assert_no_error (error);
  for (guint i = 0; i < aip_graph_get_n_nodes (graph); i++)
    if (aip_graph_has_input (graph, aip_graph_get_node (graph, i), "filename_prefix"))
      {
        g_autofree char *prefix = aip_graph_dup_string (graph, aip_graph_get_node (graph, i),
                                                        "filename_prefix", "");

        g_assert_true (strlen (prefix) > 0);
        aip_graph_set_string (graph, aip_graph_get_node (graph, i), "filename_prefix", "", NULL);
      }

  return graph;
}

static AipTake *
take_at (FarmFixture *fixture,
         guint        index)
{
  g_autoptr(AipTake) take = g_list_model_get_item (aip_shot_get_takes (farm_shot (fixture, 0)), index);

  g_assert_nonnull (take);

  return take;
}

static void
make (FarmFixture *fixture,
      const char  *workflow)
{
  g_autoptr(GPtrArray) shots = g_ptr_array_new ();
  g_autoptr(GPtrArray) jobs = NULL;

  g_ptr_array_add (shots, farm_shot (fixture, 0));
  jobs = aip_scheduler_enqueue (fixture->scheduler, fixture->document, shots, workflow, NULL);
  g_assert_cmpuint (jobs->len, ==, 1);
  farm_wait_all_done (fixture);
  g_assert_cmpint (aip_job_get_state (jobs->pdata[0]), ==, AIP_JOB_DONE);
}

static AipJob *
repeat (FarmFixture *fixture,
        AipTake     *take,
        const char  *worker)
{
  g_autoptr(GError) error = NULL;
  AipJob *job = aip_scheduler_repeat (fixture->scheduler, fixture->document, farm_shot (fixture, 0),
                                      take, worker, &error);

  g_assert_no_error (error);

  return job;
}

static AipRepeat *
load (FarmFixture  *fixture,
      AipTake      *take,
      GError      **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  aip_repeat_load_async (fixture->document, take, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);

  return aip_repeat_load_finish (result, error);
}

static char *
dup_recipe (FarmFixture *fixture,
            AipTake     *take)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GVariant) value = NULL;

  aip_document_read_field_async (fixture->document, AIP_ENTITY (take), "recipe", NULL,
                                 test_store_result_cb, &result);
  test_spin_while (result == NULL);
  value = aip_document_read_field_finish (fixture->document, result, NULL);
  g_assert_nonnull (value);

  return g_variant_dup_string (value, NULL);
}

/* Whatever was edited since, the same graph is posted, beginning with the same picture. */
static void
test_same_graph (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server = farm_server_new (24);
  g_autoptr(AipGraph) before = NULL;
  g_autoptr(AipGraph) after = NULL;
  g_autofree char *recipe = NULL;
  AipJob *job;

  farm_edit_shot (fixture, 0, "seed", "18446744073709551615");
  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  make (fixture, NULL);
  make (fixture, REFINE);
  make (fixture, NULL);

  farm_edit_shot (fixture, 0, "description", "Something else altogether");
  farm_edit_shot (fixture, 0, "seed", "1");
  job = repeat (fixture, take_at (fixture, 1), NULL);
  farm_wait_all_done (fixture);
  g_assert_cmpint (aip_job_get_state (job), ==, AIP_JOB_DONE);

  g_assert_cmpuint (test_comfy_server_get_n_posts (server), ==, 4);
  before = read_post (server, 1);
  after = read_post (server, 3);
  g_assert_true (aip_graph_equal (before, after));
  g_assert_cmpuint (aip_shot_get_n_takes (farm_shot (fixture, 0)), ==, 4);
  g_assert_cmpstr (aip_entity_get_text (AIP_ENTITY (take_at (fixture, 3)), "seed"), ==,
                   "18446744073709551615");
  g_assert_cmpstr (aip_entity_get_text (AIP_ENTITY (take_at (fixture, 3)), "prompt"), ==,
                   aip_entity_get_text (AIP_ENTITY (take_at (fixture, 1)), "prompt"));
  recipe = dup_recipe (fixture, take_at (fixture, 3));
  g_assert_nonnull (strstr (recipe, "\"repeats\":{\"shot\":\"SHT-0010\",\"take\":2,"));
  /* And once more from that. */
  repeat (fixture, take_at (fixture, 3), NULL);
  farm_wait_all_done (fixture);
  g_assert_cmpuint (aip_shot_get_n_takes (farm_shot (fixture, 0)), ==, 5);

  farm_fixture_free (fixture);
}

/* After a restart it is read again. */
static void
test_restart (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server = farm_server_new (24);
  g_autoptr(AipGraph) before = NULL;
  g_autoptr(AipGraph) after = NULL;

  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  make (fixture, NULL);
  test_comfy_server_stop (server);
  repeat (fixture, take_at (fixture, 0), test_comfy_server_get_address (server));

  farm_fixture_close (fixture);
  farm_fixture_open (fixture);
  test_comfy_server_start (server);
  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  farm_wait_all_done (fixture);
  g_assert_cmpuint (aip_shot_get_n_takes (farm_shot (fixture, 0)), ==, 2);
  before = read_post (server, 0);
  after = read_post (server, 1);
  g_assert_true (aip_graph_equal (before, after));

  farm_fixture_free (fixture);
}

/* A worker that was chosen is the one that gets it, and no other. */
static void
test_chosen_worker (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) first = farm_server_new (24);
  g_autoptr(TestComfyServer) second = farm_server_new (24);
  AipWorker *worker;
  AipJob *job;

  farm_add_ready_worker (fixture, test_comfy_server_get_address (first));
  make (fixture, NULL);
  worker = farm_add_ready_worker (fixture, test_comfy_server_get_address (second));
  aip_worker_set_paused (worker, TRUE);

  job = repeat (fixture, take_at (fixture, 0), aip_worker_get_address (worker));
  test_spin_while (g_strcmp0 (aip_job_get_reason (job), "The worker that was chosen is paused") != 0);
  aip_worker_set_paused (worker, FALSE);
  farm_wait_all_done (fixture);
  g_assert_cmpuint (test_comfy_server_get_n_posts (second), ==, 1);
  g_assert_cmpuint (test_comfy_server_get_n_posts (first), ==, 1);

  farm_fixture_free (fixture);
}

/* What is different is said before anything is queued, by name. */
static void
test_differences (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) first = farm_server_new (24);
  g_autoptr(TestComfyServer) second = farm_server_new (24);
  g_autoptr(AipRepeat) found = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) same = NULL;
  g_auto(GStrv) other = NULL;
  g_autofree char *text = NULL;
  AipWorker *there, *here;
  gboolean possible;
  AipJob *job;

  there = farm_add_ready_worker (fixture, test_comfy_server_get_address (first));
  make (fixture, NULL);
  test_comfy_server_set_gpu (second, "NVIDIA RTX A6000", 48 * FARM_GIB);
  farm_server_set_models (second, FALSE);
  here = farm_add_ready_worker (fixture, test_comfy_server_get_address (second));
  test_spin_while (aip_scheduler_get_catalogue (fixture->scheduler, here) == NULL);

  found = load (fixture, take_at (fixture, 0), &error);
  g_assert_no_error (error);
  g_assert_null (aip_repeat_get_obstacles (found)[0]);
  same = aip_repeat_compare (found, there,
                             aip_scheduler_get_catalogue (fixture->scheduler, there), &possible);
  g_assert_true (possible);
  g_assert_null (same[0]);

  other = aip_repeat_compare (found, here, aip_scheduler_get_catalogue (fixture->scheduler, here),
                              &possible);
  text = g_strjoinv ("\n", other);
  g_assert_false (possible);
  g_assert_nonnull (strstr (text, "It does not have the models flux1-dev.safetensors."));
  g_assert_nonnull (strstr (text, "RTX 4090 then and is NVIDIA RTX A6000 here"));

  /* And it does not go where it cannot be made. */
  job = repeat (fixture, take_at (fixture, 0), aip_worker_get_address (here));
  farm_wait_all_done (fixture);
  g_assert_cmpint (aip_job_get_state (job), ==, AIP_JOB_FAILED);
  g_assert_nonnull (strstr (aip_job_get_error_text (job), "flux1-dev.safetensors"));
  g_assert_cmpuint (test_comfy_server_get_n_posts (second), ==, 0);

  farm_fixture_free (fixture);
}

/* Without what it began with it cannot be the same. */
static void
test_inputs_gone (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server = farm_server_new (24);
  g_autoptr(AipRepeat) changed = NULL;
  g_autoptr(AipRepeat) gone = NULL;
  g_autofree char *path = NULL;
  g_autofree char *content = NULL;
  gsize length;
  AipJob *job;

  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  make (fixture, NULL);
  make (fixture, REFINE);
  path = aip_document_get_take_path (fixture->document, take_at (fixture, 0));
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));

  g_assert_true (g_file_set_contents (path, "another", -1, NULL));
  changed = load (fixture, take_at (fixture, 1), NULL);
  g_assert_cmpstr (aip_repeat_get_obstacles (changed)[0], ==,
                   "What it began with was changed since: take 1 of SHT-0010.");

  g_assert_cmpint (g_unlink (path), ==, 0);
  gone = load (fixture, take_at (fixture, 1), NULL);
  g_assert_cmpstr (aip_repeat_get_obstacles (gone)[0], ==,
                   "What it began with is not there any more: take 1 of SHT-0010.");
  job = repeat (fixture, take_at (fixture, 1), NULL);
  farm_wait_all_done (fixture);
  g_assert_cmpint (aip_job_get_state (job), ==, AIP_JOB_FAILED);
  g_assert_nonnull (strstr (aip_job_get_error_text (job), "Take 2 of SHT-0010 cannot be made again."));
  g_assert_cmpuint (test_comfy_server_get_n_posts (server), ==, 2);

  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));
  farm_fixture_free (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/repeat/same-graph", test_same_graph);
  g_test_add_func ("/repeat/restart", test_restart);
  g_test_add_func ("/repeat/chosen-worker", test_chosen_worker);
  g_test_add_func ("/repeat/differences", test_differences);
  g_test_add_func ("/repeat/inputs-gone", test_inputs_gone);

  return g_test_run ();
}
