/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AipLoudness:
 *
 * How loud a mix is for people (EBU R 128): sound of aip_sound_mix_read() goes in, in order. Not
 * thread-safe.
 */
typedef struct _AipLoudness AipLoudness;

AipLoudness *aip_loudness_new            (void) G_GNUC_WARN_UNUSED_RESULT;
void         aip_loudness_free           (AipLoudness *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipLoudness, aip_loudness_free)

/* @stereo: 2 × @n_samples values */
void         aip_loudness_add            (AipLoudness *self,
                                          const float *stereo,
                                          gsize        n_samples);
/* LUFS of all that went in; -HUGE_VAL for silence and for less than 0.4 seconds. */
double       aip_loudness_get_integrated (AipLoudness *self);
/* LUFS of the last 3 seconds, and of the last 0.4. */
double       aip_loudness_get_short_term (AipLoudness *self);
double       aip_loudness_get_momentary  (AipLoudness *self);
/* LU between the quiet and the loud parts. */
double       aip_loudness_get_range      (AipLoudness *self);
/* dBTP: the highest point between samples too, of the louder channel; -HUGE_VAL for silence. */
double       aip_loudness_get_true_peak  (AipLoudness *self);

G_END_DECLS
