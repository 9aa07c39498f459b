/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-marker.h"
#include "aip-session.h"

G_BEGIN_DECLS

#define AIP_TYPE_MARKER_DIALOG (aip_marker_dialog_get_type ())

/**
 * AipMarkerDialog:
 *
 * What a marker says: its name, colour, comment and length. Nothing is written before Apply.
 */
G_DECLARE_FINAL_TYPE (AipMarkerDialog, aip_marker_dialog, AIP, MARKER_DIALOG, AdwDialog)

void aip_marker_dialog_present (AipSession *session,
                                AipMarker  *marker,
                                GtkWidget  *parent);

G_END_DECLS
