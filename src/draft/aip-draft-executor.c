/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-draft-executor"

#include "config.h"

#include "aip-draft-executor.h"
#include "aip-draft-run.h"

struct _AipDraftExecutor
{
  AipDraftOptions     options;
  AipDraftNodes      *nodes;
  AipDraftStore      *store;
  AipDraftEventFunc   func;
  gpointer            user_data;
  GMainContext       *context;

  GThread            *thread;
  GMutex              lock;
  GCond               wake;
  AipDraftPrompt     *next;         /* under the lock, like the rest of this block */
  gboolean            interrupted;
  gboolean            forget;
  gboolean            quit;
  GQueue              events;       /* AipDraftEvent that the main context has not seen */
  GSource            *dispatch;
};

static gboolean
dispatch_cb (gpointer user_data)
{
  AipDraftExecutor *self = user_data;
  GQueue batch;

  g_mutex_lock (&self->lock);
  batch = self->events;
  g_queue_init (&self->events);
  g_clear_pointer (&self->dispatch, g_source_unref);
  g_mutex_unlock (&self->lock);

  for (AipDraftEvent *event = g_queue_pop_head (&batch); event != NULL;
       event = g_queue_pop_head (&batch))
    {
      self->func (event, self->user_data);
      aip_draft_event_free (event);
    }

  return G_SOURCE_REMOVE;
}

static void
emit_cb (AipDraftEvent *event,
         gpointer       user_data)
{
  AipDraftExecutor *self = user_data;
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_queue_push_tail (&self->events, event);
  if (self->dispatch != NULL)
    return;

  /* One source for however many events come until it runs. */
  self->dispatch = g_idle_source_new ();
  g_source_set_priority (self->dispatch, G_PRIORITY_DEFAULT);
  g_source_set_callback (self->dispatch, dispatch_cb, self, NULL);
  g_source_attach (self->dispatch, self->context);
}

/* As long as the model would take; returns early when interrupted. */
static gboolean
wait_cb (double   weight,
         gpointer user_data)
{
  AipDraftExecutor *self = user_data;
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  gint64 end = g_get_monotonic_time () +
               (gint64) (weight * self->options.step_ms * 1000 / self->options.speed);

  while (weight > 0 && !self->options.instant && !self->interrupted && !self->quit)
    if (!g_cond_wait_until (&self->wake, &self->lock, end))
      break;

  return !self->interrupted && !self->quit;
}

static gpointer
executor_thread (gpointer user_data)
{
  AipDraftExecutor *self = user_data;
  g_autoptr(GHashTable) cache = aip_draft_run_cache_new ();
  const AipDraftRunHost host = {
    &self->options, self->nodes, self->store, cache, emit_cb, wait_cb, self,
  };

  g_mutex_lock (&self->lock);
  while (!self->quit)
    {
      g_autoptr(AipDraftPrompt) prompt = g_steal_pointer (&self->next);
      gboolean forget = self->forget;

      if (prompt == NULL)
        {
          g_cond_wait (&self->wake, &self->lock);
          continue;
        }

      self->forget = FALSE;
      g_mutex_unlock (&self->lock);

      if (forget)
        g_hash_table_remove_all (cache);
      aip_draft_run_prompt (&host, prompt);

      g_mutex_lock (&self->lock);
    }
  g_mutex_unlock (&self->lock);

  return NULL;
}

AipDraftExecutor *
aip_draft_executor_new (const AipDraftOptions *options,
                        AipDraftNodes         *nodes,
                        AipDraftStore         *store,
                        AipDraftEventFunc      func,
                        gpointer               user_data)
{
  AipDraftExecutor *self = g_new0 (AipDraftExecutor, 1);

  self->options = *options;
  self->nodes = nodes;
  self->store = store;
  self->func = func;
  self->user_data = user_data;
  self->context = g_main_context_ref_thread_default ();
  g_mutex_init (&self->lock);
  g_cond_init (&self->wake);
  g_queue_init (&self->events);
  self->thread = g_thread_new ("draft-executor", executor_thread, self);

  return self;
}

void
aip_draft_executor_free (AipDraftExecutor *self)
{
  if (self == NULL)
    return;

  g_mutex_lock (&self->lock);
  self->quit = TRUE;
  g_cond_broadcast (&self->wake);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);

  if (self->dispatch != NULL)
    {
      g_source_destroy (self->dispatch);
      g_source_unref (self->dispatch);
    }
  g_queue_clear_full (&self->events, (GDestroyNotify) aip_draft_event_free);
  g_clear_pointer (&self->next, aip_draft_prompt_unref);
  g_main_context_unref (self->context);
  g_cond_clear (&self->wake);
  g_mutex_clear (&self->lock);
  g_free (self);
}

void
aip_draft_executor_run (AipDraftExecutor *self,
                        AipDraftPrompt   *prompt)
{
  g_autoptr(GMutexLocker) locker = NULL;

  g_return_if_fail (self != NULL && prompt != NULL);

  locker = g_mutex_locker_new (&self->lock);
  g_return_if_fail (self->next == NULL);
  self->next = aip_draft_prompt_ref (prompt);
  /* An interrupt that came while nothing ran has no effect later. */
  self->interrupted = FALSE;
  g_cond_broadcast (&self->wake);
}

void
aip_draft_executor_interrupt (AipDraftExecutor *self)
{
  g_autoptr(GMutexLocker) locker = NULL;

  g_return_if_fail (self != NULL);

  locker = g_mutex_locker_new (&self->lock);
  self->interrupted = TRUE;
  g_cond_broadcast (&self->wake);
}

void
aip_draft_executor_forget (AipDraftExecutor *self)
{
  g_autoptr(GMutexLocker) locker = NULL;

  g_return_if_fail (self != NULL);

  locker = g_mutex_locker_new (&self->lock);
  self->forget = TRUE;
}
