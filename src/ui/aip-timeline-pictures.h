/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-thumbnailer.h"

G_BEGIN_DECLS

#define AIP_TYPE_TIMELINE_PICTURES (aip_timeline_pictures_get_type ())

/**
 * AipTimelinePictures:
 *
 * Pictures of takes in exactly the size in which clips show them, so that drawing one is copying
 * pixels. Bounded in memory.
 *
 * Signal `changed`: one has come, or turned out to be none.
 */
G_DECLARE_FINAL_TYPE (AipTimelinePictures, aip_timeline_pictures, AIP, TIMELINE_PICTURES, GObject)

AipTimelinePictures *aip_timeline_pictures_new (AipThumbnailer *thumbnailer);

/*
 * @height: device pixels. @missing: (out): it is known that the file is not there or no picture.
 * (transfer none) (nullable): not there yet; it is then loaded, newest wish first.
 */
GdkTexture *aip_timeline_pictures_get (AipTimelinePictures *self,
                                       const char          *path,
                                       int                  height,
                                       gboolean            *missing);
/* What was wished and is not wished again before the next call is not loaded. */
void        aip_timeline_pictures_begin_frame (AipTimelinePictures *self);

G_END_DECLS
