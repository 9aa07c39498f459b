/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "aip-comfy-json.h"
#include "aip-json.h"
#include "test-comfy-server-private.h"

#define N_STEPS 8

/* The smallest thing that begins like a JPEG and ends like one. */
static const guint8 preview_jpeg[] = {
  0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10, 'J', 'F', 'I', 'F', 0x00, 0x01, 0x01, 0x00, 0x00, 0x01,
  0x00, 0x01, 0x00, 0x00, 0xff, 0xd9,
};

TestPrompt *
test_prompt_new (TestComfyServer *self,
                 JsonNode        *body)
{
  JsonObject *root = aip_json_node_object (body);
  TestPrompt *prompt = g_new0 (TestPrompt, 1);

  prompt->server = self;
  prompt->body = json_node_ref (body);
  prompt->id = g_strdup (aip_json_get_string (root, "prompt_id", NULL));
  if (prompt->id == NULL)
    prompt->id = g_uuid_string_random ();
  prompt->client_id = g_strdup (aip_json_get_string (root, "client_id", NULL));
  prompt->graph = aip_graph_new_from_json (aip_json_get (root, "prompt"), NULL);
  prompt->outputs = json_object_new ();
  prompt->number = self->counter++;

  return prompt;
}

void
test_prompt_free (gpointer data)
{
  TestPrompt *prompt = data;

  g_free (prompt->id);
  g_free (prompt->client_id);
  json_node_unref (prompt->body);
  g_clear_pointer (&prompt->graph, aip_graph_unref);
  json_object_unref (prompt->outputs);
  g_free (prompt);
}

guint
test_comfy_run_remaining (TestComfyServer *self)
{
  return self->pending->len + (self->running != NULL);
}

void
test_comfy_run_broadcast (TestComfyServer *self)
{
  g_autofree char *text =
    g_strdup_printf ("{\"type\": \"status\", \"data\": {\"status\": {\"exec_info\": "
                     "{\"queue_remaining\": %u}}}}", test_comfy_run_remaining (self));

  test_comfy_server_tell (self, NULL, text);
}

G_GNUC_PRINTF (2, 3)
static void
send_message (TestPrompt *prompt,
              const char *format,
              ...)
{
  TestComfyServer *self = prompt->server;
  g_autofree char *text = NULL;
  va_list args;
  int times = self->faults[TEST_COMFY_FAULT_RUN_TWICE] != 0 ? 2 : 1;

  if (prompt->client_id == NULL || self->faults[TEST_COMFY_FAULT_RUN_SILENT] != 0)
    return;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);

  for (int i = 0; i < times; i++)
    test_comfy_server_tell (self, prompt->client_id, text);
}

static void
send_progress_state (TestPrompt *prompt,
                     const char *node,
                     double      value,
                     double      max)
{
  send_message (prompt,
                "{\"type\": \"progress_state\", \"data\": {\"prompt_id\": \"%s\", \"nodes\": "
                "{\"%s\": {\"value\": %.1f, \"max\": %.1f, \"state\": \"%s\", \"node_id\": \"%s\", "
                "\"prompt_id\": \"%s\", \"display_node_id\": \"%s\", \"parent_node_id\": null, "
                "\"real_node_id\": \"%s\"}}}}", prompt->id, node, value, max,
                value < max ? "running" : "finished", node, prompt->id, node, node);
}

static gboolean
is_sampler (TestPrompt *prompt,
            const char *node)
{
  return g_str_has_prefix (aip_graph_get_class (prompt->graph, node), "KSampler") ||
         g_str_has_prefix (aip_graph_get_class (prompt->graph, node), "SamplerCustom");
}

static gboolean
is_output (TestPrompt *prompt,
           const char *node)
{
  const char *class_type = aip_graph_get_class (prompt->graph, node);

  return g_str_equal (class_type, "SaveImage") || g_str_equal (class_type, "PreviewImage") ||
         g_hash_table_contains (prompt->server->scripted, class_type);
}

static void
send_steps (TestPrompt *prompt,
            const char *node,
            guint       from,
            guint       to)
{
  for (guint step = from; step <= to; step++)
    {
      g_autoptr(GByteArray) frame = g_byte_array_new ();
      g_autofree char *metadata = NULL;
      g_autoptr(GBytes) bytes = NULL;
      guint32 head[2];

      send_progress_state (prompt, node, step, N_STEPS);

      metadata = g_strdup_printf ("{\"node_id\": \"%s\", \"prompt_id\": \"%s\", "
                                  "\"display_node_id\": \"%s\", \"parent_node_id\": null, "
                                  "\"real_node_id\": \"%s\", \"image_type\": \"image/jpeg\"}",
                                  node, prompt->id, node, node);
      head[0] = GUINT32_TO_BE (4);
      head[1] = GUINT32_TO_BE ((guint32) strlen (metadata));
      g_byte_array_append (frame, (const guint8 *) head, sizeof head);
      g_byte_array_append (frame, (const guint8 *) metadata, (guint) strlen (metadata));
      g_byte_array_append (frame, preview_jpeg, sizeof preview_jpeg);
      bytes = g_byte_array_free_to_bytes (g_steal_pointer (&frame));
      if (prompt->client_id != NULL &&
          prompt->server->faults[TEST_COMFY_FAULT_RUN_SILENT] == 0)
        test_comfy_server_tell_binary (prompt->server, prompt->client_id, bytes);

      send_message (prompt, "{\"type\": \"progress\", \"data\": {\"value\": %u, \"max\": %d, "
                            "\"prompt_id\": \"%s\", \"node\": \"%s\"}}", step, N_STEPS,
                    prompt->id, node);
    }
}

/* Makes the file and remembers the output of one output node. */
static void
make_picture (TestPrompt *prompt,
              const char *node)
{
  TestComfyServer *self = prompt->server;
  g_autofree char *prefix = aip_graph_dup_string (prompt->graph, node, "filename_prefix",
                                                  "ComfyUI");
  gboolean temp = g_str_equal (aip_graph_get_class (prompt->graph, node), "PreviewImage");
  g_autofree char *folder = g_path_get_dirname (prefix);
  g_autofree char *base = g_path_get_basename (prefix);
  g_autofree char *name = g_strdup_printf ("%s_%05u_.png", base, ++self->n_files);
  JsonObject *output = json_object_new ();
  JsonObject *file = json_object_new ();
  JsonArray *files = json_array_new ();

  if (g_str_equal (folder, "."))
    *folder = '\0';

  g_hash_table_replace (self->files,
                        test_comfy_file_key (temp ? "temp" : "output", folder, name),
                        test_comfy_make_png (self->n_files));
  json_object_set_string_member (file, "filename", name);
  json_object_set_string_member (file, "subfolder", folder);
  json_object_set_string_member (file, "type", temp ? "temp" : "output");
  json_array_add_object_element (files, file);
  json_object_set_array_member (output, "images", files);
  json_object_set_object_member (prompt->outputs, node, output);
}

static void
make_output (TestPrompt *prompt,
             const char *node)
{
  JsonNode *scripted = g_hash_table_lookup (prompt->server->scripted,
                                            aip_graph_get_class (prompt->graph, node));

  if (scripted != NULL)
    json_object_set_member (prompt->outputs, node, json_node_copy (scripted));
  else
    make_picture (prompt, node);
}

static void
send_executed (TestPrompt *prompt,
               const char *node)
{
  g_autofree char *output = aip_comfy_json_to_text (json_object_get_member (prompt->outputs, node));

  send_message (prompt, "{\"type\": \"executed\", \"data\": {\"node\": \"%s\", \"display_node\": "
                        "\"%s\", \"output\": %s, \"prompt_id\": \"%s\"}}", node, node, output,
                prompt->id);
}

/* History */

static JsonNode *
parse_owned (char *text)
{
  g_autofree char *owned = text;
  g_autoptr(GError) error = NULL;
  JsonNode *node = aip_comfy_json_parse (owned, -1, G_MAXSIZE, &error);

  g_assert_no_error (error);

  return node;
}

static JsonNode *
make_item (TestPrompt *prompt)
{
  JsonObject *body = aip_json_node_object (prompt->body);
  JsonArray *item = json_array_new ();
  JsonObject *extra = aip_json_get_object (body, "extra_data");
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  json_array_add_int_element (item, prompt->number);
  json_array_add_string_element (item, prompt->id);
  json_array_add_element (item, json_node_ref (aip_json_get (body, "prompt")));
  json_array_add_object_element (item, extra != NULL ? json_object_ref (extra)
                                                     : json_object_new ());
  json_array_add_array_element (item, json_array_new ());
  json_node_take_array (node, item);

  return node;
}

/* @last: the type of the last message, @data: its data as JSON. */
static void
write_history (TestPrompt *prompt,
               const char *last,
               const char *data)
{
  TestComfyServer *self = prompt->server;
  gboolean success = g_str_equal (last, "execution_success");
  JsonObject *entry = json_object_new ();
  g_autoptr(JsonNode) status = NULL;
  char *text;

  text = g_strdup_printf ("{\"status_str\": \"%s\", \"completed\": %s, \"messages\": "
                          "[[\"execution_start\", {\"prompt_id\": \"%s\", \"timestamp\": 1}], "
                          "[\"execution_cached\", {\"nodes\": [], \"prompt_id\": \"%s\"}], "
                          "[\"%s\", %s]]}", success ? "success" : "error",
                          success ? "true" : "false", prompt->id, prompt->id, last, data);
  status = parse_owned (text);
  json_object_set_member (entry, "prompt", make_item (prompt));
  json_object_set_object_member (entry, "outputs", json_object_ref (prompt->outputs));
  json_object_set_member (entry, "status", json_node_ref (status));
  json_object_set_object_member (self->history, prompt->id, entry);
}

/* The run, step by step */

static void
run_end (TestComfyServer *self,
         gpointer         data)
{
  TestPrompt *prompt = data;

  g_assert (self->running == prompt);
  self->running = NULL;
  test_comfy_run_broadcast (self);
  if (!test_comfy_server_take_fault (self, TEST_COMFY_FAULT_RUN_NO_END))
    send_message (prompt, "{\"type\": \"executing\", \"data\": {\"node\": null, \"prompt_id\": "
                          "\"%s\"}}", prompt->id);
  test_prompt_free (prompt);
  test_comfy_run_schedule (self);
}

static void
run_fail (TestPrompt *prompt,
          const char *type,
          const char *data)
{
  send_message (prompt, "{\"type\": \"%s\", \"data\": %s}", type, data);
  write_history (prompt, type, data);
  test_comfy_server_reach (prompt->server, TEST_COMFY_POINT_END, prompt, run_end, prompt);
}

static void
run_succeeded (TestComfyServer *self,
               gpointer         data)
{
  TestPrompt *prompt = data;
  g_autofree char *message = g_strdup_printf ("{\"prompt_id\": \"%s\", \"timestamp\": 2}",
                                              prompt->id);
  gint64 n = GPOINTER_TO_INT (g_hash_table_lookup (self->n_runs, prompt->id));

  g_hash_table_replace (self->n_runs, g_strdup (prompt->id), GINT_TO_POINTER (n + 1));
  write_history (prompt, "execution_success", message);
  test_comfy_server_reach (self, TEST_COMFY_POINT_END, prompt, run_end, prompt);
}

static void
run_finish (TestPrompt *prompt)
{
  send_message (prompt, "{\"type\": \"execution_success\", \"data\": {\"prompt_id\": \"%s\", "
                        "\"timestamp\": 2}}", prompt->id);
  test_comfy_server_reach (prompt->server, TEST_COMFY_POINT_HISTORY, prompt, run_succeeded,
                           prompt);
}

static const char *
find_node (TestPrompt *prompt,
           gboolean  (*matches) (TestPrompt *prompt, const char *node))
{
  for (guint i = 0; i < aip_graph_get_n_nodes (prompt->graph); i++)
    if (matches (prompt, aip_graph_get_node (prompt->graph, i)))
      return aip_graph_get_node (prompt->graph, i);

  return aip_graph_get_node (prompt->graph, 0);
}

static char *
failure_data (TestPrompt *prompt,
              const char *type,
              const char *message)
{
  const char *node = find_node (prompt, is_sampler);

  return g_strdup_printf ("{\"prompt_id\": \"%s\", \"node_id\": \"%s\", \"node_type\": \"%s\", "
                          "\"executed\": [], \"exception_message\": \"%s\\n\", "
                          "\"exception_type\": \"%s\", \"traceback\": [\"  File \\\"x.py\\\"\\n\"],"
                          " \"current_inputs\": {\"seed\": [18446744073709551615]}, "
                          "\"current_outputs\": [], \"timestamp\": 3}", prompt->id, node,
                          aip_graph_get_class (prompt->graph, node), message, type);
}

static void
run_rest (TestComfyServer *self,
          gpointer         data)
{
  TestPrompt *prompt = data;
  g_autofree char *failure = NULL;

  if (prompt->interrupted)
    {
      const char *node = find_node (prompt, is_sampler);

      failure = g_strdup_printf ("{\"prompt_id\": \"%s\", \"node_id\": \"%s\", \"node_type\": "
                                 "\"%s\", \"executed\": [], \"timestamp\": 3}", prompt->id, node,
                                 aip_graph_get_class (prompt->graph, node));
      run_fail (prompt, "execution_interrupted", failure);
      return;
    }

  if (test_comfy_server_take_fault (self, TEST_COMFY_FAULT_RUN_OOM))
    {
      failure = failure_data (prompt, "torch.OutOfMemoryError",
                              "Allocation on device 0 would exceed allowed memory. (out of memory)"
                              "\\nThis error means you ran out of memory on your GPU.");
      run_fail (prompt, "execution_error", failure);
      return;
    }

  if (test_comfy_server_take_fault (self, TEST_COMFY_FAULT_RUN_ERROR))
    {
      failure = failure_data (prompt, "RuntimeError", "shapes cannot be multiplied");
      run_fail (prompt, "execution_error", failure);
      return;
    }

  if (test_comfy_server_take_fault (self, TEST_COMFY_FAULT_RUN_BLOCKED))
    {
      failure = failure_data (prompt, "ExecutionBlocked", "Execution Blocked: no");
      send_message (prompt, "{\"type\": \"execution_error\", \"data\": %s}", failure);
      run_finish (prompt);
      return;
    }

  for (guint i = 0; i < aip_graph_get_n_nodes (prompt->graph); i++)
    {
      const char *node = aip_graph_get_node (prompt->graph, i);

      if (is_sampler (prompt, node))
        send_steps (prompt, node, N_STEPS / 2 + 1, N_STEPS);
    }

  for (guint i = 0; i < aip_graph_get_n_nodes (prompt->graph); i++)
    {
      const char *node = aip_graph_get_node (prompt->graph, i);

      if (!is_output (prompt, node))
        continue;
      make_output (prompt, node);
      send_message (prompt, "{\"type\": \"executing\", \"data\": {\"node\": \"%s\", "
                            "\"display_node\": \"%s\", \"prompt_id\": \"%s\"}}", node, node,
                    prompt->id);
      send_executed (prompt, node);
      send_progress_state (prompt, node, 1, 1);
    }

  g_hash_table_replace (self->cache, aip_graph_to_text (prompt->graph),
                        json_object_ref (prompt->outputs));
  run_finish (prompt);
}

static void
run_cached (TestPrompt *prompt)
{
  g_autoptr(GString) nodes = g_string_new (NULL);

  for (guint i = 0; i < aip_graph_get_n_nodes (prompt->graph); i++)
    g_string_append_printf (nodes, "%s\"%s\"", i > 0 ? ", " : "",
                            aip_graph_get_node (prompt->graph, i));
  send_message (prompt, "{\"type\": \"execution_cached\", \"data\": {\"nodes\": [%s], "
                        "\"prompt_id\": \"%s\", \"timestamp\": 1}}", nodes->str, prompt->id);
  for (guint i = 0; i < aip_graph_get_n_nodes (prompt->graph); i++)
    if (is_output (prompt, aip_graph_get_node (prompt->graph, i)))
      send_executed (prompt, aip_graph_get_node (prompt->graph, i));
  run_finish (prompt);
}

static void
run_start (TestComfyServer *self,
           gpointer         data)
{
  TestPrompt *prompt = data;
  g_autofree char *key = aip_graph_to_text (prompt->graph);
  JsonObject *cached = g_hash_table_lookup (self->cache, key);

  /* It waited to run and is not pending any more only now. */
  g_ptr_array_steal_index (self->pending, 0);
  self->running = prompt;
  test_comfy_run_broadcast (self);
  send_message (prompt, "{\"type\": \"execution_start\", \"data\": {\"prompt_id\": \"%s\", "
                        "\"timestamp\": 1}}", prompt->id);

  if (cached != NULL)
    {
      json_object_unref (prompt->outputs);
      prompt->outputs = json_object_ref (cached);
      run_cached (prompt);
      return;
    }

  send_message (prompt, "{\"type\": \"execution_cached\", \"data\": {\"nodes\": [], \"prompt_id\": "
                        "\"%s\", \"timestamp\": 1}}", prompt->id);
  for (guint i = 0; i < aip_graph_get_n_nodes (prompt->graph); i++)
    {
      const char *node = aip_graph_get_node (prompt->graph, i);

      if (is_output (prompt, node))
        continue;
      send_progress_state (prompt, node, 0, 1);
      send_message (prompt, "{\"type\": \"executing\", \"data\": {\"node\": \"%s\", "
                            "\"display_node\": \"%s\", \"prompt_id\": \"%s\"}}", node, node,
                    prompt->id);
      if (is_sampler (prompt, node))
        send_steps (prompt, node, 1, N_STEPS / 2);
    }

  test_comfy_server_reach (self, TEST_COMFY_POINT_RUNNING, prompt, run_rest, prompt);
}

static int
compare_prompts (gconstpointer a,
                 gconstpointer b)
{
  const TestPrompt *x = a;
  const TestPrompt *y = b;

  return x->number < y->number ? -1 : x->number > y->number;
}

static gboolean
start_cb (gpointer user_data)
{
  TestComfyServer *self = user_data;
  TestPrompt *prompt;

  self->start_id = 0;
  if (self->running != NULL || self->pending->len == 0 ||
      !g_queue_is_empty (&self->waiting[TEST_COMFY_POINT_START]))
    return G_SOURCE_REMOVE;

  prompt = g_ptr_array_index (self->pending, 0);
  test_comfy_server_reach (self, TEST_COMFY_POINT_START, prompt, run_start, prompt);

  return G_SOURCE_REMOVE;
}

void
test_comfy_run_schedule (TestComfyServer *self)
{
  if (self->start_id == 0)
    self->start_id = g_idle_add (start_cb, self);
}

/* Takes @prompt. */
void
test_comfy_run_enqueue (TestComfyServer *self,
                        TestPrompt      *prompt)
{
  g_ptr_array_add (self->pending, prompt);
  g_ptr_array_sort_values (self->pending, compare_prompts);
  test_comfy_run_broadcast (self);
  test_comfy_run_schedule (self);
}

/* NULL: whatever runs. */
void
test_comfy_run_interrupt (TestComfyServer *self,
                          const char      *prompt_id)
{
  GQueue *waiting = &self->waiting[TEST_COMFY_POINT_RUNNING];
  TestWaiter *waiter;

  if (self->running == NULL ||
      (prompt_id != NULL && !g_str_equal (prompt_id, self->running->id)))
    return;

  self->running->interrupted = TRUE;
  if (self->faults[TEST_COMFY_FAULT_RUN_UNINTERRUPTIBLE] != 0 || g_queue_is_empty (waiting))
    return;

  waiter = g_queue_pop_head (waiting);
  g_free (waiter);
  run_rest (self, self->running);
}

/* Pending ones only, and silently but for the status. */
void
test_comfy_run_delete (TestComfyServer *self,
                       const char      *prompt_id)
{
  for (guint i = 0; i < self->pending->len; i++)
    {
      TestPrompt *prompt = g_ptr_array_index (self->pending, i);
      GQueue *waiting = &self->waiting[TEST_COMFY_POINT_START];
      TestWaiter *head = g_queue_peek_head (waiting);

      if (!g_str_equal (prompt->id, prompt_id))
        continue;

      if (head != NULL && head->prompt == prompt)
        g_free (g_queue_pop_head (waiting));
      g_ptr_array_remove_index (self->pending, i);
      test_comfy_run_broadcast (self);
      test_comfy_run_schedule (self);
      return;
    }
}

JsonNode *
test_comfy_run_queue (TestComfyServer *self)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *root = json_object_new ();
  JsonArray *running = json_array_new ();
  JsonArray *pending = json_array_new ();

  if (self->running != NULL)
    json_array_add_element (running, make_item (self->running));

  /* The order of a heap: the first is the first, of the others nothing is said. */
  for (guint i = 0; i < self->pending->len; i++)
    {
      guint at = i == 0 ? 0 : self->pending->len - i;

      json_array_add_element (pending, make_item (g_ptr_array_index (self->pending, at)));
    }

  json_object_set_array_member (root, "queue_running", running);
  json_object_set_array_member (root, "queue_pending", pending);
  json_node_take_object (node, root);

  return node;
}
