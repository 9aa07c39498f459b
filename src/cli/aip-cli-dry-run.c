/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cli-dry-run"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-cinema-loader.h"
#include "aip-cli-dry-run.h"
#include "aip-cli-project.h"
#include "aip-cli-table.h"
#include "aip-freeze.h"

/* How long workers may take to say what they have. */
#define ANSWER_SECONDS 10
#define LOOK_MSEC 50

typedef struct {
  AipCliCall *call;
  GPtrArray  *shots;
  AipCinema  *cinema;   /* nullable: the scheduler's own */
  GTimer     *timer;
} DryRun;

static void
dry_run_free (DryRun *self)
{
  g_object_unref (self->call);
  g_ptr_array_unref (self->shots);
  g_clear_pointer (&self->cinema, aip_cinema_unref);
  g_timer_destroy (self->timer);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DryRun, dry_run_free)

static const char *
say_verdict (AipJobCheckVerdict verdict)
{
  static const char *const words[] = {
    [AIP_JOB_CHECK_FINE] = N_("fine"),
    [AIP_JOB_CHECK_CHANGED] = N_("changed"),
    [AIP_JOB_CHECK_UNKNOWN] = N_("would wait"),
    [AIP_JOB_CHECK_NOWHERE] = N_("no worker"),
    [AIP_JOB_CHECK_BLOCKED] = N_("cannot"),
  };

  return _(words[verdict]);
}

static JsonObject *
make_check (const AipJobCheck *check)
{
  JsonObject *object = json_object_new ();
  JsonArray *workers = json_array_new ();

  json_object_set_string_member (object, "shot", aip_shot_get_code (check->shot));
  json_object_set_string_member (object, "workflow",
                                 check->workflow != NULL ? check->workflow : "");
  json_object_set_string_member (object, "verdict", aip_job_check_verdict_to_nick (check->verdict));
  json_object_set_string_member (object, "reason", check->reason != NULL ? check->reason : "");
  json_object_set_array_member (object, "changes",
                                aip_cli_make_strings ((const char *const *) check->changes));
  for (guint i = 0; i < check->workers->len; i++)
    {
      const AipJobCheckWorker *worker = g_ptr_array_index (check->workers, i);
      JsonObject *said = json_object_new ();

      json_object_set_string_member (said, "name", worker->name);
      json_object_set_boolean_member (said, "there", worker->there);
      json_object_set_boolean_member (said, "known", worker->known);
      json_object_set_array_member (said, "problems",
                                    aip_cli_make_strings ((const char *const *) worker->problems));
      json_array_add_object_element (workers, said);
    }
  json_object_set_array_member (object, "workers", workers);

  return object;
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  static const char *const titles[] = {
    N_("SHOT"), N_("WORKFLOW"), N_("RESULT"), N_("WHAT THERE IS TO KNOW")
  };
  g_autoptr(DryRun) self = user_data;
  g_autoptr(AipCliTable) table = aip_cli_table_new ("llll", titles);
  g_autoptr(GPtrArray) checks = NULL;
  g_autofree char *text = NULL;
  JsonObject *json = aip_cli_call_get_result (self->call);
  JsonArray *array;
  GError *error = NULL;
  guint n_refused = 0;

  checks = aip_job_checker_check_finish (result, &error);
  if (checks == NULL)
    {
      aip_cli_call_fail (self->call, error);
      return;
    }

  array = json_array_new ();
  for (guint i = 0; i < checks->len; i++)
    {
      const AipJobCheck *check = g_ptr_array_index (checks, i);
      g_autofree char *said = aip_job_check_dup_text (check);

      n_refused += check->verdict >= AIP_JOB_CHECK_NOWHERE ? 1 : 0;
      json_array_add_object_element (array, make_check (check));
      aip_cli_table_add (table, aip_shot_get_code (check->shot),
                         check->workflow != NULL ? check->workflow : "",
                         say_verdict (check->verdict), said);
    }
  json_object_set_int_member (json, "refused", n_refused);
  json_object_set_array_member (json, "checks", array);

  if (checks->len > 0)
    {
      text = aip_cli_table_to_text (table);
      aip_cli_call_print_raw (self->call, text);
    }
  else
    aip_cli_call_print (self->call, _("There is nothing to do."));
  aip_cli_call_finish (self->call, n_refused > 0 ? AIP_CLI_PARTLY : AIP_CLI_OK);
}

static gboolean
have_all_answered (DryRun *self)
{
  g_autoptr(AipJobChecker) checker = NULL;
  g_autoptr(AipJobCheck) check = NULL;
  GListModel *workers = aip_scheduler_get_workers (aip_cli_call_get_scheduler (self->call));

  if (self->shots->len == 0 || g_timer_elapsed (self->timer, NULL) > ANSWER_SECONDS ||
      g_cancellable_is_cancelled (aip_cli_call_get_cancellable (self->call)))
    return TRUE;

  for (guint i = 0; i < g_list_model_get_n_items (workers); i++)
    {
      g_autoptr(AipWorker) worker = g_list_model_get_item (workers, i);

      /* Not there and nothing wrong: it has not been reached yet. */
      if (aip_worker_get_state (worker) == AIP_WORKER_OFFLINE &&
          *aip_worker_get_problem (worker) == '\0')
        return FALSE;
    }

  checker = aip_scheduler_create_checker (aip_cli_call_get_scheduler (self->call),
                                          aip_cli_call_get_document (self->call), self->cinema);
  check = aip_job_checker_check (checker, g_ptr_array_index (self->shots, 0), NULL, NULL);
  for (guint i = 0; i < check->workers->len; i++)
    {
      const AipJobCheckWorker *worker = g_ptr_array_index (check->workers, i);

      if (worker->there && !worker->known)
        return FALSE;
    }

  return TRUE;
}

static gboolean
look_cb (gpointer user_data)
{
  DryRun *self = user_data;
  AipJobChecker *checker;

  if (!have_all_answered (self))
    return G_SOURCE_CONTINUE;

  checker = aip_scheduler_create_checker (aip_cli_call_get_scheduler (self->call),
                                          aip_cli_call_get_document (self->call), self->cinema);
  aip_job_checker_check_async (checker, self->shots,
                               aip_cli_call_get_options (self->call)->workflow,
                               aip_cli_call_get_cancellable (self->call), checked_cb, self);

  return G_SOURCE_REMOVE;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  DryRun *self = user_data;
  GError *error = NULL;

  self->cinema = aip_cinema_loader_load_finish (result, &error);
  if (self->cinema == NULL)
    {
      aip_cli_call_fail (self->call, error);
      dry_run_free (self);
      return;
    }

  g_timeout_add (LOOK_MSEC, look_cb, self);
}

void
aip_cli_dry_run (AipCliCall *call,
                 GPtrArray  *shots)
{
  AipDocument *document = aip_cli_call_get_document (call);
  g_autoptr(GFile) folder = NULL;
  DryRun *self = g_new0 (DryRun, 1);

  self->call = g_object_ref (call);
  self->shots = g_ptr_array_new_full (shots->len, g_object_unref);
  for (guint i = 0; i < shots->len; i++)
    g_ptr_array_add (self->shots, g_object_ref (g_ptr_array_index (shots, i)));
  self->timer = g_timer_new ();

  /* Inside the app the document is at work, and everything is loaded. */
  if (aip_cli_call_is_lent (call))
    {
      g_timeout_add (LOOK_MSEC, look_cb, self);
      return;
    }

  /* To add it to the scheduler would send what is open. */
  folder = aip_freeze_get_workflow_folder (document);
  aip_workflow_store_add_folder (aip_scheduler_get_workflows (aip_cli_call_get_scheduler (call)),
                                 folder);
  aip_cinema_loader_load_async (aip_document_get_folder (document),
                                aip_cli_call_get_cancellable (call), loaded_cb, self);
}
