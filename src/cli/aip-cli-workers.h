/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-cli-call.h"

G_BEGIN_DECLS

gboolean aip_cli_check_workers (AipCliCall  *call,
                                GError     **error);
void     aip_cli_run_workers   (AipCliCall  *call);

/* Seconds of `90`, `90s`, `30m`, `8h`; 0 for %NULL. */
gboolean aip_cli_parse_timeout (const char  *text,
                                double      *seconds,
                                GError     **error);
/*
 * The workers that --worker names, in a scheduler that remembers nothing, or those that the window
 * remembers. Inside the app the named ones are added to its own. FALSE with %AIP_ERROR_INVALID for
 * an address that cannot be one.
 */
gboolean aip_cli_meet_workers  (AipCliCall  *call,
                                GError     **error);
/* Whether a worker has answered, or has failed to. */
gboolean aip_cli_worker_known  (AipWorker   *worker);

G_END_DECLS
