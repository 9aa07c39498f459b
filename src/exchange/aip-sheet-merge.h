/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-shot-import.h"
#include "aip-sheet-source.h"

G_BEGIN_DECLS

/**
 * AipMergeState:
 * @AIP_MERGE_THEIRS: changed in the list only
 * @AIP_MERGE_MINE: changed here only; nothing to do, but good to know
 * @AIP_MERGE_CONFLICT: changed on both sides, and not to the same
 *
 * What happened to a cell, or to a row as a whole, since it was exported.
 */
typedef enum {
  AIP_MERGE_THEIRS,
  AIP_MERGE_MINE,
  AIP_MERGE_CONFLICT,
} AipMergeState;

/**
 * AipMergeChange:
 * @AIP_MERGE_CHANGED: cells differ
 * @AIP_MERGE_ADDED: only the list has it; with a conflict, it was removed here and changed there
 * @AIP_MERGE_REMOVED: the list has lost it; with a conflict, it was changed here since
 */
typedef enum {
  AIP_MERGE_CHANGED,
  AIP_MERGE_ADDED,
  AIP_MERGE_REMOVED,
} AipMergeChange;

/**
 * AipMergeMatch:
 * @AIP_MERGE_BY_ID: the row carries the id that we gave it: certain
 * @AIP_MERGE_BY_CODE: it has the same code or name
 * @AIP_MERGE_BY_LIKENESS: it says nearly the same: a proposal that somebody has to confirm
 *
 * How a row was known again.
 */
typedef enum {
  AIP_MERGE_BY_ID,
  AIP_MERGE_BY_CODE,
  AIP_MERGE_BY_LIKENESS,
} AipMergeMatch;

/**
 * AipMergeDecision:
 * @AIP_MERGE_OPEN: nobody has decided; the project stays as it is
 */
typedef enum {
  AIP_MERGE_OPEN,
  AIP_MERGE_TAKE_THEIRS,
  AIP_MERGE_KEEP_MINE,
} AipMergeDecision;

/**
 * AipMergeCell:
 * @base: (nullable): what was exported, if that is known
 * @mine: what it says here
 * @theirs: what the list says
 * @table_column: where it stands in the sheet, from 0
 */
typedef struct {
  const AipSheetColumn *column;
  AipMergeState         state;
  AipMergeDecision      decision;
  char                 *base;
  char                 *mine;
  char                 *theirs;
  guint                 table_column;
} AipMergeCell;

/**
 * AipMergeRow:
 * @id: (nullable): of the entity here; %NULL for an added one
 * @name: the code or name, for people
 * @sheet: (nullable): what the sheet is called
 * @number: the row in it as a spreadsheet shows it; 0 for a removed one
 * @after: (nullable): the id of what stands above an added row
 * @likeness: with %AIP_MERGE_BY_LIKENESS, 0…1
 * @state, @decision: of the row as a whole, when it was added or removed
 * @cells: (element-type AipMergeCell): those that differ; of an added row all that say something
 * @fields: (nullable): an added row of a foreign list, as aip_shot_import_get_row() has it
 */
typedef struct {
  AipKind          kind;
  AipMergeChange   change;
  AipMergeState    state;
  AipMergeMatch    match;
  AipMergeDecision decision;
  double           likeness;
  char            *id;
  char            *name;
  char            *sheet;
  guint            number;
  char            *after;
  GArray          *cells;
  GVariant        *fields;
} AipMergeRow;

/**
 * AipMergeProblem:
 * @row: as a spreadsheet shows it; 0: about the whole sheet
 * @column: from 0; -1: about the whole row
 *
 * Something in the list that could not be used. It costs only itself.
 */
typedef struct {
  char  *sheet;
  guint  row;
  int    column;
  char  *sentence;
} AipMergeProblem;

/**
 * AipMergeCounts:
 *
 * How much there is to decide, in rows and cells.
 */
typedef struct {
  guint n_read;       /* rows of the list */
  guint n_unchanged;
  guint n_added;
  guint n_removed;
  guint n_changed;    /* rows with cells that were changed there */
  guint n_cells;      /* such cells, without conflicts */
  guint n_mine;       /* cells that were changed here only */
  guint n_conflicts;  /* cells and rows */
  guint n_proposals;  /* rows that were known by likeness */
} AipMergeCounts;

#define AIP_TYPE_SHEET_MERGE (aip_sheet_merge_get_type ())

/**
 * AipSheetMerge:
 *
 * A list compared with the project and with what was exported: what was changed there, what was
 * changed here, and what was changed on both sides. Made in a thread, then decided upon and applied
 * on the main thread.
 */
G_DECLARE_FINAL_TYPE (AipSheetMerge, aip_sheet_merge, AIP, SHEET_MERGE, GObject)

/* @options: (nullable). Errors as aip_workbook_load() and aip_shot_import_load_async(). */
void                  aip_sheet_merge_load_async     (AipDocument                 *document,
                                                      const char                  *path,
                                                      const AipShotImportOptions  *options,
                                                      GCancellable                *cancellable,
                                                      GAsyncReadyCallback          callback,
                                                      gpointer                     user_data);
AipSheetMerge        *aip_sheet_merge_load_finish    (GAsyncResult                *result,
                                                      GError                     **error);

AipWorkbook          *aip_sheet_merge_get_workbook   (AipSheetMerge         *self);
/* (nullable): how a list that is not ours was understood. */
AipShotImport        *aip_sheet_merge_get_import     (AipSheetMerge         *self);
/* Whether what was exported is known, and to which position of the journal it belongs. */
gboolean              aip_sheet_merge_has_base       (AipSheetMerge         *self,
                                                      gint64                *position);
void                  aip_sheet_merge_get_counts     (AipSheetMerge         *self,
                                                      AipMergeCounts        *counts);
guint                 aip_sheet_merge_get_n_rows     (AipSheetMerge         *self);
const AipMergeRow    *aip_sheet_merge_get_row        (AipSheetMerge         *self,
                                                      guint                  index);
/* (transfer none) (element-type AipMergeProblem) */
GArray               *aip_sheet_merge_get_problems   (AipSheetMerge         *self);
/* (transfer none) (element-type utf8): sentences about what was found out. */
GPtrArray            *aip_sheet_merge_get_notes      (AipSheetMerge         *self);
/* (transfer none) (element-type AipKeyedSheet): the sheets that are ours. */
GPtrArray            *aip_sheet_merge_get_sheets     (AipSheetMerge         *self);

/* @cell: index into the cells of the row; -1: the row, and with it all its cells. */
void                  aip_sheet_merge_decide         (AipSheetMerge         *self,
                                                      guint                  row,
                                                      int                    cell,
                                                      AipMergeDecision       decision);
/*
 * Decides by rules: `all` takes over everything but conflicts and proposals, `theirs` lets the list
 * win, `mine` takes over what does not meet a change here. Or rules with commas between them, later
 * ones before earlier ones: WHAT=theirs|mine (yes and no are the same), where WHAT is added,
 * removed, changed, conflicts, similar (rows known by likeness), all, a column such as notes, a shot
 * such as SHT-0010, or SHT-0010.notes. %AIP_ERROR_INVALID with a sentence.
 */
gboolean              aip_sheet_merge_accept         (AipSheetMerge         *self,
                                                      const char            *rules,
                                                      GError               **error);
/*
 * Writes what was decided for the list as one undo step; without any, there is none. What was
 * changed here since the comparison stays, with a problem. @problems: (nullable) (element-type
 * utf8). Returns the number of entities that were changed, added and removed.
 */
guint                 aip_sheet_merge_apply          (AipSheetMerge         *self,
                                                      AipDocument           *document,
                                                      GPtrArray             *problems);

G_END_DECLS
