/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define AIP_TYPE_NEW_PROJECT_DIALOG (aip_new_project_dialog_get_type ())

/**
 * AipNewProjectDialog:
 *
 * Asks for what a new project needs and makes it.
 *
 * Signal `created (const char *folder)`: the project is on the disk and can be opened.
 */
G_DECLARE_FINAL_TYPE (AipNewProjectDialog, aip_new_project_dialog, AIP, NEW_PROJECT_DIALOG,
                      AdwDialog)

/* @parent: the folder that new projects go to. */
AdwDialog *aip_new_project_dialog_new (const char *parent);

G_END_DECLS
