/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#include "aip-json.h"
#include "cli-support.h"
#include "test-support.h"

#define N_SHOTS 6

static void
rig_set_up (CliRig        **rig,
            gconstpointer   data)
{
  g_autoptr(GString) list = g_string_new ("Shot,Description,Duration\n");

  *rig = cli_rig_new ();
  for (guint i = 0; i < N_SHOTS; i++)
    g_string_append_printf (list, "SHT-%04u,Wide shot %u of a harbour at dawn,2s\n", 10 * (i + 1),
                            i);
  cli_rig_write (*rig, "list.csv", list->str);
  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "new", "film", "--name", "새벽", "--code", "DAWN",
                                "--size", "640x360", NULL), ==, AIP_CLI_OK);
  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "import", "list.csv", "--into", "film", NULL), ==,
                   AIP_CLI_OK);
}

static void
rig_tear_down (CliRig        **rig,
               gconstpointer   data)
{
  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "check", "film", NULL), ==, AIP_CLI_OK);
  cli_rig_free (*rig);
}

static void
test_two_workers (CliRig        **rig,
                  gconstpointer   data)
{
  g_autofree char *first = cli_rig_add_worker (*rig, 20);
  g_autofree char *second = cli_rig_add_worker (*rig, 20);
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;

  g_assert_cmpint (cli_rig_run (*rig, &out, &err, "generate", "film", "--all", "--worker", first,
                                second, "--wait", NULL), ==, AIP_CLI_OK);
  g_assert_cmpstr (err, ==, "");

  /* Progress while it runs, and a table at the end that names both workers and every file. */
  g_assert_nonnull (strstr (out, "SHT-0010  sent to"));
  g_assert_nonnull (strstr (out, "0 % on "));
  g_assert_nonnull (strstr (out, first));
  g_assert_nonnull (strstr (out, second));
  g_assert_nonnull (strstr (out, "takes/SHT-0060/DAWN_SHT-0060_v001.png"));
  g_assert_nonnull (strstr (out, "6 done, 0 failed"));
  cli_rig_check_takes (*rig, "film", N_SHOTS, 1);
}

static void
test_choice (CliRig        **rig,
             gconstpointer   data)
{
  g_autofree char *worker = cli_rig_add_worker (*rig, 50);
  g_autoptr(JsonNode) some = NULL;
  g_autoptr(JsonNode) rest = NULL;
  g_autoptr(JsonNode) nothing = NULL;
  g_autoptr(JsonNode) again = NULL;
  JsonArray *jobs;

  some = cli_rig_run_json (*rig, NULL, "generate", "film", "--shots",
                           "SHT-0060, SHT-0020..SHT-0030", "--worker", worker, "--wait", NULL);
  jobs = aip_json_get_array (aip_json_node_object (some), "jobs");
  g_assert_cmpuint (json_array_get_length (jobs), ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      static const char *const codes[] = { "SHT-0020", "SHT-0030", "SHT-0060" };
      JsonObject *job = json_array_get_object_element (jobs, i);

      g_assert_cmpstr (aip_json_get_string (job, "shot", ""), ==, codes[i]);
      g_assert_cmpstr (aip_json_get_string (job, "state", ""), ==, "done");
      g_assert_cmpstr (aip_json_get_string (job, "take", ""), ==, "v001");
      g_assert_cmpfloat (aip_json_get_double (job, "seconds", 0), >, 0);
    }

  rest = cli_rig_run_json (*rig, NULL, "generate", "film", "--all", "--worker", worker, "--wait",
                           NULL);
  g_assert_cmpint (aip_json_get_int (aip_json_node_object (rest), "queued", -1), ==, 3);
  cli_rig_check_takes (*rig, "film", N_SHOTS, 1);

  /* Given again it finds nothing to do, unless it is told to. */
  nothing = cli_rig_run_json (*rig, NULL, "generate", "film", "--all", "--worker", worker, "--wait",
                              NULL);
  g_assert_cmpint (aip_json_get_int (aip_json_node_object (nothing), "queued", -1), ==, 0);
  again = cli_rig_run_json (*rig, NULL, "generate", "film", "--all", "--again", "--worker", worker,
                            "--wait", NULL);
  g_assert_cmpint (aip_json_get_int (aip_json_node_object (again), "done", -1), ==, N_SHOTS);
  cli_rig_check_takes (*rig, "film", N_SHOTS, 2);
}

/* It says what would become of each shot, and leaves the project as it is. */
static void
test_dry_run (CliRig        **rig,
              gconstpointer   data)
{
  g_autofree char *worker = cli_rig_add_worker (*rig, 50);
  g_autofree char *out = NULL;
  g_autoptr(JsonNode) fine = NULL;
  g_autoptr(JsonNode) movie = NULL;
  g_autoptr(JsonNode) nobody = NULL;
  JsonObject *check;
  JsonArray *array;
  int status;

  fine = cli_rig_run_json (*rig, &status, "generate", "film", "--all", "--dry-run", "--worker", worker,
                           NULL);
  g_assert_cmpint (status, ==, AIP_CLI_OK);
  array = aip_json_get_array (aip_json_node_object (fine), "checks");
  g_assert_cmpuint (json_array_get_length (array), ==, N_SHOTS);
  check = json_array_get_object_element (array, 0);
  g_assert_cmpstr (aip_json_get_string (check, "verdict", ""), ==, "changed");
  g_assert_cmpstr (json_array_get_string_element (aip_json_get_array (check, "changes"), 0), ==,
                   "640 × 360 becomes 640 × 368.");

  movie = cli_rig_run_json (*rig, &status, "generate", "film", "--shots", "SHT-0020", "--workflow",
                            "wan22-5b-i2v", "--dry-run", "--worker", worker, NULL);
  g_assert_cmpint (status, ==, AIP_CLI_PARTLY);
  check = json_array_get_object_element (aip_json_get_array (aip_json_node_object (movie), "checks"),
                                         0);
  g_assert_cmpstr (aip_json_get_string (check, "shot", ""), ==, "SHT-0020");
  g_assert_cmpstr (aip_json_get_string (check, "verdict", ""), ==, "blocked");
  g_assert_nonnull (strstr (aip_json_get_string (check, "reason", ""), "has no still yet"));

  cli_rig_kill_worker (*rig, 0);
  nobody = cli_rig_run_json (*rig, &status, "generate", "film", "--shots", "SHT-0010", "--dry-run",
                             "--worker", worker, NULL);
  g_assert_cmpint (status, ==, AIP_CLI_OK);
  check = json_array_get_object_element (aip_json_get_array (aip_json_node_object (nobody), "checks"),
                                         0);
  g_assert_cmpstr (aip_json_get_string (check, "verdict", ""), ==, "unknown");

  g_assert_cmpint (cli_rig_run (*rig, &out, NULL, "generate", "film", "--worker", worker, NULL), ==,
                   AIP_CLI_OK);
  g_assert_nonnull (strstr (out, "There is nothing to do."));
}

/* What was made from words that are others now is named, and made again alone. */
static void
test_stale (CliRig        **rig,
            gconstpointer   data)
{
  g_autofree char *worker = cli_rig_add_worker (*rig, 20);
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  g_autoptr(JsonNode) fresh = NULL;
  g_autoptr(JsonNode) stale = NULL;
  g_autoptr(JsonNode) made = NULL;
  g_autoptr(JsonNode) after = NULL;
  JsonArray *array, *changed;

  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "generate", "film", "--all", "--worker", worker,
                                "--wait", NULL), ==, AIP_CLI_OK);
  fresh = cli_rig_run_json (*rig, NULL, "stale", "film", NULL);
  array = aip_json_get_array (aip_json_node_object (fresh), "stale");
  g_assert_cmpuint (json_array_get_length (array), ==, 0);
  g_assert_cmpint (aip_json_get_int (aip_json_node_object (fresh), "unknown", -1), ==, 0);

  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "replace", "film", "harbour", "desert", "--shots",
                                "SHT-0020,SHT-0050", NULL), ==, AIP_CLI_OK);
  stale = cli_rig_run_json (*rig, NULL, "stale", "film", NULL);
  array = aip_json_get_array (aip_json_node_object (stale), "stale");
  g_assert_cmpuint (json_array_get_length (array), ==, 2);
  g_assert_cmpstr (aip_json_get_string (json_array_get_object_element (array, 1), "shot", ""), ==,
                   "SHT-0050");
  changed = aip_json_get_array (json_array_get_object_element (array, 1), "changed");
  g_assert_cmpuint (json_array_get_length (changed), ==, 1);
  g_assert_cmpstr (json_array_get_string_element (changed, 0), ==, "description");
  g_assert_cmpint (cli_rig_run (*rig, &out, &err, "stale", "film", NULL), ==, AIP_CLI_OK);
  g_assert_nonnull (strstr (out, "SHT-0020"));
  g_assert_nonnull (strstr (out, "description"));

  made = cli_rig_run_json (*rig, NULL, "generate", "film", "--stale", "--worker", worker, "--wait",
                           NULL);
  g_assert_cmpint (aip_json_get_int (aip_json_node_object (made), "queued", -1), ==, 2);
  g_assert_cmpint (aip_json_get_int (aip_json_node_object (made), "done", -1), ==, 2);
  after = cli_rig_run_json (*rig, NULL, "stale", "film", NULL);
  array = aip_json_get_array (aip_json_node_object (after), "stale");
  g_assert_cmpuint (json_array_get_length (array), ==, 0);
}

/* Without --wait it leaves when the worker has what it takes; the next run brings the rest. */
static void
test_without_wait (CliRig        **rig,
                   gconstpointer   data)
{
  g_autofree char *worker = cli_rig_add_worker (*rig, 5);
  g_autoptr(JsonNode) sent = NULL;
  g_autoptr(JsonNode) fetched = NULL;
  JsonObject *root;

  sent = cli_rig_run_json (*rig, NULL, "generate", "film", "--all", "--worker", worker, NULL);
  root = aip_json_node_object (sent);
  g_assert_cmpint (aip_json_get_int (root, "queued", -1), ==, N_SHOTS);
  g_assert_cmpint (aip_json_get_int (root, "sent", -1), >=, 1);
  g_assert_cmpint (aip_json_get_int (root, "sent", -1) + aip_json_get_int (root, "waiting", -1) +
                   aip_json_get_int (root, "done", -1), ==, N_SHOTS);

  fetched = cli_rig_run_json (*rig, NULL, "generate", "film", "--worker", worker, "--wait", NULL);
  root = aip_json_node_object (fetched);
  g_assert_cmpint (aip_json_get_int (root, "queued", -1), ==, 0);
  g_assert_cmpint (aip_json_get_int (root, "failed", -1), ==, 0);
  cli_rig_check_takes (*rig, "film", N_SHOTS, 1);
}

static void
test_no_worker (CliRig        **rig,
                gconstpointer   data)
{
  g_autofree char *err = NULL;
  g_autoptr(JsonNode) shots = NULL;
  JsonArray *array;

  g_assert_cmpint (cli_rig_run (*rig, NULL, &err, "generate", "film", "--all", "--wait", NULL), ==,
                   3);
  g_assert_nonnull (strstr (err, "--worker"));

  shots = cli_rig_run_json (*rig, NULL, "shots", "film", NULL);
  array = aip_json_get_array (aip_json_node_object (shots), "shots");
  for (guint i = 0; i < N_SHOTS; i++)
    g_assert_cmpstr (aip_json_get_string (json_array_get_object_element (array, i), "generation",
                                          NULL), ==, "");
}

static void
test_timeout (CliRig        **rig,
              gconstpointer   data)
{
  g_autofree char *dead = cli_rig_add_worker (*rig, 1);
  g_autofree char *alive = NULL;
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;

  cli_rig_kill_worker (*rig, 0);
  g_assert_cmpint (cli_rig_run (*rig, &out, &err, "generate", "film", "--all", "--worker", dead,
                                "--wait", "--timeout", "4s", NULL), ==, AIP_CLI_TIMEOUT);
  g_assert_nonnull (strstr (err, "The time is over"));
  /* Nobody has to guess why nothing happens. */
  g_assert_nonnull (strstr (out, "waits: "));
  g_assert_nonnull (strstr (out, "6 waiting"));

  alive = cli_rig_add_worker (*rig, 50);
  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "generate", "film", "--worker", alive, "--wait",
                                NULL), ==, AIP_CLI_OK);
  cli_rig_check_takes (*rig, "film", N_SHOTS, 1);
}

/* Spins until a line of the process's output contains @text. */
static void
wait_for_line (GDataInputStream *lines,
               const char       *text)
{
  gboolean found = FALSE;

  while (!found)
    {
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GError) error = NULL;
      g_autofree char *line = NULL;

      g_data_input_stream_read_line_async (lines, 0, NULL, test_store_result_cb, &result);
      test_spin_while (result == NULL);
      line = g_data_input_stream_read_line_finish_utf8 (lines, result, NULL, &error);
      g_assert_no_error (error);
      g_assert_nonnull (line);
      found = strstr (line, text) != NULL;
    }
}

static void
test_interrupted (CliRig        **rig,
                  gconstpointer   data)
{
  g_autofree char *worker = cli_rig_add_worker (*rig, 5);
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GDataInputStream) lines = NULL;
  g_autofree char *err = NULL;

  process = cli_rig_start (*rig, "generate", "film", "--all", "--worker", worker, "--wait", NULL);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  wait_for_line (lines, "0 % on");
  g_subprocess_send_signal (process, SIGINT);
  g_assert_cmpint (cli_rig_finish (process, NULL, &err), ==, AIP_CLI_INTERRUPTED);
  g_assert_nonnull (strstr (err, "no job was cancelled"));

  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "generate", "film", "--worker", worker, "--wait",
                                NULL), ==, AIP_CLI_OK);
  cli_rig_check_takes (*rig, "film", N_SHOTS, 1);
}

/* The power goes in the middle, several times: the same command again makes up for it. */
static void
test_killed (CliRig        **rig,
             gconstpointer   data)
{
  static const char *const moments[] = { "queued", "sent to", "50 % on", "done in" };
  g_autofree char *first = cli_rig_add_worker (*rig, 10);
  g_autofree char *second = cli_rig_add_worker (*rig, 10);

  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      g_autoptr(GSubprocess) process =
        cli_rig_start (*rig, "generate", "film", "--all", "--worker", first, "--worker", second,
                       "--wait", NULL);
      g_autoptr(GDataInputStream) lines =
        g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));

      g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
      wait_for_line (lines, i == 0 ? moments[i] : "SHT-");
      if (i > 0)
        wait_for_line (lines, moments[i]);
      g_subprocess_send_signal (process, SIGKILL);
      g_assert_cmpint (cli_rig_finish (process, NULL, NULL), ==, 128 + SIGKILL);
    }

  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "generate", "film", "--all", "--worker", first,
                                "--worker", second, "--wait", NULL), ==, AIP_CLI_OK);
  cli_rig_check_takes (*rig, "film", N_SHOTS, 1);
}

static void
test_worker_dies (CliRig        **rig,
                  gconstpointer   data)
{
  g_autofree char *first = cli_rig_add_worker (*rig, 3);
  g_autofree char *second = cli_rig_add_worker (*rig, 20);
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GDataInputStream) lines = NULL;
  g_autofree char *running = g_strdup_printf ("0 %% on %s", first);

  process = cli_rig_start (*rig, "generate", "film", "--all", "--worker", first, second, "--wait",
                           NULL);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  wait_for_line (lines, running);
  cli_rig_kill_worker (*rig, 0);
  g_assert_cmpint (cli_rig_finish (process, NULL, NULL), ==, AIP_CLI_OK);
  cli_rig_check_takes (*rig, "film", N_SHOTS, 1);
}

static void
test_in_use (CliRig        **rig,
             gconstpointer   data)
{
  g_autofree char *worker = cli_rig_add_worker (*rig, 5);
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GDataInputStream) lines = NULL;
  g_autofree char *err = NULL;
  g_autoptr(JsonNode) node = NULL;
  int status;

  process = cli_rig_start (*rig, "generate", "film", "--all", "--worker", worker, "--wait", NULL);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  wait_for_line (lines, "queued");

  g_assert_cmpint (cli_rig_run (*rig, NULL, &err, "shots", "film", NULL), ==, AIP_CLI_IN_USE);
  g_assert_nonnull (strstr (err, "film"));
  node = cli_rig_run_json (*rig, &status, "import", "list.csv", "--into", "film", NULL);
  g_assert_cmpint (status, ==, AIP_CLI_IN_USE);
  g_assert_cmpstr (aip_json_get_string (aip_json_get_object (aip_json_node_object (node), "error"),
                                        "code", ""), ==, "in-use");

  g_assert_cmpint (cli_rig_finish (process, NULL, NULL), ==, AIP_CLI_OK);
}

static void
test_check_finds_lost_file (CliRig        **rig,
                            gconstpointer   data)
{
  g_autofree char *worker = cli_rig_add_worker (*rig, 50);
  g_autofree char *path = cli_rig_path (*rig, "film/takes/SHT-0020/DAWN_SHT-0020_v001.png");
  g_autofree char *aside = cli_rig_path (*rig, "aside.png");
  g_autoptr(JsonNode) node = NULL;
  JsonArray *problems;
  int status;

  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "generate", "film", "--shots=SHT-0020", "--wait",
                                "-w", worker, NULL), ==, AIP_CLI_OK);
  g_assert_cmpint (g_rename (path, aside), ==, 0);

  node = cli_rig_run_json (*rig, &status, "check", "film", NULL);
  g_assert_cmpint (status, ==, AIP_CLI_DAMAGED);
  g_assert_false (aip_json_get_boolean (aip_json_node_object (node), "sound", TRUE));
  problems = aip_json_get_array (aip_json_node_object (node), "problems");
  g_assert_cmpuint (json_array_get_length (problems), ==, 1);
  g_assert_nonnull (strstr (json_array_get_string_element (problems, 0), "SHT-0020"));

  g_assert_cmpint (g_rename (aside, path), ==, 0);
}

static void
test_workers (CliRig        **rig,
              gconstpointer   data)
{
  g_autofree char *alive = cli_rig_add_worker (*rig, 1);
  g_autofree char *dead = cli_rig_add_worker (*rig, 1);
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  JsonArray *workers;
  JsonObject *worker;

  node = cli_rig_run_json (*rig, NULL, "workers", "--worker", alive, NULL);
  workers = aip_json_get_array (aip_json_node_object (node), "workers");
  g_assert_cmpuint (json_array_get_length (workers), ==, 1);
  worker = json_array_get_object_element (workers, 0);
  g_assert_cmpstr (aip_json_get_string (worker, "state", ""), ==, "idle");
  g_assert_cmpint (aip_json_get_int (worker, "vram", 0) / 1000000000, >=, 24);
  g_assert_true (aip_json_get_boolean (worker, "draft", FALSE));

  cli_rig_kill_worker (*rig, 1);
  g_assert_cmpint (cli_rig_run (*rig, &out, &err, "workers", "-w", alive, "-w", dead, NULL), ==,
                   AIP_CLI_FAILED);
  g_assert_nonnull (strstr (out, "idle"));
  g_assert_nonnull (strstr (out, "offline"));
  g_assert_nonnull (strstr (err, dead));
}

/* Of stills: what is in the cut comes back twice as large, and is finished then. */
static void
test_finish_cut (CliRig        **rig,
                 gconstpointer   data)
{
  g_autofree char *worker = cli_rig_add_worker (*rig, 100);
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  g_autoptr(JsonNode) before = NULL;
  g_autoptr(JsonNode) after = NULL;
  g_autoptr(JsonNode) takes = NULL;
  JsonObject *finishing;
  JsonArray *list;
  int status;

  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "generate", "film", "--shots", "SHT-0010..SHT-0040",
                                "--worker", worker, "--wait", NULL), ==, AIP_CLI_OK);
  before = cli_rig_run_json (*rig, &status, "generate", "film", "--finish-cut", "--dry-run",
                             "--worker", worker, NULL);
  g_assert_cmpint (status, ==, AIP_CLI_OK);
  finishing = aip_json_get_object (aip_json_node_object (before), "finishing");
  g_assert_cmpint (aip_json_get_int (finishing, "jobs", -1), ==, 4);
  g_assert_cmpint (aip_json_get_int (finishing, "frames", -1), ==, 4);
  g_assert_cmpint (aip_json_get_int (finishing, "empty", -1), ==, 2);
  g_assert_cmpint (aip_json_get_int (finishing, "bytes", -1), >, 0);

  g_assert_cmpint (cli_rig_run (*rig, &out, &err, "generate", "film", "--finish-cut", "--shots",
                                "SHT-0010,SHT-0020", "--worker", worker, "--wait", NULL), ==,
                   AIP_CLI_OK);
  g_assert_cmpstr (err, ==, "");
  g_assert_nonnull (strstr (out, "2 shots to finish: 2 frames"));
  g_assert_nonnull (strstr (out, "2 done, 0 failed"));

  takes = cli_rig_run_json (*rig, &status, "takes", "film", "--shots", "SHT-0010", NULL);
  list = aip_json_get_array (aip_json_node_object (takes), "takes");
  g_assert_cmpuint (json_array_get_length (list), ==, 2);
  g_assert_cmpint (aip_json_get_int (json_array_get_object_element (list, 0), "width", 0), ==, 640);
  g_assert_cmpint (aip_json_get_int (json_array_get_object_element (list, 1), "width", 0), ==, 1280);

  after = cli_rig_run_json (*rig, &status, "generate", "film", "--finish-cut", "--dry-run", NULL);
  finishing = aip_json_get_object (aip_json_node_object (after), "finishing");
  g_assert_cmpint (aip_json_get_int (finishing, "jobs", -1), ==, 2);
  g_assert_cmpint (aip_json_get_int (finishing, "finished", -1), ==, 2);

  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "generate", "film", "--finish-cut", "--all", NULL),
                   ==, AIP_CLI_USAGE);
  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "generate", "film", "--handles", "4", NULL), ==,
                   AIP_CLI_USAGE);
  g_assert_cmpint (cli_rig_run (*rig, NULL, NULL, "generate", "film", "--finish-cut", "--workflow",
                                "no-such-thing", NULL), ==, AIP_CLI_NOT_FOUND);
}

#define TEST(path, function) \
  g_test_add (path, CliRig *, NULL, rig_set_up, function, rig_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  TEST ("/cli/generate/two-workers", test_two_workers);
  TEST ("/cli/generate/choice", test_choice);
  TEST ("/cli/generate/dry-run", test_dry_run);
  TEST ("/cli/generate/stale", test_stale);
  TEST ("/cli/generate/without-wait", test_without_wait);
  TEST ("/cli/generate/no-worker", test_no_worker);
  TEST ("/cli/generate/timeout", test_timeout);
  TEST ("/cli/generate/interrupted", test_interrupted);
  TEST ("/cli/generate/killed", test_killed);
  TEST ("/cli/generate/worker-dies", test_worker_dies);
  TEST ("/cli/generate/in-use", test_in_use);
  TEST ("/cli/generate/check-finds-lost-file", test_check_finds_lost_file);
  TEST ("/cli/generate/workers", test_workers);
  TEST ("/cli/generate/finish-cut", test_finish_cut);

  return g_test_run ();
}
