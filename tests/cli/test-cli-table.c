/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "aip-cli-table.h"

static void
test_columns (void)
{
  static const char *const titles[] = { "NAME", "SIZE", "LAST" };
  g_autoptr(AipCliTable) table = aip_cli_table_new ("lrl", titles);
  g_autofree char *text = NULL;

  aip_cli_table_add (table, "한서윤", "7", "two\nlines");
  aip_cli_table_add (table, "Mina", "1234567", "x");
  text = aip_cli_table_to_text (table);

  /* A Hangul syllable takes two places, so “한서윤” is as wide as six letters. */
  g_assert_cmpstr (text, ==,
                   "NAME       SIZE  LAST\n"
                   "한서윤        7  two lines\n"
                   "Mina    1234567  x\n");
}

static void
test_cut (void)
{
  static const struct { const char *text; guint width; const char *cut; } rows[] = {
    { "", 4, "" },
    { "abcd", 4, "abcd" },
    { "abcde", 4, "abc…" },
    { "한서윤", 6, "한서윤" },
    { "한서윤", 5, "한서…" },
    { "한서윤", 4, "한…" },
    { "é́", 1, "é́" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *cut = aip_cli_text_cut (rows[i].text, rows[i].width);

      g_assert_cmpstr (cut, ==, rows[i].cut);
      g_assert_cmpuint (aip_cli_text_width (cut), <=, rows[i].width);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cli/table/columns", test_columns);
  g_test_add_func ("/cli/table/cut", test_cut);

  return g_test_run ();
}
