/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-comfy-sniff"

#include "config.h"

#include <string.h>

#include "aip-comfy-sniff.h"

typedef struct {
  const char *kind;
  guint       offset;
  const char *bytes;
  guint       n_bytes;
  const char *second;      /* at offset 8, NULL if the first is enough */
} Signature;

static const Signature signatures[] = {
  { "png",  0, "\x89PNG\r\n\x1a\n", 8, NULL },
  { "jpg",  0, "\xff\xd8\xff", 3, NULL },
  { "gif",  0, "GIF87a", 6, NULL },
  { "gif",  0, "GIF89a", 6, NULL },
  { "webp", 0, "RIFF", 4, "WEBP" },
  { "wav",  0, "RIFF", 4, "WAVE" },
  { "mp4",  4, "ftyp", 4, NULL },
  { "webm", 0, "\x1a\x45\xdf\xa3", 4, NULL },
  { "flac", 0, "fLaC", 4, NULL },
  { "ogg",  0, "OggS", 4, NULL },
  { "mp3",  0, "ID3", 3, NULL },
  { "mp3",  0, "\xff\xfb", 2, NULL },
  { "mp3",  0, "\xff\xf3", 2, NULL },
  { "mp3",  0, "\xff\xf2", 2, NULL },
  { "exr",  0, "\x76\x2f\x31\x01", 4, NULL },
  { "tiff", 0, "II*\0", 4, NULL },
  { "tiff", 0, "MM\0*", 4, NULL },
};

static const struct {
  const char *extension;
  const char *kind;
} extensions[] = {
  { "apng", "png" },  { "jpeg", "jpg" }, { "m4v", "mp4" },  { "mov", "mp4" },  { "m4a", "mp4" },
  { "avif", "mp4" },  { "heic", "mp4" }, { "mkv", "webm" }, { "opus", "ogg" }, { "oga", "ogg" },
  { "ogv", "ogg" },   { "tif", "tiff" },
};

const char *
aip_comfy_sniff_kind (const guint8 *head,
                      gsize         head_size)
{
  for (gsize i = 0; i < G_N_ELEMENTS (signatures); i++)
    {
      const Signature *s = &signatures[i];

      if (head_size < 12 || memcmp (head + s->offset, s->bytes, s->n_bytes) != 0)
        continue;
      if (s->second == NULL || memcmp (head + 8, s->second, 4) == 0)
        return s->kind;
    }

  return NULL;
}

gboolean
aip_comfy_sniff_matches (const char *kind,
                         const char *extension)
{
  if (g_str_equal (kind, extension))
    return TRUE;

  for (gsize i = 0; i < G_N_ELEMENTS (extensions); i++)
    if (g_str_equal (extension, extensions[i].extension))
      return g_str_equal (kind, extensions[i].kind);

  return FALSE;
}

gboolean
aip_comfy_sniff_is_whole (const char   *kind,
                          const guint8 *head,
                          gsize         head_size,
                          const guint8 *tail,
                          gsize         tail_size,
                          guint64       size)
{
  static const guint8 iend[] = { 0, 0, 0, 0, 'I', 'E', 'N', 'D', 0xae, 0x42, 0x60, 0x82 };

  if (g_str_equal (kind, "png"))
    return tail_size >= sizeof iend &&
           memcmp (tail + tail_size - sizeof iend, iend, sizeof iend) == 0;

  if (g_str_equal (kind, "jpg"))
    {
      /* Some writers pad behind the end mark. */
      for (gsize i = 0; i + 1 < tail_size; i++)
        if (tail[i] == 0xff && tail[i + 1] == 0xd9)
          return TRUE;
      return FALSE;
    }

  if (g_str_equal (kind, "gif"))
    return tail_size > 0 && tail[tail_size - 1] == 0x3b;

  if (g_str_equal (kind, "webp") || g_str_equal (kind, "wav"))
    {
      guint32 length;

      memcpy (&length, head + 4, sizeof length);
      /* A WAV that was written to a pipe says 0xffffffff. */
      return GUINT32_FROM_LE (length) == G_MAXUINT32 ||
             size >= (guint64) GUINT32_FROM_LE (length) + 8;
    }

  return size > head_size;
}
