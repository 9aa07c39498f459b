/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Workflows that begin with a picture of the film. */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "aip-comfy-json.h"
#include "aip-json.h"
#include "farm-fixture.h"
#include "farm-server.h"

#define REFINE "flux-dev-i2i"

static guint
enqueue (FarmFixture *fixture,
         const char  *workflow,
         GPtrArray   *problems)
{
  g_autoptr(GPtrArray) shots = g_ptr_array_new ();
  g_autoptr(GPtrArray) jobs = NULL;

  g_ptr_array_add (shots, farm_shot (fixture, 0));
  jobs = aip_scheduler_enqueue (fixture->scheduler, fixture->document, shots, workflow, problems);

  return jobs->len;
}

static void
make_still (FarmFixture *fixture)
{
  farm_enqueue (fixture, 0, 1);
  farm_wait_all_done (fixture);
  g_assert_cmpuint (aip_shot_get_n_takes (farm_shot (fixture, 0)), ==, 1);
}

static void
wait_ended (FarmFixture *fixture)
{
  test_spin_while (aip_scheduler_get_n_open (fixture->scheduler, fixture->document) > 0);
}

/* The text that the last posted graph gave to the node that loads the picture. */
static char *
get_posted_picture (TestComfyServer *server)
{
  guint last = test_comfy_server_get_n_posts (server) - 1;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) body = aip_comfy_json_parse (test_comfy_server_get_post_body (server, last),
                                                   -1, G_MAXSIZE, &error);
  JsonObject *graph = aip_json_get_object (aip_json_node_object (body), "prompt");
  JsonObject *node = aip_json_get_object (graph, "50");

  g_assert_no_error (error);

  return g_strdup (aip_json_get_string (aip_json_get_object (node, "inputs"), "image", "none"));
}

static GVariant *
read_recipe (FarmFixture *fixture,
             AipTake     *take)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GVariant *recipe;

  aip_document_read_field_async (fixture->document, AIP_ENTITY (take), "recipe", NULL,
                                 test_store_result_cb, &result);
  test_spin_while (result == NULL);
  recipe = aip_document_read_field_finish (fixture->document, result, &error);
  g_assert_no_error (error);

  return recipe;
}

static void
test_still_is_sent_first (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server = farm_server_new (24);
  g_autofree char *path = NULL;
  g_autofree char *picture = NULL;
  g_autofree char *still = NULL;
  g_autoptr(GBytes) sent = NULL;
  g_autoptr(GVariant) recipe = NULL;
  AipTake *take;
  gsize length;

  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  make_still (fixture);
  path = aip_document_get_take_path (fixture->document,
                                     aip_shot_get_take (farm_shot (fixture, 0)));
  g_assert_true (g_file_get_contents (path, &still, &length, NULL));

  g_assert_cmpuint (enqueue (fixture, REFINE, NULL), ==, 1);
  wait_ended (fixture);

  g_assert_cmpint (aip_job_get_state (farm_job (fixture, 0)), ==, AIP_JOB_DONE);
  picture = get_posted_picture (server);
  if (!test_comfy_server_has_upload (server, picture, &sent))
    g_error ("the graph asks for “%s”, which was not sent", picture);
  g_assert_cmpmem (g_bytes_get_data (sent, NULL), g_bytes_get_size (sent), still, length);

  take = aip_shot_get_take (farm_shot (fixture, 0));
  g_assert_cmpint (aip_take_get_number (take), ==, 2);
  recipe = read_recipe (fixture, take);
  g_assert_nonnull (strstr (g_variant_get_string (recipe, NULL), "\"init-image\""));

  farm_fixture_free (fixture);
}

/* It is told before anything is queued. */
static void
test_no_still (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server = farm_server_new (24);
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  g_assert_cmpuint (enqueue (fixture, REFINE, problems), ==, 0);
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_nonnull (strstr (problems->pdata[0], "SHT-0010 has no still yet"));
  g_assert_null (aip_shot_get_active_job (farm_shot (fixture, 0)));

  farm_fixture_free (fixture);
}

static void
test_still_is_gone (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server = farm_server_new (24);
  g_autofree char *path = NULL;
  g_autofree char *still = NULL;
  gsize length;
  guint n_posts;

  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  make_still (fixture);
  n_posts = test_comfy_server_get_n_posts (server);
  path = aip_document_get_take_path (fixture->document,
                                     aip_shot_get_take (farm_shot (fixture, 0)));
  g_assert_true (g_file_get_contents (path, &still, &length, NULL));
  g_assert_cmpint (g_unlink (path), ==, 0);

  g_assert_cmpuint (enqueue (fixture, REFINE, NULL), ==, 1);
  wait_ended (fixture);
  g_assert_cmpint (aip_job_get_state (farm_job (fixture, 0)), ==, AIP_JOB_FAILED);
  g_assert_nonnull (strstr (aip_entity_get_text (AIP_ENTITY (farm_job (fixture, 0)), "error-text"),
                            "Take 1 of SHT-0010"));
  g_assert_cmpuint (test_comfy_server_get_n_posts (server), ==, n_posts);

  /* As the fixture wants to find it. */
  g_assert_true (g_file_set_contents (path, still, (gssize) length, NULL));
  farm_fixture_free (fixture);
}

static void
test_refused_by_worker (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server = farm_server_new (24);
  guint n_posts;

  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  make_still (fixture);
  n_posts = test_comfy_server_get_n_posts (server);
  test_comfy_server_set_fault (server, TEST_COMFY_FAULT_UPLOAD_500, -1);

  g_assert_cmpuint (enqueue (fixture, REFINE, NULL), ==, 1);
  wait_ended (fixture);
  g_assert_cmpint (aip_job_get_state (farm_job (fixture, 0)), ==, AIP_JOB_FAILED);
  g_assert_cmpuint (test_comfy_server_get_n_posts (server), ==, n_posts);

  farm_fixture_free (fixture);
}

/* The program ends while the picture is on its way: once more, and one take. */
static void
test_closed_while_sending (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server = farm_server_new (24);
  guint n_posts;

  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  make_still (fixture);
  n_posts = test_comfy_server_get_n_posts (server);

  test_comfy_server_hold (server, TEST_COMFY_POINT_UPLOAD);
  g_assert_cmpuint (enqueue (fixture, REFINE, NULL), ==, 1);
  test_spin_while (test_comfy_server_get_n_waiting (server, TEST_COMFY_POINT_UPLOAD) == 0);
  g_assert_cmpuint (test_comfy_server_get_n_posts (server), ==, n_posts);
  farm_fixture_close (fixture);
  test_comfy_server_release (server, TEST_COMFY_POINT_UPLOAD);

  farm_fixture_open (fixture);
  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  wait_ended (fixture);
  g_assert_cmpint (aip_job_get_state (farm_job (fixture, 0)), ==, AIP_JOB_DONE);
  g_assert_cmpuint (aip_shot_get_n_takes (farm_shot (fixture, 0)), ==, 2);
  g_assert_cmpuint (farm_server_get_n_runs (server), ==, 2);

  farm_fixture_free (fixture);
}

static void
test_cancelled_while_sending (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server = farm_server_new (24);
  guint n_posts;

  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  make_still (fixture);
  n_posts = test_comfy_server_get_n_posts (server);

  test_comfy_server_hold (server, TEST_COMFY_POINT_UPLOAD);
  g_assert_cmpuint (enqueue (fixture, REFINE, NULL), ==, 1);
  test_spin_while (test_comfy_server_get_n_waiting (server, TEST_COMFY_POINT_UPLOAD) == 0);
  aip_scheduler_cancel (fixture->scheduler, fixture->document, farm_job (fixture, 0));
  test_comfy_server_release (server, TEST_COMFY_POINT_UPLOAD);
  wait_ended (fixture);
  g_assert_cmpint (aip_job_get_state (farm_job (fixture, 0)), ==, AIP_JOB_CANCELLED);

  /* Nothing of it is left in the way of the next. */
  farm_enqueue (fixture, 0, 1);
  farm_wait_all_done (fixture);
  g_assert_cmpuint (test_comfy_server_get_n_posts (server), ==, n_posts + 1);

  farm_fixture_free (fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/farm/inputs/still-is-sent-first", test_still_is_sent_first);
  g_test_add_func ("/farm/inputs/no-still", test_no_still);
  g_test_add_func ("/farm/inputs/still-is-gone", test_still_is_gone);
  g_test_add_func ("/farm/inputs/refused-by-worker", test_refused_by_worker);
  g_test_add_func ("/farm/inputs/closed-while-sending", test_closed_while_sending);
  g_test_add_func ("/farm/inputs/cancelled-while-sending", test_cancelled_while_sending);

  return g_test_run ();
}
