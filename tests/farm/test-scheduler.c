/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The scheduler when all goes well: what a person sees from pressing Generate to the take. */

#include "config.h"

#include <string.h>

#include "aip-comfy-json.h"
#include "aip-error.h"
#include "farm-fixture.h"
#include "farm-server.h"

static void
test_three_shots_two_workers (void)
{
  FarmFixture *fixture = farm_fixture_new (3);
  g_autoptr(TestComfyServer) a = farm_server_new (24);
  g_autoptr(TestComfyServer) b = farm_server_new (24);
  AipWorker *worker;

  worker = farm_add_ready_worker (fixture, test_comfy_server_get_address (a));
  farm_add_ready_worker (fixture, test_comfy_server_get_address (b));
  g_assert_cmpstr (aip_worker_get_gpu_name (worker), ==, "NVIDIA GeForce RTX 4090");
  g_assert_cmpuint (aip_worker_get_vram_total (worker), ==, 24 * FARM_GIB);
  g_assert_cmpint (aip_worker_get_state (worker), ==, AIP_WORKER_IDLE);
  g_assert_false (aip_worker_get_draft (worker));

  farm_enqueue (fixture, 0, 3);
  g_assert_cmpuint (aip_scheduler_get_n_open (fixture->scheduler, fixture->document), ==, 3);
  farm_wait_all_done (fixture);
  test_spin_while (fixture->n_idle == 0);

  g_assert_cmpuint (fixture->n_takes, ==, 3);
  g_assert_cmpuint (fixture->n_idle, ==, 1);
  g_assert_cmpuint (test_comfy_server_get_n_posts (a) + test_comfy_server_get_n_posts (b), ==, 3);
  g_assert_cmpuint (test_comfy_server_get_n_posts (a), >, 0);
  g_assert_cmpuint (test_comfy_server_get_n_posts (b), >, 0);

  for (guint i = 0; i < 3; i++)
    {
      AipJob *job = farm_job (fixture, i);
      AipTake *take = aip_shot_get_take (farm_shot (fixture, i));

      g_assert_cmpint (aip_job_get_state (job), ==, AIP_JOB_DONE);
      g_assert_nonnull (take);
      g_assert_cmpint (aip_take_get_number (take), ==, 1);
      g_assert_cmpstr (aip_take_get_media_type (take), ==, "image/png");
      g_assert_true (g_str_has_prefix (aip_take_get_file (take), "takes/SHT-00"));
      g_assert_cmpfloat (aip_job_get_progress (job), ==, 1);
      g_assert_cmpstr (aip_entity_get_text (AIP_ENTITY (take), "prompt"), ==,
                       aip_entity_get_text (AIP_ENTITY (job), "prompt"));
      g_assert_cmpstr (aip_entity_get_text (AIP_ENTITY (take), "workflow"), ==, "flux-dev");
    }

  farm_fixture_free (fixture);
}

static GVariant *
read_field (FarmFixture *fixture,
            AipEntity   *entity,
            const char  *field)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GVariant *value;

  aip_document_read_field_async (fixture->document, entity, field, NULL, test_store_result_cb,
                                 &result);
  test_spin_while (result == NULL);
  value = aip_document_read_field_finish (fixture->document, result, &error);
  g_assert_no_error (error);

  return value;
}

static void
test_posted_graph_is_what_was_recorded (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server = farm_server_new (24);
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) graph_value = NULL;
  g_autoptr(GVariant) recipe_value = NULL;
  g_autoptr(AipGraph) recorded = NULL;
  g_autoptr(AipGraph) posted = NULL;
  g_autoptr(JsonNode) body = NULL;
  AipJob *job;
  const char *prompt_id;

  farm_edit_shot (fixture, 0, "seed", "18446744073709551615");
  farm_edit_shot (fixture, 0, "negative", "text");
  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  farm_enqueue (fixture, 0, 1);
  farm_wait_all_done (fixture);

  job = farm_job (fixture, 0);
  prompt_id = aip_job_get_prompt_id (job);
  g_assert_true (g_uuid_string_is_valid (prompt_id));
  g_assert_cmpstr (test_comfy_server_get_post_id (server, 0), ==, prompt_id);
  g_assert_cmpstr (aip_entity_get_text (AIP_ENTITY (job), "seed"), ==, "18446744073709551615");
  g_assert_nonnull (strstr (test_comfy_server_get_post_body (server, 0), "18446744073709551615"));

  body = aip_comfy_json_parse (test_comfy_server_get_post_body (server, 0), -1, G_MAXSIZE, &error);
  g_assert_no_error (error);
  posted = aip_graph_new_from_json (json_object_get_member (json_node_get_object (body), "prompt"),
                                    &error);
  g_assert_no_error (error);
  graph_value = read_field (fixture, AIP_ENTITY (job), "graph");
  recorded = aip_graph_parse (g_variant_get_string (graph_value, NULL), -1, &error);
  g_assert_no_error (error);
  g_assert_true (aip_graph_equal (posted, recorded));

  recipe_value = read_field (fixture, AIP_ENTITY (aip_shot_get_take (farm_shot (fixture, 0))),
                             "recipe");
  g_assert_nonnull (strstr (g_variant_get_string (recipe_value, NULL),
                            g_variant_get_string (graph_value, NULL)));

  farm_fixture_free (fixture);
}

static void
test_waiting_job_is_late_bound (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server = farm_server_new (24);

  farm_enqueue (fixture, 0, 1);
  test_spin_while (g_strcmp0 (aip_job_get_reason (farm_job (fixture, 0)), "No worker is connected") != 0);
  g_assert_cmpint (aip_job_get_state (farm_job (fixture, 0)), ==, AIP_JOB_WAITING);

  farm_edit_shot (fixture, 0, "description", "A lighthouse in the fog");
  farm_add_worker (fixture, test_comfy_server_get_address (server));
  farm_wait_all_done (fixture);
  g_assert_nonnull (strstr (test_comfy_server_get_post_body (server, 0), "A lighthouse in the fog"));
  g_assert_null (strstr (test_comfy_server_get_post_body (server, 0), "ferry"));
  g_assert_cmpstr (aip_job_get_reason (farm_job (fixture, 0)), ==, "");

  farm_fixture_free (fixture);
}

static void
test_sent_job_is_frozen (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server = farm_server_new (24);

  test_comfy_server_hold (server, TEST_COMFY_POINT_RUNNING);
  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  farm_enqueue (fixture, 0, 1);
  farm_wait_state (fixture, 0, AIP_JOB_RUNNING);

  farm_edit_shot (fixture, 0, "description", "A lighthouse in the fog");
  test_comfy_server_release (server, TEST_COMFY_POINT_RUNNING);
  farm_wait_all_done (fixture);
  g_assert_nonnull (strstr (aip_entity_get_text (AIP_ENTITY (aip_shot_get_take (farm_shot (fixture, 0))),
                                                 "prompt"), "ferry"));

  farm_fixture_free (fixture);
}

static void
test_second_take_gets_next_number_and_new_seed (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server = farm_server_new (24);
  g_autoptr(AipTake) first = NULL;
  g_autoptr(AipTake) second = NULL;

  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  farm_enqueue (fixture, 0, 1);
  farm_wait_all_done (fixture);
  farm_enqueue (fixture, 0, 1);
  farm_wait_all_done (fixture);

  g_assert_cmpuint (aip_shot_get_n_takes (farm_shot (fixture, 0)), ==, 2);
  first = g_list_model_get_item (aip_shot_get_takes (farm_shot (fixture, 0)), 0);
  second = g_list_model_get_item (aip_shot_get_takes (farm_shot (fixture, 0)), 1);
  g_assert_cmpint (aip_take_get_number (second), ==, 2);
  g_assert_true (g_str_has_suffix (aip_take_get_file (second), "_v002.png"));
  g_assert_cmpstr (aip_entity_get_text (AIP_ENTITY (first), "seed"), !=,
                   aip_entity_get_text (AIP_ENTITY (second), "seed"));

  farm_fixture_free (fixture);
}

static void
test_progress_rises_and_names_the_stage (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server = farm_server_new (24);
  AipWorker *worker;
  AipJob *job;

  test_comfy_server_hold (server, TEST_COMFY_POINT_RUNNING);
  worker = farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  farm_enqueue (fixture, 0, 1);
  job = farm_job (fixture, 0);
  test_spin_while (!(aip_job_get_progress (job) > 0));
  g_assert_cmpfloat (aip_job_get_progress (job), <, 1);
  g_assert_cmpstr (aip_job_get_stage (job), !=, "");
  g_assert_true (aip_worker_get_job (worker) == job);
  g_assert_cmpint (aip_worker_get_state (worker), ==, AIP_WORKER_BUSY);

  test_comfy_server_release (server, TEST_COMFY_POINT_RUNNING);
  farm_wait_all_done (fixture);
  test_spin_while (aip_worker_get_state (worker) != AIP_WORKER_IDLE);
  g_assert_null (aip_worker_get_job (worker));

  farm_fixture_free (fixture);
}

static void
test_one_runs_one_waits_there (void)
{
  FarmFixture *fixture = farm_fixture_new (4);
  g_autoptr(TestComfyServer) server = farm_server_new (24);
  AipWorker *worker;

  test_comfy_server_hold (server, TEST_COMFY_POINT_RUNNING);
  worker = farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  farm_enqueue (fixture, 0, 4);
  farm_wait_state (fixture, 0, AIP_JOB_RUNNING);
  farm_wait_state (fixture, 1, AIP_JOB_SUBMITTED);
  test_spin_while (test_comfy_server_get_n_posts (server) < 2);
  test_spin_while (g_strcmp0 (aip_job_get_reason (farm_job (fixture, 2)), "All workers are busy") != 0);
  test_spin_while (g_strcmp0 (aip_job_get_reason (farm_job (fixture, 3)), "All workers are busy") != 0);
  g_assert_true (aip_worker_get_job (worker) == farm_job (fixture, 0));
  g_assert_true (aip_worker_get_next_job (worker) == farm_job (fixture, 1));
  g_assert_cmpuint (test_comfy_server_get_n_posts (server), ==, 2);

  test_comfy_server_release (server, TEST_COMFY_POINT_RUNNING);
  farm_wait_all_done (fixture);
  g_assert_cmpuint (test_comfy_server_get_n_posts (server), ==, 4);

  farm_fixture_free (fixture);
}

/* @seen: when progress has been shown, of a job that stands still at nearly its end */
static void
check_idle_worker_takes_what_waits_elsewhere (gboolean seen)
{
  FarmFixture *fixture = farm_fixture_new (2);
  g_autoptr(TestComfyServer) busy = farm_server_new (24);
  g_autoptr(TestComfyServer) idle = farm_server_new (24);

  test_comfy_server_hold (busy, TEST_COMFY_POINT_RUNNING);
  farm_add_ready_worker (fixture, test_comfy_server_get_address (busy));
  farm_enqueue (fixture, 0, 2);
  farm_wait_state (fixture, 0, AIP_JOB_RUNNING);
  farm_wait_state (fixture, 1, AIP_JOB_SUBMITTED);
  test_spin_while (test_comfy_server_get_n_posts (busy) < 2);
  test_spin_while (seen && aip_job_get_progress (farm_job (fixture, 0)) < 0.1);

  farm_add_worker (fixture, test_comfy_server_get_address (idle));
  farm_wait_state (fixture, 1, AIP_JOB_DONE);
  g_assert_cmpint (aip_job_get_state (farm_job (fixture, 0)), ==, AIP_JOB_RUNNING);
  g_assert_cmpuint (test_comfy_server_get_n_posts (idle), ==, 1);

  test_comfy_server_release (busy, TEST_COMFY_POINT_RUNNING);
  farm_wait_all_done (fixture);
  g_assert_cmpuint (farm_server_get_n_runs (busy), ==, 1);

  farm_fixture_free (fixture);
}

static void
test_idle_worker_takes_what_waits_elsewhere (void)
{
  check_idle_worker_takes_what_waits_elsewhere (FALSE);
}

static void
test_idle_worker_takes_what_waits_behind_a_halt (void)
{
  check_idle_worker_takes_what_waits_elsewhere (TRUE);
}

static void
test_memory_is_not_summed (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) a = farm_server_new (8);
  g_autoptr(TestComfyServer) b = farm_server_new (10);
  g_autoptr(TestComfyServer) large = farm_server_new (24);

  farm_add_ready_worker (fixture, test_comfy_server_get_address (a));
  farm_add_ready_worker (fixture, test_comfy_server_get_address (b));
  farm_enqueue (fixture, 0, 1);
  test_spin_while (!g_str_has_suffix (aip_job_get_reason (farm_job (fixture, 0)),
                                      "the largest worker has 10 GB"));
  g_assert_cmpint (aip_job_get_state (farm_job (fixture, 0)), ==, AIP_JOB_WAITING);

  farm_add_worker (fixture, test_comfy_server_get_address (large));
  farm_wait_all_done (fixture);
  g_assert_cmpuint (test_comfy_server_get_n_posts (a) + test_comfy_server_get_n_posts (b), ==, 0);
  g_assert_cmpuint (test_comfy_server_get_n_posts (large), ==, 1);

  farm_fixture_free (fixture);
}

static void
test_missing_model_is_known_before (void)
{
  FarmFixture *fixture = farm_fixture_new (2);
  g_autoptr(TestComfyServer) without = farm_server_new (24);
  g_autoptr(TestComfyServer) with = farm_server_new (24);

  farm_server_set_models (without, FALSE);
  farm_add_ready_worker (fixture, test_comfy_server_get_address (without));
  farm_enqueue (fixture, 0, 1);
  test_spin_while (strstr (aip_job_get_reason (farm_job (fixture, 0)), "flux1-dev.safetensors") == NULL);

  farm_add_worker (fixture, test_comfy_server_get_address (with));
  farm_wait_all_done (fixture);
  g_assert_cmpuint (test_comfy_server_get_n_posts (without), ==, 0);

  /* Somebody puts the model there, and nobody tells us. */
  test_comfy_server_stop (with);
  farm_server_set_models (without, TRUE);
  farm_enqueue (fixture, 1, 1);
  farm_wait_state (fixture, 1, AIP_JOB_DONE);
  g_assert_cmpuint (test_comfy_server_get_n_posts (without), ==, 1);

  farm_fixture_free (fixture);
}

static void
test_paused_worker_gets_nothing (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server = farm_server_new (24);
  AipWorker *worker = farm_add_ready_worker (fixture, test_comfy_server_get_address (server));

  aip_worker_set_paused (worker, TRUE);
  farm_enqueue (fixture, 0, 1);
  test_spin_while (g_strcmp0 (aip_job_get_reason (farm_job (fixture, 0)), "All workers are paused") != 0);
  g_assert_cmpuint (test_comfy_server_get_n_posts (server), ==, 0);

  aip_worker_set_paused (worker, FALSE);
  farm_wait_all_done (fixture);

  farm_fixture_free (fixture);
}

static void
test_shot_without_words_is_left_out (void)
{
  FarmFixture *fixture = farm_fixture_new (2);
  g_autoptr(GPtrArray) shots = g_ptr_array_new ();
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) jobs = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *prompt = NULL;

  farm_edit_shot (fixture, 0, "description", "  ");
  g_ptr_array_add (shots, farm_shot (fixture, 0));
  g_ptr_array_add (shots, farm_shot (fixture, 1));
  jobs = aip_scheduler_enqueue (fixture->scheduler, fixture->document, shots, NULL, problems);
  g_assert_cmpuint (jobs->len, ==, 1);
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (problems, 0), "SHT-0010"));
  g_assert_null (aip_shot_get_active_job (farm_shot (fixture, 0)));

  farm_wait_cinema (fixture);
  g_assert_false (aip_scheduler_preview_prompt (fixture->scheduler, fixture->document,
                                                farm_shot (fixture, 0), &prompt, NULL, &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (aip_scheduler_preview_prompt (fixture->scheduler, fixture->document,
                                               farm_shot (fixture, 1), &prompt, NULL, &error));
  g_assert_cmpstr (prompt, ==, "A ferry in the rain, picture 1, 비 오는 밤.");

  g_clear_pointer (&jobs, g_ptr_array_unref);
  jobs = aip_scheduler_enqueue (fixture->scheduler, fixture->document, shots, "no-such-workflow",
                                problems);
  g_assert_cmpuint (jobs->len, ==, 0);
  g_assert_cmpuint (problems->len, ==, 3);

  farm_fixture_free (fixture);
}

static void
test_cast_and_place_reach_the_prompt (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(GError) error = NULL;
  g_autofree char *prompt = NULL;
  AipEntity *mina, *harbour;
  const char *cast[] = { NULL, NULL };
  GVariantDict fields;

  aip_document_begin (fixture->document, "Cast");
  g_variant_dict_init (&fields, NULL);
  g_variant_dict_insert (&fields, "name", "s", "미나");
  g_variant_dict_insert (&fields, "description", "s", "red raincoat");
  mina = aip_document_insert (fixture->document, AIP_KIND_CHARACTER, g_variant_dict_end (&fields), &error);
  g_assert_no_error (error);
  g_variant_dict_init (&fields, NULL);
  g_variant_dict_insert (&fields, "name", "s", "Harbour");
  harbour = aip_document_insert (fixture->document, AIP_KIND_PLACE, g_variant_dict_end (&fields), &error);
  g_assert_no_error (error);
  cast[0] = aip_entity_get_id (mina);
  aip_document_set_texts (fixture->document, AIP_ENTITY (farm_shot (fixture, 0)), "characters", cast, &error);
  aip_document_set_text (fixture->document, AIP_ENTITY (farm_shot (fixture, 0)), "place",
                         aip_entity_get_id (harbour), &error);
  g_assert_no_error (error);
  aip_document_commit (fixture->document);

  farm_wait_cinema (fixture);
  g_assert_true (aip_scheduler_preview_prompt (fixture->scheduler, fixture->document,
                                               farm_shot (fixture, 0), &prompt, NULL, &error));
  g_assert_cmpstr (prompt, ==, "A ferry in the rain, picture 0, 비 오는 밤. 미나: red raincoat. Harbour.");

  farm_fixture_free (fixture);
}

static void
test_deleted_shot_keeps_its_result (void)
{
  FarmFixture *fixture = farm_fixture_new (2);
  g_autoptr(TestComfyServer) server = farm_server_new (24);
  g_autoptr(GError) error = NULL;
  g_autoptr(AipShot) running = g_object_ref (farm_shot (fixture, 0));
  g_autoptr(AipJob) running_job = NULL;
  g_autoptr(AipJob) waiting_job = NULL;

  test_comfy_server_hold (server, TEST_COMFY_POINT_RUNNING);
  farm_enqueue (fixture, 1, 1);
  waiting_job = g_object_ref (farm_job (fixture, 1));

  aip_document_begin (fixture->document, "Delete Shot");
  g_assert_true (aip_document_remove (fixture->document, AIP_ENTITY (farm_shot (fixture, 1)), &error));
  aip_document_commit (fixture->document);
  test_spin_while (g_strcmp0 (aip_job_get_reason (waiting_job), "Its shot was deleted") != 0);

  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  farm_enqueue (fixture, 0, 1);
  running_job = g_object_ref (farm_job (fixture, 0));
  test_spin_while (aip_job_get_state (running_job) != AIP_JOB_RUNNING);
  aip_document_begin (fixture->document, "Delete Shot");
  g_assert_true (aip_document_remove (fixture->document, AIP_ENTITY (running), &error));
  aip_document_commit (fixture->document);

  test_comfy_server_release (server, TEST_COMFY_POINT_RUNNING);
  test_spin_while (aip_job_get_state (running_job) != AIP_JOB_DONE);
  g_assert_cmpint (aip_job_get_state (waiting_job), ==, AIP_JOB_WAITING);

  g_assert_true (aip_document_undo (fixture->document));
  g_assert_cmpuint (aip_shot_get_n_takes (running), ==, 1);
  /* The file is called like the shot all the same. */
  g_assert_nonnull (strstr (aip_take_get_file (aip_shot_get_take (running)),
                            aip_shot_get_code (running)));
  g_assert_true (aip_document_undo (fixture->document));
  test_spin_while (aip_job_get_state (waiting_job) != AIP_JOB_DONE);

  farm_fixture_free (fixture);
}

/* The shot was deleted before the program was started again: only its job knows what it was called. */
static void
test_deleted_before_a_restart (void)
{
  FarmFixture *fixture = farm_fixture_new (2);
  g_autoptr(TestComfyServer) server = farm_server_new (24);
  g_autoptr(GError) error = NULL;
  AipEntityList *takes;
  AipTake *take;

  test_comfy_server_hold (server, TEST_COMFY_POINT_RUNNING);
  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  farm_enqueue (fixture, 1, 1);
  farm_wait_state (fixture, 1, AIP_JOB_RUNNING);
  aip_document_begin (fixture->document, "Delete Shot");
  g_assert_true (aip_document_remove (fixture->document, AIP_ENTITY (farm_shot (fixture, 1)),
                                      &error));
  aip_document_commit (fixture->document);
  farm_fixture_close (fixture);

  test_comfy_server_release (server, TEST_COMFY_POINT_RUNNING);
  farm_fixture_open (fixture);
  takes = aip_document_get_list (fixture->document, AIP_KIND_TAKE);
  test_spin_while (aip_entity_list_get_count (takes) == 0);
  take = AIP_TAKE (aip_entity_list_peek (takes, 0));
  g_assert_nonnull (strstr (aip_take_get_file (take), "SHT-0020"));

  farm_fixture_free (fixture);
}

static void
test_another_run_of_the_program_fetches (void)
{
  FarmFixture *fixture = farm_fixture_new (3);
  g_autoptr(TestComfyServer) server = farm_server_new (24);

  test_comfy_server_hold (server, TEST_COMFY_POINT_RUNNING);
  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  farm_enqueue (fixture, 0, 3);
  farm_wait_state (fixture, 0, AIP_JOB_RUNNING);
  farm_wait_state (fixture, 1, AIP_JOB_SUBMITTED);
  test_spin_while (test_comfy_server_get_n_posts (server) < 2);
  farm_fixture_close (fixture);

  test_comfy_server_release (server, TEST_COMFY_POINT_RUNNING);
  test_spin_while (test_comfy_server_get_n_runs (server, test_comfy_server_get_post_id (server, 1)) == 0);

  /* The worker is found again although nobody has added it: it has what is ours. */
  farm_fixture_open (fixture);
  farm_wait_state (fixture, 0, AIP_JOB_DONE);
  farm_wait_state (fixture, 1, AIP_JOB_DONE);
  g_assert_cmpint (aip_job_get_state (farm_job (fixture, 2)), ==, AIP_JOB_WAITING);
  g_assert_cmpuint (test_comfy_server_get_n_posts (server), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (aip_scheduler_get_workers (fixture->scheduler)), ==, 0);

  farm_add_worker (fixture, test_comfy_server_get_address (server));
  farm_wait_all_done (fixture);
  g_assert_cmpuint (test_comfy_server_get_n_posts (server), ==, 3);

  farm_fixture_free (fixture);
}

static void
test_documents_take_turns (void)
{
  FarmFixture *fixture = farm_fixture_new (6);
  g_autoptr(TestComfyServer) server = farm_server_new (24);
  g_autofree char *other_folder = g_build_filename (fixture->folder, "other", NULL);
  AipDocument *other = farm_project_create (other_folder, 1);
  g_autoptr(GPtrArray) shots = g_ptr_array_new ();
  g_autoptr(GPtrArray) jobs = NULL;
  guint n_done = 0;

  aip_scheduler_add_document (fixture->scheduler, other);
  test_comfy_server_hold (server, TEST_COMFY_POINT_START);
  farm_enqueue (fixture, 0, 6);
  g_ptr_array_add (shots, aip_entity_list_peek (aip_document_get_shots (other), 0));
  jobs = aip_scheduler_enqueue (fixture->scheduler, other, shots, NULL, NULL);

  test_spin_while (*aip_job_get_reason (g_ptr_array_index (jobs, 0)) == '\0' ||
                   *aip_job_get_reason (farm_job (fixture, 0)) == '\0');

  /* The newcomer does not wait until all six are done. */
  farm_add_worker (fixture, test_comfy_server_get_address (server));
  test_spin_while (aip_job_get_state (g_ptr_array_index (jobs, 0)) == AIP_JOB_WAITING);
  for (guint i = 0; i < 6; i++)
    n_done += aip_job_get_state (farm_job (fixture, i)) == AIP_JOB_DONE;
  g_assert_cmpuint (n_done, ==, 0);

  test_comfy_server_release (server, TEST_COMFY_POINT_START);
  farm_wait_all_done (fixture);
  test_spin_while (aip_scheduler_get_n_open (fixture->scheduler, other) > 0);
  farm_check_takes (other);

  g_clear_pointer (&jobs, g_ptr_array_unref);
  aip_scheduler_remove_document (fixture->scheduler, other);
  farm_fixture_free (fixture);
}

static void
test_many_jobs (void)
{
  const guint n_jobs = 10000;
  FarmFixture *fixture = farm_fixture_new (n_jobs);
  g_autoptr(TestComfyServer) server = farm_server_new (24);
  gint64 position = aip_document_get_position (fixture->document);
  gint64 begin;
  AipWorker *worker;

  begin = g_get_monotonic_time ();
  farm_enqueue (fixture, 0, n_jobs);
  g_test_message ("queued in %" G_GINT64_FORMAT " ms", (g_get_monotonic_time () - begin) / 1000);
  g_assert_cmpint (aip_document_get_position (fixture->document), ==, position + 1);
  test_spin_while (g_strcmp0 (aip_job_get_reason (farm_job (fixture, n_jobs - 1)),
                              "No worker is connected") != 0);

  worker = farm_add_worker (fixture, test_comfy_server_get_address (server));
  test_spin_while (aip_job_get_state (farm_job (fixture, 20)) != AIP_JOB_DONE);
  test_spin_while (g_strcmp0 (aip_job_get_reason (farm_job (fixture, n_jobs - 1)),
                              "All workers are busy") != 0);

  /* They are sent in the order of the table. */
  g_assert_cmpint (aip_job_get_state (farm_job (fixture, n_jobs / 2)), ==, AIP_JOB_WAITING);
  aip_worker_set_paused (worker, TRUE);
  test_spin_while (aip_worker_get_job (worker) != NULL || aip_worker_get_next_job (worker) != NULL);
  for (guint i = 0; i < n_jobs; i++)
    test_spin_while (aip_job_get_state (farm_job (fixture, i)) == AIP_JOB_FETCHING);

  farm_fixture_free (fixture);
}

/* Thousands at once are made bit by bit; pressing again meanwhile makes no second job of any. */
static void
test_many_jobs_bit_by_bit (void)
{
  const guint n = 3000;
  FarmFixture *fixture = farm_fixture_new (n);
  g_autoptr(GPtrArray) shots = g_ptr_array_new ();
  g_autoptr(GPtrArray) rest = g_ptr_array_new ();
  g_autoptr(GPtrArray) jobs = NULL;
  g_autoptr(GPtrArray) more = NULL;
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(GAsyncResult) first = NULL;
  g_autoptr(GAsyncResult) second = NULL;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (shots, farm_shot (fixture, i));
  farm_edit_shot (fixture, n - 1, "description", "");

  aip_scheduler_enqueue_async (fixture->scheduler, fixture->document, shots, NULL,
                               test_store_result_cb, &first);
  g_assert_cmpuint (aip_scheduler_get_n_open (fixture->scheduler, fixture->document), >, 0);
  g_assert_cmpuint (aip_scheduler_get_n_open (fixture->scheduler, fixture->document), <, n);
  for (guint i = 0; i < n; i++)
    if (aip_shot_get_active_job (shots->pdata[i]) == NULL)
      g_ptr_array_add (rest, shots->pdata[i]);
  aip_scheduler_enqueue_async (fixture->scheduler, fixture->document, rest, NULL,
                               test_store_result_cb, &second);
  test_spin_while (first == NULL || second == NULL);

  jobs = aip_scheduler_enqueue_finish (fixture->scheduler, first, &problems);
  more = aip_scheduler_enqueue_finish (fixture->scheduler, second, NULL);
  g_assert_cmpuint (jobs->len + more->len, ==, n - 1);
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_cmpuint (aip_scheduler_get_n_open (fixture->scheduler, fixture->document), ==, n - 1);
  for (guint i = 1; i < jobs->len; i++)
    g_assert_cmpint (aip_entity_get_integer (jobs->pdata[i], "created"), >,
                     aip_entity_get_integer (jobs->pdata[i - 1], "created"));

  g_clear_object (&first);
  g_clear_object (&second);
  g_clear_pointer (&jobs, g_ptr_array_unref);
  g_clear_pointer (&more, g_ptr_array_unref);
  farm_fixture_free (fixture);
}

/* Closing the project ends it; what was made by then waits there. */
static void
test_closed_while_making_jobs (void)
{
  const guint n = 3000;
  FarmFixture *fixture = farm_fixture_new (n);
  g_autoptr(GPtrArray) shots = g_ptr_array_new ();
  g_autoptr(GPtrArray) jobs = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  guint n_open;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (shots, farm_shot (fixture, i));
  aip_scheduler_enqueue_async (fixture->scheduler, fixture->document, shots, NULL,
                               test_store_result_cb, &result);
  n_open = aip_scheduler_get_n_open (fixture->scheduler, fixture->document);
  aip_scheduler_remove_document (fixture->scheduler, fixture->document);
  test_spin_while (result == NULL);
  jobs = aip_scheduler_enqueue_finish (fixture->scheduler, result, NULL);
  g_assert_cmpuint (jobs->len, ==, n_open);
  g_assert_cmpuint (n_open, <, n);

  g_clear_object (&result);
  g_clear_pointer (&jobs, g_ptr_array_unref);
  farm_fixture_close (fixture);
  farm_fixture_open (fixture);
  g_assert_cmpuint (aip_scheduler_get_n_open (fixture->scheduler, fixture->document), ==, n_open);
  farm_fixture_free (fixture);
}

static void
test_registry_remembers_workers (void)
{
  g_autofree char *folder = test_dir_new ();
  g_autofree char *path = g_build_filename (folder, "workers.json", NULL);
  AipScheduler *scheduler = aip_scheduler_new (path);
  g_autoptr(GError) error = NULL;
  AipWorker *worker;
  g_autoptr(AipWorker) back = NULL;

  worker = aip_scheduler_add_worker (scheduler, "127.0.0.1:9", FALSE, &error);
  g_assert_no_error (error);
  g_assert_true (aip_scheduler_add_worker (scheduler, "http://127.0.0.1:9/", TRUE, &error) == worker);
  aip_scheduler_add_worker (scheduler, "127.0.0.1:10", TRUE, &error);
  g_assert_no_error (error);
  g_assert_null (aip_scheduler_add_worker (scheduler, "ftp://what is this", FALSE, &error));
  g_assert_nonnull (error);
  aip_worker_set_name (worker, "큰 기계");
  aip_worker_set_paused (worker, TRUE);
  farm_scheduler_stop (scheduler);
  g_assert_finalize_object (scheduler);

  scheduler = aip_scheduler_new (path);
  g_assert_cmpuint (g_list_model_get_n_items (aip_scheduler_get_workers (scheduler)), ==, 1);
  back = g_list_model_get_item (aip_scheduler_get_workers (scheduler), 0);
  g_assert_cmpstr (aip_worker_get_address (back), ==, "http://127.0.0.1:9");
  g_assert_cmpstr (aip_worker_get_name (back), ==, "큰 기계");
  g_assert_true (aip_worker_get_paused (back));
  aip_scheduler_remove_worker (scheduler, back);
  farm_scheduler_stop (scheduler);
  g_object_unref (scheduler);

  scheduler = aip_scheduler_new (path);
  g_assert_cmpuint (g_list_model_get_n_items (aip_scheduler_get_workers (scheduler)), ==, 0);
  farm_scheduler_stop (scheduler);
  g_object_unref (scheduler);
  test_dir_remove (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/scheduler/three-shots-two-workers", test_three_shots_two_workers);
  g_test_add_func ("/scheduler/posted-graph", test_posted_graph_is_what_was_recorded);
  g_test_add_func ("/scheduler/late-bound", test_waiting_job_is_late_bound);
  g_test_add_func ("/scheduler/frozen", test_sent_job_is_frozen);
  g_test_add_func ("/scheduler/second-take", test_second_take_gets_next_number_and_new_seed);
  g_test_add_func ("/scheduler/progress", test_progress_rises_and_names_the_stage);
  g_test_add_func ("/scheduler/one-runs-one-waits", test_one_runs_one_waits_there);
  g_test_add_func ("/scheduler/idle-takes-over", test_idle_worker_takes_what_waits_elsewhere);
  g_test_add_func ("/scheduler/idle-takes-over-from-halt",
                   test_idle_worker_takes_what_waits_behind_a_halt);
  g_test_add_func ("/scheduler/memory-not-summed", test_memory_is_not_summed);
  g_test_add_func ("/scheduler/missing-model", test_missing_model_is_known_before);
  g_test_add_func ("/scheduler/paused", test_paused_worker_gets_nothing);
  g_test_add_func ("/scheduler/no-words", test_shot_without_words_is_left_out);
  g_test_add_func ("/scheduler/cast-and-place", test_cast_and_place_reach_the_prompt);
  g_test_add_func ("/scheduler/deleted-shot", test_deleted_shot_keeps_its_result);
  g_test_add_func ("/scheduler/deleted-before-a-restart", test_deleted_before_a_restart);
  g_test_add_func ("/scheduler/another-run", test_another_run_of_the_program_fetches);
  g_test_add_func ("/scheduler/documents-take-turns", test_documents_take_turns);
  g_test_add_func ("/scheduler/many-jobs", test_many_jobs);
  g_test_add_func ("/scheduler/many-jobs-bit-by-bit", test_many_jobs_bit_by_bit);
  g_test_add_func ("/scheduler/closed-while-making-jobs", test_closed_while_making_jobs);
  g_test_add_func ("/scheduler/registry", test_registry_remembers_workers);

  return g_test_run ();
}
