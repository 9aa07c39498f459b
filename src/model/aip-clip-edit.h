/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-cut.h"

G_BEGIN_DECLS

/**
 * AipClipEdit:
 * @AIP_CLIP_MOVE: to another place; it stays what it is
 * @AIP_CLIP_TRIM_START: its beginning; what is heard later stays where it is
 * @AIP_CLIP_TRIM_END: its end
 * @AIP_CLIP_SLIP: which part of its file is heard
 * @AIP_CLIP_FADE_IN, @AIP_CLIP_FADE_OUT: how long it takes to come and to go
 *
 * What a drag does to a piece of sound.
 */
typedef enum {
  AIP_CLIP_MOVE,
  AIP_CLIP_TRIM_START,
  AIP_CLIP_TRIM_END,
  AIP_CLIP_SLIP,
  AIP_CLIP_FADE_IN,
  AIP_CLIP_FADE_OUT,
} AipClipEdit;

/**
 * aip_clip_edit:
 * @delta: frames, positive to the right, as the pointer goes: so a longer fade out and, for
 *   %AIP_CLIP_SLIP, later sound are negative
 * @result: (out caller-allocates): @clip as it would be; its texts are those of @clip
 *
 * Sound has no last frame to hold: a clip ends where its file does, if that is known, and begins no
 * earlier than it. No clip gets shorter than a frame, and its fades never longer than it.
 *
 * Returns: the part of @delta that was possible
 */
gint64  aip_clip_edit     (const AipCutClip *clip,
                           AipClipEdit       edit,
                           gint64            delta,
                           AipCutClip       *result);

/* A cut in which @clip stands instead of the one of that id, on the track at @track. */
AipCut *aip_cut_with_clip (AipCut           *self,
                           const AipCutClip *clip,
                           guint             track) G_GNUC_WARN_UNUSED_RESULT;

/* A cut in which the marker @id stands at @frame. */
AipCut *aip_cut_with_marker (AipCut         *self,
                           const char       *id,
                           gint64            frame) G_GNUC_WARN_UNUSED_RESULT;

/* The clip of that id, and the index of its track (nullable). (nullable) (transfer none) */
const AipCutClip *
        aip_cut_find_clip (AipCut           *self,
                           const char       *id,
                           guint            *track);

G_END_DECLS
