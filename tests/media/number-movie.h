/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/*
 * Movies whose frames say which they are: a number as black and white fields, which survives any
 * codec, scaling and change of colours. So a test can tell that a frame is *that* frame.
 */

#define NUMBER_MOVIE_WIDTH  192
#define NUMBER_MOVIE_HEIGHT 108

/* @encoder: from raw video to the file, as "x264enc ! mp4mux"; @first: what frame 0 says */
void   number_movie_write (const char *path,
                           const char *encoder,
                           int         rate_numerator,
                           int         rate_denominator,
                           guint       first,
                           guint       n_frames);
/* Draws a number over the whole of a picture of 32 bit pixels. */
void   number_movie_draw  (guint8     *pixels,
                           int         width,
                           int         height,
                           int         stride,
                           guint       number);
/* What a picture of 32 bit pixels says; -1 for nothing of the kind. */
int    number_movie_read  (const guint8 *pixels,
                           int           width,
                           int           height,
                           int           stride);
/* Of a sample of "BGRx". */
int    number_movie_read_sample (GstSample *sample);

G_END_DECLS
