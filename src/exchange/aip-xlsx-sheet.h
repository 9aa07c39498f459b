/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-number-format.h"
#include "aip-table.h"
#include "aip-zip-package.h"

G_BEGIN_DECLS

/**
 * AipXlsxBook:
 * @strings: (element-type utf8): the texts that cells refer to by number; %NULL: one that is longer
 *   than a cell may be
 * @formats: (element-type guint8): by cell style: what its number format is
 * @store: where texts live
 * @since_1904: what day 0 is
 * @n_cells: cells read so far, of all sheets
 *
 * What the sheets of a workbook share.
 */
typedef struct {
  GPtrArray    *strings;
  GByteArray   *formats;
  AipTextStore *store;
  gboolean      since_1904;
  gsize         n_cells;
} AipXlsxBook;

/* All cells of a workbook; more is refused. */
#define AIP_XLSX_MAX_CELLS (8 * 1000 * 1000)
/* All different texts of a workbook. */
#define AIP_XLSX_MAX_TEXT_BYTES (384 * 1024 * 1024)

/* “_x000D_” stands for a character that XML does not have. (transfer none): @text itself. */
const char *aip_xlsx_unescape   (GString        *text);
gboolean    aip_xlsx_sheet_read (AipZipPackage  *package,
                                 const char     *part,
                                 AipXlsxBook    *book,
                                 AipTable       *table,
                                 GCancellable   *cancellable,
                                 GError        **error);

G_END_DECLS
