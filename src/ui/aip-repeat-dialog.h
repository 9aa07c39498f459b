/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-session.h"

G_BEGIN_DECLS

#define AIP_TYPE_REPEAT_DIALOG (aip_repeat_dialog_get_type ())

/**
 * AipRepeatDialog:
 *
 * Sends what made a take once more, after it has said for each worker what is different there from then:
 * the version of ComfyUI, the graphics card, nodes and models that are missing; and what of the files
 * that it began with is gone or was changed.
 */
G_DECLARE_FINAL_TYPE (AipRepeatDialog, aip_repeat_dialog, AIP, REPEAT_DIALOG, AdwDialog)

void aip_repeat_dialog_present (AipSession *session,
                                AipShot    *shot,
                                AipTake    *take,
                                GtkWidget  *parent);

G_END_DECLS
