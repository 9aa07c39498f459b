/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aip-shot-layout.h"

G_BEGIN_DECLS

/**
 * AipShotCells:
 * @reader: a shot list
 * @layout: how to read it
 * @row: the row, from 0
 * @fields: receives what the cells say, as fields of a shot
 * @defects: (element-type utf8): receives a sentence for each cell that was left out
 *
 * The cells of one row.
 */
typedef struct {
  AipCsvReader  *reader;
  AipShotLayout *layout;
  guint          row;
  GVariantDict  *fields;
  GPtrArray     *defects;
} AipShotCells;

/* The cell of the one column that says @what, without space around it; empty if there is none. */
char     *aip_shot_cells_get_text (const AipShotCells *cells,
                                   AipColumn           what) G_GNUC_WARN_UNUSED_RESULT;
/*
 * Reads everything but code and scene, which depend on other rows. FALSE when a cell costs the
 * whole row; the message is a part of a sentence.
 */
gboolean  aip_shot_cells_read     (const AipShotCells *cells,
                                   GError            **error);
/* A text as it is named in a sentence: its beginning if it is long. */
char     *aip_shot_cells_brief    (const char         *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
