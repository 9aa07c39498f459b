/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-workflow-store.h"

G_BEGIN_DECLS

/* The workflows as a shot names them: those that ship and those of the open projects. */

/* The list that generation uses; without it, what ships is read when first asked for. */
void        aip_shot_workflow_set_store (AipWorkflowStore *workflows);

/* (transfer none): GListModel of AipWorkflow */
GListModel *aip_shot_workflow_get_all   (void);
/* Its title; @id itself if there is no such workflow here, “Default” for the empty one. */
const char *aip_shot_workflow_get_title (const char *id);
/* The id for what was typed: an id or a title, in any case; "" for “Default”. (nullable) */
const char *aip_shot_workflow_find      (const char *text);

G_END_DECLS
