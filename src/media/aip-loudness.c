/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-loudness"

#include "config.h"

#include <ebur128.h>
#include <math.h>

#include "aip-loudness.h"
#include "aip-sound.h"

struct _AipLoudness
{
  ebur128_state *state;
};

AipLoudness *
aip_loudness_new (void)
{
  AipLoudness *self = g_new0 (AipLoudness, 1);

  /* The histogram keeps the memory of hours as small as that of seconds. */
  self->state = ebur128_init (AIP_SOUND_CHANNELS, AIP_SOUND_RATE,
                              EBUR128_MODE_I | EBUR128_MODE_S | EBUR128_MODE_LRA |
                              EBUR128_MODE_TRUE_PEAK | EBUR128_MODE_HISTOGRAM);
  if (self->state == NULL)
    g_error ("out of memory");

  return self;
}

void
aip_loudness_free (AipLoudness *self)
{
  ebur128_destroy (&self->state);
  g_free (self);
}

void
aip_loudness_add (AipLoudness *self,
                  const float *stereo,
                  gsize        n_samples)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (stereo != NULL || n_samples == 0);

  ebur128_add_frames_float (self->state, stereo, n_samples);
}

typedef int (*Measure) (ebur128_state *state,
                        double        *result);

static double
measure (AipLoudness *self,
         Measure      function)
{
  double result;

  return function (self->state, &result) == EBUR128_SUCCESS ? result : -HUGE_VAL;
}

double
aip_loudness_get_integrated (AipLoudness *self)
{
  g_return_val_if_fail (self != NULL, -HUGE_VAL);

  return measure (self, ebur128_loudness_global);
}

double
aip_loudness_get_short_term (AipLoudness *self)
{
  g_return_val_if_fail (self != NULL, -HUGE_VAL);

  return measure (self, ebur128_loudness_shortterm);
}

double
aip_loudness_get_momentary (AipLoudness *self)
{
  g_return_val_if_fail (self != NULL, -HUGE_VAL);

  return measure (self, ebur128_loudness_momentary);
}

double
aip_loudness_get_range (AipLoudness *self)
{
  g_return_val_if_fail (self != NULL, 0.0);

  return measure (self, ebur128_loudness_range);
}

double
aip_loudness_get_true_peak (AipLoudness *self)
{
  double highest = 0.0;

  g_return_val_if_fail (self != NULL, -HUGE_VAL);

  for (guint i = 0; i < AIP_SOUND_CHANNELS; i++)
    {
      double peak;

      if (ebur128_true_peak (self->state, i, &peak) == EBUR128_SUCCESS)
        highest = MAX (highest, peak);
    }

  return highest > 0.0 ? 20.0 * log10 (highest) : -HUGE_VAL;
}
