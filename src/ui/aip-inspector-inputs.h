/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-session.h"

G_BEGIN_DECLS

#define AIP_TYPE_INSPECTOR_INPUTS (aip_inspector_inputs_get_type ())

/**
 * AipInspectorInputs:
 *
 * What a shot is made from: references, where it begins and ends, a control picture, a mask, and the
 * parameters of its workflow that are set by hand, each with the workflow's own value beside it.
 */
G_DECLARE_FINAL_TYPE (AipInspectorInputs, aip_inspector_inputs, AIP, INSPECTOR_INPUTS, GtkBox)

/* @shot: (nullable): hides it */
void aip_inspector_inputs_show (AipInspectorInputs *self,
                                AipSession         *session,
                                AipShot            *shot);

G_END_DECLS
