/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-keyed-sheet.h"
#include "aip-sheet-base.h"
#include "aip-sheet-merge.h"
#include "aip-sheet-setups.h"

G_BEGIN_DECLS

/* What the parts of the comparison share. */

struct _AipSheetMerge
{
  GObject parent_instance;

  AipWorkbook    *workbook;
  AipSheetSource *source;
  AipSheetBase   *base;     /* (nullable) */
  AipShotImport  *import;   /* (nullable) */
  GPtrArray      *sheets;   /* AipKeyedSheet */
  GPtrArray      *rows;     /* AipMergeRow */
  GArray         *problems; /* AipMergeProblem */
  GPtrArray      *notes;
  guint           n_read;
  guint           n_unchanged;
};

/**
 * AipMergeContext:
 *
 * What only the thread that compares needs.
 */
typedef struct {
  AipSheetMerge  *merge;
  AipSheetTexts  *texts;
  AipSheetSetups *setups;
  GHashTable     *scenes;  /* folded code or name → code */
  GHashTable     *people;  /* folded name → name */
  GHashTable     *places;
  GCancellable   *cancellable;
} AipMergeContext;

/* @sentence: (transfer full); @column: -1 for the row. */
void         aip_sheet_merge_add_problem  (AipSheetMerge         *self,
                                           const char            *sheet,
                                           guint                  row,
                                           int                    column,
                                           char                  *sentence);
AipMergeRow *aip_merge_row_new            (AipKind                kind,
                                           AipMergeChange         change);
void         aip_merge_row_free           (AipMergeRow           *self);
/* @base: (nullable). Texts are copied. */
void         aip_merge_row_add_cell       (AipMergeRow           *self,
                                           const AipSheetColumn  *column,
                                           AipMergeState          state,
                                           const char            *base,
                                           const char            *mine,
                                           const char            *theirs,
                                           guint                  table_column);
/* What the entity says here, as an equal cell of the list would. (transfer full) */
char        *aip_merge_context_dup_mine   (AipMergeContext       *self,
                                           const AipSheetItem    *item,
                                           const AipSheetColumn  *column);
/* A normal text with the names of links as the project writes them. (transfer full) */
char        *aip_merge_context_resolve    (AipMergeContext       *self,
                                           const AipSheetColumn  *column,
                                           const char            *text);

/* The rows of a sheet that is ours. */
gboolean     aip_merge_compare_keyed      (AipMergeContext       *self,
                                           AipKeyedSheet         *sheet,
                                           GError               **error);
/* The rows of a list that is somebody else's. */
gboolean     aip_merge_compare_foreign    (AipMergeContext       *self,
                                           AipShotImport         *import,
                                           GError               **error);

G_END_DECLS
