/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "aip-comfy-sniff.h"
#include "aip-error.h"
#include "test-client-support.h"

#define ID_A "0b7c5d0e-9f6a-4c6b-8f43-2a1f5c0d7e11"

typedef struct {
  Fixture         base;
  char           *folder;
  AipComfyOutput *output;
} Transfer;

static void
set_up (Transfer      *self,
        gconstpointer  data)
{
  g_autoptr(AipComfySubmission) submission = NULL;
  g_autoptr(AipComfyHistory) history = NULL;
  g_autoptr(GError) error = NULL;

  fixture_set_up (&self->base, data);
  self->folder = test_dir_new ();
  submission = fixture_submit (&self->base, ID_A, &error);
  test_spin_while (test_comfy_server_get_n_runs (self->base.server, ID_A) == 0);
  history = fixture_history (&self->base, ID_A, &error);
  g_assert_no_error (error);
  self->output = aip_comfy_output_ref (aip_comfy_history_get_outputs (history)->pdata[0]);
}

static void
tear_down (Transfer      *self,
           gconstpointer  data)
{
  aip_comfy_output_unref (self->output);
  fixture_tear_down (&self->base, data);
  test_dir_remove (self->folder);
  g_free (self->folder);
}

static guint
count_files (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

static gboolean
download (Transfer     *self,
          const char   *name,
          guint64       max_bytes,
          GCancellable *cancellable,
          guint64      *size,
          char        **sha256,
          GError      **error)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GAsyncResult) result = NULL;

  aip_comfy_client_download_async (self->base.client, self->output, file, max_bytes, cancellable,
                                   test_store_result_cb, &result);
  test_spin_while (result == NULL);

  return aip_comfy_client_download_finish (self->base.client, result, size, sha256, error);
}

static void
test_download (Transfer      *self,
               gconstpointer  data)
{
  g_autofree char *path = g_build_filename (self->folder, "눈 v001.png", NULL);
  g_autofree char *sha256 = NULL;
  g_autofree char *content = NULL;
  g_autofree char *expected = NULL;
  g_autoptr(GError) error = NULL;
  guint64 size;
  gsize length;

  g_assert_true (download (self, "눈 v001.png", 0, NULL, &size, &sha256, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_cmpuint (size, ==, length);
  expected = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (guchar *) content, length);
  g_assert_cmpstr (sha256, ==, expected);
  g_assert_cmpmem (content, 4, "\x89PNG", 4);
  g_assert_cmpuint (count_files (self->folder), ==, 1);
}

/* A take is never replaced, by nothing. */
static void
test_never_replaces (Transfer      *self,
                     gconstpointer  data)
{
  g_autofree char *path = g_build_filename (self->folder, "v001.png", NULL);
  g_autofree char *content = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "mine", -1, NULL));
  g_assert_false (download (self, "v001.png", 0, NULL, NULL, NULL, &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_EXISTS);
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "mine");
  g_assert_cmpuint (count_files (self->folder), ==, 1);
}

/* Two at once for one name: one gets it, the other is told. */
static void
test_race (Transfer      *self,
           gconstpointer  data)
{
  g_autofree char *path = g_build_filename (self->folder, "v001.png", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GAsyncResult) a = NULL;
  g_autoptr(GAsyncResult) b = NULL;
  g_autoptr(GError) error = NULL;
  int n;

  aip_comfy_client_download_async (self->base.client, self->output, file, 0, NULL,
                                   test_store_result_cb, &a);
  aip_comfy_client_download_async (self->base.client, self->output, file, 0, NULL,
                                   test_store_result_cb, &b);
  test_spin_while (a == NULL || b == NULL);
  n = aip_comfy_client_download_finish (self->base.client, a, NULL, NULL, &error);
  n += aip_comfy_client_download_finish (self->base.client, b, NULL, NULL,
                                         error == NULL ? &error : NULL);
  g_assert_cmpint (n, ==, 1);
  g_assert_error (error, AIP_ERROR, AIP_ERROR_EXISTS);
  g_assert_cmpuint (count_files (self->folder), ==, 1);
}

typedef struct {
  const char     *name;
  TestComfyFault  fault;
  guint64         max_bytes;
  int             code;
} BadCase;

static const BadCase bad_cases[] = {
  { "gone", TEST_COMFY_FAULT_VIEW_404, 0, AIP_ERROR_NOT_FOUND },
  { "500", TEST_COMFY_FAULT_VIEW_500, 0, AIP_ERROR_NETWORK },
  { "half", TEST_COMFY_FAULT_VIEW_HALF, 0, AIP_ERROR_NETWORK },
  { "cut", TEST_COMFY_FAULT_VIEW_CUT, 0, AIP_ERROR_PROTOCOL },
  { "html", TEST_COMFY_FAULT_VIEW_HTML, 0, AIP_ERROR_PROTOCOL },
  { "endless", TEST_COMFY_FAULT_VIEW_ENDLESS, 20 * 1024 * 1024, AIP_ERROR_TOO_LARGE },
  { "announced", TEST_COMFY_N_FAULTS, 16, AIP_ERROR_TOO_LARGE },
};

/* Whatever goes wrong: a sentence, nothing left behind, and the next try works. */
static void
test_bad_download (Transfer      *self,
                   gconstpointer  data)
{
  const BadCase *c = data;
  g_autoptr(GError) error = NULL;

  if (c->fault != TEST_COMFY_N_FAULTS)
    test_comfy_server_set_fault (self->base.server, c->fault, 1);
  g_assert_false (download (self, "v001.png", c->max_bytes, NULL, NULL, NULL, &error));
  g_assert_error (error, AIP_ERROR, c->code);
  g_assert_true (g_str_has_suffix (error->message, ".") || g_str_has_suffix (error->message, "?"));
  g_assert_cmpuint (count_files (self->folder), ==, 0);
  g_clear_error (&error);

  g_assert_true (download (self, "v001.png", 0, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
}

static void
test_cancelled_download (Transfer      *self,
                         gconstpointer  data)
{
  g_autofree char *path = g_build_filename (self->folder, "v001.png", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  test_comfy_server_set_fault (self->base.server, TEST_COMFY_FAULT_VIEW_ENDLESS, 1);
  aip_comfy_client_download_async (self->base.client, self->output, file, 0, cancellable,
                                   test_store_result_cb, &result);
  test_spin_while (count_files (self->folder) == 0);
  g_cancellable_cancel (cancellable);
  test_spin_while (result == NULL);
  g_assert_false (aip_comfy_client_download_finish (self->base.client, result, NULL, NULL, &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_CANCELLED);
  g_assert_cmpuint (count_files (self->folder), ==, 0);
}

/* The worker dies in the middle of a file. */
static void
test_server_dies (Transfer      *self,
                  gconstpointer  data)
{
  g_autofree char *path = g_build_filename (self->folder, "v001.png", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  test_comfy_server_hold (self->base.server, TEST_COMFY_POINT_VIEW);
  aip_comfy_client_download_async (self->base.client, self->output, file, 0, NULL,
                                   test_store_result_cb, &result);
  test_spin_while (test_comfy_server_get_n_waiting (self->base.server, TEST_COMFY_POINT_VIEW) == 0);
  test_comfy_server_stop (self->base.server);
  test_spin_while (result == NULL);
  g_assert_false (aip_comfy_client_download_finish (self->base.client, result, NULL, NULL, &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_NETWORK);
  g_assert_cmpuint (count_files (self->folder), ==, 0);
}

static void
test_missing_folder (Transfer      *self,
                     gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (download (self, "no/such/folder/v001.png", 0, NULL, NULL, NULL, &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "no/such/folder"));
}

/* A name with everything that a server and a URL could stumble over. */
static void
test_odd_name (Transfer      *self,
               gconstpointer  data)
{
  g_autoptr(AipComfySubmission) submission = NULL;
  g_autoptr(AipComfyHistory) history = NULL;
  g_autoptr(GError) error = NULL;
  const char *id = "1c8d6e1f-a07b-4d7c-9054-3b206d1e8f22";

  g_clear_pointer (&self->base.graph, aip_graph_unref);
  self->base.graph = fixture_bind_flux ("x", "", 1, "씬 1/컷&100%?#+ [a]");
  submission = fixture_submit (&self->base, id, &error);
  test_spin_while (test_comfy_server_get_n_runs (self->base.server, id) == 0);
  history = fixture_history (&self->base, id, &error);
  g_assert_no_error (error);
  g_clear_pointer (&self->output, aip_comfy_output_unref);
  self->output = aip_comfy_output_ref (aip_comfy_history_get_outputs (history)->pdata[0]);
  g_assert_cmpstr (aip_comfy_output_get_subfolder (self->output), ==, "씬 1");
  g_assert_true (download (self, "v001.png", 0, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
}

/* Uploads */

static char *
upload_bytes (Transfer    *self,
              GBytes      *content,
              const char  *name,
              GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  aip_comfy_client_upload_bytes_async (self->base.client, content, name, NULL,
                                       test_store_result_cb, &result);
  test_spin_while (result == NULL);

  return aip_comfy_client_upload_finish (self->base.client, result, error);
}

static void
test_upload (Transfer      *self,
             gconstpointer  data)
{
  g_autoptr(GBytes) content = g_bytes_new ("\0\r\n--binary\xff\r\n--", 17);
  g_autoptr(GBytes) stored = NULL;
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;
  g_autofree char *c = NULL;
  g_autofree char *path = g_build_filename (self->folder, "그림 1.JPG", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  a = upload_bytes (self, content, "../../그림.PNG", &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (a, "aipipeline/"));
  g_assert_true (g_str_has_suffix (a, ".png"));
  g_assert_true (test_comfy_server_has_upload (self->base.server, a, &stored));
  g_assert_true (g_bytes_equal (stored, content));

  /* The same content has the same name, from wherever it comes. */
  b = upload_bytes (self, content, "other.png", &error);
  g_assert_cmpstr (a, ==, b);

  g_assert_true (g_file_set_contents (path, "picture", -1, NULL));
  aip_comfy_client_upload_async (self->base.client, file, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  c = aip_comfy_client_upload_finish (self->base.client, result, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (c, ".jpg"));
  g_assert_true (test_comfy_server_has_upload (self->base.server, c, NULL));
}

static void
test_upload_renamed (Transfer      *self,
                     gconstpointer  data)
{
  g_autoptr(GBytes) content = g_bytes_new ("x", 1);
  g_autofree char *name = NULL;
  g_autoptr(GError) error = NULL;

  test_comfy_server_set_fault (self->base.server, TEST_COMFY_FAULT_UPLOAD_RENAME, 1);
  name = upload_bytes (self, content, "a.png", &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (name, " (1).png"));
  g_assert_true (test_comfy_server_has_upload (self->base.server, name, NULL));
}

static void
test_bad_upload (Transfer      *self,
                 gconstpointer  data)
{
  g_autofree char *path = g_build_filename (self->folder, "missing.png", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GBytes) content = g_bytes_new ("x", 1);
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *name = NULL;
  g_autoptr(GError) error = NULL;

  test_comfy_server_set_fault (self->base.server, TEST_COMFY_FAULT_UPLOAD_500, 1);
  name = upload_bytes (self, content, "a.png", &error);
  g_assert_null (name);
  g_assert_error (error, AIP_ERROR, AIP_ERROR_NETWORK);
  g_clear_error (&error);

  aip_comfy_client_upload_async (self->base.client, file, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  name = aip_comfy_client_upload_finish (self->base.client, result, &error);
  g_assert_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "missing.png"));
}

/* Kinds */

static void
test_sniff (void)
{
  static const struct {
    const char *head;
    const char *extension;
    gboolean    fits;
  } cases[] = {
    { "\x89PNG\r\n\x1a\n........", "png", TRUE },
    { "\x89PNG\r\n\x1a\n........", "jpg", FALSE },
    { "\xff\xd8\xff\xe0............", "jpeg", TRUE },
    { "RIFF....WEBPVP8 ", "webp", TRUE },
    { "RIFF....WAVEfmt ", "webp", FALSE },
    { "RIFF....WAVEfmt ", "wav", TRUE },
    { "....ftypisom....", "mp4", TRUE },
    { "....ftypqt  ....", "mov", TRUE },
    { "\x1a\x45\xdf\xa3............", "webm", TRUE },
    { "\x1a\x45\xdf\xa3............", "mp4", FALSE },
    { "GIF89a..........", "gif", TRUE },
    { "fLaC............", "flac", TRUE },
    { "OggS............", "opus", TRUE },
    { "<!DOCTYPE html> ", "png", FALSE },
    { "\x7f" "ELF............", "png", FALSE },
    { "#!/bin/sh\n......", "", FALSE },
    { "\x89PNG", "png", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *kind = aip_comfy_sniff_kind ((const guint8 *) cases[i].head,
                                               strlen (cases[i].head));
      gboolean fits = kind != NULL && aip_comfy_sniff_matches (kind, cases[i].extension);

      if (fits != cases[i].fits)
        g_error ("%s taken for %s", cases[i].head, cases[i].extension);
    }
}

#define ADD(path, function) g_test_add (path, Transfer, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/comfy/transfer/download", test_download);
  ADD ("/comfy/transfer/never-replaces", test_never_replaces);
  ADD ("/comfy/transfer/race", test_race);
  for (gsize i = 0; i < G_N_ELEMENTS (bad_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/comfy/transfer/bad/%s", bad_cases[i].name);

      g_test_add (path, Transfer, &bad_cases[i], set_up, test_bad_download, tear_down);
    }
  ADD ("/comfy/transfer/cancelled", test_cancelled_download);
  ADD ("/comfy/transfer/server-dies", test_server_dies);
  ADD ("/comfy/transfer/missing-folder", test_missing_folder);
  ADD ("/comfy/transfer/odd-name", test_odd_name);
  ADD ("/comfy/transfer/upload", test_upload);
  ADD ("/comfy/transfer/upload-renamed", test_upload_renamed);
  ADD ("/comfy/transfer/bad-upload", test_bad_upload);
  g_test_add_func ("/comfy/transfer/sniff", test_sniff);

  return g_test_run ();
}
