/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-sheet-merge.h"

G_BEGIN_DECLS

#define AIP_TYPE_MERGE_PAGE (aip_merge_page_get_type ())

/**
 * AipMergePage:
 *
 * What a list would change, line by line, each with a check box: what it says here and what the list
 * says. Conflicts come first.
 *
 * Action `merge.take` (s): decides by rules, see aip_sheet_merge_accept(); empty: nothing.
 *
 * Property `n-taken` u, read-only: how many lines are checked.
 */
G_DECLARE_FINAL_TYPE (AipMergePage, aip_merge_page, AIP, MERGE_PAGE, AdwBin)

/* Shows @merge, everything but conflicts taken. Answers how many lines there are. */
guint aip_merge_page_set_merge   (AipMergePage   *self,
                                  AipSheetMerge  *merge);
guint aip_merge_page_get_n_taken (AipMergePage   *self);

G_END_DECLS
