/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "aip-error.h"
#include "aip-sample.h"
#include "aip-shot-import.h"
#include "test-support.h"

typedef struct {
  char        *folder;
  AipDocument *document;
} Fixture;

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *project = NULL;
  AipProjectSpec spec = {
    .name = "비 오는 밤", .rate = { 24, 1, FALSE }, .width = 1920, .height = 1080,
  };

  fixture->folder = test_dir_new ();
  project = g_build_filename (fixture->folder, "비 오는 밤", NULL);
  aip_document_create_async (project, &spec, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  fixture->document = aip_document_create_finish (result, &error);
  g_assert_no_error (error);
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  aip_document_close_async (fixture->document, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  aip_document_close_finish (fixture->document, result, &error);
  g_assert_no_error (error);
  g_clear_object (&fixture->document);
  test_dir_remove (fixture->folder);
  g_free (fixture->folder);
}

static AipShotImport *
load (Fixture     *fixture,
      const char  *contents,
      GError     **error)
{
  static const AipFrameRate rate = { 24, 1, FALSE };
  g_autofree char *path = g_build_filename (fixture->folder, "목록.csv", NULL);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) write_error = NULL;

  g_file_set_contents (path, contents, -1, &write_error);
  g_assert_no_error (write_error);
  aip_shot_import_load_async (path, NULL, &rate, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);

  return aip_shot_import_load_finish (result, error);
}

static guint
apply (Fixture    *fixture,
       const char *contents,
       GPtrArray  *problems)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AipShotImport) import = load (fixture, contents, &error);
  guint n;

  g_assert_no_error (error);
  n = aip_shot_import_apply (import, fixture->document, problems, &error);
  g_assert_no_error (error);

  return n;
}

static const char list[] =
  "Shot,Scene,Scene Name,Description,Characters,Place,Duration\n"
  "A-1,SC-010,옥상,Rain,\"민아 (29, 노란 우비), 도진\",다락 (낮은 방),2s\n"
  "A-2,SC-010,,Wind,민아,다락,3s\n"
  ",SC-020,골목,Snow,도진,골목,4s\n"
  ",SC-020,,Hail,,,\n";

static void
test_writes_everything (Fixture       *fixture,
                        gconstpointer  data)
{
  AipDocument *document = fixture->document;
  AipEntityList *shots = aip_document_get_shots (document);
  AipEntityList *people = aip_document_get_list (document, AIP_KIND_CHARACTER);
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *before = aip_document_dump (document);
  g_autofree char *after = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *redone = NULL;
  g_auto(GStrv) ids = NULL;
  AipShot *first;
  AipEntity *place;

  g_assert_cmpuint (apply (fixture, list, problems), ==, 4);
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpuint (aip_entity_list_get_count (shots), ==, 4);
  g_assert_cmpuint (aip_entity_list_get_count (aip_document_get_scenes (document)), ==, 2);
  g_assert_cmpuint (aip_entity_list_get_count (people), ==, 2);
  g_assert_cmpuint (aip_entity_list_get_count (aip_document_get_list (document, AIP_KIND_PLACE)),
                    ==, 2);

  first = AIP_SHOT (aip_entity_list_peek (shots, 0));
  g_assert_cmpstr (aip_shot_get_code (first), ==, "A-1");
  g_assert_cmpint (aip_shot_get_duration (first), ==, 48);
  g_assert_cmpstr (aip_scene_get_name (aip_document_find_scene (document, "SC-010")), ==, "옥상");
  g_assert_cmpstr (aip_shot_get_scene_id (first), ==,
                   aip_entity_get_id (AIP_ENTITY (aip_document_find_scene (document, "SC-010"))));
  ids = aip_entity_dup_texts (AIP_ENTITY (first), "characters");
  g_assert_cmpuint (g_strv_length (ids), ==, 2);
  g_assert_cmpstr (aip_entity_get_text (aip_document_lookup (document, ids[0]), "name"), ==, "민아");
  g_assert_cmpstr (aip_entity_get_text (aip_document_lookup (document, ids[0]), "description"), ==,
                   "29, 노란 우비");
  place = aip_document_lookup (document, aip_entity_get_text (AIP_ENTITY (first), "place"));
  g_assert_cmpstr (aip_entity_get_text (place, "description"), ==, "낮은 방");

  /* In the order of the list, with codes of their own for those that had none. */
  for (guint i = 0; i < 4; i++)
    {
      static const char *const descriptions[] = { "Rain", "Wind", "Snow", "Hail" };
      AipShot *shot = AIP_SHOT (aip_entity_list_peek (shots, i));

      g_assert_cmpstr (aip_shot_get_description (shot), ==, descriptions[i]);
      g_assert_cmpstr (aip_shot_get_code (shot), !=, "");
    }

  /* All of it is one step. */
  after = aip_document_dump (document);
  g_assert_true (aip_document_undo (document));
  g_assert_false (aip_document_can_undo (document));
  undone = aip_document_dump (document);
  g_assert_cmpstr (undone, ==, before);
  g_assert_true (aip_document_redo (document));
  redone = aip_document_dump (document);
  g_assert_cmpstr (redone, ==, after);
}

static void
test_twice (Fixture       *fixture,
            gconstpointer  data)
{
  AipDocument *document = fixture->document;
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  AipEntity *person;
  g_autoptr(GError) error = NULL;

  apply (fixture, "Shot,Description,Characters\nA-1,Rain,민아\n", NULL);

  /* The same list again adds only what is new, and says which rows were there. */
  g_assert_cmpuint (apply (fixture, list, problems), ==, 3);
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (problems, 0), "Row 2"));
  g_assert_nonnull (strstr (g_ptr_array_index (problems, 0), "A-1"));
  g_assert_cmpstr (aip_shot_get_description (aip_document_find_shot (document, "A-1")), ==, "Rain");

  /* What somebody wrote about a person stays; only an empty description is filled. */
  person = aip_entity_list_peek (aip_document_get_list (document, AIP_KIND_CHARACTER), 0);
  aip_document_begin (document, "Describe");
  g_assert_true (aip_document_set_text (document, person, "description", "mine", &error));
  aip_document_commit (document);
  apply (fixture, "Shot,Characters\nB-1,민아 (theirs)\n", NULL);
  g_assert_cmpstr (aip_entity_get_text (person, "description"), ==, "mine");
}

static void
test_nothing_to_add (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

  g_assert_cmpuint (apply (fixture, "Shot,Description,Duration\nA-1,Rain,soon\n", problems), ==, 0);
  g_assert_false (aip_document_can_undo (fixture->document));
  g_assert_cmpuint (aip_entity_list_get_count (aip_document_get_scenes (fixture->document)), ==, 0);
}

/* A made-up code must not take one that stands further down in the list. */
static void
test_codes_do_not_meet (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  AipEntity *first;

  g_assert_cmpuint (apply (fixture, "Shot,Description\n,Rain\n,Wind\nSHT-0010,Snow\n", problems),
                    ==, 3);
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpstr (aip_shot_get_description (aip_document_find_shot (fixture->document,
                                                                     "SHT-0010")), ==, "Snow");
  first = aip_entity_list_peek (aip_document_get_shots (fixture->document), 0);
  g_assert_cmpstr (aip_entity_get_text (first, "description"), ==, "Rain");
}

/* A workbook of somebody else's: the right sheet, its titles, merged cells, codes with zeros. */
static void
test_workbook (Fixture       *fixture,
               gconstpointer  data)
{
  static const AipFrameRate rate = { 24, 1, FALSE };
  g_autofree char *path = test_data_path ("exchange/libreoffice.xlsx");
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(AipShotImport) import = NULL;
  g_autoptr(GError) error = NULL;
  AipShot *shot;
  guint row;
  int column;

  aip_shot_import_load_async (path, NULL, &rate, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  import = aip_shot_import_load_finish (result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (aip_table_get_name (aip_shot_import_get_table (import)), ==, "Shots");
  g_assert_cmpuint (aip_shot_import_get_header_row (import), ==, 3);
  g_assert_cmpuint (aip_shot_import_get_n_rows (import), ==, 4);

  g_assert_cmpuint (g_strv_length ((GStrv) aip_shot_import_get_problems (import)), ==, 2);
  aip_shot_import_get_problem_place (import, 1, &row, &column);
  g_assert_cmpuint (row, ==, 9);
  g_assert_cmpint (column, ==, 2);

  g_assert_cmpuint (aip_shot_import_apply (import, fixture->document, NULL, &error), ==, 4);
  g_assert_no_error (error);
  g_assert_nonnull (aip_document_find_shot (fixture->document, "0010"));
  shot = aip_document_find_shot (fixture->document, "0020");
  g_assert_nonnull (shot);
  g_assert_cmpstr (aip_shot_get_description (shot), ==, "Close up");
  g_assert_cmpstr (aip_shot_get_scene_id (shot), ==,
                   aip_entity_get_id (AIP_ENTITY (aip_document_find_scene (fixture->document,
                                                                           "SC-010"))));
  g_assert_cmpint (aip_shot_get_duration (shot), ==, 48);
}

static void
test_refused_files (Fixture       *fixture,
                    gconstpointer  data)
{
  static const AipFrameRate rate = { 24, 1, FALSE };
  g_autofree char *missing = g_build_filename (fixture->folder, "없음.csv", NULL);
  g_autofree char *pipe = g_build_filename (fixture->folder, "pipe.csv", NULL);
  const struct { const char *path; int code; } rows[] = {
    { missing, AIP_ERROR_NOT_FOUND },
    { fixture->folder, AIP_ERROR_FAILED },
    { pipe, AIP_ERROR_FAILED },
  };
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GAsyncResult) result = NULL;

      aip_shot_import_load_async (rows[i].path, NULL, &rate, NULL, test_store_result_cb, &result);
      test_spin_while (result == NULL);
      g_assert_null (aip_shot_import_load_finish (result, &error));
      g_assert_error (error, AIP_ERROR, rows[i].code);
      g_clear_error (&error);
    }

  g_assert_null (load (fixture, "PK\x03\x04 and so on", &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "목록.csv"));
  g_clear_error (&error);

  g_assert_null (load (fixture, "", &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "empty"));
  g_clear_error (&error);

  g_assert_null (load (fixture, "milk,eggs\n", &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  static const AipFrameRate rate = { 24, 1, FALSE };
  g_autofree char *path = g_build_filename (fixture->folder, "list.csv", NULL);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (g_file_set_contents (path, list, -1, NULL));
  g_cancellable_cancel (cancellable);
  aip_shot_import_load_async (path, NULL, &rate, cancellable, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  g_assert_null (aip_shot_import_load_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_mapping (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AipShotImport) import = load (fixture, "Shot; Weight ;설명\nA;35 kg;비\n", &error);
  const char *const *mapping;

  g_assert_no_error (error);
  mapping = aip_shot_import_get_mapping (import);
  g_assert_cmpuint (g_strv_length ((char **) mapping), ==, 6);
  g_assert_cmpstr (mapping[1], ==, "code");
  g_assert_cmpstr (mapping[2], ==, "Weight");
  g_assert_cmpstr (mapping[3], ==, "");
  g_assert_cmpstr (mapping[5], ==, "description");
  g_assert_cmpstr (aip_shot_import_get_name (import), ==, "목록.csv");
  g_assert_cmpint (aip_shot_import_get_delimiter (import), ==, ';');
  g_assert_cmpuint (aip_shot_import_get_n_rows (import), ==, 1);
  g_assert_cmpuint (aip_shot_import_get_row_number (import, 0), ==, 2);
}

/*
 * What is shipped has to be what is promised: four scenes, at least 24 shots, without a complaint.
 */
static void
test_sample (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "sample", NULL);
  g_autofree char *name = aip_sample_get_name ();
  g_autofree char *path = aip_sample_get_path ();
  g_autofree char *csv = g_build_filename (path, "shots.csv", NULL);
  g_autoptr(GAsyncResult) made = NULL;
  g_autoptr(GAsyncResult) loaded = NULL;
  g_autoptr(GAsyncResult) closed = NULL;
  g_autoptr(AipDocument) document = NULL;
  g_autoptr(AipShotImport) import = NULL;
  g_autoptr(GError) error = NULL;
  AipFrameRate rate;
  AipEntityList *shots;

  aip_sample_create_async (folder, NULL, test_store_result_cb, &made);
  test_spin_while (made == NULL);
  document = aip_sample_create_finish (made, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (aip_project_get_name (aip_document_get_project (document)), ==, name);

  shots = aip_document_get_shots (document);
  g_assert_cmpuint (aip_entity_list_get_count (shots), >=, 24);
  g_assert_cmpuint (aip_entity_list_get_count (aip_document_get_scenes (document)), ==, 4);
  for (AipKind kind = AIP_KIND_CHARACTER; kind <= AIP_KIND_PLACE; kind++)
    {
      AipEntityList *entities = aip_document_get_list (document, kind);

      g_assert_cmpuint (aip_entity_list_get_count (entities), >=, 3);
      for (guint i = 0; i < aip_entity_list_get_count (entities); i++)
        g_assert_cmpstr (aip_entity_get_text (aip_entity_list_peek (entities, i), "description"),
                         !=, "");
    }
  for (guint i = 0; i < aip_entity_list_get_count (shots); i++)
    {
      AipShot *shot = AIP_SHOT (aip_entity_list_peek (shots, i));

      g_assert_cmpstr (aip_shot_get_description (shot), !=, "");
      g_assert_cmpint (aip_shot_get_duration (shot), >=, 24);
      g_assert_cmpstr (aip_shot_get_scene_id (shot), !=, "");
    }

  rate = aip_project_get_rate (aip_document_get_project (document));
  aip_shot_import_load_async (csv, NULL, &rate, NULL, test_store_result_cb, &loaded);
  test_spin_while (loaded == NULL);
  import = aip_shot_import_load_finish (loaded, &error);
  g_assert_no_error (error);
  g_assert_null (aip_shot_import_get_problems (import)[0]);
  g_assert_null (aip_shot_import_get_notes (import)[0]);

  aip_document_close_async (document, test_store_result_cb, &closed);
  test_spin_while (closed == NULL);
  aip_document_close_finish (document, closed, &error);
  g_assert_no_error (error);
}

#define TEST(path, function) \
  g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  TEST ("/exchange/import/writes-everything", test_writes_everything);
  TEST ("/exchange/import/twice", test_twice);
  TEST ("/exchange/import/nothing-to-add", test_nothing_to_add);
  TEST ("/exchange/import/codes-do-not-meet", test_codes_do_not_meet);
  TEST ("/exchange/import/workbook", test_workbook);
  TEST ("/exchange/import/refused-files", test_refused_files);
  TEST ("/exchange/import/cancelled", test_cancelled);
  TEST ("/exchange/import/mapping", test_mapping);
  TEST ("/exchange/import/sample", test_sample);

  return g_test_run ();
}
