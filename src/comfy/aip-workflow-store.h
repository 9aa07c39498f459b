/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-workflow.h"

G_BEGIN_DECLS

#define AIP_TYPE_WORKFLOW_STORE (aip_workflow_store_get_type ())
G_DECLARE_FINAL_TYPE (AipWorkflowStore, aip_workflow_store, AIP, WORKFLOW_STORE, GObject)

/*
 * A GListModel of the AipWorkflows in a folder, sorted by id. A workflow that cannot be read is
 * left out and reported by aip_workflow_store_get_problems(); it never hides the others.
 */
AipWorkflowStore  *aip_workflow_store_new          (void) G_GNUC_WARN_UNUSED_RESULT;
AipWorkflowStore  *aip_workflow_store_new_for_folder (GFile          *folder)
  G_GNUC_WARN_UNUSED_RESULT;
/* NULL when there is none of that id; belongs to the store. */
AipWorkflow       *aip_workflow_store_get          (AipWorkflowStore *self,
                                                    const char       *id);
/* The workflow of new shots. NULL only when the store is empty. */
AipWorkflow       *aip_workflow_store_get_default  (AipWorkflowStore *self,
                                                    const char       *kind);
const char *const *aip_workflow_store_get_problems (AipWorkflowStore *self);

G_END_DECLS
