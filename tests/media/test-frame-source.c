/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <gst/gst.h>
#include <string.h>

#include "aip-frame-source.h"
#include "aip-proxy-file.h"
#include "test-movie.h"
#include "test-support.h"

#define WIDTH  320
#define HEIGHT 180

typedef struct {
  char           *folder;
  char           *cache;
  AipProxies     *proxies;
  AipFrameSource *source;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = test_dir_new ();
  fixture->cache = g_build_filename (fixture->folder, "cache", NULL);
  fixture->proxies = aip_proxies_new (fixture->folder, fixture->cache, g_getenv ("PROXY_MAKER"));
  aip_proxies_set_size (fixture->proxies, WIDTH, HEIGHT);
  fixture->source = aip_frame_source_new (fixture->proxies, 16 << 20);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  AipProxies *proxies = fixture->proxies;

  /* Tasks of threads let go of their objects in the main loop. */
  g_object_add_weak_pointer (G_OBJECT (proxies), (gpointer *) &proxies);
  g_clear_object (&fixture->source);
  g_clear_object (&fixture->proxies);
  test_spin_while (proxies != NULL);
  test_dir_remove (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->cache);
}

static char *
path_of (Fixture    *fixture,
         const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

static gboolean
write_movie (Fixture    *fixture,
             const char *name,
             const char *encoder,
             int         numerator,
             int         denominator,
             guint       first,
             guint       n_frames)
{
  g_autofree char *path = path_of (fixture, name);

  return test_movie_write (path, encoder, WIDTH, HEIGHT, numerator, denominator, first, n_frames);
}

static AipCut *
new_cut (int numerator,
         int denominator)
{
  AipCutSpec spec = { "Rain", "RAIN", { numerator, denominator, FALSE }, 0, 1920, 1080 };

  return aip_cut_new (&spec);
}

static void
add_shot (AipCut        *cut,
          const char    *code,
          const char    *file,
          AipCutMedia    media,
          gint64         duration,
          gint64         source,
          gint64         available,
          AipTransition  transition,
          gint64         length)
{
  AipCutShot shot = {
    .id = (char *) code, .code = (char *) code, .name = (char *) "Rain", .duration = duration,
    .source = source, .available = available, .media = media, .file = (char *) file,
    .transition = transition,
  };

  aip_cut_add_shot (cut, &shot, length);
}

static void
prepare (Fixture *fixture,
         AipCut  *cut)
{
  aip_proxies_set_cut (fixture->proxies, cut);
  test_spin_while (aip_proxies_get_n_waiting (fixture->proxies) > 0);
}

static AipFrame *
get_frame (Fixture *fixture,
           AipCut  *cut,
           gint64   frame)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  AipFrame *picture;

  aip_frame_source_get_async (fixture->source, cut, frame, WIDTH, HEIGHT, NULL,
                              test_store_result_cb, &result);
  test_spin_while (result == NULL);
  picture = aip_frame_source_get_finish (fixture->source, result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (picture->width, ==, WIDTH);
  g_assert_cmpint (picture->height, ==, HEIGHT);

  return picture;
}

static int
read_frame (Fixture *fixture,
            AipCut  *cut,
            gint64   frame)
{
  g_autoptr(AipFrame) picture = get_frame (fixture, cut, frame);

  return test_movie_read (picture);
}

/* Every frame of every file, at every rate, in any order. */
static void
test_exact (Fixture       *fixture,
            gconstpointer  data)
{
  static const struct {
    const char *file;
    const char *encoder;
    int         numerator;
    int         denominator;
  } movies[] = {
    { "a.mov", TEST_MOVIE_JPEG, 24, 1 },
    { "b.mp4", TEST_MOVIE_H264, 24000, 1001 },
    { "c.webm", TEST_MOVIE_VP8, 24000, 1001 },
    { "d.mp4", TEST_MOVIE_H264, 30000, 1001 },
    { "e.webm", TEST_MOVIE_VP8, 25, 1 },
    { "f.mp4", TEST_MOVIE_H264, 60, 1 },
  };
  static const AipFrameRate films[] = {
    { 24000, 1001, FALSE }, { 24, 1, FALSE }, { 25, 1, FALSE }, { 30000, 1001, TRUE },
    { 60, 1, FALSE },
  };
  const guint n_frames = 50;
  gboolean is_there[G_N_ELEMENTS (movies)];

  for (guint i = 0; i < G_N_ELEMENTS (movies); i++)
    {
      is_there[i] = write_movie (fixture, movies[i].file, movies[i].encoder, movies[i].numerator,
                                 movies[i].denominator, i * 1000, n_frames);
      if (!is_there[i])
        g_test_message ("%s: no encoder", movies[i].file);
    }

  for (guint i = 0; i < G_N_ELEMENTS (films); i++)
    {
      g_autoptr(AipCut) cut = new_cut ((int) films[i].numerator, (int) films[i].denominator);
      /* More than any of the files has: the end is held. */
      const gint64 duration = 140;

      for (guint j = 0; j < G_N_ELEMENTS (movies); j++)
        if (is_there[j])
          add_shot (cut, movies[j].file, movies[j].file, AIP_CUT_MOVIE, duration, 3,
                    AIP_CUT_ENDLESS, AIP_TRANSITION_CUT, 0);
      prepare (fixture, cut);

      for (guint j = 0; j < 150; j++)
        {
          gint64 frame = g_test_rand_int_range (0, (int) aip_cut_get_duration (cut));
          const AipCutShot *shot;
          guint movie = 0;
          guint index;
          double seconds;
          gint64 expected;

          g_assert_true (aip_cut_find_frame (cut, frame, &index));
          shot = aip_cut_get_shot (cut, index);
          while (!g_str_equal (movies[movie].file, shot->file))
            movie++;

          /* Worked out in another way than the program does: with what is on at that moment. */
          seconds = (double) (frame - shot->record + 3) * (double) films[i].denominator
                    / (double) films[i].numerator;
          expected = (gint64) (seconds * movies[movie].numerator / movies[movie].denominator + 1e-6);
          expected = MIN (expected, (gint64) n_frames - 1);
          g_assert_cmpint (read_frame (fixture, cut, frame), ==, movie * 1000 + expected);
        }
    }
}

static void
test_stills_and_cards (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr(AipCut) cut = new_cut (24, 1);
  g_autofree char *wide = path_of (fixture, "wide.png");
  g_autofree char *tall = path_of (fixture, "tall.png");
  g_autoptr(AipFrame) picture = NULL;
  guint n_decoded;

  test_movie_write_still (wide, 1920, 1080, 77);
  test_movie_write_still (tall, 400, 400, 78);
  add_shot (cut, "A", "wide.png", AIP_CUT_STILL, 10, 0, AIP_CUT_ENDLESS, AIP_TRANSITION_CUT, 0);
  add_shot (cut, "B", NULL, AIP_CUT_CARD, 10, 0, AIP_CUT_ENDLESS, AIP_TRANSITION_CUT, 0);
  add_shot (cut, "C", "tall.png", AIP_CUT_STILL, 10, 0, AIP_CUT_ENDLESS, AIP_TRANSITION_CUT, 0);
  prepare (fixture, cut);

  g_assert_cmpint (read_frame (fixture, cut, 0), ==, 77);
  n_decoded = aip_frame_source_get_n_decoded (fixture->source);
  g_assert_cmpint (read_frame (fixture, cut, 9), ==, 77);
  /* A still is decoded once, however long it is shown. */
  g_assert_cmpuint (aip_frame_source_get_n_decoded (fixture->source), ==, n_decoded);
  g_assert_cmpint (read_frame (fixture, cut, 10), ==, -1);

  /* Square on a wide film: black on both sides. */
  picture = get_frame (fixture, cut, 20);
  g_assert_cmpint (test_movie_read_light (picture, 0.1, 0.5), ==, 0);
  g_assert_cmpint (test_movie_read_light (picture, 0.9, 0.5), ==, 0);
  g_assert_cmpint (test_movie_read_light (picture, 0.24, 0.05), ==, 0x20);

  /* Before and after the film there is nothing. */
  g_clear_pointer (&picture, aip_frame_unref);
  picture = get_frame (fixture, cut, 30);
  g_assert_cmpint (test_movie_read_light (picture, 0.5, 0.5), ==, 0);
}

static void
test_transitions (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(AipCut) cut = new_cut (24, 1);
  g_autofree char *a = path_of (fixture, "a.png");
  g_autofree char *b = path_of (fixture, "b.png");
  int last = 256;

  /* Field 0 is white in one and black in the other; field 1 the other way round. */
  test_movie_write_still (a, WIDTH, HEIGHT, 1);
  test_movie_write_still (b, WIDTH, HEIGHT, 2);
  add_shot (cut, "A", "a.png", AIP_CUT_STILL, 24, 0, AIP_CUT_ENDLESS, AIP_TRANSITION_CUT, 0);
  add_shot (cut, "B", "b.png", AIP_CUT_STILL, 24, 0, AIP_CUT_ENDLESS, AIP_TRANSITION_DISSOLVE, 8);
  add_shot (cut, "C", "a.png", AIP_CUT_STILL, 24, 0, AIP_CUT_ENDLESS, AIP_TRANSITION_FADE, 8);
  add_shot (cut, "D", "b.png", AIP_CUT_STILL, 24, 0, AIP_CUT_ENDLESS, AIP_TRANSITION_WIPE, 8);
  prepare (fixture, cut);

  g_assert_cmpint (read_frame (fixture, cut, 19), ==, 1);
  for (gint64 frame = 20; frame < 28; frame++)
    {
      g_autoptr(AipFrame) picture = get_frame (fixture, cut, frame);
      int light = test_movie_read_light (picture, 0.06, 0.1);
      double share = (double) (frame - 19) / 9;

      g_assert_cmpint (light, <, last);
      g_assert_cmpint (ABS (light - (int) (0xe0 * (1 - share) + 0x20 * share)), <, 5);
      last = light;
    }
  g_assert_cmpint (read_frame (fixture, cut, 28), ==, 2);

  /* Through black: darker and darker, then another picture, lighter and lighter. */
  g_assert_cmpint (read_frame (fixture, cut, 43), ==, 2);
  for (gint64 frame = 44; frame < 52; frame++)
    {
      g_autoptr(AipFrame) picture = get_frame (fixture, cut, frame);
      gint64 steps = frame < 48 ? 48 - frame : frame - 47;
      double x = frame < 48 ? 0.19 : 0.06;

      g_assert_cmpint (ABS (test_movie_read_light (picture, x, 0.1) - 0xe0 * (int) steps / 5), <, 5);
    }
  g_assert_cmpint (read_frame (fixture, cut, 52), ==, 1);

  /* From the left. */
  g_assert_cmpint (read_frame (fixture, cut, 67), ==, 1);
  for (gint64 frame = 68; frame < 76; frame++)
    {
      g_autoptr(AipFrame) picture = get_frame (fixture, cut, frame);
      double edge = (double) (frame - 67) / 9;

      g_assert_cmpint (test_movie_read_light (picture, edge - 0.02, 0.1) > 128, ==,
                       (int) ((edge - 0.02) * 8) == 1);
      g_assert_cmpint (test_movie_read_light (picture, edge + 0.02, 0.1) > 128, ==,
                       (int) ((edge + 0.02) * 8) == 0);
    }
  g_assert_cmpint (read_frame (fixture, cut, 76), ==, 2);
}

static void
assert_sentence (Fixture       *fixture,
                 const char    *file,
                 AipProxyState  state,
                 const char    *name)
{
  const char *sentence = NULL;

  g_assert_cmpint (aip_proxies_get_state (fixture->proxies, file, NULL, &sentence), ==, state);
  g_assert_nonnull (sentence);
  g_assert_nonnull (strstr (sentence, name));
}

/* What cannot be played says so, and stops nothing. */
static void
test_broken (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(AipCut) cut = new_cut (24, 1);
  g_autofree char *text = path_of (fixture, "text.mp4");
  g_autofree char *whole = path_of (fixture, "whole.mov");
  g_autofree char *torn = path_of (fixture, "torn.mov");
  g_autofree char *picture = path_of (fixture, "text.png");
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_set_contents (text, "No movie at all.\n", -1, NULL));
  g_assert_true (g_file_set_contents (picture, "No picture either.\n", -1, NULL));
  g_assert_true (write_movie (fixture, "whole.mov", TEST_MOVIE_JPEG, 24, 1, 500, 24));
  g_assert_true (g_file_get_contents (whole, &bytes, &length, NULL));
  g_assert_true (g_file_set_contents (torn, bytes, (gssize) length / 2, NULL));

  add_shot (cut, "A", "text.mp4", AIP_CUT_MOVIE, 5, 0, AIP_CUT_ENDLESS, AIP_TRANSITION_CUT, 0);
  add_shot (cut, "B", "gone.mp4", AIP_CUT_MOVIE, 5, 0, AIP_CUT_ENDLESS, AIP_TRANSITION_CUT, 0);
  add_shot (cut, "C", "torn.mov", AIP_CUT_MOVIE, 5, 0, AIP_CUT_ENDLESS, AIP_TRANSITION_CUT, 0);
  add_shot (cut, "D", "text.png", AIP_CUT_STILL, 5, 0, AIP_CUT_ENDLESS, AIP_TRANSITION_CUT, 0);
  add_shot (cut, "E", "whole.mov", AIP_CUT_MOVIE, 5, 0, AIP_CUT_ENDLESS, AIP_TRANSITION_CUT, 0);
  prepare (fixture, cut);

  assert_sentence (fixture, "text.mp4", AIP_PROXY_FAILED, "text.mp4");
  assert_sentence (fixture, "gone.mp4", AIP_PROXY_MISSING, "gone.mp4");
  assert_sentence (fixture, "torn.mov", AIP_PROXY_FAILED, "torn.mov");
  assert_sentence (fixture, "text.png", AIP_PROXY_FAILED, "text.png");

  for (gint64 frame = 0; frame < 20; frame++)
    g_assert_cmpint (read_frame (fixture, cut, frame), ==, -1);
  g_assert_cmpint (read_frame (fixture, cut, 22), ==, 502);

  /* It comes back. */
  g_assert_cmpint (g_rename (whole, text), ==, 0);
  aip_proxies_refresh (fixture->proxies);
  test_spin_while (aip_proxies_get_state (fixture->proxies, "text.mp4", NULL, NULL)
                   != AIP_PROXY_READY);
  g_assert_cmpint (read_frame (fixture, cut, 3), ==, 503);
  /* And what is gone now was played from its proxy, but is not pretended to be there. */
  test_spin_while (aip_proxies_get_state (fixture->proxies, "whole.mov", NULL, NULL)
                   != AIP_PROXY_MISSING);
}

static void
test_stale (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(AipCut) cut = new_cut (24, 1);

  g_assert_true (write_movie (fixture, "a.mov", TEST_MOVIE_JPEG, 24, 1, 100, 10));
  add_shot (cut, "A", "a.mov", AIP_CUT_MOVIE, 10, 0, AIP_CUT_ENDLESS, AIP_TRANSITION_CUT, 0);
  prepare (fixture, cut);
  g_assert_cmpint (read_frame (fixture, cut, 4), ==, 104);

  /* As long as before, of the same frames: only what is in it is different. */
  g_assert_true (write_movie (fixture, "a.mov", TEST_MOVIE_JPEG, 24, 1, 200, 10));
  aip_proxies_refresh (fixture->proxies);
  test_spin_while (read_frame (fixture, cut, 4) != 204);
}

static guint
count_proxies (Fixture *fixture)
{
  g_autoptr(GDir) dir = g_dir_open (fixture->cache, 0, NULL);
  const char *name;
  guint count = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    count += g_str_has_suffix (name, ".proxy");

  return count;
}

/* By content: a copy needs no other, and the next session none at all. */
static void
test_shared (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(AipCut) cut = new_cut (24, 1);
  g_autoptr(AipProxies) next = NULL;
  g_autofree char *first = path_of (fixture, "a.mov");
  g_autofree char *second = path_of (fixture, "b.mov");
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (write_movie (fixture, "a.mov", TEST_MOVIE_JPEG, 24, 1, 100, 10));
  g_assert_true (g_file_get_contents (first, &bytes, &length, NULL));
  g_assert_true (g_file_set_contents (second, bytes, (gssize) length, NULL));
  add_shot (cut, "A", "a.mov", AIP_CUT_MOVIE, 10, 0, AIP_CUT_ENDLESS, AIP_TRANSITION_CUT, 0);
  add_shot (cut, "B", "b.mov", AIP_CUT_MOVIE, 10, 0, AIP_CUT_ENDLESS, AIP_TRANSITION_CUT, 0);
  prepare (fixture, cut);
  g_assert_cmpuint (count_proxies (fixture), ==, 1);
  g_assert_cmpint (read_frame (fixture, cut, 11), ==, 101);

  /* With a maker that can make nothing. */
  next = aip_proxies_new (fixture->folder, fixture->cache, "/bin/false");
  aip_proxies_set_size (next, WIDTH, HEIGHT);
  aip_proxies_set_cut (next, cut);
  test_spin_while (aip_proxies_get_n_waiting (next) > 0);
  g_assert_cmpint (aip_proxies_get_state (next, "a.mov", NULL, NULL), ==, AIP_PROXY_READY);
  g_assert_cmpint (aip_proxies_get_state (next, "b.mov", NULL, NULL), ==, AIP_PROXY_READY);
}

/* Whatever happened to it on the disk, a proxy is only a copy. */
static void
test_damaged_proxy (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(AipCut) cut = new_cut (24, 1);
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (write_movie (fixture, "a.mov", TEST_MOVIE_JPEG, 24, 1, 100, 10));
  add_shot (cut, "A", "a.mov", AIP_CUT_MOVIE, 10, 0, AIP_CUT_ENDLESS, AIP_TRANSITION_CUT, 0);
  prepare (fixture, cut);

  g_assert_true (g_file_get_contents (aip_proxies_get_path (fixture->proxies, "a.mov"), &bytes,
                                      &length, NULL));
  memset (bytes + 64, 0, length / 2);
  {
    g_autofree char *path =
      g_file_read_link (aip_proxies_get_path (fixture->proxies, "a.mov"), NULL);
    g_autofree char *full = g_build_filename (fixture->cache, path, NULL);

    g_assert_true (g_file_set_contents (full, bytes, (gssize) length, NULL));
  }

  g_assert_cmpint (read_frame (fixture, cut, 1), ==, -1);
  test_spin_while (aip_proxies_get_n_waiting (fixture->proxies) > 0);
  g_assert_cmpint (read_frame (fixture, cut, 1), ==, 101);
}

/* Files that say anything are refused or read, and never more than that. */
static void
test_hostile_proxy (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(AipCut) cut = new_cut (24, 1);
  g_autofree char *path = path_of (fixture, "hostile.proxy");
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (write_movie (fixture, "a.mov", TEST_MOVIE_JPEG, 24, 1, 100, 3));
  add_shot (cut, "A", "a.mov", AIP_CUT_MOVIE, 3, 0, AIP_CUT_ENDLESS, AIP_TRANSITION_CUT, 0);
  prepare (fixture, cut);
  g_assert_true (g_file_get_contents (aip_proxies_get_path (fixture->proxies, "a.mov"), &bytes,
                                      &length, NULL));

  for (guint i = 0; i < 400; i++)
    {
      g_autofree char *copy = g_memdup2 (bytes, length);
      g_autoptr(AipProxyFile) proxy = NULL;
      gsize kept = length;

      for (int j = g_test_rand_int_range (1, 6); j > 0; j--)
        {
          /* The header, the list of places at the end, and everything in between. */
          int where = g_test_rand_int_range (0, 3);
          gint32 place = where == 0 ? g_test_rand_int_range (0, 40)
                         : where == 1 ? (gint32) length - g_test_rand_int_range (1, 33)
                         : g_test_rand_int_range (0, (gint32) length);

          copy[place] = (char) g_test_rand_int ();
        }
      if (g_test_rand_bit ())
        kept = (gsize) g_test_rand_int_range (0, (gint32) length);
      g_assert_true (g_file_set_contents (path, copy, (gssize) kept, NULL));

      proxy = aip_proxy_file_open (path, NULL);
      for (gint64 j = 0; proxy != NULL && j < MIN (proxy->n_frames, 4); j++)
        {
          g_autoptr(AipFrame) frame = aip_proxy_file_decode (proxy, j, WIDTH, HEIGHT);

          if (frame != NULL)
            g_assert_cmpint (frame->width, >, 0);
        }
    }
}

/* A maker that crashes, hangs or cannot be started costs one file a sentence. */
static void
test_makers (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(AipCut) cut = new_cut (24, 1);
  g_autoptr(AipProxies) crashing = NULL;
  g_autoptr(AipProxies) missing = NULL;
  g_autofree char *program = path_of (fixture, "maker");
  const char *sentence;

  g_assert_true (write_movie (fixture, "a.mov", TEST_MOVIE_JPEG, 24, 1, 100, 3));
  add_shot (cut, "A", "a.mov", AIP_CUT_MOVIE, 3, 0, AIP_CUT_ENDLESS, AIP_TRANSITION_CUT, 0);

  g_assert_true (g_file_set_contents (program, "#!/bin/sh\necho progress 1 3\nkill -SEGV $$\n", -1,
                                      NULL));
  g_assert_cmpint (g_chmod (program, 0700), ==, 0);
  crashing = aip_proxies_new (fixture->folder, fixture->cache, program);
  aip_proxies_set_cut (crashing, cut);
  test_spin_while (aip_proxies_get_n_waiting (crashing) > 0);
  g_assert_cmpint (aip_proxies_get_state (crashing, "a.mov", NULL, &sentence), ==, AIP_PROXY_FAILED);
  g_assert_nonnull (strstr (sentence, "crashed"));

  missing = aip_proxies_new (fixture->folder, fixture->cache, "/nowhere/maker");
  aip_proxies_set_cut (missing, cut);
  test_spin_while (aip_proxies_get_n_waiting (missing) > 0);
  g_assert_cmpint (aip_proxies_get_state (missing, "a.mov", NULL, &sentence), ==, AIP_PROXY_FAILED);
  g_assert_nonnull (sentence);
}

static void
test_full_disk (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(AipCut) cut = new_cut (24, 1);
  g_autoptr(AipProxies) proxies = NULL;
  g_autofree char *program = path_of (fixture, "maker");
  const char *sentence;

  /* As the maker says it. */
  g_assert_true (g_file_set_contents (program, "#!/bin/sh\necho error no-space The disk is full.\n"
                                               "exit 1\n", -1, NULL));
  g_assert_cmpint (g_chmod (program, 0700), ==, 0);
  g_assert_true (write_movie (fixture, "a.mov", TEST_MOVIE_JPEG, 24, 1, 100, 3));
  add_shot (cut, "A", "a.mov", AIP_CUT_MOVIE, 3, 0, AIP_CUT_ENDLESS, AIP_TRANSITION_CUT, 0);
  proxies = aip_proxies_new (fixture->folder, fixture->cache, program);
  aip_proxies_set_cut (proxies, cut);
  test_spin_while (aip_proxies_get_n_waiting (proxies) > 0);
  g_assert_cmpint (aip_proxies_get_state (proxies, "a.mov", NULL, &sentence), ==, AIP_PROXY_FAILED);
  g_assert_cmpstr (sentence, ==, "The disk is full.");
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(AipCut) cut = new_cut (24, 1);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (write_movie (fixture, "a.mov", TEST_MOVIE_JPEG, 24, 1, 100, 3));
  add_shot (cut, "A", "a.mov", AIP_CUT_MOVIE, 3, 0, AIP_CUT_ENDLESS, AIP_TRANSITION_CUT, 0);
  prepare (fixture, cut);

  aip_frame_source_get_async (fixture->source, cut, 0, WIDTH, HEIGHT, cancellable,
                              test_store_result_cb, &result);
  g_cancellable_cancel (cancellable);
  test_spin_while (result == NULL);
  g_assert_null (aip_frame_source_get_finish (fixture->source, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);

#define ADD(path, function) \
  g_test_add ("/frame-source/" path, Fixture, NULL, set_up, function, tear_down)

  ADD ("exact", test_exact);
  ADD ("stills-and-cards", test_stills_and_cards);
  ADD ("transitions", test_transitions);
  ADD ("broken", test_broken);
  ADD ("stale", test_stale);
  ADD ("shared", test_shared);
  ADD ("damaged-proxy", test_damaged_proxy);
  ADD ("hostile-proxy", test_hostile_proxy);
  ADD ("makers", test_makers);
  ADD ("full-disk", test_full_disk);
  ADD ("cancel", test_cancel);

  return g_test_run ();
}
