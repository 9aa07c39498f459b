/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AIP_DIAGRAM_HANDLE_SIZE 28

#define AIP_TYPE_DIAGRAM_HANDLE (aip_diagram_handle_get_type ())

/**
 * AipDiagramHandle:
 *
 * What the keyboard and a screen reader know of a handle that is drawn: a slider without a picture
 * of its own but for the ring of the focus. The pointer goes through it to the drawing.
 *
 * Signals:
 * - `step (int dx, int dy, gboolean coarse)`: arrow keys, page keys (coarse, dy) and Shift
 * - `end (int direction)`: Home is -1, End is 1
 * - `set-value (double)`: by an assistive tool
 * - `open`: Enter
 */
G_DECLARE_FINAL_TYPE (AipDiagramHandle, aip_diagram_handle, AIP, DIAGRAM_HANDLE, GtkWidget)

GtkWidget *aip_diagram_handle_new       (void);
/* @text: the value as it is said, "2.4 m" */
void       aip_diagram_handle_set_value (AipDiagramHandle *self,
                                         const char       *name,
                                         const char       *text,
                                         double            value,
                                         double            lower,
                                         double            upper);

G_END_DECLS
