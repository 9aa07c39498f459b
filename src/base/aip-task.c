/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-task"

#include "config.h"

#include "aip-task.h"

static void toggled_cb (gpointer  data,
                        GObject  *object,
                        gboolean  is_last_ref);

static gboolean
let_go_cb (gpointer user_data)
{
  g_object_remove_toggle_ref (G_OBJECT (user_data), toggled_cb, NULL);

  return G_SOURCE_REMOVE;
}

/* Runs in the thread that dropped the last reference but ours. */
static void
toggled_cb (gpointer  data,
            GObject  *object,
            gboolean  is_last_ref)
{
  g_autoptr(GSource) source = NULL;

  g_assert (is_last_ref);

  source = g_idle_source_new ();
  g_source_set_static_name (source, "aip_task_finalize_at_home");
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, let_go_cb, object, NULL);
  g_source_attach (source, g_task_get_context (G_TASK (object)));
}

void
aip_task_finalize_at_home (GTask *task)
{
  g_return_if_fail (G_IS_TASK (task));

  g_object_add_toggle_ref (G_OBJECT (task), toggled_cb, NULL);
}

void
aip_task_run_in_thread (GTask           *task,
                        GTaskThreadFunc  func)
{
  g_return_if_fail (G_IS_TASK (task));
  g_return_if_fail (func != NULL);

  aip_task_finalize_at_home (task);
  g_task_run_in_thread (task, func);
}
