/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <cairo.h>

#include "aip-cut.h"

G_BEGIN_DECLS

/*
 * Puts the layers of an #AipCutPicture onto each other, over all of @cr, for whoever plays and
 * whoever renders. @front: (nullable): without one it is @share of @back over black.
 */
void aip_cut_paint_transition (cairo_t         *cr,
                               AipTransition    transition,
                               gint64           share,
                               gint64           of,
                               cairo_surface_t *back,
                               cairo_surface_t *front,
                               int              width,
                               int              height);

G_END_DECLS
