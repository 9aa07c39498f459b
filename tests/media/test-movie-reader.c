/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>

#include "aip-error.h"
#include "aip-movie-reader.h"
#include "number-movie.h"
#include "test-support.h"

static char *folder;

typedef struct {
  const char *name;
  const char *encoder;
  const char *element;
} Kind;

static const Kind kinds[] = {
  { "intra.mov", "jpegenc ! qtmux", "jpegenc" },
  { "long.mp4", "x264enc bframes=2 key-int-max=48 speed-preset=ultrafast ! mp4mux", "x264enc" },
  { "long.mkv", "x264enc bframes=2 key-int-max=48 speed-preset=ultrafast ! matroskamux",
    "x264enc" },
  { "web.webm", "vp8enc deadline=1 keyframe-max-dist=48 ! webmmux", "vp8enc" },
};

static char *
write_movie (const Kind *kind,
             int         numerator,
             int         denominator,
             guint       n_frames)
{
  char *path = g_build_filename (folder, kind->name, NULL);
  g_autoptr(GstElementFactory) factory = gst_element_factory_find (kind->element);

  if (factory == NULL)
    {
      g_free (path);
      return NULL;
    }
  number_movie_write (path, kind->encoder, numerator, denominator, 0, n_frames);

  return path;
}

static int
read_number (AipMovieReader *reader,
             gint64          frame,
             gboolean       *held)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GstSample) sample = aip_movie_reader_read (reader, frame, held, NULL, &error);

  g_assert_no_error (error);

  return number_movie_read_sample (sample);
}

static AipMovieReader *
new_reader (const char *path,
            gint64      numerator,
            gint64      denominator)
{
  AipFrameRate rate = { numerator, denominator, FALSE };

  return aip_movie_reader_new (path, &rate, "BGRx", NUMBER_MOVIE_WIDTH, NUMBER_MOVIE_HEIGHT, NULL);
}

static void
test_every_frame_once (void)
{
  static const int rates[][2] = { { 24, 1 }, { 24000, 1001 }, { 30000, 1001 } };

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (guint r = 0; r < G_N_ELEMENTS (rates); r++)
      {
        g_autofree char *path = write_movie (&kinds[k], rates[r][0], rates[r][1], 200);
        g_autoptr(AipMovieReader) reader = NULL;
        gboolean held;

        if (path == NULL)
          continue;
        reader = new_reader (path, rates[r][0], rates[r][1]);
        for (int i = 0; i < 200; i++)
          {
            g_assert_cmpint (read_number (reader, i, &held), ==, i);
            g_assert_false (held);
          }
        /* Beyond the end the last one stays. */
        g_assert_cmpint (read_number (reader, 200, &held), ==, 199);
        g_assert_true (held);
        g_assert_cmpint (read_number (reader, 5000, &held), ==, 199);
        g_assert_cmpuint (aip_movie_reader_get_n_seeks (reader), ==, 0);
      }
}

static void
test_begins_anywhere (void)
{
  static const int places[] = { 100, 130, 47, 48, 49, 198, 0, 199, 151, 150, 3 };

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      g_autofree char *path = write_movie (&kinds[k], 24, 1, 200);
      g_autoptr(AipMovieReader) reader = NULL;
      g_autoptr(AipMovieReader) late = NULL;
      gboolean held;

      if (path == NULL)
        continue;
      reader = new_reader (path, 24, 1);
      for (guint i = 0; i < G_N_ELEMENTS (places); i++)
        {
          g_assert_cmpint (read_number (reader, places[i], NULL), ==, places[i]);
          if (places[i] < 190)
            g_assert_cmpint (read_number (reader, places[i] + 1, NULL), ==, places[i] + 1);
        }
      g_assert_cmpuint (aip_movie_reader_get_n_seeks (reader), >, 0);

      /* Also where the first that is asked for is beyond the end. */
      late = new_reader (path, 24, 1);
      g_assert_cmpint (read_number (late, 400, &held), ==, 199);
      g_assert_true (held);
    }
}

/* A movie plays at its own speed: which of its frames is on is a matter of integers. */
static void
test_other_rates (void)
{
  static const struct {
    int movie[2];
    int film[2];
  } pairs[] = {
    { { 16, 1 }, { 24, 1 } }, { { 30, 1 }, { 24, 1 } }, { { 24, 1 }, { 30000, 1001 } },
    { { 25, 1 }, { 24000, 1001 } }, { { 60, 1 }, { 25, 1 } },
  };

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (guint p = 0; p < G_N_ELEMENTS (pairs); p++)
      {
        g_autofree char *path = write_movie (&kinds[k], pairs[p].movie[0], pairs[p].movie[1], 120);
        g_autoptr(AipMovieReader) reader = NULL;

        if (path == NULL)
          continue;
        reader = new_reader (path, pairs[p].film[0], pairs[p].film[1]);
        for (int i = 0; i < 90; i++)
          {
            int wanted = i * pairs[p].movie[0] * pairs[p].film[1]
                         / (pairs[p].movie[1] * pairs[p].film[0]);

            g_assert_cmpint (read_number (reader, i, NULL), ==, MIN (wanted, 119));
          }
      }
}

static void
test_keeps_the_shape (void)
{
  g_autofree char *path = write_movie (&kinds[0], 24, 1, 3);
  AipFrameRate rate = { 24, 1, FALSE };
  g_autoptr(AipMovieReader) reader = aip_movie_reader_new (path, &rate, "BGRx", 192, 192, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GstSample) sample = aip_movie_reader_read (reader, 1, NULL, NULL, &error);
  GstMapInfo map;

  g_assert_no_error (error);
  g_assert_true (gst_buffer_map (gst_sample_get_buffer (sample), &map, GST_MAP_READ));
  g_assert_cmpuint (map.size, ==, 192 * 192 * 4);
  /* Black above and below. */
  g_assert_cmpuint (map.data[(20 * 192 + 96) * 4 + 1], <, 8);
  g_assert_cmpuint (map.data[(170 * 192 + 96) * 4 + 1], <, 8);
  g_assert_cmpint (number_movie_read (map.data + 42 * 192 * 4, 192, 108, 192 * 4), ==, 1);
  gst_buffer_unmap (gst_sample_get_buffer (sample), &map);
}

static void
test_says_what_is_wrong (void)
{
  g_autofree char *path = write_movie (&kinds[0], 24, 1, 50);
  g_autofree char *missing = g_build_filename (folder, "gone.mp4", NULL);
  g_autofree char *text = g_build_filename (folder, "text.mp4", NULL);
  g_autofree char *contents = NULL;
  gsize length;
  g_autoptr(AipMovieReader) first = NULL;
  g_autoptr(AipMovieReader) second = NULL;
  g_autoptr(AipMovieReader) third = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  first = new_reader (missing, 24, 1);
  g_assert_null (aip_movie_reader_read (first, 0, NULL, NULL, &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "gone.mp4"));
  g_clear_error (&error);

  g_file_set_contents (text, "no movie", -1, &error);
  g_assert_no_error (error);
  second = new_reader (text, 24, 1);
  g_assert_null (aip_movie_reader_read (second, 0, NULL, NULL, &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_DAMAGED);
  g_clear_error (&error);
  /* Still. */
  g_assert_null (aip_movie_reader_read (second, 1, NULL, NULL, &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_DAMAGED);
  g_clear_error (&error);

  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);
  g_cancellable_cancel (cancellable);
  third = new_reader (path, 24, 1);
  g_assert_null (aip_movie_reader_read (third, 0, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  gst_init (NULL, NULL);
  folder = test_dir_new ();

  g_test_add_func ("/media/movie-reader/every-frame-once", test_every_frame_once);
  g_test_add_func ("/media/movie-reader/begins-anywhere", test_begins_anywhere);
  g_test_add_func ("/media/movie-reader/other-rates", test_other_rates);
  g_test_add_func ("/media/movie-reader/keeps-the-shape", test_keeps_the_shape);
  g_test_add_func ("/media/movie-reader/says-what-is-wrong", test_says_what_is_wrong);

  status = g_test_run ();
  test_dir_remove (folder);
  g_free (folder);

  return status;
}
