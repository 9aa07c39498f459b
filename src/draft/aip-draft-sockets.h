/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "aip-draft-executor.h"

G_BEGIN_DECLS

/*
 * The open web sockets by client id. Of several with the same id only the newest one is spoken to.
 */
typedef struct _AipDraftSockets AipDraftSockets;

/* @quirks: closing an older socket makes the newer ones of the same id deaf, as in 0.3.64. */
AipDraftSockets *aip_draft_sockets_new       (gboolean                 quirks)
  G_GNUC_WARN_UNUSED_RESULT;
void             aip_draft_sockets_free      (AipDraftSockets         *self);

/* Returns the id under which it is known: @client_id, or a new one. */
const char      *aip_draft_sockets_add       (AipDraftSockets         *self,
                                              SoupWebsocketConnection *connection,
                                              const char              *client_id);
/* To everybody. */
void             aip_draft_sockets_broadcast (AipDraftSockets         *self,
                                              const char              *text);
/* @client_id: (nullable): nobody hears it then, nor if the id is not connected. */
void             aip_draft_sockets_send      (AipDraftSockets         *self,
                                              const char              *client_id,
                                              const char              *text);
/* Progress, its bar and its picture; to everybody if the prompt has no client. */
void             aip_draft_sockets_progress  (AipDraftSockets         *self,
                                              const AipDraftEvent     *event);
/* The JSON text of GET /features, also sent as an answer to feature flags. */
AipDraftJson    *aip_draft_features          (void) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipDraftSockets, aip_draft_sockets_free)

G_END_DECLS
