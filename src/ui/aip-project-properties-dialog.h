/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-session.h"

G_BEGIN_DECLS

#define AIP_TYPE_PROJECT_PROPERTIES_DIALOG (aip_project_properties_dialog_get_type ())

/* What holds for the whole film; applied as one step that can be undone. */
G_DECLARE_FINAL_TYPE (AipProjectPropertiesDialog, aip_project_properties_dialog, AIP,
                      PROJECT_PROPERTIES_DIALOG, AdwDialog)

AdwDialog *aip_project_properties_dialog_new (AipSession *session);

G_END_DECLS
