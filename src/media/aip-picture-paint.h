/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <cairo.h>
#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

/*
 * Paints a picture from aip_picture_file_decode() as large as it fits, in the middle of a
 * rectangle. A PDF keeps it as JPEG: a sheet of a whole film stays small. For any thread.
 */
void aip_picture_paint (cairo_t   *cr,
                        GdkPixbuf *pixbuf,
                        double     x,
                        double     y,
                        double     width,
                        double     height);

G_END_DECLS
