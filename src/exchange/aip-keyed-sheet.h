/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-sheet-source.h"
#include "aip-workbook.h"

G_BEGIN_DECLS

/**
 * AipKeyedSheet:
 * @title_row: with the titles, from 0
 * @id_column: with the ids; -1: there is none
 * @n_columns: of the table
 * @columns: (nullable elements): what each says
 *
 * A sheet that we have exported: its columns are known by the keys above their titles, however they
 * were moved or renamed, or by our own titles where there is no such row.
 */
typedef struct {
  AipTable              *table;
  AipKind                kind;
  guint                  title_row;
  int                    id_column;
  guint                  n_columns;
  const AipSheetColumn **columns;
} AipKeyedSheet;

/* (nullable): %NULL if the sheet is somebody else's. @source: of whose fields there are columns;
 * it outlives the sheet. */
AipKeyedSheet *aip_keyed_sheet_new     (AipWorkbook          *workbook,
                                        AipTable             *table,
                                        AipSheetSource       *source);
void           aip_keyed_sheet_free    (AipKeyedSheet        *self);
/* Where the column stands; -1 if somebody has removed it. */
int            aip_keyed_sheet_find    (const AipKeyedSheet  *self,
                                        const char           *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipKeyedSheet, aip_keyed_sheet_free)

G_END_DECLS
