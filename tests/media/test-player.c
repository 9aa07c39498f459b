/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gst/gst.h>

#include "aip-cut-edit.h"
#include "aip-player.h"
#include "aip-sound-out.h"
#include "test-movie.h"
#include "test-support.h"

#define WIDTH    192
#define HEIGHT   108
#define N_FRAMES 24

/* What was seen: the frame as the player says it, and the number that its pixels say. */
typedef struct {
  gint64 frame;
  int    number;
} Seen;

typedef struct {
  char           *folder;
  AipProxies     *proxies;
  AipFrameSource *source;
  AipSoundCache  *sounds;
  AipPlayer      *player;
  AipCut         *cut;
  GArray         *seen;
  guint           n_ended;
} Fixture;

/* In the film every frame of the first movie is 100 and more, of the second 200 and more … */
static const char *const files[] = { "a.mov", "b.mov", "c.mov" };

static void
frame_cb (AipPlayer *player,
          AipFrame  *picture,
          gint64     frame,
          gpointer   user_data)
{
  Fixture *fixture = user_data;
  Seen seen = { frame, test_movie_read (picture) };

  g_array_append_val (fixture->seen, seen);
}

static void
ended_cb (AipPlayer *player,
          gpointer   user_data)
{
  Fixture *fixture = user_data;

  fixture->n_ended++;
}

static AipCut *
make_cut (const gint64 *durations,
          const gint64 *sources,
          const char   *sound)
{
  AipCutSpec spec = { "Rain", "RAIN", { 24, 1, FALSE }, 0, 1920, 1080 };
  AipCut *cut = aip_cut_new (&spec);

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      AipCutShot shot = {
        .id = (char *) files[i], .code = (char *) files[i], .name = (char *) "",
        .duration = durations[i], .source = sources[i], .available = N_FRAMES,
        .media = AIP_CUT_MOVIE, .file = (char *) files[i],
      };

      aip_cut_add_shot (cut, &shot, 0);
    }

  if (sound != NULL)
    {
      AipCutTrack track = { .id = (char *) "t", .name = (char *) "Music", .is_audio = TRUE };
      AipCutClip clip = {
        .id = (char *) "k", .name = (char *) sound, .role = (char *) "music",
        .file = (char *) sound, .duration = 100,
      };

      aip_cut_add_clip (cut, aip_cut_add_track (cut, &track), &clip);
    }

  return cut;
}

/* The number that the frame of a cut must say, without asking the program. */
static int
expect (AipCut *cut,
        gint64  frame)
{
  for (guint i = 0; i < aip_cut_get_n_shots (cut); i++)
    {
      const AipCutShot *shot = aip_cut_get_shot (cut, i);

      if (frame < shot->record + shot->duration)
        return (int) ((i + 1) * 100) +
               (int) MIN (shot->source + frame - shot->record, N_FRAMES - 1);
    }

  return -1;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  sink)
{
  const gint64 durations[] = { 10, 12, 14 };
  const gint64 sources[] = { 0, 3, 6 };
  g_autofree char *cache = NULL;

  fixture->folder = test_dir_new ();
  cache = g_build_filename (fixture->folder, "cache", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, files[i], NULL);

      g_assert_true (test_movie_write (path, TEST_MOVIE_JPEG, WIDTH, HEIGHT, 24, 1,
                                       (i + 1) * 100, N_FRAMES));
    }

  fixture->proxies = aip_proxies_new (fixture->folder, cache, g_getenv ("PROXY_MAKER"));
  fixture->source = aip_frame_source_new (fixture->proxies, 8 << 20);
  fixture->sounds = aip_sound_cache_new (fixture->folder);
  fixture->player = aip_player_new (fixture->source, fixture->sounds, sink);
  fixture->seen = g_array_new (FALSE, FALSE, sizeof (Seen));
  g_signal_connect (fixture->player, "frame", G_CALLBACK (frame_cb), fixture);
  g_signal_connect (fixture->player, "ended", G_CALLBACK (ended_cb), fixture);

  fixture->cut = make_cut (durations, sources, NULL);
  aip_player_set_size (fixture->player, WIDTH, HEIGHT);
  aip_player_set_cut (fixture->player, fixture->cut, FALSE);
  test_spin_while (aip_proxies_get_n_waiting (fixture->proxies) > 0);
  test_spin_while (fixture->seen->len == 0 ||
                   g_array_index (fixture->seen, Seen, fixture->seen->len - 1).number < 0);
  g_array_set_size (fixture->seen, 0);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  AipProxies *proxies = fixture->proxies;
  AipPlayer *player = fixture->player;

  g_object_add_weak_pointer (G_OBJECT (proxies), (gpointer *) &proxies);
  g_object_add_weak_pointer (G_OBJECT (player), (gpointer *) &player);
  g_clear_object (&fixture->player);
  g_clear_object (&fixture->source);
  g_clear_object (&fixture->sounds);
  g_clear_object (&fixture->proxies);
  test_spin_while (proxies != NULL || player != NULL);

  g_clear_pointer (&fixture->cut, aip_cut_unref);
  g_array_unref (fixture->seen);
  test_dir_remove (fixture->folder);
  g_free (fixture->folder);
}

static const Seen *
get_last (Fixture *fixture)
{
  static const Seen nothing = { -1, -1 };

  return fixture->seen->len > 0
           ? &g_array_index (fixture->seen, Seen, fixture->seen->len - 1)
           : &nothing;
}

/*
 * What was seen from @from on went forward by @step, never twice the same, and showed what it must.
 * A machine with too much to do leaves frames out: those are counted, and no others.
 */
static void
assert_seen (Fixture *fixture,
             guint    from,
             gint64   step,
             gint64   n_expected)
{
  gint64 left_out = n_expected;

  for (guint i = from; i < fixture->seen->len; i++)
    {
      const Seen *seen = &g_array_index (fixture->seen, Seen, i);

      g_assert_cmpint (seen->number, ==, expect (fixture->cut, seen->frame));
      if (i > from)
        {
          gint64 way = seen->frame - g_array_index (fixture->seen, Seen, i - 1).frame;

          g_assert_cmpint (way % step, ==, 0);
          g_assert_cmpint (way / step, >=, 1);
        }
      left_out--;
    }
  g_assert_cmpint (left_out, ==, aip_player_get_n_dropped (fixture->player));
}

static void
test_plays (Fixture       *fixture,
            gconstpointer  data)
{
  gint64 began = g_get_monotonic_time ();
  double seconds;

  aip_player_play (fixture->player, 1);
  g_assert_true (aip_player_get_playing (fixture->player));
  test_spin_while (aip_player_get_playing (fixture->player));
  seconds = (double) (g_get_monotonic_time () - began) / G_USEC_PER_SEC;

  /* The first frame was on already. */
  test_spin_while (get_last (fixture)->frame != 35);
  assert_seen (fixture, 0, 1, 35);
  g_assert_cmpint (aip_player_get_position (fixture->player), ==, 35);
  g_assert_cmpuint (fixture->n_ended, ==, 1);
  g_assert_cmpfloat (seconds, >, 36.0 / 24 - 0.05);

  /* From the end it begins again. */
  g_array_set_size (fixture->seen, 0);
  aip_player_play (fixture->player, 4);
  test_spin_while (aip_player_get_playing (fixture->player));
  test_spin_while (get_last (fixture)->frame != 32);
  g_assert_cmpint (g_array_index (fixture->seen, Seen, 0).frame % 4, ==, 0);
  assert_seen (fixture, 0, 4, 9);

  g_array_set_size (fixture->seen, 0);
  aip_player_play (fixture->player, -2);
  test_spin_while (aip_player_get_playing (fixture->player));
  test_spin_while (get_last (fixture)->frame != 0);
  assert_seen (fixture, 0, -2, 16);
}

static void
test_shuttle (Fixture       *fixture,
              gconstpointer  data)
{
  AipPlayer *player = fixture->player;
  const int forward[] = { 1, 2, 4, 4 };

  for (guint i = 0; i < G_N_ELEMENTS (forward); i++)
    {
      aip_player_shuttle (player, 1);
      g_assert_cmpint (aip_player_get_speed (player), ==, forward[i]);
    }
  aip_player_shuttle (player, -1);
  g_assert_cmpint (aip_player_get_speed (player), ==, -1);
  aip_player_shuttle (player, -1);
  g_assert_cmpint (aip_player_get_speed (player), ==, -2);
  aip_player_pause (player);
  g_assert_cmpint (aip_player_get_speed (player), ==, 0);

  aip_player_seek (player, 20);
  aip_player_step (player, 1);
  test_spin_while (get_last (fixture)->frame != 21);
  g_assert_cmpint (get_last (fixture)->number, ==, expect (fixture->cut, 21));
  aip_player_step (player, -2);
  test_spin_while (get_last (fixture)->frame != 19);
  g_assert_cmpint (get_last (fixture)->number, ==, expect (fixture->cut, 19));
  /* Not beyond the ends. */
  aip_player_step (player, -1000);
  g_assert_cmpint (aip_player_get_position (player), ==, 0);
  aip_player_step (player, 1000);
  g_assert_cmpint (aip_player_get_position (player), ==, 35);
}

/* Faster than frames can come: the newest wish is met, and not every one before it. */
static void
test_scrub (Fixture       *fixture,
            gconstpointer  data)
{
  for (guint i = 0; i < 200; i++)
    aip_player_seek (fixture->player, g_test_rand_int_range (0, 36));
  aip_player_seek (fixture->player, 17);

  test_spin_while (get_last (fixture)->frame != 17);
  g_assert_cmpuint (fixture->seen->len, <=, 2);
  g_assert_cmpint (get_last (fixture)->number, ==, expect (fixture->cut, 17));

  for (guint i = 0; i < 60; i++)
    {
      gint64 frame = g_test_rand_int_range (0, 36);

      aip_player_seek (fixture->player, frame);
      test_spin_while (get_last (fixture)->frame != frame);
      g_assert_cmpint (get_last (fixture)->number, ==, expect (fixture->cut, frame));
    }
}

static void
test_loop (Fixture       *fixture,
           gconstpointer  data)
{
  guint n_begun = 0;

  aip_player_set_range (fixture->player, 8, 13);
  aip_player_set_loop (fixture->player, TRUE);
  aip_player_play (fixture->player, 1);
  test_spin_while (fixture->seen->len < 30);
  aip_player_pause (fixture->player);

  for (guint i = 0; i < fixture->seen->len; i++)
    {
      const Seen *seen = &g_array_index (fixture->seen, Seen, i);

      g_assert_cmpint (seen->frame, >=, 8);
      g_assert_cmpint (seen->frame, <, 13);
      g_assert_cmpint (seen->number, ==, expect (fixture->cut, seen->frame));
      if (i > 0 && seen->frame <= g_array_index (fixture->seen, Seen, i - 1).frame)
        n_begun++;
    }
  g_assert_cmpuint (n_begun, >=, 4);
  g_assert_cmpuint (fixture->n_ended, ==, 0);

  /* Around an edit, once. */
  aip_player_set_loop (fixture->player, FALSE);
  g_array_set_size (fixture->seen, 0);
  aip_player_play_range (fixture->player, 20, 26);
  test_spin_while (aip_player_get_playing (fixture->player));
  test_spin_while (get_last (fixture)->frame != 25);
  g_assert_cmpint (g_array_index (fixture->seen, Seen, 0).frame, ==, 20);
  assert_seen (fixture, 0, 1, 6);
}

/* What is trimmed while it plays is seen at once, and it goes on playing. */
static void
test_edit_while_playing (Fixture       *fixture,
                         gconstpointer  data)
{
  const gint64 durations[] = { 10, 20, 6 };
  const gint64 sources[] = { 5, 0, 2 };
  const gint64 shorter[] = { 3, 2, 2 };
  g_autoptr(AipCut) edited = make_cut (durations, sources, NULL);
  g_autoptr(AipCut) short_cut = make_cut (shorter, sources, NULL);
  gint64 position;

  aip_player_play (fixture->player, 1);
  test_spin_while (aip_player_get_position (fixture->player) < 6);

  g_array_set_size (fixture->seen, 0);
  position = aip_player_get_position (fixture->player);
  aip_player_set_cut (fixture->player, edited, TRUE);
  g_clear_pointer (&fixture->cut, aip_cut_unref);
  fixture->cut = aip_cut_ref (edited);
  g_assert_true (aip_player_get_playing (fixture->player));
  test_spin_while (fixture->seen->len < 12);
  g_assert_cmpint (g_array_index (fixture->seen, Seen, 0).frame, >=, position);
  for (guint i = 0; i < fixture->seen->len; i++)
    {
      const Seen *seen = &g_array_index (fixture->seen, Seen, i);

      g_assert_cmpint (seen->number, ==, expect (edited, seen->frame));
    }

  /* The film ends before where it is. */
  aip_player_set_cut (fixture->player, short_cut, TRUE);
  g_assert_false (aip_player_get_playing (fixture->player));
  g_assert_cmpint (aip_player_get_position (fixture->player), ==, 6);
  test_spin_while (get_last (fixture)->number != expect (short_cut, 6));

  /* Standing, the other cut is seen at once too. */
  aip_player_set_cut (fixture->player, edited, FALSE);
  test_spin_while (get_last (fixture)->number != expect (edited, 6));
}

static void
write_tone (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "tone.wav", NULL);
  g_autofree char *text = g_strdup_printf (
    "audiotestsrc num-buffers=200 samplesperbuffer=480 ! audio/x-raw,rate=48000,channels=2 ! "
    "wavenc ! filesink location=%s", path);
  g_autoptr(GstElement) pipeline = gst_parse_launch (text, NULL);
  g_autoptr(GstBus) bus = gst_element_get_bus (pipeline);
  g_autoptr(GstMessage) message = NULL;

  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  message = gst_bus_timed_pop_filtered (bus, 60 * GST_SECOND, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  g_assert_cmpint (GST_MESSAGE_TYPE (message), ==, GST_MESSAGE_EOS);
  gst_element_set_state (pipeline, GST_STATE_NULL);
}

/* With a sound the sound card is the clock: here one that only counts. */
static void
test_sound (Fixture       *fixture,
            gconstpointer  data)
{
  const gint64 durations[] = { 10, 12, 14 };
  const gint64 sources[] = { 0, 3, 6 };
  g_autoptr(AipCut) cut = NULL;

  write_tone (fixture);
  cut = make_cut (durations, sources, "tone.wav");
  aip_player_set_cut (fixture->player, cut, FALSE);
  test_spin_while (aip_sound_cache_request (fixture->sounds, "tone.wav") != AIP_SOUND_READY);
  test_spin_while (get_last (fixture)->frame != 0);

  for (guint i = 0; i < 3; i++)
    {
      gint64 began = g_get_monotonic_time ();
      double seconds;

      g_array_set_size (fixture->seen, 0);
      aip_player_play (fixture->player, 1);
      test_spin_while (aip_player_get_playing (fixture->player));
      seconds = (double) (g_get_monotonic_time () - began) / G_USEC_PER_SEC;
      test_spin_while (get_last (fixture)->frame != 35);
      assert_seen (fixture, 0, 1, i == 0 ? 35 : 36);
      g_assert_cmpfloat (seconds, >, 36.0 / 24 - 0.05);
      /* Not half as fast, nor standing at the beginning until something comes. */
      g_assert_cmpfloat (seconds, <, 36.0 / 24 * 2 + 2);
    }
}

/* Where in the film the sound is after so many samples of the card. */
static void
test_runs (void)
{
  static const struct {
    AipSoundRun run;
    gint64      samples;
    gint64      expected;
  } cases[] = {
    { { 1000, 1, 1, 0, 5000, FALSE }, 0, 1000 },
    { { 1000, 1, 1, 0, 5000, FALSE }, 480, 1480 },
    /* Beyond the end it goes on, into silence. */
    { { 1000, 1, 1, 0, 5000, FALSE }, 9000, 10000 },
    { { 1000, 4, 1, 0, 5000, FALSE }, 480, 2920 },
    { { 1000, 1, 2, 0, 5000, FALSE }, 480, 1240 },
    { { 1000, -1, 1, 0, 5000, FALSE }, 480, 520 },
    { { 1000, -2, 1, 0, 5000, FALSE }, 600, -200 },
    /* Around: from wherever it was begun, both ways, and many times. */
    { { 4000, 1, 1, 2000, 5000, TRUE }, 999, 4999 },
    { { 4000, 1, 1, 2000, 5000, TRUE }, 1000, 2000 },
    { { 4000, 1, 1, 2000, 5000, TRUE }, 1000 + 7 * 3000 + 5, 2005 },
    { { 4000, -1, 1, 2000, 5000, TRUE }, 2000, 2000 },
    { { 4000, -1, 1, 2000, 5000, TRUE }, 2001, 4999 },
    { { 4000, 2, 1, 2000, 5000, TRUE }, 501, 2002 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (aip_sound_run_get_sample (&cases[i].run, cases[i].samples), ==,
                     cases[i].expected);
}

/* Whatever is done in whatever order: it goes on, and what stands in the end is right. */
static void
test_soak (Fixture       *fixture,
           gconstpointer  data)
{
  gint64 until = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;
  const char *wished = g_getenv ("AIPIPELINE_SOAK_SECONDS");
  guint n_done = 0;

  if (wished != NULL)
    until = g_get_monotonic_time () + g_ascii_strtoll (wished, NULL, 10) * G_USEC_PER_SEC;

  while (g_get_monotonic_time () < until)
    {
      AipPlayer *player = fixture->player;
      gint64 duration = aip_cut_get_duration (fixture->cut);

      switch (g_test_rand_int_range (0, 12))
        {
        case 0:
          aip_player_play (player, g_test_rand_bit () ? 1 : -1);
          break;
        case 1:
          aip_player_shuttle (player, g_test_rand_bit () ? 1 : -1);
          break;
        case 2:
          aip_player_pause (player);
          break;
        case 3:
        case 4:
          aip_player_seek (player, g_test_rand_int_range (-5, (int) duration + 5));
          break;
        case 5:
          aip_player_step (player, g_test_rand_int_range (-3, 4));
          break;
        case 6:
          aip_player_set_loop (player, g_test_rand_bit ());
          break;
        case 7:
          aip_player_set_range (player, g_test_rand_int_range (-1, (int) duration),
                                g_test_rand_int_range (-1, (int) duration + 3));
          break;
        case 8:
          aip_player_play_range (player, g_test_rand_int_range (0, (int) duration),
                                 g_test_rand_int_range (0, (int) duration + 3));
          break;
        default:
          {
            g_autoptr(GArray) changes = NULL;
            AipCut *edited;

            aip_cut_trim (fixture->cut, (AipCutTrim) g_test_rand_int_range (0, 5),
                          (guint) g_test_rand_int_range (0, 3), g_test_rand_int_range (-8, 9),
                          &changes);
            edited = aip_cut_with_changes (fixture->cut, changes);
            aip_cut_unref (fixture->cut);
            fixture->cut = edited;
            aip_player_set_cut (player, edited, g_test_rand_bit ());
            break;
          }
        }
      n_done++;

      for (int i = g_test_rand_int_range (0, 20); i > 0; i--)
        g_main_context_iteration (NULL, FALSE);
      /* A frame that is given is one of the cut that there is. */
      if (n_done % 16 == 0)
        {
          gint64 frame;

          aip_player_pause (player);
          g_array_set_size (fixture->seen, 0);
          aip_player_refresh (player);
          frame = aip_player_get_position (player);
          test_spin_while (get_last (fixture)->frame != frame ||
                           get_last (fixture)->number != expect (fixture->cut, frame));
        }
    }

  g_test_message ("%u edits, seeks and plays", n_done);
  g_assert_cmpuint (n_done, >, 50);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *cache = test_dir_new ();
  int status;

  g_setenv ("XDG_CACHE_HOME", cache, TRUE);
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);

#define ADD(path, sink, function) \
  g_test_add ("/player/" path, Fixture, sink, set_up, function, tear_down)

  if (g_test_slow ())
    {
      ADD ("soak", "fakesink sync=true", test_soak);
      ADD ("soak-silent", AIP_PLAYER_SILENT, test_soak);
    }
  else
    {
      g_test_add_func ("/player/runs", test_runs);
      ADD ("plays", AIP_PLAYER_SILENT, test_plays);
      ADD ("shuttle", AIP_PLAYER_SILENT, test_shuttle);
      ADD ("scrub", AIP_PLAYER_SILENT, test_scrub);
      ADD ("loop", AIP_PLAYER_SILENT, test_loop);
      ADD ("edit-while-playing", AIP_PLAYER_SILENT, test_edit_while_playing);
      ADD ("sound", "fakesink sync=true", test_sound);
    }

  status = g_test_run ();
  test_dir_remove (cache);

  return status;
}
