/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-session.h"

G_BEGIN_DECLS

#define AIP_TYPE_VARY_DIALOG (aip_vary_dialog_get_type ())

/**
 * AipVaryDialog:
 *
 * Asks what of a shot is to be varied, over which values, and says what that would take; then queues
 * it and shows the sheet.
 */
G_DECLARE_FINAL_TYPE (AipVaryDialog, aip_vary_dialog, AIP, VARY_DIALOG, AdwDialog)

/* @workflow: (nullable): id of the one to make it with, such as that of a take; %NULL: the shot’s own. */
GtkWidget *aip_vary_dialog_new (AipSession *session,
                                AipShot    *shot,
                                const char *workflow);

G_END_DECLS
