/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-sound.h"

G_BEGIN_DECLS

/*
 * A file of the cache: the header, samples (s16, native order, interleaved), then peaks, level by
 * level. A peak of the first level covers AIP_SOUND_PEAK_BASE samples, of each further one
 * AIP_SOUND_PEAK_FACTOR times as many; the last peak of a level may cover fewer.
 */
#define AIP_SOUND_MAGIC       "AIPSND1\n"
#define AIP_SOUND_PEAK_BASE   128
#define AIP_SOUND_PEAK_FACTOR 8
#define AIP_SOUND_LEVELS      6
/* Four hours: longer than any reel, and under 3 GiB. */
#define AIP_SOUND_MAX_SAMPLES (G_GINT64_CONSTANT (4) * 3600 * AIP_SOUND_RATE)

typedef struct {
  char    magic[8];
  guint32 byte_order;     /* G_BYTE_ORDER of whoever wrote it */
  guint32 n_levels;
  gint64  n_samples;
  guint8  reserved[40];
} AipSoundHeader;

G_STATIC_ASSERT (sizeof (AipSoundHeader) == 64);
G_STATIC_ASSERT (sizeof (AipSoundPeak) == 6);

/* How many peaks a level has. */
static inline gint64
aip_sound_level_length (gint64 n_samples,
                        guint  level)
{
  gint64 block = AIP_SOUND_PEAK_BASE;

  for (guint i = 0; i < level; i++)
    block *= AIP_SOUND_PEAK_FACTOR;

  return (n_samples + block - 1) / block;
}

/* Peaks of @n_samples samples that lie in memory. */
void aip_sound_peak_of_samples (const gint16       *stereo,
                                gsize               n_samples,
                                AipSoundPeak       *peak);
/* What several peaks are together; each counts the same. */
void aip_sound_peak_of_peaks   (const AipSoundPeak *peaks,
                                gsize               n_peaks,
                                AipSoundPeak       *peak);

G_END_DECLS
