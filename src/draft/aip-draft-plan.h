/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-draft-json.h"
#include "aip-draft-nodes.h"

G_BEGIN_DECLS

/*
 * In which order the nodes of a graph are run: the order of the real server, which clients see in
 * `executing` and in what is left done after an interrupt.
 */
typedef struct _AipDraftPlan AipDraftPlan;

typedef gboolean (*AipDraftIsCached) (const char *id,
                                      gpointer    user_data);

AipDraftPlan *aip_draft_plan_new      (AipDraftJson     *graph,
                                       AipDraftNodes    *nodes,
                                       AipDraftJson     *outputs,
                                       AipDraftIsCached  is_cached,
                                       gpointer          user_data) G_GNUC_WARN_UNUSED_RESULT;
void          aip_draft_plan_free     (AipDraftPlan     *self);

/* The node to run now, valid as long as the plan; NULL when all are done. */
const char   *aip_draft_plan_next     (AipDraftPlan     *self);
void          aip_draft_plan_complete (AipDraftPlan     *self,
                                       const char       *id);

/* Whether an input value of a graph is a link, and to what. @slot may be negative, as in Python. */
gboolean      aip_draft_link_read     (AipDraftJson     *value,
                                       const char      **id,
                                       int              *slot);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipDraftPlan, aip_draft_plan_free)

G_END_DECLS
