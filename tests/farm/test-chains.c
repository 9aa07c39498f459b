/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Steps that wait for each other, and for a person. */

#include "config.h"

#include <string.h>

#include "aip-chain-job.h"
#include "aip-comfy-json.h"
#include "aip-error.h"
#include "aip-json.h"
#include "farm-fixture.h"
#include "farm-server.h"

#define STILL   "flux-dev"
#define MOVE    "wan22-5b-i2v"
#define ENLARGE "upscale-video-2x"
#define ASSET   "assets/ab/ab00000000000000000000000000000000000000000000000000000000000000.png"

/* A server whose movies are small. */
static TestComfyServer *
server_new (void)
{
  TestComfyServer *server = farm_server_new (24);
  g_autofree char *path = test_data_path ("farm/clip.mp4");
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) movie = NULL;
  g_autofree char *content = NULL;
  gsize length;

  g_file_get_contents (path, &content, &length, &error);
  g_assert_no_error (error);
  movie = g_bytes_new (content, length);
  test_comfy_server_add_file (server, "output", "", "clip_00001_.mp4", movie);
  test_comfy_server_set_output (server, "SaveVideo",
                                "{\"images\": [{\"filename\": \"clip_00001_.mp4\", \"subfolder\": "
                                "\"\", \"type\": \"output\"}], \"animated\": [true]}");

  return server;
}

/* (transfer container): the jobs, by shot and step. */
static GPtrArray *
enqueue (FarmFixture *fixture,
         guint        n_shots,
         const char  *text,
         GPtrArray  **problems)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AipChain) chain = aip_chain_parse (text, &error);
  g_autoptr(GPtrArray) shots = g_ptr_array_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) refused = NULL;
  GPtrArray *jobs;

  g_assert_no_error (error);
  for (guint i = 0; i < n_shots; i++)
    g_ptr_array_add (shots, farm_shot (fixture, i));
  aip_scheduler_enqueue_chain_async (fixture->scheduler, fixture->document, shots, chain,
                                     test_store_result_cb, &result);
  test_spin_while (result == NULL);
  jobs = aip_scheduler_enqueue_finish (fixture->scheduler, result, &refused);

  if (problems != NULL)
    *problems = g_steal_pointer (&refused);
  else
    g_assert_cmpuint (refused->len, ==, 0);

  return jobs;
}

static AipJobState
state_of (gpointer job)
{
  return aip_job_get_state (job);
}

static void
wait_reason (gpointer    job,
             const char *reason)
{
  test_spin_while (strstr (aip_job_get_reason (job), reason) == NULL);
}

static void
wait_state (gpointer    job,
            AipJobState state)
{
  test_spin_while (state_of (job) != state);
}

static AipTake *
take_of (FarmFixture *fixture,
         guint        number)
{
  return AIP_TAKE (g_list_model_get_item (aip_shot_get_takes (farm_shot (fixture, 0)), number - 1));
}

static void
approve (FarmFixture *fixture,
         guint        number)
{
  g_autoptr(AipTake) take = take_of (fixture, number);
  const char *ids[] = { aip_entity_get_id (AIP_ENTITY (take)), NULL };
  g_autoptr(GError) error = NULL;

  aip_document_begin (fixture->document, "Approve");
  aip_document_set_texts (fixture->document, AIP_ENTITY (farm_shot (fixture, 0)), "approved-takes",
                          ids, &error);
  g_assert_no_error (error);
  aip_document_commit (fixture->document);
}

/* What the graph that was posted last gave to the node that loads its beginning. */
static void
assert_began_with (FarmFixture     *fixture,
                   TestComfyServer *server,
                   guint            number,
                   const char      *node_id,
                   const char      *input)
{
  guint last = test_comfy_server_get_n_posts (server) - 1;
  g_autoptr(JsonNode) body = aip_comfy_json_parse (test_comfy_server_get_post_body (server, last),
                                                   -1, G_MAXSIZE, NULL);
  JsonObject *graph = aip_json_get_object (aip_json_node_object (body), "prompt");
  JsonObject *node = aip_json_get_object (graph, node_id);
  const char *name = aip_json_get_string (aip_json_get_object (node, "inputs"), input, "none");
  g_autoptr(AipTake) take = take_of (fixture, number);
  g_autofree char *path = aip_document_get_take_path (fixture->document, take);
  g_autofree char *content = NULL;
  g_autoptr(GBytes) sent = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_true (test_comfy_server_has_upload (server, name, &sent));
  g_assert_cmpmem (g_bytes_get_data (sent, NULL), g_bytes_get_size (sent), content, length);
}

/* One gesture, and everything follows; what waits says for what. */
static void
test_steps_follow (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server = server_new ();
  g_autoptr(GPtrArray) jobs = NULL;
  g_autofree char *place = NULL;

  test_comfy_server_hold (server, TEST_COMFY_POINT_RUNNING);
  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  jobs = enqueue (fixture, 1, STILL ", " MOVE ", " ENLARGE, NULL);
  g_assert_cmpuint (jobs->len, ==, 3);

  test_spin_while (test_comfy_server_get_n_waiting (server, TEST_COMFY_POINT_RUNNING) == 0);
  g_assert_cmpstr (aip_job_get_reason (jobs->pdata[1]), ==, "Waits for “FLUX.1 dev, text to image”");
  g_assert_cmpstr (aip_job_get_reason (jobs->pdata[2]), ==, "Waits for “Wan 2.2 5B, image to video”");
  place = aip_chain_job_dup_place (fixture->document, jobs->pdata[1]);
  g_assert_cmpstr (place, ==, "Step 2 of 3");
  /* What stands for the shot is what is being made, not the newest job. */
  g_assert_true (farm_job (fixture, 0) == jobs->pdata[0]);
  g_assert_cmpuint (test_comfy_server_get_n_posts (server), ==, 1);

  test_comfy_server_step (server, TEST_COMFY_POINT_RUNNING);
  wait_state (jobs->pdata[1], AIP_JOB_RUNNING);
  g_assert_true (farm_job (fixture, 0) == jobs->pdata[1]);
  assert_began_with (fixture, server, 1, "50", "image");

  test_comfy_server_release (server, TEST_COMFY_POINT_RUNNING);
  farm_wait_all_done (fixture);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (state_of (jobs->pdata[i]), ==, AIP_JOB_DONE);
  assert_began_with (fixture, server, 2, "54", "file");
  g_assert_cmpuint (aip_shot_get_n_takes (farm_shot (fixture, 0)), ==, 3);

  farm_fixture_free (fixture);
}

/* Of three stills a person takes the first, and neither time nor a restart can hurry that. */
static void
test_approval (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server = server_new ();
  g_autoptr(GPtrArray) jobs = NULL;
  g_autofree char *move_id = NULL;
  AipJob *move;

  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  jobs = enqueue (fixture, 1, STILL "*3, approve, " MOVE, NULL);
  g_assert_cmpuint (jobs->len, ==, 4);
  for (guint i = 0; i < 3; i++)
    wait_state (jobs->pdata[i], AIP_JOB_DONE);
  wait_reason (jobs->pdata[3], "Waits until you approve a still");
  g_assert_true (aip_chain_job_is_parked (fixture->document, jobs->pdata[3]));
  g_assert_true (farm_job (fixture, 0) == jobs->pdata[3]);
  g_assert_cmpuint (test_comfy_server_get_n_posts (server), ==, 3);
  move_id = g_strdup (aip_entity_get_id (jobs->pdata[3]));
  g_clear_pointer (&jobs, g_ptr_array_unref);

  farm_fixture_close (fixture);
  farm_fixture_open (fixture);
  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  move = AIP_JOB (aip_document_lookup (fixture->document, move_id));
  wait_reason (move, "Waits until you approve a still");
  g_assert_cmpuint (test_comfy_server_get_n_posts (server), ==, 3);

  approve (fixture, 1);
  wait_state (move, AIP_JOB_DONE);
  assert_began_with (fixture, server, 1, "50", "image");

  farm_fixture_free (fixture);
}

/* As long as the step has not begun, what was approved can be taken back. */
static void
test_approval_undone (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server = server_new ();
  g_autoptr(GPtrArray) jobs = NULL;
  AipWorker *worker;

  worker = farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  jobs = enqueue (fixture, 1, STILL "*2, approve, " MOVE, NULL);
  for (guint i = 0; i < 2; i++)
    wait_state (jobs->pdata[i], AIP_JOB_DONE);
  wait_reason (jobs->pdata[2], "Waits until you approve a still");
  aip_worker_set_paused (worker, TRUE);

  approve (fixture, 2);
  wait_reason (jobs->pdata[2], "All workers are paused");
  g_assert_true (aip_document_undo (fixture->document));
  wait_reason (jobs->pdata[2], "Waits until you approve a still");

  /* The shot as a whole: what it shows is the second of the two. */
  farm_edit_shot (fixture, 0, "status", "ready");
  farm_edit_shot (fixture, 0, "status", "review");
  farm_edit_shot (fixture, 0, "status", "approved");
  wait_reason (jobs->pdata[2], "All workers are paused");
  aip_worker_set_paused (worker, FALSE);
  wait_state (jobs->pdata[2], AIP_JOB_DONE);
  assert_began_with (fixture, server, 2, "50", "image");

  farm_fixture_free (fixture);
}

static void
test_failure_is_passed_on (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server = server_new ();
  g_autoptr(GPtrArray) jobs = NULL;
  g_autoptr(GError) error = NULL;
  const char *text;

  test_comfy_server_set_fault (server, TEST_COMFY_FAULT_RUN_ERROR, 1);
  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  jobs = enqueue (fixture, 1, STILL ", " MOVE ", " ENLARGE, NULL);
  farm_wait_all_done (fixture);

  g_assert_cmpint (state_of (jobs->pdata[0]), ==, AIP_JOB_FAILED);
  g_assert_true (farm_job (fixture, 0) == jobs->pdata[0]);
  for (guint i = 1; i < 3; i++)
    {
      g_assert_cmpint (state_of (jobs->pdata[i]), ==, AIP_JOB_CANCELLED);
      g_assert_nonnull (strstr (aip_job_get_error_text (jobs->pdata[i]), "Not begun, because “"));
    }
  text = aip_job_get_error_text (jobs->pdata[1]);
  g_assert_nonnull (strstr (text, "“FLUX.1 dev, text to image” before it failed"));
  g_assert_nonnull (strstr (text, "shapes cannot be multiplied"));

  /* Locked, nothing is tried again; unlocked, all of it is. */
  aip_document_begin (fixture->document, "Lock");
  aip_document_set (fixture->document, AIP_ENTITY (farm_shot (fixture, 0)), "locked",
                    g_variant_new_boolean (TRUE), &error);
  aip_document_commit (fixture->document);
  g_assert_no_error (error);
  g_assert_false (aip_scheduler_retry (fixture->scheduler, fixture->document, jobs->pdata[0], &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_LOCKED);
  g_assert_cmpstr (error->message, ==, "SHT-0010 is locked. Unlock it to generate it.");
  g_clear_error (&error);
  g_assert_true (aip_document_undo (fixture->document));

  g_assert_true (aip_scheduler_retry (fixture->scheduler, fixture->document, jobs->pdata[2], &error));
  g_assert_no_error (error);
  farm_wait_all_done (fixture);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (state_of (jobs->pdata[i]), ==, AIP_JOB_DONE);

  farm_fixture_free (fixture);
}

static void
test_cancelling (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server = server_new ();
  g_autoptr(GPtrArray) jobs = NULL;

  test_comfy_server_hold (server, TEST_COMFY_POINT_RUNNING);
  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  jobs = enqueue (fixture, 1, STILL "*2, approve, " MOVE ", " ENLARGE, NULL);
  wait_state (jobs->pdata[0], AIP_JOB_RUNNING);

  /* The other still will do. */
  aip_scheduler_cancel (fixture->scheduler, fixture->document, jobs->pdata[1]);
  g_assert_cmpint (state_of (jobs->pdata[2]), ==, AIP_JOB_WAITING);
  aip_scheduler_cancel (fixture->scheduler, fixture->document, jobs->pdata[0]);
  for (guint i = 2; i < 4; i++)
    {
      g_assert_cmpint (state_of (jobs->pdata[i]), ==, AIP_JOB_CANCELLED);
      g_assert_nonnull (strstr (aip_job_get_error_text (jobs->pdata[i]), "was cancelled"));
    }
  farm_wait_all_done (fixture);

  farm_fixture_free (fixture);
}

static void
test_refused (void)
{
  static const struct {
    const char *chain;
    const char *sentence;
  } cases[] = {
    { MOVE ", " STILL, "“FLUX.1 dev, text to image” cannot follow “Wan 2.2 5B, image to video”" },
    { STILL ", " ENLARGE, "it does not begin with a still" },
    { STILL "*2, " MOVE, "makes 2 takes, so somebody has to choose one" },
    { STILL ", nothing-of-the-kind", "“nothing-of-the-kind”, which is not installed" },
  };
  FarmFixture *fixture = farm_fixture_new (1);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) problems = NULL;
      g_autoptr(GPtrArray) jobs = enqueue (fixture, 1, cases[i].chain, &problems);

      g_assert_cmpuint (jobs->len, ==, 0);
      g_assert_cmpuint (problems->len, ==, 1);
      if (strstr (problems->pdata[0], cases[i].sentence) == NULL)
        g_error ("%s: %s", cases[i].chain, (char *) problems->pdata[0]);
    }

  farm_fixture_free (fixture);
}

/* Two shots that each begin with the other. */
static void
test_circle (void)
{
  FarmFixture *fixture = farm_fixture_new (2);
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(GPtrArray) jobs = NULL;
  g_autoptr(GPtrArray) more = NULL;

  farm_edit_shot (fixture, 0, "first-frame", "next-start");
  farm_edit_shot (fixture, 1, "first-frame", "previous-end");
  jobs = enqueue (fixture, 2, MOVE, &problems);
  g_assert_cmpuint (jobs->len, ==, 0);
  g_assert_cmpuint (problems->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_nonnull (strstr (problems->pdata[i], "wait for each other"));
      g_assert_nonnull (strstr (problems->pdata[i], "SHT-0010"));
      g_assert_nonnull (strstr (problems->pdata[i], "SHT-0020"));
    }

  /* One of them alone may wait, until somebody makes a circle of it; then both say so. */
  farm_edit_shot (fixture, 0, "first-frame", ASSET);
  more = enqueue (fixture, 2, MOVE, NULL);
  g_assert_cmpuint (more->len, ==, 2);
  g_assert_cmpstr (aip_job_get_reason (more->pdata[1]), ==, "Waits for SHT-0010");
  farm_edit_shot (fixture, 0, "first-frame", "next-start");
  for (guint i = 0; i < 2; i++)
    wait_reason (more->pdata[i], "wait for each other");
  farm_edit_shot (fixture, 0, "first-frame", ASSET);
  wait_reason (more->pdata[1], "Waits for SHT-0010");

  farm_fixture_free (fixture);
}

static void
test_text (void)
{
  static const char *const good[] = {
    "flux-dev", "flux-dev*3, approve, wan22-5b-i2v", "approve, upscale-2x", "a, b, approve, c*16",
  };
  static const char *const bad[] = {
    "", " , ", "approve", "flux-dev, approve", "a*0", "a*17", "a*b", "a,b,c,d,e,f,g,h,i",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(AipChain) chain = aip_chain_parse (good[i], &error);
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      text = aip_chain_to_text (chain);
      g_assert_cmpstr (text, ==, good[i]);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(AipChain) chain = aip_chain_parse (bad[i], &error);

      g_assert_null (chain);
      g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/chains/text", test_text);
  g_test_add_func ("/chains/refused", test_refused);
  g_test_add_func ("/chains/circle", test_circle);
  g_test_add_func ("/chains/steps-follow", test_steps_follow);
  g_test_add_func ("/chains/approval", test_approval);
  g_test_add_func ("/chains/approval-undone", test_approval_undone);
  g_test_add_func ("/chains/failure-is-passed-on", test_failure_is_passed_on);
  g_test_add_func ("/chains/cancelling", test_cancelling);

  return g_test_run ();
}
