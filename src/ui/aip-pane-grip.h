/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AIP_TYPE_PANE_GRIP (aip_pane_grip_get_type ())

/**
 * AipPaneGrip:
 *
 * The edge by which a pane is made wider or narrower: dragged, or moved with the arrow keys while
 * it has the focus. It is a slider for a screen reader.
 *
 * Properties: `width` i, of the pane on its end side, in pixels; `minimum` i, `maximum` i.
 */
G_DECLARE_FINAL_TYPE (AipPaneGrip, aip_pane_grip, AIP, PANE_GRIP, GtkWidget)

int  aip_pane_grip_get_width (AipPaneGrip *self);
void aip_pane_grip_set_width (AipPaneGrip *self,
                              int          width);

G_END_DECLS
