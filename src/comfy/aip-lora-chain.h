/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-graph.h"
#include "aip-lora.h"
#include "aip-node-catalogue.h"

G_BEGIN_DECLS

/* (nullable) (transfer full): the other one of a pair “…high_noise…” and “…low_noise…”, as they are
 * made for a model of two halves (Wan 2.2). */
char     *aip_lora_chain_find_partner (const char        *file) G_GNUC_WARN_UNUSED_RESULT;

/**
 * aip_lora_chain_insert:
 * @graph: a graph that nobody else holds
 * @output: the node that makes the result
 * @loras: (element-type AipLora): in the order of the chain; a file that is there twice counts once.
 *   Of a pair either file, the other one is found by its name; folders with "/" or "\\". A strength
 *   of 0 is nothing
 * @catalogue: (nullable): what the worker has; without it names are taken on trust
 * @lenient: leaves out what the worker does not have instead of refusing
 * @changes: (nullable): gets sentences about what could not be done exactly as asked
 * @error: return location
 *
 * Puts the LoRAs behind the loaders of every model that samples for @output, found by following
 * links backwards from the samplers, and behind the loader of their text encoder where LoRAs are made
 * for it. Everything that read from the loader reads from the end of the chain afterwards.
 *
 * Returns: %FALSE with %AIP_ERROR_REJECTED if the worker lacks a file (with the name that comes
 *   nearest) or %AIP_ERROR_INVALID if no model leads to a sampler
 */
gboolean  aip_lora_chain_insert       (AipGraph          *graph,
                                       const char        *output,
                                       GPtrArray         *loras,
                                       AipNodeCatalogue  *catalogue,
                                       gboolean           lenient,
                                       GStrvBuilder      *changes,
                                       GError           **error);

G_END_DECLS
