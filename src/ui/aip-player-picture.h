/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-cut-overlay.h"
#include "aip-frame.h"

G_BEGIN_DECLS

#define AIP_TYPE_PLAYER_PICTURE (aip_player_picture_get_type ())

/**
 * AipPlayerPicture:
 *
 * Shows a frame of a film as large as it fits, with what is written over it; or, while somebody
 * trims, the two frames at both sides of the edit.
 *
 * Signals: `resized`: see aip_player_picture_get_pixels(). For screen readers it is a picture that
 * says which shot and time code are seen.
 */
G_DECLARE_FINAL_TYPE (AipPlayerPicture, aip_player_picture, AIP, PLAYER_PICTURE, GtkWidget)

GtkWidget *aip_player_picture_new         (void);
/* What @frame is a frame of. */
void       aip_player_picture_set_cut     (AipPlayerPicture    *self,
                                           AipCut              *cut);
void       aip_player_picture_set_frame   (AipPlayerPicture    *self,
                                           AipFrame            *picture,
                                           gint64               frame);
/* @left, @right: (nullable): both, or neither. The numbers are frames of the film. */
void       aip_player_picture_set_two_up  (AipPlayerPicture    *self,
                                           AipFrame            *left,
                                           gint64               left_frame,
                                           AipFrame            *right,
                                           gint64               right_frame);
void       aip_player_picture_set_overlay (AipPlayerPicture    *self,
                                           AipCutOverlayParts   parts,
                                           int                  ratio);
/* How large a frame would have to be to be shown pixel by pixel; %FALSE before it has a size. */
gboolean   aip_player_picture_get_pixels  (AipPlayerPicture    *self,
                                           int                 *width,
                                           int                 *height);
/* The frame that is shown, -1 for none: for tests. */
gint64     aip_player_picture_get_shown   (AipPlayerPicture    *self);

G_END_DECLS
