/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-session.h"

G_BEGIN_DECLS

#define AIP_TYPE_ACTIVITY_PAGE (aip_activity_page_get_type ())

/**
 * AipActivityPage:
 *
 * What is going on and what happened: the open jobs of the project, and the activity log in
 * sentences with a filter by kind and by words. Actions: `activity.search`, `activity.copy`,
 * `activity.clear`, `activity.open-log-folder`, `activity.cancel-all`.
 */
G_DECLARE_FINAL_TYPE (AipActivityPage, aip_activity_page, AIP, ACTIVITY_PAGE, AdwBin)

GtkWidget *aip_activity_page_new (AipSession *session);

G_END_DECLS
