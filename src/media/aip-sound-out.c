/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-sound-out"

#include "config.h"

#include <gst/app/gstappsrc.h>
#include <gst/audio/audio.h>
#include <gst/gst.h>

#include "aip-sound-out.h"
#include "aip-sound.h"
#include "aip-task.h"

/* 20 ms: an edit is heard when what is on its way has been, a few of these later. */
#define BLOCK_SAMPLES  (AIP_SOUND_RATE / 50)
#define QUEUED_BLOCKS  2
#define SINK_BUFFER_US 80000
#define SINK_PERIOD_US 20000
/* Fast as J and L go, and a little more. */
#define MAX_SPEED      16

struct _AipSoundOut
{
  GObject parent_instance;

  GstElement  *pipeline;   /* %NULL where GStreamer lacks something */
  GstAppSrc   *source;
  guint        bus_watch;
  gboolean     is_ready;
  gboolean     is_running;

  /* Shared with the thread that asks for blocks. */
  GMutex       mutex;
  AipSoundMix *mix;
  double       volume;
  AipSoundRun  run;
  AipSoundRun  next_run;   /* from the moment on when what is queued has been thrown away */
  gint64       written;    /* samples of @run */
};

G_DEFINE_FINAL_TYPE (AipSoundOut, aip_sound_out, G_TYPE_OBJECT)

/* Runs ----------------------------------------------------------------------------------------- */

gint64
aip_sound_run_get_sample (const AipSoundRun *run,
                          gint64             samples)
{
  gint64 length;
  gint64 sample;

  g_return_val_if_fail (run != NULL && run->denominator > 0, 0);

  sample = run->sample + samples * run->numerator / run->denominator;
  length = run->end - run->first;
  if (!run->loop || length <= 0 || (sample >= run->first && sample < run->end))
    return sample;

  sample = (sample - run->first) % length;

  return run->first + (sample < 0 ? sample + length : sample);
}

/*
 * At another speed than that of the film every so-manieth sample is heard: what is recognised by ear
 * while winding is when somebody speaks, not what.
 */
static void
read_fast (AipSoundOut *self,
           float       *stereo)
{
  const AipSoundRun *run = &self->run;
  gint64 first = aip_sound_run_get_sample (run, self->written);
  gint64 last = aip_sound_run_get_sample (run, self->written + BLOCK_SAMPLES - 1);
  gint64 low = MIN (first, last);
  gint64 span = ABS (last - first) + 1;
  g_autofree float *read = NULL;

  /* Where a loop begins again the block is not one piece of the film: one of silence, unnoticed. */
  if (low < run->first || low + span > run->end || span > MAX_SPEED * BLOCK_SAMPLES)
    return;

  read = g_new (float, (gsize) span * 2);
  aip_sound_mix_read (self->mix, low, read, (gsize) span);
  for (gint64 i = 0; i < BLOCK_SAMPLES; i++)
    {
      gint64 place = aip_sound_run_get_sample (run, self->written + i) - low;

      stereo[2 * i] = read[2 * place];
      stereo[2 * i + 1] = read[2 * place + 1];
    }
}

static void
read_plain (AipSoundOut *self,
            float       *stereo)
{
  const AipSoundRun *run = &self->run;
  gint64 done = 0;

  while (done < BLOCK_SAMPLES)
    {
      gint64 sample = aip_sound_run_get_sample (run, self->written + done);
      gint64 n = BLOCK_SAMPLES - done;

      if (sample < run->end)
        n = MIN (n, run->end - sample);
      if (sample >= run->first && sample < run->end)
        aip_sound_mix_read (self->mix, sample, stereo + 2 * done, (gsize) n);
      done += n;
    }
}

static GstBuffer *
make_block (AipSoundOut *self)
{
  gsize size = BLOCK_SAMPLES * 2 * sizeof (float);
  float *stereo = g_malloc0 (size);
  GstBuffer *buffer = gst_buffer_new_wrapped (stereo, size);

  if (self->mix != NULL && self->run.numerator == self->run.denominator)
    read_plain (self, stereo);
  else if (self->mix != NULL)
    read_fast (self, stereo);

  for (gsize i = 0; i < BLOCK_SAMPLES * 2; i++)
    stereo[i] *= (float) self->volume;

  GST_BUFFER_PTS (buffer) =
    gst_util_uint64_scale ((guint64) self->written, GST_SECOND, AIP_SOUND_RATE);
  GST_BUFFER_DURATION (buffer) =
    gst_util_uint64_scale (BLOCK_SAMPLES, GST_SECOND, AIP_SOUND_RATE);
  self->written += BLOCK_SAMPLES;

  return buffer;
}

/* In the thread of the source ------------------------------------------------------------------ */

static void
need_data_cb (GstAppSrc *source,
              guint      length,
              gpointer   user_data)
{
  AipSoundOut *self = user_data;
  GstBuffer *buffer;

  g_mutex_lock (&self->mutex);
  buffer = make_block (self);
  g_mutex_unlock (&self->mutex);

  gst_app_src_push_buffer (source, buffer);
}

static gboolean
seek_data_cb (GstAppSrc *source,
              guint64    offset,
              gpointer   user_data)
{
  AipSoundOut *self = user_data;

  g_mutex_lock (&self->mutex);
  self->run = self->next_run;
  self->written = 0;
  g_mutex_unlock (&self->mutex);

  return TRUE;
}

/* The pipeline --------------------------------------------------------------------------------- */

/* Whatever the usual sink turns out to be: not the second of sound that some hold. */
static void
element_added_cb (GstBin     *bin,
                  GstBin     *parent,
                  GstElement *element,
                  gpointer    user_data)
{
  GObjectClass *klass = G_OBJECT_GET_CLASS (element);

  if (g_object_class_find_property (klass, "buffer-time") != NULL &&
      g_object_class_find_property (klass, "latency-time") != NULL)
    g_object_set (element, "buffer-time", (gint64) SINK_BUFFER_US,
                  "latency-time", (gint64) SINK_PERIOD_US, NULL);
}

static gboolean
bus_cb (GstBus     *bus,
        GstMessage *message,
        gpointer    user_data)
{
  AipSoundOut *self = user_data;
  g_autoptr(GError) error = NULL;

  if (GST_MESSAGE_TYPE (message) != GST_MESSAGE_ERROR)
    return G_SOURCE_CONTINUE;

  /* A device that was unplugged: the film goes on, by the system's clock. */
  gst_message_parse_error (message, &error, NULL);
  g_message ("No sound: %s", error->message);
  self->is_ready = FALSE;
  self->is_running = FALSE;

  return G_SOURCE_CONTINUE;
}

static void
open_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  GstElement *pipeline = task_data;

  if (gst_element_set_state (pipeline, GST_STATE_PAUSED) == GST_STATE_CHANGE_FAILURE)
    g_task_return_boolean (task, FALSE);
  else
    g_task_return_boolean (task, TRUE);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  AipSoundOut *self = AIP_SOUND_OUT (source);

  self->is_ready = g_task_propagate_boolean (G_TASK (result), NULL);
}

static void
build (AipSoundOut *self,
       const char  *sink)
{
  GstAppSrcCallbacks callbacks = { .need_data = need_data_cb, .seek_data = seek_data_cb };
  g_autofree char *text = NULL;
  g_autoptr(GstBus) bus = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GTask) task = NULL;

  text = g_strdup_printf ("appsrc name=source format=time stream-type=seekable max-bytes=%d "
                          "caps=audio/x-raw,format=" GST_AUDIO_NE (F32) ",layout=interleaved,"
                          "rate=%d,channels=2 ! audioconvert ! audioresample ! %s",
                          (int) (QUEUED_BLOCKS * BLOCK_SAMPLES * 2 * sizeof (float)),
                          AIP_SOUND_RATE, sink != NULL ? sink : "autoaudiosink");
  if (!gst_init_check (NULL, NULL, &error) ||
      (self->pipeline = gst_parse_launch (text, &error)) == NULL)
    {
      g_message ("No sound: %s", error->message);
      return;
    }

  g_signal_connect (self->pipeline, "deep-element-added", G_CALLBACK (element_added_cb), NULL);
  self->source = GST_APP_SRC (gst_bin_get_by_name (GST_BIN (self->pipeline), "source"));
  gst_app_src_set_callbacks (self->source, &callbacks, self, NULL);

  bus = gst_element_get_bus (self->pipeline);
  self->bus_watch = gst_bus_add_watch (bus, bus_cb, self);

  /* A sound server that hangs must not hang the window. */
  task = g_task_new (self, NULL, opened_cb, NULL);
  g_task_set_source_tag (task, build);
  g_task_set_task_data (task, gst_object_ref (self->pipeline), gst_object_unref);
  aip_task_run_in_thread (task, open_in_thread);
}

static void
aip_sound_out_finalize (GObject *object)
{
  AipSoundOut *self = AIP_SOUND_OUT (object);

  g_clear_handle_id (&self->bus_watch, g_source_remove);
  if (self->pipeline != NULL)
    gst_element_set_state (self->pipeline, GST_STATE_NULL);
  g_clear_object (&self->source);
  g_clear_object (&self->pipeline);
  g_clear_pointer (&self->mix, aip_sound_mix_unref);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (aip_sound_out_parent_class)->finalize (object);
}

static void
aip_sound_out_class_init (AipSoundOutClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_sound_out_finalize;
}

static void
aip_sound_out_init (AipSoundOut *self)
{
  g_mutex_init (&self->mutex);
  self->volume = 1;
  self->run = (AipSoundRun) { .numerator = 1, .denominator = 1 };
  self->next_run = self->run;
}

AipSoundOut *
aip_sound_out_new (const char *sink)
{
  AipSoundOut *self = g_object_new (AIP_TYPE_SOUND_OUT, NULL);

  build (self, sink);

  return self;
}

gboolean
aip_sound_out_is_ready (AipSoundOut *self)
{
  g_return_val_if_fail (AIP_IS_SOUND_OUT (self), FALSE);

  return self->is_ready;
}

void
aip_sound_out_set_mix (AipSoundOut *self,
                       AipSoundMix *mix)
{
  AipSoundMix *old;

  g_return_if_fail (AIP_IS_SOUND_OUT (self));

  g_mutex_lock (&self->mutex);
  old = self->mix;
  self->mix = mix != NULL ? aip_sound_mix_ref (mix) : NULL;
  g_mutex_unlock (&self->mutex);

  g_clear_pointer (&old, aip_sound_mix_unref);
}

void
aip_sound_out_set_volume (AipSoundOut *self,
                          double       volume)
{
  g_return_if_fail (AIP_IS_SOUND_OUT (self));

  g_mutex_lock (&self->mutex);
  self->volume = CLAMP (volume, 0, 1);
  g_mutex_unlock (&self->mutex);
}

gboolean
aip_sound_out_start (AipSoundOut       *self,
                     const AipSoundRun *run)
{
  g_return_val_if_fail (AIP_IS_SOUND_OUT (self), FALSE);
  g_return_val_if_fail (run != NULL && run->denominator > 0 && run->numerator != 0, FALSE);
  g_return_val_if_fail (ABS (run->numerator) <= MAX_SPEED * run->denominator, FALSE);

  if (!self->is_ready)
    return FALSE;

  g_mutex_lock (&self->mutex);
  self->next_run = *run;
  g_mutex_unlock (&self->mutex);

  self->is_running =
    gst_element_seek_simple (self->pipeline, GST_FORMAT_TIME, GST_SEEK_FLAG_FLUSH, 0) &&
    gst_element_set_state (self->pipeline, GST_STATE_PLAYING) != GST_STATE_CHANGE_FAILURE;

  return self->is_running;
}

void
aip_sound_out_stop (AipSoundOut *self)
{
  g_return_if_fail (AIP_IS_SOUND_OUT (self));

  if (!self->is_running)
    return;

  self->is_running = FALSE;
  gst_element_set_state (self->pipeline, GST_STATE_PAUSED);
}

void
aip_sound_out_set_end (AipSoundOut *self,
                       gint64       end)
{
  g_return_if_fail (AIP_IS_SOUND_OUT (self));

  g_mutex_lock (&self->mutex);
  self->run.end = end;
  self->next_run.end = end;
  g_mutex_unlock (&self->mutex);
}

gboolean
aip_sound_out_get_played (AipSoundOut *self,
                          gint64      *samples)
{
  gint64 time;

  g_return_val_if_fail (AIP_IS_SOUND_OUT (self), FALSE);
  g_return_val_if_fail (samples != NULL, FALSE);

  if (!self->is_running)
    return FALSE;

  /* Not known until the first block has got through: then it is at its beginning. */
  if (!gst_element_query_position (self->pipeline, GST_FORMAT_TIME, &time) || time < 0)
    time = 0;
  *samples = (gint64) gst_util_uint64_scale ((guint64) time, AIP_SOUND_RATE, GST_SECOND);

  return TRUE;
}
