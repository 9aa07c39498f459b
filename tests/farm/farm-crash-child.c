/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * What test-crash kills: opens a project, queues a job for every shot unless that was done before,
 * and works until nothing is open.
 *
 * Usage: farm-crash-child PROJECT WORKER…
 */

#include "config.h"

#include <stdio.h>

#include "farm-fixture.h"

static void
queue_once (AipScheduler *scheduler,
            AipDocument  *document)
{
  AipEntityList *all = aip_document_get_shots (document);
  g_autoptr(GPtrArray) shots = g_ptr_array_new ();
  g_autoptr(GPtrArray) jobs = NULL;
  g_autoptr(GAsyncResult) flushed = NULL;
  g_autoptr(GError) error = NULL;

  if (aip_entity_list_get_count (aip_document_get_jobs (document)) == 0)
    {
      for (guint i = 0; i < aip_entity_list_get_count (all); i++)
        g_ptr_array_add (shots, aip_entity_list_peek (all, i));
      jobs = aip_scheduler_enqueue (scheduler, document, shots, NULL, NULL);
      aip_document_flush_async (document, NULL, test_store_result_cb, &flushed);
      test_spin_while (flushed == NULL);
      g_assert_true (aip_document_flush_finish (document, flushed, &error));
    }

  /* From here on no job may be lost. */
  printf ("queued\n");
  fflush (stdout);
}

int
main (int   argc,
      char *argv[])
{
  AipDocument *document;
  AipScheduler *scheduler;

  g_assert_cmpint (argc, >=, 3);

  document = farm_project_open (argv[1]);
  scheduler = farm_scheduler_new ();
  aip_scheduler_add_document (scheduler, document);
  for (int i = 2; i < argc; i++)
    g_assert_nonnull (aip_scheduler_add_worker (scheduler, argv[i], TRUE, NULL));

  queue_once (scheduler, document);
  while (aip_entity_list_get_count (aip_document_get_jobs (document)) == 0 ||
         aip_scheduler_get_n_open (scheduler, document) > 0)
    g_main_context_iteration (NULL, TRUE);

  aip_scheduler_remove_document (scheduler, document);
  farm_scheduler_stop (scheduler);
  g_object_unref (scheduler);
  farm_project_close (document);
  g_object_unref (document);

  return 0;
}
