/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "aip-comfy-event.h"

G_BEGIN_DECLS

#define AIP_TYPE_COMFY_SOCKET (aip_comfy_socket_get_type ())
G_DECLARE_FINAL_TYPE (AipComfySocket, aip_comfy_socket, AIP, COMFY_SOCKET, GObject)

/*
 * Private to this room: one connection to `/ws`, from the handshake to its end, used once. The
 * client makes a new one for every try, so a late signal of an old one cannot be taken for news.
 *
 * Signals:
 *   greeted ()               the handshake worked and the first `status` came; that one is emitted
 *                            as an event right after
 *   event   (AipComfyEvent *) in the order of the wire
 *   lost    (GError *)       exactly once, whatever the reasons were; no event follows
 *   gone    ()               after `lost` or close (): the server knows that it is over, or was
 *                            given long enough to notice
 */
typedef struct {
  guint keepalive_seconds;
  guint pong_seconds;
  guint connect_ms;      /* until the first `status` */
} AipComfySocketTimes;

AipComfySocket *aip_comfy_socket_new   (SoupSession               *session,
                                        const char                *address,
                                        const char                *client_id,
                                        const char                *credential_key,
                                        const AipComfySocketTimes *times) G_GNUC_WARN_UNUSED_RESULT;
void            aip_comfy_socket_open  (AipComfySocket            *self);
/* Ends it without `lost`; `gone` follows, later. */
void            aip_comfy_socket_close (AipComfySocket            *self);

G_END_DECLS
