/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-draft-json.h"
#include "aip-draft-nodes.h"
#include "aip-draft-store.h"

G_BEGIN_DECLS

/**
 * AipDraftVerdict:
 * @status: 200, 400, or 500 for a request that a real server stumbles over
 * @error: the `error` member of a 400
 * @node_errors: always set; not empty with 200 when only some outputs are good
 * @outputs: ids of the output nodes to run
 */
typedef struct
{
  int           status;
  AipDraftJson *error;
  AipDraftJson *node_errors;
  AipDraftJson *outputs;
} AipDraftVerdict;

/* Checks @graph as POST /prompt does and, like it, coerces the values in place. @targets: only
 * these outputs, or NULL. */
void      aip_draft_validate         (AipDraftNodes   *nodes,
                                      AipDraftStore   *store,
                                      AipDraftJson    *graph,
                                      AipDraftJson    *targets,
                                      AipDraftVerdict *verdict);
void      aip_draft_verdict_clear    (AipDraftVerdict *verdict);

/* One error document: {type, message, details, extra_info}. @extra is taken, and may be NULL. */
AipDraftJson *aip_draft_error_new    (const char      *type,
                                      const char      *message,
                                      const char      *details,
                                      AipDraftJson    *extra) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AipDraftVerdict, aip_draft_verdict_clear)

G_END_DECLS
