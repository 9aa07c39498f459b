/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-composer.h"

G_BEGIN_DECLS

/**
 * AipPromptEdits:
 *
 * What a person did to the prompt of one shot: fragments that say something else, are left out or
 * locked, texts in between, another order, another model. Stored as JSON text in the shot's
 * `prompt-edits` (presets/schema/prompt-edits.schema.json); empty when nothing was done.
 *
 * A plain value: copies are independent of each other. Keys of fragments are those of AipFragment.
 */
typedef struct _AipPromptEdits AipPromptEdits;

/* What one shot can hold; what is beyond is refused, with a sentence where it is read. */
#define AIP_PROMPT_EDITS_MAX_BYTES (256 * 1024)
#define AIP_PROMPT_EDITS_MAX_FRAGMENTS 200
#define AIP_PROMPT_EDITS_MAX_TEXTS 100
#define AIP_PROMPT_EDITS_MAX_MOVES 400
/* Of one text and of one key, in bytes: more than any model reads. */
#define AIP_PROMPT_EDITS_MAX_LENGTH 16000
#define AIP_PROMPT_EDITS_MAX_KEY 400

AipPromptEdits *aip_prompt_edits_new           (void) G_GNUC_WARN_UNUSED_RESULT;
AipPromptEdits *aip_prompt_edits_copy          (const AipPromptEdits *self)
                                                G_GNUC_WARN_UNUSED_RESULT;
void            aip_prompt_edits_free          (AipPromptEdits       *self);
gboolean        aip_prompt_edits_equal         (const AipPromptEdits *a,
                                                const AipPromptEdits *b);
gboolean        aip_prompt_edits_is_empty      (const AipPromptEdits *self);

/*
 * @text: (nullable): JSON, or empty. @problems: (nullable) (element-type utf8): a sentence for
 * everything that was not understood and is left out. Never fails.
 */
AipPromptEdits *aip_prompt_edits_from_text     (const char           *text,
                                                GPtrArray            *problems)
                                                G_GNUC_WARN_UNUSED_RESULT;
/* Reading it again gives equal edits; empty when nothing was done. (transfer full) */
char           *aip_prompt_edits_to_text       (const AipPromptEdits *self)
                                                G_GNUC_WARN_UNUSED_RESULT;

/* Has @input composed with them; they must outlive it. */
void            aip_prompt_edits_apply         (const AipPromptEdits *self,
                                                AipComposerInput     *input);

/* The id of the target that was chosen, empty: the one of the workflow. */
const char     *aip_prompt_edits_get_target    (const AipPromptEdits *self);
void            aip_prompt_edits_set_target    (AipPromptEdits       *self,
                                                const char           *target);

/*
 * What a fragment says. @instead_of: what the shot and its setup say now, AipFragment.original.
 * @text: without words it is left out. All of these take the key of a free text as well; one that is
 * left out is gone.
 */
void            aip_prompt_edits_set_fragment  (AipPromptEdits       *self,
                                                const char           *key,
                                                const char           *text,
                                                const char           *instead_of);
void            aip_prompt_edits_set_left_out  (AipPromptEdits       *self,
                                                const char           *key,
                                                gboolean              left_out);
/*
 * Of a fragment or a free text. What is locked is never cut. To keep its words whatever the setup
 * says, set them after locking; unlocking gives up words that were only kept.
 */
void            aip_prompt_edits_set_locked    (AipPromptEdits       *self,
                                                const char           *key,
                                                gboolean              locked);
/* Back to what the setup says, where it stands. */
void            aip_prompt_edits_reset         (AipPromptEdits       *self,
                                                const char           *key);

/*
 * Free texts. @after, @before: (nullable): as in AipFragmentMove. Returns: (nullable) (transfer
 * none): its key; %NULL if there are too many already.
 */
const char     *aip_prompt_edits_add_text      (AipPromptEdits       *self,
                                                const char           *text,
                                                const char           *after,
                                                const char           *before);
/* @text: without words it is taken away. */
void            aip_prompt_edits_set_text      (AipPromptEdits       *self,
                                                const char           *key,
                                                const char           *text);

/* Of a fragment or a free text. */
void            aip_prompt_edits_move          (AipPromptEdits       *self,
                                                const char           *key,
                                                const char           *after,
                                                const char           *before);
gboolean        aip_prompt_edits_has_moves     (const AipPromptEdits *self);
/* Fragments go back to the target's order; free texts stay where they are. */
void            aip_prompt_edits_reset_order   (AipPromptEdits       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipPromptEdits, aip_prompt_edits_free)

G_END_DECLS
