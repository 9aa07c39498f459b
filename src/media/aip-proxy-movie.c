/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-proxy-movie"

#include "config.h"

#include <glib/gi18n.h>
#include <gst/app/gstappsink.h>
#include <gst/gst.h>
#include <gst/video/video.h>
#include <string.h>

#include "aip-error.h"
#include "aip-proxy-movie.h"

#define WAIT_MS       100
#define MAX_RATE      240
#define FALLBACK_RATE 30

/*
 * JPEG knows one kind of colour, that of full range; without saying so frames would come out with
 * the contrast of television. Frames lie on a grid of equal steps in the end, whatever their times
 * were rounded to in the file, counted from the first frame that there is.
 */
#define PIPELINE \
  "filesrc name=source ! decodebin name=decoder " \
  "queue name=queue max-size-buffers=4 max-size-bytes=0 max-size-time=0 ! " \
  "videorate skip-to-first=true ! capsfilter name=rate ! videoflip video-direction=auto ! videoconvertscale ! " \
  "capsfilter name=size ! jpegenc quality=88 ! appsink name=sink sync=false max-buffers=4"

typedef struct {
  const char           *file;
  AipProxyWriter       *writer;
  int                   width;
  int                   height;
  AipProxyProgressFunc  progress;
  gpointer              user_data;

  GstElement           *pipeline;
  GstElement           *queue;
  gint                  has_picture; /* atomic */
} Movie;

static void
movie_clear (Movie *movie)
{
  if (movie->pipeline != NULL)
    gst_element_set_state (movie->pipeline, GST_STATE_NULL);
  g_clear_object (&movie->queue);
  g_clear_object (&movie->pipeline);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Movie, movie_clear)

static void
set_caps (Movie      *movie,
          const char *filter,
          GstCaps    *caps)
{
  g_autoptr(GstElement) element = gst_bin_get_by_name (GST_BIN (movie->pipeline), filter);

  g_object_set (element, "caps", caps, NULL);
}

/* What is there is told by its caps: the rate is kept, the size only ever gets smaller. */
static void
fit_caps (Movie   *movie,
          GstCaps *caps)
{
  g_autoptr(GstCaps) rate_caps = NULL;
  g_autoptr(GstCaps) size_caps = NULL;
  GstVideoInfo info;
  int numerator = 0;
  int denominator = 1;

  if (gst_video_info_from_caps (&info, caps))
    {
      numerator = info.fps_n;
      denominator = info.fps_d;
    }
  if (numerator < denominator || denominator <= 0 || numerator / denominator > MAX_RATE)
    {
      numerator = FALLBACK_RATE;
      denominator = 1;
    }

  rate_caps = gst_caps_new_simple ("video/x-raw", "framerate", GST_TYPE_FRACTION, numerator,
                                   denominator, NULL);
  set_caps (movie, "rate", rate_caps);

  size_caps = gst_caps_new_simple ("video/x-raw", "format", G_TYPE_STRING, "I420",
                                   "colorimetry", G_TYPE_STRING, "1:4:0:0",
                                   "pixel-aspect-ratio", GST_TYPE_FRACTION, 1, 1,
                                   "width", GST_TYPE_INT_RANGE, 1, movie->width,
                                   "height", GST_TYPE_INT_RANGE, 1, movie->height, NULL);
  set_caps (movie, "size", size_caps);
}

static void
pad_added_cb (GstElement *decoder,
              GstPad     *pad,
              gpointer    user_data)
{
  Movie *movie = user_data;
  g_autoptr(GstCaps) caps = gst_pad_get_current_caps (pad);
  g_autoptr(GstPad) sink = NULL;

  if (caps == NULL || !g_str_has_prefix (gst_structure_get_name (gst_caps_get_structure (caps, 0)),
                                         "video/x-raw"))
    return;

  sink = gst_element_get_static_pad (movie->queue, "sink");
  if (gst_pad_is_linked (sink))
    return;

  fit_caps (movie, caps);
  if (gst_pad_link (pad, sink) == GST_PAD_LINK_OK)
    g_atomic_int_set (&movie->has_picture, TRUE);
}

/* Sound is not decoded, only left where it is. */
static gboolean
autoplug_continue_cb (GstElement *decoder,
                      GstPad     *pad,
                      GstCaps    *caps,
                      gpointer    user_data)
{
  return !g_str_has_prefix (gst_structure_get_name (gst_caps_get_structure (caps, 0)), "audio/");
}

static void
no_more_pads_cb (GstElement *decoder,
                 gpointer    user_data)
{
  Movie *movie = user_data;

  if (!g_atomic_int_get (&movie->has_picture))
    GST_ELEMENT_ERROR (decoder, STREAM, WRONG_TYPE, (NULL), ("no picture in it"));
}

static gboolean
build (Movie   *movie,
       GError **error)
{
  g_autoptr(GstElement) decoder = NULL;
  g_autoptr(GstElement) source = NULL;
  g_autoptr(GError) local_error = NULL;

  if (!gst_init_check (NULL, NULL, NULL) ||
      (movie->pipeline = gst_parse_launch (PIPELINE, &local_error)) == NULL)
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_UNBOUND,
                           _("Movies cannot be played because GStreamer's plugins are missing. "
                             "Install gstreamer1.0-plugins-base and gstreamer1.0-plugins-good."));
      return FALSE;
    }

  source = gst_bin_get_by_name (GST_BIN (movie->pipeline), "source");
  g_object_set (source, "location", movie->file, NULL);

  movie->queue = gst_bin_get_by_name (GST_BIN (movie->pipeline), "queue");
  decoder = gst_bin_get_by_name (GST_BIN (movie->pipeline), "decoder");
  g_signal_connect (decoder, "pad-added", G_CALLBACK (pad_added_cb), movie);
  g_signal_connect (decoder, "autoplug-continue", G_CALLBACK (autoplug_continue_cb), movie);
  g_signal_connect (decoder, "no-more-pads", G_CALLBACK (no_more_pads_cb), movie);

  return TRUE;
}

static gboolean
add_sample (Movie      *movie,
            GstSample  *sample,
            GError    **error)
{
  GstBuffer *buffer = gst_sample_get_buffer (sample);
  GstMapInfo map;
  gboolean ok;

  if (!gst_buffer_map (buffer, &map, GST_MAP_READ))
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_FAILED, _("Memory has run out."));
      return FALSE;
    }
  ok = aip_proxy_writer_add (movie->writer, map.data, map.size, error);
  gst_buffer_unmap (buffer, &map);

  return ok;
}

static gint64
count_frames (Movie              *movie,
              const GstVideoInfo *info)
{
  gint64 duration = 0;

  if (!gst_element_query_duration (movie->pipeline, GST_FORMAT_TIME, &duration) || duration <= 0)
    return 0;

  return (gint64) gst_util_uint64_scale ((guint64) duration, (guint64) info->fps_n,
                                         (guint64) info->fps_d * GST_SECOND);
}

/* Sentences of plugins are not for people, but one of them says what to install. */
static void
set_failure (Movie       *movie,
             GstMessage  *message,
             GError     **error)
{
  g_autofree char *name = g_filename_display_basename (movie->file);
  g_autoptr(GError) reason = NULL;

  gst_message_parse_error (message, &reason, NULL);
  g_debug ("%s: %s", movie->file, reason->message);

  if (g_error_matches (reason, GST_STREAM_ERROR, GST_STREAM_ERROR_CODEC_NOT_FOUND) ||
      g_error_matches (reason, GST_CORE_ERROR, GST_CORE_ERROR_MISSING_PLUGIN))
    g_set_error (error, AIP_ERROR, AIP_ERROR_UNBOUND,
                 _("“%s” cannot be played because a decoder is missing. Install "
                   "gstreamer1.0-libav, or the Flatpak extension codecs-extra."), name);
  else
    g_set_error (error, AIP_ERROR, AIP_ERROR_DAMAGED,
                 _("The movie “%s” is damaged and cannot be played."), name);
}

/* A failure after frames came is the end of a movie that was cut off: what there is can be played. */
static gboolean
look_for_failure (Movie   *movie,
                  GstBus  *bus,
                  GError **error)
{
  g_autoptr(GstMessage) message = gst_bus_pop_filtered (bus, GST_MESSAGE_ERROR);

  if (message == NULL)
    return FALSE;
  if (aip_proxy_writer_get_n (movie->writer) == 0)
    set_failure (movie, message, error);

  return TRUE;
}

static gboolean
pull_all (Movie         *movie,
          GstVideoInfo  *info,
          GError       **error)
{
  g_autoptr(GstElement) sink = gst_bin_get_by_name (GST_BIN (movie->pipeline), "sink");
  g_autoptr(GstBus) bus = gst_element_get_bus (movie->pipeline);
  gint64 all = 0;

  while (!gst_app_sink_is_eos (GST_APP_SINK (sink)))
    {
      g_autoptr(GstSample) sample =
        gst_app_sink_try_pull_sample (GST_APP_SINK (sink), WAIT_MS * GST_MSECOND);

      if (sample == NULL)
        {
          if (look_for_failure (movie, bus, error))
            break;
          continue;
        }

      if (aip_proxy_writer_get_n (movie->writer) == 0)
        {
          if (!gst_video_info_from_caps (info, gst_sample_get_caps (sample)))
            break;
          all = count_frames (movie, info);
        }
      if (!add_sample (movie, sample, error))
        return FALSE;
      if (movie->progress != NULL)
        movie->progress (aip_proxy_writer_get_n (movie->writer), all, movie->user_data);
    }

  if (aip_proxy_writer_get_n (movie->writer) > 0)
    return TRUE;

  if (error != NULL && *error == NULL && !look_for_failure (movie, bus, error))
    {
      g_autofree char *name = g_filename_display_basename (movie->file);

      g_set_error (error, AIP_ERROR, AIP_ERROR_DAMAGED, _("The movie “%s” has no picture."), name);
    }

  return FALSE;
}

gboolean
aip_proxy_movie_write (const char            *file,
                       AipProxyWriter        *writer,
                       int                    width,
                       int                    height,
                       AipProxyProgressFunc   progress,
                       gpointer               user_data,
                       GError               **error)
{
  g_auto(Movie) movie = {
    .file = file, .writer = writer, .width = width, .height = height, .progress = progress,
    .user_data = user_data,
  };
  g_autoptr(GError) local_error = NULL;
  GstVideoInfo info;

  g_return_val_if_fail (file != NULL && writer != NULL, FALSE);
  g_return_val_if_fail (width > 0 && height > 0, FALSE);

  if (!build (&movie, error))
    return FALSE;

  gst_video_info_init (&info);
  gst_element_set_state (movie.pipeline, GST_STATE_PLAYING);
  if (!pull_all (&movie, &info, &local_error))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return aip_proxy_writer_finish (writer, info.width, info.height, info.fps_n, info.fps_d, error);
}
