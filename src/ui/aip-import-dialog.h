/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-session.h"

G_BEGIN_DECLS

#define AIP_TYPE_IMPORT_DIALOG (aip_import_dialog_get_type ())

/**
 * AipImportDialog:
 *
 * Reads a shot list and shows what would come in: how many shots, which column became what, and
 * what is wrong with which row. Importing is one undo step.
 */
G_DECLARE_FINAL_TYPE (AipImportDialog, aip_import_dialog, AIP, IMPORT_DIALOG, AdwDialog)

AdwDialog *aip_import_dialog_new (AipSession *session,
                                  const char *path);

G_END_DECLS
