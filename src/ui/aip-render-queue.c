/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-render-queue"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-render-queue.h"

struct _AipRenderQueue
{
  GObject parent_instance;

  AipActivityLog *activity;
  GPtrArray      *tasks;     /* in the order in which they are rendered */
};

G_DEFINE_FINAL_TYPE (AipRenderQueue, aip_render_queue, G_TYPE_OBJECT)

enum {
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
aip_render_queue_dispose (GObject *object)
{
  AipRenderQueue *self = AIP_RENDER_QUEUE (object);

  for (guint i = 0; i < self->tasks->len; i++)
    g_signal_handlers_disconnect_by_data (self->tasks->pdata[i], self);
  g_ptr_array_set_size (self->tasks, 0);
  g_clear_object (&self->activity);

  G_OBJECT_CLASS (aip_render_queue_parent_class)->dispose (object);
}

static void
aip_render_queue_finalize (GObject *object)
{
  g_ptr_array_unref (AIP_RENDER_QUEUE (object)->tasks);

  G_OBJECT_CLASS (aip_render_queue_parent_class)->finalize (object);
}

static void
aip_render_queue_class_init (AipRenderQueueClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = aip_render_queue_dispose;
  G_OBJECT_CLASS (klass)->finalize = aip_render_queue_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
aip_render_queue_init (AipRenderQueue *self)
{
  self->tasks = g_ptr_array_new_with_free_func (g_object_unref);
}

AipRenderQueue *
aip_render_queue_new (AipActivityLog *activity)
{
  AipRenderQueue *self;

  g_return_val_if_fail (AIP_IS_ACTIVITY_LOG (activity), NULL);

  self = g_object_new (AIP_TYPE_RENDER_QUEUE, NULL);
  self->activity = g_object_ref (activity);

  return self;
}

static AipRenderTask *
find_state (AipRenderQueue *self,
            AipRenderState  state)
{
  for (guint i = 0; i < self->tasks->len; i++)
    if (aip_render_task_get_state (self->tasks->pdata[i]) == state)
      return self->tasks->pdata[i];

  return NULL;
}

static void
start_next (AipRenderQueue *self)
{
  AipRenderTask *next = find_state (self, AIP_RENDER_WAITING);

  if (next != NULL && find_state (self, AIP_RENDER_RUNNING) == NULL)
    aip_render_task_start (next);
}

static void
log_sentence (AipRenderQueue   *self,
              AipRenderTask    *task,
              AipActivityLevel  level,
              const char       *sentence)
{
  aip_activity_log_take (self->activity,
                         aip_activity_entry_new (g_get_real_time (), level, sentence,
                                                 aip_render_task_get_folder (task), NULL));
}

static void
log_end (AipRenderQueue *self,
         AipRenderTask  *task)
{
  const char *name = aip_render_task_get_name (task);
  const char *const *warnings = aip_render_task_get_warnings (task);
  g_autofree char *loudness = aip_render_task_dup_loudness (task);
  g_autofree char *sentence = NULL;

  switch (aip_render_task_get_state (task))
    {
    case AIP_RENDER_DONE:
      sentence = loudness != NULL ? g_strdup_printf (_("Rendered “%s” (%s)."), name, loudness)
                                  : g_strdup_printf (_("Rendered “%s”."), name);
      log_sentence (self, task, AIP_ACTIVITY_INFO, sentence);
      for (guint i = 0; warnings[i] != NULL; i++)
        log_sentence (self, task, AIP_ACTIVITY_WARNING, warnings[i]);
      break;

    case AIP_RENDER_FAILED:
      sentence = g_strdup_printf (_("“%s” was not rendered: %s"), name,
                                  aip_render_task_get_problem (task));
      log_sentence (self, task, AIP_ACTIVITY_ERROR, sentence);
      break;

    case AIP_RENDER_WAITING:
    case AIP_RENDER_RUNNING:
    case AIP_RENDER_CANCELLED:
    default:
      break;
    }
}

static gboolean
has_ended (AipRenderTask *task)
{
  return aip_render_task_get_state (task) > AIP_RENDER_RUNNING;
}

static void
task_changed_cb (AipRenderTask  *task,
                 AipRenderQueue *self)
{
  g_autoptr(AipRenderTask) held = g_object_ref (task);

  if (has_ended (task))
    {
      log_end (self, task);
      /* There is nothing to say about what somebody stopped. */
      if (aip_render_task_get_state (task) == AIP_RENDER_CANCELLED)
        aip_render_queue_dismiss (self, task);
      start_next (self);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

void
aip_render_queue_take (AipRenderQueue *self,
                       AipRenderTask  *task)
{
  g_return_if_fail (AIP_IS_RENDER_QUEUE (self));
  g_return_if_fail (AIP_IS_RENDER_TASK (task));

  /* News of what is over make room for news of this. */
  for (guint i = self->tasks->len; i > 0; i--)
    if (has_ended (self->tasks->pdata[i - 1]))
      aip_render_queue_dismiss (self, self->tasks->pdata[i - 1]);

  g_ptr_array_add (self->tasks, task);
  g_signal_connect (task, "changed", G_CALLBACK (task_changed_cb), self);
  start_next (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

guint
aip_render_queue_get_n_open (AipRenderQueue *self)
{
  guint n = 0;

  g_return_val_if_fail (AIP_IS_RENDER_QUEUE (self), 0);

  for (guint i = 0; i < self->tasks->len; i++)
    n += !has_ended (self->tasks->pdata[i]);

  return n;
}

AipRenderTask *
aip_render_queue_get_current (AipRenderQueue *self)
{
  AipRenderTask *running;

  g_return_val_if_fail (AIP_IS_RENDER_QUEUE (self), NULL);

  running = find_state (self, AIP_RENDER_RUNNING);
  if (running != NULL || self->tasks->len == 0)
    return running;

  return self->tasks->pdata[self->tasks->len - 1];
}

void
aip_render_queue_dismiss (AipRenderQueue *self,
                          AipRenderTask  *task)
{
  g_return_if_fail (AIP_IS_RENDER_QUEUE (self));
  g_return_if_fail (has_ended (task));

  g_signal_handlers_disconnect_by_data (task, self);
  g_ptr_array_remove (self->tasks, task);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
aip_render_queue_retry (AipRenderQueue *self,
                        AipRenderTask  *task)
{
  g_return_if_fail (AIP_IS_RENDER_QUEUE (self));
  g_return_if_fail (aip_render_task_get_state (task) == AIP_RENDER_FAILED);

  if (find_state (self, AIP_RENDER_RUNNING) == NULL)
    aip_render_task_start (task);
}

void
aip_render_queue_stop (AipRenderQueue *self)
{
  g_autoptr(GPtrArray) tasks = NULL;

  g_return_if_fail (AIP_IS_RENDER_QUEUE (self));

  /* Those that wait first, so that none of them begins. */
  tasks = g_ptr_array_copy (self->tasks, (GCopyFunc) (gpointer) g_object_ref, NULL);
  g_ptr_array_set_free_func (tasks, g_object_unref);
  for (guint i = tasks->len; i > 0; i--)
    aip_render_task_cancel (tasks->pdata[i - 1]);
}
