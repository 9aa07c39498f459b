/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-proxy-process"

#include "config.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#include "aip-error.h"
#include "aip-proxy-process.h"

#define PROGRAM        "aipipeline-proxy"
/* A process that says nothing for so long has met a file that its decoder does not get out of. */
#define SILENT_SECONDS 60

typedef struct {
  char                 *name;
  GSubprocess          *process;
  GDataInputStream     *output;
  AipProxyProgressFunc  progress;
  gpointer              user_data;
  gulong                cancelled_handler;
  guint                 watchdog;
  GError               *error;    /* what it said, or what we know */
} Run;

static void
run_free (Run *run)
{
  g_clear_handle_id (&run->watchdog, g_source_remove);
  g_clear_object (&run->process);
  g_clear_object (&run->output);
  g_clear_error (&run->error);
  g_free (run->name);
  g_free (run);
}

/* In the folder of this room in a build tree, where it was installed otherwise. */
char *
aip_proxy_process_find (void)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self != NULL ? g_path_get_dirname (self) : g_strdup (".");
  const char *const places[] = { "../media", "../../src/media" };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *path = g_build_filename (folder, places[i], PROGRAM, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
        return g_steal_pointer (&path);
    }

  return g_build_filename (LIBEXECDIR, PROGRAM, NULL);
}

static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Run *run = g_task_get_task_data (task);

  g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL);
  g_clear_handle_id (&run->watchdog, g_source_remove);
  if (run->cancelled_handler != 0)
    g_cancellable_disconnect (g_task_get_cancellable (task), run->cancelled_handler);
  run->cancelled_handler = 0;

  if (g_subprocess_get_successful (run->process))
    g_task_return_boolean (task, TRUE);
  else if (run->error != NULL)
    g_task_return_error (task, g_steal_pointer (&run->error));
  else
    g_task_return_new_error (task, AIP_ERROR, AIP_ERROR_FAILED,
                             _("“%s” cannot be played: its decoder crashed."), run->name);
}

static gboolean
silent_cb (gpointer user_data)
{
  Run *run = user_data;

  run->watchdog = 0;
  g_clear_error (&run->error);
  g_set_error (&run->error, AIP_ERROR, AIP_ERROR_TIMEOUT,
               _("“%s” cannot be played: its decoder does not answer."), run->name);
  g_subprocess_force_exit (run->process);

  return G_SOURCE_REMOVE;
}

static void
watch (Run *run)
{
  g_clear_handle_id (&run->watchdog, g_source_remove);
  run->watchdog = g_timeout_add_seconds (SILENT_SECONDS, silent_cb, run);
}

/* `progress DONE ALL` or `error CODE SENTENCE` */
static void
take_line (Run  *run,
           char *line)
{
  g_auto(GStrv) words = g_strsplit (line, " ", 3);

  if (g_strv_length (words) < 3)
    return;

  if (g_str_equal (words[0], "error"))
    {
      g_autofree char *sentence = g_utf8_make_valid (words[2], -1);

      g_clear_error (&run->error);
      g_set_error_literal (&run->error, AIP_ERROR, aip_error_from_nick (words[1]), sentence);
    }
  else
    run->progress (g_ascii_strtoll (words[1], NULL, 10), g_ascii_strtoll (words[2], NULL, 10),
                   run->user_data);
}

static void
line_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Run *run = g_task_get_task_data (task);
  g_autofree char *line =
    g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, NULL);

  if (line == NULL)
    {
      /* Everything was said; what became of it, only its end tells. */
      g_subprocess_wait_async (run->process, NULL, ended_cb, g_steal_pointer (&task));
      return;
    }

  if (!g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    take_line (run, line);
  watch (run);
  g_data_input_stream_read_line_async (run->output, G_PRIORITY_DEFAULT_IDLE, NULL, line_cb,
                                       g_steal_pointer (&task));
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_subprocess_force_exit (user_data);
}

void
aip_proxy_process_run_async (const char           *program,
                             const char           *folder,
                             const char           *file,
                             int                   width,
                             int                   height,
                             AipProxyProgressFunc  progress,
                             GCancellable         *cancellable,
                             GAsyncReadyCallback   callback,
                             gpointer              user_data)
{
  g_autofree char *width_text = g_strdup_printf ("%d", width);
  g_autofree char *height_text = g_strdup_printf ("%d", height);
  const char *const argv[] = { program, folder, width_text, height_text, file, NULL };
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  GSubprocess *process;
  GError *error = NULL;
  Run *run;

  g_return_if_fail (program != NULL && folder != NULL && file != NULL);
  g_return_if_fail (progress != NULL);

  g_task_set_source_tag (task, aip_proxy_process_run_async);
  process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                       G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);
  if (process == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  run = g_new0 (Run, 1);
  run->name = g_filename_display_basename (file);
  run->progress = progress;
  run->user_data = user_data;
  run->process = process;
  run->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_task_set_task_data (task, run, (GDestroyNotify) run_free);
  if (cancellable != NULL)
    run->cancelled_handler = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                                    g_object_ref (process), g_object_unref);

  watch (run);
  g_data_input_stream_read_line_async (run->output, G_PRIORITY_DEFAULT_IDLE, NULL, line_cb,
                                       g_steal_pointer (&task));
}

gboolean
aip_proxy_process_run_finish (GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
