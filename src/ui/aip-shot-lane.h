/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-shot-view.h"

G_BEGIN_DECLS

#define AIP_TYPE_SHOT_LANE (aip_shot_lane_get_type ())

/**
 * AipShotLane:
 *
 * Some of the shots of a view: those that have one value. A #GtkSelectionModel whose selection is
 * that of the view, so that what is selected in one lane, or in the table, is selected everywhere.
 */
G_DECLARE_FINAL_TYPE (AipShotLane, aip_shot_lane, AIP, SHOT_LANE, GObject)

/* @value: what is written into a shot to put it here; "" for none. @title: how it reads. */
AipShotLane *aip_shot_lane_new       (AipShotView *view,
                                      const char  *value,
                                      const char  *title);
const char  *aip_shot_lane_get_value (AipShotLane *self);
const char  *aip_shot_lane_get_title (AipShotLane *self);
/* (transfer full) (element-type AipShot, owning): emits `items-changed` for what differs. */
void         aip_shot_lane_replace   (AipShotLane *self,
                                      GPtrArray   *shots);
/* (transfer none) (element-type AipShot) */
GPtrArray   *aip_shot_lane_get_all   (AipShotLane *self);

G_END_DECLS
