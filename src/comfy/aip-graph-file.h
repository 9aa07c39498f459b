/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-graph.h"
#include "aip-node-catalogue.h"

G_BEGIN_DECLS

/**
 * AipGraphFormat:
 * @AIP_GRAPH_FORMAT_API: a graph as a server runs it
 * @AIP_GRAPH_FORMAT_EDITOR: what the editor saves
 *
 * What was found in a file, be it text or within a picture.
 */
typedef enum {
  AIP_GRAPH_FORMAT_API,
  AIP_GRAPH_FORMAT_EDITOR,
} AipGraphFormat;

/**
 * aip_graph_new_from_file:
 * @bytes: the whole file: JSON in either format, or a PNG, WebP, MP4 or WebM that a server made,
 *   which carries its graph
 * @catalogue: (nullable): needed only for the editor's format
 * @format: (out) (optional):
 * @problems: (nullable) (element-type utf8): see aip_graph_new_from_editor()
 *
 * May be called in any thread. Of a picture with both, the graph that was run is taken.
 *
 * Returns: (transfer full): %NULL with %AIP_ERROR_INVALID, %AIP_ERROR_NOT_FOUND when a picture
 *   carries none, %AIP_ERROR_UNBOUND when the editor's format cannot be read without a catalogue
 */
AipGraph *aip_graph_new_from_file (GBytes            *bytes,
                                   AipNodeCatalogue  *catalogue,
                                   AipGraphFormat    *format,
                                   GPtrArray         *problems,
                                   GError           **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether a file of this path may hold a graph: a picture or movie by its name, JSON by how it begins.
 * Reads a few kilobytes. */
gboolean  aip_graph_file_may_be     (const char       *path);
/* (transfer full): what to call a workflow that comes from a file of this name or path. */
char     *aip_graph_file_dup_title (const char       *path) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
