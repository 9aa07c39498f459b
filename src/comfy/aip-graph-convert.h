/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-graph.h"
#include "aip-node-catalogue.h"

G_BEGIN_DECLS

/* Whether @root is what the editor saves ("nodes" and "links"), not a graph that a server runs. */
gboolean  aip_graph_is_editor_format (JsonNode          *root);

/**
 * aip_graph_new_from_editor:
 * @catalogue: the nodes of the worker: the editor's file does not name its fields, only a worker
 *   knows their order
 * @problems: (nullable) (element-type utf8): sentences about what could not be converted faithfully
 *
 * What the editor would send for a file that it saved: fields get their names, muted nodes are left
 * out, bypassed ones are passed through, reroutes, primitives, set and get nodes vanish, subgraphs
 * are laid out (their nodes are called "5:3", the third of node 5).
 *
 * Returns: (transfer full): %NULL with %AIP_ERROR_INVALID
 */
AipGraph *aip_graph_new_from_editor  (JsonNode          *root,
                                      AipNodeCatalogue  *catalogue,
                                      GPtrArray         *problems,
                                      GError           **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
