/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-media-info"

#include "config.h"

#include <glib/gi18n.h>
#include <gst/gst.h>
#include <gst/video/video.h>

#include "aip-error.h"
#include "aip-media-info.h"
#include "aip-task.h"

#define STEP_MS       50
#define PATIENCE_MS   10000
/* What a picture of a film may be, and how many of them: beyond that a file is no use to anybody. */
#define MAX_SIDE      32768
#define MAX_FRAMES    G_GINT64_CONSTANT (100000000)
#define MAX_RATE_TERM 10000000

/* What the streaming threads count; every field under the lock. */
typedef struct {
  GMutex        lock;
  AipMediaInfo *info;
  GstElement   *pipeline;      /* borrowed */
  GstPad       *video;         /* borrowed: the pads that are counted */
  GstPad       *audio;
  GstSegment    segment;
  GstClockTime  first;
  GstClockTime  last;
  guint64       n_packets;     /* of all streams: a sign of life */
} Reading;

G_DEFINE_BOXED_TYPE (AipMediaInfo, aip_media_info, aip_media_info_copy, aip_media_info_free)

AipMediaInfo *
aip_media_info_copy (const AipMediaInfo *self)
{
  AipMediaInfo *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->codec = g_strdup (self->codec);
  copy->sound_codec = g_strdup (self->sound_codec);

  return copy;
}

void
aip_media_info_free (AipMediaInfo *self)
{
  g_free (self->codec);
  g_free (self->sound_codec);
  g_free (self);
}

/* Counting -------------------------------------------------------------------------------------- */

/* VP8 has packets that only later pictures are made from; all other formats pack them together. */
static gboolean
is_shown (GstBuffer  *buffer,
          const char *codec)
{
  guint8 byte;

  if (GST_BUFFER_FLAG_IS_SET (buffer, GST_BUFFER_FLAG_DECODE_ONLY))
    return FALSE;
  if (g_strcmp0 (codec, "video/x-vp8") == 0 && gst_buffer_extract (buffer, 0, &byte, 1) == 1)
    return (byte & 0x10) != 0;

  return gst_buffer_get_size (buffer) > 0;
}

/* An edit list may cut packets off at both ends: they are in the file and not in the film. */
static gboolean
is_inside (Reading   *reading,
           GstBuffer *buffer)
{
  GstClockTime start = GST_BUFFER_PTS (buffer);
  GstClockTime length = GST_BUFFER_DURATION (buffer);

  if (reading->segment.format != GST_FORMAT_TIME || !GST_CLOCK_TIME_IS_VALID (start))
    return TRUE;

  return gst_segment_clip (&reading->segment, GST_FORMAT_TIME, start,
                           GST_CLOCK_TIME_IS_VALID (length) ? start + MAX (1, length) : start + 1,
                           NULL, NULL);
}

static void
extend (Reading   *reading,
        GstBuffer *buffer)
{
  GstClockTime start = GST_BUFFER_PTS (buffer);
  GstClockTime end = start;

  if (!GST_CLOCK_TIME_IS_VALID (start))
    return;
  if (GST_BUFFER_DURATION_IS_VALID (buffer))
    end += GST_BUFFER_DURATION (buffer);

  reading->info->seconds = MAX (reading->info->seconds, (double) end / GST_SECOND);
}

static void
count_frame (Reading   *reading,
             GstBuffer *buffer)
{
  GstClockTime start = GST_BUFFER_PTS (buffer);

  if (!is_shown (buffer, reading->info->codec) || !is_inside (reading, buffer) ||
      reading->info->frames >= MAX_FRAMES)
    return;

  reading->info->frames++;
  if (!GST_CLOCK_TIME_IS_VALID (start))
    return;
  reading->first = MIN (reading->first, start);
  reading->last = GST_CLOCK_TIME_IS_VALID (reading->last) ? MAX (reading->last, start) : start;
}

static void
read_video_caps (AipMediaInfo *info,
                 GstCaps      *caps)
{
  const GstStructure *structure = gst_caps_get_structure (caps, 0);
  int numerator, denominator, width, height;

  g_set_str (&info->codec, gst_structure_get_name (structure));
  info->has_video = TRUE;
  if (gst_structure_get_int (structure, "width", &width) && width > 0 && width <= MAX_SIDE &&
      gst_structure_get_int (structure, "height", &height) && height > 0 && height <= MAX_SIDE)
    {
      info->width = width;
      info->height = height;
    }
  if (gst_structure_get_fraction (structure, "framerate", &numerator, &denominator) &&
      numerator > 0 && denominator > 0)
    {
      info->rate_numerator = numerator;
      info->rate_denominator = denominator;
    }
}

static void
read_audio_caps (AipMediaInfo *info,
                 GstCaps      *caps)
{
  const GstStructure *structure = gst_caps_get_structure (caps, 0);
  int value;

  g_set_str (&info->sound_codec, gst_structure_get_name (structure));
  info->has_audio = TRUE;
  if (gst_structure_get_int (structure, "channels", &value) && value > 0)
    info->channels = value;
  if (gst_structure_get_int (structure, "rate", &value) && value > 0)
    info->sample_rate = value;
}

static GstPadProbeReturn
packet_cb (GstPad          *pad,
           GstPadProbeInfo *probe,
           gpointer         user_data)
{
  Reading *reading = user_data;
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&reading->lock);

  if ((GST_PAD_PROBE_INFO_TYPE (probe) & GST_PAD_PROBE_TYPE_BUFFER) != 0)
    {
      GstBuffer *buffer = GST_PAD_PROBE_INFO_BUFFER (probe);

      reading->n_packets++;
      if (pad == reading->video)
        count_frame (reading, buffer);
      if (pad == reading->video || pad == reading->audio)
        extend (reading, buffer);
    }
  else
    {
      GstEvent *event = GST_PAD_PROBE_INFO_EVENT (probe);
      GstCaps *caps;

      if (GST_EVENT_TYPE (event) == GST_EVENT_CAPS)
        {
          gst_event_parse_caps (event, &caps);
          if (pad == reading->video)
            read_video_caps (reading->info, caps);
          else if (pad == reading->audio)
            read_audio_caps (reading->info, caps);
        }
      else if (GST_EVENT_TYPE (event) == GST_EVENT_SEGMENT && pad == reading->video)
        gst_event_copy_segment (event, &reading->segment);
    }

  return GST_PAD_PROBE_OK;
}

static void
stream_added_cb (GstElement *parser,
                 GstPad     *pad,
                 gpointer    user_data)
{
  Reading *reading = user_data;
  g_autoptr(GstCaps) caps = gst_pad_get_current_caps (pad);
  g_autoptr(GstPad) sink = NULL;
  GstElement *drain = gst_element_factory_make ("fakesink", NULL);
  const char *name;

  if (caps == NULL)
    caps = gst_pad_query_caps (pad, NULL);
  name = gst_caps_get_size (caps) > 0 ? gst_structure_get_name (gst_caps_get_structure (caps, 0))
                                      : "";

  g_mutex_lock (&reading->lock);
  if (reading->video == NULL &&
      (g_str_has_prefix (name, "video/") || g_str_has_prefix (name, "image/")))
    reading->video = pad;
  else if (reading->audio == NULL && g_str_has_prefix (name, "audio/"))
    reading->audio = pad;
  g_mutex_unlock (&reading->lock);

  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM,
                     packet_cb, reading, NULL);

  /* Every stream needs somewhere to go, or the others wait for it. */
  g_object_set (drain, "sync", FALSE, "async", FALSE, NULL);
  gst_bin_add (GST_BIN (reading->pipeline), drain);
  sink = gst_element_get_static_pad (drain, "sink");
  gst_element_sync_state_with_parent (drain);
  gst_pad_link (pad, sink);
}

/* Reading --------------------------------------------------------------------------------------- */

static guint64
get_n_packets (Reading *reading)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&reading->lock);

  return reading->n_packets;
}

/* %FALSE: broken, or silent for too long. */
static gboolean
wait_for_end (Reading      *reading,
              GCancellable *cancellable)
{
  g_autoptr(GstBus) bus = gst_element_get_bus (reading->pipeline);
  guint64 seen = 0;
  int waited = 0;

  while (waited < PATIENCE_MS && !g_cancellable_is_cancelled (cancellable))
    {
      g_autoptr(GstMessage) message = NULL;
      guint64 now;

      message = gst_bus_timed_pop_filtered (bus, STEP_MS * GST_MSECOND,
                                            GST_MESSAGE_ERROR | GST_MESSAGE_EOS);
      if (message != NULL)
        return GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS;

      now = get_n_packets (reading);
      waited = now != seen ? 0 : waited + STEP_MS;
      seen = now;
    }

  return FALSE;
}

/* Files without a rate of their own have the one at which their pictures follow each other. */
static void
guess_rate (Reading *reading)
{
  AipMediaInfo *info = reading->info;
  GstClockTime length;
  int numerator, denominator;

  if (info->rate_numerator > 0 || info->frames < 2 || !GST_CLOCK_TIME_IS_VALID (reading->last) ||
      reading->last <= reading->first)
    return;

  length = (reading->last - reading->first) / (GstClockTime) (info->frames - 1);
  if (length == 0)
    return;
  if (!gst_video_guess_framerate (length, &numerator, &denominator))
    gst_util_double_to_fraction ((double) GST_SECOND / (double) length, &numerator, &denominator);
  if (numerator > 0 && numerator <= MAX_RATE_TERM && denominator > 0 &&
      denominator <= MAX_RATE_TERM)
    {
      info->rate_numerator = numerator;
      info->rate_denominator = denominator;
    }
}

static gboolean
finish (Reading     *reading,
        const char  *name,
        GError     **error)
{
  AipMediaInfo *info = reading->info;

  guess_rate (reading);
  if (info->frames > 0 && info->rate_numerator > 0)
    info->seconds = MAX (info->seconds, (double) info->frames * (double) info->rate_denominator /
                                        (double) info->rate_numerator);
  info->is_movie = info->has_video && info->frames > 1;
  if (info->has_audio || info->frames > 0)
    return TRUE;

  g_set_error (error, AIP_ERROR, AIP_ERROR_DAMAGED,
               _("“%s” is neither a movie nor a sound that can be read here."), name);

  return FALSE;
}

AipMediaInfo *
aip_media_info_read (const char    *path,
                     GCancellable  *cancellable,
                     GError       **error)
{
  g_autoptr(AipMediaInfo) info = NULL;
  g_autoptr(GstElement) pipeline = NULL;
  g_autoptr(GstElement) source = NULL;
  g_autoptr(GstElement) parser = NULL;
  g_autofree char *name = NULL;
  Reading reading = { .first = GST_CLOCK_TIME_NONE, .last = GST_CLOCK_TIME_NONE };
  gboolean whole;

  g_return_val_if_fail (path != NULL, NULL);

  name = g_filename_display_basename (path);
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND, _("The file “%s” is missing."), name);
      return NULL;
    }
  if (!gst_init_check (NULL, NULL, NULL) ||
      (pipeline = gst_parse_launch ("filesrc name=source ! parsebin name=parser", NULL)) == NULL)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_FAILED,
                   _("“%s” cannot be read because the GStreamer base plugins are missing."), name);
      return NULL;
    }

  info = g_new0 (AipMediaInfo, 1);
  g_mutex_init (&reading.lock);
  gst_segment_init (&reading.segment, GST_FORMAT_UNDEFINED);
  reading.info = info;
  reading.pipeline = pipeline;
  source = gst_bin_get_by_name (GST_BIN (pipeline), "source");
  parser = gst_bin_get_by_name (GST_BIN (pipeline), "parser");
  g_object_set (source, "location", path, NULL);
  g_signal_connect (parser, "pad-added", G_CALLBACK (stream_added_cb), &reading);

  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  whole = wait_for_end (&reading, cancellable);
  /* Joins the streaming threads: nobody touches @reading from here on. */
  gst_element_set_state (pipeline, GST_STATE_NULL);
  g_mutex_clear (&reading.lock);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (!whole)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_DAMAGED,
                   _("“%s” is neither a movie nor a sound that can be read here."), name);
      return NULL;
    }
  if (!finish (&reading, name, error))
    return NULL;

  return g_steal_pointer (&info);
}

static void
read_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  GError *error = NULL;
  AipMediaInfo *info = aip_media_info_read (task_data, cancellable, &error);

  if (info != NULL)
    g_task_return_pointer (task, info, (GDestroyNotify) aip_media_info_free);
  else
    g_task_return_error (task, error);
}

void
aip_media_info_read_async (const char          *path,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (path != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, aip_media_info_read_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  aip_task_run_in_thread (task, read_in_thread);
}

AipMediaInfo *
aip_media_info_read_finish (GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
