/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-composer.h"

G_BEGIN_DECLS

#define AIP_TYPE_PROMPT_FRAGMENT (aip_prompt_fragment_get_type ())

/**
 * AipPromptFragment:
 *
 * One fragment of the prompt in an AipPromptFlow: an item of its list that can have the focus and
 * says what it is. Drawn by the flow, for its lines are lines of the paragraph; its style gives the
 * colour.
 *
 * CSS: node `fragment`, classes `highlight`, `differs`, `edited`, `own`, `locked`.
 */
G_DECLARE_FINAL_TYPE (AipPromptFragment, aip_prompt_fragment, AIP, PROMPT_FRAGMENT, GtkWidget)

GtkWidget  *aip_prompt_fragment_new           (void);
void        aip_prompt_fragment_show          (AipPromptFragment *self,
                                               const AipFragment *fragment,
                                               guint              position,
                                               guint              n_fragments);
const char *aip_prompt_fragment_get_key       (AipPromptFragment *self);
/* The AipSetupField, -1: none */
int         aip_prompt_fragment_get_field     (AipPromptFragment *self);
/* Another view of its control has the pointer or the focus. */
void        aip_prompt_fragment_set_highlight (AipPromptFragment *self,
                                               gboolean           highlight);
gboolean    aip_prompt_fragment_get_highlight (AipPromptFragment *self);

/* What a fragment is of: “Shot size”, “Description”, “Your own text”. (transfer none) */
const char *aip_prompt_fragment_name          (const AipFragment *fragment);
/* What was done to it, in sentences; empty: nothing. */
char       *aip_prompt_fragment_dup_state     (const AipFragment *fragment)
                                               G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
