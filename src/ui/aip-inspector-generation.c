/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-inspector-generation"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-inspector-generation.h"
#include "aip-shot-generation.h"
#include "aip-shot-stale.h"

struct _AipInspectorGeneration
{
  GtkWidget parent_instance;

  GPtrArray    *shots;
  GSignalGroup *job_signals;
  GSignalGroup *shot_signals;

  GtkWidget    *box;
  GtkWidget    *icon;
  GtkLabel     *label;
  GtkWidget    *stale;
  GtkLabel     *stale_label;
  GtkWidget    *bar;
  GtkWidget    *approve;
  GtkWidget    *generate;
  GtkWidget    *cancel;
  GtkWidget    *retry;
};

G_DEFINE_FINAL_TYPE (AipInspectorGeneration, aip_inspector_generation, GTK_TYPE_WIDGET)

static void
set_look (AipInspectorGeneration *self,
          const char             *text,
          double                  fraction,
          gboolean                failed)
{
  gtk_label_set_label (self->label, text);
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->label)), *text != '\0');
  gtk_widget_set_visible (self->icon, failed);
  gtk_widget_set_visible (self->bar, fraction >= 0);
  if (fraction >= 0)
    gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar), CLAMP (fraction, 0, 1));

  if (failed)
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
}

static void
describe_one (AipInspectorGeneration *self)
{
  AipShot *shot = g_ptr_array_index (self->shots, 0);
  g_auto(AipGeneration) generation = { 0 };

  aip_generation_describe (shot, &generation);
  set_look (self,
            generation.look == AIP_GENERATION_NOTHING ? _("Not generated yet") : generation.text,
            generation.look == AIP_GENERATION_RUNNING ? MAX (generation.fraction, 0) : -1,
            generation.look == AIP_GENERATION_FAILED);
}

static void
describe_many (AipInspectorGeneration *self)
{
  g_autoptr(GString) text = g_string_new (NULL);
  guint counts[AIP_GENERATION_CANCELLED + 1] = { 0 };
  struct {
    AipGenerationLook  look;
    char              *text;
  } parts[] = {
    { AIP_GENERATION_RUNNING, NULL },
    { AIP_GENERATION_WAITING, NULL },
    { AIP_GENERATION_FAILED, NULL },
    { AIP_GENERATION_CANCELLED, NULL },
    { AIP_GENERATION_DONE, NULL },
    { AIP_GENERATION_NOTHING, NULL },
  };

  for (guint i = 0; i < self->shots->len; i++)
    {
      g_auto(AipGeneration) generation = { 0 };

      aip_generation_describe (g_ptr_array_index (self->shots, i), &generation);
      counts[generation.look]++;
    }

  parts[0].text = g_strdup_printf (_("%u running"), counts[AIP_GENERATION_RUNNING]);
  parts[1].text = g_strdup_printf (_("%u waiting"), counts[AIP_GENERATION_WAITING]);
  parts[2].text = g_strdup_printf (_("%u failed"), counts[AIP_GENERATION_FAILED]);
  parts[3].text = g_strdup_printf (_("%u cancelled"), counts[AIP_GENERATION_CANCELLED]);
  parts[4].text = g_strdup_printf (_("%u done"), counts[AIP_GENERATION_DONE]);
  parts[5].text = g_strdup_printf (_("%u not generated yet"), counts[AIP_GENERATION_NOTHING]);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (counts[parts[i].look] > 0)
        g_string_append_printf (text, text->len > 0 ? ", %s" : "%s", parts[i].text);
      g_free (parts[i].text);
    }

  set_look (self, text->str, -1, FALSE);
}

/* Of one, what has changed; of several, how many. */
static void
update_stale (AipInspectorGeneration *self)
{
  AipShot *shot = g_ptr_array_index (self->shots, 0);
  g_autofree char *text = NULL;
  guint n = 0;

  for (guint i = 0; i < self->shots->len; i++)
    n += aip_shot_stale_is (g_ptr_array_index (self->shots, i)) ? 1 : 0;
  if (self->shots->len == 1)
    text = aip_shot_stale_dup_text (shot);
  else if (n > 0)
    text = g_strdup_printf (ngettext ("%u is stale", "%u are stale", n), n);

  gtk_widget_set_visible (self->stale, text != NULL);
  gtk_label_set_label (self->stale_label, text != NULL ? text : "");
}

static gboolean
waits_for_person (AipJob *job)
{
  gboolean approval;

  g_object_get (job, "approval", &approval, NULL);

  return approval && *aip_entity_get_text (AIP_ENTITY (job), "source") == '\0';
}

void
aip_inspector_generation_update (AipInspectorGeneration *self)
{
  gboolean open = FALSE;
  gboolean again = FALSE;
  gboolean asks = FALSE;

  g_return_if_fail (AIP_IS_INSPECTOR_GENERATION (self));

  if (self->shots->len == 0)
    return;

  for (guint i = 0; i < self->shots->len; i++)
    {
      AipJob *job = aip_shot_get_active_job (g_ptr_array_index (self->shots, i));
      AipJobState state = job != NULL ? aip_job_get_state (job) : AIP_JOB_DONE;

      open |= aip_job_state_is_open (state);
      again |= state == AIP_JOB_FAILED || state == AIP_JOB_CANCELLED;
      asks |= state == AIP_JOB_WAITING && waits_for_person (job) &&
              aip_shot_get_take (g_ptr_array_index (self->shots, i)) != NULL;
    }

  if (self->shots->len == 1)
    describe_one (self);
  else
    describe_many (self);

  update_stale (self);
  gtk_widget_set_visible (self->approve, asks);
  gtk_widget_set_visible (self->generate, !open || asks || self->shots->len > 1);
  gtk_widget_set_visible (self->cancel, open);
  gtk_widget_set_visible (self->retry, again);
}

void
aip_inspector_generation_set_shots (AipInspectorGeneration *self,
                                    GPtrArray              *shots)
{
  AipJob *job = NULL;

  g_return_if_fail (AIP_IS_INSPECTOR_GENERATION (self));
  g_return_if_fail (shots != NULL);

  g_ptr_array_ref (shots);
  g_ptr_array_unref (self->shots);
  self->shots = shots;

  /* Progress of one is followed closely; counts change with the document. */
  if (shots->len == 1)
    job = aip_shot_get_active_job (g_ptr_array_index (shots, 0));
  g_signal_group_set_target (self->job_signals, job);
  g_signal_group_set_target (self->shot_signals,
                             shots->len == 1 ? g_ptr_array_index (shots, 0) : NULL);
  aip_inspector_generation_update (self);
}

static void
aip_inspector_generation_dispose (GObject *object)
{
  AipInspectorGeneration *self = AIP_INSPECTOR_GENERATION (object);

  g_clear_object (&self->job_signals);
  g_clear_object (&self->shot_signals);
  gtk_widget_dispose_template (GTK_WIDGET (object), AIP_TYPE_INSPECTOR_GENERATION);

  G_OBJECT_CLASS (aip_inspector_generation_parent_class)->dispose (object);
}

static void
aip_inspector_generation_finalize (GObject *object)
{
  g_ptr_array_unref (AIP_INSPECTOR_GENERATION (object)->shots);

  G_OBJECT_CLASS (aip_inspector_generation_parent_class)->finalize (object);
}

static void
aip_inspector_generation_class_init (AipInspectorGenerationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = aip_inspector_generation_dispose;
  object_class->finalize = aip_inspector_generation_finalize;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-inspector-generation.ui");
  gtk_widget_class_bind_template_child (widget_class, AipInspectorGeneration, box);
  gtk_widget_class_bind_template_child (widget_class, AipInspectorGeneration, icon);
  gtk_widget_class_bind_template_child (widget_class, AipInspectorGeneration, label);
  gtk_widget_class_bind_template_child (widget_class, AipInspectorGeneration, stale);
  gtk_widget_class_bind_template_child (widget_class, AipInspectorGeneration, stale_label);
  gtk_widget_class_bind_template_child (widget_class, AipInspectorGeneration, bar);
  gtk_widget_class_bind_template_child (widget_class, AipInspectorGeneration, approve);
  gtk_widget_class_bind_template_child (widget_class, AipInspectorGeneration, generate);
  gtk_widget_class_bind_template_child (widget_class, AipInspectorGeneration, cancel);
  gtk_widget_class_bind_template_child (widget_class, AipInspectorGeneration, retry);
}

static void
aip_inspector_generation_init (AipInspectorGeneration *self)
{
  self->shots = g_ptr_array_new_with_free_func (g_object_unref);
  self->job_signals = g_signal_group_new (AIP_TYPE_JOB);
  g_signal_group_connect_swapped (self->job_signals, "notify",
                                  G_CALLBACK (aip_inspector_generation_update), self);
  self->shot_signals = g_signal_group_new (AIP_TYPE_SHOT);
  g_signal_group_connect_swapped (self->shot_signals, "notify::stale",
                                  G_CALLBACK (aip_inspector_generation_update), self);
  gtk_widget_init_template (GTK_WIDGET (self));
}
