/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-comfy-client.h"

G_BEGIN_DECLS

/*
 * Private to this room: watches one open socket for deafness. A server can keep a socket open and
 * have forgotten it (another socket of the same id was closed), and a client that does not read can
 * stop the messages of all others. Then the number of prompts that `GET /prompt` tells differs from
 * what the last `status` message said, and stays so without a new one.
 */
typedef struct _AipComfyWatch AipComfyWatch;

/* Called at most once. */
typedef void (*AipComfyDeafFunc) (int      queue_remaining,
                                  gpointer user_data);

AipComfyWatch *aip_comfy_watch_new    (AipComfyClient   *client,
                                       guint             poll_ms,
                                       guint             deaf_ms,
                                       AipComfyDeafFunc  func,
                                       gpointer          user_data) G_GNUC_WARN_UNUSED_RESULT;
void           aip_comfy_watch_status (AipComfyWatch    *self,
                                       guint             queue_remaining);
void           aip_comfy_watch_free   (AipComfyWatch    *self);

G_END_DECLS
