/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "aip-word-diff.h"

static char *
describe (const AipWordDiff *diff)
{
  static const char *const marks[] = { "", "+", "-" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < diff->runs->len; i++)
    {
      const AipWordRun *run = g_ptr_array_index (diff->runs, i);

      g_string_append_printf (text, "%s[%s]", marks[run->change], run->text);
    }

  return g_string_free (text, FALSE);
}

static void
test_rows (void)
{
  static const struct {
    const char *before;
    const char *after;
    const char *runs;
    guint       n_added;
    guint       n_removed;
  } rows[] = {
    { "", "", "", 0, 0 },
    { "Mina waits.", "Mina waits.", "[Mina waits.]", 0, 0 },
    { "", "Mina waits.", "+[Mina waits.]", 2, 0 },
    { "Mina waits.", "", "-[Mina waits.]", 0, 2 },
    { "Mina waits.", "Mina runs.", "[Mina ]-[waits]+[runs][.]", 1, 1 },
    { "a b c d", "a x c d", "[a ]-[b ]+[x ][c d]", 1, 1 },
    { "Close-up, from behind.", "From behind, close-up.", "-[Close-up, ][From behind]+[, close-up][.]",
      1, 1 },
    { "the dog the cat", "the cat", "[the ]-[dog the ][cat]", 0, 2 },
    { "  two   spaces ", "two spaces", "[two spaces]", 0, 0 },
    { "미나가 부두에서 기다린다.", "미나가 역에서 기다린다.", "[미나가 ]-[부두에서 ]+[역에서 ][기다린다.]", 1, 1 },
    { "one two", "three four", "-[one two]+[three four]", 2, 2 },
    { "wait...", "wait, now", "[wait]-[...]+[, now]", 1, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(AipWordDiff) diff = aip_word_diff_new (rows[i].before, rows[i].after);
      g_autofree char *runs = describe (diff);

      g_assert_cmpstr (runs, ==, rows[i].runs);
      g_assert_cmpuint (diff->n_added, ==, rows[i].n_added);
      g_assert_cmpuint (diff->n_removed, ==, rows[i].n_removed);
    }
}

/* What is the same and what was added are the new text, what is the same and removed the old. */
static void
test_random (void)
{
  static const char *const words[] = { "a", "b", "the", "부두", "x", "," };

  for (guint round = 0; round < 2000; round++)
    {
      g_autoptr(GString) before = g_string_new (NULL);
      g_autoptr(GString) after = g_string_new (NULL);
      g_autoptr(GString) rebuilt_before = g_string_new (NULL);
      g_autoptr(GString) rebuilt_after = g_string_new (NULL);
      g_autoptr(AipWordDiff) diff = NULL;

      for (int i = g_test_rand_int_range (0, 20); i > 0; i--)
        g_string_append_printf (before, "%s ", words[g_test_rand_int_range (0, 6)]);
      for (int i = g_test_rand_int_range (0, 20); i > 0; i--)
        g_string_append_printf (after, "%s ", words[g_test_rand_int_range (0, 6)]);

      diff = aip_word_diff_new (before->str, after->str);
      for (guint i = 0; i < diff->runs->len; i++)
        {
          const AipWordRun *run = g_ptr_array_index (diff->runs, i);

          if (run->change != AIP_WORDS_ADDED)
            g_string_append (rebuilt_before, run->text);
          if (run->change != AIP_WORDS_REMOVED)
            g_string_append (rebuilt_after, run->text);
        }
      g_assert_cmpstr (rebuilt_before->str, ==, before->str);
      g_assert_cmpstr (rebuilt_after->str, ==, after->str);
    }
}

static void
test_endless (void)
{
  g_autoptr(GString) before = g_string_new (NULL);
  g_autoptr(GString) after = g_string_new (NULL);
  g_autoptr(AipWordDiff) diff = NULL;
  g_autofree char *broken = g_strdup ("broken \xff text");

  for (guint i = 0; i < 50000; i++)
    {
      g_string_append_printf (before, "a%u ", i);
      g_string_append_printf (after, "b%u ", i);
    }
  diff = aip_word_diff_new (before->str, after->str);
  g_assert_cmpuint (diff->n_added, ==, 50000);
  g_assert_cmpuint (diff->n_removed, ==, 50000);
  aip_word_diff_free (g_steal_pointer (&diff));

  diff = aip_word_diff_new (broken, "broken text");
  g_assert_cmpuint (diff->n_added, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cinema/word-diff/rows", test_rows);
  g_test_add_func ("/cinema/word-diff/random", test_random);
  g_test_add_func ("/cinema/word-diff/endless", test_endless);

  return g_test_run ();
}
