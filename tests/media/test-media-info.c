/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Movies and sounds that are looked at without being decoded. */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "aip-error.h"
#include "aip-media-info.h"
#include "media-files.h"
#include "test-support.h"

static char *folder;

static AipMediaInfo *
read_info (const char  *path,
           GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  aip_media_info_read_async (path, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);

  return aip_media_info_read_finish (result, error);
}

typedef struct {
  const char *name;
  const char *pipeline;
  gint64      frames;
  gint64      numerator;
  gint64      denominator;
  gboolean    has_audio;
  const char *codec;
} Movie;

#define PICTURE(n, rate) \
  "videotestsrc num-buffers=" #n " ! video/x-raw,width=320,height=180,framerate=" rate " ! "

static const Movie movies[] = {
  { "h264.mp4", PICTURE (37, "24/1") "x264enc bframes=3 b-adapt=false ! mp4mux ! filesink name=sink",
    37, 24, 1, FALSE, "video/x-h264" },
  { "ntsc.mov", PICTURE (50, "24000/1001") "jpegenc ! qtmux ! filesink name=sink",
    50, 24000, 1001, FALSE, "image/jpeg" },
  { "sound.mp4", PICTURE (25, "25/1") "x264enc ! mp4mux name=mux ! filesink name=sink "
    "audiotestsrc num-buffers=40 samplesperbuffer=1200 ! audio/x-raw,rate=48000,channels=2 ! "
    "avenc_aac ! aacparse ! mux.", 25, 25, 1, TRUE, "video/x-h264" },
  { "vp8.webm", PICTURE (40, "30/1") "vp8enc auto-alt-ref=true lag-in-frames=16 deadline=1 ! "
    "webmmux ! filesink name=sink", 40, 30, 1, FALSE, "video/x-vp8" },
  { "vp9.webm", PICTURE (30, "24/1") "vp9enc auto-alt-ref=true lag-in-frames=16 deadline=1 "
    "cpu-used=8 ! webmmux ! filesink name=sink", 30, 24, 1, FALSE, "video/x-vp9" },
  { "prores.mov", PICTURE (12, "24/1") "avenc_prores_ks ! qtmux ! filesink name=sink",
    12, 24, 1, FALSE, "video/x-prores" },
};

static void
test_movies (gconstpointer data)
{
  const Movie *movie = data;
  g_autofree char *path = g_build_filename (folder, movie->name, NULL);
  g_autoptr(AipMediaInfo) info = NULL;
  g_autoptr(GError) error = NULL;

  if (!media_make (movie->pipeline, path))
    return;
  info = read_info (path, &error);
  g_assert_no_error (error);

  g_assert_true (info->is_movie);
  g_assert_true (info->has_video);
  g_assert_cmpint (info->has_audio, ==, movie->has_audio);
  g_assert_cmpint (info->frames, ==, movie->frames);
  g_assert_cmpint (info->rate_numerator * movie->denominator, ==,
                   movie->numerator * info->rate_denominator);
  g_assert_cmpint (info->width, ==, 320);
  g_assert_cmpint (info->height, ==, 180);
  g_assert_cmpstr (info->codec, ==, movie->codec);
  g_assert_cmpfloat_with_epsilon (info->seconds, (double) movie->frames *
                                  (double) movie->denominator / (double) movie->numerator, 0.15);
}

static void
test_sound (void)
{
  g_autofree char *path = g_build_filename (folder, "tone.wav", NULL);
  g_autofree gint16 *samples = g_new0 (gint16, 44100 * 2);
  g_autoptr(AipMediaInfo) info = NULL;
  g_autoptr(GError) error = NULL;

  media_write_wave (path, 1, 44100, samples, 44100 * 2);
  info = read_info (path, &error);
  g_assert_no_error (error);
  g_assert_false (info->is_movie);
  g_assert_false (info->has_video);
  g_assert_true (info->has_audio);
  g_assert_cmpint (info->channels, ==, 1);
  g_assert_cmpint (info->sample_rate, ==, 44100);
  g_assert_cmpint (info->frames, ==, 0);
  g_assert_cmpfloat_with_epsilon (info->seconds, 2.0, 0.001);
}

/* Half a movie, no movie, nothing, no file: an answer each time, and never a wait without end. */
static void
test_hostile (void)
{
  g_autofree char *whole = g_build_filename (folder, "h264.mp4", NULL);
  g_autofree char *path = g_build_filename (folder, "bad.mp4", NULL);
  g_autofree char *data = NULL;
  gsize length = 0;

  g_file_get_contents (whole, &data, &length, NULL);
  for (guint i = 0; i < 12; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *bad = g_memdup2 (data, length);
      gsize kept = length;

      if (i < 4)
        kept = length * i / 4;
      else
        for (guint j = 0; j < 200 && length > 0; j++)
          bad[(j * 7919 + i * 104729) % length] = (char) (j + i);
      g_file_set_contents (path, bad != NULL ? bad : "", (gssize) kept, NULL);

      {
        g_autoptr(AipMediaInfo) info = read_info (path, &error);

        if (info == NULL)
          g_assert_error (error, AIP_ERROR, AIP_ERROR_DAMAGED);
        else
          g_assert_cmpint (info->frames, <=, 37);
      }
    }

  {
    g_autoptr(GError) error = NULL;
    g_autofree char *none = g_build_filename (folder, "none.mp4", NULL);

    g_assert_null (read_info (none, &error));
    g_assert_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND);
    g_assert_nonnull (strstr (error->message, "none.mp4"));
  }
}

static void
test_cancelled (void)
{
  g_autofree char *path = g_build_filename (folder, "h264.mp4", NULL);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("no movie was made");
      return;
    }
  g_cancellable_cancel (cancellable);
  g_assert_null (aip_media_info_read (path, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = test_dir_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (movies); i++)
    {
      g_autofree char *path = g_strconcat ("/media-info/", movies[i].name, NULL);

      g_test_add_data_func (path, &movies[i], test_movies);
    }
  g_test_add_func ("/media-info/sound", test_sound);
  g_test_add_func ("/media-info/hostile", test_hostile);
  g_test_add_func ("/media-info/cancelled", test_cancelled);

  status = g_test_run ();
  test_dir_remove (folder);
  g_free (folder);

  return status;
}
