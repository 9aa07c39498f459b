/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  AIP_WORDS_SAME,
  AIP_WORDS_ADDED,
  AIP_WORDS_REMOVED,
} AipWordChange;

/* A stretch of words with the spaces behind them; of what is the same, as it stands in the new. */
typedef struct {
  AipWordChange  change;
  char          *text;
} AipWordRun;

/**
 * AipWordDiff:
 * @runs: (element-type AipWordRun): in reading order, what was removed before what stands there now
 * @n_added, @n_removed: words; punctuation is none
 */
typedef struct {
  GPtrArray *runs;
  guint      n_added;
  guint      n_removed;
} AipWordDiff;

/*
 * What became of @before, word by word. Capital letters make no difference, for the same word has
 * one at the start of a sentence. The longest common subsequence, as long as about a thousand words
 * on each side differ; beyond that what lies between the first and the last difference counts as
 * replaced.
 */
AipWordDiff *aip_word_diff_new  (const char  *before,
                                 const char  *after) G_GNUC_WARN_UNUSED_RESULT;
void         aip_word_diff_free (AipWordDiff *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipWordDiff, aip_word_diff_free)

G_END_DECLS
