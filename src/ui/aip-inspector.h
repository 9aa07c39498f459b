/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-session.h"

G_BEGIN_DECLS

#define AIP_TYPE_INSPECTOR (aip_inspector_get_type ())

/**
 * AipInspector:
 *
 * Everything about the selected shots of the session: the current take, its siblings, the
 * generation, every field and the exact prompt that will be sent. With several shots selected a
 * field in which they differ says “Mixed” and an edit applies to all of them as one undo step.
 *
 * Scrolls by itself; made for 300 to 420 pixels of width. Properties: `session` (construct only).
 */
G_DECLARE_FINAL_TYPE (AipInspector, aip_inspector, AIP, INSPECTOR, GtkWidget)

GtkWidget *aip_inspector_new (AipSession *session);

G_END_DECLS
