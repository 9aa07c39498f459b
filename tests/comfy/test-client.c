/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <libsoup/soup.h>
#include <string.h>

#include "aip-comfy-json.h"
#include "aip-error.h"
#include "aip-json.h"
#include "test-client-support.h"

#define ID_A "0b7c5d0e-9f6a-4c6b-8f43-2a1f5c0d7e11"
#define ID_B "1c8d6e1f-a07b-4d7c-9054-3b206d1e8f22"
#define ID_C "2d9e7f20-b18c-4e8d-a165-4c317e2f9033"

static void
spin_until_finished (Fixture    *self,
                     const char *prompt_id)
{
  g_autofree char *line = g_strconcat (prompt_id, " finished", NULL);

  test_spin_while (!fixture_has_line (self, line));
}

/* The whole way of one job, as a worker tells it. */
static void
test_run (Fixture       *self,
          gconstpointer  data)
{
  g_autoptr(AipComfySubmission) submission = NULL;
  g_autoptr(AipComfyHistory) history = NULL;
  g_autofree char *story = NULL;
  g_autoptr(GError) error = NULL;

  fixture_go_online (self);
  submission = fixture_submit (self, ID_A, &error);
  g_assert_no_error (error);
  g_assert_cmpint (aip_comfy_submission_get_outcome (submission), ==, AIP_COMFY_OUTCOME_QUEUED);
  g_assert_cmpstr (aip_comfy_submission_get_prompt_id (submission), ==, ID_A);

  spin_until_finished (self, ID_A);
  story = fixture_dup_story (self, ID_A);
  g_assert_true (g_str_has_prefix (story, "started\ncached 0\nexecuting 10\nexecuting 11\n"));
  g_assert_nonnull (strstr (story, "executing 31\npreview 31 image/jpeg 22\nprogress 31 1/8\n"));
  g_assert_nonnull (strstr (story, "progress 31 8/8\nexecuting 41\nexecuted 41 1\nsuccess\n"
                                   "finished\n"));
  g_assert_cmpuint (self->n_previews, ==, 8);
  g_assert_cmpint (aip_comfy_client_get_queue_remaining (self->client), ==, 0);

  history = fixture_history (self, ID_A, &error);
  g_assert_no_error (error);
  g_assert_cmpint (aip_comfy_history_get_status (history), ==, AIP_COMFY_STATUS_SUCCESS);
  g_assert_cmpuint (aip_comfy_history_get_outputs (history)->len, ==, 1);
  g_assert_cmpuint (test_comfy_server_get_n_runs (self->server, ID_A), ==, 1);
}

/* What goes over the wire is what a ComfyUI server wants, and nothing that makes it refuse. */
static void
test_wire (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(AipComfySubmission) submission = NULL;
  g_autoptr(JsonNode) body = NULL;
  g_autoptr(GError) error = NULL;
  JsonObject *root;

  fixture_go_online (self);
  test_spin_while (test_comfy_server_get_n_received (self->server) == 0);
  g_assert_cmpstr (test_comfy_server_get_received (self->server, 0), ==,
                   "{\"type\":\"feature_flags\",\"data\":{\"supports_preview_metadata\":true}}");

  submission = fixture_submit (self, ID_A, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 2; i++)
    {
      const char *path = i == 0 ? "/ws" : "/prompt";

      g_assert_cmpstr (test_comfy_server_get_last_header (self->server, path, "Origin"), ==, "");
      g_assert_cmpstr (test_comfy_server_get_last_header (self->server, path, "Sec-Fetch-Site"),
                       ==, "");
      g_assert_cmpstr (test_comfy_server_get_last_header (self->server, path, "Accept-Encoding"),
                       ==, "");
    }
  g_assert_cmpstr (test_comfy_server_get_last_header (self->server, "/ws",
                                                      "Sec-WebSocket-Extensions"), ==, "");

  body = aip_comfy_json_parse (test_comfy_server_get_post_body (self->server, 0), -1, G_MAXSIZE,
                               &error);
  g_assert_no_error (error);
  root = aip_json_node_object (body);
  g_assert_cmpstr (aip_json_get_string (root, "prompt_id", ""), ==, ID_A);
  g_assert_cmpstr (aip_json_get_string (root, "client_id", ""), ==,
                   aip_comfy_client_get_client_id (self->client));
  g_assert_true (g_uuid_string_is_valid (aip_comfy_client_get_client_id (self->client)));
  g_assert_false (json_object_has_member (root, "extra_data"));
}

/* A seed of 2^64-1 reaches the worker digit by digit, and metadata comes along. */
static void
test_exact_numbers (Fixture       *self,
                    gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(JsonObject) info = json_object_new ();
  g_autoptr(GError) error = NULL;

  g_clear_pointer (&self->graph, aip_graph_unref);
  self->graph = fixture_bind_flux ("눈 속의 여우 🦊", "", G_MAXUINT64, "aip/two");
  json_object_set_string_member (info, "aipipeline", "SHT-0010");
  aip_comfy_client_submit_async (self->client, self->graph, ID_A, info, NULL,
                                 test_store_result_cb, &result);
  test_spin_while (result == NULL);
  g_assert_true (aip_comfy_client_submit_finish (self->client, result, NULL, &error));
  g_assert_no_error (error);

  g_assert_nonnull (strstr (test_comfy_server_get_post_body (self->server, 0),
                            "\"seed\":18446744073709551615,"));
  g_assert_nonnull (strstr (test_comfy_server_get_post_body (self->server, 0),
                            "\"text\":\"눈 속의 여우 🦊\""));
  g_assert_nonnull (strstr (test_comfy_server_get_post_body (self->server, 0),
                            "\"extra_data\":{\"extra_pnginfo\":{\"aipipeline\":\"SHT-0010\"}}"));
}

/* Messages that come before the answer to the post are not lost. */
static void
test_early_messages (Fixture       *self,
                     gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  fixture_go_online (self);
  test_comfy_server_hold (self->server, TEST_COMFY_POINT_ANSWER);
  aip_comfy_client_submit_async (self->client, self->graph, ID_A, NULL, NULL, test_store_result_cb,
                                 &result);
  spin_until_finished (self, ID_A);
  g_assert_null (result);
  test_comfy_server_release (self->server, TEST_COMFY_POINT_ANSWER);
  test_spin_while (result == NULL);
  g_assert_true (aip_comfy_client_submit_finish (self->client, result, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (fixture_has_line (self, ID_A " started"));
}

/* `execution_success` is not the end: the history may still be empty then. */
static void
test_success_before_history (Fixture       *self,
                             gconstpointer  data)
{
  g_autoptr(AipComfySubmission) submission = NULL;
  g_autoptr(AipComfyHistory) history = NULL;
  g_autoptr(GError) error = NULL;

  fixture_go_online (self);
  test_comfy_server_hold (self->server, TEST_COMFY_POINT_HISTORY);
  submission = fixture_submit (self, ID_A, &error);
  test_spin_while (!fixture_has_line (self, ID_A " success"));
  history = fixture_history (self, ID_A, &error);
  g_assert_no_error (error);
  g_assert_null (history);
  g_assert_false (fixture_has_line (self, ID_A " finished"));

  test_comfy_server_release (self->server, TEST_COMFY_POINT_HISTORY);
  spin_until_finished (self, ID_A);
  history = fixture_history (self, ID_A, &error);
  g_assert_nonnull (history);
}

static void
test_cached_rerun (Fixture       *self,
                   gconstpointer  data)
{
  g_autoptr(AipComfySubmission) first = NULL;
  g_autoptr(AipComfySubmission) second = NULL;
  g_autoptr(AipComfyHistory) one = NULL;
  g_autoptr(AipComfyHistory) two = NULL;
  g_autoptr(GError) error = NULL;

  fixture_go_online (self);
  first = fixture_submit (self, ID_A, &error);
  spin_until_finished (self, ID_A);
  second = fixture_submit (self, ID_B, &error);
  spin_until_finished (self, ID_B);
  g_assert_true (fixture_has_line (self, ID_B " cached 10"));
  one = fixture_history (self, ID_A, &error);
  two = fixture_history (self, ID_B, &error);

  /* The same graph again makes no new file: a job that wants one changes its prefix. */
  g_assert_cmpstr (aip_comfy_output_get_filename (aip_comfy_history_get_outputs (one)->pdata[0]),
                   ==,
                   aip_comfy_output_get_filename (aip_comfy_history_get_outputs (two)->pdata[0]));
}

typedef struct {
  TestComfyFault  fault;
  AipComfyStatus  status;
  int             code;
  const char     *line;
} RunCase;

static const RunCase run_cases[] = {
  { TEST_COMFY_FAULT_RUN_ERROR, AIP_COMFY_STATUS_ERROR, AIP_ERROR_EXECUTION, "error RuntimeError" },
  { TEST_COMFY_FAULT_RUN_OOM, AIP_COMFY_STATUS_ERROR, AIP_ERROR_OUT_OF_MEMORY,
    "error torch.OutOfMemoryError" },
  { TEST_COMFY_FAULT_RUN_BLOCKED, AIP_COMFY_STATUS_SUCCESS, -1, "error ExecutionBlocked" },
};

static void
test_failed_run (Fixture       *self,
                 gconstpointer  data)
{
  const RunCase *c = data;
  g_autoptr(AipComfySubmission) submission = NULL;
  g_autoptr(AipComfyHistory) history = NULL;
  g_autofree char *line = g_strconcat (ID_A " ", c->line, NULL);
  g_autoptr(GError) error = NULL;

  fixture_go_online (self);
  test_comfy_server_set_fault (self->server, c->fault, 1);
  submission = fixture_submit (self, ID_A, &error);
  spin_until_finished (self, ID_A);
  g_assert_true (fixture_has_line (self, line));

  history = fixture_history (self, ID_A, &error);
  g_assert_no_error (error);
  g_assert_cmpint (aip_comfy_history_get_status (history), ==, c->status);
  g_assert_cmpuint (aip_comfy_history_get_outputs (history)->len, ==, 0);
  if (c->code >= 0)
    {
      AipComfyFailure *failure = aip_comfy_history_get_failure (history);

      g_assert_cmpint (aip_comfy_failure_get_code (failure), ==, c->code);
      g_assert_cmpstr (aip_comfy_failure_get_node_id (failure), ==, "31");
      g_assert_cmpstr (aip_comfy_failure_get_node_type (failure), ==, "KSampler");
      g_assert_true (g_str_has_suffix (aip_comfy_failure_get_message (failure), "."));
      g_assert_null (strchr (aip_comfy_failure_get_message (failure), '\n'));
    }
}

typedef struct {
  TestComfyFault  fault;
  AipComfyOutcome outcome;
  int             code;
  const char     *says;
  gboolean        queued;
} PostCase;

static const PostCase post_cases[] = {
  { TEST_COMFY_FAULT_PROMPT_400, AIP_COMFY_OUTCOME_NOT_QUEUED, AIP_ERROR_REJECTED,
    "“unet_name” of UNETLoader (node 10) is “flux1-dev.safetensors”", FALSE },
  { TEST_COMFY_FAULT_PROMPT_413, AIP_COMFY_OUTCOME_NOT_QUEUED, AIP_ERROR_TOO_LARGE,
    "--max-upload-size", FALSE },
  { TEST_COMFY_FAULT_PROMPT_500, AIP_COMFY_OUTCOME_UNKNOWN, AIP_ERROR_NETWORK, "(500)", FALSE },
  { TEST_COMFY_FAULT_PROMPT_500_QUEUED, AIP_COMFY_OUTCOME_UNKNOWN, AIP_ERROR_NETWORK, "(500)",
    TRUE },
  { TEST_COMFY_FAULT_PROMPT_BREAK, AIP_COMFY_OUTCOME_UNKNOWN, AIP_ERROR_NETWORK, "connection",
    TRUE },
  { TEST_COMFY_FAULT_PROMPT_HALF, AIP_COMFY_OUTCOME_UNKNOWN, AIP_ERROR_NETWORK, "connection",
    TRUE },
  { TEST_COMFY_FAULT_PROMPT_PARTIAL, AIP_COMFY_OUTCOME_PARTIAL, AIP_ERROR_REJECTED,
    "“images” of SaveImage (node 42) is missing", TRUE },
};

/* After each of these the queue tells the truth, and the client has posted exactly once. */
static void
test_bad_post (Fixture       *self,
               gconstpointer  data)
{
  const PostCase *c = data;
  g_autoptr(AipComfySubmission) submission = NULL;
  g_autoptr(AipComfyQueue) queue = NULL;
  g_autoptr(GError) error = NULL;

  test_comfy_server_hold (self->server, TEST_COMFY_POINT_START);
  test_comfy_server_set_fault (self->server, c->fault, 1);
  submission = fixture_submit (self, ID_A, &error);
  g_assert_error (error, AIP_ERROR, c->code);
  g_assert_nonnull (strstr (error->message, c->says));
  g_assert_cmpint (aip_comfy_submission_get_outcome (submission), ==, c->outcome);
  g_clear_error (&error);

  queue = fixture_queue (self, &error);
  g_assert_no_error (error);
  g_assert_true (aip_comfy_queue_contains (queue, ID_A) == c->queued);
  g_assert_cmpuint (test_comfy_server_get_n_posts (self->server), ==, 1);
}

/* Nothing listens: nothing can have been queued. */
static void
test_refused_post (Fixture       *self,
                   gconstpointer  data)
{
  g_autoptr(AipComfySubmission) submission = NULL;
  g_autoptr(GError) error = NULL;

  test_comfy_server_stop (self->server);
  submission = fixture_submit (self, ID_A, &error);
  g_assert_error (error, AIP_ERROR, AIP_ERROR_NETWORK);
  g_assert_cmpint (aip_comfy_submission_get_outcome (submission), ==,
                   AIP_COMFY_OUTCOME_NOT_QUEUED);
}

/* The server closes kept connections while it is idle: the next requests must not suffer. */
static void
test_dead_kept_connection (Fixture       *self,
                           gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  for (int i = 0; i < 3; i++)
    {
      g_autoptr(AipComfyQueue) queue = fixture_queue (self, &error);
      g_autofree char *id = g_uuid_string_random ();
      g_autoptr(AipComfySubmission) submission = NULL;

      g_assert_no_error (error);
      test_comfy_server_stop (self->server);
      test_comfy_server_start (self->server);
      submission = fixture_submit (self, id, &error);
      g_assert_no_error (error);
      g_assert_cmpint (aip_comfy_submission_get_outcome (submission), ==,
                       AIP_COMFY_OUTCOME_QUEUED);
    }
  g_assert_cmpuint (test_comfy_server_get_n_posts (self->server), ==, 3);
}

static void
test_queue_order (Fixture       *self,
                  gconstpointer  data)
{
  g_autoptr(AipComfyQueue) queue = NULL;
  g_autoptr(GError) error = NULL;
  static const char *const ids[] = { ID_A, ID_B, ID_C };
  const char *const *pending;

  test_comfy_server_hold (self->server, TEST_COMFY_POINT_RUNNING);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr(AipComfySubmission) submission = fixture_submit (self, ids[i], &error);
      g_autofree char *more = g_uuid_string_random ();
      g_autoptr(AipComfySubmission) other = fixture_submit (self, more, &error);

      g_assert_no_error (error);
    }
  test_spin_while (test_comfy_server_get_n_waiting (self->server, TEST_COMFY_POINT_RUNNING) == 0);

  queue = fixture_queue (self, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (aip_comfy_queue_get_running (queue)[0], ==, ID_A);
  g_assert_true (aip_comfy_queue_is_running (queue, ID_A));
  g_assert_false (aip_comfy_queue_is_pending (queue, ID_A));
  pending = aip_comfy_queue_get_pending (queue);
  g_assert_cmpuint (g_strv_length ((char **) pending), ==, 5);
  for (guint i = 0; i < 5; i++)
    g_assert_cmpstr (pending[i], ==, test_comfy_server_get_post_id (self->server, i + 1));
}

static gboolean
cancel (Fixture     *self,
        const char  *prompt_id,
        gboolean    *still_running,
        GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  aip_comfy_client_cancel_async (self->client, prompt_id, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);

  return aip_comfy_client_cancel_finish (self->client, result, still_running, error);
}

static void
test_cancel (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr(AipComfySubmission) a = NULL;
  g_autoptr(AipComfySubmission) b = NULL;
  g_autoptr(AipComfyQueue) queue = NULL;
  g_autoptr(AipComfyHistory) history = NULL;
  g_autoptr(GError) error = NULL;
  gboolean running = TRUE;

  fixture_go_online (self);
  test_comfy_server_hold (self->server, TEST_COMFY_POINT_RUNNING);
  a = fixture_submit (self, ID_A, &error);
  b = fixture_submit (self, ID_B, &error);
  test_spin_while (test_comfy_server_get_n_waiting (self->server, TEST_COMFY_POINT_RUNNING) == 0);

  /* One that waits: it goes in silence, and the one that runs is not touched. */
  g_assert_true (cancel (self, ID_B, &running, &error));
  g_assert_no_error (error);
  g_assert_false (running);
  g_assert_cmpuint (test_comfy_server_get_n_requests (self->server, "POST", "/interrupt"), ==, 0);
  queue = fixture_queue (self, &error);
  g_assert_true (aip_comfy_queue_is_running (queue, ID_A));
  g_assert_false (aip_comfy_queue_contains (queue, ID_B));

  /* One that runs. */
  g_assert_true (cancel (self, ID_A, &running, &error));
  g_assert_no_error (error);
  spin_until_finished (self, ID_A);
  g_assert_true (fixture_has_line (self, ID_A " interrupted"));
  history = fixture_history (self, ID_A, &error);
  g_assert_cmpint (aip_comfy_history_get_status (history), ==, AIP_COMFY_STATUS_INTERRUPTED);
  g_assert_null (aip_comfy_history_get_failure (history));

  /* One that is over, and one that never was. */
  g_assert_true (cancel (self, ID_A, &running, &error));
  g_assert_false (running);
  g_assert_true (cancel (self, ID_C, &running, &error));
  g_assert_false (running);
}

static void
test_cancel_late (Fixture       *self,
                  gconstpointer  data)
{
  g_autoptr(AipComfySubmission) a = NULL;
  g_autoptr(GError) error = NULL;
  gboolean running = FALSE;

  fixture_go_online (self);
  test_comfy_server_set_fault (self->server, TEST_COMFY_FAULT_RUN_UNINTERRUPTIBLE, -1);
  test_comfy_server_hold (self->server, TEST_COMFY_POINT_RUNNING);
  a = fixture_submit (self, ID_A, &error);
  test_spin_while (test_comfy_server_get_n_waiting (self->server, TEST_COMFY_POINT_RUNNING) == 0);
  g_assert_true (cancel (self, ID_A, &running, &error));
  g_assert_true (running);
  g_assert_false (fixture_has_line (self, ID_A " finished"));
  test_comfy_server_release (self->server, TEST_COMFY_POINT_RUNNING);
  spin_until_finished (self, ID_A);
  g_assert_true (fixture_has_line (self, ID_A " interrupted"));
}

/* Questions */

static void
test_system_stats (Fixture       *self,
                   gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(AipComfySystemStats) stats = NULL;
  g_autoptr(GError) error = NULL;

  aip_comfy_client_get_system_stats_async (self->client, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  stats = aip_comfy_client_get_system_stats_finish (self->client, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (aip_comfy_system_stats_get_version (stats), ==, "0.3.64");
  g_assert_cmpstr (aip_comfy_system_stats_get_largest_gpu (stats)->name, ==,
                   "NVIDIA GeForce RTX 4090");
  g_assert_cmpuint (aip_comfy_system_stats_get_largest_gpu (stats)->vram_total, ==, 25757220864);
}

static void
test_largest_gpu (void)
{
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(AipComfySystemStats) stats = NULL;
  g_autoptr(GError) error = NULL;

  node = aip_comfy_json_parse (
    "{\"system\": {\"os\": 5, \"ram_total\": 1e30}, \"devices\": [7, {\"name\": \"cpu\", \"type\": "
    "\"cpu\", \"index\": null, \"vram_total\": 900000000000}, {\"name\": \"cuda:0 A : native\", "
    "\"type\": \"cuda\", \"index\": 0, \"vram_total\": 8000000000}, {\"name\": \"cuda:1 B\", "
    "\"type\": \"cuda\", \"index\": 1, \"vram_total\": 16000000000.0}, {\"vram_total\": -5}]}",
    -1, G_MAXSIZE, &error);
  g_assert_no_error (error);
  stats = aip_comfy_system_stats_new_from_json (aip_json_node_object (node), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (aip_comfy_system_stats_get_os (stats), ==, "");
  g_assert_cmpuint (aip_comfy_system_stats_get_n_devices (stats), ==, 4);
  g_assert_cmpstr (aip_comfy_system_stats_get_largest_gpu (stats)->name, ==, "B");
  g_assert_cmpuint (aip_comfy_system_stats_get_largest_gpu (stats)->vram_total, ==, 16000000000);
}

static void
test_object_info (Fixture       *self,
                  gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(AipNodeCatalogue) catalogue = NULL;
  g_autoptr(AipWorkflowStore) store = aip_workflow_store_new ();
  g_auto(GStrv) problems = NULL;
  g_autoptr(GError) error = NULL;
  const AipNodeInput *input;
  double bound;
  guint64 exact;

  aip_comfy_client_get_object_info_async (self->client, NULL, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  catalogue = aip_comfy_client_get_object_info_finish (self->client, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (aip_node_catalogue_get_n_classes (catalogue), ==, 23);

  /* Both forms of a list, and a bound that no double holds. */
  input = aip_node_class_find_input (aip_node_catalogue_lookup (catalogue, "VAELoader"),
                                     "vae_name");
  g_assert_cmpstr (aip_node_input_get_type_name (input), ==, "COMBO");
  g_assert_true (aip_node_input_has_option (input, "ae.safetensors"));
  input = aip_node_class_find_input (aip_node_catalogue_lookup (catalogue, "SaveWEBM"), "codec");
  g_assert_cmpstr (aip_node_input_get_type_name (input), ==, "COMBO");
  g_assert_true (aip_node_input_has_option (input, "av1"));
  g_assert_false (aip_node_input_has_option (input, "h264"));
  input = aip_node_class_find_input (aip_node_catalogue_lookup (catalogue, "KSampler"), "seed");
  g_assert_true (aip_node_input_get_maximum (input, &bound, &exact));
  g_assert_cmpuint (exact, ==, G_MAXUINT64);
  g_assert_null (aip_node_input_get_options (input));
  g_assert_true (aip_node_class_is_output (aip_node_catalogue_lookup (catalogue, "SaveImage")));

  problems = aip_workflow_check (aip_workflow_store_get (store, "flux-dev"), catalogue);
  g_assert_cmpuint (g_strv_length (problems), ==, 0);
}

static void
test_models (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GAsyncResult) missing = NULL;
  g_auto(GStrv) names = NULL;
  g_autoptr(GError) error = NULL;

  test_comfy_server_set_answer (self->server, "/models/vae", 200, "application/json",
                                "[\"ae.safetensors\", 5, \"sub/b.safetensors\"]", -1);
  aip_comfy_client_get_models_async (self->client, "vae", NULL, test_store_result_cb, &result);
  aip_comfy_client_get_models_async (self->client, "no such", NULL, test_store_result_cb, &missing);
  test_spin_while (result == NULL || missing == NULL);
  names = aip_comfy_client_get_models_finish (self->client, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (names), ==, 2);
  g_assert_cmpstr (names[1], ==, "sub/b.safetensors");
  g_assert_null (aip_comfy_client_get_models_finish (self->client, missing, &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND);
}

typedef struct {
  const char *body;
  gssize      length;
  guint       status;
  int         code;
} AnswerCase;

static const AnswerCase answer_cases[] = {
  { "", -1, 200, AIP_ERROR_PROTOCOL },
  { "<html>", -1, 200, AIP_ERROR_PROTOCOL },
  { "[1, 2]", -1, 200, AIP_ERROR_PROTOCOL },
  { "{\"queue_running\": 5, \"queue_pending\": []}", -1, 200, AIP_ERROR_PROTOCOL },
  { "{\"queue_running\": [[0, \"a\xff\"]], \"queue_pending\": []}", -1, 200, AIP_ERROR_PROTOCOL },
  { "{}\0{}", 5, 200, AIP_ERROR_PROTOCOL },
  { "no", -1, 404, AIP_ERROR_NOT_FOUND },
  { "no", -1, 403, AIP_ERROR_PROTOCOL },
  { "no", -1, 302, AIP_ERROR_PROTOCOL },
  { "busy", -1, 503, AIP_ERROR_NETWORK },
};

static void
test_bad_answers (Fixture       *self,
                  gconstpointer  data)
{
  g_autoptr(AipComfyQueue) queue = NULL;
  g_autoptr(GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (answer_cases); i++)
    {
      const AnswerCase *c = &answer_cases[i];

      test_comfy_server_set_answer (self->server, "/queue", c->status, "text/plain", c->body,
                                    c->length);
      queue = fixture_queue (self, &error);
      g_assert_null (queue);
      g_assert_error (error, AIP_ERROR, c->code);
      g_clear_error (&error);
    }

  /* One item of a wrong shape costs only itself, and a word that is no JSON only its value. */
  test_comfy_server_set_answer (self->server, "/queue", 200, "application/json",
                                "{\"queue_running\": [5, [1], [\"x\", \"y\"], [NaN, \"nan\"], "
                                "[-1.5, \"ok\", {}, {\"v\": -Infinity}, []]], "
                                "\"queue_pending\": []}", -1);
  queue = fixture_queue (self, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length ((char **) aip_comfy_queue_get_running (queue)), ==, 1);
  g_assert_true (aip_comfy_queue_is_running (queue, "ok"));
}

static void
test_half_answer (Fixture       *self,
                  gconstpointer  data)
{
  g_autoptr(AipComfyQueue) queue = NULL;
  g_autoptr(GError) error = NULL;

  test_comfy_server_set_fault (self->server, TEST_COMFY_FAULT_HTTP_HALF, -1);
  queue = fixture_queue (self, &error);
  g_assert_null (queue);
  g_assert_error (error, AIP_ERROR, AIP_ERROR_NETWORK);
}

static void
test_huge_answer (Fixture       *self,
                  gconstpointer  data)
{
  gsize size = 65 * 1024 * 1024;
  g_autofree char *body = g_malloc (size);
  g_autoptr(AipComfyQueue) queue = NULL;
  g_autoptr(GError) error = NULL;

  memset (body, ' ', size);
  test_comfy_server_set_answer (self->server, "/queue", 200, "application/json", body,
                                (gssize) size);
  queue = fixture_queue (self, &error);
  g_assert_null (queue);
  g_assert_error (error, AIP_ERROR, AIP_ERROR_TOO_LARGE);
}

static void
test_endless_answer (Fixture       *self,
                     gconstpointer  data)
{
  g_autoptr(AipComfyQueue) queue = NULL;
  g_autoptr(GError) error = NULL;

  test_comfy_server_set_fault (self->server, TEST_COMFY_FAULT_HTTP_ENDLESS, 1);
  queue = fixture_queue (self, &error);
  g_assert_null (queue);
  g_assert_error (error, AIP_ERROR, AIP_ERROR_TOO_LARGE);
  g_clear_error (&error);
  queue = fixture_queue (self, &error);
  g_assert_no_error (error);
}

/* A server that takes the question and never answers. */
static void
test_stalled_answer (Fixture       *self,
                     gconstpointer  data)
{
  g_autoptr(SoupSession) session = NULL;
  g_autoptr(AipComfyQueue) queue = NULL;
  g_autoptr(AipComfySubmission) submission = NULL;
  g_autoptr(GError) error = NULL;

  g_object_get (self->client, "session", &session, NULL);
  soup_session_set_timeout (session, 1);
  test_comfy_server_hold (self->server, TEST_COMFY_POINT_HTTP);
  queue = fixture_queue (self, &error);
  g_assert_null (queue);
  g_assert_error (error, AIP_ERROR, AIP_ERROR_TIMEOUT);
  g_clear_error (&error);

  /* The graph has arrived, the answer has not: nobody knows. */
  test_comfy_server_hold (self->server, TEST_COMFY_POINT_ANSWER);
  submission = fixture_submit (self, ID_A, &error);
  g_assert_error (error, AIP_ERROR, AIP_ERROR_TIMEOUT);
  g_assert_cmpint (aip_comfy_submission_get_outcome (submission), ==, AIP_COMFY_OUTCOME_UNKNOWN);
  g_assert_cmpuint (test_comfy_server_get_n_posts (self->server), ==, 1);
}

static void
test_cancelled_request (Fixture       *self,
                        gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(AipComfyQueue) queue = NULL;
  g_autoptr(GError) error = NULL;

  test_comfy_server_hold (self->server, TEST_COMFY_POINT_HTTP);
  aip_comfy_client_get_queue_async (self->client, cancellable, test_store_result_cb, &result);
  test_spin_while (test_comfy_server_get_n_waiting (self->server, TEST_COMFY_POINT_HTTP) == 0);
  g_cancellable_cancel (cancellable);
  test_spin_while (result == NULL);
  queue = aip_comfy_client_get_queue_finish (self->client, result, &error);
  g_assert_error (error, AIP_ERROR, AIP_ERROR_CANCELLED);
  test_comfy_server_release (self->server, TEST_COMFY_POINT_HTTP);
}

/* A history whose values no strict reader takes still gives its result. */
static void
test_strange_history (Fixture       *self,
                      gconstpointer  data)
{
  g_autoptr(AipComfyHistory) history = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *outputs;

  test_comfy_server_set_answer (
    self->server, "/history/" ID_A, 200, "application/json",
    "{\"" ID_A "\": {\"prompt\": [NaN, 18446744073709551615, {\"text\": \"\\ud83d broken\"}], "
    "\"outputs\": {\"9\": {\"images\": [{\"filename\": \"../../etc/passwd\", \"subfolder\": "
    "\"\", \"type\": \"output\"}, "
    "{\"filename\": \"a.png\", \"subfolder\": \"..\", \"type\": \"output\"}, "
    "{\"filename\": \"x/y.png\", \"subfolder\": \"s\", \"type\": \"output\"}, {\"filename\": 7}, "
    "{\"filename\": \"b.png\", \"type\": \"secret\"}, "
    "{\"filename\": \"c\\u0000.png\", \"subfolder\": \"w\\\\in\", \"type\": \"output\"}, "
    "null], \"text\": [\"t\"], \"animated\": [true], \"n\": [Infinity]}, \"10\": null, "
    "\"11\": {\"gifs\": {\"filename\": \"z\"}}}, \"status\": {\"status_str\": \"success\", "
    "\"completed\": true, \"messages\": [[\"execution_start\"], 5]}}}",
    -1);
  history = fixture_history (self, ID_A, &error);
  g_assert_no_error (error);
  g_assert_cmpint (aip_comfy_history_get_status (history), ==, AIP_COMFY_STATUS_SUCCESS);
  outputs = aip_comfy_history_get_outputs (history);
  g_assert_cmpuint (outputs->len, ==, 3);
  g_assert_cmpstr (aip_comfy_output_get_filename (outputs->pdata[0]), ==, "y.png");
  g_assert_cmpstr (aip_comfy_output_get_subfolder (outputs->pdata[0]), ==, "s/x");
  g_assert_true (aip_comfy_output_get_animated (outputs->pdata[0]));
  g_assert_cmpstr (aip_comfy_output_get_subfolder (outputs->pdata[1]), ==, "w/in");
  g_assert_cmpstr (aip_comfy_output_get_text (outputs->pdata[2]), ==, "t");
}

typedef struct {
  const char *typed;
  const char *normal;      /* NULL: refused */
} AddressCase;

static const AddressCase address_cases[] = {
  { "127.0.0.1:8188", "http://127.0.0.1:8188" },
  { "  gpu-box  ", "http://gpu-box:8188" },
  { "gpu-box:80", "http://gpu-box:80" },
  { "http://gpu-box", "http://gpu-box:80" },
  { "HTTP://GPU-Box:8188/", "http://gpu-box:8188" },
  { "https://example.org", "https://example.org:443" },
  { "https://example.org/comfy/", "https://example.org:443/comfy" },
  { "[::1]:8188", "http://[::1]:8188" },
  { "::1", "http://[::1]:8188" },
  { "http://[fe80::1]:9000", "http://[fe80::1]:9000" },
  { "작업기.local:8188", "http://xn--6s4b25d1zv.local:8188" },
  { "", NULL },
  { "   ", NULL },
  { "ftp://host", NULL },
  { "file:///etc/passwd", NULL },
  { "http://", NULL },
  { "http://user:secret@host:8188", NULL },
  { "user@host:8188", NULL },
  { "host:0", NULL },
  { "host:99999", NULL },
  { "host:abc", NULL },
  { "http://host:8188/?x=1", NULL },
  { "http://host:8188/#x", NULL },
  { "two words", NULL },
  { "http://ho st", NULL },
};

static void
test_addresses (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (address_cases); i++)
    {
      const AddressCase *c = &address_cases[i];
      g_autoptr(GError) error = NULL;
      g_autofree char *normal = aip_comfy_client_normalize_address (c->typed, &error);

      if (c->normal != NULL)
        {
          g_autofree char *again = NULL;

          g_assert_no_error (error);
          if (g_str_has_prefix (c->normal, "http://xn--"))
            g_assert_true (g_str_has_prefix (normal, "http://xn--"));
          else
            g_assert_cmpstr (normal, ==, c->normal);
          again = aip_comfy_client_normalize_address (normal, &error);
          g_assert_cmpstr (again, ==, normal);
        }
      else
        {
          g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
          g_assert_null (strstr (error->message, "secret"));
        }
    }
}

#define ADD(path, function) \
  g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/comfy/client/run", test_run);
  ADD ("/comfy/client/wire", test_wire);
  ADD ("/comfy/client/exact-numbers", test_exact_numbers);
  ADD ("/comfy/client/early-messages", test_early_messages);
  ADD ("/comfy/client/success-before-history", test_success_before_history);
  ADD ("/comfy/client/cached-rerun", test_cached_rerun);
  for (gsize i = 0; i < G_N_ELEMENTS (run_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/comfy/client/failed-run/%" G_GSIZE_FORMAT, i);

      g_test_add (path, Fixture, &run_cases[i], fixture_set_up, test_failed_run,
                  fixture_tear_down);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (post_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/comfy/client/bad-post/%" G_GSIZE_FORMAT, i);

      g_test_add (path, Fixture, &post_cases[i], fixture_set_up, test_bad_post,
                  fixture_tear_down);
    }
  ADD ("/comfy/client/refused-post", test_refused_post);
  ADD ("/comfy/client/dead-kept-connection", test_dead_kept_connection);
  ADD ("/comfy/client/queue-order", test_queue_order);
  ADD ("/comfy/client/cancel", test_cancel);
  ADD ("/comfy/client/cancel-late", test_cancel_late);
  ADD ("/comfy/client/system-stats", test_system_stats);
  g_test_add_func ("/comfy/client/largest-gpu", test_largest_gpu);
  ADD ("/comfy/client/object-info", test_object_info);
  ADD ("/comfy/client/models", test_models);
  ADD ("/comfy/client/bad-answers", test_bad_answers);
  ADD ("/comfy/client/half-answer", test_half_answer);
  ADD ("/comfy/client/huge-answer", test_huge_answer);
  ADD ("/comfy/client/endless-answer", test_endless_answer);
  ADD ("/comfy/client/stalled-answer", test_stalled_answer);
  ADD ("/comfy/client/cancelled-request", test_cancelled_request);
  ADD ("/comfy/client/strange-history", test_strange_history);
  g_test_add_func ("/comfy/client/addresses", test_addresses);

  return g_test_run ();
}
