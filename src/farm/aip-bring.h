/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-comfy-client.h"
#include "aip-document.h"
#include "aip-take-numbers.h"
#include "aip-worker.h"

G_BEGIN_DECLS

/**
 * AipBringRequest:
 * @document: where the takes go
 * @job: the job that made them; in the state fetching
 * @worker: who has them
 * @client: how to get them
 * @numbers: the document's take numbers
 * @outputs: (element-type AipComfyOutput): everything the worker says it has made
 * @workflow: id
 * @graph_text: (nullable): as posted; read from the project if %NULL
 * @composed: (nullable): the job's own recipe; read from the project if %NULL
 * @seconds: how long it took there
 *
 * What it takes to bring a finished job home. Everything is copied or referenced.
 */
typedef struct {
  AipDocument    *document;
  AipJob         *job;
  AipWorker      *worker;
  AipComfyClient *client;
  AipTakeNumbers *numbers;
  GPtrArray      *outputs;
  const char     *workflow;
  const char     *graph_text;
  const char     *composed;
  double          seconds;
} AipBringRequest;

/*
 * Downloads the results, one after the other, and records them as takes together with the end of
 * the job: one transaction, after all files are durable. A job whose take is recorded already only
 * becomes done. When @cancellable is triggered nothing is recorded.
 */
void       aip_bring_async  (const AipBringRequest *request,
                             GCancellable          *cancellable,
                             GAsyncReadyCallback    callback,
                             gpointer               user_data);
/* (element-type AipTake) (transfer full): what was recorded; empty if it was recorded before. */
GPtrArray *aip_bring_finish (GAsyncResult          *result,
                             GError               **error) G_GNUC_WARN_UNUSED_RESULT;

/* (element-type AipComfyOutput) (transfer full): those of @outputs that are results rather than
 * previews and scratch files: pictures, then movies, sounds and texts. */
GPtrArray *aip_bring_choose (GPtrArray             *outputs) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
