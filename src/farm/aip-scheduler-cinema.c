/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-scheduler"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-cinema-loader.h"
#include "aip-scheduler-private.h"

/* Of a list with more mistakes nobody reads the rest here; `check` has them all. */
#define MAX_SENTENCES 20

typedef struct {
  AipScheduler *scheduler;
  AipDesk      *desk;
} Loading;

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
  g_autoptr(AipCinema) cinema = aip_cinema_loader_load_finish (result, &error);
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

  self->n_pending++;
  loading->scheduler = g_object_ref (self);
  loading->desk = g_object_ref (desk);
  aip_cinema_loader_load_async (aip_document_get_folder (aip_desk_get_document (desk)), NULL,
                                load_cb, loading);
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
