/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-cli-call.h"
#include "aip-staleness.h"

G_BEGIN_DECLS

void          aip_cli_run_stale    (AipCliCall           *call);

/* Looks at all takes of the call's project. (transfer full): settled. */
void          aip_cli_stale_async  (AipCliCall           *call,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
AipStaleness *aip_cli_stale_finish (AipCliCall           *call,
                                    GAsyncResult         *result,
                                    GError              **error);

G_END_DECLS
