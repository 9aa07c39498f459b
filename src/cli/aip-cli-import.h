/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-cli-call.h"

G_BEGIN_DECLS

/* Lists that come into a project: new ones are added, exported ones merged. */

gboolean aip_cli_check_import (AipCliCall  *call,
                               GError     **error);
void     aip_cli_run_import   (AipCliCall  *call);

G_END_DECLS
