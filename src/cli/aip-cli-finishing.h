/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-cli-call.h"
#include "aip-finishing.h"

G_BEGIN_DECLS

/* `generate --finish-cut`: what is particular about it. */

/* Whether the options go together. */
gboolean      aip_cli_check_finishing  (AipCliCall    *call,
                                        GError       **error);
/* (transfer full): what would be made; %AIP_ERROR_NOT_FOUND for shots or a workflow that are not there. */
AipFinishing *aip_cli_plan_finishing   (AipCliCall    *call,
                                        GError       **error) G_GNUC_WARN_UNUSED_RESULT;
/* Prints how much that is, and adds it to the result as `finishing`. */
void          aip_cli_print_finishing  (AipCliCall    *call,
                                        AipFinishing  *finishing);
/* Ends the call where no more than that was asked for. */
void          aip_cli_finish_estimate  (AipCliCall    *call,
                                        AipFinishing  *finishing);

G_END_DECLS
