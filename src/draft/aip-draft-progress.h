/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-draft-json.h"

G_BEGIN_DECLS

/*
 * The bars of one prompt, one for every node that has been started. Each `progress_state` repeats
 * all of them.
 */
typedef struct _AipDraftProgress AipDraftProgress;

AipDraftProgress *aip_draft_progress_new        (const char       *prompt_id)
  G_GNUC_WARN_UNUSED_RESULT;
void              aip_draft_progress_free       (AipDraftProgress *self);

/* From here on the calls below are about this node. */
void              aip_draft_progress_start      (AipDraftProgress *self,
                                                 const char       *node_id);
void              aip_draft_progress_step       (AipDraftProgress *self,
                                                 int               value,
                                                 int               max);
void              aip_draft_progress_finish     (AipDraftProgress *self);
/* Found in the cache: done at once, and counted in whole steps. */
void              aip_draft_progress_skip       (AipDraftProgress *self);

/* The data of the message. */
AipDraftJson     *aip_draft_progress_to_json    (AipDraftProgress *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipDraftProgress, aip_draft_progress_free)

G_END_DECLS
