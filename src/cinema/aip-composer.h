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
 * @key: of the fragment, as in AipFragment
 * @text: (nullable): stands in its place; %NULL: what the shot and its setup say
 * @instead_of: (nullable): what the shot and its setup said when @text was written
 * @left_out: it is not said at all
 * @locked: it is never cut
 *
 * What a person has done to one fragment by hand. The setup decides whether there is such a
 * fragment, a person what it says: an edit stays when its control changes, and is marked where it
 * then stands for other words than those it was written for. Without its fragment it waits.
 */
typedef struct {
  const char *key;
  const char *text;
  const char *instead_of;
  gboolean    left_out;
  gboolean    locked;
} AipFragmentEdit;

/**
 * AipFreeText:
 * @key: "text#" and a number
 *
 * A person's own words between the fragments. Cut last, and a note says so.
 */
typedef struct {
  const char *key;
  const char *text;
  gboolean    locked;
} AipFreeText;

/**
 * AipFragmentMove:
 * @key: of the fragment or free text that moves
 * @after: (nullable): behind which it goes; %NULL: to the start
 * @before: (nullable): before which it goes where @after is not in this prompt
 *
 * Moves are made one after the other in the target's own order, so that a prompt keeps that order
 * wherever nobody has touched it.
 */
typedef struct {
  const char *key;
  const char *after;
  const char *before;
} AipFragmentMove;

/**
 * AipComposerInput:
 * @parts: what the shot says
 * @english: (nullable): the shot's own English text: it stands in for description and action where
 *   they are Korean and the target does not read Korean, or where there are none
 * @setup: (nullable): how it looks
 * @look_words: (nullable): what an animation look says, English
 * @seconds: length of the shot, 0 if not known
 * @edits: (array length=n_edits) (nullable):
 * @order: (array length=n_order) (nullable): parts in another order than the target's; those that
 *   are missing follow
 * @texts: (array length=n_texts) (nullable): at the end of the prompt unless they are moved
 * @moves: (array length=n_moves) (nullable):
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
  const AipFreeText     *texts;
  guint                  n_texts;
  const AipFragmentMove *moves;
  guint                  n_moves;
} AipComposerInput;

/* Why a fragment is not in the prompt. */
typedef enum {
  AIP_FRAGMENT_SAID,
  AIP_FRAGMENT_TOO_LONG,      /* it did not fit */
  AIP_FRAGMENT_LEFT_OUT,      /* by hand */
  AIP_FRAGMENT_REPEATED,      /* another one says the same */
  AIP_FRAGMENT_UNUSED,        /* the target is not told of this part */
} AipFragmentState;

/**
 * AipFragment:
 * @key: what it is called in edits: part, field and, where there are several of them, which:
 *   "shot/size", "cast#Mina", "lens/filters#misty glow", "description#english", "text#2"
 * @text: as it stands in the prompt, or would
 * @words: the same without what the prompt makes of it: a capital letter, a full stop
 * @original: what the shot and its setup say; empty for a free text
 * @part: of the prompt; of a free text AIP_PART_ADDITIONS
 * @field: the AipSetupField of the control that it comes from, -1 for the shot's own text
 * @start, @end: bytes in the positive prompt
 * @cut: it is not in the prompt; @start and @end are 0; @state says why
 * @free: a free text
 * @edited: it says something else than @original
 * @differs: and was written for other words than @original
 */
typedef struct {
  char             *key;
  char             *text;
  char             *words;
  char             *original;
  AipPromptPart     part;
  int               field;
  gsize             start;
  gsize             end;
  AipFragmentState  state;
  gboolean          cut;
  gboolean          free;
  gboolean          locked;
  gboolean          edited;
  gboolean          differs;
} AipFragment;

/**
 * AipPromptComposition:
 * @positive: one line; empty when the shot says nothing
 * @negative: empty where the target has none
 * @width, @height: 0 where the target takes a ratio instead
 * @frames: by the target's rule, 0 for stills
 * @tokens: estimated, @max_tokens: 0 if there is no limit
 * @parameter: (nullable): what goes into a field beside the prompt: "16:9"
 * @fragments: (element-type AipFragment): in reading order, then those that are not in the prompt
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
 * light, movement, place, cast and additions, and free texts last of all; never description, action
 * or shot size, and nothing that is locked.
 */
AipPromptComposition *
                aip_composer_compose        (const AipComposerInput *input,
                                             const AipTarget        *target)
                                             G_GNUC_WARN_UNUSED_RESULT;
/* What the shot itself does not want to see, on one line, for any target; may be empty. */
char           *aip_composer_tidy_negative  (const AipPromptParts   *parts)
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
