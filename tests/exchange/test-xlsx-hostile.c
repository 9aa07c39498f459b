/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Files that are not what they say, or that want to do harm: each gets one clear sentence, soon and
 * without taking the program's memory; a bad cell costs only itself.
 */

#include "config.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "aip-error.h"
#include "aip-workbook.h"
#include "aip-zip-package.h"
#include "test-support.h"

#define TYPES \
  "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"
#define RELS(body) \
  "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" body \
  "</Relationships>"
#define REL(id, type, target) \
  "<Relationship Id=\"" id "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/" \
  "relationships/" type "\" Target=\"" target "\"/>"
#define BOOK \
  "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" " \
  "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>" \
  "<sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
#define SHEET(body) \
  "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>" \
  body "</sheetData></worksheet>"
#define STRINGS(body) \
  "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">" body "</sst>"

typedef struct {
  const char *name;
  const char *data;
  gsize       size; /* 0: up to the NUL */
} Part;

static GBytes *
make_zip (const Part *parts)
{
  struct archive *archive = archive_write_new ();
  gsize room = 64 * 1024 * 1024;
  char *buffer = g_malloc (room);
  gsize used = 0;

  archive_write_set_format_zip (archive);
  g_assert_cmpint (archive_write_open_memory (archive, buffer, room, &used), ==, ARCHIVE_OK);
  for (const Part *part = parts; part->name != NULL; part++)
    {
      struct archive_entry *entry = archive_entry_new ();
      gsize size = part->size > 0 ? part->size : strlen (part->data);

      archive_entry_set_pathname (entry, part->name);
      archive_entry_set_filetype (entry, AE_IFREG);
      archive_entry_set_perm (entry, 0644);
      archive_entry_set_size (entry, (la_int64_t) size);
      g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
      g_assert_cmpint (archive_write_data (archive, part->data, size), ==, (la_ssize_t) size);
      archive_entry_free (entry);
    }
  archive_write_close (archive);
  archive_write_free (archive);

  return g_bytes_new_take (buffer, used);
}

/* A workbook with these strings and this sheet. */
static GBytes *
make_book (const char *strings,
           const char *sheet,
           gsize       sheet_size)
{
  const Part parts[] = {
    { "[Content_Types].xml", TYPES },
    { "_rels/.rels", RELS (REL ("rId1", "officeDocument", "xl/workbook.xml")) },
    { "xl/workbook.xml", BOOK },
    { "xl/_rels/workbook.xml.rels", RELS (REL ("rId1", "worksheet", "worksheets/sheet1.xml")
                                          REL ("rId2", "sharedStrings", "sharedStrings.xml")) },
    { "xl/sharedStrings.xml", strings },
    { "xl/worksheets/sheet1.xml", sheet, sheet_size },
    { NULL }
  };

  return make_zip (parts);
}

static AipWorkbook *
read_book (const char  *strings,
           const char  *sheet,
           GError     **error)
{
  g_autoptr(GBytes) bytes = make_book (strings, sheet, 0);

  return aip_workbook_new (bytes, "책.xlsx", NULL, error);
}

static void
assert_refused (GBytes     *bytes,
                const char *name,
                int         code,
                const char *part)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AipWorkbook) workbook = aip_workbook_new (bytes, name, NULL, &error);

  g_assert_null (workbook);
  g_assert_error (error, AIP_ERROR, code);
  g_assert_true (g_str_has_suffix (error->message, "."));
  if (strstr (error->message, part) == NULL)
    g_error ("“%s” does not say “%s”", error->message, part);
}

/* Not what they say ---------------------------------------------------------------------------- */

static void
test_others (void)
{
  static const struct { const char *data; gsize size; const char *part; } files[] = {
    { "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old workbook", 22, "(XLS)" },
    { "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
      "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 40, "password" },
    { "%PDF-1.7 and so on", 18, "neither" },
    { "\x89PNG\r\n\x1a\n", 8, "neither" },
    { "PK\x03\x04", 4, "damaged" },
    { "PK\x03\x04 and nothing that a zip would have behind it", 52, "damaged" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new_static (files[i].data, files[i].size);

      assert_refused (bytes, "책.xlsx", AIP_ERROR_INVALID, files[i].part);
    }
}

static void
test_other_archives (void)
{
  static const Part document[] = {
    { "_rels/.rels", RELS (REL ("rId1", "officeDocument", "word/document.xml")) },
    { "word/document.xml", "<document><body/></document>" },
    { NULL }
  };
  static const Part open_document[] = {
    { "mimetype", "application/vnd.oasis.opendocument.spreadsheet" },
    { "content.xml", "<office/>" },
    { NULL }
  };
  static const Part binary[] = {
    { "_rels/.rels", RELS (REL ("rId1", "officeDocument", "xl/workbook.bin")) },
    { "xl/workbook.bin", "\x83\x01" },
    { NULL }
  };
  static const Part nothing[] = { { "readme.txt", "hello" }, { NULL } };
  static const Part twice[] = {
    { "_rels/.rels", RELS (REL ("rId1", "officeDocument", "xl/workbook.xml")) },
    { "xl/workbook.xml", BOOK },
    { "XL\\Workbook.xml", BOOK },
    { NULL }
  };
  static const struct { const Part *parts; const char *part; } archives[] = {
    { document, "no workbook" }, { open_document, "OpenDocument" }, { binary, "XLSB" },
    { nothing, "no workbook" }, { twice, "damaged" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (archives); i++)
    {
      g_autoptr(GBytes) bytes = make_zip (archives[i].parts);

      assert_refused (bytes, "책.xlsx", AIP_ERROR_INVALID, archives[i].part);
    }
}

/* Every length that a copy that broke off can have. */
static void
test_truncated (void)
{
  g_autofree char *path = test_data_path ("exchange/openpyxl.xlsx");
  g_autofree char *data = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &data, &size, NULL));
  for (gsize length = 0; length < size; length += 97)
    {
      g_autoptr(GBytes) bytes = g_bytes_new_static (data, length);
      g_autoptr(GError) error = NULL;
      g_autoptr(AipWorkbook) workbook = aip_workbook_new (bytes, "책.xlsx", NULL, &error);

      if (length >= 4)
        {
          g_assert_null (workbook);
          g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
        }
    }
}

/* Any byte may be wrong: there is an answer, and it is one of ours. */
static void
test_flipped (void)
{
  g_autofree char *path = test_data_path ("exchange/libreoffice.xlsx");
  g_autofree char *data = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &data, &size, NULL));
  for (guint i = 0; i < 400; i++)
    {
      g_autofree char *copy = g_memdup2 (data, size);
      g_autoptr(GBytes) bytes = NULL;
      g_autoptr(GError) error = NULL;
      g_autoptr(AipWorkbook) workbook = NULL;

      for (gint32 n = g_test_rand_int_range (1, 5); n > 0; n--)
        copy[g_test_rand_int_range (4, (gint32) size)] = (char) g_test_rand_int_range (0, 256);
      bytes = g_bytes_new (copy, size);
      workbook = aip_workbook_new (bytes, "책.xlsx", NULL, &error);
      g_assert_true ((workbook == NULL) == (error != NULL));
      if (error != NULL)
        g_assert_true (error->domain == AIP_ERROR);
    }
}

/* Harm ----------------------------------------------------------------------------------------- */

static void
test_entities (void)
{
  static const char *const heads[] = {
    "<!DOCTYPE sst [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]>",
    "<!DOCTYPE sst [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>",
    "<!DOCTYPE sst SYSTEM \"http://127.0.0.1:1/x.dtd\">",
  };

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      g_autofree char *strings = g_strconcat (heads[i], STRINGS ("<si><t>&a;</t></si>"), NULL);
      g_autoptr(GBytes) bytes =
        make_book (strings, SHEET ("<row><c t=\"s\"><v>0</v></c></row>"), 0);

      assert_refused (bytes, "책.xlsx", AIP_ERROR_INVALID, "document type");
    }
}

static void
test_bomb (void)
{
  gsize size = 600 * 1024 * 1024;
  g_autoptr(GBytes) bytes = NULL;
  char *spaces = g_malloc (size);
  const Part parts[] = {
    { "_rels/.rels", RELS (REL ("rId1", "officeDocument", "xl/workbook.xml")) },
    { "xl/workbook.xml", BOOK },
    { "xl/_rels/workbook.xml.rels", RELS (REL ("rId1", "worksheet", "worksheets/sheet1.xml")) },
    { "xl/worksheets/sheet1.xml", spaces, size },
    { NULL }
  };

  memset (spaces, ' ', size);
  memcpy (spaces, "<worksheet>", 11);
  bytes = make_zip (parts);
  g_free (spaces);
  g_assert_cmpuint (g_bytes_get_size (bytes), <, 2 * 1024 * 1024);
  assert_refused (bytes, "책.xlsx", AIP_ERROR_TOO_LARGE, "unpacks");
}

static void
test_many_parts (void)
{
  g_autofree Part *parts = g_new0 (Part, AIP_ZIP_MAX_PARTS + 2);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GBytes) bytes = NULL;

  for (guint i = 0; i <= AIP_ZIP_MAX_PARTS; i++)
    {
      g_ptr_array_add (names, g_strdup_printf ("%u", i));
      parts[i] = (Part) { g_ptr_array_index (names, i), "x", 1 };
    }
  bytes = make_zip (parts);
  assert_refused (bytes, "책.xlsx", AIP_ERROR_TOO_LARGE, "parts");
}

/* Where parts claim to be does not matter: nothing is looked up outside of the archive. */
static void
test_paths (void)
{
  static const Part parts[] = {
    { "_rels/.rels", RELS (REL ("rId1", "officeDocument", "../../../../etc/passwd")) },
    { "../../../../etc/passwd", BOOK },
    { NULL }
  };
  g_autoptr(GBytes) bytes = make_zip (parts);

  assert_refused (bytes, "책.xlsx", AIP_ERROR_INVALID, "no workbook");
}

/* Cells ---------------------------------------------------------------------------------------- */

static void
test_far_cells (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AipWorkbook) workbook = read_book (
    STRINGS (""), SHEET ("<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"XFD1\"><v>2</v></c></row>"
                         "<row r=\"1048576\"><c r=\"A1048576\"><v>3</v></c></row>"
                         "<row r=\"99999999999999999999\"><c r=\"ZZZZZZZZ9\"><v>4</v></c></row>"),
    &error);
  AipTable *table;

  g_assert_no_error (error);
  table = aip_workbook_get_sheet (workbook, 0);
  g_assert_cmpuint (aip_table_get_n_rows (table), ==, 1);
  g_assert_cmpstr (aip_table_get_cell (table, 0, 0), ==, "1");
  g_assert_nonnull (strstr (aip_table_get_left_out (table), "XFD1"));
}

static void
test_odd_cells (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AipWorkbook) workbook = read_book (
    STRINGS ("<si><t>plain</t></si>"
             "<si><r><t>rich </t></r><r><rPr><b/></rPr><t xml:space=\"preserve\">text </t></r>"
             "<rPh sb=\"0\" eb=\"1\"><t>ruby</t></rPh></si>"
             "<si><t>_x0041_ _x005F_x0041_ _xZZZZ_ _x0000_</t></si>"),
    SHEET ("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c>"
           "<c r=\"C1\" t=\"s\"><v>2</v></c><c r=\"D1\" t=\"s\"><v>77</v></c></row>"
           "<row><c t=\"inlineStr\"><is><t>inline</t></is></c>"
           "<c t=\"str\"><f>1&amp;2</f><v>12</v></c><c t=\"b\"><v>1</v></c>"
           "<c t=\"e\"><f>1/0</f><v>#DIV/0!</v></c><c t=\"d\"><v>2026-03-01</v></c></row>"
           "<row r=\"5\"><c><v>not a number</v></c><c/><c t=\"nonsense\"><v>3</v></c></row>"
           "<row r=\"2\"><c r=\"A2\"><v>too late</v></c></row>"),
    &error);
  static const struct { guint row; guint column; AipCellKind kind; const char *text; } cells[] = {
    { 0, 0, AIP_CELL_TEXT, "plain" }, { 0, 1, AIP_CELL_TEXT, "rich text " },
    { 0, 2, AIP_CELL_TEXT, "A _x0041_ _xZZZZ_ _x0000_" }, { 0, 3, AIP_CELL_ERROR, "#REF!" },
    { 1, 0, AIP_CELL_TEXT, "inline" }, { 1, 1, AIP_CELL_TEXT, "12" },
    { 1, 2, AIP_CELL_BOOLEAN, "TRUE" }, { 1, 3, AIP_CELL_ERROR, "#DIV/0!" },
    { 1, 4, AIP_CELL_DATE, "2026-03-01" }, { 4, 0, AIP_CELL_NUMBER, "not a number" },
    { 4, 1, AIP_CELL_EMPTY, "" }, { 4, 2, AIP_CELL_NUMBER, "3" },
  };
  AipTable *table;

  g_assert_no_error (error);
  table = aip_workbook_get_sheet (workbook, 0);
  g_assert_cmpuint (aip_table_get_n_rows (table), ==, 5);
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      g_assert_cmpstr (aip_table_get_cell (table, cells[i].row, cells[i].column), ==,
                       cells[i].text);
      g_assert_cmpint (aip_table_get_kind (table, cells[i].row, cells[i].column), ==,
                       cells[i].kind);
    }
}

/* A text longer than any cell costs its row, not the list. */
static void
test_long_cell (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = g_strnfill (AIP_TABLE_MAX_CELL_BYTES + 10, 'x');
  g_autofree char *sheet =
    g_strconcat ("<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"
                 "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>", text, "</t></is></c></row>"
                 "<row r=\"3\"><c r=\"A3\"><v>3</v></c></row></sheetData></worksheet>", NULL);
  g_autoptr(AipWorkbook) workbook = read_book (STRINGS (""), sheet, &error);
  AipTable *table;

  g_assert_no_error (error);
  table = aip_workbook_get_sheet (workbook, 0);
  g_assert_nonnull (aip_table_get_problem (table, 1));
  g_assert_null (aip_table_get_problem (table, 2));
  g_assert_cmpstr (aip_table_get_cell (table, 2, 0), ==, "3");
}

static void
test_json (void)
{
  static const struct { const char *text; const char *part; } broken[] = {
    { "{", "JSON" }, { "[]", "no list" }, { "{\"shots\": 3}", "no list" }, { "[1, 2]", "no list" },
  };
  static const char good[] =
    "[{\"code\": \"A\", \"characters\": [\"민아\", \"도진\"], \"duration\": 48},"
    " {\"code\": \"B\", \"notes\": null, \"odd\": {\"x\": 1}, \"done\": true}]";
  g_autoptr(GBytes) bytes = g_bytes_new_static (good, strlen (good));
  g_autoptr(GError) error = NULL;
  g_autoptr(AipWorkbook) workbook = aip_workbook_new (bytes, "목록.json", NULL, &error);
  AipTable *table;

  g_assert_no_error (error);
  table = aip_workbook_get_sheet (workbook, 0);
  g_assert_cmpstr (aip_table_get_cell (table, 0, 1), ==, "characters");
  g_assert_cmpstr (aip_table_get_cell (table, 1, 1), ==, "민아, 도진");
  g_assert_cmpint (aip_table_get_kind (table, 1, 2), ==, AIP_CELL_NUMBER);
  g_assert_cmpstr (aip_table_get_cell (table, 2, 0), ==, "B");

  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr(GBytes) text = g_bytes_new_static (broken[i].text, strlen (broken[i].text));

      assert_refused (text, "목록.json", AIP_ERROR_INVALID, broken[i].part);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/xlsx-hostile/others", test_others);
  g_test_add_func ("/xlsx-hostile/other-archives", test_other_archives);
  g_test_add_func ("/xlsx-hostile/truncated", test_truncated);
  g_test_add_func ("/xlsx-hostile/flipped", test_flipped);
  g_test_add_func ("/xlsx-hostile/entities", test_entities);
  g_test_add_func ("/xlsx-hostile/bomb", test_bomb);
  g_test_add_func ("/xlsx-hostile/many-parts", test_many_parts);
  g_test_add_func ("/xlsx-hostile/paths", test_paths);
  g_test_add_func ("/xlsx-hostile/far-cells", test_far_cells);
  g_test_add_func ("/xlsx-hostile/odd-cells", test_odd_cells);
  g_test_add_func ("/xlsx-hostile/long-cell", test_long_cell);
  g_test_add_func ("/xlsx-hostile/json", test_json);

  return g_test_run ();
}
