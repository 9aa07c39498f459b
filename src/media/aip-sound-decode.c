/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-sound-decode"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <gst/app/gstappsink.h>
#include <gst/audio/audio.h>
#include <gst/gst.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "aip-error.h"
#include "aip-sound-decode.h"
#include "aip-sound-private.h"

#define STEP_MS        50
#define PATIENCE_MS    10000
/* Time stamps are rounded by containers: only what is further off is a gap or an overlap. */
#define MAX_DRIFT      (AIP_SOUND_RATE / 25)
#define SILENCE_CHUNK  4096
#define BYTES_A_SAMPLE ((gsize) AIP_SOUND_CHANNELS * sizeof (gint16))

typedef struct {
  GstElement *pipeline;    /* borrowed */
  GstElement *convert;     /* borrowed: where the decoded sound goes */
  GstElement *decoder;     /* borrowed, atomic: NULL until there is a sound */
  gint        is_silent;   /* atomic: all streams are known and none is a sound */
  gint        n_packets;   /* atomic: a sign of life of streams that are thrown away */
} Streams;

typedef struct {
  FILE         *file;
  const char   *name;
  gint64        n_samples;
  GArray       *peaks;      /* AipSoundPeak of the first level */
  gint16        block[AIP_SOUND_PEAK_BASE * AIP_SOUND_CHANNELS];
  gsize         n_block;    /* samples in it */
} Writer;

/* Writing --------------------------------------------------------------------------------------- */

static void
set_write_error (GError     **error,
                 const char  *name,
                 int          code)
{
  if (code == ENOSPC || code == EDQUOT || code == EFBIG)
    g_set_error (error, AIP_ERROR, AIP_ERROR_NO_SPACE,
                 _("The sound of “%s” is not heard: the disk of the cache is full."), name);
  else
    g_set_error (error, AIP_ERROR, AIP_ERROR_FAILED,
                 _("The sound of “%s” is not heard: the cache cannot be written (%s)."), name,
                 g_strerror (code));
}

static void
end_block (Writer *writer)
{
  AipSoundPeak peak;

  if (writer->n_block == 0)
    return;

  aip_sound_peak_of_samples (writer->block, writer->n_block, &peak);
  g_array_append_val (writer->peaks, peak);
  writer->n_block = 0;
}

static gboolean
write_samples (Writer        *writer,
               const gint16  *stereo,
               gsize          n_samples,
               GError       **error)
{
  if (writer->n_samples + (gint64) n_samples > AIP_SOUND_MAX_SAMPLES)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_TOO_LARGE,
                   _("The sound of “%s” is longer than four hours and is not heard."), writer->name);
      return FALSE;
    }
  if (fwrite (stereo, BYTES_A_SAMPLE, n_samples, writer->file) != n_samples)
    {
      set_write_error (error, writer->name, errno);
      return FALSE;
    }
  writer->n_samples += (gint64) n_samples;

  while (n_samples > 0)
    {
      gsize n = MIN (n_samples, AIP_SOUND_PEAK_BASE - writer->n_block);

      memcpy (writer->block + writer->n_block * AIP_SOUND_CHANNELS, stereo, n * BYTES_A_SAMPLE);
      writer->n_block += n;
      stereo += n * AIP_SOUND_CHANNELS;
      n_samples -= n;
      if (writer->n_block == AIP_SOUND_PEAK_BASE)
        end_block (writer);
    }

  return TRUE;
}

static gboolean
write_silence (Writer  *writer,
               gint64   n_samples,
               GError **error)
{
  static const gint16 silence[SILENCE_CHUNK * AIP_SOUND_CHANNELS];

  /* A time stamp of years is refused here, before anything is written. */
  if (n_samples > AIP_SOUND_MAX_SAMPLES)
    return write_samples (writer, silence, (gsize) n_samples, error);

  for (; n_samples > 0; n_samples -= SILENCE_CHUNK)
    if (!write_samples (writer, silence, (gsize) MIN (n_samples, SILENCE_CHUNK), error))
      return FALSE;

  return TRUE;
}

/* Each level is made of the one below it. */
static gboolean
write_peaks (Writer *writer)
{
  g_autoptr(GArray) level = g_array_ref (writer->peaks);

  for (guint i = 0; i < AIP_SOUND_LEVELS; i++)
    {
      g_autoptr(GArray) next = g_array_new (FALSE, FALSE, sizeof (AipSoundPeak));

      if (level->len > 0 &&
          fwrite (level->data, sizeof (AipSoundPeak), level->len, writer->file) != level->len)
        return FALSE;

      for (guint j = 0; j < level->len; j += AIP_SOUND_PEAK_FACTOR)
        {
          AipSoundPeak peak;

          aip_sound_peak_of_peaks (&g_array_index (level, AipSoundPeak, j),
                                   MIN (AIP_SOUND_PEAK_FACTOR, level->len - j), &peak);
          g_array_append_val (next, peak);
        }
      g_array_unref (level);
      level = g_steal_pointer (&next);
    }

  return TRUE;
}

static gboolean
finish_file (Writer  *writer,
             GError **error)
{
  AipSoundHeader header = {
    .byte_order = G_BYTE_ORDER, .n_levels = AIP_SOUND_LEVELS, .n_samples = writer->n_samples,
  };

  end_block (writer);
  memcpy (header.magic, AIP_SOUND_MAGIC, sizeof header.magic);
  if (write_peaks (writer) && fseek (writer->file, 0, SEEK_SET) == 0 &&
      fwrite (&header, sizeof header, 1, writer->file) == 1 && fflush (writer->file) == 0)
    return TRUE;

  set_write_error (error, writer->name, errno);

  return FALSE;
}

/* Decoding -------------------------------------------------------------------------------------- */

static void
decoded_cb (GstElement *decoder,
            GstPad     *pad,
            gpointer    user_data)
{
  Streams *streams = user_data;
  g_autoptr(GstPad) sink = gst_element_get_static_pad (streams->convert, "sink");

  if (!gst_pad_is_linked (sink))
    gst_pad_link (pad, sink);
}

/* Nothing flows before all streams of a file were added. */
static GstPadProbeReturn
thrown_away_cb (GstPad          *pad,
                GstPadProbeInfo *probe,
                gpointer         user_data)
{
  Streams *streams = user_data;

  g_atomic_int_inc (&streams->n_packets);
  if (g_atomic_pointer_get (&streams->decoder) == NULL)
    g_atomic_int_set (&streams->is_silent, TRUE);

  return GST_PAD_PROBE_OK;
}

/* The first sound is decoded; everything else has to go somewhere, or the sound waits for it. */
static void
stream_added_cb (GstElement *parser,
                 GstPad     *pad,
                 gpointer    user_data)
{
  Streams *streams = user_data;
  g_autoptr(GstCaps) caps = gst_pad_get_current_caps (pad);
  g_autoptr(GstPad) sink = NULL;
  GstElement *next;
  gboolean is_sound;

  if (caps == NULL)
    caps = gst_pad_query_caps (pad, NULL);
  is_sound = gst_caps_get_size (caps) > 0 &&
             g_str_has_prefix (gst_structure_get_name (gst_caps_get_structure (caps, 0)), "audio/");

  if (is_sound && streams->decoder == NULL)
    {
      next = gst_element_factory_make ("decodebin", NULL);
      g_atomic_pointer_set (&streams->decoder, next);
      g_signal_connect (next, "pad-added", G_CALLBACK (decoded_cb), streams);
    }
  else
    {
      next = gst_element_factory_make ("fakesink", NULL);
      g_object_set (next, "sync", FALSE, "async", FALSE, NULL);
      gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, thrown_away_cb, streams, NULL);
    }

  gst_bin_add (GST_BIN (streams->pipeline), next);
  sink = gst_element_get_static_pad (next, "sink");
  gst_element_sync_state_with_parent (next);
  gst_pad_link (pad, sink);
}

/* Where a buffer begins, in samples from the beginning of the film; -1 if it does not say. */
static gint64
get_place (GstSample *sample)
{
  GstSegment *segment = gst_sample_get_segment (sample);
  GstClockTime stamp = GST_BUFFER_PTS (gst_sample_get_buffer (sample));
  guint64 time;

  if (segment->format != GST_FORMAT_TIME || !GST_CLOCK_TIME_IS_VALID (stamp))
    return -1;
  if (gst_segment_to_running_time_full (segment, GST_FORMAT_TIME, stamp, &time) < 0)
    return -1;
  time = gst_util_uint64_scale_round (time, AIP_SOUND_RATE, GST_SECOND);

  return time > (guint64) G_MAXINT64 / 2 ? G_MAXINT64 / 2 : (gint64) time;
}

static gboolean
take_sample (Writer     *writer,
             GstSample  *sample,
             GError    **error)
{
  GstBuffer *buffer = gst_sample_get_buffer (sample);
  gint64 place = get_place (sample);
  gint64 gap = place < 0 ? 0 : place - writer->n_samples;
  GstMapInfo map;
  gsize n_samples, skip;
  gboolean good;

  /* The first buffer counts to the sample, the others run on from it. */
  if (writer->n_samples > 0 && ABS (gap) < MAX_DRIFT)
    gap = 0;
  if (gap > 0 && !write_silence (writer, gap, error))
    return FALSE;

  if (!gst_buffer_map (buffer, &map, GST_MAP_READ))
    return TRUE;
  n_samples = map.size / BYTES_A_SAMPLE;
  skip = gap < 0 ? (gsize) MIN (-gap, (gint64) n_samples) : 0;
  good = write_samples (writer, (const gint16 *) map.data + skip * AIP_SOUND_CHANNELS,
                        n_samples - skip, error);
  gst_buffer_unmap (buffer, &map);

  return good;
}

static void
set_damaged (GError     **error,
             const char  *name)
{
  g_set_error (error, AIP_ERROR, AIP_ERROR_DAMAGED,
               _("The sound of “%s” is damaged, or no decoder for it is installed."), name);
}

static gboolean
pull (Streams       *streams,
      GstAppSink    *sink,
      Writer        *writer,
      GCancellable  *cancellable,
      GError       **error)
{
  g_autoptr(GstBus) bus = gst_element_get_bus (streams->pipeline);
  int seen = 0;
  int waited = 0;

  while (waited < PATIENCE_MS)
    {
      g_autoptr(GstSample) sample = gst_app_sink_try_pull_sample (sink, STEP_MS * GST_MSECOND);
      g_autoptr(GstMessage) message = NULL;
      int packets = g_atomic_int_get (&streams->n_packets);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (sample != NULL)
        {
          if (!take_sample (writer, sample, error))
            return FALSE;
          waited = 0;
          continue;
        }
      if (gst_app_sink_is_eos (sink) || g_atomic_int_get (&streams->is_silent))
        return TRUE;

      message = gst_bus_pop_filtered (bus, GST_MESSAGE_ERROR);
      if (message != NULL)
        break;
      waited = packets != seen ? 0 : waited + STEP_MS;
      seen = packets;
    }

  set_damaged (error, writer->name);

  return FALSE;
}

static gboolean
decode_to (const char    *path,
           Writer        *writer,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr(GstElement) pipeline = NULL;
  g_autoptr(GstElement) source = NULL;
  g_autoptr(GstElement) parser = NULL;
  g_autoptr(GstElement) convert = NULL;
  g_autoptr(GstElement) sink = NULL;
  Streams streams = { 0 };
  gboolean good;

  /* Whatever is exact stays exact: no dither, and no gain for more channels or fewer. */
  if (!gst_init_check (NULL, NULL, NULL) ||
      (pipeline = gst_parse_launch (
         "filesrc name=source ! parsebin name=parser "
         "audioconvert name=convert dithering=none ! audioresample ! "
         "audioconvert dithering=none ! "
         "audio/x-raw,format=" GST_AUDIO_NE (S16) ",layout=interleaved,channels=2,rate=48000 ! "
         "appsink name=sink sync=false max-buffers=16", NULL)) == NULL)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_FAILED,
                   _("The sound of “%s” is not heard because the GStreamer base plugins are "
                     "missing."), writer->name);
      return FALSE;
    }

  source = gst_bin_get_by_name (GST_BIN (pipeline), "source");
  parser = gst_bin_get_by_name (GST_BIN (pipeline), "parser");
  convert = gst_bin_get_by_name (GST_BIN (pipeline), "convert");
  sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");
  streams.pipeline = pipeline;
  streams.convert = convert;
  g_object_set (source, "location", path, NULL);
  g_signal_connect (parser, "pad-added", G_CALLBACK (stream_added_cb), &streams);

  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  good = pull (&streams, GST_APP_SINK (sink), writer, cancellable, error);
  gst_element_set_state (pipeline, GST_STATE_NULL);

  return good;
}

gboolean
aip_sound_decode (const char    *path,
                  const char    *target,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_autofree char *folder = NULL;
  g_autofree char *temporary = NULL;
  g_autofree char *name = NULL;
  AipSoundHeader blank = { { 0 } };
  Writer writer = { NULL };
  gboolean good = FALSE;
  int fd;

  g_return_val_if_fail (path != NULL && target != NULL, FALSE);

  name = g_filename_display_basename (path);
  writer.name = name;
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND, _("The file “%s” is missing."), name);
      return FALSE;
    }

  folder = g_path_get_dirname (target);
  temporary = g_strconcat (target, ".XXXXXX", NULL);
  fd = g_mkdir_with_parents (folder, 0700) == 0
       ? g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, 0600) : -1;
  writer.file = fd >= 0 ? fdopen (fd, "wb") : NULL;
  if (writer.file == NULL)
    {
      set_write_error (error, name, errno);
      if (fd >= 0)
        {
          g_close (fd, NULL);
          g_unlink (temporary);
        }
      return FALSE;
    }

  writer.peaks = g_array_new (FALSE, FALSE, sizeof (AipSoundPeak));
  if (fwrite (&blank, sizeof blank, 1, writer.file) != 1)
    set_write_error (error, name, errno);
  else
    good = decode_to (path, &writer, cancellable, error) && finish_file (&writer, error);
  g_array_unref (writer.peaks);

  if (fclose (writer.file) != 0 && good)
    {
      set_write_error (error, name, errno);
      good = FALSE;
    }
  if (good && g_rename (temporary, target) != 0)
    {
      set_write_error (error, name, errno);
      good = FALSE;
    }
  if (!good)
    g_unlink (temporary);

  return good;
}
