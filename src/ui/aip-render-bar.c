/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-render-bar"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-render-bar.h"

struct _AipRenderBar
{
  AdwBin parent_instance;

  AipRenderQueue *queue;
  AipRenderState  shown;         /* what was last said to a screen reader */

  GtkRevealer    *revealer;
  GtkLabel       *title_label;
  GtkLabel       *detail_label;
  GtkProgressBar *progress_bar;
  GtkWidget      *cancel_button;
  GtkWidget      *play_button;
  GtkWidget      *show_button;
  GtkWidget      *retry_button;
  GtkWidget      *dismiss_button;
};

G_DEFINE_FINAL_TYPE (AipRenderBar, aip_render_bar, ADW_TYPE_BIN)

static char *
dup_time_left (double seconds)
{
  guint rounded = (guint) (seconds + 0.5);

  if (rounded >= 90)
    return g_strdup_printf (ngettext ("%u minute left", "%u minutes left", (rounded + 30) / 60),
                            (rounded + 30) / 60);

  return g_strdup_printf (ngettext ("%u second left", "%u seconds left", rounded), rounded);
}

/* How far it is, and how many come after it. */
static char *
dup_progress (AipRenderBar  *self,
              AipRenderTask *task)
{
  guint n_waiting = aip_render_queue_get_n_open (self->queue) - 1;
  double left = aip_render_task_get_seconds_left (task);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, _("%d %%"), (int) (aip_render_task_get_fraction (task) * 100));
  if (left >= 0)
    {
      g_autofree char *words = dup_time_left (left);

      g_string_append_printf (text, " · %s", words);
    }
  if (n_waiting > 0)
    {
      g_autofree char *words = g_strdup_printf (ngettext ("%u more waits", "%u more wait",
                                                          n_waiting), n_waiting);

      g_string_append_printf (text, " · %s", words);
    }

  return g_string_free_and_steal (text);
}

/* What was loud and what is missing. */
static char *
dup_result (AipRenderTask *task)
{
  guint n_warnings = g_strv_length ((char **) aip_render_task_get_warnings (task));
  g_autofree char *loudness = aip_render_task_dup_loudness (task);
  g_autofree char *warnings = NULL;

  if (n_warnings == 1)
    warnings = g_strdup (aip_render_task_get_warnings (task)[0]);
  else if (n_warnings > 1)
    warnings = g_strdup_printf (_("%u shots have no picture or sound; Activity says why."),
                                n_warnings);
  if (loudness != NULL && warnings != NULL)
    return g_strdup_printf ("%s · %s", loudness, warnings);

  return g_strdup (loudness != NULL ? loudness : warnings != NULL ? warnings : "");
}

static void
describe (AipRenderBar   *self,
          AipRenderTask  *task,
          char          **title,
          char          **detail)
{
  const char *name = aip_render_task_get_name (task);

  switch (aip_render_task_get_state (task))
    {
    case AIP_RENDER_DONE:
      *title = g_strdup_printf (_("“%s” is rendered"), name);
      *detail = dup_result (task);
      break;

    case AIP_RENDER_FAILED:
      *title = g_strdup_printf (_("“%s” was not rendered"), name);
      *detail = g_strdup (aip_render_task_get_problem (task));
      break;

    case AIP_RENDER_WAITING:
    case AIP_RENDER_RUNNING:
    case AIP_RENDER_CANCELLED:
    default:
      *title = g_strdup_printf (_("Rendering “%s”"), name);
      *detail = dup_progress (self, task);
      break;
    }
}

static void
update (AipRenderBar *self)
{
  AipRenderTask *task = aip_render_queue_get_current (self->queue);
  AipRenderState state;
  g_autofree char *title = NULL;
  g_autofree char *detail = NULL;

  gtk_revealer_set_reveal_child (self->revealer, task != NULL);
  if (task == NULL)
    {
      self->shown = AIP_RENDER_WAITING;
      return;
    }

  state = aip_render_task_get_state (task);
  describe (self, task, &title, &detail);
  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->detail_label, detail);
  gtk_widget_set_visible (GTK_WIDGET (self->detail_label), *detail != '\0');
  gtk_progress_bar_set_fraction (self->progress_bar, aip_render_task_get_fraction (task));
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), state <= AIP_RENDER_RUNNING);
  gtk_widget_set_visible (self->cancel_button, state <= AIP_RENDER_RUNNING);
  gtk_widget_set_visible (self->play_button,
                          state == AIP_RENDER_DONE && aip_render_task_is_movie (task));
  gtk_widget_set_visible (self->show_button, state == AIP_RENDER_DONE);
  gtk_widget_set_visible (self->retry_button, state == AIP_RENDER_FAILED);
  gtk_widget_set_visible (self->dismiss_button, state > AIP_RENDER_RUNNING);

  if (state != self->shown && state > AIP_RENDER_RUNNING)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), title,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  self->shown = state;
}

void
aip_render_bar_set_queue (AipRenderBar   *self,
                          AipRenderQueue *queue)
{
  g_return_if_fail (AIP_IS_RENDER_BAR (self));
  g_return_if_fail (AIP_IS_RENDER_QUEUE (queue));
  g_return_if_fail (self->queue == NULL);

  self->queue = g_object_ref (queue);
  g_signal_connect_object (queue, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

/* Actions ------------------------------------------------------------------------------------- */

static void
cancel_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  AipRenderTask *task = aip_render_queue_get_current (AIP_RENDER_BAR (widget)->queue);

  if (task != NULL)
    aip_render_task_cancel (task);
}

static void
launch (AipRenderBar *self,
        gboolean      folder)
{
  AipRenderTask *task = aip_render_queue_get_current (self->queue);
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  g_autoptr(GFile) file = NULL;
  g_autoptr(GtkFileLauncher) launcher = NULL;

  if (task == NULL || aip_render_task_get_state (task) != AIP_RENDER_DONE)
    return;

  file = g_file_new_for_path (aip_render_task_get_path (task));
  launcher = gtk_file_launcher_new (file);
  if (folder)
    gtk_file_launcher_open_containing_folder (launcher, window, NULL, NULL, NULL);
  else
    gtk_file_launcher_launch (launcher, window, NULL, NULL, NULL);
}

static void
play_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  launch (AIP_RENDER_BAR (widget), FALSE);
}

static void
show_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  launch (AIP_RENDER_BAR (widget), TRUE);
}

static void
retry_cb (GtkWidget  *widget,
          const char *action_name,
          GVariant   *parameter)
{
  AipRenderBar *self = AIP_RENDER_BAR (widget);
  AipRenderTask *task = aip_render_queue_get_current (self->queue);

  if (task != NULL && aip_render_task_get_state (task) == AIP_RENDER_FAILED)
    aip_render_queue_retry (self->queue, task);
}

static void
dismiss_cb (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  AipRenderBar *self = AIP_RENDER_BAR (widget);
  AipRenderTask *task = aip_render_queue_get_current (self->queue);

  if (task != NULL && aip_render_task_get_state (task) > AIP_RENDER_RUNNING)
    aip_render_queue_dismiss (self->queue, task);
}

static void
aip_render_bar_dispose (GObject *object)
{
  AipRenderBar *self = AIP_RENDER_BAR (object);

  /* Disposing the template unparents children that are bound, behind the back of the bin. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), AIP_TYPE_RENDER_BAR);
  g_clear_object (&self->queue);

  G_OBJECT_CLASS (aip_render_bar_parent_class)->dispose (object);
}

static void
aip_render_bar_class_init (AipRenderBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_render_bar_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-render-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, AipRenderBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, AipRenderBar, title_label);
  gtk_widget_class_bind_template_child (widget_class, AipRenderBar, detail_label);
  gtk_widget_class_bind_template_child (widget_class, AipRenderBar, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, AipRenderBar, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, AipRenderBar, play_button);
  gtk_widget_class_bind_template_child (widget_class, AipRenderBar, show_button);
  gtk_widget_class_bind_template_child (widget_class, AipRenderBar, retry_button);
  gtk_widget_class_bind_template_child (widget_class, AipRenderBar, dismiss_button);

  gtk_widget_class_install_action (widget_class, "render.cancel", NULL, cancel_cb);
  gtk_widget_class_install_action (widget_class, "render.play", NULL, play_cb);
  gtk_widget_class_install_action (widget_class, "render.show", NULL, show_cb);
  gtk_widget_class_install_action (widget_class, "render.retry", NULL, retry_cb);
  gtk_widget_class_install_action (widget_class, "render.dismiss", NULL, dismiss_cb);
}

static void
aip_render_bar_init (AipRenderBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
