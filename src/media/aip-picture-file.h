/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/* A picture from a worker is not trusted: more than this is refused before it is decoded. */
#define AIP_PICTURE_MAX_BYTES  (256LL * 1024 * 1024)
#define AIP_PICTURE_MAX_PIXELS (64LL * 1024 * 1024)

/*
 * Decodes a still, or the first frame of a clip, so that its longest side has at most @size pixels
 * (smaller ones stay as they are). Blocks: for worker threads. Transparency is laid over a check
 * pattern. (transfer full): 8 bit RGB.
 *
 * %AIP_ERROR_NOT_FOUND, %AIP_ERROR_TOO_LARGE, %AIP_ERROR_DAMAGED, %AIP_ERROR_INVALID (not a
 * picture).
 */
GdkPixbuf *aip_picture_file_decode (const char    *path,
                                    int            size,
                                    GCancellable  *cancellable,
                                    GError       **error);

G_END_DECLS
