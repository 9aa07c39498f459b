/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "aip-format.h"

static void
test_path (void)
{
  g_autofree char *inside = g_build_filename (g_get_home_dir (), "Videos", "비 오는 밤", NULL);
  g_autofree char *beside = g_strconcat (g_get_home_dir (), "-other/Film", NULL);
  g_autofree char *first = aip_format_path (inside);
  g_autofree char *second = aip_format_path (beside);

  g_assert_cmpstr (first, ==, "~/Videos/비 오는 밤");
  g_assert_cmpstr (second, ==, beside);
}

static void
test_memory (void)
{
  static const struct {
    guint64     bytes;
    const char *text;
  } cases[] = {
    { 0, "0 GB" },
    { 24ull << 30, "24 GB" },
    /* What a card of 24 GB says of itself. */
    { 25757220864ull, "24 GB" },
    { 3ull << 29, "1.5 GB" },
    { 1ull << 40, "1024 GB" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = aip_format_memory (cases[i].bytes);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_day (void)
{
  gint64 now = g_get_real_time ();
  g_autofree char *today = aip_format_day (now);
  g_autofree char *yesterday = aip_format_day (now - 24 * G_TIME_SPAN_HOUR);
  g_autofree char *old = aip_format_day (0);
  g_autofree char *nonsense = aip_format_day (G_MAXINT64);

  g_assert_cmpstr (today, ==, "Today");
  g_assert_cmpstr (yesterday, ==, "Yesterday");
  g_assert_cmpstr (old, ==, "1 January 1970");
  g_assert_cmpstr (nonsense, ==, "");
}

static void
test_rate (void)
{
  static const AipFrameRate rate = { 24000, 1001, FALSE };
  g_autofree char *text = aip_format_rate (&rate);

  g_assert_cmpstr (text, ==, "23.976 fps");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/format/path", test_path);
  g_test_add_func ("/format/memory", test_memory);
  g_test_add_func ("/format/day", test_day);
  g_test_add_func ("/format/rate", test_rate);

  return g_test_run ();
}
