/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aip-draft-ops.h"

G_BEGIN_DECLS

#define AIP_TYPE_DRAFT_SERVER (aip_draft_server_get_type ())

/*
 * The draft worker: speaks the protocol of a ComfyUI server (0.3.64, the parts that clients use)
 * over HTTP and WebSocket, and draws. Everything but the painting happens in the main context in
 * which it was made.
 */
G_DECLARE_FINAL_TYPE (AipDraftServer, aip_draft_server, AIP, DRAFT_SERVER, GObject)

/**
 * aip_draft_server_new:
 * @options: copied
 * @output: (nullable): where results are kept; %NULL means a private folder that is removed with
 *   the server
 * @error: return location
 */
AipDraftServer *aip_draft_server_new      (const AipDraftOptions  *options,
                                           const char             *output,
                                           GError                **error) G_GNUC_WARN_UNUSED_RESULT;

/* @address: a numeric address; @port: 0 for any free one. */
gboolean        aip_draft_server_listen   (AipDraftServer         *self,
                                           const char             *address,
                                           guint                   port,
                                           GError                **error);
/* Such as "http://127.0.0.1:40123", without a slash at the end; NULL before listen. */
const char     *aip_draft_server_get_url  (AipDraftServer         *self);

/* Closes the port and every socket at once, as a server does that is ended. */
void            aip_draft_server_stop     (AipDraftServer         *self);

G_END_DECLS
