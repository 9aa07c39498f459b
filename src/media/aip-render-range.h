/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-cut.h"

G_BEGIN_DECLS

/**
 * aip_render_range_parse:
 * @text: (nullable): "IN-OUT", each a time code of the film or a frame from 0 on, up to but without
 *   OUT; "CODE..CODE" or "CODE" for whole shots; %NULL for the whole film
 *
 * A part of a film as people type it, within the film and at least one frame long.
 */
gboolean aip_render_range_parse (const char  *text,
                                 AipCut      *cut,
                                 gint64      *first,
                                 gint64      *n_frames,
                                 GError     **error);

G_END_DECLS
