/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-proxy-make.h"

G_BEGIN_DECLS

/* Beside this program, or where it was installed. (transfer full) */
char    *aip_proxy_process_find       (void) G_GNUC_WARN_UNUSED_RESULT;

/*
 * aip_proxy_make() in a process of its own. @program: see aip_proxy_process_find(); @progress: is
 * called in the main loop, until the end. Cancelling ends the process.
 *
 * Errors of aip_proxy_make(), and %AIP_ERROR_FAILED with a sentence when the process crashed, said
 * nothing for a minute, or could not be started (then a %G_SPAWN_ERROR).
 */
void     aip_proxy_process_run_async  (const char           *program,
                                       const char           *folder,
                                       const char           *file,
                                       int                   width,
                                       int                   height,
                                       AipProxyProgressFunc  progress,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
gboolean aip_proxy_process_run_finish (GAsyncResult         *result,
                                       GError              **error);

G_END_DECLS
