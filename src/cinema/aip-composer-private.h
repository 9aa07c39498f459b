/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-composer.h"

G_BEGIN_DECLS

/* Takes one phrase of the look; @text is English without a full stop. */
typedef void (*AipPhraseSink) (gpointer       data,
                               AipPromptPart  part,
                               AipSetupField  field,
                               const char    *text);

/* Says everything of @setup that @target can make use of, part by part. */
void aip_composer_say_setup (const AipSetup  *setup,
                             const AipTarget *target,
                             AipPhraseSink    sink,
                             gpointer         data);

G_END_DECLS
