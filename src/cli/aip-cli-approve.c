/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cli-approve"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-approval.h"
#include "aip-chain-job.h"
#include "aip-cli-approve.h"
#include "aip-cli-project.h"
#include "aip-error.h"
#include "aip-freeze.h"

/* (nullable) */
static AipTake *
find_number (AipShot *shot,
             guint64  number)
{
  GListModel *takes = aip_shot_get_takes (shot);

  for (guint i = 0; i < g_list_model_get_n_items (takes); i++)
    {
      g_autoptr(AipTake) take = g_list_model_get_item (takes, i);

      /* The list holds it on. */
      if ((guint64) aip_take_get_number (take) == number)
        return take;
    }

  return NULL;
}

AipTake *
aip_cli_find_take (AipDocument  *document,
                   const char   *name,
                   AipShot     **shot,
                   GError      **error)
{
  g_autofree char *code = g_strdup (name);
  char *colon = strrchr (code, ':');
  AipTake *take = NULL;
  AipShot *found;
  guint64 number;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  if (colon != NULL)
    *colon = '\0';
  found = aip_document_find_shot (document, code);
  if (found != NULL && colon == NULL)
    take = aip_shot_get_take (found);
  else if (found != NULL &&
           g_ascii_string_to_unsigned (colon[1] == 'v' ? colon + 2 : colon + 1, 10, 1, G_MAXINT,
                                       &number, NULL))
    take = find_number (found, number);

  if (take == NULL)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND,
                   found == NULL ? _("There is no shot “%s” in the project.")
                                 : _("There is no take “%s” in the project."),
                   found == NULL ? code : name);
      return NULL;
    }
  if (shot != NULL)
    *shot = found;

  return take;
}

/* The farm of the app hears of it by itself; where there is none, the step is told here. */
static void
tell (AipCliCall *call,
      AipShot    *shot,
      AipTake    *take)
{
  AipDocument *document = aip_cli_call_get_document (call);
  AipScheduler *scheduler = aip_cli_call_get_scheduler (call);
  g_autoptr(AipWorkflowStore) store = NULL;
  g_autoptr(GFile) folder = NULL;

  if (scheduler != NULL)
    {
      aip_scheduler_tell_approved (scheduler, document, shot, take);
      return;
    }

  store = aip_workflow_store_new ();
  folder = aip_freeze_get_workflow_folder (document);
  aip_workflow_store_add_folder (store, folder);
  aip_chain_tell_approved (document, shot, take, TRUE, store);
}

static gboolean
approve (AipCliCall  *call,
         const char  *name,
         JsonArray   *approved,
         GError     **error)
{
  AipDocument *document = aip_cli_call_get_document (call);
  g_autofree char *version = NULL;
  AipShot *shot;
  AipTake *take = aip_cli_find_take (document, name, &shot, error);
  JsonObject *object;

  if (take == NULL || !aip_approval_set (document, shot, take, TRUE, error))
    return FALSE;

  tell (call, shot, take);

  version = aip_cli_take_version (take);
  object = json_object_new ();
  json_object_set_string_member (object, "shot", aip_shot_get_code (shot));
  json_object_set_string_member (object, "take", version);
  json_array_add_object_element (approved, object);
  aip_cli_call_print (call, _("%s %s approved"), aip_shot_get_code (shot), version);

  return TRUE;
}

void
aip_cli_run_approve (AipCliCall *call)
{
  g_auto(GStrv) names = g_strsplit_set (aip_cli_call_get_arguments (call)[1], ", ", -1);
  JsonArray *approved = json_array_new ();
  AipCliStatus status = AIP_CLI_OK;

  json_object_set_array_member (aip_cli_call_get_result (call), "approved", approved);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr(GError) error = NULL;

      if (*names[i] != '\0' && !approve (call, names[i], approved, &error))
        {
          aip_cli_call_add_problem (call, error->message);
          status = AIP_CLI_PARTLY;
        }
    }

  aip_cli_call_finish (call, status);
}
