/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-live-setup.h"
#include "aip-presets.h"
#include "aip-prompt-edits.h"
#include "aip-targets.h"

G_BEGIN_DECLS

#define AIP_TYPE_LIVE_PROMPT (aip_live_prompt_get_type ())

/**
 * AipLivePrompt:
 *
 * The prompt of one shot while a person works on it and on its setup: what the shot says, the live
 * setup and what was done by hand, composed for the target that is chosen. It stores nothing;
 * whoever made it asks for edits, English text and negative.
 *
 * Each change by hand is a step in the history of the live setup, so undo takes back whatever came
 * last. The target that is chosen is also the one that the rules of the setup are checked for.
 *
 * Signals:
 * - `changed ()`: the composition is another one, or edits, target, English text or negative are
 *
 * Properties: `modified` b (edits, English text or negative differ from what it began with).
 */
G_DECLARE_FINAL_TYPE (AipLivePrompt, aip_live_prompt, AIP, LIVE_PROMPT, GObject)

/**
 * aip_live_prompt_new:
 * @input: what the shot says, copied whole; edits, order, texts and moves in it are not
 * @target: the one of the workflow
 */
AipLivePrompt        *aip_live_prompt_new             (AipLiveSetup           *setup,
                                                       const AipComposerInput *input,
                                                       AipTargets             *targets,
                                                       const AipTarget        *target);
/* Has the words of the animation look that the setup chooses followed. */
void                  aip_live_prompt_set_presets     (AipLivePrompt          *self,
                                                       AipPresets             *presets);
/* What it begins with: no step, not modified. Texts of @edits are copied. */
void                  aip_live_prompt_begin           (AipLivePrompt          *self,
                                                       const AipPromptEdits   *edits);

AipLiveSetup         *aip_live_prompt_get_setup       (AipLivePrompt          *self);
AipTargets           *aip_live_prompt_get_targets     (AipLivePrompt          *self);
/* Valid until the next change. */
const AipPromptComposition *
                      aip_live_prompt_get_composition (AipLivePrompt          *self);
const AipPromptEdits *aip_live_prompt_get_edits       (AipLivePrompt          *self);
/* (nullable): valid until the next change. */
const AipFragment    *aip_live_prompt_find            (AipLivePrompt          *self,
                                                       const char             *key);
/* The prompt as it is copied out: positive, and negative and fields beside it where there are. */
char                 *aip_live_prompt_dup_whole       (AipLivePrompt          *self)
                                                       G_GNUC_WARN_UNUSED_RESULT;

/* The shot's own texts ----------------------------------------------------------------------- */

const char           *aip_live_prompt_get_english     (AipLivePrompt          *self);
const char           *aip_live_prompt_get_negative    (AipLivePrompt          *self);
/*
 * While somebody types, one step each. Ends when something else is changed, or with
 * aip_live_prompt_end_typing().
 */
void                  aip_live_prompt_set_english     (AipLivePrompt          *self,
                                                       const char             *english);
void                  aip_live_prompt_set_negative    (AipLivePrompt          *self,
                                                       const char             *negative);
void                  aip_live_prompt_end_typing      (AipLivePrompt          *self);
/* Whether description or action are Korean, so that an English text makes a difference. */
gboolean              aip_live_prompt_is_korean       (AipLivePrompt          *self);

/* The target --------------------------------------------------------------------------------- */

const AipTarget      *aip_live_prompt_get_target      (AipLivePrompt          *self);
const AipTarget      *aip_live_prompt_get_workflow_target
                                                      (AipLivePrompt          *self);
void                  aip_live_prompt_set_target      (AipLivePrompt          *self,
                                                       const AipTarget        *target);

/* Fragments; @key as in AipFragment ----------------------------------------------------------- */

/* @text: without words it is left out. The English text of the shot itself is changed in place. */
void                  aip_live_prompt_edit            (AipLivePrompt          *self,
                                                       const char             *key,
                                                       const char             *text);
void                  aip_live_prompt_leave_out       (AipLivePrompt          *self,
                                                       const char             *key,
                                                       gboolean                left_out);
/* What is locked keeps its words whatever the setup says, and is never cut. */
void                  aip_live_prompt_set_locked      (AipLivePrompt          *self,
                                                       const char             *key,
                                                       gboolean                locked);
/* Back to what shot and setup say. */
void                  aip_live_prompt_reset           (AipLivePrompt          *self,
                                                       const char             *key);
/* @position: among those that are in the prompt, 0 for the start. (nullable): the key. */
const char           *aip_live_prompt_add_text        (AipLivePrompt          *self,
                                                       const char             *text,
                                                       guint                   position);
void                  aip_live_prompt_move            (AipLivePrompt          *self,
                                                       const char             *key,
                                                       guint                   position);
/* Takes everything back that was done to fragments, and free texts away. */
void                  aip_live_prompt_reset_all       (AipLivePrompt          *self);
/* Back to the target's order. */
void                  aip_live_prompt_reset_order     (AipLivePrompt          *self);

/* Among those that are in the prompt; -1: it is not. */
int                   aip_live_prompt_get_position    (AipLivePrompt          *self,
                                                       const char             *key);

G_END_DECLS
