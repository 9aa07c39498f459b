/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-cli-call.h"

G_BEGIN_DECLS

/* The options of @verb, storing into @options: (transfer container), ended by an empty one. */
GOptionEntry *aip_cli_help_make_entries (const AipCliVerb *verb,
                                         AipCliOptions    *options) G_GNUC_WARN_UNUSED_RESULT;
/* What `aipipeline help` and `aipipeline VERB --help` print. */
char         *aip_cli_help_for_all      (void) G_GNUC_WARN_UNUSED_RESULT;
char         *aip_cli_help_for_verb     (const AipCliVerb *verb) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
