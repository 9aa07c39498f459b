/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What all sound is turned into: two channels, 48,000 samples a second each. */
#define AIP_SOUND_RATE     48000
#define AIP_SOUND_CHANNELS 2

/**
 * AipSoundPeak:
 * @min, @max: the lowest and the highest sample of both channels
 * @rms: how loud it is between them
 *
 * One column of a waveform.
 */
typedef struct {
  gint16  min;
  gint16  max;
  guint16 rms;
} AipSoundPeak;

#define AIP_TYPE_SOUND (aip_sound_get_type ())

/**
 * AipSound:
 *
 * A decoded sound in a file of the cache, mapped into memory: immutable, for any thread, costs
 * memory only where somebody listens. "Sample" is always one of both channels together.
 */
typedef struct _AipSound AipSound;

GType     aip_sound_get_type      (void);
AipSound *aip_sound_ref           (AipSound      *self);
void      aip_sound_unref         (AipSound      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipSound, aip_sound_unref)

/* A file that aip_sound_decode() wrote, checked. (transfer full) */
AipSound *aip_sound_open          (const char    *path,
                                   GError       **error) G_GNUC_WARN_UNUSED_RESULT;
gint64    aip_sound_get_n_samples (AipSound      *self);

/* @stereo: gets 2 × @n_samples values within -1 … 1; silence before the beginning and after the end */
void      aip_sound_read          (AipSound      *self,
                                   gint64         first,
                                   float         *stereo,
                                   gsize          n_samples);

/*
 * @step: samples that one column is wide, may be a fraction
 * @peaks: (array length=n_peaks): gets what is heard in each; zeros outside
 *
 * What a column costs does not depend on how many samples it is wide.
 */
void      aip_sound_get_peaks     (AipSound      *self,
                                   double         first,
                                   double         step,
                                   AipSoundPeak  *peaks,
                                   gsize          n_peaks);

G_END_DECLS
