/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-cli-call.h"

G_BEGIN_DECLS

/* `cut export|lint`: the film as it is cut, for other programs. */

gboolean aip_cli_check_cut (AipCliCall  *call,
                            GError     **error);
void     aip_cli_run_cut   (AipCliCall  *call);

G_END_DECLS
