/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-session.h"
#include "aip-shot-previews.h"

G_BEGIN_DECLS

#define AIP_TYPE_SHOT_PICTURE (aip_shot_picture_get_type ())

/**
 * AipShotPicture:
 *
 * What a shot looks like now, as a #GdkPaintable: the live preview while it is being made, its
 * current take, or nothing. Loads by itself and emits `invalidate-contents` when there is
 * something else to see; a picture that is no longer wanted is cancelled.
 */
G_DECLARE_FINAL_TYPE (AipShotPicture, aip_shot_picture, AIP, SHOT_PICTURE, GObject)

/* @size: the longest side that is needed, in device pixels. */
AipShotPicture *aip_shot_picture_new      (AipSession            *session,
                                           AipShotPreviews       *previews,
                                           int                    size);
/* @shot: (nullable) */
void            aip_shot_picture_set_shot (AipShotPicture        *self,
                                           AipShot               *shot);
/* Shows @take and no preview, whatever the shot's current take is. @take: (nullable) */
void            aip_shot_picture_set_take (AipShotPicture        *self,
                                           AipTake               *take);
/* (transfer none) (nullable) */
GdkTexture     *aip_shot_picture_get_texture (AipShotPicture     *self);

/*
 * Draws it into @bounds with round corners, cropped to fill them, or a placeholder in the text
 * colour of @widget.
 */
void            aip_shot_picture_snapshot (AipShotPicture        *self,
                                           GtkSnapshot           *snapshot,
                                           GtkWidget             *widget,
                                           const graphene_rect_t *bounds,
                                           float                  radius);

G_END_DECLS
