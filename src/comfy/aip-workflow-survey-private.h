/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-graph-sides.h"
#include "aip-workflow-survey.h"

G_BEGIN_DECLS

struct _AipWorkflowSurvey
{
  AipGraph         *graph;
  AipNodeCatalogue *catalogue;

  GPtrArray        *roles;       /* AipSurveyRole */
  GPtrArray        *models;      /* AipSurveyModel */
  GPtrArray        *concerns;    /* AipSurveyConcern */
  GPtrArray        *problems;    /* char *, NULL-terminated when it is handed out */
  GPtrArray        *samplers;    /* AipGraphSides, only those that the result depends on */
  GHashTable       *needed;      /* ids of the nodes that the result depends on */
  gboolean          video;
};

/* A role that is not there yet is added. */
AipSurveyRole *_aip_workflow_survey_ensure      (AipWorkflowSurvey *self,
                                                 const char        *role);
/* Once each. */
void           _aip_workflow_survey_add_ref     (AipSurveyRole     *role,
                                                 const char        *node,
                                                 const char        *input);
void           _aip_workflow_survey_set         (AipSurveyRole     *role,
                                                 AipSurveyState     state,
                                                 const char        *format,
                                                 ...) G_GNUC_PRINTF (3, 4);
/*
 * Adds the place where @input of @node gets its value: itself if it holds a literal, else the only
 * literal of the primitive that is linked there. FALSE: a link from something that cannot be set.
 */
gboolean       _aip_workflow_survey_resolve     (AipWorkflowSurvey *self,
                                                 AipSurveyRole     *role,
                                                 const char        *node,
                                                 const char        *input);
/* "Sampler (node 31)" */
char          *_aip_workflow_survey_name        (AipWorkflowSurvey *self,
                                                 const char        *node);

/* aip-workflow-survey-media.c */
void           _aip_workflow_survey_find_size     (AipWorkflowSurvey *self);
void           _aip_workflow_survey_find_pictures (AipWorkflowSurvey *self);
void           _aip_workflow_survey_find_loras    (AipWorkflowSurvey *self);
void           _aip_workflow_survey_find_models   (AipWorkflowSurvey *self);
void           _aip_workflow_survey_find_concerns (AipWorkflowSurvey *self);

G_END_DECLS
