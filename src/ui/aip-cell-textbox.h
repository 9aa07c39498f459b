/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AIP_TYPE_CELL_TEXTBOX (aip_cell_textbox_get_type ())

/**
 * AipCellTextbox:
 *
 * A #GtkTextView that is as high as its text needs at the width it is given, at once. A text view
 * alone knows its height only some frames after its width, so it would grow before one's eyes.
 * While it is typed in, what is scrolled around it follows the cursor.
 */
G_DECLARE_FINAL_TYPE (AipCellTextbox, aip_cell_textbox, AIP, CELL_TEXTBOX, GtkWidget)

GtkWidget   *aip_cell_textbox_new      (void);
/* (transfer none) */
GtkTextView *aip_cell_textbox_get_view (AipCellTextbox *self);
/* How high @view has to be to show all of its text at @width. */
int          aip_cell_textbox_measure_text (GtkTextView    *view,
                                            int             width);

G_END_DECLS
