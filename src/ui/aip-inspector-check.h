/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-session.h"

G_BEGIN_DECLS

#define AIP_TYPE_INSPECTOR_CHECK (aip_inspector_check_get_type ())

/**
 * AipInspectorCheck:
 *
 * What there is to know before a shot is generated: what is in the way, and what would not be exactly
 * as it asks for. Follows the workers by itself; invisible while there is nothing to say.
 */
G_DECLARE_FINAL_TYPE (AipInspectorCheck, aip_inspector_check, AIP, INSPECTOR_CHECK, GtkWidget)

/* Also when something about the shot has changed. @shot: (nullable): one alone is looked at. */
void aip_inspector_check_show (AipInspectorCheck *self,
                               AipSession        *session,
                               AipShot           *shot);

G_END_DECLS
