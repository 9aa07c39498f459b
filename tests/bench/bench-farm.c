/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * The farm: how many jobs a second go from the table through scheduler, socket and disk against four
 * instant draft workers, beside a bare loop that posts the same graphs to the same workers and keeps
 * nothing; and how long the main loop is kept from its work while 200 workers report progress.
 *
 * DRAFT_WORKER names the worker; the argument "throughput" or "progress" measures only that. One line a measurement; nothing here passes or fails.
 */

#include "config.h"

#include <libsoup/soup.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "bench-support.h"
#include "farm-fixture.h"
#include "farm-server.h"

#define N_WORKERS 4
#define N_JOBS    200
#define ROUNDS    5

#define N_ORDERED 10000

#define N_STREAMS       200
#define STREAM_SECONDS  10
#define STREAM_TICK_MS  5
/* Each worker reports every tenth tick, not all of them in the same. */
#define STREAM_PHASES   10

/* Milliseconds of processor time that this process has used, all threads together. */
static double
process_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);

  return (double) now.tv_sec * 1000 + (double) now.tv_nsec / 1e6;
}

/* Workers -------------------------------------------------------------------------------------- */

typedef struct {
  GSubprocess *process;
  char        *address;
} Worker;

static void
worker_start (Worker *worker)
{
  g_autoptr(GDataInputStream) stream = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *line = NULL;

  worker->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                      &error, g_getenv ("DRAFT_WORKER"), "--port", "0", "--instant",
                                      "--quit-with-parent", NULL);
  g_assert_no_error (error);
  stream = g_data_input_stream_new (g_subprocess_get_stdout_pipe (worker->process));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (stream), FALSE);
  line = g_data_input_stream_read_line_utf8 (stream, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (line, "Listening on http://"));
  worker->address = g_strdup (line + strlen ("Listening on "));
}

static void
worker_stop (Worker *worker)
{
  g_subprocess_force_exit (worker->process);
  g_subprocess_wait (worker->process, NULL, NULL);
  g_clear_object (&worker->process);
  g_clear_pointer (&worker->address, g_free);
}

/* The bare loop -------------------------------------------------------------------------------- */

/*
 * One worker's part: posts a graph, waits for `executing {node: null}`, reads the history, reads the
 * picture into memory, and so on. @depth graphs are kept there: 1 is the plain loop, 2 keeps the
 * worker as busy as the scheduler does.
 */
typedef struct {
  SoupSession             *session;
  SoupWebsocketConnection *socket;
  const char              *address;
  GQueue                  *bodies;      /* of all loops: what is left to post */
  GHashTable              *posted;      /* prompt ids of this loop */
  guint                   *n_done;
} Bare;

static void bare_post (Bare *bare);

static void
bare_view_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Bare *bare = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) picture = NULL;

  picture = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (picture), >, 1000);
  (*bare->n_done)++;
}

static void
bare_history_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  Bare *bare = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) answer = NULL;
  g_autoptr(GRegex) regex = NULL;
  g_autoptr(GMatchInfo) match = NULL;
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;
  g_autofree char *url = NULL;
  g_autoptr(SoupMessage) message = NULL;

  answer = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);
  g_assert_no_error (error);
  text = g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));
  regex = g_regex_new ("\"filename\": ?\"([^\"]+)\"", 0, 0, NULL);
  g_assert_true (g_regex_match (regex, text, 0, &match));
  name = g_match_info_fetch (match, 1);
  url = g_strdup_printf ("%s/view?filename=%s&subfolder=bench&type=output", bare->address, name);
  message = soup_message_new ("GET", url);
  soup_session_send_and_read_async (bare->session, message, G_PRIORITY_DEFAULT, NULL, bare_view_cb,
                                    bare);
}

static void
bare_message_cb (SoupWebsocketConnection *socket,
                 int                      type,
                 GBytes                  *message,
                 gpointer                 user_data)
{
  Bare *bare = user_data;
  g_autofree char *text = NULL;
  GHashTableIter iter;
  gpointer id;

  if (type != SOUP_WEBSOCKET_DATA_TEXT)
    return;
  text = g_strndup (g_bytes_get_data (message, NULL), g_bytes_get_size (message));
  if (strstr (text, "\"executing\"") == NULL ||
      (strstr (text, "\"node\": null") == NULL && strstr (text, "\"node\":null") == NULL))
    return;

  g_hash_table_iter_init (&iter, bare->posted);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (strstr (text, id) != NULL)
      {
        g_autofree char *url = g_strdup_printf ("%s/history/%s", bare->address, (char *) id);
        g_autoptr(SoupMessage) request = soup_message_new ("GET", url);

        soup_session_send_and_read_async (bare->session, request, G_PRIORITY_DEFAULT, NULL,
                                          bare_history_cb, bare);
        g_hash_table_iter_remove (&iter);
        bare_post (bare);
        return;
      }
}

static void
bare_posted_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) answer = NULL;

  answer = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);
  g_assert_no_error (error);
}

static void
bare_post (Bare *bare)
{
  g_autofree char *graph = g_queue_pop_head (bare->bodies);
  g_autofree char *url = g_strdup_printf ("%s/prompt", bare->address);
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr(SoupMessage) message = NULL;
  g_autoptr(GBytes) body = NULL;
  char *text;

  if (graph == NULL)
    return;

  text = g_strdup_printf ("{\"prompt\":%s,\"client_id\":\"bare\",\"prompt_id\":\"%s\"}", graph, id);
  body = g_bytes_new_take (text, strlen (text));
  message = soup_message_new ("POST", url);
  soup_message_set_request_body_from_bytes (message, "application/json", body);
  g_hash_table_add (bare->posted, g_steal_pointer (&id));
  soup_session_send_and_read_async (bare->session, message, G_PRIORITY_DEFAULT, NULL, bare_posted_cb,
                                    NULL);
}

static void
bare_connected_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  Bare *bare = user_data;
  g_autoptr(GError) error = NULL;

  bare->socket = soup_session_websocket_connect_finish (SOUP_SESSION (source), result, &error);
  g_assert_no_error (error);
  soup_websocket_connection_set_max_incoming_payload_size (bare->socket, 64 * 1024 * 1024);
  g_signal_connect (bare->socket, "message", G_CALLBACK (bare_message_cb), bare);
}

/* The graphs that the scheduler would post for as many shots. */
static void
fill_graphs (GQueue *graphs)
{
  g_autoptr(AipWorkflowStore) store = aip_workflow_store_new ();
  AipWorkflow *workflow = aip_workflow_store_get_default (store, "still");

  g_assert_nonnull (workflow);
  for (guint i = 0; i < N_JOBS; i++)
    {
      g_autoptr(AipWorkflowValues) values = aip_workflow_values_new ();
      g_autofree char *text = g_strdup_printf ("A ferry in the rain, picture %u, 비 오는 밤.", i);
      g_autofree char *id = g_uuid_string_random ();
      g_autofree char *prefix = g_strdup_printf ("bench/%s", id);
      g_autoptr(AipGraph) graph = NULL;
      g_autoptr(GError) error = NULL;

      aip_workflow_values_set_string (values, AIP_ROLE_PROMPT, text);
      aip_workflow_values_set_uint64 (values, AIP_ROLE_SEED, g_random_int ());
      aip_workflow_values_set_string (values, AIP_ROLE_FILENAME_PREFIX, prefix);
      aip_workflow_values_set_int (values, AIP_ROLE_WIDTH, 640);
      aip_workflow_values_set_int (values, AIP_ROLE_HEIGHT, 352);
      graph = aip_workflow_bind (workflow, values, NULL, &error);
      g_assert_no_error (error);
      g_queue_push_tail (graphs, aip_graph_to_text (graph));
    }
}

/* Jobs a second, and the processor time of one job on our side. */
static double
run_bare (Worker *workers,
          guint   depth,
          GArray *costs)
{
  g_autoptr(SoupSession) session = soup_session_new_with_options ("max-conns", 64,
                                                                  "max-conns-per-host", 16, NULL);
  GQueue *graphs = g_queue_new ();
  Bare bare[N_WORKERS] = { 0 };
  guint n_done = 0;
  gint64 begin;
  double seconds, cost;

  fill_graphs (graphs);
  for (guint i = 0; i < N_WORKERS; i++)
    {
      g_autofree char *url = g_strdup_printf ("ws%s/ws?clientId=bare", workers[i].address + 4);
      g_autoptr(SoupMessage) message = soup_message_new ("GET", url);

      bare[i] = (Bare) { session, NULL, workers[i].address, graphs, NULL, &n_done };
      bare[i].posted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      soup_session_websocket_connect_async (session, message, NULL, NULL, G_PRIORITY_DEFAULT, NULL,
                                            bare_connected_cb, &bare[i]);
      test_spin_while (bare[i].socket == NULL);
    }

  begin = g_get_monotonic_time ();
  cost = process_ms ();
  for (guint d = 0; d < depth; d++)
    for (guint i = 0; i < N_WORKERS; i++)
      bare_post (&bare[i]);
  test_spin_while (n_done < N_JOBS);
  seconds = (double) (g_get_monotonic_time () - begin) / G_USEC_PER_SEC;
  cost = (process_ms () - cost) / N_JOBS;
  g_array_append_val (costs, cost);

  for (guint i = 0; i < N_WORKERS; i++)
    {
      soup_websocket_connection_close (bare[i].socket, SOUP_WEBSOCKET_CLOSE_NORMAL, NULL);
      test_spin_while (soup_websocket_connection_get_state (bare[i].socket) != SOUP_WEBSOCKET_STATE_CLOSED);
      g_object_unref (bare[i].socket);
      g_hash_table_unref (bare[i].posted);
    }
  g_queue_free_full (graphs, g_free);

  return N_JOBS / seconds;
}

/* The scheduler -------------------------------------------------------------------------------- */

static double
run_scheduler (Worker *workers,
               GArray *costs)
{
  FarmFixture *fixture = farm_fixture_new (N_JOBS);
  gint64 begin;
  double seconds, cost;

  for (guint i = 0; i < N_WORKERS; i++)
    farm_add_ready_worker (fixture, workers[i].address);

  begin = g_get_monotonic_time ();
  cost = process_ms ();
  farm_enqueue (fixture, 0, N_JOBS);
  farm_wait_all_done (fixture);
  seconds = (double) (g_get_monotonic_time () - begin) / G_USEC_PER_SEC;
  cost = (process_ms () - cost) / N_JOBS;
  g_array_append_val (costs, cost);
  g_assert_cmpuint (fixture->n_takes, ==, N_JOBS);
  farm_fixture_free (fixture);

  return N_JOBS / seconds;
}

static void
report_speed (const char *name,
              GArray     *speeds,
              GArray     *costs)
{
  g_print ("%-44s median %9.1f /s   min %9.1f   max %9.1f   %.2f ms of processor time a job\n", name,
           bench_quantile (speeds, 0.5), bench_quantile (speeds, 0), bench_quantile (speeds, 1), bench_quantile (costs, 0.5));
}

static void
measure_throughput (void)
{
  Worker workers[N_WORKERS] = { 0 };
  g_autoptr(GArray) bare = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GArray) deep = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GArray) farm = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GArray) bare_costs = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GArray) deep_costs = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GArray) farm_costs = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < N_WORKERS; i++)
    worker_start (&workers[i]);

  /* Turn by turn, since the machine is not the same from minute to minute. */
  for (guint round = 0; round < ROUNDS; round++)
    {
      double speed = run_bare (workers, 1, bare_costs);

      g_array_append_val (bare, speed);
      speed = run_bare (workers, 2, deep_costs);
      g_array_append_val (deep, speed);
      speed = run_scheduler (workers, farm_costs);
      g_array_append_val (farm, speed);
    }
  for (guint i = 0; i < N_WORKERS; i++)
    worker_stop (&workers[i]);

  report_speed ("farm: bare loop, one at a time", bare, bare_costs);
  report_speed ("farm: bare loop, one more queued", deep, deep_costs);
  report_speed ("farm: scheduler", farm, farm_costs);
  g_print ("%-44s %9.2f of the first, %.2f of the second\n", "farm: scheduler, ratio",
           bench_quantile (farm, 0.5) / bench_quantile (bare, 0.5), bench_quantile (farm, 0.5) / bench_quantile (deep, 0.5));
}

/* Progress streams ----------------------------------------------------------------------------- */

static gboolean
stream_tick_cb (gpointer user_data)
{
  GPtrArray *servers = user_data;
  static guint step;

  step++;
  for (guint i = 0; i < servers->len; i++)
    {
      TestComfyServer *server = g_ptr_array_index (servers, i);
      g_autofree char *text = NULL;

      if ((i + step) % STREAM_PHASES != 0 ||
          test_comfy_server_get_n_waiting (server, TEST_COMFY_POINT_RUNNING) == 0)
        continue;
      text = g_strdup_printf ("{\"type\":\"progress\",\"data\":{\"value\":%u,\"max\":%u,\"prompt_id\":"
                              "\"%s\",\"node\":\"31\"}}", step, STREAM_SECONDS * 1000 / STREAM_TICK_MS,
                              test_comfy_server_get_post_id (server, 0));
      test_comfy_server_send_text (server, NULL, text);
    }

  return G_SOURCE_CONTINUE;
}

/* Another process, so that only the client's own main loop is measured. */
static void
serve_streams (int output)
{
  g_autoptr(GPtrArray) servers = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GString) ports = g_string_new (NULL);
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  for (guint i = 0; i < N_STREAMS; i++)
    {
      TestComfyServer *server = farm_server_new (24);

      test_comfy_server_hold (server, TEST_COMFY_POINT_RUNNING);
      g_ptr_array_add (servers, server);
      g_string_append_printf (ports, "%u\n", test_comfy_server_get_port (server));
    }
  g_assert_cmpint (write (output, ports->str, ports->len), ==, (gssize) ports->len);
  close (output);
  g_timeout_add (STREAM_TICK_MS, stream_tick_cb, servers);
  g_main_loop_run (loop);
}

static GArray *gaps;        /* ms from one look at the sockets to the next, by the clock … */
static GArray *works;       /* … and by what this thread really did: the machine has others to serve */
static gint64  busy_since;
static double  worked_before;

static double
thread_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return (double) now.tv_sec * 1000 + (double) now.tv_nsec / 1e6;
}

static int
measuring_poll (GPollFD *fds,
                guint    n_fds,
                int      timeout)
{
  int answer;

  if (busy_since > 0)
    {
      double gap = (double) (g_get_monotonic_time () - busy_since) / 1000;
      double work = thread_ms () - worked_before;

      g_array_append_val (gaps, gap);
      g_array_append_val (works, work);
    }
  answer = g_poll (fds, n_fds, timeout);
  busy_since = g_get_monotonic_time ();
  worked_before = thread_ms ();

  return answer;
}

static void
start_measuring (void)
{
  gaps = g_array_new (FALSE, FALSE, sizeof (double));
  works = g_array_new (FALSE, FALSE, sizeof (double));
  busy_since = 0;
  g_main_context_set_poll_func (NULL, measuring_poll);
}

static void
report_turns (const char *name,
              GArray     *turns)
{
  guint n_stalls = 0;

  for (guint i = 0; i < turns->len; i++)
    n_stalls += g_array_index (turns, double, i) > 8;
  g_print ("%-44s p50 %9.3f ms   p99 %9.3f   max %9.3f   over 8 ms: %u of %u\n", name,
           bench_quantile (turns, 0.5), bench_quantile (turns, 0.99), bench_quantile (turns, 1), n_stalls, turns->len);
}

static gboolean
time_is_over_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

static guint n_job_changes;

static void
job_changed_cb (AipScheduler *scheduler,
                AipDocument  *document,
                AipJob       *job)
{
  n_job_changes++;
}

static void
measure_streams (const char *self_path)
{
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GDataInputStream) stream = NULL;
  g_autoptr(GError) error = NULL;
  FarmFixture *fixture = farm_fixture_new (N_STREAMS);
  gboolean over = FALSE;
  guint n_running = 0;

  /* The patience of the program, not that of the tests. */
  g_object_set (fixture->scheduler, "lost-grace-ms", 20000, "poll-ms", 10000, "doubt-ms", 500,
                "retry-ms", 0, NULL);
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, self_path, "--streams", NULL);
  g_assert_no_error (error);
  stream = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  for (guint i = 0; i < N_STREAMS; i++)
    {
      g_autofree char *port = g_data_input_stream_read_line_utf8 (stream, NULL, NULL, &error);
      g_autofree char *address = g_strdup_printf ("127.0.0.1:%s", port);

      g_assert_no_error (error);
      farm_add_worker (fixture, address);
    }

  farm_enqueue (fixture, 0, N_STREAMS);
  while (n_running < N_STREAMS)
    {
      n_running = 0;
      g_main_context_iteration (NULL, TRUE);
      for (guint i = 0; i < N_STREAMS; i++)
        n_running += aip_job_get_progress (farm_job (fixture, i)) > 0;
    }

  g_signal_connect (fixture->scheduler, "job-changed", G_CALLBACK (job_changed_cb), NULL);
  start_measuring ();
  g_timeout_add_seconds (STREAM_SECONDS, time_is_over_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
  g_main_context_set_poll_func (NULL, NULL);

  report_turns ("farm: 200 progress streams, turns of the loop", gaps);
  report_turns ("farm: the same, processor time", works);
  g_print ("%-44s %9.1f /s\n", "farm: updates shown", (double) n_job_changes / STREAM_SECONDS);

  g_subprocess_force_exit (process);
  g_subprocess_wait (process, NULL, NULL);
  farm_fixture_free (fixture);
  g_array_unref (gaps);
  g_array_unref (works);
}

/* Generate All in a long film: the window has to go on while the jobs are made. */
static void
measure_order (void)
{
  FarmFixture *fixture = farm_fixture_new (N_ORDERED);
  g_autoptr(GPtrArray) shots = g_ptr_array_new ();
  g_autoptr(GPtrArray) jobs = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  gint64 start;

  for (guint i = 0; i < N_ORDERED; i++)
    g_ptr_array_add (shots, farm_shot (fixture, i));

  start_measuring ();
  start = g_get_monotonic_time ();
  aip_scheduler_enqueue_async (fixture->scheduler, fixture->document, shots, NULL,
                               test_store_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_print ("%-44s %9.1f ms\n", "farm: 10,000 jobs queued after",
           (double) (g_get_monotonic_time () - start) / 1000);
  g_main_context_set_poll_func (NULL, NULL);
  jobs = aip_scheduler_enqueue_finish (fixture->scheduler, result, NULL);
  g_assert_cmpuint (jobs->len, ==, N_ORDERED);
  g_clear_object (&result);

  report_turns ("farm: meanwhile, turns of the loop", gaps);
  report_turns ("farm: the same, processor time", works);

  farm_fixture_free (fixture);
  g_array_unref (gaps);
  g_array_unref (works);
}

int
main (int   argc,
      char *argv[])
{
  if (argc > 1 && g_str_equal (argv[1], "--streams"))
    {
      serve_streams (STDOUT_FILENO);
      return 0;
    }

  if (argc < 2 || g_str_equal (argv[1], "throughput"))
    measure_throughput ();
  if (argc < 2 || g_str_equal (argv[1], "progress"))
    measure_streams (argv[0]);
  if (argc < 2 || g_str_equal (argv[1], "order"))
    measure_order ();

  return 0;
}
