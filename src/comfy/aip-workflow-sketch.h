/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-workflow-survey.h"
#include "aip-workflow.h"

G_BEGIN_DECLS

/**
 * AipWorkflowSketch:
 *
 * A graph of somebody else's on its way to be a workflow: what the survey is sure of is bound already,
 * the rest is for a person to say.
 */
typedef struct _AipWorkflowSketch AipWorkflowSketch;

/* @catalogue: (nullable), see aip_workflow_survey_new(). */
AipWorkflowSketch *aip_workflow_sketch_new          (AipGraph           *graph,
                                                     AipNodeCatalogue   *catalogue,
                                                     const char         *title)
                                                     G_GNUC_WARN_UNUSED_RESULT;
/*
 * A workflow that was saved before, to be changed: where a person bound something it stays bound, and
 * what was bound to nothing stays so, whatever the survey thinks. Saved again it is the same workflow.
 */
AipWorkflowSketch *aip_workflow_sketch_new_for_workflow
                                                    (AipWorkflow        *workflow,
                                                     AipNodeCatalogue   *catalogue)
                                                     G_GNUC_WARN_UNUSED_RESULT;
/* Whether it is one. */
gboolean           aip_workflow_sketch_is_saved     (AipWorkflowSketch  *self);
void               aip_workflow_sketch_free         (AipWorkflowSketch  *self);

AipGraph          *aip_workflow_sketch_get_graph    (AipWorkflowSketch  *self);
AipWorkflowSurvey *aip_workflow_sketch_get_survey   (AipWorkflowSketch  *self);
const char        *aip_workflow_sketch_get_title    (AipWorkflowSketch  *self);
void               aip_workflow_sketch_set_title    (AipWorkflowSketch  *self,
                                                     const char         *title);

/* (transfer full): every role that the graph may have, bound or not, in the order of the survey. */
GStrv              aip_workflow_sketch_list_roles   (AipWorkflowSketch  *self)
                                                     G_GNUC_WARN_UNUSED_RESULT;
/* (transfer none) (nullable) (element-type AipGraphRef): where it goes; %NULL: nowhere. */
const GArray      *aip_workflow_sketch_get_refs     (AipWorkflowSketch  *self,
                                                     const char         *role);
/*
 * Instead of whatever it was bound to. @input is ignored for the output. %AIP_ERROR_NOT_FOUND if
 * there is no such input, %AIP_ERROR_INVALID if it is a link or carries no text or number that
 * could be set.
 */
gboolean           aip_workflow_sketch_bind         (AipWorkflowSketch  *self,
                                                     const char         *role,
                                                     const char         *node,
                                                     const char         *input,
                                                     GError            **error);
/* The same with "role=node.input", several of them for one role add up within one call. */
gboolean           aip_workflow_sketch_bind_texts   (AipWorkflowSketch  *self,
                                                     const char *const  *texts,
                                                     GError            **error);
void               aip_workflow_sketch_unbind       (AipWorkflowSketch  *self,
                                                     const char         *role);

/* What it would be: %NULL with the sentence that says what is still missing. */
AipWorkflow       *aip_workflow_sketch_build        (AipWorkflowSketch  *self,
                                                     GError            **error)
                                                     G_GNUC_WARN_UNUSED_RESULT;
/**
 * aip_workflow_sketch_save:
 * @folder: of the workflows of a project; made if it is not there
 *
 * Writes it as a new folder. Its id ends in digits of its content, so that those of two projects
 * differ; one that was saved before keeps its id. Blocks: the files are small.
 *
 * Returns: (transfer full): the workflow as it was saved
 */
AipWorkflow       *aip_workflow_sketch_save         (AipWorkflowSketch  *self,
                                                     GFile              *folder,
                                                     GError            **error)
                                                     G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipWorkflowSketch, aip_workflow_sketch_free)

G_END_DECLS
