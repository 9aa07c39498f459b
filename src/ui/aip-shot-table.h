/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-cell-context.h"
#include "aip-shot-footer.h"
#include "aip-row-colors.h"
#include "aip-shot-view.h"

G_BEGIN_DECLS

#define AIP_TYPE_SHOT_TABLE (aip_shot_table_get_type ())

/**
 * AipShotTable:
 *
 * The shots of a view as a #GtkColumnView that is edited in place.
 *
 * Arrows, Home and End go from cell to cell. F2, Enter, a double click or typing edits the focused
 * cell through one shared editor; Enter then goes down, Tab to the next cell that can be edited.
 * Rows are moved by dragging while they stand in film order.
 *
 * The keys for whole rows activate the actions of the group `shots` (see aip-shots-page.h), so
 * that group must be there.
 *
 * Signals:
 * - `focus-changed`: another shot or column has the cursor
 * - `columns-changed`: visibility, width or order of the columns, or the sort column
 */
G_DECLARE_FINAL_TYPE (AipShotTable, aip_shot_table, AIP, SHOT_TABLE, GtkWidget)

GtkWidget     *aip_shot_table_new                (AipCellContext *context,
                                                  AipShotView    *view);
/* Only while it is seen does it hold rows. */
void           aip_shot_table_set_active         (AipShotTable   *self,
                                                  gboolean        active);
/* Popped up by the secondary button, the Menu key and Shift+F10. */
void           aip_shot_table_set_menu           (AipShotTable   *self,
                                                  GMenuModel     *menu);

/*
 * The one way to put the keyboard focus into the table. @column: %AIP_SHOT_COLUMN_NONE for the one
 * that had it last. Scrolls there; with @select the row becomes the only selected one. %FALSE if
 * the shot is not shown.
 */
gboolean       aip_shot_table_focus              (AipShotTable   *self,
                                                  AipShot        *shot,
                                                  AipShotColumn   column,
                                                  gboolean        select);
/* %AIP_SHOT_COLUMN_NONE before anything had the focus. */
AipShotColumn  aip_shot_table_get_focus_column   (AipShotTable   *self);

/*
 * A range of cells: the selected rows times a span of columns, from where it was begun to the
 * focused cell. Without one it is that cell.
 */
gboolean       aip_shot_table_has_range          (AipShotTable   *self);
/* Visible columns from left to right. (transfer full) (element-type AipShotColumn) */
GArray        *aip_shot_table_dup_range_columns  (AipShotTable   *self);
void           aip_shot_table_select_range       (AipShotTable   *self,
                                                  AipShot        *from,
                                                  AipShotColumn   from_column,
                                                  AipShot        *to,
                                                  AipShotColumn   to_column);
/* All rows of a column. */
void           aip_shot_table_select_column      (AipShotTable   *self,
                                                  AipShotColumn   column);
/* What a cell reads, as it could be typed; also of a column that cannot be edited. */
char          *aip_shot_table_dup_text           (AipShotTable   *self,
                                                  AipShot        *shot,
                                                  AipShotColumn   column)
                                                  G_GNUC_WARN_UNUSED_RESULT;

/* How many cells the commands below are about. */
guint          aip_shot_table_get_n_cells        (AipShotTable   *self);
/* As text and as a table of a page; @headers: below the titles of the columns. */
gboolean       aip_shot_table_copy               (AipShotTable   *self,
                                                  gboolean        headers);
/*
 * Each is one undo step, and says which cells did not understand what they got. A block that is
 * larger than what is there asks whether shots are to be added.
 */
void           aip_shot_table_paste              (AipShotTable   *self);
void           aip_shot_table_paste_text         (AipShotTable   *self,
                                                  const char     *text);
/* Only as text, whatever else is on the clipboard. */
void           aip_shot_table_paste_plain        (AipShotTable   *self);
void           aip_shot_table_clear_cells        (AipShotTable   *self);
/* Today's date. */
void           aip_shot_table_insert_date        (AipShotTable   *self);
/* The first row (column) into all others; one cell takes what is above (before) it. */
void           aip_shot_table_fill               (AipShotTable   *self,
                                                  gboolean        right);

/* Editing; the cell is focused first. %FALSE if it cannot be edited. */
gboolean       aip_shot_table_start_edit         (AipShotTable   *self,
                                                  AipShot        *shot,
                                                  AipShotColumn   column);
/* Ends an edit that is under way; an invalid text is dropped with a toast. */
void           aip_shot_table_finish_edit        (AipShotTable   *self);
gboolean       aip_shot_table_is_editing         (AipShotTable   *self);

/*
 * What a drop does: %FALSE, with a toast, if it cannot be done. Shots that are put into another
 * group take over its values.
 */
gboolean       aip_shot_table_drop               (AipShotTable   *self,
                                                  GPtrArray      *shots,
                                                  AipShot        *target,
                                                  gboolean        after);
gboolean       aip_shot_table_drop_in_group      (AipShotTable   *self,
                                                  GPtrArray      *shots,
                                                  AipShotGroup   *group);

gboolean       aip_shot_table_get_column_visible (AipShotTable   *self,
                                                  AipShotColumn   column);
void           aip_shot_table_set_column_visible (AipShotTable   *self,
                                                  AipShotColumn   column,
                                                  gboolean        visible);
/* Shows the arrow of the view's sort column in the header. */
void           aip_shot_table_show_sort          (AipShotTable   *self);

/* How many of the shown columns stay where they are when it is scrolled sideways. */
guint          aip_shot_table_get_frozen         (AipShotTable   *self);
void           aip_shot_table_set_frozen         (AipShotTable   *self,
                                                  guint           n_columns);
void           aip_shot_table_set_row_height     (AipShotTable   *self,
                                                  AipRowHeight    height);
void           aip_shot_table_set_row_colors     (AipShotTable   *self,
                                                  AipRowColors   *colors);
/* As a double click on the border of its title does. */
void           aip_shot_table_fit_column         (AipShotTable   *self,
                                                  AipShotColumn   column);

/* The figure below a column; `columns-changed` says when a person has chosen another. */
AipSummary     aip_shot_table_get_summary        (AipShotTable   *self,
                                                  AipShotColumn   column);
void           aip_shot_table_set_summary        (AipShotTable   *self,
                                                  AipShotColumn   column,
                                                  AipSummary      summary);

/* Order, widths and visibility as `a(sib)`, from the first column to the last. */
GVariant      *aip_shot_table_dup_columns        (AipShotTable   *self);
/* What is not known or not said stays as it is. */
void           aip_shot_table_apply_columns      (AipShotTable   *self,
                                                  GVariant       *columns);

G_END_DECLS
