/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-draft-executor"

#include "config.h"

#include <string.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "aip-draft-executor.h"
#include "aip-draft-plan.h"

/* What a node left behind: kept as long as prompts come that still contain it. */
typedef struct
{
  GPtrArray    *outputs;  /* AipDraftValue, by slot */
  AipDraftJson *ui;       /* or NULL */
} CacheEntry;

/* One bar of progress_state. */
typedef struct
{
  char     *id;
  int       value;
  int       max;
  gboolean  whole;     /* counted in steps, so written as integers */
  gboolean  finished;
} Bar;

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

  GHashTable         *cache;        /* signature → CacheEntry; the thread's own */
};

/* Everything about the prompt that runs; lives on the thread's stack. */
typedef struct
{
  AipDraftExecutor *executor;
  AipDraftPrompt   *prompt;
  GHashTable       *signatures;  /* node id → signature, or "" for a node in a cycle */
  GPtrArray        *bars;
  GPtrArray        *executed;    /* ids, borrowed from the graph */
  AipDraftJson     *messages;
  const char       *node_id;     /* being run */
  Bar              *bar;
} Run;

static void
cache_entry_free (gpointer data)
{
  CacheEntry *entry = data;

  g_ptr_array_unref (entry->outputs);
  aip_draft_json_unref (entry->ui);
  g_free (entry);
}

static void
bar_free (gpointer data)
{
  Bar *bar = data;

  g_free (bar->id);
  g_free (bar);
}

static void
event_free (gpointer data)
{
  AipDraftEvent *event = data;

  aip_draft_prompt_unref (event->prompt);
  g_free (event->text);
  g_free (event->progress);
  g_free (event->node_id);
  g_clear_pointer (&event->preview, g_bytes_unref);
  aip_draft_json_unref (event->entry);
  g_free (event);
}

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
      event_free (event);
    }

  return G_SOURCE_REMOVE;
}

static AipDraftEvent *
event_new (Run               *run,
           AipDraftEventKind  kind,
           AipDraftJson      *message)
{
  AipDraftEvent *event = g_new0 (AipDraftEvent, 1);

  event->kind = kind;
  event->prompt = aip_draft_prompt_ref (run->prompt);
  event->text = message != NULL ? aip_draft_json_to_text (message) : NULL;

  return event;
}

static void
emit (Run           *run,
      AipDraftEvent *event)
{
  AipDraftExecutor *self = run->executor;
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

static AipDraftJson *
new_message (const char   *type,
             AipDraftJson *data)
{
  AipDraftJson *message = aip_draft_json_object ();

  aip_draft_json_set_string (message, "type", type);
  aip_draft_json_set (message, "data", data);

  return message;
}

static void
emit_message (Run               *run,
              AipDraftEventKind  kind,
              const char        *type,
              AipDraftJson      *data)
{
  g_autoptr(AipDraftJson) message = new_message (type, data);
  AipDraftEvent *event = event_new (run, kind, message);

  if (g_str_equal (type, "executing"))
    event->node_id = g_strdup (run->node_id);
  emit (run, event);
}

/* The messages that are kept in the history as well. */
static void
emit_execution (Run               *run,
                AipDraftEventKind  kind,
                const char        *type,
                AipDraftJson      *data)
{
  AipDraftJson *record = aip_draft_json_array ();

  aip_draft_json_set_int (data, "timestamp", g_get_real_time () / 1000);
  aip_draft_json_append (record, aip_draft_json_string (type));
  aip_draft_json_append (record, aip_draft_json_ref (data));
  aip_draft_json_append (run->messages, record);
  emit_message (run, kind, type, data);
}

static AipDraftJson *
new_run_data (Run *run)
{
  AipDraftJson *data = aip_draft_json_object ();

  aip_draft_json_set_string (data, "prompt_id", run->prompt->id);

  return data;
}

static AipDraftJson *
new_progress_state (Run *run)
{
  AipDraftJson *data = new_run_data (run);
  AipDraftJson *nodes = aip_draft_json_object ();

  for (guint i = 0; i < run->bars->len; i++)
    {
      Bar *bar = g_ptr_array_index (run->bars, i);
      AipDraftJson *node = aip_draft_json_object ();

      aip_draft_json_set (node, "value", bar->whole ? aip_draft_json_int (bar->value)
                                                    : aip_draft_json_float (bar->value));
      aip_draft_json_set (node, "max", bar->whole ? aip_draft_json_int (bar->max)
                                                  : aip_draft_json_float (bar->max));
      aip_draft_json_set_string (node, "state", bar->finished ? "finished" : "running");
      aip_draft_json_set_string (node, "node_id", bar->id);
      aip_draft_json_set_string (node, "prompt_id", run->prompt->id);
      aip_draft_json_set_string (node, "display_node_id", bar->id);
      aip_draft_json_set (node, "parent_node_id", aip_draft_json_null ());
      aip_draft_json_set_string (node, "real_node_id", bar->id);
      aip_draft_json_set (nodes, bar->id, node);
    }
  aip_draft_json_set (data, "nodes", nodes);

  return new_message ("progress_state", data);
}

static void
emit_progress_state (Run *run)
{
  g_autoptr(AipDraftJson) message = new_progress_state (run);

  emit (run, event_new (run, AIP_DRAFT_EVENT_BROADCAST, message));
}

static Bar *
add_bar (Run        *run,
         const char *id)
{
  Bar *bar = g_new0 (Bar, 1);

  bar->id = g_strdup (id);
  bar->max = 1;
  g_ptr_array_add (run->bars, bar);

  return bar;
}

static gboolean
is_interrupted (AipDraftExecutor *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->interrupted || self->quit;
}

/* As long as the model would take. Returns early when interrupted. */
static void
wait_for_work (AipDraftExecutor *self,
               double            weight)
{
  gint64 end;

  if (self->options.instant || weight <= 0)
    return;

  end = g_get_monotonic_time () +
        (gint64) (weight * self->options.step_ms * 1000 / self->options.speed);

  g_mutex_lock (&self->lock);
  while (!self->interrupted && !self->quit)
    if (!g_cond_wait_until (&self->wake, &self->lock, end))
      break;
  g_mutex_unlock (&self->lock);
}

static gboolean
step_cb (AipDraftCall *call,
         int           value,
         int           max,
         double        weight,
         GBytes       *preview)
{
  Run *run = call->user_data;
  g_autoptr(AipDraftJson) state = NULL;
  g_autoptr(AipDraftJson) progress = NULL;
  AipDraftJson *data;
  AipDraftEvent *event;

  wait_for_work (run->executor, weight);
  if (is_interrupted (run->executor))
    {
      call->interrupted = TRUE;
      return FALSE;
    }

  run->bar->value = value;
  run->bar->max = max;
  run->bar->whole = TRUE;

  state = new_progress_state (run);
  data = aip_draft_json_object ();
  aip_draft_json_set_int (data, "value", value);
  aip_draft_json_set_int (data, "max", max);
  aip_draft_json_set_string (data, "prompt_id", run->prompt->id);
  aip_draft_json_set_string (data, "node", run->node_id);
  progress = new_message ("progress", data);

  event = event_new (run, AIP_DRAFT_EVENT_PROGRESS, state);
  event->progress = aip_draft_json_to_text (progress);
  event->preview = preview != NULL ? g_bytes_ref (preview) : NULL;
  event->node_id = g_strdup (run->node_id);
  emit (run, event);

  return TRUE;
}

/*
 * What makes the result of a node: its class, its values, and the same of everything above it.
 * Ids and the order of keys do not count. A loaded file counts with its state on the disk.
 */
static const char *
get_signature (Run        *run,
               const char *id)
{
  AipDraftJson *node = aip_draft_json_get (run->prompt->graph, id);
  AipDraftJson *inputs = aip_draft_json_get (node, "inputs");
  const char *class_type = aip_draft_json_get_string (aip_draft_json_get (node, "class_type"));
  const char *known = g_hash_table_lookup (run->signatures, id);
  g_autoptr(GString) text = NULL;
  g_autoptr(GPtrArray) names = NULL;

  if (known != NULL)
    return known;

  /* Whoever comes back here through a cycle finds this. */
  g_hash_table_insert (run->signatures, g_strdup (id), g_strdup (""));

  text = g_string_new (class_type);
  names = g_ptr_array_new ();
  for (guint i = 0; i < aip_draft_json_get_length (inputs); i++)
    g_ptr_array_add (names, (gpointer) aip_draft_json_get_key (inputs, i));
  g_ptr_array_sort_values (names, (GCompareFunc) strcmp);

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      AipDraftJson *value = aip_draft_json_get (inputs, name);
      const char *source;
      int slot;

      g_string_append_printf (text, "\n%s=", name);
      if (aip_draft_link_read (value, &source, &slot))
        g_string_append_printf (text, "@%s/%d",
                                aip_draft_json_get (run->prompt->graph, source) != NULL
                                  ? get_signature (run, source) : "none", slot);
      else
        aip_draft_json_write (value, text);
    }

  if (class_type != NULL && g_str_has_prefix (class_type, "LoadImage"))
    {
      const char *file = aip_draft_json_get_string (aip_draft_json_get (inputs, "image"));
      g_autofree char *path = aip_draft_store_find_input (run->executor->store, file);
      GStatBuf info;

      if (path != NULL && g_stat (path, &info) == 0)
        g_string_append_printf (text, "\n%" G_GINT64_FORMAT ".%09ld/%" G_GINT64_FORMAT,
                                (gint64) info.st_mtim.tv_sec, (long) info.st_mtim.tv_nsec,
                                (gint64) info.st_size);
    }

  g_hash_table_insert (run->signatures, g_strdup (id),
                       g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str,
                                                      (gssize) text->len));

  return g_hash_table_lookup (run->signatures, id);
}

static CacheEntry *
find_cached (Run        *run,
             const char *id)
{
  return g_hash_table_lookup (run->executor->cache, get_signature (run, id));
}

static gboolean
is_cached_cb (const char *id,
              gpointer    user_data)
{
  return find_cached (user_data, id) != NULL;
}

/* Like the real server, only what the current prompt contains stays cached. */
static void
drop_foreign_entries (Run *run)
{
  g_autoptr(GHashTable) wanted = g_hash_table_new (g_str_hash, g_str_equal);
  AipDraftJson *graph = run->prompt->graph;
  GHashTableIter iter;
  gpointer signature;

  for (guint i = 0; i < aip_draft_json_get_length (graph); i++)
    g_hash_table_add (wanted, (gpointer) get_signature (run, aip_draft_json_get_key (graph, i)));

  g_hash_table_iter_init (&iter, run->executor->cache);
  while (g_hash_table_iter_next (&iter, &signature, NULL))
    if (!g_hash_table_contains (wanted, signature))
      g_hash_table_iter_remove (&iter);
}

static AipDraftJson *
new_executed_list (Run *run)
{
  AipDraftJson *list = aip_draft_json_array ();

  for (guint i = 0; i < run->executed->len; i++)
    aip_draft_json_append (list, aip_draft_json_string (g_ptr_array_index (run->executed, i)));

  return list;
}

static void
emit_executed (Run          *run,
               const char   *id,
               AipDraftJson *ui)
{
  AipDraftJson *data = aip_draft_json_object ();

  aip_draft_json_set_string (data, "node", id);
  aip_draft_json_set_string (data, "display_node", id);
  aip_draft_json_set (data, "output", ui != NULL ? aip_draft_json_ref (ui)
                                                 : aip_draft_json_null ());
  aip_draft_json_set_string (data, "prompt_id", run->prompt->id);
  emit_message (run, AIP_DRAFT_EVENT_MESSAGE, "executed", data);
}

static const char *
get_class (Run        *run,
           const char *id)
{
  return aip_draft_json_get_string (
    aip_draft_json_get (aip_draft_json_get (run->prompt->graph, id), "class_type"));
}

static void
emit_interrupted (Run *run)
{
  AipDraftJson *data = new_run_data (run);

  aip_draft_json_set_string (data, "node_id", run->node_id);
  aip_draft_json_set_string (data, "node_type", get_class (run, run->node_id));
  aip_draft_json_set (data, "executed", new_executed_list (run));
  emit_execution (run, AIP_DRAFT_EVENT_BROADCAST, "execution_interrupted", data);
}

static void
emit_error (Run          *run,
            AipDraftCall *call)
{
  AipDraftJson *data = new_run_data (run);
  AipDraftJson *inputs = aip_draft_json_get (aip_draft_json_get (run->prompt->graph, run->node_id),
                                             "inputs");
  AipDraftJson *traceback = aip_draft_json_array ();
  AipDraftJson *shown = aip_draft_json_object ();
  AipDraftJson *ids = aip_draft_json_array ();
  g_autofree char *line = g_strdup_printf ("  File \"draft-worker\", in %s\n", call->class_type);

  for (guint i = 0; i < aip_draft_json_get_length (inputs); i++)
    {
      AipDraftJson *value = aip_draft_json_get_element (inputs, i);
      AipDraftJson *list = aip_draft_json_array ();

      aip_draft_json_append (list, aip_draft_json_is_array (value)
                                     ? aip_draft_json_string ("(what the link carries)")
                                     : aip_draft_json_ref (value));
      aip_draft_json_set (shown, aip_draft_json_get_key (inputs, i), list);
    }
  for (guint i = 0; i < aip_draft_json_get_length (run->prompt->graph); i++)
    aip_draft_json_append (ids, aip_draft_json_string (aip_draft_json_get_key (run->prompt->graph,
                                                                               i)));
  aip_draft_json_append (traceback, aip_draft_json_string (line));

  aip_draft_json_set_string (data, "node_id", run->node_id);
  aip_draft_json_set_string (data, "node_type", call->class_type);
  aip_draft_json_set (data, "executed", new_executed_list (run));
  aip_draft_json_set_string (data, "exception_message", call->exception_message);
  aip_draft_json_set_string (data, "exception_type", call->exception_type);
  aip_draft_json_set (data, "traceback", traceback);
  aip_draft_json_set (data, "current_inputs", shown);
  aip_draft_json_set (data, "current_outputs", ids);
  emit_execution (run, AIP_DRAFT_EVENT_MESSAGE, "execution_error", data);
}

static GHashTable *
collect_inputs (Run          *run,
                AipDraftJson *node)
{
  GHashTable *inputs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                              (GDestroyNotify) aip_draft_value_unref);
  AipDraftJson *values = aip_draft_json_get (node, "inputs");

  for (guint i = 0; i < aip_draft_json_get_length (values); i++)
    {
      AipDraftJson *value = aip_draft_json_get_element (values, i);
      AipDraftValue *found = NULL;
      const char *source;
      int slot;

      if (aip_draft_link_read (value, &source, &slot))
        {
          CacheEntry *entry = aip_draft_json_get (run->prompt->graph, source) != NULL
                                ? find_cached (run, source) : NULL;

          if (entry != NULL && slot < 0)
            slot += (int) entry->outputs->len;
          if (entry != NULL && slot >= 0 && (guint) slot < entry->outputs->len)
            found = aip_draft_value_ref (g_ptr_array_index (entry->outputs, (guint) slot));
        }
      else
        found = aip_draft_value_new_literal (value);

      if (found != NULL)
        g_hash_table_insert (inputs, g_strdup (aip_draft_json_get_key (values, i)), found);
    }

  return inputs;
}

/* FALSE ends the prompt. */
static gboolean
run_node (Run        *run,
          const char *id)
{
  AipDraftExecutor *self = run->executor;
  AipDraftJson *node = aip_draft_json_get (run->prompt->graph, id);
  g_autoptr(GHashTable) inputs = NULL;
  g_autoptr(GPtrArray) outputs = NULL;
  g_autofree char *message = NULL;
  CacheEntry *entry = find_cached (run, id);
  AipDraftCall call = { 0 };
  AipDraftJson *data;
  gboolean good;

  run->node_id = id;
  if (entry != NULL)
    {
      emit_executed (run, id, entry->ui);
      run->bar = add_bar (run, id);
      run->bar->value = 1;
      run->bar->whole = TRUE;
      run->bar->finished = TRUE;
      emit_progress_state (run);
      return TRUE;
    }

  run->bar = add_bar (run, id);
  emit_progress_state (run);
  data = aip_draft_json_object ();
  aip_draft_json_set_string (data, "node", id);
  aip_draft_json_set_string (data, "display_node", id);
  aip_draft_json_set_string (data, "prompt_id", run->prompt->id);
  emit_message (run, AIP_DRAFT_EVENT_MESSAGE, "executing", data);

  if (is_interrupted (self))
    {
      emit_interrupted (run);
      return FALSE;
    }

  inputs = collect_inputs (run, node);
  outputs = g_ptr_array_new_with_free_func ((GDestroyNotify) aip_draft_value_unref);
  call.options = &self->options;
  call.store = self->store;
  call.class_type = get_class (run, id);
  call.graph = run->prompt->graph;
  call.extra_data = run->prompt->extra_data;
  call.inputs = inputs;
  call.wants_preview =
    !self->options.instant &&
    g_strcmp0 (aip_draft_json_get_string (aip_draft_json_get (run->prompt->extra_data,
                                                              "preview_method")), "none") != 0;
  call.step = step_cb;
  call.user_data = run;
  call.outputs = outputs;

  good = aip_draft_ops_run (&call);
  message = call.exception_message;
  if (!good)
    {
      aip_draft_json_unref (call.ui);
      if (call.interrupted)
        emit_interrupted (run);
      else
        emit_error (run, &call);
      return FALSE;
    }

  entry = g_new0 (CacheEntry, 1);
  entry->outputs = g_steal_pointer (&outputs);
  entry->ui = call.ui;
  g_hash_table_insert (self->cache, g_strdup (get_signature (run, id)), entry);
  g_ptr_array_add (run->executed, (gpointer) id);

  if (entry->ui != NULL)
    emit_executed (run, id, entry->ui);
  run->bar->finished = TRUE;
  run->bar->value = run->bar->max;
  emit_progress_state (run);

  return TRUE;
}

static AipDraftJson *
new_history_entry (Run      *run,
                   gboolean  good)
{
  AipDraftJson *graph = run->prompt->graph;
  AipDraftJson *entry = aip_draft_json_object ();
  AipDraftJson *outputs = aip_draft_json_object ();
  AipDraftJson *meta = aip_draft_json_object ();
  AipDraftJson *status = aip_draft_json_object ();

  for (guint i = 0; i < aip_draft_json_get_length (graph); i++)
    {
      const char *id = aip_draft_json_get_key (graph, i);
      CacheEntry *cached = find_cached (run, id);
      AipDraftJson *about;

      if (cached == NULL || cached->ui == NULL)
        continue;
      about = aip_draft_json_object ();
      aip_draft_json_set_string (about, "node_id", id);
      aip_draft_json_set_string (about, "display_node", id);
      aip_draft_json_set (about, "parent_node", aip_draft_json_null ());
      aip_draft_json_set_string (about, "real_node_id", id);
      aip_draft_json_set (outputs, id, aip_draft_json_ref (cached->ui));
      aip_draft_json_set (meta, id, about);
    }

  aip_draft_json_set_string (status, "status_str", good ? "success" : "error");
  aip_draft_json_set_bool (status, "completed", good);
  aip_draft_json_set (status, "messages", aip_draft_json_ref (run->messages));

  aip_draft_json_set (entry, "prompt", aip_draft_prompt_to_json (run->prompt, FALSE));
  aip_draft_json_set (entry, "outputs", outputs);
  aip_draft_json_set (entry, "status", status);
  aip_draft_json_set (entry, "meta", meta);

  return entry;
}

static void
run_prompt (AipDraftExecutor *self,
            AipDraftPrompt   *prompt)
{
  g_autoptr(GHashTable) signatures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(GPtrArray) bars = g_ptr_array_new_with_free_func (bar_free);
  g_autoptr(GPtrArray) executed = g_ptr_array_new ();
  g_autoptr(AipDraftJson) messages = aip_draft_json_array ();
  g_autoptr(AipDraftPlan) plan = NULL;
  Run run = { self, prompt, signatures, bars, executed, messages, NULL, NULL };
  AipDraftJson *data = new_run_data (&run);
  AipDraftJson *cached = aip_draft_json_array ();
  AipDraftEvent *done;
  gboolean good = TRUE;
  const char *id;

  emit_execution (&run, AIP_DRAFT_EVENT_MESSAGE, "execution_start", data);

  drop_foreign_entries (&run);
  for (guint i = 0; i < aip_draft_json_get_length (prompt->graph); i++)
    if (find_cached (&run, aip_draft_json_get_key (prompt->graph, i)) != NULL)
      aip_draft_json_append (cached,
                             aip_draft_json_string (aip_draft_json_get_key (prompt->graph, i)));
  data = aip_draft_json_object ();
  aip_draft_json_set (data, "nodes", cached);
  aip_draft_json_set_string (data, "prompt_id", prompt->id);
  emit_execution (&run, AIP_DRAFT_EVENT_MESSAGE, "execution_cached", data);

  plan = aip_draft_plan_new (prompt->graph, self->nodes, prompt->outputs, is_cached_cb, &run);
  while (good && (id = aip_draft_plan_next (plan)) != NULL)
    {
      /* The plan frees its own copy of the id when the node is done. */
      g_autofree char *own_id = g_strdup (id);
      guint position = 0;

      for (; position < aip_draft_json_get_length (prompt->graph); position++)
        if (g_str_equal (aip_draft_json_get_key (prompt->graph, position), own_id))
          break;

      good = run_node (&run, aip_draft_json_get_key (prompt->graph, position));
      aip_draft_plan_complete (plan, own_id);
    }

  if (good)
    emit_execution (&run, AIP_DRAFT_EVENT_MESSAGE, "execution_success", new_run_data (&run));

  done = event_new (&run, AIP_DRAFT_EVENT_DONE, NULL);
  done->entry = new_history_entry (&run, good);
  emit (&run, done);
}

static gpointer
executor_thread (gpointer user_data)
{
  AipDraftExecutor *self = user_data;

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
        g_hash_table_remove_all (self->cache);
      run_prompt (self, prompt);

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
  self->cache = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, cache_entry_free);
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
  g_queue_clear_full (&self->events, event_free);
  g_clear_pointer (&self->next, aip_draft_prompt_unref);
  g_hash_table_unref (self->cache);
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

  g_return_if_fail (self != NULL && prompt != NULL && self->next == NULL);

  locker = g_mutex_locker_new (&self->lock);
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
