/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-scheduler"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-paths.h"
#include "aip-scheduler-private.h"
#include "aip-task.h"

/* Of a list with more mistakes nobody reads the rest here; `check` has them all. */
#define MAX_SENTENCES 20

typedef struct {
  AipScheduler *scheduler;
  AipDesk      *desk;
} Loading;

static void
load_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  g_autofree char *shipped = aip_paths_data_file ("presets");
  g_autofree char *own = aip_paths_user_data ("presets");
  GError *error = NULL;
  AipCinema *cinema = aip_cinema_load (shipped, own, task_data, &error);

  if (cinema != NULL)
    g_task_return_pointer (task, cinema, (GDestroyNotify) aip_cinema_unref);
  else
    g_task_return_error (task, error);
}

static void
report (AipScheduler *self,
        AipDocument  *document,
        AipCinema    *cinema)
{
  g_auto(GStrv) problems = aip_cinema_dup_problems (cinema);
  guint n_problems = g_strv_length (problems);

  for (guint i = 0; i < MIN (n_problems, MAX_SENTENCES); i++)
    aip_scheduler_log (self, document, NULL, NULL, G_LOG_LEVEL_MESSAGE, "%s", problems[i]);

  if (n_problems > MAX_SENTENCES)
    aip_scheduler_log (self, document, NULL, NULL, G_LOG_LEVEL_MESSAGE,
                       ngettext ("%u more row of the lists of cameras and models was left out.",
                                 "%u more rows of the lists of cameras and models were left out.",
                                 n_problems - MAX_SENTENCES), n_problems - MAX_SENTENCES);
}

static void
load_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Loading *loading = user_data;
  g_autoptr(AipScheduler) self = loading->scheduler;
  g_autoptr(AipDesk) desk = loading->desk;
  g_autoptr(GError) error = NULL;
  g_autoptr(AipCinema) cinema = g_task_propagate_pointer (G_TASK (result), &error);
  AipDocument *document = aip_desk_get_document (desk);

  g_free (loading);
  self->n_pending--;
  aip_scheduler_finish_stop (self);
  if (self->stopped || !g_ptr_array_find (self->desks, desk, NULL))
    return;

  aip_desk_set_cinema (desk, cinema);
  if (cinema != NULL)
    report (self, document, cinema);
  else
    aip_scheduler_log (self, document, NULL, NULL, G_LOG_LEVEL_MESSAGE, "%s", error->message);

  aip_scheduler_emit_cinema_loaded (self, document);
  aip_scheduler_pump_soon (self);
}

void
aip_scheduler_load_cinema (AipScheduler *self,
                           AipDesk      *desk)
{
  Loading *loading = g_new0 (Loading, 1);
  g_autoptr(GTask) task = NULL;

  self->n_pending++;
  loading->scheduler = g_object_ref (self);
  loading->desk = g_object_ref (desk);
  task = g_task_new (NULL, NULL, load_cb, loading);
  g_task_set_source_tag (task, aip_scheduler_load_cinema);
  g_task_set_task_data (task,
                        g_strdup (aip_document_get_folder (aip_desk_get_document (desk))), g_free);
  aip_task_run_in_thread (task, load_thread);
}

/**
 * aip_scheduler_get_cinema:
 * @self: a scheduler
 * @document: a document that was added
 */
AipCinema *
aip_scheduler_get_cinema (AipScheduler *self,
                          AipDocument  *document)
{
  AipDesk *desk;

  g_return_val_if_fail (AIP_IS_SCHEDULER (self), NULL);

  desk = aip_scheduler_find_desk (self, document);

  return desk != NULL ? aip_desk_get_cinema (desk) : NULL;
}
