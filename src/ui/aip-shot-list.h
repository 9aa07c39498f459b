/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-shot.h"

G_BEGIN_DECLS

#define AIP_TYPE_SHOT_LIST (aip_shot_list_get_type ())

/**
 * AipShotList:
 *
 * The shots of a view from first to last: a #GListModel of #AipShot.
 */
G_DECLARE_FINAL_TYPE (AipShotList, aip_shot_list, AIP, SHOT_LIST, GObject)

AipShotList *aip_shot_list_new         (void);

/*
 * Shows @shots (transfer full, element-type AipShot, owning) from now on; emits `items-changed`
 * for the one smallest range that differs.
 */
void         aip_shot_list_replace     (AipShotList *self,
                                        GPtrArray   *shots);
/* (transfer none): not to be changed; stays as it is when the rows become others. */
GPtrArray   *aip_shot_list_get_all     (AipShotList *self);
/* (transfer none) (nullable) */
AipShot     *aip_shot_list_peek        (AipShotList *self,
                                        guint        position);
/* @position: (out) (optional) */
gboolean     aip_shot_list_find        (AipShotList *self,
                                        AipShot     *shot,
                                        guint       *position);

G_END_DECLS
