/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aip-comfy-history.h"
#include "aip-comfy-queue.h"
#include "aip-comfy-submission.h"
#include "aip-comfy-system-stats.h"
#include "aip-graph.h"
#include "aip-node-catalogue.h"

G_BEGIN_DECLS

#define AIP_TYPE_COMFY_CLIENT (aip_comfy_client_get_type ())
G_DECLARE_FINAL_TYPE (AipComfyClient, aip_comfy_client, AIP, COMFY_CLIENT, GObject)

/**
 * AipComfyState:
 * @AIP_COMFY_STATE_STOPPED: aip_comfy_client_start() was not called, or stop was
 * @AIP_COMFY_STATE_CONNECTING: a socket is being opened
 * @AIP_COMFY_STATE_ONLINE: the socket is open and the worker has greeted
 * @AIP_COMFY_STATE_LOST: no socket; the next try is scheduled. `last-error` says why.
 */
typedef enum {
  AIP_COMFY_STATE_STOPPED,
  AIP_COMFY_STATE_CONNECTING,
  AIP_COMFY_STATE_ONLINE,
  AIP_COMFY_STATE_LOST,
} AipComfyState;

/*
 * A client of one ComfyUI server. Lives on the main thread. Needs no start () for the requests; the
 * socket is a hint that makes things fast: truth is what get_history () and get_queue () say.
 *
 * Properties: address (construct, normalised), client-id (construct; a fresh UUID when not given),
 * session (construct; a SoupSession of its own when not given), state, queue-remaining (-1 while
 * unknown), last-error (GError, why the last socket was lost), and for tests keepalive-interval,
 * pong-timeout (seconds), poll-interval, deaf-timeout, connect-timeout, first-delay, max-delay
 * (milliseconds).
 *
 * Signals, emitted on the main thread and only for well-formed messages. Messages of other people's
 * prompts are passed on too: check the prompt id.
 *
 *   state-changed      (AipComfyState)
 *   resync             ()  after every connect: messages may be missing, look at queue and history
 *   status             (guint queue_remaining)
 *   execution-started  (const char *prompt_id)
 *   execution-cached   (const char *prompt_id, GStrv nodes)
 *   executing          (const char *prompt_id, const char *node)
 *   progress           (const char *prompt_id, const char *node, double value, double max)
 *   progress-state     (const char *prompt_id, JsonObject *nodes)  raw, cumulative
 *   preview            (const char *prompt_id or NULL, const char *node or NULL, GBytes *image,
 *                       const char *mime)
 *   text               (const char *node, const char *text)
 *   executed           (const char *prompt_id, const char *node, JsonObject *output or NULL)
 *   execution-error    (const char *prompt_id, AipComfyFailure *failure)
 *                      final only together with `finished` and the history
 *   execution-success  (const char *prompt_id)  the history entry may not be there yet
 *   interrupted        (const char *prompt_id)
 *   finished           (const char *prompt_id)  the true end: the history entry exists
 */
AipComfyClient *aip_comfy_client_new                    (const char           *address)
  G_GNUC_WARN_UNUSED_RESULT;
char           *aip_comfy_client_normalize_address      (const char           *address,
                                                         GError              **error)
  G_GNUC_WARN_UNUSED_RESULT;

void            aip_comfy_client_start                  (AipComfyClient       *self);
void            aip_comfy_client_stop                   (AipComfyClient       *self);

const char     *aip_comfy_client_get_address            (AipComfyClient       *self);
const char     *aip_comfy_client_get_client_id          (AipComfyClient       *self);
AipComfyState   aip_comfy_client_get_state              (AipComfyClient       *self);
int             aip_comfy_client_get_queue_remaining    (AipComfyClient       *self);
const GError   *aip_comfy_client_get_last_error         (AipComfyClient       *self);
/* When the next try comes while the state is LOST: monotonic microseconds, 0 otherwise. */
gint64          aip_comfy_client_get_next_try           (AipComfyClient       *self);
/* Try now instead of waiting for the backoff; does nothing unless the state is LOST. */
void            aip_comfy_client_retry_now              (AipComfyClient       *self);

/*
 * Requests. Errors: AIP_ERROR_NETWORK (cannot be reached, link lost), AIP_ERROR_TIMEOUT,
 * AIP_ERROR_PROTOCOL (an answer that is none), AIP_ERROR_TOO_LARGE, AIP_ERROR_CANCELLED, and what
 * is said below.
 */
void            aip_comfy_client_get_system_stats_async (AipComfyClient       *self,
                                                         GCancellable         *cancellable,
                                                         GAsyncReadyCallback   callback,
                                                         gpointer              user_data);
AipComfySystemStats *
                aip_comfy_client_get_system_stats_finish (AipComfyClient      *self,
                                                         GAsyncResult         *result,
                                                         GError              **error)
  G_GNUC_WARN_UNUSED_RESULT;

void            aip_comfy_client_get_queue_async        (AipComfyClient       *self,
                                                         GCancellable         *cancellable,
                                                         GAsyncReadyCallback   callback,
                                                         gpointer              user_data);
AipComfyQueue  *aip_comfy_client_get_queue_finish       (AipComfyClient       *self,
                                                         GAsyncResult         *result,
                                                         GError              **error)
  G_GNUC_WARN_UNUSED_RESULT;

/* NULL without an error: the worker's history has no such prompt (unknown, waiting or running). */
void            aip_comfy_client_get_history_async      (AipComfyClient       *self,
                                                         const char           *prompt_id,
                                                         GCancellable         *cancellable,
                                                         GAsyncReadyCallback   callback,
                                                         gpointer              user_data);
AipComfyHistory *
                aip_comfy_client_get_history_finish     (AipComfyClient       *self,
                                                         GAsyncResult         *result,
                                                         GError              **error)
  G_GNUC_WARN_UNUSED_RESULT;

/*
 * Posts a graph once; never again by itself. @prompt_id is a lowercase UUID, fresh for this graph.
 * @extra_pnginfo (nullable) goes into the files' metadata. The graph is read before this returns.
 *
 * On failure @submission (out, optional, transfer full) still tells what is known to be queued.
 * AIP_ERROR_REJECTED: the worker refused the graph, the message names every node and why.
 */
void            aip_comfy_client_submit_async           (AipComfyClient       *self,
                                                         AipGraph             *graph,
                                                         const char           *prompt_id,
                                                         JsonObject           *extra_pnginfo,
                                                         GCancellable         *cancellable,
                                                         GAsyncReadyCallback   callback,
                                                         gpointer              user_data);
gboolean        aip_comfy_client_submit_finish          (AipComfyClient       *self,
                                                         GAsyncResult         *result,
                                                         AipComfySubmission  **submission,
                                                         GError              **error);

/*
 * Puts a file into the worker's input folder under the name of its content's SHA-256, so that the
 * same content is stored there once. Answers the text to put into a graph ("aipipeline/….png").
 * @name gives the extension.
 */
void            aip_comfy_client_upload_async           (AipComfyClient       *self,
                                                         GFile                *file,
                                                         GCancellable         *cancellable,
                                                         GAsyncReadyCallback   callback,
                                                         gpointer              user_data);
void            aip_comfy_client_upload_bytes_async     (AipComfyClient       *self,
                                                         GBytes               *content,
                                                         const char           *name,
                                                         GCancellable         *cancellable,
                                                         GAsyncReadyCallback   callback,
                                                         gpointer              user_data);
char           *aip_comfy_client_upload_finish          (AipComfyClient       *self,
                                                         GAsyncResult         *result,
                                                         GError              **error)
  G_GNUC_WARN_UNUSED_RESULT;

/*
 * What that will be for a file called @name with the SHA-256 @sha256 (hexadecimal), so that a graph
 * can be made before the file is sent. A worker on which something else has that name answers
 * another one.
 */
char           *aip_comfy_client_get_upload_name        (const char           *sha256,
                                                         const char           *name)
  G_GNUC_WARN_UNUSED_RESULT;

/*
 * Streams one result to a temporary file beside @destination, checks it (status, length, a picture,
 * movie or sound of the kind its name says), makes it durable and renames it. The folder must
 * exist. Never replaces a file: AIP_ERROR_EXISTS. AIP_ERROR_NOT_FOUND: the worker no longer has it.
 * AIP_ERROR_TOO_LARGE: over @max_bytes (0: 8 GiB). AIP_ERROR_NO_SPACE, AIP_ERROR_READ_ONLY. On
 * failure nothing is left behind. @size (out, optional): bytes; @sha256 (out, optional): hex.
 */
void            aip_comfy_client_download_async         (AipComfyClient       *self,
                                                         AipComfyOutput       *output,
                                                         GFile                *destination,
                                                         guint64               max_bytes,
                                                         GCancellable         *cancellable,
                                                         GAsyncReadyCallback   callback,
                                                         gpointer              user_data);
gboolean        aip_comfy_client_download_finish        (AipComfyClient       *self,
                                                         GAsyncResult         *result,
                                                         guint64              *size,
                                                         char                **sha256,
                                                         GError              **error);

/*
 * Cancels this prompt whatever its state: takes it out of the queue and interrupts it if it runs.
 * Nobody else's prompt is touched. @still_running (out): the node that runs cannot be interrupted
 * yet; the end comes with `finished`.
 */
void            aip_comfy_client_cancel_async           (AipComfyClient       *self,
                                                         const char           *prompt_id,
                                                         GCancellable         *cancellable,
                                                         GAsyncReadyCallback   callback,
                                                         gpointer              user_data);
gboolean        aip_comfy_client_cancel_finish          (AipComfyClient       *self,
                                                         GAsyncResult         *result,
                                                         gboolean             *still_running,
                                                         GError              **error);

/* Unload models and (@drop_cache) forget node results after the current prompt. */
void            aip_comfy_client_free_async             (AipComfyClient       *self,
                                                         gboolean              drop_cache,
                                                         GCancellable         *cancellable,
                                                         GAsyncReadyCallback   callback,
                                                         gpointer              user_data);
gboolean        aip_comfy_client_free_finish            (AipComfyClient       *self,
                                                         GAsyncResult         *result,
                                                         GError              **error);

/* @class_type: one class, or NULL for all. */
void            aip_comfy_client_get_object_info_async  (AipComfyClient       *self,
                                                         const char           *class_type,
                                                         GCancellable         *cancellable,
                                                         GAsyncReadyCallback   callback,
                                                         gpointer              user_data);
AipNodeCatalogue *
                aip_comfy_client_get_object_info_finish (AipComfyClient       *self,
                                                         GAsyncResult         *result,
                                                         GError              **error)
  G_GNUC_WARN_UNUSED_RESULT;

/* File names of one model folder; AIP_ERROR_NOT_FOUND if the worker has no such folder. */
void            aip_comfy_client_get_models_async       (AipComfyClient       *self,
                                                         const char           *folder,
                                                         GCancellable         *cancellable,
                                                         GAsyncReadyCallback   callback,
                                                         gpointer              user_data);
char          **aip_comfy_client_get_models_finish      (AipComfyClient       *self,
                                                         GAsyncResult         *result,
                                                         GError              **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
