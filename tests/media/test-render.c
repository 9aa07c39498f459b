/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>
#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "aip-error.h"
#include "aip-media-info.h"
#include "aip-movie-reader.h"
#include "aip-render.h"
#include "media-files.h"
#include "number-movie.h"
#include "test-support.h"

#define WIDTH  NUMBER_MOVIE_WIDTH
#define HEIGHT NUMBER_MOVIE_HEIGHT

static char *folder;

/* A film --------------------------------------------------------------------------------------- */

static void
write_still (const char *name,
             guint       number)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, TRUE, 8, WIDTH, HEIGHT);
  g_autoptr(GError) error = NULL;

  number_movie_draw (gdk_pixbuf_get_pixels (pixbuf), WIDTH, HEIGHT,
                     gdk_pixbuf_get_rowstride (pixbuf), number);
  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      gdk_pixbuf_get_pixels (pixbuf)[y * gdk_pixbuf_get_rowstride (pixbuf) + x * 4 + 3] = 0xff;
  gdk_pixbuf_save (pixbuf, path, "png", &error, NULL);
  g_assert_no_error (error);
}

static void
write_color (const char *name,
             guint32     color)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, WIDTH, HEIGHT);
  g_autoptr(GError) error = NULL;

  gdk_pixbuf_fill (pixbuf, color);
  gdk_pixbuf_save (pixbuf, path, "png", &error, NULL);
  g_assert_no_error (error);
}

static void
write_movie (const char *name,
             guint       first,
             guint       n_frames)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  number_movie_write (path, "jpegenc ! qtmux", 24, 1, first, n_frames);
}

static AipCut *
new_cut (int width,
         int height)
{
  AipCutSpec spec = { "Test", "TST", { 24, 1, FALSE }, 86400, width, height };

  return aip_cut_new (&spec);
}

static void
add_shot (AipCut        *cut,
          const char    *file,
          gint64         source,
          gint64         duration,
          gint64         available,
          AipTransition  transition,
          gint64         length)
{
  g_autofree char *code = g_strdup_printf ("SHT-%04u", (aip_cut_get_n_shots (cut) + 1) * 10);
  AipCutShot shot = {
    .id = code, .code = code, .name = (char *) "", .file = (char *) file, .source = source,
    .duration = duration, .available = available, .transition = transition,
    .media = file == NULL ? AIP_CUT_CARD
             : g_str_has_suffix (file, ".png") ? AIP_CUT_STILL : AIP_CUT_MOVIE,
  };

  aip_cut_add_shot (cut, &shot, length);
}

/* Two movies, one of them from its middle and to beyond its end, and a still. */
static AipCut *
new_numbers (int   width,
             int   height,
             int **numbers)
{
  AipCut *cut = new_cut (width, height);
  int *n;

  add_shot (cut, "a.mov", 0, 30, 60, AIP_TRANSITION_CUT, 0);
  add_shot (cut, "b.mov", 20, 50, 60, AIP_TRANSITION_CUT, 0);
  add_shot (cut, "c.png", 0, 7, AIP_CUT_ENDLESS, AIP_TRANSITION_CUT, 0);
  add_shot (cut, "a.mov", 12, 41, 60, AIP_TRANSITION_CUT, 0);

  *numbers = n = g_new (int, 128);
  for (int i = 0; i < 30; i++)
    *n++ = i;
  for (int i = 0; i < 50; i++)
    *n++ = 100 + MIN (20 + i, 59);
  for (int i = 0; i < 7; i++)
    *n++ = 200;
  for (int i = 0; i < 41; i++)
    *n++ = 12 + i;

  return cut;
}

static AipRenderOptions
options_for (const char *preset,
             AipCut     *cut)
{
  return (AipRenderOptions) {
    .preset = aip_render_preset_find (preset),
    .n_frames = aip_cut_get_duration (cut),
    .width = (int) aip_cut_get_width (cut),
    .height = (int) aip_cut_get_height (cut),
    .date = "today",
  };
}

static void
render (AipCut                 *cut,
        const AipRenderOptions *options,
        const char             *path,
        AipRenderReport        *report)
{
  g_autoptr(GError) error = NULL;
  gboolean good = aip_render_run (cut, folder, path, options, NULL, NULL, NULL, report, &error);

  g_assert_no_error (error);
  g_assert_true (good);
}

static AipMovieReader *
read_back (const char *path,
           int         width,
           int         height)
{
  AipFrameRate rate = { 24, 1, FALSE };

  return aip_movie_reader_new (path, &rate, "BGRx", width, height, NULL);
}

/* @where: a pixel; its colours are within a few of what is said */
static void
assert_color (AipMovieReader *reader,
              gint64          frame,
              int             x,
              int             y,
              int             red,
              int             green,
              int             blue)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GstSample) sample = aip_movie_reader_read (reader, frame, NULL, NULL, &error);
  GstMapInfo map;
  const guint8 *pixel;

  g_assert_no_error (error);
  g_assert_true (gst_buffer_map (gst_sample_get_buffer (sample), &map, GST_MAP_READ));
  pixel = map.data + (y * WIDTH + x) * 4;
  g_assert_cmpint (ABS (pixel[2] - red), <, 8);
  g_assert_cmpint (ABS (pixel[1] - green), <, 8);
  g_assert_cmpint (ABS (pixel[0] - blue), <, 8);
  gst_buffer_unmap (gst_sample_get_buffer (sample), &map);
}

static guint
count_files (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

/* Every frame once ----------------------------------------------------------------------------- */

static void
test_every_frame (gconstpointer data)
{
  const AipRenderPreset *preset = data;
  int width = preset->widths[0] != 0 ? 1280 : WIDTH;
  int height = preset->widths[0] != 0 ? 720 : HEIGHT;
  g_autofree int *numbers = NULL;
  g_autoptr(AipCut) cut = new_numbers (width, height, &numbers);
  AipRenderOptions options = options_for (preset->id, cut);
  g_autofree char *name = g_strconcat ("film-", preset->id, preset->suffix, NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(AipMovieReader) reader = NULL;
  g_autoptr(AipMediaInfo) info = NULL;
  g_autoptr(GError) error = NULL;
  AipRenderReport report;
  gboolean held;

  if (!aip_render_preset_check (preset, width, height, &error))
    {
      g_test_skip (error->message);
      return;
    }

  render (cut, &options, path, &report);
  g_assert_cmpint (report.n_frames, ==, 128);
  g_assert_cmpuint (report.n_kept, ==, 0);
  g_assert_null (report.problems[0]);
  aip_render_report_clear (&report);

  info = aip_media_info_read (path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (info->frames, ==, 128);
  g_assert_cmpint (info->rate_numerator, ==, 24);
  g_assert_cmpint (info->rate_denominator, ==, 1);
  g_assert_cmpint (info->width, ==, width);

  reader = read_back (path, width, height);
  for (int i = 0; i < 128; i++)
    {
      g_autoptr(GstSample) sample = aip_movie_reader_read (reader, i, &held, NULL, &error);

      g_assert_no_error (error);
      g_assert_false (held);
      g_assert_cmpint (number_movie_read_sample (sample), ==, numbers[i]);
    }
}

/* Parts that were encoded by themselves follow each other without a seam. */
static void
test_parts (void)
{
  static const char *const ids[] = { "h264", "h265", "vp9", "av1", "mjpeg" };

  for (guint p = 0; p < G_N_ELEMENTS (ids); p++)
    {
      g_autoptr(AipCut) cut = new_cut (WIDTH, HEIGHT);
      g_autofree char *name = g_strdup_printf ("parts-%s", ids[p]);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr(AipMovieReader) reader = NULL;
      AipRenderOptions options;
      AipRenderReport report;
      gboolean held;

      for (int i = 0; i < 12; i++)
        add_shot (cut, i % 2 == 0 ? "a.mov" : "b.mov", 3, 47 + i % 3, 60, AIP_TRANSITION_CUT, 0);
      options = options_for (ids[p], cut);
      if (!aip_render_preset_check (options.preset, WIDTH, HEIGHT, NULL))
        continue;
      render (cut, &options, path, &report);
      g_assert_cmpuint (report.n_parts, >, 3);
      aip_render_report_clear (&report);

      reader = read_back (path, WIDTH, HEIGHT);
      for (gint64 i = 0; i < options.n_frames; i++)
        {
          g_autoptr(GError) error = NULL;
          g_autoptr(GstSample) sample = aip_movie_reader_read (reader, i, &held, NULL, &error);
          const AipCutShot *shot;
          guint index;

          g_assert_no_error (error);
          g_assert_false (held);
          g_assert_true (aip_cut_find_frame (cut, i, &index));
          shot = aip_cut_get_shot (cut, index);
          g_assert_cmpint (number_movie_read_sample (sample), ==,
                           (index % 2 == 0 ? 0 : 100) + 3 + i - shot->record);
        }
    }
}

/* A full disk is said, and leaves no half film. */
static void
test_full_disk (void)
{
  g_autofree int *numbers = NULL;
  g_autoptr(AipCut) cut = new_numbers (WIDTH, HEIGHT, &numbers);
  AipRenderOptions options = options_for ("mjpeg", cut);
  g_autofree char *inside = g_build_filename (folder, "full-disk", NULL);
  g_autofree char *path = g_build_filename (inside, "film.mov", NULL);
  g_autofree char *parts = g_build_filename (inside, ".film.mov.parts", NULL);
  struct rlimit old;
  struct rlimit small;
  g_autoptr(GError) error = NULL;
  AipRenderReport report;

  g_mkdir (inside, 0700);
  /* As if the disk were full: no file may be larger than a few frames. */
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &old), ==, 0);
  small = old;
  small.rlim_cur = 60000;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  g_assert_false (aip_render_run (cut, folder, path, &options, NULL, NULL, NULL, &report, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &old), ==, 0);
  g_assert_error (error, AIP_ERROR, AIP_ERROR_NO_SPACE);
  aip_render_report_clear (&report);
  /* Not even the name of the film. */
  g_assert_cmpuint (count_files (inside), ==, 1);
  g_assert_cmpuint (count_files (parts), ==, 0);

  render (cut, &options, path, &report);
  g_assert_cmpuint (report.n_kept, ==, 0);
  aip_render_report_clear (&report);
  g_assert_cmpuint (count_files (inside), ==, 1);
}

static void
test_pictures (void)
{
  static const char *const presets[] = { "png", "jpeg" };

  for (guint p = 0; p < G_N_ELEMENTS (presets); p++)
    {
      g_autofree int *numbers = NULL;
      g_autoptr(AipCut) cut = new_numbers (WIDTH, HEIGHT, &numbers);
      AipRenderOptions options = options_for (presets[p], cut);
      g_autofree char *path = g_build_filename (folder, presets[p], NULL);
      g_autoptr(GError) error = NULL;
      AipRenderReport report;

      options.first = 5;
      options.n_frames = 40;
      render (cut, &options, path, &report);
      aip_render_report_clear (&report);
      g_assert_cmpuint (count_files (path), ==, 40);
      for (int i = 0; i < 40; i++)
        {
          g_autofree char *name = g_strdup_printf ("%s_%06d%s", presets[p], i + 5,
                                                   options.preset->suffix);
          g_autofree char *file = g_build_filename (path, name, NULL);
          g_autoptr(GdkPixbuf) rgb = gdk_pixbuf_new_from_file (file, &error);
          g_autoptr(GdkPixbuf) pixbuf = NULL;

          g_assert_no_error (error);
          pixbuf = gdk_pixbuf_add_alpha (rgb, FALSE, 0, 0, 0);
          g_assert_cmpint (number_movie_read (gdk_pixbuf_read_pixels (pixbuf), WIDTH, HEIGHT,
                                              gdk_pixbuf_get_rowstride (pixbuf)), ==,
                           numbers[i + 5]);
        }

      /* What is in the folder is nobody's to throw away. */
      g_assert_false (aip_render_run (cut, folder, path, &options, NULL, NULL, NULL, &report,
                                      &error));
      g_assert_error (error, AIP_ERROR, AIP_ERROR_EXISTS);
      aip_render_report_clear (&report);
    }
}

/* A part of the film, and what is left of it on the disk. */
static void
test_range (void)
{
  g_autofree int *numbers = NULL;
  g_autoptr(AipCut) cut = new_numbers (WIDTH, HEIGHT, &numbers);
  AipRenderOptions options = options_for ("mjpeg", cut);
  g_autofree char *inside = g_build_filename (folder, "range", NULL);
  g_autofree char *path = g_build_filename (inside, "film.mov", NULL);
  g_autoptr(AipMovieReader) reader = NULL;
  AipRenderReport report;

  g_mkdir (inside, 0700);
  options.first = 25;
  options.n_frames = 70;
  options.slate = TRUE;
  render (cut, &options, path, &report);
  g_assert_cmpint (report.n_frames, ==, 70 + 48);
  aip_render_report_clear (&report);
  g_assert_cmpuint (count_files (inside), ==, 1);

  reader = read_back (path, WIDTH, HEIGHT);
  for (int i = 0; i < 70 + 48; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GstSample) sample = aip_movie_reader_read (reader, i, NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpint (number_movie_read_sample (sample), ==, i < 48 ? -1 : numbers[25 + i - 48]);
    }
}

/* What is seen --------------------------------------------------------------------------------- */

static void
test_colors (void)
{
  static const char *const presets[] = { "h264", "mjpeg", "prores-hq", "vp9", "h265" };

  for (guint p = 0; p < G_N_ELEMENTS (presets); p++)
    {
      g_autoptr(AipCut) cut = new_cut (WIDTH, HEIGHT);
      AipRenderOptions options;
      g_autofree char *path = g_build_filename (folder, presets[p], NULL);
      g_autoptr(AipMovieReader) reader = NULL;
      AipRenderReport report;

      add_shot (cut, "red.png", 0, 5, AIP_CUT_ENDLESS, AIP_TRANSITION_CUT, 0);
      add_shot (cut, "blue.png", 0, 5, AIP_CUT_ENDLESS, AIP_TRANSITION_CUT, 0);
      options = options_for (presets[p], cut);
      if (!aip_render_preset_check (options.preset, WIDTH, HEIGHT, NULL))
        continue;
      render (cut, &options, path, &report);
      aip_render_report_clear (&report);
      reader = read_back (path, WIDTH, HEIGHT);
      assert_color (reader, 2, 90, 50, 200, 40, 30);
      assert_color (reader, 7, 90, 50, 20, 60, 180);
    }
}

static void
test_transitions (void)
{
  static const AipTransition kinds[] = {
    AIP_TRANSITION_DISSOLVE, AIP_TRANSITION_FADE, AIP_TRANSITION_WIPE,
  };

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      g_autoptr(AipCut) cut = new_cut (WIDTH, HEIGHT);
      AipRenderOptions options;
      g_autofree char *path = g_strdup_printf ("%s/transition-%u.mov", folder, k);
      g_autoptr(AipMovieReader) reader = NULL;
      AipRenderReport report;

      add_shot (cut, "red.png", 0, 24, AIP_CUT_ENDLESS, AIP_TRANSITION_CUT, 0);
      add_shot (cut, "blue.png", 0, 24, AIP_CUT_ENDLESS, kinds[k], 9);
      options = options_for ("mjpeg", cut);
      render (cut, &options, path, &report);
      aip_render_report_clear (&report);
      reader = read_back (path, WIDTH, HEIGHT);

      /* Nine frames from 20 on, the middle one half of each; one shot alone on both sides. */
      assert_color (reader, 19, 20, 50, 200, 40, 30);
      assert_color (reader, 19, 170, 50, 200, 40, 30);
      assert_color (reader, 29, 20, 50, 20, 60, 180);
      assert_color (reader, 29, 170, 50, 20, 60, 180);
      if (kinds[k] == AIP_TRANSITION_DISSOLVE)
        {
          assert_color (reader, 24, 20, 50, 110, 50, 105);
          assert_color (reader, 20, 20, 50, 182, 42, 45);
        }
      else if (kinds[k] == AIP_TRANSITION_WIPE)
        {
          assert_color (reader, 24, 20, 50, 20, 60, 180);
          assert_color (reader, 24, 170, 50, 200, 40, 30);
        }
      else
        {
          assert_color (reader, 23, 20, 50, 40, 8, 6);
          assert_color (reader, 28, 20, 50, 17, 50, 150);
        }
    }
}

static void
test_letterbox_and_burn_ins (void)
{
  g_autoptr(AipCut) cut = new_cut (WIDTH, HEIGHT);
  AipRenderOptions options;
  g_autofree char *path = g_build_filename (folder, "letterbox.mov", NULL);
  g_autoptr(AipMovieReader) reader = NULL;
  AipRenderReport report;

  add_shot (cut, "red.png", 0, 10, AIP_CUT_ENDLESS, AIP_TRANSITION_CUT, 0);
  options = options_for ("mjpeg", cut);
  options.overlay = (AipCutOverlay) { AIP_CUT_OVERLAY_SAFE_AREAS, NULL, 2390 };
  render (cut, &options, path, &report);
  aip_render_report_clear (&report);
  reader = read_back (path, WIDTH, HEIGHT);
  assert_color (reader, 3, 96, 3, 0, 0, 0);
  assert_color (reader, 3, 96, HEIGHT - 4, 0, 0, 0);
  assert_color (reader, 3, 40, 54, 200, 40, 30);
}

/* A film with holes is a film, and says where they are. */
static void
test_trouble (void)
{
  g_autoptr(AipCut) cut = new_cut (WIDTH, HEIGHT);
  AipRenderOptions options;
  g_autofree char *path = g_build_filename (folder, "trouble.mov", NULL);
  g_autofree char *broken = g_build_filename (folder, "broken.mov", NULL);
  g_autoptr(AipMovieReader) reader = NULL;
  g_autoptr(GError) error = NULL;
  AipRenderReport report;

  g_file_set_contents (broken, "not a movie", -1, &error);
  g_assert_no_error (error);
  add_shot (cut, "a.mov", 0, 20, 60, AIP_TRANSITION_CUT, 0);
  add_shot (cut, "gone.mov", 0, 20, 60, AIP_TRANSITION_CUT, 0);
  add_shot (cut, "broken.mov", 0, 20, 60, AIP_TRANSITION_CUT, 0);
  add_shot (cut, "gone.png", 0, 20, 60, AIP_TRANSITION_DISSOLVE, 8);
  add_shot (cut, NULL, 0, 20, AIP_CUT_ENDLESS, AIP_TRANSITION_CUT, 0);
  /* The project says 90 frames, the file has 60. */
  add_shot (cut, "b.mov", 50, 20, 90, AIP_TRANSITION_CUT, 0);
  options = options_for ("mjpeg", cut);
  render (cut, &options, path, &report);
  g_assert_cmpuint (g_strv_length (report.problems), ==, 4);
  g_assert_true (g_str_has_prefix (report.problems[0], "SHT-0020: "));
  g_assert_nonnull (strstr (report.problems[0], "gone.mov"));
  g_assert_true (g_str_has_prefix (report.problems[1], "SHT-0030: "));
  g_assert_true (g_str_has_prefix (report.problems[2], "SHT-0040: "));
  g_assert_true (g_str_has_prefix (report.problems[3], "SHT-0060: "));
  aip_render_report_clear (&report);

  reader = read_back (path, WIDTH, HEIGHT);
  for (int i = 0; i < 120; i++)
    {
      g_autoptr(GstSample) sample = aip_movie_reader_read (reader, i, NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpint (number_movie_read_sample (sample), ==,
                       i < 20 ? i : i < 100 ? -1 : 100 + MIN (50 + i - 100, 59));
    }
}

/* What is heard -------------------------------------------------------------------------------- */

#define CLICK 36000

/* A click in two seconds of silence. */
static void
write_click (const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree gint16 *samples = g_new0 (gint16, 2 * 96000);

  for (int i = 0; i < 24; i++)
    samples[2 * (CLICK + i)] = samples[2 * (CLICK + i) + 1] = i % 2 == 0 ? 26000 : -26000;
  media_write_wave (path, 2, 48000, samples, 96000);
}

static AipSound *
load_sound (const char *name)
{
  g_autoptr(AipSoundCache) cache = aip_sound_cache_new (folder);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  AipSound *sound;

  aip_sound_cache_load_async (cache, name, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  sound = aip_sound_cache_load_finish (cache, result, &error);
  g_assert_no_error (error);

  return sound;
}

/* The first sample that is loud. */
static gint64
find_click (AipSound *sound)
{
  gint64 n_samples = aip_sound_get_n_samples (sound);
  float stereo[2];

  for (gint64 i = 0; i < n_samples; i++)
    {
      aip_sound_read (sound, i, stereo, 1);
      if (fabsf (stereo[0]) > 0.3f)
        return i;
    }

  return -1;
}

/* Picture and sound begin together, whatever a codec needs to get going. */
static void
test_sound (void)
{
  static const struct {
    const char *preset;
    int         tolerance;   /* samples */
  } cases[] = {
    { "wav", 0 }, { "mjpeg", 0 }, { "prores-hq", 0 }, { "h264", 24 }, { "vp9", 24 },
  };

  write_click ("click.wav");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(AipCut) cut = new_cut (WIDTH, HEIGHT);
      AipCutTrack track = { .id = (char *) "t", .is_audio = TRUE };
      AipCutClip clip = {
        .id = (char *) "c", .file = (char *) "click.wav", .record = 10, .duration = 48,
      };
      g_autofree char *name = NULL;
      g_autofree char *path = NULL;
      g_autoptr(AipSoundCache) cache = aip_sound_cache_new (folder);
      g_autoptr(AipSoundMix) mix = NULL;
      g_autoptr(AipSound) click = NULL;
      g_autoptr(AipSound) sound = NULL;
      g_autoptr(GError) error = NULL;
      AipRenderOptions options;
      AipRenderReport report;
      gint64 place;

      add_shot (cut, "red.png", 0, 72, AIP_CUT_ENDLESS, AIP_TRANSITION_CUT, 0);
      aip_cut_add_clip (cut, aip_cut_add_track (cut, &track), &clip);
      options = options_for (cases[i].preset, cut);
      /* The range begins inside of the clip, behind a slate. */
      options.first = 12;
      options.n_frames = 60;
      options.slate = TRUE;
      if (!aip_render_preset_check (options.preset, WIDTH, HEIGHT, NULL))
        continue;

      click = load_sound ("click.wav");
      mix = aip_sound_mix_new (cut, cache);
      test_spin_while (aip_sound_cache_get_n_reading (cache) > 0);
      g_clear_pointer (&mix, aip_sound_mix_unref);
      mix = aip_sound_mix_new (cut, cache);
      name = g_strconcat ("sound-", cases[i].preset, options.preset->suffix, NULL);
      path = g_build_filename (folder, name, NULL);
      g_assert_true (aip_render_run (cut, folder, path, &options, mix, NULL, NULL, &report,
                                     &error));
      g_assert_no_error (error);
      g_assert_true (report.has_sound);
      g_assert_cmpfloat (report.true_peak, >, -6);
      g_assert_cmpfloat (report.true_peak, <, 0.5);
      aip_render_report_clear (&report);

      sound = load_sound (name);
      place = find_click (sound);
      g_test_message ("%s: %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT " samples",
                      cases[i].preset, place, aip_sound_get_n_samples (sound));
      g_assert_cmpint (ABS (place - (CLICK - 2 * 2000
                                     + (options.preset->kind == AIP_RENDER_SOUND ? 0 : 96000))),
                       <=, cases[i].tolerance);
      /* Some encoders swallow the last moment. */
      g_assert_cmpint (aip_sound_get_n_samples (sound), >=,
                       120000 - 2048 + (options.preset->kind == AIP_RENDER_SOUND ? 0 : 96000));
    }
}

/* What is left behind -------------------------------------------------------------------------- */

typedef struct {
  GCancellable      *cancellable;
  AipRenderProgress  progress;
  gint               over;
} Cancelling;

static gpointer
cancel_in_the_middle (gpointer data)
{
  Cancelling *self = data;

  while (g_atomic_int_get (&self->progress.done) < 60 && g_atomic_int_get (&self->over) == 0)
    g_thread_yield ();
  g_cancellable_cancel (self->cancellable);

  return NULL;
}

static void
test_cancel (void)
{
  g_autofree int *numbers = NULL;
  g_autoptr(AipCut) cut = new_numbers (WIDTH, HEIGHT, &numbers);
  AipRenderOptions options = options_for ("mjpeg", cut);
  g_autofree char *inside = g_build_filename (folder, "cancelled", NULL);
  g_autofree char *path = g_build_filename (inside, "film.mov", NULL);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  Cancelling cancelling = { .cancellable = cancellable };
  g_autoptr(GError) error = NULL;
  g_autofree char *old = NULL;
  AipRenderReport report;
  GThread *thread;
  gboolean good;

  g_mkdir (inside, 0700);
  g_file_set_contents (path, "what was here before", -1, &error);
  g_assert_no_error (error);

  thread = g_thread_new ("cancel", cancel_in_the_middle, &cancelling);
  good = aip_render_run (cut, folder, path, &options, NULL, &cancelling.progress, cancellable,
                         &report, &error);
  g_atomic_int_set (&cancelling.over, 1);
  g_thread_join (thread);
  g_assert_false (good);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  aip_render_report_clear (&report);

  g_assert_cmpuint (count_files (inside), ==, 1);
  g_file_get_contents (path, &old, NULL, NULL);
  g_assert_cmpstr (old, ==, "what was here before");
}

static void
test_refuses (void)
{
  g_autofree int *numbers = NULL;
  g_autoptr(AipCut) cut = new_numbers (WIDTH, HEIGHT, &numbers);
  AipRenderOptions options = options_for ("mjpeg", cut);
  g_autofree char *own = g_build_filename (folder, "a.mov", NULL);
  g_autofree char *nowhere = g_build_filename (folder, "nowhere", "film.mov", NULL);
  g_autofree char *sound = g_build_filename (folder, "film.wav", NULL);
  g_autoptr(GError) error = NULL;
  AipRenderReport report;

  /* What the film is made of. */
  g_assert_false (aip_render_run (cut, folder, own, &options, NULL, NULL, NULL, &report, &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_false (aip_render_run (cut, folder, folder, &options, NULL, NULL, NULL, &report,
                                  &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_false (aip_render_run (cut, folder, nowhere, &options, NULL, NULL, NULL, &report,
                                  &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND);
  g_clear_error (&error);
  options.preset = aip_render_preset_find ("wav");
  g_assert_false (aip_render_run (cut, folder, sound, &options, NULL, NULL, NULL, &report,
                                  &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
  g_clear_error (&error);
  options.preset = aip_render_preset_find ("dnxhr-hq");
  if (aip_render_preset_check (options.preset, 1280, 720, NULL))
    {
      g_assert_false (aip_render_preset_check (options.preset, WIDTH, HEIGHT, &error));
      g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
    }
}

int
main (int   argc,
      char *argv[])
{
  const AipRenderPreset *presets;
  guint n_presets;
  int status;

  g_test_init (&argc, &argv, NULL);
  gst_init (NULL, NULL);
  folder = test_dir_new ();
  write_movie ("a.mov", 0, 60);
  write_movie ("b.mov", 100, 60);
  write_still ("c.png", 200);
  write_color ("red.png", 0xc8281eff);
  write_color ("blue.png", 0x143cb4ff);

  presets = aip_render_presets_get_all (&n_presets);
  for (guint i = 0; i < n_presets; i++)
    {
      g_autofree char *name = g_strconcat ("/media/render/every-frame/", presets[i].id, NULL);

      if (presets[i].kind == AIP_RENDER_MOVIE)
        g_test_add_data_func (name, &presets[i], test_every_frame);
    }
  g_test_add_func ("/media/render/parts", test_parts);
  g_test_add_func ("/media/render/full-disk", test_full_disk);
  g_test_add_func ("/media/render/pictures", test_pictures);
  g_test_add_func ("/media/render/range", test_range);
  g_test_add_func ("/media/render/colors", test_colors);
  g_test_add_func ("/media/render/transitions", test_transitions);
  g_test_add_func ("/media/render/letterbox-and-burn-ins", test_letterbox_and_burn_ins);
  g_test_add_func ("/media/render/trouble", test_trouble);
  g_test_add_func ("/media/render/sound", test_sound);
  g_test_add_func ("/media/render/cancel", test_cancel);
  g_test_add_func ("/media/render/refuses", test_refuses);

  status = g_test_run ();
  test_dir_remove (folder);
  g_free (folder);

  return status;
}
