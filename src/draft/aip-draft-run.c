/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-draft-run"

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "aip-draft-plan.h"
#include "aip-draft-progress.h"
#include "aip-draft-run.h"

/*
 * One prompt from its first message to its last. The order of messages is that of recorded
 * conversations (tests/data/draft); moving a line here usually breaks one.
 */

/* What a node left behind: kept as long as prompts come that still contain it. */
typedef struct
{
  GPtrArray    *outputs;  /* AipDraftValue, by slot */
  AipDraftJson *ui;       /* or NULL */
} CacheEntry;

/* Everything about the prompt that runs; lives on the stack of aip_draft_run_prompt(). */
typedef struct
{
  const AipDraftRunHost *host;
  AipDraftPrompt        *prompt;
  GHashTable            *signatures;  /* node id → signature, or "" for a node in a cycle */
  AipDraftProgress      *progress;
  GPtrArray             *executed;    /* ids, borrowed from the plan like the next one */
  AipDraftJson          *messages;
  const char            *node_id;     /* being run */
} Run;

static void
cache_entry_free (gpointer data)
{
  CacheEntry *entry = data;

  g_ptr_array_unref (entry->outputs);
  aip_draft_json_unref (entry->ui);
  g_free (entry);
}

GHashTable *
aip_draft_run_cache_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, cache_entry_free);
}

void
aip_draft_event_free (AipDraftEvent *event)
{
  aip_draft_prompt_unref (event->prompt);
  g_free (event->text);
  g_free (event->progress);
  g_free (event->node_id);
  g_clear_pointer (&event->preview, g_bytes_unref);
  aip_draft_json_unref (event->entry);
  g_free (event);
}

/* Messages are written out here, in the thread that has time for it. */
static AipDraftEvent *
event_new (Run              *run,
           AipDraftEventKind kind,
           AipDraftJson     *message)
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
  run->host->emit (event, run->host->user_data);
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
emit_message (Run              *run,
              AipDraftEventKind kind,
              const char       *type,
              AipDraftJson     *data)
{
  g_autoptr(AipDraftJson) message = new_message (type, data);
  AipDraftEvent *event = event_new (run, kind, message);

  if (g_str_equal (type, "executing"))
    event->node_id = g_strdup (run->node_id);
  emit (run, event);
}

/* The messages that are kept in the history as well. */
static void
emit_execution (Run              *run,
                AipDraftEventKind kind,
                const char       *type,
                AipDraftJson     *data)
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

static void
emit_progress_state (Run *run)
{
  g_autoptr(AipDraftJson) message = NULL;

  message = new_message ("progress_state", aip_draft_progress_to_json (run->progress));
  emit (run, event_new (run, AIP_DRAFT_EVENT_BROADCAST, message));
}

/* The one place where a node can be interrupted while it works. */
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

  if (!run->host->wait (weight, run->host->user_data))
    {
      call->interrupted = TRUE;
      return FALSE;
    }

  aip_draft_progress_step (run->progress, value, max);
  state = new_message ("progress_state", aip_draft_progress_to_json (run->progress));
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

/* Nodes that no output needs are not checked, so anything may stand here. */
static AipDraftJson *
get_inputs (Run        *run,
            const char *id)
{
  AipDraftJson *inputs = aip_draft_json_get (aip_draft_json_get (run->prompt->graph, id), "inputs");

  return aip_draft_json_is_object (inputs) ? inputs : NULL;
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
  AipDraftJson *inputs = get_inputs (run, id);
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
      g_autofree char *path = aip_draft_store_find_input (run->host->store, file);
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
  return g_hash_table_lookup (run->host->cache, get_signature (run, id));
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

  g_hash_table_iter_init (&iter, run->host->cache);
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
  AipDraftJson *inputs = get_inputs (run, run->node_id);
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
collect_inputs (Run        *run,
                const char *id)
{
  GHashTable *inputs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                              (GDestroyNotify) aip_draft_value_unref);
  AipDraftJson *values = get_inputs (run, id);

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

/*
 * Validation lets a number pass where a picture belongs, and a graph may take a slot that the node
 * does not fill. A real server's node fails on it as Python does; here no node has to expect it.
 */
static gboolean
check_inputs (Run          *run,
              AipDraftCall *call)
{
  static const char *const literals[] = { "INT", "FLOAT", "STRING", "BOOLEAN", "COMBO", "*", NULL };
  AipDraftJson *info = aip_draft_json_get (aip_draft_nodes_lookup (run->host->nodes,
                                                                   call->class_type), "input");
  AipDraftJson *required = aip_draft_json_get (info, "required");
  GHashTableIter iter;
  gpointer name;
  gpointer value;

  for (guint i = 0; i < aip_draft_json_get_length (required); i++)
    if (g_hash_table_lookup (call->inputs, aip_draft_json_get_key (required, i)) == NULL)
      return aip_draft_call_fail (call, "TypeError", "missing 1 required argument: '%s'\n",
                                  aip_draft_json_get_key (required, i));

  g_hash_table_iter_init (&iter, call->inputs);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      AipDraftJson *config = aip_draft_json_get (required, name);
      const char *type;

      if (config == NULL)
        config = aip_draft_json_get (aip_draft_json_get (info, "optional"), name);
      type = aip_draft_json_get_string (aip_draft_json_get_element (config, 0));
      if (((AipDraftValue *) value)->literal != NULL && type != NULL &&
          !g_strv_contains (literals, type) && strchr (type, ',') == NULL)
        return aip_draft_call_fail (call, "AttributeError", "'%s' is not %s\n", (char *) name,
                                    type);
    }

  return TRUE;
}

/* FALSE ends the prompt. */
static gboolean
run_node (Run        *run,
          const char *id)
{
  const AipDraftRunHost *host = run->host;
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
      aip_draft_progress_start (run->progress, id);
      aip_draft_progress_skip (run->progress);
      emit_progress_state (run);
      return TRUE;
    }

  aip_draft_progress_start (run->progress, id);
  emit_progress_state (run);
  data = aip_draft_json_object ();
  aip_draft_json_set_string (data, "node", id);
  aip_draft_json_set_string (data, "display_node", id);
  aip_draft_json_set_string (data, "prompt_id", run->prompt->id);
  emit_message (run, AIP_DRAFT_EVENT_MESSAGE, "executing", data);

  if (!host->wait (0, host->user_data))
    {
      emit_interrupted (run);
      return FALSE;
    }

  inputs = collect_inputs (run, id);
  outputs = g_ptr_array_new_with_free_func ((GDestroyNotify) aip_draft_value_unref);
  call.options = host->options;
  call.store = host->store;
  call.class_type = get_class (run, id);
  call.graph = run->prompt->graph;
  call.extra_data = run->prompt->extra_data;
  call.inputs = inputs;
  call.wants_preview =
    !host->options->instant &&
    g_strcmp0 (aip_draft_json_get_string (aip_draft_json_get (run->prompt->extra_data,
                                                              "preview_method")), "none") != 0;
  call.step = step_cb;
  call.user_data = run;
  call.outputs = outputs;

  good = check_inputs (run, &call) && aip_draft_ops_run (&call);
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
  g_hash_table_insert (host->cache, g_strdup (get_signature (run, id)), entry);
  g_ptr_array_add (run->executed, (gpointer) id);

  if (entry->ui != NULL)
    emit_executed (run, id, entry->ui);
  aip_draft_progress_finish (run->progress);
  emit_progress_state (run);

  return TRUE;
}

/* Outputs of cached nodes count, and those that were done before a failure. */
static AipDraftJson *
new_history_entry (Run     *run,
                   gboolean good)
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

void
aip_draft_run_prompt (const AipDraftRunHost *host,
                      AipDraftPrompt        *prompt)
{
  g_autoptr(GHashTable) signatures = NULL;
  g_autoptr(AipDraftProgress) progress = aip_draft_progress_new (prompt->id);
  g_autoptr(GPtrArray) executed = g_ptr_array_new ();
  g_autoptr(AipDraftJson) messages = aip_draft_json_array ();
  g_autoptr(AipDraftPlan) plan = NULL;
  Run run = { host, prompt, NULL, progress, executed, messages, NULL };
  AipDraftJson *data = new_run_data (&run);
  AipDraftJson *cached = aip_draft_json_array ();
  AipDraftEvent *done;
  gboolean good = TRUE;
  const char *id;

  signatures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  run.signatures = signatures;
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

  plan = aip_draft_plan_new (prompt->graph, host->nodes, prompt->outputs, is_cached_cb, &run);
  while (good && (id = aip_draft_plan_next (plan)) != NULL)
    {
      good = run_node (&run, id);
      aip_draft_plan_complete (plan, id);
    }

  if (good)
    emit_execution (&run, AIP_DRAFT_EVENT_MESSAGE, "execution_success", new_run_data (&run));

  done = event_new (&run, AIP_DRAFT_EVENT_DONE, NULL);
  done->entry = new_history_entry (&run, good);
  emit (&run, done);
}
