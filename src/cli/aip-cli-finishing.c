/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cli-finishing"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-cli-finishing.h"
#include "aip-cli-project.h"
#include "aip-error.h"

gboolean
aip_cli_check_finishing (AipCliCall  *call,
                         GError     **error)
{
  const AipCliOptions *options = aip_cli_call_get_options (call);

  if (!options->finish_cut)
    {
      if (options->handles < 0)
        return TRUE;
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           _("--handles needs --finish-cut."));
      return FALSE;
    }
  if (options->all || options->stale || options->chain != NULL || options->repeat != NULL)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           _("--finish-cut goes together with --shots only: the whole cut is "
                             "finished without."));
      return FALSE;
    }
  if (options->handles > AIP_FINISHING_MAX_HANDLES)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _("--handles is a number of frames, at most %d."), AIP_FINISHING_MAX_HANDLES);
      return FALSE;
    }

  return TRUE;
}

/* A workflow that is named finishes what it can begin with, and the other kind is left. */
static gboolean
choose_workflows (AipCliCall           *call,
                  AipFinishingOptions  *chosen,
                  GError              **error)
{
  AipWorkflowStore *store = aip_scheduler_get_workflows (aip_cli_call_get_scheduler (call));
  const char *id = aip_cli_call_get_options (call)->workflow;
  AipWorkflow *workflow;

  if (id == NULL)
    {
      chosen->movies = aip_workflow_store_get (store, AIP_FINISHING_MOVIES);
      chosen->stills = aip_workflow_store_get (store, AIP_FINISHING_STILLS);
      return TRUE;
    }

  workflow = aip_workflow_store_get (store, id);
  if (workflow == NULL)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND,
                   _("The workflow “%s” is not installed. See “aipipeline workflow list”."), id);
      return FALSE;
    }
  if (aip_finishing_may_use (workflow, TRUE))
    chosen->movies = workflow;
  else
    chosen->stills = workflow;

  return TRUE;
}

AipFinishing *
aip_cli_plan_finishing (AipCliCall  *call,
                        GError     **error)
{
  const AipCliOptions *options = aip_cli_call_get_options (call);
  AipDocument *document = aip_cli_call_get_document (call);
  AipFinishingOptions chosen = {
    .handles = options->handles >= 0 ? options->handles : AIP_FINISHING_HANDLES,
  };
  g_autoptr(GPtrArray) shots = NULL;

  if (!choose_workflows (call, &chosen, error))
    return NULL;
  if (options->shots != NULL)
    {
      shots = aip_cli_choose_shots (document, options->shots, error);
      if (shots == NULL)
        return NULL;
    }

  return aip_finishing_new (document, shots, &chosen);
}

void
aip_cli_print_finishing (AipCliCall   *call,
                         AipFinishing *finishing)
{
  JsonObject *object = json_object_new ();
  guint n_jobs = aip_finishing_get_n_jobs (finishing);
  gint64 n_frames = aip_finishing_get_n_frames (finishing);
  guint64 bytes = aip_finishing_get_bytes (finishing);
  double seconds = aip_finishing_get_seconds (finishing, aip_cli_call_get_scheduler (call));
  g_autofree char *size = g_format_size (bytes);

  json_object_set_int_member (object, "jobs", n_jobs);
  json_object_set_int_member (object, "frames", n_frames);
  json_object_set_int_member (object, "bytes", (gint64) bytes);
  json_object_set_double_member (object, "seconds", seconds);
  json_object_set_int_member (object, "finished", aip_finishing_get_n_finished (finishing));
  json_object_set_int_member (object, "empty", aip_finishing_get_n_empty (finishing));
  json_object_set_int_member (object, "left", aip_finishing_get_n_left (finishing));
  json_object_set_object_member (aip_cli_call_get_result (call), "finishing", object);

  aip_cli_call_print (call, ngettext ("%u shot to finish: %d frames, about %.0f s and %s.",
                                      "%u shots to finish: %d frames, about %.0f s and %s.", n_jobs),
                      n_jobs, (int) n_frames, seconds, size);
  if (aip_finishing_get_n_finished (finishing) > 0)
    aip_cli_call_print (call, _("Finished already: %u"), aip_finishing_get_n_finished (finishing));
  if (aip_finishing_get_n_left (finishing) > 0)
    aip_cli_call_print (call, _("Left as they are: %u"), aip_finishing_get_n_left (finishing));
  if (aip_finishing_get_n_empty (finishing) > 0)
    aip_cli_call_print (call, _("Without a take: %u"), aip_finishing_get_n_empty (finishing));
}

void
aip_cli_finish_estimate (AipCliCall   *call,
                         AipFinishing *finishing)
{
  GPtrArray *problems = aip_finishing_get_problems (finishing);

  for (guint i = 0; i < problems->len; i++)
    aip_cli_call_add_problem (call, problems->pdata[i]);
  aip_cli_call_finish (call, problems->len > 0 ? AIP_CLI_PARTLY : AIP_CLI_OK);
}
