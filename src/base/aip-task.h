/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Tasks that are worked on in another thread. That thread holds a reference on its task until after
 * the task is completed, so it may be the last to let go: then it finalizes the task, and with it
 * perhaps the source object, the task data and everything that hangs on them, beside the thread
 * that they belong to. These functions never let that happen.
 */

/* g_task_run_in_thread(), but @task is always finalized in its own main context. */
void aip_task_run_in_thread (GTask           *task,
                             GTaskThreadFunc  func);

/**
 * aip_task_finalize_at_home:
 * @task: a task that another thread is about to get, at most once
 *
 * Whichever thread drops the last reference on @task, it is finalized by an iteration of the main
 * context that it was made for. Nobody may take a reference on @task again who holds none.
 */
void aip_task_finalize_at_home (GTask *task);

G_END_DECLS
