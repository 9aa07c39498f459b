/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-shot-column.h"

G_BEGIN_DECLS

#define AIP_TYPE_FROZEN_HEADER (aip_frozen_header_get_type ())

/**
 * AipFrozenHeader:
 *
 * The titles of the frozen columns of a table, over those that are scrolled away beneath them. A
 * click sorts, the secondary button opens the menu of the column, as in the header itself.
 *
 * Signals:
 * - `sort (uint column)`
 * - `resize (uint column, int width)`: while the end of a title is dragged
 * CSS node: `frozenheader`.
 */
G_DECLARE_FINAL_TYPE (AipFrozenHeader, aip_frozen_header, AIP, FROZEN_HEADER, GtkWidget)

GtkWidget *aip_frozen_header_new       (void);
/*
 * The columns that it stands for. Not while sizes are given out: titles that are new want to be
 * measured first.
 */
void       aip_frozen_header_set_columns (AipFrozenHeader     *self,
                                          const AipShotColumn *columns,
                                          guint                n_columns);
/* What is written above one of them, with whatever says that it is sorted by. */
void       aip_frozen_header_set_title   (AipFrozenHeader     *self,
                                          guint                index,
                                          const char          *title);
/* While sizes are given out, before it gets its own. */
void       aip_frozen_header_set_widths  (AipFrozenHeader     *self,
                                          const int           *widths,
                                          guint                n_widths);

G_END_DECLS
