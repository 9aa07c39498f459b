/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-draft-workers"

#include "config.h"

#include <glib/gi18n.h>
#include <signal.h>
#include <string.h>

#include "aip-draft-workers.h"
#include "aip-error.h"

#define PROGRAM          "aipipeline-draft-worker"
#define START_SECONDS    15
#define MAX_LINE         4096

/* One process. It lives in AipDraftWorkers.processes from its start until it has ended. */
typedef struct {
  GSubprocess      *process;
  GDataInputStream *output;
  AipWorker        *worker;   /* %NULL until it has said where it listens */
  GTask            *starting; /* %NULL afterwards */
  guint             timeout;
} Process;

struct _AipDraftWorkers
{
  GObject parent_instance;

  AipScheduler *scheduler;
  GPtrArray    *processes;
};

enum {
  PROP_0,
  PROP_N_RUNNING,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (AipDraftWorkers, aip_draft_workers, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static void
process_free (Process *process)
{
  g_clear_handle_id (&process->timeout, g_source_remove);
  g_clear_object (&process->process);
  g_clear_object (&process->output);
  g_clear_object (&process->worker);
  g_clear_object (&process->starting);
  g_free (process);
}

/* Beside this program: in its own folder when installed, in the next one in a build tree. */
static char *
find_program (void)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self != NULL ? g_path_get_dirname (self) : g_strdup (".");
  const char *const places[] = { ".", "../draft", "../src/draft", "../../src/draft" };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *path = g_build_filename (folder, places[i], PROGRAM, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
        return g_steal_pointer (&path);
    }

  return g_find_program_in_path (PROGRAM);
}

/* @object: the process itself or its output. */
static Process *
find_process (AipDraftWorkers *self,
              gpointer         object)
{
  for (guint i = 0; i < self->processes->len; i++)
    {
      Process *process = g_ptr_array_index (self->processes, i);

      if (object == process->process || object == process->output)
        return process;
    }

  return NULL;
}

static void
fail_start (Process    *process,
            const char *sentence)
{
  g_autoptr(GTask) task = g_steal_pointer (&process->starting);

  g_clear_handle_id (&process->timeout, g_source_remove);
  if (task != NULL)
    g_task_return_new_error_literal (task, AIP_ERROR, AIP_ERROR_FAILED, sentence);
}

static void
process_ended_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(AipDraftWorkers) self = user_data;
  GSubprocess *subprocess = G_SUBPROCESS (source);
  Process *process = find_process (self, subprocess);

  g_subprocess_wait_finish (subprocess, result, NULL);
  if (process == NULL)
    return;

  fail_start (process, _("The draft worker ended before it was ready."));
  if (process->worker != NULL)
    aip_scheduler_remove_worker (self->scheduler, process->worker);
  g_ptr_array_remove (self->processes, process);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_RUNNING]);
}

static gboolean
start_timed_out_cb (gpointer user_data)
{
  Process *process = user_data;

  process->timeout = 0;
  fail_start (process, _("The draft worker did not get ready in time."));
  g_subprocess_send_signal (process->process, SIGTERM);

  return G_SOURCE_REMOVE;
}

static void read_line (AipDraftWorkers *self,
                       Process         *process);

static void
line_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  GDataInputStream *output = G_DATA_INPUT_STREAM (source);
  g_autoptr(AipDraftWorkers) self = user_data;
  g_autofree char *line = g_data_input_stream_read_line_finish_utf8 (output, result, NULL, NULL);
  Process *process = find_process (self, output);
  g_autoptr(GError) error = NULL;
  const char *address;

  /* The end of its output is the end of the process; process_ended_cb() says so. */
  if (line == NULL || process == NULL)
    return;

  address = strstr (line, "http://");
  if (process->starting != NULL && address != NULL)
    {
      g_autoptr(GTask) task = g_steal_pointer (&process->starting);
      AipWorker *worker;

      g_clear_handle_id (&process->timeout, g_source_remove);
      worker = aip_scheduler_add_worker (self->scheduler, address, TRUE, &error);
      if (worker == NULL)
        {
          g_subprocess_send_signal (process->process, SIGTERM);
          g_task_return_error (task, g_steal_pointer (&error));
        }
      else
        {
          process->worker = g_object_ref (worker);
          g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_RUNNING]);
          g_task_return_pointer (task, g_object_ref (worker), g_object_unref);
        }
    }

  /* Read on, or the pipe fills up and the worker stops in the middle of a sentence. */
  read_line (self, process);
}

static void
read_line (AipDraftWorkers *self,
           Process         *process)
{
  g_data_input_stream_read_line_async (process->output, G_PRIORITY_DEFAULT, NULL,
                                       line_read_cb, g_object_ref (self));
}

static void
aip_draft_workers_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_N_RUNNING:
      g_value_set_uint (value, aip_draft_workers_get_n_running (AIP_DRAFT_WORKERS (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
aip_draft_workers_finalize (GObject *object)
{
  AipDraftWorkers *self = AIP_DRAFT_WORKERS (object);

  g_clear_pointer (&self->processes, g_ptr_array_unref);
  g_clear_object (&self->scheduler);

  G_OBJECT_CLASS (aip_draft_workers_parent_class)->finalize (object);
}

static void
aip_draft_workers_class_init (AipDraftWorkersClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = aip_draft_workers_finalize;
  object_class->get_property = aip_draft_workers_get_property;

  properties[PROP_N_RUNNING] = g_param_spec_uint ("n-running", NULL, NULL, 0, G_MAXUINT, 0,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
aip_draft_workers_init (AipDraftWorkers *self)
{
  self->processes = g_ptr_array_new_with_free_func ((GDestroyNotify) process_free);
}

AipDraftWorkers *
aip_draft_workers_new (AipScheduler *scheduler)
{
  AipDraftWorkers *self;

  g_return_val_if_fail (AIP_IS_SCHEDULER (scheduler), NULL);

  self = g_object_new (AIP_TYPE_DRAFT_WORKERS, NULL);
  self->scheduler = g_object_ref (scheduler);

  return self;
}

void
aip_draft_workers_start_async (AipDraftWorkers     *self,
                               int                  vram,
                               double               speed,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GSubprocess) subprocess = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *program = NULL;
  g_autofree char *vram_text = NULL;
  char speed_text[G_ASCII_DTOSTR_BUF_SIZE];
  Process *process;

  g_return_if_fail (AIP_IS_DRAFT_WORKERS (self));
  g_return_if_fail (vram > 0);
  g_return_if_fail (speed > 0);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, aip_draft_workers_start_async);

  program = find_program ();
  vram_text = g_strdup_printf ("%d", vram);
  g_ascii_formatd (speed_text, sizeof speed_text, "%.3f", speed);

  /* It quits when its standard input closes, which is when this process is gone. */
  if (program != NULL)
    subprocess = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                   &error, program, "--port", "0", "--quit-with-parent",
                                   "--vram-gb", vram_text, "--speed", speed_text, NULL);
  if (subprocess == NULL)
    {
      if (error != NULL)
        g_warning ("%s: %s", program, error->message);
      g_task_return_new_error_literal (task, AIP_ERROR, AIP_ERROR_NOT_FOUND,
                                       _("The draft worker could not be started: the program "
                                         "“aipipeline-draft-worker” is not installed."));
      return;
    }

  process = g_new0 (Process, 1);
  process->process = g_object_ref (subprocess);
  process->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (subprocess));
  g_buffered_input_stream_set_buffer_size (G_BUFFERED_INPUT_STREAM (process->output), MAX_LINE);
  process->starting = g_steal_pointer (&task);
  process->timeout = g_timeout_add_seconds (START_SECONDS, start_timed_out_cb, process);
  g_ptr_array_add (self->processes, process);

  g_subprocess_wait_async (subprocess, NULL, process_ended_cb, g_object_ref (self));
  read_line (self, process);
}

AipWorker *
aip_draft_workers_start_finish (AipDraftWorkers  *self,
                                GAsyncResult     *result,
                                GError          **error)
{
  g_return_val_if_fail (AIP_IS_DRAFT_WORKERS (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
aip_draft_workers_remove (AipDraftWorkers *self,
                          AipWorker       *worker)
{
  g_return_val_if_fail (AIP_IS_DRAFT_WORKERS (self), FALSE);
  g_return_val_if_fail (AIP_IS_WORKER (worker), FALSE);

  for (guint i = 0; i < self->processes->len; i++)
    {
      Process *process = g_ptr_array_index (self->processes, i);

      if (process->worker != worker)
        continue;

      /* Removed first, so that its jobs go back to waiting in good order. */
      aip_scheduler_remove_worker (self->scheduler, worker);
      g_clear_object (&process->worker);
      g_subprocess_send_signal (process->process, SIGTERM);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_RUNNING]);
      return TRUE;
    }

  return FALSE;
}

void
aip_draft_workers_stop (AipDraftWorkers *self)
{
  g_return_if_fail (AIP_IS_DRAFT_WORKERS (self));

  for (guint i = 0; i < self->processes->len; i++)
    {
      Process *process = g_ptr_array_index (self->processes, i);

      g_subprocess_send_signal (process->process, SIGTERM);
    }
}

guint
aip_draft_workers_get_n_running (AipDraftWorkers *self)
{
  guint n = 0;

  g_return_val_if_fail (AIP_IS_DRAFT_WORKERS (self), 0);

  for (guint i = 0; i < self->processes->len; i++)
    n += ((Process *) g_ptr_array_index (self->processes, i))->worker != NULL;

  return n;
}
