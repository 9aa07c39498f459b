/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "test-shot-order"

#include "config.h"

#include <string.h>

#include "aip-shot-edit.h"
#include "aip-shot-text.h"
#include "aip-shot-view.h"
#include "aip-text.h"
#include "document-support.h"

#define N_SHOTS 160
#define N_ROUNDS 120

typedef struct {
  char        *folder;
  AipDocument *document;
  AipShotView *view;
  GRand       *random;
} Fixture;

static const char *const notes[] = { "", "SH2", "SH10", "sh 3", "가을", "나비", "다리 2", "다리 10",
                                     "Ferry", "ferry 12", "우산" };
static const char *const tags[] = { "", "rain", "night", "rain, night", "밤" };

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *project = NULL;
  AipEntity *scenes[4];

  fixture->folder = test_dir_new ();
  project = g_build_filename (fixture->folder, "project", NULL);
  fixture->document = test_document_create (project);
  fixture->random = g_rand_new_with_seed (20260703);
  for (guint i = 0; i < G_N_ELEMENTS (scenes); i++)
    scenes[i] = test_add (fixture->document, AIP_KIND_SCENE, "'name': <'바다'>");

  aip_document_begin (fixture->document, "Add");
  for (guint i = 0; i < N_SHOTS; i++)
    {
      gint32 scene = g_rand_int_range (fixture->random, -1, G_N_ELEMENTS (scenes));
      AipStatus status = (AipStatus) g_rand_int_range (fixture->random, 0, AIP_N_STATUSES);
      GVariantDict dict;

      g_variant_dict_init (&dict, NULL);
      g_variant_dict_insert (&dict, "scene", "s",
                             scene >= 0 ? aip_entity_get_id (scenes[scene]) : "");
      g_variant_dict_insert (&dict, "status", "s", aip_status_to_nick (status));
      g_variant_dict_insert (&dict, "duration", "x",
                             (gint64) g_rand_int_range (fixture->random, 1, 12));
      g_variant_dict_insert (&dict, "notes", "s",
                             notes[g_rand_int_range (fixture->random, 0, G_N_ELEMENTS (notes))]);
      g_assert_nonnull (aip_document_insert_shot (fixture->document, NULL,
                                                  g_variant_dict_end (&dict), NULL));
    }
  aip_document_commit (fixture->document);

  for (guint i = 0; i < N_SHOTS; i++)
    {
      g_autoptr(GPtrArray) one = g_ptr_array_new ();

      g_ptr_array_add (one, aip_entity_list_peek (aip_document_get_shots (fixture->document), i));
      g_assert_true (aip_shot_edit_set_text (fixture->document, one, "tags",
                                             tags[g_rand_int_range (fixture->random, 0,
                                                                    G_N_ELEMENTS (tags))],
                                             NULL));
    }
  fixture->view = aip_shot_view_new (fixture->document, NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->view);
  test_document_close (fixture->document);
  test_dir_remove (fixture->folder);
  g_free (fixture->folder);
  g_rand_free (fixture->random);
}

/* A simple model ------------------------------------------------------------------------------ */

static const AipShotColumn columns[] = {
  AIP_SHOT_COLUMN_SCENE, AIP_SHOT_COLUMN_STATUS, AIP_SHOT_COLUMN_DURATION, AIP_SHOT_COLUMN_NOTES,
  AIP_SHOT_COLUMN_TAGS, AIP_SHOT_COLUMN_CODE,
};

/* Everything as one text that strcmp() puts in order; NULL: empty. */
static char *
dup_key (Fixture       *fixture,
         AipShot       *shot,
         AipShotColumn  column)
{
  g_autofree char *text = NULL;

  if (column == AIP_SHOT_COLUMN_STATUS)
    return g_strdup_printf ("%02d", (int) aip_shot_get_status (shot));
  if (column == AIP_SHOT_COLUMN_DURATION)
    return g_strdup_printf ("%08d", (int) aip_shot_get_duration (shot));
  if (column == AIP_SHOT_COLUMN_SCENE)
    {
      const char *id = aip_shot_get_scene_id (shot);

      return *id != '\0'
             ? g_strdup (aip_scene_get_order (AIP_SCENE (aip_document_lookup (fixture->document,
                                                                              id))))
             : NULL;
    }

  text = aip_shot_edit_get_text (fixture->document, shot, aip_shot_column_get_info (column)->field,
                                 FALSE);

  return *text != '\0' ? aip_text_collate_key (text) : NULL;
}

static int
compare_key (Fixture          *fixture,
             AipShot          *one,
             AipShot          *two,
             const AipSortKey *key)
{
  g_autofree char *a = dup_key (fixture, one, key->column);
  g_autofree char *b = dup_key (fixture, two, key->column);

  if (a == NULL || b == NULL)
    return (a == NULL) - (b == NULL);

  return key->descending ? strcmp (b, a) : strcmp (a, b);
}

/* Whether @one may stand before @two. */
static gboolean
may_precede (Fixture *fixture,
             AipShot *one,
             AipShot *two)
{
  AipEntityList *film = aip_document_get_shots (fixture->document);
  const AipSortKey *keys;
  guint n, a, b;
  int result = 0;

  keys = aip_shot_view_get_group_keys (fixture->view, &n);
  for (guint i = 0; i < n && result == 0; i++)
    result = compare_key (fixture, one, two, &keys[i]);
  keys = aip_shot_view_get_sort_keys (fixture->view, &n);
  for (guint i = 0; i < n && result == 0; i++)
    result = compare_key (fixture, one, two, &keys[i]);
  if (result != 0)
    return result < 0;

  g_assert_true (aip_entity_list_find (film, AIP_ENTITY (one), &a));
  g_assert_true (aip_entity_list_find (film, AIP_ENTITY (two), &b));

  return a < b;
}

static void
choose_keys (Fixture *fixture,
             gboolean groups)
{
  g_autoptr(GArray) keys = g_array_new (FALSE, FALSE, sizeof (AipSortKey));
  gint32 n = g_rand_int_range (fixture->random, groups ? 0 : 1, 4);

  for (gint32 i = 0; i < n; i++)
    {
      AipSortKey key = { columns[g_rand_int_range (fixture->random, 0, G_N_ELEMENTS (columns))],
                         g_rand_boolean (fixture->random) };

      if (!groups || (key.column != AIP_SHOT_COLUMN_NOTES && key.column != AIP_SHOT_COLUMN_CODE))
        g_array_append_val (keys, key);
    }

  if (groups)
    aip_shot_view_set_group_keys (fixture->view, (const AipSortKey *) (gpointer) keys->data,
                                  keys->len);
  else
    aip_shot_view_set_sort_keys (fixture->view, (const AipSortKey *) (gpointer) keys->data,
                                 keys->len);
}

/* Rows, groups and selection say the same of the same shots. */
static void
check_rows (Fixture *fixture)
{
  AipTableRows *rows = aip_shot_view_get_rows (fixture->view);
  AipShotList *list = aip_shot_view_get_list (fixture->view);
  GtkSelectionModel *selection = aip_shot_view_get_selection (fixture->view);
  GPtrArray *shots = aip_shot_view_get_shots (fixture->view);
  AipShotGroup *open[AIP_MAX_GROUP_KEYS] = { NULL };
  guint n_levels, n_shown = 0, n_outer = 0;
  gpointer item;

  aip_shot_view_get_group_keys (fixture->view, &n_levels);
  for (guint i = 0; (item = aip_table_rows_peek (rows, i)) != NULL; i++)
    {
      guint position, start, end;

      g_assert_true (aip_table_rows_find (rows, item, &position));
      g_assert_cmpuint (position, ==, i);
      if (AIP_IS_SHOT_GROUP (item))
        {
          guint level = aip_shot_group_get_level (item);
          gint64 duration = 0;

          g_assert_true (level == 0 || aip_shot_group_get_parent (item) == open[level - 1]);
          g_assert_true (level == 0 || aip_shot_group_get_expanded (open[level - 1]));
          open[level] = item;
          aip_shot_group_get_range (item, &start, &end);
          for (guint j = start; j < end; j++)
            duration += aip_shot_get_duration (g_ptr_array_index (shots, j));
          g_assert_cmpint (aip_shot_group_get_figures (item)->duration, ==, duration);
          g_assert_false (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (rows), i));
          if (level == 0)
            n_outer += end - start;
          continue;
        }

      g_assert_true (aip_shot_list_peek (list, n_shown) == item);
      g_assert_cmpint (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (rows), i), ==,
                       gtk_selection_model_is_selected (selection, n_shown));
      n_shown++;
      if (n_levels > 0)
        {
          g_assert_true (aip_shot_view_get_group (fixture->view, item) == open[n_levels - 1]);
          g_assert_true (aip_shot_group_get_expanded (open[n_levels - 1]));
        }
    }
  g_assert_cmpuint (n_shown, ==, aip_shot_list_get_all (list)->len);
  g_assert_true (n_levels == 0 || n_outer == N_SHOTS);
}

static void
test_random (Fixture       *fixture,
             gconstpointer  data)
{
  AipTableRows *rows = aip_shot_view_get_rows (fixture->view);

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      GPtrArray *shots;
      gpointer item;

      choose_keys (fixture, FALSE);
      choose_keys (fixture, TRUE);
      item = aip_table_rows_peek (rows, (guint) g_rand_int_range (fixture->random, 0, 200));
      if (AIP_IS_SHOT_GROUP (item))
        aip_shot_view_set_expanded (fixture->view, item, FALSE);
      gtk_selection_model_select_range (GTK_SELECTION_MODEL (rows),
                                        (guint) g_rand_int_range (fixture->random, 0, 100), 20,
                                        TRUE);
      check_rows (fixture);

      shots = aip_shot_view_get_shots (fixture->view);
      g_assert_cmpuint (shots->len, ==, N_SHOTS);
      for (guint i = 1; i < shots->len; i++)
        g_assert_true (may_precede (fixture, g_ptr_array_index (shots, i - 1),
                                    g_ptr_array_index (shots, i)));

      aip_shot_view_set_level_expanded (fixture->view, -1, TRUE);
      check_rows (fixture);
    }
}

/* Collapsed groups --------------------------------------------------------------------------- */

static void
group_by (Fixture       *fixture,
          AipShotColumn  column)
{
  AipSortKey key = { column, FALSE };

  aip_shot_view_set_group_keys (fixture->view, &key, 1);
}

static void
test_collapsed (Fixture       *fixture,
                gconstpointer  data)
{
  AipTableRows *rows = aip_shot_view_get_rows (fixture->view);
  AipShotGroup *group;
  AipShot *member;
  g_autoptr(GPtrArray) members = NULL;
  g_auto(GStrv) paths = NULL;

  group_by (fixture, AIP_SHOT_COLUMN_STATUS);
  group = aip_table_rows_peek (rows, 0);
  g_assert_cmpstr (aip_shot_group_get_title (group), ==, "Draft");
  members = aip_shot_view_dup_group_shots (fixture->view, group);
  member = g_ptr_array_index (members, 0);
  aip_shot_view_set_expanded (fixture->view, group, FALSE);
  g_assert_false (aip_shot_list_find (aip_shot_view_get_list (fixture->view), member, NULL));
  g_assert_cmpuint (aip_shot_view_get_n_hidden (fixture->view), ==, 0);

  /* An edit leaves it as it is: the same group, still collapsed, with other figures. */
  test_set_text (fixture->document, g_ptr_array_index (members, 1), "status", "ready");
  g_assert_true (aip_table_rows_peek (rows, 0) == group);
  g_assert_false (aip_shot_group_get_expanded (group));
  g_assert_cmpuint (aip_shot_group_get_figures (group)->n_shots, ==, members->len - 1);

  /* It is remembered by what it is, also while there are other groups. */
  paths = aip_shot_view_dup_collapsed (fixture->view);
  g_assert_cmpuint (g_strv_length (paths), ==, 1);
  g_assert_cmpstr (paths[0], ==, "status=draft");
  group_by (fixture, AIP_SHOT_COLUMN_TAGS);
  group_by (fixture, AIP_SHOT_COLUMN_STATUS);
  g_assert_false (aip_shot_group_get_expanded (aip_table_rows_peek (rows, 0)));

  /* Whoever is sent to a shot sees it. */
  g_assert_true (aip_shot_view_reveal (fixture->view, member));
  g_assert_true (aip_shot_list_find (aip_shot_view_get_list (fixture->view), member, NULL));
}

/* Rows that are edited ------------------------------------------------------------------------ */

static void
test_held (Fixture       *fixture,
           gconstpointer  data)
{
  AipShotList *list = aip_shot_view_get_list (fixture->view);
  AipSortKey key = { AIP_SHOT_COLUMN_DURATION, FALSE };
  g_autoptr(GPtrArray) edited = g_ptr_array_new ();
  AipShot *shot;
  guint position;

  aip_shot_view_set_grouped (fixture->view, FALSE);
  aip_shot_view_set_sort_keys (fixture->view, &key, 1);
  shot = aip_shot_list_peek (list, 5);
  aip_shot_view_set_cursor (fixture->view, shot);
  g_ptr_array_add (edited, shot);

  /* It stays under the hands of whoever edits it. */
  aip_shot_view_hold (fixture->view, edited);
  g_assert_true (aip_shot_edit_set_text (fixture->document, edited, "duration", "999", NULL));
  g_assert_true (aip_shot_list_find (list, shot, &position));
  g_assert_cmpuint (position, ==, 5);
  g_assert_cmpuint (aip_shot_view_get_n_held (fixture->view), ==, 1);
  /* What others do goes on around it. */
  test_set_text (fixture->document, aip_shot_list_peek (list, 9), "notes", "x");
  g_assert_true (aip_shot_list_peek (list, 5) == shot);

  /* And goes where it belongs when it is left. */
  aip_shot_view_set_cursor (fixture->view, aip_shot_list_peek (list, 6));
  while (aip_shot_view_get_n_held (fixture->view) > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (aip_shot_list_find (list, shot, &position));
  g_assert_cmpuint (position, ==, N_SHOTS - 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/shot-order/random", Fixture, NULL, set_up, test_random, tear_down);
  g_test_add ("/shot-order/collapsed", Fixture, NULL, set_up, test_collapsed, tear_down);
  g_test_add ("/shot-order/held", Fixture, NULL, set_up, test_held, tear_down);

  return g_test_run ();
}
