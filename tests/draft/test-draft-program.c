/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>

#include <gio/gio.h>
#include <gio/gunixinputstream.h>
#include <glib/gstdio.h>

#include "aip-draft-json.h"
#include "fixture.h"

/* The real program, as the app and the demo start it. */
static char *worker_path;

/* Starts it and reads the line that says where it listens. @temp: (nullable) */
static GSubprocess *
start (char             **url,
       const char        *temp,
       GSubprocessFlags   flags,
       const char *const *args)
{
  g_autoptr(GSubprocessLauncher) launcher = NULL;
  g_autoptr(GStrvBuilder) argv = g_strv_builder_new ();
  g_auto(GStrv) all = NULL;
  g_autoptr(GDataInputStream) lines = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *line = NULL;
  GSubprocess *process;

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | flags);
  if (temp != NULL)
    g_subprocess_launcher_setenv (launcher, "TMPDIR", temp, TRUE);
  g_strv_builder_add (argv, worker_path);
  g_strv_builder_addv (argv, (const char **) args);
  all = g_strv_builder_end (argv);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) all, &error);
  g_assert_no_error (error);

  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  line = g_data_input_stream_read_line_utf8 (lines, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  g_assert_true (g_str_has_prefix (line, "Listening on http://127.0.0.1:"));
  *url = g_strdup (line + strlen ("Listening on "));

  return process;
}

static void
wait_for_end (GSubprocess *process)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  g_subprocess_wait_async (process, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  g_subprocess_wait_finish (process, result, &error);
  g_assert_no_error (error);
}

static guint
count_entries (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  guint n = 0;

  g_assert_nonnull (dir);
  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

static void
check_alive (const char *url)
{
  g_autoptr(SoupSession) session = soup_session_new ();
  g_autofree char *uri = g_strconcat (url, "/prompt", NULL);
  g_autoptr(SoupMessage) message = soup_message_new ("GET", uri);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;

  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL,
                                    test_store_result_cb, &result);
  test_spin_while (result == NULL);
  bytes = soup_session_send_and_read_finish (session, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
}

/* It says where it is, and leaves nothing behind when it is told to go. */
static void
test_terminate (void)
{
  g_autofree char *temp = test_dir_new ();
  g_autofree char *url = NULL;
  g_autoptr(GSubprocess) process = NULL;
  static const char *const args[] = { "--vram-gb", "8", "--speed", "100", NULL };

  process = start (&url, temp, G_SUBPROCESS_FLAGS_NONE, args);
  check_alive (url);
  g_assert_cmpuint (count_entries (temp), ==, 1);

  g_subprocess_send_signal (process, SIGTERM);
  wait_for_end (process);
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
  g_assert_cmpuint (count_entries (temp), ==, 0);
  test_dir_remove (temp);
}

/* What a killed worker left is removed by the next one; what belongs to a living one is not. */
static void
test_killed (void)
{
  g_autofree char *temp = test_dir_new ();
  g_autofree char *killed_url = NULL;
  g_autofree char *living_url = NULL;
  g_autofree char *last_url = NULL;
  g_autoptr(GSubprocess) killed = NULL;
  g_autoptr(GSubprocess) living = NULL;
  g_autoptr(GSubprocess) last = NULL;
  g_autoptr(GDir) dir = NULL;
  const struct timespec long_ago[2] = { { .tv_sec = 1000000000 }, { .tv_sec = 1000000000 } };
  static const char *const args[] = { NULL };
  const char *name;

  killed = start (&killed_url, temp, G_SUBPROCESS_FLAGS_NONE, args);
  living = start (&living_url, temp, G_SUBPROCESS_FLAGS_NONE, args);
  g_subprocess_force_exit (killed);
  wait_for_end (killed);
  g_assert_cmpuint (count_entries (temp), ==, 2);

  dir = g_dir_open (temp, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (temp, name, NULL);

      g_assert_cmpint (utimensat (AT_FDCWD, path, long_ago, 0), ==, 0);
    }

  last = start (&last_url, temp, G_SUBPROCESS_FLAGS_NONE, args);
  g_assert_cmpuint (count_entries (temp), ==, 2);
  check_alive (living_url);

  g_subprocess_send_signal (living, SIGTERM);
  g_subprocess_send_signal (last, SIGTERM);
  wait_for_end (living);
  wait_for_end (last);
  g_assert_cmpuint (count_entries (temp), ==, 0);
  test_dir_remove (temp);
}

/* The app's worker does not outlive the app. */
static void
test_quit_with_parent (void)
{
  static const char *const args[] = { "--quit-with-parent", NULL };
  g_autofree char *url = NULL;
  g_autoptr(GSubprocess) process = start (&url, NULL, G_SUBPROCESS_FLAGS_STDIN_PIPE, args);

  check_alive (url);
  g_output_stream_close (g_subprocess_get_stdin_pipe (process), NULL, NULL);
  wait_for_end (process);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
}

/* Without a pipe there is nobody to follow but the parent, who lives. */
static void
test_no_pipe (void)
{
  static const char *const args[] = { "--quit-with-parent", NULL };
  g_autofree char *url = NULL;
  g_autoptr(GSubprocess) process = start (&url, NULL, G_SUBPROCESS_FLAGS_NONE, args);

  check_alive (url);
  check_alive (url);
  g_subprocess_send_signal (process, SIGTERM);
  wait_for_end (process);
}

/* Results stay where the user wants them. */
static void
test_output_folder (void)
{
  g_autofree char *output = test_dir_new ();
  g_autofree char *url = NULL;
  const char *args[] = { "--output", output, NULL };
  g_autoptr(GSubprocess) process = start (&url, NULL, G_SUBPROCESS_FLAGS_NONE, args);
  g_autofree char *file = g_build_filename (output, "kept_00001_.png", NULL);
  g_autofree char *uri = g_strconcat (url, "/prompt", NULL);
  g_autoptr(SoupSession) session = soup_session_new ();
  g_autoptr(SoupMessage) message = soup_message_new ("POST", uri);
  g_autoptr(GBytes) body = NULL;
  g_autoptr(GBytes) answer = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  static const char graph[] =
    "{\"prompt\": {\"1\": {\"class_type\": \"EmptyImage\", \"inputs\": {\"width\": 16, \"height\": "
    "16, \"batch_size\": 1, \"color\": 0}}, \"2\": {\"class_type\": \"SaveImage\", \"inputs\": "
    "{\"images\": [\"1\", 0], \"filename_prefix\": \"kept\"}}}}";

  body = g_bytes_new_static (graph, strlen (graph));
  soup_message_set_request_body_from_bytes (message, "application/json", body);
  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL,
                                    test_store_result_cb, &result);
  test_spin_while (result == NULL);
  answer = soup_session_send_and_read_finish (session, result, NULL);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
  test_spin_while (!g_file_test (file, G_FILE_TEST_EXISTS));

  g_subprocess_send_signal (process, SIGTERM);
  wait_for_end (process);
  g_assert_true (g_file_test (file, G_FILE_TEST_EXISTS));
  test_dir_remove (output);
}

static void
check_refused (const char *const *args,
               int                status,
               const char        *sentence)
{
  g_autoptr(GStrvBuilder) argv = g_strv_builder_new ();
  g_auto(GStrv) all = NULL;
  g_autofree char *out = NULL;
  g_autofree char *problem = NULL;
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GError) error = NULL;

  g_strv_builder_add (argv, worker_path);
  g_strv_builder_addv (argv, (const char **) args);
  all = g_strv_builder_end (argv);
  process = g_subprocess_newv ((const char *const *) all,
                               G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE,
                               &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &out, &problem, &error);
  g_assert_no_error (error);
  g_test_message ("%s%s", out, problem);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, status);
  g_assert_nonnull (strstr (status == 0 ? out : problem, sentence));
}

static void
test_arguments (void)
{
  const char *const version[] = { "--version", NULL };
  const char *const port[] = { "--port", "70000", NULL };
  const char *const speed[] = { "--speed", "0", NULL };
  const char *const vram[] = { "--vram-gb", "-3", NULL };
  const char *const unknown[] = { "--diffuse", NULL };
  const char *const name[] = { "--listen", "localhost", NULL };
  const char *const quit[] = { NULL };
  g_autofree char *url = NULL;
  g_autoptr(GSubprocess) process = start (&url, NULL, G_SUBPROCESS_FLAGS_NONE, quit);
  const char *const taken[] = { "--port", strrchr (url, ':') + 1, NULL };

  check_refused (version, 0, "aipipeline-draft-worker " PACKAGE_VERSION);
  check_refused (port, 2, "The port has to be");
  check_refused (speed, 2, "The speed has to be");
  check_refused (vram, 2, "The GPU memory has to be");
  check_refused (unknown, 2, "--diffuse");
  check_refused (name, 1, "numeric address");
  check_refused (taken, 1, "The draft worker cannot start");

  g_subprocess_send_signal (process, SIGTERM);
  wait_for_end (process);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  worker_path = argv[1];

  g_test_add_func ("/draft/program/terminate", test_terminate);
  g_test_add_func ("/draft/program/killed", test_killed);
  g_test_add_func ("/draft/program/quit-with-parent", test_quit_with_parent);
  g_test_add_func ("/draft/program/no-pipe", test_no_pipe);
  g_test_add_func ("/draft/program/output-folder", test_output_folder);
  g_test_add_func ("/draft/program/arguments", test_arguments);

  return g_test_run ();
}
