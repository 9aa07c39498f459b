/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-shot-view"

#include "config.h"

#include "aip-shot-edit.h"
#include "aip-shot-view.h"
#include "document-support.h"

/* Two scenes of three shots, and the view of them; what it says is counted. */
typedef struct {
  char        *folder;
  AipDocument *document;
  AipShotView *view;
  AipShotList *rows;
  guint        n_items_changed;
  guint        n_refreshed;
  AipShot     *lost_to;
  guint        n_lost;
} Fixture;

static void
count_cb (guint *counter)
{
  (*counter)++;
}

static void
cursor_lost_cb (Fixture *fixture,
                AipShot *neighbour)
{
  fixture->n_lost++;
  fixture->lost_to = neighbour;
}

static void
add_shot (Fixture    *fixture,
          const char *scene,
          const char *description,
          gint64      duration)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "scene", "s", scene);
  g_variant_dict_insert (&dict, "description", "s", description);
  g_variant_dict_insert (&dict, "duration", "x", duration);
  aip_document_begin (fixture->document, "Add");
  g_assert_nonnull (aip_document_insert_shot (fixture->document, NULL, g_variant_dict_end (&dict),
                                              NULL));
  aip_document_commit (fixture->document);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *project = NULL;
  AipEntity *harbour, *night;

  fixture->folder = test_dir_new ();
  project = g_build_filename (fixture->folder, "project", NULL);
  fixture->document = test_document_create (project);
  harbour = test_add (fixture->document, AIP_KIND_SCENE, "'name': <'Harbour'>");
  night = test_add (fixture->document, AIP_KIND_SCENE, "'name': <'비 오는 밤'>");
  add_shot (fixture, aip_entity_get_id (harbour), "A ferry leaves", 50);
  add_shot (fixture, aip_entity_get_id (harbour), "Gulls over the pier", 10);
  add_shot (fixture, aip_entity_get_id (harbour), "The clerk waits", 30);
  add_shot (fixture, aip_entity_get_id (night), "Rain on a window", 40);
  add_shot (fixture, aip_entity_get_id (night), "우산을 쓴 사람", 20);
  add_shot (fixture, aip_entity_get_id (night), "The ferry again", 60);

  fixture->view = aip_shot_view_new (fixture->document, NULL);
  fixture->rows = aip_shot_view_get_list (fixture->view);
  g_signal_connect_swapped (fixture->rows, "items-changed", G_CALLBACK (count_cb),
                            &fixture->n_items_changed);
  g_signal_connect_swapped (fixture->view, "refreshed", G_CALLBACK (count_cb),
                            &fixture->n_refreshed);
  g_signal_connect_swapped (fixture->view, "cursor-lost", G_CALLBACK (cursor_lost_cb), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->view);
  test_document_close (fixture->document);
  test_dir_remove (fixture->folder);
  g_free (fixture->folder);
}

static AipShot *
nth (Fixture *fixture,
     guint    index)
{
  return AIP_SHOT (aip_entity_list_peek (aip_document_get_shots (fixture->document), index));
}

static char *
dup_shown (Fixture *fixture)
{
  GString *text = g_string_new (NULL);
  GPtrArray *shots = aip_shot_list_get_all (fixture->rows);

  for (guint i = 0; i < shots->len; i++)
    g_string_append_printf (text, i > 0 ? " %s" : "%s",
                            aip_shot_get_code (g_ptr_array_index (shots, i)) + strlen ("SHT-00"));

  return g_string_free (text, FALSE);
}

#define assert_shown(fixture, expected)                      \
  G_STMT_START                                               \
  {                                                          \
    g_autofree char *shown_ = dup_shown (fixture);           \
    g_assert_cmpstr (shown_, ==, expected);                  \
  }                                                          \
  G_STMT_END

/* The outermost groups, as positions of shots; all shots if there are none. */
static char *
dup_sections (Fixture *fixture)
{
  GString *text = g_string_new (NULL);
  AipTableRows *rows = aip_shot_view_get_rows (fixture->view);
  gpointer item;

  for (guint i = 0; (item = aip_table_rows_peek (rows, i)) != NULL; i++)
    {
      guint start, end;

      if (!AIP_IS_SHOT_GROUP (item) || aip_shot_group_get_level (item) > 0)
        continue;
      aip_shot_group_get_range (item, &start, &end);
      g_string_append_printf (text, text->len > 0 ? " %u-%u" : "%u-%u", start, end);
    }
  if (text->len == 0)
    g_string_append_printf (text, "0-%u", aip_shot_view_get_shots (fixture->view)->len);

  return g_string_free (text, FALSE);
}

#define assert_sections(fixture, expected)                   \
  G_STMT_START                                               \
  {                                                          \
    g_autofree char *sections_ = dup_sections (fixture);     \
    g_assert_cmpstr (sections_, ==, expected);               \
  }                                                          \
  G_STMT_END

static void
test_film_order (Fixture       *fixture,
                 gconstpointer  data)
{
  AipShot *last = nth (fixture, 5);
  g_autoptr(GPtrArray) moved = g_ptr_array_new ();
  guint position;

  assert_shown (fixture, "10 20 30 40 50 60");
  assert_sections (fixture, "0-3 3-6");

  /* The same object in another place: one change of the rows between. */
  g_ptr_array_add (moved, last);
  g_assert_true (aip_shot_edit_move (fixture->document, moved, nth (fixture, 1), FALSE, TRUE,
                                     NULL));
  assert_shown (fixture, "10 60 20 30 40 50");
  assert_sections (fixture, "0-4 4-6");
  g_assert_cmpuint (fixture->n_items_changed, ==, 1);
  g_assert_true (aip_shot_list_find (fixture->rows, last, &position));
  g_assert_cmpuint (position, ==, 1);
  g_assert_true (aip_shot_list_peek (fixture->rows, 1) == last);

  /* What no order depends on changes no row. */
  test_set_text (fixture->document, last, "description", "Other words");
  g_assert_cmpuint (fixture->n_items_changed, ==, 1);

  g_assert_true (aip_document_undo (fixture->document));
  g_assert_true (aip_document_undo (fixture->document));
  assert_shown (fixture, "10 20 30 40 50 60");
  assert_sections (fixture, "0-3 3-6");
}

static void
test_sections (Fixture       *fixture,
               gconstpointer  data)
{
  AipShot *middle = nth (fixture, 1);
  const char *night = aip_shot_get_scene_id (nth (fixture, 3));

  /* Intercut: the scene is there twice, and no row has moved. */
  test_set_text (fixture->document, middle, "scene", night);
  assert_shown (fixture, "10 20 30 40 50 60");
  assert_sections (fixture, "0-1 1-2 2-3 3-6");
  g_assert_cmpuint (fixture->n_items_changed, ==, 0);

  /* Sorted, a scene is together again. */
  aip_shot_view_set_sort (fixture->view, AIP_SHOT_COLUMN_DURATION, FALSE);
  assert_shown (fixture, "30 10 20 50 40 60");
  assert_sections (fixture, "0-2 2-6");

  aip_shot_view_set_grouped (fixture->view, FALSE);
  assert_shown (fixture, "20 50 30 40 10 60");
  assert_sections (fixture, "0-6");
  aip_shot_view_set_sort (fixture->view, AIP_SHOT_COLUMN_NONE, FALSE);
  assert_shown (fixture, "10 20 30 40 50 60");
  assert_sections (fixture, "0-6");
}

static void
test_sort (Fixture       *fixture,
           gconstpointer  data)
{
  AipShot *second = nth (fixture, 1);

  aip_shot_view_set_grouped (fixture->view, FALSE);
  aip_shot_view_set_sort (fixture->view, AIP_SHOT_COLUMN_DURATION, TRUE);
  assert_shown (fixture, "60 10 40 30 50 20");

  /* A value of the column that it is sorted by moves its row. */
  aip_document_begin (fixture->document, "Change");
  g_assert_true (aip_document_set_integer (fixture->document, AIP_ENTITY (second), "duration", 55,
                                           NULL));
  aip_document_commit (fixture->document);
  assert_shown (fixture, "60 20 10 40 30 50");

  /* Numbers in a code count as numbers. */
  test_set_text (fixture->document, second, "code", "SH2");
  test_set_text (fixture->document, nth (fixture, 0), "code", "SH10");
  aip_shot_view_set_sort (fixture->view, AIP_SHOT_COLUMN_CODE, FALSE);
  g_assert_true (aip_shot_list_peek (fixture->rows, 0) == second);
  g_assert_true (aip_shot_list_peek (fixture->rows, 1) == nth (fixture, 0));

  /* Where the values are equal, the film says what comes first, also downwards. */
  aip_shot_view_set_sort (fixture->view, AIP_SHOT_COLUMN_STATUS, TRUE);
  g_assert_true (aip_shot_list_peek (fixture->rows, 0) == nth (fixture, 0));
  g_assert_true (aip_shot_list_peek (fixture->rows, 5) == nth (fixture, 5));
}

static void
test_search (Fixture       *fixture,
             gconstpointer  data)
{
  GtkSelectionModel *selection = aip_shot_view_get_selection (fixture->view);
  g_autoptr(GPtrArray) selected = NULL;

  gtk_selection_model_select_item (selection, 0, TRUE);
  gtk_selection_model_select_item (selection, 1, FALSE);

  aip_shot_view_set_search (fixture->view, "FERRY");
  assert_shown (fixture, "10 60");
  assert_sections (fixture, "0-1 1-2");
  g_assert_cmpuint (aip_shot_view_get_n_hidden (fixture->view), ==, 4);
  /* What is hidden must not be worked on by accident. */
  selected = aip_shot_view_dup_selected (fixture->view);
  g_assert_cmpuint (selected->len, ==, 1);

  /* Every word, wherever it is: here one is in the name of the scene. */
  aip_shot_view_set_search (fixture->view, "harbour ferry");
  assert_shown (fixture, "10");
  aip_shot_view_set_search (fixture->view, "우산");
  assert_shown (fixture, "50");
  aip_shot_view_set_search (fixture->view, "ㅂ ㅇㄴ");
  assert_shown (fixture, "40 50 60");
  aip_shot_view_set_search (fixture->view, "nowhere to be found");
  assert_shown (fixture, "");

  /* A shot that comes to match appears, one that ceases to disappears. */
  aip_shot_view_set_search (fixture->view, "clerk");
  assert_shown (fixture, "30");
  test_set_text (fixture->document, nth (fixture, 4), "notes", "The CLERK again");
  assert_shown (fixture, "30 50");
  test_set_text (fixture->document, nth (fixture, 2), "description", "Nobody waits");
  assert_shown (fixture, "50");
  /* So does one whose scene has another name now. */
  test_set_text (fixture->document,
                 aip_document_lookup (fixture->document,
                                      aip_shot_get_scene_id (nth (fixture, 0))),
                 "name", "The Clerk’s Office");
  assert_shown (fixture, "10 20 30 50");

  aip_shot_view_set_search (fixture->view, NULL);
  assert_shown (fixture, "10 20 30 40 50 60");
  g_assert_cmpuint (aip_shot_view_get_n_hidden (fixture->view), ==, 0);
  g_clear_pointer (&selected, g_ptr_array_unref);
  selected = aip_shot_view_dup_selected (fixture->view);
  g_assert_cmpuint (selected->len, ==, 2);
}

static void
test_selection (Fixture       *fixture,
                gconstpointer  data)
{
  GtkSelectionModel *selection = aip_shot_view_get_selection (fixture->view);
  AipShot *chosen = nth (fixture, 1);
  g_autoptr(GPtrArray) selected = NULL;

  gtk_selection_model_select_item (selection, 1, TRUE);
  aip_shot_view_set_sort (fixture->view, AIP_SHOT_COLUMN_DURATION, TRUE);
  selected = aip_shot_view_dup_selected (fixture->view);
  g_assert_cmpuint (selected->len, ==, 1);
  g_assert_true (g_ptr_array_index (selected, 0) == chosen);

  /* Choosing anew during a search forgets what was selected before it. */
  aip_shot_view_set_sort (fixture->view, AIP_SHOT_COLUMN_NONE, FALSE);
  aip_shot_view_set_search (fixture->view, "ferry");
  gtk_selection_model_select_item (selection, 1, TRUE);
  aip_shot_view_set_search (fixture->view, "");
  g_clear_pointer (&selected, g_ptr_array_unref);
  selected = aip_shot_view_dup_selected (fixture->view);
  g_assert_cmpuint (selected->len, ==, 1);
  g_assert_true (g_ptr_array_index (selected, 0) == nth (fixture, 5));
}

static void
test_cursor (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GPtrArray) gone = g_ptr_array_new ();
  AipShot *third = nth (fixture, 2);

  aip_shot_view_set_cursor (fixture->view, nth (fixture, 1));
  g_ptr_array_add (gone, nth (fixture, 1));
  g_assert_true (aip_shot_edit_remove (fixture->document, gone, NULL));
  g_assert_cmpuint (fixture->n_lost, ==, 1);
  g_assert_true (fixture->lost_to == third);

  /* With the next ones gone, too, the one above. */
  aip_shot_view_set_cursor (fixture->view, nth (fixture, 4));
  g_ptr_array_set_size (gone, 0);
  g_ptr_array_add (gone, nth (fixture, 4));
  g_assert_true (aip_shot_edit_remove (fixture->document, gone, NULL));
  g_assert_true (fixture->lost_to == nth (fixture, 3));

  /* A move is no loss. */
  g_ptr_array_set_size (gone, 0);
  g_ptr_array_add (gone, nth (fixture, 3));
  g_assert_true (aip_shot_edit_move (fixture->document, gone, nth (fixture, 0), FALSE, FALSE,
                                     NULL));
  g_assert_cmpuint (fixture->n_lost, ==, 2);

  aip_shot_view_set_search (fixture->view, "nowhere to be found");
  g_assert_cmpuint (fixture->n_lost, ==, 3);
  g_assert_null (fixture->lost_to);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/shot-view/film-order", Fixture, NULL, set_up, test_film_order, tear_down);
  g_test_add ("/shot-view/sections", Fixture, NULL, set_up, test_sections, tear_down);
  g_test_add ("/shot-view/sort", Fixture, NULL, set_up, test_sort, tear_down);
  g_test_add ("/shot-view/search", Fixture, NULL, set_up, test_search, tear_down);
  g_test_add ("/shot-view/selection", Fixture, NULL, set_up, test_selection, tear_down);
  g_test_add ("/shot-view/cursor", Fixture, NULL, set_up, test_cursor, tear_down);

  return g_test_run ();
}
