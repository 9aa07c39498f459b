/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <signal.h>
#include <string.h>

#include "aip-json.h"
#include "cli-support.h"
#include "test-support.h"

CliRig *
cli_rig_new (void)
{
  static const char *const unset[] = {
    "DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR",
  };
  static const char *const folders[][2] = {
    { "HOME", "home" }, { "XDG_DATA_HOME", "home/data" }, { "XDG_STATE_HOME", "home/state" },
    { "XDG_CACHE_HOME", "home/cache" }, { "XDG_CONFIG_HOME", "home/config" },
  };
  CliRig *rig = g_new0 (CliRig, 1);

  rig->folder = test_dir_new ();
  rig->workers = g_ptr_array_new_with_free_func (g_object_unref);
  rig->launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                             G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_subprocess_launcher_set_cwd (rig->launcher, rig->folder);
  for (guint i = 0; i < G_N_ELEMENTS (unset); i++)
    g_subprocess_launcher_unsetenv (rig->launcher, unset[i]);
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_build_filename (rig->folder, folders[i][1], NULL);

      g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
      g_subprocess_launcher_setenv (rig->launcher, folders[i][0], path, TRUE);
    }

  return rig;
}

void
cli_rig_free (CliRig *rig)
{
  for (guint i = 0; i < rig->workers->len; i++)
    cli_rig_kill_worker (rig, i);
  g_ptr_array_unref (rig->workers);
  g_object_unref (rig->launcher);
  test_dir_remove (rig->folder);
  g_free (rig->folder);
  g_free (rig);
}

char *
cli_rig_path (CliRig     *rig,
              const char *name)
{
  return g_build_filename (rig->folder, name, NULL);
}

void
cli_rig_write (CliRig     *rig,
               const char *name,
               const char *contents)
{
  g_autofree char *path = cli_rig_path (rig, name);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, contents, -1, &error);
  g_assert_no_error (error);
}

static GSubprocess *
start (CliRig  *rig,
       va_list  arguments,
       gboolean json)
{
  g_autoptr(GPtrArray) argv = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;
  GSubprocess *process;
  char *argument;

  g_ptr_array_add (argv, (char *) g_getenv ("AIPIPELINE_EXECUTABLE"));
  g_assert_nonnull (argv->pdata[0]);
  while ((argument = va_arg (arguments, char *)) != NULL)
    g_ptr_array_add (argv, argument);
  if (json)
    g_ptr_array_add (argv, (char *) "--json");
  g_ptr_array_add (argv, NULL);

  process = g_subprocess_launcher_spawnv (rig->launcher, (const char *const *) argv->pdata, &error);
  g_assert_no_error (error);

  return process;
}

GSubprocess *
cli_rig_start (CliRig *rig,
               ...)
{
  va_list arguments;
  GSubprocess *process;

  va_start (arguments, rig);
  process = start (rig, arguments, FALSE);
  va_end (arguments);

  return process;
}

int
cli_rig_finish (GSubprocess  *process,
                char        **out,
                char        **err)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *own_out = NULL;
  g_autofree char *own_err = NULL;

  g_subprocess_communicate_utf8_async (process, NULL, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  g_subprocess_communicate_utf8_finish (process, result, &own_out, &own_err, &error);
  g_assert_no_error (error);

  /* Nothing of ours may ever be printed as a warning. */
  g_assert_null (strstr (own_err, "CRITICAL"));
  g_assert_null (strstr (own_err, "WARNING"));
  g_test_message ("%s%s", own_out, own_err);

  if (out != NULL)
    *out = g_steal_pointer (&own_out);
  if (err != NULL)
    *err = g_steal_pointer (&own_err);

  return g_subprocess_get_if_exited (process) ? g_subprocess_get_exit_status (process)
                                              : 128 + g_subprocess_get_term_sig (process);
}

int
cli_rig_run (CliRig  *rig,
             char   **out,
             char   **err,
             ...)
{
  g_autoptr(GSubprocess) process = NULL;
  va_list arguments;

  va_start (arguments, err);
  process = start (rig, arguments, FALSE);
  va_end (arguments);

  return cli_rig_finish (process, out, err);
}

JsonNode *
cli_rig_run_json (CliRig *rig,
                  int    *status,
                  ...)
{
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  JsonNode *node;
  JsonObject *root;
  int own_status;
  va_list arguments;

  va_start (arguments, status);
  process = start (rig, arguments, TRUE);
  va_end (arguments);

  own_status = cli_rig_finish (process, &out, &err);
  node = aip_json_parse (out, -1, 64 * 1024 * 1024, &error);
  if (node == NULL)
    g_error ("Status %d: %s (%s)", own_status, error->message, err);

  /* What every document has. */
  root = aip_json_node_object (node);
  g_assert_nonnull (root);
  g_assert_cmpint (aip_json_get_int (root, "status", -1), ==, own_status);
  g_assert_cmpint (aip_json_get_boolean (root, "ok", FALSE), ==, own_status == 0);
  g_assert_nonnull (aip_json_get_string (root, "command", NULL));
  g_assert_nonnull (aip_json_get_array (root, "problems"));
  if (status != NULL)
    *status = own_status;
  else
    g_assert_cmpint (own_status, ==, 0);

  return node;
}

char *
cli_rig_add_worker (CliRig *rig,
                    double  speed)
{
  g_autofree char *speed_text = g_strdup_printf ("%g", speed);
  g_autoptr(GSubprocessLauncher) launcher = NULL;
  g_autoptr(GDataInputStream) lines = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *line = NULL;
  GSubprocess *worker;

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE |
                                        G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  worker = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("AIPIPELINE_DRAFT_WORKER"),
                                        "--port", "0", "--vram-gb", "24", "--speed", speed_text,
                                        "--quit-with-parent", NULL);
  g_assert_no_error (error);
  g_ptr_array_add (rig->workers, worker);

  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (worker));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  g_data_input_stream_read_line_async (lines, 0, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  line = g_data_input_stream_read_line_finish_utf8 (lines, result, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (line, "Listening on http://"));

  return g_strdup (line + strlen ("Listening on http://"));
}

void
cli_rig_kill_worker (CliRig *rig,
                     guint   index)
{
  GSubprocess *worker = g_ptr_array_index (rig->workers, index);

  g_subprocess_force_exit (worker);
  g_subprocess_wait (worker, NULL, NULL);
}

static guint
count_files (GFile *folder)
{
  g_autoptr(GFileEnumerator) children = NULL;
  guint n = 0;

  children = g_file_enumerate_children (folder, "standard::name,standard::type",
                                        G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  for (;;)
    {
      GFileInfo *info = NULL;
      GFile *child = NULL;

      if (children == NULL || !g_file_enumerator_iterate (children, &info, &child, NULL, NULL) ||
          info == NULL)
        return n;
      n += g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY ? count_files (child) : 1;
    }
}

void
cli_rig_check_takes (CliRig     *rig,
                     const char *project,
                     guint       n_shots,
                     guint       n)
{
  g_autoptr(JsonNode) node = cli_rig_run_json (rig, NULL, "takes", project, NULL);
  g_autoptr(GHashTable) per_shot = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GHashTable) files = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *folder_path = g_build_filename (rig->folder, project, "takes", NULL);
  g_autoptr(GFile) folder = g_file_new_for_path (folder_path);
  JsonArray *takes = aip_json_get_array (aip_json_node_object (node), "takes");

  g_assert_cmpuint (json_array_get_length (takes), ==, n_shots * n);
  for (guint i = 0; i < json_array_get_length (takes); i++)
    {
      JsonObject *take = json_array_get_object_element (takes, i);
      const char *path = aip_json_get_string (take, "path", "");
      const char *shot = aip_json_get_string (take, "shot", "");
      guint so_far = GPOINTER_TO_UINT (g_hash_table_lookup (per_shot, shot));
      g_autoptr(GdkPixbuf) picture = NULL;
      g_autoptr(GError) error = NULL;

      g_assert_true (g_hash_table_add (files, (char *) path));
      picture = gdk_pixbuf_new_from_file (path, &error);
      g_assert_no_error (error);
      g_assert_cmpint (gdk_pixbuf_get_width (picture), ==, aip_json_get_int (take, "width", 0));
      g_hash_table_insert (per_shot, (char *) shot, GUINT_TO_POINTER (so_far + 1));
      g_assert_cmpint (aip_json_get_int (take, "number", 0), ==, so_far + 1);
    }
  g_assert_cmpuint (g_hash_table_size (per_shot), ==, n_shots);
  g_assert_cmpuint (count_files (folder), ==, n_shots * n);
}
