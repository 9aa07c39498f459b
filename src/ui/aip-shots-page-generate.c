/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shots-page"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-approval.h"
#include "aip-chain-dialog.h"
#include "aip-chain-job.h"
#include "aip-generate.h"
#include "aip-regenerate-dialog.h"
#include "aip-repeat-dialog.h"
#include "aip-shots-page-private.h"
#include "aip-vary-dialog.h"
#include "aip-vary-window.h"

static gboolean
is_open (AipShot *shot)
{
  AipJob *job = aip_shot_get_active_job (shot);

  return job != NULL && aip_job_state_is_open (aip_job_get_state (job));
}

/* A step that waits for a person may need another still to choose from. */
static gboolean
is_generating (AipShotsPage *self,
               AipShot      *shot)
{
  return is_open (shot) &&
         !aip_chain_job_is_parked (self->document, aip_shot_get_active_job (shot));
}

static gboolean
can_retry (AipShot *shot)
{
  AipJob *job = aip_shot_get_active_job (shot);

  return job != NULL && (aip_job_get_state (job) == AIP_JOB_FAILED
                         || aip_job_get_state (job) == AIP_JOB_CANCELLED);
}

static void
enqueue (AipShotsPage *self,
         GPtrArray    *shots)
{
  aip_shot_table_finish_edit (self->table);
  aip_generate_shots (self->session, GTK_WIDGET (self), shots, NULL);
}

static void
generate_activated_cb (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       user_data)
{
  AipShotsPage *self = user_data;
  g_autoptr(GPtrArray) targets = _aip_shots_page_dup_targets (self);
  g_autoptr(GPtrArray) shots = g_ptr_array_new ();

  /* A second press must not make a second picture of the same. */
  for (guint i = 0; i < targets->len; i++)
    {
      if (!is_generating (self, g_ptr_array_index (targets, i)))
        g_ptr_array_add (shots, g_ptr_array_index (targets, i));
    }

  if (shots->len > 0)
    enqueue (self, shots);
}

static void
generate_chain_activated_cb (GSimpleAction *action,
                             GVariant      *parameter,
                             gpointer       user_data)
{
  AipShotsPage *self = user_data;
  g_autoptr(GPtrArray) targets = _aip_shots_page_dup_targets (self);
  g_autoptr(GPtrArray) shots = g_ptr_array_new ();

  for (guint i = 0; i < targets->len; i++)
    if (!is_generating (self, g_ptr_array_index (targets, i)))
      g_ptr_array_add (shots, g_ptr_array_index (targets, i));

  if (shots->len == 0)
    return;

  aip_shot_table_finish_edit (self->table);
  aip_chain_dialog_present (self->session, shots, GTK_WIDGET (self));
}

/* What is shown of each, in one step. */
static void
approve_take_activated_cb (GSimpleAction *action,
                           GVariant      *parameter,
                           gpointer       user_data)
{
  AipShotsPage *self = user_data;
  g_autoptr(GPtrArray) targets = _aip_shots_page_dup_targets (self);
  g_autoptr(GError) error = NULL;

  if (!aip_approval_set_shots (self->document, targets, &error))
    {
      aip_session_toast_error (self->session, error);
      return;
    }

  for (guint i = 0; i < targets->len; i++)
    if (aip_shot_get_take (g_ptr_array_index (targets, i)) != NULL)
      aip_scheduler_tell_approved (self->scheduler, self->document,
                                   g_ptr_array_index (targets, i),
                                   aip_shot_get_take (g_ptr_array_index (targets, i)));
}

static void
repeat_take_activated_cb (GSimpleAction *action,
                          GVariant      *parameter,
                          gpointer       user_data)
{
  AipShotsPage *self = user_data;
  g_autoptr(GPtrArray) targets = _aip_shots_page_dup_targets (self);
  AipTake *take = targets->len > 0 ? aip_shot_get_take (g_ptr_array_index (targets, 0)) : NULL;

  if (take != NULL)
    aip_repeat_dialog_present (self->session, g_ptr_array_index (targets, 0), take,
                               GTK_WIDGET (self));
}

static void
generate_all_activated_cb (GSimpleAction *action,
                           GVariant      *parameter,
                           gpointer       user_data)
{
  AipShotsPage *self = user_data;
  AipEntityList *list = aip_document_get_shots (self->document);
  g_autoptr(GPtrArray) shots = g_ptr_array_new ();
  AipEntity *shot;

  for (guint i = 0; (shot = aip_entity_list_peek (list, i)) != NULL; i++)
    {
      if (aip_shot_get_n_takes (AIP_SHOT (shot)) == 0 && !is_generating (self, AIP_SHOT (shot)))
        g_ptr_array_add (shots, shot);
    }

  if (shots->len > 0)
    enqueue (self, shots);
  else
    aip_session_toast (self->session,
                       _("Every shot has a take. Select the shots that need another one."));
}

static void
vary_activated_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  AipShotsPage *self = user_data;
  g_autoptr(GPtrArray) targets = _aip_shots_page_dup_targets (self);

  aip_shot_table_finish_edit (self->table);
  if (targets->len > 0)
    adw_dialog_present (ADW_DIALOG (aip_vary_dialog_new (self->session,
                                                         g_ptr_array_index (targets, 0), NULL)),
                        GTK_WIDGET (self));
}

/* The newest sheet of the shot. */
static void
show_sheet_activated_cb (GSimpleAction *action,
                         GVariant      *parameter,
                         gpointer       user_data)
{
  AipShotsPage *self = user_data;
  g_autoptr(GPtrArray) targets = _aip_shots_page_dup_targets (self);
  AipShot *shot = targets->len > 0 ? g_ptr_array_index (targets, 0) : NULL;
  g_auto(GStrv) sheets = shot != NULL ? aip_vary_sheet_list (self->document, shot) : NULL;
  g_autoptr(AipVarySheet) sheet = NULL;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (sheets != NULL && sheets[0] != NULL)
    sheet = aip_vary_sheet_new (self->document, shot, sheets[0]);
  if (sheet != NULL)
    aip_vary_window_present (self->session, sheet, GTK_WINDOW (root));
  else if (shot != NULL)
    {
      g_autofree char *text = g_strdup_printf (_("There are no variations of %s yet."),
                                               aip_shot_get_code (shot));

      aip_session_toast (self->session, text);
    }
}

static void
regenerate_stale_activated_cb (GSimpleAction *action,
                               GVariant      *parameter,
                               gpointer       user_data)
{
  AipShotsPage *self = user_data;
  const char *scope = g_variant_get_string (parameter, NULL);
  g_autoptr(GPtrArray) targets = _aip_shots_page_dup_targets (self);
  GtkWidget *dialog;

  aip_shot_table_finish_edit (self->table);
  dialog = aip_regenerate_dialog_new (self->session, targets,
                                      aip_shot_view_get_shots (self->view),
                                      g_str_equal (scope, "selection") ? AIP_REGENERATE_SELECTED
                                      : g_str_equal (scope, "view") ? AIP_REGENERATE_SHOWN
                                                                    : AIP_REGENERATE_ALL);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static void
cancel_activated_cb (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  AipShotsPage *self = user_data;
  g_autoptr(GPtrArray) targets = _aip_shots_page_dup_targets (self);

  for (guint i = 0; i < targets->len; i++)
    {
      AipShot *shot = g_ptr_array_index (targets, i);

      if (is_open (shot))
        aip_scheduler_cancel_shot (self->scheduler, self->document, shot);
    }
}

static void
retry_activated_cb (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  AipShotsPage *self = user_data;
  g_autoptr(GPtrArray) targets = _aip_shots_page_dup_targets (self);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < targets->len; i++)
    {
      AipShot *shot = g_ptr_array_index (targets, i);
      g_autoptr(GError) problem = NULL;

      if (can_retry (shot)
          && !aip_scheduler_retry (self->scheduler, self->document,
                                   aip_shot_get_active_job (shot), &problem)
          && error == NULL)
        error = g_steal_pointer (&problem);
    }

  aip_session_toast_error (self->session, error);
}

/* Takes -------------------------------------------------------------------------------------- */

static GtkFileLauncher *
create_launcher (AipShotsPage *self)
{
  g_autoptr(GPtrArray) targets = _aip_shots_page_dup_targets (self);
  AipTake *take = targets->len > 0 ? aip_shot_get_take (g_ptr_array_index (targets, 0)) : NULL;
  g_autofree char *path = take != NULL ? aip_document_get_take_path (self->document, take) : NULL;
  g_autoptr(GFile) file = path != NULL ? g_file_new_for_path (path) : NULL;

  return file != NULL ? gtk_file_launcher_new (file) : NULL;
}

static void
launched_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(AipShotsPage) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!gtk_file_launcher_launch_finish (GTK_FILE_LAUNCHER (source), result, &error)
      && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    aip_session_toast_error (self->session, error);
}

static void
shown_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(AipShotsPage) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!gtk_file_launcher_open_containing_folder_finish (GTK_FILE_LAUNCHER (source), result, &error)
      && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    aip_session_toast_error (self->session, error);
}

static void
open_take_activated_cb (GSimpleAction *action,
                        GVariant      *parameter,
                        gpointer       user_data)
{
  AipShotsPage *self = user_data;
  g_autoptr(GtkFileLauncher) launcher = create_launcher (self);

  if (launcher != NULL)
    gtk_file_launcher_launch (launcher, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL,
                              launched_cb, g_object_ref (self));
}

static void
show_take_activated_cb (GSimpleAction *action,
                        GVariant      *parameter,
                        gpointer       user_data)
{
  AipShotsPage *self = user_data;
  g_autoptr(GtkFileLauncher) launcher = create_launcher (self);

  if (launcher != NULL)
    gtk_file_launcher_open_containing_folder (launcher,
                                              GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                              NULL, shown_cb, g_object_ref (self));
}

void
_aip_shots_page_update_generate (AipShotsPage *self,
                                 GPtrArray    *targets)
{
  gboolean can_generate = FALSE;
  gboolean can_cancel = FALSE;
  gboolean again = FALSE;
  gboolean approvable = FALSE;
  gboolean any = aip_entity_list_get_count (aip_document_get_shots (self->document)) > 0;
  gboolean take;

  for (guint i = 0; i < targets->len; i++)
    {
      AipShot *shot = g_ptr_array_index (targets, i);

      can_cancel |= is_open (shot);
      can_generate |= !is_generating (self, shot);
      again |= can_retry (shot);
      approvable |= aip_shot_get_take (shot) != NULL && !aip_shot_get_locked (shot);
    }
  take = targets->len > 0 && aip_shot_get_take (g_ptr_array_index (targets, 0)) != NULL;

  _aip_shots_page_set_enabled (self, "generate", can_generate);
  _aip_shots_page_set_enabled (self, "generate-chain", can_generate);
  _aip_shots_page_set_enabled (self, "generate-all", any);
  _aip_shots_page_set_enabled (self, "vary", targets->len > 0);
  _aip_shots_page_set_enabled (self, "show-sheet", targets->len > 0);
  _aip_shots_page_set_enabled (self, "regenerate-stale", any);
  _aip_shots_page_set_enabled (self, "approve-take", approvable);
  _aip_shots_page_set_enabled (self, "cancel", can_cancel);
  _aip_shots_page_set_enabled (self, "retry", again);
  _aip_shots_page_set_enabled (self, "repeat-take", take);
  _aip_shots_page_set_enabled (self, "open-take", take);
  _aip_shots_page_set_enabled (self, "show-take", take);
}

void
_aip_shots_page_init_generate (AipShotsPage *self)
{
  static const GActionEntry entries[] = {
    { .name = "generate", .activate = generate_activated_cb },
    { .name = "generate-all", .activate = generate_all_activated_cb },
    { .name = "vary", .activate = vary_activated_cb },
    { .name = "show-sheet", .activate = show_sheet_activated_cb },
    { .name = "regenerate-stale", .activate = regenerate_stale_activated_cb,
      .parameter_type = "s" },
    { .name = "generate-chain", .activate = generate_chain_activated_cb },
    { .name = "approve-take", .activate = approve_take_activated_cb },
    { .name = "repeat-take", .activate = repeat_take_activated_cb },
    { .name = "cancel", .activate = cancel_activated_cb },
    { .name = "retry", .activate = retry_activated_cb },
    { .name = "open-take", .activate = open_take_activated_cb },
    { .name = "show-take", .activate = show_take_activated_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
}
