/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Finding words in a prompt. The text has to be in lower case. Words are given as one list,
 * separated by '|'. English ones match whole words, in the plural too; Hangul ones match anywhere,
 * since particles follow them.
 */

/* Where the first of them stands, in bytes, or -1. */
gssize   aip_draft_words_find (const char *text,
                               const char *words);
gboolean aip_draft_words_has  (const char *text,
                               const char *words);

/* A list of words, and what one of them means. */
typedef struct
{
  const char *words;
  int         value;
} AipDraftMeaning;

/* Of the rows that match, the first one in the table: the special stands before the general. */
int      aip_draft_words_rank (const char            *text,
                               const AipDraftMeaning *table,
                               gsize                  length,
                               int                    fallback);
/* Of the rows that match, the one whose word comes first in the text. */
int      aip_draft_words_lead (const char            *text,
                               const AipDraftMeaning *table,
                               gsize                  length,
                               int                    fallback);

G_END_DECLS
