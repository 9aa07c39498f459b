/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-session.h"

G_BEGIN_DECLS

#define AIP_TYPE_PICTURE_STRIP (aip_picture_strip_get_type ())

/**
 * AipPictureStrip:
 *
 * Pictures side by side, each with a button that takes it away, and one to add more; pictures can be
 * dropped on it, and dragged out of it.
 *
 * Signals:
 * - `added (GStrv assets)`: pictures were brought into the project
 * - `removed (guint index)`
 */
G_DECLARE_FINAL_TYPE (AipPictureStrip, aip_picture_strip, AIP, PICTURE_STRIP, GtkBox)

/* @several: whether more than one makes sense */
GtkWidget *aip_picture_strip_new       (AipSession         *session,
                                        gboolean            several);
/*
 * @paths: where they lie; a %NULL-terminated list that may be empty. @titles: (nullable): what each
 * is called, as many as paths.
 */
void       aip_picture_strip_set_paths (AipPictureStrip    *self,
                                        const char *const  *paths,
                                        const char *const  *titles);

G_END_DECLS
