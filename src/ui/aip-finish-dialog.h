/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-session.h"

G_BEGIN_DECLS

#define AIP_TYPE_FINISH_DIALOG (aip_finish_dialog_get_type ())

/**
 * AipFinishDialog:
 *
 * Asks what to make of the cut, says how much that is before anything is queued, and prepares it
 * (#AipFinishing). What cannot be finished is listed with the reason. Closed while it prepares, it
 * stops there; what was queued goes on.
 */
G_DECLARE_FINAL_TYPE (AipFinishDialog, aip_finish_dialog, AIP, FINISH_DIALOG, AdwDialog)

AdwDialog *aip_finish_dialog_new (AipSession *session);

G_END_DECLS
