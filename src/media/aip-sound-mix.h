/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-cut.h"
#include "aip-sound-cache.h"

G_BEGIN_DECLS

#define AIP_TYPE_SOUND_MIX (aip_sound_mix_get_type ())

/**
 * AipSoundMix:
 *
 * What a cut sounds like: the movies of its shots and the clips of its tracks, added up. A function
 * of position alone, so any part can be asked for at any time, by any thread, and is the same to the
 * bit. Immutable; a new one is made when the cut changes or a sound was decoded
 * (#AipSoundCache::changed), which costs microseconds for each clip.
 *
 * - A shot sounds as long as it is seen; where it is dissolved or wiped into the next both are heard
 *   with constant power, a fade through black is a fade of the sound too.
 * - A clip has its gain and that of its track, fades of constant power, and is silent beyond the end
 *   of its file. Clips that overlap are added.
 * - If any track is solo, only those are heard, and no shots. Muted tracks are silent, disabled
 *   clips too.
 * - What is missing, broken or not decoded yet is silence.
 * - Up to −1 dBFS the sum is what it is; beyond, it is bent smoothly and never reaches 0 dBFS.
 */
typedef struct _AipSoundMix AipSoundMix;

GType        aip_sound_mix_get_type     (void);
/* Requests every sound of the cut. Main thread. */
AipSoundMix *aip_sound_mix_new          (AipCut             *cut,
                                         AipSoundCache      *cache) G_GNUC_WARN_UNUSED_RESULT;
AipSoundMix *aip_sound_mix_ref          (AipSoundMix        *self);
void         aip_sound_mix_unref        (AipSoundMix        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipSoundMix, aip_sound_mix_unref)

/* Samples from the first frame of the cut to the end of its picture. */
gint64       aip_sound_mix_get_length   (AipSoundMix        *self);
/* Sounds that are still being decoded, and such as cannot be heard. */
guint        aip_sound_mix_get_n_reading (AipSoundMix       *self);
guint        aip_sound_mix_get_n_broken (AipSoundMix        *self);
/* Whether anything in the cut can be heard at all, decoded or not yet. */
gboolean     aip_sound_mix_is_silent    (AipSoundMix        *self);

/*
 * @sample: may be negative or beyond the end
 * @stereo: gets 2 × @n_samples values within -1 … 1
 */
void         aip_sound_mix_read         (AipSoundMix        *self,
                                         gint64              sample,
                                         float              *stereo,
                                         gsize               n_samples);

/* The first sample of a frame; rounded once, so frames never drift. */
gint64       aip_sound_sample_of_frame  (const AipFrameRate *rate,
                                         gint64              frame);
/* The frame that is seen while a sample is heard. */
gint64       aip_sound_frame_of_sample  (const AipFrameRate *rate,
                                         gint64              sample);

G_END_DECLS
