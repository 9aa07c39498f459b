/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-timeline-session.h"

G_BEGIN_DECLS

#define AIP_TYPE_MARKER_LIST_DIALOG (aip_marker_list_dialog_get_type ())

/**
 * AipMarkerListDialog:
 *
 * All markers in their order: a row seeks to its marker, and has a button that edits and one that
 * deletes it. Follows the film as long as it is open.
 */
G_DECLARE_FINAL_TYPE (AipMarkerListDialog, aip_marker_list_dialog, AIP, MARKER_LIST_DIALOG, AdwDialog)

void aip_marker_list_dialog_present (AipTimelineSession *session,
                                     GtkWidget          *parent);

G_END_DECLS
