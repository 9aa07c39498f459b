/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-entity.h"

G_BEGIN_DECLS

#define AIP_TYPE_CLIP (aip_clip_get_type ())

/**
 * AipClip:
 *
 * A piece of sound or of a reference movie on a track, in frames of the project. Fields: `track` s
 * link, `name` s, `role` s (`music`, `dialogue`, `effects`, or empty), `file` s path inside the
 * project folder, `start` x in the cut, `duration` x, `source-in` x the first frame of the file,
 * `gain` d decibels, `fade-in` x, `fade-out` x, `disabled` b, `available` x frames that the file has
 * or 0 where nobody has looked.
 *
 * What is seen where it begins is its anchor: `anchor` s the id of that shot, empty where there is
 * none, `anchor-frame` x the frame of that shot's take. #AipDocument sets both when a clip is put
 * somewhere, and moves clips by them when shots get longer, shorter or another place.
 */
G_DECLARE_FINAL_TYPE (AipClip, aip_clip, AIP, CLIP, AipEntity)

const char *aip_clip_get_track_id  (AipClip *self);
const char *aip_clip_get_name      (AipClip *self);
const char *aip_clip_get_role      (AipClip *self);
const char *aip_clip_get_file      (AipClip *self);
gint64      aip_clip_get_start     (AipClip *self);
gint64      aip_clip_get_duration  (AipClip *self);
gint64      aip_clip_get_source_in (AipClip *self);
double      aip_clip_get_gain      (AipClip *self);
gint64      aip_clip_get_fade_in   (AipClip *self);
gint64      aip_clip_get_fade_out  (AipClip *self);
gboolean    aip_clip_get_disabled  (AipClip *self);
const char *aip_clip_get_anchor    (AipClip *self);
gint64      aip_clip_get_anchor_frame (AipClip *self);
gint64      aip_clip_get_available (AipClip *self);

G_END_DECLS
