/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The scheduler when things go wrong: no job is lost, none is made twice, and a person reads why. */

#include "config.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>

#include "farm-fixture.h"
#include "farm-server.h"

/* Posting -------------------------------------------------------------------------------------- */

static void
post_goes_wrong (TestComfyFault fault,
                 guint          n_posts)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server = farm_server_new (24);

  test_comfy_server_set_fault (server, fault, 1);
  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  farm_enqueue (fixture, 0, 1);
  farm_wait_state (fixture, 0, AIP_JOB_DONE);
  g_assert_cmpuint (test_comfy_server_get_n_posts (server), ==, n_posts);
  g_assert_cmpuint (farm_server_get_n_runs (server), ==, 1);

  farm_fixture_free (fixture);
}

static void
test_500_although_queued (void)
{
  post_goes_wrong (TEST_COMFY_FAULT_PROMPT_500_QUEUED, 1);
}

static void
test_no_answer_although_queued (void)
{
  post_goes_wrong (TEST_COMFY_FAULT_PROMPT_BREAK, 1);
}

static void
test_half_an_answer (void)
{
  post_goes_wrong (TEST_COMFY_FAULT_PROMPT_HALF, 1);
}

static void
test_500_and_not_queued (void)
{
  post_goes_wrong (TEST_COMFY_FAULT_PROMPT_500, 2);
}

static void
test_refused_graph_fails_once (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) a = farm_server_new (24);
  g_autoptr(TestComfyServer) b = farm_server_new (24);
  g_autoptr(GError) error = NULL;
  AipJob *job;

  test_comfy_server_set_fault (a, TEST_COMFY_FAULT_PROMPT_400, -1);
  test_comfy_server_set_fault (b, TEST_COMFY_FAULT_PROMPT_400, -1);
  farm_add_ready_worker (fixture, test_comfy_server_get_address (a));
  farm_add_ready_worker (fixture, test_comfy_server_get_address (b));
  farm_enqueue (fixture, 0, 1);
  job = farm_job (fixture, 0);
  farm_wait_state (fixture, 0, AIP_JOB_FAILED);
  g_assert_cmpuint (test_comfy_server_get_n_posts (a) + test_comfy_server_get_n_posts (b), ==, 1);
  g_assert_cmpstr (aip_entity_get_text (AIP_ENTITY (job), "error-code"), ==, "rejected");
  g_assert_cmpstr (aip_job_get_error_text (job), !=, "");
  g_assert_true (farm_log_contains (fixture, aip_job_get_error_text (job)));
  test_spin_while (fixture->n_idle == 0);

  /* A person who has repaired it tries again. */
  test_comfy_server_set_fault (a, TEST_COMFY_FAULT_PROMPT_400, 0);
  test_comfy_server_set_fault (b, TEST_COMFY_FAULT_PROMPT_400, 0);
  g_assert_true (aip_scheduler_retry (fixture->scheduler, fixture->document, job, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (aip_job_get_error_text (job), ==, "");
  g_assert_false (aip_scheduler_retry (fixture->scheduler, fixture->document, job, &error));
  g_assert_nonnull (error);
  farm_wait_state (fixture, 0, AIP_JOB_DONE);

  farm_fixture_free (fixture);
}

static void
test_partly_accepted_graph_fails (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server = farm_server_new (24);

  test_comfy_server_set_fault (server, TEST_COMFY_FAULT_PROMPT_PARTIAL, 1);
  test_comfy_server_hold (server, TEST_COMFY_POINT_START);
  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  farm_enqueue (fixture, 0, 1);
  farm_wait_state (fixture, 0, AIP_JOB_FAILED);
  test_spin_while (test_comfy_server_get_n_requests (server, "POST", "/interrupt") == 0 &&
                   test_comfy_server_get_n_requests (server, "POST", "/queue") == 0);

  farm_fixture_free (fixture);
}

/* Messages ------------------------------------------------------------------------------------- */

static void
messages_go_wrong (TestComfyFault fault)
{
  FarmFixture *fixture = farm_fixture_new (2);
  g_autoptr(TestComfyServer) server = farm_server_new (24);

  test_comfy_server_set_fault (server, fault, -1);
  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  farm_enqueue (fixture, 0, 2);
  farm_wait_state (fixture, 0, AIP_JOB_DONE);
  farm_wait_state (fixture, 1, AIP_JOB_DONE);
  g_assert_cmpuint (test_comfy_server_get_n_posts (server), ==, 2);
  g_assert_cmpuint (farm_server_get_n_runs (server), ==, 2);

  farm_fixture_free (fixture);
}

static void
test_silent_socket (void)
{
  messages_go_wrong (TEST_COMFY_FAULT_RUN_SILENT);
}

static void
test_end_is_not_reported (void)
{
  messages_go_wrong (TEST_COMFY_FAULT_RUN_NO_END);
}

static void
test_everything_twice (void)
{
  messages_go_wrong (TEST_COMFY_FAULT_RUN_TWICE);
}

static void
test_foreign_and_late_messages (void)
{
  static const char *const texts[] = {
    "{\"type\":\"execution_start\",\"data\":{\"prompt_id\":\"somebody-else\"}}",
    "{\"type\":\"executing\",\"data\":{\"node\":\"31\",\"prompt_id\":\"somebody-else\"}}",
    "{\"type\":\"progress\",\"data\":{\"value\":20,\"max\":20,\"prompt_id\":\"somebody-else\",\"node\":\"31\"}}",
    "{\"type\":\"execution_error\",\"data\":{\"prompt_id\":\"somebody-else\",\"exception_message\":\"x\"}}",
    "{\"type\":\"executing\",\"data\":{\"node\":null,\"prompt_id\":\"somebody-else\"}}",
  };
  FarmFixture *fixture = farm_fixture_new (2);
  g_autoptr(TestComfyServer) server = farm_server_new (24);
  g_autofree char *late = NULL;

  test_comfy_server_hold (server, TEST_COMFY_POINT_RUNNING);
  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  farm_enqueue (fixture, 0, 1);
  farm_wait_state (fixture, 0, AIP_JOB_RUNNING);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    test_comfy_server_send_text (server, NULL, texts[i]);
  test_comfy_server_release (server, TEST_COMFY_POINT_RUNNING);
  farm_wait_state (fixture, 0, AIP_JOB_DONE);

  /* The end once more, when the job is long over. */
  late = g_strdup_printf ("{\"type\":\"executing\",\"data\":{\"node\":null,\"prompt_id\":\"%s\"}}",
                          test_comfy_server_get_post_id (server, 0));
  test_comfy_server_send_text (server, NULL, late);
  farm_enqueue (fixture, 1, 1);
  test_comfy_server_send_text (server, NULL, late);
  farm_wait_state (fixture, 1, AIP_JOB_DONE);
  g_assert_cmpuint (fixture->n_takes, ==, 2);

  farm_fixture_free (fixture);
}

/* Workers that come and go --------------------------------------------------------------------- */

static void
test_worker_restarts_with_empty_history (void)
{
  FarmFixture *fixture = farm_fixture_new (2);
  g_autoptr(TestComfyServer) server = farm_server_new (24);
  g_autofree char *first_id = NULL;

  test_comfy_server_hold (server, TEST_COMFY_POINT_RUNNING);
  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  farm_enqueue (fixture, 0, 2);
  farm_wait_state (fixture, 0, AIP_JOB_RUNNING);
  farm_wait_state (fixture, 1, AIP_JOB_SUBMITTED);
  test_spin_while (test_comfy_server_get_n_posts (server) < 2);
  first_id = g_strdup (aip_job_get_prompt_id (farm_job (fixture, 0)));

  test_comfy_server_restart (server);
  test_comfy_server_release (server, TEST_COMFY_POINT_RUNNING);
  farm_wait_all_done (fixture);
  g_assert_cmpint (aip_job_get_state (farm_job (fixture, 0)), ==, AIP_JOB_DONE);
  g_assert_cmpint (aip_job_get_state (farm_job (fixture, 1)), ==, AIP_JOB_DONE);
  g_assert_cmpstr (aip_job_get_prompt_id (farm_job (fixture, 0)), !=, first_id);
  g_assert_cmpuint (test_comfy_server_get_n_posts (server), ==, 4);

  farm_fixture_free (fixture);
}

static void
test_worker_dies_and_returns (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) first = farm_server_new (24);
  g_autoptr(TestComfyServer) second = NULL;
  AipWorker *worker;
  g_autofree char *old_id = NULL;

  test_comfy_server_hold (first, TEST_COMFY_POINT_RUNNING);
  worker = farm_add_ready_worker (fixture, test_comfy_server_get_address (first));
  farm_enqueue (fixture, 0, 1);
  farm_wait_state (fixture, 0, AIP_JOB_RUNNING);
  old_id = g_strdup (aip_job_get_prompt_id (farm_job (fixture, 0)));

  /* Only its link is gone; it will finish what it began. */
  test_comfy_server_stop (first);
  test_spin_while (aip_worker_get_state (worker) != AIP_WORKER_OFFLINE);
  test_spin_while (!g_str_has_suffix (aip_job_get_reason (farm_job (fixture, 0)), "cannot be reached"));
  g_assert_cmpint (aip_job_get_state (farm_job (fixture, 0)), ==, AIP_JOB_RUNNING);
  g_assert_cmpstr (aip_worker_get_problem (worker), !=, "");

  /* Another worker takes over by itself. */
  second = farm_server_new (24);
  test_comfy_server_hold (second, TEST_COMFY_POINT_RUNNING);
  farm_add_worker (fixture, test_comfy_server_get_address (second));
  test_spin_while (test_comfy_server_get_n_posts (second) == 0);
  farm_wait_state (fixture, 0, AIP_JOB_RUNNING);
  g_assert_cmpstr (aip_job_get_worker (farm_job (fixture, 0)), ==, test_comfy_server_get_address (second));

  /* The first returns and reports the end of what it was told once. */
  test_comfy_server_start (first);
  test_comfy_server_release (first, TEST_COMFY_POINT_RUNNING);
  test_spin_while (aip_worker_get_state (worker) == AIP_WORKER_OFFLINE);
  g_assert_cmpstr (aip_worker_get_problem (worker), ==, "");
  g_assert_cmpint (aip_job_get_state (farm_job (fixture, 0)), ==, AIP_JOB_RUNNING);

  test_comfy_server_release (second, TEST_COMFY_POINT_RUNNING);
  farm_wait_state (fixture, 0, AIP_JOB_DONE);
  g_assert_cmpuint (fixture->n_takes, ==, 1);
  g_assert_cmpstr (aip_take_get_worker (aip_shot_get_take (farm_shot (fixture, 0))), ==,
                   test_comfy_server_get_address (second));

  farm_fixture_free (fixture);
}

static void
test_worker_returns_before_patience_ends (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server = farm_server_new (24);

  test_comfy_server_hold (server, TEST_COMFY_POINT_RUNNING);
  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  farm_enqueue (fixture, 0, 1);
  farm_wait_state (fixture, 0, AIP_JOB_RUNNING);

  test_comfy_server_drop_sockets (server);
  test_comfy_server_release (server, TEST_COMFY_POINT_RUNNING);
  farm_wait_state (fixture, 0, AIP_JOB_DONE);
  g_assert_cmpuint (test_comfy_server_get_n_posts (server), ==, 1);

  farm_fixture_free (fixture);
}

static void
test_removed_worker_gives_its_jobs_back (void)
{
  FarmFixture *fixture = farm_fixture_new (2);
  g_autoptr(TestComfyServer) server = farm_server_new (24);
  g_autoptr(TestComfyServer) other = farm_server_new (24);
  AipWorker *worker;

  test_comfy_server_hold (server, TEST_COMFY_POINT_RUNNING);
  worker = farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  farm_enqueue (fixture, 0, 2);
  farm_wait_state (fixture, 0, AIP_JOB_RUNNING);
  test_spin_while (test_comfy_server_get_n_posts (server) < 2);

  aip_scheduler_remove_worker (fixture->scheduler, worker);
  g_assert_cmpuint (g_list_model_get_n_items (aip_scheduler_get_workers (fixture->scheduler)), ==, 0);
  g_assert_cmpint (aip_job_get_state (farm_job (fixture, 0)), ==, AIP_JOB_WAITING);
  g_assert_cmpint (aip_job_get_state (farm_job (fixture, 1)), ==, AIP_JOB_WAITING);
  test_spin_while (test_comfy_server_get_n_requests (server, "POST", "/interrupt") == 0);
  /* The visit ends when nothing of ours is left there. */
  test_spin_while (test_comfy_server_get_n_sockets (server) > 0);
  g_assert_cmpuint (farm_server_get_n_runs (server), ==, 0);

  farm_add_worker (fixture, test_comfy_server_get_address (other));
  farm_wait_all_done (fixture);
  g_assert_cmpuint (fixture->n_takes, ==, 2);

  farm_fixture_free (fixture);
}

static void
test_failing_worker_rests (void)
{
  FarmFixture *fixture = farm_fixture_new (4);
  g_autoptr(TestComfyServer) server = farm_server_new (24);
  AipWorker *worker;

  test_comfy_server_set_fault (server, TEST_COMFY_FAULT_RUN_ERROR, 3);
  worker = farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  farm_enqueue (fixture, 0, 4);
  farm_wait_state (fixture, 2, AIP_JOB_FAILED);
  g_assert_cmpstr (aip_worker_get_problem (worker), !=, "");
  g_assert_true (farm_log_contains (fixture, "rests"));

  /* It is given another chance by itself. */
  farm_wait_state (fixture, 3, AIP_JOB_DONE);
  test_spin_while (*aip_worker_get_problem (worker) != '\0');

  farm_fixture_free (fixture);
}

/* Failures on a worker ------------------------------------------------------------------------- */

static void
test_out_of_memory_moves_to_larger (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) small = farm_server_new (16);
  g_autoptr(TestComfyServer) large = farm_server_new (48);

  test_comfy_server_set_fault (small, TEST_COMFY_FAULT_RUN_OOM, -1);
  test_comfy_server_hold (small, TEST_COMFY_POINT_RUNNING);
  farm_add_ready_worker (fixture, test_comfy_server_get_address (small));
  farm_enqueue (fixture, 0, 1);
  farm_wait_state (fixture, 0, AIP_JOB_RUNNING);
  farm_add_ready_worker (fixture, test_comfy_server_get_address (large));
  test_comfy_server_release (small, TEST_COMFY_POINT_RUNNING);
  farm_wait_state (fixture, 0, AIP_JOB_DONE);
  g_assert_cmpstr (aip_take_get_worker (aip_shot_get_take (farm_shot (fixture, 0))), ==,
                   test_comfy_server_get_address (large));
  g_assert_cmpint (aip_entity_get_integer (AIP_ENTITY (farm_job (fixture, 0)), "vram"), >,
                   16 * (gint64) FARM_GIB);

  /* The same kind of job does not try the small one again. */
  farm_enqueue (fixture, 0, 1);
  farm_wait_all_done (fixture);
  g_assert_cmpuint (test_comfy_server_get_n_posts (small), ==, 1);
  g_assert_cmpuint (test_comfy_server_get_n_posts (large), ==, 2);

  farm_fixture_free (fixture);
}

static void
test_out_of_memory_everywhere_fails (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server = farm_server_new (16);
  AipJob *job;

  test_comfy_server_set_fault (server, TEST_COMFY_FAULT_RUN_OOM, -1);
  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  farm_enqueue (fixture, 0, 1);
  job = farm_job (fixture, 0);
  farm_wait_state (fixture, 0, AIP_JOB_FAILED);
  g_assert_cmpstr (aip_entity_get_text (AIP_ENTITY (job), "error-code"), ==, "out-of-memory");
  g_assert_nonnull (strstr (aip_job_get_error_text (job), "no larger worker"));
  g_assert_cmpuint (test_comfy_server_get_n_posts (server), ==, 1);

  farm_fixture_free (fixture);
}

static void
test_failure_is_tried_once_elsewhere (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) a = farm_server_new (24);
  g_autoptr(TestComfyServer) b = farm_server_new (24);
  AipJob *job;

  test_comfy_server_set_fault (a, TEST_COMFY_FAULT_RUN_ERROR, -1);
  test_comfy_server_set_fault (b, TEST_COMFY_FAULT_RUN_ERROR, -1);
  farm_add_ready_worker (fixture, test_comfy_server_get_address (a));
  farm_add_ready_worker (fixture, test_comfy_server_get_address (b));
  farm_enqueue (fixture, 0, 1);
  job = farm_job (fixture, 0);
  farm_wait_state (fixture, 0, AIP_JOB_FAILED);
  g_assert_cmpuint (test_comfy_server_get_n_posts (a), ==, 1);
  g_assert_cmpuint (test_comfy_server_get_n_posts (b), ==, 1);
  g_assert_cmpstr (aip_entity_get_text (AIP_ENTITY (job), "error-code"), ==, "execution");

  farm_fixture_free (fixture);
}

static void
test_blocked_branch_fails_with_its_reason (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server = farm_server_new (24);

  test_comfy_server_set_fault (server, TEST_COMFY_FAULT_RUN_BLOCKED, -1);
  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  farm_enqueue (fixture, 0, 1);
  farm_wait_state (fixture, 0, AIP_JOB_FAILED);
  g_assert_cmpstr (aip_job_get_error_text (farm_job (fixture, 0)), !=, "");

  farm_fixture_free (fixture);
}

/* Cancelling ----------------------------------------------------------------------------------- */

static void
test_cancel_before_it_is_sent (void)
{
  FarmFixture *fixture = farm_fixture_new (2);
  g_autoptr(TestComfyServer) server = farm_server_new (24);

  /* waiting */
  farm_enqueue (fixture, 0, 1);
  aip_scheduler_cancel (fixture->scheduler, fixture->document, farm_job (fixture, 0));
  g_assert_cmpint (aip_job_get_state (farm_job (fixture, 0)), ==, AIP_JOB_CANCELLED);
  g_assert_cmpuint (aip_scheduler_get_n_open (fixture->scheduler, fixture->document), ==, 0);

  /* on its way to the disk */
  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  farm_enqueue (fixture, 1, 1);
  while (aip_job_get_state (farm_job (fixture, 1)) == AIP_JOB_WAITING)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (aip_job_get_state (farm_job (fixture, 1)), ==, AIP_JOB_SUBMITTED);
  aip_scheduler_cancel (fixture->scheduler, fixture->document, farm_job (fixture, 1));
  test_spin_while (fixture->n_idle == 0);
  farm_fixture_close (fixture);
  g_assert_cmpuint (test_comfy_server_get_n_posts (server), ==, 0);

  farm_fixture_free (fixture);
}

static void
test_cancel_while_it_is_posted (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server = farm_server_new (24);
  AipJob *job;

  test_comfy_server_hold (server, TEST_COMFY_POINT_ANSWER);
  test_comfy_server_hold (server, TEST_COMFY_POINT_START);
  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  farm_enqueue (fixture, 0, 1);
  job = farm_job (fixture, 0);
  test_spin_while (test_comfy_server_get_n_waiting (server, TEST_COMFY_POINT_ANSWER) == 0);
  aip_scheduler_cancel (fixture->scheduler, fixture->document, job);
  g_assert_cmpint (aip_job_get_state (job), ==, AIP_JOB_CANCELLED);
  test_comfy_server_release (server, TEST_COMFY_POINT_ANSWER);
  test_spin_while (test_comfy_server_get_n_requests (server, "POST", "/queue") == 0);
  test_comfy_server_release (server, TEST_COMFY_POINT_START);
  test_spin_while (*aip_job_get_prompt_id (job) != '\0');
  g_assert_cmpuint (farm_server_get_n_runs (server), ==, 0);

  farm_fixture_free (fixture);
}

static void
test_cancel_queued_and_running (void)
{
  FarmFixture *fixture = farm_fixture_new (3);
  g_autoptr(TestComfyServer) server = farm_server_new (24);
  AipJob *running, *queued;

  test_comfy_server_hold (server, TEST_COMFY_POINT_RUNNING);
  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  farm_enqueue (fixture, 0, 3);
  running = farm_job (fixture, 0);
  queued = farm_job (fixture, 1);
  farm_wait_state (fixture, 0, AIP_JOB_RUNNING);
  test_spin_while (test_comfy_server_get_n_posts (server) < 2);

  aip_scheduler_cancel (fixture->scheduler, fixture->document, queued);
  test_spin_while (*aip_job_get_prompt_id (queued) != '\0');
  aip_scheduler_cancel (fixture->scheduler, fixture->document, running);
  g_assert_cmpint (aip_job_get_state (running), ==, AIP_JOB_CANCELLED);
  test_spin_while (*aip_job_get_prompt_id (running) != '\0');

  test_comfy_server_release (server, TEST_COMFY_POINT_RUNNING);
  farm_wait_state (fixture, 2, AIP_JOB_DONE);
  g_assert_cmpuint (farm_server_get_n_runs (server), ==, 1);
  g_assert_cmpuint (fixture->n_takes, ==, 1);

  farm_fixture_free (fixture);
}

static void
test_cancel_what_cannot_be_interrupted (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server = farm_server_new (24);

  test_comfy_server_set_fault (server, TEST_COMFY_FAULT_RUN_UNINTERRUPTIBLE, -1);
  test_comfy_server_hold (server, TEST_COMFY_POINT_RUNNING);
  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  farm_enqueue (fixture, 0, 1);
  farm_wait_state (fixture, 0, AIP_JOB_RUNNING);
  aip_scheduler_cancel (fixture->scheduler, fixture->document, farm_job (fixture, 0));
  g_assert_cmpint (aip_job_get_state (farm_job (fixture, 0)), ==, AIP_JOB_CANCELLED);
  test_spin_while (test_comfy_server_get_n_requests (server, "POST", "/interrupt") == 0);
  test_comfy_server_release (server, TEST_COMFY_POINT_RUNNING);
  test_spin_while (*aip_job_get_prompt_id (farm_job (fixture, 0)) != '\0');
  g_assert_cmpuint (fixture->n_takes, ==, 0);

  farm_fixture_free (fixture);
}

static void
test_cancel_while_fetching (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server = farm_server_new (24);

  test_comfy_server_hold (server, TEST_COMFY_POINT_VIEW);
  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  farm_enqueue (fixture, 0, 1);
  test_spin_while (test_comfy_server_get_n_waiting (server, TEST_COMFY_POINT_VIEW) == 0);
  g_assert_cmpint (aip_job_get_state (farm_job (fixture, 0)), ==, AIP_JOB_FETCHING);
  aip_scheduler_cancel (fixture->scheduler, fixture->document, farm_job (fixture, 0));
  g_assert_cmpint (aip_job_get_state (farm_job (fixture, 0)), ==, AIP_JOB_CANCELLED);
  test_comfy_server_release (server, TEST_COMFY_POINT_VIEW);
  test_spin_while (fixture->n_idle == 0);

  farm_fixture_free (fixture);
}

static void
test_cancel_reaches_a_worker_that_was_away (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server = farm_server_new (24);
  AipWorker *worker;

  test_comfy_server_hold (server, TEST_COMFY_POINT_RUNNING);
  worker = farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  farm_enqueue (fixture, 0, 1);
  farm_wait_state (fixture, 0, AIP_JOB_RUNNING);
  test_comfy_server_stop (server);
  test_spin_while (aip_worker_get_state (worker) != AIP_WORKER_OFFLINE);
  aip_scheduler_cancel (fixture->scheduler, fixture->document, farm_job (fixture, 0));
  g_assert_cmpint (aip_job_get_state (farm_job (fixture, 0)), ==, AIP_JOB_CANCELLED);

  /* Not even the end of the program lets it be forgotten. */
  farm_fixture_close (fixture);
  test_comfy_server_start (server);
  farm_fixture_open (fixture);
  g_assert_cmpint (aip_job_get_state (farm_job (fixture, 0)), ==, AIP_JOB_CANCELLED);
  test_spin_while (*aip_job_get_prompt_id (farm_job (fixture, 0)) != '\0');
  test_comfy_server_release (server, TEST_COMFY_POINT_RUNNING);
  g_assert_cmpuint (farm_server_get_n_runs (server), ==, 0);

  farm_fixture_free (fixture);
}

/* Fetching ------------------------------------------------------------------------------------- */

static void
fetch_goes_wrong (TestComfyFault fault,
                  int            times,
                  AipJobState    end,
                  guint          n_posts)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server = farm_server_new (24);

  test_comfy_server_set_fault (server, fault, times);
  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  farm_enqueue (fixture, 0, 1);
  farm_wait_state (fixture, 0, end);
  g_assert_cmpuint (test_comfy_server_get_n_posts (server), ==, n_posts);
  if (end == AIP_JOB_FAILED)
    g_assert_cmpstr (aip_job_get_error_text (farm_job (fixture, 0)), !=, "");

  farm_fixture_free (fixture);
}

static void
test_missing_file_is_made_once_more (void)
{
  fetch_goes_wrong (TEST_COMFY_FAULT_VIEW_404, 1, AIP_JOB_DONE, 2);
}

static void
test_missing_file_again_fails (void)
{
  fetch_goes_wrong (TEST_COMFY_FAULT_VIEW_404, -1, AIP_JOB_FAILED, 2);
}

static void
test_broken_download_is_repeated (void)
{
  fetch_goes_wrong (TEST_COMFY_FAULT_VIEW_HALF, 1, AIP_JOB_DONE, 1);
}

static void
test_damaged_picture_is_not_accepted (void)
{
  fetch_goes_wrong (TEST_COMFY_FAULT_VIEW_CUT, 1, AIP_JOB_DONE, 1);
}

static void
test_page_instead_of_picture (void)
{
  fetch_goes_wrong (TEST_COMFY_FAULT_VIEW_HTML, 1, AIP_JOB_DONE, 1);
}

/* A limit on the length of files is the nearest to a full disk that needs no privileges. */
static void
limit_files (rlim_t bytes)
{
  struct rlimit limit;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = MIN (bytes, limit.rlim_max);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

/* A picture that does not compress: some 4 MB. */
static GBytes *
make_noise (void)
{
  g_autoptr(GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 1200, 1200);
  g_autoptr(GError) error = NULL;
  guint8 *pixels = gdk_pixbuf_get_pixels (pixbuf);
  char *buffer;
  gsize length;

  for (gsize i = 0; i < gdk_pixbuf_get_byte_length (pixbuf); i++)
    pixels[i] = (guint8) g_random_int ();
  gdk_pixbuf_save_to_buffer (pixbuf, &buffer, &length, "png", &error, NULL);
  g_assert_no_error (error);

  return g_bytes_new_take (buffer, length);
}

static void
test_full_disk_fails_with_a_sentence (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server = farm_server_new (24);
  g_autoptr(GBytes) noise = make_noise ();
  g_autoptr(GError) error = NULL;

  test_comfy_server_set_answer (server, "/view", 200, "image/png", g_bytes_get_data (noise, NULL),
                                (gssize) g_bytes_get_size (noise));
  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  farm_enqueue (fixture, 0, 1);

  /* Enough for the journal, which goes on being written. */
  limit_files (2 * 1024 * 1024);
  farm_wait_state (fixture, 0, AIP_JOB_FAILED);
  g_assert_nonnull (strstr (aip_job_get_error_text (farm_job (fixture, 0)), "cannot be written"));
  g_assert_cmpuint (aip_shot_get_n_takes (farm_shot (fixture, 0)), ==, 0);
  farm_check_takes (fixture->document);

  farm_fixture_close (fixture);
  farm_fixture_open (fixture);
  g_assert_cmpint (aip_job_get_state (farm_job (fixture, 0)), ==, AIP_JOB_FAILED);

  limit_files (RLIM_INFINITY);
  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  g_assert_true (aip_scheduler_retry (fixture->scheduler, fixture->document, farm_job (fixture, 0),
                                      &error));
  farm_wait_state (fixture, 0, AIP_JOB_DONE);
  g_assert_cmpint (aip_entity_get_integer (AIP_ENTITY (aip_shot_get_take (farm_shot (fixture, 0))),
                                           "bytes"), ==, (gint64) g_bytes_get_size (noise));

  farm_fixture_free (fixture);
}

/* When not even the failure can be recorded, everything goes on when there is room again. */
static void
test_full_disk_of_the_project (void)
{
  FarmFixture *fixture = farm_fixture_new (2);
  g_autoptr(TestComfyServer) server = farm_server_new (24);
  g_autoptr(GAsyncResult) flushed = NULL;
  g_autoptr(GError) error = NULL;

  test_comfy_server_hold (server, TEST_COMFY_POINT_VIEW);
  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  farm_enqueue (fixture, 0, 1);
  test_spin_while (test_comfy_server_get_n_waiting (server, TEST_COMFY_POINT_VIEW) == 0);
  aip_document_flush_async (fixture->document, NULL, test_store_result_cb, &flushed);
  test_spin_while (flushed == NULL);
  g_assert_true (aip_document_flush_finish (fixture->document, flushed, &error));
  g_clear_object (&flushed);

  limit_files (8);
  test_comfy_server_release (server, TEST_COMFY_POINT_VIEW);
  test_spin_while (!farm_log_contains (fixture, "cannot be saved"));
  g_assert_cmpint (aip_job_get_state (farm_job (fixture, 0)), ==, AIP_JOB_FETCHING);
  farm_check_takes (fixture->document);

  limit_files (RLIM_INFINITY);
  farm_wait_state (fixture, 0, AIP_JOB_DONE);
  farm_enqueue (fixture, 1, 1);
  farm_wait_state (fixture, 1, AIP_JOB_DONE);
  g_assert_cmpuint (test_comfy_server_get_n_posts (server), ==, 2);

  farm_fixture_free (fixture);
}

/* Jobs that the disk refused are gone for everybody, also when it refuses again and again. */
static void
test_full_disk_leaves_no_jobs (void)
{
  FarmFixture *fixture = farm_fixture_new (2);
  g_autoptr(GAsyncResult) flushed = NULL;
  g_autoptr(GError) error = NULL;

  aip_document_flush_async (fixture->document, NULL, test_store_result_cb, &flushed);
  test_spin_while (flushed == NULL);
  g_assert_true (aip_document_flush_finish (fixture->document, flushed, &error));
  g_clear_object (&flushed);

  /* Not only when the pause is over, which it never is here. */
  g_object_set (fixture->scheduler, "halt-ms", 3600 * 1000, NULL);
  limit_files (8);
  for (guint i = 1; i <= 2; i++)
    {
      farm_enqueue (fixture, 0, 2);
      test_spin_while (aip_entity_list_get_count (aip_document_get_jobs (fixture->document)) > 0);
      test_spin_while (aip_scheduler_get_n_open (fixture->scheduler, fixture->document) > 0);
    }
  limit_files (RLIM_INFINITY);

  farm_fixture_free (fixture);
}

static void
test_read_only_folder_fails_with_a_sentence (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autoptr(TestComfyServer) server = farm_server_new (24);
  g_autofree char *takes = g_build_filename (fixture->project, "takes", NULL);

  /* A file where the folder should be: even root cannot write there. */
  g_assert_true (g_file_set_contents (takes, "x", 1, NULL));
  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  farm_enqueue (fixture, 0, 1);
  farm_wait_state (fixture, 0, AIP_JOB_FAILED);
  g_assert_nonnull (strstr (aip_job_get_error_text (farm_job (fixture, 0)), "takes"));

  farm_fixture_free (fixture);
}

/* The program was ended after the file was there and before the project knew. */
static void
test_orphan_of_same_content_is_reused (void)
{
  FarmFixture *fixture = farm_fixture_new (2);
  g_autoptr(TestComfyServer) server = farm_server_new (24);
  g_autofree char *path = NULL;
  g_autofree char *orphan = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *content = NULL;
  g_autofree char *kept = NULL;
  gsize length;

  farm_add_ready_worker (fixture, test_comfy_server_get_address (server));
  farm_enqueue (fixture, 0, 1);
  farm_wait_all_done (fixture);
  path = aip_document_get_take_path (fixture->document, aip_shot_get_take (farm_shot (fixture, 0)));
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));

  /* Other content under the name of the next take is never touched. */
  folder = g_path_get_dirname (path);
  orphan = g_build_filename (folder, "RAIN_SHT-0010_v002.png", NULL);
  g_assert_true (g_file_set_contents (orphan, "somebody's notes", -1, NULL));
  farm_enqueue (fixture, 0, 1);
  farm_wait_all_done (fixture);
  g_assert_true (g_file_get_contents (orphan, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "somebody's notes");
  g_assert_true (g_str_has_suffix (aip_take_get_file (aip_shot_get_take (farm_shot (fixture, 0))),
                                   "_v002-2.png"));

  farm_fixture_free (fixture);
}

static void
test_leftovers_are_removed_at_start (void)
{
  FarmFixture *fixture = farm_fixture_new (1);
  g_autofree char *folder = g_build_filename (fixture->project, "takes", "SHT-0010", NULL);
  g_autofree char *part = g_build_filename (folder, ".1a2b3c4d.part", NULL);

  farm_fixture_close (fixture);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  g_assert_true (g_file_set_contents (part, "half", -1, NULL));
  farm_fixture_open (fixture);
  test_spin_while (g_file_test (part, G_FILE_TEST_EXISTS));

  farm_fixture_free (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/recovery/post/500-although-queued", test_500_although_queued);
  g_test_add_func ("/recovery/post/no-answer", test_no_answer_although_queued);
  g_test_add_func ("/recovery/post/half-an-answer", test_half_an_answer);
  g_test_add_func ("/recovery/post/500", test_500_and_not_queued);
  g_test_add_func ("/recovery/post/refused", test_refused_graph_fails_once);
  g_test_add_func ("/recovery/post/partial", test_partly_accepted_graph_fails);
  g_test_add_func ("/recovery/messages/silent", test_silent_socket);
  g_test_add_func ("/recovery/messages/no-end", test_end_is_not_reported);
  g_test_add_func ("/recovery/messages/twice", test_everything_twice);
  g_test_add_func ("/recovery/messages/foreign", test_foreign_and_late_messages);
  g_test_add_func ("/recovery/worker/restarts", test_worker_restarts_with_empty_history);
  g_test_add_func ("/recovery/worker/dies-and-returns", test_worker_dies_and_returns);
  g_test_add_func ("/recovery/worker/returns-soon", test_worker_returns_before_patience_ends);
  g_test_add_func ("/recovery/worker/removed", test_removed_worker_gives_its_jobs_back);
  g_test_add_func ("/recovery/worker/rests", test_failing_worker_rests);
  g_test_add_func ("/recovery/run/out-of-memory", test_out_of_memory_moves_to_larger);
  g_test_add_func ("/recovery/run/out-of-memory-everywhere", test_out_of_memory_everywhere_fails);
  g_test_add_func ("/recovery/run/elsewhere", test_failure_is_tried_once_elsewhere);
  g_test_add_func ("/recovery/run/blocked", test_blocked_branch_fails_with_its_reason);
  g_test_add_func ("/recovery/cancel/unsent", test_cancel_before_it_is_sent);
  g_test_add_func ("/recovery/cancel/posted", test_cancel_while_it_is_posted);
  g_test_add_func ("/recovery/cancel/queued-and-running", test_cancel_queued_and_running);
  g_test_add_func ("/recovery/cancel/uninterruptible", test_cancel_what_cannot_be_interrupted);
  g_test_add_func ("/recovery/cancel/fetching", test_cancel_while_fetching);
  g_test_add_func ("/recovery/cancel/away", test_cancel_reaches_a_worker_that_was_away);
  g_test_add_func ("/recovery/fetch/missing-once", test_missing_file_is_made_once_more);
  g_test_add_func ("/recovery/fetch/missing", test_missing_file_again_fails);
  g_test_add_func ("/recovery/fetch/half", test_broken_download_is_repeated);
  g_test_add_func ("/recovery/fetch/damaged", test_damaged_picture_is_not_accepted);
  g_test_add_func ("/recovery/fetch/page", test_page_instead_of_picture);
  g_test_add_func ("/recovery/fetch/full-disk", test_full_disk_fails_with_a_sentence);
  g_test_add_func ("/recovery/fetch/full-disk-of-project", test_full_disk_of_the_project);
  g_test_add_func ("/recovery/fetch/full-disk-leaves-no-jobs", test_full_disk_leaves_no_jobs);
  g_test_add_func ("/recovery/fetch/read-only", test_read_only_folder_fails_with_a_sentence);
  g_test_add_func ("/recovery/fetch/orphan", test_orphan_of_same_content_is_reused);
  g_test_add_func ("/recovery/fetch/leftovers", test_leftovers_are_removed_at_start);

  return g_test_run ();
}
