/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "aip-error.h"
#include "aip-number-format.h"
#include "aip-workbook.h"
#include "test-support.h"

static AipWorkbook *
load (const char *name)
{
  g_autofree char *relative = g_build_filename ("exchange", name, NULL);
  g_autofree char *path = test_data_path (relative);
  g_autoptr(GError) error = NULL;
  AipWorkbook *workbook = aip_workbook_load (path, NULL, &error);

  g_assert_no_error (error);

  return workbook;
}

static void
assert_cell (AipTable    *table,
             guint        row,
             guint        column,
             AipCellKind  kind,
             const char  *text)
{
  g_autofree char *address = aip_table_address (row, column);

  if (aip_table_get_kind (table, row, column) != kind ||
      strcmp (aip_table_get_cell (table, row, column), text) != 0)
    g_error ("%s is “%s” (kind %d), not “%s” (kind %d)", address,
             aip_table_get_cell (table, row, column), aip_table_get_kind (table, row, column),
             text, kind);
}

/* The same sheet as three programs wrote it. */
static void
test_programs (gconstpointer data)
{
  const char *name = data;
  g_autoptr(AipWorkbook) workbook = load (name);
  gboolean computed = g_str_has_prefix (name, "libreoffice");
  AipTable *table;

  g_assert_cmpuint (aip_workbook_get_n_sheets (workbook), ==, 3);
  g_assert_cmpstr (aip_table_get_name (aip_workbook_get_sheet (workbook, 0)), ==, "읽어 주세요");
  assert_cell (aip_workbook_get_sheet (workbook, 0), 1, 1, AIP_CELL_NUMBER, "3");
  g_assert_true (aip_table_is_hidden (aip_workbook_get_sheet (workbook, 1)));

  table = aip_workbook_find_sheet (workbook, "SHOTS");
  g_assert_nonnull (table);
  g_assert_false (aip_table_is_hidden (table));
  g_assert_cmpuint (aip_table_get_n_rows (table), ==, 9);
  assert_cell (table, 0, 0, AIP_CELL_TEXT, "비 오는 밤");
  g_assert_cmpuint (aip_table_get_n_cells (table, 1), ==, 0);
  assert_cell (table, 3, 1, AIP_CELL_TEXT, "Shot No.");
  assert_cell (table, 4, 1, AIP_CELL_NUMBER, "0010");
  assert_cell (table, 4, 3, AIP_CELL_NUMBER, "4.6");
  assert_cell (table, 4, 4, AIP_CELL_DATE, "2026-03-01");
  assert_cell (table, 4, 6, AIP_CELL_TEXT, "18446744073709551615");
  assert_cell (table, 4, 8, AIP_CELL_DATE, "0:04");
  assert_cell (table, 4, 9, AIP_CELL_BOOLEAN, "TRUE");
  assert_cell (table, 5, 4, AIP_CELL_DATE, "2026-03-02 14:30:00");
  assert_cell (table, 5, 6, AIP_CELL_NUMBER, "123456789012345");
  assert_cell (table, 5, 8, AIP_CELL_DATE, "26:05:07");
  assert_cell (table, 6, 2, AIP_CELL_TEXT, "  Rain & <fog>\nsecond line ");
  g_assert_cmpuint (aip_table_get_n_cells (table, 7), ==, 0);
  assert_cell (table, 8, 1, AIP_CELL_TEXT, "0040");
  assert_cell (table, 8, 8, AIP_CELL_DATE, "14:30:05");

  /* Merged downwards: every row belongs to the scene. */
  assert_cell (table, 5, 0, AIP_CELL_TEXT, "SC-010");
  assert_cell (table, 6, 0, AIP_CELL_TEXT, "SC-010");
  assert_cell (table, 7, 0, AIP_CELL_EMPTY, "");

  g_assert_true (aip_table_is_row_hidden (table, 5));
  g_assert_false (aip_table_is_row_hidden (table, 4));
  g_assert_true (aip_table_is_column_hidden (table, 6));
  g_assert_false (aip_table_is_column_hidden (table, 5));

  /* Formulas are worth what they were when the file was saved; openpyxl does not compute. */
  if (computed)
    {
      assert_cell (table, 5, 2, AIP_CELL_TEXT, "Close up");
      assert_cell (table, 8, 2, AIP_CELL_ERROR, "#DIV/0!");
    }
}

static void
test_number_formats (void)
{
  static const struct { const char *code; AipNumberFormat format; } formats[] = {
    { "General", 0 },
    { "0", 0 },
    { "0000", AIP_NUMBER_FORMAT_DIGITS (4) },
    { "0.00", 0 },
    { "#,##0 \"days\"", 0 },
    { "[Red]-0;[Blue]0", 0 },
    { "0;dd", 0 },
    { "yyyy-mm-dd", AIP_NUMBER_FORMAT_DATE },
    { "[$-412]yyyy\"년\" m\"월\" d\"일\"", AIP_NUMBER_FORMAT_DATE },
    { "mmm", AIP_NUMBER_FORMAT_DATE },
    { "h:mm AM/PM", AIP_NUMBER_FORMAT_TIME | AIP_NUMBER_FORMAT_HOURS },
    { "[h]:mm:ss", AIP_NUMBER_FORMAT_TIME | AIP_NUMBER_FORMAT_HOURS | AIP_NUMBER_FORMAT_SECONDS },
    { "mm:ss.0", AIP_NUMBER_FORMAT_TIME | AIP_NUMBER_FORMAT_SECONDS },
    { "0\\h", 0 },
    { "\"", 0 },
    { "[", 0 },
    { "\\", 0 },
  };
  static const struct { AipNumberFormat format; double days; gboolean mac; const char *text; }
  texts[] = {
    { AIP_NUMBER_FORMAT_DATE, 1, FALSE, "1900-01-01" },
    { AIP_NUMBER_FORMAT_DATE, 59, FALSE, "1900-02-28" },
    { AIP_NUMBER_FORMAT_DATE, 61, FALSE, "1900-03-01" },
    { AIP_NUMBER_FORMAT_DATE, 46082, FALSE, "2026-03-01" },
    { AIP_NUMBER_FORMAT_DATE, 44620, TRUE, "2026-03-01" },
    { AIP_NUMBER_FORMAT_DATE, 2958465, FALSE, "9999-12-31" },
    { AIP_NUMBER_FORMAT_DATE, 2958466, FALSE, NULL },
    { AIP_NUMBER_FORMAT_DATE, -1, FALSE, NULL },
    { AIP_NUMBER_FORMAT_TIME | AIP_NUMBER_FORMAT_SECONDS, 4.0 / 86400, FALSE, "00:04" },
    { AIP_NUMBER_FORMAT_TIME | AIP_NUMBER_FORMAT_HOURS, 0.999999999, FALSE, "24:00" },
  };
  static const struct { const char *raw; const char *text; } numbers[] = {
    { "10", "10" }, { "-3.5", "-3.5" }, { "4.5999999999999996", "4.6" },
    { "0.1", "0.1" }, { "1E+05", "100000" }, { "18446744073709551615", "18446744073709551615" },
    { "1e999", "1e999" }, { "soon", "soon" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    g_assert_cmpint (aip_number_format_parse (formats[i].code), ==, formats[i].format);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text = aip_number_format_to_text (texts[i].format, texts[i].days,
                                                         texts[i].mac);

      g_assert_cmpstr (text, ==, texts[i].text);
    }
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *text = aip_number_to_text (numbers[i].raw, 0);

      g_assert_cmpstr (text, ==, numbers[i].text);
    }

  for (guint n_digits = 0; n_digits <= 4; n_digits += 4)
    {
      g_autofree char *code = aip_number_to_text ("10", n_digits);
      g_autofree char *half = aip_number_to_text ("1.5", n_digits);

      g_assert_cmpstr (code, ==, n_digits == 4 ? "0010" : "10");
      g_assert_cmpstr (half, ==, "1.5");
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/xlsx-reader/openpyxl", "openpyxl.xlsx", test_programs);
  g_test_add_data_func ("/xlsx-reader/openpyxl-1904", "openpyxl-1904.xlsx", test_programs);
  g_test_add_data_func ("/xlsx-reader/libreoffice", "libreoffice.xlsx", test_programs);
  g_test_add_func ("/xlsx-reader/number-formats", test_number_formats);

  return g_test_run ();
}
