/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-cell-context.h"
#include "aip-row-colors.h"
#include "aip-shot-lane.h"
#include "aip-tile-host.h"

G_BEGIN_DECLS

#define AIP_TYPE_BOARD_LANE (aip_board_lane_get_type ())

/**
 * AipBoardLane:
 *
 * One lane of a board: a head with what its shots have in common, how many they are and how long,
 * and their tiles. It only holds tiles while it is active.
 *
 * Signal `dropped`: the shots that are being dragged (see #AipTileHost) were let go here.
 * CSS node: `boardlane`, with the class `target` while something is held above it.
 */
G_DECLARE_FINAL_TYPE (AipBoardLane, aip_board_lane, AIP, BOARD_LANE, GtkWidget)

/* @status: nick of the status whose dot is shown; %NULL for none. */
GtkWidget   *aip_board_lane_new        (AipCellContext *context,
                                        AipRowColors   *colors,
                                        AipTileHost    *host,
                                        AipShotLane    *lane,
                                        const char     *status);
AipShotLane *aip_board_lane_get_lane   (AipBoardLane   *self);
/* (transfer none) */
GtkWidget   *aip_board_lane_get_list   (AipBoardLane   *self);
void         aip_board_lane_set_active (AipBoardLane   *self,
                                        gboolean        active);
/* Count and length, after the lane has got other shots. */
void         aip_board_lane_update     (AipBoardLane   *self);
/* Puts the keyboard focus on the tile at @position. */
void         aip_board_lane_focus      (AipBoardLane   *self,
                                        guint           position,
                                        gboolean        select);

G_END_DECLS
