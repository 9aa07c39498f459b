/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-session.h"

G_BEGIN_DECLS

#define AIP_TYPE_HISTORY_DIALOG (aip_history_dialog_get_type ())

/**
 * AipHistoryDialog:
 *
 * Either every step of the project that can be undone or done again, where choosing one goes there;
 * or everything that ever happened to a shot, where an old value, or the whole shot as it was, is
 * brought back as a new step.
 */
G_DECLARE_FINAL_TYPE (AipHistoryDialog, aip_history_dialog, AIP, HISTORY_DIALOG, AdwDialog)

void aip_history_dialog_present      (AipSession *session,
                                      GtkWidget  *parent);
void aip_history_dialog_present_shot (AipSession *session,
                                      AipShot    *shot,
                                      GtkWidget  *parent);

G_END_DECLS
