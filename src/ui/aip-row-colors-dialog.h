/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-view-definition.h"

G_BEGIN_DECLS

#define AIP_TYPE_ROW_COLORS_DIALOG (aip_row_colors_dialog_get_type ())

/**
 * AipRowColorsDialog:
 *
 * The rules by which rows have a colour: a query as it is typed into the search, and a colour. The
 * first that fits counts.
 *
 * Signal `changed`: the rules are others, while somebody is still at it.
 */
G_DECLARE_FINAL_TYPE (AipRowColorsDialog, aip_row_colors_dialog, AIP, ROW_COLORS_DIALOG, AdwDialog)

/* @rules: (element-type AipViewRule) */
AdwDialog *aip_row_colors_dialog_new       (GPtrArray          *rules);
/* (transfer full) (element-type AipViewRule): without those that ask for nothing. */
GPtrArray *aip_row_colors_dialog_dup_rules (AipRowColorsDialog *self);

G_END_DECLS
