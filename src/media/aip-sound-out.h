/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-sound-mix.h"

G_BEGIN_DECLS

/**
 * AipSoundRun:
 * @sample: where in the film it begins
 * @numerator, @denominator: speed; negative backwards, never 0; the pitch follows
 * @first, @end: samples; beyond them it is silent, or with @loop begins at the other end again
 *
 * What is to be heard.
 */
typedef struct {
  gint64   sample;
  int      numerator;
  int      denominator;
  gint64   first;
  gint64   end;
  gboolean loop;
} AipSoundRun;

/* Where in the film a run is @samples of the sound card after its beginning. */
gint64 aip_sound_run_get_sample (const AipSoundRun *run,
                                 gint64             samples);

#define AIP_TYPE_SOUND_OUT (aip_sound_out_get_type ())

/**
 * AipSoundOut:
 *
 * Lets a mix be heard, block by block, and says which sample is heard right now: the clock of the
 * film. Another mix is heard from the next block on; nothing is rebuilt or sought for it.
 *
 * The device is opened in the background; until then, and without one, or when it fails, it does
 * not run, and whoever plays takes the system's clock.
 */
G_DECLARE_FINAL_TYPE (AipSoundOut, aip_sound_out, AIP, SOUND_OUT, GObject)

/* @sink: (nullable): GStreamer's name of what sounds; the usual for %NULL */
AipSoundOut *aip_sound_out_new        (const char        *sink);
gboolean     aip_sound_out_is_ready   (AipSoundOut       *self);
/* @mix: (nullable): silence */
void         aip_sound_out_set_mix    (AipSoundOut       *self,
                                       AipSoundMix       *mix);
/* Linear; 0 is silent, 1 is as it is. */
void         aip_sound_out_set_volume (AipSoundOut       *self,
                                       double             volume);
/* %FALSE when it is not ready. */
gboolean     aip_sound_out_start      (AipSoundOut       *self,
                                       const AipSoundRun *run);
void         aip_sound_out_stop       (AipSoundOut       *self);
/* What plays and does not loop ends somewhere else: the film was made longer or shorter. */
void         aip_sound_out_set_end    (AipSoundOut       *self,
                                       gint64             end);
/* Samples of the sound card since the start, as they are heard. %FALSE when it does not run. */
gboolean     aip_sound_out_get_played (AipSoundOut       *self,
                                       gint64            *samples);

G_END_DECLS
