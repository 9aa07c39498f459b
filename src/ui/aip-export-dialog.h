/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-session.h"

G_BEGIN_DECLS

#define AIP_TYPE_EXPORT_DIALOG (aip_export_dialog_get_type ())

/**
 * AipExportDialog:
 *
 * Asks for whom and as what a list is written, then where; closes when it is written.
 *
 * Actions: `dialog.export` asks for the file, `dialog.export-to` (s) takes its path.
 */
G_DECLARE_FINAL_TYPE (AipExportDialog, aip_export_dialog, AIP, EXPORT_DIALOG, AdwDialog)

AdwDialog *aip_export_dialog_new (AipSession *session);

G_END_DECLS
