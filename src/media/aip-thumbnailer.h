/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <gio/gio.h>

G_BEGIN_DECLS

#define AIP_TYPE_THUMBNAILER (aip_thumbnailer_get_type ())

/**
 * AipThumbnailer:
 *
 * Small pictures of stills (and first frames of clips) for cells and cards. Decodes in an own pool
 * of half the cores, newest request first; all who ask for the same file and size share one decode;
 * results are kept in a byte-bounded memory cache and as JPEG in the user's cache folder (takes
 * never change, so path, size and modification time are the key).
 */
G_DECLARE_FINAL_TYPE (AipThumbnailer, aip_thumbnailer, AIP, THUMBNAILER, GObject)

AipThumbnailer *aip_thumbnailer_new         (gsize                 memory_bytes);
/* (transfer none) (nullable): already in memory. */
GdkPixbuf      *aip_thumbnailer_peek        (AipThumbnailer       *self,
                                             const char           *path,
                                             int                   size);
/*
 * @size: longest side in device pixels, rounded up to 128, 256, 512 or 1024. Cancelling drops only
 * this caller's wish.
 */
void            aip_thumbnailer_load_async  (AipThumbnailer       *self,
                                             const char           *path,
                                             int                   size,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
/* (transfer full) */
GdkPixbuf      *aip_thumbnailer_load_finish (AipThumbnailer       *self,
                                             GAsyncResult         *result,
                                             GError              **error);

/* How many pictures were really decoded, not found in a cache or shared with another caller. */
guint           aip_thumbnailer_get_n_decoded (AipThumbnailer     *self);

G_END_DECLS
