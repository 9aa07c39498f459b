/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aip-document.h"
#include "aip-workbook.h"

G_BEGIN_DECLS

/* A setting of projects, `a{ss}`: what titles mean, as somebody said in an earlier import. */
#define AIP_SHOT_IMPORT_MAPPING_SETTING "import-mapping"

#define AIP_TYPE_SHOT_IMPORT (aip_shot_import_get_type ())

/**
 * AipShotImport:
 *
 * A shot list from a workbook or a text file, read and understood but not yet written: sheet,
 * encoding and delimiter are found out, the header row is matched by name (English, Korean and usual synonyms),
 * each row becomes shot fields or a problem. Immutable after loading.
 */
G_DECLARE_FINAL_TYPE (AipShotImport, aip_shot_import, AIP, SHOT_IMPORT, GObject)

/**
 * AipShotImportOptions:
 * @sheet: (nullable): which one; found out otherwise
 * @mapping: (nullable): what titles mean, see aip_shot_layout_new(); consumed if floating
 */
typedef struct {
  const char *sheet;
  GVariant   *mapping;
} AipShotImportOptions;

/* @options: (nullable) */
void           aip_shot_import_load_async    (const char                  *path,
                                              const AipShotImportOptions  *options,
                                              const AipFrameRate          *rate,
                                              GCancellable                *cancellable,
                                              GAsyncReadyCallback          callback,
                                              gpointer                     user_data);
AipShotImport *aip_shot_import_load_finish   (GAsyncResult         *result,
                                              GError              **error);

/* The same of a file that was read already. Takes long: for threads. */
AipShotImport *aip_shot_import_new           (AipWorkbook                 *workbook,
                                              const AipShotImportOptions  *options,
                                              const AipFrameRate          *rate,
                                              GCancellable                *cancellable,
                                              GError                     **error);

guint          aip_shot_import_get_n_rows    (AipShotImport        *self);
/* Rows that were shots and had to be skipped. */
guint          aip_shot_import_get_n_skipped (AipShotImport        *self);
/* Sentences with row numbers as a spreadsheet shows them, in row order. (transfer none) */
const char *const *
               aip_shot_import_get_problems  (AipShotImport        *self);
/* Where such a problem is: @row as a spreadsheet shows it, @column from 0 or -1 for the row. */
void           aip_shot_import_get_problem_place
                                             (AipShotImport        *self,
                                              guint                 problem,
                                              guint                *row,
                                              int                  *column);
/* (transfer none): the file, its sheet with the list, the row of titles in it (from 0). */
AipWorkbook   *aip_shot_import_get_workbook  (AipShotImport        *self);
AipTable      *aip_shot_import_get_table     (AipShotImport        *self);
guint          aip_shot_import_get_header_row
                                             (AipShotImport        *self);
/* Sentences about what was found out: units, rates, rows that are no shots. (transfer none) */
const char *const *
               aip_shot_import_get_notes     (AipShotImport        *self);
/* What the file is called, how it is encoded (for example "CP949"), what is between its cells. */
const char    *aip_shot_import_get_name      (AipShotImport        *self);
const char    *aip_shot_import_get_encoding  (AipShotImport        *self);
char           aip_shot_import_get_delimiter (AipShotImport        *self);
/* Pairs column title, field name or "" (ignored). (transfer none) */
const char *const *
               aip_shot_import_get_mapping   (AipShotImport        *self);
/* (transfer none): what each column means, see aip_column_to_nick(). */
const char *const *
               aip_shot_import_get_columns   (AipShotImport        *self);
/*
 * (transfer none): the row's fields as `a{sv}`; @row counts good rows from 0. "scene" holds the
 * scene's code or name as text, "place" and "characters" names; where the list says so,
 * "scene-name", "place-description" and "character-descriptions" (one for each name, maybe empty)
 * are there too.
 */
GVariant      *aip_shot_import_get_row       (AipShotImport        *self,
                                              guint                 row);
/* The number of that row in the file, as a spreadsheet shows it. */
guint          aip_shot_import_get_row_number (AipShotImport       *self,
                                               guint                row);

/*
 * Writes all good rows as one undo step, making scenes, places and characters that are new. A row
 * whose code exists already is skipped with a problem in @problems (nullable) (element-type utf8),
 * which should free its elements with g_free(). Nothing to add leaves no undo step. Returns the
 * number of shots added.
 */
guint          aip_shot_import_apply         (AipShotImport        *self,
                                              AipDocument          *document,
                                              GPtrArray            *problems,
                                              GError              **error);

G_END_DECLS
