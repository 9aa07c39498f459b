/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-composer.h"

G_BEGIN_DECLS

/*
 * A fragment before it has its place. @own: a sentence of the shot, not a phrase of the look. The
 * texts are owned; @original is %NULL for a free text.
 */
typedef struct {
  char             *key;
  char             *text;
  char             *original;
  AipPromptPart     part;
  int               field;
  AipFragmentState  state;
  gboolean          own;
  gboolean          free;
  gboolean          locked;
  gboolean          differs;
} AipPiece;

typedef struct {
  const AipComposerInput *input;
  const AipTarget        *target;
  GArray                 *pieces;     /* AipPiece */
  GArray                 *sequence;   /* guint: of pieces, in reading order */
} AipComposer;

/* Takes one phrase of the look; @text is English without a full stop. */
typedef void (*AipPhraseSink) (gpointer       data,
                               AipPromptPart  part,
                               AipSetupField  field,
                               const char    *text);

/* Says everything of @setup that @target can make use of, part by part. */
void         aip_composer_say_setup       (const AipSetup  *setup,
                                           const AipTarget *target,
                                           AipPhraseSink    sink,
                                           gpointer         data);

/* Fills pieces and sequence. */
void         aip_composer_collect         (AipComposer     *self);
/* Whether the target is told of @part. */
gboolean     aip_composer_uses            (AipComposer     *self,
                                           AipPromptPart    part);

gboolean     aip_composer_has_hangul      (const char      *text);
/* Full stops and commas: what follows in the same sentence brings its own. */
void         aip_composer_drop_end_marks  (char            *phrase);

/* The prompt without trailing parameters. @fragments: (nullable): takes those that are in it. */
char        *aip_composer_write           (AipComposer     *self,
                                           GPtrArray       *fragments);
AipFragment *aip_composer_fragment_new    (const AipPiece  *piece,
                                           const char      *text);
void         aip_composer_fragment_free   (AipFragment     *fragment);

G_END_DECLS
