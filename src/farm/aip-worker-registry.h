/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aip-estimates.h"

G_BEGIN_DECLS

/**
 * AipWorkerRecord:
 * @address: canonical
 * @name: what the user called it, or empty
 * @paused: takes no new jobs
 * @client_id: who we are to that server: it sends news of a prompt only to the one who posted it
 * @gpu_name: as last seen
 * @vram_total: as last seen, bytes
 * @abandoned: prompt ids that may still run there but are not wanted any more
 *
 * What is remembered about a worker from one start to the next.
 */
typedef struct {
  char    *address;
  char    *name;
  gboolean paused;
  char    *client_id;
  char    *gpu_name;
  guint64  vram_total;
  char   **abandoned;
} AipWorkerRecord;

AipWorkerRecord *aip_worker_record_new  (const char      *address) G_GNUC_WARN_UNUSED_RESULT;
void             aip_worker_record_free (AipWorkerRecord *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipWorkerRecord, aip_worker_record_free)

#define AIP_TYPE_WORKER_REGISTRY (aip_worker_registry_get_type ())

/**
 * AipWorkerRegistry:
 *
 * The JSON file of this machine's workers. It is read once, and written whole and atomically by a
 * thread; of several writes in a row only the newest happens.
 */
G_DECLARE_FINAL_TYPE (AipWorkerRegistry, aip_worker_registry, AIP, WORKER_REGISTRY, GObject)

AipWorkerRegistry *aip_worker_registry_new          (const char           *path) G_GNUC_WARN_UNUSED_RESULT;
/* (element-type AipWorkerRecord) (transfer full): never %NULL. A file that cannot be read is put
 * aside under another name and @error says so. */
GPtrArray         *aip_worker_registry_load         (AipWorkerRegistry    *self,
                                                     AipEstimates         *estimates,
                                                     GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void               aip_worker_registry_save         (AipWorkerRegistry    *self,
                                                     GPtrArray            *records,
                                                     AipEstimates         *estimates);
/* Completes when what was saved before the call is on the disk. */
void               aip_worker_registry_flush_async  (AipWorkerRegistry    *self,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
gboolean           aip_worker_registry_flush_finish (AipWorkerRegistry    *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);

G_END_DECLS
