/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-session.h"

G_BEGIN_DECLS

#define AIP_TYPE_INSPECTOR_CAST (aip_inspector_cast_get_type ())

/**
 * AipInspectorCast:
 *
 * Who appears in a shot: for each character the costume, what it does, where, and how much its LoRA
 * files count. Every change is one undo step.
 */
G_DECLARE_FINAL_TYPE (AipInspectorCast, aip_inspector_cast, AIP, INSPECTOR_CAST, AdwPreferencesGroup)

/* @shot: (nullable): hides it */
void aip_inspector_cast_show (AipInspectorCast *self,
                              AipSession       *session,
                              AipShot          *shot);

G_END_DECLS
