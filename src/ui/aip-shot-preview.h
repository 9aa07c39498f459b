/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AIP_TYPE_SHOT_PREVIEW (aip_shot_preview_get_type ())

/**
 * AipShotPreview:
 *
 * The latest picture that a worker sent while it runs one job. Property `texture` (#GdkTexture,
 * nullable, with notify).
 *
 * Pictures from a worker are untrusted and come faster than anybody looks: each is decoded in a
 * thread, bounded in size, one at a time, and one that is overtaken by a newer is dropped.
 */
G_DECLARE_FINAL_TYPE (AipShotPreview, aip_shot_preview, AIP, SHOT_PREVIEW, GObject)

AipShotPreview *aip_shot_preview_new         (void);
void            aip_shot_preview_push        (AipShotPreview *self,
                                              GBytes         *bytes);
/* (transfer none) (nullable) */
GdkTexture     *aip_shot_preview_get_texture (AipShotPreview *self);

/* Shares the pixels of @pixbuf. (transfer full) */
GdkTexture     *aip_texture_from_pixbuf      (GdkPixbuf      *pixbuf);

G_END_DECLS
