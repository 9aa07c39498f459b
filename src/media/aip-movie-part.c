/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-movie-part"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <gst/app/gstappsink.h>
#include <gst/app/gstappsrc.h>
#include <gst/gst.h>
#include <gst/video/video.h>
#include <string.h>
#include <unistd.h>

#include "aip-error.h"
#include "aip-media-info.h"
#include "aip-movie-part.h"

#define FOLDER      "parts"
#define SUFFIX      ".mkv"
#define TEMPLATE    ".incoming-XXXXXX"
#define CHUNK_BYTES (256 * 1024)
#define WAIT_MS     50

/* Without a frame or a sample for this long a decoder will not give any. */
#define SILENCE_MS  20000

/* Sound of the part is held in memory: an hour of it in stereo. */
#define MAX_SOUND_BYTES ((guint64) 1 << 30)

/* A part and what it is made with; lives in one thread. */
typedef struct {
  AipMoviePart *part;
  const char   *name;
  GCancellable *cancellable;

  GstElement   *decoder;
  GstAppSink   *pictures;
  GstAppSink   *sounds;

  GstElement   *encoder;
  GstAppSrc    *picture_source;
  GstAppSrc    *sound_source;

  GstClockTime  origin;    /* of the first frame of the movie */
  GByteArray   *sound;
  GstCaps      *sound_caps;
  int           sound_rate;
  int           sound_bytes; /* of all channels at one moment */
} Extraction;

static gint64
greatest_divisor (gint64 a,
                  gint64 b)
{
  while (b != 0)
    {
      gint64 rest = a % b;

      a = b;
      b = rest;
    }

  return a;
}

/* The frame of a movie that frame @frame of the film shows, and the other way round. */
static gint64
scale (gint64              frame,
       const AipFrameRate *to,
       const AipFrameRate *from)
{
  return (gint64) gst_util_uint64_scale ((guint64) frame,
                                         (guint64) (to->numerator * from->denominator),
                                         (guint64) (to->denominator * from->numerator));
}

void
aip_movie_part_choose (AipMoviePart *self)
{
  gint64 up, down, step, last;

  g_return_if_fail (self != NULL && self->start >= 0 && self->length > 0);
  g_return_if_fail (self->rate.numerator > 0 && self->rate.denominator > 0);

  /* A frame of the film is up / down frames of the movie. */
  up = self->rate.numerator * self->film.denominator;
  down = self->rate.denominator * self->film.numerator;
  step = up / greatest_divisor (up, down);

  self->first = scale (self->start, &self->rate, &self->film) / step * step;
  last = scale (self->start + self->length - 1, &self->rate, &self->film);
  /* Of a faster movie, all that is there while the last frame of the film is seen. */
  last = MAX (last, scale (self->start + self->length, &self->rate, &self->film) - 1);
  self->frames = last - self->first + 1;
}

gint64
aip_movie_part_get_offset (const AipMoviePart *self)
{
  g_return_val_if_fail (self != NULL && self->rate.numerator > 0, 0);

  return scale (self->first, &self->film, &self->rate);
}

static GstClockTime
time_of (const Extraction *self,
         gint64            frame)
{
  return gst_util_uint64_scale ((guint64) frame,
                                (guint64) self->part->rate.denominator * GST_SECOND,
                                (guint64) self->part->rate.numerator);
}

static void
set_damaged (const Extraction  *self,
             GError           **error)
{
  g_set_error (error, AIP_ERROR, AIP_ERROR_DAMAGED,
               _("The frames of %s cannot be read: the movie is damaged, or no decoder for it is "
                 "installed."), self->name);
}

/* Reading ------------------------------------------------------------------------------------- */

static void
pad_added_cb (GstElement *decodebin,
              GstPad     *pad,
              gpointer    user_data)
{
  Extraction *self = user_data;
  g_autoptr(GstCaps) caps = gst_pad_get_current_caps (pad);
  const char *type = caps != NULL ? gst_structure_get_name (gst_caps_get_structure (caps, 0)) : "";
  const char *wanted = g_str_has_prefix (type, "video/x-raw") ? "convert"
                       : g_str_has_prefix (type, "audio/x-raw") ? "sound" : NULL;
  g_autoptr(GstElement) element = NULL;
  g_autoptr(GstPad) sink = NULL;

  if (wanted != NULL)
    element = gst_bin_get_by_name (GST_BIN (self->decoder), wanted);
  if (element != NULL)
    sink = gst_element_get_static_pad (element, "sink");
  if (sink != NULL && !gst_pad_is_linked (sink))
    {
      gst_pad_link (pad, sink);
      return;
    }

  /* A second sound, subtitles: swallowed, or they would hold up the rest. */
  element = gst_element_factory_make ("fakesink", NULL);
  g_object_set (element, "sync", FALSE, "async", FALSE, NULL);
  gst_bin_add (GST_BIN (self->decoder), gst_object_ref (element));
  gst_element_sync_state_with_parent (element);
  g_clear_object (&sink);
  sink = gst_element_get_static_pad (element, "sink");
  gst_pad_link (pad, sink);
}

/* What the encoder takes without losing anything that the movie has. */
static GstCaps *
get_picture_caps (void)
{
  return gst_caps_from_string ("video/x-raw, format={ I420, YV12, Y42B, Y444, I420_10LE, "
                               "I422_10LE, Y444_10LE }");
}

static gboolean
open_decoder (Extraction          *self,
              const char          *path,
              const AipMediaInfo  *info,
              GError             **error)
{
  g_autofree char *text = NULL;
  g_autoptr(GError) local_error = NULL;
  g_autoptr(GstElement) source = NULL;
  g_autoptr(GstElement) decodebin = NULL;
  g_autoptr(GstCaps) caps = get_picture_caps ();

  text = g_strconcat ("filesrc name=source ! decodebin name=decode "
                      "videoconvert name=convert ! appsink name=pictures sync=false max-buffers=8 ",
                      info->has_audio
                      ? "audioconvert name=sound ! audio/x-raw,format=S16LE,layout=interleaved ! "
                        "appsink name=sounds sync=false" : NULL, NULL);
  self->decoder = gst_parse_launch (text, &local_error);
  if (self->decoder == NULL)
    {
      set_damaged (self, error);
      return FALSE;
    }

  source = gst_bin_get_by_name (GST_BIN (self->decoder), "source");
  decodebin = gst_bin_get_by_name (GST_BIN (self->decoder), "decode");
  self->pictures = GST_APP_SINK (gst_bin_get_by_name (GST_BIN (self->decoder), "pictures"));
  if (info->has_audio)
    self->sounds = GST_APP_SINK (gst_bin_get_by_name (GST_BIN (self->decoder), "sounds"));
  g_object_set (source, "location", path, NULL);
  gst_app_sink_set_caps (self->pictures, caps);
  g_signal_connect (decodebin, "pad-added", G_CALLBACK (pad_added_cb), self);
  gst_element_set_state (self->decoder, GST_STATE_PLAYING);

  return TRUE;
}

/* The samples of @sample that belong to the part. */
static void
keep_sound (Extraction *self,
            GstSample  *sample)
{
  GstBuffer *buffer = gst_sample_get_buffer (sample);
  GstClockTime begin = self->origin + time_of (self, self->part->first);
  GstClockTime length = time_of (self, self->part->frames);
  gint64 at, wanted, from, to;
  GstMapInfo map;

  if (self->sound_caps == NULL)
    {
      const GstStructure *structure = gst_caps_get_structure (gst_sample_get_caps (sample), 0);
      int channels = 2;

      gst_structure_get_int (structure, "rate", &self->sound_rate);
      gst_structure_get_int (structure, "channels", &channels);
      self->sound_bytes = 2 * channels;
      self->sound_caps = gst_caps_ref (gst_sample_get_caps (sample));
    }
  if (!GST_BUFFER_PTS_IS_VALID (buffer) || self->sound_rate <= 0)
    return;

  /* In samples from where the part begins; the buffer may begin before it. */
  at = gst_util_uint64_scale_round (GST_BUFFER_PTS (buffer), self->sound_rate, GST_SECOND) -
       gst_util_uint64_scale_round (begin, self->sound_rate, GST_SECOND);
  wanted = gst_util_uint64_scale_round (length, self->sound_rate, GST_SECOND);
  if (!gst_buffer_map (buffer, &map, GST_MAP_READ))
    return;

  from = MAX (0, at);
  to = MIN (wanted, at + (gint64) (map.size / (gsize) self->sound_bytes));
  if (from < to && (guint64) to * (guint64) self->sound_bytes < MAX_SOUND_BYTES)
    {
      gsize need = (gsize) to * (gsize) self->sound_bytes;
      guint old = self->sound->len;

      if (old < need)
        {
          g_byte_array_set_size (self->sound, (guint) need);
          memset (self->sound->data + old, 0, need - old);
        }
      memcpy (self->sound->data + from * self->sound_bytes, map.data + (from - at) * self->sound_bytes,
              (gsize) (to - from) * (gsize) self->sound_bytes);
    }
  gst_buffer_unmap (buffer, &map);
}

static void
keep_sounds (Extraction *self)
{
  GstSample *sample;

  while (self->sounds != NULL && (sample = gst_app_sink_try_pull_sample (self->sounds, 0)) != NULL)
    {
      keep_sound (self, sample);
      gst_sample_unref (sample);
    }
}

/* (transfer full) (nullable): the next frame; %NULL without an error: there are no more. */
static GstSample *
next_frame (Extraction  *self,
            GError     **error)
{
  g_autoptr(GstBus) bus = gst_element_get_bus (self->decoder);

  for (int waited = 0; waited < SILENCE_MS; waited += WAIT_MS)
    {
      GstSample *sample = gst_app_sink_try_pull_sample (self->pictures, WAIT_MS * GST_MSECOND);
      g_autoptr(GstMessage) message = NULL;

      if (sample != NULL)
        return sample;
      if (gst_app_sink_is_eos (self->pictures))
        return NULL;
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return NULL;
      message = gst_bus_pop_filtered (bus, GST_MESSAGE_ERROR);
      if (message != NULL)
        break;
    }

  set_damaged (self, error);

  return NULL;
}

/* Writing ------------------------------------------------------------------------------------- */

static gboolean
open_encoder (Extraction  *self,
              GstCaps     *caps,
              const char  *path,
              GError     **error)
{
  g_autofree char *text = NULL;
  g_autoptr(GError) local_error = NULL;
  g_autoptr(GstElement) sink = NULL;
  g_autoptr(GstCaps) stamped = gst_caps_copy (caps);

  /* No quantizer and no frame that is put together of others: what goes in comes out. */
  text = g_strdup_printf ("matroskamux name=mux ! filesink name=sink "
                          "appsrc name=pictures format=time block=true max-bytes=67108864 ! "
                          "vp9enc min-quantizer=0 max-quantizer=0 deadline=1 cpu-used=8 "
                          "lag-in-frames=0 auto-alt-ref=false row-mt=true threads=%d ! "
                          "queue max-size-buffers=0 max-size-time=0 max-size-bytes=0 ! mux. %s",
                          (int) CLAMP (g_get_num_processors (), 1, 8),
                          self->sounds != NULL
                          ? "appsrc name=sounds format=time ! audioconvert ! flacenc ! queue ! mux."
                          : "");
  self->encoder = gst_parse_launch (text, &local_error);
  if (self->encoder == NULL)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_FAILED,
                   _("The part of %s that the cut uses cannot be written: install the GStreamer "
                     "plugins “good” (vp9enc, matroskamux and flacenc)."), self->name);
      return FALSE;
    }

  sink = gst_bin_get_by_name (GST_BIN (self->encoder), "sink");
  g_object_set (sink, "location", path, NULL);
  self->picture_source = GST_APP_SRC (gst_bin_get_by_name (GST_BIN (self->encoder), "pictures"));
  gst_caps_set_simple (stamped, "framerate", GST_TYPE_FRACTION, (int) self->part->rate.numerator,
                       (int) self->part->rate.denominator, NULL);
  gst_app_src_set_caps (self->picture_source, stamped);
  if (self->sounds != NULL)
    self->sound_source = GST_APP_SRC (gst_bin_get_by_name (GST_BIN (self->encoder), "sounds"));
  gst_element_set_state (self->encoder, GST_STATE_PLAYING);

  return TRUE;
}

static void
set_write_error (Extraction  *self,
                 GError     **error)
{
  g_autoptr(GstBus) bus = gst_element_get_bus (self->encoder);
  g_autoptr(GstMessage) message = gst_bus_pop_filtered (bus, GST_MESSAGE_ERROR);
  g_autoptr(GError) reason = NULL;

  if (message != NULL)
    gst_message_parse_error (message, &reason, NULL);
  if (g_error_matches (reason, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_NO_SPACE_LEFT))
    g_set_error (error, AIP_ERROR, AIP_ERROR_NO_SPACE,
                 _("The part of %s that the cut uses was not written: the disk is full."),
                 self->name);
  else
    g_set_error (error, AIP_ERROR, AIP_ERROR_FAILED,
                 _("The part of %s that the cut uses was not written: %s"), self->name,
                 reason != NULL ? reason->message : _("the encoder stopped"));
}

static gboolean
write_frame (Extraction  *self,
             GstSample   *sample,
             gint64       index,
             GError     **error)
{
  GstBuffer *frame = gst_buffer_copy (gst_sample_get_buffer (sample));

  GST_BUFFER_PTS (frame) = time_of (self, index);
  GST_BUFFER_DTS (frame) = GST_CLOCK_TIME_NONE;
  GST_BUFFER_DURATION (frame) = time_of (self, index + 1) - GST_BUFFER_PTS (frame);
  GST_BUFFER_FLAG_UNSET (frame, GST_BUFFER_FLAG_DISCONT);
  if (gst_app_src_push_buffer (self->picture_source, frame) == GST_FLOW_OK)
    return TRUE;

  set_write_error (self, error);

  return FALSE;
}

static void
write_sound (Extraction *self)
{
  GstBuffer *buffer;
  gsize length = self->sound->len;

  if (self->sound_caps != NULL && length > 0)
    {
      gst_app_src_set_caps (self->sound_source, self->sound_caps);
      buffer = gst_buffer_new_wrapped (g_byte_array_steal (self->sound, NULL), length);
      GST_BUFFER_PTS (buffer) = 0;
      GST_BUFFER_DURATION (buffer) = gst_util_uint64_scale (length / (gsize) self->sound_bytes,
                                                            GST_SECOND, self->sound_rate);
      gst_app_src_push_buffer (self->sound_source, buffer);
    }
  gst_app_src_end_of_stream (self->sound_source);
}

static gboolean
close_encoder (Extraction  *self,
               GError     **error)
{
  g_autoptr(GstBus) bus = gst_element_get_bus (self->encoder);

  gst_app_src_end_of_stream (self->picture_source);
  for (;;)
    {
      g_autoptr(GstMessage) message =
        gst_bus_timed_pop_filtered (bus, WAIT_MS * GST_MSECOND, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);

      if (message != NULL && GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS)
        return TRUE;
      if (message != NULL)
        {
          gst_bus_post (bus, g_steal_pointer (&message));
          set_write_error (self, error);
          return FALSE;
        }
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
    }
}

/* All of it ----------------------------------------------------------------------------------- */

/* Up to where sound and picture of the part are known; what is beyond is thrown away. */
static gboolean
copy_frames (Extraction  *self,
             const char  *path,
             GError     **error)
{
  AipMoviePart *part = self->part;
  gint64 index = 0;

  while (index < part->first + part->frames)
    {
      GError *local_error = NULL;
      g_autoptr(GstSample) sample = next_frame (self, &local_error);

      if (local_error != NULL)
        {
          g_propagate_error (error, local_error);
          return FALSE;
        }
      if (sample == NULL)
        break;

      if (index == 0 && GST_BUFFER_PTS_IS_VALID (gst_sample_get_buffer (sample)))
        self->origin = GST_BUFFER_PTS (gst_sample_get_buffer (sample));
      if (index == part->first && !open_encoder (self, gst_sample_get_caps (sample), path, error))
        return FALSE;
      if (index >= part->first && !write_frame (self, sample, index - part->first, error))
        return FALSE;
      keep_sounds (self);
      index++;
    }

  /* Movies that say more than they have. */
  part->frames = index - part->first;
  if (part->frames <= 0)
    {
      set_damaged (self, error);
      return FALSE;
    }

  return TRUE;
}

/* Sound may be stored behind the pictures it belongs to. */
static gboolean
finish_sound (Extraction  *self,
              GError     **error)
{
  gsize wanted = 0;

  while (self->sounds != NULL)
    {
      GError *local_error = NULL;
      g_autoptr(GstSample) sample = NULL;

      keep_sounds (self);
      if (self->sound_caps != NULL)
        wanted = gst_util_uint64_scale_round (time_of (self, self->part->frames), self->sound_rate,
                                              GST_SECOND) * (gsize) self->sound_bytes;
      if ((wanted > 0 && self->sound->len >= wanted) || gst_app_sink_is_eos (self->sounds))
        break;

      sample = next_frame (self, &local_error);
      if (local_error != NULL)
        {
          g_propagate_error (error, local_error);
          return FALSE;
        }
      /* No picture is left: the rest of the sound comes, or there is none. */
      if (sample == NULL)
        {
          GstSample *last = gst_app_sink_try_pull_sample (self->sounds, WAIT_MS * GST_MSECOND);

          if (last == NULL)
            break;
          keep_sound (self, last);
          gst_sample_unref (last);
        }
    }

  return TRUE;
}

static void
extraction_clear (Extraction *self)
{
  if (self->decoder != NULL)
    gst_element_set_state (self->decoder, GST_STATE_NULL);
  if (self->encoder != NULL)
    gst_element_set_state (self->encoder, GST_STATE_NULL);
  g_clear_object (&self->pictures);
  g_clear_object (&self->sounds);
  g_clear_object (&self->picture_source);
  g_clear_object (&self->sound_source);
  g_clear_object (&self->decoder);
  g_clear_object (&self->encoder);
  g_clear_pointer (&self->sound, g_byte_array_unref);
  gst_clear_caps (&self->sound_caps);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Extraction, extraction_clear)

static gboolean
write_part (const char          *path,
            const char          *to,
            const char          *name,
            const AipMediaInfo  *info,
            AipMoviePart        *part,
            GCancellable        *cancellable,
            GError             **error)
{
  g_auto(Extraction) self = {
    .part = part, .name = name, .cancellable = cancellable, .sound = g_byte_array_new (),
  };

  if (!open_decoder (&self, path, info, error) || !copy_frames (&self, to, error) ||
      !finish_sound (&self, error))
    return FALSE;
  if (self.sound_source != NULL)
    write_sound (&self);

  return close_encoder (&self, error);
}

/* Of what is safely on the disk. */
static gboolean
hash_file (const char    *path,
           AipMoviePart  *part)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guchar *chunk = g_malloc (CHUNK_BYTES);
  int fd = g_open (path, O_RDONLY | O_CLOEXEC);
  gsize total = 0;
  gssize got = -1;
  gboolean good;

  while (fd >= 0 && (got = read (fd, chunk, CHUNK_BYTES)) > 0)
    {
      g_checksum_update (checksum, chunk, got);
      total += (gsize) got;
    }
  good = fd >= 0 && got == 0 && total > 0 && fsync (fd) == 0;
  if (fd >= 0)
    g_close (fd, NULL);
  if (good)
    g_strlcpy (part->sha256, g_checksum_get_string (checksum), sizeof part->sha256);

  return good;
}

/* (transfer full): where it lies: a part is known by what it was cut from. */
static char *
make_file (const char         *sha256,
           const AipMoviePart *part)
{
  g_autofree char *what = g_strdup_printf ("%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, sha256,
                                           part->first, part->frames);
  g_autofree char *key = g_compute_checksum_for_string (G_CHECKSUM_SHA256, what, -1);

  return g_strconcat (FOLDER "/", key, SUFFIX, NULL);
}

/* Somebody wanted the same part before. */
static gboolean
find_part (const char    *path,
           AipMoviePart  *part,
           GCancellable  *cancellable)
{
  g_autoptr(AipMediaInfo) info = NULL;

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return FALSE;
  info = aip_media_info_read (path, cancellable, NULL);
  if (info == NULL || info->frames <= 0 || info->frames > part->frames || !hash_file (path, part))
    return FALSE;
  part->frames = info->frames;

  return TRUE;
}

/* Cut where nobody looks, and put in its place whole. */
static gboolean
make_part (const char          *path,
           const char          *to,
           const char          *name,
           const AipMediaInfo  *info,
           AipMoviePart        *part,
           GCancellable        *cancellable,
           GError             **error)
{
  g_autofree char *folder = g_path_get_dirname (to);
  g_autofree char *temporary = g_build_filename (folder, TEMPLATE, NULL);
  int fd = g_mkdir_with_parents (folder, 0777) == 0
             ? g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, 0666) : -1;

  if (fd < 0)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_READ_ONLY,
                   _("The part of %s that the cut uses was not written: %s"), name,
                   g_strerror (errno));
      return FALSE;
    }
  g_close (fd, NULL);

  if (write_part (path, temporary, name, info, part, cancellable, error))
    {
      if (hash_file (temporary, part) && g_rename (temporary, to) == 0)
        return TRUE;
      g_set_error (error, AIP_ERROR, AIP_ERROR_NO_SPACE,
                   _("The part of %s that the cut uses was not written: the disk is full."), name);
    }
  g_unlink (temporary);

  return FALSE;
}

char *
aip_movie_part_extract (const char     *folder,
                        const char     *path,
                        const char     *sha256,
                        const char     *name,
                        AipMoviePart   *self,
                        GCancellable   *cancellable,
                        GError        **error)
{
  g_autoptr(AipMediaInfo) info = NULL;
  g_autoptr(GError) local_error = NULL;
  g_autofree char *file = NULL;
  g_autofree char *to = NULL;

  g_return_val_if_fail (folder != NULL && path != NULL && sha256 != NULL && name != NULL, NULL);
  g_return_val_if_fail (self != NULL, NULL);

  info = aip_media_info_read (path, cancellable, &local_error);
  if (info == NULL)
    {
      if (local_error->domain == AIP_ERROR)
        g_set_error (error, AIP_ERROR, local_error->code, _("The frames of %s cannot be read: %s"),
                     name, local_error->message);
      else
        g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  self->rate = info->rate_numerator > 0 && info->rate_denominator > 0
                 ? (AipFrameRate) { info->rate_numerator, info->rate_denominator, FALSE }
                 : self->film;
  aip_movie_part_choose (self);
  if (!info->has_video || self->first >= info->frames)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND,
                   _("The cut uses no frame that %s has: it only holds the last one. Trim the shot."),
                   name);
      return NULL;
    }
  self->frames = MIN (self->frames, info->frames - self->first);
  self->whole = self->first == 0 && self->frames == info->frames;
  if (self->whole)
    return g_strdup ("");

  file = make_file (sha256, self);
  to = g_build_filename (folder, file, NULL);
  if (!find_part (to, self, cancellable) &&
      !make_part (path, to, name, info, self, cancellable, error))
    return NULL;

  return g_steal_pointer (&file);
}
