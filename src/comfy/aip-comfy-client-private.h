/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "aip-comfy-client.h"

G_BEGIN_DECLS

/* What the files of requests need of the client. */

SoupSession *aip_comfy_client_get_session (AipComfyClient *self);

/* A task of a request: errors are made in our own domain, so the cancellable is not the task's. */
GTask       *aip_comfy_client_new_task    (AipComfyClient      *self,
                                           gpointer             source_tag,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data)
  G_GNUC_WARN_UNUSED_RESULT;

/* `GET /prompt`: how many prompts the worker runs and holds. */
void         aip_comfy_client_poll_async  (AipComfyClient      *self,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);
int          aip_comfy_client_poll_finish (AipComfyClient      *self,
                                           GAsyncResult        *result,
                                           GError             **error);

G_END_DECLS
