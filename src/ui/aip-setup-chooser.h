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

#define AIP_TYPE_SETUP_CHOOSER (aip_setup_chooser_get_type ())

/**
 * AipSetupChooser:
 *
 * The one list of options that opens at a control of a setup. Typing searches name, maker and
 * years; arrows and Enter choose; what an option would make impossible is said beside it. An option
 * that would is dimmed, never forbidden. Where several can be chosen the list stays open.
 *
 * Signal `chosen (guint field)`: also when it was chosen already.
 */
G_DECLARE_FINAL_TYPE (AipSetupChooser, aip_setup_chooser, AIP, SETUP_CHOOSER, GtkPopover)

/* @presets: (nullable): where animation looks come from. */
GtkWidget *aip_setup_chooser_new  (AipLiveSetup    *live,
                                   AipPresets      *presets);
/* Opens at @control, which has a common ancestor with its parent. */
void       aip_setup_chooser_open (AipSetupChooser *self,
                                   AipSetupField    field,
                                   GtkWidget       *control);

G_END_DECLS
