/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-text"

#include "config.h"

#include <string.h>

#include "aip-text.h"

/* Hangul in Unicode: 11172 syllables in a row, 588 for each of the 19 initial consonants. */
#define SYLLABLE_FIRST 0xac00
#define SYLLABLE_LAST 0xd7a3
#define SYLLABLES_PER_INITIAL 588
#define INITIAL_FIRST 0x1100
#define INITIAL_LAST 0x1112

static gboolean
is_plain_ascii (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if ((guchar) *p >= 0x7f || ((guchar) *p < 0x20 && *p != '\n' && *p != '\t'))
      return FALSE;

  return TRUE;
}

/*
 * Characters that are the same in NFC and NFKC, have no case and combine with nothing: Korean,
 * Chinese and Japanese, and the marks that stand between. GLib's normalization, which is right for
 * all others, takes as long for them as everything else that is done with a text.
 */
static gboolean
is_plain (gunichar c)
{
  return (c >= SYLLABLE_FIRST && c <= SYLLABLE_LAST) || (c >= 0x4e00 && c <= 0x9fff) ||
         (c >= 0x3001 && c <= 0x3029) || (c >= 0x3041 && c <= 0x3096) ||
         (c >= 0x30a1 && c <= 0x30fe) || (c >= 0x2012 && c <= 0x2016) ||
         (c >= 0x2018 && c <= 0x201f);
}

/* As above, but with case and other forms in NFKC: Latin letters and “…”. */
static gboolean
is_composed (gunichar c)
{
  return (c >= 0x20 && c < 0x7f) || (c >= 0xa0 && c < 0x300) || (c >= 0x2010 && c <= 0x2027) ||
         c == '\n' || c == '\t' || is_plain (c);
}

static gboolean
is_all_composed (const char *text,
                 const char *end)
{
  for (const char *p = text; p < end; p = g_utf8_next_char (p))
    if (!is_composed (g_utf8_get_char (p)))
      return FALSE;

  return TRUE;
}

gboolean
aip_text_is_normal (const char *text,
                    gsize       length)
{
  g_autofree char *normal = NULL;

  if (is_all_composed (text, text + length))
    return TRUE;

  normal = g_utf8_normalize (text, (gssize) length, G_NORMALIZE_NFC);

  return normal != NULL && strlen (normal) == length && memcmp (normal, text, length) == 0;
}

/**
 * aip_text_clean:
 * @text: (nullable): text from a person, a file or a worker
 *
 * Returns: (transfer full): @text as it may be stored, see the header; "" for %NULL
 */
char *
aip_text_clean (const char *text)
{
  g_autofree char *valid = NULL;
  g_autofree char *normal = NULL;
  g_autoptr(GString) clean = NULL;

  if (text == NULL)
    return g_strdup ("");

  /* Nearly everything that is typed in a Latin script ends here. */
  if (is_plain_ascii (text))
    return g_strdup (text);
  if (g_utf8_validate (text, -1, NULL) && is_all_composed (text, text + strlen (text)))
    return g_strdup (text);

  valid = g_utf8_make_valid (text, -1);
  normal = g_utf8_normalize (valid, -1, G_NORMALIZE_NFC);
  clean = g_string_sized_new (strlen (normal));

  for (const char *p = normal; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\r')
        {
          if (p[1] != '\n')
            g_string_append_c (clean, '\n');
        }
      else if (c == '\n' || c == '\t' || !g_unichar_iscntrl (c))
        g_string_append_len (clean, p, g_utf8_next_char (p) - p);
    }

  return g_string_free_and_steal (g_steal_pointer (&clean));
}

/* %NULL when it takes more than lower case ASCII. */
static char *
fold_plain (const char *text)
{
  g_autofree char *folded = NULL;

  if (!g_utf8_validate (text, -1, NULL))
    return NULL;

  folded = g_ascii_strdown (text, -1);
  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    if ((guchar) *p >= 0x7f && !is_plain (g_utf8_get_char (p)))
      return NULL;

  return g_steal_pointer (&folded);
}

char *
aip_text_fold (const char *text)
{
  g_autofree char *plain = NULL;
  g_autofree char *valid = NULL;
  g_autofree char *lower = NULL;

  if (text == NULL)
    return g_strdup ("");

  if (is_plain_ascii (text))
    return g_ascii_strdown (text, -1);
  plain = fold_plain (text);
  if (plain != NULL)
    return g_steal_pointer (&plain);

  valid = g_utf8_make_valid (text, -1);
  lower = g_utf8_casefold (valid, -1);

  return g_utf8_normalize (lower, -1, G_NORMALIZE_NFKC);
}

/* NFKC turns the keys ㄱㄴㄷ of a Korean keyboard (compatibility letters) into these. */
static gboolean
is_initial (gunichar c)
{
  return c >= INITIAL_FIRST && c <= INITIAL_LAST;
}

static gboolean
has_initials (const char *word,
              gsize       length)
{
  for (const char *p = word; p < word + length; p = g_utf8_next_char (p))
    if (is_initial (g_utf8_get_char (p)))
      return TRUE;

  return FALSE;
}

static gboolean
char_matches (gunichar c,
              gunichar wanted)
{
  if (c == wanted)
    return TRUE;

  return is_initial (wanted) && c >= SYLLABLE_FIRST && c <= SYLLABLE_LAST &&
         (c - SYLLABLE_FIRST) / SYLLABLES_PER_INITIAL == wanted - INITIAL_FIRST;
}

static gboolean
contains_by_initials (const char *haystack,
                      const char *word,
                      gsize       length)
{
  for (const char *start = haystack; *start != '\0'; start = g_utf8_next_char (start))
    {
      const char *h = start;
      const char *w = word;

      while (*h != '\0' && w < word + length &&
             char_matches (g_utf8_get_char (h), g_utf8_get_char (w)))
        {
          h = g_utf8_next_char (h);
          w = g_utf8_next_char (w);
        }
      if (w == word + length)
        return TRUE;
    }

  return FALSE;
}

/**
 * aip_text_matches:
 * @haystack_folded: text from aip_text_fold()
 * @query_folded: what the user is looking for, from aip_text_fold()
 *
 * Returns: whether all words of @query_folded are in @haystack_folded, in any order; an empty query
 *   matches everything
 */
gboolean
aip_text_matches (const char *haystack_folded,
                  const char *query_folded)
{
  const char *p = query_folded;

  g_return_val_if_fail (haystack_folded != NULL && query_folded != NULL, FALSE);

  for (;;)
    {
      const char *word;
      gsize length;

      while (g_unichar_isspace (g_utf8_get_char (p)))
        p = g_utf8_next_char (p);
      if (*p == '\0')
        return TRUE;

      word = p;
      while (*p != '\0' && !g_unichar_isspace (g_utf8_get_char (p)))
        p = g_utf8_next_char (p);
      length = (gsize) (p - word);

      if (memmem (haystack_folded, strlen (haystack_folded), word, length) == NULL &&
          !(has_initials (word, length) && contains_by_initials (haystack_folded, word, length)))
        return FALSE;
    }
}

/*
 * A number that begins with 0 is compared digit by digit, so that 00125 stands between 0010 and
 * 0015; any other by its size, behind those. More digits are more superdigits in front.
 */
static void
append_number_key (GString    *key,
                   const char *digits,
                   gsize       length)
{
  g_string_append_c (key, '\2');
  for (gsize i = 1; *digits != '0' && i < length; i++)
    g_string_append_c (key, ':');
  g_string_append_len (key, digits, (gssize) length);
  g_string_append_c (key, '\1');
}

char *
aip_text_collate_key (const char *text)
{
  g_autofree char *folded = aip_text_fold (text);
  g_autoptr(GString) key = g_string_new (NULL);

  for (const char *p = folded; *p != '\0';)
    {
      gsize n_digits = strspn (p, "0123456789");
      gsize n_others = strcspn (p, ".0123456789");

      if (n_digits > 0)
        append_number_key (key, p, n_digits);
      else if (n_others > 0)
        {
          g_autofree char *part = g_utf8_collate_key (p, (gssize) n_others);

          g_string_append (key, part);
        }
      else
        {
          /* What ends at a dot comes before what goes on. */
          n_others = 1;
          g_string_append_c (key, '\1');
        }
      p += n_digits > 0 ? n_digits : n_others;
    }

  return g_string_free_and_steal (g_steal_pointer (&key));
}

guint
aip_text_distance (const char *a,
                   const char *b)
{
  guint row[257];
  gsize n_a, n_b;

  g_return_val_if_fail (a != NULL && b != NULL, G_MAXUINT);

  n_a = strnlen (a, 256);
  n_b = strnlen (b, 256);

  for (gsize j = 0; j <= n_b; j++)
    row[j] = (guint) j;
  for (gsize i = 1; i <= n_a; i++)
    {
      guint diagonal = row[0];

      row[0] = (guint) i;
      for (gsize j = 1; j <= n_b; j++)
        {
          guint above = row[j];
          gboolean same = g_ascii_tolower (a[i - 1]) == g_ascii_tolower (b[j - 1]);

          row[j] = MIN (MIN (above, row[j - 1]) + 1, diagonal + (same ? 0 : 1));
          diagonal = above;
        }
    }

  return row[n_b];
}
