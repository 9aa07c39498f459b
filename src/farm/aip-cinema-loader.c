/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cinema-loader"

#include "config.h"

#include "aip-cinema-loader.h"
#include "aip-paths.h"
#include "aip-task.h"

AipCinema *
aip_cinema_loader_load (const char  *project,
                        GError     **error)
{
  g_autofree char *shipped = aip_paths_data_file ("presets");
  g_autofree char *own = aip_paths_user_data ("presets");

  return aip_cinema_load (shipped, own, project, error);
}

static void
load_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  GError *error = NULL;
  AipCinema *cinema = aip_cinema_loader_load (task_data, &error);

  if (cinema != NULL)
    g_task_return_pointer (task, cinema, (GDestroyNotify) aip_cinema_unref);
  else
    g_task_return_error (task, error);
}

void
aip_cinema_loader_load_async (const char          *project,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, aip_cinema_loader_load_async);
  g_task_set_task_data (task, g_strdup (project), g_free);
  aip_task_run_in_thread (task, load_thread);
}

AipCinema *
aip_cinema_loader_load_finish (GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
