/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aip-media-info.h"

G_BEGIN_DECLS

/*
 * Brings a picture into a project: copies it to where its content belongs (aip-asset.h), whole and
 * durable, and only if it is a picture that can be shown (PNG, JPEG, WebP, GIF, TIFF, BMP; bounds as
 * in aip-picture-file.h). A picture that is there already is not written again. What its name ends
 * in does not count, and an interrupted copy leaves nothing that anybody would find.
 *
 * %AIP_ERROR_NOT_FOUND, %AIP_ERROR_TOO_LARGE, %AIP_ERROR_INVALID (not such a picture, or damaged),
 * %AIP_ERROR_NO_SPACE, %AIP_ERROR_READ_ONLY, each with a sentence that names @source; cancelled as
 * %G_IO_ERROR_CANCELLED.
 */
void   aip_asset_import_async       (const char           *folder,
                                     GFile                *source,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
/* The same for a picture in memory. @name: what sentences call it. */
void   aip_asset_import_bytes_async (const char           *folder,
                                     GBytes               *bytes,
                                     const char           *name,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
/* (transfer full): the path inside the project. */
char  *aip_asset_import_finish      (GAsyncResult         *result,
                                     GError              **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The same for a movie or a sound of any kind that can be read here, up to 256 GiB. It keeps the
 * ending of its name.
 */
void   aip_asset_import_media_async  (const char           *folder,
                                      GFile                *source,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
/* @info: (out) (transfer full): what it is */
char  *aip_asset_import_media_finish (GAsyncResult         *result,
                                      AipMediaInfo        **info,
                                      GError              **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same, now. Blocks: for worker threads. */
char  *aip_asset_import             (const char           *folder,
                                     GInputStream         *stream,
                                     const char           *name,
                                     GCancellable         *cancellable,
                                     GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
