/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-text-block"

#include "config.h"

#include "aip-series.h"
#include "aip-text-block.h"
#include "test-support.h"

/* Cells between "|", rows between "/". */
static char *
show (const AipTextBlock *block)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < aip_text_block_get_n_rows (block); i++)
    {
      g_string_append (text, i > 0 ? "/" : "");
      for (guint j = 0; j < aip_text_block_get_n_columns (block); j++)
        g_string_append_printf (text, "%s%s", j > 0 ? "|" : "", aip_text_block_get (block, i, j));
    }

  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
test_tsv (void)
{
  static const char *const rows[][2] = {
    { "a", "a" },
    { "a\tb\r\nc\td\r\n", "a|b/c|d" },
    { "a\tb\nc", "a|b/c|" },
    { "a\n\nb\n", "a//b" },
    { "\"two\nlines\"\t\"a \"\"word\"\"\"\n", "two\nlines|a \"word\"" },
    { "\"open\tb", "\"open|b" },
    { "5\" lens\tb", "5\" lens|b" },
    { "", "" },
    { "\n", "" },
    { "한글\t비", "한글|비" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(AipTextBlock) block = aip_text_block_from_tsv (rows[i][0]);
      g_autofree char *shown = show (block);

      g_assert_cmpstr (shown, ==, rows[i][1]);
    }
}

static void
test_html (void)
{
  static const char *const rows[][2] = {
    { "<html><body><!--StartFragment--><table border=0><tr><td>a</td><td>b</td></tr>"
      "<tr><td>c</td><td>d</td></tr></table></body></html>", "a|b/c|d" },
    { "<TABLE><TR><TD>a<TD>b<TR><TD>c", "a|b/c|" },
    { "<table><tr><th>one\n   two</th><td>x<br>y</td></tr></table>", "one two|x\ny" },
    { "<table><tr><td colspan=\"2\">a</td><td>b</td></tr></table>", "a||b" },
    { "<table><tr><td>&lt;a&gt; &amp; &#44032;&#xAC01;&nbsp;&unknown;</td></tr></table>",
      "<a> & 가각 &unknown;" },
    { "<table><tr><td><b>bold</b> <i>text</i></td></tr></table><table><tr><td>z</td></tr></table>",
      "bold text" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(AipTextBlock) block = aip_text_block_from_html (rows[i][0]);
      g_autofree char *shown = show (block);

      g_assert_cmpstr (shown, ==, rows[i][1]);
    }
  g_assert_null (aip_text_block_from_html ("<p>no table</p>"));
  g_assert_null (aip_text_block_from_html ("<table><tr><td"));
}

/* As they came from the clipboards of these programs, of tables made for this test. */
static void
test_recorded (void)
{
  static const char *const rows[][2] = {
    { "clipboard/libreoffice.html",
      "코드|설명|길이|메모/SH0010|비 오는 부두, 새벽|48|첫 줄\n둘째 줄/"
      "SH0020|Close on \"Rina\"|2.5|/|tail <b>|0|end" },
    { "clipboard/chromium.html",
      "코드|설명|길이/SH0010|비 오는 부두, 새벽|48/SH0020|Close on \"Rina\"\nsecond line|2.5/"
      "|tail <b>|0" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = test_data_path (rows[i][0]);
      g_autofree char *html = NULL;
      g_autoptr(AipTextBlock) block = NULL;
      g_autofree char *shown = NULL;

      g_assert_true (g_file_get_contents (path, &html, NULL, NULL));
      block = aip_text_block_from_html (html);
      g_assert_nonnull (block);
      shown = show (block);
      g_assert_cmpstr (shown, ==, rows[i][1]);
    }
}

/* What is copied comes back the same, both ways, whatever is in it. */
static void
test_round_trip (void)
{
  static const char *const parts[] = { "a", "\"", "\t", "\n", "<", "&", "비", "x y", "=1+1", "'" };

  for (guint i = 0; i < 2000; i++)
    {
      g_autoptr(AipTextBlock) block = aip_text_block_new ();
      g_autoptr(AipTextBlock) tabs = NULL;
      g_autoptr(AipTextBlock) page = NULL;
      g_autofree char *tsv = NULL;
      g_autofree char *html = NULL;
      int n_rows = g_test_rand_int_range (1, 4);
      int n_columns = g_test_rand_int_range (1, 4);

      for (int row = 0; row < n_rows; row++)
        {
          aip_text_block_begin_row (block);
          for (int column = 0; column < n_columns; column++)
            {
              /* A cell that is not empty, so that no row ends in nothing. */
              g_autoptr(GString) cell = g_string_new ("c");

              for (int j = g_test_rand_int_range (0, 5); j > 0; j--)
                g_string_append (cell, parts[g_test_rand_int_range (0, G_N_ELEMENTS (parts))]);
              g_string_append_c (cell, '.');
              aip_text_block_add (block, cell->str);
            }
        }

      tsv = aip_text_block_to_tsv (block);
      html = aip_text_block_to_html (block, FALSE);
      tabs = aip_text_block_from_tsv (tsv);
      page = aip_text_block_from_html (html);
      for (int row = 0; row < n_rows; row++)
        for (int column = 0; column < n_columns; column++)
          {
            g_autofree char *spaced = g_strdup (aip_text_block_get (block, row, column));

            g_assert_cmpstr (aip_text_block_get (tabs, row, column), ==, spaced);
            /* Pages know no tabs. */
            g_strdelimit (spaced, "\t", ' ');
            if (strstr (spaced, "  ") == NULL && strstr (spaced, " \n") == NULL
                && strstr (spaced, "\n ") == NULL)
              g_assert_cmpstr (aip_text_block_get (page, row, column), ==, spaced);
          }
    }
}

static void
test_endless (void)
{
  g_autofree char *tabs = g_strnfill (3000000, '\t');
  g_autofree char *tags = g_strnfill (3000000, '<');
  g_autoptr(AipTextBlock) block = aip_text_block_from_tsv (tabs);

  g_assert_cmpuint (aip_text_block_get_n_columns (block), ==, 1000);
  g_assert_null (aip_text_block_from_html (tags));
}

static void
test_series (void)
{
  static const struct {
    const char *values;
    guint       n;
    gboolean    backwards;
    gboolean    other;
    const char *expected;
  } rows[] = {
    { "SH010", 3, FALSE, FALSE, "SH020 SH030 SH040" },
    { "SH010", 2, FALSE, TRUE, "SH010 SH010" },
    { "v001", 2, FALSE, FALSE, "v002 v003" },
    { "v009", 2, FALSE, FALSE, "v010 v011" },
    { "7", 2, FALSE, FALSE, "7 7" },
    { "7", 2, FALSE, TRUE, "8 9" },
    { "10 20", 2, FALSE, FALSE, "30 40" },
    { "10 20", 3, FALSE, TRUE, "10 20 10" },
    { "10 20", 2, TRUE, FALSE, "0 -10" },
    { "5 3", 2, FALSE, FALSE, "1 -1" },
    { "1 2 4", 3, FALSE, FALSE, "1 2 4" },
    { "a b", 3, FALSE, FALSE, "a b a" },
    { "a b", 3, TRUE, FALSE, "b a b" },
    { "2026-01-30", 3, FALSE, FALSE, "2026-01-31 2026-02-01 2026-02-02" },
    { "A1x A2x", 1, FALSE, FALSE, "A3x" },
    { "A1 B2", 2, FALSE, FALSE, "A1 B2" },
    { "A1", 3, TRUE, FALSE, "A0 A0 A0" },
    { "99999999999999999999", 1, FALSE, FALSE, "99999999999999999999" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto(GStrv) values = g_strsplit (rows[i].values, " ", -1);
      g_auto(GStrv) more = aip_series_continue ((const char *const *) values,
                                                g_strv_length (values), rows[i].n,
                                                rows[i].backwards, rows[i].other);
      g_autofree char *text = g_strjoinv (" ", more);

      g_assert_cmpstr (text, ==, rows[i].expected);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/text-block/tsv", test_tsv);
  g_test_add_func ("/base/text-block/html", test_html);
  g_test_add_func ("/base/text-block/recorded", test_recorded);
  g_test_add_func ("/base/text-block/round-trip", test_round_trip);
  g_test_add_func ("/base/text-block/endless", test_endless);
  g_test_add_func ("/base/series/continue", test_series);

  return g_test_run ();
}
