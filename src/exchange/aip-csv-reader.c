/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-csv-reader"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-csv-reader.h"
#include "aip-error.h"
#include "aip-text-encoding.h"

/* How many rows decide about the delimiter. */
#define SAMPLE_ROWS 100

static const char delimiters[] = { ',', ';', '\t', '|' };

typedef enum {
  PROBLEM_NONE,
  PROBLEM_OPEN_QUOTE,
  PROBLEM_LONG_CELL,
  PROBLEM_MANY_COLUMNS,
} Problem;

typedef struct {
  guint32 first_cell;
  guint16 n_cells;
  guint16 problem;
} Row;

struct _AipCsvReader
{
  GObject parent_instance;

  /*
   * One buffer for all: cells are unquoted in place and end with a NUL where their delimiter was.
   */
  char       *text;
  gsize       length;
  GArray     *cells; /* guint32 offsets into text */
  GArray     *rows;  /* Row */
  const char *encoding;
  char        delimiter;
  gboolean    forgave_quote;
};

G_DEFINE_FINAL_TYPE (AipCsvReader, aip_csv_reader, G_TYPE_OBJECT)

static void
aip_csv_reader_finalize (GObject *object)
{
  AipCsvReader *self = AIP_CSV_READER (object);

  g_free (self->text);
  g_array_unref (self->cells);
  g_array_unref (self->rows);

  G_OBJECT_CLASS (aip_csv_reader_parent_class)->finalize (object);
}

static void
aip_csv_reader_class_init (AipCsvReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_csv_reader_finalize;
}

static void
aip_csv_reader_init (AipCsvReader *self)
{
  self->cells = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
}

static gsize
find_line_end (const char *text,
               gsize       length,
               gsize       at)
{
  while (at < length && text[at] != '\n' && text[at] != '\r')
    at++;

  return at;
}

static gsize
skip_line_end (const char *text,
               gsize       length,
               gsize       at)
{
  if (at + 1 < length && text[at] == '\r' && text[at + 1] == '\n')
    return at + 2;

  return MIN (at + 1, length);
}

/* @at: behind the opening quotation mark. Answers where the closing one is, @length if nowhere. */
static gsize
find_closing_quote (const char *text,
                    gsize       length,
                    gsize       at)
{
  while (at < length)
    {
      const char *quote = memchr (text + at, '"', length - at);

      if (quote == NULL)
        return length;
      at = (gsize) (quote - text);
      if (at + 1 >= length || text[at + 1] != '"')
        return at;
      at += 2;
    }

  return length;
}

/*
 * Counts the delimiters outside quotation marks of the first rows. The right delimiter occurs often
 * and equally often in every row; commas inside sentences do not.
 */
static double
rate_delimiter (const char *text,
                gsize       length,
                char        delimiter)
{
  guint counts[SAMPLE_ROWS];
  guint n_rows = 0;
  double best = 0;
  gsize at = 0;

  while (at < length && n_rows < SAMPLE_ROWS)
    {
      guint count = 0;
      gboolean cell_start = TRUE;
      gboolean empty = TRUE;

      while (at < length && text[at] != '\n' && text[at] != '\r')
        {
          if (text[at] == '"' && cell_start)
            {
              at = find_closing_quote (text, length, at + 1);
              cell_start = FALSE;
              empty = FALSE;
            }
          else
            {
              /* Whatever the delimiter is, what it quotes begins behind one. */
              cell_start = memchr (delimiters, text[at], sizeof delimiters) != NULL;
              count += text[at] == delimiter ? 1 : 0;
              empty = empty && cell_start;
            }
          at = MIN (at + 1, length);
        }
      at = skip_line_end (text, length, at);

      if (!empty)
        counts[n_rows++] = count;
    }

  for (guint i = 0; i < n_rows; i++)
    {
      double share = 0;

      for (guint j = 0; j < n_rows; j++)
        share += counts[j] == counts[i] ? 1.0 / n_rows : 0;

      best = MAX (best, share * share * counts[i]);
    }

  return best;
}

static char
find_delimiter (const char *text,
                gsize       length)
{
  char best = ',';
  double best_rate = 0;

  for (guint i = 0; i < G_N_ELEMENTS (delimiters); i++)
    {
      double this_rate = rate_delimiter (text, length, delimiters[i]);

      if (this_rate > best_rate)
        {
          best = delimiters[i];
          best_rate = this_rate;
        }
    }

  return best;
}

/*
 * Reads one cell that starts at @at; answers where its delimiter, its line end or the end of the
 * text is. The text of the cell is moved together in place, so nothing before the answer may be
 * read again.
 */
static gsize
read_cell (AipCsvReader *self,
           gsize         at,
           Row          *row,
           gsize        *end)
{
  char *text = self->text;
  gsize start = at;
  gsize out = at;

  if (at < self->length && text[at] == '"')
    {
      gsize closing = find_closing_quote (text, self->length, at + 1);

      /*
       * A mark that is never closed would swallow the rest of the file: the line it stands in is
       * given up instead. Once is enough: a second one would only make a hostile file slow.
       */
      if (closing == self->length && !self->forgave_quote)
        {
          self->forgave_quote = TRUE;
          row->problem = PROBLEM_OPEN_QUOTE;
          *end = at = find_line_end (text, self->length, at);

          return at;
        }
      if (closing == self->length)
        row->problem = PROBLEM_OPEN_QUOTE;

      for (gsize i = at + 1; i < closing; i++)
        {
          text[out++] = text[i];
          if (text[i] == '"')
            i++;
        }
      at = MIN (closing + 1, self->length);
    }

  /* Also what stands between a closing mark and the delimiter, which RFC 4180 does not know. */
  while (at < self->length && text[at] != self->delimiter && text[at] != '\n' && text[at] != '\r')
    text[out++] = text[at++];

  if (out - start > AIP_CSV_MAX_CELL_BYTES)
    row->problem = PROBLEM_LONG_CELL;
  *end = out;

  return at;
}

static gsize
read_row (AipCsvReader *self,
          gsize         at)
{
  Row row = { self->cells->len, 0, PROBLEM_NONE };
  guint n_cells = 0;
  guint n_filled = 0;
  gboolean more;

  do
    {
      guint32 start = (guint32) at;
      gsize end;

      at = read_cell (self, at, &row, &end);
      more = at < self->length && self->text[at] == self->delimiter;

      if (n_cells < AIP_CSV_MAX_COLUMNS)
        {
          g_array_append_val (self->cells, start);
          n_cells++;
          if (end > start)
            n_filled = n_cells;
        }
      else if (end > start)
        row.problem = PROBLEM_MANY_COLUMNS;

      /* The line end is still needed to see where the row stops; it gives way to the NUL then. */
      if (more)
        {
          self->text[end] = '\0';
          at++;
        }
      else
        {
          at = skip_line_end (self->text, self->length, at);
          self->text[end] = '\0';
        }
    }
  while (more);

  /*
   * Spreadsheets write a delimiter for each column they know, so most empty cells are dropped here.
   */
  g_array_set_size (self->cells, row.first_cell + n_filled);
  row.n_cells = (guint16) n_filled;
  g_array_append_val (self->rows, row);

  return at;
}

/**
 * aip_csv_reader_new:
 * @bytes: the whole file
 * @error: return location
 *
 * Reads a table of cells. A first line such as `sep=;` (Excel's own) names the delimiter and is no
 * row.
 *
 * Returns: (transfer full): the reader, or %NULL with %AIP_ERROR_TOO_LARGE or %AIP_ERROR_INVALID
 */
AipCsvReader *
aip_csv_reader_new (GBytes  *bytes,
                    GError **error)
{
  g_autoptr(AipCsvReader) self = NULL;
  const char *data;
  gsize n_bytes;
  gsize at = 0;

  g_return_val_if_fail (bytes != NULL, NULL);

  data = g_bytes_get_data (bytes, &n_bytes);
  if (n_bytes > AIP_CSV_MAX_BYTES)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_TOO_LARGE,
                   _("The file is larger than %d MiB, which no shot list is."),
                   AIP_CSV_MAX_BYTES / (1024 * 1024));
      return NULL;
    }

  self = g_object_new (AIP_TYPE_CSV_READER, NULL);
  self->text = aip_text_decode (data != NULL ? data : "", n_bytes, &self->length, &self->encoding,
                                error);
  if (self->text == NULL)
    return NULL;

  if (g_ascii_strncasecmp (self->text, "sep=", 4) == 0 &&
      find_line_end (self->text, self->length, 0) == 5 &&
      memchr (delimiters, self->text[4], sizeof delimiters) != NULL)
    {
      self->delimiter = self->text[4];
      at = skip_line_end (self->text, self->length, 5);
    }
  else
    self->delimiter = find_delimiter (self->text, self->length);

  while (at < self->length)
    {
      if (self->rows->len == AIP_CSV_MAX_ROWS)
        {
          g_set_error (error, AIP_ERROR, AIP_ERROR_TOO_LARGE,
                       _("The file has more than %d rows, which no shot list has."),
                       AIP_CSV_MAX_ROWS);
          return NULL;
        }
      at = read_row (self, at);
    }

  return g_steal_pointer (&self);
}

const char *
aip_csv_reader_get_encoding (AipCsvReader *self)
{
  g_return_val_if_fail (AIP_IS_CSV_READER (self), NULL);

  return self->encoding;
}

char
aip_csv_reader_get_delimiter (AipCsvReader *self)
{
  g_return_val_if_fail (AIP_IS_CSV_READER (self), ',');

  return self->delimiter;
}

guint
aip_csv_reader_get_n_rows (AipCsvReader *self)
{
  g_return_val_if_fail (AIP_IS_CSV_READER (self), 0);

  return self->rows->len;
}

guint
aip_csv_reader_get_n_cells (AipCsvReader *self,
                            guint         row)
{
  g_return_val_if_fail (AIP_IS_CSV_READER (self), 0);

  return row < self->rows->len ? g_array_index (self->rows, Row, row).n_cells : 0;
}

const char *
aip_csv_reader_get_cell (AipCsvReader *self,
                         guint         row,
                         guint         column)
{
  const Row *entry;

  g_return_val_if_fail (AIP_IS_CSV_READER (self), "");

  if (column >= aip_csv_reader_get_n_cells (self, row))
    return "";

  entry = &g_array_index (self->rows, Row, row);

  return self->text + g_array_index (self->cells, guint32, entry->first_cell + column);
}

const char *
aip_csv_reader_get_problem (AipCsvReader *self,
                            guint         row)
{
  g_return_val_if_fail (AIP_IS_CSV_READER (self), NULL);

  if (row >= self->rows->len)
    return NULL;

  switch ((Problem) g_array_index (self->rows, Row, row).problem)
    {
    case PROBLEM_OPEN_QUOTE:
      return _("a quotation mark is opened and never closed");
    case PROBLEM_LONG_CELL:
      return _("a cell is longer than 1 MiB");
    case PROBLEM_MANY_COLUMNS:
      return _("it has more than 1,000 columns");
    case PROBLEM_NONE:
    default:
      return NULL;
    }
}
