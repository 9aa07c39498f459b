/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "aip-csv-reader.h"
#include "aip-error.h"
#include "aip-text-encoding.h"

static AipCsvReader *
read_text (const char *text)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr(GError) error = NULL;
  AipCsvReader *reader = aip_csv_reader_new (bytes, &error);

  g_assert_no_error (error);

  return reader;
}

/* Cells joined by “|”, rows ended by “/”: what a person sees in the sheet. */
static char *
dump (AipCsvReader *reader)
{
  GString *text = g_string_new (NULL);

  for (guint row = 0; row < aip_table_get_n_rows (aip_csv_reader_get_table (reader)); row++)
    {
      for (guint i = 0; i < aip_table_get_n_cells (aip_csv_reader_get_table (reader), row); i++)
        g_string_append_printf (text, "%s%s", i > 0 ? "|" : "",
                                aip_table_get_cell (aip_csv_reader_get_table (reader), row, i));
      if (aip_table_get_problem (aip_csv_reader_get_table (reader), row) != NULL)
        g_string_append_c (text, '!');
      g_string_append_c (text, '/');
    }

  return g_string_free_and_steal (text);
}

static void
test_cells (void)
{
  static const struct { const char *text; const char *cells; } rows[] = {
    { "", "" },
    { "a", "a/" },
    { "a,b\n", "a|b/" },
    { "a,b\r\nc,d\r\n", "a|b/c|d/" },
    { "a,b\rc,d\r", "a|b/c|d/" },
    { "a,,b,,\n", "a||b/" },
    { "a,b\n\n,,\nc,d", "a|b///c|d/" },
    { "\"a,b\",c\n", "a,b|c/" },
    { "\"say \"\"go\"\"\",c\n", "say \"go\"|c/" },
    { "\"\"\"\",\"\",c\n", "\"||c/" },
    { "\"two\nlines\",c\nd,e\n", "two\nlines|c/d|e/" },
    { "\"two\r\nlines\",c\n", "two\r\nlines|c/" },
    { "5'10\",b\nc,d\n", "5'10\"|b/c|d/" },
    { "\"a\" b,c\n", "a b|c/" },
    { " \"a\",b\n", " \"a\"|b/" },
    { "씬,샷\n하나,둘\n", "씬|샷/하나|둘/" },
    /* A mark that is never closed costs its own line and nothing below it. */
    { "a,b\n\"c,d\ne,f\n", "a|b/\"c,d!/e|f/" },
    { "a,b\n1,\"c,d\ne,\"f\n", "a|b/1|c,d\ne,f/" },
    { "\"", "\"!/" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(AipCsvReader) reader = read_text (rows[i].text);
      g_autofree char *cells = dump (reader);

      g_assert_cmpstr (cells, ==, rows[i].cells);
    }
}

static void
test_cell_that_is_not_there (void)
{
  g_autoptr(AipCsvReader) reader = read_text ("a,b\n");

  g_assert_cmpstr (aip_table_get_cell (aip_csv_reader_get_table (reader), 0, 2), ==, "");
  g_assert_cmpstr (aip_table_get_cell (aip_csv_reader_get_table (reader), 1, 0), ==, "");
  g_assert_cmpuint (aip_table_get_n_cells (aip_csv_reader_get_table (reader), 7), ==, 0);
  g_assert_null (aip_table_get_problem (aip_csv_reader_get_table (reader), 7));
}

static void
test_delimiters (void)
{
  static const struct { const char *text; char delimiter; guint n_cells; } rows[] = {
    { "Shot,Description\n1,Rain\n", ',', 2 },
    { "Shot;Description;Length\n1;Rain, wind, night;2,5\n2;Sun, calm;3\n", ';', 3 },
    { "Shot\tDescription\n1\tRain, wind; night\n2\tA, b; c, d\n", '\t', 2 },
    { "Shot|Description\n1|Rain\n", '|', 2 },
    { "sep=;\nShot;Description, long\n1;x, y\n", ';', 2 },
    { "Shot,\"a;b;c;d\"\n1,\"a;b;c;d\"\n", ',', 2 },
    { "Description\nOnly one column\n", ',', 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(AipCsvReader) reader = read_text (rows[i].text);

      g_assert_cmpint (aip_csv_reader_get_delimiter (reader), ==, rows[i].delimiter);
      g_assert_cmpuint (aip_table_get_n_cells (aip_csv_reader_get_table (reader), 0), ==, rows[i].n_cells);
    }
}

static void
test_encodings (void)
{
  static const char korean[] = "샷,설명,대사\n1,비 오는 밤의 골목,\"엄마, 나야.\"\n2,불 꺼진 가게,\n";
  static const char japanese[] = "ショット,説明\n1,雨の夜、路地裏に立つ少女\n2,店の灯りが消えている\n";
  static const char french[] = "Shot,Description\n1,Un café fermé, à l'aube\n2,Forêt déserte\n";
  static const struct {
    const char *text;
    const char *charset;
    const char *mark;
    gsize       mark_length;
    const char *name;
  } rows[] = {
    { korean, "UTF-8", "", 0, "UTF-8" },
    { korean, "UTF-8", "\xef\xbb\xbf", 3, "UTF-8" },
    { korean, "UTF-16LE", "\xff\xfe", 2, "UTF-16LE" },
    { korean, "UTF-16BE", "\xfe\xff", 2, "UTF-16BE" },
    { korean, "UTF-16LE", "", 0, "UTF-16LE" },
    { korean, "UTF-16BE", "", 0, "UTF-16BE" },
    { korean, "CP949", "", 0, "CP949" },
    { japanese, "UTF-8", "", 0, "UTF-8" },
    { japanese, "CP932", "", 0, "Shift-JIS" },
    { french, "WINDOWS-1252", "", 0, "Windows-1252" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GByteArray) bytes = g_byte_array_new ();
      g_autoptr(GError) error = NULL;
      g_autofree char *coded = NULL;
      g_autofree char *text = NULL;
      const char *name = NULL;
      gsize length;

      coded = g_convert (rows[i].text, -1, rows[i].charset, "UTF-8", NULL, &length, &error);
      g_assert_no_error (error);
      g_byte_array_append (bytes, (const guint8 *) rows[i].mark, (guint) rows[i].mark_length);
      g_byte_array_append (bytes, (const guint8 *) coded, (guint) length);

      text = aip_text_decode ((const char *) bytes->data, bytes->len, &length, &name, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (name, ==, rows[i].name);
      g_assert_cmpstr (text, ==, rows[i].text);
      g_assert_cmpuint (length, ==, strlen (rows[i].text));
    }
}

static void
test_no_encoding (void)
{
  static const struct { const char *bytes; gsize length; } rows[] = {
    { "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xff\xff", 19 },
    { "a\0b\0c", 5 },
    /* Text in UTF-8 that was cut in the middle of a character is damaged, not western. */
    { "\xec\x83\xb7,\xec\x84\xa4\xeb\xaa\x85,\xeb\xb9\x84\xec\x98\xa4\xeb", 18 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      gsize length;
      g_autofree char *text = aip_text_decode (rows[i].bytes, rows[i].length, &length, NULL,
                                               &error);

      g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
      g_assert_null (text);
    }
}

static void
test_bounds (void)
{
  g_autoptr(GString) text = g_string_new ("a,b\n");
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(AipCsvReader) reader = NULL;

  /* A row with a thousand columns is read, one with more is a problem of its own. */
  for (guint i = 0; i < AIP_TABLE_MAX_COLUMNS; i++)
    g_string_append_printf (text, "%sx", i > 0 ? "," : "");
  g_string_append_c (text, '\n');
  for (guint i = 0; i < AIP_TABLE_MAX_COLUMNS + 1; i++)
    g_string_append_printf (text, "%sx", i > 0 ? "," : "");
  g_string_append (text, "\n\"");
  for (guint i = 0; i < AIP_TABLE_MAX_CELL_BYTES + 1; i++)
    g_string_append_c (text, 'y');
  g_string_append (text, "\",z\nc,d\n");

  reader = read_text (text->str);
  g_assert_cmpuint (aip_table_get_n_rows (aip_csv_reader_get_table (reader)), ==, 5);
  g_assert_cmpuint (aip_table_get_n_cells (aip_csv_reader_get_table (reader), 1), ==, AIP_TABLE_MAX_COLUMNS);
  g_assert_null (aip_table_get_problem (aip_csv_reader_get_table (reader), 1));
  g_assert_nonnull (aip_table_get_problem (aip_csv_reader_get_table (reader), 2));
  g_assert_nonnull (aip_table_get_problem (aip_csv_reader_get_table (reader), 3));
  g_assert_null (aip_table_get_problem (aip_csv_reader_get_table (reader), 4));
  g_assert_cmpstr (aip_table_get_cell (aip_csv_reader_get_table (reader), 4, 1), ==, "d");
  g_clear_object (&reader);

  g_string_truncate (text, 0);
  for (guint i = 0; i < AIP_TABLE_MAX_ROWS; i++)
    g_string_append (text, "a\n");
  reader = read_text (text->str);
  g_assert_cmpuint (aip_table_get_n_rows (aip_csv_reader_get_table (reader)), ==, AIP_TABLE_MAX_ROWS);
  g_clear_object (&reader);

  g_string_append (text, "a\n");
  bytes = g_bytes_new (text->str, text->len);
  reader = aip_csv_reader_new (bytes, &error);
  g_assert_null (reader);
  g_assert_error (error, AIP_ERROR, AIP_ERROR_TOO_LARGE);
  g_clear_error (&error);
  g_clear_pointer (&bytes, g_bytes_unref);

  bytes = g_bytes_new_take (g_malloc0 (AIP_CSV_MAX_BYTES + 1), AIP_CSV_MAX_BYTES + 1);
  reader = aip_csv_reader_new (bytes, &error);
  g_assert_null (reader);
  g_assert_error (error, AIP_ERROR, AIP_ERROR_TOO_LARGE);
}

/* Hostile files: whatever the bytes, the reader ends and every cell is text. */
static void
test_random_bytes (void)
{
  static const char alphabet[] = "\",;\t|\r\n aé한ab=se\xff";

  for (guint round = 0; round < 3000; round++)
    {
      g_autoptr(GString) text = g_string_new (NULL);
      g_autoptr(GBytes) bytes = NULL;
      g_autoptr(AipCsvReader) reader = NULL;
      guint n = (guint) g_test_rand_int_range (0, 200);

      for (guint i = 0; i < n; i++)
        g_string_append_c (text, alphabet[g_test_rand_int_range (0, sizeof alphabet - 1)]);
      bytes = g_bytes_new (text->str, text->len);
      reader = aip_csv_reader_new (bytes, NULL);

      for (guint row = 0; reader != NULL && row < aip_table_get_n_rows (aip_csv_reader_get_table (reader)); row++)
        for (guint i = 0; i < aip_table_get_n_cells (aip_csv_reader_get_table (reader), row); i++)
          g_assert_true (g_utf8_validate (aip_table_get_cell (aip_csv_reader_get_table (reader), row, i), -1, NULL));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/exchange/csv/cells", test_cells);
  g_test_add_func ("/exchange/csv/cell-that-is-not-there", test_cell_that_is_not_there);
  g_test_add_func ("/exchange/csv/delimiters", test_delimiters);
  g_test_add_func ("/exchange/csv/encodings", test_encodings);
  g_test_add_func ("/exchange/csv/no-encoding", test_no_encoding);
  g_test_add_func ("/exchange/csv/bounds", test_bounds);
  g_test_add_func ("/exchange/csv/random-bytes", test_random_bytes);

  return g_test_run ();
}
