/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-sheet-source.h"

G_BEGIN_DECLS

/**
 * AipSheetFields:
 *
 * What the fields of a project say of the shots of a source, formulas included. Belongs to one
 * thread.
 */
typedef struct _AipSheetFields AipSheetFields;

/* @source outlives it. */
AipSheetFields *aip_sheet_fields_new      (AipSheetSource       *source);
void            aip_sheet_fields_free     (AipSheetFields       *self);
/* @column: one with a format. (transfer full) */
char           *aip_sheet_fields_dup_text (AipSheetFields       *self,
                                           const AipSheetItem   *item,
                                           const AipSheetColumn *column) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
