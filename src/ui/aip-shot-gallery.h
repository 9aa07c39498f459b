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

#define AIP_TYPE_SHOT_GALLERY (aip_shot_gallery_get_type ())

/**
 * AipShotGallery:
 *
 * The shots of a view as pictures, with the selection that the table has. In film order tiles are
 * put elsewhere by dragging them. See #AipTileHost for keys and menu.
 *
 * CSS node: `shotgallery`.
 */
G_DECLARE_FINAL_TYPE (AipShotGallery, aip_shot_gallery, AIP, SHOT_GALLERY, GtkWidget)

GtkWidget *aip_shot_gallery_new               (AipCellContext *context,
                                               AipShotView    *view,
                                               AipRowColors   *colors);
void       aip_shot_gallery_set_menu          (AipShotGallery *self,
                                               GMenuModel     *menu);
/* Only while it is seen does it hold tiles. */
void       aip_shot_gallery_set_active        (AipShotGallery *self,
                                               gboolean        active);
/* In application pixels. */
void       aip_shot_gallery_set_picture_width (AipShotGallery *self,
                                               int             width);
/* As aip_shot_table_focus(). */
gboolean   aip_shot_gallery_focus             (AipShotGallery *self,
                                               AipShot        *shot,
                                               gboolean        select);
/* Opens the editor at the tile with the focus. */
gboolean   aip_shot_gallery_edit              (AipShotGallery *self);

G_END_DECLS
