/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-composer-tokens"

#include "config.h"

#include "aip-composer.h"

/* Letters that one piece of each vocabulary holds on average. */
static const guint letters_per_token[] = {
  [AIP_TOKENS_CLIP] = 7,
  [AIP_TOKENS_T5] = 5,
  [AIP_TOKENS_LLM] = 6,
};
static const guint tokens_per_syllable[] = {
  [AIP_TOKENS_CLIP] = 3,
  [AIP_TOKENS_T5] = 3,
  [AIP_TOKENS_LLM] = 1,
};
/* Begin and end of text. */
static const guint frame_tokens[] = {
  [AIP_TOKENS_CLIP] = 2,
  [AIP_TOKENS_T5] = 1,
  [AIP_TOKENS_LLM] = 0,
};

static guint
count_words (const char *text)
{
  guint words = 0;
  gboolean inside = FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gboolean space = g_unichar_isspace (g_utf8_get_char (p));

      words += !space && !inside;
      inside = !space;
    }

  return words;
}

guint
aip_tokens_estimate (AipTokens   tokens,
                     const char *text)
{
  guint count, letters = 0, digits = 0;

  g_return_val_if_fail (text != NULL, 0);

  if (*text == '\0')
    return 0;
  if (tokens == AIP_TOKENS_WORDS)
    return count_words (text);

  g_return_val_if_fail (tokens < G_N_ELEMENTS (letters_per_token), 0);
  count = frame_tokens[tokens];

  for (const char *p = text;; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean letter = c != 0 && c < 0x250 && g_unichar_isalpha (c);
      gboolean digit = c != 0 && g_unichar_isdigit (c);

      if (!letter && letters > 0)
        {
          count += 1 + (letters - 1) / letters_per_token[tokens];
          letters = 0;
        }
      if (!digit && digits > 0)
        {
          count += (digits + 1) / 2;
          digits = 0;
        }

      if (c == 0)
        break;
      if (letter)
        letters++;
      else if (digit)
        digits++;
      else if (!g_unichar_isspace (c))
        count += g_unichar_isalpha (c) ? tokens_per_syllable[tokens] : 1;
    }

  return count;
}
