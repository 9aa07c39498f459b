/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-prompt.h"
#include "aip-setup.h"
#include "aip-target.h"

G_BEGIN_DECLS

/**
 * AipFragmentEdit:
 * @part: and
 * @field: of the fragment, as in AipFragment
 * @text: (nullable): stands in its place; %NULL: it is left out
 * @locked: it is never cut
 *
 * What a person has done to one fragment by hand.
 */
typedef struct {
  AipPromptPart part;
  int           field;
  const char   *text;
  gboolean      locked;
} AipFragmentEdit;

/**
 * AipComposerInput:
 * @parts: what the shot says
 * @english: (nullable): the shot's own English text: it stands in for description and action where
 *   they are Korean and the target does not read Korean
 * @setup: (nullable): how it looks
 * @look_words: (nullable): what an animation look says, English
 * @seconds: length of the shot, 0 if not known
 * @edits: (array length=n_edits) (nullable):
 * @order: (array length=n_order) (nullable): parts in another order than the target's; those that
 *   are missing follow
 */
typedef struct {
  const AipPromptParts  *parts;
  const char            *english;
  const AipSetup        *setup;
  const char            *look_words;
  double                 seconds;
  const AipFragmentEdit *edits;
  guint                  n_edits;
  const AipPromptPart   *order;
  guint                  n_order;
} AipComposerInput;

/**
 * AipFragment:
 * @text: as it stands in the prompt
 * @part: of the prompt
 * @field: the AipSetupField of the control that it comes from, -1 for the shot's own text
 * @start, @end: bytes in the positive prompt
 * @cut: it did not fit and is not in the prompt; @start and @end are 0
 */
typedef struct {
  char          *text;
  AipPromptPart  part;
  int            field;
  gsize          start;
  gsize          end;
  gboolean       cut;
} AipFragment;

/**
 * AipPromptComposition:
 * @positive: one line; empty when the shot says nothing
 * @negative: empty where the target has none
 * @width, @height: 0 where the target takes a ratio instead
 * @frames: by the target's rule, 0 for stills
 * @tokens: estimated, @max_tokens: 0 if there is no limit
 * @parameter: (nullable): what goes into a field beside the prompt: "16:9"
 * @fragments: (element-type AipFragment): in reading order, those that were cut last
 * @notes: (element-type utf8): translated sentences that a person should know
 */
typedef struct {
  char      *positive;
  char      *negative;
  int        width;
  int        height;
  int        frames;
  double     fps;
  double     guidance;
  guint      tokens;
  guint      max_tokens;
  char      *parameter;
  GPtrArray *fragments;
  GPtrArray *notes;
} AipPromptComposition;

/**
 * aip_composer_compose:
 *
 * One composer for preview, job and export. Deterministic. If the prompt is longer than the target
 * reads, whole fragments are left out, period first, then equipment, mood, composition, look, lens,
 * light, movement, place, cast and additions; never description, action or shot size.
 */
AipPromptComposition *
                aip_composer_compose        (const AipComposerInput *input,
                                             const AipTarget        *target)
                                             G_GNUC_WARN_UNUSED_RESULT;
void            aip_prompt_composition_free (AipPromptComposition   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipPromptComposition, aip_prompt_composition_free)

/**
 * aip_tokens_estimate:
 *
 * About how many tokens @text is, without the encoder's vocabulary: English words by their length
 * (CLIP's byte pairs are taken to hold seven letters at most, T5's pieces five, those of large
 * language models six), two digits a token, every punctuation mark, and Hangul by the syllable
 * (three byte pairs for CLIP and T5, one for a language model). Common words are one token in all
 * of them, so that it rather counts too many.
 */
guint           aip_tokens_estimate         (AipTokens               tokens,
                                             const char             *text);

G_END_DECLS
