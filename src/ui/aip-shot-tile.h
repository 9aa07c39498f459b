/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-cell-context.h"
#include "aip-row-colors.h"

G_BEGIN_DECLS

#define AIP_TYPE_SHOT_TILE (aip_shot_tile_get_type ())

/**
 * AipShotTile:
 *
 * A shot as a picture with what is most asked about it below: code, takes, status, how its
 * generation stands and the beginning of its description. Used by gallery and board. It draws
 * itself, so that hundreds of them cost no more than cells do, and follows its shot.
 *
 * The property `item` is the #AipShot; `spoken` s (read only) what a screen reader says. It is
 * `picture-width` wide (i), which the gallery binds to its slider.
 *
 * CSS node: `shottile`.
 */
G_DECLARE_FINAL_TYPE (AipShotTile, aip_shot_tile, AIP, SHOT_TILE, GtkWidget)

GtkWidget *aip_shot_tile_new      (AipCellContext *context,
                                   AipRowColors   *colors);
/* (transfer none) (nullable) */
AipShot   *aip_shot_tile_get_shot (AipShotTile    *self);
/* The tile that @widget is, is in, or holds as its child. (nullable) (transfer none) */
AipShotTile *aip_shot_tile_find   (GtkWidget      *widget);
/* Whether @y, in the tile, is on its picture. */
gboolean   aip_shot_tile_is_on_picture (AipShotTile *self,
                                        double       y);

G_END_DECLS
