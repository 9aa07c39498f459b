/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-targets.h"

G_BEGIN_DECLS

#define AIP_TYPE_TARGET_CHOOSER (aip_target_chooser_get_type ())

/**
 * AipTargetChooser:
 *
 * A drop-down list of the models that prompts are written for, with search: first those that run
 * here, then those for copying out. The one of the workflow says so.
 *
 * Signals:
 * - `chosen (gpointer target)`: somebody chose an AipTarget
 */
G_DECLARE_FINAL_TYPE (AipTargetChooser, aip_target_chooser, AIP, TARGET_CHOOSER, GtkWidget)

GtkWidget       *aip_target_chooser_new  (AipTargets       *targets,
                                          const AipTarget  *workflow_target);
/* Shows it as chosen. */
void             aip_target_chooser_show (AipTargetChooser *self,
                                          const AipTarget  *target);
const AipTarget *aip_target_chooser_get  (AipTargetChooser *self);

/* “Pictures”, “Movies from a picture” …, what the model makes. (transfer none) */
const char      *aip_target_kind_name    (AipTargetKind     kind);

G_END_DECLS
