/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-cli-call.h"

G_BEGIN_DECLS

/*
 * `generate --dry-run`: says for each of @shots (element-type AipShot) what would become of it, and
 * ends the call. Nothing is queued, sent or written.
 */
void aip_cli_dry_run (AipCliCall *call,
                      GPtrArray  *shots);

G_END_DECLS
