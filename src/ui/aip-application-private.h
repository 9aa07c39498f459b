/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-application.h"
#include "aip-window.h"

G_BEGIN_DECLS

/* Between the files of the application. */

void       _aip_application_init_actions  (AipApplication *self);
/* A window without a project: the active one if it has none, otherwise a new one. */
AipWindow *_aip_application_ensure_window (AipApplication *self,
                                           gboolean        without_project);
/* Shows the window in which the project is open, or opens it in a window without one. */
void       _aip_application_open_path     (AipApplication *self,
                                           const char     *path);

G_END_DECLS
