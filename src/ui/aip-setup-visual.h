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

#define AIP_TYPE_SETUP_VISUAL (aip_setup_visual_get_type ())

/**
 * AipSetupVisual:
 *
 * The live setup for the eye: presets above, below them the setup as pictures. All presets take the
 * place of the pictures while they are shown.
 *
 * Signals:
 * - `edit-field (int field)`: somebody wants to see the control of the field
 */
G_DECLARE_FINAL_TYPE (AipSetupVisual, aip_setup_visual, AIP, SETUP_VISUAL, GtkWidget)

GtkWidget *aip_setup_visual_new (AipLiveSetup *live,
                                 AipPresets   *presets);

G_END_DECLS
