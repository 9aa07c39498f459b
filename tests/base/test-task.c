/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "aip-task.h"
#include "aip-worker-thread.h"
#include "test-support.h"

#define N_TASKS 5000

/* An object that belongs to the thread of the test: it notes where it ends. */
#define TEST_TYPE_OWNED (test_owned_get_type ())

G_DECLARE_FINAL_TYPE (TestOwned, test_owned, TEST, OWNED, GObject)

struct _TestOwned {
  GObject parent_instance;
};

G_DEFINE_FINAL_TYPE (TestOwned, test_owned, G_TYPE_OBJECT)

static GThread *home;
static gint n_ended;    /* atomic; objects and task data together */
static gint n_abroad;   /* atomic; those of them that ended in another thread */

static void
note_end (void)
{
  if (g_thread_self () != home)
    g_atomic_int_inc (&n_abroad);
  g_atomic_int_inc (&n_ended);
}

static void
test_owned_finalize (GObject *object)
{
  note_end ();

  G_OBJECT_CLASS (test_owned_parent_class)->finalize (object);
}

static void
test_owned_class_init (TestOwnedClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_owned_finalize;
}

static void
test_owned_init (TestOwned *self)
{
}

static void
data_free (gpointer data)
{
  note_end ();
  g_free (data);
}

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  guint *n_completed = user_data;

  g_assert_true (g_thread_self () == home);
  g_assert_true (g_task_propagate_boolean (G_TASK (result), NULL));
  (*n_completed)++;
}

static GTask *
new_task (guint *n_completed)
{
  g_autoptr(TestOwned) owned = g_object_new (TEST_TYPE_OWNED, NULL);
  GTask *task = g_task_new (owned, NULL, counted_cb, n_completed);

  g_task_set_task_data (task, g_strdup ("data"), data_free);

  return task;
}

static void
return_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  g_assert_true (g_thread_self () != home);
  g_assert_cmpstr (task_data, ==, "data");
  g_task_return_boolean (task, TRUE);
}

typedef void (* Runner) (GTask           *task,
                         GTaskThreadFunc  func,
                         gpointer         data);

static void
run_in_pool (GTask           *task,
             GTaskThreadFunc  func,
             gpointer         data)
{
  aip_task_run_in_thread (task, func);
}

static void
run_in_worker_thread (GTask           *task,
                      GTaskThreadFunc  func,
                      gpointer         data)
{
  aip_worker_thread_queue (data, task, func);
}

static void
reset (void)
{
  home = g_thread_self ();
  g_atomic_int_set (&n_ended, 0);
  g_atomic_int_set (&n_abroad, 0);
}

static void
check_many (Runner   runner,
            gpointer data)
{
  guint n_completed = 0;

  reset ();
  for (guint i = 0; i < N_TASKS; i++)
    {
      g_autoptr(GTask) task = new_task (&n_completed);

      runner (task, return_in_thread, data);
    }

  test_spin_while (g_atomic_int_get (&n_ended) < 2 * N_TASKS);
  g_assert_cmpuint (n_completed, ==, N_TASKS);
  g_assert_cmpint (g_atomic_int_get (&n_abroad), ==, 0);
}

static void
test_many (void)
{
  check_many (run_in_pool, NULL);
}

static void
test_many_worker_thread (void)
{
  g_autoptr(AipWorkerThread) thread = aip_worker_thread_new ("aip-test");

  check_many (run_in_worker_thread, thread);
}

/* Loses the race on purpose: a reference of the thread that goes when everybody else's is gone. */
static GAsyncQueue *late_references;

static void
return_and_keep (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  g_async_queue_push (late_references, g_object_ref (task));
  g_task_return_boolean (task, TRUE);
}

static gpointer
let_go_in_thread (gpointer data)
{
  g_object_unref (data);

  return NULL;
}

static void
check_late (Runner   runner,
            gpointer data)
{
  guint n_completed = 0;

  reset ();
  late_references = g_async_queue_new ();
  for (guint i = 0; i < N_TASKS; i++)
    {
      g_autoptr(GTask) task = new_task (&n_completed);

      runner (task, return_and_keep, data);
    }
  test_spin_while (n_completed < N_TASKS);
  g_assert_cmpint (g_atomic_int_get (&n_ended), ==, 0);

  for (guint i = 0; i < N_TASKS; i++)
    g_thread_join (g_thread_new ("aip-late", let_go_in_thread,
                                 g_async_queue_pop (late_references)));
  test_spin_while (g_atomic_int_get (&n_ended) < 2 * N_TASKS);
  g_assert_cmpint (g_atomic_int_get (&n_abroad), ==, 0);
  g_clear_pointer (&late_references, g_async_queue_unref);
}

static void
test_late (void)
{
  check_late (run_in_pool, NULL);
}

static void
test_late_worker_thread (void)
{
  g_autoptr(AipWorkerThread) thread = aip_worker_thread_new ("aip-test");

  check_late (run_in_worker_thread, thread);
}

/* A task that was cancelled before is completed and finalized like any other. */
static void
test_cancelled (void)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GTask) task = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  reset ();
  g_cancellable_cancel (cancellable);
  task = g_task_new (NULL, cancellable, test_store_result_cb, &result);
  g_task_set_task_data (task, g_strdup ("data"), data_free);
  aip_task_run_in_thread (task, return_in_thread);
  test_spin_while (result == NULL);
  g_assert_false (g_task_propagate_boolean (G_TASK (result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  g_clear_object (&task);
  g_clear_object (&result);
  test_spin_while (g_atomic_int_get (&n_ended) < 1);
  g_assert_cmpint (g_atomic_int_get (&n_abroad), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/task/many", test_many);
  g_test_add_func ("/base/task/many-worker-thread", test_many_worker_thread);
  g_test_add_func ("/base/task/late", test_late);
  g_test_add_func ("/base/task/late-worker-thread", test_late_worker_thread);
  g_test_add_func ("/base/task/cancelled", test_cancelled);

  return g_test_run ();
}
