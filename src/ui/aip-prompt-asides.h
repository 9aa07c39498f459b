/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-live-prompt.h"

G_BEGIN_DECLS

#define AIP_TYPE_PROMPT_ASIDES (aip_prompt_asides_get_type ())

/**
 * AipPromptAsides:
 *
 * The fragments that are not in the prompt, each with the reason and what can be done about it.
 * Hidden when there are none.
 *
 * Signals:
 * - `resolved (const char *key)`: somebody did it; the row may be gone
 */
G_DECLARE_FINAL_TYPE (AipPromptAsides, aip_prompt_asides, AIP, PROMPT_ASIDES, GtkWidget)

GtkWidget *aip_prompt_asides_new    (AipLivePrompt   *prompt);
/* Shows what the prompt leaves out now. */
void       aip_prompt_asides_update (AipPromptAsides *self);

G_END_DECLS
