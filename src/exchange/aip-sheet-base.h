/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-sheet-column.h"
#include "aip-workbook.h"

G_BEGIN_DECLS

/* The hidden sheets of an exported workbook: what was exported, and what there is to choose from. */
#define AIP_SHEET_BASE_NAME "_aipipeline"
#define AIP_SHEET_LISTS_NAME "_aipipeline_lists"

/* What stands in the first cell of the hidden sheet, and which way of writing it follows. */
#define AIP_SHEET_BASE_MARK "aipipeline"
#define AIP_SHEET_BASE_VERSION "1"

/* Custom properties of the workbook, for people and other programs. */
#define AIP_SHEET_PROPERTY_PROJECT "AIPipeline project"
#define AIP_SHEET_PROPERTY_POSITION "AIPipeline position"
#define AIP_SHEET_PROPERTY_PURPOSE "AIPipeline purpose"

/* In the hidden row above the titles: this, the kind, a colon and the key of the column. */
#define AIP_SHEET_KEY_PREFIX "aip:"
#define AIP_SHEET_KEY_ID "id"

/*
 * The setup as it is stored, beside the cells that show parts of it: tells whether it was changed
 * here although another language shows it in other words.
 */
#define AIP_SHEET_KEY_SETUP "setup"

/* The format that JSON lists name, so that they are known again. */
#define AIP_SHEET_JSON_FORMAT "aipipeline-list"

/* What one cell of a workbook holds, in UTF-16 units as Excel counts. */
#define AIP_SHEET_MAX_CELL_UNITS 32767

/*
 * (transfer full): what fits into one cell, with what looks like an escape escaped. Equal texts
 * give equal cells, so a text that was cut still tells whether somebody changed it.
 */
char         *aip_sheet_base_cut         (const char          *text) G_GNUC_WARN_UNUSED_RESULT;
/* Many texts as one, and back. */
char         *aip_sheet_base_pack        (const char *const   *texts) G_GNUC_WARN_UNUSED_RESULT;
GStrv         aip_sheet_base_unpack      (const char          *packed) G_GNUC_WARN_UNUSED_RESULT;

/**
 * AipSheetBase:
 *
 * What was exported, read back from the hidden sheet. Beside a workbook that was sorted, filtered
 * and edited it tells what somebody changed.
 */
typedef struct _AipSheetBase AipSheetBase;

/* (nullable): %NULL if the workbook has none that can be read. */
AipSheetBase *aip_sheet_base_read         (AipWorkbook         *workbook);
void          aip_sheet_base_free         (AipSheetBase        *self);
const char   *aip_sheet_base_get_project  (AipSheetBase        *self);
gint64        aip_sheet_base_get_position (AipSheetBase        *self);
const char   *aip_sheet_base_get_purpose  (AipSheetBase        *self);
/* (nullable): what the column said; %NULL if it was not exported. */
const char   *aip_sheet_base_lookup       (AipSheetBase        *self,
                                           const char          *id,
                                           const char          *key);
/* (transfer container) (element-type utf8): the exported entities of a kind, in their order. */
GPtrArray    *aip_sheet_base_dup_ids      (AipSheetBase        *self,
                                           AipKind              kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipSheetBase, aip_sheet_base_free)

G_END_DECLS
