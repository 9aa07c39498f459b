/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-session.h"

G_BEGIN_DECLS

#define AIP_TYPE_INSPECTOR_PROMPT (aip_inspector_prompt_get_type ())

/**
 * AipInspectorPrompt:
 *
 * The very texts that a worker would get for a shot now, to read and to copy.
 */
G_DECLARE_FINAL_TYPE (AipInspectorPrompt, aip_inspector_prompt, AIP, INSPECTOR_PROMPT, GtkWidget)

/* @shot: (nullable): asks for one to be selected */
void aip_inspector_prompt_show (AipInspectorPrompt *self,
                                AipSession         *session,
                                AipShot            *shot);

G_END_DECLS
