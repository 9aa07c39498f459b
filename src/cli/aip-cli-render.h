/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-cli-call.h"

G_BEGIN_DECLS

gboolean aip_cli_check_render (AipCliCall  *call,
                               GError     **error);
void     aip_cli_run_render   (AipCliCall  *call);

G_END_DECLS
