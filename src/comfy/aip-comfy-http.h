/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Private to this room: HTTP with bounds. Everything runs on the main thread but the reading of
 * large JSON. */

/* Parsing 64 KiB takes about 2 ms on a slow core; anything larger is read in a thread. */
#define AIP_COMFY_THREAD_BYTES  (64 * 1024)
#define AIP_COMFY_MAX_ANSWER    (64 * 1024 * 1024)
#define AIP_COMFY_DEADLINE_MS   (60 * 1000)

/* Makes something of an answer; may run in a thread. NULL without an error is an answer too. */
typedef gpointer (*AipComfyReader) (JsonNode    *root,
                                    const char  *argument,
                                    GError     **error);

SoupSession *aip_comfy_http_new_session   (void) G_GNUC_WARN_UNUSED_RESULT;
SoupMessage *aip_comfy_http_new_message   (const char           *method,
                                           const char           *address,
                                           const char           *path,
                                           ...) G_GNUC_PRINTF (3, 4) G_GNUC_WARN_UNUSED_RESULT;
char        *aip_comfy_http_host          (const char           *address) G_GNUC_WARN_UNUSED_RESULT;
/* Turns an error of GIO or libsoup into one of ours, with a sentence that names the worker. */
GError      *aip_comfy_http_translate     (const GError         *error,
                                           const char           *address) G_GNUC_WARN_UNUSED_RESULT;
/* For a status that is no answer to the question. */
GError      *aip_comfy_http_status_error  (guint                 status,
                                           const char           *address) G_GNUC_WARN_UNUSED_RESULT;

/* @deadline_ms: for the whole exchange, 0 for none. The result is the body, whatever the status. */
void         aip_comfy_http_send_async    (SoupSession          *session,
                                           SoupMessage          *message,
                                           const char           *address,
                                           gsize                 max_bytes,
                                           guint                 deadline_ms,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
GBytes      *aip_comfy_http_send_finish   (GAsyncResult         *result,
                                           GError              **error) G_GNUC_WARN_UNUSED_RESULT;

void         aip_comfy_http_get_async     (SoupSession          *session,
                                           SoupMessage          *message,
                                           const char           *address,
                                           AipComfyReader        reader,
                                           const char           *argument,
                                           GDestroyNotify        free_result,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
gpointer     aip_comfy_http_get_finish    (GAsyncResult         *result,
                                           GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
