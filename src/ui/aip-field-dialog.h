/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-session.h"

G_BEGIN_DECLS

#define AIP_TYPE_FIELD_DIALOG (aip_field_dialog_get_type ())

/**
 * AipFieldDialog:
 *
 * A field of the project: name, type and what belongs to the type. It says what another type would
 * cost before it is taken. One undo step.
 */
G_DECLARE_FINAL_TYPE (AipFieldDialog, aip_field_dialog, AIP, FIELD_DIALOG, AdwDialog)

/*
 * @field: (nullable): %NULL for a new one; @shot: (nullable): for which a formula shows its result
 */
AdwDialog *aip_field_dialog_new (AipSession     *session,
                                 AipCustomField *field,
                                 AipShot        *shot);

G_END_DECLS
