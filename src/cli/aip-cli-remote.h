/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aip-cli.h"

G_BEGIN_DECLS

/*
 * The interface over which a command reaches the running app, on the app's own name and path:
 *
 *     io.github.aipipeline.AIPipeline.Commands
 *       Run (as argv, s cwd) → (i status, s out, s err)
 *       Progress (s text): a signal to the caller of Run alone, while it waits for the answer
 *
 * AIP_CLI_ERROR_NOT_OPEN: the app does not have that project open.
 */
#define AIP_CLI_INTERFACE APP_ID ".Commands"
#define AIP_CLI_ERROR_NOT_OPEN APP_ID ".Error.NotOpen"

/*
 * Sends a command to the running app. %AIP_ERROR_IN_USE, with @in_use's message, when there is none
 * that has the project open.
 */
void     aip_cli_remote_run_async  (const char *const    *argv,
                                    const char           *cwd,
                                    const GError         *in_use,
                                    AipCliNews            news,
                                    gpointer              news_data,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
gboolean aip_cli_remote_run_finish (GAsyncResult         *result,
                                    int                  *status,
                                    char                **out,
                                    char                **err,
                                    GError              **error);

G_END_DECLS
