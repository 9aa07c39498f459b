/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-graph.h"
#include "aip-node-catalogue.h"

G_BEGIN_DECLS

/*
 * (transfer full): @graph as the editor would save it: fields without names in the order of
 * @catalogue, a word behind each seed, links by number. %NULL when a class is not in @catalogue or
 * an id is no number, which the editor cannot have.
 */
char *test_graph_to_editor_file (AipGraph         *graph,
                                 AipNodeCatalogue *catalogue);

G_END_DECLS
