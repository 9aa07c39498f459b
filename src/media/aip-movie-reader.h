/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <gst/gst.h>

#include "aip-frame-rate.h"

G_BEGIN_DECLS

/**
 * AipMovieReader:
 *
 * The frames of a movie one after the other, exactly, as a film of another rate shows them: frame n
 * of the film is at n / rate seconds, and of the movie's frames the one that is on then. Beyond the
 * end its last frame is held. Uses the memory of a few frames however long the movie is.
 *
 * Blocks: for one worker thread at a time.
 */
typedef struct _AipMovieReader AipMovieReader;

/**
 * aip_movie_reader_new:
 * @path: of the movie
 * @rate: of the film
 * @format: what frames are converted to, as GStreamer names it: "BGRx", "I420" …
 * @width, @height: what they are scaled to, with black around a picture of another shape
 * @colorimetry: (nullable): what they are converted to, as GStreamer names it: "bt709"
 *
 * Opens nothing yet: what is wrong with the file is the error of the first frame.
 */
AipMovieReader *aip_movie_reader_new  (const char          *path,
                                       const AipFrameRate  *rate,
                                       const char          *format,
                                       int                  width,
                                       int                  height,
                                       const char          *colorimetry)
                                                                         G_GNUC_WARN_UNUSED_RESULT;
void            aip_movie_reader_free (AipMovieReader      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipMovieReader, aip_movie_reader_free)

/**
 * aip_movie_reader_read:
 * @frame: of the film, counted from the beginning of the movie
 * @held: (out) (optional): whether it is the last one, which goes on being shown
 *
 * Going forward costs the frames in between, or a seek where that is far; backwards, a seek. After
 * an error all later frames answer it, too: the sentence names the file.
 *
 * Returns: (transfer full): the frame and its caps
 */
GstSample      *aip_movie_reader_read (AipMovieReader      *self,
                                       gint64               frame,
                                       gboolean            *held,
                                       GCancellable        *cancellable,
                                       GError             **error);

/* How many times it went somewhere else than on: for tests and benches. */
guint           aip_movie_reader_get_n_seeks (AipMovieReader *self);

G_END_DECLS
