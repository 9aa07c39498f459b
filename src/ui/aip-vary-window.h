/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-session.h"
#include "aip-vary-sheet.h"

G_BEGIN_DECLS

#define AIP_TYPE_VARY_WINDOW (aip_vary_window_get_type ())

/**
 * AipVaryWindow:
 *
 * A sheet of variations in a window of its own: pictures appear as they are made, a click shows one
 * large, marked ones are shown beside each other, one is taken into the film, and the whole is saved
 * as a picture or a PDF.
 */
G_DECLARE_FINAL_TYPE (AipVaryWindow, aip_vary_window, AIP, VARY_WINDOW, AdwWindow)

/* Shows it; a sheet that is shown already is only brought to the front. @parent: (nullable) */
void aip_vary_window_present (AipSession   *session,
                              AipVarySheet *sheet,
                              GtkWindow    *parent);

G_END_DECLS
