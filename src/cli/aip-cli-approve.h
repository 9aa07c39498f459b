/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-cli-call.h"

G_BEGIN_DECLS

/* `approve`: says that takes are good, so that steps that wait for that can begin. */
void     aip_cli_run_approve (AipCliCall   *call);

/*
 * The take that “SHT-0010:v002” or “SHT-0010:2” names; the one that the shot shows for “SHT-0010”.
 * (transfer none); %AIP_ERROR_NOT_FOUND with a sentence. @shot: (out) (optional)
 */
AipTake *aip_cli_find_take   (AipDocument  *document,
                              const char   *name,
                              AipShot     **shot,
                              GError      **error);

G_END_DECLS
