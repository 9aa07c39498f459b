/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "aip-lru.h"

static guint n_freed;

static void
count_free (gpointer data)
{
  n_freed++;
  g_free (data);
}

static void
test_bound_is_bytes (void)
{
  g_autoptr(AipLru) lru = aip_lru_new (100, count_free);

  n_freed = 0;
  g_assert_true (aip_lru_insert (lru, "a", g_strdup ("a"), 40));
  g_assert_true (aip_lru_insert (lru, "b", g_strdup ("b"), 40));
  /* Looking "a" up makes "b" the one that was used longest ago. */
  g_assert_cmpstr (aip_lru_lookup (lru, "a"), ==, "a");
  g_assert_true (aip_lru_insert (lru, "c", g_strdup ("c"), 30));

  g_assert_cmpstr (aip_lru_lookup (lru, "a"), ==, "a");
  g_assert_null (aip_lru_lookup (lru, "b"));
  g_assert_cmpstr (aip_lru_lookup (lru, "c"), ==, "c");
  g_assert_cmpuint (aip_lru_get_bytes (lru), ==, 70);
  g_assert_cmpuint (n_freed, ==, 1);
}

static void
test_replacing_frees_the_old (void)
{
  g_autoptr(AipLru) lru = aip_lru_new (100, count_free);

  n_freed = 0;
  aip_lru_insert (lru, "a", g_strdup ("first"), 60);
  aip_lru_insert (lru, "a", g_strdup ("second"), 70);

  g_assert_cmpuint (n_freed, ==, 1);
  g_assert_cmpuint (aip_lru_get_count (lru), ==, 1);
  g_assert_cmpuint (aip_lru_get_bytes (lru), ==, 70);
  g_assert_cmpstr (aip_lru_lookup (lru, "a"), ==, "second");
}

static void
test_too_large_is_not_kept (void)
{
  g_autoptr(AipLru) lru = aip_lru_new (100, count_free);

  n_freed = 0;
  aip_lru_insert (lru, "a", g_strdup ("a"), 100);
  g_assert_false (aip_lru_insert (lru, "b", g_strdup ("b"), 101));

  g_assert_cmpuint (n_freed, ==, 1);
  g_assert_nonnull (aip_lru_lookup (lru, "a"));
  g_assert_null (aip_lru_lookup (lru, "b"));
}

static void
test_against_a_plain_list (void)
{
  g_autoptr(AipLru) lru = aip_lru_new (1000, NULL);
  g_autoptr(GPtrArray) order = g_ptr_array_new ();
  g_autoptr(GHashTable) sizes = g_hash_table_new (g_str_hash, g_str_equal);
  const char *keys[] = { "a", "b", "c", "d", "e", "f", "g", "h", "i", "j" };
  gsize total = 0;

  for (guint round = 0; round < 20000; round++)
    {
      const char *key = keys[g_test_rand_int_range (0, G_N_ELEMENTS (keys))];
      gpointer known = NULL;
      gboolean has = g_hash_table_lookup_extended (sizes, key, NULL, &known);

      if (g_test_rand_bit ())
        {
          g_assert_true ((aip_lru_lookup (lru, key) != NULL) == has);
          if (has)
            {
              g_ptr_array_remove (order, (gpointer) key);
              g_ptr_array_add (order, (gpointer) key);
            }
          continue;
        }

      gsize size = (gsize) g_test_rand_int_range (1, 500);

      if (has)
        {
          g_ptr_array_remove (order, (gpointer) key);
          total -= GPOINTER_TO_SIZE (known);
        }
      while (total + size > 1000)
        {
          const char *oldest = g_ptr_array_steal_index (order, 0);

          total -= GPOINTER_TO_SIZE (g_hash_table_lookup (sizes, oldest));
          g_hash_table_remove (sizes, oldest);
        }
      g_ptr_array_add (order, (gpointer) key);
      g_hash_table_insert (sizes, (gpointer) key, GSIZE_TO_POINTER (size));
      total += size;

      aip_lru_insert (lru, key, (gpointer) key, size);
      g_assert_cmpuint (aip_lru_get_bytes (lru), ==, total);
      g_assert_cmpuint (aip_lru_get_count (lru), ==, order->len);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/lru/bound-is-bytes", test_bound_is_bytes);
  g_test_add_func ("/lru/replacing-frees-the-old", test_replacing_frees_the_old);
  g_test_add_func ("/lru/too-large-is-not-kept", test_too_large_is_not_kept);
  g_test_add_func ("/lru/against-a-plain-list", test_against_a_plain_list);

  return g_test_run ();
}
