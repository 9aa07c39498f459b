/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define AIP_TYPE_WORKER_THREAD (aip_worker_thread_get_type ())

/**
 * AipWorkerThread:
 *
 * One named thread that runs #GTask functions one after the other, in the order they were queued:
 * the owner of a resource that only one thread may touch (a database connection). Unlike
 * aip_task_run_in_thread() nothing else waits for it and it waits for nothing else.
 *
 * The object itself may be used from any thread. Dropping the last reference never blocks: the
 * thread finishes what is queued and ends by itself.
 */
G_DECLARE_FINAL_TYPE (AipWorkerThread, aip_worker_thread, AIP, WORKER_THREAD, GObject)

/* @name: at most 15 bytes are shown by the system */
AipWorkerThread *aip_worker_thread_new        (const char      *name);
/* @task: (transfer none): kept until @func has returned, finalized in its own main context; @func
 * must complete it exactly once. */
void             aip_worker_thread_queue      (AipWorkerThread *self,
                                               GTask           *task,
                                               GTaskThreadFunc  func);
/* Whether the caller runs in the thread; for assertions. */
gboolean         aip_worker_thread_is_current (AipWorkerThread *self);

G_END_DECLS
