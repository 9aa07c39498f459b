/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-graph.h"

G_BEGIN_DECLS

/* What changes the shape of a graph, not only its values. */

/**
 * AipGraphBypass:
 * @node: the node
 * @through: (array length=n_through): inputs; what read output n reads what input n read
 * @n_through: how many
 *
 * A node that is taken out of its line.
 */
typedef struct {
  const char        *node;
  const char *const *through;
  guint              n_through;
} AipGraphBypass;

/* Whatever read @node loses that input. What is not there is no error. */
void      aip_graph_remove_node (AipGraph              *graph,
                                 const char            *node);
/* The same, but readers go on reading from before it where @bypass says so. */
void      aip_graph_bypass_node (AipGraph              *graph,
                                 const AipGraphBypass  *bypass);

/**
 * aip_graph_load_frame:
 * @graph: a graph that nobody else holds
 * @node: a node that loads a picture (`LoadImage`)
 * @movie: what the worker calls the movie
 * @last: the last frame instead of the first one
 * @error: return location
 *
 * Begins with a frame of a movie instead of a picture: the frame is taken on the worker, so it is
 * exactly the one that was made there.
 *
 * Returns: %FALSE with %AIP_ERROR_INVALID if the node does not load a picture, or if something reads
 *   its transparency, which a movie does not have
 */
gboolean  aip_graph_load_frame  (AipGraph              *graph,
                                 const char            *node,
                                 const char            *movie,
                                 gboolean               last,
                                 GError               **error);

G_END_DECLS
