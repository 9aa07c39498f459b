/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-cell-context.h"
#include "aip-shot-table.h"

G_BEGIN_DECLS

#define AIP_TYPE_SELECTION_BAR (aip_selection_bar_get_type ())

/**
 * AipSelectionBar:
 *
 * Figures of what is selected in a shot table: how many cells say something and, of numbers and
 * lengths, sum, average, smallest and largest. A click copies a figure.
 *
 * Of a range with several kinds of numbers it is about the focused column, else the first that has
 * numbers; of rows selected as a whole about the focused column, else their lengths. Invisible
 * while less than two cells are selected.
 *
 * It reads cells in slices, so it may be asked after every key.
 */
G_DECLARE_FINAL_TYPE (AipSelectionBar, aip_selection_bar, AIP, SELECTION_BAR, GtkWidget)

/* @table: (nullable) */
void         aip_selection_bar_set_table  (AipSelectionBar *self,
                                           AipShotTable    *table,
                                           AipShotView     *view,
                                           AipCellContext  *context);
/* Something else is selected, or cells say something else. */
void         aip_selection_bar_refresh    (AipSelectionBar *self);
gboolean     aip_selection_bar_is_busy    (AipSelectionBar *self);
/* @name: `count`, `sum`, `average`, `min` or `max`. %FALSE if there is no such figure now. */
gboolean     aip_selection_bar_copy       (AipSelectionBar *self,
                                           const char      *name);
/* As it is shown and copied: "00:00:07:12". (transfer none) (nullable) */
const char  *aip_selection_bar_get_figure (AipSelectionBar *self,
                                           const char      *name);

G_END_DECLS
