/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-live-setup.h"
#include "aip-presets.h"

G_BEGIN_DECLS

#define AIP_TYPE_SETUP_PICTURES (aip_setup_pictures_get_type ())

/**
 * AipSetupPictures:
 *
 * The live setup as pictures: preview frame, plan, light, sensor and colour tones, laid out for
 * whatever room there is.
 *
 * Signals:
 * - `edit-field (int field)`: as #AipDiagram
 */
G_DECLARE_FINAL_TYPE (AipSetupPictures, aip_setup_pictures, AIP, SETUP_PICTURES, GtkWidget)

/* @presets: (nullable): as aip_frame_view_new() */
GtkWidget *aip_setup_pictures_new (AipLiveSetup *live,
                                   AipPresets   *presets);

G_END_DECLS
