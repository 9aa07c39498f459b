/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-entity.h"

G_BEGIN_DECLS

#define AIP_TYPE_MARKER (aip_marker_get_type ())

/**
 * AipMarker:
 *
 * A note at a place of the cut. Fields: `frame` x, `duration` x frames, 0 for one place, `color` s
 * (`red`, `orange`, `yellow`, `green`, `blue`, `purple`), `name` s, `comment` s.
 */
G_DECLARE_FINAL_TYPE (AipMarker, aip_marker, AIP, MARKER, AipEntity)

gint64      aip_marker_get_frame    (AipMarker *self);
gint64      aip_marker_get_duration (AipMarker *self);
const char *aip_marker_get_color    (AipMarker *self);
const char *aip_marker_get_name     (AipMarker *self);
const char *aip_marker_get_comment  (AipMarker *self);

G_END_DECLS
