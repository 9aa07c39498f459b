/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-draft-movie"

#include "config.h"

#include <string.h>

#include <gst/app/gstappsink.h>
#include <gst/gst.h>
#include <gst/video/video.h>

#include "aip-draft-movie.h"
#include "aip-draft-pixels.h"
#include "aip-error.h"

#define MAX_FRAMES 4096

/* How long a file may have nothing to say, in turns. */
#define TURN (100 * GST_MSECOND)
#define MAX_TURNS 100

static cairo_surface_t *
copy_picture (GstSample *sample)
{
  GstVideoInfo info;
  GstVideoFrame frame;
  cairo_surface_t *surface;
  int width, height;

  if (!gst_video_info_from_caps (&info, gst_sample_get_caps (sample)) ||
      !gst_video_frame_map (&frame, &info, gst_sample_get_buffer (sample), GST_MAP_READ))
    return NULL;

  width = GST_VIDEO_FRAME_WIDTH (&frame);
  height = GST_VIDEO_FRAME_HEIGHT (&frame);
  surface = aip_draft_pixels_new (width, height, 0);
  cairo_surface_flush (surface);
  for (int y = 0; y < height; y++)
    memcpy (cairo_image_surface_get_data (surface) +
              (gsize) y * (gsize) cairo_image_surface_get_stride (surface),
            (const guint8 *) GST_VIDEO_FRAME_PLANE_DATA (&frame, 0) +
              (gsize) y * (gsize) GST_VIDEO_FRAME_PLANE_STRIDE (&frame, 0),
            (gsize) width * 4);
  cairo_surface_mark_dirty (surface);
  gst_video_frame_unmap (&frame);

  return surface;
}

static GstElement *
make_pipeline (const char  *path,
               GError     **error)
{
  g_autoptr(GstElement) pipeline = NULL;
  g_autoptr(GstElement) source = NULL;

  /* What moves, without its sound. */
  pipeline = gst_parse_launch (G_BYTE_ORDER == G_LITTLE_ENDIAN
                                 ? "filesrc name=source ! decodebin ! videoconvert ! "
                                   "video/x-raw,format=BGRx ! appsink name=sink sync=false "
                                   "max-buffers=4"
                                 : "filesrc name=source ! decodebin ! videoconvert ! "
                                   "video/x-raw,format=xRGB ! appsink name=sink sync=false "
                                   "max-buffers=4", error);
  if (pipeline == NULL)
    return NULL;

  source = gst_bin_get_by_name (GST_BIN (pipeline), "source");
  g_object_set (source, "location", path, NULL);

  return g_steal_pointer (&pipeline);
}

static double
read_rate (GstSample *sample)
{
  GstVideoInfo info;

  if (!gst_video_info_from_caps (&info, gst_sample_get_caps (sample)) ||
      GST_VIDEO_INFO_FPS_N (&info) <= 0 || GST_VIDEO_INFO_FPS_D (&info) <= 0)
    return 24;

  return CLAMP ((double) GST_VIDEO_INFO_FPS_N (&info) / GST_VIDEO_INFO_FPS_D (&info), 1, 240);
}

/* (nullable): the next picture; %NULL at the end, and for what turns out to be no movie. */
static GstSample *
pull (GstElement *pipeline,
      GstAppSink *sink,
      gboolean   *failed)
{
  g_autoptr(GstBus) bus = gst_element_get_bus (pipeline);

  for (guint i = 0; i < MAX_TURNS; i++)
    {
      GstSample *sample = gst_app_sink_try_pull_sample (sink, TURN);
      g_autoptr(GstMessage) message = NULL;

      if (sample != NULL || gst_app_sink_is_eos (sink))
        return sample;

      message = gst_bus_pop_filtered (bus, GST_MESSAGE_ERROR);
      if (message != NULL)
        break;
    }
  *failed = TRUE;

  return NULL;
}

/* (nullable): all pictures are counted, the first and the last are kept. */
static AipDraftValue *
read_pictures (GstElement *pipeline,
               GstAppSink *sink)
{
  g_autoptr(AipDraftValue) video = NULL;
  g_autoptr(GstSample) last = NULL;
  gboolean failed = FALSE;
  GstSample *sample;
  cairo_surface_t *picture;

  while ((sample = pull (pipeline, sink, &failed)) != NULL)
    {
      if (video == NULL)
        {
          picture = copy_picture (sample);
          if (picture == NULL)
            {
              gst_sample_unref (sample);
              return NULL;
            }
          video = aip_draft_value_new_size (cairo_image_surface_get_width (picture),
                                            cairo_image_surface_get_height (picture), 0, 1);
          video->frames = 0;
          video->fps = read_rate (sample);
          aip_draft_value_add_plate (video, cairo_surface_reference (picture));
          aip_draft_value_add_surface (video, picture);
        }
      video->frames++;
      g_clear_pointer (&last, gst_sample_unref);
      last = sample;
      if (video->frames > MAX_FRAMES)
        return NULL;
    }

  if (failed)
    return NULL;

  picture = video != NULL && video->frames > 1 ? copy_picture (last) : NULL;
  if (picture != NULL)
    aip_draft_value_add_plate (video, picture);

  return g_steal_pointer (&video);
}

AipDraftValue *
aip_draft_movie_load (const char  *path,
                      GError     **error)
{
  static gsize ready;
  g_autoptr(GstElement) pipeline = NULL;
  g_autoptr(GstElement) sink = NULL;
  AipDraftValue *video;

  g_return_val_if_fail (path != NULL, NULL);

  if (g_once_init_enter (&ready))
    {
      gst_init (NULL, NULL);
      g_once_init_leave (&ready, 1);
    }

  pipeline = make_pipeline (path, error);
  if (pipeline == NULL)
    return NULL;

  sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  video = read_pictures (pipeline, GST_APP_SINK (sink));
  gst_element_set_state (pipeline, GST_STATE_NULL);
  if (video == NULL)
    g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID, "“%s” is no movie that can be read", path);

  return video;
}
