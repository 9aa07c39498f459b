/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A mask while it is painted. */

#include "config.h"

#include "aip-mask.h"

static int
get (AipMask *mask,
     int      x,
     int      y)
{
  return aip_mask_get_pixels (mask)[y * aip_mask_get_width (mask) + x];
}

static void
test_stroke (void)
{
  g_autoptr(AipMask) mask = aip_mask_new (100, 50);

  g_assert_true (aip_mask_is_empty (mask));
  aip_mask_begin (mask);
  aip_mask_stroke (mask, 20, 25, 5, 80, 25, 10, 1, FALSE);
  aip_mask_end (mask);

  g_assert_cmpint (get (mask, 20, 25), ==, 255);
  g_assert_cmpint (get (mask, 50, 25), ==, 255);
  g_assert_cmpint (get (mask, 80, 33), ==, 255);
  /* The pen was pressed harder at the end. */
  g_assert_cmpint (get (mask, 20, 33), ==, 0);
  g_assert_cmpint (get (mask, 5, 25), ==, 0);

  aip_mask_begin (mask);
  aip_mask_stroke (mask, 50, 25, 4, 50, 25, 4, 1, TRUE);
  aip_mask_end (mask);
  g_assert_cmpint (get (mask, 50, 25), ==, 0);
  g_assert_cmpint (get (mask, 60, 25), ==, 255);
}

static void
test_outside (void)
{
  g_autoptr(AipMask) mask = aip_mask_new (10, 10);

  aip_mask_begin (mask);
  aip_mask_stroke (mask, -1e9, -1e9, 5, 1e9, 1e9, 5, 0.5, FALSE);
  aip_mask_stroke (mask, -500, 5, 3, -400, 5, 3, 0.5, FALSE);
  aip_mask_stroke (mask, 5, 5, 0, 5, 5, 0, 0, FALSE);
  aip_mask_end (mask);
  g_assert_cmpint (get (mask, 5, 5), >, 0);
}

static void
test_steps (void)
{
  g_autoptr(AipMask) mask = aip_mask_new (40, 40);

  g_assert_false (aip_mask_can_undo (mask));
  aip_mask_begin (mask);
  aip_mask_stroke (mask, 10, 10, 4, 30, 10, 4, 1, FALSE);
  aip_mask_stroke (mask, 30, 10, 4, 30, 30, 4, 1, FALSE);
  aip_mask_end (mask);
  aip_mask_invert (mask);
  g_assert_cmpint (get (mask, 10, 10), ==, 0);
  g_assert_cmpint (get (mask, 0, 39), ==, 255);

  aip_mask_undo (mask);
  g_assert_cmpint (get (mask, 10, 10), ==, 255);
  g_assert_cmpint (get (mask, 30, 30), ==, 255);
  aip_mask_undo (mask);
  g_assert_true (aip_mask_is_empty (mask));
  g_assert_false (aip_mask_can_undo (mask));
  aip_mask_undo (mask);
  aip_mask_redo (mask);
  g_assert_cmpint (get (mask, 30, 30), ==, 255);
  g_assert_true (aip_mask_can_redo (mask));

  /* What is done now takes the place of what was undone; nothing done is no step. */
  aip_mask_clear (mask);
  g_assert_false (aip_mask_can_redo (mask));
  aip_mask_undo (mask);
  aip_mask_redo (mask);
  aip_mask_clear (mask);
  aip_mask_undo (mask);
  g_assert_cmpint (get (mask, 30, 30), ==, 255);
}

static void
test_feather (void)
{
  g_autoptr(AipMask) mask = aip_mask_new (80, 20);
  int before = 255;

  aip_mask_begin (mask);
  aip_mask_stroke (mask, 0, 10, 40, 10, 10, 40, 1, FALSE);
  aip_mask_end (mask);
  aip_mask_feather (mask, 16);

  /* Ever less from inside to outside, and neither end has moved. */
  g_assert_cmpint (get (mask, 20, 10), ==, 255);
  g_assert_cmpint (get (mask, 79, 10), ==, 0);
  for (int x = 20; x < 80; x++)
    {
      g_assert_cmpint (get (mask, x, 10), <=, before);
      before = get (mask, x, 10);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/mask/stroke", test_stroke);
  g_test_add_func ("/mask/outside", test_outside);
  g_test_add_func ("/mask/steps", test_steps);
  g_test_add_func ("/mask/feather", test_feather);

  return g_test_run ();
}
