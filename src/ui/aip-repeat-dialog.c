/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-repeat-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-repeat-dialog.h"
#include "aip-repeat.h"

struct _AipRepeatDialog
{
  AdwDialog parent_instance;

  AipSession          *session;
  AipShot             *shot;
  AipTake             *take;
  GCancellable        *cancellable;
  AipRepeat           *repeat;
  GtkCheckButton      *any;         /* the first choice; not owned */
  char                *address;     /* of the chosen worker; NULL: any that can */

  GtkLabel            *summary_label;
  AdwPreferencesGroup *group;
};

G_DEFINE_FINAL_TYPE (AipRepeatDialog, aip_repeat_dialog, ADW_TYPE_DIALOG)

static void
say (AipRepeatDialog *self,
     const char      *text,
     gboolean         is_error)
{
  gtk_label_set_label (self->summary_label, text);
  if (is_error)
    gtk_widget_add_css_class (GTK_WIDGET (self->summary_label), "error");
  gtk_accessible_announce (GTK_ACCESSIBLE (self->summary_label), text,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
toggled_cb (GtkCheckButton  *check,
            AipRepeatDialog *self)
{
  if (gtk_check_button_get_active (check))
    g_set_str (&self->address, g_object_get_data (G_OBJECT (check), "address"));
}

/* @address: (nullable): any worker */
static void
add_choice (AipRepeatDialog *self,
            const char      *title,
            const char      *subtitle,
            const char      *address,
            gboolean         possible)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();

  if (self->any == NULL)
    self->any = GTK_CHECK_BUTTON (check);
  else
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check), self->any);
  g_object_set_data_full (G_OBJECT (check), "address", g_strdup (address), g_free);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, 0);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  gtk_widget_set_sensitive (row, possible);
  adw_preferences_group_add (self->group, row);
}

static gboolean
add_worker (AipRepeatDialog *self,
            AipWorker       *worker)
{
  AipNodeCatalogue *catalogue =
    aip_scheduler_get_catalogue (aip_session_get_scheduler (self->session), worker);
  gboolean possible;
  g_auto(GStrv) differences = aip_repeat_compare (self->repeat, worker, catalogue, &possible);
  g_autofree char *text = NULL;

  if (aip_worker_get_state (worker) == AIP_WORKER_OFFLINE)
    text = g_strdup (_("It cannot be reached."));
  else if (differences[0] == NULL)
    text = g_strdup (_("Nothing is different."));
  else
    text = g_strjoinv ("\n", differences);
  add_choice (self, aip_worker_get_name (worker), text, aip_worker_get_address (worker), possible);

  return possible;
}

static void
show_repeat (AipRepeatDialog *self)
{
  GListModel *workers = aip_scheduler_get_workers (aip_session_get_scheduler (self->session));
  const char *const *obstacles = aip_repeat_get_obstacles (self->repeat);
  g_autofree char *text = NULL;
  gboolean any = FALSE;

  if (obstacles[0] != NULL)
    {
      text = g_strjoinv ("\n", (char **) obstacles);
      say (self, text, TRUE);
      return;
    }

  add_choice (self, _("Any Worker That Can"), _("The one that is expected to be done first."), NULL,
              TRUE);
  for (guint i = 0; i < g_list_model_get_n_items (workers); i++)
    {
      g_autoptr(AipWorker) worker = g_list_model_get_item (workers, i);

      any |= add_worker (self, worker);
    }
  gtk_check_button_set_active (self->any, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->group), TRUE);

  text = g_strdup_printf (_("Take v%03d of %s is made again from its recipe: the same graph, seeds and "
                            "files. What the shot says now does not matter."),
                          (int) aip_take_get_number (self->take), aip_shot_get_code (self->shot));
  say (self, any ? text : _("No worker that is connected can make it again."), !any);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.repeat", any);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(AipRepeatDialog) self = user_data;
  g_autoptr(GError) error = NULL;

  self->repeat = aip_repeat_load_finish (result, &error);
  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  if (self->repeat != NULL)
    show_repeat (self);
  else
    say (self, error->message, TRUE);
}

static void
repeat_activated_cb (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  AipRepeatDialog *self = AIP_REPEAT_DIALOG (widget);
  g_autoptr(GError) error = NULL;

  if (aip_scheduler_repeat (aip_session_get_scheduler (self->session),
                            aip_session_get_document (self->session), self->shot, self->take,
                            self->address, &error) == NULL)
    aip_session_toast_error (self->session, error);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
cancel_activated_cb (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

static void
aip_repeat_dialog_closed (AdwDialog *dialog)
{
  g_cancellable_cancel (AIP_REPEAT_DIALOG (dialog)->cancellable);
}

static void
aip_repeat_dialog_dispose (GObject *object)
{
  AipRepeatDialog *self = AIP_REPEAT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), AIP_TYPE_REPEAT_DIALOG);
  g_clear_pointer (&self->repeat, aip_repeat_unref);
  g_clear_object (&self->take);
  g_clear_object (&self->shot);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (aip_repeat_dialog_parent_class)->dispose (object);
}

static void
aip_repeat_dialog_finalize (GObject *object)
{
  AipRepeatDialog *self = AIP_REPEAT_DIALOG (object);

  g_object_unref (self->cancellable);
  g_free (self->address);

  G_OBJECT_CLASS (aip_repeat_dialog_parent_class)->finalize (object);
}

static void
aip_repeat_dialog_class_init (AipRepeatDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = aip_repeat_dialog_dispose;
  object_class->finalize = aip_repeat_dialog_finalize;
  ADW_DIALOG_CLASS (klass)->closed = aip_repeat_dialog_closed;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-repeat-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AipRepeatDialog, summary_label);
  gtk_widget_class_bind_template_child (widget_class, AipRepeatDialog, group);
  gtk_widget_class_install_action (widget_class, "dialog.repeat", NULL, repeat_activated_cb);
  gtk_widget_class_install_action (widget_class, "dialog.cancel", NULL, cancel_activated_cb);
}

static void
aip_repeat_dialog_init (AipRepeatDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.repeat", FALSE);
}

void
aip_repeat_dialog_present (AipSession *session,
                           AipShot    *shot,
                           AipTake    *take,
                           GtkWidget  *parent)
{
  AipRepeatDialog *self;

  g_return_if_fail (AIP_IS_SESSION (session));
  g_return_if_fail (AIP_IS_SHOT (shot));
  g_return_if_fail (AIP_IS_TAKE (take));

  self = g_object_new (AIP_TYPE_REPEAT_DIALOG, NULL);
  self->session = g_object_ref (session);
  self->shot = g_object_ref (shot);
  self->take = g_object_ref (take);
  aip_repeat_load_async (aip_session_get_document (session), take, self->cancellable, loaded_cb,
                         g_object_ref (self));
  adw_dialog_present (ADW_DIALOG (self), parent);
}
