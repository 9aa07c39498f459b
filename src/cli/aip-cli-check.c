/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cli-check"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-cinema-loader.h"
#include "aip-cli-check.h"
#include "aip-json.h"
#include "aip-prompt-edits.h"
#include "aip-setup.h"
#include "aip-task.h"

#define MAX_SETUP_BYTES (64 * 1024)

/* What the thread looks at; the document itself stays in the main thread. */
typedef struct {
  char *code;
  char *setup;
  char *edits;
} Shot;

typedef struct {
  char      *folder;
  GArray    *shots;
} Look;

static void
shot_clear (gpointer data)
{
  Shot *shot = data;

  g_free (shot->code);
  g_free (shot->setup);
  g_free (shot->edits);
}

static void
look_free (gpointer data)
{
  Look *look = data;

  g_free (look->folder);
  g_array_unref (look->shots);
  g_free (look);
}

static Look *
look_new (AipDocument *document)
{
  AipEntityList *shots = aip_document_get_shots (document);
  Look *look = g_new0 (Look, 1);

  look->folder = g_strdup (aip_document_get_folder (document));
  look->shots = g_array_new (FALSE, FALSE, sizeof (Shot));
  g_array_set_clear_func (look->shots, shot_clear);

  for (guint i = 0; i < aip_entity_list_get_count (shots); i++)
    {
      AipShot *shot = AIP_SHOT (aip_entity_list_peek (shots, i));
      Shot copy = { NULL, NULL, NULL };

      if (*aip_shot_get_setup (shot) == '\0' && *aip_shot_get_prompt_edits (shot) == '\0')
        continue;
      copy.code = g_strdup (aip_shot_get_code (shot));
      copy.setup = g_strdup (aip_shot_get_setup (shot));
      copy.edits = g_strdup (aip_shot_get_prompt_edits (shot));
      g_array_append_val (look->shots, copy);
    }

  return look;
}

static void
look_at_shot (const Shot   *shot,
              AipCinema    *cinema,
              GStrvBuilder *sentences)
{
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(AipPromptEdits) edits = aip_prompt_edits_from_text (shot->edits, problems);
  g_autoptr(JsonNode) node = NULL;
  const char *target = aip_prompt_edits_get_target (edits);
  AipSetup setup;

  if (*shot->setup != '\0')
    node = aip_json_parse (shot->setup, -1, MAX_SETUP_BYTES, NULL);
  if (aip_json_node_object (node) != NULL)
    aip_setup_from_json (&setup, cinema->catalogue, aip_json_node_object (node), problems);
  if (*target != '\0' && aip_targets_find (cinema->targets, target) == NULL)
    g_ptr_array_add (problems, g_strdup_printf (_("The model “%s” is not in the list of models"),
                                                target));

  for (guint i = 0; i < problems->len; i++)
    g_strv_builder_take (sentences, g_strdup_printf ("%s: %s", shot->code,
                                                     (char *) problems->pdata[i]));
}

static void
look_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Look *look = task_data;
  g_autoptr(GStrvBuilder) sentences = g_strv_builder_new ();
  g_auto(GStrv) lists = NULL;
  g_autoptr(AipCinema) cinema = NULL;
  GError *error = NULL;

  cinema = aip_cinema_loader_load (look->folder, &error);
  if (cinema == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  for (guint i = 0; i < look->shots->len; i++)
    look_at_shot (&g_array_index (look->shots, Shot, i), cinema, sentences);
  lists = aip_cinema_dup_problems (cinema);
  g_strv_builder_addv (sentences, (const char **) lists);

  g_task_return_pointer (task, g_strv_builder_end (sentences), (GDestroyNotify) g_strfreev);
}

static guint
report (AipCliCall        *call,
        const char *const *sentences)
{
  guint n = 0;

  for (; sentences[n] != NULL; n++)
    aip_cli_call_add_problem (call, sentences[n]);

  return n;
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(AipCliCall) call = user_data;
  AipDocument *document = aip_cli_call_get_document (call);
  JsonObject *answer = aip_cli_call_get_result (call);
  GError *error = NULL;
  g_auto(GStrv) sentences = g_task_propagate_pointer (G_TASK (result), &error);
  gboolean sound;

  if (sentences == NULL)
    {
      aip_cli_call_fail (call, error);
      return;
    }

  sound = report (call, (const char *const *) sentences) == 0 &&
          json_object_get_boolean_member (answer, "sound");
  json_object_set_boolean_member (answer, "sound", sound);
  if (sound)
    aip_cli_call_print (call, _("“%s” is sound."),
                        aip_project_get_name (aip_document_get_project (document)));

  aip_cli_call_finish (call, sound ? AIP_CLI_OK : AIP_CLI_DAMAGED);
}

static void
document_checked_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr(AipCliCall) call = user_data;
  AipDocument *document = AIP_DOCUMENT (source);
  GError *error = NULL;
  g_auto(GStrv) findings = aip_document_check_finish (document, result, &error);
  g_autoptr(GTask) task = NULL;

  if (findings == NULL)
    {
      aip_cli_call_fail (call, error);
      return;
    }

  json_object_set_boolean_member (aip_cli_call_get_result (call), "sound",
                                  report (call, (const char *const *) findings) == 0);

  task = g_task_new (NULL, aip_cli_call_get_cancellable (call), looked_cb, g_object_ref (call));
  g_task_set_source_tag (task, document_checked_cb);
  g_task_set_task_data (task, look_new (document), look_free);
  aip_task_run_in_thread (task, look_thread);
}

void
aip_cli_run_check (AipCliCall *call)
{
  aip_document_check_async (aip_cli_call_get_document (call), aip_cli_call_get_cancellable (call),
                            document_checked_cb, g_object_ref (call));
}
