/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AIP_TYPE_PROMPT_NOTES (aip_prompt_notes_get_type ())

/**
 * AipPromptNotes:
 *
 * What a person should know about a prompt: a list of sentences. Hidden when there are none.
 */
G_DECLARE_FINAL_TYPE (AipPromptNotes, aip_prompt_notes, AIP, PROMPT_NOTES, GtkWidget)

GtkWidget *aip_prompt_notes_new  (void);
/* @notes: (element-type utf8) */
void       aip_prompt_notes_show (AipPromptNotes *self,
                                  GPtrArray      *notes);

G_END_DECLS
