/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AipFrameRate:
 * @numerator: frames, for example 24000
 * @denominator: in this many seconds, for example 1001
 * @drop_frame: whether time code drops numbers (only with 30000/1001 and 60000/1001)
 *
 * A rational frame rate. All arithmetic is on integers: no frame is ever lost to rounding.
 */
typedef struct {
  gint64   numerator;
  gint64   denominator;
  gboolean drop_frame;
} AipFrameRate;

/*
 * The rates a project may have, in menu order: 23.976, 24, 25, 29.97, 29.97 DF, 30, 48, 50, 59.94,
 * 59.94 DF, 60.
 */
const AipFrameRate *aip_frame_rate_get_all       (guint              *n_rates);
gboolean            aip_frame_rate_is_valid      (const AipFrameRate *rate);
gboolean            aip_frame_rate_equal         (const AipFrameRate *a,
                                                  const AipFrameRate *b);
/* "23.976", "24", "29.97 DF" … (transfer full) */
char               *aip_frame_rate_to_text       (const AipFrameRate *rate)
                                                                         G_GNUC_WARN_UNUSED_RESULT;
/* Accepts the texts above, "24 fps", "24000/1001", "23.98". */
gboolean            aip_frame_rate_parse         (const char         *text,
                                                  AipFrameRate       *rate,
                                                  GError            **error);
/* Frames counted in one second of time code: 24 for 23.976, 30 for 29.97. */
gint64              aip_frame_rate_get_nominal   (const AipFrameRate *rate);

/* HH:MM:SS:FF, with ';' before FF when dropping. @frame may be negative ("-00:00:01:00"). */
char               *aip_timecode_format          (gint64              frame,
                                                  const AipFrameRate *rate)
                                                                         G_GNUC_WARN_UNUSED_RESULT;
gboolean            aip_timecode_parse           (const char         *text,
                                                  const AipFrameRate *rate,
                                                  gint64             *frame,
                                                  GError            **error);

/* Real seconds and frames; halves round up. */
double              aip_frame_rate_to_seconds    (const AipFrameRate *rate,
                                                  gint64              frames);
gint64              aip_frame_rate_from_seconds  (const AipFrameRate *rate,
                                                  double              seconds);

/*
 * What a person types as a length: "48" frames, "2s", "2.5 s", "1m30s", "00:00:02:00", "2:00"
 * (s:ff), "1분 30초". A comma is taken as decimal point. Answers at least 1 frame and at most 24
 * hours.
 */
gboolean            aip_duration_parse           (const char         *text,
                                                  const AipFrameRate *rate,
                                                  gint64             *frames,
                                                  GError            **error);

G_END_DECLS
