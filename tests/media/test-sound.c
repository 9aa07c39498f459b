/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Sound that is decoded, mixed and measured: to the sample. */

#include "config.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "aip-error.h"
#include "aip-loudness.h"
#include "aip-sound-decode.h"
#include "aip-sound-mix.h"
#include "media-files.h"
#include "test-support.h"

#define SECOND AIP_SOUND_RATE

static char *project;

static AipSound *
load (AipSoundCache  *cache,
      const char     *file,
      GError        **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  aip_sound_cache_load_async (cache, file, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);

  return aip_sound_cache_load_finish (cache, result, error);
}

static char *
in_project (const char *name)
{
  return g_build_filename (project, name, NULL);
}

/* A stereo file whose samples say where they are: left counts up, right is constant. */
static void
write_ramp (const char *name,
            gsize       n_samples)
{
  g_autofree char *path = in_project (name);
  g_autofree gint16 *samples = g_new (gint16, n_samples * 2);

  for (gsize i = 0; i < n_samples; i++)
    {
      samples[2 * i] = (gint16) (i % 16000);
      samples[2 * i + 1] = 8192;
    }
  media_write_wave (path, 2, SECOND, samples, n_samples);
}

static void
write_constant (const char *name,
                gint16      value,
                gsize       n_samples)
{
  g_autofree char *path = in_project (name);
  g_autofree gint16 *samples = g_new (gint16, n_samples * 2);

  for (gsize i = 0; i < n_samples * 2; i++)
    samples[i] = value;
  media_write_wave (path, 2, SECOND, samples, n_samples);
}

/* Decoding -------------------------------------------------------------------------------------- */

static void
test_exact (void)
{
  g_autoptr(AipSoundCache) cache = aip_sound_cache_new (project);
  g_autoptr(AipSound) sound = NULL;
  g_autoptr(GError) error = NULL;
  float stereo[20];

  write_ramp ("ramp.wav", 100000);
  sound = load (cache, "ramp.wav", &error);
  g_assert_no_error (error);
  g_assert_cmpint (aip_sound_get_n_samples (sound), ==, 100000);
  g_assert_cmpint (aip_sound_cache_get_state (cache, "ramp.wav"), ==, AIP_SOUND_READY);

  aip_sound_read (sound, 12345, stereo, 10);
  for (int i = 0; i < 10; i++)
    {
      g_assert_cmpfloat (stereo[2 * i], ==, (float) (12345 + i) / 32768.0f);
      g_assert_cmpfloat (stereo[2 * i + 1], ==, 0.25f);
    }

  /* Silence on both sides. */
  aip_sound_read (sound, -5, stereo, 10);
  g_assert_cmpfloat (stereo[9], ==, 0.0f);
  g_assert_cmpfloat (stereo[11], ==, 0.25f);
  aip_sound_read (sound, 99995, stereo, 10);
  g_assert_cmpfloat (stereo[9], ==, 0.25f);
  g_assert_cmpfloat (stereo[11], ==, 0.0f);
  aip_sound_read (sound, 1000000, stereo, 10);
  g_assert_cmpfloat (stereo[1], ==, 0.0f);
}

static void
test_mono_and_surround (void)
{
  g_autoptr(AipSoundCache) cache = aip_sound_cache_new (project);
  g_autofree char *mono_path = in_project ("mono.wav");
  g_autofree char *wide_path = in_project ("wide.wav");
  g_autofree gint16 *samples = g_new0 (gint16, SECOND * 6);
  g_autoptr(AipSound) mono = NULL;
  g_autoptr(AipSound) wide = NULL;
  g_autoptr(GError) error = NULL;
  float stereo[2];

  for (gsize i = 0; i < SECOND; i++)
    samples[i] = 16384;
  media_write_wave (mono_path, 1, SECOND, samples, SECOND);
  mono = load (cache, "mono.wav", &error);
  g_assert_no_error (error);
  aip_sound_read (mono, 1000, stereo, 1);
  g_assert_cmpfloat (stereo[0], ==, 0.5f);
  g_assert_cmpfloat (stereo[1], ==, 0.5f);

  /* Only the left front speaker: it stays on the left, and the right stays silent. */
  memset (samples, 0, sizeof *samples * SECOND * 6);
  for (gsize i = 0; i < SECOND; i++)
    samples[6 * i] = 16384;
  media_write_wave (wide_path, 6, SECOND, samples, SECOND);
  wide = load (cache, "wide.wav", &error);
  g_assert_no_error (error);
  aip_sound_read (wide, 1000, stereo, 1);
  g_assert_cmpfloat (stereo[0], >, 0.1f);
  g_assert_cmpfloat (stereo[0], <=, 0.5f);
  g_assert_cmpfloat (stereo[1], ==, 0.0f);
}

/* A click at one second of 44,100 is a click at one second of 48,000. */
static void
test_other_rate (void)
{
  g_autoptr(AipSoundCache) cache = aip_sound_cache_new (project);
  g_autofree char *path = in_project ("cd.wav");
  g_autofree gint16 *samples = g_new0 (gint16, 3 * 44100 * 2);
  g_autofree float *stereo = g_new (float, 3 * SECOND * 2);
  g_autoptr(AipSound) sound = NULL;
  g_autoptr(GError) error = NULL;
  int highest = 0;

  samples[2 * 44100] = samples[2 * 44100 + 1] = 30000;
  media_write_wave (path, 2, 44100, samples, 3 * 44100);
  sound = load (cache, "cd.wav", &error);
  g_assert_no_error (error);
  g_assert_cmpint (ABS (aip_sound_get_n_samples (sound) - 3 * SECOND), <=, 1);

  aip_sound_read (sound, 0, stereo, 3 * SECOND);
  for (int i = 0; i < 3 * SECOND; i++)
    if (stereo[2 * i] > stereo[2 * highest])
      highest = i;
  g_assert_cmpint (highest, ==, SECOND);
}

/* A movie's sound is found without its picture being decoded, and stands where the picture does. */
static void
test_movies (void)
{
  g_autoptr(AipSoundCache) cache = aip_sound_cache_new (project);
  g_autofree char *with = in_project ("with.mkv");
  g_autofree char *without = in_project ("without.mkv");
  g_autoptr(AipSound) sound = NULL;
  g_autoptr(AipSound) silent = NULL;
  g_autoptr(GError) error = NULL;
  float stereo[2];

  if (!media_make ("videotestsrc num-buffers=24 ! video/x-raw,width=64,height=64,framerate=24/1 ! "
                   "jpegenc ! matroskamux name=mux ! filesink name=sink "
                   "audiotestsrc wave=square freq=1 volume=0.5 num-buffers=10 samplesperbuffer=4800 "
                   "! audio/x-raw,format=S16LE,rate=48000,channels=2 ! mux.", with) ||
      !media_make ("videotestsrc num-buffers=24 ! video/x-raw,width=64,height=64,framerate=24/1 ! "
                   "jpegenc ! matroskamux ! filesink name=sink", without))
    return;

  sound = load (cache, "with.mkv", &error);
  g_assert_no_error (error);
  g_assert_cmpint (aip_sound_get_n_samples (sound), ==, SECOND);
  aip_sound_read (sound, 100, stereo, 1);
  g_assert_cmpfloat_with_epsilon (stereo[0], 0.5f, 0.001f);

  silent = load (cache, "without.mkv", &error);
  g_assert_no_error (error);
  g_assert_cmpint (aip_sound_get_n_samples (silent), ==, 0);
  g_assert_cmpint (aip_sound_cache_get_state (cache, "without.mkv"), ==, AIP_SOUND_NONE);
  g_assert_null (aip_sound_cache_lookup (cache, "without.mkv"));
}

static void
test_broken (void)
{
  g_autoptr(AipSoundCache) cache = aip_sound_cache_new (project);
  g_autofree char *path = in_project ("broken.wav");
  g_autoptr(AipSound) sound = NULL;
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, "RIFF and nothing that follows from it", -1, NULL);
  g_assert_null (load (cache, "broken.wav", &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_DAMAGED);
  g_assert_nonnull (strstr (aip_sound_cache_get_problem (cache, "broken.wav"), "broken.wav"));
  g_clear_error (&error);

  g_assert_null (load (cache, "missing.wav", &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (load (cache, "../outside.wav", &error));
  g_assert_nonnull (error);
  g_clear_error (&error);

  /* Asked again it is as broken; put right it is heard. */
  g_assert_null (load (cache, "broken.wav", &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_DAMAGED);
  g_clear_error (&error);
  write_constant ("broken.wav", 100, 1000);
  sound = load (cache, "broken.wav", &error);
  g_assert_no_error (error);
  g_assert_cmpint (aip_sound_get_n_samples (sound), ==, 1000);
}

/* Once decoded it is not decoded again, and a file of the cache that was cut short is no sound. */
static void
test_cache (void)
{
  g_autofree char *caches = g_build_filename (g_get_user_cache_dir (), "aipipeline", "sound", NULL);
  g_autoptr(GDir) dir = NULL;
  const char *name;
  guint n_files = 0;

  for (guint round = 0; round < 2; round++)
    {
      g_autoptr(AipSoundCache) cache = aip_sound_cache_new (project);
      g_autoptr(AipSound) sound = NULL;
      g_autoptr(GError) error = NULL;
      gint64 before = g_get_monotonic_time ();

      if (round == 0)
        write_ramp ("again.wav", 20 * SECOND);
      sound = load (cache, "again.wav", &error);
      g_assert_no_error (error);
      g_test_message ("loaded in %" G_GINT64_FORMAT " µs", g_get_monotonic_time () - before);
    }

  dir = g_dir_open (caches, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (caches, name, NULL);
      GStatBuf info;

      g_assert_true (g_str_has_suffix (name, ".pcm"));
      g_stat (path, &info);
      if (info.st_size > 20 * SECOND * 4)
        {
          g_assert_cmpint (truncate (path, info.st_size - 1), ==, 0);
          g_assert_null (aip_sound_open (path, NULL));
          n_files++;
        }
    }
  g_assert_cmpuint (n_files, ==, 1);

  {
    g_autoptr(AipSoundCache) cache = aip_sound_cache_new (project);
    g_autoptr(AipSound) sound = load (cache, "again.wav", NULL);

    g_assert_cmpint (aip_sound_get_n_samples (sound), ==, 20 * SECOND);
  }
}

static void
test_peaks (void)
{
  g_autoptr(AipSoundCache) cache = aip_sound_cache_new (project);
  g_autofree char *path = in_project ("peaks.wav");
  g_autofree gint16 *samples = g_new0 (gint16, 10 * SECOND * 2);
  g_autoptr(AipSound) sound = NULL;
  static const double steps[] = { 1.0, 7.5, 100.0, 480.0, 2048.0, 48000.0, 100000.0 };

  samples[2 * (3 * SECOND + 17)] = 20000;
  samples[2 * (3 * SECOND + 18) + 1] = -10000;
  media_write_wave (path, 2, SECOND, samples, 10 * SECOND);
  sound = load (cache, "peaks.wav", NULL);

  /* At every zoom the click is seen, once, and where it is. */
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      AipSoundPeak peaks[9];
      double first = 3 * SECOND + 17 - 4.5 * steps[i];
      guint n_seen = 0;

      aip_sound_get_peaks (sound, first, steps[i], peaks, G_N_ELEMENTS (peaks));
      for (gsize j = 0; j < G_N_ELEMENTS (peaks); j++)
        if (peaks[j].max == 20000)
          {
            n_seen++;
            g_assert_cmpint (ABS ((int) j - 4), <=, 1);
          }
      g_assert_cmpuint (n_seen, >=, 1);
      g_assert_cmpuint (n_seen, <=, 2);
    }

  {
    AipSoundPeak peak;

    aip_sound_get_peaks (sound, -1000.0, 500.0, &peak, 1);
    g_assert_cmpint (peak.max, ==, 0);
    aip_sound_get_peaks (sound, 0.0, 10.0 * SECOND, &peak, 1);
    g_assert_cmpint (peak.max, ==, 20000);
    g_assert_cmpint (peak.min, ==, -10000);
  }
}

/* Mixing ---------------------------------------------------------------------------------------- */

static AipCut *
make_cut (const AipFrameRate *rate)
{
  AipCutSpec spec = { "Film", "FLM", *rate, 0, 1920, 1080 };

  return aip_cut_new (&spec);
}

static guint
add_track (AipCut   *cut,
           double    gain,
           gboolean  muted,
           gboolean  solo)
{
  AipCutTrack track = {
    .id = (char *) "track", .name = (char *) "A1", .is_audio = TRUE, .gain = gain, .muted = muted,
    .solo = solo,
  };

  return aip_cut_add_track (cut, &track);
}

static void
load_all (AipSoundCache *cache,
          AipCut        *cut)
{
  for (guint i = 0; i < aip_cut_get_n_tracks (cut); i++)
    {
      const AipCutTrack *track = aip_cut_get_track (cut, i);

      for (guint j = 0; j < track->clips->len; j++)
        aip_sound_cache_request (cache, ((AipCutClip *) track->clips->pdata[j])->file);
    }
  for (guint i = 0; i < aip_cut_get_n_shots (cut); i++)
    if (aip_cut_get_shot (cut, i)->file != NULL)
      aip_sound_cache_request (cache, aip_cut_get_shot (cut, i)->file);
  test_spin_while (aip_sound_cache_get_n_reading (cache) > 0);
}

static void
read_one (AipSoundMix *mix,
          gint64       sample,
          float       *left,
          float       *right)
{
  float stereo[2];

  aip_sound_mix_read (mix, sample, stereo, 1);
  *left = stereo[0];
  *right = stereo[1];
}

static float
right_at (AipSoundMix *mix,
          gint64       sample)
{
  float left, right;

  read_one (mix, sample, &left, &right);

  return right;
}

/* The first and the last sample of a trimmed clip, at rates that do not divide 48,000. */
static void
test_places (void)
{
  guint n_rates;
  const AipFrameRate *rates = aip_frame_rate_get_all (&n_rates);
  g_autoptr(AipSoundCache) cache = aip_sound_cache_new (project);

  write_ramp ("ramp.wav", 100000);
  for (guint i = 0; i < n_rates; i++)
    {
      g_autoptr(AipCut) cut = make_cut (&rates[i]);
      AipCutClip clip = {
        .id = (char *) "c", .file = (char *) "ramp.wav", .record = 101, .duration = 13, .source = 7,
      };
      guint track = add_track (cut, 0.0, FALSE, FALSE);
      g_autoptr(AipSoundMix) mix = NULL;
      gint64 begin = llround (101.0 * (double) rates[i].denominator * SECOND /
                              (double) rates[i].numerator);
      gint64 end = llround (114.0 * (double) rates[i].denominator * SECOND /
                            (double) rates[i].numerator);
      gint64 shift = llround (-94.0 * (double) rates[i].denominator * SECOND /
                              (double) rates[i].numerator);
      float left, right;

      aip_cut_add_clip (cut, track, &clip);
      load_all (cache, cut);
      mix = aip_sound_mix_new (cut, cache);

      g_assert_cmpfloat (right_at (mix, begin - 1), ==, 0.0f);
      read_one (mix, begin, &left, &right);
      g_assert_cmpfloat (right, ==, 0.25f);
      g_assert_cmpfloat (left, ==, (float) ((begin + shift) % 16000) / 32768.0f);
      g_assert_cmpfloat (right_at (mix, end - 1), ==, 0.25f);
      g_assert_cmpfloat (right_at (mix, end), ==, 0.0f);
      g_assert_cmpfloat (right_at (mix, -100000), ==, 0.0f);

      /* Frames and samples know each other. */
      for (gint64 frame = 0; frame < 3000; frame++)
        {
          gint64 sample = aip_sound_sample_of_frame (&rates[i], frame);

          g_assert_cmpint (aip_sound_frame_of_sample (&rates[i], sample), ==, frame);
          g_assert_cmpint (aip_sound_frame_of_sample (&rates[i], sample - 1), ==, frame - 1);
        }
    }
}

/* Whatever pieces it is asked for in, it is the same sound to the bit. */
static void
test_any_block (void)
{
  AipFrameRate rate = { 30000, 1001, FALSE };
  g_autoptr(AipSoundCache) cache = aip_sound_cache_new (project);
  g_autoptr(AipCut) cut = make_cut (&rate);
  g_autoptr(AipSoundMix) mix = NULL;
  g_autofree float *whole = g_new (float, SECOND * 4);
  g_autofree float *part = g_new (float, SECOND * 4);
  guint track = add_track (cut, -3.0, FALSE, FALSE);

  write_ramp ("ramp.wav", 100000);
  for (guint i = 0; i < 12; i++)
    {
      AipCutClip clip = {
        .id = (char *) "c", .file = (char *) "ramp.wav", .record = i * 4, .duration = 9 + i,
        .source = i, .gain = (double) i - 6.0, .fade_in = i % 4, .fade_out = i % 3,
      };

      aip_cut_add_clip (cut, track, &clip);
    }
  load_all (cache, cut);
  mix = aip_sound_mix_new (cut, cache);

  aip_sound_mix_read (mix, -1000, whole, 2 * SECOND);
  for (gint64 at = 0, n; at < 2 * SECOND; at += n)
    {
      n = MIN (1 + at * 31 % 1999, 2 * SECOND - at);
      aip_sound_mix_read (mix, at - 1000, part + 2 * at, (gsize) n);
    }
  g_assert_cmpmem (whole, SECOND * 4 * sizeof (float), part, SECOND * 4 * sizeof (float));
}

static void
test_gain_and_fades (void)
{
  AipFrameRate rate = { 24, 1, FALSE };
  g_autoptr(AipSoundCache) cache = aip_sound_cache_new (project);
  g_autoptr(AipCut) cut = make_cut (&rate);
  g_autoptr(AipSoundMix) mix = NULL;
  AipCutClip clip = {
    .id = (char *) "c", .file = (char *) "loud.wav", .record = 24, .duration = 48, .gain = -6.0,
    .fade_in = 12, .fade_out = 24,
  };
  float full = 0.5f * (float) pow (10.0, -9.0 / 20.0);

  write_constant ("loud.wav", 16384, 10 * SECOND);
  aip_cut_add_clip (cut, add_track (cut, -3.0, FALSE, FALSE), &clip);
  load_all (cache, cut);
  mix = aip_sound_mix_new (cut, cache);

  g_assert_cmpfloat (right_at (mix, SECOND), ==, 0.0f);
  g_assert_cmpfloat_with_epsilon (right_at (mix, SECOND + SECOND / 4), full * (float) M_SQRT1_2,
                                  1e-5f);
  g_assert_cmpfloat_with_epsilon (right_at (mix, SECOND + SECOND / 2), full, 1e-6f);
  g_assert_cmpfloat_with_epsilon (right_at (mix, 2 * SECOND), full, 1e-6f);
  g_assert_cmpfloat_with_epsilon (right_at (mix, 2 * SECOND + SECOND / 2),
                                  full * (float) M_SQRT1_2, 1e-5f);
  g_assert_cmpfloat (right_at (mix, 3 * SECOND - 1), >, 0.0f);
  g_assert_cmpfloat (right_at (mix, 3 * SECOND), ==, 0.0f);
}

/* Muted, disabled, solo, missing. */
static void
test_who_is_heard (void)
{
  AipFrameRate rate = { 25, 1, FALSE };
  g_autoptr(AipSoundCache) cache = aip_sound_cache_new (project);
  AipCutClip clip = {
    .id = (char *) "c", .file = (char *) "quiet.wav", .record = 0, .duration = 25,
  };
  AipCutShot shot = {
    .id = (char *) "s", .code = (char *) "SHT-0010", .duration = 25, .media = AIP_CUT_MOVIE,
    .available = AIP_CUT_ENDLESS, .file = (char *) "quiet.wav",
  };

  write_constant ("quiet.wav", 3277, SECOND);
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr(AipCut) cut = make_cut (&rate);
      g_autoptr(AipSoundMix) mix = NULL;
      static const float expected[] = { 3, 2, 2, 1, 2 };

      /* Two clips and a shot: muted, disabled, solo, missing. */
      clip.disabled = i == 2;
      clip.file = (char *) (i == 4 ? "missing.wav" : "quiet.wav");
      aip_cut_add_clip (cut, add_track (cut, 0.0, i == 1, i == 3), &clip);
      clip.disabled = FALSE;
      clip.file = (char *) "quiet.wav";
      aip_cut_add_clip (cut, add_track (cut, 0.0, FALSE, FALSE), &clip);
      aip_cut_add_shot (cut, &shot, 0);
      load_all (cache, cut);
      mix = aip_sound_mix_new (cut, cache);

      g_assert_cmpfloat_with_epsilon (right_at (mix, 1000), expected[i] * 3277.0f / 32768.0f, 1e-6f);
      g_assert_cmpuint (aip_sound_mix_get_n_broken (mix), ==, i == 4 ? 1 : 0);
      g_assert_cmpint (aip_sound_mix_get_length (mix), ==, SECOND);
      g_assert_false (aip_sound_mix_is_silent (mix));
    }
}

/* Shots sound as long as they are seen: cut hard, dissolved together, faded apart. */
static void
test_transitions (void)
{
  AipFrameRate rate = { 24, 1, FALSE };
  g_autoptr(AipSoundCache) cache = aip_sound_cache_new (project);
  static const AipTransition kinds[] = {
    AIP_TRANSITION_CUT, AIP_TRANSITION_DISSOLVE, AIP_TRANSITION_FADE,
  };

  write_constant ("half.wav", 8192, 10 * SECOND);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr(AipCut) cut = make_cut (&rate);
      g_autoptr(AipSoundMix) mix = NULL;
      AipCutShot shot = {
        .id = (char *) "a", .code = (char *) "SHT-0010", .duration = 48, .media = AIP_CUT_MOVIE,
        .available = 240, .file = (char *) "half.wav", .source = 24,
      };

      aip_cut_add_shot (cut, &shot, 0);
      shot.id = (char *) "b";
      shot.file = (char *) "half.wav";
      shot.transition = kinds[i];
      aip_cut_add_shot (cut, &shot, 24);
      load_all (cache, cut);
      mix = aip_sound_mix_new (cut, cache);

      g_assert_cmpfloat (right_at (mix, 0), ==, 0.25f);
      g_assert_cmpfloat (right_at (mix, SECOND), ==, 0.25f);
      g_assert_cmpfloat (right_at (mix, 3 * SECOND), ==, 0.25f);
      g_assert_cmpfloat (right_at (mix, 4 * SECOND), ==, 0.0f);
      if (kinds[i] == AIP_TRANSITION_CUT)
        g_assert_cmpfloat (right_at (mix, 2 * SECOND), ==, 0.25f);
      else if (kinds[i] == AIP_TRANSITION_DISSOLVE)
        g_assert_cmpfloat_with_epsilon (right_at (mix, 2 * SECOND), 0.25f * (float) M_SQRT2, 1e-5f);
      else
        g_assert_cmpfloat_with_epsilon (right_at (mix, 2 * SECOND), 0.0f, 1e-4f);
    }
}

/* Two loud clips: the sum stays under full scale and is still louder than one of them. */
static void
test_too_loud (void)
{
  AipFrameRate rate = { 24, 1, FALSE };
  g_autoptr(AipSoundCache) cache = aip_sound_cache_new (project);
  g_autoptr(AipCut) cut = make_cut (&rate);
  g_autoptr(AipSoundMix) mix = NULL;
  AipCutClip clip = {
    .id = (char *) "c", .file = (char *) "full.wav", .record = 0, .duration = 24,
  };
  guint track = add_track (cut, 0.0, FALSE, FALSE);

  write_constant ("full.wav", -29000, 10 * SECOND);
  aip_cut_add_clip (cut, track, &clip);
  clip.record = 12;
  aip_cut_add_clip (cut, track, &clip);
  load_all (cache, cut);
  mix = aip_sound_mix_new (cut, cache);

  g_assert_cmpfloat (right_at (mix, 100), ==, -29000.0f / 32768.0f);
  g_assert_cmpfloat (right_at (mix, SECOND - 100), <, -29000.0f / 32768.0f);
  g_assert_cmpfloat (right_at (mix, SECOND - 100), >=, -1.0f);
}

/* The reference of EBU Tech 3341: a stereo sine of 1 kHz at −23 dBFS is −23 LUFS. */
static void
test_loudness (void)
{
  g_autoptr(AipLoudness) loudness = aip_loudness_new ();
  g_autofree float *stereo = g_new (float, SECOND * 2);
  float size = (float) pow (10.0, -23.0 / 20.0);

  g_assert_true (isinf (aip_loudness_get_integrated (loudness)));
  for (guint second = 0; second < 20; second++)
    {
      for (guint i = 0; i < SECOND; i++)
        stereo[2 * i] = stereo[2 * i + 1] = size * (float) sin (2.0 * M_PI * 1000.0 * i / SECOND);
      aip_loudness_add (loudness, stereo, SECOND);
    }

  g_assert_cmpfloat_with_epsilon (aip_loudness_get_integrated (loudness), -23.0, 0.1);
  g_assert_cmpfloat_with_epsilon (aip_loudness_get_short_term (loudness), -23.0, 0.1);
  g_assert_cmpfloat_with_epsilon (aip_loudness_get_momentary (loudness), -23.0, 0.1);
  g_assert_cmpfloat_with_epsilon (aip_loudness_get_true_peak (loudness), -23.0, 0.2);
  g_assert_cmpfloat_with_epsilon (aip_loudness_get_range (loudness), 0.0, 0.1);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *caches = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  caches = test_dir_new ();
  g_setenv ("XDG_CACHE_HOME", caches, TRUE);
  project = test_dir_new ();

  g_test_add_func ("/sound/exact", test_exact);
  g_test_add_func ("/sound/mono-and-surround", test_mono_and_surround);
  g_test_add_func ("/sound/other-rate", test_other_rate);
  g_test_add_func ("/sound/movies", test_movies);
  g_test_add_func ("/sound/broken", test_broken);
  g_test_add_func ("/sound/cache", test_cache);
  g_test_add_func ("/sound/peaks", test_peaks);
  g_test_add_func ("/sound/places", test_places);
  g_test_add_func ("/sound/any-block", test_any_block);
  g_test_add_func ("/sound/gain-and-fades", test_gain_and_fades);
  g_test_add_func ("/sound/who-is-heard", test_who_is_heard);
  g_test_add_func ("/sound/transitions", test_transitions);
  g_test_add_func ("/sound/too-loud", test_too_loud);
  g_test_add_func ("/sound/loudness", test_loudness);

  status = g_test_run ();
  test_dir_remove (project);
  test_dir_remove (caches);
  g_free (project);

  return status;
}
