/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-graph.h"

G_BEGIN_DECLS

#define AIP_TYPE_GRAPH_CANVAS (aip_graph_canvas_get_type ())

/**
 * AipGraphCanvas:
 *
 * Draws a graph with its links. It is moved by dragging, with the wheel and the arrow keys, zoomed
 * with Ctrl and the wheel or + and −; 0 shows all of it. What it shows is also in lists beside it:
 * for screen readers it is one picture.
 *
 * Signals:
 * - `input-chosen (const char *node, const char *input)`: clicked; the input is empty for a title
 */
G_DECLARE_FINAL_TYPE (AipGraphCanvas, aip_graph_canvas, AIP, GRAPH_CANVAS, GtkWidget)

void aip_graph_canvas_set_graph     (AipGraphCanvas *self,
                                     AipGraph       *graph);
/* (nullable) (element-type AipGraphRef): places that are marked; the first comes into view. */
void aip_graph_canvas_set_marked    (AipGraphCanvas *self,
                                     const GArray   *refs);
/* All places that something goes to. (element-type AipGraphRef) */
void aip_graph_canvas_set_bound     (AipGraphCanvas *self,
                                     const GArray   *refs);
/* Nodes whose title, class, id or texts have @text light up; the first comes into view. Answers how
 * many there are. */
guint aip_graph_canvas_search       (AipGraphCanvas *self,
                                     const char     *text);
void aip_graph_canvas_fit           (AipGraphCanvas *self);
/* By that factor, about the middle. */
void aip_graph_canvas_zoom          (AipGraphCanvas *self,
                                     double          factor);

G_END_DECLS
