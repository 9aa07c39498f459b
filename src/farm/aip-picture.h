/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * What the head and the tail of a result say, without decoding it. Blocks on the disk: not for the
 * main thread. PNG, JPEG, WebP and GIF are looked at; of any other file size and frames are 0.
 *
 * %AIP_ERROR_PROTOCOL: it is a picture, but broken or cut short.
 */
gboolean    aip_picture_probe          (const char  *path,
                                        int         *width,
                                        int         *height,
                                        GError     **error);
/* How many frames a picture that moves has (animated PNG, WebP or GIF); 0 for one that does not. */
guint       aip_picture_count_frames   (const char  *path);
/* "image/png" for "png" and so on; "application/octet-stream" for what is not known. */
const char *aip_picture_get_media_type (const char  *suffix);

G_END_DECLS
