/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-cell-context.h"
#include "aip-row-colors.h"
#include "aip-shot-view.h"

G_BEGIN_DECLS

#define AIP_TYPE_SHOT_BOARD (aip_shot_board_get_type ())

/**
 * AipShotBoard:
 *
 * The shots of a view in lanes by what they have in one column: status, scene or place. A tile that
 * is dragged into another lane gets its value, one undo step for all that are dragged; what the
 * project does not allow is said in a toast.
 *
 * Left and Right go to the neighbouring lane, with Ctrl and Shift they take the selected shots
 * along; Ctrl+Shift+Up and Down move them within the film. See #AipTileHost for other keys.
 *
 * CSS node: `shotboard`.
 */
G_DECLARE_FINAL_TYPE (AipShotBoard, aip_shot_board, AIP, SHOT_BOARD, GtkWidget)

GtkWidget  *aip_shot_board_new        (AipCellContext *context,
                                       AipShotView    *view,
                                       AipRowColors   *colors);
void        aip_shot_board_set_menu   (AipShotBoard   *self,
                                       GMenuModel     *menu);
void        aip_shot_board_set_active (AipShotBoard   *self,
                                       gboolean        active);
/* Id of a column: one that there is no board of shows the status. */
void        aip_shot_board_set_column (AipShotBoard   *self,
                                       const char     *id);
/* What there is a board of: ids of columns, those of the project's fields that hold one choice too. */
GStrv       aip_shot_board_list_columns (AipDocument  *document) G_GNUC_WARN_UNUSED_RESULT;
gboolean    aip_shot_board_focus      (AipShotBoard   *self,
                                       AipShot        *shot,
                                       gboolean        select);
gboolean    aip_shot_board_edit       (AipShotBoard   *self);
/* Puts @shots into the lane @by lanes away. */
gboolean    aip_shot_board_move       (AipShotBoard   *self,
                                       GPtrArray      *shots,
                                       int             by);

G_END_DECLS
