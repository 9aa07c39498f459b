/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "aip-comfy-json.h"
#include "aip-error.h"
#include "aip-json.h"
#include "test-client-support.h"

/*
 * Conversations recorded with a real ComfyUI 0.3.64 server. Each line of a file is a message of the
 * socket as it was sent, {"history": …} for what /history answered afterwards, or {"binary": …} for
 * a frame of which only the head was kept (its picture is made up here, in the same size).
 *
 * For each: what a client must conclude.
 */
typedef struct {
  const char *file;
  guint       n_finished;
  guint       n_previews;
  const char *conclusion;      /* one prompt: status, files, class of failure, exception */
} Recording;

static const Recording recordings[] = {
  { "emptyimage-scale-save", 2, 0, "success png png; success png png" },
  { "createvideo-savevideo", 1, 0, "success mp4*" },
  { "savewebm-vp9", 1, 0, "success webm*" },
  { "saveanimatedpng", 1, 0, "success png*" },
  { "steps-preview-jpeg-noflags", 1, 4, "success png" },
  { "steps-preview-metadata-flag", 1, 4, "success png" },
  { "progress-text", 1, 0, "success png" },
  { "subgraph-expand", 1, 0, "success png" },
  { "saveimagewebsocket", 1, 2, "success" },
  { "gifs-ui", 1, 0, "success webp" },
  { "audio-etc-multi-outputs", 1, 0, "success png txt png" },
  { "interrupted", 1, 0, "interrupted" },
  { "interrupt-blocking-node", 1, 0, "interrupted" },
  { "error", 1, 0, "error execution RuntimeError" },
  { "error-out-of-gpu-memory", 1, 0, "error out-of-memory torch.OutOfMemoryError" },
  { "error-out-of-memory", 1, 0, "error out-of-memory RuntimeError" },
  { "error-file-not-found", 1, 0, "error invalid FileNotFoundError" },
  { "missing-model-v3", 1, 0, "error invalid FileNotFoundError" },
  { "error-with-partial-outputs", 1, 0, "error png execution RuntimeError" },
  { "blocked-silently", 1, 0, "success" },
  { "blocked", 1, 0, "success" },
  { "reconnect-same-clientid", 1, 33, "" },
  { "bystander-sees", 0, 3, "" },
  { "ksampler-tiny-sd15-metadata", 1, 8, "success png" },
  { "flux-t2i", 1, 6, "success png" },
  { "upscale", 1, 0, "success png" },
};

static void
send_frame (Fixture    *self,
            JsonObject *binary)
{
  gint64 event = aip_json_get_int (binary, "event", 0);
  g_autoptr(GByteArray) frame = g_byte_array_new ();
  g_autofree char *head = NULL;
  guint32 word = GUINT32_TO_BE ((guint32) event);
  gint64 size = aip_json_get_int (binary, "payload_bytes", 0);
  static const guint8 jpeg[] = { 0xff, 0xd8, 0xff, 0xe0 };
  static const guint8 png[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
  const char *magic = aip_json_get_string (binary, "payload_magic", "");
  guint start;

  g_byte_array_append (frame, (const guint8 *) &word, sizeof word);
  if (event == 3)
    {
      static const char text[] = "\0\0\0\1" "2Loading\xe2\x80\xa6";

      g_byte_array_append (frame, (const guint8 *) text, sizeof text - 1);
      test_comfy_server_send_binary (self->server, NULL, frame->data, frame->len);
      return;
    }

  if (event == 4)
    {
      head = aip_comfy_json_to_text (aip_json_get (binary, "metadata"));
      word = GUINT32_TO_BE ((guint32) strlen (head));
      g_byte_array_append (frame, (const guint8 *) &word, sizeof word);
      g_byte_array_append (frame, (const guint8 *) head, (guint) strlen (head));
    }
  else
    {
      word = GUINT32_TO_BE (1);
      g_byte_array_append (frame, (const guint8 *) &word, sizeof word);
    }

  start = frame->len;
  g_byte_array_set_size (frame, start + (guint) size);
  memset (frame->data + start, 0, (gsize) size);
  if (g_str_has_prefix (magic, "ff"))
    memcpy (frame->data + start, jpeg, sizeof jpeg);
  else
    memcpy (frame->data + start, png, sizeof png);
  test_comfy_server_send_binary (self->server, NULL, frame->data, frame->len);
}

static void
conclude (Fixture    *self,
          JsonObject *answer,
          const char *prompt_id,
          GString    *conclusion)
{
  static const char *const names[] = { "success", "error", "interrupted" };
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *path = g_strconcat ("/history/", prompt_id, NULL);
  g_autoptr(AipComfyHistory) history = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *outputs;

  json_node_set_object (node, answer);
  text = aip_comfy_json_to_text (node);
  test_comfy_server_set_answer (self->server, path, 200, "application/json", text, -1);
  history = fixture_history (self, prompt_id, &error);
  g_assert_no_error (error);
  g_assert_nonnull (history);

  g_string_append_printf (conclusion, "%s%s", conclusion->len > 0 ? "; " : "",
                          names[aip_comfy_history_get_status (history)]);
  outputs = aip_comfy_history_get_outputs (history);
  for (guint i = 0; i < outputs->len; i++)
    {
      g_autofree char *extension = aip_comfy_output_dup_extension (outputs->pdata[i]);

      g_string_append_printf (conclusion, " %s%s", extension,
                              aip_comfy_output_get_animated (outputs->pdata[i]) ? "*" : "");
    }
  if (aip_comfy_history_get_failure (history) != NULL)
    {
      AipComfyFailure *failure = aip_comfy_history_get_failure (history);

      g_string_append_printf (conclusion, " %s %s",
                              aip_error_to_nick (aip_comfy_failure_get_code (failure)),
                              aip_comfy_failure_get_exception_type (failure));
      g_assert_cmpstr (aip_comfy_failure_get_traceback (failure), !=, "");
    }
}

static void
test_recording (Fixture       *self,
                gconstpointer  data)
{
  const Recording *recording = data;
  g_autofree char *name = g_strconcat ("comfy/transcripts/", recording->file, ".jsonl", NULL);
  g_autofree char *path = test_data_path (name);
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  g_autoptr(GString) conclusion = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  guint n_finished = 0;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);

  fixture_go_online (self);
  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_autoptr(JsonNode) node = aip_comfy_json_parse (lines[i], -1, G_MAXSIZE, &error);
      JsonObject *root = aip_json_node_object (node);
      JsonObject *history = aip_json_get_object (root, "history");

      g_assert_no_error (error);
      if (history != NULL)
        {
          g_autoptr(GList) ids = json_object_get_members (history);

          for (GList *l = ids; l != NULL; l = l->next)
            conclude (self, history, l->data, conclusion);
        }
      else if (aip_json_get_object (root, "binary") != NULL)
        send_frame (self, aip_json_get_object (root, "binary"));
      else
        test_comfy_server_send_text (self->server, NULL, lines[i]);
    }

  test_comfy_server_send_text (self->server, NULL,
                               "{\"type\": \"executing\", \"data\": {\"node\": \"1\", "
                               "\"prompt_id\": \"marker\"}}");
  test_spin_while (!fixture_has_line (self, "marker executing 1"));

  for (guint i = 0; i < self->log->len; i++)
    n_finished += g_str_has_suffix (g_ptr_array_index (self->log, i), " finished");
  g_assert_cmpstr (conclusion->str, ==, recording->conclusion);
  g_assert_cmpuint (n_finished, ==, recording->n_finished);
  g_assert_cmpuint (self->n_previews, ==, recording->n_previews);
  g_assert_cmpuint (self->n_resyncs, ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (recordings); i++)
    {
      g_autofree char *path = g_strdup_printf ("/comfy/replay/%s", recordings[i].file);

      g_test_add (path, Fixture, &recordings[i], fixture_set_up, test_recording,
                  fixture_tear_down);
    }

  return g_test_run ();
}
