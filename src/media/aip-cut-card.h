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
 * aip_cut_card_draw:
 * @rate: of the cut
 * @trouble: (nullable): a sentence that says why there is no picture where there should be one: a
 *   file that is missing or cannot be read
 *
 * Fills @width × @height with the card of a shot that has no picture: what it shows, how it is
 * framed, how long it is. Looks the same at any size; what would be too small to read is left out.
 * For any thread.
 */
void aip_cut_card_draw (cairo_t            *cr,
                        const AipCutShot   *shot,
                        const AipFrameRate *rate,
                        int                 width,
                        int                 height,
                        const char         *trouble);
/* What stands where the film has nothing at all: black, with a sentence. @sentence: (nullable) */
void aip_cut_card_draw_nothing (cairo_t    *cr,
                                int         width,
                                int         height,
                                const char *sentence);

G_END_DECLS
