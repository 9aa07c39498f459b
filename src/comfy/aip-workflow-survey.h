/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-graph.h"
#include "aip-node-catalogue.h"
#include "aip-workflow.h"

G_BEGIN_DECLS

/* Roles beyond those of aip-workflow.h that a graph of somebody else's may have. */
#define AIP_ROLE_LORA            "lora"

/**
 * AipSurveyState:
 * @AIP_SURVEY_FOUND: there is one place, or all of them must get the same
 * @AIP_SURVEY_AMBIGUOUS: there are several, and only a person knows which is meant
 * @AIP_SURVEY_LINKED: the value comes by a link from a node that cannot be set
 * @AIP_SURVEY_MISSING: the graph has no place for it
 */
typedef enum {
  AIP_SURVEY_FOUND,
  AIP_SURVEY_AMBIGUOUS,
  AIP_SURVEY_LINKED,
  AIP_SURVEY_MISSING,
} AipSurveyState;

/**
 * AipSurveyRole:
 * @refs: (element-type AipGraphRef): the places, names belong to the graph; for the output the
 *   input is ""
 * @value: (nullable): what stands at the first place now, as text
 * @reason: a translated sentence: how it was found, or why it is not clear
 */
typedef struct {
  const char     *role;
  AipSurveyState  state;
  GArray         *refs;
  char           *value;
  char           *reason;
} AipSurveyRole;

/* A model file that a node names. */
typedef struct {
  const char *node;
  const char *input;
  char       *file;
} AipSurveyModel;

/**
 * AipSurveyTrust:
 * @AIP_SURVEY_NOT_CORE: the node does not come with ComfyUI
 * @AIP_SURVEY_UNKNOWN: nobody knows where the node comes from: the worker's list was not at hand, or
 *   it is not in it
 * @AIP_SURVEY_FILES: reads or writes outside the worker's folders
 * @AIP_SURVEY_NETWORK: talks to the network
 */
typedef enum {
  AIP_SURVEY_NOT_CORE = 1 << 0,
  AIP_SURVEY_UNKNOWN = 1 << 1,
  AIP_SURVEY_FILES = 1 << 2,
  AIP_SURVEY_NETWORK = 1 << 3,
} AipSurveyTrust;

typedef struct {
  const char     *node;
  const char     *class_type;
  AipSurveyTrust  trust;
  char           *reason;
} AipSurveyConcern;

typedef struct _AipWorkflowSurvey AipWorkflowSurvey;

/**
 * aip_workflow_survey_new:
 * @catalogue: (nullable): what the worker says of its nodes; makes more certain, never needed
 *
 * What a graph that nobody described says of itself: where prompt, seed, size, pictures and so on
 * go, found by following links backwards from samplers and outputs, never by titles or the order of
 * keys. Nothing is changed or bound: a person confirms.
 */
AipWorkflowSurvey   *aip_workflow_survey_new          (AipGraph          *graph,
                                                       AipNodeCatalogue  *catalogue)
  G_GNUC_WARN_UNUSED_RESULT;
void                 aip_workflow_survey_free         (AipWorkflowSurvey *self);

/* (element-type AipSurveyRole): the usual roles in a fixed order, then those only this graph has. */
GPtrArray           *aip_workflow_survey_get_roles    (AipWorkflowSurvey *self);
/* (nullable) */
const AipSurveyRole *aip_workflow_survey_find_role    (AipWorkflowSurvey *self,
                                                       const char        *role);
/* (element-type AipSurveyModel), each file once a node */
GPtrArray           *aip_workflow_survey_get_models   (AipWorkflowSurvey *self);
/* (element-type AipSurveyConcern): what to know before the graph is used for the first time */
GPtrArray           *aip_workflow_survey_get_concerns (AipWorkflowSurvey *self);
/* Sentences, each a reason why the graph cannot be used as it is; empty if it can. */
const char *const   *aip_workflow_survey_get_problems (AipWorkflowSurvey *self);
/* "still" or "video", by what the output makes. */
const char          *aip_workflow_survey_get_kind     (AipWorkflowSurvey *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipWorkflowSurvey, aip_workflow_survey_free)

G_END_DECLS
