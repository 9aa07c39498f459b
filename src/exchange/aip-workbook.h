/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aip-table.h"

G_BEGIN_DECLS

/* A larger file is refused before it is looked into. */
#define AIP_WORKBOOK_MAX_BYTES (256 * 1024 * 1024)
#define AIP_WORKBOOK_MAX_SHEETS 100

/**
 * AipWorkbookFormat:
 *
 * The kinds of files that hold lists. What a file is, its content says; its name is only asked
 * whether text is JSON.
 */
typedef enum {
  AIP_WORKBOOK_XLSX,
  AIP_WORKBOOK_CSV,
  AIP_WORKBOOK_JSON,
} AipWorkbookFormat;

#define AIP_TYPE_WORKBOOK (aip_workbook_get_type ())

/**
 * AipWorkbook:
 *
 * Everything that a file of lists says: its sheets and the properties that a program has put on
 * it. Immutable: any thread may make and read it.
 */
G_DECLARE_FINAL_TYPE (AipWorkbook, aip_workbook, AIP, WORKBOOK, GObject)

/*
 * Blocks. %AIP_ERROR_NOT_FOUND, %AIP_ERROR_INVALID, %AIP_ERROR_TOO_LARGE, each with a sentence that
 * names the file; %G_IO_ERROR_CANCELLED.
 */
AipWorkbook       *aip_workbook_load          (const char    *path,
                                               GCancellable  *cancellable,
                                               GError       **error);
/* @name: what the file is called. */
AipWorkbook       *aip_workbook_new           (GBytes        *bytes,
                                               const char    *name,
                                               GCancellable  *cancellable,
                                               GError       **error);

const char        *aip_workbook_get_name      (AipWorkbook   *self);
AipWorkbookFormat  aip_workbook_get_format    (AipWorkbook   *self);
/* How a text file is encoded (for example "CP949"), and what is between its cells. */
const char        *aip_workbook_get_encoding  (AipWorkbook   *self);
char               aip_workbook_get_delimiter (AipWorkbook   *self);
guint              aip_workbook_get_n_sheets  (AipWorkbook   *self);
/* (transfer none) */
AipTable          *aip_workbook_get_sheet     (AipWorkbook   *self,
                                               guint          index);
/* (nullable) (transfer none): as a spreadsheet does, without regard to upper and lower case. */
AipTable          *aip_workbook_find_sheet    (AipWorkbook   *self,
                                               const char    *name);
/* (nullable) (transfer none): a custom property of the file. */
const char        *aip_workbook_get_property  (AipWorkbook   *self,
                                               const char    *name);

/* For the readers of the formats. */
AipWorkbook       *aip_workbook_new_empty     (const char        *name,
                                               AipWorkbookFormat  format);
void               aip_workbook_add_sheet     (AipWorkbook       *self,
                                               AipTable          *table);
void               aip_workbook_add_property  (AipWorkbook       *self,
                                               const char        *name,
                                               const char        *value);

G_END_DECLS
