/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-job-input.h"
#include "aip-shot-prompt.h"

G_BEGIN_DECLS

/**
 * AipBasis:
 *
 * What a take is made from: a short digest of each part of the film, by a key such as `setup.lens`,
 * `costume.ID` or `override.steps`. It is kept with the take (field `basis`), so that it can be told
 * later which of them have changed, without reading a recipe. Belongs to one thread.
 */
typedef struct _AipBasis AipBasis;

/* A key, and the role of a picture: a newer take of the same shot would be used now. */
#define AIP_BASIS_OWN "own."

/**
 * aip_basis_new:
 * @workflow: what makes the take
 * @chosen: (nullable): what the shot would be made with if nobody said otherwise
 * @words: what the shot says
 * @overrides: what it sets by hand, JSON
 * @inputs: (nullable) (element-type AipJobInput): the pictures that it begins with; %NULL: they are
 *   not to be had
 */
AipBasis *aip_basis_new       (AipDocument    *document,
                               AipShot        *shot,
                               AipWorkflow    *workflow,
                               AipWorkflow    *chosen,
                               AipShotPrompt  *words,
                               const char     *overrides,
                               GPtrArray      *inputs) G_GNUC_WARN_UNUSED_RESULT;
/* (nullable): %NULL for an empty text and for one that is no basis. */
AipBasis *aip_basis_from_text (const char     *text) G_GNUC_WARN_UNUSED_RESULT;
void      aip_basis_free      (AipBasis       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipBasis, aip_basis_free)

char     *aip_basis_to_text   (AipBasis       *self) G_GNUC_WARN_UNUSED_RESULT;

/* The prompt as composed: parts that reach it are only compared if it is another one. */
void      aip_basis_set_prompt (AipBasis      *self,
                                const char    *prompt,
                                const char    *negative);
/* @seed: decimal; empty: any. */
void      aip_basis_set_seed  (AipBasis       *self,
                               const char     *seed);
/* From now on what @other says is as good: of a take that tries something else than its shot says. */
void      aip_basis_accept    (AipBasis       *self,
                               AipBasis       *other);

/*
 * (transfer full): the keys of what is not in @now as it was in @self, in the order in which people
 * think of them. What is drawn from takes of the same shot is not compared: see
 * aip_basis_get_source().
 */
GStrv     aip_basis_compare   (AipBasis       *self,
                               AipBasis       *now) G_GNUC_WARN_UNUSED_RESULT;
/* Whether @keys has one that only matters if the prompt is another one than in @self. */
gboolean  aip_basis_needs_prompt (const char *const *keys);
/* Without those. (transfer full) */
GStrv     aip_basis_drop_words (const char *const *keys) G_GNUC_WARN_UNUSED_RESULT;
gboolean  aip_basis_has_prompt (AipBasis      *self,
                                const char    *prompt,
                                const char    *negative);

/* Whether @workflow was the shot’s own choice then, whatever the take was made with. */
gboolean  aip_basis_was_chosen (AipBasis      *self,
                                AipWorkflow   *workflow);
/*
 * Which take of the same shot it begins with, where the shot does not name one: its number, or 0.
 * @role: (out) (optional): as what
 */
gint64    aip_basis_get_source (AipBasis      *self,
                                const char   **role);

/* (transfer full): what people call a part, within a sentence: “Mina’s costume “Raincoat””. */
char     *aip_basis_describe  (AipDocument    *document,
                               AipShot        *shot,
                               const char     *key) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
