/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <gst/gst.h>
#include <stdio.h>
#include <string.h>

#include "aip-render.h"
#include "test-support.h"

/*
 * How fast a film is rendered, as a multiple of real time, beside ffmpeg doing the same
 * concatenation with the same encoder and the same settings, one after the other in one call: this
 * machine is shared, so only figures of one call compare. And how much memory it takes.
 */

#define WIDTH    960
#define HEIGHT   540
#define RATE     24
#define N_FILES  20
#define N_FRAMES 48

static char *folder;

static char *
file_name (const char *kind,
           guint       index)
{
  return g_strdup_printf ("%s-%02u.%s", kind, index, g_str_equal (kind, "still") ? "png" : "mp4");
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
  message = gst_bus_timed_pop_filtered (bus, GST_CLOCK_TIME_NONE,
                                        GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  g_assert_cmpint (GST_MESSAGE_TYPE (message), ==, GST_MESSAGE_EOS);
  gst_element_set_state (pipeline, GST_STATE_NULL);
}

static void
write_files (void)
{
  for (guint i = 0; i < N_FILES; i++)
    {
      g_autofree char *clip = file_name ("clip", i);
      g_autofree char *still = file_name ("still", i);
      g_autofree char *movie = g_strdup_printf (
        "videotestsrc num-buffers=%d pattern=%s horizontal-speed=%u ! "
        "video/x-raw,format=I420,width=%d,height=%d,framerate=%d/1,colorimetry=bt709 ! "
        "x264enc speed-preset=veryfast pass=qual quantizer=18 ! h264parse ! mp4mux ! "
        "filesink location=%s/%s", N_FRAMES, i % 2 == 0 ? "smpte" : "ball", 1 + i, WIDTH, HEIGHT,
        RATE, folder, clip);
      g_autofree char *picture = g_strdup_printf (
        "videotestsrc num-buffers=1 pattern=zone-plate kx2=%u ky2=10 ! "
        "video/x-raw,format=RGB,width=%d,height=%d ! pngenc ! filesink location=%s/%s",
        4 + i, WIDTH, HEIGHT, folder, still);

      run_pipeline (movie);
      run_pipeline (picture);
    }
}

static AipCut *
new_cut (guint n_shots,
         guint n_frames)
{
  AipCutSpec spec = { "Bench", "BNC", { RATE, 1, FALSE }, 0, WIDTH, HEIGHT };
  AipCut *cut = aip_cut_new (&spec);

  for (guint i = 0; i < n_shots; i++)
    {
      gboolean is_still = i % 2 != 0;
      g_autofree char *file = file_name (is_still ? "still" : "clip", i / 2 % N_FILES);
      g_autofree char *code = g_strdup_printf ("SHT-%04u", (i + 1) * 10);
      AipCutShot shot = {
        .id = code, .code = code, .name = (char *) "", .file = file, .duration = n_frames,
        .media = is_still ? AIP_CUT_STILL : AIP_CUT_MOVIE,
        .available = is_still ? AIP_CUT_ENDLESS : N_FRAMES, .take = code, .take_number = 1,
      };

      aip_cut_add_shot (cut, &shot, 0);
    }

  return cut;
}

/* Memory -------------------------------------------------------------------------------------- */

static void
forget_peak (void)
{
  FILE *file = fopen ("/proc/self/clear_refs", "w");

  if (file != NULL)
    {
      fputs ("5", file);
      fclose (file);
    }
}

static double
get_peak_mib (void)
{
  g_autofree char *status = NULL;
  const char *line;

  g_file_get_contents ("/proc/self/status", &status, NULL, NULL);
  line = status != NULL ? strstr (status, "VmHWM:") : NULL;

  return line != NULL ? g_ascii_strtod (line + strlen ("VmHWM:"), NULL) / 1024 : 0;
}

/* Renders ------------------------------------------------------------------------------------- */

static void
measure (const char          *what,
         AipCut              *cut,
         const char          *preset,
         AipCutOverlayParts   parts)
{
  g_autofree char *path = g_build_filename (folder, "film", NULL);
  AipRenderOptions options = {
    .preset = aip_render_preset_find (preset),
    .n_frames = aip_cut_get_duration (cut),
    .width = WIDTH, .height = HEIGHT,
    .overlay = { parts, NULL, 0 },
    .date = "",
  };
  g_autoptr(GError) error = NULL;
  AipRenderReport report;

  if (!aip_render_preset_check (options.preset, WIDTH, HEIGHT, &error))
    {
      g_print ("%-44s %s\n", what, error->message);
      return;
    }

  forget_peak ();
  aip_render_run (cut, folder, path, &options, NULL, NULL, NULL, &report, &error);
  g_assert_no_error (error);
  g_print ("%-44s %6.1f × real time  %7.2f s  %5.0f MiB at most\n", what,
           (double) options.n_frames / RATE / report.seconds, report.seconds, get_peak_mib ());
  aip_render_report_clear (&report);
}

/* The concat filter, as somebody would do the same by hand. */
static void
measure_ffmpeg (AipCut *cut)
{
  g_autofree char *program = g_find_program_in_path ("ffmpeg");
  g_autoptr(GStrvBuilder) argv = g_strv_builder_new ();
  g_autoptr(GString) filter = g_string_new (NULL);
  g_auto(GStrv) words = NULL;
  g_autoptr(GError) error = NULL;
  gint64 begin;
  double seconds;
  int status;

  if (program == NULL)
    {
      g_print ("ffmpeg is not installed, so there is nothing to compare with.\n");
      return;
    }

  g_strv_builder_add_many (argv, program, "-nostdin", "-v", "error", "-y", NULL);
  for (guint i = 0; i < aip_cut_get_n_shots (cut); i++)
    {
      const AipCutShot *shot = aip_cut_get_shot (cut, i);
      g_autofree char *length = g_strdup_printf ("%f", (double) shot->duration / RATE);

      if (shot->media == AIP_CUT_STILL)
        g_strv_builder_add_many (argv, "-loop", "1", "-framerate", G_STRINGIFY (RATE), "-t", length,
                                 NULL);
      g_strv_builder_add (argv, "-i");
      g_strv_builder_take (argv, g_build_filename (folder, shot->file, NULL));
      g_string_append_printf (filter, "[%u:v]scale=%d:%d,format=yuv420p,setsar=1[v%u];", i, WIDTH,
                              HEIGHT, i);
    }
  for (guint i = 0; i < aip_cut_get_n_shots (cut); i++)
    g_string_append_printf (filter, "[v%u]", i);
  g_string_append_printf (filter, "concat=n=%u:v=1[v]", aip_cut_get_n_shots (cut));
  g_strv_builder_add_many (argv, "-filter_complex", filter->str, "-map", "[v]", "-c:v", "libx264",
                           "-preset", "veryfast", "-crf", "18", "-g", "48", NULL);
  g_strv_builder_take (argv, g_build_filename (folder, "ffmpeg.mp4", NULL));
  words = g_strv_builder_end (argv);

  begin = g_get_monotonic_time ();
  g_spawn_sync (NULL, words, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, &error);
  seconds = (double) (g_get_monotonic_time () - begin) / G_USEC_PER_SEC;
  g_assert_no_error (error);
  g_print ("%-44s %6.1f × real time  %7.2f s%s\n", "H.264, ffmpeg with the same settings",
           (double) aip_cut_get_duration (cut) / RATE / seconds, seconds,
           status == 0 ? "" : " (it failed)");
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(AipCut) cut = NULL;
  g_autoptr(AipCut) large = NULL;

  gst_init (&argc, &argv);
  folder = test_dir_new ();
  write_files ();
  cut = new_cut (2 * N_FILES, N_FRAMES);
  large = new_cut (500, 6);

  g_print ("%d clips and %d stills of 2 s, %d × %d, %d frames a second\n", N_FILES, N_FILES, WIDTH,
           HEIGHT, RATE);
  measure ("Motion JPEG", cut, "mjpeg", AIP_CUT_OVERLAY_NONE);
  measure ("H.264", cut, "h264", AIP_CUT_OVERLAY_NONE);
  measure_ffmpeg (cut);
  measure ("H.264 with burn-ins", cut, "h264", AIP_CUT_OVERLAY_CODE | AIP_CUT_OVERLAY_RECORD);
  measure ("H.264, 500 shots of a quarter second", large, "h264", AIP_CUT_OVERLAY_NONE);

  test_dir_remove (folder);
  g_free (folder);

  return 0;
}
