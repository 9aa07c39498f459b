/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-word-diff"

#include "config.h"

#include <string.h>

#include "aip-word-diff.h"

/* Cells of the table: some milliseconds and two megabytes. */
#define MAX_CELLS (1024 * 1024)

/* @text: with the spaces behind it; @key: what is compared */
typedef struct {
  char     *text;
  char     *key;
  gboolean  word;
} Token;

static void
clear_token (gpointer data)
{
  Token *token = data;

  g_free (token->text);
  g_free (token->key);
}

static gboolean
belongs_to_word (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c) || c == '-' || c == '\'' || c == 0x2019;
}

static GArray *
split (const char *text)
{
  GArray *tokens = g_array_new (FALSE, FALSE, sizeof (Token));
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  const char *p = valid;

  g_array_set_clear_func (tokens, clear_token);
  while (g_unichar_isspace (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);

  while (*p != '\0')
    {
      const char *start = p, *end;
      Token token = { .word = belongs_to_word (g_utf8_get_char (p)) };
      g_autofree char *bare = NULL;

      do
        p = g_utf8_next_char (p);
      while (token.word && *p != '\0' && belongs_to_word (g_utf8_get_char (p)));
      end = p;
      while (*p != '\0' && g_unichar_isspace (g_utf8_get_char (p)))
        p = g_utf8_next_char (p);

      bare = g_strndup (start, (gsize) (end - start));
      token.key = g_utf8_casefold (bare, -1);
      token.text = g_strndup (start, (gsize) (p - start));
      g_array_append_val (tokens, token);
    }

  return tokens;
}

static const Token *
token_at (GArray *tokens,
          guint   index)
{
  return &g_array_index (tokens, Token, index);
}

static gboolean
same (GArray *before,
      guint   i,
      GArray *after,
      guint   j)
{
  return g_str_equal (token_at (before, i)->key, token_at (after, j)->key);
}

static void
free_run (gpointer data)
{
  AipWordRun *run = data;

  g_free (run->text);
  g_free (run);
}

/* Collects runs: removed and added words that alternate become one removal and one addition. */
typedef struct {
  AipWordDiff *diff;
  GString     *texts[3];
} Collector;

static void
flush (Collector     *collector,
       AipWordChange  change)
{
  AipWordRun *run;

  if (collector->texts[change]->len == 0)
    return;

  run = g_new0 (AipWordRun, 1);
  run->change = change;
  run->text = g_strdup (collector->texts[change]->str);
  g_ptr_array_add (collector->diff->runs, run);
  g_string_truncate (collector->texts[change], 0);
}

static void
collect (Collector     *collector,
         AipWordChange  change,
         const Token   *token)
{
  if (change == AIP_WORDS_SAME)
    {
      flush (collector, AIP_WORDS_REMOVED);
      flush (collector, AIP_WORDS_ADDED);
    }
  else
    flush (collector, AIP_WORDS_SAME);

  collector->diff->n_added += change == AIP_WORDS_ADDED && token->word;
  collector->diff->n_removed += change == AIP_WORDS_REMOVED && token->word;
  g_string_append (collector->texts[change], token->text);
}

/*
 * lengths[i][j]: of the longest common subsequence of what follows from word i and word j on, so
 * that the way through the table is walked forwards.
 */
static guint16 *
common_lengths (GArray *before,
                GArray *after,
                guint   first,
                guint   n_before,
                guint   n_after)
{
  guint width = n_after + 1;
  guint16 *lengths = g_new0 (guint16, (gsize) (n_before + 1) * width);

  for (guint i = n_before; i > 0; i--)
    for (guint j = n_after; j > 0; j--)
      {
        guint16 *cell = &lengths[(i - 1) * width + j - 1];

        if (same (before, first + i - 1, after, first + j - 1))
          *cell = (guint16) (lengths[i * width + j] + 1);
        else
          *cell = MAX (lengths[i * width + j - 1], lengths[(i - 1) * width + j]);
      }

  return lengths;
}

static void
compare_middle (Collector *collector,
                GArray    *before,
                GArray    *after,
                guint      first,
                guint      n_before,
                guint      n_after)
{
  g_autofree guint16 *lengths = NULL;
  guint width = n_after + 1;
  guint i = 0, j = 0;

  if ((guint64) n_before * n_after <= MAX_CELLS && n_before < G_MAXUINT16 && n_after < G_MAXUINT16)
    lengths = common_lengths (before, after, first, n_before, n_after);

  while (i < n_before || j < n_after)
    {
      if (lengths != NULL && i < n_before && j < n_after &&
          same (before, first + i, after, first + j))
        {
          collect (collector, AIP_WORDS_SAME, token_at (after, first + j));
          i++;
          j++;
        }
      else if (i < n_before && (lengths == NULL || j == n_after ||
                                lengths[(i + 1) * width + j] >= lengths[i * width + j + 1]))
        collect (collector, AIP_WORDS_REMOVED, token_at (before, first + i++));
      else
        collect (collector, AIP_WORDS_ADDED, token_at (after, first + j++));
    }
}

AipWordDiff *
aip_word_diff_new (const char *before,
                   const char *after)
{
  AipWordDiff *self = g_new0 (AipWordDiff, 1);
  g_autoptr(GArray) old = NULL;
  g_autoptr(GArray) new = NULL;
  Collector collector = { self, { NULL, } };
  guint first = 0, last = 0;

  self->runs = g_ptr_array_new_with_free_func (free_run);
  g_return_val_if_fail (before != NULL && after != NULL, self);

  old = split (before);
  new = split (after);
  for (guint i = 0; i < G_N_ELEMENTS (collector.texts); i++)
    collector.texts[i] = g_string_new (NULL);

  while (first < MIN (old->len, new->len) && same (old, first, new, first))
    first++;
  while (last < MIN (old->len, new->len) - first &&
         same (old, old->len - 1 - last, new, new->len - 1 - last))
    last++;

  for (guint i = 0; i < first; i++)
    collect (&collector, AIP_WORDS_SAME, token_at (new, i));
  compare_middle (&collector, old, new, first, old->len - first - last, new->len - first - last);
  for (guint i = new->len - last; i < new->len; i++)
    collect (&collector, AIP_WORDS_SAME, token_at (new, i));

  flush (&collector, AIP_WORDS_SAME);
  flush (&collector, AIP_WORDS_REMOVED);
  flush (&collector, AIP_WORDS_ADDED);
  for (guint i = 0; i < G_N_ELEMENTS (collector.texts); i++)
    g_string_free (collector.texts[i], TRUE);

  return self;
}

void
aip_word_diff_free (AipWordDiff *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->runs);
  g_free (self);
}
