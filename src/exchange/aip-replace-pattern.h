/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AipReplaceFlags:
 * @AIP_REPLACE_REGEX: the pattern is a regular expression (PCRE), and the replacement may name its
 *   groups: `$1`, `\1`, `\g<name>`; `$$` is a dollar
 * @AIP_REPLACE_MATCH_CASE: upper and lower case differ
 * @AIP_REPLACE_WHOLE_WORDS: nothing that is part of a longer word
 */
typedef enum {
  AIP_REPLACE_PLAIN = 0,
  AIP_REPLACE_REGEX = 1 << 0,
  AIP_REPLACE_MATCH_CASE = 1 << 1,
  AIP_REPLACE_WHOLE_WORDS = 1 << 2,
} AipReplaceFlags;

/* Of one text; what comes after is left alone. */
#define AIP_REPLACE_MAX_MATCHES 1000

/**
 * AipReplacePattern:
 *
 * What is looked for and what it becomes. Immutable: any thread may use it.
 */
typedef struct _AipReplacePattern AipReplacePattern;

/**
 * AipReplaceMatch:
 * @start, @end: in bytes of the text
 * @text: what stands there afterwards
 */
typedef struct {
  gsize  start;
  gsize  end;
  char  *text;
} AipReplaceMatch;

/* %AIP_ERROR_INVALID with a sentence if the expression or its replacement is not understood. */
AipReplacePattern *aip_replace_pattern_new   (const char               *pattern,
                                              const char               *replacement,
                                              AipReplaceFlags           flags,
                                              GError                  **error);
AipReplacePattern *aip_replace_pattern_ref   (AipReplacePattern        *self);
void               aip_replace_pattern_unref (AipReplacePattern        *self);
const char        *aip_replace_pattern_get_text (const AipReplacePattern *self);
const char        *aip_replace_pattern_get_replacement (const AipReplacePattern *self);

/**
 * aip_replace_pattern_find:
 *
 * Bounded: an expression that goes back and forth without end is given up in a few milliseconds.
 *
 * Returns: (transfer full) (element-type AipReplaceMatch): in the order of the text; %NULL with
 *   %AIP_ERROR_TIMEOUT if it was given up
 */
GArray            *aip_replace_pattern_find  (const AipReplacePattern  *self,
                                              const char               *text,
                                              GError                  **error)
                                              G_GNUC_WARN_UNUSED_RESULT;
/* @text with @matches (element-type AipReplaceMatch) replaced. (transfer full) */
char              *aip_replace_matches       (const char               *text,
                                              GArray                   *matches)
                                              G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipReplacePattern, aip_replace_pattern_unref)

G_END_DECLS
