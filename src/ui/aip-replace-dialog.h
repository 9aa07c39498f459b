/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-session.h"

G_BEGIN_DECLS

#define AIP_TYPE_REPLACE_DIALOG (aip_replace_dialog_get_type ())

/**
 * AipReplaceDialog:
 *
 * Find and replace in the words of the shots, prompts included: every place that is found is listed
 * with what it would become, and those that stay ticked are replaced as one undo step.
 */
G_DECLARE_FINAL_TYPE (AipReplaceDialog, aip_replace_dialog, AIP, REPLACE_DIALOG, AdwDialog)

/*
 * @shown, @selected: (element-type AipShot): what can be chosen beside the whole film; @selected
 * is what it begins with if there are several.
 */
AdwDialog *aip_replace_dialog_new     (AipSession       *session,
                                       GPtrArray        *shown,
                                       GPtrArray        *selected);
/* Whether it is still looking. */
gboolean   aip_replace_dialog_is_busy (AipReplaceDialog *self);

G_END_DECLS
