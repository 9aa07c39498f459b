/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "test-client-support.h"

AipGraph *
fixture_bind_flux (const char *prompt,
                   const char *negative,
                   guint64     seed,
                   const char *prefix)
{
  g_autoptr(AipWorkflowStore) store = aip_workflow_store_new ();
  g_autoptr(AipWorkflowValues) values = aip_workflow_values_new ();
  g_autoptr(GError) error = NULL;
  AipGraph *graph;

  aip_workflow_values_set_string (values, AIP_ROLE_PROMPT, prompt);
  aip_workflow_values_set_string (values, AIP_ROLE_NEGATIVE, negative);
  aip_workflow_values_set_uint64 (values, AIP_ROLE_SEED, seed);
  aip_workflow_values_set_string (values, AIP_ROLE_FILENAME_PREFIX, prefix);
  graph = aip_workflow_bind (aip_workflow_store_get (store, "flux-dev"), values, NULL, &error);
  g_assert_no_error (error);

  return graph;
}

G_GNUC_PRINTF (2, 3)
static void
note (Fixture    *self,
      const char *format,
      ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (self->log, g_strdup_vprintf (format, args));
  va_end (args);
}

static void
state_changed_cb (Fixture *self,
                  int      state)
{
  static const char *const names[] = { "stopped", "connecting", "online", "lost" };

  note (self, "state %s", names[state]);
}

static void
resync_cb (Fixture *self)
{
  self->n_resyncs++;
}

static void
status_cb (Fixture *self,
           guint    remaining)
{
  note (self, "status %u", remaining);
}

static void
started_cb (Fixture    *self,
            const char *id)
{
  note (self, "%s started", id);
}

static void
cached_cb (Fixture    *self,
           const char *id,
           char      **nodes)
{
  note (self, "%s cached %u", id, g_strv_length (nodes));
}

static void
executing_cb (Fixture    *self,
              const char *id,
              const char *node)
{
  note (self, "%s executing %s", id, node);
}

static void
progress_cb (Fixture    *self,
             const char *id,
             const char *node,
             double      value,
             double      max)
{
  self->last_value = value;
  note (self, "%s progress %s %g/%g", id, node, value, max);
}

static void
preview_cb (Fixture    *self,
            const char *id,
            const char *node,
            GBytes     *image,
            const char *mime)
{
  self->n_previews++;
  note (self, "%s preview %s %s %" G_GSIZE_FORMAT, id != NULL ? id : "-", node != NULL ? node : "-",
        mime, g_bytes_get_size (image));
}

static void
text_cb (Fixture    *self,
         const char *node,
         const char *text)
{
  note (self, "text %s %s", node, text);
}

static void
executed_cb (Fixture    *self,
             const char *id,
             const char *node,
             JsonObject *output)
{
  g_autoptr(GPtrArray) files = aip_comfy_output_list_from_json (node, output);

  note (self, "%s executed %s %u", id, node, files->len);
}

static void
error_cb (Fixture         *self,
          const char      *id,
          AipComfyFailure *failure)
{
  note (self, "%s error %s", id, aip_comfy_failure_get_exception_type (failure));
}

static void
success_cb (Fixture    *self,
            const char *id)
{
  note (self, "%s success", id);
}

static void
interrupted_cb (Fixture    *self,
                const char *id)
{
  note (self, "%s interrupted", id);
}

static void
finished_cb (Fixture    *self,
             const char *id)
{
  note (self, "%s finished", id);
}

void
fixture_set_up (Fixture       *self,
                gconstpointer  data)
{
  static const struct {
    const char *signal;
    GCallback   callback;
  } handlers[] = {
    { "state-changed", G_CALLBACK (state_changed_cb) },
    { "resync", G_CALLBACK (resync_cb) },
    { "status", G_CALLBACK (status_cb) },
    { "execution-started", G_CALLBACK (started_cb) },
    { "execution-cached", G_CALLBACK (cached_cb) },
    { "executing", G_CALLBACK (executing_cb) },
    { "progress", G_CALLBACK (progress_cb) },
    { "preview", G_CALLBACK (preview_cb) },
    { "text", G_CALLBACK (text_cb) },
    { "executed", G_CALLBACK (executed_cb) },
    { "execution-error", G_CALLBACK (error_cb) },
    { "execution-success", G_CALLBACK (success_cb) },
    { "interrupted", G_CALLBACK (interrupted_cb) },
    { "finished", G_CALLBACK (finished_cb) },
  };

  self->server = test_comfy_server_new ();
  self->log = g_ptr_array_new_with_free_func (g_free);
  self->client = g_object_new (AIP_TYPE_COMFY_CLIENT,
                               "address", test_comfy_server_get_address (self->server),
                               "first-delay", 5u,
                               "max-delay", 40u,
                               "poll-interval", 60000u,
                               "deaf-timeout", 30u,
                               NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (handlers); i++)
    g_signal_connect_swapped (self->client, handlers[i].signal, handlers[i].callback, self);
  self->graph = fixture_bind_flux ("a fox in the snow", "blurry", 7, "aip/one");
}

void
fixture_tear_down (Fixture       *self,
                   gconstpointer  data)
{
  gpointer client = self->client;

  g_signal_handlers_disconnect_by_data (self->client, self);
  aip_comfy_client_stop (self->client);

  /* Nothing in flight may keep it. */
  g_object_add_weak_pointer (G_OBJECT (self->client), &client);
  g_object_unref (self->client);
  test_spin_while (client != NULL);

  g_object_unref (self->server);
  aip_graph_unref (self->graph);
  g_ptr_array_unref (self->log);
}

void
fixture_go_online (Fixture *self)
{
  aip_comfy_client_start (self->client);
  test_spin_while (aip_comfy_client_get_state (self->client) != AIP_COMFY_STATE_ONLINE);
}

guint
fixture_count_lines (Fixture    *self,
                     const char *line)
{
  guint n = 0;

  for (guint i = 0; i < self->log->len; i++)
    n += g_str_equal (g_ptr_array_index (self->log, i), line);

  return n;
}

gboolean
fixture_has_line (Fixture    *self,
                  const char *line)
{
  return fixture_count_lines (self, line) > 0;
}

/* What was told of one prompt, ids left out, one line each, repeated progress left out. */
char *
fixture_dup_story (Fixture    *self,
                   const char *prompt_id)
{
  GString *story = g_string_new (NULL);

  for (guint i = 0; i < self->log->len; i++)
    {
      const char *line = g_ptr_array_index (self->log, i);

      if (g_str_has_prefix (line, prompt_id))
        g_string_append_printf (story, "%s\n", line + strlen (prompt_id) + 1);
    }

  return g_string_free_and_steal (story);
}

AipComfySubmission *
fixture_submit (Fixture     *self,
                const char  *prompt_id,
                GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  AipComfySubmission *submission = NULL;

  aip_comfy_client_submit_async (self->client, self->graph, prompt_id, NULL, NULL,
                                 test_store_result_cb, &result);
  test_spin_while (result == NULL);
  aip_comfy_client_submit_finish (self->client, result, &submission, error);

  return submission;
}

AipComfyHistory *
fixture_history (Fixture     *self,
                 const char  *prompt_id,
                 GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  aip_comfy_client_get_history_async (self->client, prompt_id, NULL, test_store_result_cb,
                                      &result);
  test_spin_while (result == NULL);

  return aip_comfy_client_get_history_finish (self->client, result, error);
}

AipComfyQueue *
fixture_queue (Fixture  *self,
               GError  **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  aip_comfy_client_get_queue_async (self->client, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);

  return aip_comfy_client_get_queue_finish (self->client, result, error);
}
