/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-generate"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-chain-job.h"
#include "aip-generate.h"

typedef struct {
  AipSession *session;
  GtkWidget  *parent;
  char       *workflow;   /* nullable */
  GPtrArray  *checks;     /* nullable */
} Wish;

static void
wish_free (Wish *wish)
{
  g_object_unref (wish->session);
  g_object_unref (wish->parent);
  g_free (wish->workflow);
  g_clear_pointer (&wish->checks, g_ptr_array_unref);
  g_free (wish);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Wish, wish_free)

static gboolean
is_closed (Wish *wish)
{
  return gtk_widget_get_root (wish->parent) == NULL;
}

/* Something may have changed between the check and the queue; that is rare, and short to say. */
static void
enqueued_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(Wish) wish = user_data;
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(GPtrArray) jobs = NULL;

  jobs = aip_scheduler_enqueue_finish (AIP_SCHEDULER (source), result, &problems);
  if (is_closed (wish))
    return;

  aip_session_toast_problems (wish->session, problems);
}

/* A second press while the first is looked at must not make a second picture of the same. */
static gboolean
is_generating (Wish    *wish,
               AipShot *shot)
{
  AipJob *job = aip_shot_get_active_job (shot);

  /* A step that waits for a person may need another still to choose from. */
  return job != NULL && aip_job_state_is_open (aip_job_get_state (job)) &&
         !aip_chain_job_is_parked (aip_session_get_document (wish->session), job);
}

/* Those that are not worse than @worst. */
static void
enqueue (Wish               *wish,
         AipJobCheckVerdict  worst)
{
  g_autoptr(GPtrArray) shots = g_ptr_array_new ();

  for (guint i = 0; i < wish->checks->len; i++)
    {
      const AipJobCheck *check = g_ptr_array_index (wish->checks, i);

      if (check->verdict <= worst && !is_generating (wish, check->shot))
        g_ptr_array_add (shots, check->shot);
    }
  aip_scheduler_enqueue_async (aip_session_get_scheduler (wish->session),
                               aip_session_get_document (wish->session), shots, wish->workflow,
                               enqueued_cb, wish);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(Wish) wish = user_data;
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);

  if (is_closed (wish))
    return;

  if (g_str_equal (response, "all"))
    enqueue (g_steal_pointer (&wish), AIP_JOB_CHECK_NOWHERE);
  else if (g_str_equal (response, "rest"))
    enqueue (g_steal_pointer (&wish), AIP_JOB_CHECK_UNKNOWN);
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Wish) wish = user_data;
  AdwDialog *dialog;

  wish->checks = aip_job_checker_check_finish (result, NULL);
  if (is_closed (wish))
    return;

  dialog = aip_generate_dialog_new (wish->checks);
  if (dialog == NULL)
    {
      enqueue (g_steal_pointer (&wish), AIP_JOB_CHECK_UNKNOWN);
      return;
    }

  adw_alert_dialog_choose (ADW_ALERT_DIALOG (dialog), wish->parent, NULL, answered_cb, wish);
  g_steal_pointer (&wish);
}

void
aip_generate_shots (AipSession *session,
                    GtkWidget  *parent,
                    GPtrArray  *shots,
                    const char *workflow)
{
  Wish *wish;

  g_return_if_fail (AIP_IS_SESSION (session));
  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (shots != NULL);

  wish = g_new0 (Wish, 1);
  wish->session = g_object_ref (session);
  wish->parent = g_object_ref (parent);
  wish->workflow = g_strdup (workflow);
  aip_job_checker_check_async (aip_scheduler_create_checker (aip_session_get_scheduler (session),
                                                             aip_session_get_document (session),
                                                             NULL),
                               shots, workflow, NULL, checked_cb, wish);
}
