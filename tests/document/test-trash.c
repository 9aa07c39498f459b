/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What was removed is found and comes back, days later and by another program. */

#include "config.h"

#include "aip-error.h"
#include "aip-trash.h"
#include "document-support.h"

static GPtrArray *
read_trash (AipDocument *document)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *items;

  aip_document_read_trash_async (document, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  items = aip_document_read_trash_finish (document, result, &error);
  g_assert_no_error (error);

  return items;
}

static char *
list_names (AipDocument *document)
{
  g_autoptr(GPtrArray) items = read_trash (document);
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < items->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? " " : "",
                            aip_removed_get_name (items->pdata[i]));

  return g_string_free_and_steal (g_steal_pointer (&names));
}

static void
assert_trash (AipDocument *document,
              const char  *expected)
{
  g_autofree char *names = list_names (document);

  g_assert_cmpstr (names, ==, expected);
}

static void
remove_entity (AipDocument *document,
               gpointer     entity)
{
  g_autoptr(GError) error = NULL;

  aip_document_begin (document, "Remove");
  g_assert_true (aip_document_remove (document, entity, &error));
  aip_document_commit (document);
}

static AipEntity *
restore (AipDocument *document,
         const char  *name,
         GPtrArray   *notes)
{
  g_autoptr(GPtrArray) items = read_trash (document);
  g_autoptr(GError) error = NULL;
  AipEntity *entity = NULL;

  aip_document_begin (document, "Restore");
  for (guint i = 0; i < items->len; i++)
    if (g_str_equal (aip_removed_get_name (items->pdata[i]), name))
      entity = aip_document_restore (document, items->pdata[i], notes, &error);
  g_assert_no_error (error);
  g_assert_nonnull (entity);
  aip_document_commit (document);

  return entity;
}

static void
test_shots (void)
{
  g_autofree char *folder = test_dir_new ();
  AipDocument *document = test_document_create (folder);
  AipShot *first = test_add_shot (document, "Rain");
  AipShot *second = test_add_shot (document, "Wind");
  g_autofree char *id = g_strdup (aip_entity_get_id (AIP_ENTITY (second)));
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) items = NULL;
  g_autofree char *codes = NULL;
  g_autofree char *restored = NULL;
  g_autofree char *again = NULL;
  g_autoptr(GError) error = NULL;
  AipEntity *entity;

  test_add_shot (document, "Snow");
  test_add_take (document, second, 1);
  test_add_take (document, second, 2);
  assert_trash (document, "");

  remove_entity (document, second);
  assert_trash (document, "SHT-0020");
  /* What undo brings back is not in the trash, what redo removes again is. */
  g_assert_true (aip_document_undo (document));
  assert_trash (document, "");
  g_assert_true (aip_document_redo (document));
  assert_trash (document, "SHT-0020");
  remove_entity (document, first);
  assert_trash (document, "SHT-0010 SHT-0020");

  test_document_close (document);
  document = test_document_open (folder);
  items = read_trash (document);
  g_assert_cmpuint (items->len, ==, 2);
  g_assert_cmpstr (aip_removed_get_id (items->pdata[1]), ==, id);
  g_assert_cmpstr (aip_removed_get_description (items->pdata[1]), ==, "Wind");
  g_assert_cmpuint (aip_removed_get_n_takes (items->pdata[1]), ==, 2);
  g_assert_cmpint (aip_removed_get_time (items->pdata[1]), >,
                   g_get_real_time () - G_TIME_SPAN_HOUR);

  entity = restore (document, "SHT-0020", notes);
  g_assert_cmpuint (notes->len, ==, 0);
  g_assert_cmpstr (aip_entity_get_id (entity), ==, id);
  g_assert_cmpuint (aip_shot_get_n_takes (AIP_SHOT (entity)), ==, 2);
  codes = test_codes (document);
  g_assert_cmpstr (codes, ==, "SHT-0020 SHT-0030");
  assert_trash (document, "SHT-0010");

  /* What is there already is not restored once more. */
  aip_document_begin (document, "Restore");
  g_assert_null (aip_document_restore (document, items->pdata[1], notes, &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_EXISTS);
  aip_document_rollback (document);

  /* To bring it back is an edit like any other. */
  restored = aip_document_dump (document);
  g_assert_true (aip_document_undo (document));
  assert_trash (document, "SHT-0010 SHT-0020");
  test_document_close (document);
  document = test_document_open (folder);
  g_assert_true (aip_document_redo (document));
  again = aip_document_dump (document);
  g_assert_cmpstr (restored, ==, again);
  test_document_close (document);

  test_dir_remove (folder);
}

/* Its code and its place belong to another by now, and its scene is gone. */
static void
test_taken (void)
{
  g_autofree char *folder = test_dir_new ();
  AipDocument *document = test_document_create (folder);
  AipEntity *scene = test_add (document, AIP_KIND_SCENE, "'code': <'SC-010'>");
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *codes = NULL;
  g_autoptr(GError) error = NULL;
  AipShot *first, *second, *third;
  AipEntity *entity;

  first = test_add_shot (document, "Rain");
  second = test_add_shot (document, "Wind");
  third = test_add_shot (document, "Snow");
  test_set_text (document, second, "scene", aip_entity_get_id (scene));
  remove_entity (document, second);
  remove_entity (document, scene);
  aip_document_begin (document, "Insert");
  g_assert_nonnull (aip_document_insert_shot (document, third,
                                              g_variant_new_parsed ("{'code': <'SHT-0020'>}"),
                                              &error));
  aip_document_commit (document);

  entity = restore (document, "SHT-0020", notes);
  g_assert_cmpuint (notes->len, ==, 2);
  g_assert_nonnull (strstr (notes->pdata[0], "SHT-0020"));
  g_assert_nonnull (strstr (notes->pdata[0], aip_shot_get_code (AIP_SHOT (entity))));
  g_assert_cmpstr (aip_shot_get_scene_id (AIP_SHOT (entity)), ==, "");
  codes = test_codes (document);
  g_assert_true (g_str_has_prefix (codes, "SHT-0010 SHT-0020 SHT-002"));
  g_assert_true (g_str_has_suffix (codes, " SHT-0030"));
  g_assert_cmpstr (aip_shot_get_order (AIP_SHOT (entity)), >, aip_shot_get_order (first));
  g_assert_cmpstr (aip_shot_get_order (AIP_SHOT (entity)), <, aip_shot_get_order (third));

  test_document_close (document);
  document = test_document_open (folder);
  g_assert_null (aip_document_get_problems (document)[0]);
  test_document_close (document);
  test_dir_remove (folder);
}

/* People, places, scenes and fields are linked again from where they were. */
static void
test_links (void)
{
  g_autofree char *folder = test_dir_new ();
  AipDocument *document = test_document_create (folder);
  AipEntity *mina = test_add (document, AIP_KIND_CHARACTER, "'name': <'미나'>");
  AipEntity *jun = test_add (document, AIP_KIND_CHARACTER, "'name': <'준'>");
  AipEntity *pier = test_add (document, AIP_KIND_PLACE, "'name': <'Pier'>");
  AipEntity *field = test_add (document, AIP_KIND_FIELD,
                               "'name': <'Day'>, 'type': <'date'>, 'options': <'{}'>");
  AipEntity *view = test_add (document, AIP_KIND_VIEW, "'name': <'Board'>, 'type': <'board'>");
  const char *const cast[] = { aip_entity_get_id (mina), aip_entity_get_id (jun), NULL };
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  AipShot *one = test_add_shot (document, "Rain");
  AipShot *two = test_add_shot (document, "Wind");
  g_auto(GStrv) people = NULL;
  g_autoptr(GError) error = NULL;

  aip_document_begin (document, "Cast");
  g_assert_true (aip_document_set_texts (document, AIP_ENTITY (one), "characters", cast, &error));
  g_assert_true (aip_document_set_texts (document, AIP_ENTITY (two), "characters", cast, &error));
  g_assert_true (aip_document_set_text (document, AIP_ENTITY (one), "place",
                                        aip_entity_get_id (pier), &error));
  aip_document_commit (document);

  remove_entity (document, mina);
  remove_entity (document, pier);
  remove_entity (document, field);
  remove_entity (document, view);
  remove_entity (document, two);
  assert_trash (document, "SHT-0020 Board Day Pier 미나");
  g_assert_cmpstr (aip_entity_get_text (AIP_ENTITY (one), "place"), ==, "");

  restore (document, "미나", notes);
  restore (document, "Pier", notes);
  restore (document, "Day", notes);
  restore (document, "Board", notes);
  restore (document, "SHT-0020", notes);
  g_assert_cmpuint (notes->len, ==, 0);
  assert_trash (document, "");
  people = aip_entity_dup_texts (AIP_ENTITY (one), "characters");
  g_assert_cmpstrv (people, cast);
  g_assert_cmpstr (aip_entity_get_text (AIP_ENTITY (one), "place"), ==, aip_entity_get_id (pier));

  /* A name that is taken by then. */
  remove_entity (document, pier);
  test_add (document, AIP_KIND_PLACE, "'name': <'pier'>");
  restore (document, "Pier", notes);
  g_assert_cmpuint (notes->len, ==, 1);
  g_assert_cmpstr (aip_entity_get_text (pier, "name"), ==, "Pier (2)");

  test_document_close (document);
  document = test_document_open (folder);
  g_assert_null (aip_document_get_problems (document)[0]);
  test_document_close (document);
  test_dir_remove (folder);
}

/* Many gestures of any kind: the trash is exactly what edits removed and nothing brought back. */
static void
test_any (void)
{
  g_autofree char *folder = test_dir_new ();
  AipDocument *document = test_document_create (folder);

  for (guint i = 0; i < 10; i++)
    test_add_shot (document, "Rain");

  for (guint round = 0; round < 150; round++)
    {
      AipEntityList *shots = aip_document_get_shots (document);
      guint n = aip_entity_list_get_count (shots);
      g_autoptr(GPtrArray) items = read_trash (document);
      g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
      g_autoptr(GError) error = NULL;

      for (guint i = 0; i < items->len; i++)
        g_assert_null (aip_document_lookup (document, aip_removed_get_id (items->pdata[i])));

      aip_document_begin (document, "Gesture");
      switch (g_test_rand_int_range (0, 5))
        {
        case 0:
          aip_document_insert_shot (document, NULL, NULL, &error);
          break;
        case 1:
          for (guint i = 0; i < items->len; i++)
            if (g_test_rand_bit ())
              g_assert_nonnull (aip_document_restore (document, items->pdata[i], notes, &error));
          break;
        default:
          if (n > 0)
            aip_document_remove (document, aip_entity_list_peek (
                                   shots, (guint) g_test_rand_int_range (0, (gint32) n)), &error);
        }
      g_assert_no_error (error);
      aip_document_commit (document);

      if (g_test_rand_int_range (0, 3) == 0)
        aip_document_undo (document);
      if (g_test_rand_int_range (0, 4) == 0)
        aip_document_redo (document);
      if (round % 40 == 0)
        {
          test_document_close (document);
          document = test_document_open (folder);
        }
    }

  /* Nothing that a person removed is lost. */
  {
    g_autoptr(GPtrArray) items = read_trash (document);
    g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
    g_autoptr(GError) error = NULL;

    aip_document_begin (document, "Restore");
    for (guint i = 0; i < items->len; i++)
      g_assert_nonnull (aip_document_restore (document, items->pdata[i], notes, &error));
    aip_document_commit (document);
    assert_trash (document, "");
  }

  test_document_close (document);
  test_dir_remove (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/document/trash/shots", test_shots);
  g_test_add_func ("/document/trash/taken", test_taken);
  g_test_add_func ("/document/trash/links", test_links);
  g_test_add_func ("/document/trash/any", test_any);

  return g_test_run ();
}
