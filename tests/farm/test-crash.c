/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * The program is killed at random moments while three draft workers work for it, and started
 * again until all is done. Whatever happens: no job is lost, each has exactly one accepted take, and
 * no file is half written.
 *
 * FARM_CRASH_CHILD and DRAFT_WORKER name the two programs. Slow mode (-m slow) takes 100 rounds.
 */

#include "config.h"

#include <signal.h>
#include <string.h>

#include "aip-placement.h"
#include "farm-fixture.h"
#include "farm-server.h"

#define N_WORKERS 3
#define N_SHOTS   9

typedef struct {
  GSubprocess *process;
  char        *address;
  guint        port;
} Worker;

static char *
read_line (GSubprocess *process)
{
  g_autoptr(GDataInputStream) stream = NULL;
  g_autoptr(GError) error = NULL;
  char *line;

  stream = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (stream), FALSE);
  line = g_data_input_stream_read_line_utf8 (stream, NULL, NULL, &error);
  g_assert_no_error (error);

  return line;
}

static void
worker_start (Worker *worker)
{
  g_autofree char *port = g_strdup_printf ("%u", worker->port);
  g_autofree char *line = NULL;
  g_autoptr(GError) error = NULL;

  worker->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                      &error, g_getenv ("DRAFT_WORKER"), "--port", port, "--speed",
                                      "60", "--quit-with-parent", NULL);
  g_assert_no_error (error);
  line = read_line (worker->process);
  g_assert_nonnull (line);
  g_assert_true (g_str_has_prefix (line, "Listening on http://"));
  g_set_str (&worker->address, line + strlen ("Listening on "));
  worker->port = (guint) g_ascii_strtoull (strrchr (line, ':') + 1, NULL, 10);
}

static void
process_kill (GSubprocess *process)
{
  g_subprocess_force_exit (process);
  g_subprocess_wait (process, NULL, NULL);
}

static void
worker_stop (Worker *worker)
{
  process_kill (worker->process);
  g_clear_object (&worker->process);
}

static GSubprocess *
child_start (const char *project,
             Worker     *workers)
{
  const char *argv[N_WORKERS + 3] = { g_getenv ("FARM_CRASH_CHILD"), project };
  g_autoptr(GError) error = NULL;
  GSubprocess *child;

  for (guint i = 0; i < N_WORKERS; i++)
    argv[i + 2] = workers[i].address;
  child = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);

  return child;
}

/* TRUE if it ended by itself before @milliseconds were over; else it is dead now. */
static gboolean
child_run (GSubprocess *child,
           guint        milliseconds)
{
  gint64 deadline = g_get_monotonic_time () + (gint64) milliseconds * 1000;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  guint waker = g_timeout_add (2, test_wake_cb, NULL);

  g_subprocess_wait_async (child, NULL, test_store_result_cb, &result);
  while (result == NULL && g_get_monotonic_time () < deadline)
    g_main_context_iteration (NULL, TRUE);
  if (result == NULL)
    {
      g_subprocess_force_exit (child);
      while (result == NULL)
        g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (waker);
  g_subprocess_wait_finish (child, result, &error);
  g_assert_no_error (error);

  if (g_subprocess_get_if_signaled (child))
    g_assert_cmpint (g_subprocess_get_term_sig (child), ==, SIGKILL);
  else
    g_assert_cmpint (g_subprocess_get_exit_status (child), ==, 0);

  return g_subprocess_get_if_exited (child);
}

static gboolean
was_queued (GSubprocess *child)
{
  g_autofree char *line = read_line (child);

  return g_strcmp0 (line, "queued") == 0;
}

static void
check_project (const char *project,
               gboolean    queued)
{
  AipDocument *document = farm_project_open (project);
  AipEntityList *jobs = aip_document_get_jobs (document);
  guint n_jobs = aip_entity_list_get_count (jobs);

  g_assert_true (n_jobs == N_SHOTS || (n_jobs == 0 && !queued));
  for (guint i = 0; i < n_jobs; i++)
    g_assert_cmpstr (aip_job_get_error_text (AIP_JOB (aip_entity_list_peek (jobs, i))), ==, "");
  farm_project_close (document);
  g_object_unref (document);
}

static void
check_all_done (const char *project)
{
  AipDocument *document = farm_project_open (project);
  AipEntityList *jobs = aip_document_get_jobs (document);

  g_assert_cmpuint (aip_entity_list_get_count (jobs), ==, N_SHOTS);
  for (guint i = 0; i < N_SHOTS; i++)
    g_assert_cmpint (aip_job_get_state (AIP_JOB (aip_entity_list_peek (jobs, i))), ==, AIP_JOB_DONE);
  g_assert_cmpuint (aip_entity_list_get_count (aip_document_get_list (document, AIP_KIND_TAKE)), ==,
                    N_SHOTS);
  farm_check_takes (document);
  farm_project_close (document);
  g_object_unref (document);
}

static void
one_round (Worker *workers)
{
  g_autofree char *folder = test_dir_new ();
  g_autofree char *project = g_build_filename (folder, "film", NULL);
  AipDocument *document = farm_project_create (project, N_SHOTS);
  gboolean queued = FALSE;
  gboolean ended = FALSE;
  guint n_kills = 0;
  guint n_restarts = 0;

  farm_project_close (document);
  g_object_unref (document);

  while (!ended)
    {
      /* The moments after the start are the most interesting; in the end it has to get done. */
      guint patience = n_kills < 12 ? (guint) g_test_rand_int_range (5, 400) : 60000;
      g_autoptr(GSubprocess) child = child_start (project, workers);

      ended = child_run (child, patience);
      queued |= was_queued (child);
      if (ended)
        break;

      n_kills++;
      check_project (project, queued);
      /* A job that takes down worker after worker would be given up, and rightly so. */
      if (n_restarts < AIP_MAX_ATTEMPTS - 1 && g_test_rand_int_range (0, 4) == 0)
        {
          /* A worker loses its memory as well. */
          Worker *unlucky = &workers[g_test_rand_int_range (0, N_WORKERS)];

          n_restarts++;
          worker_stop (unlucky);
          worker_start (unlucky);
        }
    }

  check_all_done (project);
  g_test_message ("%u kills", n_kills);
  test_dir_remove (folder);
}

static void
test_killed_at_random_moments (void)
{
  const guint n_rounds = g_test_slow () ? 100 : 5;
  Worker workers[N_WORKERS] = { 0 };

  for (guint i = 0; i < N_WORKERS; i++)
    worker_start (&workers[i]);
  for (guint i = 0; i < n_rounds; i++)
    one_round (workers);
  for (guint i = 0; i < N_WORKERS; i++)
    {
      worker_stop (&workers[i]);
      g_free (workers[i].address);
    }
}

/* When the worker has the graph, the disk has it too. */
static void
test_durable_before_posted (void)
{
  g_autofree char *folder = test_dir_new ();
  g_autofree char *project = g_build_filename (folder, "film", NULL);
  AipDocument *document = farm_project_create (project, 1);
  g_autoptr(TestComfyServer) server = farm_server_new (24);
  g_autoptr(GSubprocess) child = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GVariant) graph = NULL;
  AipJob *job;

  farm_project_close (document);
  g_object_unref (document);

  test_comfy_server_hold (server, TEST_COMFY_POINT_ANSWER);
  child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, g_getenv ("FARM_CRASH_CHILD"),
                            project, test_comfy_server_get_address (server), NULL);
  g_assert_no_error (error);
  test_spin_while (test_comfy_server_get_n_waiting (server, TEST_COMFY_POINT_ANSWER) == 0);
  process_kill (child);

  document = farm_project_open (project);
  job = AIP_JOB (aip_entity_list_peek (aip_document_get_jobs (document), 0));
  g_assert_nonnull (job);
  g_assert_cmpint (aip_job_get_state (job), ==, AIP_JOB_SUBMITTED);
  g_assert_cmpstr (aip_job_get_prompt_id (job), ==, test_comfy_server_get_post_id (server, 0));
  g_assert_cmpstr (aip_job_get_worker (job), ==, test_comfy_server_get_address (server));

  aip_document_read_field_async (document, AIP_ENTITY (job), "graph", NULL, test_store_result_cb,
                                 &result);
  test_spin_while (result == NULL);
  graph = aip_document_read_field_finish (document, result, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (g_variant_get_string (graph, NULL), "KSampler"));

  g_clear_object (&result);
  farm_project_close (document);
  g_object_unref (document);
  test_dir_remove (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/crash/durable-before-posted", test_durable_before_posted);
  g_test_add_func ("/crash/random-moments", test_killed_at_random_moments);

  return g_test_run ();
}
