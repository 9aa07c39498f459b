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

struct _AipCsvReader
{
  GObject parent_instance;

  /*
   * One buffer for all: cells are unquoted in place and end with a NUL where their delimiter was.
   */
  char       *text; /* belongs to the table */
  gsize       length;
  AipTable   *table;
  guint       n_rows;
  const char *encoding;
  char        delimiter;
  gboolean    forgave_quote;
};

G_DEFINE_FINAL_TYPE (AipCsvReader, aip_csv_reader, G_TYPE_OBJECT)

static void
aip_csv_reader_finalize (GObject *object)
{
  AipCsvReader *self = AIP_CSV_READER (object);

  g_clear_object (&self->table);

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
}

static const char *
describe_problem (Problem problem)
{
  switch (problem)
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
           Problem      *problem,
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
          *problem = PROBLEM_OPEN_QUOTE;
          *end = at = find_line_end (text, self->length, at);

          return at;
        }
      if (closing == self->length)
        *problem = PROBLEM_OPEN_QUOTE;

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

  if (out - start > AIP_TABLE_MAX_CELL_BYTES)
    *problem = PROBLEM_LONG_CELL;
  *end = out;

  return at;
}

static gsize
read_row (AipCsvReader *self,
          gsize         at)
{
  Problem problem = PROBLEM_NONE;
  guint n_cells = 0;
  gboolean more;

  aip_table_reach_row (self->table, self->n_rows);
  do
    {
      gsize start = at;
      gsize end;

      at = read_cell (self, at, &problem, &end);
      more = at < self->length && self->text[at] == self->delimiter;

      /* The line end is still needed to see where the row stops; it gives way to the NUL then. */
      at = more ? at + 1 : skip_line_end (self->text, self->length, at);
      self->text[end] = '\0';

      if (n_cells < AIP_TABLE_MAX_COLUMNS)
        aip_table_add_cell (self->table, self->n_rows, n_cells++, AIP_CELL_TEXT,
                            self->text + start);
      else if (end > start)
        problem = PROBLEM_MANY_COLUMNS;
    }
  while (more);

  if (problem != PROBLEM_NONE)
    aip_table_set_problem (self->table, self->n_rows, describe_problem (problem));
  self->n_rows++;

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
  g_autoptr(AipTextStore) store = NULL;
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
  store = aip_text_store_new_take (self->text);
  self->table = aip_table_new (NULL, FALSE, store);

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
      if (self->n_rows == AIP_TABLE_MAX_ROWS)
        {
          g_set_error (error, AIP_ERROR, AIP_ERROR_TOO_LARGE,
                       _("The file has more than %d rows, which no shot list has."),
                       AIP_TABLE_MAX_ROWS);
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

AipTable *
aip_csv_reader_get_table (AipCsvReader *self)
{
  g_return_val_if_fail (AIP_IS_CSV_READER (self), NULL);

  return self->table;
}
