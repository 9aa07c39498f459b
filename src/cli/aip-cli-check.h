/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-cli-call.h"

G_BEGIN_DECLS

/* `check`: whether a project is whole, and everything in it understood. */
void aip_cli_run_check (AipCliCall *call);

G_END_DECLS
