/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * aip_graph_find_embedded:
 * @prompt: (out) (nullable) (transfer full): the graph that was run, as JSON
 * @workflow: (out) (nullable) (transfer full): what the editor would open, as JSON
 *
 * The texts that ComfyUI writes into what it makes: text chunks of PNG (PNG specification §11.3.4),
 * EXIF of WebP, `meta` boxes of MP4 (ISO/IEC 14496-12, QuickTime keys) and tags of WebM (RFC 9559).
 * Every length is checked against the file; at most 32 MiB of text are read.
 *
 * Returns: whether @bytes is such a file at all
 */
gboolean aip_graph_find_embedded (GBytes  *bytes,
                                  char   **prompt,
                                  char   **workflow);

G_END_DECLS
