/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-xlsx-sheet"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-error.h"
#include "aip-xlsx-sheet.h"
#include "aip-xml-part.h"

typedef enum {
  TYPE_NUMBER,
  TYPE_SHARED,
  TYPE_INLINE,
  TYPE_FORMULA_TEXT,
  TYPE_BOOLEAN,
  TYPE_ERROR,
  TYPE_DATE,
} CellType;

typedef struct {
  AipXlsxBook *book;
  AipTable    *table;
  GString     *text;
  guint        row;
  guint        column;
  guint        style;
  CellType     type;
  gboolean     in_cell;
  gboolean     collecting;
  gboolean     in_phonetic;
  gboolean     has_outside; /* cells outside of what is read; this is the first */
  guint        outside_row;
  guint        outside_column;
} Sheet;

/* The value of “_x” and four hexadecimal digits and “_” at @at, or -1. */
static int
parse_escape (const char *at)
{
  int value = 0;

  if (at[0] != '_' || at[1] != 'x')
    return -1;
  for (guint i = 2; i < 6; i++)
    {
      int digit = g_ascii_xdigit_value (at[i]);

      if (digit < 0)
        return -1;
      value = value * 16 + digit;
    }

  return at[6] == '_' ? value : -1;
}

const char *
aip_xlsx_unescape (GString *text)
{
  char *out = strstr (text->str, "_x");
  const char *in = out;

  if (out == NULL)
    return text->str;

  while (*in != '\0')
    {
      int value = parse_escape (in);

      /* NUL and halves of a pair are no characters; they stay as they are written. */
      if (value <= 0 || (value >= 0xd800 && value <= 0xdfff))
        {
          *out++ = *in++;
          continue;
        }
      out += g_unichar_to_utf8 ((gunichar) value, out);
      in += 7;
    }
  g_string_truncate (text, (gsize) (out - text->str));

  return text->str;
}

/* “AB12” → row 11, column 27; FALSE if it is none. */
static gboolean
parse_address (const char *text,
               gsize       length,
               guint      *row,
               guint      *column)
{
  guint64 letters = 0;
  guint64 digits = 0;
  gsize i = 0;

  for (; i < length && g_ascii_isalpha (text[i]) && letters < G_MAXUINT32; i++)
    letters = letters * 26 + (guint64) (g_ascii_toupper (text[i]) - 'A' + 1);
  if (i == 0)
    return FALSE;
  for (; i < length && g_ascii_isdigit (text[i]) && digits < G_MAXUINT32; i++)
    digits = digits * 10 + (guint64) (text[i] - '0');
  if (i != length || digits == 0 || digits >= G_MAXINT32 || letters >= G_MAXINT32)
    return FALSE;

  *row = (guint) digits - 1;
  *column = (guint) letters - 1;

  return TRUE;
}

static CellType
parse_type (const AipXmlElement *element)
{
  const char *type;
  gsize length;

  if (!aip_xml_element_peek (element, "t", &type, &length) || length == 0)
    return TYPE_NUMBER;

  if (length == 1)
    switch (*type)
      {
      case 's':
        return TYPE_SHARED;
      case 'b':
        return TYPE_BOOLEAN;
      case 'e':
        return TYPE_ERROR;
      case 'd':
        return TYPE_DATE;
      default:
        return TYPE_NUMBER;
      }

  return strncmp (type, "inlineStr", length) == 0 ? TYPE_INLINE
         : strncmp (type, "str", length) == 0 ? TYPE_FORMULA_TEXT : TYPE_NUMBER;
}

static void
start_row (Sheet               *self,
           const AipXmlElement *element)
{
  guint number = aip_xml_element_number (element, "r", self->row + 2);

  /* Rows are counted from 1; before the first one self->row is -1. */
  self->row = number > 0 ? number - 1 : self->row + 1;
  self->column = G_MAXUINT;
  if (self->row < AIP_TABLE_MAX_ROWS && aip_xml_element_flag (element, "hidden"))
    aip_table_hide_row (self->table, self->row);
}

static void
start_cell (Sheet               *self,
            const AipXmlElement *element)
{
  const char *address;
  gsize length;
  guint row;
  guint column;

  if (aip_xml_element_peek (element, "r", &address, &length) &&
      parse_address (address, length, &row, &column))
    {
      self->row = row;
      self->column = column;
    }
  else
    self->column++;

  self->style = aip_xml_element_number (element, "s", 0);
  self->type = parse_type (element);
  self->in_cell = TRUE;
  g_string_truncate (self->text, 0);
}

static void
hide_columns (Sheet               *self,
              const AipXmlElement *element)
{
  guint first = aip_xml_element_number (element, "min", 0);
  guint last = aip_xml_element_number (element, "max", 0);

  if (!aip_xml_element_flag (element, "hidden") || first == 0)
    return;
  for (guint i = first; i <= MIN (last, AIP_TABLE_MAX_COLUMNS); i++)
    aip_table_hide_column (self->table, i - 1);
}

static void
merge_cells (Sheet               *self,
             const AipXmlElement *element)
{
  g_autofree char *range = aip_xml_element_dup (element, "ref");
  char *colon = range != NULL ? strchr (range, ':') : NULL;
  guint row;
  guint column;
  guint last_row;
  guint last_column;

  if (colon != NULL && parse_address (range, (gsize) (colon - range), &row, &column) &&
      parse_address (colon + 1, strlen (colon + 1), &last_row, &last_column))
    aip_table_merge (self->table, row, column, last_row);
}

static void
start_cb (gpointer              user_data,
          const AipXmlElement  *element,
          GError              **error)
{
  Sheet *self = user_data;
  const char *name = element->name;

  if (self->in_cell)
    {
      if (strcmp (name, "v") == 0 || strcmp (name, "t") == 0)
        self->collecting = !self->in_phonetic;
      else if (strcmp (name, "rPh") == 0)
        self->in_phonetic = TRUE;
    }
  else if (strcmp (name, "c") == 0)
    start_cell (self, element);
  else if (strcmp (name, "row") == 0)
    start_row (self, element);
  else if (strcmp (name, "col") == 0)
    hide_columns (self, element);
  else if (strcmp (name, "mergeCell") == 0)
    merge_cells (self, element);
}

/* What a number says depends on the number format of its style. */
static void
add_number (Sheet *self)
{
  AipNumberFormat format = self->style < self->book->formats->len
                           ? self->book->formats->data[self->style] : 0;
  g_autofree char *text = NULL;
  AipCellKind kind = AIP_CELL_NUMBER;

  if (AIP_NUMBER_FORMAT_GET_DIGITS (format) == 0 && format != 0)
    {
      text = aip_number_format_to_text (format, g_ascii_strtod (self->text->str, NULL),
                                        self->book->since_1904);
      kind = text != NULL ? AIP_CELL_DATE : AIP_CELL_NUMBER;
    }
  if (text == NULL)
    text = aip_number_to_text (self->text->str, AIP_NUMBER_FORMAT_GET_DIGITS (format));

  aip_table_add_cell (self->table, self->row, self->column, kind,
                      aip_text_store_add (self->book->store, text, strlen (text)));
}

static void
add_cell (Sheet *self)
{
  AipTextStore *store = self->book->store;
  guint64 index;
  const char *text;

  switch (self->type)
    {
    case TYPE_SHARED:
      index = g_ascii_strtoull (self->text->str, NULL, 10);
      text = index < self->book->strings->len ? g_ptr_array_index (self->book->strings, index)
                                              : "";
      if (text == NULL)
        aip_table_set_problem (self->table, self->row, _("a cell is longer than 1 MiB"));
      else if (index < self->book->strings->len)
        aip_table_add_cell (self->table, self->row, self->column, AIP_CELL_TEXT, text);
      else
        aip_table_add_cell (self->table, self->row, self->column, AIP_CELL_ERROR, "#REF!");
      return;
    case TYPE_BOOLEAN:
      aip_table_add_cell (self->table, self->row, self->column, AIP_CELL_BOOLEAN,
                          *self->text->str == '1' || *self->text->str == 't' ? "TRUE" : "FALSE");
      return;
    case TYPE_INLINE:
    case TYPE_FORMULA_TEXT:
    case TYPE_ERROR:
    case TYPE_DATE:
      aip_xlsx_unescape (self->text);
      text = aip_text_store_add (store, self->text->str, self->text->len);
      aip_table_add_cell (self->table, self->row, self->column,
                          self->type == TYPE_ERROR ? AIP_CELL_ERROR
                          : self->type == TYPE_DATE ? AIP_CELL_DATE : AIP_CELL_TEXT, text);
      return;
    case TYPE_NUMBER:
    default:
      add_number (self);
    }
}

static void
end_cell (Sheet   *self,
          GError **error)
{
  self->in_cell = FALSE;
  self->in_phonetic = FALSE;
  if (self->text->len == 0)
    return;

  if (self->row >= AIP_TABLE_MAX_ROWS || self->column >= AIP_TABLE_MAX_COLUMNS)
    {
      if (!self->has_outside)
        {
          self->has_outside = TRUE;
          self->outside_row = self->row;
          self->outside_column = self->column;
        }
      return;
    }
  if (self->text->len > AIP_TABLE_MAX_CELL_BYTES)
    {
      aip_table_set_problem (self->table, self->row, _("a cell is longer than 1 MiB"));
      return;
    }
  if (++self->book->n_cells > AIP_XLSX_MAX_CELLS ||
      aip_text_store_get_size (self->book->store) > AIP_XLSX_MAX_TEXT_BYTES)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_TOO_LARGE,
                   _("The workbook has more than %d million cells, which no shot list has."),
                   AIP_XLSX_MAX_CELLS / 1000000);
      return;
    }

  add_cell (self);
}

static void
end_cb (gpointer     user_data,
        const char  *name,
        GError     **error)
{
  Sheet *self = user_data;

  if (!self->in_cell)
    return;

  if (strcmp (name, "v") == 0 || strcmp (name, "t") == 0)
    self->collecting = FALSE;
  else if (strcmp (name, "rPh") == 0)
    self->in_phonetic = FALSE;
  else if (strcmp (name, "c") == 0)
    end_cell (self, error);
}

static void
text_cb (gpointer    user_data,
         const char *text,
         gsize       length)
{
  Sheet *self = user_data;

  /* A byte over the bound is enough to see that it is over it. */
  if (self->collecting && self->text->len <= AIP_TABLE_MAX_CELL_BYTES)
    g_string_append_len (self->text, text, (gssize) length);
}

gboolean
aip_xlsx_sheet_read (AipZipPackage  *package,
                     const char     *part,
                     AipXlsxBook    *book,
                     AipTable       *table,
                     GCancellable   *cancellable,
                     GError        **error)
{
  static const AipXmlHandler handler = { start_cb, end_cb, text_cb };
  g_autoptr(GString) text = g_string_new (NULL);
  Sheet sheet = { .book = book, .table = table, .text = text, .row = G_MAXUINT };

  g_return_val_if_fail (AIP_IS_TABLE (table), FALSE);

  if (!aip_xml_part_read (package, part, &handler, &sheet, cancellable, error))
    return FALSE;

  if (sheet.has_outside)
    {
      g_autofree char *address = aip_table_address (sheet.outside_row, sheet.outside_column);
      g_autofree char *left_out =
        g_strdup_printf (_("Cells outside of the first %d rows and %d columns, such as %s, were "
                           "not read."), AIP_TABLE_MAX_ROWS, AIP_TABLE_MAX_COLUMNS, address);

      aip_table_set_left_out (table, left_out);
    }
  aip_table_trim (table);

  return TRUE;
}
