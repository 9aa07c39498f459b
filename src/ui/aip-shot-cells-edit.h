/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-shot-column.h"
#include "aip-shot-setups.h"

G_BEGIN_DECLS

/**
 * AipCellsReport:
 * @n_cells: that were to be written
 * @n_changed: that have another value now
 * @n_refused: that kept theirs because the new one was not understood
 * @sentences: (element-type utf8): why, one for each of the first hundred that were refused
 *
 * What became of cells that were written together.
 */
typedef struct {
  guint      n_cells;
  guint      n_changed;
  guint      n_refused;
  GPtrArray *sentences;
} AipCellsReport;

void      aip_cells_report_clear     (AipCellsReport  *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AipCellsReport, aip_cells_report_clear)

/*
 * (transfer full): what @row and @column of a block of cells are to say; %NULL leaves the cell.
 */
typedef char *(*AipCellsText) (guint    row,
                               guint    column,
                               gpointer user_data);

/**
 * aip_shot_cells_write:
 * @shots: (element-type AipShot): the rows
 * @columns: (element-type AipShotColumn): the columns; one that cannot be written costs its cells
 * @text: asked for each cell
 * @label: of the undo step
 *
 * Writes a block of cells as one transaction, which may be part of a larger one. A text that is not
 * understood costs only its cell; an empty one clears a cell, and leaves one that cannot be empty.
 */
void      aip_shot_cells_write       (AipDocument     *document,
                                      AipShotSetups   *setups,
                                      GPtrArray       *shots,
                                      GArray          *columns,
                                      AipCellsText     text,
                                      gpointer         user_data,
                                      const char      *label,
                                      AipCellsReport  *report);

G_END_DECLS
