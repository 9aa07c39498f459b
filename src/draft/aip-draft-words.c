/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-draft-words"

#include "config.h"

#include <string.h>

#include "aip-draft-words.h"

static const char *
find_word (const char *text,
           const char *word,
           gsize       length)
{
  gboolean ascii = (guchar) word[0] < 0x80;

  for (const char *p = text; (p = memmem (p, strlen (p), word, length)) != NULL; p++)
    {
      const char *end = p + length;

      if (!ascii)
        return p;
      if (p > text && g_ascii_isalnum (p[-1]))
        continue;
      if (*end == 's')
        end++;
      if (!g_ascii_isalnum (*end))
        return p;
    }

  return NULL;
}

gssize
aip_draft_words_find (const char *text,
                      const char *words)
{
  gssize first = -1;

  for (const char *word = words; *word != '\0';)
    {
      gsize length = strcspn (word, "|");
      const char *found = find_word (text, word, length);

      if (found != NULL && (first < 0 || found - text < first))
        first = found - text;
      word += length;
      if (*word == '|')
        word++;
    }

  return first;
}

gboolean
aip_draft_words_has (const char *text,
                     const char *words)
{
  return aip_draft_words_find (text, words) >= 0;
}

int
aip_draft_words_rank (const char            *text,
                      const AipDraftMeaning *table,
                      gsize                  length,
                      int                    fallback)
{
  for (gsize i = 0; i < length; i++)
    if (aip_draft_words_has (text, table[i].words))
      return table[i].value;

  return fallback;
}

int
aip_draft_words_lead (const char            *text,
                      const AipDraftMeaning *table,
                      gsize                  length,
                      int                    fallback)
{
  gssize best = -1;

  for (gsize i = 0; i < length; i++)
    {
      gssize found = aip_draft_words_find (text, table[i].words);

      if (found >= 0 && (best < 0 || found < best))
        {
          best = found;
          fallback = table[i].value;
        }
    }

  return fallback;
}
