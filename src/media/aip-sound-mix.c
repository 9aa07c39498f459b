/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-sound-mix"

#include "config.h"

#include <gst/gst.h>
#include <math.h>
#include <string.h>

#include "aip-sound-mix.h"

/* −1 dBFS: from here on the sum is bent. */
#define KNEE         0.891250938f
#define CHUNK        512
#define DECIBEL(x)   ((float) pow (10.0, (x) / 20.0))
#define QUARTER_TURN 1.57079632679489661923

/* A piece of a sound somewhere in the film; all in samples of the mix. */
typedef struct {
  AipSound *sound;
  gint64    start;
  gint64    end;
  gint64    offset;     /* from a place in the mix to one in the sound */
  float     gain;
  gint64    fade_in;
  gint64    fade_out;
} Piece;

struct _AipSoundMix
{
  gatomicrefcount  ref_count;

  GArray          *pieces;     /* by where they begin */
  gint64          *reach;      /* the furthest end of this piece and all before it */
  gint64           length;
  guint            n_reading;
  guint            n_broken;
};

G_DEFINE_BOXED_TYPE (AipSoundMix, aip_sound_mix, aip_sound_mix_ref, aip_sound_mix_unref)

gint64
aip_sound_sample_of_frame (const AipFrameRate *rate,
                           gint64              frame)
{
  gint64 sample;

  g_return_val_if_fail (rate != NULL, 0);

  sample = (gint64) gst_util_uint64_scale_round ((guint64) ABS (frame),
                                                 (guint64) rate->denominator * AIP_SOUND_RATE,
                                                 (guint64) rate->numerator);

  return frame < 0 ? -sample : sample;
}

gint64
aip_sound_frame_of_sample (const AipFrameRate *rate,
                           gint64              sample)
{
  gint64 frame;

  g_return_val_if_fail (rate != NULL, 0);

  if (sample < 0)
    return -1 - aip_sound_frame_of_sample (rate, -1 - sample);

  frame = (gint64) gst_util_uint64_scale ((guint64) sample, (guint64) rate->numerator,
                                          (guint64) rate->denominator * AIP_SOUND_RATE);

  /* A frame that begins between two samples begins at the nearer one. */
  return aip_sound_sample_of_frame (rate, frame + 1) <= sample ? frame + 1 : frame;
}

/* Making one ------------------------------------------------------------------------------------ */

static void
piece_clear (gpointer data)
{
  Piece *piece = data;

  aip_sound_unref (piece->sound);
}

/* (transfer full) (nullable) */
static AipSound *
find_sound (AipSoundMix   *self,
            AipSoundCache *cache,
            const char    *file)
{
  AipSound *sound = aip_sound_cache_lookup (cache, file);

  if (sound == NULL)
    {
      AipSoundState state = aip_sound_cache_get_state (cache, file);

      self->n_reading += state == AIP_SOUND_READING;
      self->n_broken += state == AIP_SOUND_BROKEN;
    }

  return sound;
}

/*
 * @from, @to: frames of the cut; @shift: from there to a frame of the file. The shift is rounded by
 * itself, so that a clip that is cut in two sounds as before.
 */
static Piece
make_piece (AipSound           *sound,
            const AipFrameRate *rate,
            gint64              from,
            gint64              to,
            gint64              shift)
{
  return (Piece) {
    .sound = sound,
    .start = aip_sound_sample_of_frame (rate, from),
    .end = aip_sound_sample_of_frame (rate, to),
    .offset = aip_sound_sample_of_frame (rate, shift),
    .gain = 1.0f,
  };
}

static void
add_piece (AipSoundMix *self,
           Piece       *piece)
{
  /* Beyond the end of its file nothing is heard, but a fade still ends with the clip. */
  if (piece->end > piece->start)
    g_array_append_vals (self->pieces, piece, 1);
  else
    piece_clear (piece);
}

static void
add_shots (AipSoundMix   *self,
           AipCut        *cut,
           AipSoundCache *cache)
{
  const AipFrameRate *rate = aip_cut_get_rate (cut);
  guint n_shots = aip_cut_get_n_shots (cut);

  for (guint i = 0; i < n_shots; i++)
    {
      const AipCutShot *shot = aip_cut_get_shot (cut, i);
      const AipCutShot *next = i + 1 < n_shots ? aip_cut_get_shot (cut, i + 1) : NULL;
      gint64 from = shot->record;
      gint64 to = shot->record + shot->duration;
      gint64 fade_in = shot->before + shot->after;
      gint64 fade_out = next != NULL ? next->before + next->after : 0;
      AipSound *sound;
      Piece piece;

      if (shot->media != AIP_CUT_MOVIE || shot->file == NULL ||
          (sound = find_sound (self, cache, shot->file)) == NULL)
        continue;

      /* Through black each is heard in its own half only; otherwise both, all the way. */
      if (shot->transition == AIP_TRANSITION_FADE)
        fade_in = shot->after;
      else
        from -= shot->before;
      if (next != NULL && next->transition == AIP_TRANSITION_FADE)
        fade_out = next->before;
      else if (next != NULL)
        to += next->after;

      piece = make_piece (sound, rate, from, to, shot->source - shot->record);
      piece.fade_in = aip_sound_sample_of_frame (rate, fade_in);
      piece.fade_out = aip_sound_sample_of_frame (rate, fade_out);
      add_piece (self, &piece);
    }
}

static void
add_track (AipSoundMix       *self,
           const AipCutTrack *track,
           AipSoundCache     *cache,
           const AipFrameRate *rate)
{
  for (guint i = 0; i < track->clips->len; i++)
    {
      const AipCutClip *clip = track->clips->pdata[i];
      AipSound *sound;
      Piece piece;

      if (clip->disabled || clip->file == NULL || *clip->file == '\0' ||
          (sound = find_sound (self, cache, clip->file)) == NULL)
        continue;

      piece = make_piece (sound, rate, clip->record, clip->record + clip->duration,
                          clip->source - clip->record);
      piece.gain = DECIBEL (clip->gain + track->gain);
      piece.fade_in = aip_sound_sample_of_frame (rate, MIN (clip->fade_in, clip->duration));
      piece.fade_out = aip_sound_sample_of_frame (rate, MIN (clip->fade_out, clip->duration));
      add_piece (self, &piece);
    }
}

static int
compare_pieces (gconstpointer a,
                gconstpointer b)
{
  const Piece *first = a;
  const Piece *second = b;

  return (first->start > second->start) - (first->start < second->start);
}

AipSoundMix *
aip_sound_mix_new (AipCut        *cut,
                   AipSoundCache *cache)
{
  AipSoundMix *self;
  const AipFrameRate *rate;
  gboolean any_solo = FALSE;
  guint n_tracks;

  g_return_val_if_fail (cut != NULL, NULL);
  g_return_val_if_fail (AIP_IS_SOUND_CACHE (cache), NULL);

  self = g_new0 (AipSoundMix, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  g_array_set_clear_func (self->pieces, piece_clear);

  rate = aip_cut_get_rate (cut);
  self->length = aip_sound_sample_of_frame (rate, aip_cut_get_duration (cut));

  n_tracks = aip_cut_get_n_tracks (cut);
  for (guint i = 0; i < n_tracks; i++)
    any_solo |= aip_cut_get_track (cut, i)->solo;
  for (guint i = 0; i < n_tracks; i++)
    {
      const AipCutTrack *track = aip_cut_get_track (cut, i);

      if (!track->muted && (track->solo || !any_solo))
        add_track (self, track, cache, rate);
    }
  if (!any_solo)
    add_shots (self, cut, cache);

  g_array_sort (self->pieces, compare_pieces);
  self->reach = g_new (gint64, self->pieces->len);
  for (guint i = 0; i < self->pieces->len; i++)
    {
      gint64 end = g_array_index (self->pieces, Piece, i).end;

      self->reach[i] = i > 0 ? MAX (self->reach[i - 1], end) : end;
    }

  return self;
}

AipSoundMix *
aip_sound_mix_ref (AipSoundMix *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
aip_sound_mix_unref (AipSoundMix *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_array_unref (self->pieces);
  g_free (self->reach);
  g_free (self);
}

gint64
aip_sound_mix_get_length (AipSoundMix *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->length;
}

guint
aip_sound_mix_get_n_reading (AipSoundMix *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_reading;
}

guint
aip_sound_mix_get_n_broken (AipSoundMix *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_broken;
}

gboolean
aip_sound_mix_is_silent (AipSoundMix *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->pieces->len == 0 && self->n_reading == 0;
}

/* Listening ------------------------------------------------------------------------------------- */

/* A quarter of a sine: two such fades that cross are together as loud as either. */
static float
fade_at (const Piece *piece,
         gint64       place)
{
  float gain = piece->gain;

  if (place - piece->start < piece->fade_in)
    gain *= (float) sin (QUARTER_TURN * (double) (place - piece->start) / (double) piece->fade_in);
  if (piece->end - place < piece->fade_out)
    gain *= (float) sin (QUARTER_TURN * (double) (piece->end - place) / (double) piece->fade_out);

  return gain;
}

static void
add_up (const Piece *piece,
        gint64       first,
        gsize        n_samples,
        float       *stereo)
{
  gint64 from = MAX (first, piece->start);
  gint64 to = MIN (first + (gint64) n_samples, piece->end);
  float chunk[CHUNK * AIP_SOUND_CHANNELS];

  while (from < to)
    {
      gint64 n = MIN (CHUNK, to - from);
      float *out = stereo + (from - first) * AIP_SOUND_CHANNELS;
      gboolean fades = from - piece->start < piece->fade_in ||
                       piece->end - (from + n - 1) < piece->fade_out;

      aip_sound_read (piece->sound, from + piece->offset, chunk, (gsize) n);
      for (gint64 i = 0; i < n; i++)
        {
          float gain = fades ? fade_at (piece, from + i) : piece->gain;

          out[2 * i] += chunk[2 * i] * gain;
          out[2 * i + 1] += chunk[2 * i + 1] * gain;
        }
      from += n;
    }
}

static float
bend (float value)
{
  float size = fabsf (value);

  if (size <= KNEE)
    return value;

  return copysignf (KNEE + (1.0f - KNEE) * tanhf ((size - KNEE) / (1.0f - KNEE)), value);
}

/* The first piece that may still be heard at @sample. */
static guint
find_first (AipSoundMix *self,
            gint64       sample)
{
  guint low = 0;
  guint high = self->pieces->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (self->reach[middle] > sample)
        high = middle;
      else
        low = middle + 1;
    }

  return low;
}

void
aip_sound_mix_read (AipSoundMix *self,
                    gint64       sample,
                    float       *stereo,
                    gsize        n_samples)
{
  gint64 end = sample + (gint64) n_samples;

  g_return_if_fail (self != NULL);
  g_return_if_fail (stereo != NULL || n_samples == 0);

  memset (stereo, 0, n_samples * AIP_SOUND_CHANNELS * sizeof *stereo);
  for (guint i = find_first (self, sample); i < self->pieces->len; i++)
    {
      const Piece *piece = &g_array_index (self->pieces, Piece, i);

      if (piece->start >= end)
        break;
      add_up (piece, sample, n_samples, stereo);
    }

  for (gsize i = 0; i < n_samples * AIP_SOUND_CHANNELS; i++)
    stereo[i] = bend (stereo[i]);
}
