/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/*
 * What is read at most; a file over the first two is refused, a row over the others is a problem of
 * that row.
 */
#define AIP_CSV_MAX_BYTES (64 * 1024 * 1024)
#define AIP_CSV_MAX_ROWS 200000
#define AIP_CSV_MAX_COLUMNS 1000
#define AIP_CSV_MAX_CELL_BYTES (1024 * 1024)

#define AIP_TYPE_CSV_READER (aip_csv_reader_get_type ())

/**
 * AipCsvReader:
 *
 * The cells of a comma, semicolon or tab separated text (RFC 4180, and what spreadsheets write
 * beside it). Encoding and delimiter are found out. Immutable once made: any thread may make and
 * read it.
 */
G_DECLARE_FINAL_TYPE (AipCsvReader, aip_csv_reader, AIP, CSV_READER, GObject)

AipCsvReader *aip_csv_reader_new           (GBytes        *bytes,
                                            GError       **error);

const char   *aip_csv_reader_get_encoding  (AipCsvReader  *self);
char          aip_csv_reader_get_delimiter (AipCsvReader  *self);
/* Rows as a spreadsheet shows them: empty lines count. */
guint         aip_csv_reader_get_n_rows    (AipCsvReader  *self);
/* Without the empty cells at the end of the row. */
guint         aip_csv_reader_get_n_cells   (AipCsvReader  *self,
                                            guint          row);
/* Never %NULL: a cell that is not there is empty. */
const char   *aip_csv_reader_get_cell      (AipCsvReader  *self,
                                            guint          row,
                                            guint          column);
/* (nullable): a sentence when the row cannot be trusted. */
const char   *aip_csv_reader_get_problem   (AipCsvReader  *self,
                                            guint          row);

G_END_DECLS
