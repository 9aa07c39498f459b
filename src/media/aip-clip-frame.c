/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-clip-frame"

#include "config.h"

#include <glib/gi18n.h>
#include <gst/app/gstappsink.h>
#include <gst/gst.h>
#include <gst/video/video.h>

#include "aip-clip-frame.h"
#include "aip-error.h"
#include "aip-picture-file.h"

#define TIMEOUT_MS 10000
#define STEP_MS    50

static GMutex one_at_a_time;

gboolean
aip_clip_frame_is_clip (const char *path)
{
  static const char *const endings[] = { ".mp4", ".webm", ".mov", ".mkv", ".avi", ".m4v" };
  g_autofree char *folded = NULL;

  g_return_val_if_fail (path != NULL, FALSE);

  folded = g_ascii_strdown (path, -1);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      if (g_str_has_suffix (folded, endings[i]))
        return TRUE;
    }

  return FALSE;
}

static GdkPixbuf *
scale_to (GdkPixbuf *pixbuf,
          int        size)
{
  int width = gdk_pixbuf_get_width (pixbuf);
  int height = gdk_pixbuf_get_height (pixbuf);
  int longest = MAX (width, height);

  if (longest <= size)
    return gdk_pixbuf_copy (pixbuf);

  return gdk_pixbuf_scale_simple (pixbuf, MAX (1, (int) ((gint64) width * size / longest)),
                                  MAX (1, (int) ((gint64) height * size / longest)),
                                  GDK_INTERP_BILINEAR);
}

static GdkPixbuf *
pixbuf_from_sample (GstSample *sample,
                    int        size)
{
  g_autoptr(GdkPixbuf) full = NULL;
  GstVideoFrame frame;
  GstVideoInfo info;
  GdkPixbuf *scaled;

  if (!gst_video_info_from_caps (&info, gst_sample_get_caps (sample)) ||
      (gint64) info.width * info.height > AIP_PICTURE_MAX_PIXELS ||
      !gst_video_frame_map (&frame, &info, gst_sample_get_buffer (sample), GST_MAP_READ))
    return NULL;

  full = gdk_pixbuf_new_from_data (GST_VIDEO_FRAME_PLANE_DATA (&frame, 0), GDK_COLORSPACE_RGB,
                                   FALSE, 8, info.width, info.height,
                                   GST_VIDEO_FRAME_PLANE_STRIDE (&frame, 0), NULL, NULL);
  scaled = scale_to (full, size);
  gst_video_frame_unmap (&frame);

  return scaled;
}

/* The preroll arrives, or an error does, or nothing: a broken file may leave a demuxer waiting. */
static GstSample *
wait_for_preroll (GstElement   *pipeline,
                  GstAppSink   *sink,
                  GCancellable *cancellable)
{
  g_autoptr(GstBus) bus = gst_element_get_bus (pipeline);

  for (int waited = 0; waited < TIMEOUT_MS; waited += STEP_MS)
    {
      GstSample *sample = gst_app_sink_try_pull_preroll (sink, STEP_MS * GST_MSECOND);
      g_autoptr(GstMessage) message = NULL;

      if (sample != NULL)
        return sample;

      message = gst_bus_pop_filtered (bus, GST_MESSAGE_ERROR | GST_MESSAGE_EOS);
      if (message != NULL || g_cancellable_is_cancelled (cancellable))
        return NULL;
    }

  return NULL;
}

static GdkPixbuf *
decode_unlocked (const char    *path,
                 const char    *name,
                 int            size,
                 GCancellable  *cancellable,
                 GError       **error)
{
  g_autoptr(GstElement) pipeline = NULL;
  g_autoptr(GstElement) source = NULL;
  g_autoptr(GstElement) sink = NULL;
  g_autoptr(GstSample) sample = NULL;
  g_autoptr(GError) local_error = NULL;
  GdkPixbuf *pixbuf = NULL;

  if (!gst_init_check (NULL, NULL, NULL) ||
      (pipeline = gst_parse_launch ("filesrc name=source ! decodebin ! videoconvert ! "
                                       "video/x-raw,format=RGB,pixel-aspect-ratio=1/1 ! "
                                       "appsink name=sink sync=false max-buffers=1",
                                       &local_error)) == NULL)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_FAILED,
                   _("“%s” cannot be shown because the GStreamer plugins for clips are missing."),
                   name);
      return NULL;
    }

  source = gst_bin_get_by_name (GST_BIN (pipeline), "source");
  sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");
  g_object_set (source, "location", path, NULL);

  gst_element_set_state (pipeline, GST_STATE_PAUSED);
  sample = wait_for_preroll (pipeline, GST_APP_SINK (sink), cancellable);
  if (sample != NULL)
    pixbuf = pixbuf_from_sample (sample, size);
  gst_element_set_state (pipeline, GST_STATE_NULL);

  if (pixbuf == NULL && !g_cancellable_set_error_if_cancelled (cancellable, error))
    g_set_error (error, AIP_ERROR, AIP_ERROR_DAMAGED,
                 _("The clip “%s” is damaged, or no decoder for it is installed."), name);

  return pixbuf;
}

GdkPixbuf *
aip_clip_frame_decode (const char    *path,
                       int            size,
                       GCancellable  *cancellable,
                       GError       **error)
{
  g_autofree char *name = NULL;
  g_autoptr(GMutexLocker) locker = NULL;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (size > 0, NULL);

  name = g_filename_display_basename (path);
  locker = g_mutex_locker_new (&one_at_a_time);

  return decode_unlocked (path, name, size, cancellable, error);
}
