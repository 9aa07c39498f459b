/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-entity.h"

G_BEGIN_DECLS

#define AIP_TYPE_TRACK (aip_track_get_type ())

/**
 * AipTrack:
 *
 * A track beside the shots. Fields: `name` s, `type` s `audio` or `video` (a reference picture),
 * `gain` d decibels, `muted` b, `solo` b (if any track is, only such are heard), `locked` b (its
 * clips refuse to be changed, added and removed), `order` s.
 */
G_DECLARE_FINAL_TYPE (AipTrack, aip_track, AIP, TRACK, AipEntity)

const char *aip_track_get_name       (AipTrack *self);
const char *aip_track_get_track_type (AipTrack *self);
double      aip_track_get_gain       (AipTrack *self);
gboolean    aip_track_get_muted      (AipTrack *self);
gboolean    aip_track_get_solo       (AipTrack *self);
gboolean    aip_track_get_locked     (AipTrack *self);

G_END_DECLS
