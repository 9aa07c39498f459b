/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-shot-group.h"
#include "aip-shot-list.h"

G_BEGIN_DECLS

#define AIP_TYPE_TABLE_ROWS (aip_table_rows_get_type ())

/**
 * AipTableRows:
 *
 * What the table shows from top to bottom: the shots of an #AipShotList and the #AipShotGroup rows
 * between them, as a #GtkSelectionModel of its own.
 *
 * Only shots are ever selected: every question and every wish is translated to the selection of the
 * list. So whoever works with shots (ranges, clipboard, actions, inspector) counts in positions of
 * the list and knows nothing of groups, and only the table itself counts in positions of rows.
 *
 * Signals, when many rows come or go, which takes several steps:
 * - `moving ()`: before the first of them
 * - `moved ()`: every row that stays is in its place, those that leave are behind them; where the
 *   table is scrolled to is to be a row that stays, see aip_table_rows_is_staying()
 */
G_DECLARE_FINAL_TYPE (AipTableRows, aip_table_rows, AIP, TABLE_ROWS, GObject)

/* @selection: over @list */
AipTableRows *aip_table_rows_new     (AipShotList       *list,
                                    GtkSelectionModel *selection);
/*
 * While the list has other shots than the rows, nothing is said of the selection: from freeze to
 * the next replace.
 */
void         aip_table_rows_freeze  (AipTableRows       *self);
/*
 * @items: (transfer full): the shots of the list in their order with groups between them. Emits
 * `items-changed` for the smallest range that differs, or several times when
 * many rows come or go.
 */
void         aip_table_rows_replace (AipTableRows       *self,
                                    GPtrArray         *items);
/* (transfer none) (nullable): an #AipShot or #AipShotGroup. */
gpointer     aip_table_rows_peek    (AipTableRows       *self,
                                    guint              position);
/* @item: a shot or a group; @position: (out) (optional) */
gboolean     aip_table_rows_find    (AipTableRows       *self,
                                    gpointer           item,
                                    guint             *position);
/* (transfer full): stays as it is when the rows become others. */
GPtrArray   *aip_table_rows_ref_all (AipTableRows       *self);
guint        aip_table_rows_get_n   (AipTableRows       *self);
/* Whether it is one of the rows that will be left. */
gboolean     aip_table_rows_is_staying (AipTableRows    *self,
                                        gpointer         item,
                                        guint           *position);

G_END_DECLS
