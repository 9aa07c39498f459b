/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-composer.h"

G_BEGIN_DECLS

#define AIP_TYPE_PROMPT_METER (aip_prompt_meter_get_type ())

/**
 * AipPromptMeter:
 *
 * How much of what a model reads a prompt takes: a bar and a sentence.
 */
G_DECLARE_FINAL_TYPE (AipPromptMeter, aip_prompt_meter, AIP, PROMPT_METER, GtkWidget)

GtkWidget *aip_prompt_meter_new  (void);
void       aip_prompt_meter_show (AipPromptMeter             *self,
                                  const AipPromptComposition *composition,
                                  const AipTarget            *target);

G_END_DECLS
