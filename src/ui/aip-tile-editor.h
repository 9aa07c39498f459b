/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-session.h"

G_BEGIN_DECLS

#define AIP_TYPE_TILE_EDITOR (aip_tile_editor_get_type ())

/**
 * AipTileEditor:
 *
 * Code and description of a shot, over its tile. Enter or a click elsewhere keeps what was
 * written, as one step; Escape drops it, Alt+Enter makes a line break.
 *
 * Signal `done`: it is hidden again. CSS node: `tileeditor`.
 */
G_DECLARE_FINAL_TYPE (AipTileEditor, aip_tile_editor, AIP, TILE_EDITOR, GtkWidget)

GtkWidget *aip_tile_editor_new  (AipSession    *session);
/* Shows itself and takes the focus. */
void       aip_tile_editor_edit (AipTileEditor *self,
                                 AipShot       *shot);

G_END_DECLS
