/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "aip-error.h"
#include "aip-media-info.h"
#include "aip-movie-part.h"
#include "media-files.h"
#include "test-support.h"

static const AipFrameRate film = { 24, 1, FALSE };

static char *folder;

static GByteArray *
decode_sound (const char *path)
{
  g_autoptr(GPtrArray) pieces = media_decode (path, "audioconvert ! audio/x-raw,format=S16LE,channels=2");
  GByteArray *sound = g_byte_array_new ();

  for (guint i = 0; i < pieces->len; i++)
    {
      gsize size;
      const guint8 *data = g_bytes_get_data (pieces->pdata[i], &size);

      g_byte_array_append (sound, data, (guint) size);
    }

  return sound;
}

/* Frame i of @part is frame first + i of @whole, to the last bit. */
static void
assert_frames (const char         *whole,
               const char         *part,
               const AipMoviePart *spec)
{
  g_autoptr(GPtrArray) all = media_decode (whole, "videoconvert ! video/x-raw,format=I420");
  g_autoptr(GPtrArray) some = media_decode (part, "videoconvert ! video/x-raw,format=I420");

  g_assert_cmpuint (some->len, ==, spec->frames);
  g_assert_cmpuint (all->len, >=, spec->first + spec->frames);
  for (guint i = 0; i < some->len; i++)
    {
      g_assert_true (g_bytes_equal (some->pdata[i], all->pdata[spec->first + i]));
      /* They all look different, or this would prove little. */
      g_assert_true (i == 0 || !g_bytes_equal (some->pdata[i], some->pdata[i - 1]));
    }
}

static char *
extract (const char    *path,
         AipMoviePart  *part,
         GError       **error)
{
  g_autofree char *file = aip_movie_part_extract (folder, path, path, "take 1 of SHT-0010", part,
                                                  NULL, error);

  if (file == NULL || *file == '\0')
    return g_steal_pointer (&file);

  return g_build_filename (folder, file, NULL);
}

static void
test_choose (void)
{
  static const struct {
    AipFrameRate rate;
    gint64 start, length, first, frames, offset;
  } cases[] = {
    { { 24, 1 }, 22, 64, 22, 64, 22 },
    { { 24, 1 }, 0, 10, 0, 10, 0 },
    /* Twice as fast: two for each. */
    { { 48, 1 }, 5, 3, 10, 6, 5 },
    /* Slower: frame 7 of the film is its frame 4, but only every other one begins with the film's. */
    { { 16, 1 }, 7, 6, 4, 5, 6 },
    { { 16, 1 }, 9, 6, 6, 4, 9 },
    { { 30, 1 }, 9, 4, 10, 6, 8 },
    /* They meet once in 41 seconds. */
    { { 24000, 1001 }, 100, 10, 0, 109, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AipMoviePart part = {
        .film = film, .start = cases[i].start, .length = cases[i].length, .rate = cases[i].rate,
      };

      aip_movie_part_choose (&part);
      g_assert_cmpint (part.first, ==, cases[i].first);
      g_assert_cmpint (part.frames, ==, cases[i].frames);
      g_assert_cmpint (aip_movie_part_get_offset (&part), ==, cases[i].offset);
    }
}

/* For all rates: what the film shows of the part is what it shows of the movie. */
static void
test_same_frames (void)
{
  guint n_rates;
  const AipFrameRate *rates = aip_frame_rate_get_all (&n_rates);

  for (int i = 0; i < 20000; i++)
    {
      AipMoviePart part = {
        .film = rates[g_test_rand_int_range (0, (gint32) n_rates)],
        .rate = rates[g_test_rand_int_range (0, (gint32) n_rates)],
        .start = g_test_rand_int_range (0, 3000), .length = g_test_rand_int_range (1, 500),
      };
      gint64 up, down, offset;

      aip_movie_part_choose (&part);
      offset = aip_movie_part_get_offset (&part);
      up = part.rate.numerator * part.film.denominator;
      down = part.rate.denominator * part.film.numerator;
      g_assert_cmpint (offset, <=, part.start);
      for (gint64 frame = part.start; frame < part.start + part.length; frame++)
        {
          g_assert_cmpint (part.first + (frame - offset) * up / down, ==, frame * up / down);
          g_assert_cmpint ((frame - offset) * up / down, <, part.frames);
        }
    }
}

static void
test_extract (gconstpointer data)
{
  const char *const *what = data;
  g_autofree char *path = g_build_filename (folder, what[0], NULL);
  AipMoviePart part = { .film = film, .start = 22, .length = 20 };
  g_autoptr(GError) error = NULL;
  g_autoptr(AipMediaInfo) info = NULL;
  g_autofree char *file = NULL;
  g_autofree char *again = NULL;

  if (!media_make (what[1], path))
    return;

  file = extract (path, &part, &error);
  g_assert_no_error (error);
  g_assert_false (part.whole);
  assert_frames (path, file, &part);

  info = aip_media_info_read (file, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (info->frames, ==, part.frames);
  g_assert_cmpint (info->rate_numerator * part.rate.denominator, ==,
                   info->rate_denominator * part.rate.numerator);

  if (strstr (what[1], "audiotestsrc") != NULL)
    {
      g_autoptr(GByteArray) all = decode_sound (path);
      g_autoptr(GByteArray) some = decode_sound (file);
      gsize begin = (gsize) (part.first * 48000 / 24) * 4;

      g_assert_cmpuint (some->len, ==, part.frames * 48000 / 24 * 4);
      g_assert_cmpmem (some->data, some->len, all->data + begin, some->len);
    }

  /* The same part is there once. */
  again = extract (path, &part, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again, ==, file);
  g_assert_cmpint (part.frames, ==, info->frames);
}

static void
test_ends (void)
{
  g_autofree char *path = g_build_filename (folder, "ends.mov", NULL);
  g_autofree char *parts = g_build_filename (folder, "parts", NULL);
  AipMoviePart part = { .film = film, .start = 50, .length = 40 };
  AipMoviePart all = { .film = film, .start = 0, .length = 400 };
  AipMoviePart beyond = { .film = film, .start = 60, .length = 4 };
  g_autoptr(GError) error = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GDir) dir = NULL;
  g_autofree char *file = NULL;
  g_autofree char *whole = NULL;
  const char *name;

  if (!media_make ("videotestsrc pattern=ball num-buffers=60 ! "
                   "video/x-raw,width=96,height=54,framerate=24/1 ! jpegenc ! qtmux ! "
                   "filesink name=sink", path))
    return;

  /* A tail is only as long as what there is. */
  file = extract (path, &part, &error);
  g_assert_no_error (error);
  g_assert_cmpint (part.frames, ==, 10);
  assert_frames (path, file, &part);

  whole = extract (path, &all, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (whole, ==, "");
  g_assert_true (all.whole);
  g_assert_cmpint (all.frames, ==, 60);

  g_assert_null (extract (path, &beyond, &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "SHT-0010"));
  g_clear_error (&error);

  g_cancellable_cancel (cancellable);
  g_assert_null (aip_movie_part_extract (folder, path, "other", "take 1", &part, cancellable,
                                         &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (path, "no movie", -1, NULL));
  g_assert_null (extract (path, &part, &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_DAMAGED);

  /* What was not finished leaves nothing behind. */
  dir = g_dir_open (parts, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_true (g_str_has_suffix (name, ".mkv"));
}

int
main (int   argc,
      char *argv[])
{
  static const char *const movies[][2] = {
    { "sound.mov",
      "qtmux name=mux ! filesink name=sink "
      "videotestsrc pattern=ball num-buffers=60 ! "
      "video/x-raw,format=I420,width=128,height=72,framerate=24/1 ! jpegenc ! queue ! mux. "
      "audiotestsrc wave=saw freq=333 samplesperbuffer=1000 num-buffers=120 ! "
      "audio/x-raw,format=S16LE,rate=48000,channels=2 ! queue ! mux." },
    { "h264.mp4",
      "videotestsrc pattern=ball num-buffers=60 ! "
      "video/x-raw,format=I420,width=128,height=72,framerate=24000/1001 ! "
      "x264enc bframes=2 key-int-max=20 ! video/x-h264,profile=main ! mp4mux ! "
      "filesink name=sink" },
    { "vp8.webm",
      "videotestsrc pattern=ball num-buffers=60 ! "
      "video/x-raw,format=I420,width=128,height=72,framerate=16/1 ! vp8enc ! webmmux ! "
      "filesink name=sink" },
  };
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = test_dir_new ();

  g_test_add_func ("/media/movie-part/choose", test_choose);
  g_test_add_func ("/media/movie-part/same-frames", test_same_frames);
  for (gsize i = 0; i < G_N_ELEMENTS (movies); i++)
    {
      g_autofree char *name = g_strconcat ("/media/movie-part/extract/", movies[i][0], NULL);

      g_test_add_data_func (name, movies[i], test_extract);
    }
  g_test_add_func ("/media/movie-part/ends", test_ends);

  status = g_test_run ();
  test_dir_remove (folder);
  g_free (folder);

  return status;
}
