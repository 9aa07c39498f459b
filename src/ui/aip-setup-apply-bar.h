/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-session.h"
#include "aip-setup-plan.h"

G_BEGIN_DECLS

#define AIP_TYPE_SETUP_APPLY_BAR (aip_setup_apply_bar_get_type ())

/**
 * AipSetupApplyBar:
 *
 * Where the setup goes and how much of it: this shot, the selection, the scene or all shots; the
 * whole setup, what was changed, or chosen groups. It keeps the #AipSetupPlan up to date and says
 * what changes in how many shots.
 */
G_DECLARE_FINAL_TYPE (AipSetupApplyBar, aip_setup_apply_bar, AIP, SETUP_APPLY_BAR, GtkWidget)

/* @shots: (element-type AipShot): what the dialog was opened for, one at least. */
GtkWidget *aip_setup_apply_bar_new    (AipSession       *session,
                                       GPtrArray        *shots,
                                       AipSetupPlan     *plan);
/*
 * What is worked on now. @touched: the fields that were changed; @untouched: those in which the
 * shots differ and that nobody has chosen: they are never written.
 */
void       aip_setup_apply_bar_update (AipSetupApplyBar *self,
                                       const AipSetup   *setup,
                                       guint64           touched,
                                       guint64           untouched);

/* @code: (nullable): of the shot whose prompt will be written as well. */
void       aip_setup_apply_bar_set_prompt (AipSetupApplyBar *self,
                                           const char       *code);

G_END_DECLS
