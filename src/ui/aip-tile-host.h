/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-session.h"
#include "aip-shot-tile.h"
#include "aip-shot-view.h"

G_BEGIN_DECLS

#define AIP_TYPE_TILE_HOST (aip_tile_host_get_type ())

/**
 * AipTileHost:
 *
 * What gallery and board have in common: pointer and keys on their lists of tiles, the menu, the
 * little editor, and that the shot with the focus is the cursor of the view.
 *
 * F2, Enter and a double click edit; a double click on the picture opens the take. The keys for
 * whole shots activate the actions of the group `shots`.
 */
G_DECLARE_FINAL_TYPE (AipTileHost, aip_tile_host, AIP, TILE_HOST, GObject)

/*
 * @owner: the gallery or board, which menus hang on; not owned. @overlay: as large, for the editor.
 */
AipTileHost *aip_tile_host_new         (GtkWidget   *owner,
                                        GtkOverlay  *overlay,
                                        AipSession  *session,
                                        AipShotView *view);
/* @list: a #GtkGridView or #GtkListView of tiles. */
void         aip_tile_host_attach      (AipTileHost *self,
                                        GtkWidget   *list);
void         aip_tile_host_set_menu    (AipTileHost *self,
                                        GMenuModel  *menu);
/* For the owner's vfuncs. */
void         aip_tile_host_root        (AipTileHost *self);
void         aip_tile_host_unroot      (AipTileHost *self);
void         aip_tile_host_dispose     (AipTileHost *self);

/* Whether one of the tiles has, or had last, the keyboard focus. */
gboolean     aip_tile_host_has_focus   (AipTileHost *self);
/* The tile with the focus. (transfer none) (nullable) */
AipShotTile *aip_tile_host_get_focused (AipTileHost *self);
/* Opens the editor at the tile; %FALSE if there is none with the focus. */
gboolean     aip_tile_host_edit        (AipTileHost *self);
/* The shots that are being dragged. (transfer none) (nullable) (element-type AipShot) */
GPtrArray   *aip_tile_host_get_dragged (AipTileHost *self);

G_END_DECLS
