/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-cli-call.h"

G_BEGIN_DECLS

gboolean aip_cli_check_workflow (AipCliCall  *call,
                                 GError     **error);
/* (nullable) (transfer none): the project that the arguments of the verb are about. */
const char *aip_cli_workflow_find_project (const char *const *arguments);
void     aip_cli_run_workflow   (AipCliCall  *call);

G_END_DECLS
