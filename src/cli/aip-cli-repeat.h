/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-cli-call.h"

G_BEGIN_DECLS

/*
 * `generate --repeat`: reads how the take was made, says what is different on the workers that are there
 * now, and queues a job for it. The call has a scheduler that looks after its document.
 */
void    aip_cli_repeat_async  (AipCliCall           *call,
                               GAsyncReadyCallback   callback,
                               gpointer              user_data);
/* (transfer full): the job. */
AipJob *aip_cli_repeat_finish (AipCliCall           *call,
                               GAsyncResult         *result,
                               GError              **error);

G_END_DECLS
