/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Pictures that are brought into a project: once each, whole, or not at all. */

#include "config.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "aip-asset-import.h"
#include "aip-asset.h"
#include "aip-error.h"
#include "media-files.h"
#include "test-support.h"

static char *project;
static char *outside;

static char *
write_picture (const char *name,
               const char *type,
               int         size,
               guint32     color)
{
  g_autoptr(GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, size, size);
  g_autoptr(GError) error = NULL;
  char *path = g_build_filename (outside, name, NULL);

  gdk_pixbuf_fill (pixbuf, color);
  gdk_pixbuf_save (pixbuf, path, type, &error, NULL);
  g_assert_no_error (error);

  return path;
}

static char *
import (const char  *path,
        GError     **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GAsyncResult) result = NULL;

  aip_asset_import_async (project, file, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);

  return aip_asset_import_finish (result, error);
}

/* How many files lie anywhere below the project's assets, finished or not. */
static guint
count_files (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n_files = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      n_files += g_file_test (path, G_FILE_TEST_IS_DIR) ? count_files (path) : 1;
    }

  return n_files;
}

static guint
count_assets (void)
{
  g_autofree char *assets = g_build_filename (project, "assets", NULL);

  return count_files (assets);
}

static void
set_up (void)
{
  project = test_dir_new ();
  outside = test_dir_new ();
}

static void
tear_down (void)
{
  test_dir_remove (project);
  test_dir_remove (outside);
  g_clear_pointer (&project, g_free);
  g_clear_pointer (&outside, g_free);
}

static void
test_copied_once (void)
{
  g_autofree char *one = NULL;
  g_autofree char *same = NULL;
  g_autofree char *other = NULL;
  g_autofree char *first = NULL;
  g_autofree char *again = NULL;
  g_autofree char *second = NULL;
  g_autofree char *path = NULL;
  g_autofree char *data = NULL;
  g_autofree char *copy = NULL;
  g_autoptr(GError) error = NULL;
  gsize length, copy_length;

  set_up ();
  one = write_picture ("리나 참조.png", "png", 20, 0xff0000ff);
  same = write_picture ("the same.PNG.txt", "png", 20, 0xff0000ff);
  other = write_picture ("b.jpeg", "jpeg", 20, 0x00ff00ff);

  first = import (one, &error);
  g_assert_no_error (error);
  again = import (same, &error);
  g_assert_no_error (error);
  second = import (other, &error);
  g_assert_no_error (error);

  g_assert_true (aip_asset_is_file (first));
  g_assert_cmpstr (first, ==, again);
  g_assert_true (g_str_has_suffix (second, ".jpg"));
  g_assert_cmpuint (count_assets (), ==, 2);

  path = g_build_filename (project, first, NULL);
  g_assert_true (g_file_get_contents (one, &data, &length, NULL));
  g_assert_true (g_file_get_contents (path, &copy, &copy_length, NULL));
  g_assert_cmpmem (data, length, copy, copy_length);

  /* One that was damaged here meanwhile is made whole again. */
  g_assert_true (g_file_set_contents (path, "x", 1, NULL));
  g_free (again);
  again = import (one, &error);
  g_assert_no_error (error);
  g_clear_pointer (&copy, g_free);
  g_assert_true (g_file_get_contents (path, &copy, &copy_length, NULL));
  g_assert_cmpmem (data, length, copy, copy_length);

  tear_down ();
}

static void
test_bad_files (void)
{
  static const struct {
    const char *name;
    const char *data;
    gssize      length;
    int         code;
  } cases[] = {
    { "empty.png", "", 0, AIP_ERROR_INVALID },
    { "text.png", "not a picture at all", -1, AIP_ERROR_INVALID },
    { "vector.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", -1,
      AIP_ERROR_INVALID },
    { "head.png", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16, AIP_ERROR_INVALID },
  };
  g_autofree char *whole = NULL;
  g_autofree char *data = NULL;
  g_autofree char *cut = NULL;
  g_autofree char *absent = NULL;
  g_autofree char *huge = NULL;
  gsize length;

  set_up ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_build_filename (outside, cases[i].name, NULL);
      g_autoptr(GError) error = NULL;

      g_assert_true (g_file_set_contents (path, cases[i].data, cases[i].length, NULL));
      g_assert_null (import (path, &error));
      g_assert_error (error, AIP_ERROR, cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].name));
    }

  /* Cut off in the middle. */
  whole = write_picture ("whole.png", "png", 300, 0x12345678);
  g_assert_true (g_file_get_contents (whole, &data, &length, NULL));
  cut = g_build_filename (outside, "cut.png", NULL);
  g_assert_true (g_file_set_contents (cut, data, (gssize) length - 30, NULL));
  absent = g_build_filename (outside, "absent.png", NULL);
  /* Says that it has 60,000 × 60,000 pixels. */
  memcpy (data + 16, "\0\0\xea\x60\0\0\xea\x60", 8);
  huge = g_build_filename (outside, "huge.png", NULL);
  g_assert_true (g_file_set_contents (huge, data, (gssize) length, NULL));

  {
    const char *const paths[] = { cut, huge, absent, outside };
    const int codes[] = { AIP_ERROR_INVALID, -1, AIP_ERROR_NOT_FOUND, AIP_ERROR_NOT_FOUND };

    for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
      {
        g_autoptr(GError) error = NULL;

        g_assert_null (import (paths[i], &error));
        g_assert_true (error->domain == AIP_ERROR);
        if (codes[i] >= 0)
          g_assert_cmpint (error->code, ==, codes[i]);
      }
  }
  g_assert_cmpuint (count_assets (), ==, 0);

  tear_down ();
}

/* A file may only become so long: what a disk without room is like. */
static void
test_no_room (void)
{
  struct rlimit before, small;
  g_autofree char *path = NULL;
  g_autofree char *file = NULL;
  g_autofree char *noise = g_malloc (100 * 1000 * 3);
  g_autoptr(GdkPixbuf) pixbuf = NULL;
  g_autoptr(GError) error = NULL;

  set_up ();
  for (guint i = 0; i < 100 * 1000 * 3; i++)
    noise[i] = (char) g_random_int ();
  pixbuf = gdk_pixbuf_new_from_data ((const guchar *) noise, GDK_COLORSPACE_RGB, FALSE, 8, 100,
                                     1000, 300, NULL, NULL);
  path = g_build_filename (outside, "noise.png", NULL);
  gdk_pixbuf_save (pixbuf, path, "png", &error, NULL);
  g_assert_no_error (error);

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  small = before;
  small.rlim_cur = 100 * 1000;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  file = import (path, &error);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);

  g_assert_null (file);
  g_assert_error (error, AIP_ERROR, AIP_ERROR_NO_SPACE);
  g_assert_cmpuint (count_assets (), ==, 0);

  /* With room again it works. */
  g_clear_error (&error);
  file = import (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_assets (), ==, 1);

  tear_down ();
}

static void
test_cancelled (void)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GFile) file = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;

  set_up ();
  path = write_picture ("a.png", "png", 20, 0xff0000ff);
  file = g_file_new_for_path (path);
  g_cancellable_cancel (cancellable);
  aip_asset_import_async (project, file, cancellable, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  g_assert_null (aip_asset_import_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_assets (), ==, 0);

  tear_down ();
}

/* A sound keeps its ending and says how long it is; a text that is called one is none. */
static void
test_sound (void)
{
  g_autofree gint16 *samples = g_new0 (gint16, 48000);
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;

  set_up ();
  path = g_build_filename (outside, "Rain On Roof.WAV", NULL);
  text = g_build_filename (outside, "text.wav", NULL);
  media_write_wave (path, 1, 48000, samples, 48000);
  g_assert_true (g_file_set_contents (text, "Rain on the roof, and nothing to hear of it.", -1, NULL));

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(GFile) file = g_file_new_for_path (i < 2 ? path : text);
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(AipMediaInfo) info = NULL;
      g_autoptr(GError) error = NULL;
      g_autofree char *brought = NULL;

      aip_asset_import_media_async (project, file, NULL, test_store_result_cb, &result);
      test_spin_while (result == NULL);
      brought = aip_asset_import_media_finish (result, &info, &error);
      if (i == 2)
        {
          g_assert_null (brought);
          g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
          g_assert_nonnull (strstr (error->message, "text.wav"));
          continue;
        }
      g_assert_no_error (error);
      g_assert_true (g_str_has_suffix (brought, ".wav"));
      g_assert_cmpfloat (info->seconds, ==, 1.0);
      g_assert_true (info->has_audio);
    }

  /* The second time it was there already. */
  g_assert_cmpuint (count_assets (), ==, 1);
  tear_down ();
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/media/asset-import/copied-once", test_copied_once);
  g_test_add_func ("/media/asset-import/bad-files", test_bad_files);
  g_test_add_func ("/media/asset-import/no-room", test_no_room);
  g_test_add_func ("/media/asset-import/cancelled", test_cancelled);
  g_test_add_func ("/media/asset-import/sound", test_sound);

  return g_test_run ();
}
