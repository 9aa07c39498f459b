/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-finish-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-finish-dialog.h"
#include "aip-finishing.h"

struct _AipFinishDialog
{
  AdwDialog parent_instance;

  AipSession    *session;
  AipFinishing  *finishing;    /* what would be, or is, made */
  GPtrArray     *movies;       /* AipWorkflow, in the order of the row behind its first line */
  GPtrArray     *stills;
  GCancellable  *cancellable;
  gboolean       running;

  AdwPreferencesGroup *choice_group;
  AdwComboRow   *movies_row;
  AdwComboRow   *stills_row;
  AdwSpinRow    *handles_row;
  AdwSwitchRow  *selected_row;
  AdwActionRow  *shots_row;
  AdwActionRow  *frames_row;
  AdwActionRow  *time_row;
  AdwActionRow  *space_row;
  AdwPreferencesGroup *problem_group;
  GtkListBox    *problem_list;
  GtkProgressBar *progress_bar;
};

G_DEFINE_FINAL_TYPE (AipFinishDialog, aip_finish_dialog, ADW_TYPE_DIALOG)

static AipWorkflow *
get_chosen (AdwComboRow *row,
            GPtrArray   *workflows)
{
  guint selected = adw_combo_row_get_selected (row);

  return selected > 0 && selected <= workflows->len ? workflows->pdata[selected - 1] : NULL;
}

/* (transfer full) (nullable): the selected shots, if only they are wanted. */
static GPtrArray *
dup_shots (AipFinishDialog *self)
{
  GListModel *selection = aip_session_get_selection (self->session);
  GPtrArray *shots;

  if (!adw_switch_row_get_active (self->selected_row))
    return NULL;

  shots = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < g_list_model_get_n_items (selection); i++)
    g_ptr_array_add (shots, g_list_model_get_item (selection, i));

  return shots;
}

static void
show_problems (AipFinishDialog *self)
{
  GPtrArray *problems = aip_finishing_get_problems (self->finishing);

  gtk_list_box_remove_all (self->problem_list);
  for (guint i = 0; i < problems->len; i++)
    {
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), problems->pdata[i]);
      gtk_list_box_append (self->problem_list, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->problem_group), problems->len > 0);
}

static void
append_part (GString *text,
             char    *part)
{
  g_string_append_printf (text, ", %s", part);
  g_free (part);
}

/* “12, 3 finished already, 2 without a take” */
static char *
describe_shots (AipFinishDialog *self)
{
  guint n_finished = aip_finishing_get_n_finished (self->finishing);
  guint n_left = aip_finishing_get_n_left (self->finishing);
  guint n_empty = aip_finishing_get_n_empty (self->finishing);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%u", aip_finishing_get_n_jobs (self->finishing));
  if (n_finished > 0)
    append_part (text, g_strdup_printf (ngettext ("%u finished already", "%u finished already",
                                                  n_finished), n_finished));
  if (n_left > 0)
    append_part (text, g_strdup_printf (ngettext ("%u left as it is", "%u left as they are", n_left),
                                        n_left));
  if (n_empty > 0)
    append_part (text, g_strdup_printf (ngettext ("%u without a take", "%u without a take", n_empty),
                                        n_empty));

  return g_string_free_and_steal (text);
}

/* Nobody knows it better than to the minute. */
static char *
describe_time (double seconds)
{
  int minutes = (int) (seconds / 60 + 0.5);

  if (seconds < 90)
    /* Translators: an estimate, seconds */
    return g_strdup_printf (_("About %d s"), (int) (seconds + 0.5));
  if (minutes < 60)
    /* Translators: an estimate, minutes */
    return g_strdup_printf (_("About %d min"), minutes);

  /* Translators: an estimate, hours and minutes */
  return g_strdup_printf (_("About %d h %d min"), minutes / 60, minutes % 60);
}

static void
show_estimate (AipFinishDialog *self)
{
  AipScheduler *scheduler = aip_session_get_scheduler (self->session);
  g_autofree char *shots = describe_shots (self);
  g_autofree char *frames = g_strdup_printf ("%" G_GINT64_FORMAT,
                                             aip_finishing_get_n_frames (self->finishing));
  g_autofree char *time = describe_time (aip_finishing_get_seconds (self->finishing, scheduler));
  g_autofree char *space = g_format_size (aip_finishing_get_bytes (self->finishing));

  adw_action_row_set_subtitle (self->shots_row, shots);
  adw_action_row_set_subtitle (self->frames_row, frames);
  adw_action_row_set_subtitle (self->time_row, time);
  adw_action_row_set_subtitle (self->space_row, space);
}

static void
update_sensitive (AipFinishDialog *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->choice_group), !self->running);
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), self->running);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.finish",
                                 !self->running && aip_finishing_get_n_jobs (self->finishing) > 0);
}

/* What is chosen now, as a plan. */
static void
plan (AipFinishDialog *self)
{
  const AipFinishingOptions options = {
    get_chosen (self->movies_row, self->movies), get_chosen (self->stills_row, self->stills),
    (gint64) adw_spin_row_get_value (self->handles_row),
  };
  g_autoptr(GPtrArray) shots = dup_shots (self);

  g_clear_object (&self->finishing);
  self->finishing = aip_finishing_new (aip_session_get_document (self->session), shots, &options);
  show_estimate (self);
  show_problems (self);
  update_sensitive (self);
}

static void
changed_cb (AipFinishDialog *self)
{
  /* The rows of the template are filled before there is a project. */
  if (self->session != NULL && !self->running)
    plan (self);
}

/* Running ------------------------------------------------------------------------------------- */

static void
position_changed_cb (AipFinishDialog *self)
{
  guint n_jobs = aip_finishing_get_n_jobs (self->finishing);
  g_autofree char *text = NULL;
  guint position;

  g_object_get (self->finishing, "position", &position, NULL);
  text = g_strdup_printf (_("Preparing %u of %u"), MIN (position + 1, n_jobs), n_jobs);
  gtk_progress_bar_set_text (self->progress_bar, text);
  gtk_progress_bar_set_fraction (self->progress_bar, (double) position / MAX (n_jobs, 1));
}

static void
finished_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(AipFinishDialog) self = user_data;
  g_autoptr(GPtrArray) jobs = aip_finishing_run_finish (AIP_FINISHING (source), result, NULL);
  GPtrArray *problems = aip_finishing_get_problems (AIP_FINISHING (source));

  if (jobs != NULL && jobs->len > 0)
    {
      g_autofree char *text = g_strdup_printf (ngettext ("%u shot of the cut queued",
                                                         "%u shots of the cut queued", jobs->len),
                                               jobs->len);

      aip_session_toast (self->session, text);
    }
  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  self->running = FALSE;
  show_problems (self);
  update_sensitive (self);
  if (problems->len == 0)
    adw_dialog_force_close (ADW_DIALOG (self));
  else
    {
      /* What was queued cannot be queued again; what is left is for the reader. */
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.finish", FALSE);
      gtk_accessible_announce (GTK_ACCESSIBLE (self), problems->pdata[problems->len - 1],
                               GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
    }
}

static void
finish_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  AipFinishDialog *self = AIP_FINISH_DIALOG (widget);

  self->running = TRUE;
  update_sensitive (self);
  g_signal_connect_object (self->finishing, "notify::position", G_CALLBACK (position_changed_cb),
                           self, G_CONNECT_SWAPPED);
  position_changed_cb (self);
  aip_finishing_run_async (self->finishing, aip_session_get_scheduler (self->session),
                           self->cancellable, finished_cb, g_object_ref (self));
}

static void
cancel_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

static void
closed_cb (AipFinishDialog *self)
{
  g_cancellable_cancel (self->cancellable);
}

/* The dialog ---------------------------------------------------------------------------------- */

static void
aip_finish_dialog_dispose (GObject *object)
{
  AipFinishDialog *self = AIP_FINISH_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), AIP_TYPE_FINISH_DIALOG);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->finishing);
  g_clear_object (&self->session);
  g_clear_pointer (&self->movies, g_ptr_array_unref);
  g_clear_pointer (&self->stills, g_ptr_array_unref);

  G_OBJECT_CLASS (aip_finish_dialog_parent_class)->dispose (object);
}

static void
aip_finish_dialog_class_init (AipFinishDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_finish_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-finish-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AipFinishDialog, choice_group);
  gtk_widget_class_bind_template_child (widget_class, AipFinishDialog, movies_row);
  gtk_widget_class_bind_template_child (widget_class, AipFinishDialog, stills_row);
  gtk_widget_class_bind_template_child (widget_class, AipFinishDialog, handles_row);
  gtk_widget_class_bind_template_child (widget_class, AipFinishDialog, selected_row);
  gtk_widget_class_bind_template_child (widget_class, AipFinishDialog, shots_row);
  gtk_widget_class_bind_template_child (widget_class, AipFinishDialog, frames_row);
  gtk_widget_class_bind_template_child (widget_class, AipFinishDialog, time_row);
  gtk_widget_class_bind_template_child (widget_class, AipFinishDialog, space_row);
  gtk_widget_class_bind_template_child (widget_class, AipFinishDialog, problem_group);
  gtk_widget_class_bind_template_child (widget_class, AipFinishDialog, problem_list);
  gtk_widget_class_bind_template_child (widget_class, AipFinishDialog, progress_bar);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);

  gtk_widget_class_install_action (widget_class, "dialog.finish", NULL, finish_cb);
  gtk_widget_class_install_action (widget_class, "dialog.cancel", NULL, cancel_cb);
}

static void
aip_finish_dialog_init (AipFinishDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->movies = g_ptr_array_new_with_free_func (g_object_unref);
  self->stills = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect (self, "closed", G_CALLBACK (closed_cb), NULL);
}

/* @preset: id of what is chosen at first, if it is there */
static void
fill_row (AipFinishDialog *self,
          AdwComboRow     *row,
          GPtrArray       *workflows,
          gboolean         movies,
          const char      *preset)
{
  GListModel *store = G_LIST_MODEL (aip_scheduler_get_workflows (
                                      aip_session_get_scheduler (self->session)));
  g_autoptr(GtkStringList) titles = gtk_string_list_new (NULL);
  guint chosen = 0;

  gtk_string_list_append (titles, _("Leave as They Are"));
  for (guint i = 0; i < g_list_model_get_n_items (store); i++)
    {
      g_autoptr(AipWorkflow) workflow = g_list_model_get_item (store, i);

      if (!aip_finishing_may_use (workflow, movies))
        continue;
      gtk_string_list_append (titles, aip_workflow_get_title (workflow));
      if (g_str_equal (aip_workflow_get_id (workflow), preset))
        chosen = workflows->len + 1;
      g_ptr_array_add (workflows, g_steal_pointer (&workflow));
    }
  adw_combo_row_set_model (row, G_LIST_MODEL (titles));
  adw_combo_row_set_selected (row, chosen);
}

AdwDialog *
aip_finish_dialog_new (AipSession *session)
{
  AipFinishDialog *self;

  g_return_val_if_fail (AIP_IS_SESSION (session), NULL);

  self = g_object_new (AIP_TYPE_FINISH_DIALOG, NULL);
  self->session = g_object_ref (session);
  fill_row (self, self->movies_row, self->movies, TRUE, AIP_FINISHING_MOVIES);
  fill_row (self, self->stills_row, self->stills, FALSE, AIP_FINISHING_STILLS);
  adw_spin_row_set_value (self->handles_row, AIP_FINISHING_HANDLES);
  /* One selected shot is what somebody happens to be at. */
  gtk_widget_set_visible (GTK_WIDGET (self->selected_row),
                          g_list_model_get_n_items (aip_session_get_selection (session)) > 0);
  plan (self);

  return ADW_DIALOG (self);
}
