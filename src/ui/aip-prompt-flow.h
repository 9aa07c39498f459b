/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-live-prompt.h"

G_BEGIN_DECLS

#define AIP_TYPE_PROMPT_FLOW (aip_prompt_flow_get_type ())

/**
 * AipPromptFlow:
 *
 * The prompt as one paragraph of fragments that can be edited in place, dragged to another place
 * and walked with the arrow keys; Tab leaves it. The fragment that has or had the focus is the
 * current one. What is done goes to the AipLivePrompt.
 *
 * Keys activate the actions `prompt.…` of an ancestor.
 *
 * Signals:
 * - `current-changed ()`: another fragment is the current one, or it has changed
 * - `edit-field (int field)`: go to the control of that AipSetupField
 * - `menu (double x, double y)`: a context menu is wanted there for the current fragment
 */
G_DECLARE_FINAL_TYPE (AipPromptFlow, aip_prompt_flow, AIP, PROMPT_FLOW, GtkWidget)

GtkWidget         *aip_prompt_flow_new         (AipLivePrompt *prompt);
/* (nullable): valid until the next change of the prompt */
const AipFragment *aip_prompt_flow_get_current (AipPromptFlow *self);
/* Gives the fragment the focus if it is in the prompt. */
void               aip_prompt_flow_focus       (AipPromptFlow *self,
                                                const char    *key);

/* Open an editor in place; what it holds is taken when the focus leaves it. */
void               aip_prompt_flow_edit        (AipPromptFlow *self,
                                                const char    *key);
/* @position: as in aip_live_prompt_add_text(). */
void               aip_prompt_flow_insert      (AipPromptFlow *self,
                                                guint          position);
gboolean           aip_prompt_flow_get_editing (AipPromptFlow *self);

G_END_DECLS
