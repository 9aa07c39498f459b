/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-session.h"

G_BEGIN_DECLS

#define AIP_TYPE_TRASH_DIALOG (aip_trash_dialog_get_type ())

/**
 * AipTrashDialog:
 *
 * What was deleted, newest first, whenever that was: one or several come back with their takes.
 */
G_DECLARE_FINAL_TYPE (AipTrashDialog, aip_trash_dialog, AIP, TRASH_DIALOG, AdwDialog)

void aip_trash_dialog_present (AipSession *session,
                               GtkWidget  *parent);

G_END_DECLS
