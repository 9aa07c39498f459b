/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-live-setup.h"

G_BEGIN_DECLS

#define AIP_TYPE_SETUP_FINDINGS (aip_setup_findings_get_type ())

/**
 * AipSetupFindings:
 *
 * What is found wrong with a setup, the worst first, each with the fields it is about and with
 * buttons that fix it. Fixes are looked for one finding after the other while the list is shown.
 *
 * Signals:
 * - `edit-field (int field)`: go to its control
 * - `touched (guint64 fields)`: a fix has set them
 */
G_DECLARE_FINAL_TYPE (AipSetupFindings, aip_setup_findings, AIP, SETUP_FINDINGS, GtkWidget)

GtkWidget *aip_setup_findings_new   (AipLiveSetup     *live);
/* Puts the focus on the first finding about @field; -1: on the first. */
void       aip_setup_findings_focus (AipSetupFindings *self,
                                     int               field);

G_END_DECLS
