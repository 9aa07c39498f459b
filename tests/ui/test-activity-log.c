/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "aip-activity-log.h"
#include "test-support.h"

static guint n_changes;

static void
count_changes_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  GPtrArray  *mirror)
{
  n_changes++;

  /* What a view does: it keeps up by the signal alone. */
  g_ptr_array_remove_range (mirror, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (mirror, (int) (position + i), g_list_model_get_item (model, position + i));
}

static void
assert_mirrored (AipActivityLog *log,
                 GPtrArray      *mirror)
{
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (log)), ==, mirror->len);
  for (guint i = 0; i < mirror->len; i++)
    {
      g_autoptr(AipActivityEntry) entry = g_list_model_get_item (G_LIST_MODEL (log), i);

      g_assert_true (entry == g_ptr_array_index (mirror, i));
    }
}

static void
add (AipActivityLog *log,
     guint           number)
{
  g_autofree char *sentence = g_strdup_printf ("%u", number);

  aip_activity_log_take (log,
                         aip_activity_entry_new (number, AIP_ACTIVITY_INFO, sentence, NULL, NULL));
}

static void
test_newest_first_and_bounded (void)
{
  g_autoptr(AipActivityLog) log = aip_activity_log_new ();
  g_autoptr(GPtrArray) mirror = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(AipActivityEntry) first = NULL;
  g_autoptr(AipActivityEntry) last = NULL;
  guint number = 0;

  g_signal_connect (log, "items-changed", G_CALLBACK (count_changes_cb), mirror);

  n_changes = 0;
  for (guint i = 0; i < 10; i++)
    add (log, number++);
  test_spin_while (mirror->len < 10);
  /* A burst is one change. */
  g_assert_cmpuint (n_changes, ==, 1);
  assert_mirrored (log, mirror);

  for (guint round = 0; round < 6; round++)
    {
      for (guint i = 0; i < 700; i++)
        add (log, number++);
      n_changes = 0;
      test_spin_while (n_changes == 0);
      assert_mirrored (log, mirror);
    }

  g_assert_cmpuint (mirror->len, ==, AIP_ACTIVITY_LOG_LENGTH);
  first = g_list_model_get_item (G_LIST_MODEL (log), 0);
  last = g_list_model_get_item (G_LIST_MODEL (log), AIP_ACTIVITY_LOG_LENGTH - 1);
  g_assert_cmpint (aip_activity_entry_get_time (first), ==, number - 1);
  g_assert_cmpint (aip_activity_entry_get_time (last), ==, number - AIP_ACTIVITY_LOG_LENGTH);

  /* More at once than fits at all. */
  for (guint i = 0; i < AIP_ACTIVITY_LOG_LENGTH + 100; i++)
    add (log, number++);
  n_changes = 0;
  test_spin_while (n_changes == 0);
  assert_mirrored (log, mirror);
  g_assert_cmpuint (mirror->len, ==, AIP_ACTIVITY_LOG_LENGTH);

  add (log, number++);
  aip_activity_log_clear (log);
  assert_mirrored (log, mirror);
  g_assert_cmpuint (mirror->len, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/activity-log/newest-first-and-bounded", test_newest_first_and_bounded);

  return g_test_run ();
}
