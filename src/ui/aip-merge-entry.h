/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-sheet-merge.h"

G_BEGIN_DECLS

#define AIP_TYPE_MERGE_ENTRY (aip_merge_entry_get_type ())

/**
 * AipMergeEntry:
 *
 * A line of a comparison: a cell that differs, or a row that was added or removed.
 *
 * Property `taken` b, read-only: whether it is taken over.
 */
G_DECLARE_FINAL_TYPE (AipMergeEntry, aip_merge_entry, AIP, MERGE_ENTRY, GObject)

/* @cell: -1: the row as a whole. */
AipMergeEntry       *aip_merge_entry_new         (AipSheetMerge    *merge,
                                                  guint             row,
                                                  int               cell);
const AipMergeRow   *aip_merge_entry_get_row     (AipMergeEntry    *self);
/* (nullable) */
const AipMergeCell  *aip_merge_entry_get_cell    (AipMergeEntry    *self);
gboolean             aip_merge_entry_is_conflict (AipMergeEntry    *self);
gboolean             aip_merge_entry_is_taken    (AipMergeEntry    *self);
void                 aip_merge_entry_take        (AipMergeEntry    *self,
                                                  gboolean          taken);
/* Says that somebody has decided by rules. */
void                 aip_merge_entry_refresh     (AipMergeEntry    *self);
/* (transfer full): what it is about, such as “SHT-0010 · Description”. */
char                *aip_merge_entry_dup_title   (AipMergeEntry    *self) G_GNUC_WARN_UNUSED_RESULT;
/* (transfer full): what it says here and in the list. */
char                *aip_merge_entry_dup_mine    (AipMergeEntry    *self) G_GNUC_WARN_UNUSED_RESULT;
char                *aip_merge_entry_dup_theirs  (AipMergeEntry    *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
