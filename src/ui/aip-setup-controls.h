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

#define AIP_TYPE_SETUP_CONTROLS (aip_setup_controls_get_type ())

/**
 * AipSetupControls:
 *
 * Every field of a setup as a labelled control, in groups, with what is found and what follows from
 * it: the twin of all that is drawn. It scrolls by itself.
 *
 * Signals:
 * - `touched (guint field)`: a person has set that field here, perhaps to what it was
 * - `findings-wanted (guint field)`: show what is found there and how to fix it
 */
G_DECLARE_FINAL_TYPE (AipSetupControls, aip_setup_controls, AIP, SETUP_CONTROLS, GtkWidget)

GtkWidget *aip_setup_controls_new         (AipLiveSetup     *live);
/* Where animation looks come from; without, they cannot be chosen. (nullable) */
void       aip_setup_controls_set_presets (AipSetupControls *self,
                                           AipPresets       *presets);
/* AIP_SETUP_BIT()s of the fields in which the shots differ: they say “Mixed”. */
void       aip_setup_controls_set_mixed   (AipSetupControls *self,
                                           guint64           mixed);
/* Scrolls to the control of @field and focuses it. */
void       aip_setup_controls_reveal      (AipSetupControls *self,
                                           AipSetupField     field);

G_END_DECLS
