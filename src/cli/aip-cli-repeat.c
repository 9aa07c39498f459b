/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cli-repeat"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-cli-approve.h"
#include "aip-cli-project.h"
#include "aip-cli-repeat.h"
#include "aip-cli-workers.h"
#include "aip-error.h"
#include "aip-repeat.h"

/* How long workers may take to say what they have. */
#define KNOW_SECONDS 3
#define TICK_MS      50

/* What is different now on every worker that is there: for a person, and as a member. */
static void
say_differences (AipCliCall *call,
                 AipRepeat  *repeat)
{
  AipScheduler *scheduler = aip_cli_call_get_scheduler (call);
  GListModel *workers = aip_scheduler_get_workers (scheduler);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (workers); i++)
    {
      g_autoptr(AipWorker) worker = g_list_model_get_item (workers, i);
      g_auto(GStrv) differences = NULL;
      JsonObject *object;
      gboolean possible;

      if (aip_worker_get_state (worker) == AIP_WORKER_OFFLINE)
        continue;

      differences = aip_repeat_compare (repeat, worker,
                                        aip_scheduler_get_catalogue (scheduler, worker), &possible);
      for (guint j = 0; differences[j] != NULL; j++)
        aip_cli_call_print (call, "%s: %s", aip_worker_get_name (worker), differences[j]);
      object = json_object_new ();
      json_object_set_string_member (object, "worker", aip_worker_get_address (worker));
      json_object_set_boolean_member (object, "possible", possible);
      json_object_set_array_member (object, "differences",
                                    aip_cli_make_strings ((const char *const *) differences));
      json_array_add_object_element (array, object);
    }
  json_object_set_array_member (aip_cli_call_get_result (call), "workers", array);
}

/* (nullable) (transfer none) */
static AipJob *
queue (AipCliCall  *call,
       AipRepeat   *repeat,
       GError     **error)
{
  AipDocument *document = aip_cli_call_get_document (call);
  AipShot *shot;
  AipTake *take;

  if (aip_repeat_get_obstacles (repeat)[0] != NULL)
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_NOT_FOUND,
                           aip_repeat_get_obstacles (repeat)[0]);
      return NULL;
    }

  say_differences (call, repeat);
  take = aip_cli_find_take (document, aip_cli_call_get_options (call)->repeat, &shot, error);

  return take != NULL ? aip_scheduler_repeat (aip_cli_call_get_scheduler (call), document, shot, take,
                                              NULL, error)
                      : NULL;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(AipRepeat) repeat = NULL;
  GError *error = NULL;
  AipJob *job = NULL;

  repeat = aip_repeat_load_finish (result, &error);
  if (repeat != NULL)
    job = queue (g_task_get_source_object (task), repeat, &error);

  if (job != NULL)
    g_task_return_pointer (task, g_object_ref (job), g_object_unref);
  else
    g_task_return_error (task, error);
}

static gboolean
is_known (AipScheduler *scheduler,
          AipWorker    *worker)
{
  return aip_cli_worker_known (worker) &&
         (aip_worker_get_state (worker) == AIP_WORKER_OFFLINE ||
          aip_scheduler_get_catalogue (scheduler, worker) != NULL);
}

/* Nobody can compare before the workers have said what they have. */
static gboolean
wait_cb (gpointer user_data)
{
  GTask *task = user_data;
  AipCliCall *call = g_task_get_source_object (task);
  AipScheduler *scheduler = aip_cli_call_get_scheduler (call);
  GListModel *workers = aip_scheduler_get_workers (scheduler);
  GError *error = NULL;
  AipTake *take;

  for (guint i = 0; i < g_list_model_get_n_items (workers); i++)
    {
      g_autoptr(AipWorker) worker = g_list_model_get_item (workers, i);

      if (!is_known (scheduler, worker) &&
          g_timer_elapsed (g_task_get_task_data (task), NULL) < KNOW_SECONDS)
        return G_SOURCE_CONTINUE;
    }

  take = aip_cli_find_take (aip_cli_call_get_document (call),
                            aip_cli_call_get_options (call)->repeat, NULL, &error);
  if (take != NULL)
    aip_repeat_load_async (aip_cli_call_get_document (call), take, NULL, loaded_cb,
                           g_object_ref (task));
  else
    g_task_return_error (task, error);

  return G_SOURCE_REMOVE;
}

void
aip_cli_repeat_async (AipCliCall          *call,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (AIP_IS_CLI_CALL (call));

  task = g_task_new (call, NULL, callback, user_data);
  g_task_set_source_tag (task, aip_cli_repeat_async);
  g_task_set_task_data (task, g_timer_new (), (GDestroyNotify) g_timer_destroy);
  g_timeout_add_full (G_PRIORITY_DEFAULT, TICK_MS, wait_cb, task, g_object_unref);
}

AipJob *
aip_cli_repeat_finish (AipCliCall    *call,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, call), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
