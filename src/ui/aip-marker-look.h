/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* The colours that a marker may have, in menu order; %NULL at the end. */
const char *const *aip_marker_colors          (void);
/* “Red” … */
const char        *aip_marker_color_get_title (const char *color);
void               aip_marker_color_get_rgba  (const char *color,
                                               GdkRGBA    *rgba);

G_END_DECLS
