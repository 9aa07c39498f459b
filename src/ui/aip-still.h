/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-thumbnailer.h"

G_BEGIN_DECLS

#define AIP_TYPE_STILL (aip_still_get_type ())

/**
 * AipStill:
 *
 * A picture of a project in the shape of a film frame. It fills its frame; while there is no
 * picture it draws a landscape in colours that follow from the seed, the same each time.
 */
G_DECLARE_FINAL_TYPE (AipStill, aip_still, AIP, STILL, GtkWidget)

/* @path: (nullable): a picture file. @seed: any text, such as the project's folder. */
void aip_still_set_picture (AipStill       *self,
                            AipThumbnailer *thumbnailer,
                            const char     *path,
                            const char     *seed);

G_END_DECLS
