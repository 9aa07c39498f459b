/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-cell-context.h"
#include "aip-shot-group.h"

G_BEGIN_DECLS

#define AIP_TYPE_GROUP_HEADER (aip_group_header_get_type ())

/**
 * AipGroupHeader:
 *
 * What stands above the shots of a group, as wide as the table: its value with the colour of a
 * status, how many shots, how long together, how much of it is approved, and buttons to collapse
 * it, to write a new shot into it and to rename a scene.
 *
 * Only the buttons take the pointer; everything else belongs to the row of the table that is
 * below. A header that is @sticky stands over rows of other shots: there it is one large button.
 *
 * Signals:
 * - `toggle`: it is to be collapsed or expanded
 * - `add`: a new shot is to be written into it
 * - `go`: a click on a sticky one: its row is to be shown
 */
G_DECLARE_FINAL_TYPE (AipGroupHeader, aip_group_header, AIP, GROUP_HEADER, GtkWidget)

GtkWidget    *aip_group_header_new         (AipCellContext *context,
                                            gboolean        sticky);
/* (transfer none) (nullable) */
AipShotGroup *aip_group_header_get_group   (AipGroupHeader *self);
void          aip_group_header_set_group   (AipGroupHeader *self,
                                            AipShotGroup   *group);
/* Its row has the keyboard focus. */
void          aip_group_header_set_focused (AipGroupHeader *self,
                                            gboolean        focused);

/* What a screen reader says of the row: “Status Approved, 6 shots · 00:00:14:12 · 50 % approved”. */
char         *aip_group_header_dup_spoken  (AipCellContext *context,
                                            AipShotGroup   *group);

G_END_DECLS
