/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cli-stale"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-cinema-loader.h"
#include "aip-cli-project.h"
#include "aip-cli-stale.h"
#include "aip-cli-table.h"
#include "aip-freeze.h"

/* Looking ------------------------------------------------------------------------------------ */

static void
cinema_loaded_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  AipCliCall *call = g_task_get_source_object (task);
  AipDocument *document = aip_cli_call_get_document (call);
  g_autoptr(AipCinema) cinema = NULL;
  g_autoptr(AipWorkflowStore) workflows = NULL;
  g_autoptr(GFile) folder = NULL;
  g_autoptr(AipStaleness) staleness = NULL;
  GError *error = NULL;

  cinema = aip_cinema_loader_load_finish (result, &error);
  if (cinema == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  workflows = aip_workflow_store_new ();
  folder = aip_freeze_get_workflow_folder (document);
  aip_workflow_store_add_folder (workflows, folder);
  staleness = aip_staleness_new (document, workflows);
  aip_staleness_set_cinema (staleness, cinema);
  aip_staleness_settle (staleness);

  g_task_return_pointer (task, g_steal_pointer (&staleness), g_object_unref);
}

void
aip_cli_stale_async (AipCliCall          *call,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (AIP_IS_CLI_CALL (call));

  task = g_task_new (call, NULL, callback, user_data);
  g_task_set_source_tag (task, aip_cli_stale_async);
  aip_cinema_loader_load_async (aip_document_get_folder (aip_cli_call_get_document (call)),
                                aip_cli_call_get_cancellable (call), cinema_loaded_cb, task);
}

AipStaleness *
aip_cli_stale_finish (AipCliCall    *call,
                      GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, call), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Listing ------------------------------------------------------------------------------------ */

static JsonObject *
describe (AipStaleness *staleness,
          AipShot      *shot)
{
  AipTake *take = aip_shot_get_take (shot);
  g_auto(GStrv) parts = aip_staleness_dup_parts (staleness, take);
  g_autofree char *version = aip_cli_take_version (take);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "shot", aip_shot_get_code (shot));
  json_object_set_string_member (object, "take", version);
  json_object_set_array_member (object, "changed",
                                aip_cli_make_strings ((const char *const *) parts));
  json_object_set_boolean_member (object, "locked", aip_shot_get_locked (shot));

  return object;
}

static guint
count_unknown (AipDocument *document)
{
  AipEntityList *shots = aip_document_get_shots (document);
  guint n = 0;

  for (guint i = 0; i < aip_entity_list_get_count (shots); i++)
    {
      AipTake *take = aip_shot_get_take (AIP_SHOT (aip_entity_list_peek (shots, i)));

      n += take != NULL && aip_take_get_freshness (take) == AIP_FRESHNESS_UNKNOWN ? 1 : 0;
    }

  return n;
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  static const char *const titles[] = { N_("SHOT"), N_("TAKE"), N_("CHANGED"), NULL };
  g_autoptr(AipCliCall) call = user_data;
  g_autoptr(AipCliTable) table = aip_cli_table_new ("lll", titles);
  g_autoptr(AipStaleness) staleness = NULL;
  g_autoptr(GPtrArray) stale = NULL;
  g_autofree char *text = NULL;
  JsonArray *array;
  GError *error = NULL;
  guint n_unknown;

  staleness = aip_cli_stale_finish (call, result, &error);
  if (staleness == NULL)
    {
      aip_cli_call_fail (call, error);
      return;
    }

  stale = aip_staleness_list (staleness);
  array = json_array_new ();
  for (guint i = 0; i < stale->len; i++)
    {
      AipShot *shot = g_ptr_array_index (stale, i);
      g_autofree char *version = aip_cli_take_version (aip_shot_get_take (shot));

      aip_cli_table_add (table, aip_shot_get_code (shot), version, aip_shot_get_stale (shot));
      json_array_add_object_element (array, describe (staleness, shot));
    }
  n_unknown = count_unknown (aip_cli_call_get_document (call));
  json_object_set_array_member (aip_cli_call_get_result (call), "stale", array);
  json_object_set_int_member (aip_cli_call_get_result (call), "unknown", n_unknown);

  if (stale->len > 0)
    {
      text = aip_cli_table_to_text (table);
      aip_cli_call_print_raw (call, text);
    }
  else
    aip_cli_call_print (call, _("No take is stale."));
  if (n_unknown > 0)
    aip_cli_call_print (call, ngettext ("%u take does not say what it was made from.",
                                        "%u takes do not say what they were made from.",
                                        n_unknown), n_unknown);
  aip_cli_call_finish (call, AIP_CLI_OK);
}

void
aip_cli_run_stale (AipCliCall *call)
{
  aip_cli_stale_async (call, looked_cb, g_object_ref (call));
}
