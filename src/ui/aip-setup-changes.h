/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-setup-plan.h"

G_BEGIN_DECLS

#define AIP_TYPE_SETUP_CHANGES (aip_setup_changes_get_type ())

/**
 * AipSetupChanges:
 *
 * The preview of an #AipSetupPlan: each shot that would change, expanding to its fields with what
 * they say now and then.
 */
G_DECLARE_FINAL_TYPE (AipSetupChanges, aip_setup_changes, AIP, SETUP_CHANGES, GtkWidget)

GtkWidget *aip_setup_changes_new (AipSetupPlan *plan);

G_END_DECLS
