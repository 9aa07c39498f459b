/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aip-shot-gear.h"
#include "aip-shot-layout.h"

G_BEGIN_DECLS

/**
 * AipShotDefect:
 * @row: in the file, from 1; orders the sentences
 * @column: from 0, or -1 when it is about the whole row
 * @sentence: what is wrong
 */
typedef struct {
  guint  row;
  int    column;
  char  *sentence;
} AipShotDefect;

/**
 * AipShotCells:
 * @table: a shot list
 * @layout: how to read it
 * @row: the row, from 0
 * @fields: receives what the cells say, as fields of a shot
 * @defects: (element-type AipShotDefect): receives each cell that was left out
 * @gear: understands what is said of cameras and lenses
 * @culprit: where the cell is that cost the whole row; -1: it is not a single one
 *
 * The cells of one row.
 */
typedef struct {
  AipTable      *table;
  AipShotLayout *layout;
  guint          row;
  GVariantDict  *fields;
  GArray        *defects;
  AipShotGear   *gear;
  int            culprit;
} AipShotCells;

/* The cell of the one column that says @what, without space around it; empty if there is none. */
char     *aip_shot_cells_get_text (const AipShotCells *cells,
                                   AipColumn           what) G_GNUC_WARN_UNUSED_RESULT;
/*
 * Reads everything but code and scene, which depend on other rows. FALSE when a cell costs the
 * whole row; the message is a part of a sentence.
 */
gboolean  aip_shot_cells_read     (AipShotCells       *cells,
                                   GError            **error);
/* A text as it is named in a sentence: its beginning if it is long. */
char     *aip_shot_cells_brief    (const char         *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
