/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gst/app/gstappsrc.h>
#include <gst/video/video.h>
#include <string.h>

#include "number-movie.h"

/* Two rows of eight fields: the number below, its complement above, so that noise is noticed. */
#define N_BITS 8
#define LIGHT  0xe0
#define DARK   0x20

static gboolean
get_bit (guint number,
         int   row,
         int   bit)
{
  gboolean set = (number >> (N_BITS - 1 - bit) & 1) != 0;

  return row == 0 ? !set : set;
}

void
number_movie_draw (guint8 *pixels,
                   int     width,
                   int     height,
                   int     stride,
                   guint   number)
{
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      memset (pixels + (gsize) y * (gsize) stride + (gsize) x * 4,
              get_bit (number, y * 2 / height, x * N_BITS / width) ? LIGHT : DARK, 4);
}

int
number_movie_read (const guint8 *pixels,
                   int           width,
                   int           height,
                   int           stride)
{
  guint number = 0;

  for (int row = 0; row < 2; row++)
    for (int bit = 0; bit < N_BITS; bit++)
      {
        int x = (2 * bit + 1) * width / (2 * N_BITS);
        int y = (2 * row + 1) * height / 4;
        guint8 level = pixels[(gsize) y * (gsize) stride + (gsize) x * 4 + 1];
        gboolean set = level > 0x80;

        if (ABS ((int) level - (set ? LIGHT : DARK)) > 0x30)
          return -1;
        if (row == 0)
          number |= (set ? 0u : 1u) << (N_BITS - 1 - bit);
        else if (set != ((number >> (N_BITS - 1 - bit) & 1) != 0))
          return -1;
      }

  return (int) number;
}

int
number_movie_read_sample (GstSample *sample)
{
  GstVideoFrame frame;
  GstVideoInfo info;
  int number;

  g_assert_true (gst_video_info_from_caps (&info, gst_sample_get_caps (sample)));
  g_assert_true (gst_video_frame_map (&frame, &info, gst_sample_get_buffer (sample),
                                      GST_MAP_READ));
  number = number_movie_read (GST_VIDEO_FRAME_PLANE_DATA (&frame, 0), info.width, info.height,
                              GST_VIDEO_FRAME_PLANE_STRIDE (&frame, 0));
  gst_video_frame_unmap (&frame);

  return number;
}

void
number_movie_write (const char *path,
                    const char *encoder,
                    int         rate_numerator,
                    int         rate_denominator,
                    guint       first,
                    guint       n_frames)
{
  g_autofree char *text = g_strdup_printf (
    "appsrc name=source format=time caps=video/x-raw,format=BGRx,width=%d,height=%d,"
    "framerate=%d/%d ! videoconvert ! video/x-raw,format=I420 ! %s ! filesink name=sink", NUMBER_MOVIE_WIDTH,
    NUMBER_MOVIE_HEIGHT, rate_numerator, rate_denominator, encoder);
  g_autoptr(GError) error = NULL;
  g_autoptr(GstElement) pipeline = gst_parse_launch (text, &error);
  g_autoptr(GstElement) source = NULL;
  g_autoptr(GstElement) sink = NULL;
  g_autoptr(GstBus) bus = NULL;
  g_autoptr(GstMessage) message = NULL;

  g_assert_no_error (error);
  source = gst_bin_get_by_name (GST_BIN (pipeline), "source");
  sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");
  bus = gst_element_get_bus (pipeline);
  g_object_set (sink, "location", path, NULL);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);

  for (guint i = 0; i < n_frames; i++)
    {
      gsize size = NUMBER_MOVIE_WIDTH * NUMBER_MOVIE_HEIGHT * 4;
      guint8 *pixels = g_malloc (size);
      GstBuffer *buffer;

      number_movie_draw (pixels, NUMBER_MOVIE_WIDTH, NUMBER_MOVIE_HEIGHT, NUMBER_MOVIE_WIDTH * 4,
                         first + i);
      buffer = gst_buffer_new_wrapped (pixels, size);
      GST_BUFFER_PTS (buffer) =
        gst_util_uint64_scale (i, GST_SECOND * (guint64) rate_denominator,
                               (guint64) rate_numerator);
      GST_BUFFER_DURATION (buffer) =
        gst_util_uint64_scale (i + 1, GST_SECOND * (guint64) rate_denominator,
                               (guint64) rate_numerator) - GST_BUFFER_PTS (buffer);
      g_assert_cmpint (gst_app_src_push_buffer (GST_APP_SRC (source), buffer), ==, GST_FLOW_OK);
    }
  gst_app_src_end_of_stream (GST_APP_SRC (source));

  message = gst_bus_timed_pop_filtered (bus, 60 * GST_SECOND,
                                        GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  g_assert_nonnull (message);
  g_assert_cmpstr (GST_MESSAGE_TYPE_NAME (message), ==, "eos");
  gst_element_set_state (pipeline, GST_STATE_NULL);
}
