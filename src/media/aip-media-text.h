/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/*
 * Words on pictures: the fonts that the program draws with where there is no widget, and lines that
 * break where Korean breaks. Sizes in units of the drawing, widths below 0 for as wide as it gets.
 */

/* @lines: the last one ends in an ellipsis */
PangoLayout *aip_media_text_new   (cairo_t     *cr,
                                   const char  *text,
                                   double       size,
                                   gboolean     bold,
                                   double       width,
                                   int          lines) G_GNUC_WARN_UNUSED_RESULT;
/* Digits as wide as each other, so that a running time code stands still. */
void         aip_media_text_align_digits (PangoLayout *layout);
void         aip_media_text_get_size     (PangoLayout *layout,
                                          double      *width,
                                          double      *height);

G_END_DECLS
