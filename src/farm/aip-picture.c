/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-picture"

#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "aip-error.h"
#include "aip-picture.h"

#define MAX_SIDE         65536
/* A JPEG has a handful of segments before its frame header; more is an attempt to keep us busy. */
#define MAX_SEGMENTS     2000
/* The same for what is between the frames of a picture that moves. */
#define MAX_BLOCKS       1000000
#define MAX_FRAMES       100000

static const struct {
  const char *suffix;
  const char *media_type;
} media_types[] = {
  { "png", "image/png" },     { "apng", "image/apng" },   { "jpg", "image/jpeg" },
  { "jpeg", "image/jpeg" },   { "webp", "image/webp" },   { "gif", "image/gif" },
  { "tif", "image/tiff" },    { "tiff", "image/tiff" },   { "exr", "image/x-exr" },
  { "avif", "image/avif" },   { "mp4", "video/mp4" },     { "m4v", "video/mp4" },
  { "webm", "video/webm" },   { "mkv", "video/x-matroska" },
  { "mov", "video/quicktime" }, { "ogv", "video/ogg" },   { "flac", "audio/flac" },
  { "mp3", "audio/mpeg" },    { "wav", "audio/x-wav" },   { "opus", "audio/ogg" },
  { "ogg", "audio/ogg" },     { "oga", "audio/ogg" },     { "m4a", "audio/mp4" },
  { "txt", "text/plain" },
};

const char *
aip_picture_get_media_type (const char *suffix)
{
  for (gsize i = 0; suffix != NULL && i < G_N_ELEMENTS (media_types); i++)
    if (g_ascii_strcasecmp (suffix, media_types[i].suffix) == 0)
      return media_types[i].media_type;

  return "application/octet-stream";
}

static guint
big16 (const guint8 *bytes)
{
  return (guint) bytes[0] << 8 | bytes[1];
}

static guint
big32 (const guint8 *bytes)
{
  return big16 (bytes) << 16 | big16 (bytes + 2);
}

static guint
little16 (const guint8 *bytes)
{
  return (guint) bytes[1] << 8 | bytes[0];
}

static guint
little24 (const guint8 *bytes)
{
  return (guint) bytes[2] << 16 | little16 (bytes);
}

static gboolean
ends_with (FILE         *file,
           const guint8 *tail,
           gsize         length)
{
  guint8 bytes[16];

  g_assert (length <= sizeof bytes);

  return fseek (file, -(long) length, SEEK_END) == 0 && fread (bytes, length, 1, file) == 1 &&
         memcmp (bytes, tail, length) == 0;
}

static gboolean
probe_png (FILE         *file,
           const guint8 *head,
           guint        *width,
           guint        *height)
{
  static const guint8 end[12] = { 0, 0, 0, 0, 'I', 'E', 'N', 'D', 0xae, 0x42, 0x60, 0x82 };

  *width = big32 (head + 16);
  *height = big32 (head + 20);

  return memcmp (head + 12, "IHDR", 4) == 0 && ends_with (file, end, sizeof end);
}

static gboolean
probe_jpeg (FILE  *file,
            guint *width,
            guint *height)
{
  static const guint8 end[2] = { 0xff, 0xd9 };
  guint8 bytes[7];

  if (fseek (file, 2, SEEK_SET) != 0)
    return FALSE;

  for (guint i = 0; i < MAX_SEGMENTS; i++)
    {
      guint marker;

      if (fread (bytes, 4, 1, file) != 1 || bytes[0] != 0xff)
        return FALSE;
      /* Any number of fill bytes may stand before a marker. */
      if (bytes[1] == 0xff)
        {
          if (fseek (file, -3, SEEK_CUR) != 0)
            return FALSE;
          continue;
        }

      marker = bytes[1];
      if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc)
        {
          if (fread (bytes, 5, 1, file) != 1)
            return FALSE;
          *height = big16 (bytes + 1);
          *width = big16 (bytes + 3);
          return ends_with (file, end, sizeof end);
        }
      if (big16 (bytes + 2) < 2 || fseek (file, (long) big16 (bytes + 2) - 2, SEEK_CUR) != 0)
        return FALSE;
    }

  return FALSE;
}

static gboolean
probe_webp (FILE         *file,
            const guint8 *head,
            guint        *width,
            guint        *height)
{
  guint64 length = little24 (head + 4) | (guint64) head[7] << 24;

  if (memcmp (head + 12, "VP8X", 4) == 0)
    {
      *width = little24 (head + 24) + 1;
      *height = little24 (head + 27) + 1;
    }
  else if (memcmp (head + 12, "VP8L", 4) == 0)
    {
      guint bits = little24 (head + 21) | (guint) head[24] << 24;

      *width = (bits & 0x3fff) + 1;
      *height = (bits >> 14 & 0x3fff) + 1;
    }
  else
    {
      *width = little16 (head + 26) & 0x3fff;
      *height = little16 (head + 28) & 0x3fff;
    }

  return fseek (file, 0, SEEK_END) == 0 && (guint64) ftell (file) >= length + 8;
}

/* Frames ------------------------------------------------------------------------------------- */

/* The chunk that says so stands before the pixels. */
static guint
count_png (FILE *file)
{
  guint8 bytes[8];

  if (fseek (file, 8, SEEK_SET) != 0)
    return 0;

  for (guint i = 0; i < MAX_SEGMENTS && fread (bytes, 8, 1, file) == 1; i++)
    {
      if (memcmp (bytes + 4, "acTL", 4) == 0)
        return fread (bytes, 4, 1, file) == 1 ? big32 (bytes) : 0;
      if (memcmp (bytes + 4, "IDAT", 4) == 0 ||
          fseek (file, (long) big32 (bytes) + 4, SEEK_CUR) != 0)
        return 0;
    }

  return 0;
}

static guint
count_webp (FILE         *file,
            const guint8 *head)
{
  guint8 bytes[8];
  guint n = 0;

  if (memcmp (head + 12, "VP8X", 4) != 0 || (head[20] & 0x02) == 0 ||
      fseek (file, 12, SEEK_SET) != 0)
    return 0;

  while (n < MAX_FRAMES && fread (bytes, 8, 1, file) == 1)
    {
      guint64 length = little24 (bytes + 4) | (guint64) bytes[7] << 24;

      n += memcmp (bytes, "ANMF", 4) == 0;
      if (fseek (file, (long) (length + (length & 1)), SEEK_CUR) != 0)
        break;
    }

  return n;
}

/* A row of blocks, each with its length before it, up to one of length 0. */
static gboolean
skip_gif_blocks (FILE *file)
{
  int length;

  for (guint i = 0; i < MAX_BLOCKS; i++)
    {
      length = fgetc (file);
      if (length <= 0)
        return length == 0;
      if (fseek (file, length, SEEK_CUR) != 0)
        return FALSE;
    }

  return FALSE;
}

static long
gif_table_length (guint8 flags)
{
  return (flags & 0x80) != 0 ? 3L << ((flags & 7) + 1) : 0;
}

static guint
count_gif (FILE         *file,
           const guint8 *head)
{
  guint8 bytes[9];
  guint n = 0;

  if (fseek (file, 13 + gif_table_length (head[10]), SEEK_SET) != 0)
    return 0;

  for (guint i = 0; i < MAX_BLOCKS && n < MAX_FRAMES; i++)
    {
      int kind = fgetc (file);

      if (kind == 0x21 && fgetc (file) != EOF && skip_gif_blocks (file))
        continue;
      if (kind != 0x2c || fread (bytes, sizeof bytes, 1, file) != 1 ||
          fseek (file, gif_table_length (bytes[8]) + 1, SEEK_CUR) != 0 || !skip_gif_blocks (file))
        break;
      n++;
    }

  return n;
}

guint
aip_picture_count_frames (const char *path)
{
  guint8 head[32] = { 0 };
  guint n = 0;
  FILE *file;

  g_return_val_if_fail (path != NULL, 0);

  file = fopen (path, "rbe");
  if (file == NULL)
    return 0;

  if (fread (head, 1, sizeof head, file) < 24)
    n = 0;
  else if (memcmp (head, "\x89PNG\r\n\x1a\n", 8) == 0)
    n = count_png (file);
  else if (memcmp (head, "RIFF", 4) == 0 && memcmp (head + 8, "WEBP", 4) == 0)
    n = count_webp (file, head);
  else if (memcmp (head, "GIF8", 4) == 0)
    n = count_gif (file, head);
  fclose (file);

  return n > 1 && n <= MAX_FRAMES ? n : 0;
}

/**
 * aip_picture_probe:
 * @path: a file
 * @width: (out): pixels, 0 if it is no picture that is known here
 * @height: (out): pixels
 * @error: return location
 */
gboolean
aip_picture_probe (const char  *path,
                   int         *width,
                   int         *height,
                   GError     **error)
{
  guint8 head[32] = { 0 };
  guint w = 0, h = 0;
  gboolean known = TRUE;
  gboolean whole = FALSE;
  FILE *file;
  gsize n_read;

  g_return_val_if_fail (path != NULL && width != NULL && height != NULL, FALSE);

  *width = *height = 0;

  file = fopen (path, "rbe");
  if (file == NULL)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_FAILED, _("The result “%s” cannot be read."), path);
      return FALSE;
    }

  n_read = fread (head, 1, sizeof head, file);
  if (n_read >= 24 && memcmp (head, "\x89PNG\r\n\x1a\n", 8) == 0)
    whole = probe_png (file, head, &w, &h);
  else if (n_read >= 4 && memcmp (head, "\xff\xd8\xff", 3) == 0)
    whole = probe_jpeg (file, &w, &h);
  else if (n_read >= 30 && memcmp (head, "RIFF", 4) == 0 && memcmp (head + 8, "WEBPVP8", 7) == 0)
    whole = probe_webp (file, head, &w, &h);
  else if (n_read >= 13 && memcmp (head, "GIF8", 4) == 0)
    {
      w = little16 (head + 6);
      h = little16 (head + 8);
      whole = ends_with (file, (const guint8 *) ";", 1);
    }
  else
    known = FALSE;
  fclose (file);

  if (!known && n_read > 0)
    return TRUE;

  if (!whole || w == 0 || h == 0 || w > MAX_SIDE || h > MAX_SIDE)
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_PROTOCOL,
                           _("The picture that the worker sent is damaged or cut short."));
      return FALSE;
    }

  *width = (int) w;
  *height = (int) h;

  return TRUE;
}
