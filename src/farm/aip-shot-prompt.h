/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-cinema.h"
#include "aip-composer.h"
#include "aip-document.h"
#include "aip-prompt-edits.h"
#include "aip-rules.h"
#include "aip-variation.h"
#include "aip-workflow.h"

G_BEGIN_DECLS

/**
 * AipShotPrompt:
 *
 * What a shot says to the model that will draw it: the one way from a shot to a prompt, for what is
 * shown and for what is sent. It owns everything that its input points to; what is edited later
 * changes nothing. Belongs to one thread.
 */
typedef struct _AipShotPrompt AipShotPrompt;

/**
 * aip_shot_prompt_new:
 * @document: the project, whose year and period apply
 * @shot: one of its shots
 * @cinema: as loaded for the project
 * @workflow: (nullable): which says what model it is; %NULL: any
 *
 * A model that was chosen by hand counts more than the workflow's, unless it is one for copying
 * out.
 */
AipShotPrompt          *aip_shot_prompt_new          (AipDocument            *document,
                                                      AipShot                *shot,
                                                      AipCinema              *cinema,
                                                      AipWorkflow            *workflow)
                                                      G_GNUC_WARN_UNUSED_RESULT;
void                    aip_shot_prompt_free         (AipShotPrompt          *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipShotPrompt, aip_shot_prompt_free)

/* All (transfer none) and valid until it is freed; what was set shows in them at once. */
const AipComposerInput *aip_shot_prompt_get_input    (AipShotPrompt          *self);
const AipTarget        *aip_shot_prompt_get_target   (AipShotPrompt          *self);
/* Of the workflow, whatever was chosen by hand; the generic one if it names none. */
const AipTarget        *aip_shot_prompt_get_workflow_target
                                                     (AipShotPrompt          *self);
/* With the year of the project where the shot has none of its own. */
const AipSetup         *aip_shot_prompt_get_setup    (AipShotPrompt          *self);
const AipRuleContext   *aip_shot_prompt_get_context  (AipShotPrompt          *self);
/*
 * (element-type AipLora): those of the characters, weighted as they are cast, each file once, in the
 * order of the cast.
 */
GPtrArray              *aip_shot_prompt_get_loras    (AipShotPrompt          *self);
/* A sentence for everything of setup, edits and workflow that was not understood. */
const char *const      *aip_shot_prompt_get_problems (AipShotPrompt          *self);

/* What a person did to the prompt by hand. */
const AipPromptEdits   *aip_shot_prompt_get_edits    (AipShotPrompt          *self);

/*
 * For what is not stored yet: a setup being worked on, another edit. The target follows the edits;
 * one that is set afterwards is used until they are set again.
 */
void                    aip_shot_prompt_set_setup    (AipShotPrompt          *self,
                                                      const AipSetup         *setup);
void                    aip_shot_prompt_set_edits    (AipShotPrompt          *self,
                                                      const AipPromptEdits   *edits);
void                    aip_shot_prompt_set_target   (AipShotPrompt          *self,
                                                      const AipTarget        *target);
/* Says what is tried instead of what the shot says. */
void                    aip_shot_prompt_vary         (AipShotPrompt          *self,
                                                      const AipVariation     *variation);

/* Whether the shot itself says nothing that could be drawn, whatever its look. */
gboolean                aip_shot_prompt_is_empty     (AipShotPrompt          *self);
AipPromptComposition   *aip_shot_prompt_compose      (AipShotPrompt          *self)
                                                      G_GNUC_WARN_UNUSED_RESULT;
/*
 * The text for the negative side of the worker's graph. A model without a negative prompt still
 * gets the shot's own words where its workflow has a place for them; where it has none, nothing.
 */
char                   *aip_shot_prompt_dup_negative (AipShotPrompt          *self,
                                                      AipPromptComposition   *composition)
                                                      G_GNUC_WARN_UNUSED_RESULT;
/* What it was made of and for which shot, for the recipe of a take: a JSON object as text. */
char                   *aip_shot_prompt_to_recipe    (AipShotPrompt          *self)
                                                      G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
