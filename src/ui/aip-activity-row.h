/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-activity-entry.h"
#include "aip-session.h"

G_BEGIN_DECLS

#define AIP_TYPE_ACTIVITY_ROW (aip_activity_row_get_type ())

/**
 * AipActivityRow:
 *
 * A sentence of the activity log. While its job is open it can be cancelled here, while it has
 * failed it can be tried again, and its shot can be shown.
 */
G_DECLARE_FINAL_TYPE (AipActivityRow, aip_activity_row, AIP, ACTIVITY_ROW, AdwBin)

GtkWidget  *aip_activity_row_new       (AipSession       *session);
/* @entry: (nullable) */
void        aip_activity_row_set_entry (AipActivityRow   *self,
                                        AipActivityEntry *entry);
/* "Information", "Warning", "Problem": (transfer none), translated. */
const char *aip_activity_row_level_to_text (AipActivityLevel level);

G_END_DECLS
