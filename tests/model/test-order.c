/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "aip-order.h"

static void
assert_canonical (const char *key)
{
  gsize length = strlen (key);

  g_assert_cmpuint (length, >, 0);
  g_assert_cmpint (key[length - 1], !=, '0');
  for (gsize i = 0; i < length; i++)
    g_assert_true (g_ascii_isalnum (key[i]));
}

static void
test_append_stays_short (void)
{
  g_autofree char *last = aip_order_between (NULL, NULL);

  for (guint i = 0; i < 100000; i++)
    {
      g_autofree char *next = aip_order_between (last, NULL);

      g_assert_cmpstr (last, <, next);
      g_free (last);
      last = g_steal_pointer (&next);
    }
  assert_canonical (last);
  g_assert_cmpuint (strlen (last), <=, 6);
}

static void
test_prepend_stays_short (void)
{
  g_autofree char *first = aip_order_between (NULL, NULL);

  for (guint i = 0; i < 100000; i++)
    {
      g_autofree char *next = aip_order_between (NULL, first);

      g_assert_cmpstr (next, <, first);
      g_free (first);
      first = g_steal_pointer (&next);
    }
  assert_canonical (first);
  g_assert_cmpuint (strlen (first), <=, 6);
}

/* Any place, any number of times, in any order: there is always room. */
static void
test_random_places (void)
{
  g_autoptr(GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < 5000; i++)
    {
      guint place = (guint) g_test_rand_int_range (0, (gint32) keys->len + 1);
      const char *before = place > 0 ? keys->pdata[place - 1] : NULL;
      const char *after = place < keys->len ? keys->pdata[place] : NULL;
      char *key = aip_order_between (before, after);

      assert_canonical (key);
      if (before != NULL)
        g_assert_cmpstr (before, <, key);
      if (after != NULL)
        g_assert_cmpstr (key, <, after);
      g_ptr_array_insert (keys, (int) place, key);
    }
}

static void
test_always_the_same_place (void)
{
  g_autofree char *before = aip_order_between (NULL, NULL);
  g_autofree char *after = aip_order_between (before, NULL);

  for (guint i = 0; i < 500; i++)
    {
      char *key = aip_order_between (before, after);

      assert_canonical (key);
      g_assert_cmpstr (before, <, key);
      g_assert_cmpstr (key, <, after);
      g_free (i % 3 == 0 ? before : after);
      if (i % 3 == 0)
        before = key;
      else
        after = key;
    }
  /* Five or so halvings fit in a digit. */
  g_assert_cmpuint (strlen (before), <, 150);
}

static void
test_spread (void)
{
  static const struct { const char *before; const char *after; guint n; } rows[] = {
    { NULL, NULL, 0 }, { NULL, NULL, 10000 }, { "V11111", NULL, 10000 }, { NULL, "V11111", 10000 },
    { "V11111", "V11112", 10000 }, { "V11111", "V11111V", 3 }, { "zzzzzz", NULL, 100 },
    { NULL, "1", 100 }, { "same", "same", 5 },
  };

  for (guint row = 0; row < G_N_ELEMENTS (rows); row++)
    {
      g_auto(GStrv) keys = aip_order_spread (rows[row].before, rows[row].after, rows[row].n);

      g_assert_cmpuint (g_strv_length (keys), ==, rows[row].n);
      for (guint i = 0; i < rows[row].n; i++)
        {
          assert_canonical (keys[i]);
          g_assert_cmpuint (strlen (keys[i]), <, 64);
          g_assert_cmpstr (i > 0 ? keys[i - 1] : rows[row].before != NULL ? rows[row].before : "",
                           <, keys[i]);
        }
      if (rows[row].n > 0 && rows[row].after != NULL &&
          g_strcmp0 (rows[row].before, rows[row].after) != 0)
        g_assert_cmpstr (keys[rows[row].n - 1], <, rows[row].after);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/order/append-stays-short", test_append_stays_short);
  g_test_add_func ("/model/order/prepend-stays-short", test_prepend_stays_short);
  g_test_add_func ("/model/order/random-places", test_random_places);
  g_test_add_func ("/model/order/always-the-same-place", test_always_the_same_place);
  g_test_add_func ("/model/order/spread", test_spread);

  return g_test_run ();
}
