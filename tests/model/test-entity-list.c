/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "aip-entity-list-private.h"
#include "aip-entity-private.h"
#include "aip-order.h"

/* A second copy of the list that knows only what items-changed says. */
typedef struct {
  GPtrArray *items;
  guint      n_changes;
} Mirror;

static AipEntity *
new_shot (const char *order)
{
  g_autofree char *id = g_uuid_string_random ();
  AipEntity *shot = aip_entity_new (AIP_KIND_SHOT, id);
  guint index;

  aip_kind_find_field (AIP_KIND_SHOT, "order", &index);
  aip_entity_apply (shot, index, g_variant_new_string (order));

  return shot;
}

static void
set_order (AipEntity  *shot,
           const char *order)
{
  guint index;

  aip_kind_find_field (AIP_KIND_SHOT, "order", &index);
  aip_entity_apply (shot, index, g_variant_new_string (order));
}

static void
items_changed_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  gpointer    user_data)
{
  Mirror *mirror = user_data;

  mirror->n_changes++;
  if (removed > 0)
    g_ptr_array_remove_range (mirror->items, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (mirror->items, (int) (position + i),
                        g_list_model_get_item (model, position + i));

  /* The model is whole at every step, and no row is in it twice. */
  g_assert_cmpuint (mirror->items->len, ==, g_list_model_get_n_items (model));
}

static void
assert_consistent (AipEntityList *list,
                   Mirror        *mirror)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (NULL, NULL);

  g_assert_cmpuint (aip_entity_list_get_count (list), ==, mirror->items->len);
  for (guint i = 0; i < mirror->items->len; i++)
    {
      AipEntity *entity = aip_entity_list_peek (list, i);
      guint position = G_MAXUINT;

      g_assert_true (entity == mirror->items->pdata[i]);
      g_assert_true (g_hash_table_add (seen, entity));
      g_assert_true (aip_entity_list_find (list, entity, &position));
      g_assert_cmpuint (position, ==, i);
      if (i > 0)
        g_assert_cmpstr (aip_entity_get_text (mirror->items->pdata[i - 1], "order"), <=,
                         aip_entity_get_text (entity, "order"));
    }
  g_assert_null (aip_entity_list_peek (list, mirror->items->len));
}

static void
test_random (void)
{
  g_autoptr(AipEntityList) list = aip_entity_list_new (AIP_KIND_SHOT);
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);
  Mirror mirror = { g_ptr_array_new_with_free_func (g_object_unref), 0 };

  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), &mirror);

  for (guint round = 0; round < 300; round++)
    {
      g_autoptr(GPtrArray) present = g_ptr_array_new ();
      g_autoptr(GPtrArray) gone = g_ptr_array_new ();
      guint n = (guint) g_test_rand_int_range (0, round % 10 == 0 ? 100 : 6);

      for (guint i = 0; i < n; i++)
        {
          g_autofree char *order = g_strdup_printf ("%c%c", g_test_rand_int_range ('a', 'z' + 1),
                                                    g_test_rand_int_range ('a', 'z' + 1));
          int what = g_test_rand_int_range (0, 3);

          if (what == 0 || all->len == 0)
            {
              AipEntity *shot = new_shot (order);

              g_ptr_array_add (all, shot);
              g_ptr_array_add (present, shot);
            }
          else
            {
              AipEntity *shot = all->pdata[g_test_rand_int_range (0, (gint32) all->len)];

              if (g_ptr_array_find (present, shot, NULL) || g_ptr_array_find (gone, shot, NULL))
                continue;
              if (what == 1)
                {
                  set_order (shot, order);
                  g_ptr_array_add (present, shot);
                }
              else
                g_ptr_array_add (gone, shot);
            }
        }
      aip_entity_list_update (list, present, gone);
      assert_consistent (list, &mirror);
    }

  g_ptr_array_unref (mirror.items);
}

static GPtrArray *
make_shots (AipEntityList *list,
            guint          n)
{
  GPtrArray *shots = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto(GStrv) orders = aip_order_spread (NULL, NULL, n);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (shots, new_shot (orders[i]));
  aip_entity_list_update (list, shots, NULL);

  return shots;
}

static void
test_fewest_changes (void)
{
  g_autoptr(AipEntityList) list = aip_entity_list_new (AIP_KIND_SHOT);
  g_autoptr(GPtrArray) shots = make_shots (list, 2000);
  g_autoptr(GPtrArray) some = g_ptr_array_new ();
  Mirror mirror = { g_ptr_array_new_with_free_func (g_object_unref), 0 };
  g_autofree char *order = NULL;

  for (guint i = 0; i < shots->len; i++)
    g_ptr_array_add (mirror.items, g_object_ref (shots->pdata[i]));
  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), &mirror);

  /* Nothing moves: nothing is said. */
  aip_entity_list_update (list, shots, NULL);
  g_assert_cmpuint (mirror.n_changes, ==, 0);

  /* A block of rows leaves: one change. */
  for (guint i = 100; i < 200; i++)
    g_ptr_array_add (some, shots->pdata[i]);
  aip_entity_list_update (list, NULL, some);
  g_assert_cmpuint (mirror.n_changes, ==, 1);
  assert_consistent (list, &mirror);
  aip_entity_list_update (list, some, NULL);
  g_assert_cmpuint (mirror.n_changes, ==, 2);
  assert_consistent (list, &mirror);

  /* A row moves near by: one change. Far away: out and in. */
  g_ptr_array_set_size (some, 0);
  g_ptr_array_add (some, shots->pdata[10]);
  order = aip_order_between (aip_entity_get_text (shots->pdata[12], "order"),
                             aip_entity_get_text (shots->pdata[13], "order"));
  set_order (shots->pdata[10], order);
  aip_entity_list_update (list, some, NULL);
  g_assert_cmpuint (mirror.n_changes, ==, 3);
  assert_consistent (list, &mirror);
  set_order (shots->pdata[10], "z");
  aip_entity_list_update (list, some, NULL);
  g_assert_cmpuint (mirror.n_changes, ==, 5);
  assert_consistent (list, &mirror);

  /* Every other row: one long change instead of a thousand. */
  g_ptr_array_set_size (some, 0);
  for (guint i = 0; i < 2000; i += 2)
    g_ptr_array_add (some, shots->pdata[i]);
  aip_entity_list_update (list, NULL, some);
  g_assert_cmpuint (mirror.n_changes, ==, 6);
  assert_consistent (list, &mirror);

  g_ptr_array_unref (mirror.items);
}

/* While a transaction is open an entity's own key is newer than its place. */
static void
test_find_before_update (void)
{
  g_autoptr(AipEntityList) list = aip_entity_list_new (AIP_KIND_SHOT);
  g_autoptr(GPtrArray) shots = make_shots (list, 100);
  guint position = 0;

  set_order (shots->pdata[3], "z");
  g_assert_true (aip_entity_list_find (list, shots->pdata[3], &position));
  g_assert_cmpuint (position, ==, 3);
  g_assert_true (aip_entity_list_find (list, shots->pdata[50], &position));
  g_assert_cmpuint (position, ==, 50);
}

static void
test_ten_thousand (void)
{
  g_autoptr(AipEntityList) list = aip_entity_list_new (AIP_KIND_SHOT);
  g_autoptr(GPtrArray) shots = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto(GStrv) orders = aip_order_spread (NULL, NULL, 10000);
  double seconds;

  for (guint i = 0; i < 10000; i++)
    g_ptr_array_add (shots, new_shot (orders[i]));

  g_test_timer_start ();
  aip_entity_list_update (list, shots, NULL);
  seconds = g_test_timer_elapsed ();
  g_test_minimized_result (seconds * 1000, "10,000 inserts: %.2f ms", seconds * 1000);
  /* Twenty times what it takes: only a change of complexity gets here. */
  g_assert_cmpfloat (seconds, <, 0.2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/entity-list/random", test_random);
  g_test_add_func ("/model/entity-list/fewest-changes", test_fewest_changes);
  g_test_add_func ("/model/entity-list/find-before-update", test_find_before_update);
  g_test_add_func ("/model/entity-list/ten-thousand", test_ten_thousand);

  return g_test_run ();
}
