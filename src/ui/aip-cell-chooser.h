/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-cell-editor.h"
#include "aip-custom-format.h"

G_BEGIN_DECLS

#define AIP_TYPE_CELL_CHOOSER (aip_cell_chooser_get_type ())

/**
 * AipCellChooser:
 *
 * The one list of choices that is opened over a cell or a field: arrows and Enter choose, Tab
 * chooses and goes on, typing narrows the list down, Escape closes it.
 *
 * Signal `chosen (const char *value, int move)`: the value of the choice, and where to go then
 * (#AipCellMove). #GtkPopover::closed comes after it, or alone when nothing was chosen.
 */
G_DECLARE_FINAL_TYPE (AipCellChooser, aip_cell_chooser, AIP, CELL_CHOOSER, GtkPopover)

GtkWidget *aip_cell_chooser_new   (void);

void       aip_cell_chooser_clear (AipCellChooser     *self);
/* @status: which dot stands before it, -1 for none. */
void       aip_cell_chooser_add   (AipCellChooser     *self,
                                   const char         *value,
                                   const char         *title,
                                   int                 status);
/* With a dot of that colour before it. */
void       aip_cell_chooser_add_colored (AipCellChooser *self,
                                   const char         *value,
                                   const char         *title,
                                   AipCustomColor      color);
/* The choice that was added last cannot be chosen now, and why. */
void       aip_cell_chooser_refuse (AipCellChooser    *self,
                                   const char         *reason);
/*
 * Opens at @area of its parent. @current: (nullable): the value that is chosen now. @create:
 * (nullable): a format with one %s; a typed text that no choice is called offers itself under
 * that title, with the text as its value.
 */
void       aip_cell_chooser_open  (AipCellChooser     *self,
                                   const GdkRectangle *area,
                                   const char         *current,
                                   const char         *create,
                                   const char         *label);
/* Narrows the open list down as if @text was typed. */
void       aip_cell_chooser_type  (AipCellChooser     *self,
                                   const char         *text);
/* What is highlighted now. (nullable) (transfer none) */
const char *aip_cell_chooser_get_value (AipCellChooser *self);

G_END_DECLS
