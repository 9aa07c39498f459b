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
 * A GListModel of the AipWorkflows in a folder and those that were added, sorted by id. A workflow that cannot be read is
 * left out and reported by aip_workflow_store_get_problems(); it never hides the others.
 */
AipWorkflowStore  *aip_workflow_store_new          (void) G_GNUC_WARN_UNUSED_RESULT;
AipWorkflowStore  *aip_workflow_store_new_for_folder (GFile          *folder)
  G_GNUC_WARN_UNUSED_RESULT;
/*
 * The workflows of a project, as long as it is open; adding it again reads it again. What has the id
 * of one that is there already is left out and reported: aip_workflow_sketch_save() sees to it that
 * ids differ.
 */
void               aip_workflow_store_add_folder   (AipWorkflowStore *self,
                                                    GFile            *folder);
void               aip_workflow_store_remove_folder (AipWorkflowStore *self,
                                                    GFile            *folder);
/* (nullable) (transfer none): which added folder it is from; %NULL: it ships with the program. */
GFile             *aip_workflow_store_get_folder   (AipWorkflowStore *self,
                                                    AipWorkflow      *workflow);
/* NULL when there is none of that id; belongs to the store. */
AipWorkflow       *aip_workflow_store_get          (AipWorkflowStore *self,
                                                    const char       *id);
/* The workflow of new shots. NULL only when the store is empty. */
AipWorkflow       *aip_workflow_store_get_default  (AipWorkflowStore *self,
                                                    const char       *kind);
const char *const *aip_workflow_store_get_problems (AipWorkflowStore *self);

G_END_DECLS
