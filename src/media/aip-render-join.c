/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-render-join"

#include "config.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <gst/app/gstappsrc.h>
#include <string.h>

#include "aip-error.h"
#include "aip-render-file.h"
#include "aip-render-join.h"
#include "aip-render-part.h"

#define STEP_MS 50
#define CHUNK   2048

/*
 * Reordered frames are decoded before the film begins, and times on buffers cannot be negative: so
 * everything is as late as encoders make it, and the segment says that this is 0.
 */
#define BASE (1000 * 60 * 60 * GST_SECOND)

typedef struct {
  const AipRenderJoin *plan;
  GstElement          *pipeline;
  GstAppSrc           *video;
  GstAppSrc           *sound;
  GstCaps             *caps;     /* of the pictures */
  gint64               total;    /* frames */
  GError              *error;    /* of the thread of the pictures */
} Join;

static void
tell_done (const AipRenderJoin *plan,
           gint64               frames)
{
  if (plan->done != NULL)
    g_atomic_int_set (plan->done, (gint) MIN (frames, G_MAXINT));
}

/* Pictures ------------------------------------------------------------------------------------ */

static GstClockTime
time_of_frame (const AipFrameRate *rate,
               gint64              frame)
{
  GstClockTime time = gst_util_uint64_scale ((guint64) ABS (frame),
                                             GST_SECOND * (guint64) rate->denominator,
                                             (guint64) rate->numerator);

  return frame < 0 ? BASE - time : BASE + time;
}

static gboolean
open_part (Join           *self,
           guint           index,
           AipRenderPart **part,
           GError        **error)
{
  const AipRenderJoin *plan = self->plan;

  *part = aip_render_part_open (plan->parts[index], plan->n_frames[index]);
  if (*part != NULL)
    {
      g_autoptr(GstCaps) caps = gst_caps_from_string (aip_render_part_get_caps (*part));

      if (self->caps == NULL)
        self->caps = gst_caps_ref (caps);
      /* What a decoder is told at the beginning has to be true of every part. */
      if (caps != NULL && gst_caps_is_equal (self->caps, caps))
        return TRUE;
      g_clear_pointer (part, aip_render_part_free);
    }

  g_set_error_literal (error, AIP_ERROR, AIP_ERROR_DAMAGED,
                       _("The parts of the film do not fit together. Render it again."));

  return FALSE;
}

static gboolean
push_part (Join          *self,
           GstSegment    *segment,
           gint64         start,
           AipRenderPart *part)
{
  const AipFrameRate *rate = self->plan->rate;
  GstFlowReturn flow = GST_FLOW_OK;
  GstBuffer *buffer;
  gint32 show;
  gint32 decode;

  while (flow == GST_FLOW_OK && aip_render_part_next (part, &buffer, &show, &decode))
    {
      g_autoptr(GstSample) sample = NULL;

      GST_BUFFER_PTS (buffer) = time_of_frame (rate, start + show);
      GST_BUFFER_DTS (buffer) = time_of_frame (rate, start + decode);
      GST_BUFFER_DURATION (buffer) = time_of_frame (rate, start + show + 1)
                                     - GST_BUFFER_PTS (buffer);
      sample = gst_sample_new (buffer, self->caps, segment, NULL);
      gst_buffer_unref (buffer);
      flow = gst_app_src_push_sample (self->video, sample);
      tell_done (self->plan, start + show);
    }

  return flow == GST_FLOW_OK;
}

static gpointer
feed_video (gpointer data)
{
  Join *self = data;
  GstSegment segment;
  gint64 start = 0;
  gboolean good = TRUE;

  gst_segment_init (&segment, GST_FORMAT_TIME);
  segment.start = BASE;
  segment.time = 0;
  segment.position = BASE;

  for (guint i = 0; good && i < self->plan->n_parts; i++)
    {
      g_autoptr(AipRenderPart) part = NULL;

      good = open_part (self, i, &part, &self->error)
             && push_part (self, &segment, start, part);
      start += self->plan->n_frames[i];
    }
  gst_app_src_end_of_stream (self->video);

  return NULL;
}

/* Sound --------------------------------------------------------------------------------------- */

static gpointer
feed_sound (gpointer data)
{
  Join *self = data;
  const AipRenderJoin *plan = self->plan;
  gint64 slate = aip_sound_sample_of_frame (plan->rate,
                                            aip_render_options_get_slate (plan->options,
                                                                          plan->rate));
  gint64 first = aip_sound_sample_of_frame (plan->rate, plan->options->first);
  gint64 length = aip_sound_sample_of_frame (plan->rate, self->total);
  /* What is heard late is read early, so that it is heard with its picture. */
  gint64 delay = aip_render_preset_get_delay (plan->options->preset);
  GstFlowReturn flow = GST_FLOW_OK;

  slate = MAX (0, slate - delay);
  first += slate == 0 ? delay : 0;
  length -= delay;
  for (gint64 at = 0; at < length && flow == GST_FLOW_OK; )
    {
      /* A chunk is of the slate or of the film. */
      gint64 n = MIN (CHUNK, (at < slate ? slate : length) - at);
      gsize size = (gsize) n * AIP_SOUND_CHANNELS * sizeof (float);
      float *samples = g_malloc0 (size);
      GstBuffer *buffer;

      if (at >= slate)
        aip_sound_mix_read (plan->mix, first + at - slate, samples, (gsize) n);
      if (plan->loudness != NULL && at >= slate)
        aip_loudness_add (plan->loudness, samples, (gsize) n);

      buffer = gst_buffer_new_wrapped (samples, size);
      GST_BUFFER_PTS (buffer) = gst_util_uint64_scale ((guint64) at, GST_SECOND, AIP_SOUND_RATE);
      GST_BUFFER_DURATION (buffer) =
        gst_util_uint64_scale ((guint64) (at + n), GST_SECOND, AIP_SOUND_RATE)
        - GST_BUFFER_PTS (buffer);
      flow = gst_app_src_push_buffer (self->sound, buffer);
      at += n;
      if (self->video == NULL)
        tell_done (plan, aip_sound_frame_of_sample (plan->rate, at));
    }
  gst_app_src_end_of_stream (self->sound);

  return NULL;
}

/* Together ------------------------------------------------------------------------------------ */

/* A muxer has inputs of many kinds; which one it gives is decided by what it is shown. */
static gboolean
link_video (Join    *self,
            GError **error)
{
  g_autoptr(AipRenderPart) first = NULL;
  g_autoptr(GstElement) pictures = gst_bin_get_by_name (GST_BIN (self->pipeline), "pictures");
  g_autoptr(GstElement) mux = gst_bin_get_by_name (GST_BIN (self->pipeline), "mux");
  g_autoptr(GstPad) from = gst_element_get_static_pad (pictures, "src");
  g_autoptr(GstPad) to = NULL;

  if (!open_part (self, 0, &first, error))
    return FALSE;

  gst_app_src_set_caps (self->video, self->caps);
  to = gst_element_get_compatible_pad (mux, from, self->caps);
  if (to != NULL && gst_pad_link (from, to) == GST_PAD_LINK_OK)
    return TRUE;
  g_set_error_literal (error, AIP_ERROR, AIP_ERROR_FAILED,
                       _("The film could not be put together: its file cannot hold such pictures."));

  return FALSE;
}

static gboolean
build (Join        *self,
       const char  *path,
       GError     **error)
{
  const AipRenderPreset *preset = self->plan->options->preset;
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GstElement) sink = NULL;
  g_autoptr(GstCaps) sound_caps = NULL;

  g_string_printf (text, "%s name=mux ! filesink name=sink", preset->muxer);
  if (self->plan->n_parts > 0)
    g_string_append (text, " appsrc name=video format=time block=true max-bytes=8000000 "
                           "max-buffers=64 handle-segment-change=true ! queue name=pictures "
                           "max-size-buffers=64 max-size-bytes=16000000 max-size-time=0");
  if (self->plan->mix != NULL)
    g_string_append_printf (text, " appsrc name=sound format=time block=true max-bytes=1000000 "
                                  "! audioconvert ! %s ! queue ! mux.",
                            aip_render_preset_get_sound (preset));

  self->pipeline = gst_parse_launch (text->str, error);
  if (self->pipeline == NULL)
    return FALSE;

  sink = gst_bin_get_by_name (GST_BIN (self->pipeline), "sink");
  g_object_set (sink, "location", path, NULL);
  self->video = GST_APP_SRC (gst_bin_get_by_name (GST_BIN (self->pipeline), "video"));
  self->sound = GST_APP_SRC (gst_bin_get_by_name (GST_BIN (self->pipeline), "sound"));
  if (self->video != NULL && !link_video (self, error))
    return FALSE;
  if (self->sound != NULL)
    {
      sound_caps = gst_caps_new_simple ("audio/x-raw", "format", G_TYPE_STRING,
                                        G_BYTE_ORDER == G_LITTLE_ENDIAN ? "F32LE" : "F32BE",
                                        "rate", G_TYPE_INT, AIP_SOUND_RATE, "channels", G_TYPE_INT,
                                        AIP_SOUND_CHANNELS, "layout", G_TYPE_STRING, "interleaved",
                                        NULL);
      gst_app_src_set_caps (self->sound, sound_caps);
    }

  return TRUE;
}

static gboolean
read_message (const char  *path,
              GstMessage  *message,
              GError     **error)
{
  g_autoptr(GError) reason = NULL;

  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS)
    return TRUE;

  gst_message_parse_error (message, &reason, NULL);
  if (g_error_matches (reason, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_NO_SPACE_LEFT))
    return aip_render_file_set_error (path, ENOSPC, error);
  if (g_error_matches (reason, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_OPEN_WRITE))
    return aip_render_file_set_error (path, EACCES, error);
  g_set_error (error, AIP_ERROR, AIP_ERROR_FAILED, _("The film could not be put together: %s"),
               reason->message);

  return FALSE;
}

static gboolean
wait_for_end (Join          *self,
              const char    *path,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr(GstBus) bus = gst_element_get_bus (self->pipeline);
  g_autoptr(GstMessage) message = NULL;

  while (message == NULL)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      message = gst_bus_timed_pop_filtered (bus, STEP_MS * GST_MSECOND,
                                            GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
    }

  return read_message (path, message, error);
}

gboolean
aip_render_join_movie (const AipRenderJoin  *plan,
                       const char           *path,
                       GCancellable         *cancellable,
                       GError              **error)
{
  Join self = { .plan = plan };
  GThread *video = NULL;
  GThread *sound = NULL;
  gboolean good;

  g_return_val_if_fail (plan != NULL && path != NULL, FALSE);
  g_return_val_if_fail (plan->n_parts > 0 || plan->mix != NULL, FALSE);

  self.total = plan->options->n_frames + aip_render_options_get_slate (plan->options, plan->rate);
  good = build (&self, path, error);
  if (good)
    {
      gst_element_set_state (self.pipeline, GST_STATE_PLAYING);
      /* A muxer takes from both as it needs, so each waits for itself. */
      if (self.video != NULL)
        video = g_thread_new ("aip-join-video", feed_video, &self);
      if (self.sound != NULL)
        sound = g_thread_new ("aip-join-sound", feed_sound, &self);
      good = wait_for_end (&self, path, cancellable, error);
      gst_element_set_state (self.pipeline, GST_STATE_NULL);
    }

  if (video != NULL)
    g_thread_join (video);
  if (sound != NULL)
    g_thread_join (sound);
  if (good && self.error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self.error));
      good = FALSE;
    }
  g_clear_error (&self.error);
  g_clear_object (&self.video);
  g_clear_object (&self.sound);
  g_clear_object (&self.pipeline);
  g_clear_pointer (&self.caps, gst_caps_unref);

  return good;
}

/* Pictures one by one ------------------------------------------------------------------------- */

static gboolean
write_image (const char  *path,
             GstBuffer   *buffer,
             GError     **error)
{
  GstMapInfo map;
  FILE *file;
  gboolean good;

  if (!gst_buffer_map (buffer, &map, GST_MAP_READ))
    return aip_render_file_set_error (path, ENOMEM, error);

  file = fopen (path, "wbe");
  good = file != NULL && fwrite (map.data, 1, map.size, file) == map.size;
  good = (file == NULL || fclose (file) == 0) && good;
  gst_buffer_unmap (buffer, &map);

  return good || aip_render_file_set_error (path, errno, error);
}

gboolean
aip_render_join_images (const AipRenderJoin  *plan,
                        const char           *folder,
                        const char           *name,
                        gint64                first,
                        GCancellable         *cancellable,
                        GError              **error)
{
  Join self = { .plan = plan };
  gint64 frame = first;
  gboolean good = TRUE;

  g_return_val_if_fail (plan != NULL && folder != NULL && name != NULL, FALSE);

  for (guint i = 0; good && i < plan->n_parts; i++)
    {
      g_autoptr(AipRenderPart) part = NULL;
      GstBuffer *buffer;
      gint32 show;
      gint32 decode;

      good = open_part (&self, i, &part, error);
      while (good && aip_render_part_next (part, &buffer, &show, &decode))
        {
          g_autofree char *file = g_strdup_printf ("%s_%06" G_GINT64_FORMAT "%s", name,
                                                   frame + show, plan->options->preset->suffix);
          g_autofree char *path = g_build_filename (folder, file, NULL);

          good = !g_cancellable_set_error_if_cancelled (cancellable, error)
                 && write_image (path, buffer, error);
          gst_buffer_unref (buffer);
          tell_done (plan, frame + show - first);
        }
      frame += plan->n_frames[i];
    }
  g_clear_pointer (&self.caps, gst_caps_unref);

  return good;
}
