/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-prompt"

#include "config.h"

#include <string.h>

#include "aip-prompt-private.h"

#define ELLIPSIS 0x2026

static gboolean
is_sentence_end (gunichar c)
{
  return c == '.' || c == '!' || c == '?' || c == ELLIPSIS ||
         c == 0x3002 || c == 0xff01 || c == 0xff1f || c == 0xff0e;
}

static gboolean
is_closing (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return c == '"' || c == '\'' || type == G_UNICODE_CLOSE_PUNCTUATION ||
         type == G_UNICODE_FINAL_PUNCTUATION;
}

static gboolean
is_separator (gunichar c)
{
  return c == ',' || c == ';' || c == ':' || c == 0x3001 || c == 0xff0c;
}

/*
 * One line without doubled spaces and full stops. People type prompts in boxes with line breaks,
 * and text encoders give a weight to every one of them.
 */
char *
aip_prompt_tidy (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_autofree char *normal = g_utf8_normalize (valid, -1, G_NORMALIZE_NFC);
  g_autoptr(GString) line = g_string_new (NULL);
  gboolean space = FALSE;

  for (const char *p = normal; *p != '\0';)
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c) || g_unichar_iscntrl (c))
        {
          space = TRUE;
          p = g_utf8_next_char (p);
          continue;
        }

      if (space && line->len > 0 && !(c == '.' || c == ','))
        g_string_append_c (line, ' ');
      space = FALSE;

      if (c == '.')
        {
          gsize n_dots = strspn (p, ".");

          if (n_dots >= 3)
            g_string_append_unichar (line, ELLIPSIS);
          else if (line->len == 0 || line->str[line->len - 1] != '.')
            g_string_append_c (line, '.');
          p += n_dots;
          continue;
        }

      g_string_append_unichar (line, c);
      p = g_utf8_next_char (p);
    }

  return g_string_free_and_steal (g_steal_pointer (&line));
}

gboolean
aip_prompt_has_words (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      return TRUE;

  return FALSE;
}

/* Ends @sentence with one full stop unless it has an end already, also inside closing quotes. */
void
aip_prompt_append_sentence (GString    *prompt,
                            const char *sentence)
{
  g_autofree char *text = g_strdup (sentence);
  char *end = text + strlen (text);
  char *p;

  if (!aip_prompt_has_words (text))
    return;

  while (end > text)
    {
      p = g_utf8_prev_char (end);
      if (!is_separator (g_utf8_get_char (p)) && *p != ' ')
        break;
      *p = '\0';
      end = p;
    }

  if (prompt->len > 0)
    g_string_append_c (prompt, ' ');
  g_string_append (prompt, text);

  p = g_utf8_prev_char (end);
  while (p > text && is_closing (g_utf8_get_char (p)))
    p = g_utf8_prev_char (p);
  if (!is_sentence_end (g_utf8_get_char (p)))
    g_string_append_c (prompt, '.');
}

static gboolean
says_something (const char *raw)
{
  g_autofree char *text = g_utf8_make_valid (raw != NULL ? raw : "", -1);

  return aip_prompt_has_words (text);
}

gboolean
aip_prompt_parts_are_empty (const AipPromptParts *parts)
{
  g_return_val_if_fail (parts != NULL, TRUE);

  for (gsize i = 0; parts->characters != NULL && parts->characters[i] != NULL; i++)
    if (says_something (parts->characters[i]))
      return FALSE;

  return !says_something (parts->description) && !says_something (parts->action) &&
         !says_something (parts->place_name) && !says_something (parts->place_description) &&
         !says_something (parts->additions);
}
