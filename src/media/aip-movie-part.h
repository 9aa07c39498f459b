/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aip-frame-rate.h"

G_BEGIN_DECLS

/**
 * AipMoviePart:
 * @film: the rate of the film
 * @start: the first frame that is wanted, in frames of the film from where the movie begins
 * @length: how many, in frames of the film
 * @first: (out): the first frame of the movie that is in the part
 * @frames: (out): how many frames of the movie; fewer than wanted where it ends
 * @rate: (out): of the movie
 * @whole: (out): the movie has no other frames, so it can be used as it is
 * @sha256: (out): of the file that was written
 *
 * Which frames of a movie are wanted, and which they are. A movie is as fast as its own rate says, so
 * frame s of the film shows frame ⌊s × @rate / @film⌋ of it.
 */
typedef struct {
  AipFrameRate film;
  gint64       start;
  gint64       length;

  gint64       first;
  gint64       frames;
  AipFrameRate rate;
  gboolean     whole;
  char         sha256[65];
} AipMoviePart;

/**
 * aip_movie_part_choose:
 * @self: with @film, @start, @length and @rate
 *
 * Fills in @first and @frames: all that are shown, and as few before them as it takes to begin where a
 * frame of the film begins, so that the part shows the same as the movie. Where the rates meet
 * too rarely for that (23.976 in 24), it begins with the movie.
 */
void    aip_movie_part_choose (AipMoviePart        *self);

/* The frame of the film that the part begins with: never after @start. */
gint64  aip_movie_part_get_offset (const AipMoviePart *self);

/**
 * aip_movie_part_extract:
 * @folder: of the project
 * @path: of the movie
 * @sha256: of its content
 * @name: what sentences call it
 *
 * Writes the part as a movie of its own, without loss (VP9 and FLAC in Matroska), so that a worker gets
 * exactly these frames, with their sound. It lies in the project, and what was cut before is found again.
 * Blocks, for worker threads, as long as decoding everything before the end of the part takes: frames
 * are counted, never sought.
 *
 * Returns: (transfer full) (nullable): the path inside the project; empty for a part that is the whole
 *   movie. %AIP_ERROR_DAMAGED, %AIP_ERROR_NOT_FOUND (also where all of it is beyond the end),
 *   %AIP_ERROR_NO_SPACE, %AIP_ERROR_READ_ONLY, %AIP_ERROR_FAILED (a plugin is missing), each with a
 *   sentence that has @name in it; cancelled as %G_IO_ERROR_CANCELLED
 */
char   *aip_movie_part_extract (const char     *folder,
                                const char     *path,
                                const char     *sha256,
                                const char     *name,
                                AipMoviePart   *self,
                                GCancellable   *cancellable,
                                GError        **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
