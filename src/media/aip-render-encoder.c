/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-render-encoder"

#include "config.h"

#include <glib/gi18n.h>
#include <gst/app/gstappsink.h>
#include <gst/app/gstappsrc.h>

#include "aip-error.h"
#include "aip-render-encoder.h"
#include "aip-render-part.h"

#define STEP_MS 50

/* Frames that wait for the encoder. */
#define MAX_WAITING 4

struct _AipRenderEncoder
{
  AipFrameRate         rate;
  GstElement          *pipeline;
  GstAppSrc           *source;
  GstAppSink          *sink;
  guint                n_frames;
  GStrv                problems;

  /* From here on shared with the thread that packets come in. */
  GMutex               mutex;
  GCond                moved;      /* a packet came out */
  AipRenderPartWriter *writer;
  gboolean             has_caps;
  GError              *error;
};

/* Packets ------------------------------------------------------------------------------------- */

/* In frames; encoders that reorder begin to decode before 0. */
static gint32
to_frames (AipRenderEncoder *self,
           GstSample        *sample,
           GstClockTime      time)
{
  guint64 running = 0;
  int sign = gst_segment_to_running_time_full (gst_sample_get_segment (sample), GST_FORMAT_TIME,
                                               time, &running);

  return sign * (gint32) gst_util_uint64_scale_round (running, (guint64) self->rate.numerator,
                                                      GST_SECOND
                                                      * (guint64) self->rate.denominator);
}

static gboolean
write_packet (AipRenderEncoder  *self,
              GstSample         *sample,
              GError           **error)
{
  GstBuffer *buffer = gst_sample_get_buffer (sample);
  GstMapInfo map;
  gint32 show = to_frames (self, sample, GST_BUFFER_PTS (buffer));
  gint32 decode = GST_BUFFER_DTS_IS_VALID (buffer)
                  ? to_frames (self, sample, GST_BUFFER_DTS (buffer)) : show;
  gboolean good = TRUE;

  if (!self->has_caps)
    {
      g_autofree char *caps = gst_caps_to_string (gst_sample_get_caps (sample));

      good = aip_render_part_writer_set_caps (self->writer, caps, error);
      self->has_caps = TRUE;
    }
  if (!good || !gst_buffer_map (buffer, &map, GST_MAP_READ))
    return FALSE;

  good = aip_render_part_writer_add (self->writer, show, decode,
                                     !GST_BUFFER_FLAG_IS_SET (buffer, GST_BUFFER_FLAG_DELTA_UNIT),
                                     map.data, map.size, error);
  gst_buffer_unmap (buffer, &map);

  return good;
}

static GstFlowReturn
new_sample_cb (GstAppSink *sink,
               gpointer    user_data)
{
  AipRenderEncoder *self = user_data;
  g_autoptr(GstSample) sample = gst_app_sink_pull_sample (sink);
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_cond_signal (&self->moved);
  if (sample == NULL)
    return GST_FLOW_EOS;
  if (self->error != NULL || !write_packet (self, sample, &self->error))
    return GST_FLOW_ERROR;

  return GST_FLOW_OK;
}

/* The encoder --------------------------------------------------------------------------------- */

AipRenderEncoder *
aip_render_encoder_new (const char          *pipeline,
                        GstCaps             *caps,
                        const AipFrameRate  *rate,
                        const char          *path,
                        GError             **error)
{
  GstAppSinkCallbacks callbacks = { .new_sample = new_sample_cb };
  g_autoptr(AipRenderEncoder) self = NULL;
  g_autoptr(GError) local_error = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (pipeline != NULL && GST_IS_CAPS (caps), NULL);
  g_return_val_if_fail (rate != NULL && path != NULL, NULL);

  self = g_new0 (AipRenderEncoder, 1);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->moved);
  self->rate = *rate;
  self->writer = aip_render_part_writer_new (path, error);
  if (self->writer == NULL)
    return NULL;

  text = g_strdup_printf ("appsrc name=source format=time max-buffers=0 max-bytes=0 max-time=0 "
                          "! %s ! appsink name=sink sync=false", pipeline);
  self->pipeline = gst_parse_launch (text, &local_error);
  if (self->pipeline == NULL)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_FAILED, _("The encoder cannot be used: %s"),
                   local_error->message);
      return NULL;
    }

  self->source = GST_APP_SRC (gst_bin_get_by_name (GST_BIN (self->pipeline), "source"));
  self->sink = GST_APP_SINK (gst_bin_get_by_name (GST_BIN (self->pipeline), "sink"));
  gst_app_src_set_caps (self->source, caps);
  gst_app_sink_set_callbacks (self->sink, &callbacks, self, NULL);
  gst_element_set_state (self->pipeline, GST_STATE_PLAYING);

  return g_steal_pointer (&self);
}

void
aip_render_encoder_free (AipRenderEncoder *self)
{
  g_return_if_fail (self != NULL);

  if (self->pipeline != NULL)
    gst_element_set_state (self->pipeline, GST_STATE_NULL);
  g_clear_object (&self->source);
  g_clear_object (&self->sink);
  g_clear_object (&self->pipeline);
  g_clear_pointer (&self->writer, aip_render_part_writer_free);
  g_clear_error (&self->error);
  g_strfreev (self->problems);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->moved);
  g_free (self);
}

/* What went wrong when packets were written, else what the pipeline says; TRUE for nothing. */
static gboolean
check (AipRenderEncoder  *self,
       GstMessage        *message,
       GError           **error)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autoptr(GError) reason = NULL;

  if (self->error != NULL)
    {
      g_propagate_error (error, g_error_copy (self->error));
      return FALSE;
    }
  if (message == NULL || GST_MESSAGE_TYPE (message) != GST_MESSAGE_ERROR)
    return TRUE;

  gst_message_parse_error (message, &reason, NULL);
  g_set_error (error, AIP_ERROR, AIP_ERROR_FAILED, _("The encoder failed: %s"), reason->message);

  return FALSE;
}

/*
 * Not by letting the push block: an encoder that failed takes nothing any more, and nobody would
 * ever come to say so.
 */
static gboolean
wait_for_room (AipRenderEncoder  *self,
               GCancellable      *cancellable,
               GError           **error)
{
  g_autoptr(GstBus) bus = gst_element_get_bus (self->pipeline);

  while (TRUE)
    {
      g_autoptr(GstMessage) message = gst_bus_pop_filtered (bus, GST_MESSAGE_ERROR);
      gint64 deadline = g_get_monotonic_time () + STEP_MS * G_TIME_SPAN_MILLISECOND;

      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !check (self, message, error))
        return FALSE;
      if (gst_app_src_get_current_level_buffers (self->source) < MAX_WAITING)
        return TRUE;

      g_mutex_lock (&self->mutex);
      g_cond_wait_until (&self->moved, &self->mutex, deadline);
      g_mutex_unlock (&self->mutex);
    }
}

gboolean
aip_render_encoder_push (AipRenderEncoder  *self,
                         GstBuffer         *frame,
                         GCancellable      *cancellable,
                         GError           **error)
{
  guint64 second = GST_SECOND * (guint64) self->rate.denominator;

  g_return_val_if_fail (self != NULL && GST_IS_BUFFER (frame), FALSE);

  GST_BUFFER_PTS (frame) = gst_util_uint64_scale (self->n_frames, second,
                                                  (guint64) self->rate.numerator);
  GST_BUFFER_DTS (frame) = GST_CLOCK_TIME_NONE;
  GST_BUFFER_DURATION (frame) = gst_util_uint64_scale (self->n_frames + 1, second,
                                                       (guint64) self->rate.numerator)
                                - GST_BUFFER_PTS (frame);
  GST_BUFFER_OFFSET (frame) = GST_BUFFER_OFFSET_NONE;
  GST_BUFFER_FLAG_UNSET (frame, GST_BUFFER_FLAG_DISCONT);
  self->n_frames++;
  gst_app_src_push_buffer (self->source, frame);

  return wait_for_room (self, cancellable, error);
}

void
aip_render_encoder_end (AipRenderEncoder  *self,
                        const char *const *problems)
{
  g_return_if_fail (self != NULL);

  self->problems = g_strdupv ((char **) problems);
  gst_app_src_end_of_stream (self->source);
}

gboolean
aip_render_encoder_finish (AipRenderEncoder  *self,
                           GCancellable      *cancellable,
                           GError           **error)
{
  g_autoptr(GstBus) bus = NULL;
  g_autoptr(GstMessage) message = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  bus = gst_element_get_bus (self->pipeline);
  while (message == NULL)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      message = gst_bus_timed_pop_filtered (bus, STEP_MS * GST_MSECOND,
                                            GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
    }
  if (!check (self, message, error))
    return FALSE;

  gst_element_set_state (self->pipeline, GST_STATE_NULL);
  if (aip_render_part_writer_get_n_packets (self->writer) != self->n_frames)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_FAILED,
                   _("The encoder made %u frames of %u, so the film would not be in step."),
                   aip_render_part_writer_get_n_packets (self->writer), self->n_frames);
      return FALSE;
    }

  return aip_render_part_writer_close (self->writer, (const char *const *) self->problems, error);
}
