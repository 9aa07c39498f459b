/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <gst/gst.h>
#include <string.h>
#include <unistd.h>

#include "aip-error.h"
#include "aip-picture-file.h"
#include "aip-thumbnailer.h"
#include "test-support.h"

static char *folder;

static char *
file_path (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

/* A picture whose left half is red and whose right half is blue, so that turning it shows. */
static char *
write_picture (const char *name,
               const char *type,
               int         width,
               int         height)
{
  g_autoptr(GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  g_autoptr(GdkPixbuf) right =
    gdk_pixbuf_new_subpixbuf (pixbuf, width / 2, 0, width - width / 2, height);
  g_autoptr(GError) error = NULL;
  char *path = file_path (name);

  gdk_pixbuf_fill (pixbuf, 0xff0000ff);
  gdk_pixbuf_fill (right, 0x0000ffff);
  gdk_pixbuf_save (pixbuf, path, type, &error, NULL);
  g_assert_no_error (error);

  return path;
}

static GdkPixbuf *
load (AipThumbnailer  *thumbnailer,
      const char      *path,
      int              size,
      GError         **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  aip_thumbnailer_load_async (thumbnailer, path, size, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);

  return aip_thumbnailer_load_finish (thumbnailer, result, error);
}

static void
assert_pixel (GdkPixbuf *pixbuf,
              int        x,
              int        y,
              guint      red,
              guint      blue)
{
  const guchar *pixel = gdk_pixbuf_read_pixels (pixbuf) + y * gdk_pixbuf_get_rowstride (pixbuf)
                        + x * gdk_pixbuf_get_n_channels (pixbuf);

  g_assert_cmpint (ABS ((int) pixel[0] - (int) red), <, 24);
  g_assert_cmpint (ABS ((int) pixel[2] - (int) blue), <, 24);
}

static void
test_scales_and_keeps_the_shape (void)
{
  g_autoptr(AipThumbnailer) thumbnailer = aip_thumbnailer_new (8 << 20);
  g_autofree char *wide = write_picture ("wide.png", "png", 1920, 804);
  g_autofree char *tall = write_picture ("tall.jpg", "jpeg", 300, 1200);
  g_autofree char *small = write_picture ("small.png", "png", 40, 20);
  g_autoptr(GError) error = NULL;
  g_autoptr(GdkPixbuf) first = load (thumbnailer, wide, 200, &error);
  g_autoptr(GdkPixbuf) second = load (thumbnailer, tall, 512, &error);
  g_autoptr(GdkPixbuf) third = load (thumbnailer, small, 512, &error);

  g_assert_no_error (error);
  g_assert_cmpint (gdk_pixbuf_get_width (first), ==, 256);
  g_assert_cmpint (gdk_pixbuf_get_height (first), ==, 107);
  assert_pixel (first, 10, 50, 255, 0);
  assert_pixel (first, 245, 50, 0, 255);
  g_assert_cmpint (gdk_pixbuf_get_width (second), ==, 128);
  g_assert_cmpint (gdk_pixbuf_get_height (second), ==, 512);
  /* Small pictures are not blown up. */
  g_assert_cmpint (gdk_pixbuf_get_width (third), ==, 40);

  g_assert_true (aip_thumbnailer_peek (thumbnailer, wide, 256) == first);
  g_assert_null (aip_thumbnailer_peek (thumbnailer, wide, 512));
}

static void
test_transparency_becomes_checks (void)
{
  g_autoptr(AipThumbnailer) thumbnailer = aip_thumbnailer_new (8 << 20);
  g_autoptr(GdkPixbuf) clear = gdk_pixbuf_new (GDK_COLORSPACE_RGB, TRUE, 8, 64, 64);
  g_autoptr(GdkPixbuf) loaded = NULL;
  g_autofree char *path = file_path ("clear.png");
  g_autoptr(GError) error = NULL;

  gdk_pixbuf_fill (clear, 0x00000000);
  gdk_pixbuf_save (clear, path, "png", &error, NULL);
  g_assert_no_error (error);

  loaded = load (thumbnailer, path, 128, &error);
  g_assert_no_error (error);
  g_assert_false (gdk_pixbuf_get_has_alpha (loaded));
  assert_pixel (loaded, 0, 0, 0xc8, 0xc8);
  assert_pixel (loaded, 9, 0, 0xa0, 0xa0);
}

static void
assert_refused (const char *path,
                AipError    code)
{
  g_autoptr(AipThumbnailer) thumbnailer = aip_thumbnailer_new (8 << 20);
  g_autoptr(GError) error = NULL;
  g_autoptr(GdkPixbuf) loaded = load (thumbnailer, path, 256, &error);
  g_autofree char *name = g_path_get_basename (path);

  g_assert_null (loaded);
  g_assert_error (error, AIP_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, name));
}

static void
test_broken_files_are_errors (void)
{
  g_autofree char *good = write_picture ("good.png", "png", 640, 360);
  g_autofree char *bytes = NULL;
  g_autofree char *cut = file_path ("cut.png");
  g_autofree char *noise = file_path ("noise.png");
  g_autofree char *empty = file_path ("empty.png");
  g_autofree char *drawing = file_path ("drawing.svg");
  g_autofree char *clip = file_path ("clip.mp4");
  g_autofree char *missing = file_path ("missing.png");
  gsize length = 0;

  g_file_get_contents (good, &bytes, &length, NULL);
  g_file_set_contents (cut, bytes, (gssize) length / 2, NULL);
  g_file_set_contents (empty, "", 0, NULL);
  for (gsize i = 0; i < length; i++)
    bytes[i] = (char) g_test_rand_int_range (0, 256);
  g_file_set_contents (noise, bytes, (gssize) length, NULL);
  g_file_set_contents (clip, bytes, (gssize) length, NULL);
  g_file_set_contents (drawing, "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
                       -1, NULL);

  assert_refused (cut, AIP_ERROR_DAMAGED);
  assert_refused (noise, AIP_ERROR_DAMAGED);
  assert_refused (empty, AIP_ERROR_DAMAGED);
  assert_refused (missing, AIP_ERROR_NOT_FOUND);
  assert_refused (clip, AIP_ERROR_DAMAGED);
  assert_refused (folder, AIP_ERROR_NOT_FOUND);
  /* Installed or not, the SVG loader must never see a worker's file. */
  {
    g_autoptr(GError) error = NULL;
    g_autoptr(GdkPixbuf) pixbuf = aip_picture_file_decode (drawing, 128, NULL, &error);

    g_assert_null (pixbuf);
    g_assert_nonnull (error);
  }
}

static guint32
crc32_of (const guchar *data,
          gsize         length)
{
  guint32 crc = 0xffffffff;

  for (gsize i = 0; i < length; i++)
    {
      crc ^= data[i];
      for (int bit = 0; bit < 8; bit++)
        crc = (crc >> 1) ^ (0xedb88320u & (0u - (crc & 1)));
    }

  return ~crc;
}

static void
append_chunk (GByteArray   *png,
              const char   *type,
              const guchar *data,
              guint         length)
{
  guint32 big = GUINT32_TO_BE (length);
  guint start;

  g_byte_array_append (png, (const guchar *) &big, 4);
  start = png->len;
  g_byte_array_append (png, (const guchar *) type, 4);
  g_byte_array_append (png, data, length);
  big = GUINT32_TO_BE (crc32_of (png->data + start, png->len - start));
  g_byte_array_append (png, (const guchar *) &big, 4);
}

static void
test_a_huge_header_is_refused (void)
{
  /* A PNG of some 80 bytes that claims 100,000 × 100,000 pixels: 40 GB if believed. */
  static const guchar header[] = { 0, 1, 0x86, 0xa0, 0, 1, 0x86, 0xa0, 8, 6, 0, 0, 0 };
  static const guchar nothing[] = { 0x78, 0x9c, 3, 0, 0, 0, 0, 1 };
  g_autoptr(GByteArray) png = g_byte_array_new ();
  g_autofree char *path = file_path ("huge.png");
  g_autofree char *heavy = file_path ("heavy.png");
  int fd;

  g_byte_array_append (png, (const guchar *) "\x89PNG\r\n\x1a\n", 8);
  append_chunk (png, "IHDR", header, sizeof header);
  append_chunk (png, "IDAT", nothing, sizeof nothing);
  append_chunk (png, "IEND", NULL, 0);
  g_file_set_contents (path, (const char *) png->data, png->len, NULL);
  assert_refused (path, AIP_ERROR_TOO_LARGE);

  /* A file of more bytes than any take has (sparse, so that it costs nothing here). */
  fd = g_creat (heavy, 0600);
  g_assert_cmpint (ftruncate (fd, AIP_PICTURE_MAX_BYTES + 1), ==, 0);
  close (fd);
  assert_refused (heavy, AIP_ERROR_TOO_LARGE);
}

static void
test_the_same_wish_is_decoded_once (void)
{
  g_autoptr(AipThumbnailer) thumbnailer = aip_thumbnailer_new (8 << 20);
  g_autofree char *path = write_picture ("shared.png", "png", 800, 450);
  GAsyncResult *results[12] = { NULL };
  GdkPixbuf *first = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    aip_thumbnailer_load_async (thumbnailer, path, i % 2 == 0 ? 129 : 256, NULL,
                                test_store_result_cb, &results[i]);

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GdkPixbuf) pixbuf = NULL;

      test_spin_while (results[i] == NULL);
      pixbuf = aip_thumbnailer_load_finish (thumbnailer, results[i], &error);
      g_assert_no_error (error);
      if (first == NULL)
        first = pixbuf;
      g_assert_true (pixbuf == first);
      g_object_unref (results[i]);
    }

  g_assert_cmpuint (aip_thumbnailer_get_n_decoded (thumbnailer), ==, 1);
}

static void
test_a_thumbnail_survives_on_disk (void)
{
  g_autofree char *path = write_picture ("kept.png", "png", 800, 450);

  for (guint round = 0; round < 2; round++)
    {
      g_autoptr(AipThumbnailer) thumbnailer = aip_thumbnailer_new (8 << 20);
      g_autoptr(GError) error = NULL;
      g_autoptr(GdkPixbuf) pixbuf = load (thumbnailer, path, 256, &error);

      g_assert_no_error (error);
      g_assert_cmpint (gdk_pixbuf_get_width (pixbuf), ==, 256);
      assert_pixel (pixbuf, 10, 50, 255, 0);
      g_assert_cmpuint (aip_thumbnailer_get_n_decoded (thumbnailer), ==, round == 0 ? 1 : 0);
    }

  /* Another picture under the same name is another key. */
  {
    g_autoptr(AipThumbnailer) thumbnailer = aip_thumbnailer_new (8 << 20);
    g_autofree char *again = write_picture ("kept.png", "png", 400, 400);
    g_autoptr(GError) error = NULL;
    g_autoptr(GdkPixbuf) pixbuf = load (thumbnailer, again, 256, &error);

    g_assert_no_error (error);
    g_assert_cmpint (gdk_pixbuf_get_height (pixbuf), ==, 256);
    g_assert_cmpuint (aip_thumbnailer_get_n_decoded (thumbnailer), ==, 1);
  }
}

static void
test_cancelling_drops_one_wish (void)
{
  g_autoptr(AipThumbnailer) thumbnailer = aip_thumbnailer_new (8 << 20);
  g_autofree char *path = write_picture ("wanted.png", "png", 1600, 900);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) dropped = NULL;
  g_autoptr(GAsyncResult) kept = NULL;
  g_autoptr(GdkPixbuf) pixbuf = NULL;
  g_autoptr(GError) error = NULL;

  aip_thumbnailer_load_async (thumbnailer, path, 512, cancellable, test_store_result_cb, &dropped);
  aip_thumbnailer_load_async (thumbnailer, path, 512, NULL, test_store_result_cb, &kept);
  g_cancellable_cancel (cancellable);
  test_spin_while (dropped == NULL || kept == NULL);

  g_assert_null (aip_thumbnailer_load_finish (thumbnailer, dropped, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  pixbuf = aip_thumbnailer_load_finish (thumbnailer, kept, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gdk_pixbuf_get_width (pixbuf), ==, 512);
}

typedef struct {
  GCancellable *cancellable;
  guint         n_answers;
} Hasty;

static void
cancel_everybody_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  Hasty *hasty = user_data;
  g_autoptr(GdkPixbuf) pixbuf =
    aip_thumbnailer_load_finish (AIP_THUMBNAILER (source), result, NULL);

  hasty->n_answers++;
  g_cancellable_cancel (hasty->cancellable);
}

/* What a cell does that is thrown away by its own picture's arrival. */
static void
test_cancelling_from_the_answer (void)
{
  g_autoptr(AipThumbnailer) thumbnailer = aip_thumbnailer_new (8 << 20);
  g_autofree char *path = write_picture ("hasty.png", "png", 640, 360);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  Hasty hasty = { cancellable, 0 };

  for (guint i = 0; i < 3; i++)
    aip_thumbnailer_load_async (thumbnailer, path, 256, cancellable, cancel_everybody_cb, &hasty);
  test_spin_while (hasty.n_answers < 3);

  g_assert_nonnull (aip_thumbnailer_peek (thumbnailer, path, 256));
}

static void
test_nobody_waits_nothing_is_decoded (void)
{
  AipThumbnailer *thumbnailer = aip_thumbnailer_new (8 << 20);
  g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *results[40] = { NULL };
  g_autoptr(GError) error = NULL;
  g_autofree char *after = write_picture ("after.png", "png", 320, 180);
  g_autoptr(GdkPixbuf) pixbuf = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autofree char *name = g_strdup_printf ("crowd-%u.png", i);

      g_ptr_array_add (paths, write_picture (name, "png", 1280, 720));
    }
  for (guint i = 0; i < paths->len; i++)
    aip_thumbnailer_load_async (thumbnailer, g_ptr_array_index (paths, i), 256, cancellable,
                                test_store_result_cb, &results[i]);
  g_cancellable_cancel (cancellable);

  /* A wish made after the crowd has left is served at once, not after forty decodes. */
  pixbuf = load (thumbnailer, after, 256, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (aip_thumbnailer_get_n_decoded (thumbnailer), <, 10);

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      test_spin_while (results[i] == NULL);
      g_object_unref (results[i]);
    }

  /* The object goes with its last user, also while the pool still empties its queue. */
  g_object_add_weak_pointer (G_OBJECT (thumbnailer), (gpointer *) &thumbnailer);
  g_object_unref (thumbnailer);
  test_spin_while (thumbnailer != NULL);
}

static void
test_memory_is_bounded (void)
{
  g_autoptr(AipThumbnailer) thumbnailer = aip_thumbnailer_new (3 * 128 * 72 * 3);
  g_autofree char *first = NULL;

  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *name = g_strdup_printf ("bound-%u.png", i);
      g_autofree char *path = write_picture (name, "png", 256, 144);
      g_autoptr(GError) error = NULL;
      g_autoptr(GdkPixbuf) pixbuf = load (thumbnailer, path, 128, &error);

      g_assert_no_error (error);
      if (i == 0)
        {
          first = g_strdup (path);
          g_assert_nonnull (aip_thumbnailer_peek (thumbnailer, first, 128));
        }
    }

  g_assert_null (aip_thumbnailer_peek (thumbnailer, first, 128));
}

static void
test_first_frame_of_a_clip (void)
{
  g_autoptr(AipThumbnailer) thumbnailer = aip_thumbnailer_new (8 << 20);
  g_autofree char *path = file_path ("moving.mov");
  g_autofree char *launch = NULL;
  g_autoptr(GstElement) pipeline = NULL;
  g_autoptr(GstBus) bus = NULL;
  g_autoptr(GstMessage) message = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GdkPixbuf) pixbuf = NULL;

  gst_init (NULL, NULL);
  launch =
    g_strdup_printf ("videotestsrc pattern=red num-buffers=5 ! video/x-raw,width=640,height=272 ! "
                     "videoconvert ! jpegenc ! qtmux ! filesink location=%s",
                     path);
  pipeline = gst_parse_launch (launch, NULL);
  if (pipeline == NULL)
    {
      g_test_skip ("GStreamer lacks jpegenc or qtmux");
      return;
    }
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  bus = gst_element_get_bus (pipeline);
  message = gst_bus_timed_pop_filtered (bus, 20 * GST_SECOND, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  g_assert_true (message != NULL && GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS);
  gst_element_set_state (pipeline, GST_STATE_NULL);

  pixbuf = load (thumbnailer, path, 256, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gdk_pixbuf_get_width (pixbuf), ==, 256);
  g_assert_cmpint (gdk_pixbuf_get_height (pixbuf), ==, 108);
  assert_pixel (pixbuf, 100, 50, 255, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *cache = NULL;
  g_autofree char *registry = NULL;
  int status;

  folder = test_dir_new ();
  cache = g_build_filename (folder, "cache", NULL);
  registry = g_build_filename (folder, "registry.bin", NULL);
  g_setenv ("XDG_CACHE_HOME", cache, TRUE);
  g_setenv ("GST_REGISTRY", registry, TRUE);

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/thumbnailer/scales-and-keeps-the-shape", test_scales_and_keeps_the_shape);
  g_test_add_func ("/thumbnailer/transparency-becomes-checks", test_transparency_becomes_checks);
  g_test_add_func ("/thumbnailer/broken-files-are-errors", test_broken_files_are_errors);
  g_test_add_func ("/thumbnailer/a-huge-header-is-refused", test_a_huge_header_is_refused);
  g_test_add_func ("/thumbnailer/the-same-wish-is-decoded-once",
                   test_the_same_wish_is_decoded_once);
  g_test_add_func ("/thumbnailer/a-thumbnail-survives-on-disk", test_a_thumbnail_survives_on_disk);
  g_test_add_func ("/thumbnailer/cancelling-drops-one-wish", test_cancelling_drops_one_wish);
  g_test_add_func ("/thumbnailer/cancelling-from-the-answer", test_cancelling_from_the_answer);
  g_test_add_func ("/thumbnailer/nobody-waits-nothing-is-decoded",
                   test_nobody_waits_nothing_is_decoded);
  g_test_add_func ("/thumbnailer/memory-is-bounded", test_memory_is_bounded);
  g_test_add_func ("/thumbnailer/first-frame-of-a-clip", test_first_frame_of_a_clip);

  status = g_test_run ();

  test_dir_remove (folder);
  g_free (folder);

  return status;
}
