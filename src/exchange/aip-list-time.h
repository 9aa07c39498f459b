/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-frame-rate.h"

G_BEGIN_DECLS

/**
 * AipListUnit:
 * @AIP_LIST_UNIT_UNKNOWN: the title does not say; frames unless the whole column speaks for seconds
 *
 * What a number without a unit counts.
 */
typedef enum {
  AIP_LIST_UNIT_UNKNOWN,
  AIP_LIST_UNIT_FRAMES,
  AIP_LIST_UNIT_SECONDS,
  AIP_LIST_UNIT_MINUTES,
} AipListUnit;

/**
 * AipListClock:
 * @project: the rate that answers are in
 * @list: the rate at which the frame numbers of the list count
 *
 * How to read the times of a list.
 */
typedef struct {
  AipFrameRate project;
  AipFrameRate list;
} AipListClock;

/*
 * A time as people write it in lists, unlike what they type into the table: `0:04` is minutes and
 * seconds here, `0:00:04` hours too, `00:00:04:12` time code, `00:00:04,500` and `00:00:04.5` have
 * a decimal fraction; `4s`, `4.5 sec`, `1m30s`, `1'30"`, `4초`, `2분 30초`, `4秒`, `96f`, `96 frames`,
 * `96프레임`, `96コマ` name their unit.
 */
gboolean aip_list_time_parse          (const char          *text,
                                       AipListUnit          unit,
                                       const AipListClock  *clock,
                                       gint64              *frames,
                                       GError             **error);
/*
 * A length: @text is a time, or from and to as in `0:00-0:04`. At least a frame, at most 24 hours.
 */
gboolean aip_list_time_parse_length   (const char          *text,
                                       AipListUnit          unit,
                                       const AipListClock  *clock,
                                       gint64              *frames,
                                       GError             **error);
/* The length between two times; the second is the first frame that is not seen any more. */
gboolean aip_list_time_parse_in_out   (const char          *in,
                                       const char          *out,
                                       AipListUnit          unit,
                                       const AipListClock  *clock,
                                       gint64              *frames,
                                       GError             **error);
/* The frame number of a time code, or -1 if @text is not one. */
gint64   aip_list_time_get_frame_part (const char          *text);
/* Whether @text is a number without a unit. */
gboolean aip_list_time_is_number      (const char          *text,
                                       double              *number);

G_END_DECLS
