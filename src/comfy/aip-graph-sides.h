/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-graph.h"

G_BEGIN_DECLS

/**
 * AipGraphSides:
 * @sampler: the node that samples
 * @guide: the node that has both sides: the sampler itself or its guider
 * @positive, @negative: (element-type utf8): sets of ids of the nodes whose text has an effect
 *
 * What one sampler is told.
 */
typedef struct {
  const char *sampler;
  const char *guide;
  GHashTable *positive;
  GHashTable *negative;
} AipGraphSides;

/*
 * (element-type AipGraphSides): of every sampler, or of those in @among (nullable); names belong to
 * the graph.
 */
GPtrArray *aip_graph_find_sides (AipGraph   *graph,
                                 GHashTable *among) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
