/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-live-prompt.h"

G_BEGIN_DECLS

#define AIP_TYPE_SETUP_TEXT (aip_setup_text_get_type ())

/**
 * AipSetupText:
 *
 * The prompt of a shot as text: its fragments, each linked to its control, the model it is written
 * for, what there is to know about it, the texts that stand beside it, and what became of the
 * prompt of the last take. Everything that is done here goes to the AipLivePrompt.
 *
 * Actions, all for the current fragment unless they say otherwise: `prompt.control`, `prompt.edit`,
 * `prompt.lock` b, `prompt.leave-out`, `prompt.take-back`, `prompt.move-earlier`,
 * `prompt.move-later`, `prompt.insert-before`, `prompt.insert-after`; of the whole prompt
 * `prompt.copy`, `prompt.reset-order`, `prompt.reset-all`.
 *
 * Signals:
 * - `edit-field (int field)`: go to the control of that AipSetupField
 */
G_DECLARE_FINAL_TYPE (AipSetupText, aip_setup_text, AIP, SETUP_TEXT, GtkWidget)

/* @last_prompt: (nullable): of the last take */
GtkWidget *aip_setup_text_new           (AipLivePrompt *prompt,
                                         const char    *last_prompt);
/* What the last take is called: “v003”, “Take 3”. */
void       aip_setup_text_set_last_take (AipSetupText  *self,
                                         const char    *name);

/**
 * AipSetupMade:
 * @width, @height: 0: they follow from a picture
 * @frames: 0 for stills
 * @fps: of the movie
 * @guidance: 0 if there is none
 *
 * What a worker will be asked for beside the words. It follows from project and workflow, whatever
 * model the words are written for.
 */
typedef struct {
  int    width;
  int    height;
  int    frames;
  double fps;
  double guidance;
} AipSetupMade;

/* Until it is known, and for models that are for copying out, what the model is best at stands. */
void       aip_setup_text_set_made      (AipSetupText       *self,
                                         const AipSetupMade *made);

/* @sentence: (nullable): what to know about the whole, above everything else */
void       aip_setup_text_set_remark    (AipSetupText  *self,
                                         const char    *sentence);

G_END_DECLS
