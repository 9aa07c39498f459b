/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-session.h"

G_BEGIN_DECLS

#define AIP_TYPE_CUT_IMPORT_DIALOG (aip_cut_import_dialog_get_type ())

/**
 * AipCutImportDialog:
 *
 * Reads a cut that another program wrote and lists what it would change, each to be accepted or
 * not; closes when that is done.
 *
 * Actions: `dialog.import`; `dialog.accept` (b) ticks or unticks everything.
 */
G_DECLARE_FINAL_TYPE (AipCutImportDialog, aip_cut_import_dialog, AIP, CUT_IMPORT_DIALOG, AdwDialog)

AdwDialog *aip_cut_import_dialog_new (AipSession *session,
                                      const char *path);

G_END_DECLS
