/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-player-picture.h"

G_BEGIN_DECLS

#define AIP_TYPE_PLAYER_SCREEN (aip_player_screen_get_type ())

/**
 * AipPlayerScreen:
 *
 * The film and nothing else, on the whole screen. Keys do what they do in the timeline; Escape and
 * a double click go back.
 */
G_DECLARE_FINAL_TYPE (AipPlayerScreen, aip_player_screen, AIP, PLAYER_SCREEN, GtkWindow)

/* @origin: a widget that the actions of the timeline are found from. */
GtkWidget        *aip_player_screen_new         (GtkWidget       *origin);
AipPlayerPicture *aip_player_screen_get_picture (AipPlayerScreen *self);

G_END_DECLS
