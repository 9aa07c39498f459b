/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-shot.h"

G_BEGIN_DECLS

#define AIP_CELL_DOT_SIZE 10

#define AIP_TYPE_CELL_DOT (aip_cell_dot_get_type ())

/**
 * AipCellDot:
 *
 * The coloured dot of a production status, always beside its name: colour is never the only sign.
 */
G_DECLARE_FINAL_TYPE (AipCellDot, aip_cell_dot, AIP, CELL_DOT, GtkWidget)

GtkWidget *aip_cell_dot_new        (void);
void       aip_cell_dot_set_status (AipCellDot  *self,
                                    AipStatus    status);

/* The colour of a status, opaque; %FALSE for a draft, which has none but the text's. */
gboolean   aip_cell_dot_get_color  (AipStatus    status,
                                    GdkRGBA     *color);
/* Draws one with its top left corner at @x, @y, for cells that are drawn as a whole. */
void       aip_cell_dot_draw       (GtkSnapshot *snapshot,
                                    GtkWidget   *widget,
                                    AipStatus    status,
                                    float        x,
                                    float        y);

G_END_DECLS
