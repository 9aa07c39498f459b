/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-cell-context.h"

G_BEGIN_DECLS

#define AIP_TYPE_CELL (aip_cell_get_type ())

G_DECLARE_DERIVABLE_TYPE (AipCell, aip_cell, AIP, CELL, GtkWidget)

/**
 * AipCellClass:
 * @update: shows the present shot, which may be %NULL; called when the cell comes onto the screen,
 *   and while it is there when the shot is another one or something that the column shows has
 *   changed
 *
 * A cell of the shot table. It is created once, gets its shot through the property `item` and
 * keeps itself up to date from then on: the list view tells nobody when an item changes inside.
 *
 * Properties: `context`, `column` (construct only), `item` (#AipShot, nullable).
 */
struct _AipCellClass {
  GtkWidgetClass parent_class;

  void (*update) (AipCell *self);
};

/* The cell class that suits @column. */
GtkWidget      *aip_cell_new          (AipCellContext *context,
                                       AipShotColumn   column);

/* All transfer none; the shot is nullable. */
AipShot        *aip_cell_get_shot     (AipCell        *self);
void            aip_cell_set_shot     (AipCell        *self,
                                       AipShot        *shot);
AipCellContext *aip_cell_get_context  (AipCell        *self);
AipShotColumn   aip_cell_get_column   (AipCell        *self);

/* For subclasses: what a screen reader says, without the title of the column. */
void            aip_cell_set_spoken   (AipCell        *self,
                                       const char     *text);
/* The cell that @widget is, is in, or holds as its child. (nullable) (transfer none) */
AipCell        *aip_cell_find         (GtkWidget      *widget);

G_END_DECLS
