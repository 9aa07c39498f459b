/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-worker-thread"

#include "config.h"

#include "aip-task.h"
#include "aip-worker-thread.h"

typedef struct {
  GTask           *task;
  GTaskThreadFunc  func;
} Work;

struct _AipWorkerThread {
  GObject parent_instance;

  GThread     *thread;
  GAsyncQueue *queue;
};

G_DEFINE_FINAL_TYPE (AipWorkerThread, aip_worker_thread, G_TYPE_OBJECT)

/* Queued by finalize as the last thing; it has no task. */
static Work quit_work;

static gpointer
thread_main (gpointer data)
{
  /* The queue, not the object: otherwise the object could never be finalized. */
  g_autoptr(GAsyncQueue) queue = data;

  for (;;)
    {
      Work *work = g_async_queue_pop (queue);
      GCancellable *cancellable;

      if (work == &quit_work)
        return NULL;

      cancellable = g_task_get_cancellable (work->task);
      if (!g_task_return_error_if_cancelled (work->task))
        work->func (work->task, g_task_get_source_object (work->task),
                    g_task_get_task_data (work->task), cancellable);

      g_object_unref (work->task);
      g_free (work);
    }
}

static void
aip_worker_thread_finalize (GObject *object)
{
  AipWorkerThread *self = AIP_WORKER_THREAD (object);

  g_async_queue_push (self->queue, &quit_work);
  g_clear_pointer (&self->thread, g_thread_unref);
  g_clear_pointer (&self->queue, g_async_queue_unref);

  G_OBJECT_CLASS (aip_worker_thread_parent_class)->finalize (object);
}

static void
aip_worker_thread_class_init (AipWorkerThreadClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_worker_thread_finalize;
}

static void
aip_worker_thread_init (AipWorkerThread *self)
{
  self->queue = g_async_queue_new ();
}

AipWorkerThread *
aip_worker_thread_new (const char *name)
{
  AipWorkerThread *self = g_object_new (AIP_TYPE_WORKER_THREAD, NULL);

  self->thread = g_thread_new (name, thread_main, g_async_queue_ref (self->queue));

  return self;
}

void
aip_worker_thread_queue (AipWorkerThread *self,
                         GTask           *task,
                         GTaskThreadFunc  func)
{
  Work *work;

  g_return_if_fail (AIP_IS_WORKER_THREAD (self));
  g_return_if_fail (G_IS_TASK (task));
  g_return_if_fail (func != NULL);

  work = g_new0 (Work, 1);
  work->task = g_object_ref (task);
  work->func = func;
  aip_task_finalize_at_home (task);
  g_async_queue_push (self->queue, work);
}

gboolean
aip_worker_thread_is_current (AipWorkerThread *self)
{
  g_return_val_if_fail (AIP_IS_WORKER_THREAD (self), FALSE);

  return g_thread_self () == self->thread;
}
