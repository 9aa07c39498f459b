/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cli-workers"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-cli-table.h"
#include "aip-cli-workers.h"
#include "aip-error.h"
#include "aip-paths.h"

/* How long nothing but the local server, which may not be there, is waited for. */
#define PROBE_SECONDS 2

/* How long a worker may take to answer before it counts as not there. */
#define ANSWER_SECONDS 10

#define GIBIBYTE (1024.0 * 1024.0 * 1024.0)

gboolean
aip_cli_parse_timeout (const char  *text,
                       double      *seconds,
                       GError     **error)
{
  char *end = NULL;
  double number;
  double unit = 0;

  g_return_val_if_fail (seconds != NULL, FALSE);

  *seconds = 0;
  if (text == NULL)
    return TRUE;

  number = g_ascii_strtod (text, &end);
  if (end != text)
    unit = g_str_equal (end, "") || g_str_equal (end, "s") ? 1
           : g_str_equal (end, "m") || g_str_equal (end, "min") ? 60
           : g_str_equal (end, "h") ? 3600 : 0;
  /* A month: more than anybody waits, and less than a timer of GLib holds. */
  if (unit == 0 || !(number > 0) || number * unit > 31 * 24 * 3600.0)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _("“%s” is not a time such as 90, 90s, 30m or 8h."), text);
      return FALSE;
    }

  *seconds = number * unit;

  return TRUE;
}

gboolean
aip_cli_worker_known (AipWorker *worker)
{
  g_return_val_if_fail (AIP_IS_WORKER (worker), FALSE);

  return aip_worker_get_state (worker) != AIP_WORKER_OFFLINE ||
         *aip_worker_get_problem (worker) != '\0';
}

gboolean
aip_cli_meet_workers (AipCliCall  *call,
                      GError     **error)
{
  GStrv named = aip_cli_call_get_options (call)->workers;
  AipScheduler *scheduler = aip_cli_call_get_scheduler (call);

  if (scheduler == NULL)
    {
      g_autofree char *registry = aip_paths_user_data ("workers.json");

      scheduler = aip_scheduler_new (named == NULL ? registry : NULL);
      aip_cli_call_take_scheduler (call, scheduler);
      if (named == NULL)
        aip_scheduler_probe_local (scheduler);
    }

  for (guint i = 0; named != NULL && named[i] != NULL; i++)
    {
      g_auto(GStrv) addresses = g_strsplit (named[i], ",", -1);

      for (guint j = 0; addresses[j] != NULL; j++)
        {
          g_autoptr(GError) local_error = NULL;

          if (aip_scheduler_add_worker (scheduler, g_strstrip (addresses[j]), TRUE,
                                        &local_error) != NULL)
            continue;
          g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                               local_error->message);
          return FALSE;
        }
    }

  return TRUE;
}

gboolean
aip_cli_check_workers (AipCliCall  *call,
                       GError     **error)
{
  double seconds;

  return aip_cli_parse_timeout (aip_cli_call_get_options (call)->timeout, &seconds, error);
}

typedef struct {
  AipCliCall *call;
  guint       timeout;
  guint       on_news;
  gulong      on_worker;
  GSource    *on_cancel;
  gboolean    over;
} Asking;

static JsonObject *
make_worker (AipWorker *worker)
{
  JsonObject *object = json_object_new ();
  AipJob *job = aip_worker_get_job (worker);

  json_object_set_string_member (object, "address", aip_worker_get_address (worker));
  json_object_set_string_member (object, "name", aip_worker_get_name (worker));
  json_object_set_string_member (object, "state",
                                 aip_worker_state_to_nick (aip_worker_get_state (worker)));
  json_object_set_string_member (object, "gpu", aip_worker_get_gpu_name (worker));
  json_object_set_int_member (object, "vram", (gint64) aip_worker_get_vram_total (worker));
  json_object_set_int_member (object, "vram-free", (gint64) aip_worker_get_vram_free (worker));
  json_object_set_int_member (object, "queue", aip_worker_get_queue_length (worker));
  json_object_set_boolean_member (object, "draft", aip_worker_get_draft (worker));
  json_object_set_boolean_member (object, "paused", aip_worker_get_paused (worker));
  json_object_set_string_member (object, "problem", aip_worker_get_problem (worker));
  json_object_set_double_member (object, "progress",
                                 job != NULL ? aip_job_get_progress (job) : -1);

  return object;
}

static void
report_workers (AipCliCall *call,
                GListModel *workers)
{
  static const char *const titles[] = {
    N_("WORKER"), N_("STATE"), N_("GPU"), N_("MEMORY"), N_("QUEUE")
  };
  g_autoptr(AipCliTable) table = NULL;
  g_autofree char *text = NULL;
  JsonArray *array = json_array_new ();
  gboolean all_there = TRUE;

  table = aip_cli_table_new ("lllrr", titles);

  for (guint i = 0; i < g_list_model_get_n_items (workers); i++)
    {
      g_autoptr(AipWorker) worker = g_list_model_get_item (workers, i);
      gboolean there = aip_worker_get_state (worker) != AIP_WORKER_OFFLINE;
      g_autofree char *memory =
        there ? g_strdup_printf ("%.1f GiB", (double) aip_worker_get_vram_total (worker) / GIBIBYTE)
              : g_strdup ("");
      g_autofree char *queue =
        there ? g_strdup_printf ("%u", aip_worker_get_queue_length (worker)) : g_strdup ("");

      json_array_add_object_element (array, make_worker (worker));
      aip_cli_table_add (table, aip_worker_get_name (worker),
                         aip_worker_state_to_nick (aip_worker_get_state (worker)),
                         aip_worker_get_gpu_name (worker), memory, queue);
      if (!there)
        {
          const char *problem = aip_worker_get_problem (worker);
          g_autofree char *sentence =
            *problem != '\0' ? g_strdup (problem)
                             : g_strdup_printf (_("%s does not answer."),
                                                aip_worker_get_address (worker));

          aip_cli_call_add_problem (call, sentence);
          all_there = FALSE;
        }
    }

  json_object_set_array_member (aip_cli_call_get_result (call), "workers", array);
  if (g_list_model_get_n_items (workers) > 0)
    {
      text = aip_cli_table_to_text (table);
      aip_cli_call_print_raw (call, text);
    }
  else
    aip_cli_call_print (call, _("No worker is known."));

  aip_cli_call_finish (call, all_there ? AIP_CLI_OK : AIP_CLI_FAILED);
}

static void
asking_check (Asking *self)
{
  AipScheduler *scheduler = aip_cli_call_get_scheduler (self->call);
  GListModel *workers = aip_scheduler_get_workers (scheduler);

  if (g_list_model_get_n_items (workers) == 0 && !self->over)
    return;
  for (guint i = 0; i < g_list_model_get_n_items (workers) && !self->over; i++)
    {
      g_autoptr(AipWorker) worker = g_list_model_get_item (workers, i);

      if (!aip_cli_worker_known (worker))
        return;
    }

  g_signal_handler_disconnect (scheduler, self->on_worker);
  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_handle_id (&self->on_news, g_source_remove);
  if (self->on_cancel != NULL)
    {
      g_source_destroy (self->on_cancel);
      g_source_unref (self->on_cancel);
    }
  report_workers (self->call, workers);
  g_object_unref (self->call);
  g_free (self);
}

static gboolean
asking_news_cb (gpointer user_data)
{
  Asking *self = user_data;

  self->on_news = 0;
  asking_check (self);

  return G_SOURCE_REMOVE;
}

/* Not at once: the scheduler is in the middle of something when it says so. */
static void
worker_changed_cb (AipScheduler *scheduler,
                   AipWorker    *worker,
                   gpointer      user_data)
{
  Asking *self = user_data;

  if (self->on_news == 0)
    self->on_news = g_idle_add (asking_news_cb, self);
}

/* Interrupted: what is known by now is reported, which a person rather wants than nothing. */
static gboolean
asking_cancelled_cb (GCancellable *cancellable,
                     gpointer      user_data)
{
  Asking *self = user_data;

  self->over = TRUE;
  asking_check (self);

  return G_SOURCE_REMOVE;
}

static gboolean
asking_over_cb (gpointer user_data)
{
  Asking *self = user_data;

  self->over = TRUE;
  self->timeout = 0;
  asking_check (self);

  return G_SOURCE_REMOVE;
}

void
aip_cli_run_workers (AipCliCall *call)
{
  GCancellable *cancellable = aip_cli_call_get_cancellable (call);
  double seconds = 0;
  GError *error = NULL;
  Asking *asking;

  if (!aip_cli_meet_workers (call, &error))
    {
      aip_cli_call_fail (call, error);
      return;
    }

  aip_cli_parse_timeout (aip_cli_call_get_options (call)->timeout, &seconds, NULL);
  if (seconds == 0)
    seconds = g_list_model_get_n_items (aip_scheduler_get_workers (
                aip_cli_call_get_scheduler (call))) > 0 ? ANSWER_SECONDS : PROBE_SECONDS;

  asking = g_new0 (Asking, 1);
  asking->call = g_object_ref (call);
  asking->timeout = g_timeout_add ((guint) (seconds * 1000), asking_over_cb, asking);
  if (cancellable != NULL)
    {
      asking->on_cancel = g_cancellable_source_new (cancellable);
      g_source_set_callback (asking->on_cancel, G_SOURCE_FUNC (asking_cancelled_cb), asking, NULL);
      g_source_attach (asking->on_cancel, NULL);
    }
  asking->on_worker = g_signal_connect (aip_cli_call_get_scheduler (call), "worker-changed",
                                        G_CALLBACK (worker_changed_cb), asking);
  asking_check (asking);
}
