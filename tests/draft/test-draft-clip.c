/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include <gst/app/gstappsink.h>
#include <gst/gst.h>
#include <gst/pbutils/pbutils.h>

#include "fixture.h"

/* A graph that ends in a movie: decoded latents of this size and length. The tail saves them. */
static const char movie_graph[] =
  "{\"1\": {\"class_type\": \"UNETLoader\", \"inputs\": {\"unet_name\": "
  "\"hunyuan_video_t2v_720p_bf16.safetensors\", \"weight_dtype\": \"default\"}}, "
  "\"2\": {\"class_type\": \"DualCLIPLoader\", \"inputs\": {\"clip_name1\": "
  "\"clip_l.safetensors\", \"clip_name2\": \"llava_llama3_fp8_scaled.safetensors\", \"type\": "
  "\"hunyuan_video\"}}, "
  "\"3\": {\"class_type\": \"VAELoader\", \"inputs\": {\"vae_name\": "
  "\"hunyuan_video_vae_bf16.safetensors\"}}, "
  "\"4\": {\"class_type\": \"CLIPTextEncode\", \"inputs\": {\"clip\": [\"2\", 0], \"text\": "
  "\"Wide shot, a man in the snow, night\"}}, "
  "\"7\": {\"class_type\": \"BasicGuider\", \"inputs\": {\"model\": [\"1\", 0], "
  "\"conditioning\": [\"4\", 0]}}, "
  "\"8\": {\"class_type\": \"BasicScheduler\", \"inputs\": {\"model\": [\"1\", 0], "
  "\"scheduler\": \"simple\", \"steps\": 2, \"denoise\": 1}}, "
  "\"9\": {\"class_type\": \"KSamplerSelect\", \"inputs\": {\"sampler_name\": \"euler\"}}, "
  "\"10\": {\"class_type\": \"RandomNoise\", \"inputs\": {\"noise_seed\": 1}}, "
  "\"11\": {\"class_type\": \"EmptyHunyuanLatentVideo\", \"inputs\": {\"width\": 320, \"height\": "
  "176, \"length\": %d, \"batch_size\": 1}}, "
  "\"12\": {\"class_type\": \"SamplerCustomAdvanced\", \"inputs\": {\"noise\": [\"10\", 0], "
  "\"guider\": [\"7\", 0], \"sampler\": [\"9\", 0], \"sigmas\": [\"8\", 0], \"latent_image\": "
  "[\"11\", 0]}}, "
  "\"13\": {\"class_type\": \"VAEDecode\", \"inputs\": {\"samples\": [\"12\", 0], \"vae\": "
  "[\"3\", 0]}}, %s}";

static const char tail_mp4[] =
  "\"90\": {\"class_type\": \"CreateVideo\", \"inputs\": {\"images\": [\"13\", 0], \"fps\": 24}}, "
  "\"91\": {\"class_type\": \"SaveVideo\", \"inputs\": {\"video\": [\"90\", 0], "
  "\"filename_prefix\": \"clip/a\", \"format\": \"auto\", \"codec\": \"auto\"}}";

static const char tail_webm[] =
  "\"91\": {\"class_type\": \"SaveWEBM\", \"inputs\": {\"images\": [\"13\", 0], "
  "\"filename_prefix\": \"clip/a\", \"codec\": \"vp9\", \"fps\": 16, \"crf\": 32}}";

/* Makes the movie and fetches it into a file. */
static char *
make_movie (Fixture    *fixture,
            int         length,
            const char *tail,
            const char *folder)
{
  g_autofree char *graph = g_strdup_printf (movie_graph, length, tail);
  g_autofree char *id = fixture_post_prompt (fixture, graph, NULL, NULL);
  g_autoptr(AipDraftJson) entry = fixture_wait (fixture, id);
  g_autofree char *uri = NULL;
  g_auto(Answer) view = { 0 };
  const char *name = json_text_at (entry, "outputs/91/images/0/filename");
  g_autoptr(GError) error = NULL;
  char *path;

  if (name == NULL)
    {
      g_autofree char *text = aip_draft_json_to_text (json_at (entry, "status"));

      g_error ("%s", text);
    }
  g_assert_true (aip_draft_json_is_truthy (json_at (entry, "outputs/91/animated/0")));

  uri = g_strdup_printf ("/view?subfolder=clip&filename=%s", name);
  fixture_get (fixture, uri, &view);
  g_assert_cmpuint (view.status, ==, 200);
  path = g_build_filename (folder, name, NULL);
  g_file_set_contents (path, g_bytes_get_data (view.bytes, NULL),
                       (gssize) g_bytes_get_size (view.bytes), &error);
  g_assert_no_error (error);

  return path;
}

static guint
count_frames (const char *path,
              const char *demuxer)
{
  g_autofree char *text = g_strdup_printf ("filesrc name=source ! %s ! "
                                           "appsink name=sink sync=false", demuxer);
  g_autoptr(GError) error = NULL;
  g_autoptr(GstElement) pipeline = gst_parse_launch (text, &error);
  g_autoptr(GstElement) source = gst_bin_get_by_name (GST_BIN (pipeline), "source");
  g_autoptr(GstElement) sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");
  guint n = 0;

  g_assert_no_error (error);
  g_object_set (source, "location", path, NULL);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  for (;;)
    {
      g_autoptr(GstSample) sample = gst_app_sink_try_pull_sample (GST_APP_SINK (sink),
                                                                  20 * GST_SECOND);

      if (sample == NULL)
        break;
      n++;
    }
  g_assert_true (gst_app_sink_is_eos (GST_APP_SINK (sink)));
  gst_element_set_state (pipeline, GST_STATE_NULL);

  return n;
}

static void
check_movie (const char *path,
             int         n_frames,
             double      fps,
             const char *demuxer)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GstDiscoverer) discoverer = gst_discoverer_new (20 * GST_SECOND, &error);
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  g_autoptr(GstDiscovererInfo) info = NULL;
  GList *streams;
  GstDiscovererVideoInfo *video;

  g_assert_no_error (error);
  info = gst_discoverer_discover_uri (discoverer, uri, NULL);
  g_assert_nonnull (info);
  streams = gst_discoverer_info_get_video_streams (info);
  g_assert_cmpuint (g_list_length (streams), ==, 1);
  video = streams->data;
  g_assert_cmpuint (gst_discoverer_video_info_get_width (video), ==, 320);
  g_assert_cmpuint (gst_discoverer_video_info_get_height (video), ==, 176);
  g_assert_cmpfloat_with_epsilon ((double) gst_discoverer_info_get_duration (info) / GST_SECOND,
                                  n_frames / fps, 0.06);
  gst_discoverer_stream_info_list_free (streams);
  g_assert_cmpuint (count_frames (path, demuxer), ==, n_frames);
}

static void
test_mp4 (void)
{
  g_auto(Fixture) fixture = { 0 };
  g_autofree char *folder = test_dir_new ();
  g_autofree char *path = NULL;

  fixture_init (&fixture, &fixture_fast);
  path = make_movie (&fixture, 25, tail_mp4, folder);
  g_assert_true (g_str_has_suffix (path, "a_00001_.mp4"));
  check_movie (path, 25, 24, "qtdemux");
  test_dir_remove (folder);
}

/* Decoded again: the frames are pictures of a night, and they move. */
static void
test_webm (void)
{
  g_auto(Fixture) fixture = { 0 };
  g_autofree char *folder = test_dir_new ();
  g_autofree char *path = NULL;
  g_autoptr(GstElement) pipeline = NULL;
  g_autoptr(GstElement) sink = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GstSample) first = NULL;
  g_autoptr(GstSample) last = NULL;
  GstMapInfo a;
  GstMapInfo b;
  double sum = 0;
  double difference = 0;

  fixture_init (&fixture, &fixture_fast);
  path = make_movie (&fixture, 17, tail_webm, folder);
  g_assert_true (g_str_has_suffix (path, "a_00001_.webm"));
  check_movie (path, 17, 16, "matroskademux");

  text = g_strdup_printf ("filesrc location=\"%s\" ! matroskademux ! vp9dec ! videoconvert ! "
                          "video/x-raw,format=RGB ! appsink name=sink sync=false", path);
  pipeline = gst_parse_launch (text, NULL);
  sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  first = gst_app_sink_try_pull_sample (GST_APP_SINK (sink), 20 * GST_SECOND);
  g_assert_nonnull (first);
  for (;;)
    {
      GstSample *next = gst_app_sink_try_pull_sample (GST_APP_SINK (sink), 20 * GST_SECOND);

      if (next == NULL)
        break;
      g_clear_pointer (&last, gst_sample_unref);
      last = next;
    }
  g_assert_nonnull (last);

  gst_buffer_map (gst_sample_get_buffer (first), &a, GST_MAP_READ);
  gst_buffer_map (gst_sample_get_buffer (last), &b, GST_MAP_READ);
  g_assert_cmpuint (a.size, ==, b.size);
  for (gsize i = 0; i < a.size; i++)
    {
      sum += a.data[i];
      difference += ABS ((int) a.data[i] - (int) b.data[i]);
    }
  g_assert_cmpfloat (sum / (double) a.size, >, 8);
  g_assert_cmpfloat (sum / (double) a.size, <, 110);
  g_assert_cmpfloat (difference / (double) a.size, >, 1.5);
  gst_buffer_unmap (gst_sample_get_buffer (first), &a);
  gst_buffer_unmap (gst_sample_get_buffer (last), &b);

  gst_element_set_state (pipeline, GST_STATE_NULL);
  test_dir_remove (folder);
}

/* A movie can be interrupted while it is being written, and leaves no file. */
static void
test_interrupted (void)
{
  g_auto(Fixture) fixture = { 0 };
  g_autoptr(Socket) socket = NULL;
  g_autofree char *graph = g_strdup_printf (movie_graph, 1500, tail_webm);
  g_autofree char *id = NULL;
  g_auto(Answer) answer = { 0 };
  AipDraftOptions large = fixture_fast;
  AipDraftJson *data;

  large.vram_gb = 500;
  fixture_init (&fixture, &large);
  socket = socket_open (&fixture, "m", FALSE);
  id = fixture_post_prompt (&fixture, graph, "m", NULL);
  test_spin_while (g_strcmp0 (json_text_at (socket_last (socket, "progress"), "node"), "91") != 0);
  fixture_request (&fixture, "POST", "/interrupt", NULL, &answer);
  socket_wait_end (socket, id);
  data = socket_last (socket, "execution_interrupted");
  g_assert_nonnull (data);
  g_assert_cmpstr (json_text_at (data, "node_type"), ==, "SaveWEBM");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  gst_init (NULL, NULL);

  g_test_add_func ("/draft/clip/mp4", test_mp4);
  g_test_add_func ("/draft/clip/webm", test_webm);
  g_test_add_func ("/draft/clip/interrupted", test_interrupted);

  return g_test_run ();
}
