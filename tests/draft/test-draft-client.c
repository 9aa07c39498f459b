/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include <gdk-pixbuf/gdk-pixbuf.h>

#include "aip-comfy-client.h"
#include "aip-error.h"
#include "fixture.h"

/* The app's own client against the draft worker: it must not be able to tell. */

static char *
read_shipped (const char *name,
              const char *file)
{
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;
  char *text = NULL;

  path = g_build_filename (g_getenv ("AIPIPELINE_DATADIR"), "workflows", name, file, NULL);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

/* Every graph that ships runs on a draft worker as it is, if it needs no picture and no movie. */
static void
test_shipped_workflows (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("AIPIPELINE_DATADIR"), "workflows", NULL);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  AipDraftOptions large = fixture_fast;
  g_auto(Fixture) fixture = { 0 };
  const char *name;
  guint n = 0;

  large.vram_gb = 80;
  fixture_init (&fixture, &large);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, "graph.json", NULL);
      g_autofree char *graph = NULL;
      g_autofree char *id = NULL;
      g_autoptr(AipDraftJson) entry = NULL;

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        continue;
      graph = read_shipped (name, "graph.json");
      if (strstr (graph, "LoadImage") != NULL || strstr (graph, "LoadVideo") != NULL)
        continue;

      g_test_message ("%s", name);
      id = fixture_post_prompt (&fixture, graph, NULL, NULL);
      entry = fixture_wait (&fixture, id);
      g_assert_cmpstr (json_text_at (entry, "status/status_str"), ==, "success");
      g_assert_cmpuint (aip_draft_json_get_length (json_at (entry, "outputs")), >, 0);
      n++;
    }
  g_assert_cmpuint (n, >, 0);
}

typedef struct
{
  GString  *events;
  gboolean  finished;
  guint     n_previews;
} Heard;

static void
started_cb (AipComfyClient *client,
            const char     *prompt_id,
            gpointer        user_data)
{
  g_string_append (((Heard *) user_data)->events, "started ");
}

static void
preview_cb (AipComfyClient *client,
            const char     *prompt_id,
            const char     *node,
            GBytes         *image,
            const char     *mime,
            gpointer        user_data)
{
  Heard *heard = user_data;

  g_assert_nonnull (prompt_id);
  g_assert_cmpstr (mime, ==, "image/jpeg");
  heard->n_previews++;
}

static void
success_cb (AipComfyClient *client,
            const char     *prompt_id,
            gpointer        user_data)
{
  g_string_append (((Heard *) user_data)->events, "success ");
}

static void
interrupted_cb (AipComfyClient *client,
                const char     *prompt_id,
                gpointer        user_data)
{
  g_string_append (((Heard *) user_data)->events, "interrupted ");
}

static void
finished_cb (AipComfyClient *client,
             const char     *prompt_id,
             gpointer        user_data)
{
  Heard *heard = user_data;

  g_string_append (heard->events, "finished");
  heard->finished = TRUE;
}

static AipComfyClient *
connect_client (Fixture *fixture,
                Heard   *heard)
{
  AipComfyClient *client = aip_comfy_client_new (aip_draft_server_get_url (fixture->server));

  heard->events = g_string_new (NULL);
  g_signal_connect (client, "execution-started", G_CALLBACK (started_cb), heard);
  g_signal_connect (client, "preview", G_CALLBACK (preview_cb), heard);
  g_signal_connect (client, "execution-success", G_CALLBACK (success_cb), heard);
  g_signal_connect (client, "interrupted", G_CALLBACK (interrupted_cb), heard);
  g_signal_connect (client, "finished", G_CALLBACK (finished_cb), heard);
  aip_comfy_client_start (client);
  test_spin_while (aip_comfy_client_get_state (client) != AIP_COMFY_STATE_ONLINE);

  return client;
}

static char *
submit (AipComfyClient *client)
{
  g_autofree char *text = read_shipped ("flux-dev", "graph.json");
  g_autoptr(GError) error = NULL;
  g_autoptr(AipGraph) graph = aip_graph_parse (text, -1, &error);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(AipComfySubmission) submission = NULL;
  char *id = g_uuid_string_random ();

  g_assert_no_error (error);
  aip_comfy_client_submit_async (client, graph, id, NULL, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  aip_comfy_client_submit_finish (client, result, &submission, &error);
  g_assert_no_error (error);
  g_assert_cmpint (aip_comfy_submission_get_outcome (submission), ==, AIP_COMFY_OUTCOME_QUEUED);

  return id;
}

static AipComfyHistory *
get_history (AipComfyClient *client,
             const char     *id)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  AipComfyHistory *history;

  aip_comfy_client_get_history_async (client, id, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  history = aip_comfy_client_get_history_finish (client, result, &error);
  g_assert_no_error (error);

  return history;
}

/* From the graph to the picture on the disk. */
static void
test_job (void)
{
  AipDraftOptions options = fixture_fast;
  g_auto(Fixture) fixture = { 0 };
  Heard heard = { 0 };
  g_autoptr(AipComfyClient) client = NULL;
  g_autoptr(AipComfySystemStats) stats = NULL;
  g_autoptr(AipComfyHistory) history = NULL;
  g_autoptr(GAsyncResult) stats_result = NULL;
  g_autoptr(GAsyncResult) download = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GFile) file = NULL;
  g_autoptr(GdkPixbuf) pixbuf = NULL;
  g_autofree char *folder = test_dir_new ();
  g_autofree char *path = g_build_filename (folder, "take.png", NULL);
  g_autofree char *id = NULL;
  GPtrArray *outputs;

  options.vram_gb = 16;
  fixture_init (&fixture, &options);
  client = connect_client (&fixture, &heard);

  aip_comfy_client_get_system_stats_async (client, NULL, test_store_result_cb, &stats_result);
  test_spin_while (stats_result == NULL);
  stats = aip_comfy_client_get_system_stats_finish (client, stats_result, &error);
  g_assert_no_error (error);
  g_assert_nonnull (aip_comfy_system_stats_get_largest_gpu (stats));
  g_assert_cmpuint (aip_comfy_system_stats_get_largest_gpu (stats)->vram_total, ==,
                    G_GUINT64_CONSTANT (16) << 30);

  id = submit (client);
  test_spin_while (!heard.finished);
  g_assert_cmpstr (heard.events->str, ==, "started success finished");
  g_assert_cmpuint (heard.n_previews, >, 1);

  history = get_history (client, id);
  g_assert_nonnull (history);
  g_assert_cmpint (aip_comfy_history_get_status (history), ==, AIP_COMFY_STATUS_SUCCESS);
  outputs = aip_comfy_history_get_outputs (history);
  g_assert_cmpuint (outputs->len, ==, 1);

  file = g_file_new_for_path (path);
  aip_comfy_client_download_async (client, outputs->pdata[0], file, 0, NULL, test_store_result_cb,
                                   &download);
  test_spin_while (download == NULL);
  aip_comfy_client_download_finish (client, download, NULL, NULL, &error);
  g_assert_no_error (error);
  pixbuf = gdk_pixbuf_new_from_file (path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gdk_pixbuf_get_width (pixbuf), >, 500);

  aip_comfy_client_stop (client);
  g_string_free (heard.events, TRUE);
  test_dir_remove (folder);
}

static void
test_cancel (void)
{
  AipDraftOptions slow = fixture_fast;
  g_auto(Fixture) fixture = { 0 };
  Heard heard = { 0 };
  g_autoptr(AipComfyClient) client = NULL;
  g_autoptr(AipComfyHistory) history = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *id = NULL;
  gboolean still_running = FALSE;

  slow.speed = 1;
  slow.step_ms = 5000;
  fixture_init (&fixture, &slow);
  client = connect_client (&fixture, &heard);
  id = submit (client);
  test_spin_while (heard.events->len == 0);

  aip_comfy_client_cancel_async (client, id, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL || !heard.finished);
  aip_comfy_client_cancel_finish (client, result, &still_running, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (heard.events->str, ==, "started interrupted finished");
  history = get_history (client, id);
  g_assert_cmpint (aip_comfy_history_get_status (history), ==, AIP_COMFY_STATUS_INTERRUPTED);

  aip_comfy_client_stop (client);
  g_string_free (heard.events, TRUE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/draft/client/shipped-workflows", test_shipped_workflows);
  g_test_add_func ("/draft/client/job", test_job);
  g_test_add_func ("/draft/client/cancel", test_cancel);

  return g_test_run ();
}
