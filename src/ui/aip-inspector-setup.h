/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-session.h"

G_BEGIN_DECLS

#define AIP_TYPE_INSPECTOR_SETUP (aip_inspector_setup_get_type ())

/**
 * AipInspectorSetup:
 *
 * The setup of the inspected shots in short: a drawn picture of it, camera, lens, stock, light,
 * move and size, whether it is possible and why not, and a button to the dialog (`shots.setup`).
 */
G_DECLARE_FINAL_TYPE (AipInspectorSetup, aip_inspector_setup, AIP, INSPECTOR_SETUP, GtkWidget)

/* @shots: (element-type AipShot): one at least; kept until other ones are shown. */
void  aip_inspector_setup_show (AipInspectorSetup *self,
                                AipSession        *session,
                                GPtrArray         *shots);

G_END_DECLS
