/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "aip-backoff.h"

#define SECOND G_USEC_PER_SEC

static void
test_growth (void)
{
  static const guint ceilings[] = { 500, 1000, 2000, 4000, 8000, 16000, 30000, 30000 };
  g_autoptr(AipBackoff) backoff = aip_backoff_new (500, 30000, 30000);

  for (guint i = 0; i < G_N_ELEMENTS (ceilings); i++)
    {
      g_assert_cmpuint (aip_backoff_get_ceiling (backoff), ==, ceilings[i]);
      g_assert_cmpuint (aip_backoff_next (backoff, 0), <=, ceilings[i]);
    }
  aip_backoff_reset (backoff);
  g_assert_cmpuint (aip_backoff_get_ceiling (backoff), ==, 500);
}

/* Full jitter: evenly from nothing to the ceiling. */
static void
test_jitter (void)
{
  g_autoptr(AipBackoff) backoff = aip_backoff_new (1000, 1000, 1);
  guint low = 0, high = 0;

  aip_backoff_set_seed (backoff, 1);
  for (int i = 0; i < 1000; i++)
    {
      guint delay = aip_backoff_next (backoff, 0);

      low += delay < 250;
      high += delay >= 750;
    }
  g_assert_cmpuint (low, >, 180);
  g_assert_cmpuint (low, <, 320);
  g_assert_cmpuint (high, >, 180);
  g_assert_cmpuint (high, <, 320);
}

/* A server that takes the connection and drops it at once is not hammered. */
static void
test_stability (void)
{
  g_autoptr(AipBackoff) backoff = aip_backoff_new (500, 30000, 30000);
  gint64 now = 100 * SECOND;

  for (int i = 0; i < 5; i++)
    {
      aip_backoff_connected (backoff, now);
      aip_backoff_next (backoff, now + SECOND);
    }
  g_assert_cmpuint (aip_backoff_get_ceiling (backoff), ==, 16000);

  aip_backoff_connected (backoff, now);
  g_assert_cmpuint (aip_backoff_next (backoff, now + 31 * SECOND), <=, 500);
  g_assert_cmpuint (aip_backoff_get_ceiling (backoff), ==, 1000);

  /* The good connection counts once. */
  aip_backoff_next (backoff, now + 62 * SECOND);
  g_assert_cmpuint (aip_backoff_get_ceiling (backoff), ==, 2000);
}

static void
test_copy (void)
{
  g_autoptr(AipBackoff) a = aip_backoff_new (500, 30000, 30000);
  g_autoptr(AipBackoff) b = NULL;

  aip_backoff_set_seed (a, 7);
  b = aip_backoff_copy (a);
  for (int i = 0; i < 10; i++)
    g_assert_cmpuint (aip_backoff_next (a, 0), ==, aip_backoff_next (b, 0));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/backoff/growth", test_growth);
  g_test_add_func ("/base/backoff/jitter", test_jitter);
  g_test_add_func ("/base/backoff/stability", test_stability);
  g_test_add_func ("/base/backoff/copy", test_copy);

  return g_test_run ();
}
