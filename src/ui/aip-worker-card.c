/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-worker-card"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-format.h"
#include "aip-worker-card.h"

struct _AipWorkerCard
{
  AdwBin parent_instance;

  AipSession     *session;
  AipWorker      *worker;
  GSignalGroup   *job_signals;   /* of the job that runs there */

  GtkImage       *kind_icon;
  GtkLabel       *name_label;
  GtkLabel       *address_label;
  GtkWidget      *state_box;
  GtkImage       *state_icon;
  GtkLabel       *state_label;
  GtkLabel       *gpu_label;
  GtkWidget      *memory_box;
  GtkLevelBar    *memory_bar;
  GtkLabel       *memory_label;
  GtkWidget      *job_box;
  GtkLabel       *job_label;
  GtkLabel       *percent_label;
  GtkProgressBar *job_bar;
  GtkLabel       *queue_label;
  GtkWidget      *problem_box;
  GtkLabel       *problem_label;
};

G_DEFINE_FINAL_TYPE (AipWorkerCard, aip_worker_card, ADW_TYPE_BIN)

/* A job of another window's project has no shot here. */
static char *
describe_job (AipWorkerCard *self,
              AipJob        *job)
{
  AipEntity *shot =
    aip_document_lookup (aip_session_get_document (self->session), aip_job_get_shot_id (job));

  if (!AIP_IS_SHOT (shot))
    return g_strdup (_("A shot of another project"));

  return g_strdup (aip_shot_get_code (AIP_SHOT (shot)));
}

static void
update_state (AipWorkerCard *self)
{
  static const char *const classes[] = { "worker-offline", "worker-idle", "worker-busy",
                                         "worker-paused" };
  const char *icon = "aip-worker-offline-symbolic";
  const char *style = "worker-offline";
  const char *text = _("Offline");

  if (aip_worker_get_state (self->worker) != AIP_WORKER_OFFLINE &&
      aip_worker_get_paused (self->worker))
    {
      icon = "media-playback-pause-symbolic";
      style = "worker-paused";
      text = _("Paused");
    }
  else if (aip_worker_get_state (self->worker) == AIP_WORKER_IDLE)
    {
      icon = "aip-worker-idle-symbolic";
      style = "worker-idle";
      text = _("Idle");
    }
  else if (aip_worker_get_state (self->worker) == AIP_WORKER_BUSY)
    {
      icon = "aip-worker-busy-symbolic";
      style = "worker-busy";
      text = _("Busy");
    }

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (self->state_box, classes[i]);
  gtk_widget_add_css_class (self->state_box, style);
  gtk_image_set_from_icon_name (self->state_icon, icon);
  gtk_label_set_label (self->state_label, text);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "worker.pause",
                                 !aip_worker_get_paused (self->worker));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "worker.resume",
                                 aip_worker_get_paused (self->worker));
}

static void
update_memory (AipWorkerCard *self)
{
  guint64 total = aip_worker_get_vram_total (self->worker);
  guint64 free_bytes = MIN (aip_worker_get_vram_free (self->worker), total);
  g_autofree char *total_text = aip_format_memory (total);
  g_autofree char *used_text = aip_format_memory (total - free_bytes);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->memory_box, total > 0);
  if (total == 0)
    return;

  /* Translators: used and total memory of a graphics card, such as “3.2 GB of 24 GB”. */
  text = g_strdup_printf (C_("memory", "%s of %s"), used_text, total_text);
  gtk_level_bar_set_value (self->memory_bar, (double) (total - free_bytes) / (double) total);
  gtk_label_set_label (self->memory_label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->memory_bar),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
}

static void
update_job (AipWorkerCard *self)
{
  AipJob *job = aip_worker_get_job (self->worker);
  AipJob *next = aip_worker_get_next_job (self->worker);
  gboolean offline = aip_worker_get_state (self->worker) == AIP_WORKER_OFFLINE;
  guint queue = aip_worker_get_queue_length (self->worker);
  g_autofree char *text = NULL;
  g_autofree char *line = NULL;

  gtk_widget_set_visible (self->job_box, job != NULL);
  if (job != NULL)
    {
      g_autofree char *shot = describe_job (self, job);
      /* How far it is there now, nobody knows. */
      const char *stage = offline ? "" : aip_job_get_stage (job);
      double progress = offline ? -1 : aip_job_get_progress (job);
      g_autofree char *percent = NULL;

      /* Translators: code of a shot and what is being done for it, such as “SHT-0010: Sampling”. */
      text = stage != NULL && *stage != '\0' ? g_strdup_printf (_("%s: %s"), shot, stage)
                                             : g_strdup (shot);
      gtk_label_set_label (self->job_label, text);
      if (progress >= 0)
        {
          /* Translators: a share in percent. */
          percent = g_strdup_printf (_("%d %%"), (int) (progress * 100));
          gtk_progress_bar_set_fraction (self->job_bar, CLAMP (progress, 0.0, 1.0));
        }
      else if (!offline)
        gtk_progress_bar_pulse (self->job_bar);
      gtk_widget_set_visible (GTK_WIDGET (self->job_bar), !offline);
      gtk_label_set_label (self->percent_label, percent != NULL ? percent : "");
    }

  if (queue > 0 && next != NULL)
    {
      g_autofree char *shot = describe_job (self, next);

      /* Translators: the length of a worker's queue and the code of the shot that comes next. */
      line = g_strdup_printf (
        ngettext ("%u job in its queue, next %s", "%u jobs in its queue, next %s", queue), queue,
        shot);
    }
  else if (queue > 0)
    line = g_strdup_printf (ngettext ("%u job in its queue", "%u jobs in its queue", queue), queue);
  else if (offline)
    line = g_strdup (_("Tried again by itself"));
  else
    line = g_strdup (_("Nothing in its queue"));

  gtk_label_set_label (self->queue_label, line);
}

static void
update_identity (AipWorkerCard *self)
{
  const char *name = aip_worker_get_name (self->worker);
  const char *gpu = aip_worker_get_gpu_name (self->worker);
  const char *problem = aip_worker_get_problem (self->worker);
  gboolean draft = aip_worker_get_draft (self->worker);

  gtk_label_set_label (self->name_label, draft ? _("Draft Worker") : name);
  gtk_label_set_label (self->address_label, aip_worker_get_address (self->worker));
  gtk_image_set_from_icon_name (self->kind_icon,
                                draft ? "aip-draft-worker-symbolic" : "aip-workers-symbolic");
  gtk_label_set_label (self->gpu_label,
                       gpu != NULL && *gpu != '\0' ? gpu : _("Graphics card not known yet"));

  gtk_widget_set_visible (self->problem_box, problem != NULL && *problem != '\0');
  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
worker_changed_cb (AipWorkerCard *self)
{
  g_signal_group_set_target (self->job_signals, aip_worker_get_job (self->worker));
  update_identity (self);
  update_state (self);
  update_memory (self);
  update_job (self);
}

static void
pause_cb (GtkWidget  *widget,
          const char *action_name,
          GVariant   *parameter)
{
  aip_worker_set_paused (AIP_WORKER_CARD (widget)->worker, TRUE);
}

static void
resume_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  aip_worker_set_paused (AIP_WORKER_CARD (widget)->worker, FALSE);
}

static void
remove_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  AipWorkerCard *self = AIP_WORKER_CARD (widget);

  gtk_widget_activate_action (widget, "win.remove-worker", "s",
                              aip_worker_get_address (self->worker));
}

static void
copy_address_cb (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  AipWorkerCard *self = AIP_WORKER_CARD (widget);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), aip_worker_get_address (self->worker));
  aip_session_toast (self->session, _("Address copied"));
}

static void
aip_worker_card_dispose (GObject *object)
{
  AipWorkerCard *self = AIP_WORKER_CARD (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AIP_TYPE_WORKER_CARD);
  g_clear_object (&self->job_signals);
  g_clear_object (&self->worker);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (aip_worker_card_parent_class)->dispose (object);
}

static void
aip_worker_card_class_init (AipWorkerCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_worker_card_dispose;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-worker-card.ui");
  gtk_widget_class_bind_template_child (widget_class, AipWorkerCard, kind_icon);
  gtk_widget_class_bind_template_child (widget_class, AipWorkerCard, name_label);
  gtk_widget_class_bind_template_child (widget_class, AipWorkerCard, address_label);
  gtk_widget_class_bind_template_child (widget_class, AipWorkerCard, state_box);
  gtk_widget_class_bind_template_child (widget_class, AipWorkerCard, state_icon);
  gtk_widget_class_bind_template_child (widget_class, AipWorkerCard, state_label);
  gtk_widget_class_bind_template_child (widget_class, AipWorkerCard, gpu_label);
  gtk_widget_class_bind_template_child (widget_class, AipWorkerCard, memory_box);
  gtk_widget_class_bind_template_child (widget_class, AipWorkerCard, memory_bar);
  gtk_widget_class_bind_template_child (widget_class, AipWorkerCard, memory_label);
  gtk_widget_class_bind_template_child (widget_class, AipWorkerCard, job_box);
  gtk_widget_class_bind_template_child (widget_class, AipWorkerCard, job_label);
  gtk_widget_class_bind_template_child (widget_class, AipWorkerCard, percent_label);
  gtk_widget_class_bind_template_child (widget_class, AipWorkerCard, job_bar);
  gtk_widget_class_bind_template_child (widget_class, AipWorkerCard, queue_label);
  gtk_widget_class_bind_template_child (widget_class, AipWorkerCard, problem_box);
  gtk_widget_class_bind_template_child (widget_class, AipWorkerCard, problem_label);

  gtk_widget_class_install_action (widget_class, "worker.pause", NULL, pause_cb);
  gtk_widget_class_install_action (widget_class, "worker.resume", NULL, resume_cb);
  gtk_widget_class_install_action (widget_class, "worker.remove", NULL, remove_cb);
  gtk_widget_class_install_action (widget_class, "worker.copy-address", NULL, copy_address_cb);
}

static void
aip_worker_card_init (AipWorkerCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->job_signals = g_signal_group_new (AIP_TYPE_JOB);
  g_signal_group_connect_swapped (self->job_signals, "notify", G_CALLBACK (update_job), self);
}

GtkWidget *
aip_worker_card_new (AipSession *session,
                     AipWorker  *worker)
{
  AipWorkerCard *self;

  g_return_val_if_fail (AIP_IS_SESSION (session), NULL);
  g_return_val_if_fail (AIP_IS_WORKER (worker), NULL);

  self = g_object_new (AIP_TYPE_WORKER_CARD, NULL);
  self->session = g_object_ref (session);
  self->worker = g_object_ref (worker);
  g_signal_connect_object (worker, "notify", G_CALLBACK (worker_changed_cb), self,
                           G_CONNECT_SWAPPED);
  worker_changed_cb (self);

  return GTK_WIDGET (self);
}
