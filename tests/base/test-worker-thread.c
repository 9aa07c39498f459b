/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "aip-worker-thread.h"
#include "test-support.h"

#define N_TASKS 1000

static void
append_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  GPtrArray *order = g_task_get_task_data (task);

  /* Only this thread writes until the test has seen the last task complete. */
  g_ptr_array_add (order, g_thread_self ());
  g_task_return_int (task, order->len);
}

static void
completed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  gssize *last = user_data;
  gssize number = g_task_propagate_int (G_TASK (result), NULL);

  g_assert_cmpint (number, ==, *last + 1);
  *last = number;
}

static void
test_order (void)
{
  g_autoptr(AipWorkerThread) thread = aip_worker_thread_new ("aip-test");
  g_autoptr(GPtrArray) order = g_ptr_array_new ();
  gssize last = 0;

  for (guint i = 0; i < N_TASKS; i++)
    {
      g_autoptr(GTask) task = g_task_new (NULL, NULL, completed_cb, &last);

      g_task_set_task_data (task, order, NULL);
      aip_worker_thread_queue (thread, task, append_in_thread);
    }
  test_spin_while (last < N_TASKS);

  g_assert_false (aip_worker_thread_is_current (thread));
  for (guint i = 0; i < order->len; i++)
    {
      g_assert_true (order->pdata[i] == order->pdata[0]);
      g_assert_true (order->pdata[i] != g_thread_self ());
    }
}

static void
test_finishes_after_unref (void)
{
  AipWorkerThread *thread = aip_worker_thread_new ("aip-test");
  g_autoptr(GPtrArray) order = g_ptr_array_new ();
  gssize last = 0;

  for (guint i = 0; i < N_TASKS; i++)
    {
      g_autoptr(GTask) task = g_task_new (NULL, NULL, completed_cb, &last);

      g_task_set_task_data (task, order, NULL);
      aip_worker_thread_queue (thread, task, append_in_thread);
    }
  g_assert_finalize_object (thread);

  test_spin_while (last < N_TASKS);
}

static void
test_cancelled_is_not_run (void)
{
  g_autoptr(AipWorkerThread) thread = aip_worker_thread_new ("aip-test");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GPtrArray) order = g_ptr_array_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, test_store_result_cb, &result);

  g_cancellable_cancel (cancellable);
  g_task_set_task_data (task, order, NULL);
  aip_worker_thread_queue (thread, task, append_in_thread);
  test_spin_while (result == NULL);

  g_assert_cmpint (g_task_propagate_int (G_TASK (result), &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (order->len, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/worker-thread/order", test_order);
  g_test_add_func ("/base/worker-thread/finishes-after-unref", test_finishes_after_unref);
  g_test_add_func ("/base/worker-thread/cancelled-is-not-run", test_cancelled_is_not_run);

  return g_test_run ();
}
