/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <cairo.h>

#include "aip-cut.h"

G_BEGIN_DECLS

/**
 * AipCutOverlayParts:
 * @AIP_CUT_OVERLAY_CODE: of the shot
 * @AIP_CUT_OVERLAY_TAKE: its number
 * @AIP_CUT_OVERLAY_RECORD: time code of the film
 * @AIP_CUT_OVERLAY_SOURCE: time code of the take's file, which begins at 0
 * @AIP_CUT_OVERLAY_FRAME: frames of the film, counted from 0
 * @AIP_CUT_OVERLAY_TEXT: the free text
 * @AIP_CUT_OVERLAY_SAFE_AREAS: action and title safe (SMPTE ST 2046-1), and the middle
 *
 * What is written or drawn over the picture.
 */
typedef enum {
  AIP_CUT_OVERLAY_NONE       = 0,
  AIP_CUT_OVERLAY_CODE       = 1 << 0,
  AIP_CUT_OVERLAY_TAKE       = 1 << 1,
  AIP_CUT_OVERLAY_RECORD     = 1 << 2,
  AIP_CUT_OVERLAY_SOURCE     = 1 << 3,
  AIP_CUT_OVERLAY_FRAME      = 1 << 4,
  AIP_CUT_OVERLAY_TEXT       = 1 << 5,
  AIP_CUT_OVERLAY_SAFE_AREAS = 1 << 6,
} AipCutOverlayParts;

#define AIP_N_CUT_OVERLAY_PARTS 7

/**
 * AipCutOverlay:
 * @text: (nullable): for %AIP_CUT_OVERLAY_TEXT
 * @ratio: width by height of the delivery as a thousandfold, 2390 for 2.39; 0 for the whole picture
 */
typedef struct {
  AipCutOverlayParts  parts;
  const char         *text;
  int                 ratio;
} AipCutOverlay;

/* "code", "take", "record", "source", "frame", "text", "safe-areas". @part: one */
const char *aip_cut_overlay_part_to_nick   (AipCutOverlayParts    part);
/* Names with commas between; %FALSE with a sentence that names what there is. */
gboolean    aip_cut_overlay_parse_parts    (const char           *text,
                                            AipCutOverlayParts   *parts,
                                            GError              **error);
/* "2.39", "2.39:1", "16:9", "1.85" as a thousandfold. */
gboolean    aip_cut_overlay_parse_ratio    (const char           *text,
                                            int                  *ratio,
                                            GError              **error);

/* Where the picture of a delivery ratio is in a frame; whole pixels, symmetric. */
void        aip_cut_overlay_get_picture    (int                   ratio,
                                            int                   width,
                                            int                   height,
                                            cairo_rectangle_int_t *picture);
/*
 * Over a picture of @width × @height that shows @frame: bars around the delivery ratio first, then
 * everything else inside of what they leave. For any thread.
 */
void        aip_cut_overlay_draw           (cairo_t              *cr,
                                            const AipCutOverlay  *overlay,
                                            AipCut               *cut,
                                            gint64                frame,
                                            int                   width,
                                            int                   height);

/**
 * aip_cut_slate_draw:
 * @first, @n_frames: the part of the film that follows
 * @note: (nullable): what the film is written as, or what somebody wants said
 * @date: as it is written
 *
 * Fills @width × @height with what stands before a film that is sent to somebody.
 */
void        aip_cut_slate_draw             (cairo_t              *cr,
                                            AipCut               *cut,
                                            gint64                first,
                                            gint64                n_frames,
                                            const char           *note,
                                            const char           *date,
                                            int                   width,
                                            int                   height);

G_END_DECLS
