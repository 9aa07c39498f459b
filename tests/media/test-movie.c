/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <gst/app/gstappsrc.h>
#include <gst/gst.h>
#include <string.h>

#include "test-movie.h"

/* A grid of fields: white for 1, black for 0. The number, and behind it its complement. */
#define COLUMNS 8
#define ROWS    4
#define BITS    (COLUMNS * ROWS / 2)
#define WHITE   0xe0
#define BLACK   0x20

static gboolean
get_bit (guint number,
         guint place)
{
  return place < BITS ? (number >> place) & 1 : !((number >> (place - BITS)) & 1);
}

static void
fill (guchar *pixels,
      int     width,
      int     height,
      guint   number)
{
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        guint place = (guint) (y * ROWS / height) * COLUMNS + (guint) (x * COLUMNS / width);

        memset (pixels + ((gsize) y * (gsize) width + (gsize) x) * 3,
                get_bit (number, place) ? WHITE : BLACK, 3);
      }
}

gboolean
test_movie_write (const char *path,
                  const char *encoder,
                  int         width,
                  int         height,
                  int         numerator,
                  int         denominator,
                  guint       first,
                  guint       n_frames)
{
  g_autofree char *text = g_strdup_printf (
    "appsrc name=source format=time block=true caps=video/x-raw,format=RGB,width=%d,height=%d,"
    "framerate=%d/%d ! videoconvert ! %s ! filesink name=sink",
    width, height, numerator, denominator, encoder);
  g_autoptr(GstElement) pipeline = NULL;
  g_autoptr(GstElement) source = NULL;
  g_autoptr(GstElement) sink = NULL;
  g_autoptr(GstBus) bus = NULL;
  g_autoptr(GstMessage) message = NULL;
  gsize size = (gsize) width * (gsize) height * 3;

  g_assert_true (gst_init_check (NULL, NULL, NULL));
  g_assert_cmpint (width * 3 % 4, ==, 0);

  pipeline = gst_parse_launch (text, NULL);
  if (pipeline == NULL)
    return FALSE;
  source = gst_bin_get_by_name (GST_BIN (pipeline), "source");
  sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");
  g_object_set (sink, "location", path, NULL);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);

  for (guint i = 0; i < n_frames; i++)
    {
      GstBuffer *buffer = gst_buffer_new_allocate (NULL, size, NULL);
      guint64 unit = (guint64) denominator * GST_SECOND;
      GstMapInfo map;

      g_assert_true (gst_buffer_map (buffer, &map, GST_MAP_WRITE));
      fill (map.data, width, height, first + i);
      gst_buffer_unmap (buffer, &map);
      GST_BUFFER_PTS (buffer) = gst_util_uint64_scale (i, unit, (guint64) numerator);
      GST_BUFFER_DURATION (buffer) =
        gst_util_uint64_scale (i + 1, unit, (guint64) numerator) - GST_BUFFER_PTS (buffer);
      g_assert_cmpint (gst_app_src_push_buffer (GST_APP_SRC (source), buffer), ==, GST_FLOW_OK);
    }
  gst_app_src_end_of_stream (GST_APP_SRC (source));

  bus = gst_element_get_bus (pipeline);
  message = gst_bus_timed_pop_filtered (bus, 60 * GST_SECOND, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  g_assert_nonnull (message);
  g_assert_cmpint (GST_MESSAGE_TYPE (message), ==, GST_MESSAGE_EOS);
  gst_element_set_state (pipeline, GST_STATE_NULL);

  return TRUE;
}

void
test_movie_write_still (const char *path,
                        int         width,
                        int         height,
                        guint       number)
{
  g_autofree guchar *pixels = g_malloc ((gsize) width * (gsize) height * 3);
  g_autoptr(GdkPixbuf) pixbuf = NULL;
  g_autoptr(GError) error = NULL;

  fill (pixels, width, height, number);
  pixbuf = gdk_pixbuf_new_from_data (pixels, GDK_COLORSPACE_RGB, FALSE, 8, width, height,
                                     width * 3, NULL, NULL);
  gdk_pixbuf_save (pixbuf, path, "png", &error, "compression", "1", NULL);
  g_assert_no_error (error);
}

int
test_movie_read_light (AipFrame *frame,
                       double    x,
                       double    y)
{
  const guchar *pixels = g_bytes_get_data (frame->pixels, NULL);
  const guchar *pixel = pixels + (gsize) (y * frame->height) * frame->stride
                        + (gsize) (x * frame->width) * 4;

  g_assert_cmpint (pixel[3], ==, 255);

  return (pixel[0] + pixel[1] + pixel[2]) / 3;
}

int
test_movie_read (AipFrame *frame)
{
  guint bits = 0;

  for (guint place = 0; place < COLUMNS * ROWS; place++)
    {
      int light = test_movie_read_light (frame, (place % COLUMNS + 0.5) / COLUMNS,
                                         (place / COLUMNS + 0.5) / ROWS);

      /* Colours too: contrast that came out wrong would still be black and white. */
      if (ABS (light - WHITE) > 24 && ABS (light - BLACK) > 24)
        return -1;
      if (light > 128)
        bits |= 1u << place;
    }

  if ((bits & 0xffff) != (~bits >> BITS))
    return -1;

  return (int) (bits & 0xffff);
}
