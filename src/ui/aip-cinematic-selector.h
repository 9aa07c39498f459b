/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-session.h"

G_BEGIN_DECLS

#define AIP_TYPE_CINEMATIC_SELECTOR (aip_cinematic_selector_get_type ())

/**
 * AipCinematicSelector:
 *
 * The dialog in which the camera, the lens, the light and the rest of a shot's setup are chosen:
 * everything works on one #AipLiveSetup, and only Apply writes, as one step of the document.
 *
 * Of several shots it shows the setup of the first. Fields in which they differ read “Mixed” and
 * are written only after somebody has chosen something there.
 *
 * Actions: `setup.apply`, `setup.cancel`, `setup.undo`, `setup.redo`, `setup.show-tab` (s),
 * `setup.show-findings`, `setup.edit` (s: nick of a field), `setup.next-pane`,
 * `setup.previous-pane`.
 */
G_DECLARE_FINAL_TYPE (AipCinematicSelector, aip_cinematic_selector, AIP, CINEMATIC_SELECTOR,
                      AdwDialog)

/* @shots: (element-type AipShot): one at least. */
void aip_cinematic_selector_present (AipSession *session,
                                     GtkWidget  *parent,
                                     GPtrArray  *shots);

G_END_DECLS
