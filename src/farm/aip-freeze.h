/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-document.h"
#include "aip-basis.h"
#include "aip-shot-prompt.h"
#include "aip-workflow-store.h"

G_BEGIN_DECLS

/**
 * AipFreezeWorker:
 * @catalogue: (nullable): its nodes and models
 * @draft: it draws, so models do not matter
 *
 * The worker that a job is going to.
 */
typedef struct {
  AipNodeCatalogue *catalogue;
  gboolean          draft;
} AipFreezeWorker;

/**
 * AipFrozenJob:
 * @prompt_id: our own UUID for the worker, new with each freezing
 * @workflow: id of the workflow
 * @prompt: as composed
 * @negative: as composed, may be empty
 * @recipe: what it was composed of, see aip_shot_prompt_to_recipe()
 * @basis: digests of it, see #AipBasis; in @recipe, too
 * @seed: decimal
 * @prefix: file name prefix on the worker; never used before
 * @width: pixels
 * @height: pixels
 * @vram: bytes it is believed to need
 * @offset: frames of the film by which what comes of it begins later than the shot's own takes
 * @graph: what will be posted
 * @graph_text: the same as text
 * @inputs: (element-type AipJobInput): pictures that the worker needs first
 * @changes: sentences about what is not exactly as the shot asks for (a size rounded …)
 *
 * A job at the moment in which it is sent: from here on editing the shot changes nothing.
 */
typedef struct {
  char      *prompt_id;
  char      *workflow;
  char      *prompt;
  char      *negative;
  char      *recipe;
  char      *basis;
  char      *seed;
  char      *prefix;
  int        width;
  int        height;
  guint64    vram;
  gint64     offset;
  AipGraph  *graph;
  char      *graph_text;
  GPtrArray *inputs;
  GStrv      changes;
} AipFrozenJob;

void          aip_frozen_job_free      (AipFrozenJob      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipFrozenJob, aip_frozen_job_free)

/* (transfer none): @workflow_id, else the shot's own, else the project's, else the default. */
AipWorkflow  *aip_freeze_find_workflow (AipDocument       *document,
                                        AipShot           *shot,
                                        const char        *workflow_id,
                                        AipWorkflowStore  *store,
                                        GError           **error);
/* The size that the shot, else the project, wants. */
void          aip_freeze_get_wanted_size
                                       (AipDocument       *document,
                                        AipShot           *shot,
                                        int               *width,
                                        int               *height);
/* The size a workflow will be asked for: the shot's or the project's, as near as it can do it. */
void          aip_freeze_get_size      (AipDocument       *document,
                                        AipShot           *shot,
                                        AipWorkflow       *workflow,
                                        int               *width,
                                        int               *height);
/* As long as the shot, in frames of the workflow; 1 for stills. */
int           aip_freeze_get_wanted_frames
                                       (AipDocument       *document,
                                        AipShot           *shot,
                                        AipWorkflow       *workflow);
/* How many frames it will be asked for: as long as the shot, or what comes nearest to it; 1 for
 * stills. */
int           aip_freeze_get_frames    (AipDocument       *document,
                                        AipShot           *shot,
                                        AipWorkflow       *workflow);
guint64       aip_freeze_get_vram      (AipDocument       *document,
                                        AipShot           *shot,
                                        AipWorkflow       *workflow);
/* The same with other @overrides (JSON) than those of the shot. */
void          aip_freeze_fit_size      (AipDocument       *document,
                                        const char        *overrides,
                                        AipWorkflow       *workflow,
                                        int               *width,
                                        int               *height);
int           aip_freeze_fit_frames    (AipDocument       *document,
                                        AipShot           *shot,
                                        const char        *overrides,
                                        AipWorkflow       *workflow);
guint64       aip_freeze_fit_vram      (AipDocument       *document,
                                        AipShot           *shot,
                                        const char        *overrides,
                                        AipWorkflow       *workflow);
/*
 * What a take would be made from now, without prompt and seed. @words: what the shot says; @inputs:
 * (nullable): its pictures, %NULL where they are missing.
 */
AipBasis     *aip_freeze_dup_basis     (AipDocument       *document,
                                        AipShot           *shot,
                                        AipWorkflow       *workflow,
                                        AipWorkflowStore  *store,
                                        AipShotPrompt     *words,
                                        const char        *overrides,
                                        GPtrArray         *inputs) G_GNUC_WARN_UNUSED_RESULT;
/*
 * %AIP_ERROR_INVALID with a sentence if the shot is locked or says nothing that could be drawn,
 * %AIP_ERROR_NOT_FOUND if it lacks a picture that the workflow begins with. @coming: (nullable)
 * (element-type AipShot): shots that are being queued with it.
 */
gboolean      aip_freeze_check_shot    (AipDocument       *document,
                                        AipShot           *shot,
                                        AipWorkflow       *workflow,
                                        GPtrArray         *coming,
                                        GError           **error);
/* The same for a step of a chain, whose still or movie the step before makes. */
gboolean      aip_freeze_check_step    (AipDocument       *document,
                                        AipShot           *shot,
                                        AipWorkflow       *workflow,
                                        GPtrArray         *coming,
                                        GError           **error);
/* Whether a shot may set a role of its workflow by hand: no text, picture or place of a file. */
gboolean      aip_freeze_may_override  (const char        *role);
/* Puts what a shot sets by hand into @values, as far as @workflow has such roles; what is outside the
 * workflow's limits is brought inside when it is bound. */
void          aip_freeze_set_overrides (AipWorkflowValues *values,
                                        AipWorkflow       *workflow,
                                        const char        *overrides);
/*
 * The same error if its prompt is empty. @workflow: (nullable): for any model. Returns what the
 * texts were made from.
 */
AipShotPrompt *
              aip_freeze_compose       (AipDocument       *document,
                                        AipShot           *shot,
                                        AipCinema         *cinema,
                                        AipWorkflow       *workflow,
                                        char             **prompt,
                                        char             **negative,
                                        GError           **error) G_GNUC_WARN_UNUSED_RESULT;
/* @worker: (nullable): not chosen yet; then names of files are taken on trust. %AIP_ERROR_REJECTED if
 * it lacks a file that the shot needs. */
AipFrozenJob *aip_freeze_job           (AipDocument           *document,
                                        AipJob                *job,
                                        AipShot               *shot,
                                        AipWorkflowStore      *store,
                                        AipCinema             *cinema,
                                        const AipFreezeWorker *worker,
                                        GError               **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same without a job: what would be sent now. @workflow_id: (nullable): instead of its own. */
AipFrozenJob *aip_freeze_shot          (AipDocument           *document,
                                        AipShot               *shot,
                                        const char            *workflow_id,
                                        AipWorkflowStore      *store,
                                        AipCinema             *cinema,
                                        const AipFreezeWorker *worker,
                                        GError               **error) G_GNUC_WARN_UNUSED_RESULT;
/* (transfer full): where a project keeps workflows of its own. */
GFile        *aip_freeze_get_workflow_folder
                                       (AipDocument           *document) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
