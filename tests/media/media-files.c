/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gst/app/gstappsink.h>
#include <gst/gst.h>
#include <string.h>

#include "media-files.h"

static void
put (GByteArray *bytes,
     guint32     value,
     guint       n_bytes)
{
  for (guint i = 0; i < n_bytes; i++)
    {
      guint8 byte = (guint8) (value >> (8 * i));

      g_byte_array_append (bytes, &byte, 1);
    }
}

static void
put_text (GByteArray *bytes,
          const char *text)
{
  g_byte_array_append (bytes, (const guint8 *) text, 4);
}

void
media_write_wave (const char   *path,
                  guint         channels,
                  guint         rate,
                  const gint16 *samples,
                  gsize         n_frames)
{
  /* Front left, front right, centre, low frequencies, rear left, rear right. */
  static const guint32 masks[] = { 0, 0x4, 0x3, 0, 0, 0, 0x3f };
  static const guint8 tail[14] = {
    0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71,
  };
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  g_autoptr(GError) error = NULL;
  guint32 length = (guint32) (n_frames * channels * 2);
  gboolean extended = channels > 2;
  guint32 format = extended ? 40 : 16;

  put_text (bytes, "RIFF");
  put (bytes, 20 + format + length, 4);
  put_text (bytes, "WAVE");
  put_text (bytes, "fmt ");
  put (bytes, format, 4);
  put (bytes, extended ? 0xfffe : 1, 2);
  put (bytes, channels, 2);
  put (bytes, rate, 4);
  put (bytes, rate * channels * 2, 4);
  put (bytes, channels * 2, 2);
  put (bytes, 16, 2);
  if (extended)
    {
      put (bytes, 22, 2);
      put (bytes, 16, 2);
      put (bytes, masks[channels], 4);
      put (bytes, 1, 2);
      g_byte_array_append (bytes, tail, sizeof tail);
    }
  put_text (bytes, "data");
  put (bytes, length, 4);
  g_byte_array_append (bytes, (const guint8 *) samples, length);

  g_file_set_contents (path, (const char *) bytes->data, bytes->len, &error);
  g_assert_no_error (error);
}

gboolean
media_make (const char *pipeline_text,
            const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GstElement) pipeline = NULL;
  g_autoptr(GstElement) sink = NULL;
  g_autoptr(GstBus) bus = NULL;
  g_autoptr(GstMessage) message = NULL;

  gst_init (NULL, NULL);
  pipeline = gst_parse_launch (pipeline_text, &error);
  if (error != NULL)
    {
      g_test_skip (error->message);
      return FALSE;
    }

  sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");
  g_object_set (sink, "location", path, NULL);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  bus = gst_element_get_bus (pipeline);
  message = gst_bus_timed_pop_filtered (bus, 60 * GST_SECOND, GST_MESSAGE_ERROR | GST_MESSAGE_EOS);
  g_assert_nonnull (message);
  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
    {
      gst_message_parse_error (message, &error, NULL);
      g_error ("%s: %s", pipeline_text, error->message);
    }
  gst_element_set_state (pipeline, GST_STATE_NULL);

  return TRUE;
}

GPtrArray *
media_decode (const char *path,
              const char *rest)
{
  g_autofree char *text = g_strdup_printf ("filesrc location=\"%s\" ! decodebin ! %s ! "
                                           "appsink name=sink sync=false", path, rest);
  g_autoptr(GError) error = NULL;
  g_autoptr(GstElement) pipeline = gst_parse_launch (text, &error);
  g_autoptr(GstElement) sink = NULL;
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  GstSample *sample;

  g_assert_no_error (error);
  sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  while ((sample = gst_app_sink_try_pull_sample (GST_APP_SINK (sink), 20 * GST_SECOND)) != NULL)
    {
      GstBuffer *buffer = gst_sample_get_buffer (sample);
      gpointer data;
      gsize size;

      gst_buffer_extract_dup (buffer, 0, gst_buffer_get_size (buffer), &data, &size);
      g_ptr_array_add (all, g_bytes_new_take (data, size));
      gst_sample_unref (sample);
    }
  g_assert_true (gst_app_sink_is_eos (GST_APP_SINK (sink)));
  gst_element_set_state (pipeline, GST_STATE_NULL);

  return all;
}
