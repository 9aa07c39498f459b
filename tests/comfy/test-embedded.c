/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "aip-error.h"
#include "aip-graph-file.h"

#define GRAPH \
  "{\"1\": {\"class_type\": \"LoadImage\", \"inputs\": {\"image\": \"등대.png\"}}, " \
  "\"2\": {\"class_type\": \"SaveImage\", \"inputs\": {\"images\": [\"1\", 0], " \
  "\"filename_prefix\": \"x\"}}}"

static void
add_32 (GByteArray *file,
        guint32     number)
{
  guint32 swapped = GUINT32_TO_BE (number);

  g_byte_array_append (file, (const guint8 *) &swapped, 4);
}

static void
add_text (GByteArray *file,
          const char *text)
{
  g_byte_array_append (file, (const guint8 *) text, (guint) strlen (text));
}

static void
add_bytes (GByteArray *file,
           GByteArray *bytes)
{
  g_byte_array_append (file, bytes->data, bytes->len);
}

/* Containers as their specifications draw them; only what a reader has to pass is filled in. */

static void
add_chunk (GByteArray *file,
           const char *type,
           GByteArray *body)
{
  add_32 (file, body->len);
  add_text (file, type);
  add_bytes (file, body);
  add_32 (file, 0);
}

static GBytes *
make_png (char kind)
{
  GByteArray *file = g_byte_array_new ();
  g_autoptr(GByteArray) header = g_byte_array_new ();
  g_autoptr(GByteArray) text = g_byte_array_new ();

  g_byte_array_append (file, (const guint8 *) "\x89PNG\r\n\x1a\n", 8);
  g_byte_array_set_size (header, 13);
  memset (header->data, 0, 13);
  add_chunk (file, "IHDR", header);

  add_text (text, "prompt");
  g_byte_array_append (text, (const guint8 *) "", 1);
  if (kind == 'i')
    g_byte_array_append (text, (const guint8 *) "\0\0ko\0\0", 6);
  if (kind == 'z')
    {
      g_autoptr(GConverter) deflater =
        G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 6));
      guint8 out[4096];
      gsize n_read, n_written;

      g_assert_cmpint (g_converter_convert (deflater, GRAPH, strlen (GRAPH), out, sizeof out,
                                            G_CONVERTER_INPUT_AT_END, &n_read, &n_written, NULL),
                       ==, G_CONVERTER_FINISHED);
      g_byte_array_append (text, (const guint8 *) "", 1);
      g_byte_array_append (text, out, (guint) n_written);
    }
  else
    add_text (text, GRAPH);
  add_chunk (file, kind == 'i' ? "iTXt" : kind == 'z' ? "zTXt" : "tEXt", text);
  g_byte_array_set_size (header, 0);
  add_chunk (file, "IEND", header);

  return g_byte_array_free_to_bytes (file);
}

static void
add_32_little (GByteArray *file,
               guint32     number)
{
  guint32 swapped = GUINT32_TO_LE (number);

  g_byte_array_append (file, (const guint8 *) &swapped, 4);
}

static GBytes *
make_webp (void)
{
  GByteArray *file = g_byte_array_new ();
  g_autoptr(GByteArray) exif = g_byte_array_new ();

  g_byte_array_append (exif, (const guint8 *) "MM\0*\0\0\0\10", 8);
  add_text (exif, "Prompt:" GRAPH);
  g_byte_array_append (exif, (const guint8 *) "\0junk", 5);

  add_text (file, "RIFF");
  add_32_little (file, 4 + 8 + 3 + 1 + 8 + exif->len);
  add_text (file, "WEBPVP8 ");
  add_32_little (file, 3);
  add_text (file, "abc");
  g_byte_array_append (file, (const guint8 *) "", 1);
  add_text (file, "EXIF");
  add_32_little (file, exif->len);
  add_bytes (file, exif);

  return g_byte_array_free_to_bytes (file);
}

static GByteArray *
make_box (const char *type,
          GByteArray *body)       /* taken */
{
  GByteArray *box = g_byte_array_new ();

  add_32 (box, 8 + body->len);
  g_byte_array_append (box, (const guint8 *) type, 4);
  add_bytes (box, body);
  g_byte_array_unref (body);

  return box;
}

static void
add_box (GByteArray *parent,
         const char *type,
         GByteArray *body)
{
  g_autoptr(GByteArray) box = make_box (type, body);

  add_bytes (parent, box);
}

/* @iso: `meta` begins with version and flags. */
static GBytes *
make_mp4 (gboolean iso)
{
  GByteArray *file = g_byte_array_new ();
  GByteArray *body = g_byte_array_new ();
  GByteArray *meta = g_byte_array_new ();
  GByteArray *keys = g_byte_array_new ();
  GByteArray *data = g_byte_array_new ();
  GByteArray *item = g_byte_array_new ();
  GByteArray *items = g_byte_array_new ();
  GByteArray *udta = g_byte_array_new ();
  GByteArray *moov = g_byte_array_new ();
  GByteArray *hdlr = g_byte_array_new ();

  add_text (body, "isommp42");
  add_box (file, "ftyp", body);

  add_32 (hdlr, 0);
  add_text (hdlr, "mdta");
  add_32 (keys, 0);
  add_32 (keys, 2);
  add_32 (keys, 8 + 7);
  add_text (keys, "mdtaencoder");
  add_32 (keys, 8 + 6);
  add_text (keys, "mdtaprompt");
  add_32 (data, 1);
  add_32 (data, 0);
  add_text (data, GRAPH);
  add_box (item, "data", data);
  add_box (items, "\0\0\0\2", item);

  if (iso)
    add_32 (meta, 0);
  add_box (meta, "hdlr", hdlr);
  add_box (meta, "keys", keys);
  add_box (meta, "ilst", items);
  add_box (udta, "meta", meta);
  add_box (moov, "udta", udta);
  add_box (file, "moov", moov);

  return g_byte_array_free_to_bytes (file);
}

static void
add_element (GByteArray *parent,
             const char *id,
             GByteArray *body)       /* taken */
{
  add_text (parent, id);
  g_byte_array_append (parent, (const guint8 *) "\x10", 1);
  g_byte_array_append (parent, (const guint8[]) { (guint8) (body->len >> 16),
                                                  (guint8) (body->len >> 8), (guint8) body->len },
                       3);
  add_bytes (parent, body);
  g_byte_array_unref (body);
}

static GBytes *
make_webm (void)
{
  GByteArray *file = g_byte_array_new ();
  GByteArray *name = g_byte_array_new ();
  GByteArray *value = g_byte_array_new ();
  GByteArray *simple = g_byte_array_new ();
  GByteArray *tag = g_byte_array_new ();
  GByteArray *tags = g_byte_array_new ();
  GByteArray *segment = g_byte_array_new ();

  add_element (file, "\x1a\x45\xdf\xa3", g_byte_array_new ());
  add_text (name, "PROMPT");
  add_text (value, GRAPH);
  add_element (simple, "\x45\xa3", name);
  add_element (simple, "\x44\x87", value);
  add_element (tag, "\x67\xc8", simple);
  add_element (tags, "\x73\x73", tag);
  add_element (segment, "\x12\x54\xc3\x67", tags);
  add_element (file, "\x18\x53\x80\x67", segment);

  return g_byte_array_free_to_bytes (file);
}

static GBytes *
make (const char *what)
{
  if (g_str_has_prefix (what, "png"))
    return make_png (what[4]);
  if (g_str_has_prefix (what, "mp4"))
    return make_mp4 (g_str_equal (what, "mp4-iso"));

  return g_str_equal (what, "webp") ? make_webp () : make_webm ();
}

static void
test_found (gconstpointer data)
{
  g_autoptr(GBytes) bytes = make (data);
  g_autoptr(GError) error = NULL;
  AipGraphFormat format;
  g_autoptr(AipGraph) graph = aip_graph_new_from_file (bytes, NULL, &format, NULL, &error);
  g_autofree char *image = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (format, ==, AIP_GRAPH_FORMAT_API);
  g_assert_cmpuint (aip_graph_get_n_nodes (graph), ==, 2);
  image = aip_graph_dup_string (graph, "1", "image", NULL);
  g_assert_cmpstr (image, ==, "등대.png");
}

/* Cut anywhere or with any byte changed, a file is read or refused, and nothing else. */
static void
test_broken (gconstpointer data)
{
  g_autoptr(GBytes) whole = make (data);
  gsize length;
  const guint8 *bytes = g_bytes_get_data (whole, &length);

  for (gsize cut = 0; cut < length; cut++)
    {
      g_autoptr(GBytes) part = g_bytes_new (bytes, cut);
      g_autoptr(AipGraph) graph = NULL;
      g_autoptr(GError) error = NULL;

      graph = aip_graph_new_from_file (part, NULL, NULL, NULL, &error);
      g_assert_true ((graph == NULL) == (error != NULL));
    }

  for (guint round = 0; round < 3000; round++)
    {
      g_autofree guint8 *changed = g_memdup2 (bytes, length);
      g_autoptr(GBytes) part = NULL;
      g_autoptr(AipGraph) graph = NULL;
      g_autoptr(GError) error = NULL;

      for (guint i = 0; i < 3; i++)
        changed[g_test_rand_int_range (0, (gint32) length)] =
          (guint8) g_test_rand_int_range (0, 256);
      part = g_bytes_new (changed, length);
      graph = aip_graph_new_from_file (part, NULL, NULL, NULL, &error);
      g_assert_true ((graph == NULL) == (error != NULL));
    }
}

static void
test_refused (void)
{
  static const struct {
    const char *text;
    AipError    code;
    const char *says;
  } cases[] = {
    { "", AIP_ERROR_INVALID, "empty" },
    { "hello", AIP_ERROR_INVALID, "JSON" },
    { "[]", AIP_ERROR_INVALID, "" },
    { "{\"nodes\": [], \"links\": []}", AIP_ERROR_UNBOUND, "Export (API)" },
  };
  g_autoptr(GBytes) picture = g_bytes_new ("\x89PNG\r\n\x1a\n", 8);
  g_autoptr(AipGraph) none = NULL;
  g_autoptr(GError) none_error = NULL;

  none = aip_graph_new_from_file (picture, NULL, NULL, NULL, &none_error);
  g_assert_error (none_error, AIP_ERROR, AIP_ERROR_NOT_FOUND);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new (cases[i].text, strlen (cases[i].text));
      g_autoptr(GError) error = NULL;
      g_autoptr(AipGraph) graph = aip_graph_new_from_file (bytes, NULL, NULL, NULL, &error);

      g_assert_null (graph);
      g_assert_error (error, AIP_ERROR, (int) cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].says));
    }
}

/* What a program posts is understood as well as what a person saved. */
static void
test_posted (void)
{
  static const char text[] = "{\"client_id\": \"x\", \"prompt\": " GRAPH "}";
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr(GError) error = NULL;
  g_autoptr(AipGraph) graph = aip_graph_new_from_file (bytes, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (aip_graph_get_n_nodes (graph), ==, 2);
}

int
main (int    argc,
      char **argv)
{
  static const char *const files[] = {
    "png-t", "png-i", "png-z", "webp", "mp4-iso", "mp4-quicktime", "webm",
  };

  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *found = g_strdup_printf ("/comfy/embedded/found/%s", files[i]);
      g_autofree char *broken = g_strdup_printf ("/comfy/embedded/broken/%s", files[i]);

      g_test_add_data_func (found, files[i], test_found);
      g_test_add_data_func (broken, files[i], test_broken);
    }
  g_test_add_func ("/comfy/embedded/refused", test_refused);
  g_test_add_func ("/comfy/embedded/posted", test_posted);

  return g_test_run ();
}
