/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gio/gio.h>
#include <gst/gst.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "aip-cut-edit.h"
#include "aip-player.h"
#include "bench-support.h"
#include "test-support.h"

/*
 * What playing costs, with the frames of 500 clips in files of their own. Goals: scrubbing to a new
 * frame p95 under 40 ms at 960 × 540, 24 frames a second without one that is dropped, a trim visible
 * within 100 ms, a cut of 500 clips open within a second. Times are of the clock, so they are those
 * of the machine with whatever else it does: the load is said.
 */

#define WIDTH     960
#define HEIGHT    540
#define N_MOVIES  10
#define N_STILLS  10
#define N_CLIPS   500
#define N_FRAMES  60
#define N_SEEKS   400
#define N_TRIMS   200

typedef struct {
  char           *folder;
  char           *cache;
  AipProxies     *proxies;
  AipFrameSource *source;
  AipPlayer      *player;
  AipCut         *cut;
  double          memory;   /* before there was a player */
  gint64          shown;
  guint           n_shown;
} Bench;

static double
get_ms (void)
{
  return (double) g_get_monotonic_time () / 1000;
}

static void
report (GArray     *samples,
        const char *name)
{
  g_print ("%-44s p50 %7.2f  p95 %7.2f  max %7.2f ms\n", name, bench_quantile (samples, 0.5),
           bench_quantile (samples, 0.95), bench_quantile (samples, 1));
  g_array_set_size (samples, 0);
}

/* Resident memory of this process in MB. */
static double
get_memory (void)
{
  g_autofree char *text = NULL;
  long size = 0;
  long resident = 0;

  if (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    sscanf (text, "%ld %ld", &size, &resident);

  return (double) resident * 4096 / 1e6;
}

static void
run_pipeline (const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GstElement) pipeline = gst_parse_launch (text, &error);
  g_autoptr(GstBus) bus = NULL;
  g_autoptr(GstMessage) message = NULL;

  g_assert_no_error (error);
  bus = gst_element_get_bus (pipeline);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  message = gst_bus_timed_pop_filtered (bus, 300 * GST_SECOND,
                                        GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  g_assert_true (message != NULL && GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS);
  gst_element_set_state (pipeline, GST_STATE_NULL);
}

/* Movies as they come from a worker: H.264 where there is an encoder, 1280 × 720. */
static void
make_files (Bench *bench)
{
  static const char *const patterns[] = { "smpte", "ball", "zone-plate", "snow", "pinwheel" };
  g_autoptr(GstElementFactory) x264 = gst_element_factory_find ("x264enc");

  for (guint i = 0; i < N_MOVIES; i++)
    {
      g_autofree char *text = g_strdup_printf (
        "videotestsrc num-buffers=%d pattern=%s kx2=%u ky2=%u ! video/x-raw,width=1280,height=720,"
        "framerate=24/1 ! timeoverlay ! %s ! filesink location=%s/movie-%u.mp4",
        N_FRAMES, patterns[i % G_N_ELEMENTS (patterns)], i + 1, i + 2,
        x264 != NULL ? "x264enc speed-preset=veryfast ! mp4mux" : "jpegenc ! qtmux",
        bench->folder, i);

      run_pipeline (text);
    }
  for (guint i = 0; i < N_STILLS; i++)
    {
      g_autofree char *text = g_strdup_printf (
        "videotestsrc num-buffers=1 pattern=%s ! video/x-raw,width=3840,height=2160 ! "
        "pngenc compression-level=1 ! filesink location=%s/still-%u.png",
        patterns[i % G_N_ELEMENTS (patterns)], bench->folder, i);

      run_pipeline (text);
    }

  for (guint i = 0; i < N_CLIPS; i++)
    {
      gboolean is_still = i % 4 == 3;
      g_autofree char *from = g_strdup_printf (is_still ? "%s/still-%u.png" : "%s/movie-%u.mp4",
                                               bench->folder, i % N_MOVIES);
      g_autofree char *to = g_strdup_printf (is_still ? "%s/clip-%u.png" : "%s/clip-%u.mp4",
                                             bench->folder, i);
      g_autoptr(GFile) source = g_file_new_for_path (from);
      g_autoptr(GFile) target = g_file_new_for_path (to);

      g_assert_true (g_file_copy (source, target, G_FILE_COPY_NONE, NULL, NULL, NULL, NULL));
    }
}

static void
make_cut (Bench *bench,
          guint  n_clips)
{
  AipCutSpec spec = { "Bench", "BENCH", { 24, 1, FALSE }, 0, 1920, 1080 };

  g_clear_pointer (&bench->cut, aip_cut_unref);
  bench->cut = aip_cut_new (&spec);
  for (guint i = 0; i < n_clips; i++)
    {
      gboolean is_still = i % 4 == 3;
      g_autofree char *file = g_strdup_printf (is_still ? "clip-%u.png" : "clip-%u.mp4", i);
      AipCutShot shot = {
        .id = file, .code = file, .name = (char *) "", .duration = 48, .source = 4,
        .available = is_still ? AIP_CUT_ENDLESS : N_FRAMES,
        .media = is_still ? AIP_CUT_STILL : AIP_CUT_MOVIE, .file = file,
        .transition = i % 10 == 9 ? AIP_TRANSITION_DISSOLVE : AIP_TRANSITION_CUT,
      };

      aip_cut_add_shot (bench->cut, &shot, 8);
    }
}

static void
frame_cb (AipPlayer *player,
          AipFrame  *picture,
          gint64     frame,
          gpointer   user_data)
{
  Bench *bench = user_data;

  bench->shown = frame;
  bench->n_shown++;
}

static void
open_player (Bench *bench)
{
  bench->shown = -1;
  bench->proxies = aip_proxies_new (bench->folder, bench->cache, g_getenv ("PROXY_MAKER"));
  bench->source = aip_frame_source_new (bench->proxies, 64 << 20);
  bench->player = aip_player_new (bench->source, NULL, AIP_PLAYER_SILENT);
  g_signal_connect (bench->player, "frame", G_CALLBACK (frame_cb), bench);
  aip_player_set_size (bench->player, WIDTH, HEIGHT);
}

static void
close_player (Bench *bench)
{
  AipProxies *proxies = bench->proxies;

  g_object_add_weak_pointer (G_OBJECT (proxies), (gpointer *) &proxies);
  g_clear_object (&bench->player);
  g_clear_object (&bench->source);
  g_clear_object (&bench->proxies);
  test_spin_while (proxies != NULL);
}

static void
wait_for_proxies (Bench *bench)
{
  while (aip_proxies_get_n_waiting (bench->proxies) > 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
bench_proxies (Bench *bench)
{
  double since;

  make_cut (bench, 1);
  open_player (bench);
  since = get_ms ();
  aip_player_set_cut (bench->player, bench->cut, FALSE);
  wait_for_proxies (bench);
  g_print ("%-44s %.1f times real time\n", "a proxy of 1280 × 720",
           N_FRAMES / 24.0 * 1000 / (get_ms () - since));

  make_cut (bench, N_CLIPS);
  aip_player_set_cut (bench->player, bench->cut, FALSE);
  wait_for_proxies (bench);
  close_player (bench);
}

/* From nothing to the first frame, with all proxies made in another session. */
static void
bench_open (Bench *bench)
{
  g_autoptr(GArray) samples = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GArray) work = g_array_new (FALSE, FALSE, sizeof (double));

  bench->memory = get_memory ();
  for (guint i = 0; i < 7; i++)
    {
      double since = get_ms ();
      double since_work = bench_get_work_ms ();
      double ms;

      open_player (bench);
      aip_player_set_cut (bench->player, bench->cut, FALSE);
      test_spin_while (aip_proxies_get_n_waiting (bench->proxies) > 0);
      aip_player_refresh (bench->player);
      bench->n_shown = 0;
      test_spin_while (bench->n_shown == 0);
      ms = get_ms () - since;
      g_array_append_val (samples, ms);
      ms = bench_get_work_ms () - since_work;
      g_array_append_val (work, ms);
      if (i < 6)
        close_player (bench);
    }
  report (samples, "open 500 clips, all looked at, first frame");
  report (work, "  of that on the main thread");
}

static void
bench_scrub (Bench *bench)
{
  g_autoptr(GArray) samples = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < N_SEEKS; i++)
    {
      gint64 frame = g_random_int_range (0, (gint32) aip_cut_get_duration (bench->cut));
      double since = get_ms ();
      double ms;

      if (frame == aip_player_get_position (bench->player))
        continue;
      aip_player_seek (bench->player, frame);
      while (bench->shown != frame)
        g_main_context_iteration (NULL, TRUE);
      ms = get_ms () - since;
      g_array_append_val (samples, ms);
    }
  report (samples, "scrub to any frame of 500 clips, 960 × 540");
  g_print ("%-44s %.0f MB, of which at most 64 are frames that are kept\n",
           "memory of 500 clips after that", get_memory () - bench->memory);
}

static void
bench_play (Bench *bench)
{
  const double seconds = 20;
  double since_work = bench_get_all_work_ms ();
  double until;

  aip_player_seek (bench->player, 0);
  while (bench->shown != 0)
    g_main_context_iteration (NULL, TRUE);
  bench->n_shown = 0;
  aip_player_play (bench->player, 1);
  until = get_ms () + seconds * 1000;
  while (get_ms () < until)
    g_main_context_iteration (NULL, TRUE);
  g_print ("%-44s %u frames seen, %u dropped, %.0f %% of a core\n", "play 20 s at 24 frames a second",
           bench->n_shown, aip_player_get_n_dropped (bench->player),
           (bench_get_all_work_ms () - since_work) / seconds / 10);
}

static void
bench_trim (Bench      *bench,
            const char *name)
{
  g_autoptr(GArray) samples = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < N_TRIMS; i++)
    {
      g_autoptr(GArray) changes = NULL;
      g_autoptr(AipCut) edited = NULL;
      double since = get_ms ();
      guint n_shown;
      double ms;

      aip_cut_trim (bench->cut, AIP_CUT_TRIM_START, (guint) g_random_int_range (0, 4),
                    i % 2 == 0 ? 3 : -2, &changes);
      edited = aip_cut_with_changes (bench->cut, changes);
      n_shown = bench->n_shown;
      aip_player_set_cut (bench->player, edited, i % 4 != 0);
      while (bench->n_shown == n_shown)
        g_main_context_iteration (NULL, TRUE);
      ms = get_ms () - since;
      g_array_append_val (samples, ms);
    }
  report (samples, name);
}

static void
print_load (void)
{
  g_autofree char *load = NULL;

  if (g_file_get_contents ("/proc/loadavg", &load, NULL, NULL))
    g_print ("%u cores, load %s", g_get_num_processors (), load);
}

int
main (int    argc,
      char **argv)
{
  Bench bench = { 0 };

  gst_init (&argc, &argv);
  bench.folder = test_dir_new ();
  bench.cache = g_build_filename (bench.folder, "cache", NULL);

  print_load ();
  make_files (&bench);
  bench_proxies (&bench);
  bench_open (&bench);
  bench_scrub (&bench);
  bench_trim (&bench, "a trim, until it is seen, standing");
  bench_play (&bench);
  bench_trim (&bench, "a trim, until it is seen, playing");
  print_load ();

  aip_player_pause (bench.player);
  close_player (&bench);
  g_clear_pointer (&bench.cut, aip_cut_unref);
  test_dir_remove (bench.folder);
  g_free (bench.folder);
  g_free (bench.cache);

  return EXIT_SUCCESS;
}
