/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-shot.h"

G_BEGIN_DECLS

/*
 * How it looks that a picture is not what would be made now. Both #AipShot and #AipTake have it:
 * follow `notify::stale` of a shot, `notify::freshness` and `notify::stale-parts` of a take.
 */

/* Whether the shot’s current take is stale. */
gboolean  aip_shot_stale_is           (AipShot               *shot);
/* (transfer full) (nullable): “Stale: lens, Mina”; %NULL if it is not. */
char     *aip_shot_stale_dup_text     (AipShot               *shot) G_GNUC_WARN_UNUSED_RESULT;
/* (transfer full) (nullable): the same of a take, and where it is not known a sentence that says so. */
char     *aip_shot_stale_dup_take_text (AipTake              *take) G_GNUC_WARN_UNUSED_RESULT;
/* A round badge in the corner of a picture that is drawn in @bounds of @widget. */
void      aip_shot_stale_snapshot     (GtkSnapshot           *snapshot,
                                       GtkWidget             *widget,
                                       const graphene_rect_t *bounds);

G_END_DECLS
