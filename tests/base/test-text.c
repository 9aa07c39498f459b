/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "aip-text.h"

static void
test_clean (void)
{
  static const struct { const char *text; const char *clean; } rows[] = {
    { NULL, "" },
    { "plain\ttext\n", "plain\ttext\n" },
    { "a\r\nb\rc", "a\nb\nc" },
    { "bell\x07" "del\x7f", "belldel" },
    { "c1\xc2\x85" "control", "c1control" },
    { "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab", "한" }, /* as a Mac writes file names */
    { "e\xcc\x81", "é" },
    { "broken \xff byte", "broken \xef\xbf\xbd byte" },
    { "😀 리나", "😀 리나" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *clean = aip_text_clean (rows[i].text);

      g_assert_cmpstr (clean, ==, rows[i].clean);
    }
}

static void
test_matches (void)
{
  static const struct { const char *haystack; const char *query; gboolean matches; } rows[] = {
    { "A rainy NIGHT", "night", TRUE },
    { "A rainy night", "NIGHT rain", TRUE },
    { "A rainy night", "snow", FALSE },
    { "A rainy night", "", TRUE },
    { "A rainy night", "   ", TRUE },
    { "Ａ１", "a1", TRUE },
    { "Straße", "STRASSE", TRUE },
    { "비 오는 밤의 골목", "골목", TRUE },
    { "비 오는 밤의 골목", "\xe1\x84\x80\xe1\x85\xa9\xe1\x86\xaf", TRUE }, /* 골 as three letters */
    { "비 오는 밤의 골목", "ㄱㅁ", TRUE },
    { "비 오는 밤의 골목", "ㅇㄴ ㅂㅇ", TRUE },
    { "비 오는 밤의 골목", "오ㄴ", TRUE },
    { "비 오는 밤의 골목", "ㄱㄱ", FALSE },
    { "SHT-0010 까치", "ㄲㅊ", TRUE },
    { "SHT-0010 까치", "ㄱㅊ", FALSE },
    { "a", "aa", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *haystack = aip_text_fold (rows[i].haystack);
      g_autofree char *query = aip_text_fold (rows[i].query);

      g_test_message ("%s / %s", rows[i].haystack, rows[i].query);
      g_assert_cmpint (aip_text_matches (haystack, query), ==, rows[i].matches);
    }
}

static void
test_collate (void)
{
  static const char *const sorted[] = { "", "SH001", "SH0010", "SH00125", "SH0015", "SH0100",
                                        "SH1", "sh2", "SH10", "SH10.05", "SH10 b", "SH11",
                                        "가", "나2", "나10", "다" };

  for (guint i = 1; i < G_N_ELEMENTS (sorted); i++)
    {
      g_autofree char *before = aip_text_collate_key (sorted[i - 1]);
      g_autofree char *after = aip_text_collate_key (sorted[i]);

      g_assert_cmpstr (before, <, after);
    }
}

/* What is known without looking it up has to be what looking it up would say. */
static void
test_like_glib (void)
{
  static const char *const around[] = { "", "a", "가", "e\xcc\x81", "\xe1\x86\xab" };

  for (gunichar c = 1; c < 0x30000; c++)
    {
      char character[7] = "";

      if (!g_unichar_validate (c))
        continue;
      character[g_unichar_to_utf8 (c, character)] = '\0';

      /* Alone, and where it could be composed with a neighbour. */
      for (guint i = 0; i < G_N_ELEMENTS (around) * 2; i++)
        {
          const char *other = around[i / 2];
          g_autofree char *text = i % 2 ? g_strconcat (character, other, NULL)
                                        : g_strconcat (other, character, NULL);
          g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);
          g_autofree char *lower = g_utf8_casefold (text, -1);
          g_autofree char *compatible = g_utf8_normalize (lower, -1, G_NORMALIZE_NFKC);
          g_autofree char *folded = aip_text_fold (text);

          g_assert_cmpint (aip_text_is_normal (text, strlen (text)), ==,
                           g_str_equal (text, normal));
          g_assert_cmpstr (folded, ==, compatible);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/text/clean", test_clean);
  g_test_add_func ("/base/text/matches", test_matches);
  g_test_add_func ("/base/text/collate", test_collate);
  g_test_add_func ("/base/text/like-glib", test_like_glib);

  return g_test_run ();
}
