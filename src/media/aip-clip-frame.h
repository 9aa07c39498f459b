/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/* By the ending of its name. */
gboolean   aip_clip_frame_is_clip (const char    *path);

/*
 * The first frame of a clip, its longest side at most @size pixels. Blocks, and decodes one clip at
 * a time in the process: for worker threads. (transfer full)
 */
GdkPixbuf *aip_clip_frame_decode  (const char    *path,
                                   int            size,
                                   GCancellable  *cancellable,
                                   GError       **error);

G_END_DECLS
