/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-live-setup.h"

G_BEGIN_DECLS

#define AIP_TYPE_SETUP_LAMP (aip_setup_lamp_get_type ())

/**
 * AipSetupLamp:
 *
 * Where one light of a setup stands and how bright it is, as numbers: what the light diagram shows
 * as a picture.
 */
G_DECLARE_FINAL_TYPE (AipSetupLamp, aip_setup_lamp, AIP, SETUP_LAMP, GtkWidget)

/* @field: key, fill or practicals; @index: which of the practicals. */
GtkWidget *aip_setup_lamp_new    (AipLiveSetup  *live,
                                  AipSetupField  field,
                                  guint          index);
/* Shows what the setup has now; nothing if it has no such light. */
void       aip_setup_lamp_update (AipSetupLamp  *self);

G_END_DECLS
