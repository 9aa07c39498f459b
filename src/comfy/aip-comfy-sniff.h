/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Private to this room: what a file really is, by its first and last bytes. */

#define AIP_COMFY_SNIFF_BYTES 64

/* "png", "jpg", "webp", "gif", "mp4" (and its relatives), "webm", "wav", "flac", "mp3", "ogg",
 * "exr", "tiff"; NULL for anything else. */
const char *aip_comfy_sniff_kind     (const guint8 *head,
                                      gsize         head_size);
/* Whether a file of @extension (lower case, no dot) may be of @kind. */
gboolean    aip_comfy_sniff_matches  (const char   *kind,
                                      const char   *extension);
/* Whether the end fits, for the kinds whose end tells. A worker whose disk was full serves the
 * piece of a file that it has as if it were whole. */
gboolean    aip_comfy_sniff_is_whole (const char   *kind,
                                      const guint8 *head,
                                      gsize         head_size,
                                      const guint8 *tail,
                                      gsize         tail_size,
                                      guint64       size);

G_END_DECLS
