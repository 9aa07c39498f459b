/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-movie-reader"

#include "config.h"

#include <glib/gi18n.h>
#include <gst/app/gstappsink.h>
#include <gst/video/video.h>

#include "aip-error.h"
#include "aip-movie-reader.h"
#include "aip-picture-file.h"

/* A decoder that says nothing for so long never will. */
#define TIMEOUT_MS 15000
#define STEP_MS    50

/* Decoding so many seconds of frames nobody wants costs about what a seek does. */
#define SEEK_SECONDS 2

/* Containers round times to milliseconds; half of one is never a frame. */
#define ROUNDING (GST_MSECOND)

/* The index of a frame that is not known yet. */
#define NOWHERE (-1)

struct _AipMovieReader
{
  char          *path;
  char          *name;       /* as it is shown */
  AipFrameRate   rate;
  char          *caps;

  GstElement    *pipeline;
  GstAppSink    *sink;
  GError        *error;      /* why there are no more frames */

  /* The movie's own rate; 0 where frames have times only. */
  gint           numerator;
  gint           denominator;
  /* When its first frame comes on; that is counted as the beginning. */
  GstClockTime   start;

  GstSample     *current;    /* (nullable): what is on at @index or @time */
  gint64         index;
  GstClockTime   time;
  GstSample     *next;       /* (nullable): what comes after it */
  gint64         next_index;
  GstClockTime   next_time;
  gboolean       at_end;
  guint          n_seeks;
};

AipMovieReader *
aip_movie_reader_new (const char         *path,
                      const AipFrameRate *rate,
                      const char         *format,
                      int                 width,
                      int                 height,
                      const char         *colorimetry)
{
  AipMovieReader *self;

  g_return_val_if_fail (path != NULL && format != NULL, NULL);
  g_return_val_if_fail (aip_frame_rate_is_valid (rate), NULL);
  g_return_val_if_fail (width > 0 && height > 0, NULL);

  self = g_new0 (AipMovieReader, 1);
  self->path = g_strdup (path);
  self->name = g_filename_display_basename (path);
  self->rate = *rate;
  self->caps = g_strdup_printf ("video/x-raw,format=%s,width=%d,height=%d,pixel-aspect-ratio=1/1"
                                "%s%s", format, width, height,
                                colorimetry != NULL ? ",colorimetry=" : "",
                                colorimetry != NULL ? colorimetry : "");
  self->index = NOWHERE;
  self->next_index = NOWHERE;

  return self;
}

static void
drop_frames (AipMovieReader *self)
{
  g_clear_pointer (&self->current, gst_sample_unref);
  g_clear_pointer (&self->next, gst_sample_unref);
  self->index = NOWHERE;
  self->next_index = NOWHERE;
  self->at_end = FALSE;
}

void
aip_movie_reader_free (AipMovieReader *self)
{
  g_return_if_fail (self != NULL);

  drop_frames (self);
  if (self->pipeline != NULL)
    gst_element_set_state (self->pipeline, GST_STATE_NULL);
  g_clear_object (&self->sink);
  g_clear_object (&self->pipeline);
  g_clear_error (&self->error);
  g_free (self->path);
  g_free (self->name);
  g_free (self->caps);
  g_free (self);
}

static void
set_damaged (AipMovieReader *self)
{
  g_set_error (&self->error, AIP_ERROR, AIP_ERROR_DAMAGED,
               _("The clip “%s” is damaged, or no decoder for it is installed."), self->name);
}

/* Opening and waiting ------------------------------------------------------------------------- */

static gboolean
build (AipMovieReader *self)
{
  g_autofree char *text = g_strdup_printf (
    "filesrc name=source ! decodebin "
    "! videoconvertscale add-borders=true ! %s "
    "! appsink name=sink sync=false max-buffers=2 wait-on-eos=false", self->caps);
  g_autoptr(GstElement) source = NULL;

  if (!g_file_test (self->path, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (&self->error, AIP_ERROR, AIP_ERROR_NOT_FOUND, _("The file “%s” is missing."),
                   self->name);
      return FALSE;
    }

  if (!gst_init_check (NULL, NULL, NULL) ||
      (self->pipeline = gst_parse_launch (text, NULL)) == NULL)
    {
      g_set_error (&self->error, AIP_ERROR, AIP_ERROR_FAILED,
                   _("“%s” cannot be shown because the GStreamer plugins for clips are missing."),
                   self->name);
      return FALSE;
    }

  source = gst_bin_get_by_name (GST_BIN (self->pipeline), "source");
  self->sink = GST_APP_SINK (gst_bin_get_by_name (GST_BIN (self->pipeline), "sink"));
  g_object_set (source, "location", self->path, NULL);

  return TRUE;
}

/* FALSE when the pipeline has failed; sets the error. */
static gboolean
check_bus (AipMovieReader *self)
{
  g_autoptr(GstBus) bus = gst_element_get_bus (self->pipeline);
  g_autoptr(GstMessage) message = gst_bus_pop_filtered (bus, GST_MESSAGE_ERROR);
  g_autoptr(GError) reason = NULL;

  if (message == NULL)
    return TRUE;

  gst_message_parse_error (message, &reason, NULL);
  g_debug ("%s: %s", self->path, reason->message);
  set_damaged (self);

  return FALSE;
}

static gboolean
wait_for_state (AipMovieReader *self,
                GCancellable   *cancellable)
{
  for (int waited = 0; waited < TIMEOUT_MS; waited += STEP_MS)
    {
      GstStateChangeReturn answer =
        gst_element_get_state (self->pipeline, NULL, NULL, STEP_MS * GST_MSECOND);

      if (answer == GST_STATE_CHANGE_SUCCESS || answer == GST_STATE_CHANGE_NO_PREROLL)
        return TRUE;
      if (g_cancellable_is_cancelled (cancellable))
        return FALSE;
      if (!check_bus (self))
        return FALSE;
      /* No frame at all: there is no state to wait for. */
      if (gst_app_sink_is_eos (self->sink))
        return TRUE;
      if (answer == GST_STATE_CHANGE_FAILURE)
        break;
    }
  set_damaged (self);

  return FALSE;
}

/* Frames in order ----------------------------------------------------------------------------- */

/* From the movie's first frame on; %GST_CLOCK_TIME_NONE of a frame without a time. */
static GstClockTime
get_time (AipMovieReader *self,
          GstSample      *sample)
{
  GstBuffer *buffer = gst_sample_get_buffer (sample);
  GstClockTime time;

  if (!GST_BUFFER_PTS_IS_VALID (buffer))
    return GST_CLOCK_TIME_NONE;
  time = gst_segment_to_stream_time (gst_sample_get_segment (sample), GST_FORMAT_TIME,
                                     GST_BUFFER_PTS (buffer));
  if (!GST_CLOCK_TIME_IS_VALID (time))
    return GST_CLOCK_TIME_NONE;

  return time > self->start ? time - self->start : 0;
}

/* What the movie's frame at @time is counted as; to the nearest, because times are rounded. */
static gint64
index_of_time (AipMovieReader *self,
               GstClockTime    time)
{
  return (gint64) gst_util_uint64_scale_round (time, (guint64) self->numerator,
                                               GST_SECOND * (guint64) self->denominator);
}

/* A movie that begins a little late does not show its first frame later for that. */
static void
learn_rate (AipMovieReader *self,
            GstSample      *sample)
{
  GstClockTime time = get_time (self, sample);
  GstVideoInfo info;

  if (time < GST_SECOND)
    self->start = time;
  if (gst_video_info_from_caps (&info, gst_sample_get_caps (sample)) && info.fps_n > 0 &&
      info.fps_d > 0 && (info.flags & GST_VIDEO_FLAG_VARIABLE_FPS) == 0)
    {
      self->numerator = info.fps_n;
      self->denominator = info.fps_d;
    }
}

/* (nullable): at the end, or with an error set, or when cancelled. */
static GstSample *
pull (AipMovieReader *self,
      GCancellable   *cancellable)
{
  for (int waited = 0; waited < TIMEOUT_MS; waited += STEP_MS)
    {
      GstSample *sample = gst_app_sink_try_pull_sample (self->sink, STEP_MS * GST_MSECOND);

      if (sample != NULL)
        return sample;
      if (g_cancellable_is_cancelled (cancellable))
        return NULL;
      if (!check_bus (self))
        return NULL;
      if (gst_app_sink_is_eos (self->sink))
        {
          self->at_end = TRUE;
          return NULL;
        }
    }
  set_damaged (self);

  return NULL;
}

static GstClockTime
get_frame_time (AipMovieReader *self)
{
  return self->numerator > 0
         ? gst_util_uint64_scale (GST_SECOND, (guint64) self->denominator,
                                  (guint64) self->numerator)
         : gst_util_uint64_scale (GST_SECOND, (guint64) self->rate.denominator,
                                  (guint64) self->rate.numerator);
}

/* Fills @next; FALSE when it stays empty because of an error. */
static gboolean
look_ahead (AipMovieReader *self,
            GCancellable   *cancellable)
{
  if (self->next != NULL || self->at_end)
    return TRUE;

  self->next = pull (self, cancellable);
  if (self->next == NULL)
    return self->at_end;

  self->next_time = get_time (self, self->next);
  if (self->next_time == GST_CLOCK_TIME_NONE)
    self->next_time = self->current != NULL ? self->time + get_frame_time (self) : 0;
  if (self->numerator > 0)
    self->next_index = index_of_time (self, self->next_time);

  return TRUE;
}

static void
advance (AipMovieReader *self)
{
  g_clear_pointer (&self->current, gst_sample_unref);
  self->current = g_steal_pointer (&self->next);
  self->index = self->next_index;
  self->time = self->next_time;
}

/* Whether the frame after the current one is on already at @frame of the film. */
static gboolean
is_next_due (AipMovieReader *self,
             gint64          frame)
{
  if (self->numerator > 0)
    {
      guint64 due = gst_util_uint64_scale ((guint64) frame,
                                           (guint64) self->numerator
                                           * (guint64) self->rate.denominator,
                                           (guint64) self->denominator
                                           * (guint64) self->rate.numerator);

      return (guint64) self->next_index <= due;
    }

  return self->next_time <= gst_util_uint64_scale ((guint64) frame,
                                                   GST_SECOND * (guint64) self->rate.denominator,
                                                   (guint64) self->rate.numerator) + ROUNDING;
}

static gboolean
open_movie (AipMovieReader *self,
            GCancellable   *cancellable)
{
  if (!build (self))
    return FALSE;

  gst_element_set_state (self->pipeline, GST_STATE_PAUSED);
  if (!wait_for_state (self, cancellable))
    return FALSE;
  gst_element_set_state (self->pipeline, GST_STATE_PLAYING);

  /* Where the first frame is has to be known before any other can be counted. */
  self->start = 0;
  self->next = pull (self, cancellable);
  if (self->next == NULL)
    return FALSE;
  learn_rate (self, self->next);
  self->next_time = 0;
  self->next_index = 0;

  return TRUE;
}

/* Seeking ------------------------------------------------------------------------------------- */

static gboolean
restart (AipMovieReader *self,
         GCancellable   *cancellable)
{
  drop_frames (self);
  gst_element_set_state (self->pipeline, GST_STATE_NULL);
  g_clear_object (&self->sink);
  g_clear_object (&self->pipeline);

  return open_movie (self, cancellable);
}

/*
 * To the frame that everything up to @frame can be decoded from. What lies between is decoded and
 * dropped here, not by the decoder, whose idea of a segment's first frame differs from file to
 * file.
 */
static gboolean
seek (AipMovieReader *self,
      gint64          frame,
      GCancellable   *cancellable)
{
  GstClockTime time = gst_util_uint64_scale ((guint64) frame,
                                             GST_SECOND * (guint64) self->rate.denominator,
                                             (guint64) self->rate.numerator);
  gint64 length;

  /* Beyond the end there is nothing to find; the last frame is before it. */
  if (gst_element_query_duration (self->pipeline, GST_FORMAT_TIME, &length) && length > 0)
    time = MIN (time, (GstClockTime) length - 1);

  drop_frames (self);
  if (!gst_element_seek_simple (self->pipeline, GST_FORMAT_TIME,
                                GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_KEY_UNIT
                                | GST_SEEK_FLAG_SNAP_BEFORE, (gint64) time))
    return restart (self, cancellable);
  self->n_seeks++;
  if (!wait_for_state (self, cancellable) || !look_ahead (self, cancellable))
    return FALSE;

  return self->next != NULL || restart (self, cancellable);
}

/* The frame of the film at which the current one came on. */
static gint64
get_place (AipMovieReader *self)
{
  GstClockTime time = self->time;

  if (self->numerator > 0)
    time = gst_util_uint64_scale ((guint64) self->index,
                                  GST_SECOND * (guint64) self->denominator,
                                  (guint64) self->numerator);

  return (gint64) gst_util_uint64_scale (time + ROUNDING, (guint64) self->rate.numerator,
                                         GST_SECOND * (guint64) self->rate.denominator);
}

static gboolean
go_to (AipMovieReader *self,
       gint64          frame,
       GCancellable   *cancellable)
{
  gint64 place;
  gint64 far = SEEK_SECONDS * aip_frame_rate_get_nominal (&self->rate);

  if (self->pipeline == NULL)
    {
      if (!open_movie (self, cancellable))
        return FALSE;
      return frame <= far || seek (self, frame, cancellable);
    }

  place = self->current != NULL ? get_place (self) : 0;
  if (frame >= place && (frame <= place + far || self->at_end))
    return TRUE;

  return seek (self, frame, cancellable);
}

GstSample *
aip_movie_reader_read (AipMovieReader  *self,
                       gint64           frame,
                       gboolean        *held,
                       GCancellable    *cancellable,
                       GError         **error)
{
  gboolean good;

  g_return_val_if_fail (self != NULL && frame >= 0, NULL);

  good = self->error == NULL && go_to (self, frame, cancellable);
  while (good)
    {
      good = look_ahead (self, cancellable);
      if (!good || self->next == NULL || (self->current != NULL && !is_next_due (self, frame)))
        break;
      advance (self);
    }

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (self->error == NULL && self->current == NULL)
    set_damaged (self);
  if (self->error != NULL)
    {
      g_propagate_error (error, g_error_copy (self->error));
      return NULL;
    }

  if (held != NULL)
    *held = self->at_end && self->next == NULL && get_place (self) < frame;

  return gst_sample_ref (self->current);
}

guint
aip_movie_reader_get_n_seeks (AipMovieReader *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_seeks;
}
