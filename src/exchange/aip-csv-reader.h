/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-table.h"

G_BEGIN_DECLS

/* A larger file is refused. */
#define AIP_CSV_MAX_BYTES (64 * 1024 * 1024)

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
/* (transfer none): its only sheet, all cells of which are texts. */
AipTable     *aip_csv_reader_get_table     (AipCsvReader  *self);

G_END_DECLS
