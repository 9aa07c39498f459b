/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-graph-embedded"

#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "aip-graph-embedded.h"
#include "aip-graph.h"

/* Boxes in boxes. */
#define MAX_DEPTH 8

typedef struct {
  const guint8 *data;
  gsize         length;
} Span;

typedef struct {
  char *prompt;
  char *workflow;
} Found;

static void
take_text (Found      *found,
           const char *name,
           gsize       name_length,
           const char *text,
           gsize       length)
{
  char **place = NULL;

  if (name_length == strlen ("prompt") && g_ascii_strncasecmp (name, "prompt", name_length) == 0)
    place = &found->prompt;
  if (name_length == strlen ("workflow") && g_ascii_strncasecmp (name, "workflow", name_length) == 0)
    place = &found->workflow;

  if (place == NULL || *place != NULL || length > AIP_GRAPH_MAX_BYTES)
    return;

  *place = g_strndup (text, length);
}

static guint32
read_32 (const guint8 *data)
{
  return (guint32) data[0] << 24 | (guint32) data[1] << 16 | (guint32) data[2] << 8 | data[3];
}

static guint64
read_64 (const guint8 *data)
{
  return (guint64) read_32 (data) << 32 | read_32 (data + 4);
}

/* PNG --------------------------------------------------------------------------------------- */

static void
take_inflated (Found        *found,
               const char   *name,
               gsize         name_length,
               const guint8 *data,
               gsize         length)
{
  g_autoptr(GConverter) inflater =
    G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB));
  g_autoptr(GInputStream) memory = g_memory_input_stream_new_from_data (data, (gssize) length, NULL);
  g_autoptr(GInputStream) stream = g_converter_input_stream_new (memory, inflater);
  g_autoptr(GByteArray) text = g_byte_array_new ();
  guint8 piece[16384];
  gssize n_read;

  while ((n_read = g_input_stream_read (stream, piece, sizeof piece, NULL, NULL)) > 0)
    {
      g_byte_array_append (text, piece, (guint) n_read);
      if (text->len > AIP_GRAPH_MAX_BYTES)
        return;
    }

  if (n_read == 0)
    take_text (found, name, name_length, (const char *) text->data, text->len);
}

static void
read_png_text (Found *found,
               Span   chunk,
               char   kind)
{
  const char *name = (const char *) chunk.data;
  const guint8 *end = memchr (chunk.data, '\0', chunk.length);
  gsize name_length, at;
  gboolean deflated = FALSE;

  if (end == NULL)
    return;

  name_length = (gsize) (end - chunk.data);
  at = name_length + 1;

  if (kind == 'z')
    {
      deflated = TRUE;
      at++;
    }
  else if (kind == 'i')
    {
      if (at + 2 > chunk.length)
        return;
      deflated = chunk.data[at] == 1;
      at += 2;
      /* Language and the translated name. */
      for (guint i = 0; i < 2; i++)
        {
          const guint8 *stop = at < chunk.length
                                 ? memchr (chunk.data + at, '\0', chunk.length - at) : NULL;

          if (stop == NULL)
            return;
          at = (gsize) (stop - chunk.data) + 1;
        }
    }
  if (at > chunk.length)
    return;

  if (deflated)
    take_inflated (found, name, name_length, chunk.data + at, chunk.length - at);
  else
    take_text (found, name, name_length, (const char *) chunk.data + at, chunk.length - at);
}

static gboolean
read_png (Found *found,
          Span   file)
{
  static const guint8 signature[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
  gsize at = sizeof signature;

  if (file.length < at || memcmp (file.data, signature, sizeof signature) != 0)
    return FALSE;

  while (file.length - at >= 12)
    {
      guint32 length = read_32 (file.data + at);
      const guint8 *type = file.data + at + 4;
      Span chunk = { type + 4, length };

      if (length > file.length - at - 12)
        break;

      if (memcmp (type + 1, "TXt", 3) == 0 && (*type == 'i' || *type == 'z'))
        read_png_text (found, chunk, (char) *type);
      else if (memcmp (type, "tEXt", 4) == 0)
        read_png_text (found, chunk, 't');
      at += 12 + (gsize) length;
    }

  return TRUE;
}

/* WebP -------------------------------------------------------------------------------------- */

/*
 * ComfyUI puts "prompt:{…}" and "workflow:{…}" as texts of EXIF tags. A text ends with NUL, so the
 * names can be looked for without reading the tags.
 */
static void
read_exif (Found *found,
           Span   exif)
{
  static const char *const names[] = { "prompt", "workflow" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      gsize name_length = strlen (names[i]);

      for (gsize at = 0; at + name_length + 2 < exif.length; at++)
        if (exif.data[at + name_length] == ':' && exif.data[at + name_length + 1] == '{' &&
            g_ascii_strncasecmp ((const char *) exif.data + at, names[i], name_length) == 0)
          {
            const guint8 *text = exif.data + at + name_length + 1;
            gsize left = exif.length - at - name_length - 1;
            const guint8 *end = memchr (text, '\0', left);

            take_text (found, names[i], name_length, (const char *) text,
                       end != NULL ? (gsize) (end - text) : left);
            break;
          }
    }
}

static gboolean
read_webp (Found *found,
           Span   file)
{
  gsize at = 12;

  if (file.length < at || memcmp (file.data, "RIFF", 4) != 0 ||
      memcmp (file.data + 8, "WEBP", 4) != 0)
    return FALSE;

  while (file.length - at >= 8)
    {
      const guint8 *head = file.data + at;
      gsize length = (gsize) head[4] | (gsize) head[5] << 8 | (gsize) head[6] << 16 |
                     (gsize) head[7] << 24;
      Span chunk = { head + 8, length };

      if (length > file.length - at - 8)
        break;
      if (memcmp (head, "EXIF", 4) == 0)
        read_exif (found, chunk);
      at += 8 + length;
      /* Chunks begin at even places; the last may lack its padding. */
      if (length % 2 == 1 && at < file.length)
        at++;
    }

  return TRUE;
}

/* MP4 --------------------------------------------------------------------------------------- */

/* Goes to the next box; FALSE at the end or when a length makes no sense. */
static gboolean
next_box (Span    *rest,
          guint8   type[4],
          Span    *body)
{
  guint64 length;
  gsize head = 8;

  if (rest->length < head)
    return FALSE;

  length = read_32 (rest->data);
  memcpy (type, rest->data + 4, 4);
  if (length == 1)
    {
      head = 16;
      if (rest->length < head)
        return FALSE;
      length = read_64 (rest->data + 8);
    }
  else if (length == 0)
    length = rest->length;

  if (length < head || length > rest->length)
    return FALSE;

  *body = (Span) { rest->data + head, (gsize) length - head };
  rest->data += length;
  rest->length -= (gsize) length;

  return TRUE;
}

static gboolean
is_type (const guint8 *type,
         const char   *name)
{
  return memcmp (type, name, 4) == 0;
}

/* The n-th name, counted from 1, of a QuickTime `keys` box. */
static Span
find_key (Span    keys,
          guint32 wanted)
{
  Span none = { NULL, 0 };
  gsize at = 8;

  for (guint32 n = 1; keys.length >= 8 && keys.length - at >= 8; n++)
    {
      guint32 length = read_32 (keys.data + at);

      if (length < 8 || length > keys.length - at)
        break;
      if (n == wanted)
        return (Span) { keys.data + at + 8, length - 8 };
      at += length;
    }

  return none;
}

static void
read_items (Found *found,
            Span   items,
            Span   keys)
{
  guint8 type[4], inner_type[4];
  Span item, inner;

  while (next_box (&items, type, &item))
    {
      Span name = find_key (keys, read_32 (type));

      while (name.data != NULL && next_box (&item, inner_type, &inner))
        if (is_type (inner_type, "data") && inner.length >= 8)
          take_text (found, (const char *) name.data, name.length,
                     (const char *) inner.data + 8, inner.length - 8);
    }
}

static void
read_boxes (Found *found,
            Span   rest,
            guint  depth)
{
  guint8 type[4];
  Span body, keys = { NULL, 0 };

  while (depth < MAX_DEPTH && next_box (&rest, type, &body))
    {
      if (is_type (type, "moov") || is_type (type, "udta"))
        read_boxes (found, body, depth + 1);
      else if (is_type (type, "meta"))
        {
          /* With version and flags by ISO, without by QuickTime: then a box begins at once. */
          if (body.length >= 8 && !is_type (body.data + 4, "hdlr"))
            body = (Span) { body.data + 4, body.length - 4 };
          read_boxes (found, body, depth + 1);
        }
      else if (is_type (type, "keys"))
        keys = body;
      else if (is_type (type, "ilst") && keys.data != NULL)
        read_items (found, body, keys);
    }
}

static gboolean
read_mp4 (Found *found,
          Span   file)
{
  if (file.length < 12 || !is_type (file.data + 4, "ftyp"))
    return FALSE;

  read_boxes (found, file, 0);

  return TRUE;
}

/* WebM -------------------------------------------------------------------------------------- */

#define EBML_HEAD       0x1a45dfa3u
#define EBML_SEGMENT    0x18538067u
#define EBML_TAGS       0x1254c367u
#define EBML_TAG        0x7373u
#define EBML_SIMPLE_TAG 0x67c8u
#define EBML_TAG_NAME   0x45a3u
#define EBML_TAG_STRING 0x4487u

/* A number whose length stands in its first byte; @marked: with the bit that says so (ids). */
static gboolean
next_number (Span     *rest,
             gboolean  marked,
             guint64  *number)
{
  guint n_bytes = 1;
  guint8 mask = 0x80;

  if (rest->length == 0)
    return FALSE;

  while (n_bytes <= 8 && (rest->data[0] & mask) == 0)
    {
      n_bytes++;
      mask >>= 1;
    }
  if (n_bytes > 8 || n_bytes > rest->length)
    return FALSE;

  *number = marked ? rest->data[0] : rest->data[0] & (mask - 1);
  for (guint i = 1; i < n_bytes; i++)
    *number = *number << 8 | rest->data[i];
  /* All ones: the length is not known, it goes to the end. */
  if (!marked && *number == (G_GUINT64_CONSTANT (1) << (7 * n_bytes)) - 1)
    *number = G_MAXUINT64;

  rest->data += n_bytes;
  rest->length -= n_bytes;

  return TRUE;
}

static gboolean
next_element (Span    *rest,
              guint64 *id,
              Span    *body)
{
  guint64 length;

  if (!next_number (rest, TRUE, id) || !next_number (rest, FALSE, &length))
    return FALSE;
  if (length == G_MAXUINT64)
    length = rest->length;
  if (length > rest->length)
    return FALSE;

  *body = (Span) { rest->data, (gsize) length };
  rest->data += length;
  rest->length -= (gsize) length;

  return TRUE;
}

static void
read_elements (Found *found,
               Span   rest,
               guint  depth)
{
  Span body, name = { NULL, 0 };
  guint64 id;

  while (depth < MAX_DEPTH && next_element (&rest, &id, &body))
    if (id == EBML_SEGMENT || id == EBML_TAGS || id == EBML_TAG || id == EBML_SIMPLE_TAG)
      read_elements (found, body, depth + 1);
    else if (id == EBML_TAG_NAME)
      name = body;
    else if (id == EBML_TAG_STRING && name.data != NULL)
      take_text (found, (const char *) name.data, name.length, (const char *) body.data,
                 body.length);
}

static gboolean
read_webm (Found *found,
           Span   file)
{
  if (file.length < 4 || read_32 (file.data) != EBML_HEAD)
    return FALSE;

  read_elements (found, file, 0);

  return TRUE;
}

gboolean
aip_graph_find_embedded (GBytes  *bytes,
                         char   **prompt,
                         char   **workflow)
{
  Found found = { NULL, NULL };
  Span file;
  gboolean known;

  g_return_val_if_fail (bytes != NULL && prompt != NULL && workflow != NULL, FALSE);

  file.data = g_bytes_get_data (bytes, &file.length);
  known = file.data != NULL &&
          (read_png (&found, file) || read_webp (&found, file) || read_mp4 (&found, file) ||
           read_webm (&found, file));
  *prompt = found.prompt;
  *workflow = found.workflow;

  return known;
}
