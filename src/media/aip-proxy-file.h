/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-frame.h"

G_BEGIN_DECLS

/**
 * AipProxyFile:
 * @width, @height: pixels of every frame
 * @n_frames: at least 1; a still has one
 * @numerator, @denominator: frames in a second; 1 of 1 of a still
 *
 * A light copy of a movie or picture for playing: one JPEG after the other and a list of where each
 * begins, so that any frame is one read and one decode away, in any thread and with nothing to
 * keep in step. A file of the cache: nobody but this program reads it, and whatever is wrong with
 * it, it is made again.
 *
 * All numbers are little-endian: `AIPPROX1`, five of 32 bits (width, height, numerator,
 * denominator, frames), 4 bytes of nothing, and the place of the list, 64 bits. The list has a
 * place of 64 bits for each frame and for the end of the last.
 */
typedef struct {
  int      width;
  int      height;
  gint64   n_frames;
  gint64   numerator;
  gint64   denominator;

  /*< private >*/
  int      fd;
  guint64 *places;
} AipProxyFile;

/* %AIP_ERROR_NOT_FOUND, %AIP_ERROR_DAMAGED; the messages are for the log. */
AipProxyFile *aip_proxy_file_open   (const char    *path,
                                     GError       **error) G_GNUC_WARN_UNUSED_RESULT;
AipProxyFile *aip_proxy_file_ref    (AipProxyFile  *self);
void          aip_proxy_file_unref  (AipProxyFile  *self);
/*
 * Blocks. @width, @height: what it will be shown at; see aip_jpeg_decode(). %NULL when the file
 * is damaged.
 */
AipFrame     *aip_proxy_file_decode (AipProxyFile  *self,
                                     gint64         frame,
                                     int            width,
                                     int            height) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipProxyFile, aip_proxy_file_unref)

/**
 * AipProxyWriter:
 *
 * Makes such a file under a name that nobody looks for; only when it is whole does it get its own.
 */
typedef struct _AipProxyWriter AipProxyWriter;

/* Everything here blocks. %AIP_ERROR_NO_SPACE, %AIP_ERROR_READ_ONLY, %AIP_ERROR_FAILED. */
AipProxyWriter *aip_proxy_writer_new    (const char      *path,
                                         GError         **error) G_GNUC_WARN_UNUSED_RESULT;
/* Removes what was written, unless it was finished. */
void            aip_proxy_writer_free   (AipProxyWriter  *self);
gboolean        aip_proxy_writer_add    (AipProxyWriter  *self,
                                         gconstpointer    jpeg,
                                         gsize            length,
                                         GError         **error);
/* Frames so far. */
gint64          aip_proxy_writer_get_n  (AipProxyWriter  *self);
gboolean        aip_proxy_writer_finish (AipProxyWriter  *self,
                                         int              width,
                                         int              height,
                                         gint64           numerator,
                                         gint64           denominator,
                                         GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipProxyWriter, aip_proxy_writer_free)

G_END_DECLS
