/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-session.h"

G_BEGIN_DECLS

#define AIP_TYPE_MASK_DIALOG (aip_mask_dialog_get_type ())

/**
 * AipMaskDialog:
 *
 * Paints a mask over a picture: what is red is drawn anew. Brush and eraser follow the pressure of a
 * pen; undo and redo within.
 *
 * Signal: `painted (const char *asset)`: it lies in the project as an 8 bit grey PNG.
 */
G_DECLARE_FINAL_TYPE (AipMaskDialog, aip_mask_dialog, AIP, MASK_DIALOG, AdwDialog)

/* @picture: path of a still or clip; @mask: (nullable): path of the mask to go on with. */
AdwDialog *aip_mask_dialog_new (AipSession *session,
                                const char *picture,
                                const char *mask);

G_END_DECLS
