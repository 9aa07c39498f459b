/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-shot-picture.h"

G_BEGIN_DECLS

#define AIP_TYPE_INSPECTOR_TAKE (aip_inspector_take_get_type ())

/**
 * AipInspectorTake:
 *
 * One take in the strip: thumbnail and number. CSS class `current` on the one that is shown, a
 * pin on the one that was chosen, and a mark on those that are approved.
 *
 * Properties: `item` (#AipTake, nullable).
 */
G_DECLARE_FINAL_TYPE (AipInspectorTake, aip_inspector_take, AIP, INSPECTOR_TAKE, GtkWidget)

GtkWidget *aip_inspector_take_new          (AipSession       *session,
                                            AipShotPreviews  *previews);
/* (transfer none) (nullable) */
AipTake   *aip_inspector_take_get_take     (AipInspectorTake *self);
/* @owner: (nullable): the code of the shot that it was made for, if that is another one. */
void       aip_inspector_take_set_state    (AipInspectorTake *self,
                                            gboolean          current,
                                            gboolean          pinned,
                                            const char       *owner);
void       aip_inspector_take_set_approved (AipInspectorTake *self,
                                            gboolean          approved);

G_END_DECLS
