/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-session.h"

G_BEGIN_DECLS

#define AIP_TYPE_WINDOW (aip_window_get_type ())

/**
 * AipWindow:
 *
 * One window, one project: the start page until a project is open, then its pages.
 */
G_DECLARE_FINAL_TYPE (AipWindow, aip_window, AIP, WINDOW, AdwApplicationWindow)

AipWindow  *aip_window_new          (GtkApplication *app);
/* (nullable) (transfer none): %NULL on the start page. */
AipSession *aip_window_get_session  (AipWindow      *self);
/* @path: a project folder or its project.aip. Tells the user what went wrong. */
void        aip_window_open_project (AipWindow      *self,
                                     const char     *path);
/* (nullable): the folder of the project that is open or being opened. */
const char *aip_window_get_folder   (AipWindow      *self);
/* Whether the window is about to show a project. */
gboolean    aip_window_is_loading   (AipWindow      *self);
/* Closes the dialogs that are open over it as if each were cancelled. */
void        aip_window_dismiss_dialogs (AipWindow   *self);

G_END_DECLS
