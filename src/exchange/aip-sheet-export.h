/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-sheet-source.h"

G_BEGIN_DECLS

/**
 * AipSheetFormat:
 * @AIP_SHEET_CSV: UTF-8 with a byte order mark, which Excel needs to see that it is UTF-8
 * @AIP_SHEET_CSV_KOREAN: CP949, as Korean Windows programs expect; a character that it does not
 *   have is an error, never replaced
 * @AIP_SHEET_HTML: a contact sheet with pictures, in one file
 * @AIP_SHEET_PDF: a contact sheet with pictures, in pages
 */
typedef enum {
  AIP_SHEET_XLSX,
  AIP_SHEET_CSV,
  AIP_SHEET_CSV_KOREAN,
  AIP_SHEET_JSON,
  AIP_SHEET_HTML,
  AIP_SHEET_PDF,
} AipSheetFormat;

/* By the ending of a file name. */
gboolean aip_sheet_format_from_path (const char     *path,
                                     AipSheetFormat *format);

#define AIP_SHEET_MAX_PER_ROW 8

/**
 * AipSheetOptions:
 * @pictures: small pictures of the current takes stand in the workbook
 * @per_row: of pages: shots side by side, up to %AIP_SHEET_MAX_PER_ROW; 0: as many as usual
 * @letter: of pages: the paper of North America instead of A4
 */
typedef struct {
  AipSheetPurpose purpose;
  AipSheetFormat  format;
  gboolean        pictures;
  guint           per_row;
  gboolean        letter;
} AipSheetOptions;

/*
 * Writes a list in a thread: to another name first, which then takes the place of @path, so that a
 * list that is already there stays whole until the new one is. %AIP_ERROR_NO_SPACE,
 * %AIP_ERROR_READ_ONLY, %AIP_ERROR_INVALID (a character that the encoding lacks), %AIP_ERROR_FAILED.
 */
void     aip_sheet_export_async     (AipSheetSource         *source,
                                     const char             *path,
                                     const AipSheetOptions  *options,
                                     GCancellable           *cancellable,
                                     GAsyncReadyCallback     callback,
                                     gpointer                user_data);
/* Answers how many rows the list has. */
gboolean aip_sheet_export_finish    (GAsyncResult           *result,
                                     guint                  *n_rows,
                                     GError                **error);

/* The writers of the formats; they block. @path: the name that it gets for now. */
gboolean aip_xlsx_write             (AipSheetSource         *source,
                                     const AipSheetOptions  *options,
                                     const char             *path,
                                     GCancellable           *cancellable,
                                     GError                **error);
GBytes  *aip_sheet_make_csv         (AipSheetSource         *source,
                                     const AipSheetOptions  *options,
                                     GCancellable           *cancellable,
                                     GError                **error);
GBytes  *aip_sheet_make_json        (AipSheetSource         *source,
                                     const AipSheetOptions  *options,
                                     GCancellable           *cancellable,
                                     GError                **error);
GBytes  *aip_sheet_make_html        (AipSheetSource         *source,
                                     const AipSheetOptions  *options,
                                     GCancellable           *cancellable,
                                     GError                **error);
gboolean aip_sheet_write_pdf        (AipSheetSource         *source,
                                     const AipSheetOptions  *options,
                                     const char             *path,
                                     GCancellable           *cancellable,
                                     GError                **error);

G_END_DECLS
