/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-shot.h"

G_BEGIN_DECLS

#define AIP_TYPE_INSPECTOR_GENERATION (aip_inspector_generation_get_type ())

/**
 * AipInspectorGeneration:
 *
 * How the generation of the selected shots stands, with the whole sentence of a failure, and what
 * can be done about it: `shots.generate`, `shots.cancel`, `shots.retry`.
 */
G_DECLARE_FINAL_TYPE (AipInspectorGeneration, aip_inspector_generation, AIP, INSPECTOR_GENERATION,
                      GtkWidget)

/* @shots: (element-type AipShot): several are counted instead of described */
void aip_inspector_generation_set_shots (AipInspectorGeneration *self,
                                         GPtrArray              *shots);
/* Looks again at jobs that may have changed. */
void aip_inspector_generation_update    (AipInspectorGeneration *self);

G_END_DECLS
