/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-frame.h"

G_BEGIN_DECLS

/* Movies every frame of which says in its pixels which one it is, whatever was done to it. */

/*
 * The rest of a pipeline that makes a file of raw video: encoder and muxer. The first three are on
 * every machine that builds this.
 */
#define TEST_MOVIE_JPEG "jpegenc quality=90 ! qtmux"
#define TEST_MOVIE_H264 "x264enc speed-preset=veryfast key-int-max=48 bframes=3 ! mp4mux"
#define TEST_MOVIE_VP8  "vp8enc deadline=1 cpu-used=8 keyframe-max-dist=60 ! webmmux"

/*
 * @first: number of the first frame; @numerator, @denominator: its rate. %FALSE where an element is
 * not installed.
 */
gboolean test_movie_write       (const char *path,
                                 const char *encoder,
                                 int         width,
                                 int         height,
                                 int         numerator,
                                 int         denominator,
                                 guint       first,
                                 guint       n_frames);
/* A picture with a number, as PNG. */
void     test_movie_write_still (const char *path,
                                 int         width,
                                 int         height,
                                 guint       number);
/*
 * The number in a frame that has the shape of what was written; -1 if there is none (a card, black).
 */
int      test_movie_read        (AipFrame   *frame);
/* What is mixed of two numbers is none: how bright the frame is, 0 to 255. */
int      test_movie_read_light  (AipFrame   *frame,
                                 double      x,
                                 double      y);

G_END_DECLS
