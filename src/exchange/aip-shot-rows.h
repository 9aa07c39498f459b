/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aip-shot-cells.h"

G_BEGIN_DECLS

/**
 * AipShotRows:
 * @rows: (element-type GVariant): the good rows, an `a{sv}` each
 * @numbers: (element-type guint): the number of each in the file, the first line being 1
 * @problems: (element-type AipShotDefect): rows and cells that were not taken, in row order
 * @notes: (element-type utf8): sentences about what was found out on the way
 * @n_skipped: how many of the problems cost a whole row
 *
 * What the rows of a list say, in fields of shots.
 *
 * A defect that would put something wrong into the cut costs its row: a row that cannot be split
 * into cells, a length that cannot be read, a code that an earlier row has, a text longer than a
 * field holds. A defect that a person sees and mends in a second costs its cell: an unknown status,
 * a seed that is no number, a workflow that cannot be one.
 */
typedef struct {
  GPtrArray *rows;
  GArray    *numbers;
  GArray    *problems;
  GPtrArray *notes;
  guint      n_skipped;
} AipShotRows;

AipShotRows *aip_shot_rows_new  (AipTable       *table,
                                 AipShotLayout  *layout,
                                 GCancellable   *cancellable,
                                 GError        **error);
void         aip_shot_rows_free (AipShotRows    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipShotRows, aip_shot_rows_free)

G_END_DECLS
