/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-graph.h"

G_BEGIN_DECLS

#define AIP_GRAPH_LAYOUT_TITLE 28   /* height of the title of a node */
#define AIP_GRAPH_LAYOUT_ROW   20   /* and of each of its inputs */

/**
 * AipGraphBox:
 * @node: its id; belongs to the graph
 * @inputs: (array zero-terminated): their names
 *
 * Where a node is drawn.
 */
typedef struct {
  const char *node;
  GStrv       inputs;
  double      x;
  double      y;
  double      width;
  double      height;
} AipGraphBox;

/* A line from the right of the box @from to the row @row of the box @to. */
typedef struct {
  guint from;
  guint to;
  guint row;
} AipGraphWire;

/**
 * AipGraphLayout:
 *
 * A graph in columns: each node to the right of everything that it reads, nodes of a column near
 * what they read. It knows nothing of drawing, and looks the same each time.
 */
typedef struct _AipGraphLayout AipGraphLayout;

AipGraphLayout     *aip_graph_layout_new         (AipGraph             *graph) G_GNUC_WARN_UNUSED_RESULT;
void                aip_graph_layout_free        (AipGraphLayout       *self);

void                aip_graph_layout_get_size    (AipGraphLayout       *self,
                                                  double               *width,
                                                  double               *height);
guint               aip_graph_layout_get_n_boxes (AipGraphLayout       *self);
const AipGraphBox  *aip_graph_layout_get_box     (AipGraphLayout       *self,
                                                  guint                 index);
guint               aip_graph_layout_get_n_wires (AipGraphLayout       *self);
const AipGraphWire *aip_graph_layout_get_wire    (AipGraphLayout       *self,
                                                  guint                 index);
/* -1: there is none. */
int                 aip_graph_layout_find_node   (AipGraphLayout       *self,
                                                  const char           *node);
/* The box at that point, or -1; @row (out): its input there, or -1 for the title. */
int                 aip_graph_layout_pick        (AipGraphLayout       *self,
                                                  double                x,
                                                  double                y,
                                                  int                  *row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipGraphLayout, aip_graph_layout_free)

G_END_DECLS
