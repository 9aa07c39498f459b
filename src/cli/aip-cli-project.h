/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-cli-call.h"

G_BEGIN_DECLS

gboolean aip_cli_check_new  (AipCliCall  *call,
                             GError     **error);
void     aip_cli_run_new    (AipCliCall  *call);
void     aip_cli_run_shots  (AipCliCall  *call);
void     aip_cli_run_takes  (AipCliCall  *call);

/*
 * The shots that --shots names, in the order of the list: codes with commas or spaces between, and
 * FIRST..LAST. (transfer container); %AIP_ERROR_NOT_FOUND for a code that the project does not
 * have.
 */
GPtrArray *aip_cli_choose_shots (AipDocument  *document,
                                 const char   *codes,
                                 GError      **error);
/* `v001` of a take. */
char      *aip_cli_take_version (AipTake      *take) G_GNUC_WARN_UNUSED_RESULT;

/* (transfer full) */
JsonArray *aip_cli_make_strings (const char *const *texts) G_GNUC_WARN_UNUSED_RESULT;

/* "1920x1080" */
gboolean aip_cli_parse_size (const char  *text,
                             int         *width,
                             int         *height);

G_END_DECLS
