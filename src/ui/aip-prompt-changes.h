/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AIP_TYPE_PROMPT_CHANGES (aip_prompt_changes_get_type ())

/**
 * AipPromptChanges:
 *
 * What became of an earlier prompt: words that were added are underlined, words that were removed
 * struck through, with a sentence that counts them.
 */
G_DECLARE_FINAL_TYPE (AipPromptChanges, aip_prompt_changes, AIP, PROMPT_CHANGES, GtkWidget)

GtkWidget *aip_prompt_changes_new  (void);
/* @of: what the earlier one is the prompt of: “Take 3” */
void       aip_prompt_changes_show (AipPromptChanges *self,
                                    const char       *of,
                                    const char       *before,
                                    const char       *after);

G_END_DECLS
