/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-group-header.h"
#include "aip-shot-view.h"

G_BEGIN_DECLS

#define AIP_TYPE_GROUP_LAYER (aip_group_layer_get_type ())

/**
 * AipGroupLayer:
 *
 * Lies over the rows of the table and draws an #AipGroupHeader across each row that is a group, as
 * wide as the table whatever columns there are and wherever it is scrolled sideways to. At the top
 * stand the groups of the topmost row while their own rows are scrolled away.
 *
 * Signals: those of the headers with their group: `toggle`, `add`, `go`.
 */
G_DECLARE_FINAL_TYPE (AipGroupLayer, aip_group_layer, AIP, GROUP_LAYER, GtkWidget)

GtkWidget *aip_group_layer_new         (AipCellContext *context,
                                        AipShotView    *view);
/* While GTK has a row for @group. */
void       aip_group_layer_add         (AipGroupLayer  *self,
                                        AipShotGroup   *group);
void       aip_group_layer_remove      (AipGroupLayer  *self,
                                        AipShotGroup   *group);
void       aip_group_layer_set_focused (AipGroupLayer  *self,
                                        AipShotGroup   *group);

/*
 * While sizes are given out, after the layer has its own, which is mostly the same as before: where
 * each row is, in its coordinates.
 */
void       aip_group_layer_begin_rows  (AipGroupLayer  *self);
void       aip_group_layer_set_row     (AipGroupLayer  *self,
                                        gpointer        item,
                                        double          y,
                                        double          height);
void       aip_group_layer_end_rows    (AipGroupLayer  *self);
/* How much of the top is covered by groups whose rows are not there. */
int        aip_group_layer_get_covered (AipGroupLayer  *self);

G_END_DECLS
