/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define AIP_TYPE_PREFERENCES_DIALOG (aip_preferences_dialog_get_type ())

/**
 * AipPreferencesDialog:
 *
 * What belongs to the machine and not to a project.
 */
G_DECLARE_FINAL_TYPE (AipPreferencesDialog, aip_preferences_dialog, AIP, PREFERENCES_DIALOG,
                      AdwPreferencesDialog)

AdwDialog *aip_preferences_dialog_new (void);

G_END_DECLS
