/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-session.h"

G_BEGIN_DECLS

#define AIP_TYPE_CUT_EXPORT_DIALOG (aip_cut_export_dialog_get_type ())

/**
 * AipCutExportDialog:
 *
 * Asks for which program the cut is written, says what gets lost on the way, then asks where;
 * closes when it is written.
 *
 * Actions: `dialog.export` asks for the file, `dialog.export-to` (s) takes its path.
 */
G_DECLARE_FINAL_TYPE (AipCutExportDialog, aip_cut_export_dialog, AIP, CUT_EXPORT_DIALOG, AdwDialog)

AdwDialog *aip_cut_export_dialog_new (AipSession *session);

G_END_DECLS
