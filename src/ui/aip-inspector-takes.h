/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-shot-previews.h"

G_BEGIN_DECLS

#define AIP_TYPE_INSPECTOR_TAKES (aip_inspector_takes_get_type ())

/**
 * AipInspectorTakes:
 *
 * All takes of a shot side by side. A click or Enter chooses the one that is shown in the film;
 * the menu opens a take, shows it in the file manager, or lets the newest be shown again.
 */
G_DECLARE_FINAL_TYPE (AipInspectorTakes, aip_inspector_takes, AIP, INSPECTOR_TAKES, GtkWidget)

/* Once, before a shot is shown. */
void aip_inspector_takes_set_session (AipInspectorTakes *self,
                                      AipSession        *session,
                                      AipShotPreviews   *previews);
/* @shot: (nullable): hides the strip */
void aip_inspector_takes_set_shot    (AipInspectorTakes *self,
                                      AipShot           *shot);

G_END_DECLS
