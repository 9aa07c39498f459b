/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* From a list of shots to a film that can be looked at, with nothing in between. */

#include "config.h"

#include <string.h>

#include "aip-document-cut.h"
#include "aip-frame-source.h"
#include "aip-shot-import.h"
#include "test-support.h"

#define WIDTH  480
#define HEIGHT 270

static const char list[] =
  "Shot,Scene,Description,Duration\n"
  "SHT-0010,1,A harbour at dawn,3s\n"
  "SHT-0020,1,A child waits at the pier,\n"
  "SHT-0030,2,고요한 항구,1s\n"
  "SHT-0040,2,The boat leaves,\n";

static AipDocument *
create (const char *folder)
{
  const AipProjectSpec spec = { .name = "Dawn", .rate = { 25, 1, FALSE }, .width = 1920, .height = 1080 };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  AipDocument *document;

  aip_document_create_async (folder, &spec, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  document = aip_document_create_finish (result, &error);
  g_assert_no_error (error);

  return document;
}

static void
close_document (AipDocument *document)
{
  g_autoptr(GAsyncResult) result = NULL;

  aip_document_close_async (document, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  g_assert_true (aip_document_close_finish (document, result, NULL));
  g_object_unref (document);
}

static AipShotImport *
load (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "list.csv", NULL);
  const AipFrameRate rate = { 25, 1, FALSE };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  AipShotImport *import;

  g_assert_true (g_file_set_contents (path, list, -1, NULL));
  aip_shot_import_load_async (path, NULL, &rate, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  import = aip_shot_import_load_finish (result, &error);
  g_assert_no_error (error);

  return import;
}

static GBytes *
get_frame (AipFrameSource *source,
           AipCut         *cut,
           gint64          frame)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(AipFrame) picture = NULL;
  g_autoptr(GError) error = NULL;

  aip_frame_source_get_async (source, cut, frame, WIDTH, HEIGHT, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  picture = aip_frame_source_get_finish (source, result, &error);
  g_assert_no_error (error);

  return g_bytes_ref (picture->pixels);
}

static void
add_still (AipDocument *document,
           AipShot     *shot)
{
  g_autofree char *text =
    g_strdup_printf ("{'shot': <'%s'>, 'number': <int64 1>, 'media-type': <'image/png'>, "
                     "'file': <'takes/first.png'>}", aip_entity_get_id (AIP_ENTITY (shot)));
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) values = g_variant_parse (G_VARIANT_TYPE_VARDICT, text, NULL, NULL, &error);

  aip_document_begin_record (document, "Take");
  aip_document_insert (document, AIP_KIND_TAKE, values, &error);
  g_assert_no_error (error);
  aip_document_commit (document);
}

static void
test_animatic (void)
{
  g_autofree char *folder = test_dir_new ();
  g_autofree char *film = g_build_filename (folder, "film", NULL);
  g_autofree char *cache = g_build_filename (folder, "cache", NULL);
  AipDocument *document = create (film);
  g_autoptr(AipShotImport) import = load (folder);
  g_autofree char *notes = g_strjoinv ("\n", (char **) aip_shot_import_get_notes (import));
  g_autoptr(AipProxies) proxies = aip_proxies_new (film, cache, "/bin/false");
  g_autoptr(AipFrameSource) source = aip_frame_source_new (proxies, 1 << 20);
  g_autoptr(AipCut) cut = NULL;
  g_autoptr(AipCut) later = NULL;
  g_autoptr(GHashTable) pictures = g_hash_table_new_full (g_bytes_hash, g_bytes_equal,
                                                          (GDestroyNotify) g_bytes_unref, NULL);
  g_autoptr(GError) error = NULL;
  gint64 end = 0;

  g_assert_nonnull (strstr (notes, "2 shots have no length and become 2 seconds long."));
  g_assert_cmpuint (aip_shot_import_apply (import, document, NULL, &error), ==, 4);
  g_assert_no_error (error);

  /* Without a gap from beginning to end, in the order of the list. */
  cut = aip_document_dup_cut (document);
  g_assert_cmpuint (aip_cut_get_n_shots (cut), ==, 4);
  g_assert_cmpint (aip_cut_get_duration (cut), ==, 25 * (3 + 2 + 1 + 2));
  for (guint i = 0; i < 4; i++)
    {
      const AipCutShot *shot = aip_cut_get_shot (cut, i);

      g_assert_cmpint (shot->record, ==, end);
      g_assert_cmpint (shot->media, ==, AIP_CUT_CARD);
      end += shot->duration;

      /* Each has a card of its own, from its first frame to its last. */
      g_assert_true (g_hash_table_add (pictures, get_frame (source, cut, shot->record)));
      g_assert_false (g_hash_table_add (pictures, get_frame (source, cut, end - 1)));
    }

  /* A first picture takes the place of its card, and nothing moves. */
  add_still (document, aip_document_find_shot (document, "SHT-0020"));
  later = aip_document_dup_cut (document);
  g_assert_cmpint (aip_cut_get_duration (later), ==, aip_cut_get_duration (cut));
  g_assert_cmpint (aip_cut_get_shot (later, 1)->media, ==, AIP_CUT_STILL);
  g_assert_cmpint (aip_cut_get_shot (later, 1)->record, ==, aip_cut_get_shot (cut, 1)->record);
  g_assert_cmpint (aip_cut_get_shot (later, 2)->media, ==, AIP_CUT_CARD);

  /* One step takes the whole film back. */
  g_assert_true (aip_document_undo (document));
  g_assert_cmpuint (aip_entity_list_get_count (aip_document_get_shots (document)), ==, 0);

  close_document (document);
  test_dir_remove (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/exchange/animatic", test_animatic);

  return g_test_run ();
}
