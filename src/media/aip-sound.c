/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-sound"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "aip-error.h"
#include "aip-sound-private.h"

struct _AipSound
{
  gatomicrefcount      ref_count;

  GMappedFile         *file;
  gint64               n_samples;
  const gint16        *samples;
  const AipSoundPeak  *levels[AIP_SOUND_LEVELS];
};

G_DEFINE_BOXED_TYPE (AipSound, aip_sound, aip_sound_ref, aip_sound_unref)

AipSound *
aip_sound_ref (AipSound *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
aip_sound_unref (AipSound *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_mapped_file_unref (self->file);
  g_free (self);
}

AipSound *
aip_sound_open (const char  *path,
                GError     **error)
{
  g_autoptr(GMappedFile) file = NULL;
  const AipSoundHeader *header;
  AipSound *self;
  const char *data;
  gint64 expected;

  g_return_val_if_fail (path != NULL, NULL);

  file = g_mapped_file_new (path, FALSE, error);
  if (file == NULL)
    return NULL;

  data = g_mapped_file_get_contents (file);
  header = (const AipSoundHeader *) data;
  expected = sizeof *header;
  if (g_mapped_file_get_length (file) >= sizeof *header &&
      memcmp (header->magic, AIP_SOUND_MAGIC, sizeof header->magic) == 0 &&
      header->byte_order == G_BYTE_ORDER && header->n_levels == AIP_SOUND_LEVELS &&
      header->n_samples >= 0 && header->n_samples <= AIP_SOUND_MAX_SAMPLES)
    {
      expected += header->n_samples * AIP_SOUND_CHANNELS * (gint64) sizeof (gint16);
      for (guint i = 0; i < AIP_SOUND_LEVELS; i++)
        expected += aip_sound_level_length (header->n_samples, i) * (gint64) sizeof (AipSoundPeak);
    }
  else
    expected = -1;

  if ((gint64) g_mapped_file_get_length (file) != expected)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_DAMAGED,
                   _("“%s” is no whole sound of the cache."), path);
      return NULL;
    }

  self = g_new0 (AipSound, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->n_samples = header->n_samples;
  self->samples = (const gint16 *) (data + sizeof *header);
  self->levels[0] = (const AipSoundPeak *) (self->samples + self->n_samples * AIP_SOUND_CHANNELS);
  for (guint i = 1; i < AIP_SOUND_LEVELS; i++)
    self->levels[i] = self->levels[i - 1] + aip_sound_level_length (self->n_samples, i - 1);
  self->file = g_steal_pointer (&file);

  return self;
}

gint64
aip_sound_get_n_samples (AipSound *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_samples;
}

void
aip_sound_read (AipSound *self,
                gint64    first,
                float    *stereo,
                gsize     n_samples)
{
  gint64 from, to;

  g_return_if_fail (self != NULL);
  g_return_if_fail (stereo != NULL || n_samples == 0);

  from = CLAMP (first, 0, self->n_samples);
  to = CLAMP (first + (gint64) n_samples, from, self->n_samples);
  if (from > first || to < first + (gint64) n_samples)
    memset (stereo, 0, n_samples * AIP_SOUND_CHANNELS * sizeof *stereo);

  for (gint64 i = from * AIP_SOUND_CHANNELS; i < to * AIP_SOUND_CHANNELS; i++)
    stereo[i - first * AIP_SOUND_CHANNELS] = (float) self->samples[i] / 32768.0f;
}

/* Peaks ----------------------------------------------------------------------------------------- */

static guint16
root_of_mean (double squares,
              gsize  count)
{
  return (guint16) CLAMP (lround (sqrt (squares / (double) count)), 0, 32768);
}

void
aip_sound_peak_of_samples (const gint16 *stereo,
                           gsize         n_samples,
                           AipSoundPeak *peak)
{
  double squares = 0.0;

  memset (peak, 0, sizeof *peak);
  if (n_samples == 0)
    return;

  peak->min = G_MAXINT16;
  peak->max = G_MININT16;
  for (gsize i = 0; i < n_samples * AIP_SOUND_CHANNELS; i++)
    {
      peak->min = MIN (peak->min, stereo[i]);
      peak->max = MAX (peak->max, stereo[i]);
      squares += (double) stereo[i] * stereo[i];
    }
  peak->rms = root_of_mean (squares, n_samples * AIP_SOUND_CHANNELS);
}

void
aip_sound_peak_of_peaks (const AipSoundPeak *peaks,
                         gsize               n_peaks,
                         AipSoundPeak       *peak)
{
  double squares = 0.0;

  memset (peak, 0, sizeof *peak);
  if (n_peaks == 0)
    return;

  *peak = peaks[0];
  for (gsize i = 0; i < n_peaks; i++)
    {
      peak->min = MIN (peak->min, peaks[i].min);
      peak->max = MAX (peak->max, peaks[i].max);
      squares += (double) peaks[i].rms * peaks[i].rms;
    }
  peak->rms = root_of_mean (squares, n_peaks);
}

/* The coarsest level of which a column of @step samples has at least two peaks; -1: the samples. */
static int
choose_level (double  step,
              gint64 *block)
{
  int level = -1;
  gint64 size = AIP_SOUND_PEAK_BASE;

  *block = 1;
  while (level + 1 < AIP_SOUND_LEVELS && step >= 2.0 * (double) size)
    {
      level++;
      *block = size;
      size *= AIP_SOUND_PEAK_FACTOR;
    }

  return level;
}

void
aip_sound_get_peaks (AipSound     *self,
                     double        first,
                     double        step,
                     AipSoundPeak *peaks,
                     gsize         n_peaks)
{
  gint64 block, length;
  int level;

  g_return_if_fail (self != NULL && peaks != NULL);
  g_return_if_fail (step > 0.0);

  level = choose_level (step, &block);
  length = level < 0 ? self->n_samples : aip_sound_level_length (self->n_samples, (guint) level);

  for (gsize i = 0; i < n_peaks; i++)
    {
      double begin = floor ((first + step * (double) i) / (double) block);
      double end = floor ((first + step * (double) (i + 1)) / (double) block);
      gint64 from = (gint64) CLAMP (begin, 0.0, (double) length);
      gint64 to = (gint64) CLAMP (MAX (end, begin + 1.0), 0.0, (double) length);

      if (level < 0)
        aip_sound_peak_of_samples (self->samples + from * AIP_SOUND_CHANNELS, (gsize) (to - from),
                                   &peaks[i]);
      else
        aip_sound_peak_of_peaks (self->levels[level] + from, (gsize) (to - from), &peaks[i]);
    }
}
